"""What came into the record since somebody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.views.rows import NewsRow
from jejak.views.timeline import events_by_row

if TYPE_CHECKING:
    from jejak.views.record import Record


def latest_reading(record: Record) -> int:
    """The number of the last reading: it grows with each page that is read, and never falls."""
    return record.count("SELECT max(reading) FROM readings")


def news(record: Record, since: int, *, limit: int = 5) -> NewsRow:
    """What was read after a reading: documents, events and commitments told of, and the latest events."""
    events = [
        row[0] for row in record.rows(
            "SELECT DISTINCT e.event FROM event_claims AS c JOIN events AS e USING (event)"
            " WHERE c.reading > ? ORDER BY e.sort_day DESC, e.event DESC", (since,),
        )
    ]  # fmt: skip
    return NewsRow(
        since, latest_reading(record),
        record.count("SELECT count(*) FROM documents WHERE reading > ?", (since,)),
        len(events),
        record.count(
            "SELECT count(DISTINCT commitment) FROM commitment_claims JOIN commitments USING (commitment)"
            " WHERE reading > ?", (since,),
        ),
        events_by_row(record, events[:limit]),
    )  # fmt: skip
