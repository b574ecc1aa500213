"""What happened between parties, in the order of time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from jejak.errors import InputError
from jejak.views.asking import (
    DOCUMENT,
    FOUND_BY,
    first_day,
    json_list,
    last_day,
    party_codes,
    report,
    strings,
)
from jejak.views.places import place_row
from jejak.views.rows import EventRow
from jejak.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.views.record import Record
    from jejak.views.rows import Report

_COLUMNS: Final = (
    "e.event, e.id, e.type, e.mode, e.status, e.actors, e.recipients, e.persons, e.happened, e.first_day,"
    " e.last_day, e.place, e.contexts, e.series, e.ordinal"
)


def timeline(
    record: Record,
    *,
    parties: Sequence[str] = (),
    types: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> tuple[EventRow, ...]:
    """Events in which all the parties took part, oldest first; the latest `limit` of them.

    Parties are codes or names; an agency's code (`IDN:MFA`) asks for the agency itself. An event is in the
    period if any day it may have happened on is; one without a date is listed under its first report's day.
    """
    codes = party_codes(record, parties)
    source, where, values = _from_parties(codes)
    if types:
        where.append("e.type IN (SELECT value FROM json_each(?))")
        values.append(json_list([_event_type(name) for name in types]))
    if start := first_day(since):
        where.append("coalesce(e.last_day, e.sort_day) >= ?")
        values.append(start)
    if end := last_day(until):
        where.append("e.sort_day <= ?")
        values.append(end)
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    rows = record.rows(
        f"SELECT {_COLUMNS} FROM {source}{condition} ORDER BY e.sort_day DESC, e.id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return _events(record, rows)


def events_by_id(record: Record, ids: Sequence[str]) -> tuple[EventRow, ...]:
    """The events with these ids."""
    rows = record.rows(
        f"SELECT {_COLUMNS} FROM events AS e WHERE e.id IN (SELECT value FROM json_each(?))"
        " ORDER BY e.sort_day DESC, e.id DESC",
        (json_list(ids),),
    )
    return _events(record, rows)


def _from_parties(codes: Sequence[str]) -> tuple[str, list[str], list[object]]:
    """The tables that hold the events of all the parties, with conditions and their values."""
    states = sorted({code.split(":")[0] for code in codes})
    where: list[str] = []
    values: list[object] = []
    if not states:
        source = "events AS e"
    elif len(states) == 1:
        source, where, values = (
            "event_parties AS p JOIN events AS e USING (event)",
            ["p.party = ?"],
            [states[0]],
        )
    else:
        source = "event_pairs AS p JOIN events AS e USING (event)"
        where, values = ["p.a = ?", "p.b = ?"], [states[0], states[1]]
    for state in states[2:]:
        where.append("EXISTS (SELECT 1 FROM event_parties AS q WHERE q.event = e.event AND q.party = ?)")
        values.append(state)
    for code in codes:
        if ":" in code:
            where.append("EXISTS (SELECT 1 FROM json_each(e.actors) WHERE value = ? UNION ALL"
                         " SELECT 1 FROM json_each(e.recipients) WHERE value = ?)")  # fmt: skip
            values += [code, code]
    return source, where, values


def _event_type(name: str) -> str:
    wanted = name.strip().upper()
    if wanted not in EVENT_TYPES:
        raise InputError(f"there is no event type {name!r}; the types are {', '.join(EVENT_TYPES)}")
    return wanted


def _events(record: Record, rows: Sequence[tuple[object, ...]]) -> tuple[EventRow, ...]:
    evidence = _reports(record, [int(str(row[0])) for row in rows])
    return tuple(_event(row, evidence[int(str(row[0]))]) for row in reversed(rows))


def _event(row: Sequence[object], evidence: list[Report]) -> EventRow:
    (_, ident, type_, mode, status, actors, recipients, persons, when, first, last, place, contexts, series,
     ordinal) = row  # fmt: skip
    sides = (*strings(str(actors)), *strings(str(recipients)))
    return EventRow(
        id=str(ident), type=str(type_), mode=mode, status=str(status),  # type: ignore[arg-type]
        actors=strings(str(actors)), recipients=strings(str(recipients)), persons=strings(str(persons)),
        when=when, first_day=first, last_day=last, where=place, place=place_row(place, sides),  # type: ignore[arg-type]
        contexts=strings(str(contexts)), series=series, ordinal=ordinal,  # type: ignore[arg-type]
        reports=len({r.document for r in evidence}), sources=len({r.source for r in evidence}),
        evidence=tuple(evidence),
    )  # fmt: skip


def _reports(record: Record, events: Sequence[int]) -> dict[int, list[Report]]:
    """Event row -> its reports, in the order of publication."""
    found: dict[int, list[Report]] = defaultdict(list)
    rows = record.rows(
        f'SELECT c.event, c.id, {DOCUMENT}, v.zone, v.start, v."end", v.exact, {FOUND_BY}, c.score'
        " FROM event_claims AS c JOIN event_evidence AS v USING (claim) JOIN readings AS r USING (reading)"
        " JOIN documents AS d USING (document) JOIN origins AS o USING (origin)"
        " WHERE c.event IN (SELECT value FROM json_each(?)) ORDER BY d.day IS NULL, d.day, d.id, c.id, v.n",
        (json_list(events),),
    )
    for event, claim, *rest in rows:
        *columns, found_by, score = rest
        found[event].append(report(columns[:7], claim, columns[7:], found_by, score))
    return found
