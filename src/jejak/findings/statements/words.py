"""Room 4, findings/statements: the words and marks of a text, with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

_TOKEN = re.compile(r"\w+(?:[-'’]\w+|\.[a-z0-9]\w*)*|[^\w\s]")
_GLUED = re.compile(
    r"([A-Z]\w*?[a-z])(me(?:ngatakan|nyatakan|ngaku|nyebut|negaskan|nambahkan|laporkan|ngklaim)|berkata)([A-Z]\w*)?$"
)
"""A scraper's lost space: "Fulanmengatakan", "FulanmengatakanNegeri"."""


@dataclass(frozen=True)
class Words:
    """A text's tokens in order: words (hyphens, inner apostrophes and dots kept) and single marks.

    Token numbers, not offsets, are what the attribution rules count in.
    """

    text: str

    @cached_property
    def _matches(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for match in _TOKEN.finditer(self.text):
            glued = _GLUED.match(match.group()) if 9 < match.end() - match.start() < 60 else None
            if glued is None:
                found.append(match.span())
            else:
                found += [
                    (match.start() + a, match.start() + b)
                    for a, b in (glued.span(1), glued.span(2), glued.span(3))
                    if b > a
                ]
        return found

    @cached_property
    def starts(self) -> list[int]:
        """Offset of each token's first character."""
        return [start for start, _ in self._matches]

    @cached_property
    def ends(self) -> list[int]:
        """Offset behind each token's last character."""
        return [end for _, end in self._matches]

    @cached_property
    def raw(self) -> list[str]:
        """Each token as written."""
        return [self.text[start:end] for start, end in self._matches]

    @cached_property
    def low(self) -> list[str]:
        """Each token in lower case."""
        return [token.lower() for token in self.raw]

    def at(self, offset: int) -> int:
        """Number of the first token that starts at or behind the offset."""
        return bisect_left(self.starts, offset)

    def is_word(self, n: int) -> bool:
        """Whether token n is a word (not a mark)."""
        return self.raw[n][0].isalnum()

    def is_name(self, n: int) -> bool:
        """Whether token n is written with a capital."""
        return self.raw[n][0].isupper()

    def count(self, first: int, last: int) -> int:
        """How many of the tokens first..last (exclusive) are words."""
        return self._words_before[last] - self._words_before[first] if last > first else 0

    @cached_property
    def _words_before(self) -> list[int]:
        return [0, *accumulate(token[0].isalnum() for token in self.raw)]
