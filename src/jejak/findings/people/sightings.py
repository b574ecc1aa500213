"""Every place of a zone that may name a person, with its evidence and the titles beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jejak.findings.people.candidates import add_candidates
from jejak.findings.people.evidence import score
from jejak.findings.people.honorifics import honorifics_end
from jejak.findings.people.known import known_at
from jejak.findings.people.offices import give
from jejak.findings.people.sharing import (
    affiliation_of,
    settle_possessors,
    share_lists,
    share_parties,
    share_titles,
)
from jejak.findings.people.titles import named_on, run_end, starts_name
from jejak.findings.people.values import Sighting
from jejak.names import clean_name, core_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.people.candidates import Candidate
    from jejak.findings.people.context import Context
    from jejak.findings.people.lexicon import Lexicon
    from jejak.findings.people.titles import Title
    from jejak.findings.people.tokens import Token, Words

_SHORT_NAME_MARKS: Final = (["(", ")"], ['"', '"'], ["“", "”"])
_MARKED: Final = re.compile(r"[\s()\"“”]+")


def find_sightings(
    words: Words, titles: Sequence[Title], context: Context, candidates: Sequence[Candidate] = ()
) -> list[Sighting]:
    """Every place of a zone that may name a person, in order, with what stands beside it."""
    found = add_candidates(_seen(words, titles, context), words, candidates)
    for sighting in found:
        if sighting.rule == "model":
            _give_titles(sighting, titles, words, context)
        sighting.affiliation = affiliation_of(sighting)
    share_titles(found, words, context)
    share_parties(found)
    share_lists(found)
    return settle_possessors(found, words, context)


def _give_titles(s: Sighting, titles: Sequence[Title], words: Words, context: Context) -> None:
    """Give a candidate's sighting the titles before and after it."""
    before = next((t for t in titles if t.name_at == s.first), None)
    after = _title_after(words, s, {t.start: t for t in titles}, context.lex)
    for title in (before, after):
        if title is not None:
            give(s, title, words, context)
            s.points += 2


def _seen(words: Words, titles: Sequence[Title], context: Context) -> list[Sighting]:
    """The places that the rules see."""
    lex = context.lex
    named = {t.name_at: t for t in reversed(titles) if t.name_at is not None}
    starting = {t.start: t for t in titles}
    inside = {i for t in titles for i in range(t.start, t.end)}
    found: list[Sighting] = []
    index = 0
    while index < len(words.tokens):
        sighting = None
        start = honorifics_end(words.tokens, index, lex) if index not in inside else None
        if start is not None and known_at(words, index, lex) is None:
            index = start
        if words.tokens[index].capital and (index not in inside or index in named):
            sighting = _sighting_at(words, index, named.get(index), context)
        if sighting is None:
            index += 1
            continue
        after = _title_after(words, sighting, starting, lex)
        if after is not None:
            give(sighting, after, words, context)
            sighting.points += 2
            named.pop(-1 if after.name_at is None else after.name_at, None)
        found.append(sighting)
        index = max(sighting.last, index + 1)
    return found


def _sighting_at(words: Words, index: int, title: Title | None, context: Context) -> Sighting | None:
    lex, tokens = context.lex, words.tokens
    known = known_at(words, index, lex)
    if known is not None and not _blocked(words, index, known[1], lex):
        person, end = known
        end = max(end, run_end(tokens, index, lex)) if tokens[index].name and end - index > 1 else end
        sighting = Sighting(words, index, end, _text(words, index, end), 5, "known", person)
    elif starts_name(tokens, index):
        if (
            tokens[index].first
            and not tokens[index].given
            and index + 1 < len(tokens)
            and known_at(words, index + 1, lex)
        ):
            return None
        end = run_end(tokens, index, lex)
        if end <= index:
            return None
        if title is not None and end == index + 1 and named_on(tokens, end, lex):
            end += 1
        end = _behind_short_name(tokens, end, lex)
        courtesy = honorifics_end(tokens, index, lex)
        index = courtesy if courtesy is not None and courtesy < end else index
        sighting = Sighting(words, index, end, _text(words, index, end), 0, "name")
        sighting.points = score(words, sighting, title, lex)
    else:
        return None
    if not any(len(w) > 1 for w in core_words(sighting.name)) or _credited(tokens, index, lex):
        return None
    if title is not None:
        give(sighting, title, words, context)
        sighting.rule = "title" if sighting.rule == "name" else sighting.rule
    return sighting


def _behind_short_name(tokens: list[Token], end: int, lex: Lexicon) -> int:
    """Behind the name that goes on after a short one in brackets or marks: "Yusuf (Roy) Barzani"."""
    if [token.text for token in tokens[end : end + 3 : 2]] not in _SHORT_NAME_MARKS or end + 3 >= len(tokens):
        return end
    short, then = tokens[end + 1], tokens[end + 3]
    if not (short.name and starts_name(tokens, end + 3)) or then.sentence != tokens[end].sentence:
        return end
    return max(end, run_end(tokens, end + 3, lex))


def _credited(tokens: Sequence[Token], index: int, lex: Lexicon) -> bool:
    """Whether a name is one of the page's own credits: "Editor: ..."."""
    if index and tokens[index - 1].text == "(" and _closes_text(tokens, index):
        return True
    first = index
    while first and tokens[first - 1].name:
        first -= 1
    if first > 1 and tokens[first - 1].text == "/" and tokens[first - 2].lower in lex.credit_media:
        return True
    if any(t.lower == "laporan" for t in tokens[max(0, index - 7) : index]) and tokens[index].sentence < 3:
        return True
    colon = any(t.text == ":" for t in tokens[max(0, index - 2) : index])
    return colon and any(t.lower in lex.credits for t in tokens[max(0, index - 4) : index])


def _closes_text(tokens: Sequence[Token], index: int) -> bool:
    """Whether a bracket that holds a token is the last thing of the text: the writer's mark."""
    return len(tokens) - index < 9 and any(t.text == ")" for t in tokens[-2:])


def _text(words: Words, first: int, last: int) -> str:
    written = words.text[words.tokens[first].start : words.tokens[last - 1].end]
    return clean_name(_MARKED.sub(" ", written))


def _blocked(words: Words, index: int, end: int, lex: Lexicon) -> bool:
    """Whether a well-known name is part of another name: "Trump Tower", "Universitas Airlangga"."""
    tokens = words.tokens
    before = tokens[index - 1] if index else None
    after = tokens[end] if end < len(tokens) else None
    if before is not None and before.lower in lex.bodies and before.capital and end - index == 1:
        return True
    if after is None:
        return False
    if end - index > 1:
        return after.capital and after.lower in lex.english and after.sentence == tokens[index].sentence
    if (
        after.capital
        and after.party is None
        and after.sentence == tokens[index].sentence
        and not words.caseless
    ):
        return after.lower in lex.english or (after.text[0].isupper() and after.name)
    return False


def _title_after(words: Words, s: Sighting, starting: dict[int, Title], lex: Lexicon) -> Title | None:
    """The title that follows a name: "Retno, menteri luar negeri Indonesia," "X selaku Y"."""
    tokens, at = words.tokens, s.last
    while at < len(tokens) and tokens[at].text == "(":
        closing = next((i for i in range(at, min(len(tokens), at + 6)) if tokens[i].text == ")"), None)
        if closing is None:
            return None
        at = closing + 1
    comma = at < len(tokens) and tokens[at].text in ",–-—"
    while at < len(tokens) and tokens[at].text in ",–-—":
        at += 1
    linked = _link_end(tokens, at, lex)
    if linked is None and (not comma or any(o.title.kind != "rank" for o in s.offices)):
        return None
    title = starting.get(at if linked is None else linked)
    if title is None or tokens[title.start].sentence != tokens[s.first].sentence:
        return None
    if title.name_at is not None and not (
        title.comma and (linked is not None or _named_again(words, title, s, lex))
    ):
        return None
    end = tokens[title.end] if title.end < len(tokens) else None
    if (
        linked is None
        and end is not None
        and end.word
        and end.lower not in lex.stop
        and title.kind == "private"
    ):
        return None
    return title


def _named_again(words: Words, title: Title, s: Sighting, lex: Lexicon) -> bool:
    """Whether the name after a title's comma is a single word: "X, pimpinan badan itu, Cook berkata"."""
    at = title.name_at
    return at is not None and not s.single and not s.offices and run_end(words.tokens, at, lex) == at + 1


def _link_end(tokens: Sequence[Token], at: int, lex: Lexicon) -> int | None:
    for length in (4, 3, 2, 1):
        if tuple(t.lower for t in tokens[at : at + length]) in lex.links:
            return at + length
    return None
