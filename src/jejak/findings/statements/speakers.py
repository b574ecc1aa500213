"""Room 4, findings/statements: who speaks, from the noun phrase at the reporting word.

Names come from the people and parties found before; offices ("Menlu", "sang dubes"), pronouns and "juru bicara itu"
are led back to them. A name nobody found is taken as written. Generic voices give no speaker (codebook 4).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from jejak.findings.statements.cues import Lexicon, lexicon
from jejak.model import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jejak.findings.statements.words import Words
    from jejak.model import Actor, Evidence

_ABSTRACT = re.compile(r"(?:pe|ke)[a-z]{3,}an(?:nya)?$")
"""Nouns of acts and states ("penolakan", "kesediaan"): they do not speak."""
_LONGEST_NAME = 6
_LONGEST_PHRASE = 30
"""Most tokens of a speaker's noun phrase; longer ones are cut, which bounds the work."""


class PartyLike(Protocol):
    """What we need of a party mention: its code, name and place."""

    @property
    def code(self) -> str:
        """Party or agency code."""
        ...

    @property
    def kind(self) -> str:
        """Actor kind."""
        ...

    @property
    def name(self) -> str:
        """Readable name."""
        ...

    @property
    def evidence(self) -> Evidence:
        """Where it stands."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text, as tokens first..last (exclusive), and who it is."""

    first: int
    last: int
    speaker: Speaker
    person: bool


@dataclass(frozen=True, slots=True)
class _Holder:
    """A person and an office of theirs, in words with abbreviations opened."""

    speaker: Speaker
    office: tuple[str, ...]
    follows: tuple[str, ...]
    party: str | None
    first: int


class Cast:
    """Everybody who may speak in one zone, and who spoke last (`focus`)."""

    def __init__(self, words: Words, people: Iterable[Actor], parties: Iterable[PartyLike], zone: str) -> None:
        self.words = words
        self.lexicon: Lexicon = lexicon()
        people = list(people)
        self.named = _settle([*_people(words, people, zone), *_parties(words, parties, zone)])
        self._firsts = [named.first for named in self.named]
        self._holders = [holder for actor in people for holder in self._offices_of(actor, zone)]
        self.focus: Speaker | None = None
        self.focus_body: Speaker | None = None
        self.focus_person: Speaker | None = None

    def note(self, speaker: Speaker, *, person: bool | None = None) -> None:
        """Remember who was spoken of last, for the pronouns that follow."""
        self.focus = speaker
        if person if person is not None else _is_person(speaker):
            self.focus_person = speaker
        else:
            self.focus_body = speaker

    def stands_free(self, named: Named, first: int) -> bool:
        """Whether no preposition stands before the name: it may be the subject."""
        return not self._prepositional(named.first, first)

    def one_person(self) -> Speaker | None:
        """Whom "dia" or "ia" means: who spoke last; where that was a state, the last person."""
        if self.focus and (_is_person(self.focus) or ":" in self.focus.id):
            return self.focus
        return self.focus_person or self.focus

    def within(self, first: int, last: int) -> list[Named]:
        """Names that start in the tokens first..last, in order."""
        at = bisect_left(self._firsts, first)
        found = []
        while at < len(self.named) and self.named[at].first < last:
            found.append(self.named[at])
            at += 1
        return found

    def resolve(self, first: int, last: int) -> Speaker | None:
        """The speaker that the noun phrase in tokens first..last means, or None for generic voices."""
        first = self._skip_lead(first, last)
        last = min(last, first + _LONGEST_PHRASE)
        if first >= last:
            return None
        if (pronoun := self._pronoun(first, last)) is not None:
            return pronoun
        if self._is_thing(first, last):
            return None
        names = [n for n in self.within(first, last) if not self._behind_relative(first, n.first)]
        if back := self._pointed_back(names, first, last):
            return back
        if person := self._first_person_name(names, first):
            return person
        return self._unnamed(names, first, last)

    def _pointed_back(self, names: list[Named], first: int, last: int) -> Speaker | None:
        """Whom "eks menteri era X itu" means: who spoke last, if of the party the phrase names."""
        if last - first < 2 or self.words.low[last - 1] not in ("itu", "tersebut", "tadi", "ini"):
            return None
        if self.words.low[last - 2] in _TIMES_PAST or any(n.first == first for n in names):
            return None
        office = self._office_at(first)
        if office and any(n.person and n.first <= self._behind_office(first, office) for n in names):
            return None
        focus, head = self.focus, self.words.low[self._bare(first, last)]
        if head in ("pejabat", "sumber", "kementerian", "lembaga"):
            focus = self.focus_body or focus
        elif self._office_at(self._bare(first, last)) and self.focus_person:
            focus = self.focus_person
        states = {n.speaker.id.split(":")[0] for n in names if not n.person}
        if focus is None or (states and _state_of(focus) not in states):
            return None
        return focus

    def _bare(self, first: int, last: int) -> int:
        while first < last - 1 and self.words.low[first] in _BEFORE_OFFICE:
            first += 1
        return first

    def quoted(self, first: int, last: int) -> tuple[Speaker | None, int]:
        """As `behind`, for the speaker of words in quotation marks, who is somebody even where no rule knows them."""
        speaker, end = self.behind(first, last)
        if speaker:
            return speaker, end
        tail = min(last, first + _LONGEST_PHRASE)
        stop = next((n for n in range(first, tail) if self.words.raw[n] in ".!?\"“”" and n > first), tail)
        if self.words.low[stop - 1] in ("itu", "tersebut") and stop - 1 > first:
            return self.focus, stop
        called = next((n for n in range(first, stop - 1) if self.words.low[n] in ("disapa", "bernama", "dipanggil")), None)
        if called is not None and (speaker := self.as_written(called + 1, stop)):
            return speaker, stop
        return self._last_name(first, stop, end), end

    def _last_name(self, first: int, stop: int, end: int) -> Speaker | None:
        """ "pemilik warung X", "peneliti utama Y, X": the capitals that close the phrase, or stand behind its comma."""
        if self.words.low[first].split("-")[0] in ("para", "banyak", "sejumlah", "beberapa", "warga", "media"):
            return None
        at = end
        while at > first and self.words.is_word(at - 1) and self.words.is_name(at - 1):
            at -= 1
        if at == end and end + 1 < stop and self.words.raw[end] == ",":
            at = end + 1
        speaker = self.as_written(at, min(stop, at + _LONGEST_NAME)) if at < stop else None
        return speaker if speaker and (at == first or " " in speaker.name) else None

    def behind(self, first: int, last: int) -> tuple[Speaker | None, int]:
        """The speaker whose noun phrase starts at token `first`, and the token where the phrase ends."""
        if first < last and self.words.low[first] == "oleh":
            first += 1
        end = self._phrase_end(first, last)
        commas = [n for n in range(first, end) if self.words.raw[n] == ","]
        head_end = commas[0] if commas else end
        speaker = self.resolve(first, head_end)
        if inner := self._quoted_by(end, last):
            return inner
        for comma, after in zip(commas, [*commas[1:], end], strict=False):
            apposed = [n for n in self.within(comma + 1, min(after, comma + 8)) if n.person]
            if apposed and not (speaker and _is_person(speaker)):
                if not self._prepositional(apposed[0].first, comma):
                    return apposed[0].speaker, after
        return speaker, head_end

    def _quoted_by(self, at: int, last: int) -> tuple[Speaker, int] | None:
        """The innermost speaker: "tulis Y mengutip pernyataan X" is X."""
        words = self.words
        at += at < last and words.raw[at] == ","
        if at >= last or words.low[at] not in ("mengutip", "menirukan"):
            return None
        start = at + 1
        if start < last and words.low[start].endswith("annya") and self.focus:
            return self.focus, start + 1
        while start < last and (words.low[start] in ("pernyataan", "ucapan", "perkataan", "keterangan", "kata-kata")):
            start += 1
        end = self._phrase_end(start, last)
        speaker = self.resolve(start, end)
        return (speaker, end) if speaker else None

    def _phrase_end(self, first: int, last: int) -> int:
        words, depth = self.words, 0
        last = min(last, first + _LONGEST_PHRASE)
        for n in range(first, last):
            token = words.raw[n]
            depth += (token in "([") - (token in ")]")
            if depth > 0 or token in ")]":
                continue
            if n > first and "\n" in words.text[words.ends[n - 1] : words.starts[n]]:
                return n
            if token[0].islower() and self.lexicon.has("hard_stops", token) and not self._inside_name(n):
                return n
            if token == "." and n > first and n + 1 < last and words.is_name(n + 1):
                continue
            if token in ".!?;:\"“”—–":
                return n
        return last

    def _inside_name(self, n: int) -> bool:
        return any(named.first <= n < named.last for named in self.within(max(0, n - 6), n + 1))

    def subject(self, first: int, verb: int) -> tuple[Speaker | None, int]:
        """The speaker before the verb at token `verb`, looking back to `first`; and where the phrase starts."""
        words, lexicon_ = self.words, self.lexicon
        first = max(first, verb - 2 * _LONGEST_PHRASE)
        end = verb
        while end > first and self._trails(end - 1):
            end -= 1
        if end - 1 > first and self._points_back(end - 1) and words.low[end - 2] in _TIMES_PAST:
            end -= 2
        if end > first and words.low[end - 1] == "yang":
            return self._antecedent(first, end - 1)
        apposed = end > first and words.raw[end - 1] == ","
        segments = [(self._behind_joint(a, b), b) for a, b in self._segments(first, end)]
        if apposed and (named := self._apposed_person(segments)):
            return named
        if apposed and (body := self._apposed_body(segments)):
            return body
        for n, (a, b) in enumerate(reversed(segments)):
            if words.low[a] == "yang":
                continue
            speaker, circumstance = self._of_segment(a, b, touches=n == 0 and not apposed)
            if speaker and n + 1 < len(segments) and (listed := self._first_of_list(segments[-n - 2], (a, b))):
                return listed.speaker, segments[-n - 2][0]
            if speaker:
                return speaker, a
            if not circumstance and not apposed:
                return None, a
        return None, first

    def _apposed_person(self, segments: list[tuple[int, int]]) -> tuple[Speaker, int] | None:
        """The person of "X, analis di Y, mengatakan" or "Menlu Z, X, mengatakan": the first whom a stretch begins with."""
        for a, b in segments:
            start = self._skip_lead(a, b)
            if self._is_circumstance(a, min(b, start + 1)):
                continue
            names = [n for n in self.within(start, b) if n.person and not self._behind_relative(start, n.first)]
            if names and not self._is_thing(start, b) and not self._prepositional(names[0].first, start):
                speaker = self.resolve(a, b)
                if speaker and _is_person(speaker):
                    return speaker, a
        return None

    def _apposed_body(self, segments: list[tuple[int, int]]) -> tuple[Speaker, int] | None:
        """The same for what is no person: "Rumah Sakit X di Kota Y, Z selatan, melaporkan"."""
        for a, b in segments[-3:]:
            start = self._skip_lead(a, b)
            if start < b and self.words.low[start] != "yang" and not self._is_circumstance(a, min(b, start + 1)):
                speaker = self.resolve(a, b)
                return (speaker, a) if speaker else None
        return None

    def _is_circumstance(self, a: int, b: int) -> bool:
        low = self.words.low
        return any(self.lexicon.has("circumstances", low[n]) and low[n] != "sementara" for n in range(a, b))

    def _first_of_list(self, left: tuple[int, int], right: tuple[int, int]) -> Named | None:
        """The first of "Amerika Serikat, Australia dan Jepang": a stretch that is one name, before one that ends the list."""
        if "dan" not in self.words.low[right[0] : right[1]]:
            return None
        return next((n for n in self.within(*left) if n.first == left[0] and n.last == left[1]), None)

    def is_medium(self, speaker: Speaker) -> bool:
        """Whether the speaker is a news medium or platform we know by name."""
        words = tuple(speaker.name.split())
        return bool(words) and words in self.lexicon.media.get(words[0], ())

    def _behind_joint(self, a: int, b: int) -> int:
        """Behind the last "saat", "setelah", "karena" of the stretch that a noun phrase follows."""
        if b - a > 1 and self.words.low[a] == "dengan" and self._opens_phrase(a + 1):
            return a + 1
        for n in range(b - 1, a, -1):
            if self.lexicon.has("inner_joints", self.words.low[n]) and n + 1 < b and self._opens_phrase(n + 1):
                return n + 1
        return a

    def _opens_phrase(self, n: int) -> bool:
        named = any(name.first == n for name in self.within(n, n + 1))
        return named or self._may_speak(n) or self.lexicon.has("pronouns", self.words.low[n])

    def _is_thing(self, first: int, last: int) -> bool:
        """Whether the phrase is headed by a thing: "Pernyataan X", "keputusan X" act, but do not speak."""
        if first >= last:
            return False
        low = self.words.low[first]
        if self.lexicon.has("things", low):
            return True
        if any(n.first == first for n in self.within(first, first + 1)):
            return False
        return _ABSTRACT.match(low) is not None and not self._may_speak(first) and not self.lexicon.has("bodies_of", low)

    def _trails(self, n: int) -> bool:
        low = self.words.low[n]
        if any(self.lexicon.has(kind, low) for kind in ("weekdays", "months")):
            return True
        return self.lexicon.has("adverbs", low) and not self._points_back(n)

    def _points_back(self, n: int) -> bool:
        return self.words.low[n] in ("itu", "tersebut", "ini", "tadi")

    def _antecedent(self, first: int, end: int) -> tuple[Speaker | None, int]:
        if end > first and self.words.raw[end - 1] == ",":
            end -= 1
        a, b = self._segments(first, end)[-1] if end > first else (first, end)
        names = [n for n in self.within(a, b) if n.last >= b - 1]
        if names:
            return (names[-1].speaker, names[-1].first)
        return self.resolve(a, b), a

    def _of_segment(self, a: int, b: int, *, touches: bool) -> tuple[Speaker | None, bool]:
        """Speaker of one comma-free stretch, and whether it is a mere circumstance of time, place or manner."""
        words = self.words
        if self._is_thing(self._skip_lead(a, b), b):
            return None, False
        start = self._skip_lead(a, b)
        circumstance = self._is_circumstance(a, min(b, start + 1))
        if start >= b:
            return None, True
        if not circumstance or start > a:
            if speaker := self.resolve(a, b):
                return speaker, False
        if not touches:
            return None, circumstance
        for named in reversed(self.within(a, b)):
            if not self._prepositional(named.first, a) and named.last >= b - 3:
                return self.resolve(self._phrase_start(named.first, a), b), circumstance
        for n in range(max(a, b - 2), b):
            if self.lexicon.has("pronouns", words.low[n]):
                return self.one_person(), circumstance
        return None, circumstance

    def _phrase_start(self, at: int, floor: int) -> int:
        """Back over the offices and heads in front of a name."""
        while at > floor and self.words.is_word(at - 1):
            if self._prepositional(at, floor) or self.lexicon.has("circumstances", self.words.low[at - 1]):
                break
            at -= 1
        return at

    def _segments(self, first: int, end: int) -> list[tuple[int, int]]:
        """Stretches between commas, brackets skipped, empty ones left out."""
        found, start, depth = [], first, 0
        for n in range(first, end):
            token = self.words.raw[n]
            depth = max(0, depth + (token in "([") - (token in ")]"))
            if depth == 0 and token == ",":
                found.append((start, n))
                start = n + 1
        found.append((start, end))
        return [(a, b) for a, b in found if a < b]

    def _unnamed(self, names: list[Named], first: int, last: int) -> Speaker | None:
        low = self.words.low
        if low[first] in _NUMBERS and first + 1 < last and self._may_speak(first + 1):
            first += 1
        head = low[first]
        party = next((n for n in names if not n.person and not self._prepositional(n.first, first)), None)
        party = party or next((n for n in names if not n.person), None)
        if holder := self._office_holder(first, last, party):
            return holder
        if self.lexicon.has("others_heads", head) and not (party and party.first == first):
            office = first + 1 < last and self._office_at(first + 1)
            return party.speaker if party and office and office[0] not in _WATCHERS else None
        if party and (party.first == first or self._may_speak(first)):
            generic = self.lexicon.has("generic", head) and head not in ("pejabat", "sumber", "pihak", "laporan")
            return None if generic else party.speaker
        if names and names[0].person and self._of_another(names[0].first, first):
            return _party_of(names[0].speaker)
        if any(low[n] in ("itu", "tersebut", "tadi") for n in range(first + 1, last)):
            return self.focus
        if low[self._bare(first, last)] in ("juru", "jubir") or self.lexicon.has("writings", head):
            return self.as_written(first, last) or self.focus
        if self._starts_sentence(first) and not (first + 1 < last and self.words.is_name(first + 1)):
            return self._one_word(first) if last == first + 1 else None
        return self.as_written(first, last)

    def _skip_lead(self, first: int, last: int) -> int:
        while first < last and (not self.words.is_word(first) or self._leads_in(first)):
            if any(n.first == first for n in self.within(first, first + 1)):
                break
            first += 1
        return first

    def _leads_in(self, n: int) -> bool:
        named = self.words.is_name(n) and not self._starts_sentence(n)
        return not named and self.lexicon.has("lead_ins", self.words.low[n])

    def _pronoun(self, first: int, last: int) -> Speaker | None:
        for n in range(first, min(last, first + 4)):
            low = self.words.low[n]
            if self.lexicon.has("pronouns", low):
                return self.one_person()
            if self.lexicon.has("plural_pronouns", low) or low == "pihaknya":
                return self.focus
            if not self.lexicon.has("adverbs", low):
                return None
        return None

    def _first_person_name(self, names: list[Named], first: int) -> Speaker | None:
        for named in names:
            if not named.person or (self._prepositional(named.first, first) and not self.lexicon.has("writings", self.words.low[first])):
                continue
            if self._of_another(named.first, first):
                continue
            return named.speaker
        return None

    def _of_another(self, at: int, first: int) -> bool:
        """Whether the name only says whose office or spokesman speaks: "kantor PM X", "juru bicara X"."""
        low = self.words.low
        if at > first and self.lexicon.has("bodies_of", low[first]):
            return True
        head = first + 1 if self.lexicon.has("others_of", low[first]) else first + 2 if low[first : first + 2] == ["juru", "bicara"] else 0
        if head == 0 or at < head:
            return at > first and self.lexicon.has("others_of", low[at - 1])
        office = self._office_at(head) if head < at else None
        return head == at or (office is not None and office[0] in _RULERS)

    def _prepositional(self, at: int, first: int) -> bool:
        return at > first and self.lexicon.has("prepositions", self.words.low[at - 1])

    def _behind_relative(self, first: int, at: int) -> bool:
        return "yang" in self.words.low[first:at]

    def _may_speak(self, first: int) -> bool:
        head = self.words.low[first].split("-")[0]
        return self.lexicon.has("speaker_heads", head) or self._office_at(first) is not None

    def _office_at(self, first: int) -> tuple[str, ...] | None:
        opened = self._open(self.words.low[first : first + 6])
        for office in self.lexicon.offices:
            if opened[: len(office)] == office:
                return office
        return None

    def _open(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Lower-case words with abbreviations opened: (menlu, ri) -> (menteri, luar, negeri, ri)."""
        opened: list[str] = []
        at = 0
        while at < len(tokens):
            pair = " ".join(tokens[at : at + 2])
            if full := self.lexicon.abbreviations.get(pair):
                opened += full
                at += 2
                continue
            opened += self.lexicon.abbreviations.get(tokens[at], (tokens[at],))
            at += 1
        return tuple(opened)

    def _office_holder(self, first: int, last: int, party: Named | None) -> Speaker | None:
        """The person named elsewhere whose office this is, of the party named with it; the last one named before."""
        start = self._bare(first, last)
        if start >= last or (office := self._office_at(start)) is None:
            return None
        state = party.speaker.id.split(":")[0] if party else None
        follows = self._open(self.words.low[start : start + 5])[len(office) :][:1] if office[-1] == "menteri" else ()
        fit = [h for h in self._holders if h.office == office and (state is None or h.party == state)]
        fit = [h for h in fit if not follows or h.follows == follows or not h.follows]
        if not fit:
            return None
        before = [h for h in fit if h.first < first]
        return max(before, key=lambda h: h.first).speaker if before else fit[0].speaker

    def _offices_of(self, actor: Actor, zone: str) -> list[_Holder]:
        speaker = speaker_of(actor)
        places = [self.words.at(m.start) for m in actor.mentions if m.zone == zone]
        titles = {position.title for position in actor.positions}
        found = []
        for title in titles:
            opened = self._open([w for w in title.lower().replace("(", " ").replace(")", " ").split()])
            office = next((o for o in self.lexicon.offices if o in _runs(opened, len(o))), None)
            if office:
                at = _runs(opened, len(office)).index(office) + len(office)
                found += [_Holder(speaker, office, opened[at : at + 1], actor.party, place) for place in places or [0]]
        return found

    def _one_word(self, n: int) -> Speaker | None:
        """A sentence's first word as a name: only where the text has it with a capital inside a sentence, and never without."""
        word = self.words.raw[n]
        known = word in self._proper and self.words.low[n] not in self._common
        return Speaker(word, word) if known and self._office_at(n) is None else None

    @cached_property
    def _proper(self) -> frozenset[str]:
        words = self.words
        inner = (n for n in range(1, len(words.raw)) if words.is_name(n) and words.is_word(n - 1))
        return frozenset(words.raw[n] for n in inner if len(words.raw[n]) > 1)

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(word for word in self.words.raw if word[0].islower())

    def as_written(self, first: int, last: int) -> Speaker | None:
        """A capitalised name nobody found: its words, offices before it left out."""
        words = self.words
        head = words.low[first]
        if office := self._office_at(first):
            first = self._behind_office(first, office)
        at = first
        while at < last and not (words.is_word(at) and words.is_name(at)):
            if not self.lexicon.has("speaker_heads", words.low[at]) and words.raw[at] != ".":
                return None
            at += 1
        end = at
        while end < last and words.is_word(end) and (words.is_name(end) or words.low[end] in _PARTICLES):
            end += 1
        if end == at or head in ("negara", "negeri") or len(words.raw[at]) < 2:
            return None
        low = words.low[at]
        if low in _NO_NAME or any(self.lexicon.has(kind, low) for kind in ("generic", "weekdays", "months", "things")):
            return None
        if self._leads_in(at):
            return None
        name = words.text[words.starts[at] : words.ends[end - 1]]
        return Speaker(name, name)

    def _behind_office(self, first: int, office: tuple[str, ...]) -> int:
        n = 1
        while n < 6 and len(self._open(self.words.low[first : first + n])) < len(office):
            n += 1
        return first + n

    def _starts_sentence(self, at: int) -> bool:
        return at == 0 or self.words.raw[at - 1] in ".!?\"“”:" or "\n" in self.words.text[self.words.ends[at - 1] : self.words.starts[at]]


_PARTICLES = frozenset({"bin", "binti", "al", "van", "de", "der", "von"})
_WATCHERS = frozenset({"analis", "pengamat", "ekonom", "peneliti"})
_RULERS = frozenset({"presiden", "perdana", "kanselir", "raja", "wakil"})
_NUMBERS = frozenset({"dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebuah", "suatu"})
_TIMES_PAST = frozenset({"kala", "saat", "waktu", "hari", "ketika", "sementara", "malam", "pagi"})
_BEFORE_OFFICE = frozenset({"sang", "pak", "bapak", "ibu", "bu", "mantan", "eks", "bekas", "seorang"})
_NO_NAME = frozenset({"hal", "ini", "itu", "pernyataan", "langkah", "keputusan", "kondisi", "situasi", "rencana", "kesepakatan", "pertemuan"})


def speaker_of(actor: Actor) -> Speaker:
    """The actor as a speaker, in their main office."""
    return Speaker(actor.id, actor.name, actor.represents, actor.position)


def _is_person(speaker: Speaker) -> bool:
    return ":" not in speaker.id and not speaker.id.isupper()


def _state_of(speaker: Speaker) -> str | None:
    return speaker.represents.split(":")[0] if speaker.represents else None


def _party_of(speaker: Speaker) -> Speaker | None:
    party = speaker.represents
    return Speaker(party, party, party) if party else None


def _runs(words: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [words[n : n + size] for n in range(len(words) - size + 1)]


def _people(words: Words, people: Iterable[Actor], zone: str) -> list[Named]:
    found = []
    for actor in people:
        if actor.kind in ("person", "organization"):
            speaker = speaker_of(actor)
            found += [_named(words, m, speaker, person=True) for m in actor.mentions if m.zone == zone]
    return found


def _parties(words: Words, parties: Iterable[PartyLike], zone: str) -> list[Named]:
    return [
        _named(words, p.evidence, Speaker(p.code, p.name, p.code.split(":")[0]), person=False)
        for p in parties
        if p.evidence.zone == zone
    ]


def _named(words: Words, place: Evidence, speaker: Speaker, *, person: bool) -> Named:
    first = words.at(place.start)
    return Named(first, max(first + 1, words.at(place.end)), speaker, person)


def _settle(found: list[Named]) -> list[Named]:
    """Names in order, none overlapping: longer ones win, persons before parties of one length."""
    ranked = sorted(found, key=lambda n: (n.first - n.last, not n.person, n.first))
    taken: set[int] = set()
    kept = []
    for named in ranked:
        span = range(named.first, named.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(named)
    return sorted(kept, key=lambda n: n.first)
