"""Events as rows of event data."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from builders import article, event, findings, record_of
from jejak.cli import app
from jejak.exports.choosing import Filters
from jejak.exports.plover import COLUMNS, POLECAT_COLUMNS, QUADS, plover
from jejak.views.record import Record
from jejak.views.rows import as_dict
from jejak.views.timeline import timeline
from jejak.vocabulary import EVENT_TYPES

TEXT = "Menlu Vietnam tiba. Indonesia dan Vietnam bertemu di Moskow. Polisi Indonesia melatih ASEAN."


@pytest.fixture
def record(tmp_path):
    page = article("a.txt", TEXT, language="id", url="https://contoh.example/a")
    met = event(page, "Indonesia dan Vietnam bertemu", where="Moskow", when="2020-03-04", persons=("Siti Contoh",),
                contexts=("diplomatic", "economic"), mode="multilateral")  # fmt: skip
    trained = event(page, "Polisi Indonesia melatih ASEAN", "AID", ("IDN:POL",), ("ASEAN",))
    return record_of(tmp_path / "x.db", findings(page, events=(met, trained)))


def rows_of(record, **wishes):
    with Record(record) as opened:
        dyads = wishes.pop("dyads", False)
        return list(plover(opened, filters=Filters(**wishes), dyads=dyads))


def test_a_mutual_event_has_its_first_party_as_actor(record):
    row = next(row for row in rows_of(record) if row["Event Type"] == "CONSULT")
    got = {name: row[name] for name in (
        "Event Date", "Event Mode", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW",
        "Recipient Name", "Recipient COW", "Primary Actor Sector", "Mutual", "Status", "Date Basis",
    )}  # fmt: skip
    assert got == {
        "Event Date": "2020-03-04", "Event Mode": "multilateral", "Quad Code": "VERBAL COOPERATION",
        "Contexts": "diplomatic; economic", "Actor Name": "Indonesia", "Actor Country": "IDN", "Actor COW": "850",
        "Recipient Name": "Vietnam", "Recipient COW": "816", "Primary Actor Sector": "GOV", "Mutual": "true",
        "Status": "occurred", "Date Basis": "told",
    }  # fmt: skip


def test_a_row_says_where_and_by_which_words(record):
    row = next(row for row in rows_of(record) if row["Event Type"] == "CONSULT")
    assert (row["Placename"], row["City"], row["Country"]) == ("Moscow", "Moscow", "RUS")
    assert row["Latitude"] == pytest.approx(55.75, abs=0.05)
    assert row["Longitude"] == pytest.approx(37.62, abs=0.05)
    assert row["Evidence"] == TEXT[row["Start"] : row["End"]] == "Indonesia dan Vietnam bertemu"
    assert row["Sentence"] == "Indonesia dan Vietnam bertemu di Moskow."
    assert (row["URL"], row["Language"], row["Story People"]) == (
        "https://contoh.example/a",
        "id",
        "Siti Contoh",
    )
    assert (row["Reports"], row["Sources"], row["Score"]) == (1, 1, 0.9)


def test_an_event_without_a_time_has_the_day_of_its_report(record):
    row = next(row for row in rows_of(record) if row["Event Type"] == "AID")
    assert (row["Event Date"], row["Date Basis"], row["When"]) == ("2020-03-05", "reported", None)
    assert (row["Actor Country"], row["Primary Actor Sector"]) == ("IDN", "COP")
    assert (row["Recipient Name"], row["Recipient Country"], row["Primary Recipient Sector"]) == (
        "ASEAN",
        "IGO",
        "IGO",
    )


def test_dyads_are_both_ways_round_for_mutual_events_alone(record):
    pairs = [(row["Actor Code"], row["Recipient Code"]) for row in rows_of(record, dyads=True)]
    assert sorted(pairs) == [("IDN", "VNM"), ("IDN:POL", "ASEAN"), ("VNM", "IDN")]
    ids = [row["Event ID"] for row in rows_of(record, dyads=True)]
    assert len(set(ids)) == 3
    assert len({row["Record Event ID"] for row in rows_of(record, dyads=True)}) == 2


def test_a_joint_act_on_another_is_not_mutual(tmp_path):
    page = article("b.txt", "Indonesia dan Malaysia membantu Palestina.")
    helped = event(page, "Indonesia dan Malaysia membantu Palestina", "AID", ("IDN", "MYS"), ("PSE",))
    (row,) = rows_of(record_of(tmp_path / "y.db", findings(page, events=(helped,))))
    assert (row["Actor Code"], row["Actor COW"], row["Mutual"]) == ("IDN; MYS", "850; 820", "false")


def test_parties_of_no_list_keep_their_code_as_name(tmp_path):
    page = article("b.txt", "Indonesia membantu Yayasan Melati.")
    helped = event(page, "Indonesia membantu Yayasan Melati", "AID", ("IDN",), ("Yayasan Melati",))
    (row,) = rows_of(record_of(tmp_path / "y.db", findings(page, events=(helped,))))
    assert (row["Recipient Name"], row["Recipient Country"], row["Recipient COW"]) == (
        "Yayasan Melati",
        None,
        None,
    )


def test_every_type_has_a_quarter():
    assert set(QUADS) == set(EVENT_TYPES)


def test_polecat_s_columns_come_first(record):
    assert COLUMNS[: len(POLECAT_COLUMNS)] == POLECAT_COLUMNS
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert all(tuple(row) == COLUMNS for row in rows_of(record))


def exported(record, *options):
    done = CliRunner().invoke(app, ["export", "plover", "--record", str(record), *options])
    assert done.exit_code == 0
    return done


def test_csv_reads_back(record):
    rows = list(csv.DictReader(io.StringIO(exported(record).stdout)))
    assert [row["Event Type"] for row in rows] == ["CONSULT", "AID"]
    assert rows[0]["Intensity"] == ""


def test_json_lines_have_numbers_and_nulls(record):
    rows = [
        json.loads(line)
        for line in exported(record, "--format", "jsonl", "--type", "CONSULT").stdout.splitlines()
    ]
    assert [(row["Event Type"], row["Intensity"], type(row["Latitude"])) for row in rows] == [
        ("CONSULT", None, float)
    ]


def test_a_file_is_written_and_told(record, tmp_path):
    path = tmp_path / "events.csv"
    assert "2 items written to" in exported(record, "-o", str(path)).stderr
    assert len(path.read_text("utf-8").splitlines()) == 3


def test_a_file_that_can_t_be_written_is_told(record, tmp_path):
    done = CliRunner().invoke(
        app, ["export", "plover", "--record", str(record), "-o", str(tmp_path / "x" / "y.csv")]
    )
    assert done.exit_code == 2
    assert "can't write" in done.stderr


def test_the_timeline_says_where_on_the_map_an_event_was(record):
    with Record(record) as opened:
        rows = {row.type: as_dict(row)["place"] for row in timeline(opened)}
    moscow = {"name": "Moscow", "sort": "city", "country": "RUS", "latitude": 55.752, "longitude": 37.618}
    assert rows == {"CONSULT": moscow, "AID": None}
