"""The boundaries of the map say what decision 009 says, and weigh little."""

import gzip
import json
from importlib import resources

import pytest

FOLDER = resources.files("jejak.web") / "static" / "boundaries"
PLACES = {
    "Simferopol": (44.95, 34.1), "Kyiv": (50.4, 30.5), "Moskwa": (55.7, 37.6), "Dataran Tinggi Golan": (33.0, 35.75),
    "Pristina": (42.6, 21.1), "Taipei": (24.8, 121.3), "Ramallah": (31.9, 35.2), "El Aaiun": (25.0, -13.5),
    "Tifariti": (26.2, -11.0), "Hargeisa": (9.6, 44.1), "Jayapura": (-2.8, 140.5), "Dili": (-8.8, 125.8),
}  # fmt: skip
BOTH = {
    "Simferopol": "UKR", "Kyiv": "UKR", "Moskwa": "RUS", "Dataran Tinggi Golan": "SYR", "Pristina": "SRB",
    "Ramallah": "PSE", "Hargeisa": "SOM", "Jayapura": "IDN", "Dili": "TLS",
}  # fmt: skip
SEEN = {
    "idn": BOTH | {"Taipei": "CHN", "El Aaiun": "MAR", "Tifariti": "MAR"},
    "iso": BOTH | {"Taipei": "TWN", "El Aaiun": "ESH", "Tifariti": "ESH"},
}


def land(view):
    return json.loads((FOLDER / f"{view}.json").read_text(encoding="utf-8"))["features"]


def inside(ring, latitude, longitude):
    """Whether a point lies in a ring: a ray from it crosses its sides an odd number of times."""
    crossed = False
    for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y > latitude) != (v > latitude) and longitude < (u - x) * (latitude - y) / (v - y) + x:
            crossed = not crossed
    return crossed


def states_at(features, point):
    return {
        one["properties"]["code"]
        for one in features
        for polygon in one["geometry"]["coordinates"]
        if inside(polygon[0], *point) and not any(inside(hole, *point) for hole in polygon[1:])
    }


@pytest.mark.parametrize("view", SEEN)
def test_disputed_places_belong_where_the_view_puts_them(view):
    features = land(view)
    assert {name: states_at(features, point) for name, point in PLACES.items()} == {
        name: {code} for name, code in SEEN[view].items()
    }


@pytest.mark.parametrize("view", SEEN)
def test_every_state_has_a_place_for_its_circle(view):
    features = land(view)
    assert len(features) > 200
    assert all(-90 <= one["properties"]["at"][0] <= 90 for one in features)
    assert {"IDN", "RUS", "SGP", "VAT", "TUV"} <= {one["properties"]["code"] for one in features}


@pytest.mark.parametrize("view", SEEN)
def test_a_view_weighs_under_150_kb(view):
    assert len(gzip.compress((FOLDER / f"{view}.json").read_bytes())) < 150_000
