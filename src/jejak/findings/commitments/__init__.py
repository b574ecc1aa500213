"""Room 4: commitments, what parties say they will do (codebook 6).

Words like "sepakat", "berkomitmen", "akan" with an action behind them are candidates, each with everybody
who may have promised it (`candidates`). What speaks for and against one is told by features (`features`);
trained weights say which are believed (`choice`), and so does the judge where it has read the page. When it
is due is read from the times around it (`due`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jejak.findings.commitments.candidates import candidates
from jejak.findings.commitments.choice import Scored, chosen, likelihood, weights
from jejak.findings.commitments.due import due_of
from jejak.findings.commitments.features import features
from jejak.findings.contexts import contexts_of
from jejak.findings.judging.asked import Asked
from jejak.findings.scenes import FOES, Scene
from jejak.model import Clue, Commitment, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.commitments.candidates import Candidate
    from jejak.findings.judging import Judge
    from jejak.findings.parties import PartyMention
    from jejak.model import Actor, Event, Statement, TimeExpression
    from jejak.reading import Reading

VERSION = "2"
_WORTH = 0.04
"""The likelihood by features alone that a candidate needs to be judged."""
_BEFORE, _AFTER = 2, 1
"""How many sentences before and after a candidate tell of the parties it may concern."""


def find_commitments(
    reading: Reading,
    people: Sequence[Actor],
    mentions: Sequence[PartyMention],
    times: Sequence[TimeExpression],
    statements: Sequence[Statement],
    events: Sequence[Event],
    *,
    judge: Judge | None = None,
) -> tuple[Commitment, ...]:
    """The commitments of the body, each with its action verbatim, in order.

    `judge` has read the page, and says how likely its words make each, beside the trained weights.
    """
    found = scored_candidates(reading, people, mentions, times, statements, events, judge=judge)
    least = weights(judged=judge is not None).least
    return tuple(_commitment(best, times, events) for best in chosen(found, least))


def scored_candidates(
    reading: Reading,
    people: Sequence[Actor],
    mentions: Sequence[PartyMention],
    times: Sequence[TimeExpression],
    statements: Sequence[Statement],
    events: Sequence[Event],
    *,
    judge: Judge | None = None,
) -> list[Scored]:
    """Every candidate of the body in order, with its features and how likely it is a promise."""
    scene = Scene(reading, reading.body, people, mentions, statements)
    here = [time for time in times if time.evidence.zone == reading.body.name]
    found = []
    for candidate in _candidates(scene):
        told = list(_events_at(candidate, events))
        named = features(candidate, here, told, _parties_near(candidate))
        found.append(Scored(candidate, named, likelihood(candidate, named)))
    return found if judge is None else _judged(found, judge, reading)


def _judged(found: Sequence[Scored], judge: Judge, reading: Reading) -> list[Scored]:
    """The candidates, those worth it as likely as the judge says, too."""
    worth = [n for n, one in enumerate(found) if one.likelihood >= _WORTH]
    if not worth:
        return list(found)
    said = judge.promises(reading.body, [about_promise(found[n].candidate) for n in worth])
    odds = dict(zip(worth, map(float, said), strict=True))
    return [
        replace(one, likelihood=likelihood(one.candidate, one.features, odds[n])) if n in odds else one
        for n, one in enumerate(found)
    ]


def about_promise(candidate: Candidate) -> Asked:
    """What the judge is asked: where a candidate's cue, its action, who promises and its sentence stand."""
    cue, sentence = candidate.cue, candidate.sentence
    by = tuple((p.start, p.end) for p in candidate.by if p.end > p.start)
    roles = (((cue.start, cue.end),), (candidate.action,), by, ((sentence.start, sentence.end),))
    return Asked(cue.start, roles, (), ())


def _candidates(scene: Scene) -> Iterator[Candidate]:
    for sentence in scene.sentences:
        yield from candidates(sentence)


def _parties_near(candidate: Candidate) -> frozenset[str]:
    """The parties named in the candidate's sentence and the ones around it."""
    scene, index = candidate.sentence.scene, candidate.sentence.index
    sentences = scene.zone.sentences
    first, last = max(0, index - _BEFORE), min(len(sentences) - 1, index + _AFTER)
    return frozenset(p.party for p in scene.named_between(sentences[first][0], sentences[last][1]))


def _events_at(candidate: Candidate, events: Sequence[Event]) -> Iterator[Event]:
    """The events that some of the candidate's words tell."""
    start, end = candidate.stretch()
    zone = candidate.sentence.scene.zone.name
    for event in events:
        if any(e.zone == zone and e.start < end and start < e.end for e in event.evidence):
            yield event


def _commitment(best: Scored, times: Sequence[TimeExpression], events: Sequence[Event]) -> Commitment:
    candidate = best.candidate
    sentence, cue = candidate.sentence, candidate.cue
    reading, zone = sentence.scene.reading, sentence.scene.zone
    start, end = candidate.stretch()
    agreed = next((e for e in _events_at(candidate, events) if e.type == "AGREE"), None)
    statement = sentence.scene.statement_over(cue.start, cue.end)
    made = agreed.when if agreed and agreed.status == "occurred" else None
    clue = Clue("cue", zone.text[cue.start : cue.end], cue.value)
    return Commitment(
        by=tuple(dict.fromkeys(p.code for p in candidate.by)),
        to=_served(candidate, agreed),
        action=zone.text[candidate.action[0] : candidate.action[1]],
        status="abandoned" if candidate.called_off else "pledged",
        evidence=(reading.evidence(start, end, zone.name),),
        origin=Origin("commitments", VERSION, cue.value, round(best.likelihood, 2), (clue,)),
        made=made or (statement.said if statement else None) or reading.article.anchor_date,
        due=due_of(candidate, times),
        contexts=contexts_of(sentence.contexts_told, start, end, "AGREE"),
    )


def _served(candidate: Candidate, agreed: Event | None) -> tuple[str, ...]:
    """The parties that a promise is made to: named in the action, no places, else whom the event serves."""
    sold = candidate.is_act("trade")
    to = [
        p.code
        for p in candidate.sentence.participants
        if candidate.cue.end <= p.start < candidate.action[1]
        and (not p.place or (sold and p.preposition == "dari"))
        and p.party not in candidate.parties
        and p.preposition not in FOES
    ]
    if agreed and not to and len(candidate.parties) == 1:
        to = [code for code in agreed.recipients if code.partition(":")[0] not in candidate.parties]
    return tuple(dict.fromkeys(to))
