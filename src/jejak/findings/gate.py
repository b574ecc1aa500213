"""Room 4: whether a page is worth reading in full, for it may tell of dealings between states.

Most pages of a news stream tell of none. A hundred words with trained weights and the parties that a page
names (a tenth of the cost of reading it) say which may; docs/decisions/010-gate.md has what is lost by it.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from jejak.languages.data import lexicon_data
from jejak.languages.name_trie import tokens_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jejak.findings.parties import PartyMention
    from jejak.reading import Reading

VERSION: Final = "1"

_HOME: Final = "IDN"
_STEPS: Final = (1, 2, 4, 8)
"""Mentions of parties of other states that are told apart."""


@dataclass(frozen=True)
class _Weights:
    bias: float
    least: float
    of: Mapping[str, float]


@cache
def _weights() -> _Weights:
    data = lexicon_data("id", "gate_weights")
    return _Weights(data["bias"], data["least"], data["weights"])


def is_international(reading: Reading, mentions: Sequence[PartyMention]) -> bool:
    """Whether the page may tell of dealings between states, organisations of states or groups.

    A page in another language than Indonesian passes: its words were not weighed.
    """
    return log_odds(reading, mentions) >= _weights().least


def log_odds(reading: Reading, mentions: Sequence[PartyMention]) -> float:
    """The log odds that the page tells of such dealings; infinite for one whose words were not weighed."""
    if reading.article.language not in (None, "id", "ms"):
        return math.inf
    trained = _weights()
    found = features(reading, mentions)
    return trained.bias + math.fsum(trained.of[name] for name in trained.of.keys() & found)


def features(reading: Reading, mentions: Sequence[PartyMention]) -> frozenset[str]:
    """The page's words in lower case, and what of parties it names ("foreign:4": four times or more)."""
    parties = Counter(
        m.code.split(":")[0] for m in mentions if m.form != "place" and m.kind != "organization"
    )
    home = parties.pop(_HOME, 0)
    named = [f"foreign:{n}" for n in _STEPS if parties.total() >= n]
    named += [f"others:{n}" for n in (2, 3) if len(parties) >= n]
    named += [f"home:{n}" for n in (1, 3) if home >= n]
    words = {token.low for zone in reading.zones for token in zone.words}
    words.update(token.low for token in tokens_of(reading.article.title or ""))
    return frozenset((*named, *words))
