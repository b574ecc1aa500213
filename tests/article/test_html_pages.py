"""Whole pages in the layouts of the Indonesian press. Outlets, people and events are made up."""

import json
from pathlib import Path

import pytest

from jejak.article.html import read_html
from jejak.errors import NoArticle
from jejak.model import Capture

PAGES = Path(__file__).parent / "pages"
LAYOUTS = sorted(path.stem for path in PAGES.glob("*.json"))
FIELDS = ("title", "publisher", "url", "language", "published", "published_inferred", "dateline")
LISTS = ("bylines", "editors", "captions")


def read(name):
    return read_html(
        Capture(
            name,
            f"{name}.html",
            "text/html",
            (PAGES / f"{name}.html").read_bytes(),
            fetched="2025-01-01T00:00:00Z",
        )
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_body_is_the_articles_own_paragraphs_one_a_line(name):
    golden = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    assert read(name).text.split("\n") == golden["paragraphs"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_the_page_says_of_itself_is_read(name):
    golden = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    article = read(name)
    found = {field: getattr(article, field) for field in FIELDS}
    found |= {field: list(getattr(article, field)) for field in LISTS}
    assert found == {field: golden[field] for field in (*FIELDS, *LISTS)}


def test_there_are_at_least_seven_layouts():
    assert len(LAYOUTS) >= 7


@pytest.mark.parametrize("name", ["index", "tag", "consent"])
def test_a_page_without_an_article_is_refused(name):
    with pytest.raises(NoArticle):
        read(name)


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_clutter_of_the_pages_is_left(name):
    text = read(name).text.lower()
    for words in (
        "baca juga",
        "iklan untuk anda",
        "advertisement",
        "kuki",
        "halaman:",
        "komentar",
        "copyright",
        "telegram",
    ):
        assert words not in text


@pytest.mark.parametrize("name", LAYOUTS)
def test_captions_are_not_in_the_body(name):
    article = read(name)
    assert not [caption for caption in article.captions if caption in article.text]


@pytest.mark.parametrize("name", LAYOUTS)
def test_reading_twice_gives_the_same(name):
    assert read(name) == read(name)
