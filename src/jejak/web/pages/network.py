"""Who deals with whom over time: drawn by the browser where our layout puts the parties, and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.views.network import MOST_PARTIES, network
from jejak.views.timeline import Wanted
from jejak.web.filtering import choices, events_asked
from jejak.web.rendering import Page, Screens

if TYPE_CHECKING:
    from jejak.views.record import Record
    from jejak.views.rows import NetworkRow
    from jejak.web.asking import Ask

screens = Screens()


@screens.add("/network")
def show_network(ask: Ask) -> Page:
    """The pairs of parties with most events; of the parties asked for with their partners."""
    wanted, most = events_asked(ask), ask.number("limit", MOST_PARTIES, least=2, most=80)

    def drawn(record: Record) -> NetworkRow:
        return network(record, wanted, parties=most)

    row = ask.kept(f"network {most}", drawn) if wanted == Wanted() else drawn(ask.record)
    years = sorted({year.name for edge in row.edges for year in edge.years})
    return Page("network.html", row, {"years": years, "most": most, **choices(ask)})
