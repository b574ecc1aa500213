"""The whole way on bad input: one `jejak read` of a folder that holds all of it, and one good page."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from jejak.views.overview import rejections
from jejak.views.record import Record
from jejak.views.timeline import timeline

if TYPE_CHECKING:
    from pathlib import Path

MEETING = (
    "Menteri Luar Negeri Indonesia Rana Wirya bertemu Menteri Luar Negeri Rusia Oleg Danilov di Moskow, "
    "Selasa (13/3/2018). Keduanya membahas kerja sama {} dan sepakat bertemu lagi tahun depan."
)
FIELDS = ("energi", "perikanan", "pendidikan", "kelautan")
NEWS = " ".join(MEETING.format(field) for field in FIELDS)
MALAY = (
    "Menteri Luar berkata kerajaan telah membincangkan kerjasama tenaga dengan rakan sejawatannya di Lodan "
    "semalam. Beliau berharap kedua-dua pihak dapat meneruskan hubungan baik kerana ia memberi faedah kepada "
    "rakyat {}."
)
JAVANESE = (
    "Mentri Luar Negeri wis ketemu karo kancane saka Lodan ing kutha kuwi dina Selasa kepungkur. Loro-lorone "
    "padha rembugan babagan {} lan sarujuk arep nganakake patemon maneh taun ngarep."
)
ENGLISH = (
    "The foreign ministers met in the capital of Lodan on Tuesday and discussed cooperation in {}. They agreed "
    "to hold another meeting next year, a spokesman for the ministry said."
)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
MILLION = 1_000_000


def page(body: str, head: str = "") -> str:
    start = f"<html><head><title>Dua Menteri Bertemu di Moskow</title>{head}</head><body><article>"
    return f"{start}<h1>Dua Menteri Bertemu di Moskow</h1>{body}</article></body></html>"


def paragraphs(sentence: str = MEETING) -> str:
    return "".join(f"<p>{sentence.format(field)}</p>" for field in FIELDS)


def row(name: str, **fields: object) -> str:
    return json.dumps({"id": name, "body": NEWS, **fields})


def warc_record(address: str) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(paragraphs()).encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2018-03-13T00:00:00Z\r\n"
        f"WARC-Target-URI: {address}\r\nWARC-Record-ID: <urn:uuid:{address[-1] * 8}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def laughs() -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    item = "<item><title>&a11;</title><description>&a11;</description></item>"
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{entities}]><rss><channel>{item}</channel></rss>'


def bad_pages() -> dict[str, bytes]:
    """File name -> its bytes."""
    noise = random.Random(7).randbytes(100_000)
    two = gzip.compress(warc_record("http://lodan.example/1")) + gzip.compress(
        warc_record("http://lodan.example/2")
    )
    rows = gzip.compress("".join(row(f"baris-{n}", title="Judul") + "\n" for n in range(3)).encode())
    links = "".join(f'<li><a href="/b/{n}">Judul berita nomor {n} hari ini</a></li>' for n in range(150))
    texts = {
        "empty.html": "",
        "empty.txt": "",
        "empty.jsonl": "",
        "blank.html": " \n" * 1_000,
        "index.html": page(f"<ul>{links}</ul>"),
        "deep-div.html": page("<div>" * MILLION + paragraphs()),
        "deep-json.json": "[" * MILLION,
        "deep-row.jsonl": '{"id": "dalam", "body": ' + "[" * MILLION + "\n" + row("sesudah-dalam"),
        "deep-claims.html": page(
            paragraphs(), f'<script type="application/ld+json">{"[" * MILLION}</script>'
        ),
        "bomb.xml": laughs(),
        "one-line.txt": "kata " * (10 * MILLION),
        "one-line.html": page(f"<p>{'kata ' * (10 * MILLION)}</p>"),
        "one-line.jsonl": row("satu-baris", body="kata " * (10 * MILLION)) + "\n" + row("sesudah-panjang"),
        "long.txt": "Kata. " * 500_000,
        "signs.html": page(f"<p>{'(' * 50_000}{'-' * 50_000}</p>{paragraphs()}"),
        "pronouns.txt": f"Dua Menteri Bertemu\n\n{NEWS} {'Dia sepakat ' * 8_000}",
        "future.html": page(
            paragraphs(), '<meta property="article:published_time" content="2190-01-01T00:00:00+07:00">'
        ),
        "malay.html": page(paragraphs(MALAY)),
        "javanese.html": page(paragraphs(JAVANESE)),
        "english.html": page(paragraphs(ENGLISH)),
        "liar-utf16.html": page(paragraphs(), '<meta charset="utf-16">'),
        "unknown-charset.html": page(paragraphs(), '<meta charset="klingon-8">'),
        "rows.jsonl": "\n".join(
            [
                row("tanpa-isi", body=None),
                row("kosong", body=" \n "),
                row("angka", body=5),
                '{"id": "patah", ',
                "[[]]",
                row("besok", date="2190-01-01"),
                row("bukan-tanggal", date="99/99/9999"),
                row("akhir-zaman", date="9999-12-31", body=f"Besok dan tahun depan. {NEWS}"),
                row("separuh", body=f"{NEWS} \ud800 selesai."),
                row("panjang-semua", title="t" * 100_000, url="u" * 100_000, author="a" * 100_000),
                row("baik", date="2018-03-13"),
            ]
        ),
        "good.html": page(paragraphs()),
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        "picture.html": PNG + noise,
        "noise.html": noise,
        "zip.txt": b"PK\x03\x04" + noise,
        "cut.jsonl.gz": rows[: len(rows) // 2],
        "cut.warc.gz": two[:-60],
        "empty.warc.gz": b"",
        "grown.html.gz": gzip.compress(b" " * (50 * MILLION)),
        "liar-utf8.html": page(f"<p>“Kafé” itu ramai.</p>{paragraphs()}", '<meta charset="utf-8">').encode(
            "cp1252"
        ),
        "wide.html": page(paragraphs()).encode("utf-16"),
    }


@dataclass(frozen=True)
class Run:
    """What `jejak read` told, and what the record holds after it."""

    code: int
    told: dict[str, int]
    errors: str
    reasons: dict[str, str]
    messages: dict[str, str]
    documents: dict[str, tuple[str | None, str | None, str]]
    events: int


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    for name, body in bad_pages().items():
        (made / name).write_bytes(body)
    return made


def read(folder: Path, record: Path) -> Run:
    command = [sys.executable, "-m", "jejak", "read", str(folder), "--record", str(record), "--jobs", "2"]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, timeout=300, check=False)
    with Record(record) as opened:
        rejected = rejections(opened)
        documents = opened.rows(
            "SELECT name, published, language, body FROM documents JOIN texts USING (document)"
        )
        events = len(timeline(opened))
    return Run(
        done.returncode,
        json.loads(done.stdout),
        done.stderr,
        {item.doc: item.reason for item in rejected},
        {item.doc: item.message for item in rejected},
        {name: (published, language, body) for name, published, language, body in documents},
        events,
    )


@pytest.fixture(scope="module")
def run(folder) -> Run:
    return read(folder, folder.parent / f"{folder.name}.db")


def test_run_ends_well_and_tells_what_it_did(run):
    assert run.code == 0
    assert run.told["rejected"] == len(run.reasons)
    assert run.told["read"] == len(run.documents)
    assert "Traceback" not in run.errors


def test_good_page_among_the_bad_ones_is_in_the_record(run):
    published, language, body = run.documents["good.html"]
    assert (published, language) == ("2018-03-13", "id")
    assert body.count("Keduanya membahas kerja sama") == len(FIELDS)
    assert run.events > 0


REJECTED = {
    "empty.html": "no-article",
    "empty.txt": "no-article",
    "empty.jsonl": "no-article",
    "blank.html": "no-article",
    "index.html": "no-article",
    "deep-div.html": "no-article",
    "long.txt": "no-article",
    "tanpa-isi": "no-article",
    "kosong": "no-article",
    "angka": "no-article",
    "picture.html": "not-text",
    "noise.html": "not-text",
    "zip.txt": "not-text",
    "deep-json.json": "broken",
    "deep-row.jsonl#1": "broken",
    "bomb.xml": "broken",
    "cut.jsonl.gz": "broken",
    "cut.warc.gz": "broken",
    "empty.warc.gz": "broken",
    "rows.jsonl#4": "broken",
    "rows.jsonl#5": "broken",
    "one-line.txt": "page",
    "one-line.html": "page",
    "one-line.jsonl#1": "page",
    "grown.html.gz": "page",
}


@pytest.mark.parametrize(("name", "reason"), REJECTED.items(), ids=REJECTED)
def test_what_cannot_be_read_is_a_stored_rejection_with_its_reason(run, name, reason):
    assert run.reasons.get(name) == reason


def test_nothing_else_is_rejected_and_nothing_is_given_up(run):
    assert set(run.reasons) == set(REJECTED)


def test_every_rejection_says_in_plain_words_what_is_wrong(run):
    for message in run.messages.values():
        assert message.endswith((".", "read", "needed", "article", "text", "page", "own", ")"))
        assert 15 < len(message) < 400
        assert "Error" not in message


@pytest.mark.parametrize(
    "name",
    [
        "sesudah-dalam",
        "sesudah-panjang",
        "baik",
        "bukan-tanggal",
        "separuh",
        "panjang-semua",
        "http://lodan.example/1",
        "deep-claims.html",
        "signs.html",
        "pronouns.txt",
        "liar-utf16.html",
        "unknown-charset.html",
        "wide.html",
    ],
)
def test_what_stands_beside_or_inside_bad_input_is_read(run, name):
    _, language, body = run.documents[name]
    assert language == "id"
    assert "Keduanya membahas kerja sama energi dan sepakat bertemu lagi tahun depan." in body


def test_lying_charset_does_not_garble_the_text(run):
    assert "“Kafé” itu ramai." in run.documents["liar-utf8.html"][2]


@pytest.mark.parametrize("name", ["future.html", "besok", "akhir-zaman"])
def test_date_in_the_future_is_not_believed(run, name):
    assert run.documents[name][0] in (None, "2018-03-13")


@pytest.mark.parametrize(
    ("name", "language"), [("malay.html", "ms"), ("javanese.html", "jv"), ("english.html", "en")]
)
def test_page_in_another_language_is_kept_and_says_so(run, name, language):
    assert run.documents[name][1] == language


def test_second_run_changes_nothing(run, folder):
    again = read(folder, folder.parent / f"{folder.name}.db")
    assert again.told["read"] == 0
    assert (again.reasons, again.documents, again.events) == (run.reasons, run.documents, run.events)
