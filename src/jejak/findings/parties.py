"""Room 4: the parties, agencies and organisations that an article names (codebook 3).

Names come from the lexicon's files; agencies are composed of a term and the state beside it, offices abroad of
the office's word, the sender and the place; short forms that an article introduces in brackets are learned for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from jejak.languages.lexicon import Composition, Entry, Lexicon, Office, Term, load_lexicon, read_yaml
from jejak.languages.name_trie import Hit, NameTrie, Token, tokens_of
from jejak.model import Actor, Evidence, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jejak.reading import Reading, ZoneReading

FINDER: Final = "parties"
VERSION: Final = "1"


@dataclass(frozen=True, slots=True)
class PartyMention:
    """One place that names a party, agency or organisation.

    `form` is how it is named: name, acronym, demonym, nickname, capital (a capital that acts for its state),
    place (a capital that is only a place) or agency (composed of a term and a party).
    `locative`: the name stands behind a preposition of place ("di Indonesia").
    """

    code: str
    kind: str
    name: str
    evidence: Evidence
    form: str
    locative: bool = False


def find_party_mentions(reading: Reading) -> tuple[PartyMention, ...]:
    """Every mention, over all zones, in order of zone and place; longest first, none overlapping."""
    finder = _finder()
    found: list[PartyMention] = []
    learned: dict[str, PartyMention] = {}
    for zone in reading.zones:
        found += finder.zone(reading, zone, learned)
    return tuple(found)


def find_parties(reading: Reading, mentions: Sequence[PartyMention] | None = None) -> tuple[Actor, ...]:
    """The mentions grouped by code into actors, in order of first mention. Places are no actors."""
    if mentions is None:
        mentions = find_party_mentions(reading)
    grouped: dict[str, list[PartyMention]] = {}
    for mention in mentions:
        if mention.form != "place":
            grouped.setdefault(mention.code, []).append(mention)
    return tuple(_actor(code, group) for code, group in grouped.items())


def _actor(code: str, group: Sequence[PartyMention]) -> Actor:
    first = group[0]
    return Actor(
        id=code,
        kind=first.kind,
        name=first.name,
        mentions=tuple(mention.evidence for mention in group),
        origin=Origin(FINDER, VERSION, first.form),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """An entry by one of its surfaces."""

    entry: Entry
    form: str


@dataclass(frozen=True, slots=True)
class _Widening:
    """A word that with a state beside it is still that state."""


@dataclass(frozen=True, slots=True)
class _Hidden:
    """A phrase that holds a party's name and is none."""


_Value = _Named | Term | Office | _Widening | _Hidden


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of `party_phrases.yaml`."""

    hides_after: frozenset[str]
    hides_before: frozenset[str]
    heads: frozenset[str]
    places: frozenset[str]
    toward: frozenset[str]
    acts: frozenset[str]


@cache
def _finder() -> _Finder:
    return _Finder(load_lexicon())


def _trie(lexicon: Lexicon, hides: Iterable[str]) -> NameTrie[_Value]:
    trie: NameTrie[_Value] = NameTrie()
    for text in hides:
        trie.add(text, _Hidden())
    for entry in lexicon.entries:
        for surface in entry.surfaces:
            trie.add(surface.text, _Named(entry, surface.form))
    composition = lexicon.composition
    for office in composition.offices:
        trie.add(office.text, office)
    for term in composition.terms:
        trie.add(term.text if term.english else term.text.lower(), term, any_case=term.text[1:].islower())
    for word in composition.widening:
        trie.add(word, _Widening(), any_case=True)
    return trie


class _Finder:
    """Finds mentions in a zone with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        data = read_yaml("party_phrases")
        self.lexicon = lexicon
        self.composition: Composition = lexicon.composition
        self.trie = _trie(lexicon, data["hides"])
        self.words = _Words(**{key: frozenset(data[key]) for key in _Words.__slots__})

    def zone(
        self, reading: Reading, zone: ZoneReading, learned: dict[str, PartyMention]
    ) -> list[PartyMention]:
        """The zone's mentions; short forms introduced in it are added to `learned`."""
        return _ZoneFinder(self, reading, zone, learned).find()


_BRACKET = re.compile(r" ?[(\[](?P<short>[^()\[\]\n]{2,40})[)\]]")
_SHORT = re.compile(r"[A-Z][\w&/-]{1,14}(?: [A-Z]{2,4})?")


class _ZoneFinder:
    """State of one pass over one zone: the hits, read left to right."""

    def __init__(
        self, finder: _Finder, reading: Reading, zone: ZoneReading, learned: dict[str, PartyMention]
    ) -> None:
        self.finder, self.reading, self.zone, self.learned = finder, reading, zone, learned
        self.text = zone.text
        self.tokens: list[Token] = tokens_of(self.text)
        self.hits: list[Hit[_Value]] = finder.trie.find(self.text, self.tokens)
        self.latest: dict[str, str] = {}
        self.found: list[PartyMention] = []

    def find(self) -> list[PartyMention]:
        """All mentions in order."""
        at = 0
        while at < len(self.hits):
            at = self._read(at)
        return self.found

    # -- one hit, or several that make one mention; each reader returns the index behind what it read

    def _read(self, at: int) -> int:
        value = self.hits[at].value
        if isinstance(value, _Named):
            return self._named(at, value)
        if isinstance(value, Term):
            return self._term(at, value)
        if isinstance(value, Office):
            return self._office(at, value)
        if isinstance(value, _Widening):
            return self._widened(at)
        return at + 1

    def _named(self, at: int, value: _Named) -> int:
        hit = self.hits[at]
        behind = self._value(at + 1)
        if value.entry.kind in ("state", "igo") and isinstance(behind, Term) and behind.english and self._adjacent(at):
            return self._add_agency(value.entry, behind, hit.first, self.hits[at + 1].last, at + 2)
        if not self._hidden(hit, value):
            self._add(value.entry, hit.first, hit.last, self._form(hit, value))
        return at + 1

    def _term(self, at: int, term: Term) -> int:
        party_at, _ = self._party_behind(at)
        if party_at is not None and not self._adjective(at, term):
            named = self.hits[party_at].value
            assert isinstance(named, _Named)
            return self._add_agency(named.entry, term, self.hits[at].first, self.hits[party_at].last, party_at + 1)
        if term.alone and self._capital_letters(self.hits[at]):
            self._alone(at, term)
        return at + 1

    def _alone(self, at: int, term: Term) -> None:
        hit = self.hits[at]
        party = self.latest.get(term.suffix, "IDN")
        entry = self.finder.lexicon.by_code(party)
        if entry is not None:
            self._add_composed(entry, term.suffix, hit.first, hit.last)

    def _widened(self, at: int) -> int:
        party_at, _ = self._party_behind(at)
        if party_at is None or self.text[self.tokens[self.hits[at].last - 1].end] != " ":
            return at + 1
        hit, named = self.hits[party_at], self.hits[party_at].value
        assert isinstance(named, _Named)
        if named.entry.kind != "state" or party_at != at + 1:
            return at + 1
        self._add(named.entry, self.hits[at].first, hit.last, "name")
        return party_at + 1

    def _office(self, at: int, office: Office) -> int:
        hit = self.hits[at]
        sender, last, after = office.party, hit.last, at + 1
        if sender is None:
            party_at, _ = self._party_behind(at)
            if party_at is None:
                return at + 1
            named = self.hits[party_at].value
            assert isinstance(named, _Named)
            sender, last, after = named.entry.code, self.hits[party_at].last, party_at + 1
        place, last = self._office_place(last)
        entry = self.finder.lexicon.by_code(sender)
        if entry is None:
            return after
        suffix = f"{office.suffix}-{place}" if place else office.suffix
        key = f"office:{sender}:{office.suffix}"
        code = f"{sender}:{suffix}" if place else self.latest.get(key, f"{sender}:{suffix}")
        if place:
            self.latest[key] = code
        self._append(code, "agency", self._words(hit.first, last), hit.first, last, "agency")
        while after < len(self.hits) and self.hits[after].first < last:
            after += 1
        return after

    def _office_place(self, last: int) -> tuple[str | None, int]:
        at = last
        if at < len(self.tokens) and self._bracketed(at):
            at += 1
        if at < len(self.tokens) and self.tokens[at].low in ("di", "untuk") and at + 1 < len(self.tokens):
            at += 1
        if at >= len(self.tokens):
            return None, last
        gap = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        if gap not in (" ", ") ") or not self.tokens[at].text[0].isupper():
            return None, last
        hit = self.finder.trie.longest_at(self.text, self.tokens, at)
        if hit is not None and isinstance(hit.value, _Named) and hit.value.entry.kind in ("state", "igo"):
            if hit.value.form == "capital" or hit.value.entry.code == "UN":
                return self._words(at, hit.last).replace("PBB", "UN"), hit.last
            return hit.value.entry.name_en, hit.last
        if self.tokens[at].text.isupper() and len(self.tokens[at].text) < 4:
            return None, last
        return self.tokens[at].text, at + 1

    def _bracketed(self, at: int) -> bool:
        before = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return before in (" (", "(") and self.text[self.tokens[at].end : self.tokens[at].end + 1] == ")"

    # -- looking around

    def _value(self, at: int) -> _Value | None:
        return self.hits[at].value if at < len(self.hits) else None

    def _gap(self, at: int) -> str:
        """The text between hit `at` and the next one."""
        return self.text[self.tokens[self.hits[at].last - 1].end : self.tokens[self.hits[at + 1].first].start]

    def _adjacent(self, at: int) -> bool:
        return at + 1 < len(self.hits) and self._gap(at) in (" ", "\u00a0")

    def _party_behind(self, at: int) -> tuple[int | None, bool]:
        """Index of the state or igo that stands right behind hit `at`, over one bracket and widening words."""
        n = at
        while n + 1 < len(self.hits):
            gap = self._gap(n)
            bracket = _BRACKET.fullmatch(gap.rstrip() or " ") is not None and gap.endswith(" ")
            if not (gap in (" ", "\u00a0", " (", ") ") or bracket):
                return None, False
            value = self.hits[n + 1].value
            if isinstance(value, _Named) and value.entry.kind in ("state", "igo"):
                return (n + 1, bracket) if gap not in (" (",) else (None, False)
            if isinstance(value, _Widening) or (gap == " (" and isinstance(value, (Term, _Named))):
                n += 1
                continue
            return None, False
        return None, False

    def _adjective(self, at: int, term: Term) -> bool:
        first = self.hits[at].first
        if term.suffix not in ("MIL", "INT", "POL") or first == 0:
            return False
        return self.tokens[first - 1].low in self.finder.composition.not_after

    def _capital_letters(self, hit: Hit[_Value]) -> bool:
        return self.tokens[hit.first].text[0].isupper()

    def _before(self, first: int) -> str:
        if first == 0 or "\n" in self.text[self.tokens[first - 1].end : self.tokens[first].start]:
            return ""
        return self.tokens[first - 1].low

    def _hidden(self, hit: Hit[_Value], value: _Named) -> bool:
        words, before = self.finder.words, self._before(hit.first)
        if before in words.hides_after and value.entry.kind == "state":
            return self.text[self.tokens[hit.first - 1].end : self.tokens[hit.first].start] == " "
        if value.entry.kind != "state":
            return False
        if hit.last < len(self.tokens) and self.tokens[hit.last].text[0].isupper():
            if self.tokens[hit.last].low in words.hides_before:
                return True
            if value.entry.ambiguous and self.text[self.tokens[hit.last - 1].end] == " ":
                return True
        return value.form in ("name", "acronym") and self._ends_a_name(hit.first)

    def _ends_a_name(self, first: int) -> bool:
        """Whether the words before are the capitalised name of an organisation that this ends."""
        n = first - 1
        while n >= 0 and first - n <= 7:
            token = self.tokens[n]
            if self.text[token.end : self.tokens[n + 1].start] != " ":
                return False
            if not token.text[0].isupper() and token.low not in ("dan", "of", "for", "untuk"):
                return False
            if token.low in self.finder.words.heads and token.text[0].isupper():
                return True
            n -= 1
        return False

    def _form(self, hit: Hit[_Value], value: _Named) -> str:
        if value.form != "capital":
            return value.form
        return "capital" if self._acts(hit) else "place"

    def _acts(self, hit: Hit[_Value]) -> bool:
        """Whether a capital acts for its state here: it is somebody's counterpart, or a verb follows."""
        words, before = self.finder.words, self._before(hit.first)
        if before in words.places:
            return False
        end = self.tokens[hit.last - 1].end
        if before in words.toward:
            return self.text[end : end + 1] not in ("(",)
        if self.text[end : end + 1] in "-–" or self.text[max(0, self.tokens[hit.first].start - 1)] in "-–":
            return True
        if hit.last >= len(self.tokens) or self.text[end : self.tokens[hit.last].start] != " ":
            return False
        follows = self.tokens[hit.last].text
        return follows in words.acts or (len(follows) > 5 and follows.startswith(("me", "ber", "di", "ter")))

    def _words(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    # -- adding

    def _add_agency(self, party: Entry, term: Term, first: int, last: int, after: int) -> int:
        self.latest[term.suffix] = party.code
        self._add_composed(party, term.suffix, first, last)
        return after

    def _add_composed(self, party: Entry, suffix: str, first: int, last: int) -> None:
        code = self.finder.lexicon.canonical(f"{party.code}:{suffix}")
        entry = self.finder.lexicon.by_code(code)
        name = entry.name_id if entry else self._words(first, last)
        self._append(code, "agency", name, first, last, "agency")

    def _add(self, entry: Entry, first: int, last: int, form: str) -> None:
        self._append(entry.code, entry.kind, entry.name_id, first, last, form)

    def _append(self, code: str, kind: str, name: str, first: int, last: int, form: str) -> None:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        locative = self._before(first) in ("di", "ke", "dari")
        evidence = self.reading.evidence(start, end, self.zone.name)
        self.found.append(PartyMention(code, kind, name, evidence, form, locative))

