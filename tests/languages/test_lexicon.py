"""The lexicon knows parties by code and by name."""

from __future__ import annotations

from collections import Counter

import pytest

from jejak.languages.data import lexicon_data, parse_lexicon
from jejak.languages.lexicon import Lexicon, lexicon_of, load_lexicon
from jejak.vocabulary import ACTOR_KINDS


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


AGENCIES = lexicon_data("id", "agencies")


def with_rows(text: str) -> Lexicon:
    return lexicon_of({"own": parse_lexicon(text), "agencies": AGENCIES})


@pytest.mark.parametrize(
    ("name", "code"),
    [("Rusia", "RUS"), ("russia", "RUS"), ("PBB", "UN"), ("Moskow", "RUS"), ("Negeri Tirai Bambu", "CHN")],
)
def test_a_party_is_found_by_any_of_its_names(lexicon: Lexicon, name: str, code: str) -> None:
    entry = lexicon.by_name(name)
    assert entry is not None
    assert entry.code == code


def test_what_nobody_is_called_is_nobody(lexicon: Lexicon) -> None:
    assert lexicon.by_name("Zubrowka") is None
    assert lexicon.by_code("ZZZ") is None
    assert lexicon.party_of("ZZZ:MFA") is None


def test_an_alias_leads_to_the_one_code(lexicon: Lexicon) -> None:
    assert lexicon.canonical("RUS:MVD") == "RUS:MOI"
    assert lexicon.canonical("ZZZ") == "ZZZ"


@pytest.mark.parametrize(
    ("code", "party"), [("RUS", "RUS"), ("RUS:FSB", "RUS"), ("UN:UNSC", "UN"), ("IDN:Anything", "IDN")]
)
def test_an_agency_belongs_to_the_party_before_the_colon(lexicon: Lexicon, code: str, party: str) -> None:
    assert lexicon.party_of(code) == party


def test_an_agency_of_any_state_has_a_name_though_no_row_lists_it(lexicon: Lexicon) -> None:
    entry = lexicon.by_code("KEN:MFA")
    assert entry is not None
    assert (entry.name_id, entry.name_en) == (
        "Kementerian Luar Negeri Kenya",
        "Ministry of Foreign Affairs of Kenya",
    )


def test_every_code_is_one_entry_of_a_known_kind_with_a_name(lexicon: Lexicon) -> None:
    codes = Counter(code for e in lexicon.entries for code in (e.code, *e.aliases))
    assert [code for code, times in codes.items() if times > 1] == []
    assert {e.kind for e in lexicon.entries} <= set(ACTOR_KINDS)
    assert all(e.name_id.strip() and e.name_en.strip() for e in lexicon.entries)


def test_every_agency_belongs_to_a_party_that_has_an_entry(lexicon: Lexicon) -> None:
    orphans = [e.code for e in lexicon.entries if e.parent and lexicon.by_code(e.parent) is None]
    assert orphans == []


def test_states_have_the_codes_of_iso_3166(lexicon: Lexicon) -> None:
    states = {e.code for e in lexicon.entries if e.kind == "state" and not e.historic}
    assert all(len(code) == 3 and code.isupper() for code in states)
    assert {"IDN", "RUS", "TLS", "SSD", "VAT"} <= states
    assert len(states) > 190


def test_a_row_makes_a_party() -> None:
    own = with_rows("kind: group\nrows:\n  - {code: Melati, id: Front Melati, acronyms: [FML]}\n")
    entry = own.by_name("fml")
    assert entry is not None
    assert (entry.code, entry.kind, entry.name_en) == ("Melati", "group", "Front Melati")


def test_of_two_rows_with_one_code_the_first_is_meant() -> None:
    own = with_rows(
        "kind: group\nrows:\n  - {code: Melati, id: Front Melati}\n  - {code: Melati, id: Melati Lain}\n"
    )
    assert own.by_name("Melati Lain") is None


def test_a_party_may_have_a_number_and_an_end() -> None:
    own = with_rows("kind: state\nrows:\n  - {code: XMP, id: Contoh, cow: 999, until: 1991-12-26}\n")
    entry = own.by_code("XMP")
    assert entry is not None
    assert (entry.cow, entry.since, entry.until) == (999, None, "1991-12-26")


@pytest.mark.parametrize("row", ["{id: Front Melati}", "{code: Melati, kind: group}"])
def test_a_row_without_code_or_name_is_told_with_its_file(row: str) -> None:
    with pytest.raises(ValueError, match=r"own: a row needs"):
        with_rows(f"rows:\n  - {row}\n")
