"""What an article says about states, for offices that don't say whose they are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from jejak.findings.people.origins import looks_home, origins
from jejak.languages.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.parties import PartyMention
    from jejak.findings.people.known import Term
    from jejak.findings.people.lexicon import Lexicon
    from jejak.findings.people.titles import Title
    from jejak.findings.people.tokens import Token, Words
    from jejak.reading import Reading


class Context:
    """The states that an article names, where and how often."""

    def __init__(self, reading: Reading, parties: Sequence[PartyMention], home: str, lex: Lexicon) -> None:
        self.home, self.lex = home, lex
        date = reading.article.anchor_date
        self.year = int(date[:4]) if date and date[:4].isdigit() else None
        self._states = [p for p in parties if p.kind in {"state", "agency"} and p.form != "place"]
        self._stately = {p.code for p in self._states if p.kind == "state"}
        stately = [p for p in self._states if p.kind == "state" or _is_state(state_of(p.code))]
        self._counts = Counter(state_of(p.code) for p in stately)
        self._by_zone: dict[str, tuple[list[int], list[str]]] = {}
        for p in stately:
            starts, codes = self._by_zone.setdefault(p.evidence.zone, ([], []))
            starts.append(p.evidence.start)
            codes.append(state_of(p.code))

    def is_over(self, term: Term) -> bool:
        """Whether a term at an organisation of states has ended: that is left behind, a state is not."""
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
            if state_of(p.code) in self._stately
        ]
        return state_of(before[-1].code) if before else None

    def subject_of(self, words: Words, title: Title) -> str | None:
        """The state named first in the sentence, for a title with "-nya" ("kementerian luar negerinya")."""
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


def _is_state(code: str) -> bool:
    entry = load_lexicon().by_code(code)
    return entry is not None and entry.kind == "state"


def state_of(code: str) -> str:
    """The party of a code: `IDN` for `IDN:MFA`."""
    return code.split(":")[0]
