"""Where a place is, as an article writes it."""

from __future__ import annotations

import pytest

from jejak.languages.gazetteer import locate
from jejak.languages.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("written", "name", "sort", "country"),
    [
        ("Moskow", "Moskow", "city", "RUS"),
        ("Istana Konstantinovsky", "Istana Konstantinovsky", "venue", "RUS"),
        ("Istana Konstantinovsky, Sankt Petersburg", "Istana Konstantinovsky", "venue", "RUS"),
        ("Sochi, Rusia", "Sochi", "city", "RUS"),
        ("Istana Negara, Kuala Lumpur", "Kuala Lumpur", "city", "MYS"),
        ("Rusia", "Rusia", "country", "RUS"),
        ("Laut China Selatan", "Laut China Selatan", "region", None),
    ],
)
def test_the_most_exact_known_part_is_the_place(
    written: str, name: str, sort: str, country: str | None
) -> None:
    spot = locate(written)
    assert spot is not None
    assert (spot.name, spot.sort, spot.country) == (name, sort, country)


def test_cities_and_venues_have_a_position_and_countries_none() -> None:
    city, country = locate("Wina"), locate("Austria")
    assert city is not None
    assert country is not None
    assert city.latitude == pytest.approx(48.2, abs=0.1)
    assert city.longitude == pytest.approx(16.4, abs=0.1)
    assert (country.latitude, country.longitude) == (None, None)


def test_of_cities_of_one_name_that_of_the_parties_is_meant() -> None:
    largest, theirs = locate("San Jose"), locate("San Jose", ["CRI:MFA", "IDN"])
    assert largest is not None
    assert theirs is not None
    assert (largest.country, theirs.country) == ("USA", "CRI")


@pytest.mark.parametrize("written", [None, "", "Zubrowka", "di"])
def test_what_no_list_has_is_nowhere(written: str | None) -> None:
    assert locate(written) is None


def test_every_capital_that_stands_for_a_state_is_on_the_map() -> None:
    seats = {"Elysee", "Malacanang", "Quai d'Orsay", "Whitehall"}  # governments rather than places
    lost = [
        (entry.code, capital)
        for entry in load_lexicon().entries
        for capital in entry.capitals
        if entry.kind == "state" and capital not in seats
        if not (spot := locate(capital, [entry.code])) or spot.country != entry.code or spot.latitude is None
    ]
    assert lost == []
