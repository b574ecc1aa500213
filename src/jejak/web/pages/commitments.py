"""What was promised, where it stands, and how it came there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.views.commitments import board, commitment, commitments
from jejak.vocabulary import COMMITMENT_STATUSES
from jejak.web.filtering import choices, place
from jejak.web.rendering import Moved, Page, Screens

if TYPE_CHECKING:
    from jejak.web.asking import Ask

screens = Screens()

_OF_A_COLUMN: Final = 12
SHOWN: Final = 40


@screens.add("/commitments")
def show_board(ask: Ask) -> Page:
    """Commitments by status; those of some statuses alone as a list."""
    sides = {name: ask.many(name) for name in ("by", "to")}
    between, contexts = ask.many("party"), ask.many("context")
    as_of = ask.one("as_of") or ask.today
    offered = choices(ask, statuses=COMMITMENT_STATUSES)
    if statuses := ask.many("status"):
        limit = ask.number("limit", SHOWN, most=500)
        rows = commitments(
            ask.record, **sides, between=between, contexts=contexts, statuses=statuses, as_of=as_of,
            before=place(ask), limit=limit,
        )  # fmt: skip
        return Page("commitments.html", tuple(reversed(rows)), {"limit": limit, **offered})
    found = board(ask.record, **sides, between=between, contexts=contexts, as_of=as_of, limit=_OF_A_COLUMN)
    return Page("board.html", found, offered)


@screens.add("/commitments/{id}")
def show_commitment(ask: Ask) -> Page:
    """One commitment with every report that tells of it or moved it on."""
    found = commitment(ask.record, ask.path("id"), as_of=ask.one("as_of") or ask.today)
    if ask.path("id") not in (found.id, *(step.report.claim for step in found.history)):
        raise Moved(found.id)
    return Page("commitment.html", found)
