"""The record, open for questions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from jejak.decisions import Verdicts, settle
from jejak.store.decisions import DECISIONS, decision
from jejak.store.files import open_for_reading, told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

_PUBLISHED_BY: Final = "CREATE TEMP VIEW documents AS SELECT * FROM main.documents WHERE day <= '{day}'"
"""What makes every question see only the documents published by a day: a view of this connection alone, by
the name of the table. Documents of unknown day are not in it: nothing shows that they were there."""


_REJECTED_CLAIMS: Final = "SELECT claim FROM main.verdicts WHERE kind = '{kind}' AND rejected = 1"
_UNREJECTED: Final = (
    *(
        f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE rejected = 0"
        for table in ("events", "commitments")
    ),
    *(
        f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE event NOT IN"
        " (SELECT event FROM main.events WHERE rejected = 1)"
        for table in ("event_parties", "event_pairs")
    ),
    *(
        f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE id NOT IN"
        f" ({_REJECTED_CLAIMS.format(kind=kind)})"
        for table, kind in (
            ("event_claims", "event"), ("commitment_claims", "commitment"), ("actors", "person"),
        )
    ),
)  # fmt: skip
"""What hides what people rejected from every question, in the same way."""

_STATEMENT_FIELDS: Final = {"where": "place"}
"""Corrected field of a statement -> its column, where the two differ."""


class Record:
    """A record file, open read-only; close it, or use it in a `with`. RecordError if it can't be.

    With `known_on` it answers from what had been published by that day, that day included. What people
    rejected is left out, unless it is asked for.
    """

    def __init__(
        self, path: str | Path, *, known_on: date | None = None, with_rejected: bool = False
    ) -> None:
        self.path = path
        self.known_on = known_on
        self._db = open_for_reading(path)
        with told(path):
            views = [_PUBLISHED_BY.format(day=known_on.isoformat())] if known_on is not None else []
            views += self._as_decided(with_rejected=with_rejected)
            if views:
                self._db.execute("PRAGMA query_only = OFF")
                self._db.execute("PRAGMA temp_store = MEMORY")
                for view in views:
                    self._db.execute(view)
                self._db.execute("PRAGMA query_only = ON")

    def _as_decided(self, *, with_rejected: bool) -> list[str]:
        """The views that show the record through the decisions; none where they change nothing."""
        kinds = self._db.execute(
            "SELECT max(rejected), max(kind = 'statement') FROM main.verdicts"
        ).fetchone()
        views = list(_UNREJECTED) if kinds[0] and not with_rejected else []
        if kinds[1]:
            fields = self._db.execute(
                "SELECT DISTINCT f.key FROM main.verdicts AS v, json_each(v.fields) AS f"
                " WHERE v.kind = 'statement'"
            )
            corrected = {_STATEMENT_FIELDS.get(name, name): name for (name,) in fields}
            views.append(self._statements(corrected, with_rejected=with_rejected))
        return views

    def _statements(self, corrected: dict[str, str], *, with_rejected: bool) -> str:
        """The statements with what was corrected in them, and without the rejected."""
        names = [row[1] for row in self._db.execute("PRAGMA main.table_info(statements)")]
        columns = ", ".join(
            f"CASE WHEN json_type(v.fields, '$.{field}') IS NULL THEN s.\"{name}\""
            f" ELSE json_extract(v.fields, '$.{field}') END AS \"{name}\""
            if (field := corrected.get(name))
            else f's."{name}"'
            for name in names
        )
        hidden = "" if with_rejected else " WHERE v.rejected IS NOT 1"
        return (
            f"CREATE TEMP VIEW statements AS SELECT {columns} FROM main.statements AS s"
            f" LEFT JOIN main.verdicts AS v ON v.kind = 'statement' AND v.claim = s.id{hidden}"
        )

    @cached_property
    def verdicts(self) -> Verdicts:
        """What people's decisions come to."""
        return settle(decision(row) for row in self.rows(DECISIONS))

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
