"""Which event carries out, or calls off, what was announced before.

A planned act and its occurrence are two events, the second realises the first (codebook 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jejak.record.events import same_blocks
from jejak.record.sameness import (
    NEAR,
    PHASE,
    is_meeting,
    occasions,
    other_place,
    parties_in_common,
    published,
    same_place,
    word_likeness,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.claims import EventClaim

COMPARED: Final = 8
"""Reports of an event, the first by their keys, that are compared with those of another."""


@dataclass(frozen=True, slots=True)
class Relation:
    """That an event realises or cancels a plan, why we think so, and how sure it is (0-1)."""

    kind: str
    reason: str
    score: float


def relation(plan: Sequence[EventClaim], deed: Sequence[EventClaim]) -> Relation | None:
    """How an event bears on a planned one, by the claims of both in the order of their keys.

    The first claim says which of the two is the plan: somebody may have merged what was planned and done.
    """
    if PHASE[plan[0].event.status] != "ahead" or PHASE[deed[0].event.status] not in ("done", "cancelled"):
        return None
    found = [
        (why[1], why[0])
        for a in plan[:COMPARED]
        for b in deed[:COMPARED]
        if not _bare_blocks(a).isdisjoint(_bare_blocks(b)) and (why := _carried_out(a, b))
    ]
    if not found:
        return None
    score, reason = max(found)
    kind = "cancels" if PHASE[deed[0].event.status] == "cancelled" else "realises"
    return Relation(kind, reason, score)


def blocks(claims: Sequence[EventClaim]) -> frozenset[str]:
    """Keys under which what was planned is found for what was done or called off, and the other way round."""
    keys: set[str] = set()
    for claim in claims[:COMPARED]:
        phase, bare = PHASE[claim.event.status], _bare_blocks(claim)
        keys |= (
            {f"cancelled|{key}" for key in bare} | bare if phase == "ahead" else {f"ahead|{k}" for k in bare}
        )
    return frozenset(keys)


def _bare_blocks(claim: EventClaim) -> frozenset[str]:
    """Its keys as they would be if it had been done."""
    phase = PHASE[claim.event.status]
    return frozenset(key.removeprefix(f"{phase}|") for key in same_blocks(claim))


def _carried_out(plan: EventClaim, deed: EventClaim) -> tuple[str, float] | None:
    if PHASE[plan.event.status] != "ahead" or PHASE[deed.event.status] not in ("done", "cancelled"):
        return None
    if plan.parties != deed.parties or not _in_time(plan, deed):
        return None
    weight, share = word_likeness(plan, deed)
    if is_meeting(plan) and deed.event.type == "CONSULT":
        kinds = occasions(plan), occasions(deed)
        if (kinds[1] and not kinds[0] & kinds[1]) or other_place(plan, deed):
            return None
        if len(parties_in_common(plan, deed)) >= 2:
            return "the same persons were to meet at that time", 0.9
        if parties_in_common(plan, deed) and same_place(plan, deed):
            return "the same person was to be there at that time", 0.8
    if plan.event.series and plan.event.series == deed.event.series:
        return "the same meeting of a series", 0.9
    if weight >= 8 and share >= 0.6:
        return "the same words, of what was to come and of what came", 0.7
    return None


def _in_time(plan: EventClaim, deed: EventClaim) -> bool:
    """Whether the deed lies in the time planned for, or without one soon after the announcement."""
    told, announced = published(deed), published(plan)
    if told and announced and (announced[0] - told[0]).days > 1:
        return False
    happened = deed.span or told
    if plan.span and happened:
        return (plan.span[0] - happened[1]).days <= 1 and (happened[0] - plan.span[1]).days <= 1
    return bool(happened and announced and (happened[0] - announced[0]).days <= 3 * NEAR)
