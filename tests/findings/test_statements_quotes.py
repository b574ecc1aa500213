"""Quotation marks are paired as a reader would, however the page spoiled them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejak.findings.statements.quotes import DOUBLE, find_quotes
from jejak.findings.statements.words import Words


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotes(text)]


@pytest.mark.parametrize(
    "text",
    [
        'Ia berkata, "jalan ini baik" lalu pulang.',
        "Ia berkata, “jalan ini baik” lalu pulang.",
        "Ia berkata, „jalan ini baik“ lalu pulang.",
        "Ia berkata, «jalan ini baik» lalu pulang.",
        "Ia berkata, ”jalan ini baik” lalu pulang.",
        "Ia berkata, “jalan ini baik“ lalu pulang.",
        "Ia berkata, 'jalan ini baik' lalu pulang.",
        "Ia berkata, ‘jalan ini baik’ lalu pulang.",
    ],
)
def test_marks_of_every_shape_hold_a_quotation(text: str) -> None:
    assert quoted(text) == ["jalan ini baik"]


def test_a_quotation_inside_another_is_part_of_it() -> None:
    assert quoted("“Ia bilang “baik” tadi,” katanya.") == ["Ia bilang “baik” tadi,"]


def test_a_quotation_may_run_over_a_line_break() -> None:
    assert quoted('"Jalan ini baik.\nJembatan itu juga," katanya.') == ["Jalan ini baik.\nJembatan itu juga,"]


def test_a_quotation_never_closed_ends_with_its_line() -> None:
    (quote,) = find_quotes('Katanya "jalan ini baik.\nAcara itu ramai.')
    assert (quote.opened, quote.closed, quote.end) == (True, False, 24)


def test_a_quotation_never_opened_begins_with_its_line() -> None:
    (quote,) = find_quotes('Acara itu ramai.\nJalan ini baik," katanya.')
    assert (quote.opened, quote.closed, quote.start) == (False, True, 17)


def test_apostrophes_inside_words_are_no_marks() -> None:
    assert quoted("Jum'at itu Qur'an dibaca.") == []


def test_a_single_mark_does_not_reach_over_a_line() -> None:
    assert quoted("Ia 'pulang\ncepat' sekali.") == []


@given(st.text(alphabet=[*DOUBLE, *"'’‘ab ,.\n(-"], max_size=120))
def test_quotations_are_in_order_apart_and_inside_the_text(text: str) -> None:
    end = 0
    for quote in find_quotes(text):
        assert end <= quote.outer_start <= quote.start < quote.end <= quote.outer_end <= len(text)
        end = quote.outer_end


@given(st.text(max_size=200))
def test_tokens_are_slices_of_the_text_in_order(text: str) -> None:
    words, end = Words(text), 0
    for start, stop, raw in zip(words.starts, words.ends, words.raw, strict=True):
        assert end <= start < stop
        assert text[start:stop] == raw
        end = stop
    assert words.count(0, len(words.raw)) == sum(words.is_word(n) for n in range(len(words.raw)))


def test_a_lost_space_around_a_reporting_verb_is_found_again() -> None:
    assert Words("Kamothomengatakan hal").raw == ["Kamotho", "mengatakan", "hal"]
