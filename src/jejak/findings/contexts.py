"""Room 4: the PLOVER contexts of an event or commitment, from the words around it (codebook 5)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from jejak.languages.data import lexicon_data
from jejak.languages.patterns import PatternMatcher, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def contexts_of(
    text: str, start: int, end: int, event_type: str, given: Sequence[str] = ()
) -> tuple[str, ...]:
    """One to three contexts, likeliest first.

    `text` is the sentence, `start` and `end` the evidence inside it: words inside count double.
    `given` are contexts that the trigger word itself brings.
    """
    weights: defaultdict[str, float] = defaultdict(float, dict.fromkeys(given, _GIVEN_WEIGHT))
    for match in _matcher().find_all(words_of(text)):
        weights[match.value] += _INSIDE_WEIGHT if start <= match.start < end else 1.0
    if not weights:
        weights[_DEFAULTS.get(event_type, "diplomatic")] = 1.0
    ranked = sorted(weights, key=lambda context: (-weights[context], context == _GENERIC, context))
    least = weights[ranked[0]] / 4
    return tuple(context for context in ranked[:_MOST] if weights[context] >= least)
