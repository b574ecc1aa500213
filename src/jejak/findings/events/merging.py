"""One event per happening: what an article tells several times becomes one (codebook 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jejak import edtf
from jejak.languages.data import lexicon_data
from jejak.languages.patterns import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jejak.model import Event

_STATES_OF_AFFAIRS = frozenset({"COOPERATE", "ASSAULT", "SANCTION", "RETREAT"})
"""Types that an article mostly tells once per pair, in many words."""
_SHARED = 0.5
_MOST_EVIDENCE = 12
"""Places that tell one event; more prove nothing more and would make a long page slow."""
_COMMON = frozenset(lexicon_data("id", "clauses")["common"])


def sides(event: Event) -> frozenset[str]:
    """The parties of an event at state level."""
    return frozenset(code.partition(":")[0] for code in event.actors + event.recipients)


def merge_same(events: Iterable[tuple[Event, bool]]) -> list[Event]:
    """Events in order, the same happening once. The flag: the event points back ("pertemuan itu")."""
    kept: list[Event] = []
    for event, points_back in events:
        for n in range(len(kept) - 1, -1, -1):
            if _same(kept[n], event, points_back=points_back):
                kept[n] = _merged(kept[n], event)
                break
        else:
            kept.append(event)
    return kept


def _same(a: Event, b: Event, *, points_back: bool) -> bool:
    if a.type != b.type:
        return False
    together = any(x.overlaps(b.evidence[0]) for x in a.evidence)
    if together and a.actors == b.actors and not (a.recipients and b.recipients):
        return True
    if sides(a) != sides(b):
        return False
    if together:
        return True
    if a.status != b.status or _differ(a.ordinal, b.ordinal) or _differ(a.series, b.series):
        return False
    if a.when and b.when:
        if not edtf.overlaps(a.when, b.when):
            return False
        if a.type == "CONSULT" and edtf.bounds(a.when) == edtf.bounds(b.when):
            return True
    if points_back or a.type in _STATES_OF_AFFAIRS or (a.series and a.series == b.series):
        return True
    return any(_alike(x.exact, b.evidence[0].exact) for x in a.evidence)


def _differ(a: object, b: object) -> bool:
    return a is not None and b is not None and a != b


def _alike(a: str, b: str) -> bool:
    """Whether two clauses share most of the shorter one's longer words, by their first letters."""
    x, y = _stems(a), _stems(b)
    return bool(x and y) and len(x & y) >= _SHARED * min(len(x), len(y))


def _stems(text: str) -> set[str]:
    return {w.form[:6] for w in words_of(text) if len(w.form) > 3 and w.form not in _COMMON}


def _merged(a: Event, b: Event) -> Event:
    told = len(a.evidence) >= _MOST_EVIDENCE or any(e.covers(b.evidence[0]) for e in a.evidence)
    return replace(
        a,
        recipients=a.recipients or b.recipients,
        evidence=a.evidence if told else a.evidence + b.evidence,
        mode=a.mode or b.mode,
        when=a.when or b.when,
        where=a.where or b.where,
        persons=tuple(dict.fromkeys(a.persons + b.persons)),
        contexts=tuple(dict.fromkeys(a.contexts + b.contexts))[:3],
        series=a.series or b.series,
        ordinal=a.ordinal or b.ordinal,
        origin=max(a.origin, b.origin, key=lambda o: o.score),
    )
