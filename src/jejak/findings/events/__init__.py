"""Room 4: events, by the trigger words of the lexicon and who stands around them (codebook 5).

Each trigger opens a frame (active, passive, noun, mutual) that says where the parties stand (`roles`). Status
words near it tell done from planned (`status`); the clause, the sentence or the occasion tell when and where
(`settings`); what is told several times is one event (`merging`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jejak.findings.contexts import contexts_of
from jejak.findings.events.merging import merge_same, sides
from jejak.findings.events.roles import (
    Roles,
    assign_roles,
    clause_around,
    is_anaphor,
    object_of,
    roles_of,
)
from jejak.findings.events.settings import (
    Occasion,
    Setting,
    goes_on,
    is_dated_to_the_day,
    points_back,
    tells_of_occasion,
)
from jejak.findings.events.status import retype, status_clue, status_of
from jejak.findings.events.triggers import Trigger, trigger_matcher
from jejak.findings.forums import find_forum
from jejak.findings.scenes import Participant, Scene, is_state
from jejak.model import Clue, Event, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jejak.findings.parties import PartyMention
    from jejak.findings.places import Place
    from jejak.findings.scenes import SentenceScene
    from jejak.languages.patterns import Match
    from jejak.model import Actor, Statement, TimeExpression
    from jejak.reading import Reading

VERSION = "1"
HOME = "IDN"
"""The state whose own affairs an Indonesian page tells without any foreign matter."""
_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
_ALONE = frozenset({"MOBILIZE", "ASSAULT", "SANCTION", "THREATEN", "PROTEST"})
"""Types that are worth coding with one party only ("a foreign matter"), if it is not the reader's own."""
_TELLING = frozenset({"ACCUSE", "REQUEST"})
"""Types whose words go on to tell an act of the other side that is not thereby done."""
_TWO_SIDED = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "AGREE", "AID", "CONSULT"})
"""Types whose other side may be left unsaid where it is plain."""


@dataclass(frozen=True, slots=True)
class _Draft:
    event: Event
    points_back: bool
    sentence: SentenceScene


def find_events(
    reading: Reading,
    people: Sequence[Actor],
    mentions: Sequence[PartyMention],
    times: Sequence[TimeExpression],
    statements: Sequence[Statement],
    places: Sequence[Place] = (),
) -> tuple[Event, ...]:
    """The events of all zones, one per happening, in the order of their first evidence."""
    drafts: list[_Draft] = []
    for zone in reading.zones:
        scene = Scene(reading, zone, people, mentions, statements)
        drafts += _ZoneFinder(scene, Setting(scene, times, places), statements).drafts()
    return tuple(merge_same((draft.event, draft.points_back) for draft in drafts))


class _ZoneFinder:
    """Finds events sentence by sentence; remembers the occasion that later sentences refer to."""

    def __init__(self, scene: Scene, setting: Setting, statements: Sequence[Statement]) -> None:
        self.scene, self.setting = scene, setting
        self.said: dict[int, list[Statement]] = defaultdict(list)
        for statement in statements:
            if statement.said and statement.evidence.zone == scene.zone.name:
                self.said[scene.zone.sentence_index(statement.evidence.start)].append(statement)
        self.occasion: Occasion | None = None
        self.found: list[_Draft] = []

    def drafts(self) -> list[_Draft]:
        """Every event of the zone, in order, not yet merged."""
        for sentence in self.scene.sentences:
            self._say_more_of_the_last(sentence)
            if sentence.participants:
                self._read(sentence)
            self._remember_speech(sentence)
        return self.found

    def _read(self, sentence: SentenceScene) -> None:
        previous: Roles | None = None
        told: tuple[Match[Trigger], Roles] | None = None
        for match in trigger_matcher().find(sentence.words):
            if self._told_before(sentence, match):
                continue
            roles = assign_roles(sentence, match, previous) or self._spoken_by(sentence, match)
            if roles is None:
                continue
            previous = roles
            if _only_told(roles, told):
                continue
            roles = self._with_other_side(sentence, match, roles)
            event = self._event(sentence, match, roles)
            if event is not None:
                told = (match, roles) if event.type in _TELLING else told
                self.found.append(_Draft(event, points_back(sentence), sentence))
                self._remember(event, sentence)

    def _told_before(self, sentence: SentenceScene, match: Match[Trigger]) -> bool:
        """Whether the words only name a meeting again ("dalam pertemuan tersebut")."""
        return (
            match.value.type == "CONSULT"
            and is_anaphor(sentence, match)
            and any(self._is_meeting(n) for n in range(len(self.found)))
        )

    # ---- the occasion

    def _remember(self, event: Event, sentence: SentenceScene) -> None:
        """Keep the meeting, or the first dated act, that later sentences happen in."""
        if event.status != "occurred" or not is_dated_to_the_day(event.when):
            return
        if event.type == "CONSULT" or (self.occasion is None and event.type in _VERBAL):
            if self.occasion is None:
                self._date_the_lead(event, sentence)
            self.occasion = Occasion(event.when, event.where, sides(event))

    def _remember_speech(self, sentence: SentenceScene) -> None:
        """A dated speech is an occasion: what else is said in it happened there."""
        for statement in self.said.get(sentence.index, ()):
            code = statement.speaker.represents or statement.speaker.id
            self.occasion = Occasion(statement.said, statement.where, frozenset({code.partition(":")[0]}))

    def _date_the_lead(self, event: Event, sentence: SentenceScene) -> None:
        """An undated act at the head of the paragraph belongs to the first occasion told in it."""
        paragraph = self.scene.zone.paragraph_at(sentence.start)[0]
        for n, draft in enumerate(self.found):
            lead = draft.event
            undated = lead.when is None and lead.status == "occurred" and lead.type in _VERBAL
            if undated and draft.sentence.start >= paragraph and sides(lead) & sides(event):
                self.found[n] = replace(
                    draft, event=replace(lead, when=event.when, where=lead.where or event.where)
                )

    def _say_more_of_the_last(self, sentence: SentenceScene) -> None:
        """A sentence that only says when or where goes to the act before it."""
        if not self.found:
            return
        whole = (sentence.start, sentence.end)
        if tells_of_occasion(sentence):
            n = next((n for n in reversed(range(len(self.found))) if self._is_meeting(n)), None)
            if n is not None:
                self._add_setting(n, sentence, whole)
        elif goes_on(sentence) and self.found[-1].sentence.index == sentence.index - 1:
            last = self.found[-1].event
            if last.status in ("planned", "proposed") and last.when is None:
                when = self.setting.when(sentence, whole, whole)
                self.found[-1] = replace(self.found[-1], event=replace(last, when=when))

    def _is_meeting(self, n: int) -> bool:
        return self.found[n].event.type == "CONSULT"

    def _add_setting(self, n: int, sentence: SentenceScene, whole: tuple[int, int]) -> None:
        event = self.found[n].event
        evidence = self.scene.reading.evidence(sentence.start, sentence.end, self.scene.zone.name)
        event = replace(
            event,
            when=event.when or self.setting.when(sentence, whole, whole),
            where=event.where or self.setting.where(sentence, whole, whole, verbal=False),
            evidence=(*event.evidence, evidence),
        )
        self.found[n] = replace(self.found[n], event=event)
        self._remember(event, sentence)

    # ---- who, when it isn't said

    def _spoken_by(self, sentence: SentenceScene, match: Match[Trigger]) -> Roles | None:
        """In a quote without a subject, the speaker's party acts by speaking."""
        statement = self.scene.statement_over(match.start, match.end)
        if not match.value.speech or match.value.frame != "active" or statement is None:
            return None
        code = statement.speaker.represents
        if code is None:
            return None
        speaker = Participant(code, match.start, match.end, person=statement.speaker.name)
        return roles_of([speaker], object_of(sentence, match) or [])

    def _with_other_side(self, sentence: SentenceScene, match: Match[Trigger], roles: Roles) -> Roles:
        """If only one side is named, the other is the party last spoken of: here, or the sentence before."""
        parties = roles.parties()
        if len(parties) != 1 or match.value.type not in _TWO_SIDED or match.value.explicit:
            return roles
        others = [p for p in sentence.participants if p.party not in parties and not p.place]
        if not others and sentence.index:
            before = self.scene.sentences[sentence.index - 1]
            others = [p for p in before.participants if p.party not in parties and not p.place][-1:]
        if not others:
            return roles
        other = min(others, key=lambda p: abs(p.start - match.end))
        other = replace(other, start=match.start, end=match.end)
        if match.value.frame in ("mutual", "passive"):
            return Roles((*roles.actors, other), roles.recipients)
        return Roles(roles.actors, (other,))

    # ---- the event

    def _event(self, sentence: SentenceScene, match: Match[Trigger], roles: Roles) -> Event | None:
        trigger = match.value
        status = status_of(sentence, match)
        if status is None or not _worth_coding(trigger, roles, status):
            return None
        if trigger.alone and not roles.recipients:
            trigger = replace(trigger, type=trigger.alone)
        cues = status_clue(sentence, match, status)
        words = self.scene.zone.text[match.start : match.end]
        found_by = Clue("trigger", words, f"{match.value.type} {trigger.rule}, {trigger.frame}")
        kind, mode, status = retype(trigger, status)
        start, end = clause_around(sentence, match, roles)
        codes = [p.code for p in roles.actors + roles.recipients]
        forum = find_forum(sentence, start, end, codes)
        event = Event(
            type=kind,
            status=status,
            actors=_codes(roles.actors),
            recipients=_codes(roles.recipients),
            evidence=(self.scene.reading.evidence(start, end, self.scene.zone.name),),
            origin=Origin(
                "events",
                VERSION,
                f"{trigger.rule}.{trigger.frame}",
                _score(trigger, roles),
                (found_by, *cues),
            ),
            mode=mode,
            persons=tuple(dict.fromkeys(p.person for p in roles.actors + roles.recipients if p.person)),
            contexts=contexts_of(
                sentence.text, start - sentence.start, end - sentence.start, kind, trigger.contexts
            ),
            series=forum.series if forum else None,
            ordinal=forum.ordinal if forum else None,
        )
        event = self._set(sentence, match, event, (start, end))
        return event if event.where else replace(event, where=self._at_recipients(event, roles))

    def _at_recipients(self, event: Event, roles: Roles) -> str | None:
        """A visit and an attack happen at the one they are made to, if that is a state named here."""
        if event.type != "ASSAULT" and event.mode != "visit":
            return None
        for participant in roles.recipients:
            text = self.scene.zone.text[participant.start : participant.end]
            if participant.person is None and is_state(participant.code) and text[:1].isupper():
                return text
        return None

    def _set(
        self, sentence: SentenceScene, match: Match[Trigger], event: Event, clause: tuple[int, int]
    ) -> Event:
        """The event with its time and place, its own or its occasion's."""
        trigger, verbal = (match.start, match.end), event.type in _VERBAL
        when = self.setting.when(sentence, trigger, clause)
        where = self.setting.where(sentence, trigger, clause, verbal=verbal)
        spoken = verbal and match.value.speech and event.status == "occurred"
        statement = self.scene.statement_over(match.start, match.end)
        there = self.occasion if self._was_there(event) else None
        if points_back(sentence) and self.occasion is not None and event.status == "occurred":
            when, where = when or self.occasion.when, where or self.occasion.where
        elif spoken and when is None and statement is not None and statement.said:
            when, where = statement.said, where or statement.where
        elif spoken and when is None and there is not None:
            when, where = there.when, where or there.where
        return self.setting.opened(replace(event, when=when, where=where), sentence, trigger)

    def _was_there(self, event: Event) -> bool:
        """Whether one of the event's parties was at the occasion told before."""
        return self.occasion is not None and bool(self.occasion.parties & sides(event))


def _only_told(roles: Roles, told: tuple[Match[Trigger], Roles] | None) -> bool:
    """Whether the act is only what its doer was accused of or asked for ("menuduh X menyerang")."""
    if told is None or not roles.actors:
        return False
    match, outer = told
    asked = {p.start for p in outer.recipients}
    return all(p.start in asked and p.start >= match.end for p in roles.actors)


def _worth_coding(trigger: Trigger, roles: Roles, status: str) -> bool:
    parties = roles.parties()
    if status == "modal":
        return False
    if len(parties) >= 2:
        return True
    if trigger.parties > 1 or trigger.weak:
        return False
    return trigger.type in _ALONE and HOME not in parties


def _score(trigger: Trigger, roles: Roles) -> float:
    sure = 0.7 if len(roles.parties()) >= 2 else 0.4
    return round(sure - (0.15 if trigger.weak else 0.0), 2)


def _codes(participants: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.code for p in participants))
