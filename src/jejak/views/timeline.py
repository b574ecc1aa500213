"""What happened between parties, in the order of time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from jejak.errors import InputError
from jejak.views.asking import (
    DOCUMENT,
    FOUND_BY,
    WIDTH,
    first_day,
    json_list,
    last_day,
    party_codes,
    report,
    strings,
)
from jejak.views.decisions import noted
from jejak.views.known import known_events
from jejak.views.places import place_row
from jejak.views.rows import EventRow
from jejak.views.search import about_queries
from jejak.views.subject import subject
from jejak.vocabulary import CONTEXTS, EVENT_STATUSES, EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jejak.views.known import KnownEvent
    from jejak.views.record import Record
    from jejak.views.rows import Report
    from jejak.views.subject import Subject

_COLUMNS: Final = (
    "e.event, e.id, e.type, e.mode, e.status, e.actors, e.recipients, e.persons, e.happened, e.first_day,"
    " e.last_day, e.place, e.contexts, e.series, e.ordinal, e.sort_day"
)

_AHEAD: Final = ("planned", "proposed")

_BATCH: Final = 200
_BATCH_KNOWN: Final = 2_000
"""Events that are looked at together where those about a subject are wanted; more as known on a day."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events: all of the parties took part, of these types, statuses, contexts (any if none).

    `before` is the day and id of the event that all the wanted are listed before. With a `subject` only those
    whose articles may tell of it.
    """

    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    before: tuple[str, str] | None = None
    contexts: tuple[str, ...] = ()
    subject: Subject | None = None

    def fits(self, event: KnownEvent) -> bool:
        """Whether the event is one of them."""
        sides = (*event.actors, *event.recipients)
        last = event.days[1]
        return (
            all(code in (sides if ":" in code else event.parties) for code in self.parties)
            and (not self.types or event.type in self.types)
            and (not self.statuses or event.status in self.statuses)
            and (not self.contexts or not set(self.contexts).isdisjoint(event.contexts))
            and (not self.start or (last or event.sort_day) >= self.start)
            and (not self.end or event.sort_day <= self.end)
            and (not self.before or (event.sort_day, event.id) < self.before)
        )


def timeline(
    record: Record,
    *,
    parties: Sequence[str] = (),
    types: Sequence[str] = (),
    statuses: Sequence[str] = (),
    contexts: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    about: str | None = None,
    before: tuple[str, str] | None = None,
    limit: int | None = None,
) -> tuple[EventRow, ...]:
    """Events in which all the parties took part, oldest first; the latest `limit` of them.

    Parties are codes or names; an agency's code (`IDN:MFA`) asks for the agency itself. An event is in the
    period if any day it may have happened on is; one without a date is listed under its first report's day.
    `about` is a context of the codebook, or words that all stand in the event's reports in any form.
    `before` is the day and id of an event, for those listed before it: the next page back.
    """
    wanted = wanted_events(
        record, parties=parties, types=types, statuses=statuses, contexts=contexts, since=since, until=until,
        before=before,
    )  # fmt: skip
    theme = subject(about)
    if theme is None:
        return events_wanted(record, wanted, limit=limit)
    wanted, batch = replace(wanted, subject=theme), _BATCH_KNOWN if record.known_on else _BATCH
    found: list[EventRow] = []
    while limit is None or len(found) < limit:
        rows = events_wanted(record, wanted, limit=batch)
        found = [row for row in rows if theme.fits(row.contexts, [r.exact for r in row.evidence])] + found
        if len(rows) < batch:
            break
        wanted = replace(wanted, before=(rows[0].day, rows[0].id))
    return tuple(found[-limit:] if limit else found)


def events_wanted(record: Record, wanted: Wanted, *, limit: int | None = None) -> tuple[EventRow, ...]:
    """The wanted events, oldest first; the latest `limit` of them."""
    if record.known_on:
        return rows_known(record, known(record, wanted, limit))
    tables, values = matching(wanted)
    rows = record.rows(
        f"SELECT {_COLUMNS} FROM {tables} ORDER BY e.sort_day DESC, e.id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return _events(record, rows)


def wanted_events(
    record: Record,
    *,
    parties: Sequence[str] = (),
    types: Sequence[str] = (),
    statuses: Sequence[str] = (),
    contexts: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    before: tuple[str, str] | None = None,
) -> Wanted:
    """What is asked for, in codes; InputError for a party, type, status, context or date that can't be."""
    return Wanted(
        party_codes(record, parties), tuple(map(event_type, types)),
        tuple(_listed("status", status, EVENT_STATUSES) for status in statuses),
        first_day(since), last_day(until), before,
        tuple(_listed("context", context, CONTEXTS) for context in contexts),
    )  # fmt: skip


def events_by_id(record: Record, ids: Sequence[str]) -> tuple[EventRow, ...]:
    """The events with these ids."""
    rows = record.rows(
        f"SELECT {_COLUMNS} FROM events AS e WHERE e.id IN (SELECT value FROM json_each(?))"
        " ORDER BY e.sort_day DESC, e.id DESC",
        (json_list(ids),),
    )
    return _events(record, rows)


def events_by_row(record: Record, numbers: Iterable[int]) -> tuple[EventRow, ...]:
    """The events in these rows of the record (as then known, with what hangs together with them)."""
    listed = sorted(set(numbers))
    if record.known_on:
        return rows_known(record, known_events(record, listed))
    rows = record.rows(
        f"SELECT {_COLUMNS} FROM events AS e WHERE e.event IN (SELECT value FROM json_each(?))"
        " ORDER BY e.sort_day DESC, e.id DESC",
        (json_list(listed),),
    )
    return _events(record, rows)


def realised(record: Record, events: Iterable[EventRow]) -> frozenset[str]:
    """The ids of those plans among the events that were carried out or called off, as a document tells."""
    plans = {r.claim: event.id for event in events if event.status in _AHEAD for r in event.evidence}
    rows = record.rows(
        "SELECT DISTINCT c.id FROM event_claims AS c JOIN event_relations AS x ON x.plan = c.event"
        " JOIN event_claims AS t ON t.event = x.event JOIN documents AS d ON d.reading = t.reading"
        " WHERE c.id IN (SELECT value FROM json_each(?))",
        (json_list(sorted(plans)),),
    )
    return frozenset(plans[row[0]] for row in rows)


# -- as known on a day --------------------------------------------------------------------------------


def known(record: Record, wanted: Wanted, limit: int | None = None) -> list[KnownEvent]:
    """The wanted events as then known, oldest first; the latest `limit`.

    Type, status and time may have been others then, so the parties alone choose what is looked at.
    """
    numbers = None
    if wanted.parties:
        tables, values = matching(Wanted(wanted.parties))
        numbers = [row[0] for row in record.rows(f"SELECT e.event FROM {tables}", values)]
    return known_events(record, numbers, fits=wanted.fits, limit=limit)


def rows_known(record: Record, events: Sequence[KnownEvent]) -> tuple[EventRow, ...]:
    """The events, each with all reports of it."""
    whole = {event.row: event.id for event in events if event.row is not None}
    home = {key: event.id for event in events for key in event.claims}
    evidence: dict[str, list[Report]] = defaultdict(list)
    current = "IN (SELECT value FROM json_each(?)) AND d.reading = c.reading"
    for number, words in _reports(record, f"c.event {current}", sorted(whole)):
        evidence[whole[number]].append(words)
    for _, words in _reports(record, f"c.id {current}", sorted({claim for claim, _ in home})):
        if ident := home.get((words.claim, words.document)):
            evidence[ident].append(words)
    return noted(record, [_event_known(event, evidence[event.id]) for event in events])


def _event_known(event: KnownEvent, evidence: list[Report]) -> EventRow:
    sides = (*event.actors, *event.recipients)
    first, last = event.days
    return EventRow(
        id=event.id, day=event.sort_day, type=event.type, mode=event.mode, status=event.status,
        actors=event.actors, recipients=event.recipients, persons=event.persons, when=event.when,
        first_day=first, last_day=last, where=event.where, place=place_row(event.where, sides),
        contexts=event.contexts, series=event.series, ordinal=event.ordinal,
        reports=len({r.document for r in evidence}), sources=len({r.source for r in evidence}),
        evidence=tuple(evidence),
    )  # fmt: skip


# -- as the record has it -----------------------------------------------------------------------------


def matching(wanted: Wanted) -> tuple[str, list[object]]:
    """The tables and conditions that hold the wanted events, and the values to bind."""
    source, where, values = _from_parties(wanted.parties)
    for column, listed in (("type", wanted.types), ("status", wanted.statuses)):
        if listed:
            where.append(f"e.{column} IN (SELECT value FROM json_each(?))")
            values.append(json_list(listed))
    if wanted.contexts:
        where.append(f"({' OR '.join(['instr(e.contexts, ?)'] * len(wanted.contexts))})")
        values += [f'"{context}"' for context in wanted.contexts]
    if wanted.subject:
        where.append(_TOLD_OF.format(" AND ".join([_IN_ARTICLES] * max(1, len(wanted.subject.words)))))
        values += [f'"{wanted.subject.context}"', *about_queries(wanted.subject)]
    if wanted.start:
        where.append("coalesce(e.last_day, e.sort_day) >= ?")
        values.append(wanted.start)
    if wanted.end:
        where.append("e.sort_day <= ?")
        values.append(wanted.end)
    if wanted.before:
        where.append("(e.sort_day, e.id) < (?, ?)")
        values += wanted.before
    return source + (f" WHERE {' AND '.join(where)}" if where else ""), values


_IN_ARTICLES: Final = (
    "e.event IN (SELECT c.event FROM event_claims AS c JOIN documents AS d USING (reading)"
    " WHERE d.document IN (SELECT rowid FROM search WHERE search MATCH ?))"
)
_TOLD_OF: Final = "(instr(e.contexts, ?) OR {})"


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


def event_type(name: str) -> str:
    """The type as the codebook writes it; InputError where there is none."""
    wanted = name.strip().upper()
    if wanted not in EVENT_TYPES:
        raise InputError(
            f"there is no event type {name!r}; the types are {', '.join(EVENT_TYPES)}",
            "none_of", field="type", value=name, known=EVENT_TYPES,
        )  # fmt: skip
    return wanted


def _listed(what: str, name: str, known: Sequence[str]) -> str:
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in known:
        raise InputError(
            f"there is no {what} {name!r}; there are {', '.join(known)}",
            "none_of", field=what, value=name, known=tuple(known),
        )  # fmt: skip
    return wanted


def _events(record: Record, rows: Sequence[tuple[object, ...]]) -> tuple[EventRow, ...]:
    evidence: dict[int, list[Report]] = defaultdict(list)
    numbers = [int(str(row[0])) for row in rows]
    for number, words in _reports(record, "c.event IN (SELECT value FROM json_each(?))", numbers):
        evidence[number].append(words)
    return noted(record, [_event(row, evidence[int(str(row[0]))]) for row in reversed(rows)])


def _event(row: Sequence[object], evidence: list[Report]) -> EventRow:
    (_, ident, type_, mode, status, actors, recipients, persons, when, first, last, place, contexts, series,
     ordinal, day) = row  # fmt: skip
    sides = (*strings(str(actors)), *strings(str(recipients)))
    return EventRow(
        id=str(ident), day=str(day), type=str(type_), mode=mode, status=str(status),  # type: ignore[arg-type]
        actors=strings(str(actors)), recipients=strings(str(recipients)), persons=strings(str(persons)),
        when=when, first_day=first, last_day=last, where=place, place=place_row(place, sides),  # type: ignore[arg-type]
        contexts=strings(str(contexts)), series=series, ordinal=ordinal,  # type: ignore[arg-type]
        reports=len({r.document for r in evidence}), sources=len({r.source for r in evidence}),
        evidence=tuple(evidence),
    )  # fmt: skip


def _reports(record: Record, where: str, listed: Sequence[int | str]) -> Iterator[tuple[int, Report]]:
    """Reports of event claims with the row of their event, in the order of publication."""
    rows = record.rows(
        f'SELECT c.event, c.id, {DOCUMENT}, v.zone, v.start, v."end", v.exact, {FOUND_BY}, c.score'
        " FROM event_claims AS c JOIN event_evidence AS v USING (claim) JOIN readings AS r USING (reading)"
        " JOIN documents AS d USING (document) JOIN origins AS o USING (origin)"
        f" WHERE {where} ORDER BY d.day IS NULL, d.day, d.id, c.id, v.n",
        (json_list(listed),),
    )
    for event, claim, *rest in rows:
        *columns, found_by, score = rest
        yield event, report(columns[:WIDTH], claim, columns[WIDTH:], found_by, score)
