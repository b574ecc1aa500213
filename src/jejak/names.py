"""Personal names as written in the news: how they are compared and cleaned. No I/O, no word lists.

Spellings differ by transliteration (Sergei/Sergey, Mohammed/Muhammad), by length (Galuzin, Mikhail Galuzin,
Mikhail Y Galuzin) and by typesetting ("Kim Jong - un", "MIKHAIL GALUZIN").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable

_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_WORDS = re.compile(r"[^\W_]+")
_SPACED_HYPHEN = re.compile(r"\s?[-‐‑–]\s?")
_SPACES = re.compile(r"\s+")
MAX_NAME = 120
"""Characters of a name that are looked at; what is longer is no name."""

PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "ad",
        "as",
        "ash",
        "at",
        "bin",
        "binti",
        "bint",
        "ibn",
        "von",
        "van",
        "der",
        "den",
        "de",
        "da",
        "di",
        "dos",
        "das",
        "do",
        "del",
        "della",
        "la",
        "le",
        "du",
        "ter",
        "ten",
    ]
)
"""Small words inside names that tell no two people apart."""

_VARIANTS = {
    variant: forms.split()[0]
    for forms in (
        "muhammad mohammad mohammed mohamed mohamad muhammed muhamad mohamet mohd moh muh mochamad mochammad",
        "ahmad ahmed achmad akhmad ahmat",
        "abdul abdel abdal abdoul abd",
        "yusuf yousef youssef yusof jusuf yousuf",
        "hussein husain hossein husein hussain hosein",
        "hasan hassan",
        "ali aly",
        "khalid khaled chalid",
        "sergei sergey sergej serguei",
        "yuri yury yuriy",
        "dmitry dmitri dmitriy",
        "alexei alexey aleksei aleksey",
        "alexander aleksandr alexandr aleksander oleksandr",
        "mikhail mikhael michail mihail",
        "ibrahim ibraham ebrahim",
        "usman othman osman utsman",
        "umar omar",
        "soekarno sukarno",
        "soeharto suharto",
        "zelensky zelenskyy zelenskiy zelenskyi zelenskij",
    )
    for variant in forms.split()
}


def clean_name(text: str) -> str:
    """The name for display: single spaces, hyphens closed up, all capitals turned to Title Case."""
    name = _SPACES.sub(" ", text.replace("\u200b", "")).strip(" ,.;:\"'“”()")
    name = _SPACED_HYPHEN.sub("-", name)
    if len(name) > 4 and name.isupper():
        name = _WORDS.sub(lambda m: m.group() if len(m.group()) < 2 else m.group().capitalize(), name)
    return name


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """The name's words: lower case, without accents, apostrophes, punctuation; "Jong-un" is two."""
    text = unicodedata.normalize("NFKD", name[:MAX_NAME])
    text = "".join(c for c in text if not unicodedata.combining(c))
    return tuple(_WORDS.findall(_APOSTROPHES.sub("", text).casefold()))


@lru_cache(maxsize=20_000)
def core_words(name: str) -> tuple[str, ...]:
    """The words that tell people apart: neither particles nor initials, one spelling for known variants.

    All words, if no other are left.
    """
    words = name_words(name)
    core = tuple(_VARIANTS.get(w, w) for w in words if len(w) > 1 and w not in PARTICLES)
    return core or words


def same_word(a: str, b: str) -> bool:
    """Equal, or one edit apart from five letters on, two from nine on (transliteration, misprints).

    Two letters that changed places are one edit.
    """
    if a == b:
        return True
    shorter = min(len(a), len(b))
    if shorter < 5 or a[0] != b[0]:
        return False
    allowed = 2 if shorter >= 9 else 1
    return OSA.distance(a, b, score_cutoff=allowed) <= allowed


def same_person(a: str, b: str) -> bool:
    """Whether two names in one article may be one person's.

    Every word of the shorter name must stand in the longer one (`same_word`), initials must fit. Two full
    names that share a family name only are two people.
    """
    short, long = sorted((core_words(a), core_words(b)), key=len)
    if not short or not _matched(short, long):
        return False
    return len(short) == 1 or _initials_fit(a, b)


def _matched(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    left = list(long)
    for word in short:
        found = next((w for w in left if w == word), None) or next(
            (w for w in left if same_word(w, word)), None
        )
        if found is None:
            return False
        left.remove(found)
    return True


def _initials_fit(a: str, b: str) -> bool:
    """False where both have initials and none is common ("John A Reed", "John B Reed")."""
    initials = [{w for w in name_words(n) if len(w) == 1 and w.isalpha()} for n in (a, b)]
    return not (all(initials) and not initials[0] & initials[1])


def fullest(names: Iterable[str]) -> str:
    """The name with the most telling words; among those the one met most often, then first."""
    seen = list(names)
    counts = {name: seen.count(name) for name in seen}
    return max(dict.fromkeys(seen), key=lambda n: (len(core_words(n)), counts[n]))
