"""Counts of a timeline by year, month and day; events by context; the parties and pairs that stand behind them."""

from datetime import date

import pytest

from builders import article, event, findings, meeting_page, record_of, training_page
from jejak.errors import InputError
from jejak.views.parties import pairs, parties
from jejak.views.record import Record
from jejak.views.tally import tally
from jejak.views.timeline import Wanted, timeline, wanted_events


def talk(n, day, *, when=None, type="CONSULT", contexts=(), actors=("IDN", "VNM")):
    text = f"Indonesia dan Vietnam bertemu ke-{n} di kota {'abcdefgh'[n]}{n}."
    page = article(f"{n}.txt", text, day, publisher=f"Kabar {n}")
    return findings(page, events=(event(page, text, type, actors, when=when, contexts=contexts),))


PAGES = [
    talk(0, "2018-03-02", when="2018-03-01", contexts=("terrorism",)),
    talk(1, "2018-05-09", when="2018-05"),
    talk(2, "2018-05-20", when="2018-05-19", type="AGREE", contexts=("cyber", "economic")),
    talk(3, "2021-11-03", when=None, actors=("IDN", "LAO")),
    talk(4, None, when=None, contexts=("cyber",)),
]


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record(record_of(tmp_path_factory.mktemp("tally") / "x.db", *PAGES)) as opened:
        yield opened


def bars(row):
    return [(bar.when, bar.events, bar.reports) for bar in row.bars]


def test_a_long_period_is_counted_by_year_and_what_has_no_day_apart(record):
    row = tally(record, Wanted())
    assert (row.unit, row.events, row.reports, row.undated) == ("year", 5, 5, 1)
    assert bars(row) == [("2018", 3, 3), ("2021", 1, 1)]
    assert [(t.name, t.events) for t in row.types] == [("CONSULT", 4), ("AGREE", 1)]


def test_a_year_is_counted_by_month_and_a_month_by_day(record):
    assert bars(tally(record, wanted_events(record, since="2018", until="2018"))) == [
        ("2018-03", 1, 1), ("2018-05", 2, 2),
    ]  # fmt: skip
    days = tally(record, wanted_events(record, since="2018-05", until="2018-05"))
    assert (days.unit, bars(days)) == ("day", [("2018-05-01", 1, 1), ("2018-05-19", 1, 1)])


def test_a_pair_is_counted_alike_with_and_without_a_filter(record):
    both = tally(record, wanted_events(record, parties=["IDN", "Vietnam"]))
    also = tally(record, wanted_events(record, parties=["IDN", "VNM"], statuses=["occurred"]))
    assert bars(both) == bars(also) == [("2018-03", 1, 1), ("2018-05", 2, 2)]


def test_reports_are_counted_once_a_document(tmp_path):
    pages = [
        meeting_page("a.txt"),
        meeting_page("b.txt", "2020-03-06", url="https://contoh.id/b"),
        training_page(),
    ]
    with Record(record_of(tmp_path / "x.db", *pages)) as record:
        row = tally(record, Wanted())
        assert (row.events, row.reports) == (2, 3)
    with Record(tmp_path / "x.db", known_on=date(2020, 3, 5)) as then:
        assert (tally(then, Wanted()).events, tally(then, Wanted()).reports) == (1, 1)


def test_events_are_chosen_by_any_of_several_contexts(record):
    found = timeline(record, contexts=["terrorism", "cyber"])
    assert [e.contexts for e in found] == [("terrorism",), ("cyber", "economic"), ("cyber",)]


@pytest.mark.parametrize("asked", [{"contexts": ["weather"]}, {"statuses": ["done"]}, {"types": ["party"]}])
def test_a_word_that_the_codebook_lacks_is_told(record, asked):
    with pytest.raises(InputError, match="there is no"):
        timeline(record, **asked)


def test_parties_and_pairs_are_told_with_those_in_most_events_first(record):
    assert [(p.code, p.name, p.events) for p in parties(record, limit=2)] == [
        ("IDN", "Indonesia", 5),
        ("VNM", "Vietnam", 4),
    ]
    assert [(p.a, p.b, p.events, p.last_day) for p in pairs(record)] == [
        ("IDN", "VNM", 4, "2018-05-19"), ("IDN", "LAO", 1, "2021-11-03"),
    ]  # fmt: skip
    assert [p.b for p in pairs(record, party="LAO")] == ["LAO"]


def test_pairs_are_counted_as_known_on_a_day(tmp_path):
    path = record_of(tmp_path / "x.db", *PAGES)
    with Record(path, known_on=date(2018, 5, 9)) as record:
        assert [(p.a, p.b, p.events) for p in pairs(record)] == [("IDN", "VNM", 2)]
