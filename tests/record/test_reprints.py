import pytest

from jejak.record.reprints import days_near


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("2020-03-05", "2020-03-05", True),
        ("2020-03-05", "2020-03-08", True),
        ("2020-03-08", "2020-03-05", True),
        ("2020-03-05", "2020-03-09", False),
        ("2019-12-31", "2020-01-02", True),
    ],
)
def test_reprints_appear_within_three_days(a, b, near):
    assert (b in days_near(a)) is near


def test_a_report_of_unknown_day_may_be_a_reprint_of_any():
    assert days_near(None) is None


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_last_days_of_the_calendar_have_fewer_neighbours(day):
    assert len(days_near(day)) == 4
