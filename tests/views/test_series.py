from datetime import date

import pytest

from builders import article, event, findings, record_of
from jejak.errors import InputError
from jejak.views.record import Record
from jejak.views.rows import InstanceRow
from jejak.views.series import gaps, series, series_of
from jejak.views.timeline import timeline

SERIES = "Melati-Kamboja Senior Officials' Meeting"


def told(n, text, day, **fields):
    page = article(f"{n}.txt", f"{text} Laporan ke-{n} ditulis wartawan lain.", day, publisher=f"Kabar {n}")
    return findings(page, events=(event(page, text, series=fields.pop("series", SERIES), **fields),))


PAGES = [
    told(1, "Pejabat tinggi Indonesia dan Vietnam bersidang ketujuh kali di Hue.", "2017-03-30",
         when="2017-03-28/2017-03-29", where="Hue", ordinal=7),
    told(2, "Sidang pejabat tinggi Indonesia dan Vietnam berlangsung di Hue.", "2017-03-31",
         when="2017-03", where="Hue"),
    told(3, "Pejabat Indonesia dan Vietnam bersidang di Bogor.", "2018-05-02", when="2018-05-01", where="Bogor"),
    told(4, "Sidang kesepuluh Indonesia dan Vietnam dibuka di Hanoi.", "2020-02-11", when="2020-02-10",
         where="Hanoi", ordinal=10),
    told(5, "Sidang kesebelas Indonesia dan Vietnam akan digelar di Medan.", "2020-02-12", when="2021-02",
         where="Medan", ordinal=11, status="planned", type="AGREE"),
    told(6, "Indonesia dan Vietnam bersidang saban tahun sejak 2010.", "2020-02-12", when="2010/..",
         status="recurring"),
    told(7, "KTT Anggrek Indonesia dan Vietnam ditutup.", "2019-01-02", when="2019-01-01", series="Anggrek Summit"),
]  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record(record_of(tmp_path_factory.mktemp("series") / "x.db", *PAGES)) as opened:
        yield opened


@pytest.fixture(scope="module")
def row(record):
    (found,) = series(record, "melati kamboja")
    return found


def test_instances_stand_in_the_order_of_time_with_number_day_and_place(row):
    held = [(i.ordinal, i.when, i.where) for i in row.instances if i.status == "occurred"]
    assert held == [
        (7, "2017-03-28/2017-03-29", "Hue"), (None, "2018-05-01", "Bogor"), (10, "2020-02-10", "Hanoi"),
    ]  # fmt: skip


def test_reports_that_date_a_meeting_by_one_of_its_days_are_of_that_meeting(row):
    assert (row.instances[0].reports, row.instances[0].sources) == (2, 2)


def test_numbers_that_nobody_tells_of_are_gaps(row):
    assert [(gap.first, gap.last, gap.unnumbered) for gap in row.gaps] == [(1, 6, 0), (8, 9, 1)]


def test_the_habit_is_told_apart_from_the_meetings(row):
    assert [event.when for event in row.regular] == ["2010/.."]


def test_what_is_expected_next_is_only_what_is_announced(record):
    events = [e for e in timeline(record) if e.series == SERIES]
    expected = series_of(SERIES, events, date(2020, 6, 1)).expected
    assert expected is not None
    assert (expected.ordinal, expected.when, expected.where) == (11, "2021-02", "Medan")
    assert series_of(SERIES, events, date(2021, 6, 1)).expected is None
    held = [e for e in events if e.status == "occurred"]
    assert series_of(SERIES, held, date(2020, 6, 1)).expected is None


def test_all_series_are_listed_by_name(record):
    assert [s.name for s in series(record)] == ["Anggrek Summit", SERIES]


def test_an_unknown_series_is_told_with_those_there_are(record):
    with pytest.raises(InputError, match=r"'Kenanga'.*Anggrek Summit"):
        series(record, "Kenanga")


def test_an_acronym_of_our_lists_stands_for_its_series(tmp_path):
    name = "ASEAN-Russia Senior Officials' Meeting"
    page = told(8, "Pejabat tinggi bersidang di Hue.", "2017-03-30", when="2017-03-29", series=name)
    with Record(record_of(tmp_path / "x.db", page)) as record:
        assert [s.name for s in series(record, "arsom")] == [name]


def instance(ordinal, status="occurred"):
    return InstanceRow(ordinal, None, None, None, None, status, (), 1, 1, ())


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ([], []),
        ([1, 2, 3], []),
        ([3], [(1, 2, 0)]),
        ([None, 3], [(1, 2, 1)]),
        ([2, None, None, 5], [(1, 1, 0), (3, 4, 2)]),
        ([None, None], []),
    ],
)
def test_gaps_lie_before_the_first_number_and_between_two(numbers, found):
    told_of = gaps([instance(number) for number in numbers])
    assert [(gap.first, gap.last, gap.unnumbered) for gap in told_of] == found
