"""Annotations lead to exactly the words, by either selector."""

from __future__ import annotations

import json

import pytest

from jejak.exports.web_annotations import CONTEXT
from jejak.views.documents import documents, texts


@pytest.fixture
def page(written):
    data, count = written("annotations")
    page = json.loads(data)
    assert len(page["items"]) == count == 9
    return page


def test_it_is_a_page_of_the_model(page):
    assert (page["@context"], page["type"]) == (CONTEXT, "AnnotationPage")
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    assert all(item["type"] == "Annotation" and item["body"] and item["target"] for item in page["items"])


def test_both_selectors_find_the_words_in_the_captured_text(page, record):
    zones = dict(texts(record, [row.id for row in documents(record)]))
    for item in page["items"]:
        captured = item["target"][0]
        _, _, _, document, zone = captured["source"].split(":", 4)
        text = zones[document][zone]
        quote, position = captured["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        found = text.index(quote["prefix"] + quote["exact"] + quote["suffix"])
        assert found + len(quote["prefix"]) == position["start"]


def test_only_web_addresses_are_targets(page):
    sources = {target["source"] for item in page["items"] for target in item["target"]}
    assert all(s.startswith(("urn:jejak:document:", "https://contoh.example/")) for s in sources)
    assert any(s.startswith("https://") for s in sources)


def test_each_says_its_status_score_and_capture(page):
    for item in page["items"]:
        assert item["jejak"]["capture"] == "0" * 64
        assert item["jejak"]["score"] == 0.9
