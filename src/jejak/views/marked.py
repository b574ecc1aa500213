"""One article with all that was found in it, each finding with every word it rests on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from jejak.store.claims import clues
from jejak.views.asking import FOUND_BY, strings
from jejak.views.decisions import decided_about
from jejak.views.overview import document_row
from jejak.views.rows import CaptureRow, FindingRow, MarkedRow, SpanRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jejak.views.record import Record

_EVIDENCE: Final = (
    '(SELECT json_group_array(json_array(v.zone, v.start, v."end", v.exact))'
    " FROM {table} AS v WHERE v.claim = c.claim)"
)
_OWN_SPAN: Final = 'json_array(json_array(c.zone, c.start, c."end", c.exact))'
_LISTS: Final = frozenset({"actors", "recipients", "persons", "contexts", "by", "to", "parties"})

_FOUND: Final = {
    "event": (
        (
            "type",
            "mode",
            "status",
            "actors",
            "recipients",
            "persons",
            "when",
            "where",
            "contexts",
            "series",
            "ordinal",
        ),
        "SELECT c.id, i.id, {found_by}, c.score, c.why, {evidence}, c.type, c.mode, c.status, c.actors,"
        " c.recipients, c.persons, c.happened, c.place, c.contexts, c.series, c.ordinal"
        " FROM main.event_claims AS c LEFT JOIN main.events AS i USING (event)"
        " JOIN origins AS o USING (origin) WHERE c.reading = ?",
        _EVIDENCE.format(table="event_evidence"),
    ),
    "commitment": (
        ("by", "to", "action", "status", "made", "due", "contexts"),
        "SELECT c.id, i.id, {found_by}, c.score, c.why, {evidence}, c.by,"
        ' c."to", c.action, c.status,'
        " c.made, c.due, c.contexts FROM main.commitment_claims AS c"
        " LEFT JOIN main.commitments AS i USING (commitment) JOIN origins AS o USING (origin)"
        " WHERE c.reading = ?",
        _EVIDENCE.format(table="commitment_evidence"),
    ),
    "statement": (
        ("name", "represents", "position", "kind", "cue", "said", "where", "via"),
        "SELECT c.id, c.id, {found_by}, c.score, c.why, {evidence}, c.name, c.represents, c.position, c.kind,"
        " c.cue, c.said, c.place, c.via FROM main.statements AS c JOIN origins AS o USING (origin)"
        " WHERE c.reading = ?",
        _OWN_SPAN,
    ),
    "instrument": (
        ("name", "kind", "parties", "act", "when", "validity"),
        "SELECT c.id, c.id, {found_by}, c.score, '[]', {evidence}, c.name, c.kind, c.parties, c.act,"
        " c.happened, c.validity FROM instruments AS c JOIN origins AS o USING (origin) WHERE c.reading = ?",
        _OWN_SPAN,
    ),
    "time": (
        ("edtf",),
        "SELECT 'time-' || c.n, NULL, {found_by}, c.score, '[]', {evidence}, c.edtf FROM times AS c"
        " JOIN origins AS o USING (origin) WHERE c.reading = ?",
        _OWN_SPAN,
    ),
    "actor": (
        ("name", "kind", "code", "represents", "position"),
        "SELECT a.id, a.id, {found_by}, c.score, '[]', {evidence}, a.name, a.kind, a.code, c.represents,"
        " (SELECT p.title FROM positions AS p WHERE p.claim = c.claim ORDER BY p.n LIMIT 1)"
        " FROM actor_claims AS c JOIN main.actors AS a USING (actor) JOIN origins AS o USING (origin)"
        " WHERE c.reading = ?",
        _EVIDENCE.format(table="mentions"),
    ),
}
"""Kind of finding -> names of its fields; the query for a reading: claim, item, origin, evidence, fields."""

KINDS: Final = tuple(_FOUND)

_DECIDED_AS: Final = {"actor": "person"}


def marked_article(record: Record, name: str, *, rejected: bool = False) -> MarkedRow:
    """The article of that name, address or id (its first digits will do); InputError where there is none.

    With `rejected` also the findings that people rejected, each with who did so.
    """
    number, reading = document_row(record, name)
    row = record.row(
        "SELECT d.id, d.name, d.title, d.publisher, coalesce(d.published, d.published_inferred),"
        " d.published IS NULL, d.language, d.bylines, d.editors, d.dateline, d.url, d.source, t.body,"
        " t.captions FROM documents AS d JOIN texts AS t USING (document) WHERE d.document = ?",
        (number,),
    )
    assert row is not None
    (ident, doc, title, publisher, published, inferred, language, bylines, editors, dateline, url, source,
     body, captions) = row  # fmt: skip
    zones = {"body": body} | {f"caption:{n}": text for n, text in enumerate(strings(captions))}
    return MarkedRow(
        id=ident, doc=doc, title=title, publisher=publisher, published=published, inferred=bool(inferred),
        language=language, bylines=strings(bylines), editors=strings(editors), dateline=dateline, url=url,
        zones=zones, captures=_captures(record, number), reprints=_reprints(record, number, source),
        findings=tuple(sorted(_findings(record, reading, rejected), key=_in_text)),
    )  # fmt: skip


def _captures(record: Record, document: int) -> tuple[CaptureRow, ...]:
    rows = record.rows(
        "SELECT sha256, address, media_type, size, fetched FROM captures WHERE document = ? ORDER BY capture",
        (document,),
    )
    return tuple(CaptureRow(sha256, _where(address), *rest) for sha256, address, *rest in rows)


def _where(address: str) -> str:
    """The address, of a file only its name: folders are nobody's business."""
    return address if "://" in address else address.replace("\\", "/").rpartition("/")[2]


def _reprints(record: Record, document: int, source: str) -> tuple[tuple[str, str], ...]:
    rows = record.rows(
        "SELECT id, coalesce(publisher, name) FROM documents"
        " WHERE source = ? AND document <> ? AND reading IS NOT NULL ORDER BY day, id",
        (source, document),
    )
    return tuple((ident, publisher) for ident, publisher in rows)


def _findings(record: Record, reading: int, rejected: bool) -> Iterator[FindingRow]:
    anything = record.verdicts.in_force
    for kind, (names, query, evidence) in _FOUND.items():
        rows = record.rows(query.format(found_by=FOUND_BY, evidence=evidence), (reading,))
        for claim, item, found_by, score, why, spans, *values in rows:
            decides = _DECIDED_AS.get(kind, kind)
            if not rejected and record.verdicts.is_rejected(decides, claim):
                continue
            decided = decided_about(record, decides, (claim,)) if anything else ()
            fields = {name: _value(name, value) for name, value in zip(names, values, strict=True)}
            fields |= {d.field: d.value for d in decided if d.field}
            yield FindingRow(
                kind, claim, item, fields, tuple(SpanRow(*span) for span in sorted(json.loads(spans))),
                found_by, score, clues(why), decided,
            )  # fmt: skip


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - what a column of the record holds
    return strings(value) if name in _LISTS else value


def _in_text(found: FindingRow) -> tuple[str, int, int, int, str]:
    """Body before captions, then by where the first words stand, the longer before what lies in it."""
    first = found.spans[0]
    return first.zone, first.start, -first.end, KINDS.index(found.kind), found.claim
