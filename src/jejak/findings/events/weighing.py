"""Which of several answers is likeliest: log-linear weights over named features, trained on coded articles.

When and where an act happened have a few answers each, "not said" among them. Every answer has
features; their weights add up, and the exponentials share out the likelihood. The weights are data
(`languages/id/setting_weights.yaml`), made by `training/settings.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from jejak.languages.data import lexicon_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """A possible answer, and what is true of it."""

    value: T
    features: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """What each feature counts, for the time and the place of an event."""

    when: Mapping[str, float]
    where: Mapping[str, float]


@cache
def setting_weights() -> Weights:
    """The trained weights, read once."""
    data: dict[str, Any] = lexicon_data("id", "setting_weights")
    return Weights(data["when"], data["where"])


def likelihoods(options: Sequence[Option[T]], weights: Mapping[str, float]) -> dict[T, float]:
    """How likely (0-1) each answer is; options of the same value are one answer."""
    totals = [math.fsum([weights[f] for f in option.features if f in weights]) for option in options]
    most = max(totals)
    shares: dict[T, float] = {}
    for option, total in zip(options, totals, strict=True):
        shares[option.value] = shares.get(option.value, 0.0) + math.exp(total - most)
    whole = sum(shares.values())
    return {value: share / whole for value, share in shares.items()}
