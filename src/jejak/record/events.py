"""When two reports tell of one event, and what the event is that several reports tell of (codebook 7).

A wrong merge is worse than a missed one: parties and time must agree, and something that sets this event
apart from the others of the same parties and days (series and number, persons and place, or the words)
must be shared. `why_same` gives the reason by name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from jejak import edtf
from jejak.claims import EventClaim, group_id
from jejak.record.grouping import Component, regroup
from jejak.record.themes import CARRYING, carry_keys

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

Why = tuple[str, float]

_KIN: Final = {"AGREE": "pledge", "SUPPORT": "pledge", "AID": "work", "COOPERATE": "work"}
"""Types that one event may be reported under; any other type is only itself."""

_PHASE: Final = {
    "occurred": "done",
    "ongoing": "done",
    "recurring": "recurring",
    "planned": "ahead",
    "proposed": "ahead",
    "cancelled": "cancelled",
}
_NARROW: Final = 45
"""Days up to which a time is narrow enough to tell events apart."""
_NEAR: Final = 10
"""Days between two publications, or a publication and an event, that may be about one thing."""
_SOON: Final = 30
"""Days after a meeting of a series in which a report that gives no time means that meeting."""


@dataclass(frozen=True)
class RecordEvent:
    """One event with the claims that tell of it; each field as most of them have it."""

    id: str
    component: str
    type: str
    mode: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    persons: tuple[str, ...]
    when: str | None
    where: str | None
    contexts: tuple[str, ...]
    series: str | None
    ordinal: int | None
    sort_day: str
    claims: tuple[EventClaim, ...]

    @property
    def days(self) -> tuple[str | None, str | None]:
        """First and last ISO day it may have happened on; None where open, recurring or unknown."""
        span = None if edtf.is_recurring(self.when) else edtf.bounds(self.when)
        if span is None:
            return None, None
        first, last = span
        return (
            first.isoformat() if first != date.min else None,
            last.isoformat() if last != date.max else None,
        )

    @property
    def parties(self) -> tuple[str, ...]:
        """All parties of any of its claims, at state level, sorted."""
        return tuple(sorted(frozenset().union(*(claim.parties for claim in self.claims))))


def group_events(
    claims: Iterable[EventClaim], old: Iterable[Component[EventClaim]] = ()
) -> list[RecordEvent]:
    """The events that the claims tell of, in a fixed order whatever the order of the claims.

    `old` are whole components as they were grouped before, which the claims may join.
    """
    found = regroup(old, claims, likeness, same_blocks)
    return [_event(component, members) for component in found for members in component.groups]


def likeness(a: EventClaim, b: EventClaim) -> float:
    """How surely two claims tell of one event: 0 if nothing speaks for it, -1 if they cannot."""
    if contradict(a, b):
        return -1.0
    why = why_same(a, b)
    return why[1] if why else 0.0


def contradict(a: EventClaim, b: EventClaim) -> bool:
    """Whether the two can't be one event. Two events told apart by one article are two."""
    one, two = a.event, b.event
    return (
        a.document.id == b.document.id
        or _KIN.get(one.type, one.type) != _KIN.get(two.type, two.type)
        or _PHASE[one.status] != _PHASE[two.status]
        or _differ(one.series, two.series)
        or _differ(one.ordinal, two.ordinal)
        or not (a.parties <= b.parties or b.parties <= a.parties)
        or _time(a, b) == "apart"
    )


def why_same(a: EventClaim, b: EventClaim) -> Why | None:
    """The reason to take two claims that don't contradict each other for one event, and how sure it is."""
    one, two = a.event, b.event
    if one.series and one.series == two.series and one.ordinal and one.ordinal == two.ordinal:
        return "same number of a series", 1.0
    if a.parties != b.parties:
        return None
    time, shared = _time(a, b), a.words & b.words
    share = len(shared) / max(1, min(len(a.words), len(b.words)))
    if one.series and one.series == two.series and time == "same" and (one.type == "CONSULT" or share >= 0.4):
        return "same series and time", 0.95
    if a.document.source == b.document.source and len(shared) >= 3 and share >= 0.7:
        return "reprint of one story", 0.9
    place = _same_place(one.where, two.where)
    if time == "same" and place and one.type == "CONSULT":
        if set(one.persons) & set(two.persons):
            return "same persons, place and time", 0.85
        if len(shared) >= 2 and share >= 0.3:
            return "same place, time and words", 0.7
    if time in ("same", "near") and len(shared) >= 4 and share >= 0.6:
        return "same words at the same time", 0.8
    if time == "long ago" and one.type == two.type and shared:
        return "same year long before", 0.6
    later = _days_until_told(a, b) if one.series and one.series == two.series else None
    if one.type == "CONSULT" and later is not None and later <= _SOON:
        return "same series, reported soon after", 0.6 - later / 1000
    return None


def event_blocks(claim: EventClaim) -> frozenset[str]:
    """Keys under which the claims it may belong with are found, and the promises it may carry out."""
    return same_blocks(claim) | carry_blocks(claim)


def carry_blocks(claim: EventClaim) -> frozenset[str]:
    """Keys shared with the promises that the event may carry out; none unless it was done or goes on."""
    carries = claim.event.type in CARRYING and _PHASE[claim.event.status] in ("done", "recurring")
    return carry_keys(claim.parties, claim.event.contexts) if carries else frozenset()


def same_blocks(claim: EventClaim) -> frozenset[str]:
    """Keys that any two claims of one event share: parties and month (or year), or series and number."""
    parties, event = "+".join(sorted(claim.parties)), claim.event
    span, day = _narrow(claim), claim.document.day
    keys: set[str] = set()
    if event.series and event.ordinal:
        keys.add(f"{event.series}#{event.ordinal}")
    if span:
        keys |= {f"{parties}|{month}" for month in _months(*span)}
    elif _whole_year(claim):
        keys.add(f"{parties}|{event.when}")
    if not span and day:
        middle, near = date.fromisoformat(day), timedelta(days=_NEAR)
        before = timedelta(days=_SOON) if event.series else near
        keys |= {f"{parties}|{month}" for month in _months(middle - before, middle + near)}
    return frozenset(keys)


def _event(component: Component[EventClaim], claims: tuple[EventClaim, ...]) -> RecordEvent:
    events = [claim.event for claim in claims]
    when = _best_when(claims)
    return RecordEvent(
        id=group_id("event", (claim.key for claim in claims)),
        component=component.key,
        type=_most(e.type for e in events),
        mode=_most((e.mode for e in events if e.mode), None),
        status=_most(e.status for e in events),
        actors=_most(e.actors if e.recipients else tuple(sorted(e.actors)) for e in events),
        recipients=_most(e.recipients for e in events),
        persons=tuple(sorted({p for e in events for p in e.persons})),
        when=when,
        where=_most((e.where for e in events if e.where), None),
        contexts=tuple(c for c, _ in _ranked(c for e in events for c in e.contexts)[:3]),
        series=_most((e.series for e in events if e.series), None),
        ordinal=_most((e.ordinal for e in events if e.ordinal), None),
        sort_day=_sort_day(when, claims),
        claims=claims,
    )


def _best_when(claims: tuple[EventClaim, ...]) -> str | None:
    """The time most reports give; of equally many the narrowest."""
    given = [w for claim in claims if (w := claim.event.when)]
    counts = Counter(given)
    return min(given, key=lambda w: (-counts[w], _width(w), w), default=None)


def _width(when: str) -> int:
    span = edtf.bounds(when)
    return (span[1] - span[0]).days if span else 10**7


def _sort_day(when: str | None, claims: tuple[EventClaim, ...]) -> str:
    """The day to list the event under: its first, or when it has none the first report's day."""
    span = edtf.bounds(when)
    if span and not edtf.is_recurring(when):
        return (span[0] if span[0] != date.min else span[1]).isoformat()
    return min((day for claim in claims if (day := claim.document.day)), default="9999-12-31")


def _time(a: EventClaim, b: EventClaim) -> str:
    """How the times of two claims agree: same, near (by publication), long ago, unknown or apart."""
    one, two = a.span, b.span
    if one and two and not (one[0] <= two[1] and two[0] <= one[1]):
        return "apart"
    first, second = _narrow(a), _narrow(b)
    if first and second:
        return "same"
    if _whole_year(a) and _whole_year(b) and _is_past(a) and _is_past(b):
        return "long ago"
    x, y = first or _published(a), second or _published(b)
    if x and y:
        near = timedelta(days=_NEAR)
        return "near" if x[0] - near <= y[1] and y[0] - near <= x[1] else "unknown"
    return "unknown"


def _days_until_told(a: EventClaim, b: EventClaim) -> int | None:
    """Where one claim has a narrow time and the other none: days from then to the report of the other."""
    dated, undated = (a, b) if b.span is None else (b, a)
    met, told = _narrow(dated), _published(undated)
    if met is None or told is None or undated.span is not None or told[0] < met[0]:
        return None
    return max(0, (told[0] - met[1]).days)


def _narrow(claim: EventClaim) -> tuple[date, date] | None:
    span = claim.span
    return span if span and (span[1] - span[0]).days <= _NARROW else None


def _whole_year(claim: EventClaim) -> bool:
    when = claim.event.when or ""
    return len(when) == 4 and when.isdigit()


def _is_past(claim: EventClaim) -> bool:
    """Whether the year told of lies well before the article."""
    day = claim.document.day
    return day is not None and int(day[:4]) - int((claim.event.when or day)[:4]) >= 2


def _published(claim: EventClaim) -> tuple[date, date] | None:
    day = claim.document.day
    return (date.fromisoformat(day), date.fromisoformat(day)) if day else None


def _months(first: date, last: date) -> list[str]:
    months, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        months.append(f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


def _same_place(a: str | None, b: str | None) -> bool:
    if not a or not b:
        return False
    one, two = set(a.lower().replace(",", " ").split()), set(b.lower().replace(",", " ").split())
    return one <= two or two <= one


def _differ(a: object, b: object) -> bool:
    return a is not None and b is not None and a != b


T = TypeVar("T", bound="Hashable")


def _ranked(values: Iterable[T]) -> list[tuple[T, int]]:
    """Values by how often they come, then by how they read."""
    return sorted(Counter(values).items(), key=lambda item: (-item[1], str(item[0])))


def _most(values: Iterable[T], otherwise: T | None = None) -> T:
    """The commonest value; `otherwise` where there is none."""
    ranked = _ranked(values)
    return ranked[0][0] if ranked else otherwise  # type: ignore[return-value]
