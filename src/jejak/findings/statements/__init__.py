"""Room 4, findings: statements, who is reported to have said what, and in whose words (codebook 4)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jejak.findings.statements.cast import Cast, is_person
from jejak.findings.statements.circumstances import is_relay, said_when, said_where, told_via
from jejak.findings.statements.direct import direct_speech, is_bare
from jejak.findings.statements.drafts import Draft, Unit
from jejak.findings.statements.indirect import indirect_speech
from jejak.findings.statements.quotes import DOUBLE
from jejak.findings.statements.units import units_of
from jejak.findings.statements.words import Words
from jejak.model import Clue, Origin, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.parties.names import PartyMention
    from jejak.model import Actor, Speaker, TimeExpression
    from jejak.reading import Reading, ZoneReading

__all__ = ["find_statements"]

FINDER = "statements"
VERSION = "1"
_LONGEST_LOST = 6
"""Most sentences that speech without its opening mark reaches back."""
_LONGEST_CLUE = 160
"""Characters of an attribution that a statement keeps as its reason."""
_FEW_MARKS = 2
"""A zone of so many quotation marks has lost them."""
_OPENING = 3
"""In so many first units of a zone a dateline may stand."""
_PASSED_OVER = 6
"""A unit of at most so many words without a statement ("Baca juga") does not end a run of quotations."""
_SHORTEST_OWN = 4
_UNMARKED = "continued.unmarked"
_OWN_WITHIN = 6
"""Words from its beginning within which a sentence without marks shows that it is somebody's own."""
_PASSIVE = re.compile(r"di[a-z]{5,}$")
_SUBJECT_WITHIN = 10

Told = list[tuple[Unit, list[Draft]]]


def find_statements(
    reading: Reading,
    people: Sequence[Actor],
    parties: Sequence[PartyMention],
    times: Sequence[TimeExpression],
) -> tuple[Statement, ...]:
    """Every stretch of reported speech in the article's zones, in the order of the text.

    The quote is cut from the zone it stands in, marks left out. Speakers are persons, parties or
    organisations among those given, or names as written; speech of generic voices is left out.
    """
    return tuple(s for zone in reading.zones for s in _in_zone(reading, zone, people, parties, times))


def _in_zone(
    reading: Reading,
    zone: ZoneReading,
    people: Sequence[Actor],
    parties: Sequence[PartyMention],
    times: Sequence[TimeExpression],
) -> Iterator[Statement]:
    cast = Cast(Words(zone.text), people, parties, zone.name)
    dated = sorted((t for t in times if t.evidence.zone == zone.name), key=lambda t: t.evidence.start)
    for draft in _drafts(zone, cast):
        start, end = _trimmed(zone.text, draft.start, draft.end)
        if start < end:
            yield Statement(
                speaker=draft.speaker,
                kind=draft.kind,
                evidence=reading.evidence(start, end, zone.name),
                origin=Origin(FINDER, VERSION, f"{draft.kind}.{draft.rule}", why=_attribution(cast, draft)),
                cue=draft.cue,
                said=said_when(cast, draft.first, draft.last, dated),
                where=said_where(cast, draft.first, draft.last),
                via=draft.via or told_via(cast, draft.first, draft.last),
            )


def _attribution(cast: Cast, draft: Draft) -> tuple[Clue, ...]:
    """The words that say who speaks; none where the speech goes on from the one before."""
    if draft.first >= draft.last:
        return ()
    words = cast.words
    said = words.text[words.starts[draft.first] : words.ends[draft.last - 1]]
    return (Clue("attribution", " ".join(said.split())[:_LONGEST_CLUE], draft.rule),)


def _drafts(zone: ZoneReading, cast: Cast) -> list[Draft]:
    """All statements of a zone, unit by unit: what a unit tells may change the one before it."""
    told: Told = []
    lost = sum(map(zone.text.count, DOUBLE)) <= _FEW_MARKS
    chain: Speaker | None = None
    for n, unit in enumerate(units_of(zone, cast)):
        direct = direct_speech(cast, unit, chain)
        _drop_stray_marks(unit, direct)
        indirect = indirect_speech(cast, unit, opens=n < _OPENING)
        drafts = [_with_lost_start(zone, cast, told, unit, d, marks_lost=lost) for d in (*direct, *indirect)]
        drafts = _apart(drafts)
        if lost and not drafts and (more := _goes_on_unmarked(cast, told, unit)):
            drafts = [more]
        _give_to_bare_quotation(told, unit, drafts)
        if unit.told_by and told:
            told[-1] = _told_afterwards(cast, told[-1], unit)
        told.append((unit, drafts))
        chain = _goes_on(cast, unit, drafts, chain)
    return [draft for _, drafts in told for draft in drafts]


def _goes_on_unmarked(cast: Cast, told: Told, unit: Unit) -> Draft | None:
    """A sentence in the first person behind a person's speech goes on with it, where all marks are lost."""
    before = told[-1][1] if told else []
    if not before or unit.quotes or cast.words.count(unit.first, unit.last) < _SHORTEST_OWN:
        return None
    speaker, low = before[-1].speaker, cast.words.low
    opening = range(unit.first, min(unit.last, unit.first + _OWN_WITHIN))
    own = any(cast.lexicon.has("first_person", low[n]) for n in opening)
    if not own or not is_person(speaker) or any(named.person for named in cast.within(unit.first, unit.last)):
        return None
    if before[-1].rule == _UNMARKED:
        return replace(before.pop(), end=unit.end)
    return Draft(speaker, "direct", unit.start, unit.end, None, _UNMARKED)


def _apart(drafts: list[Draft]) -> list[Draft]:
    """In order; the reporter's sentence ends where direct speech begins and holds its speaker once."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start, -d.end)):
        last = kept[-1] if kept else None
        if last is None or draft.start >= last.end or last.kind == "direct":
            kept.append(draft)
        elif draft.kind == "direct":
            kept[-1] = replace(last, end=draft.start - 1)
            kept.append(draft)
        elif draft.speaker != last.speaker:
            kept.append(draft)
    return kept


def _drop_stray_marks(unit: Unit, direct: list[Draft]) -> None:
    """A lone mark that opens or closes no speech holds nothing back from the reporter's sentence."""
    spoken = {draft.start for draft in direct}
    unit.quotes = [q for q in unit.quotes if (q.opened and q.closed) or q.start in spoken]


def _with_lost_start(
    zone: ZoneReading, cast: Cast, told: Told, unit: Unit, draft: Draft, *, marks_lost: bool
) -> Draft:
    """Speech without its opening mark began with the first sentence in the first person before it.

    On a page that lost all its marks, so did speech that opens with a word that only goes on ("Jadi, ...").
    """
    orphan = bool(unit.quotes) and not unit.quotes[0].opened and draft.start == unit.quotes[0].start
    bare = marks_lost and draft.rule.startswith("after") and not unit.quotes
    if not bare and draft.rule != "after.unmarked" and not (draft.kind == "direct" and orphan):
        return draft
    has, words = cast.lexicon.has, cast.words
    start, line = draft.start, zone.paragraph_at(draft.start)[0]
    for before, drafts in reversed(told[-_LONGEST_LOST:]):
        own_words = any(has("first_person", w) for w in words.low[before.first : before.last])
        goes_on = bare and has("going_on", words.low[words.at(start)])
        if drafts or before.quotes or before.start < line or not (own_words or goes_on):
            break
        start = before.start
    return replace(draft, start=start, kind="direct") if start < draft.start else draft


def _give_to_bare_quotation(told: Told, unit: Unit, drafts: list[Draft]) -> None:
    """Bare quotations that nobody spoke yet are whose the next one is, when that begins its sentence."""
    if not drafts or not unit.quotes:
        return
    first, quote = drafts[0], unit.quotes[0]
    begins = quote.outer_start == unit.start and first.start == quote.start
    if not begins or first.kind != "direct" or not first.rule.startswith("after"):
        return
    for n in range(len(told) - 1, max(-1, len(told) - 1 - _LONGEST_LOST), -1):
        before, others = told[n]
        if others or not is_bare(before):
            return
        bare = before.quotes[0]
        told[n] = (before, [Draft(first.speaker, "direct", bare.start, bare.end, None, "ahead")])


def _told_afterwards(cast: Cast, last: tuple[Unit, list[Draft]], unit: Unit) -> tuple[Unit, list[Draft]]:
    """What "Hal itu disampaikan X" makes of the sentence before: X speaks, not the party X stands for."""
    before, drafts = last
    if unit.told_by is None:
        return last
    speaker, at = unit.told_by
    if not drafts:
        cue = cast.words.raw[at]
        rule, span = "told.afterwards", (before.start, before.end)
        return before, [Draft(speaker, "indirect", *span, cue, rule, at, unit.last)]
    same = all(d.speaker.represents == speaker.represents and d.speaker.position is None for d in drafts)
    if speaker.represents and same:
        drafts = [replace(d, speaker=speaker) for d in drafts]
    return before, drafts


def _goes_on(cast: Cast, unit: Unit, drafts: list[Draft], chain: Speaker | None) -> Speaker | None:
    """Who speaks on if the next sentence is a bare quotation."""
    cast.group = None
    if drafts:
        return drafts[-1].speaker
    if unit.told_by:
        return unit.told_by[0]
    _shift_focus(cast, unit)
    cast.group = _body_ahead(cast, unit)
    return chain if cast.words.count(unit.first, unit.last) <= _PASSED_OVER else None


def _shift_focus(cast: Cast, unit: Unit) -> None:
    """A person named first in a sentence is whom the next pronoun means."""
    low, has = cast.words.low, cast.lexicon.has
    first = _behind_relay(cast, unit)
    near = range(first, min(unit.last, first + _SUBJECT_WITHIN))
    if any(has("pronouns", low[n]) for n in near[:4]) or any(has("copulas", low[n]) for n in near):
        return
    for named in cast.within(first, near.stop):
        if named.person and not cast.prepositional(named.first, first):
            suffers = low[named.last : named.last + 1]
            told_of = cast.focus is not None and cast.is_told_of(named)
            if not told_of and not (suffers and _PASSIVE.match(suffers[0])):
                cast.note(named.speaker)
            return


def _behind_relay(cast: Cast, unit: Unit) -> int:
    """First token behind "Dilansir Y, Kamis (28/5), "; else the unit's first."""
    words, first = cast.words, unit.first
    if first >= unit.last or not is_relay(cast, first):
        return first
    for n in range(first, min(unit.last - 1, first + 2 * _SUBJECT_WITHIN)):
        if words.raw[n] == "," and not cast.lexicon.has("weekdays", words.low[n + 1]):
            return n + 1
    return first


def _body_ahead(cast: Cast, unit: Unit) -> Speaker | None:
    """The body that a sentence is about: "Para pakar X sempat ...", "Pemerintah Y telah ..."."""
    for named in cast.within(unit.first, min(unit.last, unit.first + _SUBJECT_WITHIN)):
        speaker = cast.resolve(unit.first, named.last)
        return speaker if speaker and not named.person else None
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end
