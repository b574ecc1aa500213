"""What lists can be narrowed by: the filter that a page was asked for, and the choices its form offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jejak.views.parties import parties
from jejak.views.timeline import wanted_events
from jejak.vocabulary import CONTEXTS, EVENT_STATUSES, EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.views.timeline import Wanted
    from jejak.web.asking import Ask

MOST_MEMBERS: Final = 250
"""Parties that a form suggests, those in most events."""

_NAMES: Final = (
    "party", "type", "status", "context", "since", "until", "by", "to", "as_of", "q", "publisher", "year",
    "about", "as_known_on",
)  # fmt: skip
"""Parameters that narrow a list; others say which page of it is shown."""


def events_asked(ask: Ask, *, party: Sequence[str] | None = None) -> Wanted:
    """Which events a page was asked for; `party` stands in its address where it isn't a parameter."""
    return wanted_events(
        ask.record, parties=ask.many("party") if party is None else party, types=ask.many("type"),
        statuses=ask.many("status"), contexts=ask.many("context"), since=ask.one("since"),
        until=ask.one("until"), before=place(ask),
    )  # fmt: skip


def place(ask: Ask) -> tuple[str, str] | None:
    """Where the page before ended: day and id of its last item."""
    day, comma, ident = (ask.one("before") or "").partition(",")
    return (day, ident) if comma else None


def choices(ask: Ask, *, statuses: Sequence[str] = EVENT_STATUSES) -> dict[str, Any]:
    """What the form of a filter offers, and what of it is chosen."""
    given = {name: ask.many(name) for name in _NAMES}
    return {
        "members": parties(ask.record, limit=MOST_MEMBERS),
        "offered": {"type": EVENT_TYPES, "status": tuple(statuses), "context": CONTEXTS},
        "chosen": given,
        "narrowed": any(given.values()),
    }  # fmt: skip
