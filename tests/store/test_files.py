import os
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from jejak.errors import NotARecord, RecordError, RecordTooNew, RecordUnwritable
from jejak.store.files import APPLICATION_ID, SCHEMA_VERSION, migrations, open_for_reading, open_for_writing


def test_asking_a_record_that_does_not_exist_makes_no_file(tmp_path):
    with pytest.raises(RecordError, match=r"no record at .*jejak read"):
        open_for_reading(tmp_path / "x.db")
    assert list(tmp_path.iterdir()) == []


def test_a_new_record_says_what_it_is(tmp_path):
    open_for_writing(tmp_path / "x.db").close()
    with sqlite3.connect(tmp_path / "x.db") as db:
        assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    db.close()


def test_the_schema_version_counts_the_migrations():
    assert len(migrations()) == SCHEMA_VERSION


@pytest.mark.parametrize("opening", [open_for_reading, open_for_writing])
def test_a_text_file_is_no_record_and_stays_as_it_was(tmp_path, opening):
    path = tmp_path / "catatan.txt"
    path.write_text("bukan rekaman, hanya catatan yang cukup panjang")
    with pytest.raises(NotARecord, match="not a jejak record"):
        opening(path)
    assert path.read_text().startswith("bukan rekaman")


@pytest.mark.parametrize("opening", [open_for_reading, open_for_writing])
def test_another_programs_database_is_no_record(tmp_path, opening):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(NotARecord, match="not a jejak record"):
        opening(path)
    assert path.read_bytes() == before


def test_a_folder_is_no_record(tmp_path):
    with pytest.raises(NotARecord, match="is a folder"):
        open_for_reading(tmp_path)


def test_a_file_with_a_broken_middle_is_told_to_be_damaged(tmp_path):
    path = tmp_path / "x.db"
    open_for_writing(path).close()
    body = bytearray(path.read_bytes())
    body[100:4000] = os.urandom(3900)
    path.write_bytes(body)
    with pytest.raises(NotARecord, match="damaged"):
        open_for_reading(path)


@pytest.mark.parametrize("opening", [open_for_reading, open_for_writing])
def test_a_record_of_a_newer_program_is_left_alone(tmp_path, opening):
    path = tmp_path / "x.db"
    db = open_for_writing(path)
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(RecordTooNew, match="newer jejak"):
        opening(path)


def test_an_empty_file_becomes_a_record(tmp_path):
    (tmp_path / "x.db").touch()
    open_for_writing(tmp_path / "x.db").close()
    open_for_reading(tmp_path / "x.db").close()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(RecordUnwritable, match="there is no folder"):
        open_for_writing(tmp_path / "nowhere" / "x.db")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that refuses files")
def test_a_folder_that_refuses_files_is_told():
    with pytest.raises(RecordUnwritable, match="can't use"):
        open_for_writing("/proc/self/x.db")


def test_migrations_lead_an_older_record_to_the_newest_version(tmp_path):
    steps = ["CREATE TABLE one (a TEXT);", "CREATE TABLE two (b TEXT);\nINSERT INTO two VALUES ('moved');"]
    open_for_writing(tmp_path / "x.db", steps[:1]).close()
    db = open_for_writing(tmp_path / "x.db", steps)
    assert db.execute("SELECT b FROM two").fetchall() == [("moved",)]
    assert db.execute("PRAGMA user_version").fetchone() == (2,)
    db.close()


def test_a_migration_that_fails_leaves_the_record_as_it_was(tmp_path):
    good = ["CREATE TABLE one (a TEXT);"]
    open_for_writing(tmp_path / "x.db", good).close()
    with pytest.raises(sqlite3.OperationalError):
        open_for_writing(
            tmp_path / "x.db", [*good, "CREATE TABLE two (b TEXT);\nINSERT INTO nowhere VALUES (1);"]
        )
    with sqlite3.connect(tmp_path / "x.db") as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT name FROM sqlite_schema").fetchall() == [("one",)]
    db.close()


def test_a_reader_asks_for_an_update_of_an_older_record(tmp_path):
    db = open_for_writing(tmp_path / "x.db", ["CREATE TABLE one (a TEXT);"])
    db.execute("PRAGMA user_version = 0")
    db.close()
    with pytest.raises(RecordError, match="older jejak"):
        open_for_reading(tmp_path / "x.db")


def test_readers_cannot_write(tmp_path):
    open_for_writing(tmp_path / "x.db").close()
    db = open_for_reading(tmp_path / "x.db")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM meta")
    db.close()


def test_a_record_of_version_1_is_brought_up_to_date_with_its_claims(tmp_path):
    path = tmp_path / "x.db"
    db = open_for_writing(path, migrations()[:1])
    columns = [row[1] for row in db.execute("PRAGMA table_info (event_claims)")]
    assert "why" not in columns
    db.execute("INSERT INTO origins (finder, version, rule) VALUES ('events', '1', 'agree')")
    db.execute(
        "INSERT INTO documents (id, name, bylines, editors, text_hash, source) VALUES ('a', 'a', '', '', '', '')"
    )
    db.execute("INSERT INTO runs (started, program, inputs) VALUES ('', '', '')")
    db.execute("INSERT INTO readings (document, versions, at, run) VALUES (1, '', '', 1)")
    db.execute(
        "INSERT INTO event_claims (id, reading, type, status, actors, recipients, persons, contexts, words,"
        " origin, score) VALUES ('x', 1, 'AGREE', 'occurred', '[]', '[]', '[]', '[]', '', 1, 0.5)"
    )
    db.close()
    db = open_for_writing(path)
    assert db.execute("SELECT id, why FROM event_claims").fetchall() == [("x", "[]")]
    assert db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    db.close()


def test_bands_of_an_older_record_are_found_by_their_day(tmp_path):
    path = tmp_path / "x.db"
    db = open_for_writing(path, migrations()[:6])
    db.executemany(
        "INSERT INTO documents (id, name, bylines, editors, text_hash, source, day)"
        " VALUES (?1, '', '', '', '', ?1, ?2)",
        [("a", "2020-03-05"), ("b", None)],
    )
    db.executemany("INSERT INTO bands VALUES ('0f', ?)", [(1,), (2,)])
    db.close()
    db = open_for_writing(path)
    days = dict(db.execute("SELECT document, day FROM bands"))
    assert days == {1: date(2020, 3, 5).toordinal(), 2: 0}
    db.close()
