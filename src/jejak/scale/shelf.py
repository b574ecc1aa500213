"""Findings in Parquet files: one row a page, read or rejected. docs/scale.md tells the columns.

What rows are chosen by stands in columns of its own, all that was found in `findings`, as JSON. Each file
says in its metadata in which form it is (FORMAT) and by which versions its pages were read.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from jejak import pipeline
from jejak.errors import InputError
from jejak.model import Findings, Rejection
from jejak.scale.places import Folder
from jejak.scale.values import from_json, to_json
from jejak.store.writer import CaptureNote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jejak.assembly import Page
    from jejak.pipeline import Outcome

FORMAT: Final = 1
"""The form of the rows that this program writes; it reads this one and older ones."""

SUFFIX: Final = ".parquet"
_FORMAT: Final = b"jejak.format"
_VERSIONS: Final = b"jejak.versions"
_AT_ONCE: Final = 64
_GROUP: Final = 512
"""Rows that are written as one group, and so held in memory."""

Row = dict[str, Any]

SCHEMA: Final = pa.schema(
    [
        pa.field("key", pa.string()),
        pa.field("doc", pa.string(), nullable=False),
        pa.field("address", pa.string(), nullable=False),
        pa.field("sha256", pa.string()),
        pa.field("media_type", pa.string()),
        pa.field("size", pa.int64()),
        pa.field("fetched", pa.string()),
        pa.field("versions", pa.string()),
        pa.field("reason", pa.string()),
        pa.field("message", pa.string()),
        pa.field("title", pa.string()),
        pa.field("publisher", pa.string()),
        pa.field("published", pa.string()),
        pa.field("language", pa.string()),
        pa.field("url", pa.string()),
        pa.field("statements", pa.int32()),
        pa.field("events", pa.int32()),
        pa.field("commitments", pa.int32()),
        pa.field("findings", pa.string()),
    ]
)


def row_of(outcome: Outcome[Findings]) -> Row:
    """What became of a page, as a row of SCHEMA."""
    result, note = outcome.result, outcome.note
    row: Row = {}
    if note:
        row = {
            "key": note.key, "doc": note.name, "address": note.address, "sha256": note.sha256,
            "media_type": note.media_type, "size": note.size, "fetched": note.fetched,
            "versions": note.versions,
        }  # fmt: skip
    if isinstance(result, Rejection):
        told = {"doc": result.doc, "address": result.address, "sha256": result.sha256}
        return told | row | {"reason": result.reason, "message": result.message}
    article = result.article
    return row | {
        "title": article.title, "publisher": article.publisher,
        "published": article.published or article.published_inferred, "language": article.language,
        "url": article.url, "statements": len(result.statements), "events": len(result.events),
        "commitments": len(result.commitments), "findings": to_json(result),
    }  # fmt: skip


def page_of(row: Row) -> Outcome[Page]:
    """The row as the record takes it. InputError where it holds no findings of ours."""
    note = note_of(row)
    if rejection := rejection_of(row):
        return pipeline.Outcome(rejection, note)
    try:
        return pipeline.Outcome(pipeline.page_of(from_json(row["findings"])), note)
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(
            f"the findings of {row['doc']!r} can't be understood ({type(error).__name__}:"
            f" {str(error)[:200]}); they were changed, or written by another version"
        ) from error


def rejection_of(row: Row) -> Rejection | None:
    """The rejection that a row tells of; None where its page was read."""
    if not row.get("reason"):
        return None
    return Rejection(row["doc"], row["address"], row["reason"], row["message"], row["sha256"])


def note_of(row: Row) -> CaptureNote | None:
    """The capture that a row tells of; None where its source could not give it."""
    if row["key"] is None:
        return None
    names = ("key", "sha256", "doc", "address", "media_type", "size", "fetched", "versions")
    return CaptureNote(*(row[name] for name in names))


@contextmanager
def writing(folder: Folder, name: str, versions: str) -> Iterator[Callable[[Row], None]]:
    """Takes rows into a new file, which stands in the folder once the block ends without an error."""
    marked = SCHEMA.with_metadata({_FORMAT: str(FORMAT), _VERSIONS: versions})
    rows: list[Row] = []

    with folder.writing(name) as sink, pq.ParquetWriter(sink, marked, compression="zstd") as file:

        def flush() -> None:
            if rows:
                file.write_table(pa.Table.from_pylist(rows, marked))
                rows.clear()

        def add(row: Row) -> None:
            rows.append(row)
            if len(rows) >= _GROUP:
                flush()

        yield add
        flush()


@dataclass(frozen=True)
class Shelf:
    """Files of findings, as the user named them, all by the same versions. `rows` counts their pages."""

    names: tuple[str, ...]
    files: tuple[tuple[Folder, str], ...]
    versions: str | None
    rows: int

    def pages(self) -> Iterator[tuple[CaptureNote | None, Callable[[], Outcome[Page]]]]:
        """Each page as `pipeline.keep_into` takes it, a few of them in memory at a time."""
        for row in self.raw():
            yield note_of(row), partial(page_of, row)

    def raw(self) -> Iterator[Row]:
        """The row of each page, a few of them in memory at a time."""
        for folder, name in self.files:
            with _readable(folder, name), folder.reading(name) as file:
                for batch in pq.ParquetFile(file).iter_batches(_AT_ONCE):
                    yield from batch.to_pylist()


def open_shelf(names: Sequence[str]) -> Shelf:
    """The files of findings at these places: files or folders, paths or addresses.

    InputError where there are none, where a file holds something else, or where they are by several versions.
    """
    files = [(folder, file) for name in names for folder, file in _files(name)]
    if not files:
        raise InputError(
            f"there are no findings in {', '.join(names)}: `jejak code INPUT -o FOLDER` writes them"
        )
    marks = [_mark(folder, name) for folder, name in files]
    found = sorted({versions for versions, _ in marks})
    if len(found) > 1:
        raise InputError(
            f"these findings were made by {len(found)} versions ({'; '.join(found)}), which would take each "
            "other's place; assemble those of one version, or code the pages anew into an empty folder"
        )
    return Shelf(tuple(names), tuple(files), found[0], sum(rows for _, rows in marks))


def versions_in(folder: Folder) -> str | None:
    """The versions that the findings in a folder were made by; None where there are none."""
    files = folder.files(SUFFIX)
    return _mark(folder, files[0])[0] if files else None


def _files(name: str) -> Iterator[tuple[Folder, str]]:
    folder = Folder(name)
    if folder.is_file():
        yield folder, ""
        return
    for file in folder.files(SUFFIX):
        yield folder, file


def _mark(folder: Folder, name: str) -> tuple[str, int]:
    """The versions that a file's findings were made by, and how many pages it tells of."""
    with _readable(folder, name), folder.reading(name) as file:
        told = pq.read_metadata(file)
    marked = told.metadata or {}
    if _FORMAT not in marked:
        raise InputError(f"{folder.told(name)} is a Parquet file, but holds no findings of jejak")
    if int(marked[_FORMAT]) > FORMAT:
        raise InputError(
            f"{folder.told(name)} was written by a newer jejak (form {int(marked[_FORMAT])}, this one reads "
            f"{FORMAT}); update jejak"
        )
    return marked[_VERSIONS].decode(), told.num_rows


@contextmanager
def _readable(folder: Folder, name: str) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{folder.told(name)} can't be read: {str(error)[:300]}") from error
