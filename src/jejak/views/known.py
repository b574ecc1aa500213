"""Events and commitments as they were known on a day: made again from what had been published by then.

Documents, statements and persons are seen through `Record(known_on=...)` as they are. What several articles
together tell is not: a later report may have joined two claims, or outvoted a date. So the claims known by
then are grouped again, by the rules of the record, and give what a record of those articles alone would hold.
Where all claims that hang together were known by then, they are grouped as the record has them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from jejak.record.decisions import commitments_of, events_of, group_commitments, group_events
from jejak.record.grouping import Component
from jejak.store.claims import COMMITMENT_CLAIMS, EVENT_CLAIMS, commitment_claim, event_claim, strings
from jejak.views.asking import json_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jejak.claims import CommitmentClaim, EventClaim
    from jejak.record.commitments import RecordCommitment
    from jejak.record.events import RecordEvent
    from jejak.views.record import Record

C = TypeVar("C", "EventClaim", "CommitmentClaim")

_COMPONENTS: Final = (
    "x.component IN (SELECT y.component FROM {kind}s AS y WHERE y.{kind} IN (SELECT value FROM json_each(?)))"
)

_BATCH: Final = 300
"""Events that are looked at together where only the latest are wanted."""

_ITEM: Final = -3
"""Where the item of a claim stands in its row."""


@dataclass(frozen=True, slots=True)
class KnownCommitment:
    """A commitment as then known, with the rows of its claims."""

    item: RecordCommitment
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event as then known.

    `reports` is the number of documents, `claims` are their ids with those of the claims. Where all that
    hangs together with it was known then, it is as the record has it in `row`, and claims are left out.
    """

    id: str
    type: str
    mode: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    persons: tuple[str, ...]
    when: str | None
    days: tuple[str | None, str | None]
    where: str | None
    contexts: tuple[str, ...]
    series: str | None
    ordinal: int | None
    sort_day: str
    parties: tuple[str, ...]
    reports: int
    row: int | None
    claims: tuple[tuple[str, str], ...] = ()


def known_events(
    record: Record,
    numbers: Sequence[int] | None,
    *,
    fits: Callable[[KnownEvent], bool] = lambda _: True,
    limit: int | None = None,
) -> list[KnownEvent]:
    """The events that fit, of the components of these rows of `events` (of all if None), oldest first.

    At most `limit`, the latest.
    """
    here, values = "", list[object]()
    if numbers is not None:
        here, values = f"WHERE {_COMPONENTS.format(kind='event')}", [json_list(numbers)]
    day = record.known_on.isoformat() if record.known_on else "9999-12-31"
    told = record.rows(
        "SELECT x.component, x.event, x.sort_day, x.id, count(DISTINCT c.reading), count(*),"
        " sum(d.day IS NULL OR d.day > ?) FROM events AS x"
        " JOIN event_claims AS c USING (event) JOIN main.documents AS d ON d.reading = c.reading"
        f" {here} GROUP BY x.event",
        (day, *values),
    )
    claims, later = Counter[str](), Counter[str]()
    for component, *_, every, hidden in told:
        claims[component] += every
        later[component] += hidden
    cut = [row[1] for row in told if 0 < later[row[0]] < claims[row[0]]]
    found = [event for known in events_known(record, cut) if fits(event := _told(known))]
    whole = [
        (sort_day, ident, event, documents)
        for component, event, sort_day, ident, documents, *_ in told
        if not later[component]
    ]
    whole.sort(reverse=True)
    kept = 0
    step = max(1, len(whole)) if limit is None else max(_BATCH, limit)
    for start in range(0, len(whole), step):
        batch = {event: documents for *_, event, documents in whole[start : start + step]}
        fitting = [event for event in _as_they_stand(record, batch) if fits(event)]
        found += fitting
        kept += len(fitting)
        if limit is not None and kept >= limit:
            break
    found.sort(key=lambda event: (event.sort_day, event.id))
    return found[-limit:] if limit else found


def _as_they_stand(record: Record, whole: Mapping[int, int]) -> Iterator[KnownEvent]:
    """The events in these rows, each with the number of its documents."""
    rows = record.rows(
        "SELECT e.event, e.id, e.type, e.mode, e.status, e.actors, e.recipients, e.persons, e.happened,"
        " e.first_day, e.last_day, e.place, e.contexts, e.series, e.ordinal, e.sort_day,"
        " (SELECT json_group_array(p.party) FROM event_parties AS p WHERE p.event = e.event)"
        " FROM events AS e WHERE e.event IN (SELECT value FROM json_each(?))",
        (json_list(list(whole)),),
    )
    for (row, ident, type_, mode, status, actors, recipients, persons, when, first, last, where, contexts,
         series, ordinal, day, parties) in rows:  # fmt: skip
        yield KnownEvent(
            ident, type_, mode, status, strings(actors), strings(recipients), strings(persons), when,
            (first, last), where, strings(contexts), series, ordinal, day, tuple(sorted(strings(parties))),
            whole[row], row,
        )  # fmt: skip


def _told(event: RecordEvent) -> KnownEvent:
    return KnownEvent(
        event.id, event.type, event.mode, event.status, event.actors, event.recipients, event.persons,
        event.when, event.days, event.where, event.contexts, event.series, event.ordinal, event.sort_day,
        event.parties, len({claim.document.id for claim in event.claims}), None,
        tuple(claim.key for claim in event.claims),
    )  # fmt: skip


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
        f" WHERE {_COMPONENTS.format(kind=kind)} GROUP BY x.{kind}",
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
    components = _COMPONENTS.format(kind=kind)
    return f"d.reading = c.reading AND c.{kind} IN (SELECT x.{kind} FROM {kind}s AS x WHERE {components})"
