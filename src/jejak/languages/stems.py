"""Indonesian stems: what "menyerang" and "serangan" have in common."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any


@cache
def _stemmer() -> Any:  # noqa: ANN401  (the library has no types)
    import snowballstemmer

    return snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem (Snowball, after Tala 2003) of one word in lower case."""
    return str(_stemmer().stemWord(word))
