"""Events and commitments as they were known on a day: made again from what had been published by then.

Documents, statements and persons are seen through `Record(known_on=...)` as they are. What several articles
together tell is not: a later report may have joined two claims, or outvoted a date. So the claims known by
then are grouped again, by the rules of the record, and give what a record of those articles alone would hold.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jejak.record.decisions import group_commitments, group_events
from jejak.store.claims import COMMITMENT_CLAIMS, EVENT_CLAIMS, commitment_claim, event_claim
from jejak.views.asking import json_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.claims import CommitmentClaim, EventClaim
    from jejak.record.commitments import RecordCommitment
    from jejak.record.events import RecordEvent
    from jejak.views.record import Record


@dataclass(frozen=True, slots=True)
class KnownCommitment:
    """A commitment as then known, with the rows of its claims."""

    item: RecordCommitment
    rows: tuple[int, ...]


def events_known(record: Record, numbers: Sequence[int]) -> list[RecordEvent]:
    """The events of the components that these rows of `events` belong to."""
    rows = record.rows(f"{EVENT_CLAIMS} WHERE {_of_components('event')}", (json_list(numbers),))
    component = _components(record, "event", numbers)
    parts: defaultdict[str, list[EventClaim]] = defaultdict(list)
    for number, claim in map(event_claim, rows):
        parts[component[number]].append(claim)
    return [event for claims in parts.values() for event in group_events(record.verdicts, claims)]


def commitments_known(record: Record, numbers: Sequence[int]) -> list[KnownCommitment]:
    """The commitments of the components that these rows of `commitments` belong to."""
    rows = record.rows(f"{COMMITMENT_CLAIMS} WHERE {_of_components('commitment')}", (json_list(numbers),))
    component = _components(record, "commitment", numbers)
    parts: defaultdict[str, list[CommitmentClaim]] = defaultdict(list)
    row_of: dict[tuple[str, str], int] = {}
    for number, claim in map(commitment_claim, rows):
        parts[component[number]].append(claim)
        row_of[claim.key] = number
    return [
        KnownCommitment(item, tuple(row_of[claim.key] for claim in item.claims))
        for claims in parts.values()
        for item in group_commitments(record.verdicts, claims)
    ]


def _components(record: Record, kind: str, numbers: Sequence[int]) -> dict[int, str]:
    """Row of a claim -> its component. Claims of two components never were one: likeness is of two claims."""
    return dict(
        record.rows(
            f"SELECT c.claim, x.component FROM {kind}s AS x JOIN {kind}_claims AS c USING ({kind})"
            f" WHERE x.component IN (SELECT y.component FROM {kind}s AS y WHERE y.{kind} IN"
            " (SELECT value FROM json_each(?)))",
            (json_list(numbers),),
        )
    )


def _of_components(kind: str) -> str:
    """Current claims of whole components. `d.reading` is that of the documents seen."""
    return (
        f"d.reading = c.reading AND c.{kind} IN (SELECT x.{kind} FROM {kind}s AS x WHERE x.component IN"
        f" (SELECT y.component FROM {kind}s AS y WHERE y.{kind} IN (SELECT value FROM json_each(?))))"
    )
