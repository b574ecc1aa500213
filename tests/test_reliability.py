"""bench/reliability.py and what it found, with a few tries of each part."""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path
from time import process_time

import pytest

from jejak import edtf, pipeline
from jejak.article import read_article
from jejak.languages import checking
from jejak.model import Capture, Rejection
from jejak.sources import open_file

ROOT = Path(__file__).parents[1]
PARAGRAPHS = "".join(
    f"<p>Menteri Luar Negeri Lodan bertemu tamunya dari Norlandia di Pulau Karang dan membahas soal {about}.</p>"
    for about in ("energi", "perikanan", "pendidikan", "kelautan", "kesehatan")
)


@pytest.fixture(scope="module")
def bench():
    """The modules of bench/ by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "bench"))
        import fuzz
        import reliability

        yield {"fuzz": fuzz, "reliability": reliability}
    for name in ("fuzz", "reliability", "kills"):
        sys.modules.pop(name, None)


def test_a_server_killed_while_decisions_are_sent_keeps_each_acknowledged_one_once(bench, tmp_path):
    base = tmp_path / "base.db"
    pipeline.read_into(
        base, [str(page) for page in sorted((ROOT / "examples" / "pages").glob("2021-1*"))[:2]]
    )
    acknowledged, ended = bench["reliability"].web_kills(tmp_path, base, 1, random.Random(3))
    assert acknowledged >= 0
    assert ended == 1


def test_a_command_that_decides_is_kept_whole_or_not_at_all(bench, tmp_path):
    base = tmp_path / "base.db"
    pipeline.read_into(
        base, [str(page) for page in sorted((ROOT / "examples" / "pages").glob("2021-1*"))[:2]]
    )
    assert bench["reliability"].command_kills(tmp_path, base, 1, random.Random(3)) >= 0


def test_a_line_of_the_table_gives_way_to_a_later_run(bench):
    page = (
        "vor\n<!-- run -->\n| what | tried |\n| --- | --- |\n| feeds | 40 |\n| rows | 7 |\n<!-- end -->\nnach"
    )
    told = bench["reliability"].with_lines(page, ["| feeds | 80 |", "| times | 9 |"])
    table = told.split("<!-- run -->\n")[1].split("<!-- end -->")[0]
    assert table.splitlines()[2:] == ["| feeds | 80 |", "| rows | 7 |", "| times | 9 |"]


@pytest.mark.parametrize("part", ["feed", "rows", "times"])
def test_mutated_inputs_are_read_or_refused(bench, part, tmp_path):
    told = bench["reliability"].fuzz_one((part, "40", "7", str(tmp_path)))
    assert told["tried"] == 40
    assert told["failures"] == []


def test_an_error_of_no_tree_of_ours_is_a_failure(bench, monkeypatch):
    def broken(_: bytes) -> bool:
        raise KeyError("lodan")

    calls = iter([lambda _: False])
    monkeypatch.setattr(bench["fuzz"], "_part", lambda *_: ([b"satu"], _once(next(calls), broken)))
    told = bench["fuzz"].part_tried("page", 3, 1, None)
    assert len(told["failures"]) == 3
    assert "KeyError" in told["failures"][0]


def _once(first, after):
    """What answers as `first` does the first time and as `after` from then on."""
    answers = [first]
    return lambda body: (answers.pop() if answers else after)(body)


@pytest.mark.parametrize(("suffix", "part"), [(".warc", "warc"), (".jsonl", "rows"), (".xml", "feed")])
def test_most_inputs_that_keep_their_shape_give_pages(bench, suffix, part, tmp_path):
    seeds, _ = bench["fuzz"]._part(part, tmp_path)
    chance, path, gave = random.Random(7), tmp_path / f"x{suffix}", 0
    for _ in range(100):
        path.write_bytes(bench["fuzz"].shaped(part, seeds, chance))
        gave += any(not isinstance(item, Rejection) for item in open_file(path))
    assert gave >= 60


def test_most_values_made_by_the_grammar_are_edtf(bench):
    chance = random.Random(7)
    made = [bench["fuzz"].shaped("edtf", [], chance).decode() for _ in range(300)]
    assert sum(map(edtf.is_valid, made)) >= 180


def test_what_keeps_a_pattern_busy_is_made_from_it(bench):
    assert {"ab", "x"} <= set(bench["fuzz"].units(r"(?:ab)+c|[^y]{2,}z", 0))


@pytest.mark.parametrize("sign", ["\x01", "\x0c", "&#1;", "&#x1F;", "&#31", "&#xFFFE;"])
def test_a_page_with_control_signs_is_read(sign):
    body = (
        f"<html><body><article>{sign}<div class='ads'>iklan</div>{sign}{PARAGRAPHS}</article></body></html>"
    )
    article = read_article(Capture("a.html", "a.html", "text/html", body.encode()))
    assert "Pulau Karang" in article.text


def test_a_number_that_only_begins_like_a_control_sign_stands():
    body = f"<html><body><article>{PARAGRAPHS}<p>Harga &#8220;naik&#8221; &#163;5 bagi Lodan.</p></article>"
    article = read_article(Capture("a.html", "a.html", "text/html", body.encode()))
    assert "£5" in article.text


@pytest.mark.parametrize("address", ["http://[lodan/a", "//[lodan", "http://lodan.example]/a"])
def test_a_page_that_claims_a_broken_address_keeps_where_it_came_from(address):
    head = f"<head><link rel='canonical' href='{address}'></head>"
    body = f"<html>{head}<body><article>{PARAGRAPHS}</article></body></html>"
    came_from = "https://lodan.example/a"
    article = read_article(Capture("a", came_from, "text/html", body.encode()))
    assert article.url == came_from


def test_a_feed_with_half_a_character_is_refused(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text('<rss version="2.0"><channel><title>Lodan &#xD800;</title><item></item></channel></rss>')
    [refused] = open_file(path)
    assert isinstance(refused, Rejection)
    assert refused.reason == "broken"
    assert "no text" in refused.message


@pytest.mark.parametrize(
    ("module", "name", "unit"),
    [
        ("jejak.article.metadata", "_DESK", "\n"),
        ("jejak.article.metadata", "_IN_PARENTHESES", " "),
        ("jejak.article.metadata", "_SEPARATORS", " "),
        ("jejak.article.text", "_AFTER_CREDITS", "\n"),
        ("jejak.findings.statements.words", "_GLUED", "AaamengatakanAa"),
    ],
)
def test_a_pattern_looks_once_at_a_run_of_what_it_repeats(module, name, unit):
    """What was quadratic took minutes at this size; what is linear takes well under a second."""
    pattern = getattr(importlib.import_module(module), name)
    started = process_time()
    list(pattern.finditer(unit * (400_000 // len(unit))))
    assert process_time() - started < 5


def test_a_term_of_office_with_endless_blanks_is_refused_at_once():
    started = process_time()
    assert checking._TERM.fullmatch("LDN a" + " " * 200_000 + "x") is None
    assert process_time() - started < 5
    assert checking._TERM.fullmatch("LDN  Menteri Luar Negeri  2019-2024")["office"] == "Menteri Luar Negeri"
