"""A user's own files stand beside ours: what they add is found, what they replace is gone, and findings say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jejak import pipeline
from jejak.languages.checking import open_lexicon
from jejak.languages.data import joined, lexicon_data, lexicon_in_use, lexicon_text, use_lexicon
from jejak.languages.forms import FORMS
from jejak.languages.lexicon import load_lexicon
from jejak.model import Findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AGENCIES = "rows:\n  - {code: 'IDN:BAMC', id: Badan Antariksa Melati, acronyms: [BAMC]}\n"
EVENTS = "- type: COOPERATE\n  rule: orbit\n  contexts: [technology]\n  active: [mengorbitkan satelit]\n"
PAGE = """Kerja antariksa dimulai

JAKARTA - Badan Antariksa Melati mengorbitkan satelit bersama Vietnam pada Kamis (5/3/2020).

Peluncuran berlangsung lancar menurut panitia, dan para insinyur memantau lintasannya sepanjang malam dari stasiun bumi di Indonesia.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "lexicon"
    where.mkdir()
    (where / "agencies.yaml").write_text(AGENCIES)
    (where / "events.yaml").write_text(EVENTS)
    return where


@pytest.fixture
def in_use(folder: Path) -> Iterator[Path]:
    use_lexicon(open_lexicon(folder))
    yield folder
    use_lexicon(None)


def read(page: Path, folder: Path | None) -> Findings:
    lexicon = open_lexicon(folder) if folder else None
    (found,) = pipeline.code([str(page)], jobs=1, lexicon=lexicon)
    assert isinstance(found, Findings)
    return found


def test_an_agency_and_a_trigger_of_the_user_s_make_an_event(tmp_path: Path, folder: Path) -> None:
    page = tmp_path / "satelit.txt"
    page.write_text(PAGE)
    found = read(page, folder)
    (event,) = (event for event in found.events if event.type == "COOPERATE")
    assert {*event.actors, *event.recipients} == {"IDN:BAMC", "VNM"}
    assert event.when == "2020-03-05"
    assert (event.origin.rule, event.origin.why[0].words) == ("orbit.active", "mengorbitkan satelit")
    mark = f"+lexicon.{open_lexicon(folder).mark}"
    origins = [x.origin for x in (*found.actors, *found.times, *found.events)]
    assert all(origin.version.endswith(mark) for origin in origins)


def test_a_page_is_read_anew_with_another_lexicon(tmp_path: Path, folder: Path) -> None:
    page, record = tmp_path / "satelit.txt", tmp_path / "x.db"
    page.write_text(PAGE)
    assert pipeline.read_into(record, [str(page)], jobs=1).read == 1
    with_theirs = open_lexicon(folder)
    assert pipeline.read_into(record, [str(page)], jobs=1, lexicon=with_theirs).read == 1
    assert pipeline.read_into(record, [str(page)], jobs=1, lexicon=with_theirs).known == 1


def test_names_of_the_user_s_are_known_while_the_lexicon_is_in_use(in_use: Path) -> None:
    entry = load_lexicon().by_name("Badan Antariksa Melati")
    assert entry is not None
    assert (entry.code, entry.kind) == ("IDN:BAMC", "agency")
    assert load_lexicon().by_code("IDN:MFA") is not None
    assert lexicon_in_use() == open_lexicon(in_use)


def test_and_forgotten_afterwards(in_use: Path) -> None:
    assert load_lexicon().by_code("IDN:BAMC")
    use_lexicon(None)
    assert load_lexicon().by_name("Badan Antariksa Melati") is None


def test_a_trigger_of_the_user_s_stands_before_ours(in_use: Path) -> None:
    assert lexicon_data("id", "events")[0]["rule"] == "orbit"


def test_a_row_with_the_key_of_ours_takes_its_place() -> None:
    ours = [{"type": "AID", "rule": "a", "noun": ["x"]}, {"type": "AID", "rule": "b"}]
    theirs = [{"type": "AID", "rule": "a", "noun": ["y"]}]
    assert joined(FORMS["events"], ours, theirs) == [*theirs, ours[1]]


def test_words_are_added_to_lists_and_tables() -> None:
    ours = {"planned": ["akan"], "wished": ["ingin"]}
    assert joined(None, ours, {"planned": ["bakal", "akan"]}) == {
        "planned": ["akan", "bakal"],
        "wished": ["ingin"],
    }
    places = {"venues": {"Balai": ["IDN", 1, 2]}, "not_places": []}
    new = {"venues": {"Balai": ["IDN", 3, 4], "Graha": ["IDN", 5, 6]}}
    assert joined(FORMS["places"], places, new)["venues"] == {"Balai": ["IDN", 3, 4], "Graha": ["IDN", 5, 6]}


def test_a_person_s_line_takes_the_place_of_ours(folder: Path) -> None:
    (folder / "known_people.txt").write_text("Joko Widodo | Pak Contoh | IDN presiden 2014-2024\n")
    use_lexicon(open_lexicon(folder))
    try:
        lines = [
            line for line in lexicon_text("id", "known_people").splitlines() if line.startswith("Joko Widodo")
        ]
    finally:
        use_lexicon(None)
    assert lines == ["Joko Widodo | Pak Contoh | IDN presiden 2014-2024"]


def test_a_person_a_venue_and_a_status_word_of_the_user_s_count(tmp_path: Path) -> None:
    (folder := tmp_path / "lexicon").mkdir()
    (folder / "known_people.txt").write_text("Zubaidah Contohwati | - | MYS menteri luar negeri 2019-2024\n")
    (folder / "places.yaml").write_text("venues:\n  Balai Melati: [MYS, 3.1, 101.6]\n")
    (folder / "status.yaml").write_text("planned: [kelak]\n")
    page = tmp_path / "temu.txt"
    page.write_text(
        "Pertemuan di Balai Melati\n\nKUALA LUMPUR - Zubaidah Contohwati bertemu Menteri Luar Negeri Indonesia"
        " Siti Melatiwati di Balai Melati pada Kamis (5/3/2020).\n\nMalaysia kelak mengirim bantuan pangan kepada"
        " Indonesia, kata panitia yang menyiapkan acara itu sejak pagi.\n"
    )
    without, with_theirs = read(page, None), read(page, folder)
    assert ("AID", "occurred") in [(e.type, e.status) for e in without.events]
    assert not any("Zubaidah Contohwati" in e.persons for e in without.events)
    told = [(e.type, e.status, set(e.actors + e.recipients), e.where) for e in with_theirs.events]
    assert ("CONSULT", "occurred", {"MYS", "IDN"}, "Balai Melati") in told
    assert ("AGREE", "planned", {"MYS", "IDN"}) in [row[:3] for row in told]
    met = next(e for e in with_theirs.events if e.type == "CONSULT")
    assert met.persons[0] == "Zubaidah Contohwati"
