"""What the people finder passes from step to step: sightings of names, offices, persons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from jejak.model import BODY, Evidence
from jejak.names import core_words, fullest

if TYPE_CHECKING:
    from jejak.findings.people.known import KnownPerson
    from jejak.findings.people.titles import Title
    from jejak.findings.people.tokens import Words

ENOUGH: Final = 3
"""Points of evidence (see `evidence.score`) from which a full name is a person's."""
ENOUGH_ALONE: Final = 4
"""The same for a single word that no fuller name explains."""
MAX_PEOPLE: Final = 400
"""People of one article; a page of more is a list of names and is cut here."""


Place = tuple[bool, str, int]
"""Whether outside the body, the zone, the offset: places in this order are in reading order."""


@dataclass(slots=True)
class Office:
    """A title that an article gives a person; `sure` if its words say for whom ("Gubernur Jawa Timur")."""

    evidence: Evidence
    title: Title
    party: str | None
    office: str
    organisation: str | None
    sure: bool = False


@dataclass(slots=True)
class Sighting:
    """One place that names a person: tokens [first, last) of a zone."""

    words: Words
    first: int
    last: int
    name: str
    points: int
    rule: str
    known: KnownPerson | None = None
    offices: list[Office] = field(default_factory=list)
    affiliation: str | None = None

    @property
    def single(self) -> bool:
        """Whether one word alone names the person."""
        return len(core_words(self.name)) < 2

    @property
    def evidence(self) -> Evidence:
        """The name's words, as in the article."""
        tokens, words = self.words.tokens, self.words
        start, end = tokens[self.first].start, tokens[self.last - 1].end
        return Evidence(words.text[start:end], start, end, words.zone.name)


@dataclass(slots=True)
class Person:
    """All sightings of one person of the article."""

    sightings: list[Sighting]
    known: KnownPerson | None = None
    _fullest: tuple[int, str] = (0, "")

    @property
    def names(self) -> list[str]:
        """The name of each sighting."""
        return [s.name for s in self.sightings]

    def first_names(self, most: int) -> list[str]:
        """The names of so many sightings."""
        return [s.name for s in self.sightings[:most]]

    def fullest_name(self) -> str:
        """The fullest of the first 50 names, found anew only when there are more."""
        count = min(len(self.sightings), 50)
        if self._fullest[0] != count:
            self._fullest = count, fullest(self.first_names(count))
        return self._fullest[1]

    @property
    def offices(self) -> list[Office]:
        """The titles of all sightings."""
        return [office for s in self.sightings for office in s.offices]


def place_of(s: Sighting) -> Place:
    """Where a sighting stands, to sort by: the body first, then captions."""
    zone = s.words.zone.name
    return zone != BODY, zone, s.words.tokens[s.first].start
