"""What is counted over the whole record is kept, and never longer than told."""

from __future__ import annotations

from time import monotonic, sleep

import pytest
from starlette.testclient import TestClient

from builders import article, event, findings, record_of
from jejak import deciding
from jejak.errors import InputError
from jejak.views.overview import stats
from jejak.views.record import Record
from jejak.web import WebSettings, create_app, keeping
from jejak.web.keeping import Answers, Kept


def page_of(n):
    text = f"Indonesia bertemu Vietnam ke-{n} di kota {'abcdefgh'[n]}."
    page = article(f"{n}.txt", text, f"2020-0{n + 1}-01")
    return findings(page, events=(event(page, text, when=f"2020-0{n + 1}-01"),))


@pytest.fixture
def path(tmp_path):
    return record_of(tmp_path / "x.db", page_of(0))


def ask(kept, path):
    with Record(path) as record:
        return kept.get(record, "stats", stats)["documents"]


def test_an_answer_is_kept_while_nothing_changes(path):
    kept, asked = Kept(path), []
    with Record(path) as record:
        for _ in range(3):
            kept.get(record, "x", lambda record: asked.append(record))
    assert len(asked) == 1


def test_after_a_page_the_old_answer_is_given_at_once_and_a_new_one_soon(path, monkeypatch):
    kept = Kept(path)
    assert ask(kept, path) == 1
    record_of(path, page_of(1))
    assert ask(kept, path) == 1, "it is not old enough to be made anew"
    monkeypatch.setattr(keeping, "RESTS", 0.0)
    assert ask(kept, path) == 1, "nobody waits"
    until = monotonic() + 10
    while ask(kept, path) == 1 and monotonic() < until:
        sleep(0.01)
    assert ask(kept, path) == 2


def test_after_a_decision_the_answer_is_made_anew_at_once(path):
    kept = Kept(path)
    with Record(path) as record:
        assert kept.get(record, "events", stats)["events"] == 1
        ident = record.row("SELECT id FROM events")[0]
    deciding.reject(path, [ident], by="Ani")
    with Record(path) as record:
        assert kept.get(record, "events", stats)["events"] == 0


def test_the_oldest_of_too_many_answers_gives_way(path, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 2)
    kept, asked = Kept(path), []
    with Record(path) as record:
        for name in ("a", "b", "c", "a", "c"):
            kept.get(record, name, lambda _, name=name: asked.append(name))
    assert asked == ["a", "b", "c", "a"]


def test_what_can_t_be_told_any_more_is_forgotten(path, monkeypatch):
    monkeypatch.setattr(keeping, "RESTS", 0.0)
    kept, gone = Kept(path), []

    def asked(_):
        if gone:
            raise InputError("it is gone")
        return "here"

    with Record(path) as record:
        assert kept.get(record, "x", asked) == "here"
    gone.append(True)
    record_of(path, page_of(1))
    with Record(path) as record:
        kept.get(record, "x", asked)
        until = monotonic() + 10
        while "x" in kept._answers and monotonic() < until:
            sleep(0.01)
        with pytest.raises(InputError):
            kept.get(record, "x", asked)


def test_the_answer_that_was_not_asked_for_longest_gives_way():
    answers, asked = Answers(most=2), []
    for name in ("a", "b", "a", "c", "a", "b"):
        answers.get(name, lambda name=name: asked.append(name))
    assert asked == ["a", "b", "c", "b"]


@pytest.fixture
def client(path):
    with TestClient(create_app(WebSettings(path)), base_url="http://localhost") as found:
        yield found


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/timeline.json?as_known_on=2030", lambda row: row["tally"]["events"]),
        ("/index.json?as_known_on=2030", lambda row: row["figures"]["events"]),
        ("/api/v1/stats", lambda row: row["events"]),
        ("/api/v1/stats?as_known_on=2030", lambda row: row["events"]),
    ],
)
def test_what_is_kept_until_the_record_changes_is_never_out_of_date(client, path, address, count):
    assert [count(client.get(address).json()) for _ in range(2)] == [1, 1]
    record_of(path, page_of(1))
    assert count(client.get(address).json()) == 2
    with Record(path) as record:
        ident = record.row("SELECT id FROM events")[0]
    deciding.reject(path, [ident], by="Ani")
    assert count(client.get(address).json()) == 1


def test_a_page_as_known_on_a_day_is_asked_for_in_each_language(client):
    told = {
        language: client.get("/timeline?as_known_on=2030", headers={"accept-language": language}).text
        for language in ("id", "en", "id")
    }
    assert 'lang="id"' in told["id"]
    assert 'lang="en"' in told["en"]
