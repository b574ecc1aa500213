"""What changed in the record between two looks at it: new events, and promises made, moved on or missed.

A look is kept as a `Mark`. An event is new where no document that the record held at the mark tells of it:
another report of what was known is none. A commitment's standing is kept by its claims, whose ids stay when
commitments are joined.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jejak.views.asking import json_list
from jejak.views.commitments import commitment, standings
from jejak.views.timeline import events_by_row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jejak.views.record import Record
    from jejak.views.rows import CommitmentRow, EventRow


@dataclass(frozen=True, slots=True)
class Mark:
    """What the record held: the number of its last document, and where each commitment claim stood."""

    document: int = 0
    standings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A commitment that stands elsewhere than before; `was` is None where nothing was known of it."""

    was: str | None
    commitment: CommitmentRow


@dataclass(frozen=True, slots=True)
class ChangesRow:
    """What is new since a mark: events by when they happened, then commitments by when they were made."""

    documents: int
    events: tuple[EventRow, ...]
    moved: tuple[MovedRow, ...]


def mark(record: Record, *, as_of: date | None = None) -> Mark:
    """What the record holds now, with commitments as they stand on a day (today if not given)."""
    stands = standings(record, as_of=as_of)
    claims = record.rows(
        "SELECT c.id, i.id FROM commitment_claims AS c JOIN commitments AS i USING (commitment)"
    )
    return Mark(
        record.count("SELECT max(document) FROM main.documents"),
        {claim: stands[ident] for claim, ident in claims if ident in stands},
    )


def changes(record: Record, before: Mark, now: Mark, *, as_of: date | None = None) -> ChangesRow:
    """What changed from one mark to the other; `now` is the mark of the record as it is."""
    return ChangesRow(
        record.count("SELECT count(*) FROM documents WHERE document > ?", (before.document,)),
        _new_events(record, before.document),
        tuple(
            MovedRow(was, row)
            for ident, was in _moved(record, before, now)
            for row in (commitment(record, ident, as_of=as_of),)
        ),
    )


def _new_events(record: Record, since: int) -> tuple[EventRow, ...]:
    rows = record.rows(
        "SELECT c.event FROM event_claims AS c JOIN readings AS r USING (reading) JOIN events USING (event)"
        " WHERE c.event IN (SELECT x.event FROM readings AS y JOIN event_claims AS x USING (reading)"
        " WHERE y.document > ?1) GROUP BY c.event HAVING min(r.document) > ?1", (since,),
    )  # fmt: skip
    return events_by_row(record, (row[0] for row in rows))


def _moved(record: Record, before: Mark, now: Mark) -> list[tuple[str, str | None]]:
    """Commitments whose standing is another than that of any claim of theirs was, and what it was."""
    differ = [claim for claim, status in now.standings.items() if before.standings.get(claim) != status]
    rows = record.rows(
        "SELECT i.id, c.id FROM commitments AS i JOIN commitment_claims AS c USING (commitment)"
        " WHERE i.commitment IN (SELECT commitment FROM commitment_claims WHERE id IN"
        " (SELECT value FROM json_each(?))) ORDER BY i.sort_day, i.id, c.id", (json_list(differ),),
    )  # fmt: skip
    claims: dict[str, list[str]] = {}
    for ident, claim in rows:
        claims.setdefault(ident, []).append(claim)
    found: list[tuple[str, str | None]] = []
    for ident, told in claims.items():
        was = [before.standings[claim] for claim in told if claim in before.standings]
        if now.standings.get(told[0], was[0] if was else None) not in was:
            found.append((ident, was[0] if was else None))
    return found
