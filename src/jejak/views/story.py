"""One event with all that the record ties to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.errors import InputError
from jejak.views.called import is_called, row_of
from jejak.views.commitments import commitments_of
from jejak.views.discrepancies import discrepancies_of
from jejak.views.rows import PlanRow, StoryRow, TieRow
from jejak.views.timeline import events_by_row

if TYPE_CHECKING:
    from jejak.views.record import Record

_ASIDE: Final = {"realises": "realised", "cancels": "cancelled"}
"""What an event does to a plan -> what that is, seen from the plan."""


def story(record: Record, ident: str) -> StoryRow:
    """An event by its id, one that it had before, or that of a report's claim; else InputError."""
    number = row_of(record, "event", ident)
    found = events_by_row(record, [number]) if number is not None else ()
    event = next((e for e in found if is_called(ident, "event", e.id, e.evidence)), None)
    if number is None or event is None:
        raise InputError(f"the record holds no event {ident!r}", "no_event", id=ident)
    return StoryRow(
        event, _plans(record, number), _ties(record, number), commitments_of(record, number),
        discrepancies_of(record, number),
    )  # fmt: skip


def _plans(record: Record, number: int) -> tuple[PlanRow, ...]:
    rows = record.rows(
        "SELECT plan, kind, reason, score, 1 FROM event_relations WHERE event = ?1"
        " UNION ALL SELECT event, kind, reason, score, 0 FROM event_relations WHERE plan = ?1", (number,),
    )  # fmt: skip
    found = [
        PlanRow(kind if ours else _ASIDE[kind], reason, score, event)
        for other, kind, reason, score, ours in rows
        for event in events_by_row(record, [other])
    ]
    return tuple(sorted(found, key=lambda row: (row.kind, row.event.day, row.event.id)))


def _ties(record: Record, number: int) -> tuple[TieRow, ...]:
    rows = record.rows(
        "SELECT a.name, b.name, t.reason, t.score FROM event_claims AS c JOIN event_ties AS t USING (claim)"
        " JOIN event_claims AS o ON o.claim = t.other JOIN documents AS a ON a.reading = c.reading"
        " JOIN documents AS b ON b.reading = o.reading WHERE c.event = ? ORDER BY t.score DESC, c.id, o.id",
        (number,),
    )
    return tuple(TieRow((one, other), reason, score) for one, other, reason, score in rows)
