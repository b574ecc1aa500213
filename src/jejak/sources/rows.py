"""Room 1, sources: rows of JSON lines, or of a JSON document, -> Captures.

A row is an object with `id, title, publisher, date, url, author, body` (ROW_FIELDS); `SourceSettings.columns`
says where the user's columns have other names. `date_iso` stands in for a missing date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from jejak.errors import BrokenContainer, NoArticle, PageError
from jejak.model import Capture, Hints, Rejection
from jejak.sources.pages import clean_hint, clean_name, rejected, text_page
from jejak.sources.sniff import charset_of_mark
from jejak.sources.streams import numbered_lines, open_file, read_all

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence

    from jejak.sources.settings import SourceSettings

SUFFIXES: Final = (".jsonl", ".ndjson", ".json")
_LOOK_AT: Final = 100
"""Rows looked at to tell whether a file found in a folder holds articles at all."""
_MOST_BAD_LINES: Final = 100
_LISTS: Final = ("articles", "items", "rows", "data", "documents", "results")
"""Members of a JSON document that may hold its rows."""

Row = dict[str, Any]


class RowFiles:
    """Reads files of rows."""

    suffixes: Sequence[str] = SUFFIXES
    schemes: Sequence[str] = ()

    def __init__(self, settings: SourceSettings) -> None:
        self._settings = settings

    def __call__(self, name: str) -> Iterator[Capture | Rejection]:
        """Every row of the file as a page, in order."""
        path = Path(name)
        try:
            with open_file(path, self._settings.max_growth) as stream:
                yield from read_rows(stream, path.name, name, self._settings)
        except PageError as error:
            yield rejected(path.name, name, error)

    def holds_articles(self, name: str) -> bool:
        """False if the first rows can be read and none of them has a body or an address of its own."""
        settings, seen = self._settings, 0
        try:
            with open_file(Path(name), settings.max_growth) as stream:
                for _, row in _numbered_rows(stream, settings):
                    if isinstance(row, PageError):
                        continue
                    seen += 1
                    if isinstance(row, dict) and any(_text(row, f, settings) for f in ("body", "url")):
                        return True
                    if seen >= _LOOK_AT:
                        return False
        except PageError:
            return True
        return seen == 0


def read_rows(
    stream: io.BufferedReader, doc: str, address: str, settings: SourceSettings
) -> Iterator[Capture | Rejection]:
    """Every row of the stream as a page; a row that can't be read as a rejection that tells its number.

    After 100 unreadable lines on end the rest is given up: the input is no JSON lines.
    """
    bad, number = 0, 0
    try:
        for number, row in _numbered_rows(stream, settings):
            here = f"{address}#{number}"
            bad = bad + 1 if isinstance(row, PageError) else 0
            if bad > _MOST_BAD_LINES:
                raise BrokenContainer(f"{bad} lines on end are no JSON; the rest was not read.")
            yield page_of_row(row, f"{doc}#{number}", here, settings)
        if not number:
            raise NoArticle("There are no rows in it.")
    except PageError as error:
        place = f" The last row read is number {number:,}." if number else ""
        yield rejected(doc, address, type(error)(f"{error}{place}"))


def page_of_row(row: object, doc: str, address: str, settings: SourceSettings) -> Capture | Rejection:
    """The row (what JSON gave for it, or the fault in it) as a page; a rejection where it is none."""
    try:
        return _page_of(row, doc, address, settings)
    except PageError as error:
        return rejected(_name_of(row, doc, settings), address, error)


def _page_of(row: object, doc: str, address: str, settings: SourceSettings) -> Capture:
    if isinstance(row, PageError):
        raise row
    if not isinstance(row, dict):
        raise BrokenContainer(f"A row must be a JSON object; this is {type(row).__name__}.")
    body = _text(row, "body", settings)
    if not body:
        raise NoArticle(f"The row has no text in its column {settings.column('body')!r}.")
    if len(body) > settings.max_file_bytes:
        raise PageError(f"The row's text is longer than the {settings.max_file_bytes:,} bytes allowed.")
    return text_page(_name_of(row, doc, settings), address, body, _hints_of(row, settings))


def _name_of(row: object, otherwise: str, settings: SourceSettings) -> str:
    if not isinstance(row, dict):
        return otherwise
    return clean_name(_text(row, "id", settings) or _text(row, "url", settings) or otherwise)


def _hints_of(row: Row, settings: SourceSettings) -> Hints:
    def hint(name: str) -> str | None:
        return clean_hint(_text(row, name, settings))

    return Hints(
        title=hint("title"),
        publisher=hint("publisher"),
        date=hint("date") or clean_hint(_plain(row.get("date_iso"), " ")),
        url=hint("url"),
        author=hint("author"),
        language=hint("language"),
    )


def _text(row: Row, name: str, settings: SourceSettings) -> str:
    return _plain(row.get(settings.column(name)), "\n" if name == "body" else ", ")


def _plain(value: object, between: str) -> str:
    """A column's value as text: strings and numbers as they are, lists of them joined, else empty."""
    if isinstance(value, list):
        parts = (_plain(item, "") for item in value if not isinstance(item, list))
        return between.join(part for part in parts if part)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _numbered_rows(stream: io.BufferedReader, settings: SourceSettings) -> Iterator[tuple[int, object]]:
    """Each row with its line number; a PageError for one that is bad.

    Inside a list it is the place there, and lines after a list count on from its last row: no two are alike.
    """
    if (charset_of_mark(stream.peek(4)[:4]) or "utf-8-sig") != "utf-8-sig":
        raise BrokenContainer("JSON must be UTF-8; this is UTF-16 or UTF-32. Save it as UTF-8.")
    first, more = True, 0
    for number, line in numbered_lines(stream, settings.max_line_bytes):
        if line is not None and not line.strip():
            continue
        if first and line is not None and _begins_document(line):
            document = line + _rest_of(stream, settings)
            yield from _document_rows(document, number)
            return
        first = False
        rows = _rows_of(line, settings)
        yield from enumerate(rows, number + more)
        more += max(0, len(rows) - 1)


def _begins_document(line: bytes) -> bool:
    """Whether a first line opens a JSON value that goes on in the next line."""
    bare = line.removeprefix(b"\xef\xbb\xbf").strip()
    return bare.startswith((b"[", b"{")) and bare.endswith((b"[", b"{", b",", b":"))


def _rest_of(stream: io.BufferedReader, settings: SourceSettings) -> bytes:
    try:
        return read_all(stream, settings.max_json_bytes)
    except PageError as error:
        raise PageError(
            f"A JSON document of over {settings.max_json_bytes:,} bytes isn't read; save it as JSON lines."
        ) from error


def _document_rows(document: bytes, start: int) -> Iterator[tuple[int, object]]:
    """The rows of a JSON value over several lines, or of JSON lines the first of which is cut off."""
    value = _parsed(document)
    if not isinstance(value, PageError):
        yield from enumerate(_listed(value), 1)
        return
    lines = list(enumerate(document.splitlines(), start))
    if not any(isinstance(_parsed(line), dict) for _, line in lines[1:3]):
        raise value
    for number, line in lines:
        if line.strip():
            yield number, _parsed(line)


def _rows_of(line: bytes | None, settings: SourceSettings) -> list[object]:
    if line is None:
        return [PageError(f"The line has more than the {settings.max_line_bytes:,} bytes allowed.")]
    return _listed(_parsed(line))


def _listed(value: object) -> list[object]:
    """The rows in a JSON value: a list's items, those in an object's list of articles, or the value."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and "body" not in value:
        for name in _LISTS:
            rows = value.get(name)
            if isinstance(rows, list) and rows and isinstance(rows[0], dict):
                return rows
    return [value]


def _parsed(text: bytes) -> object:
    """The JSON value, or the error that tells what is wrong with it."""
    try:
        return cast("object", json.loads(text.removeprefix(b"\xef\xbb\xbf").decode("utf-8")))
    except RecursionError:
        return BrokenContainer("The JSON is nested too deep to be read.")
    except UnicodeDecodeError as error:
        return BrokenContainer(f"The JSON is not UTF-8 ({error.reason} at byte {error.start:,}).")
    except ValueError as error:
        return BrokenContainer(f"The JSON can't be parsed: {str(error)[:200]}.")
