"""Search, and where the articles are from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.views.overview import rejections, sources
from jejak.views.search import found
from jejak.web.filtering import choices
from jejak.web.rendering import Page, Screens

if TYPE_CHECKING:
    from jejak.web.asking import Ask

screens = Screens()

_RESULTS: Final = 20
_REJECTIONS: Final = 50


@screens.add("/search")
def search(ask: Ask) -> Page:
    """Articles by their words, with snippets, narrowed by publisher, year and party."""
    page = ask.number("page", 1, most=50)
    row = found(
        ask.record, ask.one("q") or "", publisher=ask.one("publisher"), year=ask.one("year"),
        party=ask.one("party"), after=(page - 1) * _RESULTS, limit=_RESULTS,
    )  # fmt: skip
    more = {"page": page, "further": row.count > page * _RESULTS, "q": ask.one("q"), **choices(ask)}
    return Page("search.html", row, more)


@screens.add("/sources")
def list_sources(ask: Ask) -> Page:
    """The publishers and how much of the record is from each; and pages that could not be read."""
    refused = rejections(ask.record, limit=_REJECTIONS)
    row = {"sources": ask.kept("sources", sources), "rejections": tuple(reversed(refused))}
    return Page("sources.html", row)
