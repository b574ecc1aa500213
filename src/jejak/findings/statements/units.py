"""Room 4, findings/statements: sentences with their quotations whole, also where marks are lost."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from jejak.findings.statements.drafts import Unit
from jejak.findings.statements.quotes import Quote, find_quotes

if TYPE_CHECKING:
    from jejak.findings.statements.cast import Cast
    from jejak.reading import ZoneReading

_LONGEST_QUOTE = 10_000
_LONGEST_SENTENCE = 4_000
_LONGEST_UNIT = 20_000
"""Characters: what is longer is no sentence or quotation; it is cut or left out, which bounds the work."""
_FAR = 1_500
"""Characters that a quotation without its other mark may reach."""

_ATTRIBUTED = re.compile(r"[,.!?]\s+(\w+)[\s.,]")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z\"“])")
_LOST_SPACE = re.compile(
    r"""(?<=[\w)][\w)%][.!?])(?=["“][A-Z])"""
    r"""|(?:(?<=[a-z]{3}[.!?])|(?<=[A-Z]{2}[.!?])|(?<=[\d)][.!?]))(?=[A-Z][a-z])"""
    r"""|(?<=[.!?]["”])(?=[A-Z][a-z])"""
)

_LOST_BORDER = re.compile(r"(?<!\S)([A-Za-z][\w-]*) (?=([A-Z][a-z]*) (\w))")
"""A word, then one with a capital: a lost heading or stop may stand between them."""

Span = tuple[int, int]


def units_of(zone: ZoneReading, cast: Cast) -> list[Unit]:
    """The zone's sentences, in order, joined where a quotation runs over their border."""
    whole = (_with_borders(zone.text, quote, cast) for quote in find_quotes(zone.text))
    quotes = [q for q in whole if 0 < q.end - q.start <= _LONGEST_QUOTE]
    parted = _parted(zone.text, zone.sentences, cast)
    sentences = [piece for span in parted for piece in _pieces(zone.text, span)]
    starts = [quote.outer_start for quote in quotes]
    units = []
    for start, end in _joined(sentences, quotes):
        inside = quotes[bisect_left(starts, start) : bisect_left(starts, end)]
        units.append(Unit(start, end, cast.words.at(start), cast.words.at(end), inside))
    return units


def _with_borders(text: str, quote: Quote, cast: Cast) -> Quote:
    """The quotation, and where a mark is lost, its border by its attribution or sentence."""
    if not quote.closed:
        end = _lost_end(text, quote, cast)
        return replace(quote, end=end, outer_end=end)
    if not quote.opened:
        start = _lost_start(text, quote)
        return replace(quote, start=start, outer_start=start)
    return quote


def _lost_end(text: str, quote: Quote, cast: Cast) -> int:
    lexicon = cast.lexicon
    for match in _ATTRIBUTED.finditer(text, quote.start, min(quote.end, quote.start + _FAR)):
        word = match.group(1).lower()
        cue = lexicon.after.get(word)
        if (cue and not cue.weak) or word in lexicon.of_last:
            return match.start()
    first_end = _SENTENCE_END.search(text, quote.start, min(quote.end, quote.start + _FAR))
    return first_end.start() + 1 if first_end else quote.end


def _lost_start(text: str, quote: Quote) -> int:
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(quote.start, quote.end - _FAR), quote.end)]
    return ends[-1] if ends else quote.start


def _parted(text: str, sentences: tuple[Span, ...], cast: Cast) -> list[Span]:
    """Sentences, also parted where a scraper lost the space or stop between two ("negara.Sementara itu")."""
    parted = []
    for start, end in sentences:
        spaces = [match.start() for match in _LOST_SPACE.finditer(text, start + 1, end)]
        stops = [match.end() for match in _LOST_BORDER.finditer(text, start, end) if _is_lost(match, cast)]
        for at in sorted({*spaces, *stops}):
            parted.append((start, at))
            start = at
        parted.append((start, end))
    return [(a, b) for a, b in parted if b > a]


def _is_lost(match: re.Match[str], cast: Cast) -> bool:
    """Whether the second word begins a sentence: it opens such, and is no part of a name or heading."""
    before, word, after = match.groups()
    if before[0].isupper():
        return cast.lexicon.has("sure_openers", word.lower()) and (after.islower() or word == "Pada")
    return cast.lexicon.has("openers", word.lower()) and after.islower()


def _pieces(text: str, span: Span) -> list[Span]:
    start, end = span
    pieces = []
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = cut if cut > start else start + _LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _joined(sentences: list[Span], quotes: list[Quote]) -> list[Span]:
    outer = [quote.outer_start for quote in quotes]
    joined: list[Span] = []
    for start, end in sentences:
        at = bisect_right(outer, start - 1) - 1
        inside = at >= 0 and quotes[at].outer_start < start < quotes[at].outer_end - 1
        if inside and joined and end - joined[-1][0] <= _LONGEST_UNIT:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
