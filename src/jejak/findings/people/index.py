"""An article's people, to be asked by place and by name."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from jejak.model import BODY
from jejak.names import clean_name, name_words, same_person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jejak.model import Actor, Evidence


class PeopleIndex:
    """An article's people, to be asked by place and by name."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = tuple(a for a in actors if a.kind == "person")
        self._places: dict[str, list[tuple[int, int, Actor]]] = {}
        for actor in self.actors:
            for mention in actor.mentions:
                self._places.setdefault(mention.zone, []).append((mention.start, mention.end, actor))
        for places in self._places.values():
            places.sort(key=lambda place: place[:2])

    def at(self, evidence: Evidence) -> Actor | None:
        """The first person whose mention shares a character with the evidence."""
        places = self._places.get(evidence.zone, [])
        return next((a for start, end, a in places if start < evidence.end and evidence.start < end), None)

    def within(self, start: int, end: int, zone: str = BODY) -> tuple[Actor, ...]:
        """People mentioned inside a stretch of a zone, in order, each once."""
        found = [a for s, e, a in self._places.get(zone, []) if start <= s and e <= end]
        return tuple(dict.fromkeys(found))

    def by_name(self, name: str) -> Actor | None:
        """The person that a name, full or single, means: equal names first, then the only one it fits."""
        words = name_words(name)
        equal = [a for a in self.actors if words in {name_words(n) for n in self._names(a)}]
        if equal:
            return equal[0]
        fitting = [a for a in self.actors if any(same_person(name, n) for n in self._names(a))]
        return fitting[0] if len(fitting) == 1 else None

    def last_before(self, offset: int, zone: str = BODY) -> Actor | None:
        """The person mentioned last before an offset."""
        places = self._places.get(zone, [])
        at = bisect_right([start for start, _, _ in places], offset - 1)
        return places[at - 1][2] if at else None

    @staticmethod
    def _names(actor: Actor) -> tuple[str, ...]:
        return (actor.name, *(clean_name(m.exact) for m in actor.mentions))
