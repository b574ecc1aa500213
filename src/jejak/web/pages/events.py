"""One event, and what gathers events: meeting series, named agreements, and what sources disagree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.views.discrepancies import discrepancies
from jejak.views.instruments import instrument, instruments
from jejak.views.series import series, series_counts
from jejak.views.story import story
from jejak.web.filtering import choices
from jejak.web.rendering import Moved, Page, Screens

if TYPE_CHECKING:
    from jejak.views.record import Record
    from jejak.views.rows import DiscrepancyRow
    from jejak.web.asking import Ask

screens = Screens()

_INSTRUMENTS: Final = 100
_DISCREPANCIES: Final = 25


@screens.add("/events/{id}")
def show_event(ask: Ask) -> Page:
    """One event with all its reports, and what it is tied to."""
    found = story(ask.record, ask.path("id"))
    if ask.path("id") not in (found.event.id, *(report.claim for report in found.event.evidence)):
        raise Moved(found.event.id)
    return Page("event.html", found)


@screens.add("/series")
def list_series(ask: Ask) -> Page:
    """Meeting series, those with most events first."""
    return Page("series_list.html", series_counts(ask.record))


@screens.add("/series/{name:path}")
def show_series(ask: Ask) -> Page:
    """A series with its meetings in order, the numbers missing between them, and the next one announced."""
    return Page("series.html", series(ask.record, ask.path("name")))


@screens.add("/instruments")
def list_instruments(ask: Ask) -> Page:
    """Named agreements, plans and statements, the latest first."""
    rows = instruments(ask.record, parties=ask.many("party"), limit=_INSTRUMENTS)
    return Page("instruments.html", tuple(reversed(rows)), choices(ask))


@screens.add("/instruments/{id}")
def show_instrument(ask: Ask) -> Page:
    """One instrument with everything that is said of it."""
    return Page("instrument.html", instrument(ask.record, ask.path("id")))


@screens.add("/discrepancies")
def list_discrepancies(ask: Ask) -> Page:
    """On what sources disagree, both sides with their words."""
    parties, since, until = ask.many("party"), ask.one("since"), ask.one("until")

    def found(record: Record) -> tuple[DiscrepancyRow, ...]:
        return discrepancies(record, parties=parties, since=since, until=until, limit=_DISCREPANCIES)

    rows = found(ask.record) if parties or since or until else ask.kept("discrepancies", found)
    return Page("discrepancies.html", rows, {"limit": _DISCREPANCIES, **choices(ask)})
