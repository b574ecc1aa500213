"""Where events happened, on our own boundaries from a chosen point of view; the same as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.views.map import events_at, places
from jejak.views.timeline import Wanted
from jejak.web.asking import language_of
from jejak.web.filtering import choices, events_asked
from jejak.web.rendering import Page, Screens

if TYPE_CHECKING:
    from jejak.views.rows import SpotRow
    from jejak.web.asking import Ask

screens = Screens()

VIEWS: Final = ("idn", "iso")
"""Points of view that boundaries can be drawn from: the files of `static/boundaries/`."""

_LISTED: Final = 20


@screens.add("/map")
def show_map(ask: Ask) -> Page:
    """The places of the wanted events; `place` lists those of one of them, `view` chooses the boundaries."""
    wanted = events_asked(ask)
    row = (
        ask.kept("map", lambda record: places(record, wanted))
        if wanted == Wanted()
        else places(ask.record, wanted)
    )
    spot = next((spot for spot in row.spots if spot.id == ask.one("place")), None)
    language = language_of(ask.request)
    usual = "idn" if language == "id" else "iso"
    view = ask.one("view")
    limit = ask.number("limit", _LISTED, most=500)
    more = {
        "spot": spot, "events": events_at(ask.record, wanted, spot, limit=limit)[::-1] if spot else (),
        "limit": limit, "view": view if view in VIEWS else usual, "views": VIEWS,
        "called": lambda one: _called(one, language), **choices(ask),
    }  # fmt: skip
    return Page("map.html", row, more)


def _called(spot: SpotRow, language: str) -> str:
    """A place by its name in English, or as Indonesian articles write it, in the shortest way."""
    return spot.name if language == "en" or not spot.written else min(spot.written, key=len)
