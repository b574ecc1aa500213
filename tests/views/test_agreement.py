import json

import pytest
from typer.testing import CliRunner

from builders import another_report, article, event, findings, meeting_page, record_of, training_page
from jejak import deciding
from jejak.cli import app
from jejak.views.agreement import agreement, cohens_kappa
from jejak.views.record import Record
from jejak.views.review import queue


def dispute(doc, day, subject):
    page = article(doc, f"Laos mengecam Indonesia soal {subject}.", day, publisher=f"Kabar {doc}")
    return findings(
        page, events=(event(page, page.text, "ACCUSE", ("LAO",), ("IDN",), when=day, contexts=("economic",)),)
    )


@pytest.fixture
def path(tmp_path):
    pages = [
        meeting_page("a.txt"), another_report("b.txt", "2020-03-07"), training_page(),
        dispute("k.txt", "2021-03-01", "bendungan"), dispute("l.txt", "2022-09-01", "tarif beras"),
    ]  # fmt: skip
    return record_of(tmp_path / "x.db", *pages)


def items(path):
    with Record(path) as record:
        return [ident for _, ident in queue(record)]


def rows(path):
    with Record(path, with_rejected=True) as record:
        return agreement(record)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([("accept", "accept")] * 20 + [("accept", "reject")] * 5
         + [("reject", "accept")] * 10 + [("reject", "reject")] * 15, 0.4),
        ([("accept", "accept"), ("reject", "reject")], 1.0),
        ([("accept", "reject"), ("reject", "accept")], -1.0),
        ([("accept", "accept")] * 3, None),
        ([], None),
    ],
)  # fmt: skip
def test_kappa_is_agreement_beyond_chance(pairs, kappa):
    assert cohens_kappa(pairs) == pytest.approx(kappa) if kappa is not None else cohens_kappa(pairs) is None


def test_each_finding_both_judged_counts_once_whatever_its_reports(path):
    first, second, third, *_ = items(path)
    for name in (first, second, third):
        deciding.accept(path, [name], by="Ani")
    deciding.accept(path, [first], by="Budi")
    deciding.reject(path, [second], by="Budi")
    (row,) = rows(path)
    assert (row.one, row.other, row.both, row.agreed) == ("Ani", "Budi", 2, 1)
    assert row.table == (("accept", "accept", 1), ("accept", "reject", 1))
    assert row.kappa == pytest.approx(0)


def test_a_correction_is_a_judgement_that_a_later_accept_does_not_lift(path):
    first = items(path)[0]
    deciding.correct(path, first, ["contexts=legal"], by="Ani")
    deciding.accept(path, [first], by="Ani")
    deciding.accept(path, [first], by="Budi")
    assert [(row.table, row.agreed) for row in rows(path)] == [((("correct", "accept", 1),), 0)]


def test_what_was_taken_back_counts_no_more(path):
    first = items(path)[0]
    for person in ("Ani", "Budi"):
        deciding.accept(path, [first], by=person)
    deciding.undo(path, by="Budi")
    assert rows(path) == ()


def test_a_second_look_asks_about_what_others_judged_alone(path):
    first, second, *_ = items(path)
    deciding.accept(path, [first], by="Ani")
    deciding.reject(path, [second], by="Ani")
    with Record(path, with_rejected=True) as record:
        assert {ident for _, ident in queue(record, second="Budi")} == {first, second}
        assert queue(record, second="Ani") == ()


def test_the_command_tells_it_as_a_table_and_as_json(path):
    run = CliRunner(env={"COLUMNS": "90"}).invoke
    assert "No two people" in run(app, ["decisions", "agreement", "--record", str(path)]).stderr
    first, second, *_ = items(path)
    for person in ("Ani", "Budi"):
        deciding.accept(path, [first], by=person)
        deciding.reject(path, [second], by=person)
    shown = run(app, ["decisions", "agreement", "--record", str(path)])
    assert "1.00" in shown.stdout
    (told,) = json.loads(run(app, ["decisions", "agreement", "--record", str(path), "--json"]).stdout)
    assert (told["both"], told["agreed"], told["kappa"]) == (2, 2, 1.0)
