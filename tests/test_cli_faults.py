"""What happens to `jejak read` when the machine is unkind: kills, full and read-only disks."""

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jejak.errors import RecordError
from jejak.views.record import Record
from jejak.views.timeline import timeline

JEJAK = [sys.executable, "-m", "jejak"]
NEWS = "Jakarta - Menteri Luar Negeri Indonesia menjamu Menteri Luar Negeri Vietnam pada Kamis (5/3/2020)."
PAGES = 40


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(PAGES):
        text = f"{NEWS}\n\nKedua menteri membahas soal nomor {n} selama {n + 1} jam di gedung {n * 7}.\n"
        (folder / f"{n:03}.txt").write_text(text * 2)
    return folder


def read(pages, path):
    command = [*JEJAK, "read", str(pages), "--jobs", "1", "--record", str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def documents(path) -> int:
    try:
        with Record(path) as record:
            return record.count("SELECT count(*) FROM documents")
    except RecordError:
        return 0


def until(condition, seconds=100) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_a_read_killed_in_the_middle_goes_on_where_it_stopped(pages, tmp_path):
    path = tmp_path / "x.db"
    process = read(pages, path)
    assert until(lambda: documents(path) >= 3)
    workers = children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert workers
    assert until(lambda: not any(map(alive, workers)), 20)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    kept = documents(path)
    assert 3 <= kept < PAGES
    done = read(pages, path)
    _, told = done.communicate(timeout=100)
    assert done.returncode == 0
    assert f"{PAGES - kept} pages read into" in told
    assert f"{kept} known already" in told
    whole = tmp_path / "whole.db"
    read(pages, whole).communicate(timeout=100)
    with Record(path) as one, Record(whole) as other:
        assert timeline(one) == timeline(other)


SMALL_DISK = """
import jejak.store.writer as writer
opening = writer.open_for_writing
def small(path):
    db = opening(path)
    used = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {used + 8}")
    return db
writer.open_for_writing = small
from jejak.cli import main
main()
"""


def test_a_full_disk_ends_a_read_with_status_3_and_keeps_what_was_read(pages, tmp_path):
    path = tmp_path / "x.db"
    command = [sys.executable, "-c", SMALL_DISK, "read", str(pages), "--jobs", "1", "--record", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert done.returncode == 3
    assert done.stderr == f"jejak: can't write {path}: the disk is full; pages already read are kept\n"
    kept = documents(path)
    assert 0 < kept < PAGES
    read(pages, path).communicate(timeout=100)
    assert documents(path) == PAGES


def test_a_record_of_a_newer_program_is_told_with_status_3(pages, tmp_path):
    path = tmp_path / "x.db"
    read(pages / "000.txt", path).communicate(timeout=100)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    for command in (["stats"], ["read", str(pages)]):
        done = subprocess.run([*JEJAK, *command, "--record", str(path)], capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (3, "")
        assert "update jejak" in done.stderr
