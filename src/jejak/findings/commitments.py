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
from jejak.findings.scenes import Participant, Scene, SentenceScene
from jejak.languages.data import lexicon_data
from jejak.languages.patterns import Match, PatternMatcher
from jejak.model import Commitment, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.parties import PartyMention
    from jejak.model import Actor, Event, Statement, TimeExpression
    from jejak.reading import Reading

VERSION = "1"
_ACTION = re.compile(
    r"(?:me[mnlrwy]\w{3,}|ber\w{4,}|di\w{4,}|(?:tingkat|perkuat|bangun|buka|kirim|beli|latih|bantu|dukung|kerjasama)\w*)(?<!nya)"
)
_PHRASE_END = re.compile(
    r"[;:.\"”]|,(?=\s)|\s(?:sementara|sedangkan|karena|sehingga|namun|tetapi|jika|apabila|kata|ujar|yang\s+akan)\s",
    re.IGNORECASE,
)
_MIN_ACTION = 8
_HOSTILE = frozenset({"THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT"})


@dataclass(frozen=True, slots=True)
class _Words:
    cues: PatternMatcher[str]
    between: frozenset[str]
    not_actions: frozenset[str]


@cache
def _words() -> _Words:
    data = lexicon_data("id", "commitments")
    cues = [(str(word), kind) for kind, words in data["cues"].items() for word in words]
    return _Words(PatternMatcher(cues), frozenset(data["between"]), frozenset(data["not_actions"]))


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
    return any(
        event.type in _HOSTILE
        and event.evidence[0].overlaps(commitment.evidence[0])
        and event.evidence[0].start < action[1]
        and {c.partition(":")[0] for c in event.actors} & {c.partition(":")[0] for c in commitment.by}
        for event in events
    )


def _is_international(commitment: Commitment, events: Sequence[Event]) -> bool:
    """Whether it binds or serves another party, by its own words or the event it belongs to."""
    parties = {code.partition(":")[0] for code in commitment.by + commitment.to}
    for event in events:
        if event.type == "AGREE" and event.evidence[0].overlaps(commitment.evidence[0]):
            parties |= {code.partition(":")[0] for code in event.actors + event.recipients}
    return len(parties) > 1


def _action(sentence: SentenceScene, match: Match[str]) -> tuple[int, int] | None:
    """Start and end of the verb phrase after the cue."""
    words, tables = sentence.words, _words()
    at = match.last + 1
    while at < len(words) and at <= match.last + 4 and words[at].form in tables.between:
        at += 1
    if at >= len(words) or not _ACTION.fullmatch(words[at].form) or words[at].form in tables.not_actions:
        return None
    text = sentence.scene.zone.text
    if re.search(r"[,;.:\"”]", text[match.end : words[at].start]):
        return None
    stop = _PHRASE_END.search(text, words[at].start + _MIN_ACTION, sentence.end)
    end = stop.start() if stop else sentence.end
    start = words[at].start
    return (start, end) if end - start >= _MIN_ACTION else None


def _deciders(sentence: SentenceScene, match: Match[str]) -> list[Participant]:
    """The group that stands before the cue as its subject."""
    groups = [g for g in sentence.groups if g[-1].end <= match.start]
    plain = [g for g in groups if not g[0].place and g[0].preposition in (None, "antara", "bersama")]
    return plain[-1] if plain else []


def _is_decision(
    sentence: SentenceScene, match: Match[str], by: Sequence[Participant], events: Sequence[Event]
) -> bool:
    before = sentence.words[max(0, match.first - 3) : match.first]
    if any(
        w.form
        in (
            "tidak",
            "belum",
            "bukan",
            "jika",
            "apabila",
            "kalau",
            "tak",
            "kemungkinan",
            "mungkin",
            "diperkirakan",
        )
        for w in before
    ):
        return False
    if match.value != "announced":
        return True
    if any(
        e.origin.rule.startswith("will-") and e.evidence[0].start <= match.start < e.evidence[0].end
        for e in events
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
        p
        for p in sentence.participants
        if match.end <= p.start < end and not p.place and p.party not in deciding
    ]
    promise = next((e for e in events if e.type == "AGREE" and e.evidence[0].overlaps(evidence)), None)
    statement = sentence.scene.statement_over(match.start, match.end)
    inside = [t for t in times if action[0] <= t.evidence.start < end and t.evidence.zone == zone.name]
    made = promise.when if promise and promise.status == "occurred" else None
    return Commitment(
        by=tuple(dict.fromkeys(p.code for p in by)),
        to=tuple(dict.fromkeys(p.code for p in to)),
        action=zone.text[action[0] : action[1]],
        status="pledged",
        evidence=(evidence,),
        origin=Origin("commitments", VERSION, match.value, 0.6 if match.value == "announced" else 0.75),
        made=made or (statement.said if statement else None) or reading.article.anchor_date,
        due=_due(inside, reading.article.anchor_date),
        contexts=contexts_of(sentence.text, start - sentence.start, end - sentence.start, "AGREE"),
    )


def _due(times: Sequence[TimeExpression], published: str | None) -> str | None:
    """The first time named in the action that does not lie wholly before publication."""
    for time in times:
        bounds, day = edtf.bounds(time.edtf), edtf.bounds(published)
        if bounds and (day is None or bounds[1] >= day[0]):
            return time.edtf
    return None


def _repeats(a: Commitment, b: Commitment) -> bool:
    words_a, words_b = set(a.action.lower().split()), set(b.action.lower().split())
    shared = len(words_a & words_b) / max(1, min(len(words_a), len(words_b)))
    return shared > 0.7 and set(a.by) == set(b.by)
