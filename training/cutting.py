"""Cuts texts into words as Universal Dependencies does: the model's tokeniser, and the same in bulk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import spacy
from corpus import Sentence

from jejak.languages.id.tokenizer import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from jejak.reading import SentenceRules

LONGEST: Final = 100  # words of a sentence that is taken
_CHUNK: Final = re.compile(r"\S+")


def blank_pipeline() -> Language:
    """An untrained `id` pipeline with the tokeniser of the treebanks."""
    return spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": NAME}}})


class Cutter:
    """Cuts texts into words, each run without white space once: spaCy's own memory ends at 10,000 words."""

    def __init__(self) -> None:
        self._tokenizer = blank_pipeline().tokenizer
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, text: str) -> list[tuple[int, int]]:
        """(start, end) of the words of a text."""
        found = []
        for chunk in _CHUNK.finditer(text):
            run, at = chunk.group(), chunk.start()
            cuts = self._known.get(run)
            if cuts is None:
                cuts = self._known[run] = tuple(t.idx + len(t) for t in self._tokenizer(run[:200]))
            before = 0
            for cut in cuts:
                found.append((at + before, at + cut))
                before = cut
        return found


def sentences(cut: Cutter, rules: SentenceRules, text: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Start of each sentence that is no longer than is taken, and its words."""
    for start, end in rules.spans(text):
        tokens = cut(text[start:end])
        if 3 <= len(tokens) <= LONGEST:
            yield start, tokens


def plain(text: str, tokens: list[tuple[int, int]]) -> Sentence:
    """The words of a text."""
    after = [start for start, _ in tokens[1:]]
    spaces = [nxt > end for (_, end), nxt in zip(tokens, after, strict=False)]
    return Sentence([text[a:b] for a, b in tokens], [*spaces, True] if tokens else [])
