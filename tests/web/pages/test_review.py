"""The review page without a browser: who may decide, and what a form can't do."""

from __future__ import annotations

import shutil

import pytest

from jejak.views.record import Record
from jejak.views.review import question, queue
from web.pages.conftest import client_of, log_in, proof


@pytest.fixture
def desk(examples_record, tmp_path, users):
    path = tmp_path / "desk.db"
    shutil.copy(examples_record, path)
    with client_of(path, users=users[0]) as client:
        yield path, client


def first(path):
    with Record(path) as record:
        return queue(record, limit=1)[0]


def decide(client, address="/review", **form):
    return client.post(address, data={"csrf": proof(client, "/review"), **form})


def decisions(path):
    with Record(path) as record:
        return record.rows("SELECT action, who, why FROM decisions")


def test_a_reader_sees_the_question_and_can_not_decide(desk):
    path, client = desk
    log_in(client, "budi")
    page = client.get("/review").text
    assert 'id="asked"' in page
    assert 'name="action"' not in page
    kind, ident = first(path)
    assert decide(client, action="accept", kind=kind, id=ident).status_code == 403
    assert decisions(path) == []


def test_a_reviewer_decides_under_their_own_name_whatever_the_form_says(desk):
    path, client = desk
    log_in(client, "ani")
    kind, ident = first(path)
    answer = decide(client, action="reject", kind=kind, id=ident, why="salah baca", by="budi", who="budi")
    assert answer.status_code == 303
    assert decisions(path) == [("reject", "ani", "salah baca")]


def test_a_statement_is_reviewed_from_its_article(desk):
    path, client = desk
    log_in(client, "ani")
    with Record(path) as record:
        kind, ident = queue(record, kinds=["statement"], limit=1)[0]
        document = question(record, kind, ident).reports[0].document
    link = f"/review?item=statement:{ident}"
    assert link in client.get(f"/documents/{document}").text
    page = client.get(link).text
    assert f'href="/documents/{document}#f-{ident}"' in page
    assert 'name="field-position"' in page
    assert 'value="merge"' not in page
    assert 'value="split"' not in page
    form = {
        "action": "correct",
        "kind": kind,
        "id": ident,
        "field-position": "Juru Bicara",
        "was-position": "",
    }
    assert decide(client, link, **form).status_code == 303
    assert "Juru Bicara" in client.get(link).text
    assert decide(client, action="undo").status_code == 303
    assert [row[0] for row in decisions(path)] == ["correct", "undo"]
    assert 'id="asked"' in client.get("/review?kind=statement").text


def test_without_proof_nothing_is_decided(desk):
    path, client = desk
    log_in(client, "ani")
    kind, ident = first(path)
    assert client.post("/review", data={"action": "accept", "kind": kind, "id": ident}).status_code == 403
    assert decisions(path) == []


@pytest.mark.parametrize(
    "form",
    [
        {"action": "destroy"},
        {"action": "correct", "field-when": "kemarin", "was-when": ""},
        {"action": "correct", "field-type": "PARTY", "was-type": ""},
        {"action": "merge"},
        {"action": "split", "report": "nowhere.txt"},
        {"action": "undo", "decision": "0000000000000000"},
        {"action": "accept", "id": "ffffffffffffffff"},
    ],
)
def test_what_can_not_be_decided_is_told_on_the_page(desk, form):
    path, client = desk
    log_in(client, "ani")
    _, ident = first(path)
    answer = decide(client, **{"kind": "event", "id": ident, **form})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert decisions(path) == []


def test_a_decision_leads_back_to_our_own_pages_only(desk):
    path, client = desk
    log_in(client, "ani")
    kind, ident = first(path)
    answer = decide(client, action="accept", kind=kind, id=ident, back="//evil.example/x")
    assert answer.headers["location"] == "/"


def test_filters_stay_from_one_question_to_the_next(desk):
    path, client = desk
    log_in(client, "ani")
    kind, ident = first(path)
    answer = decide(client, "/review?kind=event&party=RUS&at=2", action="accept", kind=kind, id=ident)
    assert answer.headers["location"].startswith("/review?party=RUS&kind=event&at=2&done=")


def test_an_item_that_is_gone_says_so(desk):
    _, client = desk
    log_in(client, "ani")
    assert "no longer in the record" in client.get("/review?item=event:ffffffffffffffff").text
    assert client.get("/review?item=nothing").status_code == 200


def test_an_article_tells_what_people_decided_about_its_findings_and_why(desk):
    path, client = desk
    log_in(client, "ani")
    with Record(path) as record:
        event, document = record.row(
            "SELECT c.id, d.id FROM event_claims AS c JOIN documents AS d USING (reading) LIMIT 1"
        )
    decide(client, action="correct", kind="event", id=event, why="salah tempat", **{"field-where": "Palu"})
    page = client.get(f"/documents/{document}").text
    assert "corrected: Where (was " in page
    assert "<q>salah tempat</q>" in page
    decide(client, action="reject", kind="event", id=event, why="tidak <b>terjadi</b>")
    page = client.get(f"/documents/{document}").text
    assert 'class="finding k-event rejected"' in page
    assert "rejected (ani, " in page
    assert "<q>tidak &lt;b&gt;terjadi&lt;/b&gt;</q>" in page
    decide(client, action="undo")
    assert "rejected (ani" not in client.get(f"/documents/{document}").text
