"""Word patterns of the lexicon files, and one matcher for all of them.

A pattern is words separated by spaces: `a|b` is a choice, a trailing `*` any ending, `..` up to four
words of any kind. Case does not matter, and "kerja sama" counts as the one word "kerjasama".
Matching is linear in the text: patterns are looked up by their first word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")
_WORD = re.compile(r"\w+(?:[-.’']\w+)*")
_GAP = 4
_JOINED = frozenset({"kerja", "bekerja"})
_STEM = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: lower-cased form, and where it stands."""

    form: str
    start: int
    end: int


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The words of a text, hyphen compounds whole, "kerja sama" joined; offsets counted from `offset`."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        form, start, end = match.group().lower(), match.start() + offset, match.end() + offset
        if form == "sama" and found and found[-1].form in _JOINED and start - found[-1].end <= 2:
            found[-1] = Word(found[-1].form + form, found[-1].start, end)
        else:
            found.append(Word(form, start, end))
    return found


@dataclass(frozen=True, slots=True)
class _Element:
    whole: frozenset[str]
    stems: tuple[str, ...]

    def fits(self, form: str) -> bool:
        return form in self.whole or (bool(self.stems) and form.startswith(self.stems))


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """What a pattern stands for, and the words it matched (offsets as in the words given)."""

    value: T
    start: int
    end: int
    first: int
    """Index of the first matched word."""
    last: int
    """Index of the last matched word."""


def _parse(pattern: str) -> tuple[_Element | None, ...]:
    parts = pattern.lower().replace("kerja sama", "kerjasama").split()
    if not parts or parts[0] == ".." or parts[-1] == "..":
        raise ValueError(f"a pattern starts and ends with a word: {pattern!r}")
    return tuple(None if part == ".." else _element(part) for part in parts)


def _element(part: str) -> _Element:
    choices = part.split("|")
    stems = tuple(c[:-1] for c in choices if c.endswith("*"))
    return _Element(frozenset(c for c in choices if not c.endswith("*")), stems)


class PatternMatcher(Generic[T]):
    """Finds the longest pattern at each word; matches don't overlap.

    Raises ValueError for a pattern that starts or ends with a gap, or whose first word is a short stem.
    """

    def __init__(self, patterns: Iterable[tuple[str, T]]) -> None:
        self._by_word: dict[str, list[tuple[tuple[_Element | None, ...], T]]] = defaultdict(list)
        self._by_stem: dict[str, list[tuple[tuple[_Element | None, ...], T]]] = defaultdict(list)
        for pattern, value in patterns:
            self._add(pattern, value)

    def _add(self, pattern: str, value: T) -> None:
        elements = _parse(pattern)
        first = elements[0]
        assert first is not None
        for form in first.whole:
            self._by_word[form].append((elements, value))
        for stem in first.stems:
            if len(stem) < _STEM:
                raise ValueError(f"the first word's stem needs {_STEM} letters: {pattern!r}")
            self._by_stem[stem[:_STEM]].append((elements, value))

    def find(self, words: Sequence[Word]) -> list[Match[T]]:
        """All matches in order."""
        found: list[Match[T]] = []
        at = 0
        while at < len(words):
            best = self._longest(words, at)
            if best is None:
                at += 1
            else:
                found.append(best)
                at = best.last + 1
        return found

    def find_all(self, words: Sequence[Word]) -> list[Match[T]]:
        """The longest match at each word, overlapping ones too."""
        return [m for at in range(len(words)) if (m := self._longest(words, at))]

    def _longest(self, words: Sequence[Word], at: int) -> Match[T] | None:
        form = words[at].form
        candidates = self._by_word.get(form, []) + self._by_stem.get(form[:_STEM], [])
        best: tuple[int, int, T] | None = None
        for elements, value in candidates:
            last = _match(elements, 0, words, at)
            # among equal ends, the pattern with more words of its own wins
            if last is not None and (best is None or (last, len(elements)) > best[:2]):
                best = (last, len(elements), value)
        if best is None:
            return None
        last, _, value = best
        return Match(value, words[at].start, words[last].end, at, last)


def _match(elements: tuple[_Element | None, ...], n: int, words: Sequence[Word], at: int) -> int | None:
    """Index of the last word that elements[n:] match from words[at] on, or None."""
    element = elements[n]
    if element is None:
        for skip in range(_GAP + 1):
            if at + skip < len(words) and (last := _match(elements, n + 1, words, at + skip)) is not None:
                return last
        return None
    if at >= len(words) or not element.fits(words[at].form):
        return None
    return at if n + 1 == len(elements) else _match(elements, n + 1, words, at + 1)
