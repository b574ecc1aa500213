"""Which guesses are believed: two logistic regressions over named features, trained on hand-coded articles.

The first gives every guess a likelihood; each trigger keeps its best. The second sees the article's events
when the same happening has become one: how likely its tellings were, how many, what likelier event stands
at the same words. The weights are data (`languages/id/event_weights.yaml`), made by `training/events.py`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from jejak.findings.events.merging import merged_same, sides
from jejak.languages.data import lexicon_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jejak.findings.events.merging import Happening, Telling
    from jejak.model import Event

_LIMIT = 30.0
_MANY, _CROWD = 4, 60
_UNTOLD = 0.05
LEAST_ALONE = 0.4
"""The least likelihood for an act of one party alone: in mixed news most are its own affairs."""
LEAST_DOUBTED = 0.8
"""The same on a page that is of something else, such as sport, where teams strike and meet."""
_NEIGHBOURS = 80
"""Happenings before and behind that are compared; more would make a long page slow."""


def likelihood_of(log_odds: float) -> float:
    """The likelihood, 0 to 1, that goes with log odds."""
    return 1.0 / (1.0 + math.exp(-max(-_LIMIT, min(_LIMIT, log_odds))))


@dataclass(frozen=True)
class Model:
    """A logistic regression: the least likelihood it believes, and what each feature counts, in log odds."""

    least: float
    bias: float
    weights: Mapping[str, float]

    def total(self, features: Iterable[str]) -> float:
        """The log odds that features add to the bias, whatever their order; unknown ones count nothing."""
        weights = self.weights
        return math.fsum([weights[f] for f in features if f in weights])

    def likelihood(self, total: float) -> float:
        """The likelihood (0-1) that goes with a sum of log odds beside the bias."""
        return likelihood_of(self.bias + total)


@dataclass(frozen=True)
class Models:
    """The models: of a guess, of a happening, and of a happening whose tellings the judge has scored."""

    guess: Model
    happening: Model
    judged: Model


@cache
def models() -> Models:
    """The trained weights, read once."""
    data = lexicon_data("id", "event_weights")
    named = ("guess", "happening", "judged")
    return Models(*(Model(data[name]["least"], data[name]["bias"], data[name]["weights"]) for name in named))


def chosen(tellings: Iterable[Telling], model: Model, *, doubted: bool = False) -> tuple[Event, ...]:
    """The events believed, one per happening, each with its likelihood as score.

    `model` is that of happenings; the tellings are scored already. If the page is `doubted`, only the
    likeliest are believed.
    """
    happenings = merged_same(tellings)
    kept = []
    for happening, features in zip(happenings, features_of_happenings(happenings), strict=True):
        score = model.likelihood(numbers_total(model, features))
        event = happening.event
        least = model.least if len(sides(event)) > 1 else LEAST_ALONE
        if score >= (LEAST_DOUBTED if doubted else least):
            kept.append(replace(event, origin=replace(event.origin, score=round(score, 2))))
    return tuple(kept)


def numbers_total(model: Model, features: Mapping[str, float]) -> float:
    """The log odds of features that are numbers."""
    return sum(model.weights.get(name, 0.0) * value for name, value in features.items())


def features_of_happenings(happenings: Sequence[Happening]) -> list[dict[str, float]]:
    """For each happening of an article, what its likelihood goes by."""
    best = [max(h.scores) for h in happenings]
    order = sorted(best)
    found = []
    for n, happening in enumerate(happenings):
        first, last = max(0, n - _NEIGHBOURS), n + _NEIGHBOURS
        around = zip(happenings[first:last], best[first:last], strict=True)
        likelier = [other.event for other, score in around if score > best[n]]
        features = dict(_of_telling(happening))
        features["likelier events"] = (len(order) - bisect_right(order, best[n])) / 10
        features["events"] = min(len(order), _CROWD) / 20
        features.update(_of_likelier(happening.event, likelier))
        found.append(features)
    return found


def _of_telling(happening: Happening) -> Iterator[tuple[str, float]]:
    event, scores = happening.event, sorted(happening.scores, reverse=True)
    yield "likeliest telling", _log_odds(scores[0])
    yield "second telling", _log_odds(scores[1] if len(scores) > 1 else _UNTOLD)
    yield "tellings", min(len(scores), _MANY)
    if len(scores) > 1:
        yield "told again", 1.0
    yield f"type={event.type}", 1.0
    if event.when:
        yield "dated", 1.0


def _of_likelier(event: Event, likelier: Sequence[Event]) -> Iterator[tuple[str, float]]:
    """What likelier events of the article say about this one."""
    mine = sides(event)
    here = [o for o in likelier if any(x.overlaps(y) for x in event.evidence for y in o.evidence)]
    alike = [o for o in likelier if o.type == event.type]
    if here:
        yield "likelier here", 1.0
        yield "likeliest here", max(o.origin.score for o in here)
    if any(sides(o) == mine for o in here):
        yield "likelier here with these parties", 1.0
    if any(o.type == event.type for o in here):
        yield "likelier here of this type", 1.0
    if any(sides(o) == mine for o in alike):
        yield "likelier of this type and parties", 1.0
    if any(sides(o) != mine and sides(o) & mine for o in alike):
        yield "likelier of this type, a party shared", 1.0


def _log_odds(score: float) -> float:
    score = min(max(score, 1e-4), 1 - 1e-4)
    return math.log(score / (1 - score))
