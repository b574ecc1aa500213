"""Room 4, findings/statements: a language's reporting words, read once from its data files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from jejak.languages.data import lexicon_data


@dataclass(frozen=True, slots=True)
class Cue:
    """One reporting word: its lemma, when content counts as told, whether it is weak (see cues.yaml)."""

    lemma: str
    content: str
    weak: bool


@dataclass(frozen=True)
class Lexicon:
    """All word lists of the statements finder, lower-cased, by what they are for.

    `after` holds bare stems (kata), `of_last` their -nya forms, whose speaker is the last one (katanya).
    """

    after: dict[str, Cue]
    of_last: dict[str, Cue]
    before: dict[str, Cue]
    passive: dict[str, Cue]
    words: dict[str, frozenset[str]]
    offices: dict[str, tuple[tuple[str, ...], ...]]
    abbreviations: dict[str, tuple[str, ...]]
    media: dict[str, tuple[tuple[str, ...], ...]]
    platforms: frozenset[str]
    empty_objects: tuple[tuple[str, ...], ...]
    kinds: dict[str, tuple[str, ...]]

    def has(self, kind: str, word: str) -> bool:
        """Whether the word stands in the list of that name."""
        return word in self.words[kind]


@cache
def lexicon(language: str = "id") -> Lexicon:
    """The lexicon of a language. Raises FileNotFoundError where we have none."""
    cues, speech = lexicon_data(language, "cues"), lexicon_data(language, "speech")
    after, of_last, before, passive = _forms(cues["cues"])
    lists = {
        name: frozenset(map(str.lower, value)) for name, value in speech.items() if isinstance(value, list)
    }
    return Lexicon(
        after=after,
        of_last=of_last,
        before=before,
        passive=passive,
        words=lists,
        offices=_by_first_word(speech["offices"]),
        abbreviations={short: tuple(full.split()) for short, full in speech["abbreviations"].items()},
        media=_by_first_word([*speech["media"], *speech["platforms"]]),
        platforms=frozenset(speech["platforms"]),
        kinds={noun: tuple(kinds) for noun, kinds in speech["kinds"].items()},
        empty_objects=tuple(
            sorted((tuple(o.split()) for o in speech["empty_objects"]), key=len, reverse=True)
        ),
    )


def _by_first_word(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases as words under their first word, longest first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted({tuple(p.split()) for p in phrases}, key=lambda words: (-len(words), words)):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


def _forms(rows: list[dict[str, Any]]) -> tuple[dict[str, Cue], ...]:
    after: dict[str, Cue] = {}
    of_last: dict[str, Cue] = {}
    before: dict[str, Cue] = {}
    passive: dict[str, Cue] = {}
    for row in rows:
        cue = Cue(row["lemma"], row["content"], bool(row.get("weak")))
        for stem in row.get("after", ()):
            after[stem] = cue
            of_last[stem + "nya"] = cue
        before.update(dict.fromkeys(row.get("before", ()), cue))
        passive.update(dict.fromkeys(row.get("passive", ()), cue))
    return after, of_last, before, passive
