"""The note as a value: sections of sentences, and the footnotes that they point to. No markup in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jejak.views.rows import Report


@dataclass(frozen=True, slots=True)
class Footnote:
    """Words of one document, as they stand there: offsets are code points of the zone, end exclusive."""

    number: int
    publisher: str | None
    published: str | None
    title: str | None
    url: str | None
    doc: str
    document: str
    capture: str | None
    zone: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the note says, in three parts, and the numbers of the footnotes that say so: at least one.

    `lead` is when and where, `text` is ours, `quote` the words of a page ("" if none are needed).
    """

    lead: str
    text: str
    quote: str
    notes: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.notes:
            raise ValueError(f"a sentence without a source: {self.text!r}")

    @property
    def stop(self) -> str:
        """The full stop, where the quoted words do not bring their own."""
        return "" if self.quote.rstrip().endswith((".", "?", "!")) else "."


@dataclass(frozen=True, slots=True)
class Figures:
    """A small table of counts, made of all that the record holds. Every row has a cell for each heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences; `nothing` is what to say where there are none. Figures come first."""

    title: str
    sentences: tuple[Sentence, ...] = ()
    nothing: str = ""
    figures: Figures | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A briefing note. `about` says what it covers and from what it is made."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]


@dataclass
class Notebook:
    """Numbers the footnotes in the order in which they are first needed, each words once."""

    notes: dict[tuple[str, str, int, int], Footnote] = field(default_factory=dict)

    def cite(self, reports: Iterable[Report]) -> tuple[int, ...]:
        """The numbers of these reports' words."""
        return tuple(sorted({self._number(report) for report in reports}))

    def _number(self, r: Report) -> int:
        key = (r.document, r.zone, r.start, r.end)
        if key not in self.notes:
            self.notes[key] = Footnote(
                len(self.notes) + 1, r.publisher, r.published, r.title, r.url, r.doc, r.document,
                r.capture, r.zone, r.start, r.end, r.exact,
            )  # fmt: skip
        return self.notes[key].number
