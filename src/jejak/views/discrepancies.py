"""On what sources disagree about the same fact: both sides, with the words of each."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from jejak.model import content_id
from jejak.record.discrepancies import Office, of_event, of_person
from jejak.store.claims import EVENT_CLAIMS, event_claim
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
from jejak.views.rows import DiscrepancyRow, ValueRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jejak.claims import EventClaim
    from jejak.record.discrepancies import Discrepancy
    from jejak.views.record import Record
    from jejak.views.rows import Report

_CHUNK: Final = 80

Key = tuple[str, str]


def discrepancies(
    record: Record,
    *,
    parties: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> tuple[DiscrepancyRow, ...]:
    """What sources disagree on: about events in the order of time, then about persons.

    With `parties` (codes or names) or a period, only about events in which all of them took part, listed
    under a day in the period. At most `limit`.
    """
    found: list[DiscrepancyRow] = []
    for row in _of_events(record, party_codes(record, parties), first_day(since), last_day(until)):
        found.append(row)
        if limit is not None and len(found) >= limit:
            return tuple(found)
    if not (parties or since or until):
        found += islice(_of_persons(record), None if limit is None else limit - len(found))
    return tuple(found)


def discrepancies_of(record: Record, event: int) -> tuple[DiscrepancyRow, ...]:
    """What sources disagree on about an event (by its row)."""
    rows = record.rows(f"{_EVENTS} WHERE e.event = ? GROUP BY e.event HAVING count(*) > 1", (event,))
    return tuple(_in(record, rows))


_EVENTS: Final = (
    "SELECT e.event, e.id, e.type, e.actors, e.recipients FROM events AS e"
    " JOIN event_claims AS c USING (event)"
)


def _of_events(
    record: Record, parties: Sequence[str], since: str | None, until: str | None
) -> Iterator[DiscrepancyRow]:
    where = ["e.disputed = 1", "e.sort_day >= ?", "e.sort_day <= ?"]
    values = [since or "", until or "9999-12-31"]
    for code in parties:
        where.append("EXISTS (SELECT 1 FROM event_parties AS p WHERE p.event = e.event AND p.party = ?)")
        values.append(code.split(":")[0])
    events = record.rows(
        f"{_EVENTS} WHERE {' AND '.join(where)} GROUP BY e.event HAVING count(*) > 1"
        " ORDER BY e.sort_day, e.id",
        values,
    )
    for start in range(0, len(events), _CHUNK):
        yield from _in(record, events[start : start + _CHUNK])


def _in(record: Record, events: Sequence[tuple[Any, ...]]) -> Iterator[DiscrepancyRow]:
    """What is disputed about these events, given as rows of _EVENTS."""
    claims = _claims(record, [row[0] for row in events])
    for number, ident, type_, actors, recipients in events:
        rows = {claim.key: row for row, claim in claims[number]}
        about = f"{type_} {_sides(actors, recipients)}"
        for one in of_event([claim for _, claim in claims[number]]):
            yield _row(record, "event", ident, about, one, rows, _event_words)


def _sides(actors: str, recipients: str) -> str:
    one, two = ", ".join(strings(actors)), ", ".join(strings(recipients))
    return f"{one} → {two}" if two else one


def _claims(record: Record, events: Sequence[int]) -> dict[int, list[tuple[int, EventClaim]]]:
    found: dict[int, list[tuple[int, EventClaim]]] = defaultdict(list)
    rows = record.rows(
        f"{EVENT_CLAIMS} WHERE d.reading = c.reading AND c.event IN (SELECT value FROM json_each(?))",
        (json_list(events),),
    )
    for row in rows:
        found[row[-3]].append(event_claim(row))
    return found


def _of_persons(record: Record) -> Iterator[DiscrepancyRow]:
    disputed = record.rows("SELECT actor, id, name FROM actors WHERE disputed = 1 ORDER BY id")
    for start in range(0, len(disputed), _CHUNK):
        persons = disputed[start : start + _CHUNK]
        told: dict[int, list[Office]] = defaultdict(list)
        claims: dict[Key, int] = {}
        for actor, claim, ident, title, document, day, source in record.rows(
            "SELECT c.actor, c.claim, c.id, p.title, d.id, d.day, d.source FROM actor_claims AS c"
            " JOIN positions AS p USING (claim) JOIN documents AS d ON d.reading = c.reading"
            " WHERE c.actor IN (SELECT value FROM json_each(?))",
            (json_list([row[0] for row in persons]),),
        ):
            claims[ident, document] = claim
            told[actor].append(Office(title, day, source, (ident, document)))
        for actor, person, name in persons:
            for one in of_person(told[actor]):
                yield _row(record, "person", person, name, one, claims, _position_words)


def _row(
    record: Record,
    kind: str,
    item: str,
    about: str,
    found: Discrepancy,
    rows: dict[Key, int],
    words: Callable[[Record, int, str], list[Report]],
) -> DiscrepancyRow:
    values = tuple(
        ValueRow(value, len({r.source for r in reports}), reports)
        for value, keys in found.values
        if (reports := tuple(r for key in keys for r in words(record, rows[key], value)))
    )
    return DiscrepancyRow(
        content_id("discrepancy", kind, item, found.field, *(value.value for value in values)),
        kind, item, about, found.field, values,
    )  # fmt: skip


def _event_words(record: Record, claim: int, _: str) -> list[Report]:
    rows = record.rows(
        f'SELECT c.id, {DOCUMENT}, v.zone, v.start, v."end", v.exact, {FOUND_BY}, c.score'
        " FROM event_claims AS c JOIN event_evidence AS v USING (claim) JOIN readings AS r USING (reading)"
        " JOIN documents AS d USING (document) JOIN origins AS o USING (origin)"
        " WHERE c.claim = ? ORDER BY v.n",
        (claim,),
    )
    return [_words(row) for row in rows]


def _position_words(record: Record, claim: int, title: str) -> list[Report]:
    rows = record.rows(
        f'SELECT c.id, {DOCUMENT}, p.zone, p.start, p."end", p.exact, {FOUND_BY}, c.score'
        " FROM positions AS p JOIN actor_claims AS c USING (claim) JOIN readings AS r USING (reading)"
        " JOIN documents AS d USING (document) JOIN origins AS o USING (origin)"
        " WHERE c.claim = ? AND p.title = ? ORDER BY p.n",
        (claim, title),
    )
    return [_words(row) for row in rows]


def _words(row: Sequence[Any]) -> Report:
    """A report from a claim's id, the columns DOCUMENT, its words and its origin."""
    claim, *columns, found_by, score = row
    return report(columns[:WIDTH], claim, columns[WIDTH:], found_by, score)
