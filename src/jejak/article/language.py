"""Room 2, article: the language a text is written in.

py3langid (BSD-3-Clause; model of 140 languages) reads 1,200 characters, from the text's first words on. Its
memory and its second of loading are paid once a process, at the first text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, cast

from jejak.languages.data import shipped_text

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

READ_CHARACTERS: Final = 1_200
"""How much of a text is looked at: reading 4,000 changed one answer in 1,500 and took twice the time."""

_FEWEST_LETTERS: Final = 20
"""Below this the words say nothing, and the hint alone counts."""

_SURE: Final = 0.9
"""A likelihood that no hint outvotes. Right answers for whole news articles have .94 and more."""

_PLAUSIBLE: Final = 0.2
"""Where the text leaves room for doubt, a hint that is at least this likely wins."""

_MAY_BE_INDONESIAN: Final = 0.3
"""Of 1,500 news articles cut to 150 characters, 45 were taken for Malay, 41 of them with .3 Indonesian."""

_FEWEST_WORDS: Final = 40
_COMMON_SHARE: Final = 0.1
_LETTERS = re.compile(r"[a-z]+")

_WORDS = re.compile(r"\b[^\W\d_]{2,30}[\s,]+[^\W\d_]{2,30}\b")
"""Where words begin that say something: a page may open with rows of signs or numbers."""

_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][\w-]{1,20})?\s*")
_OLD_CODES: Final = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "ind": "id", "eng": "en", "msa": "ms"}


def detect_language(text: str, *, hint: str | None = None) -> str | None:
    """ISO 639-1 code of the text's language; None where there is neither a text nor a hint to go by.

    `hint` is what the page claims ("id-ID", "in", "en_US"): it decides for a text of a few words, and
    between languages that the text leaves open. Without one, a text that may well be Indonesian is not Malay.
    """
    words = _WORDS.search(text)
    start = words.start() if words else 0
    sample = text[start : start + READ_CHARACTERS]
    claimed = language_code(hint)
    letters = sum(map(str.isalpha, sample[:200]))
    if letters < _FEWEST_LETTERS:
        return claimed
    if _is_plainly_indonesian(sample):
        return "id"
    ranked = _identifier().rank(sample)
    best, likelihood = ranked[0]
    if likelihood < _SURE:
        shares = dict(ranked)
        if claimed and shares.get(claimed, 0.0) >= _PLAUSIBLE:
            return claimed
        if best == "ms" and shares.get("id", 0.0) >= _MAY_BE_INDONESIAN:
            return "id"
    return cast("str", best)


def _is_plainly_indonesian(sample: str) -> bool:
    """Whether the words alone say so, as they do of 3 in 4 news articles.

    Asking the model takes a sixth of all that making a page's article takes.
    """
    words = _LETTERS.findall(sample.lower())
    common, own = _indonesian_words()
    return (
        len(words) >= _FEWEST_WORDS
        and sum(word in common for word in words) >= _COMMON_SHARE * len(words)
        and len(own.intersection(words)) >= 2
    )


@cache
def _indonesian_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words of nearly every Indonesian text, and those that set it apart from Malay."""
    text = shipped_text("id", "not_malay.txt")
    lines = [row for line in text.splitlines() if (row := line.partition("#")[0])]
    common = {word for row in lines if row.startswith("common:") for word in row.split()[1:]}
    return frozenset(common), frozenset(w for row in lines if ":" not in row for w in row.split())


def language_code(tag: str | None) -> str | None:
    """The two-letter code of a language tag as pages write it ("id-ID" -> "id"), None for anything else."""
    match = _CODE.fullmatch(tag) if tag else None
    if match is None:
        return None
    code = match[1].lower()
    code = _OLD_CODES.get(code, code)
    return code if len(code) == 2 else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
