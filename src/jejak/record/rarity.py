"""How much a shared word tells: rare words set one event apart from the others, common ones do not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from jejak.record.listed import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

UNKNOWN: Final = 5.5
"""Weight of a word that is not listed, the highest (natural logarithm of inverse document frequency)."""


@cache
def _weights() -> dict[str, float]:
    """Stem -> weight."""
    return {word: float(key) for key, words in rows("word_weights.txt") for word in words}


def weight(word: str) -> float:
    """The weight of one stem, 0.7 to 5.5."""
    return _weights().get(word, UNKNOWN)


def weigh(words: Iterable[str]) -> float:
    """The sum of the stems' weights."""
    known = _weights()
    return sum(known.get(word, UNKNOWN) for word in words)


def rarest(words: Iterable[str], most: int) -> list[str]:
    """At most so many of the stems, the rarest first; of equally rare ones the first by letters."""
    return sorted(words, key=lambda word: (-weight(word), word))[:most]
