"""Room 3, reading: Article -> Reading, the tokens and sentences that all finders share.

Sentences are found by the rules below. The model that ships (`languages/id/model`, made by `training/`)
reads what a finder asks for and no more: a zone's `names` cost a third of its `doc`, which has tags and
grammar too.
Another pipeline comes in through `Reader(nlp)`, and finders see the same `Doc`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from jejak.languages.data import lexicon_text
from jejak.languages.name_trie import Token, tokens_of
from jejak.model import BODY, Article, Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

FOR_NAMES: Final = ("tok2vec", "ner")  # the parts of a pipeline that names need
_END = re.compile(r"""[.!?…]["”’'»)\]]*(?=\s)|\n""")
_NO_WORD = re.compile(r"(?<!\S)\S{61,}|[^\w\s]{9,}")
_RUNS = re.compile(r"\s+|\S+")
_PIECES = re.compile(r"\w{1,60}|[^\w\s]{1,8}")
_LONGEST = 2_000
_PART = 10_000
_OPENERS = "\"“‘'«(["


def _abbreviations() -> frozenset[str]:
    lines = lexicon_text("id", "abbreviations").splitlines()
    return frozenset(w for line in lines if (w := line.partition("#")[0].strip().lower()))


class SentenceRules:
    """Finds where sentences start in Indonesian news text.

    A sentence ends at a line break, or at `.`, `!` or `?` (with closing marks) before a space and a
    capital, digit or opening mark; not after an abbreviation ("Dr.") or an initial ("H. M. Nasir"). What
    runs on for more than 2,000 characters is cut at a space: finders compare the words of a sentence with
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


class Name(NamedTuple):
    """A name as the model sees it: character offsets in the zone, and PER, ORG or LOC."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class ZoneReading:
    """One zone's text, as in the article, with its sentences as (start, end) character offsets."""

    name: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    _reader: Reader = field(repr=False, compare=False)

    @cached_property
    def _parts(self) -> list[tuple[int, Doc]]:
        return list(self._reader.named(self))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names that the model sees, in order; read when first asked for."""
        return tuple(
            Name(at + ent.start_char, at + ent.end_char, ent.label_)
            for at, doc in self._parts
            for ent in doc.ents
        )

    @cached_property
    def doc(self) -> Doc:
        """The zone's spaCy Doc, of exactly its text, its sentences ours; made when first asked for."""
        return self._reader.parsed([doc for _, doc in self._parts])

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
        """The pipeline, loaded when a name or token is first asked for."""
        return self._given if self._given is not None else shipped_model()

    def read(self, article: Article) -> Reading:
        """Sentences of the article's zones; names and tokens on demand."""
        return Reading(article, tuple(self._zone(article, name) for name in article.zones()))

    def _zone(self, article: Article, name: str) -> ZoneReading:
        text = article.zone(name)
        return ZoneReading(name, text, tuple(self._sentences.spans(text)), self)

    def named(self, zone: ZoneReading) -> Iterator[tuple[int, Doc]]:
        """The zone's tokens with its sentences and names, and where each part of the text starts.

        A part ends where a sentence does, after 10,000 characters or a little more: what a page of any
        length needs of memory is bounded.
        """
        starts = {start for start, _ in zone.sentences}
        for at, end in _parts(zone):
            doc = tokenized(self.nlp, zone.text[at:end])
            for token in doc:
                token.is_sent_start = at + token.idx in starts or token.i == 0
            yield at, self._through(doc, lambda part: part in FOR_NAMES)

    def parsed(self, parts: list[Doc]) -> Doc:
        """The parts of `named` as one Doc, with all that the pipeline says."""
        from spacy.tokens import Doc

        docs = [self._through(doc, lambda part: part not in FOR_NAMES) for doc in parts]
        return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)

    def _through(self, doc: Doc, wanted: Callable[[str], bool]) -> Doc:
        if len(doc):
            for part, pipe in self.nlp.pipeline:
                if wanted(part):
                    doc = pipe(doc)
        return doc


def _parts(zone: ZoneReading) -> Iterator[tuple[int, int]]:
    start = 0
    for sentence, _ in zone.sentences:
        if sentence - start >= _PART:
            yield start, sentence
            start = sentence
    yield start, len(zone.text)


def shipped_model() -> Language:
    """The Indonesian pipeline of the package, all but its lemmas and its own sentence bounds."""
    import spacy
    from thinc.api import use_ops

    import jejak.languages.id.tokenizer  # noqa: F401 - registers it

    files = resources.files("jejak.languages.id") / "model"
    # numpy multiplies matrices four times as fast as the library that thinc takes by itself
    with use_ops("numpy", use_blis=False), resources.as_file(files) as path:
        return spacy.load(path, exclude=["senter", "trainable_lemmatizer"])


def tokenized(nlp: Language, text: str) -> Doc:
    """The text as tokens, as spaCy would make them, in time that grows with its length alone.

    Each run without white space is cut once and remembered: spaCy's own memory ends at 10,000 words. Its
    tokeniser also peels one sign at a time off a run and looks at the whole rest each time: 10,000 hyphens
    took it 200 s. What is longer than any word or row of signs in earnest is cut into letters and signs.
    """
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    for match in _RUNS.finditer(text):
        run = match.group()
        if not run.isspace():
            words += _cut(nlp.tokenizer, run)
        elif words and run[0] == " ":
            spaces += [False] * (len(words) - len(spaces) - 1) + [True]
            words += [run[1:]] if len(run) > 1 else []
        else:
            words.append(run)
    spaces += [False] * (len(words) - len(spaces))
    return Doc(nlp.vocab, words=words, spaces=spaces)


@lru_cache(maxsize=50_000)
def _cut(tokenizer: Callable[[str], Doc], run: str) -> tuple[str, ...]:
    words: list[str] = []
    done = 0
    for match in _NO_WORD.finditer(run):
        words += (token.text for token in tokenizer(run[done : match.start()]))
        words += _PIECES.findall(match.group())
        done = match.end()
    return (*words, *(token.text for token in tokenizer(run[done:])))
