"""Room 3, reading: Article -> Reading, the tokens and sentences that all finders share.

The pipeline is spaCy's. Until a trained Indonesian model ships, it is spaCy's blank `id` tokeniser and the
sentence rules below; a trained pipeline comes in through `Reader(nlp)`, and finders see the same `Doc`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING

from jejak.model import BODY, Article, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

_END = re.compile(r"""[.!?…]["”’'»)\]]*(?=\s)|\n""")
_OPENERS = "\"“‘'«(["


def _abbreviations() -> frozenset[str]:
    path = resources.files("jejak.languages.id") / "abbreviations.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(w for line in lines if (w := line.partition("#")[0].strip().lower()))


class SentenceRules:
    """Finds where sentences start in Indonesian news text.

    A sentence ends at a line break, or at `.`, `!` or `?` (with closing marks) before a space and a
    capital, digit or opening mark; not after an abbreviation ("Dr.") or an initial ("H. M. Nasir").
    """

    def __init__(self, abbreviations: Iterable[str] | None = None) -> None:
        self.abbreviations = frozenset(_abbreviations() if abbreviations is None else abbreviations)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each sentence, outer white space left out, in order."""
        found, start = [], 0
        for match in _END.finditer(text):
            if match.group() == "\n" or self._ends(text, match.start(), match.end()):
                found.append((start, match.end()))
                start = match.end()
        found.append((start, len(text)))
        return [span for a, b in found if (span := _trim(text, a, b))]

    def _ends(self, text: str, at: int, after: int) -> bool:
        follows = text[after : after + 40].lstrip()
        if not follows:
            return True
        if follows[0] in _OPENERS:
            follows = follows.lstrip(_OPENERS + " ")
        if follows and follows[0].islower():
            return False
        if text[at] != "." or after > at + 1:
            return True
        before = text[max(0, at - 30) : at].split()
        word = before[-1].lstrip(_OPENERS) if before else ""
        initial = len(word) == 1 and word.isupper()
        return not initial and word.lower() not in self.abbreviations


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


@dataclass(frozen=True)
class ZoneReading:
    """One zone's spaCy Doc with its sentences and paragraphs as (start, end) character offsets."""

    name: str
    doc: Doc
    sentences: tuple[tuple[int, int], ...]

    @cached_property
    def text(self) -> str:
        """The zone's text, as in the article."""
        return self.doc.text

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_index(self, offset: int) -> int:
        """Index of the sentence at (or last before) a character offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """(start, end) of the sentence at (or last before) a character offset."""
        return self.sentences[self.sentence_index(offset)]

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        """(start, end) of the line that holds the offset."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, len(self.text) if end < 0 else end

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """(start, end) of every line that holds more than white space."""
        start = 0
        for line in self.text.split("\n"):
            if span := _trim(self.text, start, start + len(line)):
                yield span
            start += len(line) + 1


@dataclass(frozen=True)
class Reading:
    """An article and its zones, read."""

    article: Article
    zones: tuple[ZoneReading, ...]

    @property
    def body(self) -> ZoneReading:
        """The body's reading."""
        return self.zones[0]

    def zone(self, name: str) -> ZoneReading:
        """The reading of a zone by its name."""
        return next(zone for zone in self.zones if zone.name == name)

    def evidence(self, start: int, end: int, zone: str = BODY) -> Evidence:
        """The words from start to end of a zone, as evidence."""
        return self.article.evidence(start, end, zone)


class Reader:
    """Reads articles with one spaCy pipeline; load once, use for many."""

    def __init__(self, nlp: Language | None = None) -> None:
        if nlp is None:
            import spacy

            nlp = spacy.blank("id")
            nlp.max_length = 20_000_000
        self.nlp = nlp
        self._sentences = SentenceRules()

    def read(self, article: Article) -> Reading:
        """Tokens and sentences of the article's zones."""
        return Reading(article, tuple(self._zone(article, name) for name in article.zones()))

    def _zone(self, article: Article, name: str) -> ZoneReading:
        text = article.zone(name)
        return ZoneReading(name, self.nlp(text), tuple(self._sentences.spans(text)))
