"""Meeting series with their instances in order: what was told of each, which are missing, what is to come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from jejak import edtf
from jejak.errors import InputError
from jejak.languages.data import kept, lexicon_data
from jejak.record.people import plain
from jejak.views.asking import json_list
from jejak.views.rows import GapRow, InstanceRow, SeriesCountRow, SeriesRow
from jejak.views.timeline import events_by_row

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from jejak.views.record import Record
    from jejak.views.rows import EventRow, Report

T = TypeVar("T", bound="Hashable")

_NARROW: Final = 14
"""Days up to which a time tells one meeting of a series from the next."""
_BESIDE: Final = 3
"""Days around a meeting in which what happens under its name belongs to it."""
_SOON: Final = 45
"""Days between a meeting and a report that gives no day but means it."""
_HELD: Final = ("occurred", "ongoing")
_AHEAD: Final = ("planned", "proposed")


def series(record: Record, name: str | None = None) -> tuple[SeriesRow, ...]:
    """All series by name, or those that a name or acronym stands for; InputError if there is none.

    What is expected next is only what some article announces.
    """
    names = [row[0] for row in record.rows(
        "SELECT DISTINCT series FROM events WHERE series IS NOT NULL ORDER BY series"
    )]  # fmt: skip
    wanted = names if name is None else _named(name, names)
    numbers = record.rows(
        "SELECT event FROM events WHERE series IN (SELECT value FROM json_each(?))", (json_list(wanted),)
    )
    rows: dict[str, list[EventRow]] = {one: [] for one in wanted}
    for event in events_by_row(record, (row[0] for row in numbers)):
        if event.series in rows:
            rows[event.series].append(event)
    today = record.known_on or datetime.now(UTC).astimezone().date()
    return tuple(series_of(one, events, today) for one, events in rows.items() if events)


def series_counts(record: Record) -> tuple[SeriesCountRow, ...]:
    """All series by name: how much is told of each, and from when to when."""
    reports = "(SELECT count(DISTINCT c.reading) FROM event_claims AS c WHERE c.event = e.event)"
    rows = record.rows(
        f"SELECT e.series, count(*), sum({reports}), min(e.first_day), max(coalesce(e.last_day, e.first_day))"
        " FROM events AS e WHERE e.series IS NOT NULL GROUP BY e.series ORDER BY 2 DESC, 1"
    )
    return tuple(SeriesCountRow(*row) for row in rows)


def series_of(name: str, events: Sequence[EventRow], today: date) -> SeriesRow:
    """A series from its events: instances in the order of time, the gaps between their numbers, the next."""
    single = [event for event in events if not _is_habit(event)]
    meetings = _meetings(single)
    placed = {event.id for meeting in meetings for event in meeting.events}
    instances = tuple(meeting.row() for meeting in meetings)
    ahead = [i for i in instances if i.status in _AHEAD and i.last_day and i.last_day >= today.isoformat()]
    return SeriesRow(
        name=name, instances=instances, gaps=gaps(instances),
        expected=min(ahead, key=lambda i: i.first_day or "", default=None),
        regular=tuple(event for event in events if _is_habit(event)),
        events=len(events), undated=len(single) - len(placed), **_counted(events),
    )  # fmt: skip


def gaps(instances: Sequence[InstanceRow]) -> tuple[GapRow, ...]:
    """The numbers that no article tells of: before the first known one, and between two.

    `unnumbered` are the meetings that stand between, in time, without a number: one of them may be it.
    """
    found, before, between = [], 0, 0
    for instance in instances:
        if instance.ordinal is None:
            between += instance.status in _HELD
        elif instance.ordinal > before:
            if instance.ordinal > before + 1:
                found.append(GapRow(before + 1, instance.ordinal - 1, between))
            before, between = instance.ordinal, 0
    return tuple(found)


@kept
def _acronyms() -> dict[str, str]:
    """Words that alone name a series -> its name."""
    named = lexicon_data("id", "forums")["named"]
    return {plain(str(word)): str(row["series"]) for row in named for word in row["words"]}


def _named(name: str, known: Sequence[str]) -> list[str]:
    """The known series that a name stands for: the whole name or an acronym, else all its words."""
    wanted = plain(name.strip())
    whole = [one for one in known if plain(one) == wanted or one == _acronyms().get(wanted)]
    words = set(wanted.replace("-", " ").split())
    some = [one for one in known if words and words <= set(plain(one).replace("-", " ").split())]
    if whole or some:
        return whole or some
    listed = ", ".join(known[:8]) + (" ..." if len(known) > 8 else "")
    hint = f"; there are {listed}" if known else ""
    raise InputError(f"no meeting series is called {name!r}{hint}", "no_series", name=name)


def _is_habit(event: EventRow) -> bool:
    """Whether it is no one meeting but a habit: "they have met every year since 2016"."""
    return event.status == "recurring" or edtf.is_recurring(event.when) or edtf.is_open(event.when)


@dataclass
class _Meeting:
    """An instance while its events are gathered."""

    events: list[EventRow] = field(default_factory=list)
    ordinal: int | None = None
    first: date | None = None
    last: date | None = None

    def takes(self, event: EventRow) -> bool:
        """Whether the event can belong to it: the numbers agree, and the times if both are told."""
        if event.ordinal and self.ordinal:
            return event.ordinal == self.ordinal
        span = edtf.bounds(event.when)
        if span is None or self.first is None or self.last is None:
            return False
        beside = timedelta(days=_BESIDE)
        return span[0] - beside <= self.last and self.first <= span[1] + beside

    def add(self, event: EventRow) -> None:
        """Takes the event in; a narrow time becomes the meeting's."""
        self.events.append(event)
        self.ordinal = self.ordinal or event.ordinal
        span = _narrow(event)
        if span and (self.first is None or event.type == "CONSULT"):
            self.first = min(self.first or span[0], span[0])
            self.last = max(self.last or span[1], span[1])

    def row(self) -> InstanceRow:
        """The instance as told by most reports."""
        met = [e for e in self.events if e.type == "CONSULT"] or self.events
        when = _most(met, lambda e: e.when)
        days = [d for e in met if e.when == when for d in (e.first_day, e.last_day) if d]
        statuses = {event.status for event in met}
        status = next((s for s in (*_HELD, "cancelled", *_AHEAD) if s in statuses), met[0].status)
        return InstanceRow(
            ordinal=_most(self.events, lambda e: e.ordinal), when=when, first_day=min(days, default=None),
            last_day=max(days, default=None), where=_most(met, lambda e: e.where), status=status,
            events=tuple(event.id for event in self.events), evidence=_evidence(met), **_counted(self.events),
        )  # fmt: skip


def _meetings(events: Iterable[EventRow]) -> list[_Meeting]:
    """The instances in the order of time: narrow times first, then wider ones, then those not dated."""
    met: list[_Meeting] = []
    dated = [e for e in events if edtf.bounds(e.when)]
    for event in sorted(dated, key=lambda e: (e.ordinal is None, _width(e), e.type != "CONSULT", e.id)):
        homes = [meeting for meeting in met if meeting.takes(event)]
        if not homes:
            met.append(_Meeting())
            homes = met[-1:]
        if len(homes) == 1 or _narrow(event):
            homes[0].add(event)
    for event in sorted((e for e in events if not edtf.bounds(e.when)), key=lambda e: e.id):
        home = next((m for m in met if m.takes(event) or _told_soon(m, event)), None)
        if home is None and event.ordinal and event.type == "CONSULT":
            home = _Meeting()
            met.append(home)
        if home:
            home.add(event)
    return sorted(met, key=lambda m: (m.first or _year_of(m), m.ordinal or 0, m.events[0].id))


def _told_soon(meeting: _Meeting, event: EventRow) -> bool:
    """Whether an event without a day was reported within some weeks after the meeting."""
    told = edtf.bounds(min((r.published for r in event.evidence if r.published), default=None))
    if told is None or meeting.last is None or meeting.first is None or event.ordinal:
        return False
    return meeting.first <= told[0] <= meeting.last + timedelta(days=_SOON)


def _width(event: EventRow) -> int:
    span = edtf.bounds(event.when)
    return (span[1] - span[0]).days if span else 10**6


def _narrow(event: EventRow) -> tuple[date, date] | None:
    return edtf.bounds(event.when) if _width(event) <= _NARROW else None


def _year_of(meeting: _Meeting) -> date:
    spans = [span for event in meeting.events if (span := edtf.bounds(event.when))]
    return min((span[0] for span in spans), default=date.max)


def _most(events: Iterable[EventRow], value: Callable[[EventRow], T | None]) -> T | None:
    """The value that most reports give, of equally many the first as written."""
    counts: Counter[T] = Counter()
    for event in events:
        if (given := value(event)) is not None:
            counts[given] += event.reports
    return min(counts, key=lambda v: (-counts[v], str(v)), default=None)


def _evidence(events: Sequence[EventRow]) -> tuple[Report, ...]:
    return tuple(report for event in events for report in event.evidence)


def _counted(events: Sequence[EventRow]) -> dict[str, int]:
    """Documents that tell of any of the events, and how many of them are no reprints."""
    evidence = _evidence(events)
    return {"reports": len({r.document for r in evidence}), "sources": len({r.source for r in evidence})}
