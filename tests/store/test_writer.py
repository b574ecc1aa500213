import sqlite3

import pytest

from builders import add, meeting_page, note, record_of
from jejak.model import Rejection
from jejak.store.writer import Writer
from jejak.views.overview import rejections
from jejak.views.record import Record

BROKEN = Rejection("x.html", "/berita/x.html", "not-text", "binary", "f" * 64)


def one(path, sql):
    with sqlite3.connect(path) as db:
        value = db.execute(sql).fetchone()[0]
    db.close()
    return value


def test_a_run_that_adds_nothing_leaves_no_trace(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page())
    with Writer(path) as writer:
        writer.begin_run(["berita"])
    assert one(path, "SELECT count(*) FROM runs") == 1


def test_a_run_counts_its_pages_and_says_when_it_ended(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"), meeting_page("b.txt"))
    assert one(path, "SELECT pages FROM runs") == 2
    assert one(path, "SELECT ended IS NOT NULL FROM runs") == 1


def test_a_rejected_page_is_listed_once_however_often_it_is_met(tmp_path):
    with Writer(tmp_path / "x.db") as writer:
        for _ in range(2):
            with writer.page():
                writer.note_rejection(BROKEN, None)
    with Record(tmp_path / "x.db") as record:
        assert [(r.doc, r.reason) for r in rejections(record)] == [("x.html", "not-text")]


def test_a_page_that_could_be_read_after_all_is_no_longer_rejected(tmp_path):
    page = meeting_page()
    with Writer(tmp_path / "x.db") as writer:
        with writer.page():
            writer.note_rejection(Rejection("a.txt", "/berita/a.txt", "fetch", "too slow"), None)
        add(writer, page)
    with Record(tmp_path / "x.db") as record:
        assert rejections(record) == ()


def test_a_rejected_capture_is_known_to_the_versions_that_rejected_it(tmp_path):
    capture = note(meeting_page())
    with Writer(tmp_path / "x.db") as writer:
        with writer.page():
            writer.note_rejection(BROKEN, capture)
        assert writer.is_read(capture.key, "1")
        assert not writer.is_read(capture.key, "2")


def test_a_page_left_by_an_error_is_not_kept(tmp_path):
    with Writer(tmp_path / "x.db") as writer:
        with pytest.raises(AttributeError), writer.page():
            writer.note_rejection(BROKEN, None) or writer.no_such_method()
        add(writer, meeting_page())
    assert one(tmp_path / "x.db", "SELECT count(*) FROM rejections") == 0
    assert one(tmp_path / "x.db", "SELECT rejected FROM runs") == 0


def test_pages_written_together_are_kept_but_the_one_left_by_an_error(tmp_path):
    def two_pages(writer):
        with writer.together():
            add(writer, meeting_page("a.txt"))
            with writer.page():
                writer.note_rejection(BROKEN, None) or writer.no_such_method()

    with Writer(tmp_path / "x.db") as writer:
        with pytest.raises(AttributeError):
            two_pages(writer)
        add(writer, meeting_page("b.txt", "2020-03-06"))
    assert one(tmp_path / "x.db", "SELECT count(*) FROM documents") == 2
    assert one(tmp_path / "x.db", "SELECT count(*) FROM rejections") == 0
    assert one(tmp_path / "x.db", "SELECT sum(rejected) FROM runs") == 0


def test_a_reader_sees_pages_written_together_all_at_once(tmp_path):
    path = tmp_path / "x.db"
    with Writer(path) as writer:
        with writer.together():
            add(writer, meeting_page("a.txt"))
            before = one(path, "SELECT count(*) FROM documents")
            add(writer, meeting_page("b.txt", "2020-03-06"))
        assert (before, one(path, "SELECT count(*) FROM documents")) == (0, 2)


def test_the_record_keeps_every_reference_whole(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"), meeting_page("b.txt", "2020-03-06"))
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
