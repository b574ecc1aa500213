"""Reprints, cuts and other texts. All texts are made of invented words' lists or written for these tests."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejak.article.duplicates import (
    Signature,
    band_keys,
    containment,
    groups,
    same_text,
    signature,
    similarity,
)

WORDS = [
    a + b + c
    for a in ("ba", "ke", "pi", "to", "lu")
    for b in ("ran", "mi", "sat", "ngo")
    for c in ("ta", "ku", "li")
]


def story(seed, sentences=20):
    pick = random.Random(seed)
    return ". ".join(" ".join(pick.choices(WORDS, k=14)).capitalize() for _ in range(sentences)) + "."


def found(a, b):
    return bool(set(band_keys(a)) & set(band_keys(b))) and same_text(a, b)


STORY = story(1)
SENTENCES = STORY.split(". ")


@pytest.mark.parametrize(
    "reprint",
    [
        STORY,
        STORY.upper(),
        STORY.replace(".", " !").replace(" ", "  "),
        "Jakarta (ANTARA) - " + STORY,
        STORY + "\nPewarta: Satria Bimo\nEditor: Ayu Larasati",
        STORY + " (ANTARA)",
        story(2, 2) + " " + ". ".join(SENTENCES[1:]),
        ". ".join(SENTENCES[:12]),
        ". ".join(SENTENCES[:8]),
        ". ".join(sentence for number, sentence in enumerate(SENTENCES) if number % 5),
    ],
    ids=[
        "same",
        "capitals",
        "marks",
        "dateline",
        "credits",
        "agency",
        "new-lead",
        "cut-60",
        "cut-40",
        "thinned",
    ],
)
def test_a_reprint_is_found(reprint):
    assert found(signature(STORY), signature(reprint))


@pytest.mark.parametrize("other", [story(3), story(3, 3), STORY[:60] + story(4), "", "Kata."])
def test_another_text_is_not_the_same(other):
    assert not same_text(signature(STORY), signature(other))


def test_a_sentence_quoted_from_a_story_is_no_reprint_of_it():
    assert not same_text(signature(STORY), signature(story(5, 12) + " " + SENTENCES[4]))


def test_dateline_and_credits_leave_no_trace():
    plain = "Menteri bertemu utusan. " + STORY
    dressed = "Jakarta (ANTARA) - " + plain + "\nPewarta: Satria Bimo\n(ANTARA)"
    assert signature(dressed) == signature(plain)


def test_similarity_is_close_to_the_exact_one():
    half = ". ".join(SENTENCES[:10]) + ". " + story(6, 10)
    assert similarity(signature(STORY), signature(half)) == pytest.approx(1 / 3, abs=0.05)


def test_containment_of_a_cut_is_close_to_one():
    assert containment(signature(STORY), signature(". ".join(SENTENCES[:6]))) > 0.9


def test_a_signature_is_the_same_after_storage():
    kept = signature(STORY)
    assert Signature.from_bytes(kept.to_bytes()) == kept


@pytest.mark.parametrize("stored", [b"", b"x" * 15, b"x" * 18])
def test_bytes_that_are_no_signature_are_refused(stored):
    with pytest.raises(ValueError, match="bytes"):
        Signature.from_bytes(stored)


def test_signatures_do_not_change_from_version_to_version():
    """Stored signatures must stay comparable: a change here needs a migration of the record."""
    assert band_keys(signature("Menteri bertemu utusan negara sahabat di kantornya pagi ini")) == PINNED


PINNED = ("9a798e6d", "a0a25a60", "a66738e1", "d0ebd1cf")


def test_a_text_of_a_hundred_thousand_words_keeps_few_hashes():
    kept = signature(story(7, 9_000))
    assert len(kept.to_bytes()) < 10_000
    assert len(band_keys(kept)) < 2_500


def test_a_cut_of_a_very_long_text_is_found():
    long = story(8, 3_000)
    assert found(signature(long), signature(long[: len(long) // 10]))


def test_short_texts_that_say_the_same_are_found():
    assert found(signature(story(9, 2)), signature(story(9, 2).upper()))


def test_an_empty_text_has_no_keys():
    assert band_keys(signature(" ... ")) == ()


def test_groups_do_not_depend_on_the_order():
    texts = {
        "c": STORY,
        "a": ". ".join(SENTENCES[:12]),
        "b": story(10),
        "d": story(10, 20).upper(),
        "e": story(11),
    }
    signatures = {name: signature(text) for name, text in texts.items()}
    backwards = dict(reversed(signatures.items()))
    assert groups(signatures) == groups(backwards) == {"a": "a", "c": "a", "b": "b", "d": "b", "e": "e"}


@settings(deadline=None)  # the first dash loads the names of cities
@given(st.text(max_size=400), st.text(max_size=400))
def test_measures_are_symmetric_and_bounded(a, b):
    one, other = signature(a), signature(b)
    assert 0 <= similarity(one, other) == similarity(other, one) <= containment(one, other) <= 1


@settings(deadline=None)  # the first dash loads the names of cities
@given(st.text(max_size=400))
def test_a_text_is_itself(text):
    kept = signature(text)
    assert same_text(kept, kept) == bool(kept.shingles)
