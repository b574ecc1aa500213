"""What the judge is asked: where the trigger of a guess and its parties stand, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jejak.findings.scenes import HOME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jejak.findings.events.features import Candidate
    from jejak.findings.scenes import Participant, SentenceScene

    Span = tuple[int, int]

TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The order in which the network tells types."""
STATUSES: Final = ("cancelled", "occurred", "ongoing", "planned", "proposed", "recurring")
"""The order in which the network tells statuses."""
_HOWS: Final = ("frame", "speaker", "again", "patient", "near", "first", "topic", "other")
_FILLS: Final = ("", "none", "here", "place", "before", "main")
_FRAMES: Final = ("active", "passive", "noun", "mutual")
_GUESSED: Final = (
    "occurred", "ongoing", "recurring", "planned", "proposed", "cancelled", "modal", "negated", "threatened",
    "promised",
)  # fmt: skip
_MOST: Final = 4
_SCALE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about one zone: where its word stands, four roles' stretches, numbers of kinds, numbers.

    The roles are trigger, actors, recipients, sentence.
    """

    at: int
    roles: tuple[tuple[Span, ...], ...]
    kinds: tuple[int, ...]
    numbers: tuple[float, ...]


def about_guess(guess: Candidate, log_odds: float) -> Asked:
    """Whether a guess tells of an event. `log_odds` are those of its features."""
    match, roles, sentence = guess.match, guess.roles, guess.sentence
    trigger = (match.start, match.end)
    base, _, fill = guess.guessed.partition("+")
    how, filled = base.split()[0], fill.split()[:1]
    acting, suffering = {p.party for p in roles.actors}, {p.party for p in roles.recipients}
    return Asked(
        match.start,
        (
            (trigger,),
            _named(sentence, trigger, roles.actors),
            _named(sentence, trigger, roles.recipients),
            ((sentence.start, sentence.end),),
        ),
        (
            TYPES.index(guess.kind),
            _HOWS.index(how),
            _FILLS.index(filled[0]) if filled else 0,
            _FRAMES.index(match.value.frame),
            _GUESSED.index(guess.status),
        ),
        (
            log_odds / _SCALE,
            guess.told,
            "known" in fill,
            base == "patient again",
            not roles.actors,
            len(roles.actors) > 1,
            not roles.recipients,
            len(roles.recipients) > 1,
            HOME in acting,
            HOME in suffering,
        ),
    )


def _named(sentence: SentenceScene, word: Span, who: Iterable[Participant]) -> tuple[Span, ...]:
    """Where they are named; those who were only assumed: where they were last named before."""
    found = []
    for participant in who:
        start, end = participant.start, participant.end
        if start == word[0] and end <= word[1]:
            named = sentence.scene.last_named(participant.party, sentence.end)
            if named is None:
                continue
            start, end = named.start, named.end
        found.append((start, end))
    return tuple(found[:_MOST])
