"""Room 4: what a known name in a text may be (entry, term, office, widening, hidden phrase), in one trie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jejak.languages.data import lexicon_data
from jejak.languages.lexicon import Entry, Lexicon, Office, Term, load_lexicon
from jejak.languages.name_trie import NameTrie

if TYPE_CHECKING:
    from jejak.model import Evidence

LOCATIVES = ("di", "ke", "dari")
"""Prepositions of place."""


@dataclass(frozen=True, slots=True)
class PartyMention:
    """One place that names a party, agency or organisation.

    `form` is how it is named: name, acronym, demonym, nickname, capital (a capital that acts for its state),
    place (a capital that is only a place) or agency (an organ, or "pemerintah", known by its party).
    `locative`: the name stands behind a preposition of place ("di Indonesia").
    """

    code: str
    kind: str
    name: str
    evidence: Evidence
    form: str
    locative: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """An entry by one of its surfaces."""

    entry: Entry
    form: str

    @property
    def is_party(self) -> bool:
        """Whether it can own an organ: a state or an organisation of states."""
        return self.entry.kind in ("state", "igo")


@dataclass(frozen=True, slots=True)
class Widening:
    """A word that with a state beside it is still that state; `alone` the state it means with none."""

    alone: str | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """A phrase that holds a party's name and is none."""


Value = Named | Term | Office | Widening | Hidden


@dataclass(frozen=True, slots=True)
class Phrases:
    """The word lists of `party_phrases.yaml`."""

    hides_after: frozenset[str]
    hides_before: frozenset[str]
    heads: frozenset[str]
    organs: frozenset[str]
    places: frozenset[str]
    toward: frozenset[str]
    acts: frozenset[str]
    not_acts: frozenset[str]
    not_government: frozenset[str]
    bodies: frozenset[str]
    not_bodies: frozenset[str]
    no_shorts: frozenset[str]
    city_leads: frozenset[str]
    titles: frozenset[str]
    home_signs: frozenset[str]


@dataclass(frozen=True)
class PartyNames:
    """The lexicon, its names in a trie, and the word lists around them."""

    lexicon: Lexicon
    trie: NameTrie[Value]
    phrases: Phrases


@cache
def party_names() -> PartyNames:
    """The shipped names, built once."""
    lexicon, data = load_lexicon(), lexicon_data("id", "party_phrases")
    phrases = Phrases(**{key: frozenset(data[key]) for key in Phrases.__slots__})
    return PartyNames(lexicon, _trie(lexicon, data["hides"]), phrases)


def _trie(lexicon: Lexicon, hides: list[str]) -> NameTrie[Value]:
    trie: NameTrie[Value] = NameTrie()
    for text in hides:
        trie.add(text, Hidden())
    for entry in lexicon.entries:
        small = 1 if entry.kind == "agency" else 0
        for surface in entry.surfaces:
            trie.add(surface.text, Named(entry, surface.form), small=small if " " in surface.text else 0)
    composition = lexicon.composition
    for office in composition.offices:
        trie.add(office.text, office, small=2 if " " in office.text else 0)
    for term in composition.terms:
        trie.add(term.text, term, small=0 if term.english or term.text[1:2].isupper() else 9)
    for word, alone in composition.widening.items():
        trie.add(word, Widening(alone), small=9)
    return trie
