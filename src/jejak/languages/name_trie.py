"""Finds known names in a text: a trie over words, walked once from every word, longest match first.

Case counts: a capital in the known name must be a capital in the text, an acronym must be all capitals.
Words of a name may be joined in the text by a space, a hyphen or a dash ("Bangsa - Bangsa", "G-20"). A
capital inside a word starts a new one ("dilansirAntara", "AFPdan"): scrapers lose the space before a link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CAMEL = re.compile(r"(?<=[a-z][a-z])(?=[A-Z])|(?<=[A-Z][A-Z][A-Z])(?=[a-z][a-z])")
_JOINTS = frozenset(
    ("", " ", "\u00a0", "-", "–", " - ", " – ", " -", "- ", "'", "’", ". ", " & ", "&", "  ", ", ", "/")
)
_LISTING = frozenset((", ", "/", "&", " & "))
_TAILS: Final = ("+", "$")
_ANY: Final = 0
_INITIAL: Final = 1
_UPPER: Final = 2
_LONGEST: Final = 14


class Token(NamedTuple):
    """A word of the text: as written, lower-cased, and where it stands."""

    text: str
    low: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The words of a text; hyphens separate, apostrophes inside a word do not."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word = match.group()
        low = word.lower()
        if low is word or word[1:] == low[1:] or word.isupper():
            found.append(Token(word, low, match.start(), match.end()))
        else:
            start = match.start()
            for part in _CAMEL.split(word):
                found.append(Token(part, part.lower(), start, start + len(part)))
                start += len(part)
    return found


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A known name in the text: tokens `first` to `last` (exclusive) and what it stands for."""

    first: int
    last: int
    value: T


@dataclass(frozen=True, slots=True)
class _Ending(Generic[T]):
    cases: tuple[int, ...]
    listing: bool
    tail: str
    value: T


class _Node(Generic[T]):
    __slots__ = ("endings", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.endings: list[_Ending[T]] = []


class NameTrie(Generic[T]):
    """Known names and what each stands for. Of names alike in every word, the first added is meant."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, name: str, value: T, *, small: int = 0) -> None:
        """Let a name stand for a value; its first `small` words may be written small. No words, no effect."""
        words = tokens_of(name)
        if not words:
            return
        node = self._root
        for word in words:
            node = node.next.setdefault(word.low, _Node())
        cases = tuple(_ANY if n < small else _case(word.text) for n, word in enumerate(words))
        node.endings.append(
            _Ending(cases, any(c in name for c in ",/&"), name[-1:] if name[-1:] in _TAILS else "", value)
        )

    def longest_at(self, text: str, tokens: Sequence[Token], first: int) -> Hit[T] | None:
        """The longest known name that starts at a token, or None."""
        node = self._root.next.get(tokens[first].low)
        found: Hit[T] | None = None
        at, listed = first, False
        while node is not None:
            at += 1
            for ending in node.endings:
                if (ending.listing or not listed) and _fits(ending, text, tokens, first):
                    found = Hit(first, at, ending.value)
                    break
            if not node.next or at >= len(tokens) or at - first >= _LONGEST:
                return found
            gap = text[tokens[at - 1].end : tokens[at].start]
            if gap not in _JOINTS and not (gap == "." and len(tokens[at].text) <= 3):
                return found
            listed = listed or gap in _LISTING
            node = node.next.get(tokens[at].low)
        return found

    def find(self, text: str, tokens: Sequence[Token]) -> list[Hit[T]]:
        """All known names in a text, longest first from the left, none overlapping."""
        found: list[Hit[T]] = []
        starts, skip = self._root.next, 0
        for at, token in enumerate(tokens):
            if at < skip or token.low not in starts:
                continue
            hit = self.longest_at(text, tokens, at)
            if hit is not None:
                found.append(hit)
                skip = hit.last
        return found


def _case(word: str) -> int:
    if len(word) > 1 and word.isupper():
        return _UPPER
    return _INITIAL if word[0].isupper() else _ANY


def _fits(ending: _Ending[T], text: str, tokens: Sequence[Token], first: int) -> bool:
    for n, case in enumerate(ending.cases):
        word = tokens[first + n].text
        if case == _INITIAL and not word[0].isupper():
            return False
        if case == _UPPER and not word.isupper():
            return False
    if not ending.tail:
        return True
    end = tokens[first + len(ending.cases) - 1].end
    return text[end : end + 1] == ending.tail
