import contextlib
import json
import os
import time
from pathlib import Path

import pytest

from jejak.article import read_article
from jejak.article.decode import MAX_BYTES, decode
from jejak.errors import NoArticle, NotText, PageError
from jejak.model import Capture, Hints

SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data folder is absent")


def capture(body, media_type="text/plain", charset=None, **hints):
    body = body.encode() if isinstance(body, str) else body
    return Capture("doc", "doc.txt", media_type, body, charset, None, Hints(**hints))


# ---------------------------------------------------------------- decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_known_by_its_bytes(encoding):
    assert decode(capture("“Halo,” kata menteri".encode(encoding))) == "“Halo,” kata menteri"


def test_a_label_that_lies_about_utf8_is_ignored():
    assert decode(capture("“Halo” é", charset="iso-8859-1")) == "“Halo” é"


def test_windows_1252_is_what_latin1_means():
    assert decode(capture("“Halo”".encode("cp1252"), charset="iso-8859-1")) == "“Halo”"


def test_a_declared_charset_is_used_for_other_bytes():
    assert decode(capture("Москва".encode("cp1251"), charset="windows-1251")) == "Москва"


def test_a_charset_in_the_page_is_used_for_html():
    page = b'<html><meta charset="windows-1251">' + "Москва".encode("cp1251")
    assert decode(capture(page, "text/html")).endswith("Москва")


@pytest.mark.parametrize("label", ["hex", "utf-7", "no-such-charset", "rot13", "idna"])
def test_a_useless_charset_label_does_no_harm(label):
    assert decode(capture(b"caf\xe9 di Jakarta", charset=label)) == "café di Jakarta"


def test_utf8_cut_in_the_middle_of_a_letter_stays_utf8():
    assert decode(capture("“satu” “dua” “tiga”".encode()[:-1])) == "“satu” “dua” “tiga\ufffd"


def test_line_ends_become_newlines_and_all_else_stays():
    assert decode(capture("a\r\nb\rc\u00a0d\u200fe\u2028f")) == "a\nb\nc\u00a0d\u200fe\u2028f"


@pytest.mark.parametrize("body", [b"%PDF-1.7 abc", b"\x89PNG\r\n", b"PK\x03\x04abc", bytes(range(256)) * 4])
def test_binary_bodies_are_not_text(body):
    with pytest.raises(NotText):
        decode(capture(body))


@pytest.mark.parametrize("body", [b"", b" \n\t ", "\ufeff\n".encode()])
def test_blank_bodies_hold_no_article(body):
    with pytest.raises(NoArticle):
        decode(capture(body))


def test_an_oversized_body_is_refused_whole():
    with pytest.raises(NoArticle, match="at most"):
        decode(capture(b"a" * (MAX_BYTES + 1)))


# ---------------------------------------------------------------- hostile input


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "Baca juga: ",
        " --- A",
        "(",
        "\u00a0",
        "Editor: ",
        "https://",
        "A - ",
        "Baca juga:\n",
        "Foto: A\n",
        "[a/b] ",
        "1/",
    ],
)
@pytest.mark.parametrize("media_type", ["text/plain", "text/x-article"])
def test_endless_repetition_is_read_in_linear_time(piece, media_type):
    def seconds(size):
        start = time.process_time()
        with contextlib.suppress(PageError):
            read_article(capture(piece * (size // len(piece)), media_type))
        return time.process_time() - start

    seconds(20_000)  # word lists and models load
    small = max(seconds(100_000), 0.05)
    assert any(seconds(400_000) < 10 * small for _ in range(3))  # a busy machine may slow one try


def test_right_to_left_marks_and_odd_blanks_are_kept():
    body = "Menteri\u00a0itu\u200f tiba di Jakarta dan langsung bertemu dengan presiden. " * 4
    assert read_article(capture(body)).text == body.strip()


@pytest.mark.parametrize("body", ["Halaman tidak ditemukan", "Home\nNews\nVideo\n404\nCopyright 2020"])
def test_a_page_without_running_text_holds_no_article(body):
    with pytest.raises(NoArticle):
        read_article(capture(body))


def test_a_row_of_leftovers_only_holds_no_article():
    with pytest.raises(NoArticle):
        read_article(capture("ADVERTISEMENT\nSCROLL TO CONTINUE WITH CONTENT\nBaca juga:", "text/x-article"))


def test_an_index_page_holds_no_article():
    items = (
        f"Judul Berita Nomor {number} Hari Ini\n{number} Mei 2020\n"
        f"Menteri menyampaikan hal nomor {number} dalam rapat yang berlangsung singkat di ibu kota kemarin."
        for number in range(1, 9)
    )
    with pytest.raises(NoArticle, match="index"):
        read_article(capture("\n".join(items)))


# ---------------------------------------------------------------- the shared, hand-coded articles


def coded(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


@needs_shared
@pytest.mark.parametrize("gold", coded(SHARED / "seeds" / "coding.jsonl"), ids=lambda gold: gold["doc"][:3])
def test_the_seed_pages_read_as_coded(gold):
    path = SHARED / "seeds" / gold["doc"]
    article = read_article(Capture(gold["doc"], os.fspath(path), "text/plain", path.read_bytes()))
    told = {
        name: getattr(article, name) for name in ("title", "publisher", "published", "dateline", "language")
    }
    assert told == {name: gold[name] for name in told}
    assert article.published_inferred == gold.get("published_inferred")
    assert (list(article.bylines), list(article.editors)) == (gold["bylines"], gold["editors"])
    text = article.text.replace("\u00a0", " ")
    assert text.startswith(gold["body_first"])
    assert text.endswith(gold["body_last"])
    assert not [phrase for phrase in gold["boilerplate"] if phrase in text]
    assert len(article.captions) == len(gold["captions"])
    assert all(part in caption for part, caption in zip(gold["captions"], article.captions, strict=True))


@needs_shared
def test_training_rows_give_metadata_and_lose_their_leftovers():
    golds = coded(SHARED / "coding" / "train.jsonl")
    rows = {row["id"]: row for row in coded(SHARED / "coding" / "train_articles.jsonl")}
    right = dict.fromkeys(("published", "dateline", "bylines", "clean", "kept"), 0)
    for gold in golds:
        row = rows[gold["doc"]]
        hints = {name: row[name] for name in ("title", "publisher", "date", "url", "author")}
        article = read_article(capture(row["body"], "text/x-article", **hints))
        right["published"] += article.published == gold["published"]
        right["dateline"] += article.dateline == gold["dateline"]
        right["bylines"] += set(article.bylines) == set(gold["bylines"])
        right["clean"] += not any(phrase in article.text for phrase in gold["boilerplate"])
        right["kept"] += all(
            event["evidence"] in article.text
            for event in gold["events"]
            if isinstance(event["evidence"], str)
        )
    assert {name: count / len(golds) >= 0.97 for name, count in right.items()} == dict.fromkeys(right, True)
