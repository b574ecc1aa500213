"""Places are found where a text speaks of them as places."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejak.findings.places import Place, find_places
from jejak.model import Article
from jejak.reading import Reader

READER = Reader()


def places(text: str, **fields) -> tuple[Place, ...]:
    return find_places(READER.read(Article("doc", text, **fields)))


def named(text: str) -> list[tuple[str, str | None]]:
    return [(place.evidence.exact, place.country) for place in places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rapat digelar di Moskow.", [("Moskow", "RUS")]),
        ("Mereka terbang ke Kenya.", [("Kenya", "KEN")]),
        ("Rapat di Sochi, Rusia, usai.", [("Sochi", "RUS"), ("Rusia", "RUS")]),
        ("Sochi, Rusia: rapat usai.", [("Sochi", "RUS"), ("Rusia", "RUS")]),
        ("Kapal itu melintasi Laut China Selatan.", [("Laut China Selatan", None)]),
        ("Istana Merdeka ramai.", [("Istana Merdeka", "IDN")]),
    ],
)
def test_a_place_is_known_by_what_stands_around_it(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text", ["Moskow menolak.", "Rusia setuju.", "Mereka di Zubrowka.", "", "di", "di ,"]
)
def test_a_city_or_country_that_acts_is_no_place(text: str) -> None:
    assert named(text) == []


def test_a_city_is_on_the_map_and_a_country_is_not() -> None:
    city, country = places("Rapat di Sochi, Rusia, usai.")
    assert (round(city.latitude or 0), round(city.longitude or 0)) == (44, 40)
    assert (country.latitude, country.longitude) == (None, None)


def test_the_country_behind_a_city_decides_which_city_it_is() -> None:
    assert ("Paris", "FRA") in named("Rapat itu, Paris, Prancis, usai.")
    assert "Paris" not in [name for name, _ in named("Rapat itu, Paris, Kenya, usai.")]


def test_captions_name_places_too() -> None:
    assert [p.evidence.zone for p in places("Ramai.", captions=("Rapat di Moskow",))] == ["caption:0"]


def check(article: Article) -> None:
    for place in find_places(READER.read(article)):
        evidence = place.evidence
        assert article.zone(evidence.zone)[evidence.start : evidence.end] == evidence.exact


WORDS = st.sampled_from(
    [
        "di",
        "ke",
        "Moskow",
        "Sochi",
        "Rusia",
        ",",
        ".",
        "-",
        "/",
        "Laut",
        "China",
        "Selatan",
        "Gedung",
        "Putih",
        "New",
        "York",
        "kota",
        "1",
        "😀",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_mix_of_places_and_marks_keeps_spans_exact(words: list[str]) -> None:
    check(Article("doc", " ".join(words)))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_keeps_spans_exact(text: str) -> None:
    check(Article("doc", text))


@pytest.mark.parametrize("text", ["di Moskow, Rusia, " * 20_000, "San " * 100_000, "x" * 1_000_000])
def test_a_hostile_page_takes_bounded_time(text: str) -> None:
    reading = READER.read(Article("doc", text))
    began = time.process_time()
    find_places(reading)
    assert time.process_time() - began < 10
