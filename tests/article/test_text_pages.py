"""Pages flattened to text: a golden file per outlet's layout, all written for these tests."""

from pathlib import Path

import pytest
import yaml

from jejak.article.text import read_flattened
from jejak.model import Capture

PAGES = sorted((Path(__file__).parent / "flattened").glob("*.txt"))
SENTENCES = [
    "Menteri Pertanian Kaledora tiba di ibu kota untuk membicarakan pasokan gandum dengan pemerintah.",
    "Ia diterima oleh wakil presiden dan sejumlah pengusaha dalam pertemuan yang berlangsung dua jam.",
    "Kedua pihak membahas pembangunan gudang bersama di pelabuhan utara serta jalur kereta barang.",
]


def read(text):
    return read_flattened(Capture("page.txt", "page.txt", "text/plain", text.encode()))


def page(*lines):
    return read("\n".join(lines))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_in_the_layout_of(path):
    gold = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    article = read(path.read_text("utf-8"))
    paragraphs = article.text.split("\n")
    assert {
        "title": article.title,
        "published": article.published,
        "bylines": list(article.bylines),
        "editors": list(article.editors),
        "dateline": article.dateline,
        "publisher": article.publisher,
        "captions": list(article.captions),
        "paragraphs": len(paragraphs),
        "first": paragraphs[0][: len(gold["first"])],
        "last": paragraphs[-1][-len(gold["last"]) :],
    } == gold


def test_plain_paragraphs_are_kept_verbatim():
    assert page(*SENTENCES).text == "\n".join(SENTENCES)


def test_a_crosshead_is_a_paragraph_of_its_own():
    assert page(SENTENCES[0], "Gudang dan Kereta", *SENTENCES[1:]).text.split("\n")[1] == "Gudang dan Kereta"


def test_a_list_behind_a_colon_is_kept():
    article = page(
        *SENTENCES,
        "Bahan pangan yang dibicarakan dalam pertemuan itu adalah sebagai berikut:",
        "gandum",
        "kedelai",
    )
    assert article.text.split("\n")[-2:] == ["gandum", "kedelai"]
    article = page(
        SENTENCES[0],
        "Bahan yang dibicarakan dalam pertemuan itu adalah:",
        "gandum",
        "kedelai",
        *SENTENCES[1:],
    )
    assert article.text.split("\n")[2:4] == ["gandum", "kedelai"]


def test_a_subtitle_that_the_first_paragraph_repeats_is_no_paragraph():
    article = page(
        "Kaledora Cari Gandum",
        SENTENCES[0],
        "Senin, 2 Maret 2020 10:00 WIB",
        "Jakarta - " + SENTENCES[0],
        *SENTENCES[1:],
    )
    assert article.text == "\n".join(SENTENCES)
    assert article.title == "Kaledora Cari Gandum"


def test_a_headline_after_baca_juga_goes_with_it():
    article = page(SENTENCES[0], "Baca juga:", "Kaledora Tunda Panen Raya", SENTENCES[1], SENTENCES[2])
    assert article.text == "\n".join(SENTENCES)


def test_teasers_below_the_article_are_not_its_paragraphs():
    teaser = (
        "Jakarta - Harga beras naik di sejumlah pasar tradisional menjelang hari raya menurut pemantauan..."
    )
    article = page(
        "Jakarta - " + SENTENCES[0], *SENTENCES[1:], "Harga Beras Naik", teaser, "Banjir Surut", teaser
    )
    assert article.text == "\n".join(SENTENCES)


def test_a_repeated_caption_is_one_caption():
    caption = "Menteri Pertanian Kaledora di pelabuhan utara/Dok. Kementerian"
    article = page("Kaledora Cari Pasokan Gandum", caption, caption, *SENTENCES)
    assert article.captions == (caption,)
    assert article.text == "\n".join(SENTENCES)


def test_lines_folded_at_a_width_are_one_paragraph():
    words = " ".join(SENTENCES * 2).split()
    folded = [" ".join(words[start : start + 10]) for start in range(0, len(words), 10)]
    article = page(*folded, "", *folded)
    assert article.text.split("\n")[0] == " ".join(words)


def test_a_machine_summary_below_the_article_is_dropped():
    article = page(*SENTENCES, "--- Ringkasan Berikut ringkasan berita dalam satu paragraf:", *SENTENCES[:2])
    assert article.text == "\n".join(SENTENCES)
