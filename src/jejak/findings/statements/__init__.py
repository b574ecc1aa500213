"""Room 4, findings: statements, who is reported to have said what, and in whose words (codebook 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jejak.findings.statements.circumstances import said_when, said_where, told_via
from jejak.findings.statements.direct import direct_speech, is_bare
from jejak.findings.statements.drafts import Draft, Unit, units_of
from jejak.findings.statements.indirect import indirect_speech
from jejak.findings.statements.cast import Cast
from jejak.findings.statements.roster import PartyLike
from jejak.findings.statements.words import Words
from jejak.model import Origin, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.model import Actor, Speaker, TimeExpression
    from jejak.reading import Reading, ZoneReading

__all__ = ["find_statements"]

VERSION = "1"
_LONGEST_LOST = 6
_OPENING = 3
"""In so many first units of a zone a dateline may stand."""
_PASSED_OVER = 6
"""A unit of at most so many words without a statement ("Baca juga") does not end a run of quotations."""


def find_statements(
    reading: Reading,
    people: Sequence[Actor],
    parties: Sequence[PartyLike],
    times: Sequence[TimeExpression],
) -> tuple[Statement, ...]:
    """Every stretch of reported speech in the article's zones, in the order of the text.

    The quote is cut from the zone it stands in, marks left out. Speakers are persons, parties or organisations
    among those given, or names as written; speech of generic voices is left out.
    """
    return tuple(s for zone in reading.zones for s in _in_zone(reading, zone, people, parties, times))


def _in_zone(
    reading: Reading,
    zone: ZoneReading,
    people: Sequence[Actor],
    parties: Sequence[PartyLike],
    times: Sequence[TimeExpression],
) -> list[Statement]:
    cast = Cast(Words(zone.text), people, parties, zone.name)
    dated = sorted((t for t in times if t.evidence.zone == zone.name), key=lambda t: t.evidence.start)
    told: list[tuple[Unit, list[Draft]]] = []
    chain: Speaker | None = None
    for n, unit in enumerate(units_of(zone, cast)):
        direct = direct_speech(cast, unit, chain)
        drafts = sorted([*direct, *indirect_speech(cast, unit, opens=n < _OPENING)], key=lambda d: d.start)
        drafts = [_with_lost_start(zone, cast, told, unit, d) for d in drafts]
        _speaks_already(told, unit, drafts)
        if unit.told_by and told:
            told[-1] = _told_afterwards(cast, told[-1], unit)
        told.append((unit, drafts))
        chain = _goes_on(cast, unit, drafts, chain)
    return [s for _, drafts in told for d in drafts if (s := _finished(reading, zone, cast, dated, d))]


def _with_lost_start(
    zone: ZoneReading, cast: Cast, told: list[tuple[Unit, list[Draft]]], unit: Unit, draft: Draft
) -> Draft:
    """Speech without its opening mark began with the first sentence before that is in the first person and nobody's else."""
    lost = draft.rule == "after.unmarked" or (
        draft.kind == "direct" and draft.start == unit.start and not unit.quotes[0].opened
    )
    if not lost:
        return draft
    start, line = draft.start, zone.paragraph_at(draft.start)[0]
    for before, drafts in reversed(told[-_LONGEST_LOST:]):
        mine = any(cast.lexicon.has("first_person", w) for w in cast.words.low[before.first : before.last])
        if drafts or before.quotes or not mine or before.start < line:
            break
        start = before.start
    return replace(draft, start=start)


def _speaks_already(told: list[tuple[Unit, list[Draft]]], unit: Unit, drafts: list[Draft]) -> None:
    """A bare quotation that nobody spoke yet is whose the next one is, when that begins its sentence."""
    if (
        not told
        or told[-1][1]
        or not drafts
        or not drafts[0].rule.startswith("after")
        or drafts[0].kind != "direct"
    ):
        return
    before = told[-1][0]
    if (
        is_bare(before)
        and unit.quotes[0].outer_start == unit.start
        and drafts[0].start == unit.quotes[0].start
    ):
        quote = before.quotes[0]
        told[-1] = (before, [Draft(drafts[0].speaker, "direct", quote.start, quote.end, None, "ahead")])


def _told_afterwards(cast: Cast, last: tuple[Unit, list[Draft]], unit: Unit) -> tuple[Unit, list[Draft]]:
    """What "Hal itu disampaikan X" makes of the sentence before: X's statement, or X's where it was a party's voice."""
    before, drafts = last
    assert unit.told_by is not None
    speaker, cue = unit.told_by
    if not drafts:
        whole = Draft(
            speaker,
            "indirect",
            before.start,
            before.end,
            cast.words.raw[cue],
            "told.afterwards",
            cue,
            unit.last,
        )
        return before, [whole]
    same = all(d.speaker.represents == speaker.represents and d.speaker.position is None for d in drafts)
    if speaker.represents and same:
        drafts = [replace(d, speaker=speaker) for d in drafts]
    return before, drafts


def _goes_on(cast: Cast, unit: Unit, drafts: list[Draft], chain: Speaker | None) -> Speaker | None:
    """Who speaks on if the next sentence is a bare quotation."""
    if drafts:
        return drafts[-1].speaker
    if unit.told_by:
        return unit.told_by[0]
    _shift_focus(cast, unit)
    if cast.words.count(unit.first, unit.last) <= _PASSED_OVER:
        return chain
    return None


def _shift_focus(cast: Cast, unit: Unit) -> None:
    """A person named first in a sentence is whom the next pronoun means."""
    if any(
        cast.lexicon.has("pronouns", w) for w in cast.words.low[unit.first : min(unit.last, unit.first + 4)]
    ):
        return
    for named in cast.within(unit.first, min(unit.last, unit.first + 10)):
        if named.person and not cast.prepositional(named.first, unit.first):
            cast.note(named.speaker)
            return


def _finished(
    reading: Reading, zone: ZoneReading, cast: Cast, times: list[TimeExpression], draft: Draft
) -> Statement | None:
    start, end = _trimmed(zone.text, draft.start, draft.end)
    if start >= end:
        return None
    return Statement(
        speaker=draft.speaker,
        kind=draft.kind,
        evidence=reading.evidence(start, end, zone.name),
        origin=Origin("statements", VERSION, f"{draft.kind}.{draft.rule}"),
        cue=draft.cue,
        said=said_when(cast, draft.first, draft.last, times),
        where=said_where(cast, draft.first, draft.last),
        via=draft.via or told_via(cast, draft.first, draft.last),
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end
