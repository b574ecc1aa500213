"""Which office a title is, and for whom it speaks (codebook 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.findings.people.context import state_of
from jejak.findings.people.values import Office
from jejak.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.parties import PartyMention
    from jejak.findings.people.context import Context
    from jejak.findings.people.lexicon import Lexicon
    from jejak.findings.people.titles import Title
    from jejak.findings.people.tokens import Words
    from jejak.findings.people.values import Sighting


def give(s: Sighting, title: Title, words: Words, context: Context) -> None:
    """Add a title to what a sighting tells of its person."""
    if title.end <= title.start:
        return
    first, last = words.tokens[title.start], words.tokens[title.end - 1]
    evidence = Evidence(words.text[first.start : last.end], first.start, last.end, words.zone.name)
    party, organisation = _title_party(title, words, s.name, context)
    sure = party is not None and _marked(title, words, context.lex) == party
    office = office_name(title, words, context.lex)
    s.offices.append(Office(evidence, title, party, office, organisation, sure))


def office_name(title: Title, words: Words, lex: Lexicon) -> str:
    """The office's name without parties and brackets, short forms written out: "menteri luar negeri"."""
    kept: list[str] = []
    depth = 0
    for token in words.tokens[title.start : title.end]:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.word and token.party is None and token.lower not in lex.unsaid:
            kept.append(token.lower)
    return lex.office(kept)


def _title_party(title: Title, words: Words, name: str, context: Context) -> tuple[str | None, str | None]:
    """The party a title speaks for, and the organisation it names (a code), None where it says neither."""
    lex = context.lex
    if title.kind == "private":
        return None, None
    named = [(words.parties[number], towards) for number, towards in title.parties(words, lex)]
    near = [m for m, towards in named if not towards and m.kind in {"state", "igo", "agency", "group"}]
    lowers, own = _said(title, words)
    if not near:
        firm = any(m.kind == "organization" for m, _ in named) and not lowers & lex.parties
        if firm or _of_private_body(title, words, own, lex):
            return None, None
    organisation = next((m.code for m in near if m.kind == "agency"), near[0].code if near else None)
    if title.kind == "sender":
        at_home = lowers & lex.missions and not any(m.kind == "agency" for m in near)
        chosen = near[0] if near and not at_home else None
    elif own & lex.private_bodies and not _organs(near, title) and title.kind != "sender":
        return None, organisation
    else:
        chosen = _chosen(near, title, lowers, lex)
    if chosen is not None:
        gone = title.former and chosen.kind == "igo"
        return (None if gone else state_of(chosen.code)), organisation
    return _implied(title, words, name, context), organisation


def _organs(near: Sequence[PartyMention], title: Title) -> list[PartyMention]:
    """The agencies that a title names; else, for a body's man, the groups."""
    agencies = [m for m in near if m.kind == "agency"]
    return agencies or [m for m in near if m.kind == "group" and title.kind == "organ"]


def _chosen(
    near: Sequence[PartyMention], title: Title, lowers: set[str], lex: Lexicon
) -> PartyMention | None:
    """The party mention in a title that its holder speaks for."""
    chosen = (*_organs(near, title), *near)[:1]
    if not chosen:
        return None
    of_home = chosen[0].kind == "igo" and lowers & lex.home_bodies and title.kind != "state"
    return None if of_home else chosen[0]


def _implied(title: Title, words: Words, name: str, context: Context) -> str | None:
    """The party of a title that names none: by its words, else by the states that the article names."""
    lex, token = context.lex, words.tokens[title.start]
    lowers, _ = _said(title, words)
    marked = _marked(title, words, lex)
    if marked is not None or lowers & (lex.home_bodies | lex.missions):
        return marked or context.home
    if title.kind == "sender":
        return context.sender_near(words, token, name)
    if _heads_a_body(title, words, lex):
        return None
    if title.kind in {"state", "official"} or lowers & lex.state_bodies:
        subject = context.subject_of(words, title) if title.kind != "state" else None
        return subject or context.state_near(words, token, name)
    return None


def _said(title: Title, words: Words) -> tuple[set[str], set[str]]:
    """The words of a title, lower case; and those outside party names, before a second office begins."""
    tokens = words.tokens[title.start : title.end]
    second = next((i for i, t in enumerate(tokens) if t.lower in {"sekaligus", "merangkap"}), len(tokens))
    return {t.lower for t in tokens}, {t.lower for t in tokens[:second] if t.party is None}


def _marked(title: Title, words: Words, lex: Lexicon) -> str | None:
    """The state that a title's words mean though none is named: Indonesia's offices and places, "Kremlin"."""
    said = " ".join(t.lower for t in words.tokens[title.start : title.end] if t.word)
    marked = next((code for phrase, code in lex.marks if phrase in said), None)
    if marked is not None:
        return marked
    local = title.kind in {"state", "official", "organ"} and set(said.split()) & lex.home_places
    return "IDN" if local or any(f" {office} " in f" {said} " for office in lex.home_offices) else None


def _of_private_body(title: Title, words: Words, own: set[str], lex: Lexicon) -> bool:
    """Whether a title names a body in English that is no state's ("Direktur United Farm Workers")."""
    if title.kind not in {"organ", "official"} and title.head[-1] != "presiden":
        return False
    if (own & lex.state_bodies) - {"presiden", "nasional"} or own & lex.home_bodies:
        return False
    named = words.tokens[title.start + len(title.head) : title.end]
    return any(t.capital and len(t.text) > 3 and t.lower in lex.english for t in named)


def _heads_a_body(title: Title, words: Words, lex: Lexicon) -> bool:
    """Whether "Presiden" is the head of a body that is no state's ("Presiden Harvard")."""
    if title.head not in {("presiden",), ("wakil", "presiden")}:
        return False
    rest = words.tokens[title.start : title.end]
    if any(t.lower in lex.state_bodies and t.lower != "presiden" for t in rest):
        return False
    known = lex.title_words | lex.common
    return any(t.capital and t.word and len(t.text) > 2 and t.lower not in known for t in rest)
