"""The story of the seeds, read together (issue "the record"): by hand coding, and by our own finders."""

import json
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from builders import record_of
from gold import gold_findings
from jejak import pipeline
from jejak.article import read_article
from jejak.sources import SourceSettings, open_sources
from jejak.views.actor import actor
from jejak.views.briefing import as_markdown, brief
from jejak.views.commitments import commitments
from jejak.views.people import people
from jejak.views.record import Record
from jejak.views.relation import relation
from jejak.views.series import series
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


def held(record, name):
    (row,) = series(record, name)
    return [(i.ordinal, i.when, i.where) for i in row.instances if i.status == "occurred"], row


def test_the_senior_officials_series_shows_its_fourteenth_meeting_and_the_gap_before(record):
    instances, row = held(record, "ARSOM")
    assert instances == [(14, "2017-03-28/2017-03-29", "Vientiane")]
    assert [(gap.first, gap.last) for gap in row.gaps] == [(1, 13)]
    assert row.expected is None


def test_the_summits_are_a_series_of_three_years(record):
    instances, _ = held(record, "ASEAN-Russia Summit")
    assert [(when[:4], where) for _, when, where in instances][:2] == [
        ("2016", "Sochi"),
        ("2018", "Singapura"),
    ]
    assert [when[:4] for _, when, _ in instances] == ["2016", "2018", "2021"]


def test_the_defence_ministers_are_a_habit_without_known_meetings(coded):
    (row,) = series(coded, "ASEAN-Russia Defence Ministers' Meeting")
    assert ([event.when for event in row.regular], row.instances) == (["2016/.."], ())


def test_the_relation_counts_years_and_lists_what_was_promised(record):
    row = relation(record, "Asean", "Rusia", as_of="2026-01-01", limit=None)
    assert row.reports > row.events
    assert {"1991", "1996", "2016", "2017", "2018", "2021"} <= {year.year for year in row.years}
    assert {"Sochi", "Vientiane", "Singapura"} <= {meeting.where for meeting in row.meetings}
    states = {c.action.split()[0]: c.status for c in row.commitments}
    assert states["mengadopsi"] == "overdue"


def test_what_was_known_in_2017_knows_neither_singapore_nor_the_plan_for_2022(record):
    with Record(record.path, known_on=date(2017, 12, 31)) as then:
        row = relation(then, "ASEAN", "RUS", limit=None)
        assert max(year.year for year in row.years) == "2017"
        assert "Singapura" not in {meeting.where for meeting in row.meetings}
        assert not [c for c in row.commitments if c.due == "2022"]
        (training,) = [c for c in row.commitments if "melatih otoritas keamanan" in c.action]
        assert training.status == "pledged"


def test_ivanov_is_one_actor_who_changes_office(record):
    row = actor(record, "Ivanov")
    assert (row.kind, row.party, len(row.positions)) == ("person", "RUS", 2)
    assert [p.first_day for p in row.positions] == ["2018-11-30", "2021-12-07"]


def test_russia_deals_most_with_asean_in_them(record):
    assert actor(record, "Rusia").partners[0].code == "ASEAN"


def test_the_note_asks_about_the_plan_that_is_overdue_and_cites_each_sentence(record):
    note = brief(record, "ASEAN", "Rusia", about="terrorism", as_of=date(2026, 1, 1))
    (questions,) = [s.sentences for s in note.sections if s.title == "Open questions"]
    assert any("Overdue" in s.text and "mengadopsi" in s.quote for s in questions)
    bodies = dict(record.rows("SELECT d.name, t.body FROM documents AS d JOIN texts AS t USING (document)"))
    for footnote in note.footnotes:
        if footnote.zone == "body":
            assert bodies[footnote.doc][footnote.start : footnote.end] == footnote.exact
    assert as_markdown(note).count("[^1]") >= 2
