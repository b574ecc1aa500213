"""A mark of what the record holds: the same as long as nothing was read into it or decided about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.model import content_id

if TYPE_CHECKING:
    from jejak.views.record import Record


def state(record: Record) -> str:
    """16 hex digits that change with every page that is read or rejected, and with every decision."""
    row = record.row(
        "SELECT (SELECT max(reading) FROM readings), (SELECT max(capture) FROM captures),"
        " (SELECT max(decision) FROM decisions), (SELECT max(rejection) FROM rejections),"
        " (SELECT max(document) FROM main.documents)"
    )
    return content_id("state", *(row or ()))
