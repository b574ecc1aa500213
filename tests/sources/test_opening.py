from __future__ import annotations

import codecs
import gzip
import io
import json
import os
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from jejak.errors import InputError, PageError
from jejak.model import Capture, Rejection
from jejak.sources import SourceSettings, open_sources, opening

SHARED = Path(__file__).parents[3] / "shared"
ROW = json.dumps({"id": "r1", "body": "Isi berita."})


def read(*inputs, **options):
    return list(open_sources([str(name) for name in inputs], **options))


def docs(found):
    return [item.doc for item in found]


def write(path, content=b"<html><p>Isi</p></html>"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml"])
def test_an_html_file_is_a_page(tmp_path, name):
    path = write(tmp_path / name)
    assert read(path) == [Capture(name, str(path), "text/html", b"<html><p>Isi</p></html>")]


def test_a_packed_html_file_is_unpacked_and_keeps_its_name(tmp_path):
    (capture,) = read(write(tmp_path / "a.html.gz", gzip.compress(b"<p>Isi</p>")))
    assert (capture.doc, capture.media_type, capture.body) == ("a.html.gz", "text/html", b"<p>Isi</p>")


def test_a_text_file_is_a_flattened_page(tmp_path):
    (capture,) = read(write(tmp_path / "a.txt", "Menu\nIsi berita."))
    assert (capture.doc, capture.media_type, capture.charset) == ("a.txt", "text/plain", None)


def test_a_text_file_that_is_html_after_all_is_read_as_html(tmp_path):
    assert read(write(tmp_path / "a.txt", "<!DOCTYPE html><html></html>"))[0].media_type == "text/html"


def test_text_that_begins_with_a_bracket_is_no_json(tmp_path):
    assert read(write(tmp_path / "berita", "[FOTO] Sari Wirawan"))[0].media_type == "text/plain"


@pytest.mark.parametrize(
    ("mark", "charset"),
    [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF32_LE, "utf-32")],
)
def test_a_byte_order_mark_tells_the_charset(tmp_path, mark, charset):
    assert read(write(tmp_path / "a.txt", mark + "Isi".encode(charset)))[0].charset == charset


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.jsonl", "a.json", "a.xml", "a.warc", "a.html.gz"])
@pytest.mark.parametrize("content", [b"", b" \n\t "])
def test_an_empty_file_is_one_rejection(tmp_path, name, content):
    (rejection,) = read(write(tmp_path / name, content))
    assert rejection.doc == name
    assert rejection.reason in ("no-article", "broken")


def test_a_binary_file_named_html_is_passed_on_to_be_judged_as_a_page(tmp_path):
    assert isinstance(read(write(tmp_path / "a.html", b"\x89PNG\r\n\x1a\n\0\0\0" * 50))[0], Capture)


def test_a_page_over_the_limit_is_a_rejection(tmp_path):
    (rejection,) = read(write(tmp_path / "a.html", b"x" * 1001), settings=SourceSettings(max_file_bytes=1000))
    assert "1,000 bytes" in rejection.message


@pytest.mark.parametrize("cut", [3, 12, 20, -9, -1])
def test_a_packed_page_that_breaks_off_is_a_rejection(tmp_path, cut):
    packed = gzip.compress(b"<p>Isi berita yang panjang.</p>")[:cut]
    (rejection,) = read(write(tmp_path / "a.html.gz", packed))
    assert rejection.reason == "broken"
    assert "byte" in rejection.message


def test_a_packed_bomb_of_a_page_is_a_rejection(tmp_path):
    (rejection,) = read(write(tmp_path / "a.html.gz", gzip.compress(b"\0" * 50_000_000)))
    assert isinstance(rejection, Rejection)


def test_a_folder_is_read_through_and_through_in_order_of_names(tmp_path):
    for name in (
        "b.html",
        "a.txt",
        "z/c.html",
        "y/d.jsonl",
        ".hidden.html",
        ".git/e.html",
        "notes.md",
        "g.yaml",
        "LICENSE",
    ):
        write(tmp_path / name, ROW if name.endswith("jsonl") else b"Isi berita.")
    skipped = []
    found = read(tmp_path, on_skip=lambda path, why: skipped.append((Path(path).name, why)))
    assert docs(found) == ["a.txt", "b.html", "r1", "c.html"]
    assert sorted(name for name, _ in skipped) == ["LICENSE", "g.yaml", "notes.md"]
    assert all(why for _, why in skipped)


def test_two_files_of_one_name_are_told_apart_by_their_address(tmp_path):
    write(tmp_path / "x/a.html")
    write(tmp_path / "y/a.html")
    first, second = read(tmp_path)
    assert first.doc == second.doc == "a.html"
    assert (first.address, second.address) == (str(tmp_path / "x/a.html"), str(tmp_path / "y/a.html"))


def test_rows_and_xml_of_other_things_in_a_folder_are_passed_over(tmp_path):
    write(tmp_path / "coding.jsonl", '{"doc": "a.txt", "events": []}\n')
    write(tmp_path / "package.json", '{"name": "x", "version": "1"}')
    write(tmp_path / "pom.xml", '<?xml version="1.0"?><project/>')
    skipped = []
    assert read(tmp_path, on_skip=lambda path, why: skipped.append(Path(path).name)) == []
    assert skipped == ["coding.jsonl", "package.json", "pom.xml"]


def test_rows_of_other_things_that_the_user_names_are_rejections(tmp_path):
    path = write(tmp_path / "coding.jsonl", '{"doc": "a.txt"}\n{"doc": "b.txt"}\n')
    assert [item.reason for item in read(path)] == ["no-article", "no-article"]


def test_an_empty_folder_gives_nothing(tmp_path):
    assert read(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_in_a_folder_that_may_not_be_read_is_a_rejection(tmp_path):
    write(tmp_path / "a.html").chmod(0)
    write(tmp_path / "b.html")
    first, second = read(tmp_path)
    assert "Permission denied" in first.message
    assert second.doc == "b.html"


def test_a_linked_folder_is_not_walked_in_circles(tmp_path):
    write(tmp_path / "a.html")
    (tmp_path / "again").symlink_to(tmp_path)
    assert docs(read(tmp_path)) == ["a.html"]


def test_inputs_are_read_in_order_and_only_when_asked_for(tmp_path):
    first, second = write(tmp_path / "b.html"), write(tmp_path / "a.html")
    found = open_sources([str(first), str(second)])
    assert next(found).doc == "b.html"
    second.unlink()
    assert isinstance(next(found), Rejection)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "missing.html",
            "ftp://x.test/a",
            "s3://bucket/a",
            "file:///etc/passwd",
            "http://",
            "http://x.test:99999/",
        ),
        *("http://me:secret@x.test/", "www.x.test/a", "nul\0byte.html", ""),
    ],
)
def test_an_input_that_can_not_be_used_is_told_before_anything_is_read(tmp_path, name):
    with pytest.raises(InputError) as caught:
        open_sources([str(write(tmp_path / "a.html")), name])
    assert "secret" not in str(caught.value)


def test_a_file_of_unknown_binary_kind_can_not_be_used(tmp_path):
    with pytest.raises(InputError, match="binary"):
        open_sources([str(write(tmp_path / "a.pdf", b"%PDF-1.7\n" + bytes(range(32)) * 50))])


def test_a_file_of_unknown_suffix_is_known_by_its_content(tmp_path):
    page, rows, text = (
        write(tmp_path / "a.php"),
        write(tmp_path / "b.data", ROW),
        write(tmp_path / "c", "Isi."),
    )
    assert [item.media_type for item in read(page, rows, text)] == [
        "text/html",
        "text/x-article",
        "text/plain",
    ]


def test_xml_that_is_no_feed_is_a_rejection_if_named(tmp_path):
    (rejection,) = read(write(tmp_path / "a.xml", '<?xml version="1.0"?><project/>'))
    assert rejection.reason == "broken"


def test_xhtml_in_an_xml_file_is_a_page(tmp_path):
    (capture,) = read(
        write(tmp_path / "a.xml", '<?xml version="1.0"?><!-- <rss> --><!DOCTYPE html><html></html>')
    )
    assert capture.media_type == "text/html"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<html><p>Isi</p></html>", [("-", "text/html")]),
        (b"Isi berita.", [("-", "text/plain")]),
        (f"{ROW}\n{ROW}\n".encode(), [("r1", "text/x-article"), ("r1", "text/x-article")]),
        (gzip.compress(ROW.encode()), [("r1", "text/x-article")]),
        (json.dumps([json.loads(ROW)], indent=1).encode(), [("r1", "text/x-article")]),
    ],
)
def test_standard_input_is_known_by_its_content(content, expected):
    assert [(item.doc, item.media_type) for item in read("-", stdin=io.BytesIO(content))] == expected


def test_addresses_on_standard_input_are_fetched(site, hasty):
    listed = f"{site.gives('/1')}\n{site.gives('/2')}\n".encode()
    assert docs(read("-", stdin=io.BytesIO(listed), settings=hasty)) == [site.url("/1"), site.url("/2")]


@pytest.mark.parametrize("content", [b"", b"\0\1\2" * 100, gzip.compress(b"x" * 1000)[:-20]])
def test_standard_input_that_is_nothing_is_a_rejection(content):
    (rejection,) = read("-", stdin=io.BytesIO(content))
    assert rejection.doc == "-"


def test_standard_input_can_be_named_once_only():
    with pytest.raises(InputError, match="twice"):
        open_sources(["-", "-"])


def test_many_rows_on_standard_input_stream_through():
    rows = b"".join(json.dumps({"id": n, "body": "x" * 1000}).encode() + b"\n" for n in range(2000))
    assert docs(read("-", stdin=io.BytesIO(rows))) == [str(n) for n in range(2000)]


class Shelf:
    suffixes = (".shelf",)
    schemes = ("shelf",)

    def __call__(self, name):
        yield Capture(name, name, "text/plain", b"Isi.")
        if "bad" in name:
            raise PageError("torn")


def offer(monkeypatch, target):
    point = EntryPoint("shelf", target, opening.PLUGINS)
    monkeypatch.setattr(
        opening.metadata, "entry_points", lambda group: [point] if group == opening.PLUGINS else []
    )


def test_a_plug_in_reads_its_suffixes_and_schemes(monkeypatch, tmp_path):
    offer(monkeypatch, "shelf:it")
    monkeypatch.setattr(EntryPoint, "load", lambda _: Shelf())
    path = write(tmp_path / "in/a.shelf", b"\0\1\2")
    assert docs(read(path, "shelf://one", tmp_path / "in")) == [str(path), "shelf://one", str(path)]


def test_a_page_error_of_a_plug_in_is_a_rejection(monkeypatch):
    offer(monkeypatch, "shelf:it")
    monkeypatch.setattr(EntryPoint, "load", lambda _: Shelf())
    assert [type(item) for item in read("shelf://bad", "shelf://two")] == [Capture, Rejection, Capture]


def test_a_plug_in_that_can_not_be_loaded_is_an_input_error(monkeypatch):
    offer(monkeypatch, "no_such_module:it")
    with pytest.raises(InputError, match="shelf"):
        open_sources([])


def test_a_plug_in_that_is_no_source_is_an_input_error(monkeypatch):
    offer(monkeypatch, "json:dumps")
    with pytest.raises(InputError, match="no source"):
        open_sources([])


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared folder is absent")
def test_the_seeds_are_five_pages_and_nothing_else():
    found = read(SHARED / "seeds")
    assert [type(item) for item in found] == [Capture] * 5
    assert {item.media_type for item in found} == {"text/plain"}
