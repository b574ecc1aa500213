"""Broken, huge and harmful pages: a plain refusal or an article, soon."""

import contextlib
import time

import pytest

from jejak.article.html import MOST_CHARACTERS, MOST_TAGS, read_html
from jejak.errors import NoArticle, NotText, PageError
from jejak.model import Capture

BODY = "".join(
    f"<p>Menteri {field} bertemu utusan negara sahabat dan membahas rencana kerja sama di bidang {field}, "
    "kata juru bicara kementerian itu karena ditanya wartawan.</p>"
    for field in ("perikanan", "pelabuhan", "pendidikan", "kesehatan")
)


def page(body):
    return f"<html><body><h1>Menteri Bertemu Utusan Negara Sahabat</h1>{body}</body></html>"


def read(html):
    body = html if isinstance(html, bytes) else html.encode("utf-8")
    return read_html(Capture("page", "page.html", "text/html", body))


@pytest.mark.parametrize(
    "html",
    [
        page("<div>" * 1_000_000 + BODY),
        page("<div>" * 20_000 + BODY),
        page("<br>" * (MOST_TAGS + 1) + BODY),
        page("<p>" + "kata " * (MOST_CHARACTERS // 5 + 1) + "</p>"),
        page(""),
        "",
        "   \n",
        "<!-- nothing -->",
        "<frameset><frame src='a.html'></frameset>",
        "<html></html>",
    ],
    ids=["million-deep", "deep", "tags", "long", "empty", "nothing", "blank", "comment", "frames", "bare"],
)
def test_a_page_that_can_hold_no_article_is_refused(html):
    with pytest.raises(NoArticle):
        read(html)


@pytest.mark.parametrize("body", [b"%PDF-1.7\n...", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100], ids=["pdf", "png"])
def test_a_binary_named_html_is_no_text(body):
    with pytest.raises(NotText):
        read(body)


@pytest.mark.parametrize(
    "html",
    [
        page("<div>" * 1_000 + BODY),
        page("<span>" * 300 + BODY),
        page(BODY).replace("</p>", "").replace("</body></html>", "<<<>>><p class='"),
        "<?xml version='1.0' encoding='utf-16'?>" + page(BODY),
        page(f"<div class='{'x ' * 200_000}'>{BODY}</div>"),
        page(BODY + "<ul>" + "<li><a href='/x'>Judul berita lain</a></li>" * 2_000 + "</ul>"),
        page(BODY + "<time>7 Des 2021</time>" * 2_000),
        BODY,
    ],
    ids=["thousand-deep", "unclosed", "broken", "declared", "long-class", "links", "dates", "fragment"],
)
def test_a_broken_page_still_gives_its_article(html):
    assert read(html).text.startswith("Menteri perikanan bertemu utusan")


def test_entities_declared_in_the_page_are_not_expanded():
    bomb = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    article = read(f"<!DOCTYPE html [<!ENTITY e0 'ha'>{bomb}]>" + page(BODY + "<p>&e11; akhir.</p>"))
    assert len(article.text) < 2_000


def test_an_external_entity_is_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("rahasia")
    doctype = f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>]>"
    assert "rahasia" not in read(doctype + page(BODY + "<p>Isi berkas itu adalah &x; begitu.</p>")).text


@pytest.mark.parametrize(
    "piece",
    [
        "<br>x",
        "<p>kata</p>",
        "<b>",
        '"',
        "<!--",
        "Baca juga: ",
        "(",
        "&amp;",
        "<a class='caption date iklan'>",
    ],
)
def test_ten_thousand_of_anything_are_read_or_refused_within_seconds(piece):
    start = time.process_time()
    with contextlib.suppress(PageError):
        read(page(BODY + piece * 10_000))
    assert time.process_time() - start < 20


def test_a_page_that_nests_hundreds_deep_keeps_its_words_and_costs_little():
    links = "".join(f"<a href='/{n}'>Berita {n}</a>" for n in range(500))
    start = time.process_time()
    article = read(page("<div>" * 1_500 + BODY + links + "</div>" * 1_500))
    assert time.process_time() - start < 10  # minutes where each element looks at all links below it
    assert article.text.startswith(read(page(BODY)).text)
