"""By which ids an event or commitment is found: its own, those of its claims, and those that it had before.

The id of an item is made from the first of its claims (`claims.group_id`). When an earlier one joins, it gets
another; what it was called by is still that of one of its claims, if that had been the first. So an address
that was given once leads to the item in any record that holds the same articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.claims import group_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jejak.views.record import Record
    from jejak.views.rows import Report


def row_of(record: Record, kind: str, ident: str) -> int | None:
    """The row of the event or commitment that is called so, or was."""
    found = record.row(
        f"SELECT {kind} FROM {kind}s WHERE id = ?1 UNION ALL SELECT c.{kind} FROM {kind}_claims AS c"
        f" JOIN {kind}s USING ({kind}) WHERE c.id = ?1",
        (ident,),
    )
    return int(found[0]) if found else _called_before(record, kind, ident)


def _called_before(record: Record, kind: str, ident: str) -> int | None:
    """The row of the item that had this id. Only where several claims are one can it have had another."""
    rows = record.rows(
        f"SELECT c.{kind}, c.id, d.id FROM {kind}_claims AS c JOIN {kind}s USING ({kind})"
        f" JOIN main.documents AS d ON d.reading = c.reading WHERE c.{kind} IN"
        f" (SELECT x.{kind} FROM {kind}_claims AS x WHERE x.{kind} IS NOT NULL"
        f" GROUP BY x.{kind} HAVING count(*) > 1)"
    )
    return next((number for number, *key in rows if group_id(kind, [(key[0], key[1])]) == ident), None)


def is_called(ident: str, kind: str, item: str, reports: Iterable[Report]) -> bool:
    """Whether an item with this id and these reports is called so, or was."""
    return ident == item or any(
        ident in (report.claim, group_id(kind, [(report.claim, report.document)])) for report in reports
    )
