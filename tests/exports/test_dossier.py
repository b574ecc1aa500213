"""The dossier: one file that harms nobody and leads to every source."""

from __future__ import annotations

import re

import pytest
from lxml import html

from jejak.errors import InputError
from jejak.exports.dossier import VIEWS, Subject

SUBJECTS = {
    "chosen": (), "relation": ("IDN", "LAO"), "actor": ("IDN",), "series": (), "instruments": (),
    "discrepancies": (),
}  # fmt: skip


def test_every_view_is_tried():
    assert set(SUBJECTS) == set(VIEWS)


@pytest.mark.parametrize("view", VIEWS)
def test_no_script_no_request_and_no_markup_of_a_page(written, view):
    text = written("dossier", subject=Subject(view, SUBJECTS[view]))[0].decode()
    tree = html.document_fromstring(text)
    assert {e.tag for e in tree.iter() if isinstance(e.tag, str)} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ul", "ol", "li", "strong", "span",
        "sup", "a", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert not [
        name for e in tree.iter() for name in e.attrib if name.startswith("on") or name in ("src", "style")
    ]
    assert all(a.startswith(("#note-", "https://contoh.example/")) for a in tree.xpath("//a/@href"))
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_words_of_pages_are_shown_as_they_are(written):
    shown = html.document_fromstring(written("dossier")[0].decode()).text_content()
    assert "<script>alert(1)</script> {\\input{x}}" in shown


def test_every_sentence_leads_to_a_source_with_place_and_capture(written):
    tree = html.document_fromstring(written("dossier")[0].decode())
    ids = set(tree.xpath("//li/@id"))
    led = {href.removeprefix("#") for href in tree.xpath("//sup/a/@href")}
    assert led == ids != set()
    for note in tree.xpath("//ol/li"):
        assert re.search(
            r"\d+–\d+ of document [0-9a-f]{16}, read from bytes with SHA-256 0{64}", note.text_content()
        )
    assert all(line.xpath(".//sup/a") for line in tree.xpath("//ul/li"))


def test_a_relation_has_its_years_and_both_names(written):
    data, _ = written("dossier", subject=Subject("relation", ("IDN", "VNM")))
    tree = html.document_fromstring(data.decode())
    assert tree.xpath("//h1")[0].text_content() == "Indonesia and Vietnam"
    assert "2020" in [cell.text_content() for cell in tree.xpath("//table[1]//td[1]")]


def test_filters_choose_what_is_in_it(written):
    text = written("dossier", types=("CONSULT",), parties=("IDN", "LAO"))[0].decode()
    assert "Only: parties IDN and LAO; types CONSULT." in text
    assert "1 event, 0 commitments and 0 statements." in text


@pytest.mark.parametrize("subject", [Subject("nothing"), Subject("relation", ("IDN",)), Subject("actor")])
def test_a_view_that_cannot_be_is_told(written, subject):
    with pytest.raises(InputError):
        written("dossier", subject=subject)
