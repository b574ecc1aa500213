"""Findings as JSON lines: one object an article, the fields of the codebook (docs/formats.md)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from jejak.findings.times import distinct
from jejak.model import BODY
from jejak.views.places import place_row
from jejak.views.why import clues_of, found_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.model import Actor, Commitment, Event, Evidence, Findings, Statement, TimeExpression
    from jejak.views.rows import FindingRow
    from jejak.views.why import Finding


def findings_dict(findings: Findings, *, why: bool = False) -> dict[str, Any]:
    """One article with all its findings. Offsets are code points of `article.text`, end exclusive.

    A finding in a picture caption has `zone: "caption:N"` and offsets into that caption. With `why` every
    finding says what found it, how sure it was (0-1) and by which words.
    """
    found = _findings_dict(findings)
    if why:
        times = [first for first, *_ in distinct(findings.times)]
        for kind in ("actors", "times", "statements", "events", "commitments"):
            listed = times if kind == "times" else getattr(findings, kind)
            for row, finding in zip(found[kind], listed, strict=True):
                row |= _why(finding, findings)
    return found


def decided_dict(findings: Sequence[FindingRow]) -> dict[str, Any]:
    """What people decided about findings of an article, under `decided`; nothing where they did not."""
    rows = [
        {
            "kind": row.kind,
            "claim": row.claim,
            **asdict(row.spans[0]),
            "decided": list(map(asdict, row.decided)),
        }
        for row in findings
    ]
    return {"decided": rows} if rows else {}


def _why(finding: Finding, findings: Findings) -> dict[str, Any]:
    return {
        "found_by": found_by(finding.origin),
        "score": finding.origin.score,
        "why": [asdict(clue) for clue in clues_of(finding, findings)],
    }


def _findings_dict(findings: Findings) -> dict[str, Any]:
    article = findings.article
    return {
        "doc": article.doc,
        "article": {
            "title": article.title, "publisher": article.publisher, "published": article.published,
            "published_inferred": article.published_inferred, "bylines": list(article.bylines),
            "editors": list(article.editors), "dateline": article.dateline, "language": article.language,
            "url": article.url, "text": article.text, "captions": list(article.captions),
        },
        "actors": [_actor(actor) for actor in findings.actors],
        "times": [_time(mentions) for mentions in distinct(findings.times)],
        "statements": [_statement(s) for s in findings.statements],
        "events": [_event(e) for e in findings.events],
        "commitments": [_commitment(c) for c in findings.commitments],
    }  # fmt: skip


def _actor(actor: Actor) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": actor.id, "kind": actor.kind, "name": actor.name,
        "mentions": [{"text": m.exact, **_offsets(m)} for m in actor.mentions],
    }  # fmt: skip
    if actor.kind == "person":
        row |= {"position": actor.position, "represents": actor.represents}
    return row


def _time(mentions: Sequence[TimeExpression]) -> dict[str, Any]:
    """A time expression at its first mention, and where else the article says it."""
    first = mentions[0]
    return {
        "text": first.evidence.exact, "edtf": first.edtf, **_offsets(first.evidence),
        "mentions": [{"text": t.evidence.exact, **_offsets(t.evidence)} for t in mentions],
    }  # fmt: skip


def _statement(s: Statement) -> dict[str, Any]:
    speaker = s.speaker
    return {
        "speaker": {
            "id": speaker.id, "name": speaker.name, "represents": speaker.represents,
            "position": speaker.position,
        },
        "kind": s.kind, "cue": s.cue, "quote": s.evidence.exact, **_offsets(s.evidence),
        "said": s.said, "where": s.where, "via": s.via,
    }  # fmt: skip


def _event(e: Event) -> dict[str, Any]:
    return {
        "type": e.type, "mode": e.mode, "actors": list(e.actors), "recipients": list(e.recipients),
        "persons": list(e.persons), "when": e.when, "where": e.where, "place": _place(e), "status": e.status,
        "contexts": list(e.contexts), "series": e.series, "ordinal": e.ordinal,
        "evidence": [_evidence(x) for x in e.evidence],
    }  # fmt: skip


def _place(e: Event) -> dict[str, Any] | None:
    place = place_row(e.where, (*e.actors, *e.recipients))
    return asdict(place) if place else None


def _commitment(c: Commitment) -> dict[str, Any]:
    return {
        "by": list(c.by), "to": list(c.to), "action": c.action, "made": c.made, "due": c.due,
        "contexts": list(c.contexts), "status": c.status, "evidence": [_evidence(x) for x in c.evidence],
    }  # fmt: skip


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"exact": evidence.exact, **_offsets(evidence)}


def _offsets(evidence: Evidence) -> dict[str, Any]:
    where: dict[str, Any] = {"start": evidence.start, "end": evidence.end}
    return where if evidence.zone == BODY else {**where, "zone": evidence.zone}
