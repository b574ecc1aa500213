"""What ties a promise to the report of its keeping, besides the parties: context and theme."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from jejak.record.listed import rows
from jejak.record.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

CARRYING: Final = frozenset({"AID", "COOPERATE", "SUPPORT", "CONSULT", "CONCEDE", "RETREAT"})
"""Event types by which something promised is done."""

GENERAL: Final = frozenset({"diplomatic", "executive"})
"""Contexts so wide that sharing them ties nothing together."""


@cache
def _themes() -> dict[str, str]:
    """Stem -> theme."""
    return {stem(word): theme for theme, words in rows("themes.txt") for word in words}


def themes_of(words: Iterable[str]) -> frozenset[str]:
    """The themes that content words (stems) belong to."""
    known = _themes()
    return frozenset(known[word] for word in words if word in known)


def carry_keys(parties: Iterable[str], contexts: Iterable[str]) -> frozenset[str]:
    """Keys that a promise shares with the events that may carry it out: all the parties, and a context."""
    sides = "+".join(sorted(parties))
    return frozenset(f"carry|{sides}|{c}" for c in contexts if c not in GENERAL)
