"""The record, open for questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jejak.store.files import open_for_reading, told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

_PUBLISHED_BY: Final = (
    "PRAGMA query_only = OFF",
    "PRAGMA temp_store = MEMORY",
    "CREATE TEMP VIEW documents AS SELECT * FROM main.documents WHERE day <= '{day}'",
    "PRAGMA query_only = ON",
)
"""What makes every question see only the documents published by a day: a view of this connection alone, by
the name of the table. Documents of unknown day are not in it: nothing shows that they were there."""


class Record:
    """A record file, open read-only; close it, or use it in a `with`. RecordError if it can't be.

    With `known_on` it answers from what had been published by that day, that day included.
    """

    def __init__(self, path: str | Path, *, known_on: date | None = None) -> None:
        self.path = path
        self.known_on = known_on
        self._db = open_for_reading(path)
        if known_on is not None:
            with told(path):
                for statement in _PUBLISHED_BY:
                    self._db.execute(statement.format(day=known_on.isoformat()))

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
