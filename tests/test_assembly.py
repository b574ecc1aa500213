import json
import sqlite3
from dataclasses import replace
from itertools import permutations

import pytest

from builders import (
    MEETING,
    add,
    another_report,
    article,
    event,
    findings,
    meeting_page,
    note,
    record_of,
    state,
    training_page,
)
from jejak.cli.output import as_json
from jejak.store.writer import Writer
from jejak.views.commitments import commitments
from jejak.views.overview import sources, stats
from jejak.views.people import people, statements
from jejak.views.record import Record
from jejak.views.rows import as_dict
from jejak.views.search import search
from jejak.views.timeline import timeline


def everything(path) -> str:
    """All that the record answers, as one text."""
    with Record(path) as record:
        asked = (timeline(record), commitments(record, as_of="2023"), people(record), statements(record))
        rows = [[as_dict(row) for row in rows] for rows in (*asked, search(record, "laut"), sources(record))]
        return as_json([*rows, stats(record)], indent=1)


def story():
    """Two reports of one meeting, one of them printed twice, and what came of its promise."""
    return [
        meeting_page("a.txt"),
        meeting_page("b.txt", "2020-03-06", publisher="Kabar Contoh"),
        another_report("c.txt", "2020-03-06"),
        training_page("d.txt"),
        training_page("e.txt", "2022-06-01", "ongoing"),
    ]


def test_a_page_read_twice_changes_nothing(tmp_path):
    path = record_of(tmp_path / "x.db", *story())
    before = everything(path)
    with Writer(path) as writer:
        assert writer.is_read(note(story()[0]).key, "1")
        add(writer, story()[0])
    assert everything(path) == before


def test_the_order_of_the_pages_makes_no_difference(tmp_path):
    pages = story()
    texts = {
        everything(record_of(tmp_path / f"{n}.db", *order))
        for n, order in enumerate(list(permutations(pages))[::11])
    }
    assert len(texts) == 1


def test_several_reports_of_one_meeting_are_one_event(tmp_path):
    with Record(record_of(tmp_path / "x.db", *story())) as record:
        (meeting,) = timeline(record, types=["CONSULT"])
    assert (meeting.reports, meeting.sources) == (3, 2)
    assert {e.doc for e in meeting.evidence} == {"a.txt", "b.txt", "c.txt"}


def test_a_promise_is_moved_on_by_later_reports(tmp_path):
    with Record(record_of(tmp_path / "x.db", *story())) as record:
        (kept,) = commitments(record, as_of="2023")
    assert (kept.status, kept.recurring) == ("under_way", True)
    assert [step.day for step in kept.history if step.event] == ["2021-06-01", "2022-06-01"]


def test_a_promise_is_overdue_when_its_year_has_passed_in_silence(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page())
    with Record(path) as record:
        assert [c.status for c in commitments(record, as_of="2021-12-31")] == ["pledged"]
        assert [c.status for c in commitments(record, as_of="2022-01-01")] == ["overdue"]


def test_a_newer_reading_replaces_the_older_and_keeps_its_claims(tmp_path):
    page = meeting_page()
    path = record_of(tmp_path / "x.db", page, training_page())
    with Writer(path) as writer:
        add(writer, replace(page, events=(), commitments=()), versions="2")
    with Record(path) as record:
        assert [e.type for e in timeline(record)] == ["AID"]
        assert commitments(record) == ()
        assert record.count("SELECT count(*) FROM event_claims") == 2
        assert record.count("SELECT count(*) FROM steps") == 0


def test_reading_anew_with_the_same_findings_gives_the_same_ids(tmp_path):
    path = record_of(tmp_path / "x.db", *story())
    before = json.loads(everything(path))
    with Writer(path) as writer:
        for page in story():
            add(writer, page, versions="2")
    assert json.loads(everything(path)) == before


def test_a_page_whose_text_is_extracted_anew_takes_the_place_of_the_old(tmp_path):
    old, new = meeting_page(), meeting_page(lead="Tambahan. ")
    capture = note(old)
    path = tmp_path / "x.db"
    with Writer(path) as writer:
        add(writer, old, capture=capture)
        add(writer, new, capture=replace(capture, versions="2"))
    with Record(path) as record:
        assert stats(record)["documents"] == 1
        assert [e.reports for e in timeline(record)] == [1]
        assert len(search(record, "tambahan")) == 1
        assert len(search(record, "keamanan")) == 1


def test_an_event_that_falls_apart_when_a_report_goes_is_two_again(tmp_path):
    def told(doc, words, **fields):
        text = f"{words} Indonesia dan Vietnam."
        page = article(doc, text)
        who = (state(page, "IDN", "Indonesia"), state(page, "VNM", "Vietnam"))
        return findings(page, actors=who, events=(event(page, words, when="2020-03-05", **fields),))

    left = told("a.txt", "Pertemuan membahas beras.", persons=("Surya Atmaja",), where="Hanoi")
    right = told("b.txt", "Dialog soal satelit.", persons=("Tran Van Lam",), where="Hanoi")
    both = told("c.txt", "Perundingan di istana.", persons=("Surya Atmaja", "Tran Van Lam"), where="Hanoi")
    path = record_of(tmp_path / "x.db", left, right, both)
    with Record(path) as record:
        assert [e.reports for e in timeline(record)] == [3]
    with Writer(path) as writer:
        add(writer, replace(both, events=()), versions="2")
    with Record(path) as record:
        assert [e.reports for e in timeline(record)] == [1, 1]


def test_an_error_in_the_middle_of_a_page_leaves_nothing_of_it(tmp_path):
    path = record_of(tmp_path / "x.db", training_page())
    before = everything(path)
    with Writer(path) as writer:
        writer.add_step = None  # type: ignore[assignment]
        with pytest.raises(TypeError):
            add(writer, meeting_page())
    assert everything(path) == before
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (1,)
    db.close()


def test_the_evidence_of_every_row_stands_where_it_says(tmp_path):
    pages = {page.article.doc: page.article for page in story()}
    with Record(record_of(tmp_path / "x.db", *story())) as record:
        reports = [e for row in timeline(record) for e in row.evidence]
        reports += [step.report for row in commitments(record) for step in row.history]
        reports += [row.report for row in statements(record)]
    assert reports
    for report in reports:
        assert pages[report.doc].zone(report.zone)[report.start : report.end] == report.exact


def test_a_record_without_any_finding_is_fine(tmp_path):
    path = record_of(tmp_path / "x.db", findings(article("a.txt", MEETING)))
    with Record(path) as record:
        assert timeline(record) == ()
        assert stats(record)["documents"] == 1


def prices(doc, day):
    """A template that is filled in anew every day."""
    return meeting_page(doc, day, publisher=f"Warta {doc}")


def test_a_text_printed_again_within_three_days_is_one_source(tmp_path):
    days = ["2020-03-05", "2020-03-08", "2020-03-11", None]
    path = record_of(tmp_path / "x.db", *(prices(f"{n}.txt", day) for n, day in enumerate(days)))
    with Record(path) as record:
        figures = stats(record)
    assert (figures["documents"], figures["sources"]) == (4, 1)


def test_a_text_that_comes_back_later_is_another_source(tmp_path):
    path = record_of(tmp_path / "x.db", prices("a.txt", "2020-03-05"), prices("b.txt", "2020-03-09"))
    with Record(path) as record:
        assert stats(record)["sources"] == 2


def test_reprints_are_kept_but_counted_once_everywhere(tmp_path):
    pages = [meeting_page("a.txt"), meeting_page("b.txt", "2020-03-06", publisher="Kabar Contoh")]
    with Record(record_of(tmp_path / "x.db", *pages)) as record:
        (event_row,) = timeline(record)
        (promise_row,) = commitments(record)
        (quote,) = statements(record)
        (surya,) = people(record, "Surya")
        by_publisher = {row.publisher: (row.documents, row.sources) for row in sources(record)}
        found = search(record, "keamanan laut")
    assert (event_row.reports, event_row.sources) == (2, 1)
    assert (promise_row.reports, promise_row.sources) == (2, 1)
    assert (quote.reports, quote.report.doc) == (2, "a.txt")
    assert (surya.documents, surya.sources, surya.statements) == (2, 1, 1)
    assert by_publisher == {"Harian Contoh": (1, 1), "Kabar Contoh": (1, 0)}
    assert [row.doc for row in found] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("first", "second", "sources_told"),
    [
        ("2020-03-05", "2020-03-08", 1),
        ("2020-03-05", "2020-03-20", 2),
        ("2020-03-05", None, 1),
        (None, "2020-03-05", 1),
        (None, None, 1),
    ],
)
def test_the_same_words_are_a_reprint_within_days_or_where_a_day_is_unknown(
    tmp_path, first, second, sources_told
):
    pages = [meeting_page("a.txt", first), meeting_page("b.txt", second)]
    with Record(record_of(tmp_path / "x.db", *pages)) as record:
        assert stats(record)["sources"] == sources_told
