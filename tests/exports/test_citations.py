"""Sources, parsed by pybtex, and by the fields that citeproc needs."""

from __future__ import annotations

import json

import pytest
from pybtex.database import parse_string
from pybtex.style.formatting.unsrt import Style


@pytest.fixture
def bibliography(written):
    data, count = written("bibtex")
    parsed = parse_string(data.decode(), "bibtex")
    assert len(parsed.entries) == count
    return parsed


def test_every_source_is_an_entry(bibliography):
    assert {entry.fields["url"] for entry in bibliography.entries.values() if "url" in entry.fields} == {
        "https://contoh.example/a",
        "https://contoh.example/rencana?a=1&b=%7B2%7D",
    }
    told = next(e for e in bibliography.entries.values() if e.fields.get("url") == "https://contoh.example/a")
    assert told.fields["title"] == "{Judul a.txt}"
    assert (told.fields["howpublished"], told.fields["year"], told.fields["month"]) == (
        "Harian Contoh",
        "2020",
        "March",
    )
    assert "SHA-256 " + "0" * 64 in told.fields["note"]


def test_titles_with_braces_and_commands_break_nothing(bibliography):
    told = next(e for e in bibliography.entries.values() if "HYPERLINK" in e.fields["title"])
    assert r"\input" not in told.fields["title"]
    assert r"\textbackslash{}input" in told.fields["title"]
    assert "url" not in told.fields
    assert len(told.persons["author"]) == 1


def test_a_style_formats_the_entries(bibliography):
    formatted = list(Style().format_bibliography(bibliography))
    assert len(formatted) == len(bibliography.entries)


def test_csl_items_have_what_citeproc_needs(written, bibliography):
    data, count = written("csl")
    items = json.loads(data)
    assert len(items) == count
    assert {item["id"] for item in items} == set(bibliography.entries)
    for item in items:
        assert item["type"] == "article-newspaper"
        assert isinstance(item["title"], str)
        assert all(set(name) == {"literal"} for name in item.get("author", ()))
        (parts,) = item["issued"]["date-parts"]
        assert all(isinstance(part, int) for part in parts)
        assert item.get("URL", "https://").startswith("https://")
    assert set().union(*items) <= {
        "id", "type", "title", "author", "container-title", "issued", "URL", "accessed", "language", "archive",
        "archive_location", "note",
    }  # fmt: skip
