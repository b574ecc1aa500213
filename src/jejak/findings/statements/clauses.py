"""Room 4, findings/statements: where in a sentence a told clause begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.findings.statements.attribution import is_predicate, told_content

if TYPE_CHECKING:
    from jejak.findings.statements.cast import Cast
    from jejak.findings.statements.drafts import Unit

TOLD = 3
"""Fewest words of a clause that tells something."""
_LONGEST_DATELINE = 14
_LONGEST_HEAD = 25
"""Most tokens between the joint that opens a clause and its reporting verb."""
_NEXT_VERB_WITHIN = 15
_NEXT_NAME_WITHIN = 4
_OTHER_CLAUSE = 5
_DASHES = "-–—"


class Clauses:
    """The tokens of one unit outside quotations and attributions of direct speech, and its joints."""

    def __init__(self, cast: Cast, unit: Unit, *, opens: bool) -> None:
        self.cast = cast
        self.words = cast.words
        self.lexicon = cast.lexicon
        self.unit = unit
        self.floor = self._behind_dateline() if opens else unit.first
        self._used = self._mask()

    def is_used(self, n: int) -> bool:
        """Whether token n stands in a quotation or in an attribution of direct speech."""
        return bool(self._used[n - self.unit.first])

    def start_for(self, n: int, after: int) -> int:
        """First token of the clause that holds token n, not before token `after`."""
        ends = [last for _, last in self.unit.taken if last <= n]
        return max(self.floor, after, *ends)

    def joint_before(self, n: int) -> int | None:
        """The joint that opens the clause of token n: ", sementara", "tetapi"."""
        floor = max(self.floor + 1, n - _LONGEST_HEAD)
        return next((m for m in range(n - 1, floor - 1, -1) if self._is_joint(m)), None)

    def end_for(self, n: int) -> int:
        """Token behind the clause that token n tells: before another speaker's, else the unit's end."""
        words = self.words
        for m in range(n + 4, self.unit.last):
            if words.raw[m - 1] != ",":
                continue
            parts = self.lexicon.has("parting_joints", words.low[m])
            if parts and self._reports(m + 1, m + _NEXT_VERB_WITHIN):
                return m - 1
            if self.lexicon.has("timely_joints", words.low[m]) and self._another_reports(m + 1):
                return m - 1
        return self.unit.last

    def comma_after(self, n: int) -> int:
        """The comma that ends a relative clause of token n, or the unit's end."""
        words = self.words
        for m in range(n + 4, self.unit.last - 1):
            goes_on = self.lexicon.has("running_on", words.low[m + 1]) or words.is_name(m + 1)
            if words.raw[m] == "," and not goes_on:
                return m
        return self.unit.last

    def told_from(self, n: int, end: int) -> int:
        """Where told content up to `end` begins behind the verb at n: at "bahwa" nearby, else right away."""
        near = range(n + 1, min(end, n + _LONGEST_HEAD))
        return next((m for m in near if self.words.low[m] == "bahwa"), n + 1)

    def tail_from(self, end: int) -> int:
        """Token behind an attribution's circumstances: before "seraya menambahkan", else the unit's end."""
        for m in range(end, self.unit.last):
            if self.lexicon.has("continuers", self.words.low[m]) and self._reports(m + 1, m + 4):
                return m
            if self.words.raw[m] == "," and self.cast.adds(m + 1):
                return m
        return self.unit.last

    def content_follows(self, end: int) -> bool:
        """Whether a told clause goes on behind the speaker, as in "Rusia, papar X, tidak ..."."""
        words, last = self.words, self.unit.last
        if end >= last:
            return False
        at = end + (words.raw[end] == ",")
        if at >= last or words.raw[at] in '"“':
            return at < last
        low = words.low[at]
        stops = self.lexicon.has("hard_stops", low) and not self.lexicon.has("clause_openers", low)
        stops = stops or (low == "di" and at + 1 < last and words.is_name(at + 1))
        if stops or not words.is_word(at) or self.lexicon.has("weekdays", low):
            return self._goes_on_behind(at)
        return words.count(at, last) >= (TOLD - 1 if at > end else TOLD)

    def _goes_on_behind(self, at: int) -> bool:
        """Whether a predicate follows the attribution's circumstances: ", menurut X yang ..., dimulai"."""
        words, last = self.words, self.unit.last
        for n in range(at + 1, min(last - 1, at + _LONGEST_HEAD)):
            predicate = is_predicate(self.cast, n + 1)
            if words.raw[n] == "," and predicate and words.count(n, last) >= TOLD:
                return True
        return False

    def behind_other_clause(self, start: int, at: int) -> bool:
        """Whether a clause of its own stands before the speaker's: "... terjadi setelah X mengatakan"."""
        words = self.words
        if words.count(start, at) < _OTHER_CLAUSE:
            return False
        before = words.low[at - 1] if words.raw[at - 1] != "," else words.low[at - 2]
        return any(self.lexicon.has("inner_joints", w) or w == "dengan" for w in (before, words.low[at]))

    def is_relative(self, at: int, verb: int) -> bool:
        """Whether "yang" stands before the verb, adverbs apart."""
        n = verb - 1
        while n > at and self.lexicon.has("adverbs", self.words.low[n]):
            n -= 1
        return self.words.low[n] == "yang"

    def _another_reports(self, first: int) -> bool:
        """Whether somebody named reports something behind a joint: "..., setelah Y memperingatkan bahwa"."""
        words, named = self.words, self.cast.within(first, first + _NEXT_NAME_WITHIN)
        if not named:
            return False
        verb = named[0].last
        while verb < self.unit.last and self.lexicon.has("adverbs", words.low[verb]):
            verb += 1
        cue = self.lexicon.before.get(words.low[verb]) if verb < self.unit.last else None
        return cue is not None and told_content(self.cast, verb, self.unit.last, cue)

    def _reports(self, first: int, last: int) -> bool:
        return any(word in self.lexicon.before for word in self.words.low[first : min(self.unit.last, last)])

    def _is_joint(self, m: int) -> bool:
        low = self.words.low[m]
        if self.lexicon.has("free_joints", low):
            return True
        return self.words.raw[m - 1] == "," and self.lexicon.has("comma_joints", low)

    def _behind_dateline(self) -> int:
        """First token of the sentence proper: behind a dateline ("Tokyo (ANTARA) - ")."""
        words, unit = self.words, self.unit
        floor = unit.first
        for n in range(unit.first + 1, min(unit.last - 1, unit.first + _LONGEST_DATELINE)):
            if words.raw[n - 1][0].islower() and not words.low[n - 1].endswith(".com"):
                break
            in_run = words.raw[n - 1] in _DASHES
            spaced = (in_run or words.starts[n] > words.ends[n - 1]) and words.starts[n + 1] > words.ends[n]
            place = words.raw[n - 1] == ")" or words.is_name(n - 1) or words.low[n - 1].endswith(".com")
            if words.raw[n] in _DASHES and spaced and (in_run or place) and not words.raw[n + 1][0].islower():
                floor = n + 1
        return floor

    def _mask(self) -> bytearray:
        first, last = self.unit.first, self.unit.last
        used = bytearray(last - first)
        quoted = [(self.words.at(q.outer_start), self.words.at(q.outer_end)) for q in self.unit.quotes]
        for a, b in [*quoted, *self.unit.taken]:
            a, b = max(a, first), min(b, last)
            used[a - first : b - first] = b"\1" * max(0, b - a)
        return used
