"""The ledger in a PostgreSQL database: what became of pages, and what people decided, each with a number.

Nothing in it is ever changed. Rows are added under a lock of the database, so that a row with a smaller
number is never seen after one with a larger: whoever has taken in all up to a number has missed nothing.
"""

from __future__ import annotations

import socket
import ssl
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from jejak.errors import InputError, RecordError, RecordTooNew, RecordUnwritable
from jejak.ledger.address import DISABLE, PREFER, REQUIRE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.ledger.address import Address

FORM: Final = 1
"""The form of the tables that this program makes and knows."""
CONNECT_S: Final = 10.0
WAIT_S: Final = 120.0
"""Seconds to wait for a connection, and for any answer."""
_LOCK: Final = 0x4A454A4B
"""`JEJK`: the number of the lock under which rows are added."""

_TABLES: Final = (
    "CREATE SCHEMA IF NOT EXISTS jejak",
    "CREATE TABLE IF NOT EXISTS jejak.about (form int NOT NULL, ledger text NOT NULL)",
    "CREATE TABLE IF NOT EXISTS jejak.entries (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " kind text NOT NULL, ident text NOT NULL, line text NOT NULL, UNIQUE (kind, ident))",
    "CREATE INDEX IF NOT EXISTS entries_in_order ON jejak.entries (kind, number)",
)
PAGE: Final = "page"
DECISION: Final = "decision"
"""The kinds of entries: what became of a page (a row of scale/shelf.py), and what somebody decided (a line of
decisions.py)."""
_REFUSED: Final = ("28", "3D")
"""Classes of errors of who is not let in, and of databases that are not there."""
_AWAY: Final = ("08", "53", "57P")
"""Of connections that broke, of a server that has no room, and of one that starts or stops."""
_NOT_ALLOWED: Final = ("42501", "25006")
"""No such privilege; the database is read-only."""
_NO_TABLE: Final = ("42P01", "3F000")

Entry = tuple[str, str]
"""What an entry is known by, and its line, JSON. The same `ident` of a kind is kept once."""


class Unreachable(RecordError):
    """The server does not answer, or not in time."""


class Ledger:
    """A connection to a ledger. Use it in a `with`. Not for several threads at once."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._db = _connected(address)
        try:
            self.ident = self._known()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection."""
        from pg8000.exceptions import Error

        try:
            self._db.close()
        except (Error, OSError):
            return  # it is gone already

    def prepare(self) -> None:
        """Makes the tables where there are none yet."""
        if self.ident:
            return
        with self._adding():
            for statement in _TABLES:
                self._db.run(statement)
            if not self._db.run("SELECT 1 FROM jejak.about"):
                self._db.run(
                    "INSERT INTO jejak.about VALUES (CAST(:form AS int), :ledger)",
                    form=FORM,
                    ledger=uuid.uuid4().hex,
                )
        self.ident = self._known()

    def add(self, kind: str, entries: Sequence[Entry]) -> frozenset[str]:
        """Adds entries in this order, all or none; the idents of those that were not there yet."""
        with self._adding():
            found = self._db.run(
                "INSERT INTO jejak.entries (kind, ident, line)"
                " SELECT :kind, ident, line FROM unnest(CAST(:idents AS text[]), CAST(:lines AS text[]))"
                " WITH ORDINALITY AS given (ident, line, place) ORDER BY place"
                " ON CONFLICT (kind, ident) DO NOTHING RETURNING ident",
                kind=kind,
                idents=[ident for ident, _ in entries],
                lines=[line for _, line in entries],
            )
        return frozenset(ident for (ident,) in found or ())

    def after(self, kind: str, number: int, most: int) -> list[tuple[int, str]]:
        """The entries with larger numbers, the smallest first: number and line. None before anybody wrote."""
        if not self.ident:
            return []
        with self._told():
            found = self._db.run(
                "SELECT number, line FROM jejak.entries WHERE kind = :kind"
                " AND number > CAST(:number AS bigint) ORDER BY number LIMIT CAST(:most AS int)",
                kind=kind,
                number=number,
                most=most,
            )
        return [(int(number), str(line)) for number, line in found or ()]

    def _known(self) -> str | None:
        """Which ledger it is; None where nobody has written one yet. RecordTooNew for a form not known."""
        from pg8000.exceptions import DatabaseError

        try:
            found = self._db.run("SELECT form, ledger FROM jejak.about")
        except DatabaseError as error:
            if _code(error) in _NO_TABLE:
                return None
            raise _in_plain_words(error, self.address) from error
        if not found:
            return None
        form, ledger = found[0]
        if not isinstance(form, int):
            raise RecordError(f"{self.address.shown}: its schema `jejak` is no ledger of jejak")
        if form > FORM:
            raise RecordTooNew(
                f"{self.address.shown} was written by a newer jejak (form {form}, this program knows"
                f" {FORM}); update jejak"
            )
        return str(ledger)

    @contextmanager
    def _adding(self) -> Iterator[None]:
        """A transaction alone at adding rows."""
        from pg8000.exceptions import Error

        with self._told():
            self._db.run("BEGIN ISOLATION LEVEL READ COMMITTED")
            try:
                self._db.run("SELECT pg_advisory_xact_lock(CAST(:number AS bigint))", number=_LOCK)
                yield
                self._db.run("COMMIT")
            except BaseException:
                try:
                    self._db.run("ROLLBACK")
                except (Error, OSError):
                    self.close()
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns the driver's errors into ours."""
        from pg8000.exceptions import Error

        try:
            yield
        except (Error, OSError) as error:
            raise _in_plain_words(error, self.address) from error


def _connected(address: Address) -> Any:  # noqa: ANN401 - the driver has no types
    try:
        import pg8000.native
    except ImportError as error:
        raise InputError(
            f"a record in PostgreSQL needs its driver ({error}): pip install 'jejak[postgres]'"
        ) from error
    encrypted = _ssl(address)
    try:
        link = _link(address)
    except OSError as error:
        raise _in_plain_words(error, address) from error
    try:
        link.settimeout(WAIT_S)
        return pg8000.native.Connection(
            address.user, host=address.host, port=address.port, database=address.database,
            password=address.password or "", sock=link, ssl_context=encrypted, application_name="jejak",
        )  # fmt: skip
    except Exception as error:
        link.close()
        raise _in_plain_words(_said(error), address) from error


def _link(address: Address) -> socket.socket:
    """The connection itself, before a word of the protocol is said."""
    if not address.socket:
        return socket.create_connection((address.host, address.port), CONNECT_S)
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        link.settimeout(CONNECT_S)
        link.connect(address.socket)
    except OSError:
        link.close()
        raise
    return link


def _ssl(address: Address) -> ssl.SSLContext | bool | None:
    """What the driver takes: no encryption, encryption if offered, by anybody, or by whom it can prove."""
    if address.encrypted == DISABLE or address.socket:
        return False
    if address.encrypted == PREFER:
        return None
    if address.encrypted == REQUIRE:
        return True
    try:
        return ssl.create_default_context(cafile=address.authorities)
    except (OSError, ValueError) as error:
        raise InputError(f"sslrootcert: {address.authorities} holds no certificates ({error})") from error


def _said(error: BaseException) -> BaseException:
    """What the server said before the driver failed at taking leave of it; else the error itself."""
    before: BaseException | None = error
    while before and not _code(before):
        before = before.__context__
    return before or error


def _code(error: BaseException) -> str:
    """PostgreSQL's code of an error, five signs; empty where it is none of the server's."""
    told = error.args[0] if error.args else None
    return str(told.get("C", "")) if isinstance(told, dict) else ""


def _in_plain_words(error: BaseException, address: Address) -> RecordError:
    """What went wrong, without the password."""
    told = error.args[0] if error.args else None
    code, shown = _code(error), address.shown
    said = str(told.get("M", "")) if isinstance(told, dict) else ""
    if code.startswith(_REFUSED):
        return RecordError(f"{shown}: {said}; the address may name user, password and database")
    if code in _NOT_ALLOWED:
        return RecordUnwritable(f"{shown}: {said}; this user may read the record, but not add to it")
    if code.startswith(_AWAY):
        return Unreachable(f"{shown} can't be reached: {said}")
    if code:
        return RecordError(f"{shown}: the server says {said!r} ({code})")
    if isinstance(error, ssl.SSLError) or "SSL" in str(error):
        why = getattr(error, "verify_message", "") or getattr(error, "reason", "") or str(error)
        return RecordError(
            f"{shown}: no encrypted connection that could be trusted ({why}); sslrootcert=FILE names who"
            " vouches for the server, sslmode=require asks for no proof, sslmode=disable goes in clear"
        )
    if isinstance(error, OSError):
        return Unreachable(f"{shown} can't be reached: {error.strerror or error}")
    return Unreachable(f"{shown} does not answer as PostgreSQL does ({type(error).__name__}: {error})")
