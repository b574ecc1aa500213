"""Events and commitments as they were known on a day: made again from what had been published by then.

Documents, statements and persons are seen through `Record(known_on=...)` as they are. What several articles
together tell is not: a later report may have joined two claims, or outvoted a date. So the claims known by
then are grouped again, by the rules of the record, and give what a record of those articles alone would hold.
Where all claims that hang together were known by then, they are grouped as the record has them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from jejak.record.decisions import commitments_of, events_of, group_commitments, group_events
from jejak.record.grouping import Component
from jejak.store.claims import COMMITMENT_CLAIMS, EVENT_CLAIMS, commitment_claim, event_claim
from jejak.views.asking import json_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jejak.claims import CommitmentClaim, EventClaim
    from jejak.record.commitments import RecordCommitment
    from jejak.record.events import RecordEvent
    from jejak.views.record import Record

C = TypeVar("C", "EventClaim", "CommitmentClaim")

_ITEM = -3
"""Where the item of a claim stands in its row."""


@dataclass(frozen=True, slots=True)
class KnownCommitment:
    """A commitment as then known, with the rows of its claims."""

    item: RecordCommitment
    rows: tuple[int, ...]


def events_known(record: Record, numbers: Sequence[int]) -> list[RecordEvent]:
    """The events of the components that these rows of `events` belong to."""
    rows = record.rows(f"{EVENT_CLAIMS} WHERE {_of_components('event')}", (json_list(numbers),))
    found: list[RecordEvent] = []
    for whole, grouped in _components(record, "event", numbers, rows, event_claim):
        found += (
            events_of(record.verdicts, grouped) if whole else group_events(record.verdicts, _claims(grouped))
        )
    return found


def commitments_known(record: Record, numbers: Sequence[int]) -> list[KnownCommitment]:
    """The commitments of the components that these rows of `commitments` belong to."""
    rows = record.rows(f"{COMMITMENT_CLAIMS} WHERE {_of_components('commitment')}", (json_list(numbers),))
    row_of = {claim.key: number for number, claim in map(commitment_claim, rows)}
    found: list[RecordCommitment] = []
    for whole, grouped in _components(record, "commitment", numbers, rows, commitment_claim):
        found += (
            commitments_of(record.verdicts, grouped)
            if whole
            else group_commitments(record.verdicts, _claims(grouped))
        )
    return [KnownCommitment(item, tuple(row_of[claim.key] for claim in item.claims)) for item in found]


def _components(
    record: Record,
    kind: str,
    numbers: Sequence[int],
    rows: Sequence[tuple[Any, ...]],
    read: Callable[[tuple[Any, ...]], tuple[int, C]],
) -> Iterator[tuple[bool, Component[C]]]:
    """The components of claims (rows), grouped as the record has them, and whether all their claims are here.

    Claims of two components never were one: likeness is of two claims.
    """
    told = record.rows(
        f"SELECT x.component, x.{kind}, count(*) FROM {kind}s AS x JOIN {kind}_claims AS c USING ({kind})"
        f" WHERE x.component IN (SELECT y.component FROM {kind}s AS y WHERE y.{kind} IN"
        f" (SELECT value FROM json_each(?))) GROUP BY x.{kind}",
        (json_list(numbers),),
    )
    component = {item: name for name, item, _ in told}
    left: Counter[str] = Counter()
    for name, _, claims in told:
        left[name] += claims
    parts: defaultdict[str, defaultdict[int, list[C]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        name = component[row[_ITEM]]
        parts[name][row[_ITEM]].append(read(row)[1])
        left[name] -= 1
    for name, items in parts.items():
        groups = (tuple(sorted(claims, key=lambda claim: claim.key)) for claims in items.values())
        yield not left[name], Component(name, tuple(groups))


def _claims(component: Component[C]) -> list[C]:
    return [claim for members in component.groups for claim in members]


def _of_components(kind: str) -> str:
    """Current claims of whole components. `d.reading` is that of the documents seen."""
    return (
        f"d.reading = c.reading AND c.{kind} IN (SELECT x.{kind} FROM {kind}s AS x WHERE x.component IN"
        f" (SELECT y.component FROM {kind}s AS y WHERE y.{kind} IN (SELECT value FROM json_each(?))))"
    )
