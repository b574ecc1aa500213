from __future__ import annotations

import gzip
import io
import os
import random

import pytest

from jejak.model import Capture, Hints, Rejection
from jejak.sources import SourceSettings
from jejak.sources.warc import WarcFiles, read_archive


def record(
    uri,
    body=b"<html><p>Isi berita.</p></html>",
    *,
    status="200 OK",
    media_type="text/html; charset=utf-8",
    headers="",
    kind="response",
    http=True,
):
    payload = (
        f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{headers}\r\n".encode() + body if http else body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(payload):016x}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def read(data, **settings):
    return list(
        read_archive(io.BufferedReader(io.BytesIO(data)), "a.warc", "d/a.warc", SourceSettings(**settings))
    )


def test_a_page_is_named_by_its_address_and_dated_by_its_record():
    assert read(record("https://x.test/1")) == [
        Capture(
            "https://x.test/1",
            "https://x.test/1",
            "text/html",
            b"<html><p>Isi berita.</p></html>",
            "utf-8",
            "2020-01-02T03:04:05Z",
            Hints(url="https://x.test/1"),
        )
    ]


def test_only_html_answers_with_status_200_are_pages():
    data = (
        record("https://x.test/robots.txt", media_type="text/plain")
        + record("https://x.test/gone", status="404 Not Found")
        + record("https://x.test/moved", status="301 Moved")
        + record("https://x.test/logo.png", b"\x89PNG", media_type="image/png")
        + record("https://x.test/asked", kind="request")
        + record("https://x.test/page")
        + record("https://x.test/x", media_type="application/xhtml+xml")
    )
    assert [item.doc for item in read(data)] == ["https://x.test/page", "https://x.test/x"]


def test_packed_and_chunked_bodies_are_undone():
    packed = gzip.compress(b"<p>Isi.</p>")
    chunked = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    (capture,) = read(
        record(
            "https://x.test/1", chunked, headers="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
        )
    )
    assert capture.body == b"<p>Isi.</p>"


def test_bodies_that_were_undone_before_are_taken_as_they_are():
    (capture,) = read(
        record(
            "https://x.test/1",
            b"<p>Isi.</p>",
            headers="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
        )
    )
    assert capture.body == b"<p>Isi.</p>"


def test_a_bomb_in_a_record_is_a_rejection_and_the_rest_goes_on():
    bomb = record(
        "https://x.test/bomb", gzip.compress(b"\0" * 30_000_000), headers="Content-Encoding: gzip\r\n"
    )
    rejection, capture = read(bomb + record("https://x.test/2"))
    assert (rejection.doc, capture.doc) == ("https://x.test/bomb", "https://x.test/2")


def test_a_page_that_is_too_large_or_empty_is_a_rejection_and_the_rest_goes_on():
    data = (
        record("https://x.test/large", b"x" * 2000)
        + record("https://x.test/empty", b" ")
        + record("https://x.test/3")
    )
    large, empty, capture = read(data, max_file_bytes=1000)
    assert (large.reason, empty.reason, capture.doc) == ("page", "no-article", "https://x.test/3")


FIRST, SECOND = (
    record("https://x.test/1"),
    record("https://x.test/2", random.Random(1).randbytes(300).hex().encode()),
)


@pytest.mark.parametrize("cut", range(1, len(SECOND) - 4, 7))
def test_an_archive_cut_anywhere_gives_what_is_whole_and_then_a_rejection(cut):
    first, rejection = read(FIRST + SECOND[:cut])
    assert first.doc == "https://x.test/1"
    assert isinstance(rejection, Rejection)
    assert (rejection.doc, rejection.address, rejection.reason) == ("a.warc", "d/a.warc", "broken")
    assert "byte" in rejection.message


PACKED = gzip.compress(SECOND)


@pytest.mark.parametrize("cut", [*range(1, len(PACKED) - 8, 9), len(PACKED) - 1])
def test_a_packed_archive_cut_anywhere_gives_what_is_whole_and_then_a_rejection(tmp_path, cut):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(FIRST) + PACKED[:cut])
    first, *rest = WarcFiles(SourceSettings())(str(path))
    assert first.doc == "https://x.test/1"
    assert isinstance(rest[-1], Rejection)
    assert rest[-1].reason == "broken"


def test_a_whole_packed_archive_gives_all_pages_and_no_rejection(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(gzip.compress(record(f"https://x.test/{n}")) for n in range(50)))
    assert [item.doc for item in WarcFiles(SourceSettings())(str(path))] == [
        f"https://x.test/{n}" for n in range(50)
    ]


@pytest.mark.parametrize("data", [b"WARC/1.0\r\nnonsense" * 100, os.urandom(3000), b"", b"<html></html>"])
def test_what_is_no_archive_is_one_rejection(data):
    (rejection,) = read(data)
    assert rejection.reason == "broken"


def test_a_record_damaged_in_the_middle_ends_the_archive_with_a_rejection():
    data = FIRST + SECOND + FIRST
    found = read(data[: len(FIRST) + 20] + b"XXXXXXXX\r\n\r\n" + data[len(FIRST) + 60 :])
    assert found[0].doc == "https://x.test/1"
    assert isinstance(found[-1], Rejection)


def test_a_record_without_an_address_is_still_a_page():
    data = FIRST.replace(b"WARC-Target-URI: https://x.test/1\r\n", b"")
    assert read(data)[0].doc == "unknown address"
