import pytest

from jejak.workers import AHEAD, Lost, Pool, WorkerFailed, run
from worker_jobs import broken, double, dying, fragile, raising, whereabouts


def test_results_come_in_the_order_of_the_items():
    assert list(run(double, range(50), workers=2, limit_s=30)) == [n * 2 for n in range(50)]


def test_no_items_give_no_results_and_start_no_worker():
    assert list(run(broken, [], workers=2, limit_s=30)) == []


def test_an_item_that_kills_its_worker_or_hangs_is_lost_and_the_rest_goes_on():
    results = list(run(fragile, range(8), workers=2, limit_s=1))
    assert [r for r in results if not isinstance(r, Lost)] == [0, 1, 2, 4, 6, 7]
    killed, late = (r for r in results if isinstance(r, Lost))
    assert (killed.item, killed.why) == (3, "its process was ended by SIGKILL")
    assert (late.item, late.why) == (5, "it took longer than 1 s")


def test_items_are_taken_only_a_little_ahead_of_the_results():
    taken = []

    def items():
        for n in range(1000):
            taken.append(n)
            yield n

    results = run(double, items(), workers=1, limit_s=30)
    next(results)
    assert len(taken) <= AHEAD + 1
    results.close()


def test_a_set_up_that_fails_is_raised():
    with pytest.raises(OSError, match="no model here"):
        list(run(broken, [1], workers=1, limit_s=30))


def test_a_worker_that_dies_while_starting_is_told():
    with pytest.raises(WorkerFailed, match="status 7"):
        list(run(dying, [1], workers=1, limit_s=30))


def test_what_the_function_raises_is_raised_here():
    with pytest.raises(ValueError, match="cannot do 1"):
        list(run(raising, [1], workers=1, limit_s=30))


def test_a_pool_works_on_one_list_after_the_other_with_the_same_processes():
    with Pool(whereabouts, workers=1, limit_s=30) as pool:
        first, second = (list(pool.map("ab")) for _ in range(2))
    assert len({*first, *second}) == 1


def test_a_list_that_is_left_before_its_end_leaves_nothing_to_the_next():
    with Pool(double, workers=1, limit_s=30) as pool:
        left = pool.map(range(100))
        assert next(left) == 0
        left.close()
        assert list(pool.map([50])) == [100]
