"""The API: pages, ETags, errors, limits, and that it answers as the views do."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from builders import (
    add,
    another_report,
    article,
    event,
    findings,
    meeting_page,
    record_of,
    state,
    training_page,
)
from jejak import deciding
from jejak.store.writer import Writer
from jejak.views.commitments import commitments
from jejak.views.people import people, statements
from jejak.views.record import Record
from jejak.views.rows import as_dict
from jejak.views.timeline import timeline
from jejak.web import WebSettings, create_app
from jejak.web.api.limits import Limiter
from jejak.web.settings import READER, User

HOST = "http://127.0.0.1"
TODAY = date(2026, 11, 25)


def lao_page(doc: str, day: str):
    text = f"Indonesia dan Laos bertemu di Vientiane pada {day}."
    page = article(doc, text, day)
    return findings(
        page,
        actors=(state(page, "IDN", "Indonesia"), state(page, "LAO", "Laos")),
        events=(event(page, "Indonesia dan Laos bertemu di Vientiane", actors=("IDN", "LAO"), when=day),),
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    days = [f"20{year}-0{month}-15" for year in (15, 16, 17) for month in (2, 6)]
    return record_of(
        tmp_path_factory.mktemp("api") / "x.db",
        meeting_page("a.txt"),
        another_report("b.txt", "2020-03-06"),
        training_page("c.txt"),
        *(lao_page(f"lao-{n}.txt", day) for n, day in enumerate(days)),
    )


@pytest.fixture(scope="module")
def client(path):
    return TestClient(create_app(WebSettings(path, today=TODAY, per_minute=None)), base_url=HOST)


@pytest.fixture
def own(path, tmp_path):
    """A record that the test may change."""
    return shutil.copy(path, tmp_path / "own.db")


def all_pages(client, address, **query):
    found, cursor, pages = [], None, 0
    while True:
        told = client.get(address, params=query | ({"cursor": cursor} if cursor else {})).json()
        found, cursor, pages = found + told["items"], told["next"], pages + 1
        if cursor is None:
            return found, pages


@pytest.mark.parametrize(
    ("address", "view"),
    [
        ("/api/v1/events", lambda r: timeline(r)[::-1]),
        ("/api/v1/commitments", lambda r: commitments(r, as_of=None)[::-1]),
        ("/api/v1/statements", lambda r: statements(r)[::-1]),
        ("/api/v1/people", people),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 50])
def test_pages_together_hold_what_the_view_gives(client, path, address, view, limit):
    found, pages = all_pages(client, address, limit=limit)
    with Record(path) as record:
        expected = json.loads(json.dumps([as_dict(row) for row in view(record)]))
    assert found == expected != []
    assert pages == max(1, -(-len(expected) // limit))


def test_a_cursor_stays_right_while_the_record_grows(own):
    client = TestClient(create_app(WebSettings(own)), base_url=HOST)
    first = client.get("/api/v1/events?limit=4").json()
    with Writer(own) as writer:
        writer.begin_run(["berita"])
        add(writer, lao_page("newer.txt", "2021-08-08"))
    rest, _ = all_pages(client, "/api/v1/events", limit=4, cursor=first["next"])
    ids = [row["id"] for row in first["items"] + rest]
    assert len(set(ids)) == len(ids) == 8


def test_filters_that_few_fit_still_fill_the_page(client):
    told = client.get("/api/v1/events?party=LAO&about=vientiane&limit=4").json()
    assert (len(told["items"]), told["next"] is None) == (4, False)
    rest = client.get(f"/api/v1/events?party=LAO&about=vientiane&limit=4&cursor={told['next']}").json()
    assert (len(rest["items"]), rest["next"]) == (2, None)


def test_commitments_are_chosen_by_where_they_stand(client):
    told = client.get("/api/v1/commitments?status=overdue&as_of=2020-04").json()
    assert told == {"items": [], "next": None}
    told = client.get("/api/v1/commitments?status=pledged&by=IDN&as_of=2020-04").json()
    assert [row["action"] for row in told["items"]] == ["melatih penjaga pantai Vietnam"]


def test_every_report_has_its_quote_place_address_and_capture(client):
    for row in client.get("/api/v1/events").json()["items"]:
        for report in row["evidence"]:
            assert report["end"] - report["start"] == len(report["exact"])
            assert report["capture"] == "0" * 64
            assert {"url", "document", "zone", "score"} <= set(report)


def test_one_event_and_one_document_are_answered_whole(client):
    row = client.get("/api/v1/events?party=VNM&limit=1&type=CONSULT").json()["items"][0]
    assert client.get(f"/api/v1/events/{row['id']}").json()["event"] == row
    told = client.get(f"/api/v1/documents/{row['evidence'][0]['document']}").json()
    assert row["evidence"][0]["exact"] in told["zones"]["body"]


@pytest.mark.parametrize(
    "address", ["/api/v1/events?limit=2", "/api/v1/stats", "/api/v1/actors/IDN", "/api/v1/people"]
)
def test_what_has_not_changed_is_not_sent_again(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_etag_changes_with_the_record_the_question_and_the_day(own):
    client = TestClient(create_app(WebSettings(own, today=TODAY)), base_url=HOST)

    def tag(address="/api/v1/events", to=client):
        return to.get(address).headers["etag"]

    before = tag()
    assert tag() == before
    assert tag("/api/v1/events?limit=1") != before
    with Writer(own) as writer:
        writer.begin_run(["berita"])
        add(writer, lao_page("newer.txt", "2021-08-08"))
    read = tag()
    with Record(own) as record:
        deciding.accept(own, [timeline(record)[0].id], by="Sari")
    decided = tag()
    later = TestClient(create_app(WebSettings(own, today=date(2026, 11, 26))), base_url=HOST)
    assert len({before, read, decided, tag(to=later)}) == 4


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/api/v1/events?party=Atlantis", 400, "No party is called “Atlantis”"),
        ("/api/v1/events?type=MEET", 400, "CONSULT"),
        ("/api/v1/events?since=kemarin", 400, "since: “kemarin” is no date"),
        ("/api/v1/events?as_known_on=kemarin", 400, "as_known_on: “kemarin” is no date"),
        ("/api/v1/events?cursor=abc", 400, "cursor"),
        ("/api/v1/events?cursor=WzFd", 400, "cursor"),
        ("/api/v1/events?limit=many", 422, "limit"),
        ("/api/v1/commitments?status=done", 400, "pledged"),
        ("/api/v1/events/nothing", 404, "no event nothing"),
        ("/api/v1/commitments/nothing", 404, "no commitment nothing"),
        ("/api/v1/commitments/nothing?as_of=kemarin", 400, "as_of"),
        ("/api/v1/relations/IDN", 404, "two"),
        ("/api/v1/nothing", 404, None),
    ],
)
def test_every_error_has_one_shape(client, address, status, told):
    answer = client.get(address)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["type"]) == (status, status, "about:blank")
    assert problem["instance"] == address.partition("?")[0]
    assert "Traceback" not in answer.text
    if told:
        assert told in problem["detail"]


def test_nothing_can_be_sent_to_it(client):
    assert client.post("/api/v1/events").status_code in (403, 405)


def test_a_record_that_is_not_there_tells_no_path(tmp_path):
    client = TestClient(create_app(WebSettings(tmp_path / "gone.db")), base_url=HOST)
    answer = client.get("/api/v1/events")
    assert answer.status_code == 503
    assert "gone.db" not in answer.text


def test_who_asks_too_often_is_told_when_to_come_back(path):
    app = create_app(WebSettings(path, per_minute=3))
    now = [100.0]
    app.state.limiter = Limiter(3, now=lambda: now[0])
    client = TestClient(app, base_url=HOST)
    assert [client.get("/api/v1/stats").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get("/api/v1/stats")
    assert (refused.json()["reason"], refused.headers["retry-after"]) == ("slow", "20")
    now[0] += 20
    assert client.get("/api/v1/stats").status_code == 200


def test_an_export_costs_as_much_as_many_questions(path):
    app = create_app(WebSettings(path, per_minute=30))
    app.state.limiter = Limiter(30, now=lambda: 0.0)
    client = TestClient(app, base_url=HOST)
    assert [client.get("/export/csv").status_code for _ in range(2)] == [200, 429]


def test_clients_are_forgotten_and_none_pays_for_another():
    limiter = Limiter(1, now=lambda: 0.0)
    assert (limiter.wait("a"), limiter.wait("b"), limiter.wait("a")) == (0, 0, 60)
    for n in range(10_001):
        limiter.wait(f"other {n}")
    assert limiter.wait("a") == 0


def test_a_token_opens_the_api_and_nothing_else_does(path):
    users = (User("desk", READER, token=PasswordHasher().hash("rahasia-panjang")),)
    client = TestClient(create_app(WebSettings(path, users=users)), base_url=HOST)
    assert client.get("/api/v1/stats").status_code == 401
    for token, status in (("desk:salah", 401), ("desk:rahasia-panjang", 200)):
        told = client.get("/api/v1/stats", headers={"Authorization": f"Bearer {token}"})
        assert told.status_code == status


def test_the_description_names_every_address_and_its_errors(client):
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.")
    assert len(told["paths"]) == 21
    for operations in told["paths"].values():
        assert set(operations) == {"get"}
        for status in ("400", "422", "429", "503"):
            assert "application/problem+json" in operations["get"]["responses"][status]["content"]
    assert "Report" in told["components"]["schemas"]
    assert "capture" in told["components"]["schemas"]["Report"]["properties"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_manual_explains_every_address_and_asks_nobody_else(client, language):
    page = client.get("/api/v1/docs", params={"lang": language}).text
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert all(f"<code>GET {path}</code>" in page for path in paths)
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page)
