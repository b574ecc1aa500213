"""Room 4: events, by the trigger words of the lexicon and who stands around them (codebook 5).

Each trigger opens a frame (active, passive, noun, mutual) that says where the parties stand (`roles`); where
it does not, they are assumed (`guesses`). Status words near it tell done from planned (`status`). Trained
weights say which guesses are believed (`features`, `choice`); the clause, the sentence or the occasion tell
when and where (`settings`); what is told several times is one event (`merging`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from jejak.claims import states
from jejak.findings.contexts import contexts_of
from jejak.findings.events.choice import Models, chosen, models
from jejak.findings.events.features import Candidate, features_of_guess, features_of_trigger
from jejak.findings.events.guesses import Guesses
from jejak.findings.events.merging import Telling, best_of, sides, with_score
from jejak.findings.events.roles import Roles, clause_around, is_anaphor
from jejak.findings.events.settings import (
    Act,
    Occasion,
    Setting,
    is_dated_to_the_day,
    settled,
    tells_of_occasion,
)
from jejak.findings.events.status import judged_status, retype, status_clue, status_of
from jejak.findings.events.trials import LEAST, Trial, Weighed, judged_trials
from jejak.findings.events.triggers import Trigger, triggers_in
from jejak.findings.events.weighing import likelihoods, setting_weights
from jejak.findings.forums import find_forum
from jejak.findings.scenes import Participant, Scene
from jejak.languages.data import lexicon_data
from jejak.model import Clue, Event, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jejak.findings.events.weighing import Weights
    from jejak.findings.judging import Judge
    from jejak.findings.parties import PartyMention
    from jejak.findings.places import Place
    from jejak.findings.scenes import SentenceScene
    from jejak.languages.patterns import Match
    from jejak.model import Actor, Statement, TimeExpression
    from jejak.reading import Reading

VERSION = "3"
_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
_TELLING = frozenset({"ACCUSE", "REQUEST"})
"""Types whose words go on to tell an act of the other side that is not thereby done."""
_SPORT = 4  # words of sport that make a page one of sport
_BELIEVED = 0.3
"""The likelihood from which a draft is told: later sentences may refer to it."""


@dataclass(frozen=True, slots=True)
class _Draft:
    telling: Telling
    sentence: SentenceScene

    @property
    def event(self) -> Event:
        """The event as it is known so far."""
        return self.telling.event

    @property
    def believed(self) -> bool:
        """Whether later sentences may refer to it."""
        return self.event.origin.score >= _BELIEVED


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess as training sees it: the event it would be, what is true of it, and its trigger's place."""

    telling: Telling
    features: tuple[str, ...]
    trigger: tuple[str, int]
    candidate: Candidate

    @property
    def event(self) -> Event:
        """The event it would be."""
        return self.telling.event


@dataclass(frozen=True, slots=True)
class Asked:
    """An event as training sees it, before it has a time and place, and what may say them."""

    event: Event
    act: Act
    setting: Setting


@dataclass(frozen=True, slots=True)
class FoundEvents:
    """The events of an article, one per happening, in the order of their first evidence.

    `told` are those believed. `by_words` are those that the weights of features alone make believed, by which
    promises were taught to be known; the same where no judge was asked.
    """

    told: tuple[Event, ...]
    by_words: tuple[Event, ...]


def find_events(
    reading: Reading,
    people: Sequence[Actor],
    mentions: Sequence[PartyMention],
    times: Sequence[TimeExpression],
    statements: Sequence[Statement],
    places: Sequence[Place] = (),
    *,
    judge: Judge | None = None,
    trained: Models | None = None,
    weights: Weights | None = None,
    watch: Callable[[Guess], None] | None = None,
    ask: Callable[[Asked], None] | None = None,
) -> FoundEvents:
    """The events of all zones.

    `judge` says how likely guesses are, beside the trained weights. `trained` and `weights` are others than
    those that ship; `watch` is shown every guess that was made, `ask` every act whose time and place were to
    be chosen.
    """
    trained = trained or models()
    by_words: list[Telling] = []
    judged: list[Telling] = []
    for zone in reading.zones:
        scene = Scene(reading, zone, people, mentions, statements)
        if scene.names_foreign_matter:
            setting = Setting(scene, times, places)
            finder = _ZoneFinder(
                scene, setting, statements, trained, weights or setting_weights(), watch, ask
            )
            by_words += finder.by_words()
            judged += finder.judged(judge) if judge else ()
    doubted = len(_words_of_sport() & {token.low for token in reading.body.words}) >= _SPORT
    worded = chosen(by_words, trained.happening, doubted=doubted)
    return FoundEvents(chosen(judged, trained.judged, doubted=doubted) if judge else worded, worded)


@cache
def _words_of_sport() -> frozenset[str]:
    return frozenset(lexicon_data("id", "clauses")["sport"])


class _ZoneFinder:
    """Finds events sentence by sentence; remembers the occasion that later sentences refer to."""

    def __init__(
        self,
        scene: Scene,
        setting: Setting,
        statements: Sequence[Statement],
        trained: Models,
        weights: Weights,
        watch: Callable[[Guess], None] | None,
        ask: Callable[[Asked], None] | None,
    ) -> None:
        self.scene, self.setting, self.trained, self.watch = scene, setting, trained, watch
        self.weights, self.ask = weights, ask
        self.said: dict[int, list[Statement]] = defaultdict(list)
        for statement in statements:
            if statement.said and statement.evidence.zone == scene.zone.name:
                self.said[scene.zone.sentence_index(statement.evidence.start)].append(statement)
        self.occasion: Occasion | None = None
        self.found: list[_Draft] = []
        self.trials: list[Trial] = []
        self.met = False
        self.counts: Counter[tuple[str, frozenset[str]]] = Counter()
        self.guesses = Guesses(scene)

    def by_words(self) -> list[Telling]:
        """Every event of the zone, in order, not yet merged."""
        for sentence in self.scene.sentences:
            self._say_more_of_the_last(sentence)
            self._read(sentence)
            self._remember_speech(sentence)
        return [draft.telling for draft in self.found]

    def judged(self, judge: Judge) -> Iterator[Telling]:
        """The same as the judge sees them, once the zone was read."""
        for trial, best in judged_trials(self.trials, judge, self.scene.zone):
            score = best.likelihood
            if score < LEAST:
                continue
            if trial.draft is None or best.candidate is not trial.best.candidate:
                telling = self._telling(best.candidate, score, trial.occasion)
            else:
                telling = with_score(self.found[trial.draft].telling, score)
            yield _with_status(telling, best)

    def _read(self, sentence: SentenceScene) -> None:
        previous: Roles | None = None
        told: tuple[Match[Trigger], Roles] | None = None
        for order, match in enumerate(triggers_in(sentence.words)):
            status = status_of(sentence, match)
            if status is None or self._told_before(sentence, match):
                continue
            guesses = self.guesses.of(sentence, match, previous)
            if guesses and guesses[0][1] == "frame":
                previous = guesses[0][0]
            weighed = self._weighed(sentence, match, status, order, guesses, told)
            if not weighed:
                continue
            best = max(weighed, key=lambda one: one.log_odds)
            likely = best.likelihood >= self.trained.guess.least
            self.trials.append(Trial(weighed, best, self.occasion, len(self.found) if likely else None))
            if not likely:
                continue
            draft = _Draft(self._telling(best.candidate, best.likelihood, self.occasion), sentence)
            self._keep(draft)
            if draft.believed and draft.event.type in _TELLING:
                told = (match, best.candidate.roles)

    def _weighed(
        self,
        sentence: SentenceScene,
        match: Match[Trigger],
        status: str,
        order: int,
        guesses: Sequence[tuple[Roles, str]],
        told: tuple[Match[Trigger], Roles] | None,
    ) -> list[Weighed]:
        """Every guess at a trigger with its log odds."""
        model = self.trained.guess
        dated = self.setting.is_dated(sentence)
        shared = tuple(features_of_trigger(sentence, match, status, order, dated=dated))
        base = model.total(shared)
        found = []
        for roles, how in guesses:
            kind = retype(_in_frame(match.value, roles), status)[0]
            parties = frozenset(roles.parties())
            candidate = Candidate(
                sentence, match, roles, how, kind, status, self.counts[kind, parties], _only_told(roles, told)
            )
            own = tuple(features_of_guess(candidate))
            weighed = Weighed(candidate, model.bias + base + model.total(own))
            if self.watch is not None:
                telling = self._telling(candidate, weighed.likelihood, self.occasion)
                self.watch(Guess(telling, shared + own, (self.scene.zone.name, match.start), candidate))
            found.append(weighed)
        return found

    def _keep(self, draft: _Draft) -> None:
        self.found.append(draft)
        if draft.believed:
            self.guesses.tell(draft.event)
            self.met = self.met or draft.event.type == "CONSULT"
            self.counts[draft.event.type, sides(draft.event)] += 1
            self._remember(draft.event)

    def _told_before(self, sentence: SentenceScene, match: Match[Trigger]) -> bool:
        """Whether the words only name a meeting again ("dalam pertemuan tersebut")."""
        return match.value.type == "CONSULT" and is_anaphor(sentence, match) and self.met

    # ---- the occasion

    def _remember(self, event: Event) -> None:
        """Keep the meeting, or the first dated act, that later sentences happen in."""
        if event.status != "occurred" or not is_dated_to_the_day(event.when):
            return
        if event.type == "CONSULT" or (self.occasion is None and event.type in _VERBAL):
            self.occasion = Occasion(event.when, event.where, sides(event))

    def _remember_speech(self, sentence: SentenceScene) -> None:
        """A dated speech is an occasion: what else is said in it happened there."""
        for statement in self.said.get(sentence.index, ()):
            code = statement.speaker.represents or statement.speaker.id
            self.occasion = Occasion(statement.said, statement.where, frozenset({code.partition(":")[0]}))

    def _say_more_of_the_last(self, sentence: SentenceScene) -> None:
        """A sentence that only says when or where a meeting was held is told of it, too."""
        if not self.found or not tells_of_occasion(sentence):
            return
        n = next((n for n in reversed(range(len(self.found))) if self._is_meeting(n)), None)
        if n is not None:
            self._add_setting(n, sentence)

    def _is_meeting(self, n: int) -> bool:
        return self.found[n].event.type == "CONSULT" and self.found[n].believed

    def _add_setting(self, n: int, sentence: SentenceScene) -> None:
        draft, whole = self.found[n], (sentence.start, sentence.end)
        event, sure = draft.event, draft.telling
        act = replace(
            self._act(sentence, event, self.occasion, spoken=False),
            trigger=(whole[0], whole[0]),
            clause=whole,
        )
        when, where = sure.when, sure.where
        if event.when is None:
            when = likelihoods(self.setting.times_for(act), self.weights.when)
        if event.where is None:
            where = likelihoods(self.setting.places_for(act), self.weights.where)
        evidence = self.scene.reading.evidence(sentence.start, sentence.end, self.scene.zone.name)
        event = replace(event, when=best_of(when), where=best_of(where), evidence=(*event.evidence, evidence))
        self.found[n] = replace(draft, telling=replace(sure, event=event, when=when, where=where))
        self._remember(event)

    # ---- the event

    def _telling(self, candidate: Candidate, score: float, occasion: Occasion | None) -> Telling:
        sentence, match, roles = candidate.sentence, candidate.match, candidate.roles
        status, how = candidate.status, candidate.guessed
        trigger = _in_frame(match.value, roles)
        cues = status_clue(sentence, match, status)
        words = self.scene.zone.text[match.start : match.end]
        found_by = Clue("trigger", words, f"{match.value.type} {trigger.rule}, {trigger.frame} ({how})")
        kind, mode, certain = retype(trigger, status)
        start, end = clause_around(sentence, match, roles)
        codes = [p.code for p in roles.actors + roles.recipients]
        forum = find_forum(sentence, start, end, codes)
        event = Event(
            type=kind,
            status=certain,
            actors=_codes(roles.actors),
            recipients=_codes(roles.recipients),
            evidence=(self.scene.reading.evidence(start, end, self.scene.zone.name),),
            origin=Origin(
                "events",
                VERSION,
                f"{trigger.rule}.{trigger.frame}",
                round(score, 3),
                (found_by, *cues),
            ),
            mode=mode,
            persons=tuple(dict.fromkeys(p.person for p in roles.actors + roles.recipients if p.person)),
            contexts=contexts_of(sentence.contexts_told, start, end, kind, trigger.contexts),
            series=forum.series if forum else None,
            ordinal=forum.ordinal if forum else None,
        )
        spoken = event.type in _VERBAL and match.value.speech
        act = self._act(sentence, event, occasion, spoken=spoken)
        return self._set(replace(act, trigger=(match.start, match.end)), event)

    def _act(self, sentence: SentenceScene, event: Event, occasion: Occasion | None, *, spoken: bool) -> Act:
        span = (event.evidence[-1].start, event.evidence[-1].end)
        return Act(
            sentence, span, span, event.type, event.status, event.mode, states(event.actors),
            states(event.recipients), spoken, occasion,
        )  # fmt: skip

    def _set(self, act: Act, event: Event) -> Telling:
        """The event with the likeliest of the times and places around it."""
        if self.ask is not None:
            self.ask(Asked(event, act, self.setting))
        when = likelihoods(self.setting.times_for(act), self.weights.when)
        where = likelihoods(self.setting.places_for(act), self.weights.where)
        event = settled(replace(event, when=best_of(when), where=best_of(where)))
        return Telling(event, self.setting.refers_back(act.sentence), when, where)


def _only_told(roles: Roles, told: tuple[Match[Trigger], Roles] | None) -> bool:
    """Whether the act is only what its doer was accused of or asked for ("menuduh X menyerang")."""
    if told is None or not roles.actors:
        return False
    match, outer = told
    asked = {p.start for p in outer.recipients}
    return all(p.start in asked and p.start >= match.end for p in roles.actors)


def _with_status(telling: Telling, judged: Weighed) -> Telling:
    """The telling with the status that the judge is surer of, and that it was the judge's."""
    event = telling.event
    if judged.statuses is None:
        return telling
    status = settled(replace(event, status=judged_status(event.type, event.status, judged.statuses))).status
    if status == event.status:
        return telling
    match, text = judged.candidate.match, judged.candidate.sentence.scene.zone.text
    clues = tuple(clue for clue in event.origin.why if clue.part != "status")
    told = Clue("status", text[match.start : match.end], f"{status}, by the judge")
    origin = replace(event.origin, why=(*clues, told))
    return replace(telling, event=replace(event, status=status, origin=origin))


def _in_frame(trigger: Trigger, roles: Roles) -> Trigger:
    """The trigger as it is meant with these parties: a missile launched at nobody is a test."""
    return replace(trigger, type=trigger.alone) if trigger.alone and not roles.recipients else trigger


def _codes(participants: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.code for p in participants))
