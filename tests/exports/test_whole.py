import json
from itertools import permutations

import pytest
from typer.testing import CliRunner

from builders import article, event, findings, meeting_page, person, record_of, state, training_page
from jejak.cli.app import app
from jejak.exports.whole import KINDS
from jejak.views.discrepancies import discrepancies
from jejak.views.record import Record


def announcement():
    text = "Surya Atmaja dijadwalkan bertemu Tran Van Lam dari Vietnam di Hanoi, kata Indonesia."
    page = article("plan.txt", text, "2020-03-02", publisher="Kabar Contoh")
    return findings(
        page,
        actors=(
            state(page, "IDN", "Indonesia"),
            state(page, "VNM", "Vietnam"),
            person(page, "Surya Atmaja"),
            person(page, "Tran Van Lam", party="VNM"),
        ),
        events=(
            event(
                page,
                "Surya Atmaja dijadwalkan bertemu Tran Van Lam",
                "AGREE",
                status="planned",
                when="2020-03-05",
                where="Hanoi",
                persons=("Surya Atmaja", "Tran Van Lam"),
            ),
        ),
    )


def other_day():
    text = (
        "Surya Atmaja dari Indonesia bertatap muka dengan Tran Van Lam dari Vietnam di Hanoi pada Jumat pagi."
    )
    page = article("late.txt", text, "2020-03-07", publisher="Warta Contoh")
    return findings(
        page,
        actors=(
            state(page, "IDN", "Indonesia"),
            state(page, "VNM", "Vietnam"),
            person(page, "Surya Atmaja"),
            person(page, "Tran Van Lam", party="VNM"),
        ),
        events=(
            event(
                page,
                "bertatap muka dengan Tran Van Lam dari Vietnam di Hanoi",
                when="2020-03-06",
                where="Hanoi",
                persons=("Surya Atmaja", "Tran Van Lam"),
            ),
        ),
    )


PAGES = [announcement(), meeting_page("a.txt"), other_day(), training_page("d.txt")]


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return record_of(tmp_path_factory.mktemp("export") / "x.db", *PAGES)


@pytest.fixture(scope="module")
def exported(record, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "record"
    done = CliRunner().invoke(app, ["export", "record", "-o", str(folder), "--record", str(record)])
    assert done.exit_code == 0, done.output
    return {
        kind: [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text("utf-8").splitlines()]
        for kind in KINDS
    }


def test_every_kind_has_its_file_and_every_item_an_id_of_its_own(exported):
    assert set(exported) == {
        "documents", "actors", "events", "statements", "commitments", "series", "instruments",
        "discrepancies", "decisions",
    }  # fmt: skip
    for items in exported.values():
        assert len({item["id"] for item in items}) == len(items)


def test_every_report_stands_where_it_says(exported):
    texts = {page.article.doc: page.article for page in PAGES}
    reports = [r for items in exported.values() for item in items for r in item["reports"]]
    assert len(reports) > 20
    for r in reports:
        assert texts[r["doc"]].zone(r.get("zone", "body"))[r["start"] : r["end"]] == r["exact"]


def test_a_meeting_realises_what_was_announced(exported):
    (plan,) = [e for e in exported["events"] if e["status"] == "planned"]
    (meeting,) = [e for e in exported["events"] if e["type"] == "CONSULT"]
    assert meeting["realises"] == [plan["id"]]
    assert {r["doc"] for r in meeting["reports"]} == {"a.txt", "late.txt"}


def test_every_join_has_its_reason(exported):
    (meeting,) = [e for e in exported["events"] if e["type"] == "CONSULT"]
    (join,) = meeting["joined"]
    assert (sorted(join["docs"]), join["score"]) == (["a.txt", "late.txt"], 0.75)
    assert join["reason"] == "same persons on both sides, told in the same days"


def test_days_on_which_reports_disagree_are_both_kept(exported, record):
    (found,) = exported["discrepancies"]
    assert (found["field"], [value["value"] for value in found["values"]]) == (
        "when", ["2020-03-05", "2020-03-06"],
    )  # fmt: skip
    with Record(record) as opened:
        assert [row.field for row in discrepancies(opened, parties=["IDN", "VNM"])] == ["when"]
        assert discrepancies(opened, parties=["LAO"], since="2020") == ()


def test_discrepancies_are_listed_on_the_screen(record):
    done = CliRunner().invoke(app, ["discrepancies", "--record", str(record)])
    assert done.exit_code == 0
    assert "2020-03-06" in done.output
    assert "late.txt" in done.output


def told_of(path):
    with Record(path) as opened:
        return {kind: list(items(opened)) for kind, items in KINDS.items()}


def test_the_order_of_the_pages_makes_no_difference(tmp_path, record):
    whole = told_of(record)
    for n, order in enumerate(list(permutations(PAGES))[1::5]):
        assert told_of(record_of(tmp_path / f"{n}.db", *order)) == whole


def test_pages_read_in_two_runs_give_the_record_of_one(tmp_path, record):
    path = record_of(tmp_path / "x.db", *PAGES[2:])
    assert told_of(record_of(path, *PAGES[:2])) == told_of(record)
