"""Room 4, findings/statements: indirect speech, told in the reporter's sentence (codebook 4).

Attribution before the clause or inside it: the quote is the whole sentence. Behind it: the clause alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.findings.statements.attribution import negated, told_content
from jejak.findings.statements.drafts import Draft

if TYPE_CHECKING:
    from jejak.findings.statements.drafts import Unit
    from jejak.findings.statements.speakers import Cast

_TOLD = 3
"""Fewest words of a clause that tells something."""


def indirect_speech(cast: Cast, unit: Unit) -> list[Draft]:
    """Indirect statements of a unit outside its direct quotations, in order."""
    clause = _Clauses(cast, unit)
    for n in range(unit.first, unit.last):
        if clause.is_free(n):
            clause.look(n)
    return clause.found


class _Clauses:
    """One pass over a unit's tokens; remembers where the last statement's clause began."""

    def __init__(self, cast: Cast, unit: Unit) -> None:
        self.cast = cast
        self.words = cast.words
        self.lexicon = cast.lexicon
        self.unit = unit
        self.found: list[Draft] = []
        self.floor = self._floor()
        self.busy_until = unit.first
        self._quoted = [(self.words.at(q.outer_start), self.words.at(q.outer_end)) for q in unit.quotes]

    def is_free(self, n: int) -> bool:
        """Whether token n is outside quotations and attributions already read."""
        if n < self.busy_until or self.unit.is_taken(n):
            return False
        return not any(a <= n < b for a, b in self._quoted)

    def look(self, n: int) -> None:
        """Take the statement whose reporting word is token n, if there is one."""
        low = self.words.low[n]
        if low in ("menurut", "menurutnya"):
            self._according(n)
        elif low in self.lexicon.after or low in self.lexicon.of_last:
            self._behind(n)
        if low in self.lexicon.before and n >= self.busy_until:
            self._verb(n)
        elif (low in self.lexicon.passive or low.removesuffix("nya") in self.lexicon.passive) and n >= self.busy_until:
            self._passive(n)

    def _floor(self) -> int:
        """First token of the sentence proper: behind a dateline ("Tokyo (ANTARA) - ")."""
        words, unit = self.words, self.unit
        for n in range(unit.first, min(unit.last, unit.first + 12)):
            spaced = words.text[words.starts[n] - 1 : words.starts[n]] == " " and words.text[words.ends[n] : words.ends[n] + 1] in " -–—"
            if words.raw[n] in "-–—" and spaced and unit.first < n and words.is_name(unit.first):
                while n < unit.last and words.raw[n] in "-–—":
                    n += 1
                return n
        return unit.first

    def _according(self, n: int) -> None:
        words, lexicon = self.words, self.lexicon
        if n > self.floor and words.low[n - 1] in ("yang", "ketentuan", "apa"):
            return
        if words.low[n] == "menurutnya":
            speaker, end = self.cast.focus, n + 1
        else:
            if n + 1 >= self.unit.last or lexicon.has("according_skip", words.low[n + 1]):
                return
            speaker, end = self.cast.behind(n + 1, self.unit.last)
        if speaker is None:
            return
        start = self._start_for(n)
        if words.count(start, n) >= _TOLD + 1 and not self._content_follows(end):
            self._add(speaker, start, n, n, "according.after", (n, self.unit.last))
        elif words.count(end, self.unit.last) >= _TOLD:
            self._add(speaker, start, self._clause_end(n), n, "according", (n, end))

    def _behind(self, n: int) -> None:
        """ "..., kata X." and "..., ujarnya, ..."."""
        words, lexicon = self.words, self.lexicon
        low = words.low[n]
        comma = n > self.unit.first and words.raw[n - 1] in ",”\"’'"
        lead = n > self.unit.first and words.low[n - 1] in ("demikian", "begitu", "seperti", "sebagaimana")
        cue = lexicon.after.get(low) or lexicon.of_last.get(low)
        if cue is None or not (comma or lead or (low in lexicon.words["plain_after"] and not cue.weak)):
            return
        if low in lexicon.of_last:
            if not comma:
                return
            speaker, end = self.cast.focus, n + 1
        else:
            speaker, end = self.cast.behind(n + 1, self.unit.last)
        start = self._start_for(n)
        if speaker is None or words.count(start, n) < 1:
            return
        if self._content_follows(end):
            self._add(speaker, start, self._clause_end(n), n, "middle", (n, end))
        elif words.count(start, n) >= _TOLD:
            self._add(speaker, start, n, n, "after", (n, self._tail(end)))

    def _verb(self, n: int) -> None:
        """X mengatakan ..."""
        words = self.words
        cue = self.lexicon.before[words.low[n]]
        start = self._start_for(n)
        if negated(self.cast, start, n) and cue.lemma != "bantah":
            return
        end = self._clause_end(n)
        if not told_content(self.cast, n, end, cue):
            return
        if self.found and start <= words.at(self.found[-1].start) and not self._joint_before(n):
            return
        speaker, at = self.cast.subject(start, n)
        if speaker is None:
            return
        relative = words.low[n - 1] == "yang" or self._relative(at, n)
        if relative:
            self._add(speaker, at, self._comma_end(n, end), n, "relative", (at, n + 1))
        else:
            self._add(speaker, start, end, n, "before", (start, self._content_start(n, end)))

    def _relative(self, at: int, verb: int) -> bool:
        low, lexicon = self.words.low, self.lexicon
        n = verb - 1
        while n > at and lexicon.has("adverbs", low[n]):
            n -= 1
        return low[n] == "yang"

    def _passive(self, n: int) -> None:
        """ "Dikatakan bahwa ...", "Disebutnya, ...", "Seperti dikatakan X, ...": the speaker before, or behind."""
        words = self.words
        if words.count(self.floor, n) > 2 or negated(self.cast, self.floor, n):
            return
        low = words.low[n]
        if low.endswith("nya") or words.low[n + 1 : n + 2] == ["bahwa"]:
            speaker, end = self.cast.focus, n + 1
        elif words.low[n - 1] in ("seperti", "sebagaimana"):
            speaker, end = self.cast.behind(n + 1, self.unit.last)
        else:
            return
        if speaker and words.count(end, self.unit.last) >= _TOLD:
            self._add(speaker, self.floor, self.unit.last, n, "passive", (n, end))

    def _start_for(self, n: int) -> int:
        """First token of the clause that holds token n: behind the last joint, statement or quotation."""
        start = max(self.floor, self.busy_until)
        for _, b in self._quoted:
            if b <= n and self.unit.taken and any(first >= b - 1 for first, last in self.unit.taken if last <= n):
                start = max(start, b)
        for first, last in self.unit.taken:
            if last <= n:
                start = max(start, last)
        return self._joint_start(start, n)

    def _joint_start(self, start: int, n: int) -> int:
        if not self.found:
            return start
        for m in range(n - 1, max(start, n - 25), -1):
            if self._is_joint(m):
                return m + 1
        return start

    def _is_joint(self, m: int) -> bool:
        low = self.words.low[m]
        if low not in self.lexicon.words["joints"]:
            return False
        return self.words.raw[m - 1] == "," or low in ("sementara", "sedangkan", "namun", "tetapi", "tapi", "meski", "meskipun", "walaupun")

    def _joint_before(self, n: int) -> bool:
        return any(self._is_joint(m) for m in range(max(self.floor + 1, n - 25), n))

    def _clause_end(self, n: int) -> int:
        """Token behind the told clause: before a joint that opens another speaker's clause, else the unit's end."""
        words = self.words
        for m in range(n + 4, self.unit.last):
            if words.low[m] in ("sementara", "sedangkan", "seraya", "sambil") and words.raw[m - 1] == ",":
                if any(words.low[k] in self.lexicon.before for k in range(m + 1, min(self.unit.last, m + 15))):
                    return m - 1
        return self.unit.last

    def _comma_end(self, n: int, end: int) -> int:
        for m in range(n + 4, end):
            if self.words.raw[m] == ",":
                return m
        return end

    def _content_start(self, n: int, end: int) -> int:
        """Where told content begins behind the verb: at "bahwa" or the first comma nearby, else right away."""
        for m in range(n + 1, min(end, n + 20)):
            if self.words.low[m] == "bahwa":
                return m
        return n + 1

    def _content_follows(self, end: int) -> bool:
        """Whether a told clause goes on behind the speaker, as in "Rusia, papar X, tidak ..."."""
        words, lexicon = self.words, self.lexicon
        if end >= self.unit.last:
            return False
        at = end
        if words.raw[at] == ",":
            at += 1
        elif lexicon.has("hard_stops", words.low[at]) and words.low[at] not in ("akan", "tidak", "telah", "sudah", "tak", "adalah", "merupakan", "bahwa"):
            return False
        if at >= self.unit.last or not words.is_word(at):
            return False
        if lexicon.has("hard_stops", words.low[at]) and words.low[at] not in ("akan", "tidak", "telah", "sudah", "tak", "adalah", "merupakan", "bahwa"):
            return False
        if lexicon.has("weekdays", words.low[at]):
            return False
        return words.count(at, self.unit.last) >= _TOLD

    def _tail(self, end: int) -> int:
        words = self.words
        for m in range(end, self.unit.last):
            if words.low[m] in ("seraya", "sambil", "sembari") and any(w in self.lexicon.before for w in words.low[m + 1 : m + 4]):
                return m
        return self.unit.last

    def _add(self, speaker, first: int, last: int, cue: int, rule: str, attribution: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]
        words = self.words
        while first < last and not words.is_word(first) and words.raw[first] not in "\"“‘'(":
            first += 1
        while last > first and words.raw[last - 1] in ",;:-–—":
            last -= 1
        if words.count(first, last) < _TOLD:
            return
        self.found.append(
            Draft(speaker, "indirect", words.starts[first], words.ends[last - 1], words.raw[cue], rule, *attribution)
        )
        self.cast.note(speaker)
        self.busy_until = max(self.busy_until, attribution[1])
