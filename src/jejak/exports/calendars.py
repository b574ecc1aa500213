"""What is to come, as an iCalendar (RFC 5545): announced meetings, and the days on which promises are due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from jejak import edtf
from jejak.exports.choosing import choose, reports_of
from jejak.exports.plain import safe
from jejak.views.asking import day as last_day_of
from jejak.views.briefing import phrases
from jejak.views.briefing.flat import flat, web_address
from jejak.views.dates import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from icalendar import Calendar, Event

    from jejak.exports.choosing import Filters
    from jejak.views.record import Record
    from jejak.views.rows import CommitmentRow, EventRow, Report

_AHEAD: Final = {"planned": "CONFIRMED", "proposed": "TENTATIVE", "cancelled": "CANCELLED"}
"""Status of an event that is to come -> what a calendar calls it."""
_OPEN: Final = ("pledged", "under_way")
_LONG: Final = 31
"""Days from which on a time is too vague to fill a calendar: only its last day is entered."""


def as_calendar(record: Record, filters: Filters, out: BinaryIO) -> int:
    """Writes an entry for each announced event and each open commitment with a last day; gives their number.

    What ended before today (or `as_of`) is left out, unless `since` asks for it. An entry is the same in all
    calendars made of one record: its id is that of the item, its stamp the day of its latest report.
    """
    from icalendar import Calendar

    today = last_day_of(filters.as_of) or record.known_on or datetime.now(UTC).astimezone().date()
    first = date.min if filters.since else today
    chosen = choose(record, filters)
    calendar = Calendar()
    calendar.add("prodid", "-//jejak//record of dealings of states//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "jejak")
    for event in chosen.events:
        if event.status in _AHEAD and event.last_day and _kept(event.last_day, first):
            calendar.add_component(_meeting(event))
    for promise in chosen.commitments:
        span = edtf.bounds(promise.due) if promise.status in _OPEN and not promise.recurring else None
        if span and span[1] != date.max and span[1] >= first:
            calendar.add_component(_due(promise, span[1]))
    return _written(calendar, out)


def _written(calendar: Calendar, out: BinaryIO) -> int:
    out.write(calendar.to_ical())
    return len(calendar.subcomponents)


def _kept(last: str, first: date) -> bool:
    return last != date.max.isoformat() and date.fromisoformat(last) >= first


def _meeting(row: EventRow) -> Event:
    start, last = date.fromisoformat(row.first_day or ""), date.fromisoformat(row.last_day or "")
    vague = (last - start).days >= _LONG
    summary = phrases.event(row) + (f" (some time: {spoken(row.when)})" if vague else "")
    entry = _entry(row.id, summary, last if vague else start, last, row.evidence)
    entry.add("status", _AHEAD[row.status])
    entry.add("categories", [row.type, *row.contexts])
    if row.where:
        entry.add("location", _plain(row.where))
    return entry


def _due(row: CommitmentRow, last: date) -> Event:
    summary = f"Due ({spoken(row.due)}): {phrases.promise(row)}"
    entry = _entry(row.id, summary, last, last, reports_of(row))
    entry.add("status", "CONFIRMED")
    entry.add("categories", ["COMMITMENT", *row.contexts])
    return entry


def _entry(ident: str, summary: str, first: date, last: date, reports: Sequence[Report]) -> Event:
    from icalendar import Event

    entry = Event()
    told = max((r.published or "")[:10] for r in reports)
    stamp = edtf.day(told) or date(1970, 1, 1)
    entry.add("uid", f"{ident}@jejak")
    entry.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1) if last < date.max else last)
    entry.add("summary", _plain(summary))
    entry.add("description", "\n\n".join(_source(report) for report in reports[:4]))
    entry.add("transp", "TRANSPARENT")
    if address := web_address(reports[0].url):
        entry.add("url", address)
    return entry


def _source(r: Report) -> str:
    """A report in words: what it says, who published it, and where the words stand."""
    about = ", ".join(_plain(part) for part in (r.publisher, r.published, r.title) if part)
    address = web_address(r.url)
    where = f"{r.zone} {r.start}-{r.end} of document {r.document} (SHA-256 {r.capture}), score {r.score:.2f}"
    return f"“{_plain(r.exact)}” {about}\n{f'{address} ' if address else ''}[{where}]"


def _plain(text: str) -> str:
    return flat(safe(text))
