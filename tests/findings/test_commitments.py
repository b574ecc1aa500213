"""Commitments by the codebook, in made-up sentences."""

import pytest

from jejak.findings import find_all
from jejak.model import Article
from jejak.reading import Reader

READER = Reader()


def commitments(text, published="2022-03-15"):
    return find_all(READER.read(Article("a", text, published=published, language="id"))).commitments


def only(text):
    found = commitments(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "by", "to", "action"),
    [
        (
            "Indonesia dan Vietnam sepakat meningkatkan kerja sama maritim.",
            {"IDN", "VNM"},
            set(),
            "meningkatkan kerja sama maritim",
        ),
        (
            "Rusia siap melatih aparat keamanan ASEAN.",
            {"RUS"},
            {"ASEAN"},
            "melatih aparat keamanan ASEAN",
        ),
        (
            "Jepang berkomitmen untuk mendanai pelabuhan baru di Filipina bersama Filipina.",
            {"JPN"},
            {"PHL"},
            "mendanai pelabuhan baru di Filipina bersama Filipina",
        ),
        (
            "Menlu Kanada Anna Lane menyampaikan kesediaan Kanada untuk membantu petani Ukraina.",
            {"CAN"},
            {"UKR"},
            "membantu petani Ukraina",
        ),
    ],
)
def test_a_promise_has_who_to_whom_and_its_action_verbatim(text, by, to, action):
    found = only(text)
    assert (set(found.by), set(found.to), found.action) == (by, to, action)


def test_a_time_in_the_action_is_when_it_is_due():
    assert only("India berjanji mengirim gandum ke Mesir pada 2023.").due == "2023"


def test_the_sentence_after_it_may_say_when_it_is_due():
    text = "Indonesia dan Malaysia berencana mengadopsi rencana aksi. Hal itu diharapkan rampung tahun depan."
    assert only(text).due == "2023"


def test_a_past_year_is_no_due_date():
    assert only("India berjanji mengirim gandum ke Mesir seperti pada 2019.").due is None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("India berjanji mengirim gandum ke Mesir dalam dua minggu ke depan.", "2022-03-29"),
        ("India berjanji mengirim gandum ke Mesir paling lambat akhir 2023.", "2023-12"),
        ("Bulan depan, India berjanji mengirim gandum ke Mesir.", "2022-04"),
        ("India berjanji mengirim gandum ke Mesir, kata Menlu India Arun Desai, Selasa (15/3/2022).", None),
    ],
)
def test_a_promise_is_due_at_the_end_of_the_time_it_names(text, due):
    assert only(text).due == due


def test_a_later_sentence_in_the_same_words_may_say_when_it_is_due():
    text = "India dan Mesir sepakat membangun pelabuhan baru. Kota itu ramai. Pelabuhan itu akan dibuka pada 2025."
    assert only(text).due == "2025"


def test_a_later_sentence_about_something_else_does_not_say_when_it_is_due():
    text = "India dan Mesir sepakat membangun pelabuhan baru. Kota itu ramai. Pemilu akan digelar pada 2025."
    assert only(text).due is None


def test_who_agrees_may_stand_behind_the_word():
    found = only("India sepakat dengan Mesir untuk menambah pasokan gandum.")
    assert (set(found.by), found.action) == ({"IND", "EGY"}, "menambah pasokan gandum")


def test_a_comma_makes_no_list_of_two():
    found = only("Di bawah perjanjian dengan Jepang, Filipina berjanji membangun dermaga bersama Jepang.")
    assert found.by == ("PHL",)


def test_two_promises_of_one_sentence_are_two():
    text = (
        "Jepang berjanji mengirim beras ke Filipina dan akan membangun dermaga di Filipina bersama Filipina."
    )
    assert [c.action for c in commitments(text)] == [
        "mengirim beras ke Filipina",
        "membangun dermaga di Filipina bersama Filipina",
    ]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Turki membatalkan kontrak pembelian helikopter dari Italia.", "pembelian helikopter dari Italia"),
        ("Turki batal membeli helikopter dari Italia.", "membeli helikopter dari Italia"),
    ],
)
def test_what_is_called_off_is_an_abandoned_promise(text, action):
    found = only(text)
    assert (found.by, found.to, found.status, found.action) == (("TUR",), ("ITA",), "abandoned", action)


def test_the_cue_is_kept_with_the_promise():
    (clue,) = only("India berjanji mengirim gandum ke Mesir.").origin.why
    assert (clue.part, clue.words, clue.rule) == ("cue", "berjanji", "promised")


def test_a_commitment_starts_as_pledged():
    assert only("India berjanji mengirim gandum ke Mesir.").status == "pledged"


@pytest.mark.parametrize(
    "text",
    [
        "Jerman akan menjatuhkan sanksi terhadap Belarus.",
        "Rusia siap menyerang Ukraina.",
        "Turki belum sepakat membeli gandum dari Ukraina.",
        "Jepang mengirim bantuan ke Filipina.",
        "Pemerintah Indonesia berjanji membangun jalan desa.",
        "Menurut pengamat, Jepang kemungkinan akan mengirim beras ke Filipina.",
        "Timnas Jepang akan menghadapi Filipina dalam laga terakhir grup.",
        "Harga minyak akan naik akibat perang Rusia dan Ukraina.",
        "Turki tidak membatalkan kontrak pembelian helikopter dari Italia.",
    ],
)
def test_threats_refusals_deeds_guesses_sport_and_domestic_promises_are_no_commitments(text):
    assert commitments(text) == ()


def test_the_same_promise_told_twice_is_one():
    text = "India berjanji mengirim gandum ke Mesir. Sekali lagi India berjanji mengirim gandum ke Mesir."
    assert len(commitments(text)) == 1
