"""Room 3, reading: Article -> Reading, the tokens and sentences that all finders share.

Sentences are found by the rules below. Tokens are spaCy's, and made when a finder first asks for a zone's
`doc`: until a trained Indonesian model ships, by spaCy's blank `id` tokeniser; a trained pipeline comes in
through `Reader(nlp)`, and finders see the same `Doc`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from jejak.languages.data import lexicon_text
from jejak.languages.name_trie import Token, tokens_of
from jejak.model import BODY, Article, Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

_END = re.compile(r"""[.!?…]["”’'»)\]]*(?=\s)|\n""")
_NO_WORD = re.compile(r"(?<!\S)\S{61,}|[^\w\s]{9,}")
_PIECES = re.compile(r"\w{1,60}|[^\w\s]{1,8}")
_LONGEST = 4_000
_OPENERS = "\"“‘'«(["


def _abbreviations() -> frozenset[str]:
    lines = lexicon_text("id", "abbreviations").splitlines()
    return frozenset(w for line in lines if (w := line.partition("#")[0].strip().lower()))


class SentenceRules:
    """Finds where sentences start in Indonesian news text.

    A sentence ends at a line break, or at `.`, `!` or `?` (with closing marks) before a space and a
    capital, digit or opening mark; not after an abbreviation ("Dr.") or an initial ("H. M. Nasir"). What
    runs on for more than 4,000 characters is cut at a space: finders compare the words of a sentence with
    each other.
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
        whole = [span for a, b in found if (span := _trim(text, a, b))]
        return [piece for start, end in whole for piece in _bounded(text, start, end)]

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


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, in pieces no longer than any in earnest."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > 0 else start + _LONGEST
        if span := _trim(text, start, cut):
            yield span
        start = cut
    if span := _trim(text, start, end):
        yield span


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


@dataclass(frozen=True)
class ZoneReading:
    """One zone's text, as in the article, with its sentences as (start, end) character offsets."""

    name: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    _parse: Callable[[str], Doc] = field(repr=False, compare=False)

    @cached_property
    def doc(self) -> Doc:
        """The zone's spaCy Doc, of exactly its text; made when first asked for."""
        return self._parse(self.text)

    @cached_property
    def words(self) -> list[Token]:
        """The zone's words as finders of known names read them."""
        return tokens_of(self.text)

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
    """Reads articles with one spaCy pipeline; make it once, use it for many."""

    def __init__(self, nlp: Language | None = None) -> None:
        self._given = nlp
        self._sentences = SentenceRules()

    @cached_property
    def nlp(self) -> Language:
        """The pipeline, loaded when the first token is asked for."""
        if self._given is not None:
            return self._given
        import spacy

        return spacy.blank("id")

    def read(self, article: Article) -> Reading:
        """Sentences of the article's zones, and their tokens on demand."""
        return Reading(article, tuple(self._zone(article, name) for name in article.zones()))

    def _zone(self, article: Article, name: str) -> ZoneReading:
        text = article.zone(name)
        return ZoneReading(name, text, tuple(self._sentences.spans(text)), self._parse)

    def _parse(self, text: str) -> Doc:
        return self.nlp(tokenized(self.nlp, text))


def tokenized(nlp: Language, text: str) -> Doc:
    """The text as tokens, in time that grows with its length alone.

    spaCy's tokeniser peels one sign at a time off a word and looks at the whole rest each time: 10,000
    hyphens without a space took it 200 s. What is longer than any word or row of signs in earnest is cut
    here instead, into runs of letters and runs of signs.
    """
    from spacy.tokens import Doc

    words: list[tuple[str, bool]] = []
    done = 0
    for match in _NO_WORD.finditer(text):
        words += _rows(nlp.tokenizer(text[done : match.start()]))
        words += ((piece, False) for piece in _PIECES.findall(match.group()))
        spaced = text.startswith(" ", match.end())
        words[-1] = words[-1][0], spaced
        done = match.end() + spaced
    if not done:
        return nlp.tokenizer(text)
    words += _rows(nlp.tokenizer(text[done:]))
    return Doc(nlp.vocab, words=[word for word, _ in words], spaces=[space for _, space in words])


def _rows(doc: Doc) -> Iterator[tuple[str, bool]]:
    return ((token.text, bool(token.whitespace_)) for token in doc)
