"""Evaluation: which finding answers which coded one, in one article, by each measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from jejak.evaluation.likeness import (
    best_pairs,
    containment,
    dates_overlap,
    jaccard,
    overlap_of,
    parties,
    party,
    same_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jejak.evaluation.coded import CodedArticle, CodedCommitment, CodedEvent, CodedStatement, Words

    Pairs = Sequence[tuple[int, int]]

T = TypeVar("T")

_HALF: Final = 0.5
"""Least share of words that a quote shares with its finding, and of parties that events and promises do."""

_SHARED: Final = 0.6
"""Least share of the shorter evidence's words that must stand in the other."""

_TIE: Final = 1e-6
"""Less than any two scores differ by."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs (place in the gold, place in the found) of one article, by measure."""

    people: Pairs
    people_with_party: Pairs
    times: Pairs
    quotes: Pairs
    statements: Pairs
    events: Pairs
    events_strict: Pairs
    events_anywhere: Pairs
    events_of_any_type: Pairs
    commitments: Pairs


def match(gold: CodedArticle, found: CodedArticle) -> Matches:
    """Pairs the findings of one article with its hand coding, one to one, the most alike first."""
    people = _paired(gold.people, found.people, lambda g, f: float(same_name(g.name, f.name)))
    quotes = _paired(gold.statements, found.statements, _quote)
    events = _paired(gold.events, found.events, _event)
    return Matches(
        people=people,
        people_with_party=[
            (i, j) for i, j in people if party(gold.people[i].represents) == party(found.people[j].represents)
        ],
        times=_paired(
            gold.times,
            found.times,
            lambda g, f: containment(g.words.exact, f.words.exact) if g.edtf == f.edtf else 0.0,
        ),
        quotes=quotes,
        statements=[(i, j) for i, j in quotes if same_speaker(gold.statements[i], found.statements[j])],
        events=events,
        events_strict=[(i, j) for i, j in events if _same_in_full(gold.events[i], found.events[j])],
        events_anywhere=_paired(
            gold.events, found.events, lambda g, f: float(shares_evidence(g.evidence, f.evidence))
        ),
        events_of_any_type=_paired(gold.events, found.events, _event_of_any_type),
        commitments=_paired(gold.commitments, found.commitments, _commitment),
    )


def _paired(gold: Sequence[T], found: Sequence[T], score: Callable[[T, T], float]) -> Pairs:
    return best_pairs((score(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found))


def _quote(gold: CodedStatement, found: CodedStatement) -> float:
    shared = overlap_of(gold.words.exact, found.words.exact)
    return shared if shared >= _HALF else 0.0


def same_speaker(gold: CodedStatement, found: CodedStatement) -> bool:
    """Whether the names are one, or the codes; a code (`IDN`, `IDN:MFA`) needs only the same party."""
    code = gold.speaker_id
    if same_name(gold.speaker, found.speaker) or code == found.speaker_id:
        return True
    return (":" in code or code.isupper()) and party(code) == party(found.speaker_id)


def sides(event: CodedEvent) -> frozenset[str]:
    """All parties of an event, on whichever side."""
    return parties(event.actors, event.recipients)


def shares_evidence(gold: Sequence[Words], found: Sequence[Words]) -> bool:
    """Whether some evidence of both is mostly the same words."""
    return any(containment(g.exact, f.exact) >= _SHARED for g in gold for f in found)


def _event(gold: CodedEvent, found: CodedEvent) -> float:
    return _alike(gold, found) if gold.type == found.type else 0.0


def _event_of_any_type(gold: CodedEvent, found: CodedEvent) -> float:
    """As `_event` but for the type, which decides only between findings that are alike otherwise."""
    alike = _alike(gold, found)
    return alike + _TIE if alike and gold.type == found.type else alike


def _alike(gold: CodedEvent, found: CodedEvent) -> float:
    close = jaccard(sides(gold), sides(found))
    if close < _HALF:
        return 0.0
    same_words = shares_evidence(gold.evidence, found.evidence)
    same_series = bool(gold.series) and gold.series == found.series
    if not (same_words or dates_overlap(gold.when, found.when) or same_series):
        return 0.0
    return close + same_words


def _same_in_full(gold: CodedEvent, found: CodedEvent) -> bool:
    return sides(gold) == sides(found) and gold.status == found.status


def _commitment(gold: CodedCommitment, found: CodedCommitment) -> float:
    if jaccard(parties(gold.by), parties(found.by)) < _HALF:
        return 0.0
    shared = max(
        containment(gold.action, found.action),
        *(containment(g.exact, f.exact) for g in gold.evidence for f in found.evidence),
        0.0,
    )
    return shared if shared >= _SHARED else 0.0
