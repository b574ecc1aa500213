"""The story of the seeds, read together (issue "the record"): by hand coding, and by our own finders."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from builders import record_of
from gold import gold_findings
from jejak import pipeline
from jejak.article import read_article
from jejak.sources import SourceSettings, open_sources
from jejak.views.commitments import commitments
from jejak.views.people import people
from jejak.views.record import Record
from jejak.views.timeline import timeline

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not here")
BOTH = ["ASEAN", "RUS"]


@pytest.fixture(scope="module")
def pages():
    lines = (SEEDS / "coding.jsonl").read_text(encoding="utf-8").splitlines()
    coded = {row["doc"]: row for row in map(json.loads, lines)}
    captures = [c for c in open_sources([str(SEEDS)], SourceSettings()) if c.doc in coded]
    return [gold_findings(coded[capture.doc], read_article(capture)) for capture in captures]


@pytest.fixture(scope="module")
def coded(tmp_path_factory, pages):
    with Record(record_of(tmp_path_factory.mktemp("seeds") / "x.db", *pages)) as record:
        yield record


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("seeds") / "y.db"
    texts = sorted(str(page) for page in SEEDS.glob("*.txt"))
    assert pipeline.read_into(path, texts) == pipeline.ReadCounts(read=len(texts))
    with Record(path) as record:
        yield record


@pytest.fixture(params=["coded", "found"])
def record(request):
    """The record made from hand coding, and the one made from our own findings."""
    return request.getfixturevalue(request.param)


def meetings(record, series):
    rows = timeline(record, types=["CONSULT"])
    return [(row.when, row.where, row.ordinal, row.sources) for row in rows if row.series == series]


def life(record, words):
    (row,) = [row for row in commitments(record) if words in row.action]
    return row.status, [(stage.status, (stage.day or "")[:4]) for stage in row.stages]


def test_the_summit_of_2016_is_one_event_from_two_pages(record):
    summits = meetings(record, "ASEAN-Russia Summit")
    assert ("2016-05-19/2016-05-20", "Sochi", None, 2) in summits
    assert [when[:4] for when, *_ in summits] == ["2016", "2018", "2021"]


def test_the_fourteenth_senior_officials_meeting_was_in_vientiane(record):
    held = meetings(record, "ASEAN-Russia Senior Officials' Meeting")
    assert held == [("2017-03-28/2017-03-29", "Vientiane", 14, 1)]


def test_the_third_working_group_met_in_moscow(record):
    held = meetings(record, "Russia-Indonesia Working Group on Counter-Terrorism")
    assert held == [("2016-01-29", "Moskow", 3, 1)]


def test_the_defence_ministers_have_met_regularly_since_2016(record):
    (row,) = [
        row for row in timeline(record, parties=BOTH) if row.status == "recurring" and row.when == "2016/.."
    ]
    assert row.type == "CONSULT"


def test_partnership_since_1996_stands_beside_cooperation_since_1991(record):
    rows = {(row.type, row.when): row.sources for row in timeline(record, parties=BOTH)}
    assert rows["COOPERATE", "1991/.."] == 1
    assert rows["SUPPORT", "1996"] == 2


def test_the_drug_statement_was_adopted_on_28_october_2021(record):
    rows = timeline(record, parties=BOTH, types=["SUPPORT"], since="2021-10-28", until="2021-10-28")
    assert [row.when for row in rows] == ["2021-10-28"]


def test_the_promise_to_train_is_under_way_and_recurring(record):
    assert life(record, "melatih otoritas keamanan") == (
        "under_way",
        [("pledged", "2016"), ("under_way", "2018"), ("recurring", "2021")],
    )


def test_the_history_of_that_promise_names_the_reports_that_moved_it(record):
    (row,) = [row for row in commitments(record) if "melatih otoritas keamanan" in row.action]
    moved = [(step.day, step.event_status) for step in row.history if step.event]
    assert ("2018-11-30", "recurring") in moved
    assert ("2021-12-07", "recurring") in moved


def test_the_plan_to_be_adopted_in_2022_is_overdue(record):
    (row,) = [row for row in commitments(record) if row.due == "2022"]
    assert (row.status, row.action.split()[0]) == ("overdue", "mengadopsi")
    (row,) = [row for row in commitments(record, as_of="2022-06-30") if row.due == "2022"]
    assert row.status == "pledged"


@pytest.mark.parametrize(
    ("name", "documents", "first_day", "last_day"),
    [
        ("Galuzin", 2, "2016-01-29", "2016-05-31"),
        ("Mikhael Galuzin", 2, "2016-01-29", "2016-05-31"),
        ("Alexander Ivanov", 2, "2018-11-30", "2021-12-07"),
        ("Joko Widodo", 2, "2017-03-31", "2018-11-30"),
    ],
)
def test_every_person_is_there_once(record, name, documents, first_day, last_day):
    (row,) = people(record, name)
    assert (row.documents, row.first_day, row.last_day) == (documents, first_day, last_day)


def test_ivanov_holds_one_office_after_the_other(record):
    (row,) = people(record, "Ivanov")
    offices = [(p.title, (p.first_day or "")[:4]) for p in row.positions]
    assert offices == [
        ("Duta Besar Rusia untuk Asean", "2018"),
        ("Perwakilan Tetap Rusia untuk ASEAN", "2021"),
    ]


def test_the_security_service_is_one_agency_under_two_names(record):
    names = {row[0] for row in record.rows(
        "SELECT n.name FROM actor_names AS n JOIN actors AS a USING (actor) WHERE a.code = 'RUS:FSB'"
    )}  # fmt: skip
    assert record.count("SELECT count(*) FROM actors WHERE code = 'RUS:FSB'") == 1
    assert {"Rusia Federal Security Services", "Dinas Keamanan Federal"} <= names


def test_the_order_of_the_pages_makes_no_difference(tmp_path, pages):
    told = set()
    for n, order in enumerate(list(permutations(pages))[::29]):
        with Record(record_of(tmp_path / f"{n}.db", *order)) as record:
            told.add((timeline(record), commitments(record, as_of="2026-01-01"), people(record)))
    assert len(told) == 1
