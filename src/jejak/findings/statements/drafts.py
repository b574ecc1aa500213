"""Room 4, findings/statements: what the finders of direct and indirect speech share while they go through a zone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jejak.findings.statements.quotes import Quote, find_quotes

if TYPE_CHECKING:
    from jejak.findings.statements.cast import Cast
    from jejak.model import Speaker
    from jejak.reading import ZoneReading


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its circumstances are read: quote at characters start..end, attribution at tokens first..last."""

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

    `taken` holds token spans that attributions of direct speech have used up; `told_by` who is named as the speaker
    of what stands before the unit ("Hal itu disampaikan X"), and the token of the reporting word.
    """

    start: int
    end: int
    first: int
    last: int
    quotes: list[Quote]
    taken: list[tuple[int, int]] = field(default_factory=list)
    told_by: tuple[Speaker, int] | None = None

    def is_taken(self, n: int) -> bool:
        """Whether an attribution already uses token n."""
        return any(first <= n < last for first, last in self.taken)


def units_of(zone: ZoneReading, cast: Cast) -> list[Unit]:
    """The zone's sentences, in order, joined where a quotation runs over their border."""
    quotes = [_within_reason(zone.text, q, cast) for q in find_quotes(zone.text)]
    spans = _join(_parted(zone.text, zone.sentences), quotes)
    starts = [q.outer_start for q in quotes]
    units = []
    for start, end in spans:
        inside = quotes[bisect_left(starts, start) : bisect_left(starts, end)]
        units.append(Unit(start, end, cast.words.at(start), cast.words.at(end), inside))
    return units


def _within_reason(text: str, quote: Quote, cast: Cast) -> Quote:
    """Where a mark is lost, the quotation's border by its attribution or sentence."""
    if not quote.closed:
        end = _lost_end(text, quote, cast)
        return Quote(quote.start, end, quote.outer_start, end, closed=False)
    if not quote.opened:
        start = _sentence_start(text, quote.start, quote.end)
        return Quote(start, quote.end, start, quote.outer_end, opened=False)
    return quote


_ATTRIBUTED = re.compile(r"[,.!?]\s+(\w+)\s")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z\"“])")


def _lost_end(text: str, quote: Quote, cast: Cast) -> int:
    lexicon = cast.lexicon
    for match in _ATTRIBUTED.finditer(text, quote.start, min(quote.end, quote.start + 1_500)):
        word = match.group(1).lower()
        if (cue := lexicon.after.get(word) or lexicon.of_last.get(word)) and not cue.weak:
            return match.start()
    match_end = _SENTENCE_END.search(text, quote.start, quote.end)
    return match_end.start() + 1 if match_end else quote.end


def _sentence_start(text: str, start: int, end: int) -> int:
    floor = max(start, end - 1_500)
    ends = [m.end() for m in _SENTENCE_END.finditer(text, floor, end)]
    return ends[-1] if ends else floor if floor == start else start


_LOST_SPACE = re.compile(
    r"""(?<=[\w)][\w)%][.!?])(?=["“][A-Z])"""
    r"""|(?:(?<=[a-z]{3}[.!?])|(?<=[A-Z]{2}[.!?])|(?<=[\d)][.!?]))(?=[A-Z][a-z])"""
    r"""|(?<=[.!?]["”])(?=[A-Z][a-z])"""
)


def _parted(text: str, sentences: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Sentences, also parted where a scraper lost the space between two ("negara.Sementara itu")."""
    parted = []
    for start, end in sentences:
        for match in _LOST_SPACE.finditer(text, start + 1, end):
            parted.append((start, match.start()))
            start = match.start()
        parted.append((start, end))
    return [(a, b) for a, b in parted if b > a]


def _join(sentences: list[tuple[int, int]], quotes: list[Quote]) -> list[tuple[int, int]]:
    outer = [q.outer_start for q in quotes]
    joined: list[tuple[int, int]] = []
    for start, end in sentences:
        at = bisect_right(outer, start - 1) - 1
        inside = at >= 0 and quotes[at].outer_start < start < quotes[at].outer_end - 1
        if inside and joined:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
