"""The tokens of a zone: words run together taken apart, what points to other pages marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from jejak.names import name_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.parties import PartyMention
    from jejak.findings.people.lexicon import Lexicon
    from jejak.reading import ZoneReading


_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘ʼ`‐‑-][^\W\d_]+)*|[^\W_]+|[^\w\s]|_")
VERB = re.compile(
    r"^me[a-z]{4,}(?:kan|nya)$|^(?:mem|meng|meny)[a-z]{4,}$|^men[cdjtszy][a-z]{3,}$|^di[a-z]{4,}(?:kan|i)?$"
    r"|^ber[a-z]{4,}$|^ter[a-z]{4,}$|^se[a-z]{3,}(?:nya|lah)$|^[a-z]{4,}(?:nya|lah|kah|pun)$"
)
"""Forms that are verbs, or particles on other words, where a capital tells nothing."""
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{3})")
_OFTEN_GLUED = ("dan", "di", "ini")
"""Short words that a lost link glues on to a name: "Wijayadan"."""


@dataclass(slots=True)
class Token:
    """A word or mark of a zone. `folded` is its letters alone, lower case, without accents.

    `unsaid`: not the article's own words, or known to be no person's name.
    """

    text: str
    start: int
    end: int
    lower: str
    folded: str
    sentence: int
    first: bool
    capital: bool
    party: int | None = None
    name: bool = False
    given: bool = False
    unsaid: bool = False

    @property
    def initial(self) -> bool:
        """A single capital letter, as "Y" in "Mikhail Y Galuzin"."""
        return len(self.text) == 1 and self.text.isupper()

    @property
    def acronym(self) -> bool:
        """All capitals, two to seven letters."""
        return 2 <= len(self.text) <= 7 and self.text.isupper()

    @property
    def word(self) -> bool:
        """Letters, not a mark or a number."""
        return self.text[0].isalpha()


@dataclass
class Words:
    """A zone's tokens, and where parties stand among them."""

    zone: ZoneReading
    text: str
    tokens: list[Token]
    parties: Sequence[PartyMention]
    starts: list[int]
    caseless: bool

    def party_end(self, index: int) -> int:
        """Index after the last token of the party mention at a token."""
        mention = self.tokens[index].party
        while index < len(self.tokens) and self.tokens[index].party == mention:
            index += 1
        return index

    def index_at(self, offset: int) -> int:
        """Index of the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)


def is_caseless(text: str) -> bool:
    """Whether capitals tell nothing here: a text in capitals throughout, or in small letters throughout."""
    letters = [c for c in text[:20_000] if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return len(letters) > 30 and (upper > 0.7 * len(letters) or upper == 0)


def tokens_of(zone: ZoneReading, words: Lexicon, caseless: bool) -> Iterator[Token]:
    """The tokens of the zone in order; of those that can be names only what their form tells."""
    sentences, text = zone.sentences, zone.text
    number, last, unsaid_to = 0, -1, -1
    matches = [
        (piece, m.start() + offset)
        for m in _TOKEN.finditer(text)
        for piece, offset in _apart(m.group(), words)
    ]
    seen = frozenset(word for word, _ in matches if word[0].isupper())
    for word, at in matches:
        glued = not caseless and len(word) > 5 and word[0].isalpha() and word not in words.given
        for piece, start in _pieces(word[:60], at, seen, words) if glued else ((word, at),):
            while number + 1 < len(sentences) and sentences[number + 1][0] <= start:
                number += 1
            letters = piece[0].isalpha()
            first = letters and number != last
            if first:
                last = number
            capital = (
                letters and len(piece) <= 40 and (caseless or piece[0].isupper() or _particled(piece, words))
            )
            lower = piece.lower()
            if start >= unsaid_to and lower in words.pointer_firsts and _points_away(text, start, words):
                unsaid_to = _line_end(text, start)
            folded = "".join(name_words(piece)) if capital else ""
            yield Token(
                piece,
                start,
                start + len(piece),
                lower,
                folded,
                number,
                first,
                capital,
                unsaid=start < unsaid_to,
            )


def _pieces(text: str, start: int, seen: frozenset[str], words: Lexicon) -> Iterator[tuple[str, int]]:
    """The words that a scraper ran together: "ASDonald", "AyatullahAli", "Araghchimengatakan"."""
    cuts = (
        [0, *(m.start() for m in _GLUED.finditer(text)), len(text)] if not text.isupper() else [0, len(text)]
    )
    for a, b in pairwise(cuts):
        piece = text[a:b]
        cut = _verb_glued(piece, seen, words) if len(piece) > 7 and piece[0].isupper() else None
        if cut:
            yield piece[:cut], start + a
            yield piece[cut:], start + a + cut
        else:
            yield piece, start + a


def _verb_glued(piece: str, seen: frozenset[str], words: Lexicon) -> int | None:
    """Where a name met elsewhere in the zone ends and a common word begins."""
    lower = piece.lower()
    if lower in words.title_words or words.is_listed(lower):
        return None
    for cut in range(4, len(piece) - 2):
        rest = piece[cut:]
        long = len(rest) > 3 or rest in _OFTEN_GLUED
        known = piece[:cut] in seen or (cut > 4 and long and piece[:cut].lower() in words.given)
        if known and (
            rest in words.common or rest in words.stop or rest in words.speech_after or VERB.match(rest)
        ):
            return cut
    return None


def _apart(word: str, words: Lexicon) -> list[tuple[str, int]]:
    """The words of one that joins people ("Trump-Xi"), with offsets; else the word itself."""
    if "-" not in word:
        return [(word, 0)]
    parts = word.split("-")
    known = [len(p) > 1 and name_words(p) in words.known_by_words for p in parts]
    if len(parts) != 2 or not any(known) or not all(p[:1].isupper() for p in parts):
        return [(word, 0)]
    first = len(parts[0])
    return [(parts[0], 0), ("-", first), (parts[1], first + 1)]


def _particled(piece: str, words: Lexicon) -> bool:
    """Whether a word is a name with a small particle before it: "al-Sharaa"."""
    particle, hyphen, rest = piece.partition("-")
    return bool(hyphen) and rest[:1].isupper() and particle in words.particles


def _points_away(text: str, start: int, words: Lexicon) -> bool:
    """Whether a pointer to another page starts here ("Baca juga: ...")."""
    ahead = text[start : start + 40].lower()
    opening = start == 0 or text[start - 1] in "\n[.(" or text[:start].endswith(". ")
    return any(ahead.startswith(" ".join(p)) for p in words.pointers if len(p) > 1 or opening)


def _line_end(text: str, start: int) -> int:
    """End of the line; of the next one, where this holds the pointer's label alone and that a headline."""
    end = text.find("\n", start)
    if 0 <= end < start + 20:
        after = text.find("\n", end + 1)
        line = text[end + 1 : len(text) if after < 0 else after].strip()
        end = (
            after
            if len(line) < 160 and not line.startswith(('"', "“")) and not line.endswith((".", '"', "”"))
            else end
        )
    return min(len(text) if end < 0 else end, start + 200)
