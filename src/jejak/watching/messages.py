"""What a poll brought, as JSON: lines for a program that listens, one message for a webhook."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from jejak.model import content_id
from jejak.views.rows import as_dict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jejak.views.changes import MovedRow
    from jejak.watching.watch import Polled

MOST_TOLD: Final = 200
"""New events, and moved commitments, that one message holds; `left_out` counts the others."""


def lines_of(polled: Polled) -> Iterator[dict[str, Any]]:
    """One object for each new event and each moved commitment, then one for the poll itself."""
    for event in polled.changes.events:
        yield {"kind": "event", "at": polled.at, "event": as_dict(event)}
    for moved in polled.changes.moved:
        yield {"kind": "commitment", "at": polled.at, **_moved(moved)}
    yield {"kind": "poll", "at": polled.at, **_figures(polled)}


def message_of(polled: Polled) -> dict[str, Any]:
    """One message with all of it. Its `id` is made of what it says: the same when it is sent again."""
    events, moved = polled.changes.events, polled.changes.moved
    body = {
        "at": polled.at, "poll": _figures(polled),
        "events": [as_dict(event) for event in events[:MOST_TOLD]],
        "commitments": [_moved(row) for row in moved[:MOST_TOLD]],
        "left_out": max(0, len(events) - MOST_TOLD) + max(0, len(moved) - MOST_TOLD),
    }  # fmt: skip
    return {"id": content_id("watch", json.dumps(body, sort_keys=True)), **body}


def _moved(row: MovedRow) -> dict[str, Any]:
    return {"was": row.was, "now": row.commitment.status, "commitment": as_dict(row.commitment)}


def _figures(polled: Polled) -> dict[str, Any]:
    return {
        "asked": polled.asked, "unchanged": polled.unchanged, "failed": polled.failed,
        **asdict(polled.counts), "events": len(polled.changes.events),
        "commitments": len(polled.changes.moved), "troubles": polled.troubles,
    }  # fmt: skip
