"""One set of filters for every export and every page: which events, commitments and statements are meant."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeAlias

from jejak.errors import InputError
from jejak.views.asking import first_day, last_day
from jejak.views.commitments import commitments
from jejak.views.people import statements, statements_between
from jejak.views.relation import pair_of
from jejak.views.rows import CommitmentRow, EventRow, StatementRow
from jejak.views.subject import subject
from jejak.views.timeline import timeline
from jejak.vocabulary import COMMITMENT_STATUSES, EVENT_STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.views.record import Record
    from jejak.views.rows import Report

Item: TypeAlias = EventRow | CommitmentRow | StatementRow

KINDS: Final = ("events", "commitments", "statements")
"""What a record holds that can be chosen from, by name."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted; an empty filter wants all. An item is in if it fits each that is given.

    `parties` all took part (codes or names). `types` are of events, `statuses` of events or of commitments,
    `contexts` of either; `by` is who promises or speaks, `to` who is promised something: what has no such
    thing is not in. `since` and `until`: an event may have happened in that time, a
    commitment was made in it or, where that is not told, first reported, a statement was published in it.
    `about` is a context of the codebook, or words. `as_of` is the day by which commitments are judged.
    """

    parties: tuple[str, ...] = ()
    by: str | None = None
    to: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    about: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, each kind in the order of time."""

    events: tuple[EventRow, ...] = ()
    commitments: tuple[CommitmentRow, ...] = ()
    statements: tuple[StatementRow, ...] = ()

    def reports(self) -> tuple[Report, ...]:
        """Every report of every item, also of what moved a commitment on."""
        return (
            *(report for event in self.events for report in event.evidence),
            *(step.report for promise in self.commitments for step in promise.history),
            *(statement.report for statement in self.statements),
        )


def choose(record: Record, filters: Filters, kinds: Sequence[str] = KINDS) -> Chosen:
    """The items of these kinds that fit; InputError for a party, type, status or date that can't be."""
    event_statuses, commitment_statuses = _statuses(filters.statuses)
    wants = {
        "events": bool(event_statuses or not filters.statuses) and not filters.by and not filters.to,
        "commitments": bool(commitment_statuses or not filters.statuses) and not filters.types,
        "statements": not (filters.statuses or filters.types or filters.contexts or filters.to),
    }
    return Chosen(
        _events(record, filters, event_statuses) if "events" in kinds and wants["events"] else (),
        _commitments(record, filters, commitment_statuses)
        if "commitments" in kinds and wants["commitments"]
        else (),
        _statements(record, filters) if "statements" in kinds and wants["statements"] else (),
    )


def _statuses(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which of the statuses are of events, and which of commitments; InputError for one of neither."""
    wanted = [name.strip().lower().replace("-", "_").replace(" ", "_") for name in names]
    for name, status in zip(names, wanted, strict=True):
        if status not in (*EVENT_STATUSES, *COMMITMENT_STATUSES):
            known = (*EVENT_STATUSES, *COMMITMENT_STATUSES)
            raise InputError(
                f"there is no status {name!r}; the statuses are {', '.join(known)}",
                "none_of", field="status", value=name, known=known,
            )  # fmt: skip
    return (
        tuple(status for status in wanted if status in EVENT_STATUSES),
        tuple(status for status in wanted if status in COMMITMENT_STATUSES),
    )


def _events(record: Record, filters: Filters, statuses: tuple[str, ...]) -> tuple[EventRow, ...]:
    return timeline(
        record, parties=filters.parties, types=filters.types, statuses=statuses,
        contexts=filters.contexts, since=filters.since, until=filters.until, about=filters.about,
    )  # fmt: skip


def _commitments(record: Record, filters: Filters, statuses: tuple[str, ...]) -> tuple[CommitmentRow, ...]:
    theme = subject(filters.about)
    first, last = first_day(filters.since) or "", last_day(filters.until) or "9999-12-31"
    rows = commitments(
        record, between=filters.parties, by=_one(filters.by), to=_one(filters.to), statuses=statuses,
        contexts=filters.contexts, as_of=filters.as_of,
    )  # fmt: skip
    return tuple(
        row
        for row in rows
        if first <= row.day <= last
        and (
            theme is None
            or theme.fits(row.contexts, [row.action, *(step.report.exact for step in row.history)])
        )
    )


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def _statements(record: Record, filters: Filters) -> tuple[StatementRow, ...]:
    if len(filters.parties) < 2:
        party = filters.parties[0] if filters.parties else None
        return statements(
            record, by=filters.by, party=party, about=filters.about, since=filters.since, until=filters.until
        )
    theme = subject(filters.about)
    said = {row.id for row in statements(record, by=filters.by)} if filters.by else None
    return tuple(
        row
        for row in _between(record, filters)
        if (said is None or row.id in said) and (theme is None or theme.fits((), [row.quote]))
    )


def _between(record: Record, filters: Filters) -> tuple[StatementRow, ...]:
    """What was said for any of the parties in articles that tell of dealings of each with each."""
    last = last_day(filters.until) or "9999-12-31"
    of_pairs = [
        statements_between(record, *pair_of(record, x, y), since=first_day(filters.since), limit=None)
        for x, y in combinations(filters.parties, 2)
    ]
    common = frozenset.intersection(*(frozenset(row.report.document for row in rows) for rows in of_pairs))
    found = {row.id: row for rows in of_pairs for row in rows if row.report.document in common}
    return tuple(sorted((row for row in found.values() if _in_time(row)[0] <= last), key=_in_time))


def _in_time(row: StatementRow) -> tuple[str, str, str, int]:
    words = row.report
    return (words.published or "9999")[:10], words.document, words.zone, words.start


def reports_of(row: Item) -> tuple[Report, ...]:
    """The reports that tell of an item itself, in the order of publication; there is always one."""
    if isinstance(row, EventRow):
        return row.evidence
    if isinstance(row, CommitmentRow):
        return tuple(step.report for step in row.history if step.event is None)
    return (row.report,)
