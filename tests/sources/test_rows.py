from __future__ import annotations

import gzip
import io
import json
import lzma
import tracemalloc

import pytest

from jejak.errors import InputError
from jejak.model import Capture, Hints, Rejection
from jejak.sources import SourceSettings
from jejak.sources.rows import RowFiles, read_rows

ROW = {
    "id": "r1",
    "title": "Sari Wirawan ke Norlandia",
    "publisher": "Warta Karang",
    "date": "Rabu, 3 Mar 2021 10:00 WIB",
    "date_iso": "2021-03",
    "url": "https://warta.test/1",
    "author": "Budi Laut",
    "body": "Sari Wirawan berkunjung ke Norlandia.",
}


def read(data, **settings):
    data = data if isinstance(data, bytes) else "\n".join(json.dumps(row) for row in data).encode()
    return list(
        read_rows(io.BufferedReader(io.BytesIO(data)), "f.jsonl", "d/f.jsonl", SourceSettings(**settings))
    )


def messages(found):
    return [item.message for item in found if isinstance(item, Rejection)]


def test_a_row_becomes_the_article_text_with_the_rest_as_hints():
    (capture,) = read([ROW])
    assert capture == Capture(
        "r1",
        "d/f.jsonl#1",
        "text/x-article",
        ROW["body"].encode(),
        "utf-8",
        None,
        Hints(
            "Sari Wirawan ke Norlandia",
            "Warta Karang",
            "Rabu, 3 Mar 2021 10:00 WIB",
            "https://warta.test/1",
            "Budi Laut",
        ),
    )


def test_date_iso_stands_in_for_a_missing_date():
    assert read([{**ROW, "date": ""}])[0].hints.date == "2021-03"


def test_columns_can_have_other_names():
    row = {"nomor": 7, "teks": "Isi berita.", "judul": "Judul", "body": "bukan ini"}
    (capture,) = read([row], columns={"body": "teks", "title": "judul", "id": "nomor"})
    assert (capture.doc, capture.body, capture.hints.title) == ("7", b"Isi berita.", "Judul")


def test_a_mapping_of_an_unknown_field_is_an_input_error():
    with pytest.raises(InputError, match="isi"):
        SourceSettings(columns={"isi": "text"})


def test_a_row_without_id_is_named_by_its_address_and_else_by_its_place():
    named, placed = read([{"url": "https://x.test/1", "body": "Satu."}, {"body": "Dua."}])
    assert (named.doc, placed.doc) == ("https://x.test/1", "f.jsonl#2")


def test_a_body_that_is_html_is_a_page(html_page):
    (whole, piece) = read([{**ROW, "body": html_page}, {**ROW, "body": "<p>Satu.</p><p>Dua.</p>"}])
    assert whole.media_type == piece.media_type == "text/html"
    assert whole.body == html_page.encode()
    assert b"<title>Sari Wirawan ke Norlandia</title>" in piece.body


def test_a_body_that_merely_mentions_a_tag_is_text():
    assert read([{**ROW, "body": "Nilai x < 3 dan tanda <br> saja."}])[0].media_type == "text/x-article"


def test_paragraphs_in_a_list_are_joined_by_line_breaks_and_authors_by_commas():
    (capture,) = read([{"body": ["Satu.", "Dua."], "author": ["Ani", "Budi"]}])
    assert (capture.body, capture.hints.author) == (b"Satu.\nDua.", "Ani, Budi")


@pytest.mark.parametrize("body", [None, "", "  \n", {"a": 1}, True, []])
def test_a_row_without_text_is_a_rejection_and_the_rest_goes_on(body):
    rejection, capture = read([{**ROW, "body": body}, {**ROW, "id": "r2"}])
    assert (rejection.doc, rejection.address, rejection.reason) == ("r1", "d/f.jsonl#1", "no-article")
    assert capture.doc == "r2"


@pytest.mark.parametrize(
    "line", [b"{nope", b'"text"', b"17", b"null", b'{"body": "x"', b"\xff\xfe\xfd", b"1" * 5000]
)
def test_a_bad_line_is_a_rejection_that_tells_its_number(line):
    good = json.dumps(ROW).encode()
    found = read(good + b"\n" + line + b"\n" + good + b"\n")
    assert [type(item) for item in found] == [Capture, Rejection, Capture]
    assert (found[1].address, found[1].reason) == ("d/f.jsonl#2", "broken")
    assert found[2].address == "d/f.jsonl#3"


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_nesting_a_million_deep_is_a_rejection(opening):
    good = json.dumps(ROW).encode()
    found = read(good + b"\n" + opening * 1_000_000 + b"\n" + good)
    assert [type(item) for item in found] == [Capture, Rejection, Capture]
    assert "deep" in found[1].message


def test_a_first_line_a_million_deep_is_one_rejection():
    (rejection,) = read(b"[" * 1_000_000)
    assert rejection.reason == "broken"


def test_a_line_that_is_too_long_is_passed_over():
    good = json.dumps(ROW).encode()
    found = read(b'{"body": "' + b"x" * 300_000 + b'"}\n' + good, max_line_bytes=100_000)
    assert [type(item) for item in found] == [Rejection, Capture]
    assert "100,000 bytes" in found[0].message
    assert found[1].address == "d/f.jsonl#2"


class Zeros(io.RawIOBase):
    """A row, then a line of `left` bytes made up on the way, then a row."""

    def __init__(self, left):
        self.parts = [json.dumps(ROW).encode() + b"\n"]
        self.left, self.last = left, b"\n" + json.dumps(ROW).encode()

    def readable(self):
        return True

    def readinto(self, buffer):
        if self.parts:
            data = self.parts.pop()
        elif self.left:
            data = b"x" * min(len(buffer), self.left)
            self.left -= len(data)
        else:
            data, self.last = self.last, b""
        buffer[: len(data)] = data
        return len(data)


def test_a_line_of_100_megabytes_takes_no_such_memory():
    stream = io.BufferedReader(Zeros(100_000_000), 65_536)
    tracemalloc.start()
    found = list(read_rows(stream, "f", "f", SourceSettings(max_line_bytes=1_000_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(item) for item in found] == [Capture, Rejection, Capture]
    assert peak < 10_000_000


def test_a_body_longer_than_a_page_may_be_is_a_rejection():
    assert "1,000 bytes" in messages(read([{**ROW, "body": "x" * 1001}], max_file_bytes=1000))[0]


def test_what_is_no_json_at_all_is_given_up_after_a_hundred_lines():
    found = read(b"not json\n" * 5000)
    assert len(found) == 101
    assert "the rest was not read" in found[-1].message


def test_empty_lines_are_nothing_but_count():
    (capture,) = read(b"\n  \n" + json.dumps(ROW).encode())
    assert capture.address == "d/f.jsonl#3"


def test_a_byte_order_mark_is_no_part_of_the_row():
    assert read(b"\xef\xbb\xbf" + json.dumps(ROW).encode())[0].doc == "r1"


def test_utf_16_is_told_once():
    (rejection,) = read((json.dumps(ROW) + "\n").encode("utf-16") * 3)
    assert "UTF-8" in rejection.message


def test_half_a_surrogate_pair_breaks_nothing():
    (capture,) = read(b'{"id": "a\\ud800", "title": "\\udfff", "body": "Isi \\ud83d berita."}')
    assert capture.body == b"Isi ? berita."
    assert (capture.doc + capture.hints.title).encode()


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "wrap", [lambda rows: rows, lambda rows: {"articles": rows}, lambda rows: {"n": 2, "items": rows}]
)
def test_a_json_document_gives_its_rows(indent, wrap):
    found = read(json.dumps(wrap([ROW, {**ROW, "id": "r2"}]), indent=indent).encode())
    assert [(item.doc, item.address) for item in found] == [("r1", "d/f.jsonl#1"), ("r2", "d/f.jsonl#2")]


def test_a_json_document_may_be_one_row():
    assert [item.doc for item in read(json.dumps(ROW, indent=1).encode())] == ["r1"]


def test_a_json_document_that_breaks_off_is_one_rejection():
    (rejection,) = read(json.dumps([ROW] * 3, indent=2).encode()[:-40])
    assert rejection.reason == "broken"


def test_a_json_document_that_is_too_large_is_one_rejection():
    (rejection,) = read(json.dumps([ROW] * 50, indent=2).encode(), max_json_bytes=1000)
    assert "JSON lines" in rejection.message


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_packed_rows_are_unpacked(tmp_path, pack):
    path = tmp_path / "rows.jsonl.packed"
    path.write_bytes(pack(json.dumps(ROW).encode()))
    assert [item.doc for item in RowFiles(SourceSettings())(str(path))] == ["r1"]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_packed_rows_that_break_off_give_what_is_whole_and_then_a_rejection(tmp_path, pack):
    import random

    rows = [{"id": n, "body": random.Random(n).randbytes(400).hex()} for n in range(400)]
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(pack("\n".join(map(json.dumps, rows)).encode())[:-60_000])
    *whole, last = RowFiles(SourceSettings())(str(path))
    assert len(whole) > 50
    assert [item.doc for item in whole] == [str(n) for n in range(len(whole))]
    assert all(item.body == rows[n]["body"].encode() for n, item in enumerate(whole))
    assert last.reason == "broken"
    assert f"number {len(whole)}." in last.message
    assert "byte" in last.message


def test_a_bomb_of_rows_is_given_up(tmp_path):
    path = tmp_path / "rows.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(json.dumps(ROW).encode() + b"\n")
        for _ in range(80):
            file.write(b" " * 1_000_000)
    found = list(RowFiles(SourceSettings())(str(path)))
    assert [type(item) for item in found] == [Capture, Rejection]
    assert "200-fold" in found[1].message


def test_rows_of_something_else_are_known_as_such(tmp_path):
    path = tmp_path / "coding.jsonl"
    path.write_text('{"doc": "a.txt", "events": []}\n' * 3)
    assert not RowFiles(SourceSettings()).holds_articles(str(path))
    path.write_text('{"doc": "a.txt"}\n{"url": "https://x.test/1"}\n')
    assert RowFiles(SourceSettings()).holds_articles(str(path))
    path.write_text("{broken\n")
    assert RowFiles(SourceSettings()).holds_articles(str(path))


def test_lists_among_the_lines_leave_every_row_a_number_of_its_own():
    one, two = json.dumps(ROW), json.dumps([ROW, {}])
    found = read(f"{one}\n{two}\n[]\n{one}".encode())
    assert [item.address for item in found] == [f"d/f.jsonl#{n}" for n in (1, 2, 3, 5)]
