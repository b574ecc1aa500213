"""What is wrong with a lexicon file is told with its line and what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jejak.errors import InputError
from jejak.languages import forms
from jejak.languages.checking import check_files, check_shipped, contents_of, files_of, open_lexicon

if TYPE_CHECKING:
    from pathlib import Path


def told(tmp_path: Path, file: str, text: str) -> list[tuple[int, str, str]]:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    return [(problem.line, problem.what, problem.right) for problem in check_files([path])]


def test_nothing_is_wrong_with_our_own_files() -> None:
    assert check_shipped() == ()


def test_every_file_of_ours_has_rows() -> None:
    assert {found.file for found in contents_of() if found.rows > 0} == set(forms.NAMES)


GOOD = "- type: CONSULT\n  rule: temu\n  mode: visit\n  active: [menyambangi, bertandang .. ke]\n"


def test_a_good_row_is_passed(tmp_path: Path) -> None:
    assert told(tmp_path, "events.yaml", GOOD) == []


@pytest.mark.parametrize(
    ("line", "what", "right"),
    [
        ("  type: CONSULTT", "no event type 'CONSULTT'", "Perhaps CONSULT"),
        ("  mode: allege", "CONSULT has no mode 'allege'", "visit, third-party"),
        ("  mode: viist", "no mode 'viist'", "Perhaps visit"),
        ("  contexts: [diplomat]", "no context 'diplomat'", "Perhaps diplomatic"),
        ("  status: done", "no status 'done'", "occurred"),
        ("  actve: [datang]", "no key 'actve'", "Perhaps active"),
        ("  noun: ['.. datang']", "can't be looked for", "not at either end"),
        ("  noun: [da*]", "can't be looked for", "three letters"),
        ("  noun: ['datang, pergi']", "No word of a text is 'datang,'", "A pattern is words"),
        ("  noun: [yes]", "YAML takes 'yes' for yes or no", 'Put it in quotation marks: "yes"'),
        ("  noun: datang", "Here stands a text", "[one, two]"),
        ("  noun: [menyambangi]", "'menyambangi' stands in line 1 already", "Leave one"),
        ("  speech: maybe", "'maybe', where yes or no belongs", "true or false"),
        ("  parties: 5", "'5', where a number belongs", "from 1 to 2"),
        ("  rule: Temu Lagi", "'Temu Lagi' is no name of a rule", "small letters"),
    ],
)
def test_a_fault_in_a_trigger_is_told_with_its_line(tmp_path: Path, line: str, what: str, right: str) -> None:
    key = line.strip().partition(":")[0]
    kept = {"type": "type: CONSULT", "rule": "rule: temu", "active": "active: [menyambangi]"}
    kept.pop(key, None)
    text = "- {" + ", ".join(kept.values()) + ",\n" + line + "}\n"
    ((number, found, help_),) = told(tmp_path, "events.yaml", text)
    assert number in (1, 2)
    assert what in found
    assert right in help_


def test_a_row_without_a_type_or_words_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, "events.yaml", "- rule: temu\n")
    assert [what for _, what, _ in found] == [
        "The row has no 'type'.",
        "The row has none of active, passive, noun, mutual.",
    ]


def test_the_same_row_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    text = "- {type: CONSULT, rule: temu, active: [datang]}\n- {type: CONSULT, rule: temu, active: [pergi]}\n"
    assert told(tmp_path, "events.yaml", text) == [
        (2, "A row with type CONSULT and rule temu stands in line 1 already.", "Join the two.")
    ]


@pytest.mark.parametrize(
    ("row", "what", "right"),
    [
        ("{code: 'XYZ:ABC', id: Badan Contoh}", "No party has the code 'XYZ:ABC'", "add a row for it"),
        ("{code: 'RUSS:ABC', id: Badan Contoh}", "No party has the code 'RUSS:ABC'", "Perhaps RUS"),
        ("{code: 'IDN:CTH', id: Moskow}", "'Moskow' is a name of RUS (states.yaml, line", "one party"),
        ("{code: 'IDN:CTH'}", "none of id, en", "at least one"),
        ("{id: Badan Contoh}", "no 'code'", "Give it one"),
        ("{code: 'IDN:CTH', id: Badan Contoh, since: 12 Mei 2010}", "no EDTF date", "1991-12-26"),
        ("{code: 'IDN:CTH', id: Badan Contoh, wikidata: X12}", "no Wikidata id", "Q159"),
        ("{code: 'IDN:CTH', id: Badan Contoh, kind: office}", "no kind 'office'", "agency"),
        ("{code: 'IDN:CTH', id: Badan Contoh, needs: [ZZZ]}", "No party has the code 'ZZZ'", "row"),
        ("{code: RUS, id: Rusia Baru}", "RUS has a row in states.yaml too", "a code of its own"),
        ("{code: 'IDN:CTH', id: ' Badan'}", "has spaces at its ends", "without"),
        ("{code: 'IDN:CTH', id: Badan, id: Badan Lain}", "'id' stands twice", "Join"),
    ],
)
def test_a_fault_in_a_party_is_told(tmp_path: Path, row: str, what: str, right: str) -> None:
    ((number, found, help_),) = told(tmp_path, "agencies.yaml", f"rows:\n  - {row}\n")
    assert number == 2
    assert what in found
    assert right in help_


def test_a_row_in_place_of_ours_may_have_our_names(tmp_path: Path) -> None:
    assert (
        told(tmp_path, "states.yaml", "kind: state\nrows:\n  - {code: RUS, id: Rusia, names: [Moskow]}\n")
        == []
    )


def test_a_party_of_a_file_beside_it_is_known(tmp_path: Path) -> None:
    (tmp_path / "igos.yaml").write_text("kind: igo\nrows:\n  - {code: PLM, id: Persekutuan Laut Melati}\n")
    assert (
        told(tmp_path, "agencies.yaml", "rows:\n  - {code: 'PLM:SEK', id: Sekretariat Laut Melati}\n") == []
    )


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Siti Contoh | - ", "2 parts"),
        ("Siti Contoh | - | XYZ menteri 2019-2024", "No party has the code 'XYZ'"),
        ("Siti Contoh | - | IDN menteri", "no term of office"),
        ("Siti Contoh | - | IDN menteri 2024-2019", "ends before it begins"),
    ],
)
def test_a_fault_in_a_person_is_told(tmp_path: Path, line: str, what: str) -> None:
    ((number, found, _),) = told(tmp_path, "known_people.txt", f"# orang\n{line}\n")
    assert number == 2
    assert what in found


def test_two_who_hold_one_office_at_one_time_are_told(tmp_path: Path) -> None:
    text = "Siti Contoh | - | IDN presiden 2001-2005\nBudi Contoh | - | IDN presiden 2004-2009\n"
    assert told(tmp_path, "known_people.txt", text) == [
        (
            2,
            "Budi Contoh and Siti Contoh (line 1) are both presiden of IDN at one time.",
            "Let the one term end in the year in which the other begins.",
        )
    ]


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("venues:\n  Balai Contoh: [ZZZ, 1, 2]", "No party has the code 'ZZZ'"),
        ("venues:\n  Balai Contoh: [IDN, 1]", "where a place belongs"),
        ("venues:\n  Balai Contoh: [IDN, 100, 2]", "'100', where a number belongs"),
        ("spellings:\n  Moskwah: [Moscou, RUS]", "no 'Moscou' in RUS"),
    ],
)
def test_a_fault_in_a_place_is_told(tmp_path: Path, place: str, what: str) -> None:
    ((number, found, _),) = told(tmp_path, "places.yaml", place)
    assert number == 2
    assert what in found


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        ("events.yaml", "- type: [CONSULT\n", "can't be read as YAML"),
        ("events.yaml", "", "The file is empty"),
        ("events.yaml", "- {type: CONSULT, rule: temu, noun: [*datang]}\n", "'*datang' is an alias"),
        ("events.yaml", "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "'*a' is an alias"),
        ("events.yaml", "- !!python/object:os.system {type: CONSULT}\n", "could not determine a constructor"),
        ("events.yaml", "[" * 5000, "can't be read as YAML"),
        ("events.yaml", "- {type: CONSULT, rule: temu, noun: [\x00]}\n", "can't be read as YAML"),
        ("events.yaml", "type: CONSULT\n", "Here stands a table"),
        ("event.yaml", "", "no lexicon file called event.yaml"),
        ("contexts.yaml", "perang: [rudal]\n", "no key 'perang'"),
        ("status.yaml", "planned: ['akan ..']\n", "can't be looked for"),
        ("not_names.txt", "[kata]\nsatu\n", "no section '[kata]'"),
        ("not_names.txt", "satu\n", "in no section"),
        ("places_cities.txt", "Kota Contoh,IDN,1,2\n", "1 fields"),
    ],
)
def test_a_file_that_is_something_else_is_told(tmp_path: Path, file: str, text: str, what: str) -> None:
    assert what in told(tmp_path, file, text)[0][1]


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_bytes(b"\xff\xfe\x00")
    (problem,) = check_files(files_of(tmp_path))
    assert problem.what == "The file is no text in UTF-8."


def test_a_faulty_folder_can_t_be_used_and_says_where(tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_text("- type: CONSULTT\n")
    with pytest.raises(InputError, match=r"events\.yaml, line 1: .*\(2 more"):
        open_lexicon(tmp_path)


def test_a_folder_without_lexicon_files_can_t_be_used(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no lexicon file is in"):
        open_lexicon(tmp_path)
    with pytest.raises(InputError, match="no file or folder"):
        open_lexicon(tmp_path / "lain")


def test_the_mark_tells_one_lexicon_from_another(tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_text(GOOD)
    first = open_lexicon(tmp_path).mark
    assert open_lexicon(tmp_path).mark == first
    (tmp_path / "events.yaml").write_text(GOOD.replace("temu", "jumpa"))
    assert open_lexicon(tmp_path).mark != first
