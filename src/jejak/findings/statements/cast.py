"""Room 4, findings/statements: who a noun phrase means.

Names come from the people and parties found before; offices ("Menlu", "sang dubes"), pronouns and
"juru bicara itu" are led back to them. A name nobody found is taken as written. Generic voices give no
speaker (codebook 4).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jejak.findings.statements.cues import lexicon
from jejak.findings.statements.roster import Named, Roster
from jejak.findings.statements.short_names import longer_name, one_letter_off
from jejak.model import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jejak.findings.parties.names import PartyMention
    from jejak.findings.statements.words import Words
    from jejak.model import Actor

LONGEST_PHRASE = 30
"""Most tokens of a speaker's noun phrase; longer ones are cut, which bounds the work."""
_ABSTRACT = re.compile(r"(?:pe|ke)[a-z]{3,}an(?:nya)?$")
"""Nouns of acts and states ("penolakan", "kesediaan"): they do not speak."""
_FIRST_WORDS = 4
_LONG_RUN = 3
"""Words of a name from which on offices and bodies may stand in it: "Kasubdit Jalan Kementerian Y X"."""
_WRITING_WITHIN = 200
_STATE_WITHIN = 400
_POINTED_WITHIN = 8
"""Tokens of a phrase in which "itu" or "tersebut" can be said of its head."""
_NAMELESS = ("generic", "weekdays", "months", "things", "no_names", "figures")
"""Lists of words that begin no name, also with a capital."""


class Cast(Roster):
    """Everybody who may speak in one zone, and who spoke last (`focus`)."""

    def __init__(
        self, words: Words, people: Iterable[Actor], parties: Iterable[PartyMention], zone: str
    ) -> None:
        super().__init__(words, people, parties, zone)
        self.focus: Speaker | None = None
        self.group: Speaker | None = None
        """The body the last sentence was about, where it reported nothing."""
        self._focus_body: Speaker | None = None
        self._focus_person: Speaker | None = None
        self._written: set[Speaker] = set()
        self._last_of_kind: dict[str, Speaker] = {}

    def note(self, speaker: Speaker) -> None:
        """Remember who was spoken of last, for the pronouns that follow."""
        self.focus = speaker
        if kind := self.kinds.get(speaker.id):
            self._last_of_kind.pop(kind, None)
            self._last_of_kind[kind] = speaker
        if is_person(speaker):
            self._focus_person = speaker
        else:
            self._focus_body = speaker

    def one_person(self) -> Speaker | None:
        """Whom "dia" or "ia" means: who spoke last; where that was a state, the last person."""
        if self.focus is None or is_person(self.focus):
            return self.focus
        if ":" in self.focus.id and not self._speaks_for(self._focus_person, self.focus):
            return self.focus
        return self._focus_person or self.focus

    def _speaks_for(self, person: Speaker | None, body: Speaker) -> bool:
        """Whether a person's office is one in the body: "Ketua MUI" and MUI."""
        position = f" {person.position or ''} " if person else ""
        short = body.id.partition(":")[2]
        return f" {body.name} " in position or f" {short} " in position or f"({short})" in position

    def resolve(self, first: int, last: int) -> Speaker | None:
        """The speaker that the noun phrase in tokens first..last means, or None for generic voices."""
        first = self.skip_lead(first, last)
        last = min(last, first + LONGEST_PHRASE)
        if first >= last:
            return None
        if (pronoun := self._pronoun(first, last)) is not None:
            return pronoun
        if self._is_owned(first, last):
            return self._owner_party(first)
        if self.is_thing(first) or self.lexicon.has("questioners", self.words.low[first]):
            return None
        names = self.within(first, last)
        if not self.lexicon.has("writings", self.words.low[first]):
            names = [n for n in names if not self.behind_relative(first, n.first)]
        if self.lexicon.has("tallies", self.words.low[first]):
            return names[0].speaker if names else None
        if self.lexicon.has("figures", self.words.low[first]):
            return names[0].speaker if names else self.as_written(first, last)
        return (
            self._pointed_back(names, first, last)
            or self._first_person_name(names, first)
            or self._unnamed(names, first, last)
        )

    def skip_lead(self, first: int, last: int) -> int:
        """Past marks and words that only lead in: "Sementara itu, ..."."""
        while first < last and not self.starts_name(first):
            if self.words.is_word(first) and not self._leads_in(first):
                break
            first += 1
        return first

    def is_thing(self, first: int) -> bool:
        """Whether the phrase is headed by a thing: "keputusan X" acts, but does not speak."""
        low = self.words.low[first]
        if self.lexicon.has("things", low):
            return True
        if self.starts_name(first) or self.may_speak(first):
            return False
        if self.lexicon.has("bodies_of", low) or self.lexicon.has("figures", low):
            return False
        return _ABSTRACT.match(low) is not None

    def may_speak(self, first: int) -> bool:
        """Whether a noun that can speak stands at token first: an office, "pejabat", "kementerian"."""
        head = self.words.low[first].split("-")[0]
        return self.lexicon.has("speaker_heads", head) or self.office_at(first) is not None

    def opens_phrase(self, n: int) -> bool:
        """Whether a phrase that can speak starts at token n."""
        return self.starts_name(n) or self.may_speak(n) or self.lexicon.has("pronouns", self.words.low[n])

    def points_back(self, n: int) -> bool:
        """Whether token n is "itu" or the like."""
        return self.lexicon.has("back_pointers", self.words.low[n])

    def adds(self, n: int) -> bool:
        """Whether a reporting verb at token n goes on without a subject: "..., menambahkan bahwa"."""
        low = self.words.low
        return n < len(low) and low[n] in self.lexicon.before and "bahwa" in low[n + 1 : n + 3]

    def prepositional(self, at: int, first: int) -> bool:
        """Whether a preposition stands before token at, not earlier than first."""
        return at > first and self.lexicon.has("prepositions", self.words.low[at - 1])

    def _addressed(self, at: int, first: int) -> bool:
        """Whether the name at a token is whom the words were said to: "pernyataan kedutaan kepada X"."""
        return at > first and self.words.low[at - 1] == "kepada"

    def behind_relative(self, first: int, at: int) -> bool:
        """Whether a relative clause opens between first and at."""
        return "yang" in self.words.low[first:at]

    def as_written(self, first: int, last: int) -> Speaker | None:
        """A capitalised name nobody found, without the offices before it."""
        words, has = self.words, self.lexicon.has
        at = first
        if office := self.office_at(first):
            at = self.behind_office(first, office)
        elif has("writings", words.low[first]):
            at = first + 1
        while at < last and not (words.is_word(at) and words.is_name(at)):
            head = any(has(kind, words.low[at]) for kind in ("speaker_heads", "figures", "attributes"))
            if not head and words.raw[at] != ".":
                return None
            at += 1
        end = self._name_end(at, last)
        no_name = (
            end == at or len(words.raw[at]) < 2 or has("nations", words.low[first]) or self._leads_in(at)
        )
        if no_name or any(has(kind, words.low[at]) for kind in _NAMELESS):
            return None
        if all(has("speaker_heads", low) for low in words.low[at:end]):
            return self._focus_body
        if at > first and (closing := self._closing_run(end, last)):
            at, end = closing
        if end - at > _LONG_RUN and self.speaks_alone(end - 1):
            at = end - 1
        name = words.text[words.starts[at] : words.ends[end - 1]]
        return self._fuller(name)

    def speaks_alone(self, n: int) -> bool:
        """Whether the word at token n reports something by itself elsewhere: "kata Y", "Y mengatakan"."""
        words, lexicon = self.words, self.lexicon
        return any(
            (m and words.low[m - 1] in lexicon.after and not words.is_name(m - 1))
            or (m + 1 < len(words.low) and words.low[m + 1] in lexicon.before and not words.is_name(m - 1))
            for m in self.places_of(words.raw[n])
            if m != n
        )

    def _name_end(self, first: int, last: int) -> int:
        """Token behind the capitals that start at first, over a nickname ("Woohyun (Austin) Kang")."""
        words, end = self.words, first
        while end < last:
            bracketed = words.raw[end : end + 3 : 2] == ["(", ")"]
            if bracketed and end + 3 < last and words.is_name(end + 3):
                end += 4
            elif words.is_word(end) and (words.is_name(end) or self.lexicon.has("particles", words.low[end])):
                end += 1
            else:
                break
        return end

    def _closing_run(self, first: int, last: int) -> tuple[int, int] | None:
        """The capitals that close a title's phrase: "Direktur Utama PT Y (Persero) X" is X."""
        words, at = self.words, last
        while at > first and words.is_word(at - 1) and words.is_name(at - 1):
            at -= 1
        return (at, last) if last - at > 1 else None

    def closing_name(self, first: int, last: int) -> Speaker | None:
        """The name nobody found, of two words or more, that closes a phrase: "laporan layanan X Y"."""
        run = self._closing_run(first, last)
        if (
            run is None
            or self.within(*run)
            or any(self.lexicon.has(kind, self.words.low[run[0]]) for kind in _NAMELESS)
        ):
            return None
        return self._fuller(self.words.text[self.words.starts[run[0]] : self.words.ends[run[1] - 1]])

    def _fuller(self, name: str) -> Speaker:
        """The one person known, or taken as written before, whose name has these words; else the name.

        One word is led back to the longer name that the text has for it ("HNW", "Rinawati").
        """
        if " " not in name:
            name = longer_name(self, name) or name
        parts = name.lower().split()
        fit = {s for s in self._written | self.people if _has_words(s.name.lower().split(), parts)}
        if not fit and len(parts) == 1 and len(name) >= _FIRST_WORDS:
            fit = {s for s in self.people if any(one_letter_off(w, parts[0]) for w in s.name.lower().split())}
        if len(fit) == 1:
            return fit.pop()
        speaker = Speaker(name, name)
        if len(parts) > 1:
            self._written.add(speaker)
        return speaker

    def is_new(self, speaker: Speaker) -> bool:
        """Whether the speaker is a name as written that no finder knows."""
        return speaker not in self.people and speaker.represents is None and speaker.id not in self.kinds

    def _leads_in(self, n: int) -> bool:
        capital = self.words.is_name(n) and not self.starts_sentence(n)
        return not capital and self.lexicon.has("lead_ins", self.words.low[n])

    def _pronoun(self, first: int, last: int) -> Speaker | None:
        for low in self.words.low[first : min(last, first + _FIRST_WORDS)]:
            if self.lexicon.has("pronouns", low):
                return self.one_person()
            if self.lexicon.has("plural_pronouns", low):
                many = self.focus if self.focus and not is_person(self.focus) else None
                return self.group or many
            if self.lexicon.has("own_sides", low):
                return self.focus
            if not self.lexicon.has("adverbs", low):
                return None
        return None

    def _is_owned(self, first: int, last: int) -> bool:
        """Whether the phrase is a body or spokesman of who spoke last: "kantornya", "sekretaris persnya"."""
        low, has = self.words.low, self.lexicon.has
        for n in range(first, min(last, first + 2)):
            if low[n].endswith("nya"):
                head = low[first].removesuffix("nya")
                body = n == first and has("bodies_of", head)
                return body or has("spokesmen", head) or (n > first and head == "sekretaris")
        return False

    def _owner_party(self, first: int) -> Speaker | None:
        """The party of who spoke last, else of who was named last before the token."""
        named = [n.speaker for n in self.within(max(0, first - LONGEST_PHRASE), first) if n.person]
        owner = self.focus or (named[-1] if named else None)
        return owner and _party_of(owner)

    def _pointed_back(self, names: list[Named], first: int, last: int) -> Speaker | None:
        """Whom "eks menteri era X itu" means: who spoke last, if of the party the phrase names."""
        low, has = self.words.low, self.lexicon.has
        if last - first < 2 or not self.points_back(last - 1) or has("times_past", low[last - 2]):
            return None
        if any(has("circumstance_openers", w) for w in low[first + 1 : last]) or self._is_named_office(
            names, first, last
        ):
            return None
        bare = self._without_article(first, last)
        focus = self.focus
        if has("writings", low[bare]) and (writer := self._writer(low[bare], first) or self.group):
            return writer
        if of_kind := self._of_kind(low[bare]):
            focus = of_kind
        elif self._are_sources(bare):
            focus = None if focus is None or is_person(focus) else focus
        elif has("bodies", low[bare]) or (has("spokesmen", low[bare]) and not self._spokesman_in_focus()):
            focus = self._focus_body or focus
        elif self.office_at(bare) and self._focus_person:
            focus = self._focus_person
        states = {n.speaker.id.split(":")[0] for n in names if not n.person and self._is_party(n)}
        stateless = focus is not None and is_person(focus) and focus.represents is None
        fits = not states or stateless or (focus is not None and _state_of(focus) in states)
        return focus if fits else None

    def _writer(self, noun: str, before: int) -> Speaker | None:
        """Whose the last such writing named before is: "laporan tahunan X ... Laporan itu"."""
        for n in range(before - 1, max(0, before - _WRITING_WITHIN), -1):
            if self.words.low[n] == noun:
                named = [w.speaker for w in self.within(n + 1, n + _FIRST_WORDS + 1)]
                return named[0] if named and not self.is_medium(named[0]) else None
        return None

    def _are_sources(self, n: int) -> bool:
        return self.lexicon.has("sources", self.words.low[n].split("-")[0])

    def _is_party(self, named: Named) -> bool:
        return self.kinds.get(named.speaker.id) in ("state", "igo", "agency")

    def _of_kind(self, noun: str) -> Speaker | None:
        """Who spoke last of the kinds that a noun like "negara" or "lembaga" names."""
        kinds = self.lexicon.kinds.get(noun, ())
        if self.focus and self.kinds.get(self.focus.id) in kinds:
            return self.focus
        return next((s for kind, s in reversed(self._last_of_kind.items()) if kind in kinds), None)

    def _spokesman_in_focus(self) -> bool:
        position = self._focus_person.position if self._focus_person else None
        words = (position or "").lower().split()
        return any(self.lexicon.has("spokesmen", word) for word in words)

    def _is_named_office(self, names: list[Named], first: int, last: int) -> bool:
        """Whether the phrase is a name, or an office with its bearer's name."""
        if any(n.first == first and (n.person or n.last >= last - 1) for n in names):
            return True
        office = self.office_at(first)
        if office is None:
            return False
        behind = self.behind_office(first, office)
        return any(n.person and all(map(self.words.is_name, range(behind, n.first))) for n in names)

    def _without_article(self, first: int, last: int) -> int:
        while first < last - 1 and self.lexicon.has("before_office", self.words.low[first]):
            first += 1
        return first

    def _first_person_name(self, names: list[Named], first: int) -> Speaker | None:
        writing = self.lexicon.has("writings", self.words.low[first])
        bars = self._addressed if writing else self.prepositional
        for named in names:
            free = not bars(named.first, first)
            if named.person and free and not self.of_another(named.first, first):
                return named.speaker
        return None

    def of_another(self, at: int, first: int) -> bool:
        """Whether the name only says whose office or spokesman speaks: "kantor PM X", "juru bicara X"."""
        low, has = self.words.low, self.lexicon.has
        if at > first and has("bodies_of", low[first]):
            return True
        spokesman = low[first : first + 2] == ["juru", "bicara"]
        if not spokesman and not has("others_of", low[first]):
            return at > first and has("others_of", low[at - 1])
        head = first + 1 + spokesman
        office = self.office_at(head) if head < at else None
        return head == at or (office is not None and has("rulers", office[0]))

    def _unnamed(self, names: list[Named], first: int, last: int) -> Speaker | None:
        """The speaker of a phrase without a person's name: an office's holder, a party, who spoke last."""
        low, has = self.words.low, self.lexicon.has
        if has("numbers", low[first]) and first + 1 < last and self.may_speak(first + 1):
            first += 1
        party = self._party(names, first)
        if holder := self.holder(self._without_article(first, last), first, party):
            return holder
        if has("others_heads", low[first]) and not (party and party.first == first):
            return self._of_many(party, first, last)
        if party and (party.first == first or self.may_speak(first)):
            return party.speaker if not has("generic", low[first]) or has("bodies", low[first]) else None
        if names and names[0].person and self.of_another(names[0].first, first):
            return _party_of(names[0].speaker)
        if any(self.points_back(n) for n in range(first + 1, min(last, first + _POINTED_WITHIN))):
            return None if self._are_sources(first) and self.focus in self.people else self.focus
        if not names and (body := self._bare_body(first, last)):
            return body
        if self._describes(first, last) or (low[first] == "sang" and not names):
            return self._focus_person
        capitals = [self.words.raw[n] for n in range(first + 1, last) if self.words.is_name(n)]
        if self.lexicon.platforms.issuperset(capitals) and (body := self._of_kind(low[first])):
            return body
        if has("spokesmen", low[self._without_article(first, last)]) or has("writings", low[first]):
            return self.as_written(first, last) or self.closing_name(first, last) or self.focus
        if self.starts_sentence(first) and not (first + 1 < last and self.words.is_name(first + 1)):
            return self._one_word(first) if last == first + 1 else None
        return self.as_written(first, last)

    def _bare_body(self, first: int, last: int) -> Speaker | None:
        """The state whose organ "pemerintah", "pihak kepolisian" or "militer" is: the one told of last."""
        low, has = self.words.low, self.lexicon.has
        head = first + (low[first] == "pihak" and first + 1 < last)
        if not has("bare_bodies", low[head]) or any(map(self.words.is_name, range(head + 1, last))):
            return None
        named = self.within(max(0, first - _STATE_WITHIN), first)
        states = (n.speaker.represents for n in reversed(named) if self._is_party(n) or n.person)
        state = next((code.split(":")[0] for code in states if code), None)
        return Speaker(state, state, state) if state else None

    def _describes(self, first: int, last: int) -> bool:
        """Whether the phrase calls a known person something: "pria kelahiran X", "politikus yang ..."."""
        low, has = self.words.low, self.lexicon.has
        described = any(has("describing", word) for word in low[first + 1 : last + 1])
        return has("person_nouns", low[first]) and described

    def _party(self, names: list[Named], first: int) -> Named | None:
        named = [n for n in names if not n.person and not self._addressed(n.first, first)]
        parties = [n for n in named if n.speaker.name not in self.lexicon.platforms]
        return next(
            (n for n in parties if not self.prepositional(n.first, first)), parties[0] if parties else None
        )

    def _of_many(self, party: Named | None, first: int, last: int) -> Speaker | None:
        """The party that "para menteri ASEAN" speak for; "para analis" speak for nobody."""
        office = self.office_at(first + 1) if first + 1 < last else None
        speaks = party and office and not self.lexicon.has("watchers", office[0])
        return party.speaker if party and speaks else None

    def _one_word(self, n: int) -> Speaker | None:
        """A sentence's first word as a name, where the rest of the text shows that it is one."""
        word = self.words.raw[n]
        named = word in self.proper or (word.isupper() and len(self.places_of(word)) > 1)
        return self._fuller(word) if named and self.office_at(n) is None else None


def is_person(speaker: Speaker) -> bool:
    """Whether the speaker is known by name, not by a party or agency code nor as a body ("Manajemen X")."""
    if ":" in speaker.id or speaker.id.isupper():
        return False
    return not lexicon().has("body_heads", speaker.name.partition(" ")[0].lower())


def _has_words(name: list[str], parts: list[str]) -> bool:
    """Whether each part is a word of the name, or begins one ("Sandi" for "Sandiaga")."""
    return all(any(w == p or (len(p) > _FIRST_WORDS and w.startswith(p)) for w in name) for p in parts)


def _state_of(speaker: Speaker) -> str | None:
    return speaker.represents.split(":")[0] if speaker.represents else None


def _party_of(speaker: Speaker) -> Speaker | None:
    party = speaker.represents
    return Speaker(party, party, party) if party else None
