"""Why a finding was found: the rule that found it, and which words decided which part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jejak.languages.gazetteer import locate
from jejak.model import Actor, Clue, Commitment, Event, Origin, Statement, TimeExpression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jejak.model import Evidence, Findings

Finding = Event | Commitment | Statement | TimeExpression | Actor

_MOST_NAMES: Final = 4


@dataclass(frozen=True, slots=True)
class Reasons:
    """A finding, what found it, how sure it was (0-1), and the words it went by."""

    kind: str
    what: str
    found_by: str
    score: float
    clues: tuple[Clue, ...]


def reasons(findings: Findings) -> tuple[Reasons, ...]:
    """Every finding of an article with its reasons: events, commitments, statements, times, actors."""
    told: list[tuple[str, Finding, str]] = [
        *(("event", e, f"{e.type} {_sides(e.actors, e.recipients)}") for e in findings.events),
        *(("commitment", c, f"{_sides(c.by, c.to)} {c.action}") for c in findings.commitments),
        *(("statement", s, f"{s.speaker.name}: {s.evidence.exact}") for s in findings.statements),
        *(("time", t, t.edtf) for t in findings.times),
        *((a.kind, a, a.id) for a in findings.actors),
    ]
    return tuple(
        Reasons(kind, what, found_by(x.origin), x.origin.score, clues_of(x, findings))
        for kind, x, what in told
    )


def found_by(origin: Origin) -> str:
    """The finder with its version and rule, as everywhere in answers."""
    return f"{origin.finder} {origin.version}: {origin.rule}"


def clues_of(finding: Finding, findings: Findings) -> tuple[Clue, ...]:
    """The words that the rule went by: those it noted itself, then those the finding shows."""
    return (*finding.origin.why, *_shown(finding, findings))


def _shown(finding: Finding, findings: Findings) -> Iterator[Clue]:
    if isinstance(finding, TimeExpression):
        yield Clue("words", finding.evidence.exact, finding.origin.rule)
    elif isinstance(finding, Statement):
        yield from _of_statement(finding)
    elif isinstance(finding, Event):
        yield from _of_event(finding, findings)
    elif isinstance(finding, Commitment):
        yield from _time(finding.due, "due", finding.evidence, findings)
    else:
        yield from _of_actor(finding)


def _of_statement(said: Statement) -> Iterator[Clue]:
    if said.cue:
        yield Clue("cue", said.cue, said.origin.rule)
    yield Clue("speaker", said.speaker.name, said.speaker.position or said.speaker.id)


def _of_event(event: Event, findings: Findings) -> Iterator[Clue]:
    yield from _time(event.when, "when", event.evidence, findings)
    spot = locate(event.where, (*event.actors, *event.recipients))
    if event.where:
        yield Clue(
            "where", event.where, f"{spot.sort} in {spot.country or 'no country'}" if spot else "no list"
        )


def _of_actor(actor: Actor) -> Iterator[Clue]:
    names = dict.fromkeys(mention.exact for mention in actor.mentions)
    yield Clue("names", ", ".join([*names][:_MOST_NAMES]), actor.origin.rule)
    for position in actor.positions[:1]:
        yield Clue("title", position.title, f"represents {actor.represents or 'nobody known'}")


def _time(value: str | None, part: str, evidence: tuple[Evidence, ...], findings: Findings) -> Iterator[Clue]:
    """The time expression with the value that stands nearest to the words."""
    if not value:
        return
    plain = value.removesuffix("/..")
    same = [t for t in findings.times if t.edtf in (value, plain, f"../{value}")]
    near = min(same, key=lambda t: _distance(t.evidence, evidence[0]), default=None)
    yield (
        Clue(part, near.evidence.exact, f"times: {near.origin.rule}")
        if near
        else Clue(part, findings.article.anchor_date or "", "the day of publication, or of what was said")
    )


def _distance(a: Evidence, b: Evidence) -> tuple[bool, int]:
    return a.zone != b.zone, max(0, a.start - b.end, b.start - a.end)


def _sides(first: tuple[str, ...], second: tuple[str, ...]) -> str:
    return " ".join(part for part in (", ".join(first), "→" if second else "", ", ".join(second)) if part)
