"""One event with all that the record ties to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.errors import InputError
from jejak.views.commitments import commitments_of
from jejak.views.discrepancies import discrepancies_of
from jejak.views.rows import PlanRow, StoryRow, TieRow
from jejak.views.timeline import events_by_row

if TYPE_CHECKING:
    from jejak.views.record import Record

_ASIDE: Final = {"realises": "realised", "cancels": "cancelled"}
"""What an event does to a plan -> what that is, seen from the plan."""


def story(record: Record, ident: str) -> StoryRow:
    """An event by its id, or by that of a report's claim; InputError if there is none."""
    row = record.row(
        "SELECT event FROM events WHERE id = ?1 UNION ALL SELECT c.event FROM event_claims AS c"
        " JOIN events USING (event) WHERE c.id = ?1", (ident,),
    )  # fmt: skip
    found = events_by_row(record, [row[0]]) if row else ()
    event = next((e for e in found if ident in (e.id, *(r.claim for r in e.evidence))), None)
    if row is None or event is None:
        raise InputError(f"the record holds no event {ident!r}", "no_event", id=ident)
    number = row[0]
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
