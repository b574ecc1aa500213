from __future__ import annotations

import time
import warnings
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejak import edtf

VALUES = {
    "2018": (date(2018, 1, 1), date(2018, 12, 31)),
    "2018-02": (date(2018, 2, 1), date(2018, 2, 28)),
    "2016-02": (date(2016, 2, 1), date(2016, 2, 29)),
    "2018-11-30": (date(2018, 11, 30), date(2018, 11, 30)),
    "2021-12-07T20:33:00+07:00": (date(2021, 12, 7), date(2021, 12, 7)),
    "2018-11-0X": (date(2018, 11, 1), date(2018, 11, 9)),
    "2018-11-1X": (date(2018, 11, 10), date(2018, 11, 19)),
    "2018-02-2X": (date(2018, 2, 20), date(2018, 2, 28)),
    "2018-23": (date(2018, 9, 1), date(2018, 11, 30)),
    "2018-24": (date(2018, 12, 1), date(2018, 12, 31)),
    "197X": (date(1970, 1, 1), date(1979, 12, 31)),
    "20XX": (date(2000, 1, 1), date(2099, 12, 31)),
    "2010~": (date(2010, 1, 1), date(2010, 12, 31)),
    "2018-10/2018-12": (date(2018, 10, 1), date(2018, 12, 31)),
    "1996/..": (date(1996, 1, 1), date.max),
    "../2025": (date.min, date(2025, 12, 31)),
    "10XX/11XX": (date(1000, 1, 1), date(1199, 12, 31)),
}

WRONG = [
    "",
    "2018-13",
    "2018-00",
    "2019-02-30",
    "2018-1",
    "11/30/2018",
    "hari ini",
    "2021-12-07T20:33",
    "2020/2016",
    "../..",
    "0000",
    "2018-11-00",
    "2018-11-4X",
    "²018",
    "2018 ",
    "2018\n",
]


@pytest.mark.parametrize(("value", "span"), VALUES.items())
def test_bounds_are_the_first_and_last_day_a_value_may_mean(value, span):
    assert edtf.bounds(value) == span


@pytest.mark.parametrize("value", WRONG)
def test_what_is_no_edtf_is_not_valid(value):
    assert not edtf.is_valid(value)


def test_unknown_has_no_bounds_and_overlaps_nothing():
    assert edtf.bounds(None) is None
    assert not edtf.overlaps(None, "2018")


def test_a_recurring_value_may_mean_any_year():
    assert edtf.is_recurring("XXXX")
    assert edtf.is_recurring("XXXX-23")
    assert not edtf.is_recurring("2018")
    assert edtf.overlaps("XXXX", "1996")


def test_date_time_without_seconds_still_has_its_day():
    assert edtf.day("2021-12-07T20:33") == date(2021, 12, 7)


def test_overlap_needs_a_shared_day():
    assert edtf.overlaps("2018-11-1X", "2018-11-15")
    assert edtf.overlaps("1996/..", "2025")
    assert not edtf.overlaps("2018-11-1X", "2018-11-2X")


def test_containment_has_a_direction():
    assert edtf.contains("2018", "2018-11")
    assert not edtf.contains("2018-11", "2018")


def test_day_is_known_only_where_one_day_is_meant():
    assert edtf.day("2018-11-30") == date(2018, 11, 30)
    assert edtf.day("2018-11") is None


def test_open_intervals_are_told_from_closed_ones():
    assert edtf.is_open("1996/..")
    assert edtf.is_open("../2025")
    assert not edtf.is_open("2016/2020")
    assert not edtf.is_open(None)


def test_sorting_goes_by_beginning_with_recurring_and_unknown_last():
    values = ["2018", None, "XXXX", "2018-01", "../2017", "1996/.."]
    assert sorted(values, key=edtf.sort_key) == ["1996/..", "../2017", "2018-01", "2018", "XXXX", None]


def peer_accepts(value: str) -> bool:
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            parse_edtf(value)
        except (EDTFParseException, AttributeError):
            return False
    return True


@pytest.mark.parametrize(
    "value", [*VALUES, "XXXX", "2016/2020", "2010?", "2016-05-19/2016-05-20", "2025-06~"]
)
def test_values_of_our_profile_are_valid_here_and_in_the_edtf_package(value):
    assert edtf.is_valid(value)
    assert peer_accepts(value)


_years = st.integers(1, 9999).map("{:04}".format)
_dates = st.dates().map(str)
_parts = st.one_of(
    _years,
    _dates,
    _dates.map(lambda d: d[:7]),
    _dates.map(lambda d: d[:9] + "X"),
    _years.map(lambda y: y[:3] + "X"),
    _years.map(lambda y: y[:2] + "XX"),
    st.builds("{}-{}".format, _years, st.integers(0, 30)),
    st.builds("{}-{:02}-{:02}".format, _years, st.integers(0, 14), st.integers(0, 33)),
    st.sampled_from(["XXXX", "..", "", "2018-4X", "20181130", "y2018"]),
)
_marked = st.builds("{}{}".format, _parts, st.sampled_from(["", "", "~", "?", "%", "T10:00:00Z"]))
_values = st.one_of(
    _marked, st.builds("{}/{}".format, _marked, _marked), st.text("0123456789-X/.~?", max_size=12)
)


@settings(deadline=None)
@given(_values)
def test_whatever_is_valid_here_is_valid_in_the_edtf_package_and_has_bounds(value):
    if edtf.is_valid(value):
        # the package trips over some years before 1000, and over decades and the like that are open ("199X/..")
        early = any(part.startswith("0") for part in value.split("/"))
        open_decade = "X" in value and not {"..", ""}.isdisjoint(value.split("/"))
        assert early or open_decade or peer_accepts(value)
        first, last = edtf.bounds(value) or (date.max, date.min)
        assert first <= last


@given(st.text(max_size=80))
def test_no_text_breaks_the_checks(value):
    edtf.bounds(value)
    edtf.sort_key(value)
    assert edtf.is_valid(value) in (True, False)


def test_checking_is_fast_enough_for_every_finding():
    values = [f"{year}-{month:02}" for year in range(1000, 3000) for month in range(1, 13)]
    start = time.process_time()
    assert all(map(edtf.is_valid, values))
    assert time.process_time() - start < 3
