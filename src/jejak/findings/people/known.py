"""People whom the news names without an office: who they are, and where one is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jejak.names import name_words

if TYPE_CHECKING:
    from jejak.findings.people.lexicon import Lexicon
    from jejak.findings.people.tokens import Words


@dataclass(frozen=True, slots=True)
class Term:
    """One party that a well-known person stood for, in which office, from and to which year."""

    party: str
    office: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody the news names without an office."""

    name: str
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]

    def term(self, year: int | None) -> Term | None:
        """The term that holds the year; else the last before it; else the first."""
        if not self.terms:
            return None
        if year is None:
            return self.terms[0]
        running = [t for t in self.terms if t.since <= year <= t.until]
        past = [t for t in self.terms if t.until < year]
        return running[0] if running else max(past, key=lambda t: t.until) if past else self.terms[-1]


def known_at(words: Words, index: int, lex: Lexicon) -> tuple[KnownPerson, int] | None:
    """The well-known person named from a token on, by the longest of the names, and the index after it."""
    tokens = words.tokens
    if not tokens[index].capital or tokens[index].unsaid or not tokens[index].word:
        return None
    if not lex.known_firsts.issuperset(name_words(tokens[index].text)[:1]):
        return None
    spelled: list[str] = []
    best: tuple[KnownPerson, int] | None = None
    at = index
    while at < len(tokens) and len(spelled) < lex.longest_known + 1:
        token = tokens[at]
        if token.sentence != tokens[index].sentence:
            break
        if token.word:
            spelled.extend(name_words(token.text))
            person = lex.known_by_words.get(tuple(spelled))
            if person is not None:
                best = (person, at + 1)
        elif token.text not in "-‐‑–.'’" or (token.text == "." and not tokens[at - 1].initial):
            break
        at += 1
    return best
