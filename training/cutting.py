"""Cuts texts into words as Universal Dependencies does: the model's tokeniser, and the same in bulk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import spacy
import yaml
from corpus import Sentence
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES
from spacy.util import compile_infix_regex, compile_suffix_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from jejak.reading import SentenceRules

CLITICS: Final = Path(__file__).with_name("clitics.yaml")
LONGEST: Final = 100  # words of a sentence that is taken
_CHUNK: Final = re.compile(r"\S+")
# spaCy's own infixes cut every hyphen; treebanks keep "anak-anak", "ke-5", "1960-an" whole.
INFIXES: Final = (
    rf"(?<=[{ALPHA}])[:<>=/](?=[{ALPHA}])",
    rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}0-9])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
    rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}\"')])[–—](?=[{ALPHA}\"'(])",
    r"(?<=[0-9])[–—](?=[0-9])",
    r"--+|…|\.\.+",
    rf"(?<=[{ALPHA}0-9])[()\[\]\"“”](?=[{ALPHA}0-9])",
    rf"(?<=\))/(?=[{ALPHA}])",
)


def blank_pipeline() -> Language:
    """An untrained `id` pipeline with the tokeniser of the treebanks."""
    nlp = spacy.blank("id")
    clitics = yaml.safe_load(CLITICS.read_text(encoding="utf-8"))
    cut = [rf"(?<=[{ALPHA}]{{3}})(?:nya|Nya|NYA)(?![{ALPHA}])", r"(?<=nya)(?:lah|pun|kah)"]
    nlp.tokenizer.suffix_search = compile_suffix_regex([*nlp.Defaults.suffixes, *cut]).search
    nlp.tokenizer.infix_finditer = compile_infix_regex(INFIXES).finditer
    for clitic in ("lah", "kah", "pun"):
        for stem in clitics[clitic]["stems"].split():
            for form in (stem, stem.capitalize()):
                nlp.tokenizer.add_special_case(form + clitic, [{"ORTH": form}, {"ORTH": clitic}])
    for word in clitics["nya"]["whole"].split() + clitics["whole"].split():
        for form in (word, word.capitalize(), word.upper()):
            nlp.tokenizer.add_special_case(form, [{"ORTH": form}])
    return nlp


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
