"""The documents of the record: what each page says about itself, and from which bytes it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.views.asking import first_day, json_list, last_day, strings
from jejak.views.rows import DocumentRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.views.record import Record

_COLUMNS = (
    "SELECT d.id, d.name, d.title, d.publisher, coalesce(d.published, d.published_inferred), d.bylines,"
    " d.dateline, d.language, d.url, d.source, k.sha256, k.fetched, k.media_type"
    " FROM documents AS d LEFT JOIN captures AS k ON k.capture ="
    " (SELECT max(x.capture) FROM captures AS x WHERE x.document = d.document)"
    " WHERE d.reading IS NOT NULL"
)


def documents(
    record: Record,
    *,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    before: tuple[str, str] | None = None,
    limit: int | None = None,
) -> tuple[DocumentRow, ...]:
    """Documents in the order of publication, those of unknown day first; the latest `limit`.

    `before` is the day ("" if unknown) and id of a document, for those listed before it: the next page back.
    """
    where, values = list[str](), list[object]()
    if publisher is not None:
        where.append("d.publisher = ?")
        values.append(publisher)
    if start := first_day(since):
        where.append("d.day >= ?")
        values.append(start)
    if end := last_day(until):
        where.append("d.day <= ?")
        values.append(end)
    if before:
        where.append("(coalesce(d.day, ''), d.id) < (?, ?)")
        values += before
    rows = record.rows(
        f"{_COLUMNS}{''.join(f' AND {one}' for one in where)} ORDER BY d.day DESC, d.id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return tuple(_document(row) for row in reversed(rows))


def documents_by_id(record: Record, ids: Sequence[str]) -> tuple[DocumentRow, ...]:
    """The documents with these ids, in the order of publication."""
    rows = record.rows(
        f"{_COLUMNS} AND d.id IN (SELECT value FROM json_each(?)) ORDER BY d.day, d.id", (json_list(ids),)
    )
    return tuple(_document(row) for row in rows)


def texts(record: Record, ids: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each document's id with its text by zone: `body`, `caption:0` ..."""
    for ident, body, captions in record.rows(
        "SELECT d.id, t.body, t.captions FROM documents AS d JOIN texts AS t USING (document)"
        " WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.day, d.id",
        (json_list(ids),),
    ):
        yield ident, {"body": body} | {f"caption:{n}": text for n, text in enumerate(strings(captions))}


def _document(row: Sequence[object]) -> DocumentRow:
    ident, doc, title, publisher, published, bylines, *rest = row
    return DocumentRow(ident, doc, title, publisher, published, strings(str(bylines)), *rest)  # type: ignore[arg-type]
