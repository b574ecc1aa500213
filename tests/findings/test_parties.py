"""Parties, agencies and organisations are found by the names pages give them, where they are meant."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejak.findings.parties import PartyMention, find_parties, find_party_mentions
from jejak.model import Article
from jejak.reading import Reader

READER = Reader()


def mentions(text: str, *, language: str = "id", **fields) -> tuple[PartyMention, ...]:
    return find_party_mentions(READER.read(Article("doc", text, language=language, **fields)))


def named(text: str, **fields) -> list[tuple[str, str]]:
    """What is mentioned, as (words, code)."""
    return [(m.evidence.exact, m.code) for m in mentions(text, **fields)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rusia dan Kenya sepakat.", [("Rusia", "RUS"), ("Kenya", "KEN")]),
        ("AS menolak.", [("AS", "USA")]),
        ("Negeri Tirai Bambu menolak.", [("Negeri Tirai Bambu", "CHN")]),
        ("Uni Soviet bubar.", [("Uni Soviet", "SUN")]),
        ("Perserikatan Bangsa - Bangsa bersidang.", [("Perserikatan Bangsa - Bangsa", "UN")]),
        ("Tuan rumah G-20 itu senang.", [("G-20", "G20")]),
        ("Dewan Keamanan PBB bersidang.", [("Dewan Keamanan PBB", "UN:UNSC")]),
        ("ISIS mundur.", [("ISIS", "ISIS")]),
        ("Pemerintah Rusia setuju.", [("Pemerintah Rusia", "RUS")]),
        ("Laporan itu dilansirAFPdan koran lain.", [("AFP", "AFP")]),
    ],
)
def test_a_party_is_known_by_each_of_its_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kementerian Luar Negeri Rusia menolak.", [("Kementerian Luar Negeri Rusia", "RUS:MFA")]),
        ("The Russian Foreign Ministry declined.", [("Russian Foreign Ministry", "RUS:MFA")]),
        (
            "Kementerian Pertahanan (Kemhan) Kenya menolak.",
            [("Kementerian Pertahanan (Kemhan) Kenya", "KEN:MOD")],
        ),
        ("MVD menolak.", [("MVD", "RUS:MOI")]),
        ("FDA Filipina menolak.", [("FDA Filipina", "PHL:FDA")]),
        ("Militer Rusia menyerang.", [("Militer Rusia", "RUS:MIL")]),
    ],
)
def test_an_organ_and_the_state_beside_it_make_an_agency(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_a_thing_of_the_armed_forces_is_only_the_states() -> None:
    assert named("Pangkalan militer Rusia ditutup.") == [("Rusia", "RUS")]


def test_an_organ_without_a_state_is_the_one_last_named() -> None:
    assert named("Kemlu Jepang menolak. Kemlu menjelaskan lagi.")[1] == ("Kemlu", "JPN:MFA")


def test_an_organ_without_a_state_is_indonesias_only_on_a_page_that_names_indonesia() -> None:
    assert ("Kementerian Luar Negeri", "IDN:MFA") in named("Kementerian Luar Negeri menolak. Indonesia diam.")
    assert named("Kementerian Luar Negeri menolak. Kenya diam.") == [("Kenya", "KEN")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pemerintah setuju. Indonesia senang.", True),
        ("Pemerintah daerah setuju. Indonesia senang.", False),
        ("Pemerintah setuju. Kenya senang.", False),
        ("Kenya dan Kenya. Pemerintah setuju. Indonesia senang.", False),
    ],
)
def test_a_bare_government_is_indonesias_on_a_page_about_indonesia(text: str, found: bool) -> None:
    assert (("Pemerintah", "IDN") in named(text)) is found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KBRI Kairo membantu.", ("KBRI Kairo", "IDN:KBRI-Kairo")),
        ("KBRI di Kairo membantu.", ("KBRI di Kairo", "IDN:KBRI-Kairo")),
        (
            "Kedutaan Besar Rusia di Nairobi tutup.",
            ("Kedutaan Besar Rusia di Nairobi", "RUS:Embassy-Nairobi"),
        ),
        ("Perwakilan Tetap Rusia untuk PBB tiba.", ("Perwakilan Tetap Rusia untuk PBB", "RUS:Mission-UN")),
        ("KJRI Los Angeles membantu.", ("KJRI Los Angeles", "IDN:KJRI-Los Angeles")),
    ],
)
def test_an_office_abroad_is_the_senders_and_says_where(text: str, expected: tuple[str, str]) -> None:
    assert named(text)[0] == expected


def test_an_embassy_without_a_place_stands_in_jakarta_on_a_page_at_home() -> None:
    assert named("Kedutaan Besar Rusia dibuka. Indonesia senang.")[0][1] == "RUS:Embassy-Jakarta"


def test_an_office_named_later_without_its_place_is_the_same_office() -> None:
    codes = [code for _, code in named("KBRI Kairo membantu. Menurut KBRI, semua selamat.")]
    assert codes == ["IDN:KBRI-Kairo", "IDN:KBRI-Kairo"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Moskow memandang hal itu perlu.", "capital"),
        ("Rapat digelar di Moskow.", "place"),
        ("Mereka kesal dengan Beijing.", "capital"),
        ("Moskow (10/11).", "place"),
        ("Jakarta menolak.", "place"),
    ],
)
def test_a_capital_acts_for_its_state_or_is_only_a_place(text: str, form: str) -> None:
    assert [m.form for m in mentions(text)] == [form]


def test_a_hyphen_between_two_capitals_makes_both_act() -> None:
    assert [m.form for m in mentions("Hubungan Moskow-Washington membaik.")] == ["capital", "capital"]


def test_a_bare_parliament_is_indonesias_beside_words_that_only_news_of_indonesia_has() -> None:
    assert ("DPR", "IDN:PAR") in named("Rusia memuji langkah itu. Mendagri dan Ketua DPR hadir di Aceh.")


def test_places_are_no_actors() -> None:
    assert find_parties(READER.read(Article("doc", "Rapat digelar di Moskow."))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Warga berbahasa Inggris tinggal di Jalan Turki.",
        "Garuda Indonesia terbang.",
        "Partai Melati Indonesia menang.",
        "Harganya seratus dolar AS.",
        "Kapal itu melintasi Laut China Selatan.",
        "Kuda itu as dan poros.",
        "",
        "... ( ) --- !!!",
    ],
)
def test_a_name_inside_another_name_is_no_party(text: str) -> None:
    assert named(text) == []


def test_a_short_form_in_brackets_is_learned_for_the_whole_article() -> None:
    found = named("Badan Samudra Indonesia (BSI) menjelaskan. Kata BSI, air naik.", captions=("Kapal BSI",))
    assert found == [
        ("Badan Samudra Indonesia", "IDN:BSI"),
        ("BSI", "IDN:BSI"),
        ("BSI", "IDN:BSI"),
        ("BSI", "IDN:BSI"),
    ]


def test_a_body_that_its_short_form_spells_is_an_organisation() -> None:
    kinds = {m.code: m.kind for m in mentions("Zubrowka Peace Institute (ZPI) menulis.")}
    assert kinds == {"Zubrowka Peace Institute": "organization"}


@pytest.mark.parametrize("text", ["Rapat Kerja Besar (QRS) usai.", "Taman Bunga Melati (TBM) ramai."])
def test_words_in_brackets_that_name_no_body_are_learned_by_nobody(text: str) -> None:
    assert named(text) == []


def test_mentions_of_one_code_are_one_actor_in_order_of_first_mention() -> None:
    text = "Rusia setuju. Kemlu Rusia dan pemerintah Rusia senang. Kenya diam."
    actors = find_parties(READER.read(Article("doc", text, language="id")))
    assert [(a.id, len(a.mentions)) for a in actors] == [("RUS", 2), ("RUS:MFA", 1), ("KEN", 1)]


def test_a_name_behind_a_preposition_of_place_is_marked_so() -> None:
    assert [m.locative for m in mentions("Warga di Kenya memuji Rusia.")] == [True, False]


PIECES = """
Rusia Kenya RI Indonesia Kemlu KBRI Kedutaan Besar Moskow-Washington Moskow ( ) (ZPI) di untuk dan / - -- , . "
Pemerintah pemerintah militer pangkalan Dewan Keamanan PBB Badan Samudra FDA Filipina Los Angeles AS as U.S. 12
Peace Institute Universitas berbahasa Inggris \u200f 😀 İ ß DilansirAFP [ ] G-20 English Foreign Ministry
"""
WORDS = st.sampled_from(sorted(set(PIECES.split())))


def check(article: Article) -> None:
    end: dict[str, int] = {}
    for mention in find_party_mentions(READER.read(article)):
        place = mention.evidence
        assert article.zone(place.zone)[place.start : place.end] == place.exact
        assert place.start >= end.get(place.zone, 0)
        end[place.zone] = place.end


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=50), st.sampled_from(["id", "en", None]))
def test_any_mix_of_names_and_marks_gives_exact_spans_apart(words: list[str], language: str | None) -> None:
    check(Article("doc", " ".join(words), language=language, captions=(" ".join(reversed(words)),)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_gives_exact_spans(text: str) -> None:
    check(Article("doc", text))


@pytest.mark.parametrize(
    "text",
    [
        "Rusia " * 30_000,
        "Kementerian Luar Negeri " * 10_000,
        "Kedutaan Besar Rusia di " * 8_000,
        "Badan Samudra Indonesia (BSI) " * 5_000,
        " ".join(f"Badan Melati (B{n})" for n in range(8_000)),
        "(" * 200_000,
        "A" * 500_000,
        "aB" * 250_000,
        "Moskow-" * 30_000,
    ],
    ids=["states", "terms", "offices", "shorts", "many shorts", "brackets", "letters", "camels", "pairs"],
)
def test_a_hostile_page_takes_bounded_time(text: str) -> None:
    reading = READER.read(Article("doc", text, language="id"))
    began = time.process_time()
    find_party_mentions(reading)
    assert time.process_time() - began < 15  # at most 2 s on a quiet machine
