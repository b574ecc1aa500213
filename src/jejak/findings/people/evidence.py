"""How far the words in and around a run of capitalised words say that it names a person, in points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.findings.people.honorifics import honorifics_end
from jejak.findings.people.origins import looks_home
from jejak.model import BODY
from jejak.names import core_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.people.lexicon import Lexicon
    from jejak.findings.people.titles import Title
    from jejak.findings.people.tokens import Token, Words
    from jejak.findings.people.values import Sighting


def score(words: Words, s: Sighting, title: Title | None, lex: Lexicon) -> int:
    """Points of evidence that a run of words names a person."""
    tokens = words.tokens
    run = [t for t in tokens[s.first : s.last] if t.word]
    given = sum(t.given for t in run)
    telling = len(core_words(s.name))
    points = (1 if telling > 1 else 0) + min(given, 2)
    given = given or looks_home(s.name, lex)
    if given and telling > 1 and run[0].given:
        points += 1
    if title is not None:
        points += _title_points(title, telling, given, words, s.last, lex)
    points -= 3 if headline(words, tokens[s.first]) else 0
    points += 3 if _after_honorific(tokens, s.first, lex) else 0
    points += _speaks(words, s, lex)
    return points - _doubts(words, s, title, lex)


def _title_points(title: Title, telling: int, given: int, words: Words, end: int, lex: Lexicon) -> int:
    """Points for a title before a name; few where the words may be a place's or a body's."""
    tokens = words.tokens
    if telling > 1:
        return 1 if title.unsure and not given else 3
    if title.comma:
        return 3 if given or (end < len(tokens) and tokens[end].text == ",") else 1
    if title.unsure:
        return 1
    if title.kind in {"private", "organ", "official"} and not given:
        before = tokens[title.end - 1]
        return 3 if before.party is not None or before.acronym or before.text == ")" else 1
    if title.head[-1] in lex.regional or title.head[0] in lex.regional - {"wakil"}:
        return 3 if given else 0
    return 4


def _after_honorific(tokens: Sequence[Token], index: int, lex: Lexicon) -> bool:
    return any(i >= 0 and honorifics_end(tokens, i, lex) == index for i in (index - 1, index - 2))


def headline(words: Words, token: Token) -> bool:
    """Whether a sentence is set in Title Case, so that its capitals tell nothing."""
    start, end = words.zone.sentence_at(token.start)
    first, last = words.index_at(start), words.index_at(min(end, start + 400))
    run = [t for t in words.tokens[first:last] if t.word and len(t.text) > 3]
    if words.zone.name != BODY or not 6 <= len(run) <= 18 or words.text[end - 1] in '.!?"”':
        return False
    return sum(t.capital for t in run) >= 0.8 * len(run)


def _speaks(words: Words, s: Sighting, lex: Lexicon) -> int:
    """Points for words beside a name that are said of people: a reporting verb, an age, "suaminya"."""
    tokens = words.tokens
    before = tokens[s.first - 1] if s.first else None
    if before is not None and before.text == "," and s.first > 1 and tokens[s.first - 2].lower in lex.kin:
        return 3
    if before is not None and before.lower in lex.speech_before:
        return 3 if s.single and tokens[s.first].given else 2
    if before is not None and before.lower in lex.kin:
        return 3
    if before is not None and before.lower in lex.person_before:
        return 3 if any(t.given for t in tokens[s.first : s.last]) else 1
    after = tokens[s.last] if s.last < len(tokens) else None
    if after is None or after.sentence != tokens[s.first].sentence:
        return 0
    if _aged(tokens, s.last, lex):
        return 3
    if after.lower in lex.speech_after:
        return 2
    return 1 if after.lower in lex.weak_after else 0


def _aged(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether an age follows: "(54)", ", 54 tahun", ", 54,", ", usia 54", "yang berusia 54"."""
    follows = [t.lower for t in tokens[at : at + 3]]
    if follows[:1] and follows[0] in {",", "yang", "("} and follows[1:2] and follows[1] in lex.aging:
        return follows[2:] != [] and follows[2].isdigit()
    if len(follows) < 3 or not (follows[1].isdigit() and len(follows[1]) == 2):
        return False
    return (follows[0], follows[2]) in {("(", ")"), (",", ",")} or follows[2] in lex.ages


def _doubts(words: Words, s: Sighting, title: Title | None, lex: Lexicon) -> int:
    """Points against a name: a place, or a part of a longer name, by the words beside it."""
    tokens = words.tokens
    points = 0
    before = tokens[s.first - 1] if s.first else None
    after = tokens[s.last] if s.last < len(tokens) else None
    if before is not None and not tokens[s.first].first:
        if before.lower in lex.bodies or (title is None and _in_body_name(tokens, s.first, lex)):
            points += 4
        elif before.lower in {"di", "ke"} or (before.capital and before.lower in lex.english):
            points += 1 if all(t.given for t in tokens[s.first : s.last] if t.word) else 2
    if after is not None and after.sentence == tokens[s.first].sentence:
        named_on = after.capital and after.party is None and (after.acronym or after.lower in lex.english)
        short = [t.text for t in tokens[s.last : s.last + 3]]
        bracketed = len(short) == 3 and short[0] == "(" and tokens[s.last + 1].acronym and short[2] == ")"
        points += 3 if named_on or bracketed else 0
    return points


def _in_body_name(tokens: Sequence[Token], index: int, lex: Lexicon) -> bool:
    """Whether the capitals before a name begin a place's or body's ("Rumah Sakit Militer Walter Reed")."""
    at = index - 1
    while at >= max(0, index - 5) and tokens[at].capital and tokens[at].sentence == tokens[index].sentence:
        if tokens[at].lower in lex.bodies:
            return True
        at -= 1
    return False
