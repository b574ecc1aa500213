from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from jejak.record.grouping import group, regroup


@dataclass(frozen=True)
class Point:
    at: int

    @property
    def key(self) -> tuple[str, str]:
        return f"{self.at:03}", ""


def near(a: Point, b: Point) -> float:
    distance = abs(a.at - b.at)
    return 1 / (1 + distance) if distance <= 2 else -1.0 if distance > 4 else 0.0


def one_block(_: Point) -> list[str]:
    return ["all"]


def groups(points):
    return [[[p.at for p in g] for g in c.groups] for c in group(points, near, one_block)]


def test_claims_that_are_alike_are_one_group():
    assert groups([Point(1), Point(2), Point(9)]) == [[[1, 2]], [[9]]]


def test_a_chain_of_likeness_never_joins_claims_that_contradict_each_other():
    for component in group([Point(n) for n in (0, 2, 4, 6, 8)], near, one_block):
        for members in component.groups:
            assert max(p.at for p in members) - min(p.at for p in members) <= 4


def test_a_chain_is_one_component_though_several_groups():
    found = group([Point(n) for n in (0, 2, 4, 6, 8)], near, one_block)
    assert len(found) == 1
    assert len(found[0].groups) > 1


def test_claims_that_share_no_block_are_never_compared():
    assert len(group([Point(1), Point(2)], near, lambda p: [str(p.at)])) == 2


@given(st.lists(st.integers(0, 40), unique=True, max_size=12), st.randoms())
def test_the_order_of_the_claims_makes_no_difference(numbers, random):
    points = [Point(n) for n in numbers]
    shuffled = random.sample(points, len(points))
    assert group(points, near, one_block) == group(shuffled, near, one_block)


@given(st.lists(st.integers(0, 40), unique=True, max_size=12))
def test_every_claim_is_in_exactly_one_group(numbers):
    found = [p.at for c in group([Point(n) for n in numbers], near, one_block) for g in c.groups for p in g]
    assert sorted(found) == sorted(numbers)


@given(st.lists(st.integers(0, 40), unique=True, max_size=12), st.integers(0, 12))
def test_adding_claims_to_components_gives_what_grouping_all_of_them_gives(numbers, cut):
    points = [Point(n) for n in numbers]
    old = group(points[:cut], near, one_block)
    assert regroup(old, points[cut:], near, one_block) == group(points, near, one_block)


@given(st.lists(st.integers(0, 40), unique=True, max_size=12))
def test_adding_claims_one_at_a_time_gives_what_grouping_all_of_them_gives(numbers):
    found = []
    for n in numbers:
        found = regroup(found, [Point(n)], near, one_block)
    assert found == group([Point(n) for n in numbers], near, one_block)
