"""Where it happened: the places of events, each with how many, and what is known only by country.

A place is what our lists make of an event's `where`. What no list knows, and events of which no article says
where, are counted too: a map shows a part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from jejak.views.asking import json_list, strings
from jejak.views.places import place_row
from jejak.views.rows import CountRow, MapRow, SpotRow
from jejak.views.timeline import events_by_row, known, matching, rows_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.views.record import Record
    from jejak.views.rows import EventRow, PlaceRow
    from jejak.views.timeline import Wanted

_NO_DAY: Final = "9999-12-31"


def places(record: Record, wanted: Wanted) -> MapRow:
    """The places of the wanted events, that with most of them first."""
    spots: dict[str, _Spot] = {}
    unknown: Counter[str] = Counter()
    nowhere = 0
    for told in _told(record, wanted):
        if not told.where:
            nowhere += 1
        elif told.place is None:
            unknown[told.where] += 1
        else:
            ident = spot_id(told.place)
            if ident not in spots:
                spots[ident] = _Spot(told.place)
            spots[ident].add(told)
    rows = sorted((spot.row(ident) for ident, spot in spots.items()), key=lambda s: (-s.events, s.name))
    days = [day for row in rows for day in (row.first_day, row.last_day) if day]
    return MapRow(
        spots=tuple(rows), countries=_by_country(rows), events=sum(row.events for row in rows),
        unknown=tuple(CountRow(name, n, n) for name, n in unknown.most_common()), nowhere=nowhere,
        first_day=min(days, default=None), last_day=max(days, default=None),
    )  # fmt: skip


def events_at(
    record: Record, wanted: Wanted, spot: SpotRow, *, limit: int | None = None
) -> tuple[EventRow, ...]:
    """The wanted events at a place of the map, oldest first; the latest `limit`."""
    found = [
        told for told in _told(record, wanted, spot.written) if told.place and spot_id(told.place) == spot.id
    ]
    latest = sorted(found, key=lambda told: (told.day, told.number))[-limit if limit else 0 :]
    if record.known_on:
        ids = {told.ident for told in latest}
        return rows_known(record, [event for event in known(record, wanted) if event.id in ids])
    return events_by_row(record, (told.number for told in latest))


def spot_id(place: PlaceRow) -> str:
    """What a place is called in addresses: `Hanoi,VNM`."""
    return f"{place.name},{place.country}" if place.country else place.name


@dataclass(frozen=True, slots=True)
class _Told:
    """An event as far as the map needs it; `number` is its row, -1 as then known."""

    number: int
    ident: str
    type: str
    where: str | None
    place: PlaceRow | None
    day: str
    reports: int


@dataclass(slots=True)
class _Spot:
    """A place that is being counted."""

    place: PlaceRow
    written: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    told_of: Counter[str] = field(default_factory=Counter)
    days: set[str] = field(default_factory=set)

    def add(self, told: _Told) -> None:
        """Counts one event."""
        self.written[told.where or ""] += 1
        self.types[told.type] += 1
        self.told_of[told.type] += told.reports
        if told.day != _NO_DAY:
            self.days.add(told.day)

    def row(self, ident: str) -> SpotRow:
        """What was counted."""
        place = self.place
        types = (CountRow(name, n, self.told_of[name]) for name, n in self.types.most_common())
        return SpotRow(
            id=ident, name=place.name, sort=place.sort, country=place.country, latitude=place.latitude,
            longitude=place.longitude, written=tuple(name for name, _ in self.written.most_common()),
            events=self.types.total(), reports=self.told_of.total(), types=tuple(types),
            first_day=min(self.days, default=None), last_day=max(self.days, default=None),
        )  # fmt: skip


def _told(record: Record, wanted: Wanted, written: Sequence[str] | None = None) -> Iterator[_Told]:
    """The wanted events; only those whose place is written in one of the ways, if any are given."""
    if record.known_on:
        for event in known(record, wanted):
            spot = place_row(event.where, (*event.actors, *event.recipients))
            yield _Told(-1, event.id, event.type, event.where, spot, event.sort_day, event.reports)
        return
    tables, values = matching(wanted)
    if written is not None:
        tables += f" {'AND' if ' WHERE ' in tables else 'WHERE'} e.place IN (SELECT value FROM json_each(?))"
        values.append(json_list(written))
    located: dict[tuple[str, str, str], PlaceRow | None] = {}
    for number, ident, type_, where, actors, recipients, day, reports in record.rows(
        "SELECT e.event, e.id, e.type, e.place, e.actors, e.recipients, e.sort_day, CASE WHEN e.place IS NULL"
        " THEN 0 ELSE (SELECT count(DISTINCT c.reading) FROM event_claims AS c WHERE c.event = e.event) END"
        f" FROM {tables}",
        values,
    ):
        key = (where, actors, recipients)
        if where and key not in located:
            located[key] = place_row(where, (*strings(actors), *strings(recipients)))
        yield _Told(number, ident, type_, where, located.get(key), day, reports)


def _by_country(rows: Sequence[SpotRow]) -> tuple[CountRow, ...]:
    """Countries (alpha-3) with the events anywhere in them, the commonest first."""
    events: defaultdict[str, int] = defaultdict(int)
    reports: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        if row.country:
            events[row.country] += row.events
            reports[row.country] += row.reports
    ranked = sorted(events, key=lambda code: (-events[code], code))
    return tuple(CountRow(code, events[code], reports[code]) for code in ranked)
