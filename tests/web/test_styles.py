"""Style sheets of single screens do not restyle what all screens share, and stay out of each other's way."""

import re
from importlib import resources

import pytest

STATIC = resources.files("jejak.web") / "static"
SHARED = {"weak", "number", "stacked"}
"""Classes of all screens that a screen's own sheet places within its tables."""


def classes(sheet):
    text = (STATIC / sheet).read_text(encoding="utf-8")
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", text, flags=re.S)))


@pytest.mark.parametrize("sheet", ["document.css", "review.css", "map.css", "network.css"])
def test_a_screen_names_its_parts_by_names_of_its_own(sheet):
    assert classes(sheet) & classes("jejak.css") <= SHARED
