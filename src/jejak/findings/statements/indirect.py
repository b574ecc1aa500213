"""Room 4, findings/statements: indirect speech, told in the reporter's sentence (codebook 4).

Attribution before the clause or inside it: the quote is the whole sentence. Behind it: the clause alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jejak.findings.statements.attribution import negated, told_content
from jejak.findings.statements.clauses import TOLD, Clauses
from jejak.findings.statements.drafts import Draft
from jejak.findings.statements.speakers import speaker_before, speaker_behind, speaker_of_quotation

if TYPE_CHECKING:
    from jejak.findings.statements.cast import Cast
    from jejak.findings.statements.drafts import Unit
    from jejak.model import Speaker

_OPEN_RULES = ("before", "relayed", "according", "middle", "added")
"""Rules whose told clause may hold further reporting words, which then are part of it."""
_LONGEST_RELAY = 25
_LONGEST_CLOSING = 40
_LONGEST_PASSIVE_LEAD = 3
_OPENS_WITHIN = 6


def indirect_speech(cast: Cast, unit: Unit, *, opens: bool = False) -> list[Draft]:
    """Indirect statements of a unit outside its direct quotations, in order.

    `opens`: the unit is among a zone's first, a dateline may stand in it. Sets `unit.told_by`.
    """
    search = _Search(cast, unit, opens=opens)
    search.look_for_closing()
    for n in range(unit.first, unit.last):
        if search.is_free(n):
            search.look(n)
    return search.found


class _Search:
    """One pass over a unit's tokens; remembers up to where attributions have been read."""

    def __init__(self, cast: Cast, unit: Unit, *, opens: bool) -> None:
        self.cast = cast
        self.words = cast.words
        self.lexicon = cast.lexicon
        self.unit = unit
        self.clauses = Clauses(cast, unit, opens=opens)
        self.floor = self.clauses.floor
        self.found: list[Draft] = []
        self._read_until = unit.first

    def is_free(self, n: int) -> bool:
        """Whether token n is outside quotations and attributions already read."""
        return n >= self._read_until and not self.clauses.is_used(n)

    def look_for_closing(self) -> None:
        """An attribution that closes the sentence rules all before it: "A berharap B, kata X" is X's."""
        low = self.words.low
        for n in range(self.unit.last - 1, max(self.unit.first, self.unit.last - _LONGEST_CLOSING), -1):
            if self.words.raw[n - 1] != "," or not self.is_free(n) or not self._may_close(n):
                continue
            if low[n] in self.lexicon.words["according"]:
                self._according(n)
            else:
                self._behind(n)
            if self.found and not self.found[-1].rule.startswith(("after", "according.after")):
                self.found.pop()
                self._read_until = self.unit.first
            return

    def look(self, n: int) -> None:
        """Take the statement whose reporting word is token n, if there is one."""
        low = self.words.low[n]
        if low in self.lexicon.words["according"]:
            self._according(n)
        elif low in self.lexicon.after or low in self.lexicon.of_last:
            self._behind(n)
        if n < self._read_until:
            return
        if low in self.lexicon.before:
            self._verb(n)
        elif (self.lexicon.has("passed_on", low) and self._about_it(n)) or self._of_agent(n):
            return
        elif low in self.lexicon.passive or low.removesuffix("nya") in self.lexicon.passive:
            self._passive(n)

    def _may_close(self, n: int) -> bool:
        low, lexicon = self.words.low[n], self.lexicon
        return low in lexicon.words["according"] or low in lexicon.after or low in lexicon.of_last

    def _according(self, n: int) -> None:
        """Menurut X, ...; ..., menurut X."""
        words, has = self.words, self.lexicon.has
        if n > self.floor and has("not_before_according", words.low[n - 1]):
            return
        if words.low[n].endswith("nya"):
            speaker, end = self.cast.one_person(), n + 1
        elif n + 1 < self.unit.last and not has("according_skip", words.low[n + 1]):
            speaker, end = speaker_behind(self.cast, n + 1, self.unit.last)
        else:
            return
        start = self.clauses.start_for(n, self._read_until)
        if words.count(start, n) > TOLD and not self.clauses.content_follows(end):
            self._add(speaker, (start, n), n, "according.after", (n, self.unit.last))
        elif words.count(end, self.unit.last) >= TOLD:
            self._add(speaker, (start, self.clauses.end_for(n)), n, "according", (n, end))

    def _behind(self, n: int) -> None:
        """..., kata X. And: ..., ujarnya, ..."""
        words, low = self.words, self.words.low[n]
        if not self._reports_behind(n):
            return
        if low in self.lexicon.of_last:
            speaker, end = self.cast.one_person(), n + 1
        else:
            speaker, end = speaker_behind(self.cast, n + 1, self.unit.last)
        start = self.clauses.start_for(n, self._read_until)
        own_words = any(self.lexicon.has("first_person", w) for w in words.low[start:n])
        if speaker is None and own_words:
            speaker, end = speaker_of_quotation(self.cast, n + 1, self.unit.last)
        told = words.count(start, n)
        broken = 0 < told <= TOLD and words.raw[end : end + 1] == [","]
        if told and (broken or self.clauses.content_follows(end)):
            self._add(speaker, (start, self.clauses.end_for(n)), n, "middle", (n, end))
        elif told >= TOLD:
            rule = "after.unmarked" if own_words else "after"
            self._add(speaker, (start, n), n, rule, (n, self.clauses.tail_from(end)))

    def _reports_behind(self, n: int) -> bool:
        """Whether the stem at token n reports: behind a comma or mark, or where it is no other word."""
        words, low = self.words, self.words.low[n]
        comma = n > self.unit.first and words.raw[n - 1] in ",”\"’'"
        if low in self.lexicon.of_last:
            return comma
        lead = n > self.unit.first and self.lexicon.has("lead_of_passive", words.low[n - 1])
        plain = self.lexicon.has("plain_after", low) and not self.lexicon.after[low].weak
        return comma or lead or plain

    def _verb(self, n: int) -> None:
        """X mengatakan ..."""
        words = self.words
        cue = self.lexicon.before[words.low[n]]
        joint = self.clauses.joint_before(n)
        embedded = self._embedded(n)
        if embedded and joint is None:
            self._relayed(n)
            return
        start = self.clauses.start_for(n, self._read_until)
        end = self.clauses.end_for(n)
        if negated(self.cast, start, n):
            return
        if not told_content(self.cast, n, end, cue):
            if self.lexicon.has("inverting", words.low[n]):
                self._inverted(start, n)
            return
        if self._goes_on(start, n):
            self._add(self.cast.focus, (start, end), n, "added", (start, n + 1))
            return
        if joint is not None and self.found and joint >= start:
            start = joint + 1
        elif self.found and not embedded:
            start = max(start, words.at(self.found[-1].end))
        speaker, at = speaker_before(self.cast, start, n)
        if speaker is None:
            return
        if self.clauses.is_relative(at, n):
            if cue.content == "free" or self.lexicon.has("tells", words.low[n + 1]):
                self._add(speaker, (at, self.clauses.comma_after(n)), n, "relative", (at, n + 1))
            return
        if embedded and joint is not None:
            self._cut(joint)
        first = at if self.clauses.behind_other_clause(start, at) else start
        self._add(speaker, (first, end), n, "before", (start, self.clauses.told_from(n, end)))

    def _inverted(self, start: int, n: int) -> None:
        """The clause, then speaker and verb: "Semua penumpang selamat, X kemudian menambahkan."."""
        words, last = self.words, self.unit.last
        closes = n + 1 >= last or words.raw[n + 1] in ".,;" or self.lexicon.has("weekdays", words.low[n + 1])
        if not closes or self.lexicon.has("circumstances", words.low[start]):
            return
        speaker, at = speaker_before(self.cast, start, n)
        if self.lexicon.has("thus", words.low[at]):
            return
        if speaker and at > start and words.raw[at - 1] == "," and words.count(start, at) > TOLD:
            self._add(speaker, (start, at), n, "inverted", (at, last))

    def _embedded(self, n: int) -> bool:
        """Whether token n stands inside what the last statement told."""
        if not self.found or self.found[-1].rule not in _OPEN_RULES:
            return False
        return self.words.starts[n] < self.found[-1].end

    def _cut(self, joint: int) -> None:
        """End the last statement where another speaker's clause begins."""
        last = self.found[-1]
        end = self.words.ends[joint - 1 - (self.words.raw[joint - 1] == ",")]
        if end > last.start:
            self.found[-1] = replace(last, end=end)

    def _goes_on(self, start: int, n: int) -> bool:
        """Whether the same speaker goes on behind an attribution: "..., seraya menambahkan bahwa"."""
        if not self.unit.taken and not self.found:
            return False
        between = [w for w in self.words.low[start:n] if w.isalnum() and not self.lexicon.has("adverbs", w)]
        if not between:
            return self.cast.adds(n) and self.words.raw[n - 1] == ","
        return len(between) == 1 and (between[0] == "dan" or self.lexicon.has("continuers", between[0]))

    def _relayed(self, n: int) -> None:
        """The innermost speaks, via the medium that reports it: "Y melaporkan X mengatakan"."""
        last = self.found[-1]
        if not self.cast.is_medium(last.speaker):
            return
        start = self.words.at(last.start)
        reports = next((m for m in range(start, n) if self.words.raw[m] == last.cue), None)
        if reports is None or n - reports > _LONGEST_RELAY or negated(self.cast, reports, n):
            return
        speaker, _ = speaker_before(self.cast, reports + 1, n)
        if speaker and told_content(self.cast, n, self.unit.last, self.lexicon.before[self.words.low[n]]):
            cue, via = self.words.raw[n], last.speaker.name
            self.found[-1] = replace(last, speaker=speaker, cue=cue, rule="relayed", via=via)
            self.cast.note(speaker)

    def _passive(self, n: int) -> None:
        """Dikatakan bahwa ...; disebutnya, ...; dikatakan X bahwa ...; seperti dikatakan X, ..."""
        words, last, low = self.words, self.unit.last, self.words.low
        if negated(self.cast, self.floor, n):
            return
        cue = self.lexicon.passive[low[n].removesuffix("nya")]
        if cue.lemma == "bantah":
            speaker, end = speaker_behind(self.cast, n + 1, last)
            start = self.clauses.start_for(n, self._read_until)
            start = next((m + 1 for m in range(n - 1, start, -1) if words.raw[m] in ",-–—"), start)
            self._add(speaker, (start, end), n, "denied", (n, end))
            return
        if words.count(self.floor, n) > _LONGEST_PASSIVE_LEAD or self._subject_points_back(n):
            return
        if low[n].endswith("nya") or low[n + 1 : n + 2] == ["bahwa"]:
            speaker, end = None if self.lexicon.has("relayed", low[n]) else self.cast.focus, n + 1
        else:
            speaker, end = speaker_behind(self.cast, n + 1, last)
            like = n > self.floor and self.lexicon.has("lead_of_passive", low[n - 1])
            near = low[end : min(last, end + _OPENS_WITHIN)]
            opens = words.raw[end : end + 1] == [","] or any(
                self.lexicon.has("told_openers", w) for w in near
            )
            if speaker is None and self._tells_unnamed(n):
                speaker, end = self.cast.focus, n + 1
            elif not like and not opens:
                return
        medium = speaker is not None and self.cast.is_medium(speaker) and low[end : end + 1] != ["bahwa"]
        if not medium and words.count(end, last) >= TOLD:
            self._add(speaker, (self.floor, last), n, "passive", (n, end))

    def _tells_unnamed(self, n: int) -> bool:
        """Whether a passive tells a clause of no named speaker: "Lebih lanjut disebutkan", "Ditegaskan"."""
        lead = self.words.low[self.floor : n]
        has = self.lexicon.has
        bare = all(has("lead_ins", w) or has("adverbs", w) or not w[0].isalpha() for w in lead)
        return bare and "yang" not in lead and has("passed_on", self.words.low[n])

    def _of_agent(self, n: int) -> bool:
        """Take "Uji coba itu disebut X bagian dari latihan", "dinilainya masih jauh": the agent speaks."""
        words, low, has = self.words, self.words.low, self.lexicon.has
        by_last = low[n].endswith("nya") and has("agent_passives", low[n].removesuffix("nya"))
        if not by_last and not has("agent_passives", low[n]):
            return False
        at = n + 1 + (low[n + 1 : n + 2] == ["oleh"])
        if by_last:
            speaker, end = self.cast.one_person(), n + 1
        elif at < self.unit.last and self.cast.starts_name(at):
            named = self.cast.within(at, at + 1)[0]
            speaker, end = named.speaker, named.last
        else:
            return False
        start, stop = self.clauses.start_for(n, self._read_until), self.clauses.end_for(n)
        if low[n - 1 : n] == ["yang"]:
            start, stop = n - 1, self.clauses.comma_after(n)
            if words.raw[n - 2 : n - 1] != [","] or by_last:
                return False
        told = words.count(start, n) and words.count(end, stop) >= TOLD
        if not told or negated(self.cast, start, n) or self._embedded(n):
            return False
        self._add(speaker, (start, stop), n, "agent", (n, end))
        return True

    def _about_it(self, n: int) -> bool:
        """Whether the sentence tells who said what stands before: "Hal itu disampaikan X ..."."""
        points_back = self._subject_points_back(n)
        comma = self.words.raw[n + 1 : n + 2] == [","]
        speaker, end = speaker_behind(self.cast, n + 1 + comma, self.unit.last)
        like = n - 1 == self.floor and self.lexicon.has("lead_of_passive", self.words.low[n - 1])
        if not points_back and not (like and self.words.count(end, self.unit.last) == 0):
            return False
        if speaker:
            self.unit.told_by = (speaker, n)
            self.cast.note(speaker)
        return True

    def _subject_points_back(self, n: int) -> bool:
        """Whether the passive's subject is what stands before: "hal itu", also behind "Dilansir Y, "."""
        words, floor = self.words, self.floor
        first = next((m + 1 for m in range(n - 1, floor, -1) if words.raw[m] == ","), floor)
        near = first < n and words.count(first, n) <= _LONGEST_PASSIVE_LEAD
        return near and self.lexicon.has("subjects_of_passive", words.low[first])

    def _add(
        self,
        speaker: Speaker | None,
        told: tuple[int, int],
        cue: int,
        rule: str,
        attribution: tuple[int, int],
    ) -> None:
        """Keep a statement of the tokens `told`, if somebody speaks and something is told."""
        words, (first, last) = self.words, told
        while first < last and not words.is_word(first) and words.raw[first] not in "\"“‘'(":
            first += 1
        while last > first and words.raw[last - 1] in ",;:-–—":
            last -= 1
        if speaker is None or words.count(first, last) < TOLD:
            return
        kind = "direct" if rule == "after.unmarked" else "indirect"
        start, end = words.starts[first], words.ends[last - 1]
        self.found.append(Draft(speaker, kind, start, end, words.raw[cue], rule, *attribution))
        self.cast.note(speaker)
        self._read_until = max(self._read_until, attribution[1])
