"""Room 1, sources: WARC archives (ISO 28500) -> Captures of their HTML pages.

Only responses with status 200 and an HTML media type are pages; the rest of an archive is passed over.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from fastwarc.stream_io import ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecordType

from jejak.errors import BrokenContainer, NoArticle, PageError
from jejak.model import Capture, Hints, Rejection
from jejak.sources.pages import HTML, clean_name, rejected
from jejak.sources.sniff import charset_of_mark, known_charset
from jejak.sources.streams import open_file, without_codings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fastwarc.warc import HeaderMap, WarcRecord

    from jejak.sources.settings import SourceSettings

SUFFIXES: Final = (".warc",)
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_OK: Final = 200
_CUT: Final = "the data ends inside the record."
_CHUNK_START: Final = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]{0,8}(?:;[^\r\n]{0,200})?\r?\n")


class WarcFiles:
    """Reads WARC archives, plain or packed with gzip."""

    suffixes: Sequence[str] = SUFFIXES
    schemes: Sequence[str] = ()

    def __init__(self, settings: SourceSettings) -> None:
        self._settings = settings

    def __call__(self, name: str) -> Iterator[Capture | Rejection]:
        """The archive's pages, in order; where it breaks off, a rejection that tells the place."""
        path = Path(name)
        try:
            with open_file(path, self._settings.max_growth) as stream:
                yield from read_archive(stream, path.name, name, self._settings)
        except PageError as error:
            yield rejected(path.name, name, error)


class _ByPieces:
    """A stream that gives what it has: a damaged tail then costs no record before it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read1(size)
        self._given += len(data)
        return data

    def tell(self) -> int:
        return self._given


def read_archive(
    stream: io.BufferedReader, doc: str, address: str, settings: SourceSettings
) -> Iterator[Capture | Rejection]:
    """The pages of an unpacked archive; `doc` and `address` name the archive itself, for its own faults."""
    count, at = 0, 0
    try:
        records = ArchiveIterator(
            cast("BinaryIO", _ByPieces(stream)), record_types=WarcRecordType.any_type, parse_http=True
        )
        for record in records:
            count, at = count + 1, record.stream_pos
            if _is_page(record):
                yield _page_of(record, settings)
            else:
                _pass_over(record)
    except (OSError, EOFError, ValueError, BrokenContainer) as error:
        where = f"at record {count:,}, byte {at:,} unpacked" if count else "before its first record"
        yield rejected(doc, address, BrokenContainer(f"The archive breaks off {where}: {error}"))
        return
    if count == 0:
        yield rejected(doc, address, BrokenContainer("No WARC record was found in the file."))


def _is_page(record: WarcRecord) -> bool:
    return bool(
        record.record_type == WarcRecordType.response
        and record.http_headers is not None
        and record.http_headers.status_code == _OK
        and (record.http_content_type or "").lower() in _PAGE_TYPES
    )


def _pass_over(record: WarcRecord) -> None:
    if "Content-Length" not in record.headers or record.reader.consume() < record.content_length:
        raise EOFError(_CUT)


def _page_of(record: WarcRecord, settings: SourceSettings) -> Capture | Rejection:
    """The record's page; EOFError if the archive ends inside it."""
    address = clean_name((record.headers.get("WARC-Target-URI") or "").strip("<> ") or "unknown address")
    size = record.content_length
    if size > settings.max_file_bytes:
        _pass_over(record)
        too_big = PageError(f"The page has more than the {settings.max_file_bytes:,} bytes allowed.")
        return rejected(address, address, too_big)
    stored = record.reader.read(size)
    if len(stored) < size:
        raise EOFError(_CUT)
    try:
        body = _body_of(stored, record.http_headers, settings.max_file_bytes)
    except PageError as error:
        return rejected(address, address, error, stored)
    if not body.strip():
        return rejected(address, address, NoArticle("The page is empty."), body)
    return Capture(
        address,
        address,
        HTML,
        body,
        charset_of_mark(body[:4]) or known_charset(record.http_charset),
        record.headers.get("WARC-Date"),
        Hints(url=address if "://" in address else None),
    )


def _body_of(stored: bytes, headers: HeaderMap, limit: int) -> bytes:
    """The page's own bytes: chunks joined, packing undone; archives may have done either already."""
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower() and _CHUNK_START.match(stored):
        stored = _joined(stored, limit)
    return without_codings(stored, headers.get("Content-Encoding") or "", limit)


def _joined(stored: bytes, limit: int) -> bytes:
    try:
        return bytes(ChunkedReader(io.BytesIO(stored)).read(limit + 1))
    except (OSError, ValueError) as error:
        raise BrokenContainer(f"The page's chunks can't be joined ({error}).") from error
