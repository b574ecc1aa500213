"""The first page: what the record holds, what is new, and what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.views.overview import stats
from jejak.web.rendering import Page, Screens

if TYPE_CHECKING:
    from jejak.web.asking import Ask

screens = Screens()


@screens.add("/", twin="/index.json")
def home(ask: Ask) -> Page:
    """What the record holds."""
    return Page("home.html", {"figures": stats(ask.record)})
