"""Room 4, findings/statements: what the finders of direct and indirect speech hand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jejak.findings.statements.quotes import Quote
    from jejak.model import Speaker


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its circumstances are read.

    The quote is characters start..end, the attribution tokens first..last (both exclusive).
    """

    speaker: Speaker
    kind: str
    start: int
    end: int
    cue: str | None
    rule: str
    first: int = 0
    last: int = 0
    via: str | None = None


@dataclass
class Unit:
    """One sentence with the quotations in it whole: characters start..end, tokens first..last (exclusive).

    `taken` holds token spans that attributions of direct speech have used up; `told_by` who is named as the
    speaker of what stands before the unit ("Hal itu disampaikan X"), and the token of the reporting word.
    """

    start: int
    end: int
    first: int
    last: int
    quotes: list[Quote]
    taken: list[tuple[int, int]] = field(default_factory=list)
    told_by: tuple[Speaker, int] | None = None
