"""What the record holds: sources, rejections, figures, and single documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from jejak.errors import InputError
from jejak.model import (
    Actor,
    Article,
    Commitment,
    Event,
    Evidence,
    Findings,
    Origin,
    Position,
    Speaker,
    Statement,
    TimeExpression,
)  # fmt: skip
from jejak.store.claims import (
    COMMITMENT_CLAIMS,
    EVENT_CLAIMS,
    clues,
    commitment_claim,
    event_claim,
    strings,
)
from jejak.views.rows import RejectionRow, SourceRow

if TYPE_CHECKING:
    from jejak.views.record import Record

GATED: Final = """r.versions LIKE '%"gate":%'"""
"""Whether a reading (r) was turned away by the gate: the page's text is kept, and nothing else of it."""

COUNTS: Final = {
    "documents": "SELECT count(*) FROM documents WHERE reading IS NOT NULL",
    "sources": "SELECT count(*) FROM (SELECT DISTINCT source FROM documents)",
    "publishers": "SELECT count(DISTINCT publisher) FROM documents WHERE reading IS NOT NULL",
    "events": "SELECT count(*) FROM events",
    "event_reports": "SELECT count(*) FROM event_claims WHERE event IS NOT NULL",
    "commitments": "SELECT count(*) FROM commitments",
    "commitment_reports": "SELECT count(*) FROM commitment_claims WHERE commitment IS NOT NULL",
    "statements": "SELECT count(*) FROM statements",
    "people": "SELECT count(*) FROM actors WHERE kind = 'person'",
    "parties": "SELECT count(DISTINCT party) FROM event_parties",
    "gated": f"SELECT count(*) FROM documents AS d JOIN readings AS r USING (reading) WHERE {GATED}",
    "rejections": "SELECT count(*) FROM rejections",
    "decisions": "SELECT count(*) FROM decisions",
}
"""Figure -> the query that counts it, quickly: also what only readings that count no more have found."""

_REPLACED: Final = (
    "WITH replaced AS MATERIALIZED (SELECT r.reading FROM readings AS r JOIN main.documents AS d"
    " USING (document) WHERE d.reading IS NOT r.reading AND d.document IN"
    " (SELECT document FROM readings GROUP BY document HAVING count(*) > 1 UNION ALL"
    " SELECT document FROM main.documents WHERE reading IS NULL))"
)
"""The readings that count no more, since another came after or the page now stands elsewhere."""

_NO_LONGER: Final = (
    f"{_REPLACED} SELECT"
    " (SELECT count(*) FROM (SELECT DISTINCT source FROM documents WHERE reading IS NULL) AS u WHERE NOT"
    " EXISTS (SELECT 1 FROM documents AS d WHERE d.source = u.source AND d.reading IS NOT NULL)),"
    " (SELECT count(*) FROM statements WHERE reading IN (SELECT * FROM replaced)),"
    " (SELECT count(*) FROM actors AS a WHERE a.kind = 'person' AND a.actor IN"
    " (SELECT c.actor FROM actor_claims AS c WHERE c.reading IN (SELECT * FROM replaced)"
    " UNION ALL SELECT x.actor FROM actors AS x WHERE x.disputed = 1) AND NOT EXISTS"
    " (SELECT 1 FROM actor_claims AS c JOIN documents AS d USING (reading) WHERE c.actor = a.actor))"
)
"""How many sources, statements and people of those that COUNTS counts are in no current reading.

Whom people made one with somebody else is in none at all; all about whom they decided are marked disputed.
"""

_AS_KNOWN: Final = {
    "sources": "SELECT count(DISTINCT source) FROM documents WHERE reading IS NOT NULL",
    "statements": "SELECT count(*) FROM statements AS s JOIN documents AS d USING (reading)",
    "people": "SELECT count(*) FROM actors AS a WHERE a.kind = 'person' AND EXISTS (SELECT 1"
    " FROM actor_claims AS c JOIN documents AS d USING (reading) WHERE c.actor = a.actor)",
}
"""The same where most readings may be later than the day asked about."""


def stats(record: Record) -> dict[str, Any]:
    """How much of everything the record holds, by type and status, and from when to when."""
    queries = COUNTS | _AS_KNOWN if record.known_on else COUNTS
    counts: dict[str, Any] = {name: record.count(sql) for name, sql in queries.items()}
    if not record.known_on:
        sources, statements, people = record.row(_NO_LONGER) or (0, 0, 0)
        for name, gone in (("sources", sources), ("statements", statements), ("people", people)):
            counts[name] -= gone
    for name, order in (("first_day", "day"), ("last_day", "day DESC")):
        row = record.row(
            "SELECT day FROM documents WHERE day IS NOT NULL AND reading IS NOT NULL"
            f" ORDER BY {order} LIMIT 1"
        )
        counts[name] = row[0] if row else None
    for name, column in (("events_by_type", "type"), ("events_by_status", "status")):
        rows = record.rows(f"SELECT {column}, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1")
        counts[name] = dict(rows)
    return counts


def sources(record: Record) -> tuple[SourceRow, ...]:
    """Publishers with their documents, the largest first."""
    rows = record.rows(
        "SELECT publisher, count(*), min(day), max(day) FROM documents WHERE reading IS NOT NULL"
        " GROUP BY publisher ORDER BY 2 DESC, publisher"
    )
    repeated = dict(record.rows(
        "SELECT publisher, count(*) FROM documents AS d WHERE d.reading IS NOT NULL AND d.source IN"
        " (SELECT source FROM documents GROUP BY source HAVING count(*) > 1)"
        " AND EXISTS (SELECT 1 FROM documents AS x WHERE x.source = d.source AND x.reading IS NOT NULL"
        " AND (coalesce(x.day, '9999'), x.id) < (coalesce(d.day, '9999'), d.id)) GROUP BY publisher"
    ))  # fmt: skip
    return tuple(
        SourceRow(publisher, documents, documents - repeated.get(publisher, 0), first, last)
        for publisher, documents, first, last in rows
    )


def rejections(record: Record, *, limit: int | None = None) -> tuple[RejectionRow, ...]:
    """Pages that could not be read, the latest last."""
    rows = record.rows(
        "SELECT name, address, reason, message, at FROM rejections ORDER BY at DESC, key DESC LIMIT ?",
        (-1 if limit is None else limit,),
    )
    return tuple(RejectionRow(*row) for row in reversed(rows))


def document(record: Record, name: str) -> Findings:
    """A document with its findings, by its name, address, or the first digits of its id.

    InputError if there is none, or several; then it names them.
    """
    number, reading = document_row(record, name)
    article, address = _article(record, number)
    return Findings(
        article,
        actors=_actors(record, reading),
        times=tuple(
            TimeExpression(edtf, Evidence(exact, start, end, zone), Origin(*origin))
            for edtf, exact, start, end, zone, *origin in record.rows(
                'SELECT x.edtf, x.exact, x.start, x."end", x.zone, o.finder, o.version, o.rule, x.score'
                " FROM times AS x JOIN origins AS o USING (origin) WHERE x.reading = ? ORDER BY x.n",
                (reading,),
            )
        ),
        statements=_statements(record, reading),
        events=_events(record, reading),
        commitments=_commitments(record, reading),
        address=address,
        gated=record.row(f"SELECT 1 FROM readings AS r WHERE reading = ? AND {GATED}", (reading,))
        is not None,
    )


def document_row(record: Record, name: str) -> tuple[int, int]:
    """The rows of a document and of its current reading, by name, address or the first digits of its id."""
    start = name.strip().lower()
    by = [
        "name = ?1",
        "url = ?1",
        "address = ?1 AND address IS NOT url",
        *(["id BETWEEN ?2 AND ?2 || 'g'"] if len(start) >= 6 else []),
    ]
    rows = record.rows(
        "SELECT document, reading, name, id FROM documents WHERE reading IS NOT NULL AND document IN ("
        + " UNION ".join(f"SELECT document FROM documents WHERE {one}" for one in by)
        + ") ORDER BY id LIMIT 9",
        (name, start)[: 1 + (len(start) >= 6)],
    )
    if not rows:
        like = record.rows(
            "SELECT name FROM documents WHERE reading IS NOT NULL AND instr(name, ?) ORDER BY name LIMIT 5",
            (name,),
        )
        if len(like) == 1:
            return document_row(record, like[0][0])
        hint = (
            "; perhaps " + ", ".join(row[0] for row in like) if like else "; `jejak search WORDS` finds some"
        )
        raise InputError(f"the record holds no document {name!r}{hint}", "no_document", name=name)
    if len(rows) > 1:
        ids = ", ".join(row[3] for row in rows)
        raise InputError(
            f"{name!r} names {len(rows)} documents; give the id of one: {ids}",
            "which_document", name=name, n=len(rows), ids=tuple(row[3] for row in rows),
        )  # fmt: skip
    return rows[0][0], rows[0][1]


def _article(record: Record, number: int) -> tuple[Article, str | None]:
    row = record.row(
        "SELECT d.name, t.body, d.title, d.publisher, d.published, d.published_inferred, d.bylines,"
        " d.editors, d.dateline, d.language, d.url, t.captions, d.address"
        " FROM documents AS d JOIN texts AS t USING (document)"
        " WHERE d.document = ?",
        (number,),
    )
    assert row is not None
    (doc, body, title, publisher, published, inferred, bylines, editors, dateline, language, url, captions,
     address) = row  # fmt: skip
    article = Article(
        doc, body, title=title, publisher=publisher, published=published, published_inferred=inferred,
        bylines=strings(bylines), editors=strings(editors), dateline=dateline, language=language, url=url,
        captions=strings(captions),
    )  # fmt: skip
    return article, address


def _actors(record: Record, reading: int) -> tuple[Actor, ...]:
    rows = record.rows(
        "SELECT c.id, c.kind, c.name, c.represents, o.finder, o.version, o.rule, c.score,"
        ' (SELECT json_group_array(json_array(m.exact, m.start, m."end", m.zone)) FROM mentions AS m'
        "  WHERE m.claim = c.claim),"
        ' (SELECT json_group_array(json_array(p.title, p.organisation, p.exact, p.start, p."end", p.zone))'
        "  FROM positions AS p WHERE p.claim = c.claim)"
        " FROM actor_claims AS c JOIN origins AS o USING (origin) WHERE c.reading = ? ORDER BY c.claim",
        (reading,),
    )
    return tuple(
        Actor(
            id=ident, kind=kind, name=name, represents=represents, origin=Origin(*origin),
            mentions=tuple(Evidence(*m) for m in json.loads(mentions)),
            positions=tuple(Position(p[0], Evidence(*p[2:]), p[1]) for p in json.loads(positions)),
        )
        for ident, kind, name, represents, *origin, mentions, positions in rows
    )  # fmt: skip


def _statements(record: Record, reading: int) -> tuple[Statement, ...]:
    rows = record.rows(
        'SELECT s.speaker, s.name, s.represents, s.position, s.kind, s.exact, s.start, s."end", s.zone,'
        " o.finder, o.version, o.rule, s.score, s.why, s.cue, s.said, s.place, s.via FROM statements AS s"
        " JOIN origins AS o USING (origin) WHERE s.reading = ? ORDER BY s.claim",
        (reading,),
    )
    return tuple(_statement(row) for row in rows)


def _statement(row: tuple[Any, ...]) -> Statement:
    finder, version, rule, score, why, *rest = row[9:]
    origin = Origin(finder, version, rule, score, clues(why))
    return Statement(Speaker(*row[:4]), row[4], Evidence(*row[5:9]), origin, *rest)


def _events(record: Record, reading: int) -> tuple[Event, ...]:
    rows = record.rows(f"{EVENT_CLAIMS} WHERE c.reading = ? ORDER BY c.claim", (reading,))
    return tuple(event_claim(row)[1].event for row in rows)


def _commitments(record: Record, reading: int) -> tuple[Commitment, ...]:
    rows = record.rows(f"{COMMITMENT_CLAIMS} WHERE c.reading = ? ORDER BY c.claim", (reading,))
    return tuple(commitment_claim(row)[1].commitment for row in rows)
