"""Room 4: which meeting series an event belongs to, and its number in it (codebook 5 and 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jejak.languages.data import lexicon_data
from jejak.languages.lexicon import load_lexicon
from jejak.languages.patterns import PatternMatcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.scenes import SentenceScene

_ORDINAL_WORDS = {
    "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7,
    "kedelapan": 8, "kesembilan": 9, "kesepuluh": 10, "kesebelas": 11, "keduabelas": 12,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\bke\s?-\s?(\d{{1,3}})\b|\b({'|'.join(_ORDINAL_WORDS)})\b(?!\s+(?:negara|pihak|belah|pemimpin|menlu|menteri|kepala))"
    r"|\b([XVI]{2,6})\b",
    re.IGNORECASE,
)
_NEAR = 40
_OFFICE = re.compile(r"\b(?:para\s+)?menteri\s+[a-z]+(?:\s+[a-z]+)?\s+$")
"""The office of those who meet, before their states: "para menteri pertahanan Rusia dan ASEAN"."""
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Forum:
    """A series' name, and the number of this meeting in it if it is told."""

    series: str
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    series: str
    between: bool
    needs: tuple[str, ...] = ()
    topics: bool = False
    igo_only: bool = False


@cache
def _tables() -> tuple[PatternMatcher[_Form], dict[str, list[str]]]:
    data: dict[str, Any] = lexicon_data("id", "forums")
    forms = [(w, _Form(row["series"], between=False)) for row in data["named"] for w in row["words"]]
    for row in data["between"]:
        form = _Form(
            row["series"],
            between=True,
            needs=tuple(row.get("needs", ())),
            topics=row.get("topics", False),
            igo_only=row.get("parties") == "igo",
        )
        forms += [(word, form) for word in row["words"]]
    return PatternMatcher(forms), data["topics"]


def find_forum(sentence: SentenceScene, start: int, end: int, codes: Sequence[str]) -> Forum | None:
    """The series named in the stretch of a sentence, if its words and parties name one.

    `codes` are the parties of the event: "KTT" with ASEAN and RUS is the "ASEAN-Russia Summit".
    """
    matcher, topics = _tables()
    before = _OFFICE.search(sentence.scene.zone.text, max(sentence.start, start - _NEAR), start)
    start = before.start() if before else start
    matches = matcher.find_all(sentence.words_between(start, end))
    for match in sorted(matches, key=lambda m: m.value.between):
        form = match.value
        if form.needs and not any(need in sentence.text.lower() for need in form.needs):
            continue
        series = _filled(form, codes) if form.between else form.series
        if series is None:
            continue
        if form.topics:
            topic = _topic(sentence, topics)
            series = f"{series} on {topic}" if topic else series
        return Forum(series, _ordinal(sentence, match.start - _NEAR, match.end + _NEAR))
    return None


def _filled(form: _Form, codes: Sequence[str]) -> str | None:
    lexicon = load_lexicon()
    parties = list(dict.fromkeys(code.partition(":")[0] for code in codes))
    entries = [entry for code in parties if (entry := lexicon.by_code(code))]
    igos = [e for e in entries if e.kind == "igo"]
    if (form.igo_only and not igos) or len(entries) < (1 if igos else 2) or len(entries) > 3:
        return None
    if igos and len(entries) > 1:
        members = [e for e in entries if e.kind != "igo"]
        entries = igos[:1] + (members if len(members) == 1 else [])
    elif not igos:
        entries = entries[:2]
    names = [
        entry.code if entry.kind == "igo" and entry.code.isupper() else entry.name_en for entry in entries
    ]
    return form.series.format(parties="-".join(names))


def _topic(sentence: SentenceScene, topics: dict[str, list[str]]) -> str | None:
    zone = sentence.scene.zone
    first = zone.sentences[max(0, sentence.index - 1)][0]
    around = zone.text[first : sentence.end].lower()
    return next((topic for topic, words in topics.items() if any(word in around for word in words)), None)


def _ordinal(sentence: SentenceScene, first: int, last: int) -> int | None:
    """The number told between two offsets of the sentence, if any."""
    for match in _ORDINAL.finditer(sentence.scene.zone.text, sentence.start, sentence.end):
        digits, word, roman = match.groups()
        if not first <= match.start() < last:
            continue
        if digits:
            return int(digits)
        if word:
            return _ORDINAL_WORDS[word.lower()]
        if roman.isupper():
            return _roman(roman)
    return None


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < max(values[n + 1 :], default=0) else v for n, v in enumerate(values))
