"""Room 4, findings/statements: the words and marks of a text, with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from jejak.findings.statements.cues import lexicon

_TOKEN = re.compile(r"\w+(?:[-'’]\w+|\.[a-z0-9]\w*)*|[^\w\s]")
_GLUED = re.compile(
    r"([A-Z]\w{0,60}?[a-z])(me(?:ngatakan|nyatakan|ngaku|nyebut|negaskan|nambahkan|laporkan|ngklaim)|berkata)([A-Z]\w{0,60})?$"
)
"""A scraper's lost space: "Fulanmengatakan", "FulanmengatakanNegeri"."""
_SHORTEST_GLUED, _LONGEST_GLUED = 5, 60
_LOST_LINK = re.compile(r"([A-Z]?[a-z]{2,})([A-Z]{2,7})([a-z]{2,})?$")
"""The same around an acronym that was a link: "dilansirAFP", "LaporanBBCmenyebut"."""
_BEFORE_LINK = ("prepositions", "relayed", "relay_glue", "writings", "figures", "according", "joints")
_BEHIND_LINK = ("hard_stops", "adverbs", "prepositions", "joints")


def _apart(word: str) -> list[int]:
    """Where one token is parted at a scraper's lost spaces; its length alone where it is one word."""
    if match := _GLUED.match(word):
        return [end for end in (match.end(1), match.end(2), match.end(3)) if end > 0]
    match = _LOST_LINK.match(word)
    if match is None:
        return [len(word)]
    lists, (first, _, last) = lexicon(), match.groups()
    known = any(lists.has(kind, first.lower()) for kind in _BEFORE_LINK) or first in lists.after
    goes_on = last is None or last in lists.before or any(lists.has(kind, last) for kind in _BEHIND_LINK)
    if not known or not goes_on:
        return [len(word)]
    return sorted({match.end(1), match.end(2), len(word)})


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
            word, at = match.group(), match.start()
            ends = _apart(word) if _SHORTEST_GLUED <= len(word) < _LONGEST_GLUED else [len(word)]
            found += [(at + a, at + b) for a, b in pairwise([0, *ends])]
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
