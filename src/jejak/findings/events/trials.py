"""Every trigger with its guesses: how likely the features say they are, and what the judge then says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from jejak.findings.events.choice import likelihood_of
from jejak.findings.judging.asked import STATUSES, TYPES, about_guess

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jejak.findings.events.features import Candidate
    from jejak.findings.events.settings import Occasion
    from jejak.findings.judging import Judge
    from jejak.reading import ZoneReading

_WORTH: Final = 0.06
"""The likelihood that a trigger's best guess needs to be judged."""
_WORTH_READING: Final = 0.1
"""The likelihood that the best guess of all needs for the zone to be read by the judge."""
LEAST: Final = 0.06
"""The likelihood from which a guess that was judged is told."""
_SHARE: Final = 0.5
"""What the network counts; the rest are the weights of features."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A guess and its log odds; once judged, how likely each status is."""

    candidate: Candidate
    log_odds: float
    statuses: Mapping[str, float] | None = None

    @property
    def likelihood(self) -> float:
        """How likely it is, 0 to 1."""
        return likelihood_of(self.log_odds)


@dataclass(frozen=True, slots=True)
class Trial:
    """A trigger's guesses, the likeliest of them, and the occasion that was being told of then.

    `draft` is the number of the event that the likeliest became; None if it was too unlikely.
    """

    guesses: Sequence[Weighed]
    best: Weighed
    occasion: Occasion | None
    draft: int | None


def judged_trials(
    trials: Sequence[Trial], judge: Judge, zone: ZoneReading
) -> Iterator[tuple[Trial, Weighed]]:
    """The trials that are worth it, each with the guess that is likeliest when the judge was asked."""
    worth = [trial for trial in trials if trial.best.likelihood >= _WORTH]
    if not worth or max(trial.best.likelihood for trial in worth) < _WORTH_READING:
        return
    guesses = [guess for trial in worth for guess in trial.guesses]
    asked = [about_guess(guess.candidate, guess.log_odds) for guess in guesses]
    odds, statuses = judge.events(zone, asked)
    at = 0
    for trial in worth:
        told = []
        for guess, row in zip(trial.guesses, odds[at:], strict=False):
            said = float(row[TYPES.index(guess.candidate.kind)])
            told.append(mixed(said, guess.log_odds))
        best = max(range(len(told)), key=lambda n: told[n])
        likely = dict(zip(STATUSES, map(float, statuses[at + best]), strict=True))
        at += len(told)
        yield trial, replace(trial.guesses[best], log_odds=told[best], statuses=likely)


def mixed(judged_odds: float, weighed: float) -> float:
    """The log odds of a guess by the network and by the weights of features together."""
    return _SHARE * judged_odds + (1 - _SHARE) * weighed
