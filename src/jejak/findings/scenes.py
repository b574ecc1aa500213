"""Room 4: who stands where in a sentence, for the finders of events and commitments.

A *participant* is a place in the text that stands for a party: a party's or agency's name, a person who
represents one, "kedua negara", "pihaknya", or "kami" in somebody's quote.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from jejak.findings.contexts import contexts_told
from jejak.languages.data import lexicon_data
from jejak.languages.lexicon import load_lexicon
from jejak.languages.patterns import Word, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jejak.findings.parties import PartyMention
    from jejak.model import Actor, Statement
    from jejak.reading import Reading, ZoneReading

HOME = "IDN"
"""The state whose own affairs an Indonesian page tells without any foreign matter."""
_PARTY_KINDS = frozenset({"state", "igo", "agency", "group"})
_STATES = re.compile(r"negara|negeri|presiden|kepala|menlu|menteri|pemerintah", re.IGNORECASE)
"""Heads of "kedua ..." that can only mean states."""
_PAIR = re.compile(
    r"\b(?:kedua(?:\s+belah)?\s+(?:negara|pihak|pemimpin|menlu|menteri|kepala|presiden|delegasi|negeri|pemerintah|tokoh)"
    r"|keduanya|dua\s+negara|masing-masing\s+negara|mereka\s+berdua|kami\s+berdua)\b",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?:negaranya|pihaknya|pemerintahnya|pemerintahannya|negara\s+(?:itu|tersebut)|pasukannya|militernya"
    r"|kelompok\s+(?:itu|tersebut)|ia|dia|beliau|mereka|organisasi\s+(?:itu|tersebut))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:kami|kita|saya|negara\s+kami|pemerintah\s+kami)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"\s*(?:[,/&\-–—]|\b(?:dan|serta|maupun|bersama|beserta|dengan|hingga|atau)\b)"
    r"(?:\s*(?:dan|serta|juga|bersama)\b)?((?:\s+[\w().-]+){0,6})\s*"
)
_PAIR_REACH = 4
_LONGEST_JOINT = 90
_CLAUSES = lexicon_data("id", "clauses")
_TITLE_WORDS = frozenset(_CLAUSES["titles"])
FOES = frozenset(_CLAUSES["foes"]) | {"melawan"}
"""What stands before the party that an act of others is directed at ("ancaman ISIS")."""
_OBLIQUE = frozenset(_CLAUSES["prepositions"]) | FOES


def joined(text: str, a: Participant, b: Participant) -> bool:
    """Whether two neighbouring participants are named as one group ("Rusia dan ASEAN")."""
    if a.start == b.start or b.start <= a.end:
        return True
    between = text[a.end : b.start]
    if b.place != a.place and "ke" in between.split():
        return False
    match = _JOINED.fullmatch(between) if len(between) < _LONGEST_JOINT else None
    return match is not None and all(_is_titular(word) for word in match.group(1).split())


def _is_titular(word: str) -> bool:
    """Whether a word can belong to a title before a name: "Menteri", "para menteri"."""
    return word[0].isupper() or not word[0].isalpha() or word.lower() in _TITLE_WORDS


def is_state(party: str) -> bool:
    """Whether a party code is a state's."""
    entry = load_lexicon().by_code(party)
    return entry is not None and entry.kind == "state"


@dataclass(frozen=True, slots=True)
class Participant:
    """A stretch of text that stands for a party. `place` if it only says where ("di Moskow")."""

    code: str
    start: int
    end: int
    person: str | None = None
    place: bool = False
    preposition: str | None = None

    @property
    def party(self) -> str:
        """State, igo or group of the code."""
        return self.code.partition(":")[0]


class Scene:
    """The participants of one zone, with what pronouns and "kedua negara" stand for resolved."""

    def __init__(
        self,
        reading: Reading,
        zone: ZoneReading,
        people: Sequence[Actor],
        mentions: Sequence[PartyMention],
        statements: Sequence[Statement] = (),
    ) -> None:
        self.zone = zone
        self.reading = reading
        self._said: dict[int, list[Statement]] = defaultdict(list)
        for statement in statements:
            quote = statement.evidence
            if quote.zone == zone.name:
                first, last = zone.sentence_index(quote.start), zone.sentence_index(quote.end - 1)
                for index in range(first, last + 1):
                    self._said[index].append(statement)
        self._people_by_name = {p.name: p for p in people}
        named = self._named(people, mentions)
        self._named_starts = [p.start for p in named]
        self._named_all = named

    @cached_property
    def _ranking(self) -> list[str]:
        """The zone's parties, those named most first."""
        counts: dict[str, float] = defaultdict(float)
        for p in self._named_all:
            counts[p.party] += 0.5 if p.place else 1.0
        return sorted(counts, key=lambda party: (-counts[party], party))

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {party: n for n, party in enumerate(self._ranking)}

    @cached_property
    def names_foreign_matter(self) -> bool:
        """Whether any party but the reader's own is named."""
        return any(party != HOME for party in self._ranking)

    def rank_of(self, party: str) -> int:
        """How many parties the zone names more often than this one."""
        return self._ranks.get(party, len(self._ranks))

    def partner_of(self, party: str) -> str | None:
        """The party that the zone names most, other than this one."""
        return next((other for other in self._ranking if other != party), None)

    def _named(self, people: Sequence[Actor], mentions: Sequence[PartyMention]) -> list[Participant]:
        offices = _Stretches(
            (position.evidence.start, position.evidence.end)
            for person in people
            for position in person.positions
            if position.evidence.zone == self.zone.name
        )
        found = []
        for person in people:
            if person.represents:
                found += [
                    self._placed(Participant(person.represents, m.start, m.end, person=person.name))
                    for m in person.mentions
                    if m.zone == self.zone.name
                ]
        persons = _Stretches((person.start, person.end) for person in found)
        for mention in mentions:
            evidence = mention.evidence
            if evidence.zone != self.zone.name or mention.kind not in _PARTY_KINDS:
                continue
            if (
                offices.reach(evidence.start) >= evidence.end
                or persons.reach(evidence.start) > evidence.start
            ):
                continue
            place = mention.kind == "state" and (mention.form == "place" or mention.locative)
            found.append(self._placed(Participant(mention.code, evidence.start, evidence.end, place=place)))
        return sorted(found, key=lambda p: (p.start, -p.end))

    def _placed(self, participant: Participant) -> Participant:
        before = self.zone.text[max(0, participant.start - 40) : participant.start]
        tail = re.search(r"([\w-]+)\W{0,2}$", before)
        word = tail.group(1).lower() if tail else None
        return replace(participant, preposition=word if word in _OBLIQUE else None)

    @cached_property
    def sentences(self) -> tuple[SentenceScene, ...]:
        """Every sentence of the zone with its participants, in order."""
        return tuple(SentenceScene(self, start, end, n) for n, (start, end) in enumerate(self.zone.sentences))

    def named_between(self, start: int, end: int) -> list[Participant]:
        """Participants named by a name (no pronouns) between two offsets."""
        lo = bisect_left(self._named_starts, start)
        hi = bisect_left(self._named_starts, end)
        return self._named_all[lo:hi]

    def last_named(self, party: str, before: int) -> Participant | None:
        """Where a party is named last before an offset; if only later, where first; None if nowhere."""
        named = [p for p in self._named_all if p.party == party]
        return next((p for p in reversed(named) if p.start < before), named[0] if named else None)

    def statement_over(self, start: int, end: int) -> Statement | None:
        """The innermost statement whose quote holds the stretch."""
        here = self._said.get(self.zone.sentence_index(start), ())
        over = [s for s in here if s.evidence.start <= start and end <= s.evidence.end]
        return min(over, key=lambda s: s.evidence.end - s.evidence.start, default=None)

    def pair_before(self, offset: int, *, states: bool = False) -> tuple[str, ...]:
        """The two parties that "kedua pihak" means at an offset: named together last, else most often.

        Looks at the sentences just before. With `states`, only states count ("kedua negara").
        """
        first = max(0, self.zone.sentence_index(offset) - _PAIR_REACH)
        start = self.zone.sentences[first][0]
        named = [
            p for p in self.named_between(start, offset) if not p.place and (not states or is_state(p.party))
        ]
        for n in range(len(named) - 1, 0, -1):
            pair = (named[n - 1].party, named[n].party)
            if pair[0] != pair[1] and joined(self.zone.text, named[n - 1], named[n]):
                return pair
        weight: dict[str, float] = defaultdict(float)
        for p in named:
            weight[p.party] += 1 + (p.start - start) / 1000
        ranked = sorted(weight, key=lambda party: -weight[party])[:2]
        return tuple(ranked) if len(ranked) == 2 else ()

    def last_subject(self, offset: int, *, person: bool = False) -> Participant | None:
        """Who a pronoun at an offset means: the last subject named before it."""
        index = self.zone.sentence_index(offset)
        here = [p for p in self.named_between(self.zone.sentences[index][0], offset) if not p.place]
        here = [p for p in here if p.person or not person]
        if here:
            return here[0]
        for back in range(index - 1, max(-1, index - 4), -1):
            start, end = self.zone.sentences[back]
            earlier = [p for p in self.named_between(start, end) if not p.place and p.preposition is None]
            earlier = [p for p in earlier if p.person or not person]
            if earlier:
                return earlier[0]
        return None


class _Stretches:
    """Stretches of text, asked in time that does not grow with their number."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._ends = [*accumulate((end for _, end in ordered), max)]

    def reach(self, offset: int) -> int:
        """How far the stretches go that start at or before an offset; -1 if there are none."""
        before = bisect_right(self._starts, offset)
        return self._ends[before - 1] if before else -1


class SentenceScene:
    """One sentence: its words, and its participants with pronouns resolved."""

    def __init__(self, scene: Scene, start: int, end: int, index: int) -> None:
        self.scene = scene
        self.start, self.end, self.index = start, end, index
        self.text = scene.zone.text[start:end]

    @cached_property
    def words(self) -> list[Word]:
        """The sentence's words, offsets in the zone."""
        return words_of(self.text, self.start)

    @cached_property
    def contexts_told(self) -> list[tuple[str, int]]:
        """What the sentence's words tell of: contexts, and offsets in the zone."""
        return contexts_told(self.words)

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words that lie whole between two offsets of the zone."""
        first = bisect_left(self.words, start, key=lambda word: word.start)
        last = bisect_right(self.words, end, key=lambda word: word.end)
        return self.words[first:last]

    @cached_property
    def participants(self) -> list[Participant]:
        """All participants in order: named, then those that pronouns and pairs stand for."""
        found = self.scene.named_between(self.start, self.end)
        taken = [(p.start, p.end) for p in found]
        extra: list[Participant] = []
        for pattern, resolve in ((_PAIR, self._pair), (_FIRST_PERSON, self._speaker), (_SELF, self._self)):
            for match in pattern.finditer(self.text):
                start, end = match.start() + self.start, match.end() + self.start
                if all(end <= a or b <= start for a, b in taken):
                    resolved = resolve(start, end, match.group().lower())
                    extra += resolved
                    if resolved:
                        taken.append((start, end))
        return sorted([*found, *extra], key=lambda p: (p.start, p.end))

    def _pair(self, start: int, end: int, form: str) -> list[Participant]:
        states = bool(_STATES.search(form))
        return [Participant(code, start, end) for code in self.scene.pair_before(start, states=states)]

    def _speaker(self, start: int, end: int, _: str) -> list[Participant]:
        statement = self.scene.statement_over(start, end)
        if statement is None or statement.kind != "direct":
            return []
        code = statement.speaker.represents or statement.speaker.id
        if code == statement.speaker.name and statement.speaker.represents is None:
            return []
        return [Participant(code, start, end, person=self._person(statement))]

    def _self(self, start: int, end: int, form: str) -> list[Participant]:
        statement = self.scene.statement_over(start, end)
        if form in ("negaranya", "pihaknya") and statement is not None and statement.speaker.represents:
            return [Participant(statement.speaker.represents, start, end)]
        meant = self.scene.last_subject(start, person=form in ("ia", "dia", "beliau"))
        return [replace(meant, start=start, end=end, place=False, preposition=None)] if meant else []

    def _person(self, statement: Statement) -> str | None:
        name = statement.speaker.name
        return name if name in self.scene._people_by_name else None

    # ---- groups: parties joined by "dan", commas, hyphens

    @cached_property
    def groups(self) -> list[list[Participant]]:
        """Participants in order, those named together in one group."""
        groups: list[list[Participant]] = []
        for participant in self.participants:
            if groups and (
                joined(self.scene.zone.text, groups[-1][-1], participant)
                or (
                    participant.party == groups[-1][-1].party
                    and participant.start - groups[-1][-1].end < 45
                    and participant.person
                    and not re.search(r"[.;,]", self.scene.zone.text[groups[-1][-1].end : participant.start])
                )
            ):
                groups[-1].append(participant)
            else:
                groups.append([participant])
        return groups
