"""What ties a promise to the report of its keeping, besides the parties: context and theme."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from jejak import edtf
from jejak.record.listed import rows
from jejak.record.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

CARRYING: Final = frozenset({"AID", "COOPERATE", "SUPPORT", "CONSULT", "CONCEDE", "RETREAT"})
"""Event types by which something promised is done."""

GENERAL: Final = frozenset({"diplomatic", "executive"})
"""Contexts so wide that sharing them ties nothing together."""


FEW_DAYS: Final = 5
"""Days that a time may span, and a meeting then still be the promised one."""


@cache
def _themes() -> dict[str, str]:
    """Stem -> theme."""
    return {stem(word): theme for theme, words in rows("themes.txt") for word in words}


def themes_of(words: Iterable[str]) -> frozenset[str]:
    """The themes that content words (stems) belong to."""
    known = _themes()
    return frozenset(known[word] for word in words if word in known)


def carry_keys(parties: Iterable[str], contexts: Iterable[str], when: str | None) -> frozenset[str]:
    """Keys that a promise shares with events that may carry it out: all the parties, and a context or day.

    `when` is the day due, or that of the event.
    """
    sides = "+".join(sorted(parties))
    tags = [c for c in contexts if c not in GENERAL] + _days(when)
    return frozenset(f"carry|{sides}|{tag}" for tag in tags)


def on_the_day(due: str | None, when: str | None) -> bool:
    """Whether both times are known to a few days, and share one."""
    return not set(_days(due)).isdisjoint(_days(when))


def _days(when: str | None) -> list[str]:
    """The days of a time that is known to a few days; none of any other."""
    span = edtf.bounds(when)
    length = (span[1] - span[0]).days if span else FEW_DAYS
    if span is None or length >= FEW_DAYS:
        return []
    return [(span[0] + timedelta(n)).isoformat() for n in range(length + 1)]
