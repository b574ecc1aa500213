"""Room 4: named agreements, plans and statements, with who made them, when, and for which years (codebook 7).

Only what belongs to dealings between parties: a name that stands in the sentence of an event, or holds a
party's name. What a sentence does not say of it stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jejak import edtf
from jejak.languages.data import kept, lexicon_data
from jejak.languages.patterns import PatternMatcher, words_of
from jejak.model import Instrument, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.parties import PartyMention
    from jejak.languages.patterns import Match
    from jejak.model import Actor, Event, TimeExpression
    from jejak.reading import Reading, ZoneReading

FINDER: Final = "instruments"
VERSION: Final = "1"

_LONGEST: Final = 160
"""Characters of a name, at most."""
_YEARS: Final = re.compile(r"\b((?:19|20)\d{2})\s?[-–]\s?((?:19|20)\d{2})\b")
_CAPITAL: Final = re.compile(r"[A-Z][\w’'&/-]*")
_ACRONYM: Final = re.compile(r"\s?\(([A-Z][\w-]{1,14})\)")
_NUMBER: Final = re.compile(r"(?:19|20)\d{2}(?:\s?[-–]\s?(?:19|20)\d{2})?")
_SMALL: Final = re.compile(r"[a-z]+")
_SPACE: Final = re.compile(r"[ \u00a0]")


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str
    name: str | None = None
    capital: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    heads: PatternMatcher[_Head]
    inside: frozenset[str]
    general: frozenset[str]
    adopting: frozenset[str]
    valid: PatternMatcher[str]
    titles: frozenset[str]


@kept
def _words() -> _Words:
    data: dict[str, Any] = lexicon_data("id", "instruments")
    capital = set(data["capital"])
    heads = [(w, _Head(kind, None, w in capital)) for kind, listed in data["heads"].items() for w in listed]
    heads += [(w, _Head(row["kind"], row["name"])) for row in data["named"] for w in row["words"]]
    return _Words(
        PatternMatcher(heads), frozenset(data["inside"]), frozenset(data["general"]),
        frozenset(data["adopting"]), PatternMatcher((word, word) for word in data["valid"]),
        frozenset(lexicon_data("id", "clauses")["titles"]),
    )  # fmt: skip


def find_instruments(
    reading: Reading,
    people: Sequence[Actor],
    mentions: Sequence[PartyMention],
    times: Sequence[TimeExpression],
    events: Sequence[Event],
) -> tuple[Instrument, ...]:
    """The instruments that the article names, each mention once, in the order of the text."""
    found = []
    for zone in reading.zones:
        parties = {m.evidence.start: m for m in mentions if m.evidence.zone == zone.name}
        persons = {e.start for actor in people for e in actor.mentions if e.zone == zone.name}
        last = 0
        for match in _words().heads.find_all(words_of(zone.text)):
            end = _end_of(zone.text, match, parties, persons) if match.start >= last else None
            if end is not None:
                last = end
                found.append(_Named(reading, zone, match, end).instrument(parties, times, events))
    return tuple(instrument for instrument in found if instrument)


def _end_of(
    text: str, match: Match[_Head], parties: dict[int, PartyMention], persons: set[int]
) -> int | None:
    """Where the name ends that begins with a head; None if it is no name."""
    head = match.value
    if head.capital and not text[match.start].isupper():
        return None
    if head.name:
        if (
            text[match.start].islower()
            and text[match.start : match.end].islower()
            and " " not in text[match.start : match.end]
        ):
            return None
        end = match.end
    else:
        end = _extended(text, match.end, parties, persons)
        if end == match.end:
            return None
    acronym = _ACRONYM.match(text, end)
    return acronym.end() if acronym else end


def _extended(text: str, start: int, parties: dict[int, PartyMention], persons: set[int]) -> int:
    """The end of the words in capitals, joined by small words, that follow; `start` if there are none."""
    at = end = start
    small: list[str] = []
    between = False
    while at < min(len(text), start + _LONGEST) and _SPACE.match(text, at):
        at += 1
        if number := _NUMBER.match(text, at):
            at = end = number.end()
            small = []
        elif word := _CAPITAL.match(text, at):
            named = at in persons or (at in parties and not between)
            if at in persons or word.group().lower() in _words().titles or (small and named):
                break
            at = end = max(word.end(), parties[at].evidence.end if at in parties else 0)
            small = []
        elif (word := _SMALL.match(text, at)) and word.group() in _words().inside and len(small) < 2:
            small.append(word.group())
            between = between or word.group() in ("antara", "between")
            at = word.end()
        else:
            break
    return end


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in its sentence."""

    reading: Reading
    zone: ZoneReading
    head: Match[_Head]
    end: int

    def instrument(
        self, parties: dict[int, PartyMention], times: Sequence[TimeExpression], events: Sequence[Event]
    ) -> Instrument | None:
        """The instrument with what its sentence says of it; None if it belongs to no dealings of parties."""
        inside = [m for at, m in parties.items() if self.head.start <= at < self.end]
        around = [event for event in events if self._has(event)]
        codes = {m.code.split(":")[0] for m in inside if m.kind in ("state", "igo", "agency")}
        if not (around or len(codes) > 1 or self.head.value.name) or not self._is_distinct(inside):
            return None
        if self.head.value.name:
            codes = set()
        making = [e for e in around if e.type in ("SUPPORT", "AGREE") and self._is_in(e)]
        making = making if self._is_made() else []
        sides = {code.split(":")[0] for e in making or around for code in (*e.actors, *e.recipients)}
        act = next(("adopted" if e.status == "occurred" else "planned" for e in making), "named")
        return Instrument(
            name=self.head.value.name or self.zone.text[self.head.start : self.end],
            kind=self.head.value.kind,
            evidence=self.reading.article.evidence(self.head.start, self.end, self.zone.name),
            origin=Origin(FINDER, VERSION, "named" if self.head.value.name else "head and name", 0.8),
            topic=() if self.head.value.name else tuple(self._topic(inside)),
            parties=tuple(sorted(codes if len(codes) > 1 else codes | (sides if making else set()))),
            act=act, when=next((e.when for e in making if e.when and not edtf.is_open(e.when)), None),
            validity=self._validity(times),
        )  # fmt: skip

    def _sentence(self) -> tuple[int, int]:
        return self.zone.sentence_at(self.head.start)

    def _has(self, event: Event) -> bool:
        """Whether the event is told in the sentence."""
        first, last = self._sentence()
        return any(e.zone == self.zone.name and e.start < last and first < e.end for e in event.evidence)

    def _is_in(self, event: Event) -> bool:
        """Whether the words of the event hold the name, or a part of it."""
        return any(
            e.zone == self.zone.name and e.start < self.end and self.head.start < e.end
            for e in event.evidence
        )

    def _is_distinct(self, inside: Sequence[PartyMention]) -> bool:
        """Whether more than its parties and general words tell it apart."""
        if self.head.value.name or _YEARS.search(self.zone.text, self.head.start, self.end):
            return True
        return any(self._topic(inside))

    def _topic(self, inside: Sequence[PartyMention]) -> Iterator[str]:
        """The words behind its head that tell it apart: no party, general word, year or acronym."""
        name = self.zone.text[self.head.end : self.end].partition("(")[0]
        covered = [(m.evidence.start, m.evidence.end) for m in inside]
        for word in words_of(name, self.head.end):
            if word.form in _words().general | _words().inside or word.form[0].isdigit():
                continue
            if not any(a <= word.start < b for a, b in covered):
                yield word.form

    def _is_made(self) -> bool:
        first, last = self._sentence()
        return any(word.form in _words().adopting for word in words_of(self.zone.text[first:last]))

    def _validity(self, times: Sequence[TimeExpression]) -> str | None:
        """The years in its name, or the period that its sentence says it is valid for."""
        if years := _YEARS.search(self.zone.text, self.head.start, self.end):
            return f"{years[1]}/{years[2]}" if years[1] < years[2] else None
        last = self._sentence()[1]
        said = _words().valid.find_all(words_of(self.zone.text[self.end : last], self.end))
        after = [t for t in times if t.evidence.zone == self.zone.name and t.evidence.start < last]
        for word in said:
            near = [t for t in after if 0 <= t.evidence.start - word.end < 12 and "/" in t.edtf]
            if near:
                return near[0].edtf
        return None
