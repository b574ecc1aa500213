"""Grouping by the rules and by what people decided: a decision counts over any rule.

Claims that somebody joined are one, claims that somebody parted never are, and rejected claims keep to
themselves. A later report that is like one of several joined claims may belong with all of them, though the
rules say that it differs from another. All of it is a function of the claims and the decisions, so the
order of the pages makes no difference here either.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

from jejak.record import commitments, events, sameness
from jejak.record.grouping import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jejak.claims import CommitmentClaim, EventClaim
    from jejak.decisions import Decision, Value, Verdicts
    from jejak.record.commitments import RecordCommitment
    from jejak.record.events import RecordEvent
    from jejak.record.grouping import Component

JOINED: Final = 2.0
"""Likeness of claims that somebody joined: they join before any that a rule joins."""


class _Claim(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def key(self) -> tuple[str, str]: ...


C = TypeVar("C", bound=_Claim)


def event_rules(verdicts: Verdicts, claims: Iterable[EventClaim]) -> Rules[EventClaim]:
    """The rules for events, for grouping these claims (as found), with the decisions over them."""
    rules: Rules[EventClaim] = Rules(sameness.likeness, lambda claim: events.same_blocks(claim))
    concerned = [claim for claim in claims if verdicts.concern("event", claim.id)]
    return _Decided("event", verdicts, concerned, rules, verdicts.event).rules() if concerned else rules


def commitment_rules(verdicts: Verdicts, claims: Iterable[CommitmentClaim]) -> Rules[CommitmentClaim]:
    """The rules for promises, for grouping these claims (as found), with the decisions over them."""
    rules: Rules[CommitmentClaim] = Rules(commitments.likeness, commitments.same_blocks)
    concerned = [claim for claim in claims if verdicts.concern("commitment", claim.id)]
    decided = _Decided("commitment", verdicts, concerned, rules, verdicts.commitment)
    return decided.rules() if concerned else rules


def event_keys(verdicts: Verdicts, claim: EventClaim) -> frozenset[str]:
    """The keys to find an event claim by: of what was found, and of what was corrected."""
    keys, seen = events.event_blocks(claim), verdicts.event(claim)
    return keys if seen is claim else keys | events.event_blocks(seen)


def commitment_keys(verdicts: Verdicts, claim: CommitmentClaim) -> frozenset[str]:
    """The keys to find a commitment claim by: of what was found, and of what was corrected."""
    keys, seen = commitments.commitment_blocks(claim), verdicts.commitment(claim)
    return keys if seen is claim else keys | commitments.commitment_blocks(seen)


class _Decided(Generic[C]):
    """Rules under decisions. `claims` are those about which anything was decided.

    A corrected claim is like another if it is as found or as corrected: reports may repeat the fault.
    """

    def __init__(
        self, kind: str, verdicts: Verdicts, claims: Iterable[C], rules: Rules[C], seen: Callable[[C], C]
    ) -> None:
        self._kind, self._verdicts, self._plain, self._seen = kind, verdicts, rules, seen
        self._joined: dict[str, list[C]] = defaultdict(list)
        for claim in sorted(claims, key=lambda c: c.key):
            for other in verdicts.same(kind, claim.id):
                if verdicts.is_rejected(kind, claim.id) == verdicts.is_rejected(kind, other):
                    self._joined[other].append(claim)

    def rules(self) -> Rules[C]:
        return Rules(self.likeness, self.blocks)

    def likeness(self, a: C, b: C) -> float:
        kind, verdicts = self._kind, self._verdicts
        if verdicts.is_rejected(kind, a.id) != verdicts.is_rejected(kind, b.id):
            return -1.0
        same = verdicts.same(kind, a.id)
        if a.id in same and b.id in same:
            return JOINED
        if self._parted(a, b):
            return -1.0
        score = self._by_rule(a, b)
        if score < 0 and (self._joined.get(a.id) or self._joined.get(b.id)):
            ours, theirs = self._joined.get(a.id) or [a], self._joined.get(b.id) or [b]
            if any(self._by_rule(x, y) > 0 for x in ours for y in theirs):
                return 0.0
        return score

    def _by_rule(self, a: C, b: C) -> float:
        found, one, two = self._plain.likeness(a, b), self._seen(a), self._seen(b)
        return found if one is a and two is b else max(found, self._plain.likeness(one, two))

    def blocks(self, claim: C) -> frozenset[str]:
        same = self._verdicts.same(self._kind, claim.id)
        keys = self._plain.blocks(claim) | self._plain.blocks(self._seen(claim))
        return keys | {f"joined|{min(same)}"} if len(same) > 1 else keys

    def _parted(self, a: C, b: C) -> bool:
        ours = self._verdicts.same(self._kind, a.id) or {a.id}
        theirs = self._verdicts.same(self._kind, b.id) or {b.id}
        return any(not theirs.isdisjoint(self._verdicts.apart(self._kind, one)) for one in ours)


def decided_reason(verdicts: Verdicts, kind: str, a: str, b: str) -> tuple[str, float] | None:
    """Why two claims are one, where somebody decided so."""
    if b not in verdicts.same(kind, a):
        return None
    found = [d for claim in (a, b) if (d := verdicts.joined_by(kind, claim))]
    latest = max(found, key=lambda d: d.at)
    return f"joined by {latest.who} on {latest.at[:10]}", 1.0


def group_events(
    verdicts: Verdicts, claims: Sequence[EventClaim], old: Sequence[Component[EventClaim]] = ()
) -> list[RecordEvent]:
    """The events that the claims tell of, as decided."""
    everyone = [*claims, *(c for component in old for members in component.groups for c in members)]
    rules = event_rules(verdicts, everyone)
    return [_corrected_event(verdicts, item) for item in events.group_events(claims, old, rules)]


def events_of(verdicts: Verdicts, component: Component[EventClaim]) -> list[RecordEvent]:
    """The events of a component as it is grouped, as decided."""
    return [_corrected_event(verdicts, item) for item in events.events_of(component)]


def commitments_of(verdicts: Verdicts, component: Component[CommitmentClaim]) -> list[RecordCommitment]:
    """The commitments of a component as it is grouped, as decided."""
    return [_corrected_commitment(verdicts, item) for item in commitments.commitments_of(component)]


def group_commitments(
    verdicts: Verdicts, claims: Sequence[CommitmentClaim], old: Sequence[Component[CommitmentClaim]] = ()
) -> list[RecordCommitment]:
    """The commitments that the claims tell of, as decided."""
    everyone = [*claims, *(c for component in old for members in component.groups for c in members)]
    rules = commitment_rules(verdicts, everyone)
    return [
        _corrected_commitment(verdicts, item) for item in commitments.group_commitments(claims, old, rules)
    ]


def corrections(verdicts: Verdicts, kind: str, claims: Iterable[str]) -> dict[str, tuple[Value, Decision]]:
    """Field -> value and decision, of an item with these claims: the latest correction of any of them."""
    found: dict[str, tuple[Value, Decision]] = {}
    for claim in claims:
        for name, (value, decision) in verdicts.of(kind, claim).fields.items():
            if name not in found or (found[name][1].at, found[name][1].id) < (decision.at, decision.id):
                found[name] = value, decision
    return found


def _values(found: Mapping[str, tuple[Value, Decision]]) -> dict[str, Any]:
    return {name: value for name, (value, _) in found.items()}


def _corrected_event(verdicts: Verdicts, item: RecordEvent) -> RecordEvent:
    """The event with what was corrected in any of its reports; reports that came later can't outvote it."""
    values = _values(corrections(verdicts, "event", (claim.id for claim in item.claims)))
    if not values:
        return item
    claims = tuple(replace(claim, event=replace(claim.event, **values)) for claim in item.claims)
    day = events.sort_day(values["when"], claims) if "when" in values else item.sort_day
    return replace(item, **values, claims=claims, sort_day=day)


def _corrected_commitment(verdicts: Verdicts, item: RecordCommitment) -> RecordCommitment:
    values = _values(corrections(verdicts, "commitment", (claim.id for claim in item.claims)))
    values.pop("status", None)
    if not values:
        return item
    changed = replace(item, **values)
    return (
        replace(changed, sort_day=commitments.sort_day(changed.made, item.claims[0]))
        if "made" in values
        else changed
    )
