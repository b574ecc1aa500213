"""What is true of a trigger and of a guess at its parties, as named features for the trained weights.

Features of the words are the same for all guesses at one trigger and are asked for once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from jejak.findings.scenes import HOME, is_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jejak.findings.events.roles import Roles
    from jejak.findings.events.triggers import Trigger
    from jejak.findings.scenes import Participant, SentenceScene
    from jejak.languages.patterns import Match, Word

_ALONE = frozenset({"MOBILIZE", "ASSAULT", "SANCTION", "THREATEN", "PROTEST"})
"""Types that are worth coding with one party only ("a foreign matter"), if it is not the reader's own."""
_TWO_SIDED = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "AGREE", "AID", "CONSULT"})
"""Types whose other side may be left unsaid where it is plain."""
_PREFIXES = (
    ("meny", "s"), ("peny", "s"), ("meng", ""), ("peng", ""),
    ("mem", ""), ("pem", ""), ("men", ""), ("pen", ""),
    ("ber", ""), ("ter", ""), ("per", ""), ("me", ""), ("di", ""), ("ke", ""),
)  # fmt: skip
_SUFFIXES = ("nya", "kan", "an", "i")
_ROOT = 4
_AROUND, _FAR = 5, 12
_LENGTHS = ((0, "0"), (2, "1-2"), (5, "3-5"), (9, "6-9"), (16, "10-16"))
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger with a guess at its parties, before it is known whether it tells of an event."""

    sentence: SentenceScene
    match: Match[Trigger]
    roles: Roles
    guessed: str
    """How the parties were found: `frame`, or what had to be assumed."""
    kind: str
    """The event type, after the status had its say."""
    status: str
    before: int
    """How many events of this type and these parties the article told before."""
    told: bool
    """Whether the act is only what its doer is accused of or asked for."""


def features_of_trigger(
    sentence: SentenceScene, match: Match[Trigger], status: str, order: int, *, dated: bool
) -> Iterator[str]:
    """What is true whoever takes part. `order`: how many triggers of the sentence stand before."""
    rule = f"{match.value.rule}.{match.value.frame}"
    words = sentence.words
    yield f"rule={rule}"
    yield f"rule={rule} status={status}"
    yield f"status={status}"
    yield f"trigger={' '.join(w.form for w in words[match.first : match.last + 1])[:_LONGEST_NAME]}"
    yield f"head={words[match.first].form}"
    yield f"sentence={_bucket(sentence.index)}"
    yield f"order={min(order, 3)}"
    yield f"length={min(len(words) // 8, 6)}"
    yield f"participants={min(len({p.party for p in sentence.participants}), 5)}"
    if dated:
        yield "dated"
    if sentence.scene.zone.name != "body":
        yield "caption"
    yield from _of_words(words, match)


def _of_words(words: list[Word], match: Match[Trigger]) -> Iterator[str]:
    for back in (1, 2):
        yield f"word-{back}={_form(words, match.first - back)}"
        yield f"word+{back}={_form(words, match.last + back)}"
    start, end = match.first, match.last + 1
    near = words[max(0, start - _AROUND) : start] + words[end : end + _AROUND]
    yield from {f"near={root_of(w.form)}" for w in near}
    yield from {f"root={root_of(w.form)}" for w in words[start:end]}
    far = words[max(0, start - _FAR) : end + _FAR]
    yield from {f"about={root_of(w.form)}" for w in far if len(w.form) >= _ROOT}


def _form(words: list[Word], at: int) -> str:
    return words[at].form if 0 <= at < len(words) else "-"


@lru_cache(maxsize=1 << 16)
def root_of(form: str) -> str:
    """A rough root: the word without its usual prefix and suffixes ("menyerang", "serangan": "serang")."""
    for prefix, instead in _PREFIXES:
        if form.startswith(prefix) and len(form) - len(prefix) >= _ROOT:
            form = instead + form[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if form.endswith(suffix) and len(form) - len(suffix) >= _ROOT:
            form = form[: -len(suffix)]
    return form


def _bucket(count: int) -> str:
    return next((name for most, name in _LENGTHS if count <= most), "17-")


def features_of_guess(candidate: Candidate) -> Iterator[str]:
    """What is true of these parties, in this type of event."""
    yield from _of_type(candidate)
    yield from _of_parties(candidate)
    yield from _of_speech(candidate)


def _of_type(candidate: Candidate) -> Iterator[str]:
    kind, trigger = candidate.kind, candidate.match.value
    sure = "sure" if is_sure(candidate) else "unsure"
    yield f"type={kind}"
    yield f"type={kind} status={candidate.status}"
    yield sure
    yield f"{sure} type={kind}"
    yield f"{sure} rule={trigger.rule}.{trigger.frame}"
    yield f"before={min(candidate.before, 3)}"
    yield f"before={min(candidate.before, 2)} type={kind}"
    if candidate.told:
        yield f"told type={kind}"


def is_sure(candidate: Candidate) -> bool:
    """Whether the frame is whole: both sides named, or one where one is enough; no duty, no hearsay."""
    trigger, parties = candidate.match.value, candidate.roles.parties()
    if candidate.told or candidate.status == "modal" or trigger.hint:
        return False
    base, _, filled = candidate.guessed.partition("+")
    if base not in ("frame", "speaker"):
        return False
    if not filled:
        return True
    if filled.partition(" ")[0] in ("here", "before"):
        return trigger.type in _TWO_SIDED and not trigger.explicit
    enough = trigger.parties == 1 and not trigger.weak and trigger.type in _ALONE
    return filled == "none" and enough and HOME not in parties


def _of_parties(candidate: Candidate) -> Iterator[str]:
    roles, kind, how = candidate.roles, candidate.kind, candidate.guessed
    parties = roles.parties()
    many = min(len(parties), 4)
    yield f"by={how}"
    yield f"by={how} frame={candidate.match.value.frame}"
    yield f"by={how} type={kind}"
    yield f"by={how} parties={many}"
    yield f"parties={many}"
    yield f"parties={many} type={kind}"
    if HOME in parties:
        yield f"home parties={many}"
    for side, members in (("actor", roles.actors), ("recipient", roles.recipients)):
        yield f"{side}s={min(len(members), 3)}"
        yield from {f"{side} {trait}" for p in members for trait in _traits(candidate, p)}


def _traits(candidate: Candidate, participant: Participant) -> Iterator[str]:
    yield "person" if participant.person else "named"
    yield "state" if is_state(participant.party) else "other"
    yield f"rank={min(candidate.sentence.scene.rank_of(participant.party), 4)}"
    if ":" in participant.code:
        yield "organ"
    if participant.place:
        yield "place"
    if participant.preposition:
        yield f"after={participant.preposition}"
    yield f"gap={_gap(candidate, participant)}"


def _gap(candidate: Candidate, participant: Participant) -> str:
    """How many words lie between the trigger and a participant, and on which side."""
    match, text = candidate.match, candidate.sentence.scene.zone.text
    if participant.end <= match.start:
        side, between = "before", text[participant.end : match.start]
    elif participant.start >= match.end:
        side, between = "behind", text[match.end : participant.start]
    else:
        return "inside"
    return f"{side} {_bucket(between.count(' '))}{' comma' if ',' in between else ''}"


def _of_speech(candidate: Candidate) -> Iterator[str]:
    match = candidate.match
    statement = candidate.sentence.scene.statement_over(match.start, match.end)
    said = statement.kind if statement else "none"
    yield f"said={said}"
    yield f"said={said} type={candidate.kind}"
    if statement:
        code = (statement.speaker.represents or statement.speaker.id).partition(":")[0]
        acts = any(p.party == code for p in candidate.roles.actors)
        yield f"speaker acts={acts} said={said}"
        yield f"speaker acts={acts} type={candidate.kind}"
