"""Who acts and who speaks: people, parties, agencies, and what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.errors import InputError
from jejak.views.actor import actor
from jejak.views.people import people, statements
from jejak.views.tally import tally
from jejak.views.timeline import Wanted
from jejak.web.drawing import chart
from jejak.web.filtering import choices
from jejak.web.rendering import Page, Screens

if TYPE_CHECKING:
    from jejak.views.record import Record
    from jejak.views.rows import PersonRow
    from jejak.web.asking import Ask

screens = Screens()

_PEOPLE: Final = 25
_STATEMENTS: Final = 30


@screens.add("/people")
def list_people(ask: Ask) -> Page:
    """Persons, the most often named first."""
    page = ask.number("page", 1, most=200)
    name, party, after = ask.one("q"), ask.one("party"), (page - 1) * _PEOPLE

    def listed(record: Record) -> tuple[PersonRow, ...]:
        return people(record, name, party=party, after=after, limit=_PEOPLE + 1)

    rows = listed(ask.record) if name else ask.kept(f"people {party or ''} {page}", listed)
    more = {"page": page, "further": len(rows) > _PEOPLE, **choices(ask)}
    return Page("people.html", rows[:_PEOPLE], more)


@screens.add("/actors/{id}")
def show_actor(ask: Ask) -> Page:
    """A person, party, agency or organisation, by id, code or name; all persons whom a name may mean."""
    name = ask.path("id")
    try:
        found = ask.kept(f"actor {name}", lambda record: actor(record, name))
    except InputError:
        rows = people(ask.record, name, limit=_PEOPLE)
        if len(rows) < 2:
            raise
        offered = choices(ask)
        chosen = offered["chosen"] | {"q": (name,)}
        return Page("people.html", rows, {"page": 1, "further": False, **offered, "chosen": chosen})
    wanted = Wanted((found.code,)) if found.code and found.party == found.code else None
    return Page("actor.html", found, {"chart": chart(tally(ask.record, wanted)) if wanted else None})


@screens.add("/statements")
def list_statements(ask: Ask) -> Page:
    """Who said what: by speaker, party, subject and time, the latest first."""
    contexts = ask.many("context")
    rows = statements(
        ask.record, by=ask.one("by"), party=ask.one("party"),
        about=ask.one("about") or next(iter(contexts), None), since=ask.one("since"),
        until=ask.one("until"), before=_place(ask), limit=_STATEMENTS,
    )  # fmt: skip
    return Page("statements.html", tuple(reversed(rows)), {"limit": _STATEMENTS, **choices(ask)})


def _place(ask: Ask) -> tuple[str, str, str, int] | None:
    """Day, document, zone and start of the last statement of the page before."""
    parts = (ask.one("before") or "").split(",")
    if len(parts) != 4 or not parts[3].isdecimal():
        return None
    return parts[0], parts[1], parts[2], int(parts[3])
