"""What the event is that several reports tell of, and where the reports of one event are found.

Whether two reports tell of one event, `sameness` decides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from jejak import edtf
from jejak.claims import EventClaim, group_id
from jejak.record.grouping import Component, Rules, Tie, regroup
from jejak.record.rarity import rarest, weight
from jejak.record.sameness import NEAR, PHASE, SOON, is_meeting, likeness, narrow, whole_year
from jejak.record.themes import CARRYING, carry_keys

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

_INDEXED: Final = 8
"""Words of a claim, its rarest, by which others are looked for."""
_RARE: Final = 4.0
"""Weight from which on a word is so rare in a month that others are found by it alone."""


@dataclass(frozen=True)
class RecordEvent:
    """One event with the claims that tell of it; each field as most of them have it.

    `ties` are the pairs of claims by which they were joined; `settled` as in its Component.
    """

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
    ties: frozenset[Tie] = frozenset()
    settled: bool = False

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
    claims: Iterable[EventClaim],
    old: Iterable[Component[EventClaim]] = (),
    rules: Rules[EventClaim] | None = None,
) -> list[RecordEvent]:
    """The events that the claims tell of, in a fixed order whatever the order of the claims.

    `old` are whole components as they were grouped before, which the claims may join; `rules` others than
    ours, with what people decided.
    """
    rules = rules or Rules(likeness, same_blocks)
    found = regroup(old, claims, rules.likeness, rules.blocks)
    return [event for component in found for event in events_of(component)]


def events_of(component: Component[EventClaim]) -> list[RecordEvent]:
    """The events that the groups of a component are."""
    return [_event(component, members) for members in component.groups]


def event_blocks(claim: EventClaim) -> frozenset[str]:
    """Keys under which the claims it may belong with are found, and the promises it may carry out."""
    return same_blocks(claim) | carry_blocks(claim)


def carry_blocks(claim: EventClaim) -> frozenset[str]:
    """Keys shared with the promises that the event may carry out; none unless it was done or goes on."""
    carries = claim.event.type in CARRYING and PHASE[claim.event.status] in ("done", "recurring")
    if not carries:
        return frozenset()
    return carry_keys(claim.parties, claim.event.contexts, claim.event.when)


@lru_cache(maxsize=1 << 16)
def same_blocks(claim: EventClaim) -> frozenset[str]:
    """Keys of which any two claims of one event share one.

    A month and what sets the claim apart in it: one of its rarest words, with the parties where even that is
    common; the parties of a meeting or a war; the series. Two claims that share none are not compared.
    """
    parties, event = "+".join(sorted(claim.parties)), claim.event
    tags = [
        f"{word}" if weight(word) >= _RARE else f"{parties}|{word}" for word in rarest(claim.words, _INDEXED)
    ]
    if is_meeting(claim):
        tags.append(f"{parties}|meeting")
    if event.series:
        tags.append(f"{parties}|{event.series}")
    if event.type == "ASSAULT" and event.status == "ongoing":
        tags.append(f"{parties}|war")
    keys = {f"{span}|{tag}" for span in _spans(claim) for tag in tags}
    if event.series and event.ordinal:
        keys.add(f"{event.series}#{event.ordinal}")
    phase = PHASE[event.status]
    return frozenset(keys) if phase == "done" else frozenset(f"{phase}|{key}" for key in keys)


def _spans(claim: EventClaim) -> list[str]:
    """The months (or the year) in which claims of the same event are looked for."""
    span, day = narrow(claim), claim.document.day
    if span:
        return _months(span[0] - timedelta(days=1), span[1] + timedelta(days=1))
    found = [claim.event.when or ""] if whole_year(claim) else []
    if day:
        middle, near = date.fromisoformat(day), timedelta(days=NEAR)
        before = timedelta(days=SOON) if claim.event.series else near
        found += _months(middle - before, middle + near)
    return found


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
        sort_day=sort_day(when, claims),
        claims=claims,
        ties=component.ties_of(claims),
        settled=component.settled,
    )


def _best_when(claims: tuple[EventClaim, ...]) -> str | None:
    """The time most reports give; of equally many the narrowest."""
    given = [w for claim in claims if (w := claim.event.when)]
    counts = Counter(given)
    return min(given, key=lambda w: (-counts[w], _width(w), w), default=None)


def _width(when: str) -> int:
    span = edtf.bounds(when)
    return (span[1] - span[0]).days if span else 10**7


def sort_day(when: str | None, claims: tuple[EventClaim, ...]) -> str:
    """The day to list the event under: its first, or when it has none the first report's day."""
    span = edtf.bounds(when)
    if span and not edtf.is_recurring(when):
        return (span[0] if span[0] != date.min else span[1]).isoformat()
    return min((day for claim in claims if (day := claim.document.day)), default="9999-12-31")


def _months(first: date, last: date) -> list[str]:
    months, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        months.append(f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


T = TypeVar("T", bound="Hashable")


def _ranked(values: Iterable[T]) -> list[tuple[T, int]]:
    """Values by how often they come, then by how they read."""
    return sorted(Counter(values).items(), key=lambda item: (-item[1], str(item[0])))


def _most(values: Iterable[T], otherwise: T | None = None) -> T:
    """The commonest value; `otherwise` where there is none."""
    ranked = _ranked(values)
    return ranked[0][0] if ranked else otherwise  # type: ignore[return-value]
