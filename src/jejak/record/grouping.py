"""Groups claims that tell of one thing, whatever the order they came in.

The result is a function of the set of claims alone. Likeness is asked of two claims at a time: positive
says how surely they tell of one thing, 0 that nothing speaks for it, negative that something speaks
against it, -1 that they cannot. Claims that hang together by likeness are a component; inside it, the
surest pairs join first, and a pair joins only if no claim on one side contradicts a claim on the other
and few speak against. So what is added later touches the components it is like, and no others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class Keyed(Protocol):
    """Anything with an identity to sort by."""

    @property
    def key(self) -> tuple[str, str]:
        """Claim id and document id."""
        ...


C = TypeVar("C", bound=Keyed)

Key = tuple[str, str]
Tie = tuple[Key, Key]
"""The keys of two claims that were joined, the smaller first."""

_DOUBTFUL: Final = 0.25
"""Share of the pairs of two groups that may speak against joining them, where none contradicts."""


@dataclass(frozen=True, slots=True)
class Rules(Generic[C]):
    """How alike two claims are, and the keys of which two claims that are alike share one."""

    likeness: Callable[[C, C], float]
    blocks: Callable[[C], frozenset[str]]


@dataclass(frozen=True)
class Component(Generic[C]):
    """Claims that hang together by likeness, and the groups among them, all in the order of their keys.

    `ties` are the pairs by which the groups were joined, one less than claims in each group. `settled`:
    all are one group, and nothing in it speaks against anything else in it.
    """

    key: str
    groups: tuple[tuple[C, ...], ...]
    ties: frozenset[Tie] = frozenset()
    settled: bool = False

    def ties_of(self, claims: Iterable[C]) -> frozenset[Tie]:
        """The ties within one of the groups."""
        keys = {claim.key for claim in claims}
        return frozenset(tie for tie in self.ties if tie[0] in keys)


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
    parts, ties = _Union(len(items)), defaultdict(set)
    refused: set[tuple[int, ...]] = set()
    for _, i, j in edges:
        a, b = sorted((parts.members(i), parts.members(j)))
        pair = a[0], len(a), b[0], len(b)  # a set only grows, so this names it
        if a is b or pair in refused:
            continue
        if _fit([likeness(items[x], items[y]) for x in a for y in b]):
            parts.join(i, j)
            ties[whole.members(i)[0]].add((items[i].key, items[j].key))
        else:
            refused.add(pair)
    found: dict[int, list[tuple[C, ...]]] = defaultdict(list)
    for i in range(len(items)):
        if parts.members(i)[0] == i:
            found[whole.members(i)[0]].append(tuple(items[x] for x in parts.members(i)))
    return [
        Component(
            "".join(items[i].key), tuple(groups), frozenset(ties[i]),
            len(groups) == 1 and _agree([(claim,) for claim in groups[0]], likeness),
        )
        for i, groups in sorted(found.items())
    ]  # fmt: skip


def _fit(scores: list[float]) -> bool:
    """Whether two groups can be one, by the likeness of each claim of one to each of the other."""
    return min(scores) > -1 and sum(score < 0 for score in scores) <= _DOUBTFUL * len(scores)


def regroup(
    old: Iterable[Component[C]],
    new: Iterable[C],
    likeness: Callable[[C, C], float],
    blocks: Callable[[C], Iterable[str]],
) -> list[Component[C]]:
    """What `group` gives for all the claims of whole old components and new ones.

    Quick where one new claim joins settled components and nothing in them speaks against it: nothing inside
    them can change then but the ties, so they are not compared again.
    """
    components, fresh = list(old), sorted(new, key=lambda claim: claim.key)
    if not components and len(fresh) > 1:
        return group(fresh, likeness, blocks)
    found: list[Component[C]] = []
    for whole, joining in _bunches(components, fresh, likeness, blocks):
        settled = len(joining) <= 1 and all(component.settled for component in whole)
        if settled and _agree([*(component.groups[0] for component in whole), tuple(joining)], likeness):
            found.append(_joined(whole, joining, likeness, blocks))
        else:
            claims = [claim for component in whole for members in component.groups for claim in members]
            found += group([*claims, *joining], likeness, blocks)
    return sorted(found, key=lambda component: component.key)


def _joined(
    whole: Sequence[Component[C]],
    joining: Sequence[C],
    likeness: Callable[[C, C], float],
    blocks: Callable[[C], Iterable[str]],
) -> Component[C]:
    """Settled components and at most one new claim as one settled component.

    Of the ties of all, the surest that hang them together stay: a new claim may tie two old ones more
    surely than they were.
    """
    claims = sorted(
        (*(c for component in whole for c in component.groups[0]), *joining), key=lambda claim: claim.key
    )
    place = {claim.key: n for n, claim in enumerate(claims)}
    pairs = {(place[a], place[b]) for component in whole for a, b in component.ties}
    for claim in joining:
        n, keys = place[claim.key], frozenset(blocks(claim))
        pairs |= {
            (min(n, m), max(n, m))
            for m, other in enumerate(claims)
            if m != n and not keys.isdisjoint(blocks(other)) and likeness(claim, other) > 0
        }
    tree, ties = _Forest(len(claims)), set()
    for _, i, j in sorted((-likeness(claims[i], claims[j]), i, j) for i, j in pairs):
        if tree.join(i, j):
            ties.add((claims[i].key, claims[j].key))
    return Component("".join(claims[0].key), (tuple(claims),), frozenset(ties), settled=True)


def _agree(groups: Sequence[Sequence[C]], likeness: Callable[[C, C], float]) -> bool:
    """Whether no claim of one group speaks against a claim of another."""
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


class _Forest:
    """Disjoint sets of 0..n-1 whose members nobody asks for: quicker than `_Union` where they are many."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def join(self, i: int, j: int) -> bool:
        """Makes the two sets one; whether they were two."""
        a, b = self._top(i), self._top(j)
        self._above[b] = a
        return a != b

    def _top(self, i: int) -> int:
        while (up := self._above[i]) != i:
            self._above[i] = self._above[up]
            i = up
        return i
