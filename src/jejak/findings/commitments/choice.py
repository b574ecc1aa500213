"""Which candidates are believed: a logistic regression over their features, and the best of rivals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jejak.languages.data import lexicon_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jejak.findings.commitments.candidates import Candidate

_SAME_WORDS = 0.7
_CERTAIN = 0.7


@dataclass(frozen=True)
class Weights:
    """What each feature adds to the log odds of a promise, and the least likelihood to believe."""

    bias: float
    least: float
    of: Mapping[str, float]


@cache
def weights(*, judged: bool) -> Weights:
    """The trained weights, read once; others where the judge has its say beside them."""
    data = lexicon_data("id", "commitment_weights")["judged" if judged else "alone"]
    return Weights(data["bias"], data["least"], data["weights"])


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its features, and how likely (0 to 1) it is a promise."""

    candidate: Candidate
    features: Mapping[str, float]
    likelihood: float


def likelihood(candidate: Candidate, features: Mapping[str, float], judged: float | None = None) -> float:
    """How likely a candidate is a promise, 0 to 1. `judged` are the log odds that the judge adds.

    A promise called off needs no weighing: its words ("membatalkan rencana") say that there was one. Force is
    threatened, not promised.
    """
    if "act:violent" in features:
        return 0.0
    if candidate.called_off:
        told = "by:adjacent" in features and not {"others:none", "cue:negated"} & features.keys()
        return _CERTAIN if told else 0.0
    trained = weights(judged=judged is not None)
    total = (
        (judged or 0.0)
        + trained.bias
        + sum(trained.of.get(name, 0.0) * value for name, value in features.items())
    )
    return 1 / (1 + math.exp(-total))


def chosen(scored: Iterable[Scored], least: float) -> list[Scored]:
    """The candidates believed, in the order of the text; of those that tell the same, the likeliest.

    `least` is the likelihood needed.
    """
    kept: list[Scored] = []
    for one in sorted(scored, key=lambda s: (-s.likelihood, s.candidate.action, s.candidate.way)):
        if one.likelihood < least:
            break
        if not any(_competes(one.candidate, other.candidate) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda s: s.candidate.action)


def _competes(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates share words of the article, or tell the same promise of the same parties."""
    if a.action[0] < b.action[1] and b.action[0] < a.action[1]:
        return True
    shared = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
    return a.parties == b.parties and shared > _SAME_WORDS
