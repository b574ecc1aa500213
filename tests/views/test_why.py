"""Every finding says what found it, and by which words."""

from __future__ import annotations

from dataclasses import replace

from typer.testing import CliRunner

from builders import article, event, findings, person, promise, record_of, said, state, words
from jejak.cli import app
from jejak.model import Clue, Origin, TimeExpression
from jejak.views.jsonl import findings_dict
from jejak.views.overview import document
from jejak.views.record import Record
from jejak.views.why import reasons

PAGE = article(
    "a.txt", "Menlu Siti Contoh bertemu Menlu Vietnam di Moskow, Rabu (4/3). 'Kami siap membantu,' kata Siti."
)
TIME = TimeExpression("2020-03-04", words(PAGE, "Rabu (4/3)"), Origin("times", "1", "weekday and date"))
TRIGGER = Clue("trigger", "bertemu", "CONSULT meet, active")


def found(**kinds):
    return findings(PAGE, **kinds)


def only(told):
    (row,) = reasons(told)
    return row


def test_an_event_tells_its_trigger_its_time_expression_and_its_place():
    met = event(PAGE, "Siti Contoh bertemu Menlu Vietnam", when="2020-03-04", where="Moskow")
    met = replace(met, origin=Origin("events", "1", "meet.active", 0.7, (TRIGGER,)))
    row = reasons(found(events=(met,), times=(TIME,)))[0]
    assert (row.kind, row.found_by, row.score) == ("event", "events 1: meet.active", 0.7)
    assert row.clues == (
        TRIGGER,
        Clue("when", "Rabu (4/3)", "times: weekday and date"),
        Clue("where", "Moskow", "city in RUS"),
    )


def test_a_time_that_no_expression_has_is_that_of_the_page():
    row = only(found(events=(event(PAGE, "Siti Contoh bertemu", when="2020-03-05"),)))
    assert row.clues == (Clue("when", "2020-03-05", "the day of publication, or of what was said"),)


def test_a_statement_tells_its_cue_and_speaker():
    row = only(
        found(statements=(said(PAGE, "Kami siap membantu", "Siti Contoh", cue="kata", position="Menlu"),))
    )
    assert row.clues == (Clue("cue", "kata", "test"), Clue("speaker", "Siti Contoh", "Menlu"))


def test_a_time_and_a_party_tell_their_words_and_rule():
    told = reasons(found(times=(TIME,), actors=(state(PAGE, "VNM", "Vietnam"),)))
    assert [row.clues for row in told] == [
        (Clue("words", "Rabu (4/3)", "weekday and date"),),
        (Clue("names", "Vietnam", "test"),),
    ]


def test_a_person_tells_the_office():
    row = only(found(actors=(person(PAGE, "Siti Contoh", title="Menlu"),)))
    assert Clue("title", "Menlu", "represents IDN") in row.clues


def test_a_commitment_tells_its_deadline():
    row = only(found(commitments=(promise(PAGE, "siap membantu", due="2020-03-04"),), times=()))
    assert row.kind == "commitment"
    assert row.clues[0].part == "due"


def test_the_json_of_a_finding_says_why_only_when_asked():
    told = found(events=(event(PAGE, "Siti Contoh bertemu", where="Moskow"),))
    plain, asked = findings_dict(told)["events"][0], findings_dict(told, why=True)["events"][0]
    assert "why" not in plain
    assert (asked["found_by"], asked["score"]) == ("by hand 1: test", 0.9)
    assert asked["why"] == [{"part": "where", "words": "Moskow", "rule": "city in RUS"}]
    assert plain["place"] == {
        "name": "Moscow", "sort": "city", "country": "RUS", "latitude": 55.752, "longitude": 37.618,
    }  # fmt: skip


def test_the_record_keeps_the_words_that_decided(tmp_path):
    origin = Origin("events", "1", "meet.active", 0.7, (TRIGGER, Clue("status", "akan", "planned")))
    met = replace(event(PAGE, "Siti Contoh bertemu"), origin=origin)
    made = replace(promise(PAGE, "siap membantu"), origin=replace(origin, finder="commitments"))
    told = replace(
        said(PAGE, "Kami siap membantu", "Siti Contoh"), origin=replace(origin, finder="statements")
    )
    page = found(events=(met,), commitments=(made,), statements=(told,))
    with Record(record_of(tmp_path / "x.db", page)) as record:
        kept = document(record, "a.txt")
    assert [x.origin for x in (*kept.events, *kept.commitments, *kept.statements)] == [
        met.origin,
        made.origin,
        told.origin,
    ]


def test_the_screen_shows_rule_score_and_words(tmp_path):
    met = replace(
        event(PAGE, "Siti Contoh bertemu"), origin=Origin("events", "1", "meet.active", 0.7, (TRIGGER,))
    )
    record = record_of(tmp_path / "x.db", found(events=(met,)))
    done = CliRunner(env={"COLUMNS": "120"}).invoke(app, ["show", "a.txt", "--why", "--record", str(record)])
    assert "events 1: meet.active (score 0.7)" in done.stdout
    assert "trigger “bertemu”  CONSULT meet, active" in done.stdout
