"""Promises across articles: which are one, what moved them on, and where they stand on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jejak import edtf
from jejak.claims import CommitmentClaim, EventClaim, group_id, states
from jejak.record.grouping import Component, Rules, Tie, regroup
from jejak.record.themes import CARRYING, carry_keys, on_the_day, themes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_YEARS_APART: Final = 2
"""A promise made again within so many years is the same promise."""

_FINAL: Final = ("contradicted", "abandoned", "fulfilled")
"""Statuses that end a promise, the one that outweighs the others first."""


@dataclass(frozen=True)
class RecordCommitment:
    """One promise with the claims that tell of it; fields from the earliest claim, due as most give it.

    `ties` are the pairs of claims by which they were joined; `settled` as in its Component.
    """

    id: str
    component: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    made: str | None
    due: str | None
    contexts: tuple[str, ...]
    sort_day: str
    claims: tuple[CommitmentClaim, ...]
    ties: frozenset[Tie] = frozenset()
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An event by which a promise is carried out: the status it moves to, and why we think so."""

    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a promise stands on a day. `recurring`: it is kept again and again."""

    status: str
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A point in a promise's life: what it became, and the ISO day by whose report (or the calendar)."""

    status: str
    day: str | None


_RANK: Final = ("pledged", "overdue", "under_way", "recurring", "fulfilled", "abandoned", "contradicted")
"""A report moves a promise to a later stage of these, never back."""


def group_commitments(
    claims: Iterable[CommitmentClaim],
    old: Iterable[Component[CommitmentClaim]] = (),
    rules: Rules[CommitmentClaim] | None = None,
) -> list[RecordCommitment]:
    """The commitments that the claims tell of, in a fixed order whatever the order of the claims.

    `old` are whole components as they were grouped before, which the claims may join; `rules` others than
    ours, with what people decided.
    """
    rules = rules or Rules(likeness, same_blocks)
    found = regroup(old, claims, rules.likeness, rules.blocks)
    return [promise for component in found for promise in commitments_of(component)]


def commitments_of(component: Component[CommitmentClaim]) -> list[RecordCommitment]:
    """The commitments that the groups of a component are."""
    return [_commitment(component, members) for members in component.groups]


def likeness(a: CommitmentClaim, b: CommitmentClaim) -> float:
    """How surely two claims tell of one promise: 0 if nothing speaks for it, -1 if they cannot."""
    return _likeness(a, b) if a.key <= b.key else _likeness(b, a)


@lru_cache(maxsize=1 << 16)
def _likeness(a: CommitmentClaim, b: CommitmentClaim) -> float:
    one, two = a.commitment, b.commitment
    if (
        a.document.id == b.document.id
        or states(one.by) != states(two.by)
        or (one.to and two.to and states(one.to) != states(two.to))
        or (one.due and two.due and not edtf.overlaps(one.due, two.due))
        or _years_between(a.made_day, b.made_day) > _YEARS_APART
    ):
        return -1.0
    shared = a.words & b.words
    share = len(shared) / max(1, min(len(a.words), len(b.words)))
    return share if len(shared) >= 2 and share >= 0.6 else 0.0


def why_same(a: CommitmentClaim, b: CommitmentClaim) -> tuple[str, float]:
    """Why two claims were joined, and how sure it is."""
    return "same words: " + ", ".join(sorted(a.words & b.words)), likeness(a, b)


@lru_cache(maxsize=1 << 16)
def same_blocks(claim: CommitmentClaim) -> frozenset[str]:
    """Keys that two claims of one promise share: who promises, and one content word."""
    by = "+".join(sorted(states(claim.commitment.by)))
    return frozenset(f"{by}|{word}" for word in sorted(claim.words)[:24])


def commitment_blocks(claim: CommitmentClaim) -> frozenset[str]:
    """Keys under which its other claims are found, and the events that may carry it out."""
    return same_blocks(claim) | carry_blocks(claim)


def carry_blocks(claim: CommitmentClaim) -> frozenset[str]:
    """Keys shared with the events that may carry the promise out."""
    return carry_keys(claim.parties, claim.commitment.contexts, claim.commitment.due)


def step(promise: CommitmentClaim, report: EventClaim) -> Step | None:
    """How an event moves a promise on; None if it does not, or we can't be sure enough.

    The event must be told by a later article, be done or going on, join the same parties, have the
    promiser among those who act, and be about the same kind of work (theme) or told in the same words; of a
    meeting on the very day that was promised one word is enough.
    """
    event, commitment = report.event, promise.commitment
    if event.type not in CARRYING or event.status not in ("occurred", "ongoing", "recurring"):
        return None
    if promise.parties != report.parties or not states(commitment.by) & states(event.actors):
        return None
    if not _later(promise, report):
        return None
    shared = promise.words & report.words
    share = len(shared) / max(1, min(len(promise.words), len(report.words)))
    told_alike = len(shared) >= 2 and share >= 0.6
    if shared and event.type == "CONSULT" and on_the_day(commitment.due, event.when):
        return Step("fulfilled", "on the day it was due, same words: " + ", ".join(sorted(shared)))
    themes = themes_of(promise.words) & themes_of(report.words)
    if not told_alike and not (themes and event.type in ("AID", "COOPERATE")):
        return None
    reason = (
        "same words: " + ", ".join(sorted(shared))
        if told_alike
        else "same work: " + ", ".join(sorted(themes))
    )
    done = (
        told_alike and event.status == "occurred" and (commitment.due or event.type in ("SUPPORT", "CONSULT"))
    )
    return Step("fulfilled" if done else "under_way", reason)


def standing(
    claims: Sequence[tuple[str, str | None]], steps: Sequence[tuple[str, str]], due: str | None, as_of: date
) -> Standing:
    """Where a promise stands on a day.

    `claims` are the statuses that the articles report, with their days; `steps` the statuses that events
    moved it to, with the events' own statuses. Overdue is decided by the calendar: the last day it may
    be due has passed and no report shows that anything came of it.
    """
    told = {status for status, _ in claims} | {status for status, _ in steps}
    recurring = any(event == "recurring" for _, event in steps)
    for status in _FINAL:
        if status in told:
            return Standing(status, recurring)
    if "under_way" in told:
        return Standing("under_way", recurring)
    span = edtf.bounds(due)
    passed = span is not None and span[1] < as_of
    return Standing("overdue" if passed or "overdue" in told else "pledged")


def stages(
    claims: Sequence[tuple[str, str | None]],
    steps: Sequence[tuple[str, str, str | None]],
    due: str | None,
    as_of: date,
) -> tuple[Stage, ...]:
    """The life of a promise up to a day, in the order of the reports' days, unknown days last.

    `claims` are (status, day) as the articles tell it, `steps` (status, event's status, day). The first
    report that it is being kept makes it under way; a later one that this happens again and again, recurring.
    """
    told = [(day, _RANK.index(status), status) for status, day in claims]
    kept = [(day, _RANK.index(status), status) for status, _, day in steps]
    first_kept = min((day for _, _, day in steps if day), default=None)
    again = [
        (day, _RANK.index("recurring"), "recurring")
        for status, event, day in steps
        if status == "under_way" and event == "recurring" and day and first_kept and day > first_kept
    ]
    found: list[Stage] = []
    for day, rank, status in sorted((*told, *kept, *again), key=lambda s: (s[0] or "9999-12-31", s[1])):
        if not found or rank > _RANK.index(found[-1].status):
            found.append(Stage(status, day))
    span = edtf.bounds(due)
    if span and found and found[-1].status == "pledged" and span[1] < as_of:
        found.append(Stage("overdue", (span[1] + timedelta(days=1)).isoformat()))
    return tuple(found)


def _commitment(
    component: Component[CommitmentClaim], claims: tuple[CommitmentClaim, ...]
) -> RecordCommitment:
    first = min(claims, key=lambda c: (c.made_day or "9999", c.key))
    dues = [c.commitment.due for c in claims if c.commitment.due]
    made = first.commitment.made or first.document.day
    return RecordCommitment(
        id=group_id("commitment", (claim.key for claim in claims)),
        component=component.key,
        by=first.commitment.by,
        to=first.commitment.to or next((c.commitment.to for c in claims if c.commitment.to), ()),
        action=first.commitment.action,
        made=made,
        due=max(sorted(set(dues)), key=dues.count, default=None),
        contexts=first.commitment.contexts,
        sort_day=sort_day(made, first),
        claims=claims,
        ties=component.ties_of(claims),
        settled=component.settled,
    )


def sort_day(made: str | None, first: CommitmentClaim) -> str:
    """The ISO day to list a commitment under: when it was made, or first told."""
    return _first_day(made) or first.document.day or "9999-12-31"


def _first_day(made: str | None) -> str | None:
    span = edtf.bounds(made)
    return span[0].isoformat() if span and span[0] != date.min else None


def _later(promise: CommitmentClaim, report: EventClaim) -> bool:
    """Whether the event is reported after the promise, and did not end before it."""
    made, told = promise.made_day, report.document.day
    if not made or not told or told <= made or report.document.id == promise.document.id:
        return False
    span = report.span
    return span is None or span[1].isoformat() >= made


def _years_between(a: str | None, b: str | None) -> float:
    if not a or not b:
        return 0.0
    return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days) / 365.25
