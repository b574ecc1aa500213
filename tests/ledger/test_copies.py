from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from jejak import deciding, ledger, pipeline, scale
from jejak.errors import RecordError, RecordTooNew, RecordUnwritable
from jejak.exports.whole import KINDS
from jejak.views.record import Record

PAGES = sorted(map(str, (Path(__file__).parents[2] / "examples" / "pages").glob("201[67]*")))
SOME, OTHERS = PAGES[::2], PAGES[1::2]


def told_by(path):
    """All that a record holds."""
    with Record(path, with_rejected=True) as record:
        return {name: list(kind(record)) for name, kind in KINDS.items()}


def test_what_one_machine_reads_another_has(copy_of):
    one, two = copy_of("one"), copy_of("two")
    counts = one.read_into(PAGES)
    assert (counts.read, counts.rejected, counts.known) == (9, 0, 0)
    two.sync()
    assert told_by(two.path) == told_by(one.path)
    again = two.read_into(PAGES)
    assert (again.read, again.rejected, again.known) == (0, 0, 9)


def test_it_is_the_record_that_one_machine_alone_would_have(copy_of, tmp_path):
    shared, alone = copy_of("one"), tmp_path / "alone.db"
    shared.read_into(SOME)
    pipeline.read_into(alone, SOME)
    assert told_by(shared.path) == told_by(alone)


def test_two_machines_that_read_and_decide_at_once_come_to_the_same(copy_of, tmp_path):
    one, two = copy_of("one"), copy_of("two")
    faults = []

    def work(copy, inputs, who):
        try:
            copy.read_into(inputs)
            with Record(copy.path) as record:
                ident = record.rows("SELECT id FROM events ORDER BY id LIMIT 1")[0][0]
            deciding.reject(copy.path, [ident], by=who, why="contoh")
            copy.sync()
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
    assert one.decided == two.decided
    assert one.decided in (1, 2)  # the second may have found the first one's decision already
    assert told_by(one.path) == told_by(two.path)
    alone = tmp_path / "alone.db"
    pipeline.read_into(alone, PAGES)
    deciding.load(alone, deciding.dump(one.path))
    assert told_by(alone) == told_by(one.path)


def test_findings_in_files_go_into_the_shared_record(copy_of, tmp_path):
    class OneReader(scale.OwnEngine):
        readers = 1

    folder = tmp_path / "found"
    scale.code_into(str(folder), PAGES, OneReader(jobs=1))
    one, two = copy_of("one"), copy_of("two")
    counts = one.assemble(scale.open_shelf([str(folder)]))
    assert (counts.read, counts.rejected) == (9, 0)
    two.read_into(PAGES)
    assert told_by(two.path) == told_by(one.path)


def test_a_writer_that_is_killed_is_gone_on_from(copy_of, address, tmp_path):
    folder = tmp_path / "killed"
    program = (
        "import sys; from pathlib import Path; from jejak import ledger;"
        "ledger.Copy.of(ledger.parse(sys.argv[1]), Path(sys.argv[2])).read_into(sys.argv[3:])"
    )
    where = f"postgresql://{address.user}@/{address.database}?host={address.host}"
    words = [sys.executable, "-c", program, where, str(folder), *PAGES]
    for wait in (1.6, 2.3):
        started = subprocess.Popen(words, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
        time.sleep(wait)
        started.send_signal(signal.SIGKILL)
        started.wait()
    gone_on, other = ledger.Copy.of(address, folder), copy_of("other")
    gone_on.read_into(PAGES)
    other.sync()
    assert told_by(gone_on.path) == told_by(other.path)
    alone = tmp_path / "alone.db"
    pipeline.read_into(alone, PAGES)
    assert told_by(gone_on.path) == told_by(alone)


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
    with Record(reader.path) as record:
        ident = record.rows("SELECT id FROM events ORDER BY id LIMIT 1")[0][0]
    deciding.reject(reader.path, [ident], by="Sari Contoh")
    with pytest.raises(RecordUnwritable):
        reader.sync()
    assert reader.decided == 1


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
        assert two.lacks("page", ["a", "x"]) == {"x"}
        assert two.after("decision", 0, 10) == []
