"""Room 4: reads one zone for party mentions, its known names joined and judged by what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from jejak.findings.parties.names import LOCATIVES, Named, PartyMention, PartyNames, Value, Widening
from jejak.languages.lexicon import Entry, Office, Term

if TYPE_CHECKING:
    from jejak.languages.name_trie import Hit, Token
    from jejak.reading import Reading, ZoneReading

HOME: Final = "IDN"
"""The state that a page in Indonesian means when it names an organ and no state."""

_JOINING: Final = ("dan", "serta", "atau", "maupun")
_HYPHENS: Final = ("-", "–", "/")
_SPACES: Final = (" ", "\u00a0")
_LINE = re.compile(r"\n")
_NEARBY: Final = 40
_SHORTEST_CITY: Final = 4
"""Letters: shorter capitals behind an office ("KBRI RI") are no city."""
_BRACKET = re.compile(r" ?[(\[][^()\[\]\n]{1,40}[)\]] ")


@dataclass
class ArticleContext:
    """What is known of the article while its zones are read.

    `states`: how often each state is named. `latest`: by suffix of an organ, the party last named with it.
    `home_signs`: whether a word stands in it that only news of Indonesia has.
    """

    language: str | None
    home_signs: bool = False
    states: Counter[str] = field(default_factory=Counter)
    latest: dict[str, str] = field(default_factory=dict)

    @property
    def at_home(self) -> bool:
        """Whether an organ named without a state may be Indonesia's."""
        return self.language in (None, "id") and (self.home_signs or self.states[HOME] > 0)

    @property
    def mainly_home(self) -> bool:
        """Whether no state is named oftener than Indonesia."""
        return self.at_home and self.states[HOME] >= max(self.states.values(), default=0)


class ZoneWords:
    """A zone's words and the known names among them."""

    def __init__(self, names: PartyNames, zone: ZoneReading) -> None:
        self.zone, self.text = zone, zone.text
        self.tokens: list[Token] = zone.words
        self.hits: list[Hit[Value]] = names.trie.find(zone.text, self.tokens)
        self.lines = [0, *(m.end() for m in _LINE.finditer(zone.text))]

    def count_states(self, states: Counter[str]) -> None:
        """Add how often the zone names each state, by its own name or by its own agencies."""
        for hit in self.hits:
            if isinstance(hit.value, Named):
                entry = hit.value.entry
                if entry.kind == "state" and hit.value.form != "capital":
                    states[entry.code] += 1
                elif entry.kind == "agency" and hit.value.form == "acronym" and entry.parent:
                    states[entry.parent] += 1
            elif isinstance(hit.value, Office) and hit.value.party:
                states[hit.value.party] += 1

    def signs_of_home(self, signs: frozenset[str]) -> bool:
        """Whether one of the words stands here."""
        return any(token.text in signs for token in self.tokens)

    def words(self, first: int, last: int) -> str:
        """The text from token `first` to before token `last`."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def gap(self, at: int) -> str:
        """The text between token `at` and the one before it; a line break at the zone's start."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start] if at else "\n"

    def before(self, first: int) -> str:
        """The lower-cased word before a token on the same line, or ""."""
        return self.tokens[first - 1].low if first and "\n" not in self.gap(first) else ""

    def after(self, last: int) -> str:
        """The text behind the token before `last`, up to 2 characters."""
        end = self.tokens[last - 1].end
        return self.text[end : end + 2]


class ZoneReader:
    """One pass over a zone's known names, left to right. A reader returns the index behind what it read."""

    def __init__(
        self, names: PartyNames, reading: Reading, words: ZoneWords, context: ArticleContext
    ) -> None:
        self.names, self.reading, self.words, self.context = names, reading, words, context
        self.text, self.tokens, self.hits = words.text, words.tokens, words.hits
        self.named = {n for hit in self.hits for n in range(hit.first, hit.last)}
        self.found: list[PartyMention] = []

    def read(self) -> list[PartyMention]:
        """The zone's mentions in order."""
        at = 0
        while at < len(self.hits):
            at = self._read(at)
        return self.found

    def _read(self, at: int) -> int:
        value = self.hits[at].value
        if isinstance(value, Named):
            return self._named(at, value)
        if isinstance(value, Term):
            return self._term(at, value)
        if isinstance(value, Office):
            return self._office(at, value)
        if isinstance(value, Widening):
            return self._widened(at, value)
        return at + 1

    # ---- entries under their own name

    def _named(self, at: int, value: Named) -> int:
        hit, behind = self.hits[at], self._behind(at)
        if value.is_party and isinstance(behind, Term) and behind.english:
            return self._add_agency(value.entry, behind, hit.first, at + 1)
        if value.entry.kind == "agency" and isinstance(behind, Named) and self._of_other(value.entry, behind):
            return self._add_other(at, behind.entry)
        if value.entry.parent == HOME and value.form == "name" and self._not_home(hit):
            return at + 1
        if not self._hidden(hit, value):
            self._add(value.entry, hit.first, hit.last, self._form(hit, value))
        return at + 1

    def _of_other(self, agency: Entry, behind: Named) -> bool:
        """Whether the state right behind an agency's name makes it that state's ("FDA Filipina")."""
        if agency.parent is None or behind.entry.kind != "state" or behind.form == "capital":
            return False
        owner = self.names.lexicon.by_code(agency.parent)
        return owner is not None and owner.kind == "state" and behind.entry.code != agency.parent

    def _add_other(self, at: int, state: Entry) -> int:
        """An agency known by another state's like: its own acronym under the state, or else the state."""
        hit, last = self.hits[at], self.hits[at + 1].last
        said = self.words.words(hit.first, hit.last)
        if said.isupper() and hit.last - hit.first == 1:
            self._append(
                f"{state.code}:{said}", "agency", self.words.words(hit.first, last), hit.first, last, "agency"
            )
        else:
            self._add(state, hit.first, last, "agency")
        return at + 2

    def _not_home(self, hit: Hit[Value]) -> bool:
        """Whether an Indonesian agency's name is another's: neither it nor the article names Indonesia."""
        if self.context.at_home:
            return False
        said = self.words.words(hit.first, hit.last)
        return hit.last - hit.first > 1 and not any(w in said for w in ("Indonesia", "RI", "Polri", "TNI"))

    def _hidden(self, hit: Hit[Value], value: Named) -> bool:
        needs = value.entry.needs
        if needs and value.form == "acronym" and not any(self.context.states[code] for code in needs):
            return True
        if value.entry.kind != "state" and value.form != "capital":
            return False
        if value.form in ("capital", "english", "demonym") and self._inside_a_name(hit, value.form):
            return True
        phrases, before = self.names.phrases, self.words.before(hit.first)
        if before in phrases.hides_after and self.words.gap(hit.first) == " ":
            return True
        if hit.last < len(self.tokens) and self.words.gap(hit.last) == " ":
            follows = self.tokens[hit.last]
            if follows.text[0].isupper() and (follows.low in phrases.hides_before or value.entry.ambiguous):
                return True
        if value.entry.ambiguous and not (before in phrases.places or before in phrases.toward):
            return not self._verb_follows(hit)
        return value.form in ("name", "english", "acronym") and self._ends_a_name(hit.first)

    def _inside_a_name(self, hit: Hit[Value], form: str) -> bool:
        """Whether a capital, or an English name on an Indonesian page, is part of another ("Real Madrid")."""
        first = hit.first
        if form != "capital" and self.context.language == "en":
            return False
        if form == "demonym":
            return True
        if first > 1 and self.words.gap(first) == " " and first - 1 not in self.named:
            token, starts = self.tokens[first - 1], self.words.gap(first - 1)
            if token.text[0].isupper() and "\n" not in starts and "." not in starts and len(token.text) > 1:
                return token.low not in self.names.phrases.titles
            if form == "english" and token.low in ("of", "the", "in"):
                return True
        if form == "english" and hit.last < len(self.tokens) and self.words.gap(hit.last) == " ":
            return self.tokens[hit.last].text[0].isupper() and hit.last not in self.named
        return False

    def _ends_a_name(self, first: int) -> bool:
        """Whether the words before are the name of a body that ends here ("Partai X Indonesia")."""
        for n in range(first - 1, max(-1, first - 8), -1):
            token = self.tokens[n]
            if self.words.gap(n + 1) != " " or not token.text[0].isupper() or n in self.named:
                return False
            if token.low in self.names.phrases.heads:
                return True
        return False

    def _form(self, hit: Hit[Value], value: Named) -> str:
        if value.form != "capital":
            return "name" if value.form == "english" else value.form
        return "capital" if self._acts(hit) else "place"

    def _acts(self, hit: Hit[Value]) -> bool:
        """Whether a capital acts for its state here: it is somebody's counterpart, or a verb follows."""
        phrases, before = self.names.phrases, self.words.before(hit.first)
        if before in phrases.places or self.words.after(hit.last).strip().startswith("("):
            return False
        if before in phrases.toward:
            return True
        if before in _JOINING:
            return self._joined_acts(hit.first - 1)
        if self._paired(hit):
            return True
        at_home = isinstance(hit.value, Named) and hit.value.entry.code == HOME
        return not at_home and self._verb_follows(hit)

    def _paired(self, hit: Hit[Value]) -> bool:
        """Whether a hyphen joins a name to another party ("Moskow-Washington")."""
        ahead = hit.last in self.named and self.words.gap(hit.last) in _HYPHENS and hit.first > 0
        return ahead or (hit.first - 1 in self.named and self.words.gap(hit.first) in _HYPHENS)

    def _joined_acts(self, joint: int) -> bool:
        """Whether what is joined to a capital by "dan" acts too: a party, and in no place."""
        last = self.found[-1] if self.found else None
        if last is None or not joint or last.evidence.end != self.tokens[joint - 1].end:
            return False
        return last.form != "place" and not last.locative

    def _verb_follows(self, hit: Hit[Value]) -> bool:
        if hit.last >= len(self.tokens) or self.words.gap(hit.last) != " ":
            return False
        follows = self.tokens[hit.last].text
        phrases = self.names.phrases
        verb = len(follows) > 5 and follows.startswith("me") and follows not in phrases.not_acts
        return verb or follows in phrases.acts

    # ---- organs, by the party beside them

    def _term(self, at: int, term: Term) -> int:
        party_at = self._party_behind(at)
        if party_at is not None and not term.english and not self._adjective(at, term):
            return self._add_agency(self._entry(party_at), term, self.hits[at].first, party_at)
        if party_at is None:
            self._alone(at, term)
        return at + 1

    def _alone(self, at: int, term: Term) -> None:
        """A term with no party beside it: as last named in full, or else the state that the data gives it."""
        if term.alone is None:
            return
        hit, party = self.hits[at], self.context.latest.get(term.suffix)
        if term.alone == HOME and self.context.at_home and hit.last - hit.first == 1:
            party = HOME
        if party is None and self.tokens[hit.first].text[0].isupper():
            named = self.context.at_home if term.alone == HOME else self.context.states[term.alone] > 0
            party = term.alone if named else self._state_before(at)
        entry = self.names.lexicon.by_code(party) if party else None
        if entry is not None:
            self._add_composed(entry, term.suffix, hit.first, hit.last)

    def _state_before(self, at: int) -> str | None:
        """The state last named before hit `at` in its paragraph."""
        lines = self.words.lines
        start = lines[bisect_right(lines, self.tokens[self.hits[at].first].start) - 1]
        for hit in reversed(self.hits[max(0, at - _NEARBY) : at]):
            if self.tokens[hit.first].start < start:
                return None
            if isinstance(hit.value, Named) and hit.value.entry.kind == "state":
                return hit.value.entry.code
        return None

    def _adjective(self, at: int, term: Term) -> bool:
        if term.suffix not in ("MIL", "INT", "POL"):
            return False
        return self.words.before(self.hits[at].first) in self.names.lexicon.composition.not_after

    def _widened(self, at: int, value: Widening) -> int:
        hit, party_at = self.hits[at], self._party_behind(at)
        if party_at is not None and self._entry(party_at).kind == "state":
            named = self.hits[party_at].value
            assert isinstance(named, Named)
            if not self._hidden(self.hits[party_at], named):
                self._add(named.entry, hit.first, self.hits[party_at].last, "name")
            return party_at + 1
        if party_at is None and value.alone is not None:
            entry = self.names.lexicon.by_code(value.alone)
            if entry is not None:
                self._add(entry, hit.first, hit.last, "name")
        elif party_at is None and self._own_government(at):
            entry = self.names.lexicon.by_code(HOME)
            assert entry is not None
            self._add(entry, hit.first, hit.last, "agency")
        return at + 1

    def _own_government(self, at: int) -> bool:
        """Whether a bare "pemerintah" is Indonesia's: the article is mainly on it, no other state before."""
        hit = self.hits[at]
        if self.tokens[hit.first].low != "pemerintah" or hit.last - hit.first != 1:
            return False
        if not self.context.mainly_home or self._state_before(at) not in (None, HOME):
            return False
        follows = self.tokens[hit.last] if hit.last < len(self.tokens) else None
        if follows is None or self.words.gap(hit.last) != " ":
            return True
        return follows.low not in self.names.phrases.not_government and not follows.text[0].isupper()

    def _behind(self, at: int) -> Value | None:
        """What the next hit is, if it stands right behind hit `at`."""
        if at + 1 < len(self.hits) and self.hits[at + 1].first == self.hits[at].last:
            return self.hits[at + 1].value if self.words.gap(self.hits[at].last) in _SPACES else None
        return None

    def _entry(self, at: int) -> Entry:
        value = self.hits[at].value
        assert isinstance(value, Named)
        return value.entry

    def _party_behind(self, at: int) -> int | None:
        """Index of the state or igo right behind hit `at`, over widening words and one bracket."""
        last = self.tokens[self.hits[at].last - 1].end
        for n in range(at + 1, min(at + 5, len(self.hits))):
            hit = self.hits[n]
            gap = self.text[last : self.tokens[hit.first].start]
            if gap in (" (", "("):
                closing = self.tokens[hit.last - 1].end
                if self.text[closing : closing + 1] != ")":
                    return None
                last = closing + 1
                continue
            if gap not in _SPACES and not _BRACKET.fullmatch(gap):
                return None
            if isinstance(hit.value, Named) and hit.value.is_party:
                return n
            if not isinstance(hit.value, Widening):
                return None
            last = self.tokens[hit.last - 1].end
        return None

    # ---- offices abroad

    def _office(self, at: int, office: Office) -> int:
        sender, last, after = office.party, self.hits[at].last, at + 1
        if sender is None:
            party_at = self._party_behind(at)
            if party_at is None or self._entry(party_at).kind != "state":
                return at + 1
            sender, last, after = self._entry(party_at).code, self.hits[party_at].last, party_at + 1
        place, last = self._office_place(last, abroad=sender == HOME)
        if place is None and office.suffix == "Embassy" and self.context.at_home and sender != HOME:
            place = "Jakarta"
        code = f"{sender}:{office.suffix}-{place}" if place else f"{sender}:{office.suffix}"
        first = self.hits[at].first
        self._append(code, "agency", self.words.words(first, last), first, last, "agency")
        while after < len(self.hits) and self.hits[after].first < last:
            after += 1
        return after

    def _office_place(self, last: int, *, abroad: bool) -> tuple[str | None, int]:
        """Where the office stands, and the token behind it: "(KBRI) di Kairo", "Melbourne", "untuk PBB"."""
        at = self._behind_office(last)
        if not self._follows(at) or not self.tokens[at].text[0].isupper():
            return None, last
        hit = self.names.trie.longest_at(self.text, self.tokens, at)
        if hit is None or not isinstance(hit.value, Named):
            word = self.tokens[at]
            if word.text.isupper() and len(word.text) < _SHORTEST_CITY:
                return None, last
            end = min(at + 1 + (word.low in self.names.phrases.city_leads), len(self.tokens))
            return self.words.words(at, end), end
        entry = hit.value.entry
        if entry.kind == "state" and hit.value.form != "capital":
            capitals = entry.capitals
            return (capitals[0] if abroad and capitals else entry.name_en), hit.last
        return (entry.code if entry.kind == "igo" else self.words.words(at, hit.last)), hit.last

    def _behind_office(self, at: int) -> int:
        """Past an office's short form in brackets, and past "di" or "untuk"."""
        if at < len(self.tokens) and self.words.gap(at) in (" (", "("):
            at += self.words.after(at + 1)[:1] == ")"
        if at + 1 < len(self.tokens) and self.tokens[at].low in ("di", "untuk"):
            at += self._follows(at)
        return at

    def _follows(self, at: int) -> bool:
        """Whether token `at` stands right behind the one before it, or behind its closing bracket."""
        return at < len(self.tokens) and self.words.gap(at) in (" ", ") ")

    # ---- adding

    def _add_agency(self, party: Entry, term: Term, first: int, last_hit: int) -> int:
        self.context.latest[term.suffix] = party.code
        self._add_composed(party, term.suffix, first, self.hits[last_hit].last)
        return last_hit + 1

    def _add_composed(self, party: Entry, suffix: str, first: int, last: int) -> None:
        code = self.names.lexicon.canonical(f"{party.code}:{suffix}")
        entry = self.names.lexicon.by_code(code)
        name = entry.name_id if entry else self.words.words(first, last)
        self._append(code, "agency", name, first, last, "agency")

    def _add(self, entry: Entry, first: int, last: int, form: str) -> None:
        self._append(entry.code, entry.kind, entry.name_id, first, last, form)

    def _append(self, code: str, kind: str, name: str, first: int, last: int, form: str) -> None:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        locative = self.words.before(first) in LOCATIVES
        evidence = self.reading.evidence(start, end, self.words.zone.name)
        self.found.append(PartyMention(code, kind, name, evidence, form, locative))
