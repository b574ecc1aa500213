"""Opening the record's file, and telling in plain words why it can't be opened or written.

The file is SQLite in WAL mode: readers never wait for the one writer, nor it for them. `synchronous` is
NORMAL: a killed program loses nothing that was committed, a power cut may lose the last pages (they are
read again by the next run) but never damages the file. docs/decisions/003-record-on-disk.md has the
measurements.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jejak.errors import NotARecord, RecordError, RecordTooNew, RecordUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

APPLICATION_ID: Final = 0x4A454A4B
"""`JEJK` in the file's header: this SQLite file is a jejak record."""

BUSY_MS: Final = 30_000
"""How long a writer waits for another one, in milliseconds."""

_FULL: Final = frozenset({"SQLITE_FULL"})
_LOCKED: Final = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED"})
_BROKEN: Final = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})


def migrations() -> tuple[str, ...]:
    """The SQL that leads from each version of the schema to the next, from version 0 on."""
    folder = resources.files("jejak.store") / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(file.read_text(encoding="utf-8") for file in files)


SCHEMA_VERSION: Final = 10
"""The version that this program writes: the number of files in `migrations/`."""


def open_for_reading(path: str | Path) -> sqlite3.Connection:
    """The record at path, read-only; neither the file nor any other is created.

    Raises RecordError when there is none, NotARecord or RecordTooNew when it is something else.
    """
    path = Path(path)
    if not path.exists():
        raise RecordError(f"no record at {path}; `jejak read INPUT --record {path}` makes one")
    _refuse_strangers(path)
    with told(path):
        db = _connect_readonly(path)
    try:
        with told(path):
            db.execute("PRAGMA query_only = ON")
            db.execute("PRAGMA cache_size = -65536")
            version = _check(db, path)
        if version < SCHEMA_VERSION:
            raise RecordError(
                f"{path} was written by an older jejak (version {version} of the record, this one reads "
                f"{SCHEMA_VERSION}); `jejak read INPUT --record {path}` brings it up to date"
            )
    except BaseException:
        db.close()
        raise
    return db


def open_for_writing(path: str | Path, steps: Sequence[str] | None = None) -> sqlite3.Connection:
    """The record at path, made if there is none and brought up to date if an older program wrote it.

    `steps` are the migrations to know, all of ours when left out.
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise RecordUnwritable(f"can't make {path}: there is no folder {path.parent}")
    if path.exists():
        _refuse_strangers(path)
    with told(path):
        db = _connect(path, "rwc")
    try:
        with told(path):
            _check(db, path, len(steps) if steps is not None else SCHEMA_VERSION)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA cache_size = -65536")
            _migrate(db, migrations() if steps is None else steps)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def told(path: str | Path) -> Iterator[None]:
    """Turns SQLite's errors into ours, with the file's name and what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _in_plain_words(error, path) from error
    except OSError as error:
        raise RecordUnwritable(f"can't use {path}: {error.strerror or error}") from error


def _in_plain_words(error: sqlite3.DatabaseError, path: str | Path) -> Exception:
    name = getattr(error, "sqlite_errorname", None) or ""
    base = "_".join(name.split("_")[:2])
    if base in _BROKEN:
        return NotARecord(f"{path} is damaged or is no jejak record ({error})")
    if base in _FULL:
        return RecordUnwritable(f"can't write {path}: the disk is full; pages already read are kept")
    if base in _LOCKED:
        return RecordUnwritable(f"can't write {path}: another program has been writing to it for too long")
    if base in {"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR"}:
        return RecordUnwritable(
            f"can't use {path}: {error}; is the disk full or the file or folder read-only?"
        )
    return error


def _connect(path: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)


def _connect_readonly(path: Path) -> sqlite3.Connection:
    """A read-only connection; on a read-only disk, where WAL can't make its index, the file as it is."""
    db = _connect(path, "ro")
    try:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        db.close()
        if Path(f"{path}-wal").exists():
            raise
        db = _connect(path, "ro", immutable=True)
    return db


def _refuse_strangers(path: Path) -> None:
    """Raises NotARecord for what is plainly no SQLite file, before SQLite touches it."""
    if path.is_dir():
        raise NotARecord(f"{path} is a folder, not a jejak record")
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise RecordUnwritable(f"can't read {path}: {error.strerror}") from error
    if head and head != b"SQLite format 3\0":
        raise NotARecord(f"{path} is not a jejak record (nor any SQLite file)")


def _check(db: sqlite3.Connection, path: Path, newest: int = SCHEMA_VERSION) -> int:
    """The schema version of the file; 0 for an empty one. Raises NotARecord or RecordTooNew."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION_ID and (application or tables):
        raise NotARecord(f"{path} is an SQLite file, but not a jejak record")
    if version > newest:
        raise RecordTooNew(
            f"{path} was written by a newer jejak (version {version} of the record, this program knows "
            f"{newest}); update jejak"
        )
    return version


def _migrate(db: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Leads the file to the newest version, one transaction a step: whole or not at all."""
    while db.execute("PRAGMA user_version").fetchone()[0] < len(steps):
        db.execute("BEGIN IMMEDIATE")
        try:
            version: int = db.execute("PRAGMA user_version").fetchone()[0]
            if version >= len(steps):
                return
            for statement in _statements(steps[version]):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {version + 1}")
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script (sqlite3's executescript would commit between them)."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""
