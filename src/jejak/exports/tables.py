"""Rows for tables: one an item with its first report, or one a report. As CSV, JSON lines and Parquet.

Every row says which words it rests on, where they stand, in which bytes of which address (docs/export.md).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jejak.exports.choosing import choose, reports_of
from jejak.exports.plain import as_json, cell
from jejak.views.rows import CommitmentRow, EventRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from jejak.exports.choosing import Filters, Item
    from jejak.views.record import Record
    from jejak.views.rows import DecidedRow, Report, StatementRow

Row = dict[str, Any]

_BETWEEN: Final = "; "
_BATCH: Final = 5_000

EVENT_COLUMNS: Final = {
    "id": "text", "day": "text", "type": "text", "mode": "text", "status": "text", "actors": "list",
    "recipients": "list", "persons": "list", "when": "text", "first_day": "day", "last_day": "day",
    "where": "text", "place": "text", "country": "text", "latitude": "number", "longitude": "number",
    "contexts": "list", "series": "text", "ordinal": "whole", "reports": "whole", "sources": "whole",
    "decided": "text",
}  # fmt: skip
COMMITMENT_COLUMNS: Final = {
    "id": "text", "day": "text", "status": "text", "recurring": "flag", "by": "list", "to": "list",
    "action": "text", "made": "text", "due": "text", "contexts": "list", "reports": "whole",
    "sources": "whole", "decided": "text",
}  # fmt: skip
STATEMENT_COLUMNS: Final = {
    "id": "text", "day": "text", "status": "text", "speaker": "text", "position": "text",
    "represents": "text", "kind": "text", "cue": "text", "said": "text", "where": "text", "via": "text",
    "reports": "whole", "decided": "text",
}  # fmt: skip
REPORT_COLUMNS: Final = {
    "quote": "text", "zone": "text", "start": "whole", "end": "whole", "document": "text", "doc": "text",
    "title": "text", "publisher": "text", "published": "text", "url": "text", "capture": "text",
    "source": "text", "claim": "text", "found_by": "text", "score": "number",
}  # fmt: skip
"""Column -> what is in it: text, a whole or other number, a flag, an ISO day, or a list of texts."""

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "events": EVENT_COLUMNS | REPORT_COLUMNS,
    "commitments": COMMITMENT_COLUMNS | REPORT_COLUMNS,
    "statements": STATEMENT_COLUMNS | REPORT_COLUMNS,
}
"""Kind -> its columns, in their order."""


@dataclass(frozen=True, slots=True)
class Table:
    """Which table: of what kind, and whether a row is an item with its first report or one of its reports."""

    kind: str = "events"
    every_report: bool = False

    @property
    def columns(self) -> dict[str, str]:
        """Its columns and what is in each."""
        return COLUMNS[self.kind]


def rows(record: Record, filters: Filters, table: Table) -> Iterator[Row]:
    """The rows of the chosen items, in the order of time; keys are the table's columns, in order."""
    for item in getattr(choose(record, filters, (table.kind,)), table.kind):
        told = _told(item)
        reports = reports_of(item)
        for report in reports if table.every_report else reports[:1]:
            yield told | _words(report)


def as_csv(record: Record, filters: Filters, out: BinaryIO, table: Table) -> int:
    """Writes the rows as CSV (RFC 4180, UTF-8, a heading); gives their number.

    Lists stand in one cell with "; " between. What a spreadsheet would take for a formula is text there.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    count = write_csv(rows(record, filters, table), list(table.columns), text)
    text.detach()
    return count


def write_csv(found: Iterator[Row], columns: list[str], text: io.TextIOBase) -> int:
    """Writes a heading and the rows; gives their number."""
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for count, row in enumerate(found, 1):  # noqa: B007 - the count is the answer
        writer.writerow([_cell(row[name]) for name in columns])
    text.flush()
    return count


def _cell(value: object) -> str | int | float | None:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, int | float):
        return value
    return cell(_BETWEEN.join(value) if isinstance(value, tuple) else str(value))


def as_jsonl(record: Record, filters: Filters, out: BinaryIO, table: Table) -> int:
    """Writes the rows as JSON, one a line; gives their number."""
    count = 0
    for count, row in enumerate(rows(record, filters, table), 1):  # noqa: B007 - the count is the answer
        out.write(as_json(row).encode() + b"\n")
    return count


def as_parquet(record: Record, filters: Filters, out: BinaryIO, table: Table) -> int:
    """Writes the rows as Parquet with typed columns (lists as lists, days as dates); gives their number."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "flag": pa.bool_(),
        "day": pa.date32(), "list": pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema([(name, types[kind]) for name, kind in table.columns.items()])
    count = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(rows(record, filters, table)):
            days = [name for name, kind in table.columns.items() if kind == "day"]
            typed = [row | {name: _date(row[name]) for name in days} for row in batch]
            writer.write_table(pa.Table.from_pylist(typed, schema=schema))
            count += len(batch)
    return count


def _batches(found: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in found:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _date(value: str | None) -> object:
    from datetime import date

    return date.fromisoformat(value) if value else None


def _told(item: Item) -> Row:
    """What is told of an item, without its words."""
    if isinstance(item, EventRow):
        return _event(item)
    if isinstance(item, CommitmentRow):
        return _commitment(item)
    return _statement(item)


def _event(row: EventRow) -> Row:
    place = row.place
    return {
        "id": row.id, "day": row.day, "type": row.type, "mode": row.mode, "status": row.status,
        "actors": row.actors, "recipients": row.recipients, "persons": row.persons, "when": row.when,
        "first_day": row.first_day, "last_day": row.last_day, "where": row.where,
        "place": place.name if place else None, "country": place.country if place else None,
        "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
        "contexts": row.contexts, "series": row.series, "ordinal": row.ordinal, "reports": row.reports,
        "sources": row.sources, "decided": _decided(row.decided),
    }  # fmt: skip


def _commitment(row: CommitmentRow) -> Row:
    return {
        "id": row.id, "day": row.day, "status": row.status, "recurring": row.recurring, "by": row.by,
        "to": row.to, "action": row.action, "made": row.made, "due": row.due, "contexts": row.contexts,
        "reports": row.reports, "sources": row.sources, "decided": _decided(row.decided),
    }  # fmt: skip


def _statement(row: StatementRow) -> Row:
    return {
        "id": row.id, "day": (row.report.published or "")[:10] or None, "status": None,
        "speaker": row.speaker, "position": row.position, "represents": row.represents, "kind": row.kind,
        "cue": row.cue, "said": row.said, "where": row.where, "via": row.via, "reports": row.reports,
        "decided": _decided(row.decided),
    }  # fmt: skip


def _decided(decisions: tuple[DecidedRow, ...]) -> str | None:
    """The last thing that a person decided about the item."""
    return decisions[-1].action if decisions else None


def _words(report: Report) -> Row:
    return {
        "quote": report.exact, "zone": report.zone, "start": report.start, "end": report.end,
        "document": report.document, "doc": report.doc, "title": report.title,
        "publisher": report.publisher, "published": report.published, "url": report.url,
        "capture": report.capture, "source": report.source, "claim": report.claim,
        "found_by": report.found_by, "score": report.score,
    }  # fmt: skip
