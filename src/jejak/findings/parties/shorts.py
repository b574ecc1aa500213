"""Room 4: short forms that an article introduces in brackets: "Badan Karantina Indonesia (Barantin)".

The long form is a mention found before the bracket, or the capitalised words there: the name of an organ, or
words that the short form spells. A short form that the lexicon knows is left to the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from jejak.findings.parties.names import LOCATIVES, Named, PartyMention, PartyNames
from jejak.findings.parties.zone import HOME, ArticleContext, ZoneWords
from jejak.languages.name_trie import NameTrie

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.languages.name_trie import Token
    from jejak.reading import Reading

_INTRODUCED = re.compile(r" [(\[]([A-Z][\w&/-]{1,14}(?: [A-Z][\w-]{1,9})?)[)\]]")
_CONNECTORS: Final = frozenset(("dan", "of", "for", "and", "the", "untuk", "on", "in", "to", "bagi", "di"))
_LEARNT: Final = ("igo", "agency", "group", "organization")
_MOST_WORDS: Final = 9


@dataclass(frozen=True, slots=True)
class _Long:
    """What a short form stands for, and the tokens of the long form if that is no mention yet."""

    code: str
    kind: str
    name: str
    first: int
    last: int
    new: bool


def introduced(
    names: PartyNames,
    reading: Reading,
    zones: Sequence[ZoneWords],
    found: Sequence[PartyMention],
    context: ArticleContext,
) -> list[PartyMention]:
    """The mentions that introduced short forms add: the forms wherever they stand, and new long forms."""
    learned: dict[str, _Long] = {}
    added: list[PartyMention] = []
    for words in zones:
        ends = {m.evidence.end: m for m in found if m.evidence.zone == words.zone.name}
        for short, long in _introductions(names, words, ends, context):
            learned.setdefault(short, long)
            if long.new:
                start, end = words.tokens[long.first].start, words.tokens[long.last - 1].end
                evidence = reading.evidence(start, end, words.zone.name)
                added.append(PartyMention(long.code, long.kind, long.name, evidence, "name"))
    if learned:
        added += _uses(reading, zones, learned)
    return added


def _introductions(
    names: PartyNames, words: ZoneWords, ends: dict[int, PartyMention], context: ArticleContext
) -> Iterator[tuple[str, _Long]]:
    index = {token.end: n for n, token in enumerate(words.tokens)}
    for match in _INTRODUCED.finditer(words.text):
        short, last = match.group(1), index.get(match.start())
        if last is None or short in names.phrases.no_shorts:
            continue
        if _known(names, words, index, match.end(1), short):
            continue
        mention = ends.get(match.start())
        if mention is not None:
            if mention.kind in _LEARNT:
                yield short, _Long(mention.code, mention.kind, mention.name, 0, 0, new=False)
        elif long := _long_form(names, words, last + 1, short, context):
            yield short, long


def _known(names: PartyNames, words: ZoneWords, index: dict[int, int], end: int, short: str) -> bool:
    last = index.get(end)
    if last is None:
        return True
    first = last
    while first and words.tokens[first].start > end - len(short):
        first -= 1
    hit = names.trie.longest_at(words.text, words.tokens, first)
    return hit is not None and isinstance(hit.value, Named)


def _long_form(
    names: PartyNames, words: ZoneWords, last: int, short: str, context: ArticleContext
) -> _Long | None:
    run = list(_run(words, last))
    organ = next((n for n in reversed(run) if words.tokens[n].low in names.phrases.organs), None)
    if organ is not None and last - organ > 1 and words.tokens[organ].low[0] == short[0].lower():
        party = _owner(names, words, organ, last, context)
        if party is not None:
            return _Long(f"{party}:{short}", "agency", words.words(organ, last), organ, last, new=True)
    phrases, said = names.phrases, {words.tokens[n].low for n in run}
    if not short.isupper() or not said & phrases.bodies or said & phrases.not_bodies:
        return None
    for first in run:
        if words.tokens[first].low not in _CONNECTORS and spells(short, words.tokens[first:last]):
            return _Long(
                words.words(first, last), "organization", words.words(first, last), first, last, new=True
            )
    return None


def _run(words: ZoneWords, last: int) -> Iterator[int]:
    """Indexes of the capitalised words (and small connectors) before token `last`, nearest first."""
    for n in range(last - 1, max(-1, last - 1 - _MOST_WORDS), -1):
        token = words.tokens[n]
        if n < last - 1 and words.gap(n + 1) not in (" ", ", ", " & ", "-"):
            return
        if not token.text[0].isupper() and token.low not in _CONNECTORS:
            return
        yield n


def _owner(names: PartyNames, words: ZoneWords, first: int, last: int, context: ArticleContext) -> str | None:
    """The state named inside the long form, or Indonesia on a page at home."""
    for n in range(last - 1, first, -1):
        hit = names.trie.longest_at(words.text, words.tokens, n)
        if (
            hit is not None
            and isinstance(hit.value, Named)
            and hit.value.is_party
            and hit.value.form != "capital"
        ):
            return hit.value.entry.code
    return HOME if context.at_home else None


def spells(short: str, long: Sequence[Token]) -> bool:
    """Whether an acronym is the first letters of the words, in order, small connectors left out or in."""
    initials = [t.low[0] for t in long if t.low not in _CONNECTORS]
    every = [t.low[0] for t in long]
    return len(initials) > 1 and list(short.lower()) in (initials, every)


def _uses(reading: Reading, zones: Sequence[ZoneWords], learned: dict[str, _Long]) -> Iterator[PartyMention]:
    trie: NameTrie[_Long] = NameTrie()
    for short, long in learned.items():
        trie.add(short, long)
    for words in zones:
        for hit in trie.find(words.text, words.tokens):
            start, end = words.tokens[hit.first].start, words.tokens[hit.last - 1].end
            evidence = reading.evidence(start, end, words.zone.name)
            locative = words.before(hit.first) in LOCATIVES
            yield PartyMention(hit.value.code, hit.value.kind, hit.value.name, evidence, "acronym", locative)


def with_added(mentions: Sequence[PartyMention], added: Sequence[PartyMention]) -> list[PartyMention]:
    """The mentions of one zone with those added, in order of place; of two that overlap the longer stays."""
    found: list[PartyMention] = []
    for mention in sorted((*mentions, *added), key=lambda m: (m.evidence.start, -m.evidence.end)):
        last = found[-1].evidence if found else None
        if last is None or not last.overlaps(mention.evidence):
            found.append(mention)
        elif mention.evidence.end - mention.evidence.start > last.end - last.start:
            found[-1] = mention
    return found


def settle_offices(mentions: Sequence[PartyMention]) -> list[PartyMention]:
    """Offices named without their place take the place that the article gives the only such office."""
    full: dict[str, set[str]] = {}
    for mention in mentions:
        head, dash, _ = mention.code.partition("-")
        if mention.kind == "agency" and dash and mention.form == "agency":
            full.setdefault(head, set()).add(mention.code)
    return [
        replace(m, code=next(iter(full[m.code])))
        if m.form == "agency" and len(full.get(m.code, ())) == 1
        else m
        for m in mentions
    ]
