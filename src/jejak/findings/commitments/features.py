"""What speaks for and against a candidate: named features, 1.0 where they hold.

The trained weights tell how much each counts (`languages/id/commitment_weights.yaml`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jejak import edtf
from jejak.findings.commitments.candidates import is_verb, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from jejak.findings.commitments.candidates import Candidate
    from jejak.model import Event, TimeExpression

HOME = "IDN"
"""The state whose own affairs an Indonesian page tells without any foreign matter."""
_NEAR, _WIDE = 3, 6
_FAR = 12
_SHORT, _LONG = 3, 12
_HOSTILE = frozenset({"THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT", "ACCUSE"})
_FRIENDLY = frozenset({"act:help", "act:deepen", "act:trade", "act:meet", "act:treaty", "act:peace"})
_JOINT = (
    "told:by-promiser",
    "told:by-nobody",
    "told:by-other",
    "told:verb",
    "by:adjacent",
    "by:first-person",
    "event:agree-same-occurred",
    "event:agree-same-planned",
    "others:action",
    "act:future-date",
)
"""Features that count differently for a bare future than for a word that promises."""
_WORD_BEFORE = re.compile(r"([\w-]+)\W{0,2}$")


def features(
    candidate: Candidate, times: Sequence[TimeExpression], events: Iterable[Event], near: Collection[str]
) -> dict[str, float]:
    """The features of a candidate, each 1.0.

    `times` are those of its zone, `events` those that share words with it, `near` the parties around it.
    """
    found = {
        *_of_cue(candidate),
        *_of_promiser(candidate),
        *_of_action(candidate, times),
        *_of_telling(candidate),
        *_of_others(candidate, near),
        *_of_events(candidate, events),
    }
    bare = "will" if candidate.cue.value in ("will", "scheduled") else "word"
    joint = [f"{bare}+{name}" for name in _JOINT if name in found]
    if found & _FRIENDLY:
        joint.append(f"{bare}+friendly")
    return dict.fromkeys(sorted(found.union(joint)), 1.0)


def _of_cue(candidate: Candidate) -> Iterator[str]:
    words, cue, lists = candidate.sentence.words, candidate.cue, vocabulary().lists
    yield f"cue:{cue.value}"
    if words[cue.last].form in lists["nouns"]:
        yield "cue:noun"
    near = [word.form for word in words[max(0, cue.first - _NEAR) : cue.first]]
    wide = {word.form for word in words[max(0, cue.first - _WIDE) : cue.first]}
    after = {word.form for word in words[cue.last + 1 : candidate.first + 1]}
    if near and near[-1] == "yang":
        yield "cue:relative"
    if lists["negations"] & {*near, *after}:
        yield "cue:negated"
    for name in ("guesses", "conditions", "wishes"):
        if wide & lists[name]:
            yield f"cue:{name}"
    if after & {"untuk", "bahwa"}:
        yield "cue:to"
    if cue.value in ("will", "scheduled"):
        before = vocabulary().cues.find_all(words[max(0, cue.first - _WIDE) : cue.first])
        kinds = {match.value for match in before}
        yield from (
            f"cue:{kind}-before" for kind in sorted(kinds & {"agreed", "promised", "planned", "decided"})
        )
    elif after & {"akan", "bakal"}:
        yield "cue:will-after"


def _of_promiser(candidate: Candidate) -> Iterator[str]:
    yield f"way:{candidate.way}"
    if HOME in candidate.parties:
        yield "by:home"
    if len(candidate.parties) > 1:
        yield "by:several"
    if any(p.person for p in candidate.by):
        yield "by:person"
    if any(":" in p.code for p in candidate.by):
        yield "by:agency"
    if candidate.way == "named":
        yield "by:adjacent"
    if candidate.stands_before:
        yield from _of_subject(candidate)
        yield from _of_distance(candidate)


def _of_subject(candidate: Candidate) -> Iterator[str]:
    """What kind of subject stands before the cue."""
    sentence, lists, first = candidate.sentence, vocabulary().lists, candidate.by[0]
    text = sentence.scene.zone.text
    form = text[first.start : first.end].lower().split()[-1:]
    if lists["first_person"].intersection(form):
        yield "by:first-person"
    elif lists["pronouns"].intersection(form):
        yield "by:pronoun"
    before = _WORD_BEFORE.search(text[max(sentence.start, first.start - 40) : first.start])
    if before and before[1].islower() and before[1] not in lists["leaders"]:
        yield "by:inside-phrase"


def _of_distance(candidate: Candidate) -> Iterator[str]:
    """What stands between the subject and the cue."""
    sentence, lists = candidate.sentence, vocabulary().lists
    last, cue = candidate.by[-1], candidate.cue
    between = [word.form for word in sentence.words[: cue.first] if word.start >= last.end]
    if all(form in lists["adverbs"] for form in between):
        yield "by:adjacent"
    elif len(between) > _FAR:
        yield "by:far"
    if any(is_verb(form) and form not in lists["told"] for form in between):
        yield "by:verb-between"
    if {"yang", "bahwa"}.intersection(between):
        yield "by:clause-between"
    if re.search(r"[,;:\"”“]", sentence.scene.zone.text[last.end : cue.start]):
        yield "by:comma-between"


def _of_action(candidate: Candidate, times: Sequence[TimeExpression]) -> Iterator[str]:
    form = candidate.sentence.words[candidate.first].form
    kinds = [kind for kind, starts in vocabulary().verbs.items() if form.startswith(starts)]
    yield from (f"act:{kind}" for kind in kinds or ["other"])
    if form.startswith("di"):
        yield "act:passive"
    elif not is_verb(form):
        yield "act:noun"
    text = candidate.sentence.scene.zone.text[candidate.action[0] : candidate.action[1]]
    size = len(text.split())
    if size < _SHORT:
        yield "act:short"
    if size > _LONG:
        yield "act:long"
    if re.search(r"\d", text):
        yield "act:number"
    yield from _of_times(candidate, times)


def _of_times(candidate: Candidate, times: Sequence[TimeExpression]) -> Iterator[str]:
    sentence = candidate.sentence
    published = edtf.bounds(sentence.scene.reading.article.anchor_date)
    for time in times:
        if not sentence.start <= time.evidence.start < sentence.end:
            continue
        span = edtf.bounds(time.edtf)
        if span is None or published is None:
            continue
        if span[0] > published[1]:
            yield "act:future-date"
        elif span[1] < published[0] and time.evidence.start > candidate.cue.start:
            yield "act:past-date"


def _of_telling(candidate: Candidate) -> Iterator[str]:
    """Who says so, and how."""
    sentence, cue = candidate.sentence, candidate.cue
    if sentence.index < 2:
        yield "told:lead"
    if sentence.text.rstrip().endswith("?"):
        yield "told:question"
    before = [word.form for word in sentence.words[: cue.first]]
    told = vocabulary().lists["told"]
    if told.intersection(before):
        yield "told:verb"
    if told.intersection(before[-2:]):
        yield "told:verb-near"
    statement = sentence.scene.statement_over(cue.start, cue.end)
    if statement is None:
        yield "told:by-nobody"
        return
    yield f"told:{statement.kind}"
    party = (statement.speaker.represents or statement.speaker.id).partition(":")[0]
    yield "told:by-promiser" if party in candidate.parties else "told:by-other"


def _of_others(candidate: Candidate, near: Collection[str]) -> Iterator[str]:
    """Where another party is named: in the action, the sentence, or around it."""
    participants = candidate.sentence.participants
    start, end = candidate.action
    if {p.party for p in participants if start <= p.start < end} - candidate.parties:
        yield "others:action"
    elif {p.party for p in participants} - candidate.parties:
        yield "others:sentence"
    elif set(near) - candidate.parties:
        yield "others:near"
    elif len(candidate.parties) == 1:
        yield "others:none"
        if HOME in candidate.parties:
            yield "others:none-home"


def _of_events(candidate: Candidate, events: Iterable[Event]) -> Iterator[str]:
    """What the same words were found to tell, by the promiser (`same`) or somebody else."""
    for event in events:
        acting = {code.partition(":")[0] for code in event.actors}
        whose = "same" if acting & candidate.parties else "other"
        if event.type in _HOSTILE:
            yield f"event:hostile-{whose}"
        elif event.type == "AGREE":
            yield f"event:agree-{whose}-{event.status}"
        else:
            yield f"event:friendly-{whose}"
