"""Places with their country and position: what the finder of places looks for, and where a written place is.

Positions are WGS 84 degrees, rounded; a country has none of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jejak.languages.data import kept, lexicon_data, lexicon_text
from jejak.languages.lexicon import load_lexicon
from jejak.languages.name_trie import NameTrie, tokens_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_SORTS: Final = ("venue", "city", "region", "country")
"""Sorts of places, the most exact first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by one of its names. `sort` is venue, city, region or country.

    `country` is ISO 3166-1 alpha-3, None for seas and regions of many states; `english` the name in GeoNames
    of a city, or of a country in English.
    """

    name: str
    sort: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    english: str | None = None


@kept
def spots() -> tuple[Spot, ...]:
    """Every place by each of its names; of two with one name the first is meant."""
    return (*_own_list(), *_countries(), *_cities())


def locate(place: str | None, parties: Collection[str] = ()) -> Spot | None:
    """Where a place is, as an article writes it ("Istana Konstantinovsky, Sankt Petersburg", "Sochi, Rusia").

    The most exact part that is known. Of cities of one name, that in a country named with it or among the
    `parties` (codes), else the largest. None for a place that no list has.
    """
    if not place:
        return None
    known = _by_name()
    found = list(known.get(place, ()))
    if not found:
        found = [spot for hit in _names().find(place, tokens_of(place)) for spot in known[hit.value]]
    beside = {spot.country for spot in found if spot.sort == "country"} or {
        spot.country
        for spot in found
        if spot.sort == "city" and len({x.country for x in known[spot.name]}) == 1
    }
    likely = beside or {code.partition(":")[0] for code in parties}

    def rank(spot: Spot) -> tuple[bool, int, bool]:
        return (
            bool(beside) and spot.country not in beside,
            _SORTS.index(spot.sort),
            spot.country not in likely,
        )

    return min(found, key=rank, default=None)


@kept
def _by_name() -> dict[str, list[Spot]]:
    """Name -> the places that bear it, in order."""
    known: dict[str, list[Spot]] = {}
    for spot in spots():
        known.setdefault(spot.name, []).append(spot)
    return known


@kept
def _names() -> NameTrie[str]:
    """The names to look for in longer texts."""
    trie: NameTrie[str] = NameTrie()
    for name in _by_name():
        trie.add(name, name)
    return trie


def _own_list() -> Iterator[Spot]:
    data = lexicon_data("id", "places")
    for sort, key in (("venue", "venues"), ("region", "regions"), ("city", "cities")):
        for name, (country, latitude, longitude) in data[key].items():
            yield Spot(name, sort, country, latitude, longitude)


def _countries() -> Iterator[Spot]:
    for entry in load_lexicon().entries:
        if entry.kind == "state" and not entry.historic:
            for surface in entry.surfaces:
                if surface.form in ("name", "acronym", "nickname"):
                    yield Spot(surface.text, "country", entry.code, english=entry.name_en)


def _cities() -> Iterator[Spot]:
    """Cities by their Indonesian spellings, then by their names in GeoNames, largest first."""
    data = lexicon_data("id", "places")
    rows = [line.split("\t") for line in lexicon_text("id", "places_cities").splitlines()]
    known = {
        (row[0], row[1]): (float(row[2]), float(row[3]))
        for row in rows
        if len(row) == 4 and not row[0].startswith("#")
    }
    for name, (city, country) in data["spellings"].items():
        latitude, longitude = known.get((city, country), (None, None))
        yield Spot(name, "city", country, latitude, longitude, city)
    skipped = frozenset(data["not_places"])
    for (name, country), (latitude, longitude) in known.items():
        if name not in skipped:
            yield Spot(name, "city", country, latitude, longitude, name)
