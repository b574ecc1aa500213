"""Room 1, sources: bytes from files and streams, unpacked within bounds.

Packed data is told by its first bytes, not by its name. Everything here streams: memory is bounded by the
limits passed in, whatever the data claims.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol, cast

from fastwarc.stream_io import BrotliReader, ZstdReader

from jejak.errors import BrokenContainer, PageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import WriteableBuffer

HEAD_BYTES: Final = 65_536
"""How much of a stream is looked at to tell what it is."""
_SMALL: Final = 64_000_000
"""Unpacked bytes below which the growth of packed data is nobody's worry."""
_MOST_CODINGS: Final = 3
_UNPACK_ERRORS: Final = (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error, OSError)


class _Unpacking(Protocol):
    def read1(self, size: int = -1, /) -> bytes: ...


class _Counting(io.RawIOBase):
    """A readable stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.taken = 0
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self.taken += len(data)
        return len(data)


class _Unpacked(io.RawIOBase):
    """Unpacked bytes of a packed stream; BrokenContainer where it ends early, is damaged, or is a bomb."""

    def __init__(self, packed: _Counting, inner: _Unpacking, kind: str, max_growth: int) -> None:
        self._packed, self._inner, self._kind, self._max_growth = packed, inner, kind, max_growth
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._inner.read1(len(view))
        except _UNPACK_ERRORS as error:
            raise BrokenContainer(
                f"The {self._kind} data ends early or is damaged near byte {self._packed.taken:,} ({error})."
            ) from error
        view[: len(data)] = data
        self._given += len(data)
        if self._given > _SMALL and self._given > self._max_growth * self._packed.taken:
            raise BrokenContainer(
                f"The {self._kind} data grows more than {self._max_growth}-fold when unpacked; "
                "unpack it yourself if it is sound."
            )
        return len(data)


class _Rejoined(io.RawIOBase):
    """A buffered stream whose head was read, made whole again."""

    def __init__(self, head: bytes, rest: _Unpacking) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            data = self._rest.read1(len(view))
        view[: len(data)] = data
        return len(data)


def open_file(path: Path, max_growth: int) -> io.BufferedReader:
    """The unpacked bytes of a file; close it. PageError where the file can't be opened."""
    try:
        # The handle lives as long as the stream that is given back.
        file = open(path, "rb")  # noqa: SIM115
    except OSError as error:
        raise PageError(f"The file can't be opened: {error.strerror}.") from error
    head = file.read(6)
    file.seek(0)
    return _OwnedReader(unpacked(file, head, max_growth), file)


class _OwnedReader(io.BufferedReader):
    """A buffered reader that closes the file below it."""

    def __init__(self, raw: io.RawIOBase | BinaryIO, file: BinaryIO) -> None:
        super().__init__(cast("io.RawIOBase", raw), HEAD_BYTES)
        self._file = file

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._file.close()


def unpacked(stream: BinaryIO, head: bytes, max_growth: int) -> io.RawIOBase | BinaryIO:
    """The stream, or its unpacked bytes where `head` (its first 6 bytes, still in it) says it is packed."""
    packed = _Counting(stream)
    buffered = io.BufferedReader(packed)
    if head.startswith(b"\x1f\x8b"):
        return _Unpacked(packed, gzip.GzipFile(fileobj=buffered), "gzip", max_growth)
    if head.startswith(b"\xfd7zXZ\x00"):
        return _Unpacked(packed, cast("_Unpacking", lzma.LZMAFile(buffered)), "xz", max_growth)
    if head.startswith(b"BZh"):
        return _Unpacked(packed, cast("_Unpacking", bz2.BZ2File(buffered)), "bzip2", max_growth)
    return stream


def with_head(stream: io.BufferedReader, max_growth: int) -> tuple[bytes, io.BufferedReader]:
    """The first HEAD_BYTES of a stream, unpacked, and the whole unpacked stream."""
    packed_head = _head_of(stream)
    rejoined = io.BufferedReader(_Rejoined(packed_head, stream))
    raw = cast("io.RawIOBase", unpacked(rejoined, packed_head[:6], max_growth))
    reader = io.BufferedReader(raw, HEAD_BYTES)
    head = _head_of(reader)
    return head, io.BufferedReader(_Rejoined(head, reader), HEAD_BYTES)


def _head_of(reader: _Unpacking) -> bytes:
    parts, missing = [], HEAD_BYTES
    while missing > 0 and (part := reader.read1(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def read_all(stream: BinaryIO, limit: int) -> bytes:
    """Everything in the stream; PageError if that is more than `limit` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise PageError(f"It has more than the {limit:,} bytes allowed. Split it, or leave it out.")
    return data


def numbered_lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1, line end included; None for a line of more than `limit` bytes."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        too_long = len(line) > limit and not line.endswith(b"\n")
        if too_long:
            line = b""
            while (more := stream.readline(HEAD_BYTES)) and not more.endswith(b"\n"):
                pass
        yield number, None if too_long else line


def without_codings(body: bytes, codings: str, limit: int) -> bytes:
    """An HTTP body freed of its Content-Encoding (`gzip`, `deflate`, `br`, `zstd`, or several).

    A body that doesn't look like gzip though labelled so is taken as it is: archives often store it unpacked
    with the old label. BrokenContainer for damaged data, PageError past `limit` bytes.
    """
    names = [name for part in codings.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(names) > _MOST_CODINGS:
        raise BrokenContainer(f"The body is packed {len(names)} times; at most {_MOST_CODINGS} are allowed.")
    for name in reversed(names):
        body = _without_coding(body, name, limit)
    return body


def _without_coding(body: bytes, name: str, limit: int) -> bytes:
    if name in ("gzip", "x-gzip", "deflate"):
        return _inflated(body, name, limit)
    if name not in ("br", "zstd"):
        raise BrokenContainer(f"The body is packed with {name!r}; gzip, deflate, br and zstd are understood.")
    reader = (BrotliReader if name == "br" else ZstdReader)(io.BytesIO(body))
    try:
        return read_all(cast("BinaryIO", reader), limit)
    except OSError as error:
        raise BrokenContainer(f"The {name} body is damaged ({error}).") from error


def _inflated(body: bytes, name: str, limit: int) -> bytes:
    if name != "deflate" and not body.startswith(b"\x1f\x8b"):
        return body
    # "deflate" means a zlib stream, but some servers send the bare one.
    zlib_wrapped = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] * 256 + body[1]) % 31 == 0
    wbits = 31 if name != "deflate" else 15 if zlib_wrapped else -15
    parts, size = [], 0
    try:
        while body:
            one = zlib.decompressobj(wbits)
            parts.append(one.decompress(body, limit + 1 - size))
            size += len(parts[-1])
            if size > limit:
                raise PageError(f"Unpacked, it has more than the {limit:,} bytes allowed.")
            if not one.eof:
                raise BrokenContainer(f"The {name} body ends early.")
            body = one.unused_data if one.unused_data.startswith(b"\x1f\x8b") else b""
    except zlib.error as error:
        raise BrokenContainer(f"The {name} body is damaged ({error}).") from error
    return b"".join(parts)
