from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from jejak import deciding, ledger, pipeline, scale
from jejak.errors import RecordError, RecordTooNew, RecordUnwritable
from jejak.exports.whole import KINDS
from jejak.scale import shelf
from jejak.scale.places import Folder
from jejak.sources import SourceSettings, open_sources
from jejak.views.record import Record

PAGES = sorted(map(str, (Path(__file__).parents[2] / "examples" / "pages").glob("201[67]*")))
SOME, OTHERS = PAGES[::2], PAGES[1::2]


def told_by(path):
    """All that a record holds."""
    with Record(path, with_rejected=True) as record:
        return {name: list(kind(record)) for name, kind in KINDS.items()}


@pytest.fixture(scope="session")
def alone(tmp_path_factory):
    """The record of the same pages that nobody shares."""
    path = tmp_path_factory.mktemp("alone") / "alone.db"
    pipeline.read_into(path, PAGES)
    return path


@pytest.fixture(scope="session")
def found(tmp_path_factory):
    """A folder with the findings of the same pages."""
    path, code = tmp_path_factory.mktemp("found"), pipeline.make_coder(None)
    with shelf.writing(Folder(str(path)), "all.parquet", pipeline.versions()) as add:
        for capture in open_sources(PAGES, SourceSettings()):
            add(shelf.row_of(code(capture)))
    return path


def an_event(copy):
    with Record(copy.path) as record:
        return record.rows("SELECT id FROM events ORDER BY id LIMIT 1")[0][0]


def decided(copy):
    """What decides in a copy, once the ledger hears of it first."""
    deciding.tell_first(copy.path, copy.tell)
    return deciding


def test_what_one_machine_reads_another_has(copy_of):
    one, two = copy_of("one"), copy_of("two")
    counts = one.read_into(PAGES)
    assert (counts.read, counts.rejected, counts.known) == (9, 0, 0)
    two.sync()
    assert told_by(two.path) == told_by(one.path)
    again = two.read_into(PAGES)
    assert (again.read, again.rejected, again.known) == (0, 0, 9)


def test_it_is_the_record_that_one_machine_alone_would_have(copy_of, alone):
    shared = copy_of("one")
    shared.read_into(PAGES)
    assert told_by(shared.path) == told_by(alone)


def test_two_machines_that_read_and_decide_at_once_come_to_the_same(copy_of, tmp_path, alone):
    one, two = copy_of("one"), copy_of("two")
    faults = []

    def work(copy, inputs, who):
        try:
            copy.read_into(inputs)
            ident = an_event(copy)
            decided(copy).reject(copy.path, [ident], by=who, why="contoh")
        except Exception as error:  # noqa: BLE001 - told by the test
            faults.append(error)

    at_once = [
        threading.Thread(target=work, args=(one, PAGES, "Sari Contoh")),
        threading.Thread(target=work, args=(two, PAGES[::-1], "Budi Contoh")),
    ]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    assert faults == []
    one.sync()
    two.sync()
    assert len(deciding.dump(one.path)) in (
        1,
        2,
    )  # the second may have found the first one's decision already
    assert told_by(one.path) == told_by(two.path)
    same = Path(shutil.copyfile(alone, tmp_path / "same.db"))
    deciding.load(same, deciding.dump(one.path))
    assert told_by(same) == told_by(one.path)


def test_findings_in_files_go_into_the_shared_record(copy_of, found):
    one, two = copy_of("one"), copy_of("two")
    counts = one.assemble(scale.open_shelf([str(found)]))
    assert (counts.read, counts.rejected) == (9, 0)
    two.read_into(PAGES)
    assert told_by(two.path) == told_by(one.path)


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from jejak import ledger, scale

def killed_at(holder, name, count):
    real, calls = getattr(holder, name), []
    def counted(*given):
        calls.append(given)
        if len(calls) == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given)
    setattr(holder, name, counted)

ledger.copies.AT_ONCE = 1
ledger.copies.PART = 2
killed_at({"add": ledger.Ledger, "_keep": ledger.Copy}[sys.argv[1]], sys.argv[1], int(sys.argv[2]))
copy = ledger.Copy.of(ledger.parse(sys.argv[3]), Path(sys.argv[4]))
copy.assemble(scale.open_shelf(sys.argv[5:]))
"""


@pytest.mark.parametrize(
    ("where", "count", "added"),
    [("add", 4, 3), ("_keep", 1, 9), ("_keep", 3, 9)],
    ids=["while-adding", "before-the-first-note", "while-following"],
)
def test_a_writer_that_is_killed_is_gone_on_from(
    copy_of, address, tmp_path, alone, found, where, count, added
):
    folder = tmp_path / "killed"
    named = f"postgresql://{address.user}@/{address.database}?host={address.host}"
    words = [sys.executable, "-c", KILLED_AT, where, str(count), named, str(folder), str(found)]
    done = subprocess.run(words, check=False)
    assert done.returncode == -signal.SIGKILL
    with ledger.Ledger(address) as opened:
        assert len(opened.after("page", 0, 100)) == added
    gone_on, other = ledger.Copy.of(address, folder), copy_of("other")
    counts = gone_on.read_into(PAGES)
    assert (counts.read, counts.known) == (9 - added, added)
    other.sync()
    assert told_by(gone_on.path) == told_by(other.path) == told_by(alone)
    with Record(gone_on.path) as record:
        assert record.rows("SELECT count(*), count(DISTINCT document) FROM readings") == [(9, 9)]


def test_a_decision_is_in_the_ledger_before_it_is_in_the_copy(copy_of, monkeypatch):
    one, two = copy_of("one"), copy_of("two")
    one.read_into(SOME)
    ident = an_event(one)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(deciding.assembly, "decide", killed)
        with pytest.raises(KeyboardInterrupt):
            decided(one).reject(one.path, [ident], by="Sari Contoh")
    assert deciding.dump(one.path) == []
    two.sync()
    one.sync()
    assert len(deciding.dump(one.path)) == 1
    assert told_by(one.path) == told_by(two.path)


def test_decisions_of_a_file_are_told_to_all(copy_of, tmp_path, alone):
    one, two = copy_of("one"), copy_of("two")
    one.read_into(SOME)
    same = Path(shutil.copyfile(alone, tmp_path / "same.db"))
    deciding.reject(same, [an_event(one)], by="Sari Contoh")
    deciding.undo(same, by="Sari Contoh")
    assert decided(one).load(one.path, deciding.dump(same)).taken == 2
    two.sync()
    assert deciding.dump(two.path) == deciding.dump(same)


def test_who_reads_passes_over_what_others_read_meanwhile(copy_of, monkeypatch):
    monkeypatch.setattr(ledger.copies, "SLOW_S", 0.0)
    monkeypatch.setattr(ledger.copies, "EVERY_S", 0.0)
    one, two = copy_of("one"), copy_of("two")
    met, read_page = [], pipeline.read_page

    def read(capture, *given, **more):
        met.append(capture.doc)
        return read_page(capture, *given, **more)

    monkeypatch.setattr(pipeline, "read_page", read)

    def pages():
        captures = open_sources([*SOME, *OTHERS], SourceSettings())
        yield next(captures)
        one.read_into(OTHERS)
        yield from captures

    counts = two.read_into(PAGES, captures=pages())
    assert (counts.read, counts.known) == (len(SOME), len(OTHERS))
    assert len(met) == len(set(met)) == len(PAGES)


def test_a_copy_can_be_copied_to_another_machine(copy_of, monkeypatch):
    one, two = copy_of("one"), copy_of("two")
    one.read_into(SOME)
    shutil.copyfile(one.path, two.path)
    one.read_into(OTHERS)
    asked = []
    after = ledger.Ledger.after

    def heard(self, kind, number, most):
        asked.append(number)
        return after(self, kind, number, most)

    monkeypatch.setattr(ledger.Ledger, "after", heard)
    two.sync()
    assert min(number for number in asked if number) >= len(SOME)
    assert told_by(two.path) == told_by(one.path)


def test_two_programs_that_follow_with_one_copy_wait_for_each_other(copy_of):
    copy_of("one").read_into(PAGES)
    shared = copy_of("two")
    at_once = [threading.Thread(target=shared.sync) for _ in range(3)]
    with shared._alone():
        for thread in at_once:
            thread.start()
        at_once[0].join(0.5)
        assert all(thread.is_alive() for thread in at_once)
        assert not shared.path.exists()
    for thread in at_once:
        thread.join()
    assert told_by(shared.path) == told_by(copy_of("one").path)
    with Record(shared.path) as record:
        assert record.rows("SELECT count(*), count(DISTINCT document) FROM readings") == [(9, 9)]


def test_nobody_has_written_yet(copy_of):
    copy = copy_of("one")
    assert copy.followed is None
    copy.sync()
    assert copy.followed is not None
    with Record(copy.path) as record:
        assert record.rows("SELECT id FROM documents") == []


def test_who_may_only_read_follows_but_cannot_add(copy_of, address):
    copy_of("one").read_into(SOME)
    with ledger.Ledger(address) as opened:
        opened._db.run("CREATE ROLE pembaca LOGIN")
        opened._db.run("GRANT USAGE ON SCHEMA jejak TO pembaca")
        opened._db.run("GRANT SELECT ON ALL TABLES IN SCHEMA jejak TO pembaca")
    reader = replace(copy_of("two"), address=replace(address, user="pembaca"))
    reader.sync()
    assert told_by(reader.path) == told_by(copy_of("one").path)
    with pytest.raises(RecordUnwritable, match="may read the record, but not add to it"):
        reader.read_into(OTHERS)
    with pytest.raises(RecordUnwritable, match="nothing was decided"):
        decided(reader).reject(reader.path, [an_event(reader)], by="Sari Contoh")
    assert deciding.dump(reader.path) == []


def test_a_newer_ledger_is_told_apart(copy_of, address):
    copy_of("one").read_into(SOME)
    with ledger.Ledger(address) as opened:
        opened._db.run("UPDATE jejak.about SET form = 99")
    with pytest.raises(RecordTooNew, match="update jejak"):
        copy_of("one").sync()


def test_a_copy_of_another_ledger_is_not_mixed_with_this_one(copy_of, address):
    copy = copy_of("one")
    copy.read_into(SOME)
    with ledger.Ledger(address) as opened:
        opened._db.run("UPDATE jejak.about SET ledger = 'lain'")
    with pytest.raises(RecordError, match="a copy of another record"):
        copy.sync()


def test_a_server_that_is_not_there_is_told_in_plain_words(tmp_path):
    away = ledger.parse(f"postgresql://ani:rahasia@/berita?host={tmp_path}")
    with pytest.raises(ledger.Unreachable, match="can't be reached") as error:
        ledger.Copy.of(away, tmp_path / "copies").sync()
    assert "rahasia" not in str(error.value)


def test_who_is_not_let_in_hears_why(address):
    with pytest.raises(RecordError, match="tiada") as error:
        ledger.Ledger(replace(address, database="tiada", password="rahasia"))
    assert "rahasia" not in str(error.value)


def test_entries_get_numbers_in_the_order_in_which_they_are_seen(address):
    with ledger.Ledger(address) as one, ledger.Ledger(address) as two:
        one.prepare()
        two.prepare()
        assert one.ident == two.ident
        assert one.add("page", [("b", "1"), ("a", "2")]) == {"a", "b"}
        assert two.add("page", [("a", "other"), ("c", "3")]) == {"c"}
        found = one.after("page", 0, 10)
        assert [line for _, line in found] == ["1", "2", "3"]
        assert one.after("page", found[1][0], 10) == found[2:]
        assert two.after("decision", 0, 10) == []
