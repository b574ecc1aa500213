"""What a note, a statement or an export is about: a context of the codebook, or words in any form."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jejak.errors import InputError
from jejak.findings.contexts import contexts_of, contexts_told
from jejak.languages.patterns import words_of
from jejak.record.words import stems
from jejak.vocabulary import CONTEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_END = sys.maxsize


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject by its name; `context` if the codebook has it, else the stems of its words."""

    name: str
    context: str | None
    words: tuple[str, ...]

    def fits(self, contexts: Sequence[str], texts: Iterable[str]) -> bool:
        """Whether a finding with these contexts and words is about it."""
        if self.context in contexts:
            return True
        if self.context:
            told = [contexts_told(words_of(text)) for text in texts]
            return any(self.context in contexts_of(words, 0, _END, "CONSULT") for words in told)
        return set(self.words) <= {stem for text in texts for stem in stems(text)}


def subject(name: str | None) -> Subject | None:
    """The subject that a name stands for: "terrorism", "illegal drugs", or any words in Indonesian.

    InputError if it holds no word; None for none.
    """
    if not name or not name.strip():
        return None
    if not stems(name):
        raise InputError(
            f"--about {name!r} holds no word: write terrorism, or words such as penjaga pantai",
            "no_word", text=name,
        )  # fmt: skip
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    return Subject(name.strip(), wanted if wanted in CONTEXTS else None, tuple(stems(name)))
