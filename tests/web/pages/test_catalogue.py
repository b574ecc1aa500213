"""Every word on screen stands in both catalogues, and no word stands there for nothing."""

import re
import string
from pathlib import Path

import pytest

from jejak import vocabulary, web
from jejak.web.catalogue import chosen_language, words_of
from jejak.web.rendering import NAVIGATION

HOME = Path(web.__file__).parent
SOURCES = [*HOME.glob("templates/*.html"), *HOME.glob("**/*.py")]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
CALL = r"""\b(?:t|words|self\.words|ask\.words)\(\s*["']([a-z_.]+)["']\s*"""
KEYS = set(re.findall(CALL + "[,)]", TEXT))
FAMILIES = set(re.findall(CALL + "~", TEXT)) | {
    key.split("{")[0] for key in re.findall(r"""\bself\.words\(f["']([a-z_.]+\.\{)""", TEXT)
}


def test_both_languages_have_the_same_keys():
    assert set(words_of("id").entries) == set(words_of("en").entries)


def test_every_key_that_is_asked_for_is_there():
    assert words_of("en").entries.keys() >= KEYS


def test_every_key_is_used():
    unused = [
        key
        for key in words_of("en").entries
        if key not in KEYS and not key.startswith(tuple(FAMILIES)) and f'"{key}"' not in TEXT
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("family", "names"),
    [
        ("type", vocabulary.EVENT_TYPES),
        ("status", {*vocabulary.EVENT_STATUSES, *vocabulary.COMMITMENT_STATUSES}),
        ("context", vocabulary.CONTEXTS),
        ("kind", vocabulary.ACTOR_KINDS),
        ("mode", {mode for modes in vocabulary.MODES.values() for mode in modes}),
        ("nav", [name for _, names in NAVIGATION for name in names]),
    ],
)
def test_every_word_of_the_codebook_has_its_own(family, names):
    assert all(words_of("id").has(f"{family}.{name}") for name in names)


def fields(entry):
    forms = [entry] if isinstance(entry, str) else list(entry.values())
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def test_both_languages_put_the_same_values_into_their_words():
    one, other = words_of("id").entries, words_of("en").entries
    assert [key for key in one if fields(one[key]) != fields(other[key])] == []


def test_a_number_chooses_the_form_and_parts_thousands_as_the_language_does():
    english, indonesian = words_of("en"), words_of("id")
    assert english("event.reports", n=1) == "1 report"
    assert english("event.reports", n=1234) == "1,234 reports"
    assert indonesian("event.reports", n=1234) == "1.234 laporan"


@pytest.mark.parametrize(
    ("asked", "remembered", "accepted", "language"),
    [
        (None, None, "", "id"),
        (None, None, "fr-FR,en-GB;q=0.8", "en"),
        (None, "id", "en", "id"),
        ("en", "id", "id", "en"),
        ("<x>", "zz", "de", "id"),
    ],
)
def test_the_language_is_that_asked_for_else_remembered_else_the_browsers(
    asked, remembered, accepted, language
):
    assert chosen_language(asked, remembered, accepted) == language
