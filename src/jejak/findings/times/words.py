"""Room 4, findings: the words of time expressions, and patterns over their classes.

A text becomes a row of tokens, each with one class letter (a month, a weekday, a number, "since" ...), so
that a rule of the grammar is a short regular expression over a string of letters, with only bounded repeats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from jejak.languages.data import lexicon_data

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECES = r"\b[sS][./][dD](?:\.|\b)|[0-9]+(?:[.,][0-9]+)*\w*|\w+(?:['’‘][^\W\d_]+)?|--|[^\w\s]|\n"
_NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI"
_ROMAN: Final = {numeral: number for number, numeral in enumerate(re.split(" ", _NUMERALS), start=1)}
_SIGNS: Final = {
    "(": "lpar",
    ")": "rpar",
    "[": "lpar",
    "]": "rpar",
    ",": "comma",
    "/": "slash",
    "-": "dash",
    "--": "dash",
    "–": "dash",
    "—": "dash",
    ".": "dot",
    "\n": "eol",
}
_LEXED: Final = (
    "other",
    "num",
    "yyyy",
    "big",
    "dotted",
    "yies",
    "roman",
    "time",
    *sorted(set(_SIGNS.values())),
)
_MARKS: Final = frozenset('"“”\n')
FIRST_YEAR, LAST_YEAR = 1000, 2199


class Lexicon:
    """The time words of one language: the class of each word, and what it is worth."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.months: dict[str, int] = {**data["months"], **data["short_months"]}
        self.weekdays: dict[str, int] = {**data["weekdays"], **dict.fromkeys(data["week_or_sunday"], 6)}
        self.numbers: dict[str, int] = {**data["numbers"], **data["ordinals"]}
        self.tens: dict[str, tuple[int, int]] = {word: (a, b) for word, (a, b) in data["tens"].items()}
        self.units: dict[str, str] = {
            **data["units"],
            **data["one_unit"],
            **dict.fromkeys(data["week_or_sunday"], "week"),
        }
        self.edges: dict[str, str] = data["edges"]
        self.seasons: dict[str, int] = data["seasons"]
        self.known_days: list[dict[str, Any]] = data["known_days"]
        self.guards: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in data["guards"].items()}
        self.classes = self._word_classes(data)
        self.letters = {name: chr(0x100 + n) for n, name in enumerate(self._names(data))}
        self.letter_of = {word: self.letters[name] for word, name in self.classes.items()}
        self._token = self._token_pattern()

    def _word_classes(self, data: dict[str, Any]) -> dict[str, str]:
        listed = {
            "month": data["months"],
            "short": data["short_months"],
            "weekday": data["weekdays"],
            "sunday": data["week_or_sunday"],
            "numword": data["numbers"],
            "ordinal": data["ordinals"],
            "tens": data["tens"],
            "one": data["one_unit"],
            "edge": data["edges"],
            "season": data["seasons"],
            **data["classes"],
        }
        classes = {word: "u" + unit for word, unit in data["units"].items()}
        return {**{word: name for name, words in listed.items() for word in words}, **classes}

    def _token_pattern(self) -> re.Pattern[str]:
        """A token: one of the known words with a hyphen ("kira-kira"), or what `_PIECES` says."""
        known = {word for word in {*self.classes, *frozenset().union(*self.guards.values())} if "-" in word}
        return re.compile(rf"\b(?i:{'|'.join(map(re.escape, sorted(known)))})\b|{_PIECES}")

    def _names(self, data: dict[str, Any]) -> list[str]:
        units = {"u" + unit for unit in data["units"].values()}
        return sorted({*_LEXED, *self.classes.values(), *units, *data["classes"]})

    def tokens(self, text: str) -> Tokens:
        """All tokens of a text with their class letters."""
        words: list[str] = []
        letters: list[str] = []
        spans: list[tuple[int, int]] = []
        for match in self._token.finditer(text):
            word = match.group()
            lower = word.lower()
            words.append(lower)
            letters.append(self.letter_of.get(lower) or self.letters[_shape(word)])
            spans.append(match.span())
        return Tokens(text, words, "".join(letters), spans)

    def pattern(self, rule: str) -> re.Pattern[str]:
        """A rule in class names as a regular expression over class letters.

        `weekday lpar {day num} slash {month num} rpar`: names stand for one token of that class,
        `{name ...}` is a named group, `(...)`, `|`, `?` and `{m,n}` mean what they always do.
        """
        grouped = re.sub(r"\{([a-z]\w*) ", r"(?P<\1>", rule.replace("(", "(?:"))
        grouped = re.sub(r"(?<![0-9])\}", ")", grouped)
        return re.compile(
            re.sub(r"(?<![<\w])[a-z_]+|\s+", lambda m: self.letters[m[0]] if m[0].strip() else "", grouped)
        )


@dataclass
class Tokens:
    """A text cut into tokens: lower-case words, class letters (one each), character spans."""

    text: str
    words: list[str]
    letters: str
    spans: list[tuple[int, int]]

    def surface(self, index: int) -> str:
        """The token as written."""
        start, end = self.spans[index]
        return self.text[start:end]

    def is_capital(self, index: int) -> bool:
        """Whether the token begins with a capital."""
        return self.text[self.spans[index][0]].isupper()

    def before(self, index: int, reach: int) -> Iterator[str]:
        """The words before a token, nearest first, up to `reach` and within the sentence."""
        for at in range(index - 1, max(-1, index - 1 - reach), -1):
            if self.words[at] in (".", "\n", "!", "?"):
                return
            yield self.words[at]

    def after(self, index: int, reach: int) -> Iterator[str]:
        """The words from a token on, up to `reach` and within the sentence."""
        for word in self.words[index : index + reach]:
            if word in (".", "\n", "!", "?"):
                return
            yield word

    @cached_property
    def quoted(self) -> bytearray:
        """1 for each token within quotation marks of its line, else 0."""
        inside = bytearray(self.size)
        now = 0
        for index, word in enumerate(self.words):
            if word in _MARKS:
                now = 0 if word in "”\n" else 1 if word == "“" else 1 - now
            inside[index] = now
        return inside

    @cached_property
    def size(self) -> int:
        """How many tokens there are."""
        return len(self.words)


def _shape(word: str) -> str:
    """The class of a token that is no word of time."""
    first = word[0]
    if "0" <= first <= "9":
        return _number(word)
    if first in _SIGNS:
        return _SIGNS[first]
    return "roman" if word in _ROMAN else "other"


def _number(word: str) -> str:
    if word.isdigit() and word.isascii():
        if len(word) <= 2:
            return "num"
        return "yyyy" if len(word) == 4 and FIRST_YEAR <= int(word) <= LAST_YEAR else "big"
    if len(word) <= 10 and word.count(".") == 2 and word.replace(".", "").isdigit():
        return "dotted"
    if len(word) == 6 and word.endswith("an") and word[:4].isdigit():
        return "yies"
    return "big"


def roman(numeral: str) -> int:
    """The value of a Roman numeral up to XXI in any case, 0 for other words."""
    return _ROMAN.get(numeral.upper(), 0)


@lru_cache(maxsize=4)
def lexicon(language: str = "id") -> Lexicon:
    """The time words of a language, read once."""
    return Lexicon(lexicon_data(language, "times"))
