"""How far people who reviewed the same findings agree: Cohen's kappa of each two of them.

Each says of a finding that it is right (accept), right once something is corrected, or wrong (reject). What
several reports tell of and both decided about at once counts as one finding.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from jejak.decisions import in_force
from jejak.views.decisions import all_decisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.decisions import Decision
    from jejak.views.record import Record

JUDGEMENTS: Final = ("accept", "correct", "reject")


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Two people, the findings both judged, and on how many they say the same.

    `kappa` is 1 where they always agree, 0 where they agree as often as chance would have it; None where
    chance alone would have them agree always, as when both only ever accept. `table` counts the pairs of
    judgements: one's, then the other's.
    """

    one: str
    other: str
    both: int
    agreed: int
    kappa: float | None
    table: tuple[tuple[str, str, int], ...]


def agreement(record: Record) -> tuple[AgreementRow, ...]:
    """Every two people who judged anything in common, those with most in common first."""
    judged = _judgements(in_force(all_decisions(record)))
    rows = [_row(one, judged[one], other, judged[other]) for one, other in combinations(sorted(judged), 2)]
    return tuple(sorted((row for row in rows if row.both), key=lambda row: (-row.both, row.one, row.other)))


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement beyond chance of two people's judgements (Cohen 1960); None where it can't be told."""
    if not pairs:
        return None
    total = len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum(one == other for one, other in pairs) / total
    expected = sum(ones[name] * others[name] for name in ones) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


_Judged = dict[tuple[str, str], tuple[str, str]]
"""Kind and claim -> the judgement, and the id of the decision that gave it."""


def _judgements(decisions: Sequence[Decision]) -> dict[str, _Judged]:
    """Person -> what they hold of each claim they judged. A correction outlasts a later accept."""
    found: dict[str, _Judged] = {}
    for decision in decisions:
        if decision.action not in JUDGEMENTS:
            continue
        own = found.setdefault(decision.who, {})
        for claim in decision.about:
            key = (decision.kind, claim)
            before = own.get(key, ("", ""))[0]
            if not (decision.action == "accept" and before == "correct"):
                own[key] = (decision.action, decision.id)
    return found


def _row(one: str, ones: _Judged, other: str, others: _Judged) -> AgreementRow:
    findings = {(ones[key], others[key]) for key in ones.keys() & others.keys()}
    pairs = [(first[0], second[0]) for first, second in findings]
    counted = sorted(Counter(pairs).items(), key=lambda item: item[0])
    return AgreementRow(
        one, other, len(pairs), sum(a == b for a, b in pairs), cohens_kappa(pairs),
        tuple((a, b, n) for (a, b), n in counted),
    )  # fmt: skip
