"""One event per happening: what an article tells several times becomes one (codebook 5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from jejak import edtf
from jejak.claims import states
from jejak.languages.data import lexicon_data
from jejak.languages.patterns import words_of
from jejak.languages.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jejak.model import Event, Evidence

_SHARED = 0.25
"""Share of the shorter clause's words that two tellings of one act, other than a meeting, have in common."""
_BOTH = 2
"""Persons in common, one on each side, that make a meeting the same whoever else is named."""
_LOOK_BACK = 60
_MOST_EVIDENCE = 12
"""Places that tell one event; more prove nothing more and would make a long page slow."""
_COMMON = frozenset(lexicon_data("id", "clauses")["common"])


def sides(event: Event) -> frozenset[str]:
    """All parties of an event at state level."""
    return states(event.actors + event.recipients)


Answers = dict[str | None, float]
"""Times or places, None for "not said", each with how likely it is."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one or more places of an article tell it, with how likely each time and place is."""

    event: Event
    points_back: bool = False
    """Whether the sentence speaks of what was told before ("pertemuan itu")."""
    when: Answers = field(default_factory=dict)
    where: Answers = field(default_factory=dict)


def with_score(telling: Telling, score: float) -> Telling:
    """The telling, as likely as this."""
    event = telling.event
    return replace(telling, event=replace(event, origin=replace(event.origin, score=round(score, 3))))


@dataclass(frozen=True, slots=True)
class Happening:
    """What several places of an article tell as one event, and how likely each of them was."""

    told: Telling
    scores: tuple[float, ...]

    @property
    def event(self) -> Event:
        """The event that all of them tell."""
        return self.told.event


def merged_same(tellings: Iterable[Telling]) -> list[Happening]:
    """Events in order, the same happening once."""
    kept: list[Happening] = []
    by_type: dict[str, list[int]] = defaultdict(list)
    for telling in tellings:
        event = telling.event
        for n in reversed(by_type[event.type][-_LOOK_BACK:]):
            if _same(kept[n].told, telling):
                scores = (*kept[n].scores, event.origin.score)
                kept[n] = Happening(_merged(kept[n].told, telling), scores)
                break
        else:
            by_type[event.type].append(len(kept))
            kept.append(Happening(telling, (event.origin.score,)))
    return kept


def _same(one: Telling, two: Telling) -> bool:
    a, b = one.event, two.event
    if a.type != b.type or (a.type == "CONSULT" and _kind(a) != _kind(b) and not _one_series(a, b)):
        return False
    together = any(x.overlaps(b.evidence[0]) for x in a.evidence)
    if together and a.actors == b.actors and not (a.recipients and b.recipients):
        return True
    if sides(a) != sides(b):
        return False
    return together or (
        _agree(a, b) and not _other_way_round(a, b) and _same_act(a, b, points_back=two.points_back)
    )


def _agree(a: Event, b: Event) -> bool:
    """Whether nothing that both say differs: status, series, number, time."""
    if a.status != b.status or _differ(a.ordinal, b.ordinal) or _differ(a.series, b.series):
        return False
    if not a.when or not b.when:
        return True
    begun_apart = a.when.endswith("/..") and b.when.endswith("/..") and a.when != b.when
    return not begun_apart and edtf.overlaps(a.when, b.when)


def _same_act(a: Event, b: Event, *, points_back: bool) -> bool:
    """Whether two events of the same parties, between which nothing differs, are told as one."""
    if points_back:
        return True
    if a.type == "CONSULT":
        return not _other_people(a, b)
    return _one_series(a, b) or any(
        _runs_on(x, b.evidence[0]) or _alike(x.exact, b.evidence[0].exact) for x in a.evidence
    )


def _other_way_round(a: Event, b: Event) -> bool:
    """Whether in one the other side acts: an answer to an attack is another attack."""
    if a.type == "CONSULT" or not (a.recipients and b.recipients):
        return False
    return states(a.actors).isdisjoint(states(b.actors))


def _other_people(a: Event, b: Event) -> bool:
    """Whether both name who met, and nobody in common, or each somebody that the other does not."""
    x, y = frozenset(a.persons), frozenset(b.persons)
    if not x or not y:
        return False
    return not x & y or (bool(x - y) and bool(y - x) and len(x & y) < _BOTH)


def _kind(event: Event) -> str:
    """A visit, the talks in it and a call are three events."""
    return event.mode if event.mode in ("visit", "phone") else "meeting"


def _one_series(a: Event, b: Event) -> bool:
    """Whether both are told of one series: to come to a summit is to take part in it."""
    return a.series is not None and a.series == b.series


def _differ(a: object, b: object) -> bool:
    return a is not None and b is not None and a != b


def _runs_on(first: Evidence, then: Evidence) -> bool:
    """Whether one stretch of words goes on where the other ends."""
    return first.zone == then.zone and 0 <= then.start - first.end <= 1


def _alike(a: str, b: str) -> bool:
    """Whether two clauses share enough of the shorter one's longer words, by their stems."""
    x, y = _stems(a), _stems(b)
    return bool(x and y) and len(x & y) >= _SHARED * min(len(x), len(y))


@lru_cache(maxsize=1 << 12)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w.form) for w in words_of(text) if len(w.form) > 3 and w.form not in _COMMON)


def _merged(one: Telling, two: Telling) -> Telling:
    """One event of two tellings, in order: what the likelier says holds, the other adds to it.

    Of two words for one act in a clause the first says its status ("mengancam akan menyerang"), and the wider
    one who acts ("serangan X terhadap Y menewaskan" is no act of Y). The time is the likeliest that any
    telling gives, and so is the place.
    """
    a, b = one.event, two.event
    sure, other = (a, b) if a.origin.score >= b.origin.score else (b, a)
    if _other_way_round(a, b) and other.evidence[0].covers(sure.evidence[0]):
        sure, other = other, sure
    together = any(e.overlaps(b.evidence[0]) for e in a.evidence)
    told = len(a.evidence) >= _MOST_EVIDENCE or any(e.covers(b.evidence[0]) for e in a.evidence)
    whens, wheres = _both(one.when, two.when), _both(one.where, two.where)
    event = replace(
        sure,
        status=a.status if together else sure.status,
        recipients=sure.recipients or other.recipients,
        evidence=a.evidence if told else a.evidence + b.evidence,
        mode=sure.mode or other.mode,
        when=best_of(whens) if whens else sure.when or other.when,
        where=best_of(wheres) if wheres else sure.where or other.where,
        persons=tuple(dict.fromkeys(sure.persons + other.persons)),
        contexts=tuple(dict.fromkeys(sure.contexts + other.contexts))[:3],
        series=sure.series or other.series,
        ordinal=sure.ordinal or other.ordinal,
    )
    return Telling(event, when=whens, where=wheres)


def best_of(answers: Answers) -> str | None:
    """The likeliest answer."""
    return max(answers, key=lambda answer: answers[answer])


def _both(a: Answers, b: Answers) -> Answers:
    """What two tellings say together: what either says holds more, and "not said" only if neither does."""
    if not a or not b:
        return a or b
    found = {value: max(a.get(value, 0.0), b.get(value, 0.0)) for value in {**a, **b}}
    found[None] = min(a.get(None, 0.0), b.get(None, 0.0))
    return found
