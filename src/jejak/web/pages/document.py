"""An article with every finding marked in its text, and a margin that lists them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from jejak.views.marked import KINDS, marked_article
from jejak.web.marking import NUMBERED, numbers, paragraphs
from jejak.web.rendering import Page, Screens

if TYPE_CHECKING:
    from jejak.web.asking import Ask

screens = Screens()

SHOWN_FIRST: Final = NUMBERED
"""Kinds that are marked if not asked for others: parties and times are everywhere in a text."""


@screens.add("/documents/{document}")
def show_article(ask: Ask) -> Page:
    """The article with its findings; `show` names the kinds to mark."""
    row = marked_article(ask.record, ask.path("document"), rejected=True)
    asked = tuple(kind for kind in ask.many("show") if kind in KINDS)
    listed = list(enumerate(row.findings))
    more = {
        "zones": [(zone, paragraphs(text, zone, row.findings)) for zone, text in row.zones.items()],
        "number": numbers(row.findings),
        "notes": [(n, found) for n, found in listed if found.kind in NUMBERED],
        "small": {
            kind: [(n, found) for n, found in listed if found.kind == kind] for kind in ("actor", "time")
        },
        "counts": Counter(found.kind for found in row.findings),
        "anchor": _anchors([finding.claim for finding in row.findings]),
        "kinds": KINDS,
        "shown": asked or SHOWN_FIRST,
    }
    return Page("document.html", row, more)


def _anchors(claims: list[str]) -> list[str]:
    """What each finding is called on the page: its claim, with a number where several have the same."""
    seen: dict[str, int] = {}
    names = []
    for claim in claims:
        seen[claim] = seen.get(claim, 0) + 1
        names.append(claim if seen[claim] == 1 else f"{claim}-{seen[claim]}")
    return names
