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
            "Salah satunya adalah kesediaan Kanada membantu petani Ukraina.",
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
    ],
)
def test_threats_refusals_deeds_and_domestic_promises_are_no_commitments(text):
    assert commitments(text) == ()


def test_the_same_promise_told_twice_is_one():
    text = "India berjanji mengirim gandum ke Mesir. Sekali lagi India berjanji mengirim gandum ke Mesir."
    assert len(commitments(text)) == 1
