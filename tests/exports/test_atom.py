"""The Atom feed of the record: well formed by RFC 4287, read by our own reader of feeds."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from lxml import etree

from jejak.exports.atom import ATOM, as_atom
from jejak.sources.feeds import parse_feed

A = f"{{{ATOM}}}"


@pytest.fixture
def made(record):
    def make(**fields):
        out = io.BytesIO()
        count = as_atom(record, out, **fields)
        return etree.fromstring(out.getvalue()), count, out.getvalue()

    return make


def test_every_entry_has_what_the_standard_asks(made):
    feed, count, _ = made()
    entries = feed.findall(f"{A}entry")
    assert len(entries) == count == 7
    assert feed.findtext(f"{A}author/{A}name") == "jejak"
    for element in (feed, *entries):
        assert element.findtext(f"{A}id").startswith("urn:jejak:")
        assert element.findtext(f"{A}title")
        assert datetime.fromisoformat(element.findtext(f"{A}updated")).tzinfo
    ids = [entry.findtext(f"{A}id") for entry in entries]
    assert len(set(ids)) == len(ids)


def test_an_entry_has_the_words_their_place_and_the_capture(made):
    feed, _, _ = made()
    told = " ".join(entry.findtext(f"{A}content") for entry in feed.findall(f"{A}entry"))
    assert "“Surya Atmaja bertemu Menteri Luar Negeri Vietnam" in told
    assert "SHA-256 0000" in told


def test_entries_lead_to_our_pages_or_to_their_source(made):
    home, _, _ = made(home="http://127.0.0.1:8765/")
    links = [e.find(f"{A}link[@rel='alternate']").get("href") for e in home.findall(f"{A}entry")]
    assert all(
        link.startswith(("http://127.0.0.1:8765/events/", "http://127.0.0.1:8765/commitments/"))
        for link in links
    )
    feed, _, _ = made()
    hrefs = {link.get("href") for link in feed.iter(f"{A}link")}
    assert hrefs == {"https://contoh.example/a", "https://contoh.example/rencana?a=1&b={2}"}


def test_words_of_pages_are_text_and_no_markup(made):
    feed, _, raw = made()
    assert b"<script" not in raw
    assert {element.tag for element in feed.iter()} == {
        f"{A}{name}"
        for name in (
            "feed",
            "id",
            "title",
            "updated",
            "author",
            "name",
            "link",
            "entry",
            "category",
            "content",
        )
    }


def test_it_is_cut_at_the_latest(made):
    assert made(limit=2)[1] == 2


def test_our_own_reader_takes_it(made):
    _, _, raw = made(home="http://127.0.0.1:8765/")
    feed = parse_feed(raw)
    assert not feed.cut
    assert len(feed.entries) == 7
    assert all(entry.link and entry.hints.date for entry in feed.entries)
