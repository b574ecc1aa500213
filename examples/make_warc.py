"""Writes examples/pages/arsip-web.warc.gz from examples/archive/*.html.in: the same bytes on every run.

A WARC (ISO 28500) of one warcinfo record and one response record a page, each its own gzip member. The
first line of a page's source, `<!-- URL FETCHED -->`, says where and when it was captured.
"""

from __future__ import annotations

import gzip
import hashlib
import uuid
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE / "pages" / "arsip-web.warc.gz"


def record(kind: str, media_type: str, block: bytes, fetched: str, url: str | None = None) -> bytes:
    """One WARC record as a gzip member. Its id is drawn from what it holds."""
    digest = hashlib.sha256(kind.encode() + (url or "").encode() + block).digest()
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid.UUID(bytes=digest[:16], version=4)}>",
        f"WARC-Date: {fetched}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"Content-Type: {media_type}",
        f"Content-Length: {len(block)}",
    ]
    return gzip.compress("\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n", mtime=0)


def response(source: str) -> bytes:
    """The response record of one page's source."""
    note, _, page = source.partition("\n")
    url, fetched = note.removeprefix("<!-- ").removesuffix(" -->").split(" ")
    body = page.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return record("response", "application/http; msgtype=response", head.encode() + body, fetched, url)


def archive() -> bytes:
    """The whole archive, pages in the order of their names."""
    about = b"software: examples/make_warc.py\r\nformat: WARC File Format 1.0\r\n"
    info = record("warcinfo", "application/warc-fields", about, "2022-01-03T00:00:00Z")
    sources = sorted((HERE / "archive").glob("*.html.in"))
    return info + b"".join(response(path.read_text(encoding="utf-8")) for path in sources)


if __name__ == "__main__":
    TARGET.write_bytes(archive())
