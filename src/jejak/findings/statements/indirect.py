"""Room 4, findings/statements: indirect speech, told in the reporter's sentence (codebook 4).

Attribution before the clause or inside it: the quote is the whole sentence. Behind it: the clause alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jejak.findings.statements.attribution import negated, told_content
from jejak.findings.statements.drafts import Draft
from jejak.findings.statements.speakers import speaker_before, speaker_behind

if TYPE_CHECKING:
    from jejak.findings.statements.drafts import Unit
    from jejak.findings.statements.cast import Cast
    from jejak.model import Speaker

_OPEN_RULES = ("before", "relayed", "according", "middle", "added")
_LONGEST_CLAUSE_HEAD = 25
_PASSED_ON = frozenset(
    {
        "disampaikan",
        "dikatakan",
        "diungkapkan",
        "ditegaskan",
        "dituturkan",
        "dikemukakan",
        "dinyatakan",
        "dijelaskan",
        "diutarakan",
        "diucapkan",
    }
)
_LONGEST_CLOSING = 40
_OTHER_CLAUSE = 5
_TOLD = 3
"""Fewest words of a clause that tells something."""


def indirect_speech(cast: Cast, unit: Unit, *, opens: bool = False) -> list[Draft]:
    """Indirect statements of a unit outside its direct quotations, in order. `opens`: a dateline may stand in it."""
    clause = _Clauses(cast, unit, opens=opens)
    clause.look_for_closing()
    for n in range(unit.first, unit.last):
        if clause.is_free(n):
            clause.look(n)
    return clause.found


class _Clauses:
    """One pass over a unit's tokens; remembers where the last statement's clause began."""

    def __init__(self, cast: Cast, unit: Unit, *, opens: bool) -> None:
        self.opens = opens
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

    def look_for_closing(self) -> None:
        """An attribution that closes the sentence rules all before it, other reporting words too: "A berharap B, kata X"."""
        low = self.words.low
        for n in range(self.unit.last - 1, max(self.unit.first, self.unit.last - _LONGEST_CLOSING), -1):
            closes = (
                low[n] in ("menurut", "menurutnya")
                or low[n] in self.lexicon.after
                or low[n] in self.lexicon.of_last
            )
            if not closes or self.words.raw[n - 1] != "," or not self.is_free(n):
                continue
            self._according(n) if low[n].startswith("menurut") else self._behind(n)
            if self.found and not self.found[-1].rule.startswith(("after", "according.after")):
                self.found.pop()
                self.busy_until = self.unit.first
            return

    def look(self, n: int) -> None:
        """Take the statement whose reporting word is token n, if there is one."""
        low = self.words.low[n]
        if low in ("menurut", "menurutnya"):
            self._according(n)
        elif low in self.lexicon.after or low in self.lexicon.of_last:
            self._behind(n)
        if low in self.lexicon.before and n >= self.busy_until:
            self._verb(n)
        elif (
            low in self.lexicon.passive or low.removesuffix("nya") in self.lexicon.passive
        ) and n >= self.busy_until:
            self._passive(n)

    def _floor(self) -> int:
        """First token of the sentence proper: behind a dateline ("Tokyo (ANTARA) - ")."""
        words, unit = self.words, self.unit
        floor = unit.first
        if not self.opens:
            return floor
        for n in range(unit.first + 1, min(unit.last - 1, unit.first + 14)):
            in_run = words.raw[n - 1] in "-–—"
            spaced = (in_run or words.starts[n] > words.ends[n - 1]) and words.starts[n + 1] > words.ends[n]
            after_name = (
                in_run or words.raw[n - 1] == ")" or words.is_name(n - 1) or words.low[n - 1].endswith(".com")
            )
            if words.raw[n] in "-–—" and spaced and after_name and not words.raw[n + 1][0].islower():
                floor = n + 1
        return floor

    def _according(self, n: int) -> None:
        words, lexicon = self.words, self.lexicon
        if n > self.floor and words.low[n - 1] in ("yang", "ketentuan", "apa"):
            return
        if words.low[n] == "menurutnya":
            speaker, end = self.cast.focus, n + 1
        else:
            if n + 1 >= self.unit.last or lexicon.has("according_skip", words.low[n + 1]):
                return
            speaker, end = speaker_behind(self.cast, n + 1, self.unit.last)
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
            speaker, end = speaker_behind(self.cast, n + 1, self.unit.last)
        start = self._start_for(n)
        if speaker is None or words.count(start, n) < 1:
            return
        short = words.count(start, n) < _TOLD + 1 and words.raw[end : end + 1] == [","]
        if self._content_follows(end) or short:
            self._add(speaker, start, self._clause_end(n), n, "middle", (n, end))
        elif words.count(start, n) >= _TOLD:
            own_words = any(self.lexicon.has("first_person", w) for w in words.low[start:n])
            self._add(speaker, start, n, n, "after.unmarked" if own_words else "after", (n, self._tail(end)))

    def _verb(self, n: int) -> None:
        """X mengatakan ..."""
        words = self.words
        cue = self.lexicon.before[words.low[n]]
        joint = self._joint(n)
        if self._embedded(n) and joint is None:
            self._relayed(n)
            return
        start = self._clause_start(n, joint)
        if negated(self.cast, start, n):
            return
        end = self._clause_end(n)
        if not told_content(self.cast, n, end, cue):
            return
        if self._goes_on(start, n):
            self._add(self.cast.focus, start, end, n, "added", (start, n + 1))
            return
        speaker, at = speaker_before(self.cast, start, n)
        if speaker is None:
            return
        if words.low[n - 1] == "yang" or self._relative(at, n):
            if cue.content == "free":
                self._add(speaker, at, self._comma_end(n, end), n, "relative", (at, n + 1))
            return
        told_from = self._content_start(n, end)
        if self._embedded(n):
            self._cut(joint)
        first = at if self._behind_other_clause(start, at) else start
        self._add(speaker, first, end, n, "before", (start, told_from))

    def _joint(self, n: int) -> int | None:
        """The joint that opens the clause of token n: ", sementara", "tetapi"."""
        floor = max(self.floor + 1, n - _LONGEST_CLAUSE_HEAD)
        return next((m for m in range(n - 1, floor - 1, -1) if self._is_joint(m)), None)

    def _embedded(self, n: int) -> bool:
        """Whether token n stands inside what the last statement told."""
        return (
            bool(self.found)
            and self.found[-1].rule in _OPEN_RULES
            and self.words.starts[n] < self.found[-1].end
        )

    def _clause_start(self, n: int, joint: int | None) -> int:
        start = self._start_for(n)
        return joint + 1 if joint is not None and self.found and joint >= start else start

    def _cut(self, joint: int | None) -> None:
        """End the last statement where another speaker's clause begins."""
        last = self.found[-1]
        if joint is not None and self.words.starts[joint] > last.start:
            end = self.words.ends[joint - 1 - (self.words.raw[joint - 1] == ",")]
            if end > last.start:
                self.found[-1] = replace(last, end=end)

    def _goes_on(self, start: int, n: int) -> bool:
        """ "..., seraya menambahkan bahwa": the same speaker goes on behind an attribution."""
        low = self.words.low
        behind = bool(self.unit.taken) or bool(self.found)
        between = [w for w in low[start:n] if w.isalnum() and w not in self.lexicon.words["adverbs"]]
        return (
            behind
            and 0 < len(between) <= 1
            and between[0] in ("seraya", "sambil", "sembari", "dan")
            and self.cast.focus is not None
        )

    def _relayed(self, n: int) -> None:
        """ "Reuters melaporkan X mengatakan ...": the innermost speaker speaks, via the medium."""
        last = self.found[-1]
        if not self.cast.is_medium(last.speaker):
            return
        start = self.words.at(last.start)
        cue_at = next((m for m in range(start, n) if self.words.raw[m] == last.cue), None)
        if cue_at is None or negated(self.cast, cue_at, n) or n - cue_at > _LONGEST_CLAUSE_HEAD:
            return
        speaker, _ = speaker_before(self.cast, cue_at + 1, n)
        if speaker and told_content(self.cast, n, self.unit.last, self.lexicon.before[self.words.low[n]]):
            self.found[-1] = replace(
                last, speaker=speaker, cue=self.words.raw[n], rule="relayed", via=last.speaker.name
            )
            self.cast.note(speaker)

    def _behind_other_clause(self, start: int, at: int) -> bool:
        """Whether a clause of its own stands before the speaker's: "... terjadi setelah X mengatakan"."""
        words = self.words
        if words.count(start, at) < _OTHER_CLAUSE:
            return False
        before = words.low[at - 1] if words.raw[at - 1] != "," else words.low[at - 2]
        return any(self.lexicon.has("inner_joints", w) or w == "dengan" for w in (before, words.low[at]))

    def _relative(self, at: int, verb: int) -> bool:
        low, lexicon = self.words.low, self.lexicon
        n = verb - 1
        while n > at and lexicon.has("adverbs", low[n]):
            n -= 1
        return low[n] == "yang"

    def _passive(self, n: int) -> None:
        """ "Dikatakan bahwa ...", "Disebutnya, ...", "Dikatakan X bahwa ...", "Seperti dikatakan X, ..."; "Klaim itu dibantah X"."""
        words, last = self.words, self.unit.last
        stem = words.low[n].removesuffix("nya")
        if negated(self.cast, self.floor, n):
            return
        if self.lexicon.passive[stem].lemma == "bantah":
            speaker, end = speaker_behind(self.cast, n + 1, last)
            self._add(speaker, self._start_for(n), min(end, last), n, "passive.denied", (n, end))
            return
        if words.count(self.floor, n) > 3 or self._about_it(n):
            return
        like = n > self.floor and words.low[n - 1] in ("seperti", "sebagaimana")
        if words.low[n].endswith("nya") or words.low[n + 1 : n + 2] == ["bahwa"]:
            speaker, end = self.cast.focus, n + 1
        else:
            speaker, end = speaker_behind(self.cast, n + 1, last)
            follows = end < last and (words.raw[end] == "," or words.low[end] in ("bahwa", "jika", "kalau"))
            if not (like or follows):
                return
        medium = (
            speaker is not None and self.cast.is_medium(speaker) and words.low[end : end + 1] != ["bahwa"]
        )
        if not medium and words.count(end, last) >= _TOLD:
            self._add(speaker, self.floor, last, n, "passive", (n, end))

    def _about_it(self, n: int) -> bool:
        """ "Hal itu disampaikan X ...": tells who said what stands before."""
        words = self.words
        if (
            not words.count(self.floor, n)
            or words.low[self.floor] not in self.lexicon.words["subjects_of_passive"]
        ):
            return False
        speaker, _ = speaker_behind(self.cast, n + 1, self.unit.last)
        if speaker and words.low[n] in _PASSED_ON:
            self.unit.told_by = (speaker, n)
            self.cast.note(speaker)
        return True

    def _start_for(self, n: int) -> int:
        """First token of the clause that holds token n: behind the last joint, statement or quotation."""
        start = max(self.floor, self.busy_until)
        for _, b in self._quoted:
            if (
                b <= n
                and self.unit.taken
                and any(first >= b - 1 for first, last in self.unit.taken if last <= n)
            ):
                start = max(start, b)
        for first, last in self.unit.taken:
            if last <= n:
                start = max(start, last)
        return start

    def _is_joint(self, m: int) -> bool:
        low = self.words.low[m]
        if low in ("sementara", "sedangkan", "namun", "tetapi", "tapi"):
            return True
        return self.words.raw[m - 1] == "," and low in (
            "meski",
            "meskipun",
            "walaupun",
            "dan",
            "karena",
            "dengan",
            "seraya",
            "sambil",
            "sembari",
        )

    def _clause_end(self, n: int) -> int:
        """Token behind the told clause: before a joint that opens another speaker's clause, else the unit's end."""
        words = self.words
        for m in range(n + 4, self.unit.last):
            if words.low[m] in ("sementara", "sedangkan", "seraya", "sambil") and words.raw[m - 1] == ",":
                if any(
                    words.low[k] in self.lexicon.before for k in range(m + 1, min(self.unit.last, m + 15))
                ):
                    return m - 1
        return self.unit.last

    def _comma_end(self, n: int, end: int) -> int:
        for m in range(n + 4, end):
            if self.words.raw[m] == "," and self.words.low[m + 1 : m + 2] not in (
                ["tetapi"],
                ["tapi"],
                ["dan"],
                ["serta"],
                ["bahwa"],
            ):
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
        elif lexicon.has("hard_stops", words.low[at]) and words.low[at] not in (
            "akan",
            "tidak",
            "telah",
            "sudah",
            "tak",
            "adalah",
            "merupakan",
            "bahwa",
        ):
            return False
        if at < self.unit.last and words.raw[at] in '"“':
            return True
        if at >= self.unit.last or not words.is_word(at):
            return False
        if lexicon.has("hard_stops", words.low[at]) and words.low[at] not in (
            "akan",
            "tidak",
            "telah",
            "sudah",
            "tak",
            "adalah",
            "merupakan",
            "bahwa",
        ):
            return False
        if lexicon.has("weekdays", words.low[at]):
            return False
        return words.count(at, self.unit.last) >= (2 if at > end else _TOLD)

    def _tail(self, end: int) -> int:
        words = self.words
        for m in range(end, self.unit.last):
            if words.low[m] in ("seraya", "sambil", "sembari") and any(
                w in self.lexicon.before for w in words.low[m + 1 : m + 4]
            ):
                return m
        return self.unit.last

    def _add(
        self,
        speaker: Speaker | None,
        first: int,
        last: int,
        cue: int,
        rule: str,
        attribution: tuple[int, int],
    ) -> None:
        words = self.words
        if speaker is None:
            return
        while first < last and not words.is_word(first) and words.raw[first] not in "\"“‘'(":
            first += 1
        while last > first and words.raw[last - 1] in ",;:-–—":
            last -= 1
        if words.count(first, last) < _TOLD:
            return
        self.found.append(
            Draft(
                speaker,
                "direct" if rule == "after.unmarked" else "indirect",
                words.starts[first],
                words.ends[last - 1],
                words.raw[cue],
                rule,
                *attribution,
            )
        )
        self.cast.note(speaker)
        self.busy_until = max(self.busy_until, attribution[1])
