"""What happened, in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.views.timeline import timeline
from jejak.web.rendering import Page, Screens

if TYPE_CHECKING:
    from jejak.web.asking import Ask

screens = Screens()


@screens.add("/timeline")
def list_events(ask: Ask) -> Page:
    """Events of parties, types and a period; the latest ones last."""
    rows = timeline(
        ask.record, parties=ask.many("party"), types=ask.many("type"), since=ask.one("since"),
        until=ask.one("until"), limit=ask.number("limit", 50, most=500),
    )  # fmt: skip
    return Page("timeline.html", rows)
