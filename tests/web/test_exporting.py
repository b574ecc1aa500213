"""Downloads: the same files as the command writes, by the filters of the pages."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from fastapi.testclient import TestClient
from lxml import html

from builders import meeting_page, record_of, training_page
from jejak.exports.formats import FORMATS, Filters, Wish
from jejak.views.record import Record
from jejak.web import WebSettings, create_app

TODAY = date(2020, 4, 1)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return record_of(
        tmp_path_factory.mktemp("export") / "x.db", meeting_page("a.txt"), training_page("b.txt")
    )


@pytest.fixture(scope="module")
def client(path):
    return TestClient(
        create_app(WebSettings(path, today=TODAY, per_minute=None)), base_url="http://127.0.0.1"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_download_is_what_the_command_writes(client, path, name):
    answer = client.get(f"/export/{name}", params={"party": "IDN, VNM", "as_of": "2020-04-01"})
    out = io.BytesIO()
    with Record(path) as record:
        FORMATS[name].write(record, Wish(Filters(parties=("IDN", "VNM"), as_of="2020-04-01")), out)
    assert answer.status_code == 200
    assert answer.content == out.getvalue()
    assert answer.headers["content-type"] == FORMATS[name].media_type
    assert answer.headers["content-disposition"].startswith('attachment; filename="jejak-')
    assert answer.headers["content-disposition"].endswith(f'{FORMATS[name].suffix}"')


def test_kind_and_every_report_are_heeded(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/export/csv?kind=commitments&every_report=1").text)))
    assert [row["action"] for row in rows] == ["melatih penjaga pantai Vietnam"]


def test_a_dossier_of_a_relation_is_named_after_it(client):
    answer = client.get("/export/dossier?view=relation&name=IDN&name=VNM")
    assert 'filename="jejak-relation-IDN-VNM.html"' in answer.headers["content-disposition"]
    assert "<h1>Indonesia and Vietnam</h1>" in answer.text


def test_a_name_cannot_end_the_header(client):
    answer = client.get("/export/csv", params={"party": "IDN", "name": 'x"\r\nSet-Cookie: a=b'})
    assert (
        answer.headers["content-disposition"]
        == 'attachment; filename="jejak-csv-IDN-x---Set-Cookie--a-b.csv"'
    )
    assert "a" not in answer.cookies


@pytest.mark.parametrize(
    ("address", "status"),
    [("/export/xlsx", 404), ("/export/csv?kind=people", 400), ("/export/csv?party=Atlantis", 400),
     ("/export/dossier?view=map", 400), ("/export/csv?as_known_on=x", 400)],
)  # fmt: skip
def test_what_cannot_be_is_told(client, address, status):
    assert client.get(address, headers={"Accept": "text/html"}).status_code == status


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_links_every_format_with_its_filters(client, language):
    page = client.get("/export", params={"lang": language, "party": "IDN", "kind": "statements"})
    links = html.document_fromstring(page.text).xpath("//dl[contains(@class, 'formats')]//a/@href")
    assert links == [f"/export/{name}?kind=statements&party=IDN" for name in FORMATS]
    assert all(client.get(link).status_code == 200 for link in links)


def test_the_feed_of_the_record_leads_to_our_pages_and_is_sent_once(client):
    answer = client.get("/feed.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert '<link rel="alternate" href="http://127.0.0.1/events/' in answer.text
    assert client.get("/feed.atom", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
