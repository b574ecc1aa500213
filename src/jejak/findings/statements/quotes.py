"""Room 4, findings/statements: where quotation marks open and close.

Marks come straight, curly, low, angled and mixed; they are lost, doubled, spaced and never closed. Each
mark is judged by its neighbours first ("after a space, before a letter" opens), by its shape second, by what
is open last. One pass, linear.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

DOUBLE = '"“”„‟«»＂'
SINGLE = "'‘’"
_OPENING_SHAPE = "“„«‘"
_CLOSING_SHAPE = "”»"
_LONGEST_LEAP = 2_000
"""Most characters a quotation may run over line breaks before we hold its mark to be a stray one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words inside marks: `start`-`end` without, `outer_start`-`outer_end` with the marks.

    `opened` / `closed` are False where that mark is missing; then the span reaches to its line's border.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    opened: bool = True
    closed: bool = True
    single: bool = False


def find_quotes(text: str) -> list[Quote]:
    """Outermost quotations of a text, in order, none overlapping."""
    doubles = _Scanner(text).run()
    return _with_singles(text, doubles)


class _Scanner:
    """State of one pass over the double marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks = [at for at, char in enumerate(text) if char in DOUBLE]
        self.found: list[Quote] = []
        self.open: int | None = None
        self.nested = False

    def run(self) -> list[Quote]:
        for at, char in enumerate(self.text):
            if char == "\n":
                self._line_end(at)
            elif char in DOUBLE:
                self._mark(at, char)
        self._line_end(len(self.text), last=True)
        return self.found

    def _mark(self, at: int, char: str) -> None:
        side = _side(self.text, at, char)
        if self.open is None:
            if side == "close":
                self._orphan(at)
            else:
                self.open, self.nested = at, False
        elif self.nested:
            self.nested = False
        elif side == "open" and not self._leaps(at):
            self.nested = True
        elif side == "open":
            self._unclosed(self.text.find("\n", self.open))
            self.open, self.nested = at, False
        else:
            self._close(at)

    def _leaps(self, at: int) -> bool:
        assert self.open is not None
        return self.text.find("\n", self.open, at) >= 0

    def _close(self, at: int) -> None:
        assert self.open is not None
        if at > self.open + 1:
            self.found.append(Quote(self.open + 1, at, self.open, at + 1))
        self.open = None

    def _unclosed(self, end: int) -> None:
        assert self.open is not None
        if end > self.open + 1:
            self.found.append(Quote(self.open + 1, end, self.open, end, closed=False))
        self.open, self.nested = None, False

    def _orphan(self, at: int) -> None:
        floor = self.found[-1].outer_end if self.found else 0
        start = max(floor, self.text.rfind("\n", 0, at) + 1)
        if at > start:
            self.found.append(Quote(start, at, start, at + 1, opened=False))

    def _next_mark_closes(self, at: int) -> bool:
        n = bisect_right(self.marks, at)
        if n == len(self.marks) or self.marks[n] - at > _LONGEST_LEAP:
            return False
        mark = self.marks[n]
        return _side(self.text, mark, self.text[mark]) == "close"

    def _line_end(self, at: int, *, last: bool = False) -> None:
        """An open quotation runs on over a line break if its end comes before another start."""
        if self.open is None:
            return
        runs_on = not last and not self.nested and at - self.open < _LONGEST_LEAP
        if runs_on and self._next_mark_closes(at):
            return
        opened, nested = self.open, self.nested
        self._unclosed(at)
        if nested and self.found and self.found[-1].outer_start == opened:
            self.found[-1:] = _split_nested(self.text, self.found[-1])


def _split_nested(text: str, quote: Quote) -> list[Quote]:
    """What looked like one quotation inside an unclosed other is two, the first never closed."""
    inner = [n for n in range(quote.start, quote.end) if text[n] in DOUBLE]
    if not inner or inner[-1] + 1 >= quote.end:
        return [quote]
    second = inner[-1]
    first = Quote(quote.start, second, quote.outer_start, second, closed=False)
    halves = (first, Quote(second + 1, quote.end, second, quote.end, closed=False))
    return [half for half in halves if half.start < half.end]


def _side(text: str, at: int, char: str) -> str:
    """Whether a mark opens or closes by its neighbours and shape: "open", "close" or "either"."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    free_before = before.isspace() or before in "([-–—/"
    free_after = after.isspace() or after in ".,;:!?)]"
    if char in _CLOSING_SHAPE and not (free_before and not free_after):
        return "close"
    if char in _OPENING_SHAPE and not (free_after and not free_before):
        return "open"
    if free_before and not free_after:
        return "open"
    if free_after and not free_before:
        return "close"
    return "either"


def _with_singles(text: str, doubles: list[Quote]) -> list[Quote]:
    """Adds quotations in single marks that stand outside double ones and close on their own line."""
    found: list[Quote] = []
    at = 0
    for quote in [*doubles, Quote(len(text), len(text), len(text), len(text))]:
        found += _singles(text, at, quote.outer_start)
        if quote.outer_start < len(text):
            found.append(quote)
        at = quote.outer_end
    return found


def _singles(text: str, start: int, end: int) -> list[Quote]:
    found, opened = [], -1
    for at in range(start, end):
        char = text[at]
        if char == "\n":
            opened = -1
        elif char in SINGLE:
            before = text[at - 1] if at else " "
            after = text[at + 1] if at + 1 < len(text) else " "
            if opened < 0 and (before.isspace() or before in "(,") and after.isalnum():
                opened = at
            elif opened >= 0 and not before.isspace() and not after.isalnum():
                found.append(Quote(opened + 1, at, opened, at + 1, single=True))
                opened = -1
    return found
