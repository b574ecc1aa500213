import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from builders import add, meeting_page, record_of
from jejak.errors import RecordUnwritable
from jejak.store import files, writer
from jejak.store.writer import Writer
from jejak.views.record import Record
from jejak.views.timeline import timeline

TESTS = Path(__file__).parents[1]
PAGES = 60
WRITE = """
import sys
from builders import add, meeting_page, note
from jejak.store.writer import Writer
with Writer(sys.argv[1]) as writer:
    writer.begin_run(["berita"])
    print("ready", flush=True)
    for n in range(int(sys.argv[2])):
        page = meeting_page(f"{n}.txt", lead=f"Laporan {n}. " * 300)
        if not writer.is_read(note(page).key, "1"):
            add(writer, page)
"""


def start_writing(path: Path, pages: int) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), str(pages)], env={**os.environ, "PYTHONPATH": str(TESTS)},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def documents(path: Path) -> int:
    with Record(path) as record:
        return record.count("SELECT count(*) FROM documents")


def test_a_killed_run_loses_nothing_it_had_kept_and_goes_on(tmp_path):
    path, kept = tmp_path / "x.db", 0
    for moment in range(4):
        process = start_writing(path, PAGES)
        time.sleep(0.05 + 0.07 * moment)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with sqlite3.connect(path) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.close()
        assert documents(path) >= kept
        kept = documents(path)
    assert start_writing(path, PAGES).communicate(timeout=120) == ("", None)
    assert documents(path) == PAGES
    whole = tmp_path / "whole.db"
    start_writing(whole, PAGES).communicate(timeout=120)
    with Record(path) as one, Record(whole) as other:
        assert timeline(one) == timeline(other)


def test_readers_are_not_kept_waiting_by_a_writer(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"))
    with Writer(path) as writer, writer.page():
        writer._insert("meta", key="half", value="written")
        started = time.monotonic()
        with Record(path) as record:
            assert len(timeline(record)) == 1
            assert record.count("SELECT count(*) FROM meta") == 0
        assert time.monotonic() - started < 5


def test_a_question_under_way_does_not_keep_a_writer_waiting(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"))
    with Record(path) as record:
        asking = record._db.execute("SELECT * FROM mentions")
        assert asking.fetchone()
        with Writer(path) as writer:
            add(writer, meeting_page("b.txt", "2020-03-06"))
        asking.close()
    assert documents(path) == 2


def test_a_second_writer_that_waits_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "BUSY_MS", 50)
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"))
    with (
        Writer(path) as first,
        first.page(),
        Writer(path) as second,
        pytest.raises(RecordUnwritable, match="another program"),
    ):
        add(second, meeting_page("b.txt"))


FULL = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))\n{WRITE}"


def test_a_full_disk_is_told_plainly_and_keeps_the_pages_before(tmp_path):
    path = tmp_path / "x.db"
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(PAGES)], env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert "RecordUnwritable" in done.stderr
    assert "disk" in done.stderr.splitlines()[-1]
    kept = documents(path)
    assert 0 < kept < PAGES
    assert start_writing(path, PAGES).communicate(timeout=120) == ("", None)
    assert documents(path) == PAGES


@contextmanager
def as_a_guest():
    """Root may write anything: for a while, be nobody."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_record_is_told_to_the_writer_and_open_to_readers():
    with tempfile.TemporaryDirectory(prefix="jejak-") as name:
        folder = Path(name)
        path = record_of(folder / "x.db", meeting_page("a.txt"))
        path.chmod(0o444)
        folder.chmod(0o555)
        with as_a_guest():
            with pytest.raises(RecordUnwritable, match="read-only"):
                Writer(path)
            assert documents(path) == 1
        folder.chmod(0o755)


def test_a_clock_that_goes_back_between_runs_keeps_the_later_reading(tmp_path, monkeypatch):
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"))
    monkeypatch.setattr(writer, "_now", lambda: "2001-01-01T00:00:00+00:00")
    with Writer(path) as again:
        again.begin_run(["berita"])
        add(again, replace(meeting_page("a.txt"), events=()), versions="2")
    with Record(path) as record:
        assert timeline(record) == ()
        assert record.count("SELECT count(*) FROM readings") == 2
