"""What happened, in the order of time: all of it, or what parties did together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotations
from fastapi.responses import RedirectResponse

from jejak.errors import InputError
from jejak.views.asking import party_code
from jejak.views.instruments import instruments
from jejak.views.parties import pairs
from jejak.views.people import statements_between
from jejak.views.relation import parties_of, relation, series_between
from jejak.views.tally import tally
from jejak.views.timeline import Wanted, events_wanted
from jejak.web.drawing import chart
from jejak.web.filtering import choices, events_asked
from jejak.web.rendering import Page, Screens

if TYPE_CHECKING:
    from jejak.views.rows import TallyRow
    from jejak.web.asking import Ask

screens = Screens()

SHOWN: Final = 30
_OF_A_RELATION: Final = 12
_FEW: Final = 6
"""Of each kind that a relation lists."""
_PAIRS: Final = 60


@screens.add("/timeline")
def list_events(ask: Ask) -> Page:
    """Events of parties, types, statuses, contexts and a period, the latest first, below their counts."""
    wanted = events_asked(ask)
    limit = ask.number("limit", SHOWN, most=500)
    events = events_wanted(ask.record, wanted, limit=limit)
    counted = _tally(ask, replace(wanted, before=None))
    row = {"tally": counted, "events": tuple(reversed(events))}
    return Page("timeline.html", row, {"chart": chart(counted), "limit": limit, **choices(ask)})


def _tally(ask: Ask, wanted: Wanted) -> TallyRow:
    """How many there were; of all events as kept by this server."""
    if wanted == Wanted():
        return ask.kept("tally", lambda record: tally(record, wanted))
    return tally(ask.record, wanted)


@screens.add("/relations")
def list_pairs(ask: Ask) -> Page:
    """The pairs of parties that deal with each other most, all or those of one party."""
    party = ask.one("party")
    code = party_code(ask.record, party).split(":")[0] if party else None
    rows = pairs(ask.record, party=code, limit=ask.number("limit", _PAIRS, most=1000))
    return Page("relations.html", rows, {"party": code, **choices(ask)})


@screens.router.get("/relation")
def choose_parties(request: Request) -> RedirectResponse:
    """Where a form with two parties leads."""
    names = [name.strip() for name in request.query_params.getlist("party") if name.strip()]
    path = "/".join(quote(name, safe="") for name in names)
    return RedirectResponse(f"/relation/{path}" if len(names) > 1 else "/relations", 303)


@screens.add("/relation/{parties:path}")
def show_relation(ask: Ask) -> Page:
    """What two or more parties did together: counts, events, meetings, agreements, commitments, voices."""
    codes = parties_of(ask.record, [name for name in ask.path("parties").split("/") if name])
    wanted = events_asked(ask, party=codes)
    counted = tally(ask.record, replace(wanted, before=None))
    limit = ask.number("limit", _OF_A_RELATION, most=500)
    events = events_wanted(ask.record, wanted, limit=limit)
    found = ask.kept(
        f"relation {' '.join(codes)} {ask.today}",
        lambda record: relation(record, *codes, as_of=ask.today, limit=_FEW),
    )
    if not found.events and not found.commitments:
        raise InputError(
            f"the record tells of no dealings of {' and '.join(codes)}", "no_dealings", parties=codes
        )
    row = {
        "relation": found, "tally": counted, "events": tuple(reversed(events)),
        "series": series_between(ask.record, replace(wanted, before=None)),
        "instruments": instruments(ask.record, parties=codes, limit=_FEW),
        "statements": _voices(ask, codes),
    }  # fmt: skip
    more = {"chart": chart(counted), "codes": codes, "limit": limit, **choices(ask)}
    return Page("relation.html", row, more)


def _voices(ask: Ask, codes: tuple[str, ...]) -> tuple[object, ...]:
    """The latest statements in articles that tell of dealings of the first two."""
    return tuple(reversed(statements_between(ask.record, codes[0], codes[1], limit=_FEW)))
