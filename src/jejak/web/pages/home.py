"""The first page: what the record holds, what is new, and what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.views.commitments import due
from jejak.views.news import latest_reading, news
from jejak.views.overview import sources, stats
from jejak.views.parties import pairs
from jejak.web.rendering import Page, Screens
from jejak.web.visits import last_seen

if TYPE_CHECKING:
    from jejak.web.asking import Ask

screens = Screens()

COUNTED: Final = {"stats": stats, "sources": sources}
"""What the first page counts over the whole record."""

_PUBLISHERS: Final = 8
_PAIRS: Final = 8
_DUE: Final = 4


@screens.add("/", twin="/index.json")
def home(ask: Ask) -> Page:
    """What the record holds, what came in since the last visit, and what is due."""
    since, seen = last_seen(ask.request, latest_reading(ask.record))
    row = {
        "figures": ask.kept("stats", stats),
        "news": news(ask.record, since) if since is not None else None,
        "due": ask.then("due", lambda record: due(record, as_of=ask.settings.today, limit=_DUE)),
        "publishers": ask.kept("sources", sources)[:_PUBLISHERS],
        "pairs": ask.then("pairs", lambda record: pairs(record, limit=_PAIRS)),
    }
    return Page("home.html", row, cookies={"jejak_seen": seen})
