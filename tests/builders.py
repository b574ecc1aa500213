"""Articles and findings made by hand, for tests of the record. The people in them do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak import assembly
from jejak.article import duplicates
from jejak.model import (
    Actor,
    Article,
    Commitment,
    Event,
    Findings,
    Origin,
    Position,
    Speaker,
    Statement,
    TimeExpression,
    content_id,
)
from jejak.pipeline import _is_twin
from jejak.store.writer import CaptureNote, Writer

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = Origin("by hand", "1", "test", 0.9)


def article(doc: str, text: str, day: str | None = "2020-03-05", **fields) -> Article:
    return Article(
        doc, text, published=day, **{"publisher": "Harian Contoh", "title": f"Judul {doc}", **fields}
    )


def words(page: Article, exact: str, zone: str = "body"):
    start = page.zone(zone).index(exact)
    return page.evidence(start, start + len(exact), zone)


def event(
    page: Article, exact: str, type: str = "CONSULT", actors=("IDN", "VNM"), recipients=(), **fields
) -> Event:
    return Event(
        type,
        fields.pop("status", "occurred"),
        tuple(actors),
        tuple(recipients),
        (words(page, exact, fields.pop("zone", "body")),),
        ORIGIN,
        **fields,
    )


def promise(page: Article, exact: str, by=("IDN",), to=("VNM",), **fields) -> Commitment:
    return Commitment(
        tuple(by), tuple(to), exact, fields.pop("status", "pledged"), (words(page, exact),), ORIGIN, **fields
    )


def person(
    page: Article, exact: str, name: str | None = None, *, party="IDN", title: str | None = None
) -> Actor:
    found = words(page, exact)
    offices = (Position(title, found),) if title else ()
    return Actor(name or exact, "person", name or exact, (found,), ORIGIN, offices, party)


def state(page: Article, code: str, exact: str, kind: str = "state") -> Actor:
    return Actor(code, kind, exact, (words(page, exact),), ORIGIN)


def said(page: Article, exact: str, speaker: str, party: str | None = "IDN", **fields) -> Statement:
    return Statement(
        Speaker(speaker, speaker, party, fields.pop("position", None)),
        fields.pop("kind", "direct"),
        words(page, exact),
        ORIGIN,
        **fields,
    )


def time(page: Article, exact: str, edtf: str) -> TimeExpression:
    return TimeExpression(edtf, words(page, exact), ORIGIN)


def findings(page: Article, **found) -> Findings:
    return Findings(page, address=f"/berita/{page.doc}", sha256=content_id(page.text), **found)


def note(found: Findings, versions: str = "1") -> CaptureNote:
    page = found.article
    key = content_id(page.doc, page.text)
    return CaptureNote(
        key, "0" * 64, page.doc, f"/berita/{page.doc}", "text/plain", len(page.text), None, versions
    )


def page_of(found: Findings) -> assembly.Page:
    mark = duplicates.signature(found.article.text)
    return assembly.page_of(found, assembly.Fingerprint(mark.to_bytes(), duplicates.band_keys(mark)))


def add(writer: Writer, found: Findings, versions: str = "1", capture: CaptureNote | None = None) -> None:
    assembly.add_page(writer, page_of(found), capture or note(found, versions), _is_twin)


def record_of(path: Path, *pages: Findings) -> Path:
    with Writer(path) as writer:
        writer.begin_run(["berita"])
        for found in pages:
            add(writer, found)
    return path


MEETING = (
    "Menteri Luar Negeri Indonesia Surya Atmaja bertemu Menteri Luar Negeri Vietnam Tran Van Lam di Hanoi,"
    " Kamis."
)
PLEDGE = "Indonesia akan melatih penjaga pantai Vietnam mulai tahun depan."


def meeting_page(doc: str = "a.txt", day: str = "2020-03-05", lead: str = "", **fields) -> Findings:
    """A meeting of two ministers in Hanoi on 5 March 2020, with a quote and a promise."""
    text = f"{lead}{MEETING}\n“Kami membahas keamanan laut,” kata Surya.\n{PLEDGE}"
    page = article(doc, text, day, **fields)
    return findings(
        page,
        actors=(
            state(page, "IDN", "Indonesia"),
            state(page, "VNM", "Vietnam"),
            person(page, "Surya Atmaja", title="Menteri Luar Negeri Indonesia"),
            person(page, "Tran Van Lam", party="VNM"),
        ),
        times=(time(page, "tahun depan", "2021"),),
        statements=(said(page, "Kami membahas keamanan laut", "Surya Atmaja", cue="kata"),),
        events=(
            event(
                page,
                "Surya Atmaja bertemu Menteri Luar Negeri Vietnam Tran Van Lam di Hanoi",
                when="2020-03-05",
                where="Hanoi",
                persons=("Surya Atmaja", "Tran Van Lam"),
                contexts=("diplomatic",),
            ),
        ),
        commitments=(promise(page, "melatih penjaga pantai Vietnam", due="2021", contexts=("military",)),),
    )


def another_report(doc: str, day: str) -> Findings:
    """The same meeting in another outlet's own words."""
    text = (
        "Hujan turun sejak pagi ketika rombongan Indonesia tiba di tepi danau. Surya Atmaja bertatap muka"
        " dengan Tran Van Lam dari Vietnam selama dua jam di Hanoi. Keduanya lalu makan siang tanpa memberi"
        " keterangan kepada juru warta yang menunggu di luar pagar gedung perundingan."
    )
    page = article(doc, text, day, publisher="Warta Contoh")
    exact = "Surya Atmaja bertatap muka dengan Tran Van Lam dari Vietnam selama dua jam di Hanoi"
    people = ("Surya Atmaja", "Tran Van Lam")
    return findings(
        page,
        actors=(state(page, "IDN", "Indonesia"), state(page, "VNM", "Vietnam")),
        events=(
            event(page, exact, when="2020-03-05", where="Hanoi", persons=people, contexts=("diplomatic",)),
        ),
    )


def training_page(doc: str = "b.txt", day: str = "2021-06-01", status: str = "recurring") -> Findings:
    """A later report: the training goes on every year."""
    text = "Indonesia setiap tahun menggelar kursus bagi penjaga pantai Vietnam di Surabaya."
    page = article(doc, text, day, publisher="Kabar Contoh")
    return findings(
        page,
        actors=(state(page, "IDN", "Indonesia"), state(page, "VNM", "Vietnam")),
        events=(
            event(
                page,
                text,
                "AID",
                ["IDN"],
                ["VNM"],
                status=status,
                when="XXXX",
                contexts=("military",),
                where="Surabaya",
            ),
        ),
    )
