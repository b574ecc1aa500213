"""How many events there were, by year, month or day: what a chart of a timeline shows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from jejak.views.rows import BarRow, CountRow, TallyRow
from jejak.views.timeline import Wanted, known, matching
from jejak.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jejak.views.record import Record

NO_DAY: Final = "9999-12-31"
"""Stands in the record for a day that nobody told."""

Counted = tuple[str, str, int, int]
"""A day, an event type, and how many events in how many reports."""

_DAYS_OF: Final = {"day": 62, "month": 3 * 366}
"""A period up to so many days is told by day, by month; a longer one by year."""
_LENGTH: Final = {"day": 10, "month": 7, "year": 4}


def tally(record: Record, wanted: Wanted) -> TallyRow:
    """How many of the wanted events there were, in steps that fit the period asked for.

    An event counts under the first day that it may have happened on, else that of its first report.
    """
    counted = counts(record, wanted)
    first, last = _bounds(wanted, counted)
    unit = _unit(first, last)
    return TallyRow(
        unit, first, last, bars(counted, unit), sum(row[2] for row in counted),
        sum(row[3] for row in counted),
        sum(row[2] for row in counted if row[0] == NO_DAY), types(row[1:] for row in counted),
    )  # fmt: skip


def counts(record: Record, wanted: Wanted) -> list[Counted]:
    """Rows of day, type, events and reports."""
    if record.known_on:
        return [(event.sort_day, event.type, 1, event.reports) for event in known(record, wanted)]
    if len(wanted.parties) == 2 and wanted == Wanted(wanted.parties):
        return record.rows(
            "SELECT sort_day, type, count(*), sum(reports) FROM event_pairs WHERE a = ? AND b = ?"
            " GROUP BY sort_day, type", sorted(code.split(":")[0] for code in wanted.parties),
        )  # fmt: skip
    tables, values = matching(wanted)
    reports = "(SELECT count(DISTINCT c.reading) FROM event_claims AS c WHERE c.event = e.event)"
    return record.rows(
        f"SELECT e.sort_day, e.type, count(*), sum({reports}) FROM {tables} GROUP BY e.sort_day, e.type",
        values,
    )


def bars(counted: Iterable[Counted], unit: str) -> tuple[BarRow, ...]:
    """The counts by year, month or day, in the order of time; steps without any event are left out."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for day, type_, events, reports in counted:
        if day != NO_DAY:
            found.setdefault(day[: _LENGTH[unit]], []).append((type_, events, reports))
    return tuple(
        BarRow(key, sum(row[1] for row in rows), sum(row[2] for row in rows), types(rows))
        for key, rows in sorted(found.items())
    )


def types(rows: Iterable[tuple[str, int, int]]) -> tuple[CountRow, ...]:
    """Event types with their counts, the commonest first."""
    events, reports = Counter[str](), Counter[str]()
    for type_, count, told in rows:
        events[type_] += count
        reports[type_] += told
    ranked = sorted(events, key=lambda t: (-events[t], EVENT_TYPES.index(t)))
    return tuple(CountRow(type_, events[type_], reports[type_]) for type_ in ranked)


def _bounds(wanted: Wanted, counted: Sequence[Counted]) -> tuple[str | None, str | None]:
    """The period: as asked for, else from the first to the last event."""
    days = [row[0] for row in counted if row[0] != NO_DAY]
    return wanted.start or min(days, default=None), wanted.end or max(days, default=None)


def _unit(first: str | None, last: str | None) -> str:
    if not first or not last:
        return "year"
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return next((unit for unit, most in _DAYS_OF.items() if days <= most), "year")
