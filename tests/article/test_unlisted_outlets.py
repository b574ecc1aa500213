"""Pages of outlets that no list of ours has: what they print about themselves is no part of the article."""

import pytest

from jejak.article.boilerplate import find_tail, is_boilerplate
from jejak.article.html import read_html
from jejak.article.metadata import read_dateline
from jejak.article.text import read_flattened
from jejak.model import Capture

BODY = [
    "Gubernur meresmikan jembatan baru yang menghubungkan dua kabupaten di tepi sungai pada hari pasar.",
    "Jembatan itu dibangun selama dua tahun dan kini dapat dilalui kendaraan roda empat dari kedua arah.",
]


@pytest.mark.parametrize(
    ("line", "place", "source"),
    [
        ("JAKARTA, KORAN SENJA - Gubernur meresmikan jembatan.", "Jakarta", "KORAN SENJA"),
        ("MOSKOW, SENJAKALA — Gubernur meresmikan jembatan.", "Moskow", "SENJAKALA"),
        ("CISARUA, BOGOR - Gubernur meresmikan jembatan.", "Bogor", None),
    ],
)
def test_an_unlisted_outlet_behind_a_known_place_is_no_place(line, place, source):
    found = read_dateline(line)
    assert (found.place, found.source, line[found.end :]) == (place, source, "Gubernur meresmikan jembatan.")


@pytest.mark.parametrize(
    ("line", "dropped"),
    [("Facebook Twitter WhatsApp", True), ("News Global Video", True), ("Video Gubernur Viral", False)],
)
def test_a_row_of_labels_is_boilerplate(line, dropped):
    assert is_boilerplate(line) is dropped


@pytest.mark.parametrize(
    ("line", "kept"),
    [("(KSN)", ""), ("Ia kini memimpin badan itu (KSN)", "Ia kini memimpin badan itu (KSN)")],
)
def test_only_a_line_of_its_own_credits_an_unlisted_agency(line, kept):
    assert line[: find_tail(line).start].strip() == kept


def test_a_trail_of_sections_is_no_caption():
    text = "\n".join(["Home / Internasional", "Jembatan Baru di Tepi Sungai Diresmikan", "", *BODY])
    assert read_flattened(Capture("x.txt", "x.txt", "text/plain", text.encode())).captions == ()


def page(head, caption):
    body = "".join(f"<p>{text}</p>" for text in BODY * 2)
    markup = f"<html><body><article>{head}<div class='caption'>{caption}</div>{body}</article></body></html>"
    return read_html(Capture("x.html", "x.html", "text/html", markup.encode()))


def test_a_headline_is_no_caption_whatever_its_class_is_called():
    article = page("<h1 class='detailsTitleCaption'>Jembatan Baru Diresmikan</h1>", "Jembatan dari udara.")
    assert article.title == "Jembatan Baru Diresmikan"
    assert article.captions == ("Jembatan dari udara.",)


def test_the_paragraphs_of_a_caption_stay_apart():
    article = page("<h1>Jembatan Baru Diresmikan</h1>", "<p>Foto: Dok</p><p>Jembatan dari udara.</p>")
    assert article.captions == ("Foto: Dok Jembatan dari udara.",)
