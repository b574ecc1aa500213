"""Known names are found whole, longest first, as their capitals allow."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejak.languages.name_trie import NameTrie, tokens_of


def trie(*names: str, small: int = 0) -> NameTrie[str]:
    made: NameTrie[str] = NameTrie()
    for name in names:
        made.add(name, name, small=small)
    return made


def found(known: NameTrie[str], text: str) -> list[str]:
    return [hit.value for hit in known.find(text, tokens_of(text))]


def test_the_longest_name_is_meant() -> None:
    assert found(trie("Laut", "Laut Biru", "Laut Biru Selatan"), "Di Laut Biru Utara") == ["Laut Biru"]


def test_names_do_not_overlap() -> None:
    assert found(trie("Kota Laut", "Laut Biru"), "Kota Laut Biru") == ["Kota Laut"]


@pytest.mark.parametrize(
    "text", ["Bangsa-Bangsa", "Bangsa - Bangsa", "Bangsa – Bangsa", "Bangsa\u00a0Bangsa"]
)
def test_words_of_a_name_may_be_joined_by_dashes_and_spaces(text: str) -> None:
    assert found(trie("Bangsa Bangsa"), text) == ["Bangsa Bangsa"]


@pytest.mark.parametrize(
    "text", ["Bangsa. Bangsa bersatu", "Bangsa; Bangsa", "Bangsa\nBangsa", "Bangsa, Bangsa"]
)
def test_a_sentence_or_list_in_between_parts_a_name(text: str) -> None:
    joined = found(trie("Bangsa Bangsa"), text)
    assert joined == (["Bangsa Bangsa"] if ". " in text else [])


@pytest.mark.parametrize(
    ("name", "text", "hit"),
    [
        ("AS", "AS", True),
        ("AS", "As", False),
        ("AS", "as", False),
        ("Cad", "Cad", True),
        ("Cad", "CAD", True),
        ("Cad", "cad", False),
        ("dan lain", "Dan LAIN", True),
    ],
)
def test_a_capital_in_the_name_must_be_one_in_the_text(name: str, text: str, hit: bool) -> None:
    assert bool(found(trie(name), text)) is hit


def test_first_words_may_be_allowed_small() -> None:
    assert found(trie("Kementerian Laut", small=1), "kementerian Laut dan kementerian laut") == [
        "Kementerian Laut"
    ]


def test_of_two_names_alike_the_first_is_meant() -> None:
    known: NameTrie[int] = NameTrie()
    known.add("Melati", 1)
    known.add("Melati", 2)
    assert [hit.value for hit in known.find("Melati", tokens_of("Melati"))] == [1]


def test_a_sign_at_a_names_end_counts() -> None:
    assert found(trie("OPEC+", "OPEC"), "OPEC+ dan OPEC") == ["OPEC+", "OPEC"]


def test_a_name_without_words_is_never_found() -> None:
    assert found(trie("", "--", "Melati"), "-- Melati") == ["Melati"]


def test_a_capital_inside_a_word_starts_a_new_one() -> None:
    assert [t.text for t in tokens_of("dilansirAntara AFPdan McDonald")] == [
        "dilansir",
        "Antara",
        "AFP",
        "dan",
        "McDonald",
    ]


@given(st.text(max_size=200))
def test_tokens_are_slices_of_the_text_in_order(text: str) -> None:
    end = 0
    for token in tokens_of(text):
        assert text[token.start : token.end] == token.text
        assert token.low == token.text.lower()
        assert token.start >= end
        end = token.end


@pytest.mark.parametrize("text", ["Laut " * 200_000, "L" * 1_000_000, "aB" * 500_000])
def test_a_hostile_text_takes_bounded_time(text: str) -> None:
    known = trie(*(" ".join(["Laut"] * n) + " Biru" for n in range(1, 15)))
    began = time.process_time()
    known.find(text, tokens_of(text))
    assert time.process_time() - began < 15
