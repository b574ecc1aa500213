"""Values in the words of a reader's language: dates, parties, statuses, places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from jejak.views.asking import party_row
from jejak.views.dates import spoken

if TYPE_CHECKING:
    from jejak.errors import InputError
    from jejak.views.rows import MemberRow, PartyRow, Report
    from jejak.web.catalogue import Words

_LONG_NAME: Final = 28
"""Letters from which on an organisation of states goes by its acronym."""

_FAMILY: Final = {
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


def family_of(name: str) -> str:
    """The family of an event type."""
    return _FAMILY[name]


_ONE_OF: Final = {"parties": "party", "kinds": "kind"}


@dataclass(frozen=True)
class Speaker:
    """Says values in a language."""

    words: Words

    def when(self, edtf: str | None) -> str:
        """An EDTF value in words."""
        return spoken(edtf, self.words.language)

    def span(self, since: str, until: str) -> str:
        """A period from one EDTF value to another, or the one if they are the same."""
        return self.when(since) if since == until else f"{self.when(since)} – {self.when(until)}"

    def above(self, since: str, until: str) -> list[str]:
        """The wider periods in which one month or day lies: its year, its month."""
        same = since == until and len(since) in (7, 10) and since[:4].isdigit()
        return [since[:length] for length in (4, 7) if same and length < len(since)]

    def brief(self, when: str) -> str:
        """A year, month or day in as few letters as a chart has room for."""
        said = self.when(when).split()
        return " ".join(said[:2]) if len(when) == len("2018-11-14") else " ".join(said)

    def counts(self, events: int, reports: int) -> str:
        """Events beside reports: "2 events in 5 reports"."""
        return self.words(
            "count.told_in", events=self.words("count.n_events", n=events),
            reports=self.words("event.reports", n=reports),
        )  # fmt: skip

    def percent(self, share: float) -> str:
        """A share of one as a whole percentage."""
        return f"{round(100 * share)}%"

    def about(self, text: str) -> str:
        """What a discrepancy is about, `TYPE sides`, with the type in words."""
        name, _, sides = text.partition(" ")
        return f"{self.type(name)} {sides}" if self.words.has(f"type.{name}") else text

    def years(self, first: str | None, last: str | None) -> str:
        """A period by its years."""
        return "–".join(sorted({day[:4] for day in (first, last) if day}))

    def party(self, code: str) -> str:
        """The name of a party or agency."""
        return self.name(party_row(code))

    def name(self, party: PartyRow | MemberRow) -> str:
        """The name of a party in this language; the acronym where the name is long and English has one."""
        english = party.english or party.name
        acronym = len(party.name) > _LONG_NAME and english.isupper()
        return english if self.words.language == "en" or acronym else party.name

    def type(self, name: str, mode: str | None = None) -> str:
        """An event type, with its mode."""
        told = self.words(f"type.{name}")
        return f"{told} ({self.words(f'mode.{mode}')})" if mode else told

    def family(self, name: str) -> str:
        """Whether a type of event is cooperation or conflict, in words or in deeds: what its colour says."""
        return family_of(name)

    def fault(self, error: InputError, *, on_screen: bool = True) -> str | None:
        """What is wrong with what somebody asked; None where only English words are known.

        Fields go by what they are called on screen, or by their names as parameters.
        """
        if error.key is None or not self.words.has(f"fault.{error.key}"):
            return None
        values = {name: self._said(name, value) for name, value in error.values.items()}
        if "field" in values and on_screen:
            values["field"] = self._field(str(values["field"]))
        return self.words(f"fault.{error.key}", **values)

    def _said(self, name: str, value: object) -> object:
        """A value of a fault: a kind, type or party by its name, several with commas."""
        if isinstance(value, tuple):
            return ", ".join(str(self._said(_ONE_OF.get(name, name), one)) for one in value)
        text = str(value)
        if name == "kind":
            family = "kind" if self.words.has(f"kind.{text}") else "document.kinds"
            return self.words(f"{family}.{text}") if self.words.has(f"{family}.{text}") else text
        if name == "party":
            return f"{text} ({self.party(text)})"
        if name == "type" and self.words.has(f"type.{text}"):
            return self.words(f"type.{text}")
        return value if isinstance(value, int) else text

    def _field(self, name: str) -> str:
        """What a field of a form or a parameter of an address is called on screen."""
        for family in ("fault.field", "filter", "review.field"):
            if self.words.has(f"{family}.{name}"):
                return self.words(f"{family}.{name}")
        return name

    def outlet(self, report: Report) -> str:
        """Who published a report."""
        return report.publisher or report.doc


def web_address(url: str | None) -> str | None:
    """The address if it is of the web, else None: nothing else may become a link."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def in_path(text: str) -> str:
    """The text as one part of an address."""
    return quote(text, safe="")
