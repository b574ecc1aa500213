"""Pages as nobody should write them: every finding's words stand where it says, and time grows with length alone."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jejak.findings import find_all
from jejak.model import Article
from jejak.reading import Reader
from jejak.views.jsonl import findings_dict

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = Reader()
NEWS = (
    'Menteri Luar Negeri Lodan Rina Marpaung bertemu Duta Besar Rusia Oleg Danilov di Jakarta, Selasa (13/3/2018). "Kami '
    'sepakat melatih aparat keamanan tahun depan," kata Rina. Menurut Danilov, kedua negara akan menandatangani nota '
    "kesepahaman di Moskow pada Juni 2019. Ia mengatakan kerja sama itu dimulai sejak 2016.\n"
)
NAMES = "Rina Marpaung Oleg Danilov Tan Sri Bakar Nguyen Van Minh Al Farisi Budi Sugiono "


def found(text: str) -> dict[str, Any]:
    return findings_dict(find_all(READER.read(Article("halaman", text, title="Halaman"))))


def spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, words) that findings point to, in the body."""
    if isinstance(value, dict):
        words = value.get("exact", value.get("quote", value.get("text")))
        if (
            isinstance(value.get("start"), int)
            and isinstance(words, str)
            and value.get("zone", "body") == "body"
        ):
            yield value["start"], value["end"], words
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def all_stand_where_they_say(text: str, page: dict[str, Any]) -> int:
    places = list(spans({key: value for key, value in page.items() if key != "article"}))
    for start, end, words in places:
        assert text[start:end] == words
    return len(places)


@cache
def plain_page() -> int:
    return all_stand_where_they_say(NEWS * 3, found(NEWS * 3))


def test_the_plain_page_has_findings_of_all_kinds():
    page = found(NEWS)
    assert all(page[kind] for kind in ("actors", "times", "statements", "events", "commitments"))
    assert plain_page() > 20


SHAPES = {
    "capitals": NEWS.upper() * 3,
    "small letters": NEWS.lower() * 3,
    "no punctuation": "".join(c for c in NEWS if c.isalnum() or c.isspace()) * 3,
    "quotes never closed": NEWS.replace('," kata', ", kata") * 3,
    "quotes of every kind": NEWS.replace('"', "„").replace("Kami", "“‘«Kami") * 3,
    "emoji": NEWS.replace(" ", " \U0001f91d\U0001f3fd ") * 3,
    "flags and joiners": NEWS.replace(". ", ". \U0001f1ee\U0001f1e9\u200d\U0001f468\u200d\U0001f469 ") * 3,
    "right to left": NEWS.replace(" ", " \u200f\u202e").replace(".", "\u202c.") * 3,
    "hard spaces": NEWS.replace(" ", "\u00a0") * 3,
    "thin and zero spaces": NEWS.replace(" ", "\u2009\u200b") * 3,
    "combining marks": "".join(c + "\u0301" for c in NEWS),
    "soft hyphens": "\u00ad".join(NEWS),
    "only names": NAMES * 300,
    "only numbers": "2018 13/3/2018 4.500 17 " * 500,
    "only dates": "Selasa (13/3/2018), Juni 2019, tahun depan, " * 200,
    "only cue words": "kata menurut ujar mengatakan bahwa " * 400,
    "only states": "Indonesia Rusia Lodan Malaysia Tiongkok " * 400,
    "only quotation marks": "\"“”'" * 2_000,
    "one word": "sepakat",
    "private and lone signs": "\ue000\ufffd\x00\x1b[31m\u2028\u2029" * 200 + NEWS,
    "one letter a line": "\n".join(NEWS),
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_findings_stand_where_they_say(text: str):
    all_stand_where_they_say(text, found(text))


@pytest.mark.parametrize("shape", ["hard spaces", "quotes never closed"])
def test_a_page_in_odd_dress_still_says_who_and_when(shape: str):
    page = found(SHAPES[shape])
    assert {t["edtf"] for t in page["times"]} & {"2018-03-13", "2019-06"}
    assert any("Marpaung" in actor["name"] for actor in page["actors"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *NEWS.split(),
                    "“",
                    "”",
                    '"',
                    "\n",
                    "\u00a0",
                    "\u200f",
                    "\U0001f91d",
                    "(",
                    ")",
                    "kata",
                    "Menlu",
                ]
            ),
            st.text(max_size=6),
        ),
        max_size=60,
    ),
    st.sampled_from([" ", "", "\u00a0", "\n"]),
)
def test_whatever_is_written_spans_are_exact(words: list[str], between: str):
    text = between.join(words)
    all_stand_where_they_say(text, found(text))


READING = """
import json, sys
from time import process_time
from jejak.findings import find_all
from jejak.model import Article
from jejak.reading import Reader
from jejak.views.jsonl import findings_dict

def found(text):
    return findings_dict(find_all(reader.read(Article("halaman", text, title="Halaman"))))

def seconds(text):
    start = process_time()
    found(text)
    return process_time() - start

reader, unit = Reader(), sys.stdin.read()
"""


def outside(program: str, unit: str) -> Any:
    """What a program of its own makes of a text: long pages are read there, where nothing is measured."""
    done = subprocess.run(
        [sys.executable, "-c", READING + program], input=unit, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout)


LONG = {
    "news": NEWS,
    "names": NAMES,
    "numbers": "2018 4.500 17 ",
    "capitals": NEWS.upper(),
    "no stop": NEWS.replace(".", "").replace("\n", " "),
    "open quotes": NEWS.replace('," kata', ", kata"),
}


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_time_grows_with_length_alone(unit: str):
    """Four times the page may take at most eight times as long: a square would take sixteen."""
    once, four_times = outside(
        "short = unit * (25_000 // len(unit)); seconds(unit * 20);"
        "print(json.dumps([seconds(short), seconds(short * 4)]))",
        unit,
    )
    assert four_times <= 8 * once + 1


def test_a_page_of_a_hundred_thousand_words_is_read_whole():
    text = NEWS * (100_000 // len(NEWS.split()))
    page = outside("print(json.dumps(found(unit)))", text)
    all_stand_where_they_say(text, page)
    assert max(end for _, end, _ in spans(page["statements"])) > len(text) * 0.9
