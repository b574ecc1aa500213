"""Room 4: commitments, what parties say they will do (codebook 6).

A cue ("sepakat", "siap", "berkomitmen", "akan") with a party that decides, followed by an action verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jejak import edtf
from jejak.findings.contexts import contexts_of
from jejak.findings.events.settings import goes_on
from jejak.findings.scenes import FOES, Participant, Scene, SentenceScene
from jejak.languages.data import lexicon_data
from jejak.languages.patterns import Match, PatternMatcher
from jejak.model import Clue, Commitment, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.parties import PartyMention
    from jejak.model import Actor, Event, Evidence, Statement, TimeExpression
    from jejak.reading import Reading

VERSION = "1"
_ACTION = re.compile(
    r"(?:me[mnlrwy]\w{3,}|ber\w{4,}|di\w{4,}|(?:tingkat|perkuat|bangun|buka|kirim|beli|latih|bantu|dukung|kerjasama|bekerja)\w*)(?<!nya)"
)
_PHRASE_END = re.compile(
    r"[;:.\"”]|,(?=[\s\"”])|\s(?:sementara|sedangkan|karena|sehingga|namun|tetapi|jika|apabila|kata|ujar|yang\s+akan)\s",
    re.IGNORECASE,
)
_MIN_ACTION = 8
_HOSTILE = frozenset({"THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT"})


@dataclass(frozen=True, slots=True)
class _Words:
    cues: PatternMatcher[str]
    between: frozenset[str]
    not_actions: frozenset[str]
    doubts: frozenset[str]
    nouns: frozenset[str]


@cache
def _words() -> _Words:
    data = lexicon_data("id", "commitments")
    cues = [(str(word), kind) for kind, words in data["cues"].items() for word in words]
    sets = {key: frozenset(data[key]) for key in ("between", "not_actions", "doubts", "nouns")}
    return _Words(PatternMatcher(cues), **sets)


def find_commitments(
    reading: Reading,
    people: Sequence[Actor],
    mentions: Sequence[PartyMention],
    times: Sequence[TimeExpression],
    statements: Sequence[Statement],
    events: Sequence[Event],
) -> tuple[Commitment, ...]:
    """The commitments of the body, each with its action verbatim, in order."""
    scene = Scene(reading, reading.body, people, mentions, statements)
    found: list[Commitment] = []
    for sentence in scene.sentences:
        if sentence.participants:
            for commitment in _in_sentence(sentence, times, events):
                if not any(_repeats(commitment, other) for other in found):
                    found.append(commitment)
    return tuple(found)


def _in_sentence(
    sentence: SentenceScene, times: Sequence[TimeExpression], events: Sequence[Event]
) -> Iterator[Commitment]:
    used_until = -1
    for match in _words().cues.find(sentence.words):
        if match.start < used_until:
            continue
        action = _action(sentence, match)
        by = _deciders(sentence, match)
        if action is None or not by or not _is_decision(sentence, match, by, events):
            continue
        used_until = action[1]
        commitment = _commitment(sentence, match, by, action, times, events)
        if not _is_hostile(commitment, action, events) and _is_international(commitment, events):
            yield commitment


def _is_hostile(commitment: Commitment, action: tuple[int, int], events: Sequence[Event]) -> bool:
    """Whether the same words were found to be a threat or another hostile act."""
    by = {code.partition(":")[0] for code in commitment.by}
    return any(
        by & {code.partition(":")[0] for code in event.actors}
        for event in _events_at(commitment.evidence[0], events)
        if event.type in _HOSTILE and any(e.start < action[1] for e in event.evidence)
    )


def _is_international(commitment: Commitment, events: Sequence[Event]) -> bool:
    """Whether it binds or serves another party, by its own words or the event it belongs to."""
    parties = {code.partition(":")[0] for code in commitment.by + commitment.to}
    for event in _events_at(commitment.evidence[0], events):
        if event.type == "AGREE":
            parties |= {code.partition(":")[0] for code in event.actors + event.recipients}
    return len(parties) > 1


def _events_at(evidence: Evidence, events: Sequence[Event]) -> Iterator[Event]:
    """The events that some of the same words tell."""
    return (event for event in events if any(e.overlaps(evidence) for e in event.evidence))


def _action(sentence: SentenceScene, match: Match[str]) -> tuple[int, int] | None:
    """Start and end of the verb phrase after the cue."""
    words, tables = sentence.words, _words()
    at = match.last + 1
    named = _named_after_noun(sentence, match)
    if named:
        while at < len(words) and words[at].start < named[-1].end:
            at += 1
    limit = at + 3
    while at < len(words) and at <= limit and words[at].form in tables.between:
        at += 1
    if at >= len(words) or not _ACTION.fullmatch(words[at].form) or words[at].form in tables.not_actions:
        return None
    text = sentence.scene.zone.text
    if re.search(r"[,;.:\"”]", text[match.end : words[at].start]):
        return None
    start = words[at].start
    stop = _PHRASE_END.search(text, start + _MIN_ACTION, sentence.end)
    end = stop.start() if stop else sentence.end
    return (start, end) if end - start >= _MIN_ACTION else None


def _named_after_noun(sentence: SentenceScene, match: Match[str]) -> list[Participant]:
    """Who decides, if the cue is a noun and they follow at once: "kesediaan Rusia melatih"."""
    if sentence.words[match.last].form not in _words().nouns:
        return []
    for group in sentence.groups:
        if group[0].start >= match.end:
            near = not sentence.scene.zone.text[match.end : group[0].start].strip()
            return group if near else []
    return []


def _deciders(sentence: SentenceScene, match: Match[str]) -> list[Participant]:
    """The group right after a noun cue, else the one that stands before the cue as its subject."""
    if named := _named_after_noun(sentence, match):
        return named
    groups = [g for g in sentence.groups if g[-1].end <= match.start]
    plain = [g for g in groups if not g[0].place and g[0].preposition in (None, "antara", "bersama")]
    return plain[-1] if plain else []


def _is_decision(
    sentence: SentenceScene, match: Match[str], by: Sequence[Participant], events: Sequence[Event]
) -> bool:
    before = sentence.words[max(0, match.first - 3) : match.first]
    if any(word.form in _words().doubts for word in before):
        return False
    if match.value != "announced":
        return True
    if any(
        e.origin.rule.startswith("will-") and x.zone == "body" and x.start <= match.start < x.end
        for e in events
        for x in e.evidence
    ):
        return True
    statement = sentence.scene.statement_over(match.start, match.end)
    if statement is None:
        return False
    speaks_for = (statement.speaker.represents or statement.speaker.id).partition(":")[0]
    return any(p.party == speaks_for for p in by)


def _commitment(
    sentence: SentenceScene,
    match: Match[str],
    by: Sequence[Participant],
    action: tuple[int, int],
    times: Sequence[TimeExpression],
    events: Sequence[Event],
) -> Commitment:
    reading, zone = sentence.scene.reading, sentence.scene.zone
    start, end = min(by[0].start, match.start), action[1]
    evidence = reading.evidence(start, end, zone.name)
    deciding = {p.party for p in by}
    to = [
        p.code
        for p in sentence.participants
        if match.end <= p.start < end
        and not p.place
        and p.party not in deciding
        and p.preposition not in FOES
    ]
    promise = next((e for e in _events_at(evidence, events) if e.type == "AGREE"), None)
    if promise and not to and len(deciding) == 1:
        to = [code for code in promise.recipients if code.partition(":")[0] not in deciding]
    statement = sentence.scene.statement_over(match.start, match.end)
    made = promise.when if promise and promise.status == "occurred" else None
    return Commitment(
        by=tuple(dict.fromkeys(p.code for p in by)),
        to=tuple(dict.fromkeys(to)),
        action=zone.text[action[0] : action[1]],
        status="pledged",
        evidence=(evidence,),
        origin=Origin(
            "commitments",
            VERSION,
            match.value,
            0.6 if match.value == "announced" else 0.75,
            (Clue("cue", zone.text[match.start : match.end], match.value),),
        ),
        made=made or (statement.said if statement else None) or reading.article.anchor_date,
        due=_due(_times_of(sentence, action, times), reading.article.anchor_date),
        contexts=contexts_of(sentence.text, start - sentence.start, end - sentence.start, "AGREE"),
    )


def _times_of(
    sentence: SentenceScene, action: tuple[int, int], times: Sequence[TimeExpression]
) -> list[TimeExpression]:
    """The times in the action, and in the sentence after it if that goes on about it ("Hal itu ...")."""
    zone = sentence.scene.zone
    spans = [action]
    if sentence.index + 1 < len(zone.sentences):
        following = sentence.scene.sentences[sentence.index + 1]
        if goes_on(following):
            spans.append((following.start, following.end))
    return [t for a, b in spans for t in times if t.evidence.zone == zone.name and a <= t.evidence.start < b]


def _due(times: Sequence[TimeExpression], published: str | None) -> str | None:
    """The first time named for the action that does not lie wholly before publication; "hingga X" is X."""
    day = edtf.bounds(published)
    for time in times:
        bounds = edtf.bounds(time.edtf)
        if bounds and (day is None or bounds[1] >= day[0]):
            return time.edtf.removeprefix("../")
    return None


def _repeats(a: Commitment, b: Commitment) -> bool:
    words_a, words_b = set(a.action.lower().split()), set(b.action.lower().split())
    shared = len(words_a & words_b) / max(1, min(len(words_a), len(words_b)))
    return shared > 0.7 and set(a.by) == set(b.by)
