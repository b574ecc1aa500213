"""Candidate spans of persons from elsewhere, a trained model say, merged with what the rules saw.

A model's word is one more piece of evidence: it lifts what the rules doubted, and shows runs that they did
not start at. It never takes away what they are sure of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jejak.findings.people.values import Sighting
from jejak.names import clean_name, core_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.people.tokens import Words

TRUSTED: Final = 0.5
"""Score from which a candidate counts."""
LIFT: Final = 2
"""Points that a trusted candidate adds to what the rules saw in its place."""
ALONE: Final = 3
"""Points of a trusted candidate of two and more words where the rules saw nothing; of one word, one less."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of a zone's text that may name a person: code points, end exclusive; `score` from 0 to 1."""

    start: int
    end: int
    score: float = 1.0
    zone: str = "body"


def add_candidates(found: list[Sighting], words: Words, candidates: Sequence[Candidate]) -> list[Sighting]:
    """The zone's sightings, in order, with what its candidates add.

    A candidate that shares a word with a sighting lifts it by LIFT points. One that shares none becomes a
    sighting of its own, where all its words are the article's, capitalised, and no party's.
    """
    taken = {i: s for s in found for i in range(s.first, s.last)}
    lifted: set[int] = set()
    added: list[Sighting] = []
    for candidate in candidates:
        if candidate.zone != words.zone.name or candidate.score < TRUSTED:
            continue
        span = range(words.index_at(candidate.start), words.index_at(candidate.end))
        seen = next((taken[i] for i in span if i in taken), None)
        if seen is None:
            added += _new(words, span)
        elif id(seen) not in lifted:
            seen.points += LIFT
            lifted.add(id(seen))
    return sorted([*found, *added], key=lambda s: s.first)


def _new(words: Words, span: range) -> list[Sighting]:
    tokens = [words.tokens[i] for i in span]
    sayable = all(not t.unsaid and t.party is None and (t.capital or not t.word) for t in tokens)
    if not tokens or not sayable or not tokens[0].capital:
        return []
    name = clean_name(words.text[tokens[0].start : tokens[-1].end])
    points = ALONE if len(core_words(name)) > 1 else ALONE - 1
    return [Sighting(words, span[0], span[-1] + 1, name, points, "model")]
