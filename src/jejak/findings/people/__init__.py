"""People of an article: who is named, in what office, for whom (codebook 3).

A run of capitalised words is a person on positive evidence only: an office before or after it, a courtesy
word, a reporting verb, given names, a well-known person's name, or a fuller naming elsewhere in the article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from jejak.findings.people.titles import find_titles, named_on, run_end, starts_name
from jejak.findings.people.words import (
    honorifics_end,
    known_at,
    lexicon,
    looks_home,
    origins,
    read_words,
)
from jejak.languages.lexicon import load_lexicon
from jejak.model import BODY, Actor, Evidence, Origin, Position
from jejak.names import PARTICLES, clean_name, core_words, fullest, name_words, same_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jejak.findings.parties import PartyMention
    from jejak.findings.people.titles import Title
    from jejak.findings.people.words import KnownPerson, Lexicon, Term, Token, Words
    from jejak.reading import Reading

FINDER = "people"
VERSION = "1"
ENOUGH = 3
"""Points of evidence (see `_score`) from which a full name is a person's."""
ENOUGH_ALONE = 4
"""The same for a single word that no fuller name explains."""
_JOINTS = frozenset({",", ";", "dan", "serta", "hingga", "maupun", "&", "/", "bersama"})
MAX_PEOPLE = 400
"""People of one article; a page of more is a list of names and is cut here."""


@dataclass(slots=True)
class _Office:
    """A title that an article gives a person."""

    evidence: Evidence
    title: Title
    party: str | None
    office: str
    organisation: str | None


@dataclass(slots=True)
class _Sighting:
    """One place that names a person: tokens [first, last) of a zone."""

    words: Words
    first: int
    last: int
    name: str
    points: int
    rule: str
    known: KnownPerson | None = None
    offices: list[_Office] = field(default_factory=list)
    affiliation: str | None = None

    @property
    def single(self) -> bool:
        return len(core_words(self.name)) < 2

    @property
    def evidence(self) -> Evidence:
        tokens, words = self.words.tokens, self.words
        start, end = tokens[self.first].start, tokens[self.last - 1].end
        return Evidence(words.text[start:end], start, end, words.zone.name)


@dataclass(slots=True)
class _Person:
    """All sightings of one person of the article."""

    sightings: list[_Sighting]
    known: KnownPerson | None = None
    _fullest: tuple[int, str] = (0, "")

    @property
    def names(self) -> list[str]:
        return [s.name for s in self.sightings]

    def first_names(self, most: int) -> list[str]:
        """The names of so many sightings."""
        return [s.name for s in self.sightings[:most]]

    def fullest_name(self) -> str:
        """The fullest of the first 50 names, found anew only when there are more."""
        count = min(len(self.sightings), 50)
        if self._fullest[0] != count:
            self._fullest = count, fullest(self.first_names(count))
        return self._fullest[1]

    @property
    def offices(self) -> list[_Office]:
        return [office for s in self.sightings for office in s.offices]


def find_people(reading: Reading, parties: Sequence[PartyMention]) -> tuple[Actor, ...]:
    """The article's people in the order of their first mention, each once, with positions and party.

    `parties` are the article's party mentions, in order, not overlapping. A mention is the name as written,
    without title, or a title alone that stands for the person ("sang dubes"). `represents` is a party code or
    None.
    """
    lex = lexicon()
    home = "MYS" if reading.article.language == "ms" else "IDN"
    context = _Context(reading, parties, home, lex)
    sightings: list[_Sighting] = []
    loose: list[tuple[Words, Title]] = []
    for zone in reading.zones:
        own = [p for p in parties if p.evidence.zone == zone.name]
        words = read_words(zone, own, lex)
        titles = [t for t in find_titles(words, lex) if not _headline(words, words.tokens[t.start])]
        found = _sightings(words, titles, context)
        sightings += found
        used = {id(o.title) for s in found for o in s.offices}
        loose += [(words, t) for t in titles if id(t) not in used]
    people = _link(sightings, context)
    for person in people:
        _complete(person, loose, context)
    return tuple(_actor(person, context, loose, people) for person in people)


class _Context:
    """What the article says about states, for offices that don't say whose they are."""

    def __init__(self, reading: Reading, parties: Sequence[PartyMention], home: str, lex: Lexicon) -> None:
        self.home, self.lex = home, lex
        date = reading.article.anchor_date
        self.year = int(date[:4]) if date and date[:4].isdigit() else None
        self._states = [p for p in parties if p.kind in {"state", "agency"} and p.form != "place"]
        self._stately = {p.code for p in self._states if p.kind == "state"}
        self._counts = Counter(_state(p.code) for p in self._states)
        self._by_zone: dict[str, tuple[list[int], list[str]]] = {}
        for p in self._states:
            starts, codes = self._by_zone.setdefault(p.evidence.zone, ([], []))
            starts.append(p.evidence.start)
            codes.append(_state(p.code))

    def is_over(self, term: Term) -> bool:
        """Whether a term at an organisation of states has ended: such an office is left behind, a state is not."""
        entry = load_lexicon().by_code(term.party)
        ended = self.year is not None and term.until < self.year
        return ended and entry is not None and entry.kind == "igo"

    def sender_near(self, words: Words, token: Token, name: str) -> str | None:
        """The state of an envoy whose title names none: of the embassy named last, else home, else None."""
        if looks_home(name, self.lex):
            return self.home
        before = [
            p
            for p in self._states
            if p.kind == "agency" and p.evidence.zone == words.zone.name and p.evidence.start < token.start
            if _state(p.code) in self._stately
        ]
        return _state(before[-1].code) if before else None

    def subject_of(self, words: Words, title: Title) -> str | None:
        """The state named first in the sentence, of which a title with "-nya" is ("kementerian luar negerinya")."""
        if not any(t.lower.endswith("nya") for t in words.tokens[title.start : title.end]):
            return None
        starts, codes = self._by_zone.get(words.zone.name, ([], []))
        start, _ = words.zone.sentence_at(words.tokens[title.start].start)
        at = bisect_left(starts, start)
        return codes[at] if at < len(starts) and starts[at] < words.tokens[title.start].start else None

    def state_near(self, words: Words, token: Token, name: str) -> str:
        """The state that an office without one is of, for a person with this name."""
        if looks_home(name, self.lex) or not self._counts:
            return self.home
        starts, codes = self._by_zone.get(words.zone.name, ([], []))
        start, _ = words.zone.sentence_at(token.start)
        at = bisect_right(starts, token.start)
        likely = origins(name, self.lex) & set(self._counts)
        if at and starts[at - 1] >= start and (not likely or codes[at - 1] in likely):
            return codes[at - 1]
        if likely:
            before = [code for code in codes[:at] if code in likely]
            return before[-1] if before else max(likely, key=lambda code: (self._counts[code], code))
        foreign = [(n, code) for code, n in self._counts.items() if code != self.home]
        if not foreign:
            return self.home
        if at and codes[at - 1] != self.home:
            return codes[at - 1]
        most = max(foreign)
        return most[1] if most[0] > self._counts[self.home] else self.home


def _state(code: str) -> str:
    return code.split(":")[0]


# --- Sightings


def _sightings(words: Words, titles: Sequence[Title], context: _Context) -> list[_Sighting]:
    """Every place of a zone that may name a person, in order."""
    lex = context.lex
    named = {t.name_at: t for t in reversed(titles) if t.name_at is not None}
    starting = {t.start: t for t in titles}
    inside = {i for t in titles for i in range(t.start, t.end)}
    found: list[_Sighting] = []
    index = 0
    while index < len(words.tokens):
        sighting = None
        start = honorifics_end(words.tokens, index, lex) if index not in inside else None
        if start is not None and known_at(words, index, lex) is None:
            index = start
        if words.tokens[index].capital and (index not in inside or index in named):
            sighting = _sighting_at(words, index, named.get(index), context)
        if sighting is None:
            index += 1
            continue
        after = _title_after(words, sighting, starting, lex)
        if after is not None:
            _give(sighting, after, words, context)
            sighting.points += 2
            named.pop(-1 if after.name_at is None else after.name_at, None)
        found.append(sighting)
        index = max(sighting.last, index + 1)
    for sighting in found:
        sighting.affiliation = _affiliation(sighting)
    _share_titles(found, words, context)
    _share_parties(found)
    _share_lists(found)
    return _settle_possessors(found, words, context)


def _sighting_at(words: Words, index: int, title: Title | None, context: _Context) -> _Sighting | None:
    lex, tokens = context.lex, words.tokens
    known = known_at(words, index, lex)
    if known is not None and not _blocked(words, index, known[1], lex):
        person, end = known
        end = max(end, run_end(tokens, index, lex)) if tokens[index].name and end - index > 1 else end
        sighting = _Sighting(words, index, end, _text(words, index, end), 5, "known", person)
    elif starts_name(tokens, index):
        if (
            tokens[index].first
            and not tokens[index].given
            and index + 1 < len(tokens)
            and known_at(words, index + 1, lex)
        ):
            return None
        end = run_end(tokens, index, lex)
        if end <= index:
            return None
        if title is not None and end == index + 1 and named_on(tokens, end, lex):
            end += 1
        courtesy = honorifics_end(tokens, index, lex)
        index = courtesy if courtesy is not None and courtesy < end else index
        sighting = _Sighting(words, index, end, _text(words, index, end), 0, "name")
        sighting.points = _score(words, sighting, title, lex)
    else:
        return None
    if not any(len(w) > 1 for w in core_words(sighting.name)) or _credited(tokens, index, lex):
        return None
    if title is not None:
        _give(sighting, title, words, context)
        sighting.rule = "title" if sighting.rule == "name" else sighting.rule
    return sighting


def _credited(tokens: Sequence[Token], index: int, lex: Lexicon) -> bool:
    """Whether a name is one of the page's own credits: "Editor: ..."."""
    if index and tokens[index - 1].text == "(" and _closes_text(tokens, index):
        return True
    if any(t.lower == "laporan" for t in tokens[max(0, index - 7) : index]) and tokens[index].sentence < 3:
        return True
    colon = any(t.text == ":" for t in tokens[max(0, index - 2) : index])
    return colon and any(t.lower in lex.credits for t in tokens[max(0, index - 4) : index])


def _closes_text(tokens: Sequence[Token], index: int) -> bool:
    """Whether a bracket that holds a token is the last thing of the text: the writer's mark."""
    return len(tokens) - index < 9 and any(t.text == ")" for t in tokens[-2:])


def _text(words: Words, first: int, last: int) -> str:
    return clean_name(words.text[words.tokens[first].start : words.tokens[last - 1].end])


def _blocked(words: Words, index: int, end: int, lex: Lexicon) -> bool:
    """Whether a well-known name is part of another name: "Trump Tower", "Universitas Airlangga"."""
    tokens = words.tokens
    before = tokens[index - 1] if index else None
    after = tokens[end] if end < len(tokens) else None
    if before is not None and before.lower in lex.bodies and before.capital and end - index == 1:
        return True
    if after is None:
        return False
    if end - index > 1:
        return after.capital and after.lower in lex.english and after.sentence == tokens[index].sentence
    if (
        after.capital
        and after.party is None
        and after.sentence == tokens[index].sentence
        and not words.caseless
    ):
        return after.lower in lex.english or (after.text[0].isupper() and after.name)
    return False


def _score(words: Words, s: _Sighting, title: Title | None, lex: Lexicon) -> int:
    """Points of evidence that a run of words names a person."""
    tokens = words.tokens
    run = [t for t in tokens[s.first : s.last] if t.word]
    given = sum(t.given for t in run)
    telling = len(core_words(s.name))
    points = (1 if telling > 1 else 0) + min(given, 2)
    given = given or looks_home(s.name, lex)
    if given and telling > 1 and run[0].given:
        points += 1
    if title is not None:
        points += _title_points(title, telling, given, words, s.last, lex)
    points -= 3 if _headline(words, tokens[s.first]) else 0
    points += 3 if _after_honorific(tokens, s.first, lex) else 0
    points += _speaks(words, s, lex)
    return points - _doubts(words, s, title, lex)


def _title_points(title: Title, telling: int, given: int, words: Words, end: int, lex: Lexicon) -> int:
    """Points for a title before a name; few where the words may be a place's or a body's."""
    tokens = words.tokens
    if telling > 1:
        return 1 if title.unsure and not given else 3
    if title.comma:
        return 3 if given or (end < len(tokens) and tokens[end].text == ",") else 1
    if title.unsure:
        return 1
    if title.kind in {"private", "organ", "official"} and not given:
        before = tokens[title.end - 1]
        return 3 if before.party is not None or before.acronym or before.text == ")" else 1
    if title.head[-1] in lex.regional or title.head[0] in lex.regional - {"wakil"}:
        return 3 if given else 0
    return 4


def _after_honorific(tokens: Sequence[Token], index: int, lex: Lexicon) -> bool:
    return any(i >= 0 and honorifics_end(tokens, i, lex) == index for i in (index - 1, index - 2))


def _headline(words: Words, token: Token) -> bool:
    """Whether a sentence is set in Title Case, so that its capitals tell nothing."""
    start, end = words.zone.sentence_at(token.start)
    first, last = words.index_at(start), words.index_at(min(end, start + 400))
    run = [t for t in words.tokens[first:last] if t.word and len(t.text) > 3]
    if words.zone.name != BODY or not 6 <= len(run) <= 18 or words.text[end - 1] in '.!?"”':
        return False
    return sum(t.capital for t in run) >= 0.8 * len(run)


def _speaks(words: Words, s: _Sighting, lex: Lexicon) -> int:
    """Points for words beside a name that are said of people: a reporting verb, an age, "suaminya"."""
    tokens = words.tokens
    before = tokens[s.first - 1] if s.first else None
    if before is not None and before.text == "," and s.first > 1 and tokens[s.first - 2].lower in lex.kin:
        return 3
    if before is not None and before.lower in lex.speech_before:
        return 3 if s.single and tokens[s.first].given else 2
    if before is not None and before.lower in lex.kin:
        return 3
    if before is not None and before.lower in lex.person_before:
        return 3 if any(t.given for t in tokens[s.first : s.last]) else 1
    after = tokens[s.last] if s.last < len(tokens) else None
    if after is None or after.sentence != tokens[s.first].sentence:
        return 0
    if _aged(tokens, s.last, lex):
        return 3
    if after.lower in lex.speech_after:
        return 2
    return 1 if after.lower in lex.weak_after else 0


def _aged(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether an age follows: "(54)", ", 54 tahun", ", 54,", ", usia 54", "yang berusia 54"."""
    follows = [t.lower for t in tokens[at : at + 3]]
    if follows[:1] and follows[0] in {",", "yang", "("} and follows[1:2] and follows[1] in lex.aging:
        return follows[2:] != [] and follows[2].isdigit()
    if len(follows) < 3 or not (follows[1].isdigit() and len(follows[1]) == 2):
        return False
    return (follows[0], follows[2]) in {("(", ")"), (",", ",")} or follows[2] in lex.ages


def _doubts(words: Words, s: _Sighting, title: Title | None, lex: Lexicon) -> int:
    """Points against a name: a place, or a part of a longer name, by the words beside it."""
    tokens = words.tokens
    points = 0
    before = tokens[s.first - 1] if s.first else None
    after = tokens[s.last] if s.last < len(tokens) else None
    if before is not None and not tokens[s.first].first:
        if before.lower in lex.bodies or (title is None and _in_body_name(tokens, s.first, lex)):
            points += 4
        elif before.lower in {"di", "ke"} or (before.capital and before.lower in lex.english):
            points += 1 if all(t.given for t in tokens[s.first : s.last] if t.word) else 2
    if after is not None and after.sentence == tokens[s.first].sentence:
        named_on = after.capital and after.party is None and (after.acronym or after.lower in lex.english)
        short = [t.text for t in tokens[s.last : s.last + 3]]
        bracketed = len(short) == 3 and short[0] == "(" and tokens[s.last + 1].acronym and short[2] == ")"
        points += 3 if named_on or bracketed else 0
    return points


def _in_body_name(tokens: Sequence[Token], index: int, lex: Lexicon) -> bool:
    """Whether the capitals before a name begin a place's or body's ("Rumah Sakit Militer Walter Reed")."""
    at = index - 1
    while at >= max(0, index - 5) and tokens[at].capital and tokens[at].sentence == tokens[index].sentence:
        if tokens[at].lower in lex.bodies:
            return True
        at -= 1
    return False


def _title_after(words: Words, s: _Sighting, starting: dict[int, Title], lex: Lexicon) -> Title | None:
    """The title that follows a name: "Retno, menteri luar negeri Indonesia," "X selaku Y"."""
    tokens, at = words.tokens, s.last
    while at < len(tokens) and tokens[at].text == "(":
        closing = next((i for i in range(at, min(len(tokens), at + 6)) if tokens[i].text == ")"), None)
        if closing is None:
            return None
        at = closing + 1
    comma = at < len(tokens) and tokens[at].text in ",–-—"
    while at < len(tokens) and tokens[at].text in ",–-—":
        at += 1
    linked = _link_end(tokens, at, lex)
    if linked is None and (not comma or any(o.title.kind != "rank" for o in s.offices)):
        return None
    title = starting.get(at if linked is None else linked)
    if title is None or tokens[title.start].sentence != tokens[s.first].sentence:
        return None
    if title.name_at is not None and not (
        title.comma and (linked is not None or _named_again(words, title, s, lex))
    ):
        return None
    end = tokens[title.end] if title.end < len(tokens) else None
    if (
        linked is None
        and end is not None
        and end.word
        and end.lower not in lex.stop
        and title.kind == "private"
    ):
        return None
    return title


def _named_again(words: Words, title: Title, s: _Sighting, lex: Lexicon) -> bool:
    """Whether the name after a title's comma is a single word: "X, pimpinan badan itu, Cook berkata"."""
    at = title.name_at
    return at is not None and not s.single and not s.offices and run_end(words.tokens, at, lex) == at + 1


def _link_end(tokens: Sequence[Token], at: int, lex: Lexicon) -> int | None:
    for length in (4, 3, 2, 1):
        if tuple(t.lower for t in tokens[at : at + length]) in lex.links:
            return at + length
    return None


def _give(s: _Sighting, title: Title, words: Words, context: _Context) -> None:
    """Add a title to what a sighting tells of its person."""
    if title.end <= title.start:
        return
    first, last = words.tokens[title.start], words.tokens[title.end - 1]
    evidence = Evidence(words.text[first.start : last.end], first.start, last.end, words.zone.name)
    party, organisation = _title_party(title, words, s.name, context)
    s.offices.append(_Office(evidence, title, party, _office(title, words, context.lex), organisation))


def _share_titles(found: list[_Sighting], words: Words, context: _Context) -> None:
    """Give a title that several share to all: "dua komandan Hamas, X dan Y"."""
    for holder, other in pairwise(found):
        between = words.tokens[holder.last : other.first]
        if not holder.offices or other.offices or other.single or len(between) != 1:
            continue
        title = holder.offices[0].title
        before = words.tokens[title.start - 1].lower if title.start else ""
        plural = before in context.lex.plural or words.tokens[title.start].lower in context.lex.plural
        if plural and between[0].lower in {",", "dan", "serta"}:
            other.offices.append(holder.offices[0])
            other.points += 3


def _affiliation(s: _Sighting) -> str | None:
    """The party of the organ or group that a name without a title is from ("Yuyuk dari KPK")."""
    tokens = s.words.tokens[s.last : s.last + 2]
    if (
        any(o.party for o in s.offices)
        or len(tokens) < 2
        or tokens[0].lower != "dari"
        or tokens[1].party is None
    ):
        return None
    mention = s.words.parties[tokens[1].party]
    return _state(mention.code) if mention.kind in {"agency", "group"} else None


def _share_parties(found: Sequence[_Sighting]) -> None:
    """Give a bare office the party of the titled person listed before: "kepala badan A Uni Eropa X dan komisioner Y"."""
    for holder, other in pairwise(found):
        if not holder.offices or not other.offices:
            continue
        one, two = holder.offices[-1], other.offices[0]
        tokens = other.words.tokens
        between = [t.lower for t in tokens[holder.last : two.title.start]]
        bare = all(not t.capital for t in tokens[two.title.start + 1 : two.title.end])
        listed = 0 < len(between) < 3 and all(word in _JOINTS for word in between)
        if listed and bare and two.party is None and two.title.kind == "organ" and one.organisation:
            two.party = one.party


def _share_lists(found: Sequence[_Sighting]) -> None:
    """Two points for a name in a row of names ("X, Y, dan Z") of which one is sure; three for a given name."""
    for row in _rows_of_names(found):
        sure = [s for s in row if s.points >= (ENOUGH_ALONE if s.single else ENOUGH)]
        if len(row) < 2 or not sure:
            continue
        for s in row:
            given = any(t.given for t in s.words.tokens[s.first : s.last])
            if not s.single and 0 < s.points < ENOUGH:
                s.points += 2
            elif s.single and s.points == 1 and given and any(other.single for other in sure):
                s.points += 3


def _rows_of_names(found: Sequence[_Sighting]) -> Iterator[list[_Sighting]]:
    """Runs of sightings with only commas, brackets and "dan" between them."""
    row: list[_Sighting] = list(found[:1])
    for one, other in pairwise(found):
        if not _listed_with(one, other):
            yield row
            row = []
        row.append(other)
    yield row


def _listed_with(one: _Sighting, other: _Sighting) -> bool:
    """Whether only what joins a list stands between two names of a sentence; a bracket may follow the first."""
    tokens = one.words.tokens
    between = [t.lower for t in tokens[one.last : other.first]]
    if tokens[one.first].sentence != tokens[other.first].sentence or not between:
        return False
    if between[0] == "(" and ")" in between:
        between = between[between.index(")") + 1 :]
    return 0 < len(between) < 3 and all(word in _JOINTS for word in between)


def _settle_possessors(found: list[_Sighting], words: Words, context: _Context) -> list[_Sighting]:
    """Give "juru bicara" in "juru bicara Guterres, Stephane Dujarric" to the second, with his party."""
    for owner, holder in pairwise(found):
        between = words.tokens[owner.last : holder.first]
        if holder.offices and _apposed_to(owner, holder, words):
            owner, holder = holder, owner
            between = between[:1]
        if (
            not owner.offices
            or holder.offices
            or holder.single
            or len(between) != 1
            or between[0].text != ","
        ):
            continue
        office = owner.offices[0]
        if (
            office.title.kind not in {"organ", "private", "sender"}
            or office.title.comma
            or owner.known is None
        ):
            continue
        owner.offices.remove(office)
        term = owner.known.term(context.year)
        if office.title.kind != "private" and office.party is None and term is not None:
            office.party = term.party
        holder.offices.append(office)
        holder.points += 3
    return found


def _apposed_to(named: _Sighting, owner: _Sighting, words: Words) -> bool:
    """Whether the title before `owner` is that of the person named before it ("X, juru bicara Suu Kyi,")."""
    title = owner.offices[0].title
    after = words.tokens[owner.last].text if owner.last < len(words.tokens) else "."
    head = words.tokens[title.start].text
    return (
        not named.offices
        and title.start == named.last + 1
        and head.islower()
        and after in ",.)"
        and owner.known is not None
    )


# --- Offices


def _office(title: Title, words: Words, lex: Lexicon) -> str:
    """The office's name without parties and brackets, short forms written out: "menteri luar negeri"."""
    kept: list[str] = []
    depth = 0
    for token in words.tokens[title.start : title.end]:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.word and token.party is None and token.lower not in lex.unsaid:
            kept.append(token.lower)
    return lex.office(kept)


def _title_party(title: Title, words: Words, name: str, context: _Context) -> tuple[str | None, str | None]:
    """The party a title speaks for, and the organisation it names (a code), None where it says neither."""
    lex = context.lex
    if title.kind == "private":
        return None, None
    named = [(words.parties[number], towards) for number, towards in title.parties(words, context.lex)]
    near = [m for m, towards in named if not towards and m.kind in {"state", "igo", "agency", "group"}]
    lowers, own = _said(title, words)
    if not near and _of_private_body(title, words, own, lex):
        return None, None
    if not near and not lowers & lex.parties and any(m.kind == "organization" for m, _ in named):
        return None, None
    organisation = next((m.code for m in near if m.kind == "agency"), near[0].code if near else None)
    if title.kind == "sender":
        chosen = near[0] if near else None
        if lowers & lex.missions and not any(m.kind == "agency" for m in near):
            return context.home, organisation
    else:
        bodies = own & lex.private_bodies
        agencies = [m for m in near if m.kind == "agency"]
        agencies = (
            [m for m in near if m.kind == "group"] if title.kind == "organ" and not agencies else agencies
        )
        if bodies and not agencies and title.kind in {"organ", "official", "state", "rank"}:
            return None, organisation
        chosen = agencies[0] if agencies else near[0] if near else None
        if chosen is not None and chosen.kind == "igo" and lowers & lex.home_bodies and title.kind != "state":
            chosen = None
    if chosen is not None:
        party = _state(chosen.code)
        gone = title.former and chosen.kind == "igo"
        return (None if gone else party), organisation
    marked = _marked(title, words, lex)
    if marked is not None or lowers & lex.home_bodies:
        return marked or context.home, organisation
    if title.kind == "sender":
        return context.sender_near(words, words.tokens[title.start], name), organisation
    if _heads_a_body(title, words, lex):
        return None, organisation
    if title.kind in {"state", "official"} or lowers & lex.state_bodies:
        subject = context.subject_of(words, title) if title.kind != "state" else None
        return subject or context.state_near(words, words.tokens[title.start], name), organisation
    return None, organisation


def _said(title: Title, words: Words) -> tuple[set[str], set[str]]:
    """The words of a title, lower case; and those outside party names, before a second office begins."""
    tokens = words.tokens[title.start : title.end]
    second = next((i for i, t in enumerate(tokens) if t.lower in {"sekaligus", "merangkap"}), len(tokens))
    return {t.lower for t in tokens}, {t.lower for t in tokens[:second] if t.party is None}


def _marked(title: Title, words: Words, lex: Lexicon) -> str | None:
    """The state that a title's words mean though none is named: an office or place of Indonesia, "Kremlin"."""
    said = " ".join(t.lower for t in words.tokens[title.start : title.end] if t.word)
    marked = next((code for phrase, code in lex.marks if phrase in said), None)
    if marked is not None:
        return marked
    local = title.kind in {"state", "official", "organ"} and set(said.split()) & lex.home_places
    return "IDN" if local or any(f" {office} " in f" {said} " for office in lex.home_offices) else None


def _of_private_body(title: Title, words: Words, own: set[str], lex: Lexicon) -> bool:
    """Whether a title names a body in English that is no state's ("Direktur United Farm Workers")."""
    if title.kind not in {"organ", "official"} and title.head[-1] != "presiden":
        return False
    if (own & lex.state_bodies) - {"presiden", "nasional"} or own & lex.home_bodies:
        return False
    named = words.tokens[title.start + len(title.head) : title.end]
    return any(t.capital and len(t.text) > 3 and t.lower in lex.english for t in named)


def _heads_a_body(title: Title, words: Words, lex: Lexicon) -> bool:
    """Whether "Presiden" is the head of a body that is no state's ("Presiden Harvard")."""
    if title.head not in {("presiden",), ("wakil", "presiden")}:
        return False
    rest = words.tokens[title.start : title.end]
    if any(t.lower in lex.state_bodies and t.lower != "presiden" for t in rest):
        return False
    known = lex.title_words | lex.common
    return any(t.capital and t.word and len(t.text) > 2 and t.lower not in known for t in rest)


# --- Linking


def _link(sightings: Sequence[_Sighting], context: _Context) -> list[_Person]:
    """One person for all sightings that name one: full names first, then what single words they explain."""
    people: list[_Person] = []
    for s in sightings:
        if s.single and s.known is None:
            continue
        if not s.single:
            _join(s, people)
    _count_later(sightings, people)
    _join_aliases(sightings, people, context.lex)
    people = [p for p in people if _accepted(p)][:MAX_PEOPLE]
    evidence = _evidence_alone(sightings)
    joined = {id(s) for person in people for s in person.sightings}
    for s in sightings:
        if id(s) not in joined and s.single and not _join_single(s, people) and _stands_alone(s, evidence):
            if len(people) < MAX_PEOPLE:
                people.append(_Person([s], s.known))
    for person in people:
        person.sightings.sort(key=_place)
        person.known = person.known or _known(person, context.lex)
    people.sort(key=lambda p: _place(p.sightings[0]))
    return _merge_known(people)


def _evidence_alone(sightings: Sequence[_Sighting]) -> Counter[tuple[str, ...]]:
    """By single word, the points of all places that say a person bears it: each of two and more."""
    found: Counter[tuple[str, ...]] = Counter()
    for s in sightings:
        if s.single and s.points >= 2:
            found[core_words(s.name)] += s.points
    return found


def _stands_alone(s: _Sighting, evidence: Counter[tuple[str, ...]]) -> bool:
    """Whether a single word that no fuller name explains is a person's: by this place, or by several."""
    enough = s.points >= ENOUGH_ALONE or (s.points >= 2 and evidence[core_words(s.name)] > ENOUGH_ALONE)
    return s.known is not None or enough


def _place(s: _Sighting) -> tuple[bool, str, int]:
    zone = s.words.zone.name
    return zone != BODY, zone, s.words.tokens[s.first].start


def _join(s: _Sighting, people: list[_Person]) -> None:
    for person in people:
        if (s.known is not None and person.known is s.known) or same_person(s.name, person.fullest_name()):
            person.sightings.append(s)
            person.known = person.known or s.known
            return
    if len(people) < 4 * MAX_PEOPLE:
        people.append(_Person([s], s.known))


def _count_later(sightings: Sequence[_Sighting], people: Sequence[_Person]) -> None:
    """Two points for a full name of which one word alone speaks elsewhere ("kata Sinner")."""
    speaking = {word for s in sightings if s.single and s.points >= 1 for word in core_words(s.name)[:1]}
    for person in people:
        for s in person.sightings[:1]:
            if 0 < s.points < ENOUGH and speaking & set(core_words(s.name)):
                s.points += 2


def _join_aliases(sightings: Sequence[_Sighting], people: list[_Person], lex: Lexicon) -> None:
    """Join what "alias" joins: "Ezzat Said alias Abu Said" is one person; so is "Bambang Soesatyo (Bamsoet)"."""
    for a, b in pairwise(sightings):
        between = a.words.tokens[a.last : b.first] if a.words is b.words else []
        aliased = len(between) == 1 and between[0].lower in lex.aliases - {"atau"}
        if b.single and b.known is None and not a.single and (aliased or _bracketed(b, between)):
            one = next((p for p in people if a in p.sightings), None)
            if one is not None:
                one.sightings.append(b)
                a.points += 3 if aliased else 0
            continue
        if len(between) != 1 or between[0].lower not in lex.aliases or a.single or b.single:
            continue
        one = next((p for p in people if a in p.sightings), None)
        two = next((p for p in people if b in p.sightings), None)
        if one is not None and two is not None and one is not two and not (one.known and two.known):
            one.sightings += two.sightings
            people.remove(two)


def _bracketed(s: _Sighting, between: Sequence[Token]) -> bool:
    """Whether a single word stands alone in brackets."""
    tokens = s.words.tokens
    closed = s.last < len(tokens) and tokens[s.last].text == ")"
    return closed and [t.text for t in between] == ["("]


def _accepted(person: _Person) -> bool:
    return person.known is not None or max(s.points for s in person.sightings) >= ENOUGH


def _join_single(s: _Sighting, people: Sequence[_Person]) -> bool:
    """Add a single word to the person whose name holds it: the well-known one, else the one named last."""
    bearers = [p for p in people if any(same_person(s.name, n) for n in dict.fromkeys(p.first_names(20)))]
    if not bearers and s.points >= 2:
        word = name_words(s.name)[0]
        bearers = [
            p
            for p in people
            if len(word) >= 4 and any(w.startswith(word) for n in p.names[:5] for w in name_words(n))
        ]
    own = [p for p in bearers if s.known is not None and p.known is s.known]
    before = [p for p in bearers if any(_place(x) < _place(s) for x in p.sightings)]
    if s.known is not None and not own and not before:
        return False
    if not bearers:
        return False
    chosen = own or before or bearers
    person = max(
        chosen, key=lambda p: max((_place(x)[2] for x in p.sightings if _place(x) < _place(s)), default=-1)
    )
    person.sightings.append(s)
    return True


def _known(person: _Person, lex: Lexicon) -> KnownPerson | None:
    """The well-known person with this name, when initials and middle names are left out."""
    words = core_words(person.fullest_name())
    if len(words) > 1:
        family = lex.known_by_words.get((words[0], words[-1]))
        return family or (lex.known_by_words.get(words[:2]) if "bin" in name_words(person.names[0]) else None)
    fitting = [
        known
        for known in (lex.known_by_word.get(words[0], ()) if words else ())
        if any(
            o.party == t.party and t.office.startswith(o.office)
            for o in person.offices
            for t in known.terms
            if o.office
        )
    ]
    return fitting[0] if len(fitting) == 1 else None


def _merge_known(people: list[_Person]) -> list[_Person]:
    merged: list[_Person] = []
    for person in people:
        twin = next((p for p in merged if p.known is not None and p.known is person.known), None)
        if twin is None:
            merged.append(person)
        else:
            twin.sightings = sorted([*twin.sightings, *person.sightings], key=_place)
    return merged


# --- Actors


def _actor(
    person: _Person, context: _Context, loose: Sequence[tuple[Words, Title]], people: Sequence[_Person]
) -> Actor:
    name = _name(person)
    represents = _represents(person, context)
    mentions = [s.evidence for s in person.sightings]
    best = max(person.sightings, key=lambda s: s.points)
    mentions += _title_mentions(person, represents, context, loose, people)
    mentions.sort(key=lambda e: (e.zone != BODY, e.zone, e.start))
    score = min(1.0, max(s.points for s in person.sightings) / 6)
    return Actor(
        id=name,
        kind="person",
        name=name,
        mentions=tuple(mentions),
        origin=Origin(FINDER, VERSION, best.rule, round(score, 2)),
        positions=_positions(person),
        represents=represents,
    )


def _name(person: _Person) -> str:
    """The fullest name in the article's spelling; the commonly known one where the article gives less."""
    full = person.fullest_name()
    if person.known is None:
        return full
    common = person.known.name
    small = [{w for w in name_words(n) if w in PARTICLES} for n in (full, common)]
    return full if core_words(full) == core_words(common) and small[0] != small[1] else common


def _positions(person: _Person) -> tuple[Position, ...]:
    """The person's titles, each once, fullest first; those of today before those of the past."""
    found: dict[tuple[str, ...], Position] = {}
    offices = sorted(person.offices, key=lambda o: (o.title.former, -len(name_words(o.evidence.exact))))
    for office in offices:
        words = name_words(office.evidence.exact)
        if not any(set(words) <= set(seen) for seen in found):
            found[words] = Position(office.evidence.exact, office.evidence, office.organisation)
    return tuple(found.values())


def _complete(person: _Person, loose: Sequence[tuple[Words, Title]], context: _Context) -> None:
    """Give a person "duta besar Rusia" from elsewhere, where beside the name stands "Duta Besar" only."""
    bare = [
        o for o in person.offices if o.office and o.title.kind in {"state", "sender"} and not o.title.former
    ]
    if not bare or person.known is not None or any(o.organisation for o in person.offices):
        return
    found: list[_Office] = []
    for words, title in loose:
        s = _Sighting(words, title.start, title.end, person.names[0], 0, "title")
        if not title.former and any(_office(title, words, context.lex) == o.office for o in bare):
            _give(s, title, words, context)
        found += [o for o in s.offices if o.organisation is not None]
    if len({o.party for o in found}) == 1:
        person.sightings[0].offices.append(found[0])


def _represents(person: _Person, context: _Context) -> str | None:
    """The party that offices say, those of today first; else, for the well-known, the publicly known one."""
    said = [o for o in person.offices if o.party is not None and o.title.kind != "private"]
    explicit = [o for o in said if o.organisation is not None]
    if person.known is not None:
        own = {t.party for t in person.known.terms}
        explicit = [o for o in explicit if o.party in own]
    for offices in ([o for o in explicit if not o.title.former], explicit):
        if offices:
            return Counter(o.party for o in offices).most_common(1)[0][0]
    term = person.known.term(context.year) if person.known else None
    if person.known is not None:
        return term.party if term and not context.is_over(term) else None
    if said:
        return Counter(o.party for o in said).most_common(1)[0][0]
    return next((s.affiliation for s in person.sightings if s.affiliation), None)


def _title_mentions(
    person: _Person,
    represents: str | None,
    context: _Context,
    loose: Sequence[tuple[Words, Title]],
    people: Sequence[_Person],
) -> Iterator[Evidence]:
    """Titles alone that stand for this person and no other of the article, after the person was named."""
    offices = _offices(person, context)
    if not offices:
        return
    first = _place(person.sightings[0])
    for words, title in loose:
        token, last = words.tokens[title.start], words.tokens[title.end - 1]
        if (words.zone.name != BODY, words.zone.name, token.start) <= first or title.kind in {
            "private",
            "rank",
        }:
            continue
        if (
            token.lower in {"seorang", "para", "salah", "calon", "wakil"}
            and token.lower != offices[0].split()[0]
        ):
            continue
        if not _means(words, title, offices, represents, context):
            continue
        rivals = [
            p
            for p in people
            if p is not person
            and _means(words, title, _offices(p, context), _represents(p, context), context)
        ]
        if not rivals:
            yield Evidence(words.text[token.start : last.end], token.start, last.end, words.zone.name)


def _offices(person: _Person, context: _Context) -> list[str]:
    held = [o.office for o in person.offices if o.office and not o.title.former and o.title.kind != "private"]
    term = person.known.term(context.year) if person.known else None
    return [*held, term.office] if term else held


def _means(
    words: Words, title: Title, offices: Sequence[str], represents: str | None, context: _Context
) -> bool:
    said = _office(title, words, context.lex)
    if not said or not any(o == said or o.startswith(said + " ") for o in offices):
        return False
    named = [words.parties[n].code for n, towards in title.parties(words, context.lex) if not towards]
    return not named or represents in {_state(code) for code in named}


class PeopleIndex:
    """An article's people, to be asked by place and by name."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = tuple(a for a in actors if a.kind == "person")
        self._places: dict[str, list[tuple[int, int, Actor]]] = {}
        for actor in self.actors:
            for mention in actor.mentions:
                self._places.setdefault(mention.zone, []).append((mention.start, mention.end, actor))
        for places in self._places.values():
            places.sort(key=lambda place: place[:2])

    def at(self, evidence: Evidence) -> Actor | None:
        """The first person whose mention shares a character with the evidence."""
        places = self._places.get(evidence.zone, [])
        return next((a for start, end, a in places if start < evidence.end and evidence.start < end), None)

    def within(self, start: int, end: int, zone: str = BODY) -> tuple[Actor, ...]:
        """People mentioned inside a stretch of a zone, in order, each once."""
        found = [a for s, e, a in self._places.get(zone, []) if start <= s and e <= end]
        return tuple(dict.fromkeys(found))

    def by_name(self, name: str) -> Actor | None:
        """The person that a name, full or single, means: equal names first, then the only one it fits."""
        words = name_words(name)
        equal = [a for a in self.actors if words in {name_words(n) for n in self._names(a)}]
        if equal:
            return equal[0]
        fitting = [a for a in self.actors if any(same_person(name, n) for n in self._names(a))]
        return fitting[0] if len(fitting) == 1 else None

    def last_before(self, offset: int, zone: str = BODY) -> Actor | None:
        """The person mentioned last before an offset."""
        places = self._places.get(zone, [])
        at = bisect_right([start for start, _, _ in places], offset - 1)
        return places[at - 1][2] if at else None

    @staticmethod
    def _names(actor: Actor) -> tuple[str, ...]:
        return (actor.name, *(clean_name(m.exact) for m in actor.mentions))
