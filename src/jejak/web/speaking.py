"""Values in the words of a reader's language: dates, parties, statuses, places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from jejak.views.asking import party_row
from jejak.views.dates import spoken

if TYPE_CHECKING:
    from jejak.views.rows import PartyRow, PlaceRow, Report
    from jejak.web.catalogue import Words

_FAMILY = {
    name: family
    for family, names in {
        "talk": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
        "help": ("COOPERATE", "AID", "RETREAT"),
        "quarrel": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
        "force": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    }.items()
    for name in names
}
"""PLOVER's quads: verbal and material cooperation, verbal and material conflict."""


@dataclass(frozen=True)
class Speaker:
    """Says values in a language."""

    words: Words

    def when(self, edtf: str | None) -> str:
        """An EDTF value in words."""
        return spoken(edtf, self.words.language)

    def years(self, first: str | None, last: str | None) -> str:
        """A period by its years."""
        return "–".join(sorted({day[:4] for day in (first, last) if day}))

    def party(self, code: str) -> str:
        """The name of a party or agency."""
        return self.name(party_row(code))

    def name(self, party: PartyRow) -> str:
        """The name of a party in this language."""
        return party.english or party.name if self.words.language == "en" else party.name

    def type(self, name: str, mode: str | None = None) -> str:
        """An event type, with its mode."""
        told = self.words(f"type.{name}")
        return f"{told} ({self.words(f'mode.{mode}')})" if mode else told

    def family(self, name: str) -> str:
        """Whether a type of event is cooperation or conflict, in words or in deeds: what its colour says."""
        return _FAMILY[name]

    def place(self, where: str | None, place: PlaceRow | None) -> str:
        """A place as the article writes it, with the country where our lists know one."""
        return where or (place.name if place else "")

    def outlet(self, report: Report) -> str:
        """Who published a report."""
        return report.publisher or report.doc


def web_address(url: str | None) -> str | None:
    """The address if it is of the web, else None: nothing else may become a link."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def in_path(text: str) -> str:
    """The text as one part of an address."""
    return quote(text, safe="")
