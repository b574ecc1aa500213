"""Room 4, findings/statements: the names of one zone and the offices their bearers hold."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jejak.findings.statements.cues import Lexicon, lexicon
from jejak.model import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jejak.findings.parties.names import PartyMention
    from jejak.findings.statements.words import Words
    from jejak.model import Actor, Evidence

_LONGEST_OFFICE = 6


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text, as tokens first..last (exclusive), and who it is.

    `person` is True for organizations too: they are known by name, not by code.
    """

    first: int
    last: int
    speaker: Speaker
    person: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """A person and an office of theirs, abbreviations opened; `follows` is the word behind it in the title.

    `first` is the token where the person is named.
    """

    speaker: Speaker
    office: tuple[str, ...]
    follows: tuple[str, ...]
    party: str | None
    first: int


class Roster:
    """Everybody named in one zone of an article."""

    def __init__(
        self, words: Words, people: Iterable[Actor], parties: Iterable[PartyMention], zone: str
    ) -> None:
        self.words = words
        self.lexicon: Lexicon = lexicon()
        people, parties = list(people), list(parties)
        self.kinds = {party.code: party.kind for party in parties}
        known = [*_people(words, people, zone), *_parties(words, parties, zone)]
        spans = {(n.first, n.last) for n in known}
        media = [n for n in _media(words, self.lexicon) if (n.first, n.last) not in spans]
        self.named = _settle([*known, *media])
        self._firsts = [named.first for named in self.named]
        self._holders = [holder for actor in people for holder in self._offices_of(actor, zone)]

    @cached_property
    def people(self) -> frozenset[Speaker]:
        """Everybody known by name."""
        return frozenset(named.speaker for named in self.named if named.person)

    def within(self, first: int, last: int) -> list[Named]:
        """Names that start in the tokens first..last, in order."""
        return self.named[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    @cached_property
    def _first_named(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for named in self.named:
            first.setdefault(named.speaker.id, named.first)
        return first

    def is_told_of(self, named: Named) -> bool:
        """Whether a person without a party is named again: they are told of, who is named first may speak."""
        private = named.person and named.speaker.represents is None
        return private and self._first_named[named.speaker.id] < named.first

    def starts_name(self, n: int) -> bool:
        """Whether a known name starts at token n."""
        return bool(self.within(n, n + 1))

    def is_medium(self, speaker: Speaker) -> bool:
        """Whether the speaker is a news medium or platform we know by name."""
        words = tuple(speaker.name.split())
        return bool(words) and words in self.lexicon.media.get(words[0], ())

    def opened(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Lower-case words with abbreviations opened: (menlu, ri) -> (menteri, luar, negeri, ri)."""
        full: list[str] = []
        at = 0
        while at < len(tokens):
            pair = self.lexicon.abbreviations.get(" ".join(tokens[at : at + 2]))
            full += pair or self.lexicon.abbreviations.get(tokens[at], (tokens[at],))
            at += 2 if pair else 1
        return tuple(full)

    def office_at(self, first: int) -> tuple[str, ...] | None:
        """The office whose words start at token first, the longest."""
        opened = self.opened(self.words.low[first : first + _LONGEST_OFFICE])
        offices = self.lexicon.offices.get(opened[0], ()) if opened else ()
        return next((office for office in offices if opened[: len(office)] == office), None)

    def behind_office(self, first: int, office: tuple[str, ...]) -> int:
        """Token behind the office that starts at token first."""
        n = 1
        while n < _LONGEST_OFFICE and len(self.opened(self.words.low[first : first + n])) < len(office):
            n += 1
        return first + n

    def holder(self, start: int, before: int, party: Named | None) -> Speaker | None:
        """The last person named before whose office starts at token `start`, of the party named with it."""
        if (office := self.office_at(start)) is None:
            return None
        state = party.speaker.id.split(":")[0] if party else None
        follows: tuple[str, ...] = ()
        if office[-1] == "menteri":
            follows = self.opened(self.words.low[start : start + _LONGEST_OFFICE])[len(office) :][:1]
        fit = [
            h
            for h in self._holders
            if h.office == office
            and (state is None or h.party == state)
            and (not follows or not h.follows or h.follows == follows)
        ]
        earlier = [h for h in fit if h.first < before]
        if earlier:
            return max(earlier, key=lambda h: h.first).speaker
        return fit[0].speaker if fit else None

    def starts_sentence(self, n: int) -> bool:
        """Whether token n is the first word of a sentence or line."""
        if n == 0 or self.words.raw[n - 1] in '.!?"“”:':
            return True
        return "\n" in self.words.text[self.words.ends[n - 1] : self.words.starts[n]]

    def places_of(self, word: str) -> list[int]:
        """The tokens that are this word, as written."""
        return self._places.get(word, [])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for n, raw in enumerate(self.words.raw):
            if raw[0].isupper():
                places.setdefault(raw, []).append(n)
        return places

    @cached_property
    def proper(self) -> frozenset[str]:
        """Words that the text writes with a capital inside a sentence, and never without."""
        words = self.words
        inner = {words.raw[n] for n in range(1, len(words.raw)) if words.is_name(n) and words.is_word(n - 1)}
        common = {word for word in words.raw if word[0].islower()}
        return frozenset(word for word in inner if len(word) > 1 and word.lower() not in common)

    def _offices_of(self, actor: Actor, zone: str) -> list[Holder]:
        speaker = speaker_of(actor)
        places = [self.words.at(m.start) for m in actor.mentions if m.zone == zone] or [0]
        found = []
        for title in {position.title for position in actor.positions}:
            opened = self.opened(title.lower().replace("(", " ").replace(")", " ").split())
            if (held := self._first_office(opened)) is not None:
                at, office = held
                follows = opened[at + len(office) :][:1]
                found += [Holder(speaker, office, follows, actor.party, place) for place in places]
        return found

    def _first_office(self, opened: tuple[str, ...]) -> tuple[int, tuple[str, ...]] | None:
        for at, word in enumerate(opened):
            for office in self.lexicon.offices.get(word, ()):
                if opened[at : at + len(office)] == office:
                    return at, office
        return None


def speaker_of(actor: Actor) -> Speaker:
    """The actor as a speaker, in their main office."""
    return Speaker(actor.id, actor.name, actor.represents, actor.position)


def _people(words: Words, people: Iterable[Actor], zone: str) -> list[Named]:
    return [
        _named(words, mention, speaker_of(actor), person=True)
        for actor in people
        if actor.kind in ("person", "organization")
        for mention in actor.mentions
        if mention.zone == zone
    ]


def _parties(words: Words, parties: Iterable[PartyMention], zone: str) -> list[Named]:
    return [
        _named(words, p.evidence, Speaker(p.code, p.name, p.code.split(":")[0]), person=False)
        for p in parties
        if p.evidence.zone == zone
    ]


def _media(words: Words, lexicon: Lexicon) -> list[Named]:
    """Media with names of more words than one ("The Times of Israel"): they are known by name."""
    found = []
    for n, raw in enumerate(words.raw):
        for name in lexicon.media.get(raw, ()):
            if len(name) > 1 and tuple(words.raw[n : n + len(name)]) == name:
                written = " ".join(name)
                found.append(Named(n, n + len(name), Speaker(written, written), person=True))
                break
    return found


def _named(words: Words, place: Evidence, speaker: Speaker, *, person: bool) -> Named:
    first = words.at(place.start)
    return Named(first, max(first + 1, words.at(place.end)), speaker, person)


def _settle(found: list[Named]) -> list[Named]:
    """Names in order, none overlapping: longer ones win, persons before parties of one length."""
    taken: set[int] = set()
    kept = []
    for named in sorted(found, key=lambda n: (n.first - n.last, not n.person, n.first)):
        span = range(named.first, named.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(named)
    return sorted(kept, key=lambda n: n.first)
