"""The record, open for questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jejak.store.files import open_for_reading, told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Record:
    """A record file, open read-only; close it, or use it in a `with`. RecordError if it can't be."""

    def __init__(self, path: str | Path) -> None:
        self.path = path
        self._db = open_for_reading(path)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def rows(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""
        with told(self.path):
            return self._db.execute(sql, tuple(values)).fetchall()

    def row(self, sql: str, values: Iterable[object] = ()) -> tuple[Any, ...] | None:
        """The first row that a query gives, if any."""
        with told(self.path):
            found: tuple[Any, ...] | None = self._db.execute(sql, tuple(values)).fetchone()
        return found

    def count(self, sql: str, values: Iterable[object] = ()) -> int:
        """The number that a query gives."""
        row = self.row(sql, values)
        return int(row[0]) if row and row[0] is not None else 0
