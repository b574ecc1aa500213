"""The commands on what parties and persons do together, as typed."""

import json
import re

import pytest
from typer.testing import CliRunner

from builders import (
    ORIGIN,
    article,
    event,
    findings,
    meeting_page,
    person,
    record_of,
    said,
    training_page,
    words,
)
from jejak.cli import app
from jejak.model import Instrument

SUMMIT = (
    "KTT Melati ketiga Indonesia dan Vietnam digelar di Hue dan menyepakati Rencana Aksi Kenanga 2021-2025."
)
ASKED = {
    "relation": ["Indonesia", "VNM"], "actor": ["Surya"], "series": [], "instruments": [],
    "timeline": [], "statements": [], "commitments": [], "people": [],
}  # fmt: skip


def summit_page():
    page = article("s.txt", SUMMIT, "2020-07-02", publisher="Kabar Melati")
    name = "Rencana Aksi Kenanga 2021-2025"
    plan = Instrument(
        name,
        "plan",
        words(page, name),
        ORIGIN,
        ("kenanga",),
        ("IDN", "VNM"),
        "adopted",
        "2020-07-01",
        "2021/2025",
    )
    met = event(page, SUMMIT, series="Melati Summit", ordinal=3, when="2020-07-01", where="Hue")
    return findings(page, events=(met,), instruments=(plan,))


def later_words():
    page = article("u.txt", "“Kapal kami siap,” kata Surya Atmaja.", "2021-02-01", publisher="Kabar Kata")
    quote = said(page, "Kapal kami siap", "Surya Atmaja")
    return findings(page, actors=(person(page, "Surya Atmaja"),), statements=(quote,))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return record_of(
        tmp_path_factory.mktemp("cli") / "x.db",
        meeting_page("a.txt"),
        training_page("b.txt"),
        summit_page(),
        later_words(),
    )


@pytest.fixture
def run(record):
    def running(*asked, columns=100):
        return CliRunner(env={"COLUMNS": str(columns)}).invoke(app, [*asked, "--record", str(record)])

    return running


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(("name", "asked"), ASKED.items())
def test_every_answer_fits_the_screen(run, name, asked, columns):
    done = run(name, *asked, columns=columns)
    assert done.exit_code == 0, done.output
    assert done.stdout.strip()
    assert max(len(line) for line in done.stdout.splitlines()) <= columns


@pytest.mark.parametrize(("name", "asked"), ASKED.items())
def test_every_answer_can_be_had_as_json_and_as_known_on_a_day(run, name, asked):
    now = json.loads(run(name, *asked, "--json").stdout)
    then = json.loads(run(name, *asked, "--json", "--as-known-on", "2020-06").stdout)
    assert now
    assert now != then


def test_a_relation_shows_counts_a_bar_a_year_meetings_commitments_and_speakers(run):
    shown = run("relation", "Indonesia", "Vietnam", columns=110).stdout
    assert "Indonesia (IDN) and Vietnam (VNM)" in shown
    assert "3 events in 3 reports, 2020–2021" in shown
    assert re.search(r"^2020 +█{20} +2 +2 +CONSULT 2", shown, re.M)
    assert re.search(r"^2021 +█{10} +1 +1 +AID 1", shown, re.M)
    for told in (
        "Meetings",
        "Hanoi",
        "Melati Summit, no. 3",
        "Commitments",
        "melatih penjaga pantai",
        "Surya Atmaja",
    ):
        assert told in shown


def test_a_series_shows_its_meetings_and_what_is_not_told(run):
    shown = run("series", "melati", columns=110).stdout
    assert "no next meeting is announced" in shown
    assert re.search(r"^1–2 +not told", shown, re.M)
    assert re.search(r"^3 +1 Jul 2020 +Hue", shown, re.M)


def test_an_instrument_shows_parties_adoption_and_validity(run):
    shown = run("instruments", "kenanga", columns=120).stdout
    for told in ("Rencana Aksi Kenanga", "plan", "IDN, VNM", "1 Jul 2020", "2021–2025", "Kabar Melati"):
        assert told in shown


def test_an_actor_shows_who_it_is(run):
    shown = run("actor", "Vietnam", columns=110).stdout
    assert "Vietnam (VNM)" in shown
    assert re.search(r"^Indonesia \(IDN\) +3 +3", shown, re.M)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["relation", "Indonesia", "Atlantis"], "no party is called 'Atlantis'"),
        (["relation", "IDN", "Indonesia"], "one party, IDN"),
        (["actor", "Kenanga"], "nobody called 'Kenanga'"),
        (["series", "Kenanga"], "no meeting series is called 'Kenanga'"),
        (["instruments", "anggrek"], "no instrument with 'anggrek'"),
        (["timeline", "--as-known-on", "kemarin"], "--as-known-on 'kemarin' is no date"),
        (["brief", "--between", "IDN", "Atlantis"], "no party is called 'Atlantis'"),
    ],
)
def test_what_cannot_be_asked_is_told_with_status_2(run, asked, told):
    done = run(*asked)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())


def test_a_note_is_written_in_markdown_html_and_json(run, tmp_path):
    asked = ["brief", "--between", "Indonesia", "Vietnam"]
    assert run(*asked).stdout.startswith("# Indonesia and Vietnam\n\nAs of ")
    assert run(*asked, "--format", "html").stdout.startswith("<!doctype html>")
    note = json.loads(run(*asked, "--json").stdout)
    assert {section["title"] for section in note["sections"]} >= {"Meetings", "Open questions"}
    done = run(*asked, "--format", "html", "-o", str(tmp_path / "note.html"))
    assert done.stdout == ""
    assert "note.html" in done.stderr
    assert "</html>" in (tmp_path / "note.html").read_text(encoding="utf-8")


def test_a_note_that_cannot_be_written_is_told(run, tmp_path):
    done = run("brief", "--between", "IDN", "VNM", "-o", str(tmp_path / "no" / "note.md"))
    assert done.exit_code == 2
    assert "can't write" in done.stderr


def test_an_empty_answer_is_said_on_the_side(run):
    for asked in (["series"], ["instruments"]):
        done = run(*asked, "--as-known-on", "2019")
        assert (done.exit_code, done.stdout) == (0, "")
        assert "in the record" in done.stderr
