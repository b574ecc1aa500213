"""Room 4: the places that an article names, with their country and position on the map.

Regions and venues are places wherever they stand; cities and countries behind a word of place ("di Moskow"),
in a dateline, behind a venue ("di Gedung Melati, Hanoi") or beside their country ("Sochi, Rusia").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jejak.languages.gazetteer import Spot, spots
from jejak.languages.name_trie import Hit, NameTrie, Token

if TYPE_CHECKING:
    from jejak.model import Evidence
    from jejak.reading import Reading, ZoneReading

_VENUE = re.compile(r"\bdi (?:[A-Z][\w'’.-]*\s+){0,5}[A-Z][\w'’.-]*(?:\s\([A-Z]+\))?, $")
"""What stands before the city of a hall, a hotel, an office: "di Gedung Melati, Hanoi"."""
_REACH = 90
_LOCATIVE = frozenset(
    (
        "di",
        "ke",
        "dari",
        "kota",
        "ibukota",
        "kawasan",
        "wilayah",
        "menuju",
        "asal",
        "via",
        "mengunjungi",
        "menyambangi",
        "menghantam",
        "menggempur",
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """A named place. `country` is ISO 3166-1 alpha-3, None for seas and regions of many states.

    Latitude and longitude are WGS 84 degrees, rounded; None for countries.
    """

    name: str
    country: str | None
    evidence: Evidence
    latitude: float | None = None
    longitude: float | None = None


def find_places(reading: Reading) -> tuple[Place, ...]:
    """The places of all zones in order, none overlapping."""
    return tuple(place for zone in reading.zones for place in _zone_places(reading, zone))


def _zone_places(reading: Reading, zone: ZoneReading) -> list[Place]:
    text = zone.text
    tokens = zone.words
    found: list[Place] = []
    for hit in _gazetteer().find(text, tokens):
        if _in_place(text, tokens, hit):
            start, end = tokens[hit.first].start, tokens[hit.last - 1].end
            spot = hit.value
            evidence = reading.evidence(start, end, zone.name)
            found.append(Place(spot.name, spot.country, evidence, spot.latitude, spot.longitude))
    return found


def _in_place(text: str, tokens: list[Token], hit: Hit[Spot]) -> bool:
    if hit.value.sort in ("region", "venue"):
        return True
    first, last = tokens[hit.first], tokens[hit.last - 1]
    if hit.first and tokens[hit.first - 1].low in _LOCATIVE:
        return text[tokens[hit.first - 1].end : first.start] == " "
    before, behind = text[max(0, first.start - 2) : first.start], text[last.end : last.end + 2]
    if hit.value.sort == "city":
        in_venue = before == ", " and _VENUE.search(text, max(0, first.start - _REACH), first.start)
        return bool(in_venue) or (behind == ", " and _country_follows(text, tokens, hit))
    return hit.value.sort == "country" and before == ", " and _city_before(text, tokens, hit)


def _country_follows(text: str, tokens: list[Token], hit: Hit[Spot]) -> bool:
    if hit.last >= len(tokens):
        return False
    behind = _gazetteer().longest_at(text, tokens, hit.last)
    return behind is not None and behind.value.sort == "country" and behind.value.country == hit.value.country


def _city_before(text: str, tokens: list[Token], hit: Hit[Spot]) -> bool:
    for length in (1, 2, 3):
        at = hit.first - length
        if at < 0:
            return False
        city = _gazetteer().longest_at(text, tokens, at)
        if city is not None and city.last == hit.first and city.value.country == hit.value.country:
            return True
    return False


@cache
def _gazetteer() -> NameTrie[Spot]:
    trie: NameTrie[Spot] = NameTrie()
    for spot in spots():
        trie.add(spot.name, spot)
    return trie
