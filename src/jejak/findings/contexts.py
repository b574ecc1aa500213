"""Room 4: the PLOVER contexts of an event or commitment, from the words around it (codebook 5)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from jejak.languages.data import lexicon_data
from jejak.languages.patterns import PatternMatcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.languages.patterns import Word

_MOST = 3
_INSIDE_WEIGHT = 2.0
_GIVEN_WEIGHT = 2.5
_GENERIC = "diplomatic"
"""Nearly every sentence of this kind has diplomatic words: among equals a topic's own word says more."""
_DEFAULTS = {
    "ASSAULT": "military",
    "MOBILIZE": "military",
    "RETREAT": "military",
    "AID": "human_security",
    "SANCTION": "economic",
}
"""The context of a type when no word tells one; any other type is `diplomatic`."""


@cache
def _matcher() -> PatternMatcher[str]:
    table = lexicon_data("id", "contexts")
    return PatternMatcher((str(word), context) for context, words in table.items() for word in words)


def context_words(context: str) -> tuple[str, ...]:
    """The words that tell of a context; a trailing `*` stands for any ending."""
    return tuple(str(word) for word in lexicon_data("id", "contexts").get(context, ()))


def contexts_told(words: Sequence[Word]) -> list[tuple[str, int]]:
    """The contexts that words tell of, in order, each with the offset of the word that does."""
    return [(match.value, match.start) for match in _matcher().find_all(words)]


def contexts_of(
    told: Sequence[tuple[str, int]], start: int, end: int, event_type: str, given: Sequence[str] = ()
) -> tuple[str, ...]:
    """One to three contexts, likeliest first.

    `told` is what the sentence tells of (`contexts_told`), `start` and `end` bound the evidence inside it:
    words inside count double. `given` are contexts that the trigger word itself brings.
    """
    weights: defaultdict[str, float] = defaultdict(float, dict.fromkeys(given, _GIVEN_WEIGHT))
    for context, at in told:
        weights[context] += _INSIDE_WEIGHT if start <= at < end else 1.0
    if not weights:
        weights[_DEFAULTS.get(event_type, "diplomatic")] = 1.0
    ranked = sorted(weights, key=lambda context: (-weights[context], context == _GENERIC, context))
    least = weights[ranked[0]] / 4
    return tuple(context for context in ranked[:_MOST] if weights[context] >= least)
