"""Groups claims that tell of one thing, whatever the order they came in.

The result is a function of the set of claims alone. Likeness is asked of two claims at a time: positive
says how surely they tell of one thing, 0 that nothing speaks for it, negative that they cannot. Claims
that hang together by likeness are a component; inside it, the surest pairs join first, and a pair joins
only if no claim on one side contradicts a claim on the other. So what is added later touches the
components it is like, and no others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Keyed(Protocol):
    """Anything with an identity to sort by."""

    @property
    def key(self) -> tuple[str, str]:
        """Claim id and document id."""
        ...


C = TypeVar("C", bound=Keyed)


@dataclass(frozen=True)
class Component(Generic[C]):
    """Claims that hang together by likeness, and the groups among them, all in the order of their keys."""

    key: str
    groups: tuple[tuple[C, ...], ...]


def group(
    claims: Iterable[C], likeness: Callable[[C, C], float], blocks: Callable[[C], Iterable[str]]
) -> list[Component[C]]:
    """The components of the claims and their groups. Only claims that share a block are compared."""
    items = sorted(claims, key=lambda claim: claim.key)
    edges = sorted(
        ((score, i, j) for i, j in _pairs(items, blocks) if (score := likeness(items[i], items[j])) > 0),
        key=lambda edge: (-edge[0], edge[1], edge[2]),
    )
    whole = _Union(len(items))
    for _, i, j in edges:
        whole.join(i, j)
    parts = _Union(len(items))
    for _, i, j in edges:
        a, b = parts.members(i), parts.members(j)
        if a is not b and all(likeness(items[x], items[y]) >= 0 for x in a for y in b):
            parts.join(i, j)
    found: dict[int, list[tuple[C, ...]]] = defaultdict(list)
    for i in range(len(items)):
        if parts.members(i)[0] == i:
            found[whole.members(i)[0]].append(tuple(items[x] for x in parts.members(i)))
    return [Component("".join(items[i].key), tuple(groups)) for i, groups in sorted(found.items())]


def regroup(
    old: Iterable[Component[C]],
    new: Iterable[C],
    likeness: Callable[[C, C], float],
    blocks: Callable[[C], Iterable[str]],
) -> list[Component[C]]:
    """What `group` gives for all the claims of whole old components and new ones.

    Quick where one new claim joins components that are one group each and contradicts none of their claims:
    nothing inside them can change then, so they are not compared again.
    """
    components, fresh = list(old), sorted(new, key=lambda claim: claim.key)
    found: list[Component[C]] = []
    for whole, joining in _bunches(components, fresh, likeness, blocks):
        claims = [claim for component in whole for members in component.groups for claim in members]
        settled = len(joining) <= 1 and all(len(component.groups) == 1 for component in whole)
        if settled and _agree([component.groups[0] for component in whole] + [tuple(joining)], likeness):
            claims = sorted((*claims, *joining), key=lambda claim: claim.key)
            found.append(Component("".join(claims[0].key), (tuple(claims),)))
        else:
            found += group([*claims, *joining], likeness, blocks)
    return sorted(found, key=lambda component: component.key)


def _agree(groups: list[tuple[C, ...]], likeness: Callable[[C, C], float]) -> bool:
    """Whether no claim of one group contradicts a claim of another."""
    return all(
        likeness(x, y) >= 0
        for n, one in enumerate(groups)
        for other in groups[n + 1 :]
        for x in one
        for y in other
    )


def _bunches(
    old: list[Component[C]],
    new: list[C],
    likeness: Callable[[C, C], float],
    blocks: Callable[[C], Iterable[str]],
) -> Iterator[tuple[list[Component[C]], list[C]]]:
    """Old components and new claims that hang together by likeness between a new claim and another."""
    members = [[claim for part in component.groups for claim in part] for component in old]
    keys = {claim.key: frozenset(blocks(claim)) for claims in (*members, new) for claim in claims}

    def alike(a: C, b: C) -> bool:
        return not keys[a.key].isdisjoint(keys[b.key]) and likeness(a, b) > 0

    union = _Union(len(old) + len(new))
    for n, claim in enumerate(new):
        for m, claims in enumerate(members):
            if any(alike(claim, other) for other in claims):
                union.join(len(old) + n, m)
        for m in range(n):
            if alike(claim, new[m]):
                union.join(len(old) + n, len(old) + m)
    for i in range(len(old) + len(new)):
        if (bunch := union.members(i))[0] == i:
            yield [old[j] for j in bunch if j < len(old)], [new[j - len(old)] for j in bunch if j >= len(old)]


def _pairs(items: list[C], blocks: Callable[[C], Iterable[str]]) -> Iterator[tuple[int, int]]:
    shared: dict[str, list[int]] = defaultdict(list)
    for i, item in enumerate(items):
        for key in blocks(item):
            shared[key].append(i)
    seen: set[tuple[int, int]] = set()
    for members in shared.values():
        for n, i in enumerate(members):
            for j in members[n + 1 :]:
                if (i, j) not in seen:
                    seen.add((i, j))
                    yield i, j


class _Union:
    """Disjoint sets of 0..n-1; the members of a set are one sorted list that they all share."""

    def __init__(self, size: int) -> None:
        self._of = [[i] for i in range(size)]

    def members(self, i: int) -> list[int]:
        return self._of[i]

    def join(self, i: int, j: int) -> None:
        a, b = self._of[i], self._of[j]
        if a is b:
            return
        joined = sorted((*a, *b))
        for x in joined:
            self._of[x] = joined
