"""Evaluation: counts of many articles -> precision, recall, F1 and accuracy, each with an interval.

The intervals are percentile bootstraps over articles (Efron and Tibshirani 1993, chapter 13): a draw takes as
many articles as there are, with replacement; the middle 95 % of the figures that the draws give are the
interval. It tells how a figure would swing with other articles like these, not of articles unlike them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from jejak.evaluation.counting import Answers, Counts

    Floats = NDArray[np.float64]

RESAMPLES: Final = 1000
CONFIDENCE: Final = 0.95
SEED: Final = 20_260_101
"""Of the draws; the same for all, so that the same articles give the same intervals."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share from 0 to 1 with its interval.

    There is none where all draws give one value (one article, all right, all wrong): that tells nothing of
    how the figure would swing.
    """

    value: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Measure:
    """What was found, against what was coded."""

    precision: Figure
    recall: Figure
    f1: Figure
    hit: int
    coded: int
    found: int


@dataclass(frozen=True, slots=True)
class Share:
    """What was right, of what was asked."""

    accuracy: Figure
    right: int
    asked: int


class Resampling:
    """How often each article stands in each draw: an array (draws, articles), the same for all measures."""

    def __init__(self, articles: int, *, draws: int = RESAMPLES, seed: int = SEED) -> None:
        drawn = np.random.default_rng(seed).integers(0, max(articles, 1), (draws, articles))
        self._times = np.zeros((draws, articles))
        np.add.at(self._times, (np.arange(draws)[:, None], drawn), 1.0)

    def measure(self, counts: Sequence[Counts]) -> Measure:
        """Precision, recall and F1 of counts, one an article."""
        table = np.array([(c.hit, c.coded, c.found) for c in counts], dtype=np.float64).reshape(-1, 3)
        point, drawn = _prf(table.sum(axis=0)), _prf(self._times @ table)
        precision, recall, f1 = (self._figure(point[n], drawn[n]) for n in range(3))
        hit, coded, found = (int(total) for total in table.sum(axis=0))
        return Measure(precision, recall, f1, hit, coded, found)

    def share(self, answers: Sequence[Answers]) -> Share:
        """Accuracy of answers, one an article."""
        table = np.array([(a.right, a.asked) for a in answers], dtype=np.float64).reshape(-1, 2)
        right, asked = table.sum(axis=0)
        drawn = self._times @ table
        figure = self._figure(_ratio(right, asked), _ratio(drawn[:, 0], drawn[:, 1]))
        return Share(figure, int(right), int(asked))

    def _figure(self, point: Floats, drawn: Floats) -> Figure:
        said = drawn[~np.isnan(drawn)]
        value = 0.0 if np.isnan(point) else float(point)
        if not said.size or said.min() == said.max():
            return Figure(value, None)
        low, high = np.percentile(said, [50 * (1 - CONFIDENCE), 50 * (1 + CONFIDENCE)])
        return Figure(value, (float(low), float(high)))


def _prf(totals: Floats) -> tuple[Floats, Floats, Floats]:
    """Precision, recall and F1 of (..., 3) hits, coded and found; NaN where there is nothing to divide by."""
    hit, coded, found = totals[..., 0], totals[..., 1], totals[..., 2]
    precision, recall = _ratio(hit, found), _ratio(hit, coded)
    p, r = np.nan_to_num(precision), np.nan_to_num(recall)
    f1 = np.where(coded + found > 0, np.nan_to_num(_ratio(2 * p * r, p + r)), np.nan)
    return precision, recall, f1


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part by whole, NaN where the whole is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, np.divide(part, whole), np.nan)
