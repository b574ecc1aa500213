"""Room 1, sources: Parquet files of rows -> Captures, by the same columns as JSON rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jejak.errors import BrokenContainer, NoArticle, PageError
from jejak.sources.pages import rejected
from jejak.sources.rows import page_of_row
from jejak.sources.settings import ROW_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from jejak.model import Capture, Rejection
    from jejak.sources.settings import SourceSettings

SUFFIXES: Final = (".parquet",)
_AT_ONCE: Final = 64
"""Rows in memory at a time; a group of rows is one step of Parquet's own reading and may be larger."""


class ParquetFiles:
    """Reads Parquet files of rows. Its library is loaded with the first of them."""

    suffixes: Sequence[str] = SUFFIXES
    schemes: Sequence[str] = ()

    def __init__(self, settings: SourceSettings) -> None:
        self._settings = settings

    def __call__(self, name: str) -> Iterator[Capture | Rejection]:
        """Every row of the file as a page, in order, named as the row of a JSON file would be."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        doc, number = Path(name).name, 0
        try:
            with pq.ParquetFile(name) as file:
                for batch in file.iter_batches(_AT_ONCE, columns=self._columns(file.schema_arrow)):
                    for row in batch.to_pylist():
                        number += 1
                        told = {column: _told(value) for column, value in row.items()}
                        yield page_of_row(told, f"{doc}#{number}", f"{name}#{number}", self._settings)
            if not number:
                raise NoArticle("There are no rows in it.")
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            place = f" The last row read is number {number:,}." if number else ""
            broken = BrokenContainer(f"The Parquet file can't be read: {str(error)[:200]}.{place}")
            yield rejected(doc, name, broken)
        except PageError as error:
            yield rejected(doc, name, error)

    def holds_articles(self, name: str) -> bool:
        """False if the file can be read and has no column for a body."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(name) as file:
                return self._settings.column("body") in file.schema_arrow.names
        except (pa.ArrowException, OSError):
            return True

    def _columns(self, schema: pa.Schema) -> list[str]:
        wanted = {self._settings.column(field) for field in ROW_FIELDS} | {"date_iso"}
        return [name for name in schema.names if name in wanted]


def _told(value: object) -> object:
    """The value as JSON would tell it: days and times in ISO 8601, bytes as text."""
    if isinstance(value, date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
