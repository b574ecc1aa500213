"""The content words of a finding: what remains of its evidence when grammar and routine are left out.

Two reports of one event share them; two events of the same parties on the same day do not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jejak.languages.stems import stem as plain_stem
from jejak.record.listed import lines

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{3,40}")
_ANY = re.compile(r"\w{1,40}")


def stem(word: str) -> str:
    """The Indonesian stem of one word in lower case.

    Words of `kept_words.txt` stay whole: their stem would make two ideas one.
    """
    return word if word in _kept() else plain_stem(word)


@cache
def _kept() -> frozenset[str]:
    return frozenset(lines("kept_words.txt"))


@cache
def _stop() -> frozenset[str]:
    words = lines("stopwords.txt")
    return frozenset(words) | frozenset(stem(w) for w in words)


def content_words(texts: Iterable[str], *, without: Iterable[str] = ()) -> frozenset[str]:
    """Stems of the words in the texts that carry content, at most 200; `without` names the parties."""
    left_out = {stem(w) for name in without for w in _WORD.findall(name.lower())}
    found: dict[str, None] = {}
    for text in texts:
        for word in _WORD.findall(text[:5000].lower()):
            root = stem(word)
            if word not in _stop() and root not in _stop() and root not in left_out:
                found[root] = None
    return frozenset(list(found)[:200])


def stems(text: str) -> list[str]:
    """The stems of all words of the text in order, numbers kept: what the search compares."""
    return [stem(word) for word in _ANY.findall(text.lower())]
