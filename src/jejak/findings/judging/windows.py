"""A zone's text as the judge reads it: numbers of word pieces, in windows of whole sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sentencepiece import SentencePieceProcessor

    Numbers = NDArray[np.int64]
    Span = tuple[int, int]

LONGEST: Final = 256
"""Pieces of a window."""
_TITLE: Final = 32
_OVERLAP: Final = 48
"""Pieces of the sentences before that a window begins with."""
_START, _BREAK = 2, "¶"


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of some sentences, behind those of the title: `first` to `last` of the zone's pieces.

    It answers for what begins between the characters `start` and `end`; what stands before was for context.
    """

    pieces: Numbers
    title: int
    first: int
    last: int
    start: int
    end: int


class Windows:
    """The windows of one zone, and where in them a stretch of its text stands."""

    def __init__(
        self,
        model: SentencePieceProcessor,
        title: Sequence[int],
        text: str,
        sentences: Sequence[Span],
    ) -> None:
        ids, self._begins, self._ends = _pieces(model, text)
        self._spans = [self._pieces_of(start, end) for start, end in sentences]
        self.all = tuple(self._cut(np.array(title, dtype=np.int64), np.array(ids, dtype=np.int64), sentences))
        self._starts = [window.start for window in self.all]

    def at(self, offset: int) -> int | None:
        """Which window answers for the character at an offset; None for white space before all."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 else None

    def place(self, index: int, start: int, end: int) -> Span | None:
        """Where in a window the characters from start to end stand; None if they are not in it."""
        window = self.all[index]
        first, last = self._pieces_of(start, end)
        first, last = max(first, window.first), min(last, window.last)
        shift = window.title - window.first
        return (first + shift, last + shift) if first < last else None

    def _pieces_of(self, start: int, end: int) -> Span:
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._begins, end))

    def _cut(self, title: Numbers, ids: Numbers, sentences: Sequence[Span]) -> list[Window]:
        room, spans, found, n = LONGEST - len(title), self._spans, [], 0
        while n < len(spans):
            first = n
            while first and spans[n][0] - spans[first - 1][0] <= _OVERLAP:
                first -= 1
            begin = spans[first][0]
            last = n
            while last < len(spans) and spans[last][1] - begin <= room:
                last += 1
            if last == n:  # a sentence longer than a window, or than what the context leaves of it
                begin, last = spans[n][0], n + 1
            stop = min(spans[last - 1][1], begin + room)
            pieces = np.concatenate([title, ids[begin:stop]])
            found.append(Window(pieces, len(title), begin, stop, sentences[n][0], sentences[last - 1][1]))
            n = last
        return found


def pieces_of_title(model: SentencePieceProcessor, title: str) -> list[int]:
    """What every window of a page begins with."""
    return [_START, *_pieces(model, title)[0][:_TITLE], model.piece_to_id(_BREAK)]


def _pieces(model: SentencePieceProcessor, text: str) -> tuple[list[int], list[int], list[int]]:
    """Number, start and end (characters) of each piece of a text."""
    clean = text.replace("\n", _BREAK)
    found = model.encode(clean, return_type="proto").pieces
    bytes_ = np.frombuffer(clean.encode("utf-8", "replace"), dtype=np.uint8)
    count = [0, *np.cumsum((bytes_ & 0xC0) != 0x80).tolist()]  # characters begun before each byte
    return [p.id for p in found], [count[p.begin] for p in found], [count[p.end] for p in found]
