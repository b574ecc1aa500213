import pytest

from jejak.record.reprints import within_days


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("2020-03-05", "2020-03-05", True),
        ("2020-03-05", "2020-03-08", True),
        ("2020-03-08", "2020-03-05", True),
        ("2020-03-05", "2020-03-09", False),
        ("2019-12-31", "2020-01-02", True),
        (None, "2020-03-09", True),
        (None, None, True),
    ],
)
def test_reprints_appear_within_three_days(a, b, near):
    assert within_days(a, b) is near
