"""The whole record as JSON lines, a file a kind; every item says whose words it rests on (docs/export.md)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from jejak.decisions import to_line
from jejak.model import BODY, content_id
from jejak.views.asking import DOCUMENT, FOUND_BY, WIDTH, json_list, report
from jejak.views.commitments import commitments
from jejak.views.decisions import all_decisions
from jejak.views.discrepancies import discrepancies
from jejak.views.instruments import instruments
from jejak.views.timeline import events_by_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jejak.views.record import Record
    from jejak.views.rows import EventRow, Report

Item = dict[str, Any]
"""A line: `id`, `reports`, and what is told of the item."""

_CHUNK: Final = 500
_OPENING: Final = 200
"""Characters of a document's text that stand for it."""


def documents(record: Record) -> Iterator[Item]:
    """Each document, with the first words of its text; `source` is the same for reprints."""
    rows = record.rows(
        "SELECT d.id, d.name, d.title, d.publisher, coalesce(d.published, d.published_inferred), d.url,"
        " d.source, substr(t.body, 1, ?) FROM documents AS d JOIN texts AS t USING (document)"
        " WHERE d.reading IS NOT NULL ORDER BY d.day, d.id",
        (_OPENING,),
    )
    for ident, name, title, publisher, published, url, source, opening in rows:
        start = len(opening) - len(opening.lstrip())
        exact = opening.strip().partition("\n")[0]
        yield {
            "id": ident, "doc": name, "title": title, "publisher": publisher, "published": published,
            "url": url, "source": source,
            "reports": [_words(name, BODY, start, start + len(exact), exact)] if exact else [],
        }  # fmt: skip


def actors(record: Record) -> Iterator[Item]:
    """Each party, agency, organisation and person by the names that articles give them; offices with days."""
    rows = record.rows(
        "SELECT a.actor, a.id, a.kind, a.code, a.party FROM actors AS a WHERE EXISTS (SELECT 1 FROM"
        " actor_claims AS c JOIN documents AS d ON d.reading = c.reading WHERE c.actor = a.actor)"
        " ORDER BY a.kind, a.id"
    )
    for chunk in _chunks(rows):
        numbers = json_list([row[0] for row in chunk])
        told: dict[int, list[Item]] = defaultdict(list)
        names: dict[int, Counter[str]] = defaultdict(Counter)
        for actor, name, doc, zone, start, end, exact in record.rows(
            'SELECT c.actor, c.name, d.name, m.zone, m.start, m."end", m.exact FROM actor_claims AS c'
            " JOIN documents AS d ON d.reading = c.reading JOIN mentions AS m USING (claim)"
            " WHERE c.actor IN (SELECT value FROM json_each(?)) ORDER BY d.day, d.id, c.claim, m.n",
            (numbers,),
        ):
            told[actor].append(_words(doc, zone, start, end, exact))
            names[actor][name] += 1
        offices = defaultdict(list)
        for actor, *office in record.rows(
            "SELECT c.actor, p.title, p.organisation, min(d.day), max(d.day), count(DISTINCT d.document)"
            " FROM actor_claims AS c JOIN documents AS d ON d.reading = c.reading"
            " JOIN positions AS p USING (claim)"
            " WHERE c.actor IN (SELECT value FROM json_each(?)) GROUP BY c.actor, p.title, p.organisation"
            " ORDER BY c.actor, min(d.day), p.title",
            (numbers,),
        ):
            offices[actor].append(
                dict(
                    zip(("title", "organisation", "first_day", "last_day", "documents"), office, strict=True)
                )
            )
        for number, ident, kind, code, party in chunk:
            ranked = sorted(names[number], key=lambda name: (-names[number][name], name))
            yield {
                "id": ident, "kind": kind, "code": code, "name": ranked[0], "names": ranked,
                "party": party, "positions": offices[number], "reports": told[number],
            }  # fmt: skip


def events(record: Record) -> Iterator[Item]:
    """Each event with all its reports, what it realises or cancels, and why its reports were joined."""
    ids = record.rows("SELECT id FROM events ORDER BY sort_day, id")
    for chunk in _chunks(ids):
        found = events_by_id(record, [row[0] for row in chunk])
        plans, joined = _plans(record, found), _joined(record, "event", found)
        for event in found:
            yield {
                "id": event.id, "type": event.type, "mode": event.mode, "status": event.status,
                "actors": list(event.actors), "recipients": list(event.recipients),
                "persons": list(event.persons), "when": event.when, "where": event.where,
                "contexts": list(event.contexts), "series": event.series, "ordinal": event.ordinal,
                "realises": [plan for plan, kind, _ in plans[event.id] if kind == "realises"],
                "cancels": [plan for plan, kind, _ in plans[event.id] if kind == "cancels"],
                "sources": event.sources, "joined": joined[event.id], "reports": _reports(event.evidence),
            }  # fmt: skip


def _plans(record: Record, events: Sequence[EventRow]) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for event, *plan in record.rows(
        "SELECT e.id, p.id, r.kind, r.reason FROM event_relations AS r JOIN events AS e ON e.event = r.event"
        " JOIN events AS p ON p.event = r.plan WHERE e.id IN (SELECT value FROM json_each(?))"
        " ORDER BY r.score DESC, p.id",
        (json_list([event.id for event in events]),),
    ):
        found[event].append((plan[0], plan[1], plan[2]))
    return found


def _joined(record: Record, kind: str, items: Sequence[EventRow]) -> dict[str, list[Item]]:
    """Item's id -> the pairs of documents by whose claims it was put together, with reason and certainty."""
    found: dict[str, list[Item]] = defaultdict(list)
    for ident, one, other, reason, score in record.rows(
        f"SELECT i.id, a.name, b.name, t.reason, t.score FROM {kind}s AS i"
        f" JOIN {kind}_claims AS c USING ({kind})"
        f" JOIN {kind}_ties AS t USING (claim) JOIN {kind}_claims AS o ON o.claim = t.other"
        " JOIN documents AS a ON a.reading = c.reading JOIN documents AS b ON b.reading = o.reading"
        " WHERE i.id IN (SELECT value FROM json_each(?)) ORDER BY i.id, t.score DESC, c.id, o.id",
        (json_list([item.id for item in items]),),
    ):
        found[ident].append({"docs": [one, other], "reason": reason, "score": score})
    return found


def statements(record: Record) -> Iterator[Item]:
    """Each stretch of reported speech, with reprints as they stand."""
    for ident, actor, name, position, represents, kind, cue, said, place, via, *rest in record.rows(
        "SELECT s.id, a.id, s.name, s.position, s.represents, s.kind, s.cue, s.said, s.place, s.via,"
        f' {DOCUMENT}, s.zone, s.start, s."end", s.exact, {FOUND_BY}, s.score FROM statements AS s'
        " JOIN documents AS d ON d.reading = s.reading JOIN origins AS o USING (origin)"
        " LEFT JOIN actors AS a USING (actor) ORDER BY d.day, d.id, s.zone, s.start"
    ):
        words = report(rest[:WIDTH], ident, rest[WIDTH : WIDTH + 4], *rest[WIDTH + 4 :])
        yield {
            "id": ident,
            "speaker": {"actor": actor, "name": name, "position": position, "represents": represents},
            "kind": kind, "cue": cue, "said": said, "where": place, "via": via, "reports": _reports([words]),
        }  # fmt: skip


def promises(record: Record) -> Iterator[Item]:
    """Each commitment as it stands today, with the reports of it and the steps of its life."""
    for row in commitments(record):
        yield {
            "id": row.id, "by": list(row.by), "to": list(row.to), "action": row.action, "made": row.made,
            "due": row.due, "status": row.status, "recurring": row.recurring, "contexts": list(row.contexts),
            "steps": [
                {"status": s.status, "day": s.day, "event": s.event, "reason": s.reason} for s in row.history
            ],
            "sources": row.sources,
            "reports": _reports(step.report for step in row.history if step.event is None),
        }  # fmt: skip


def series(record: Record) -> Iterator[Item]:
    """Each meeting series with the events told of it, in the order of time."""
    names = record.rows("SELECT DISTINCT series FROM events WHERE series IS NOT NULL ORDER BY series")
    for (name,) in names:
        ids = record.rows("SELECT id FROM events WHERE series = ?", (name,))
        found = events_by_id(record, [row[0] for row in ids])
        yield {
            "id": content_id("series", name), "name": name,
            "instances": [
                {
                    "event": e.id, "ordinal": e.ordinal, "when": e.when, "where": e.where, "status": e.status,
                    "reports": e.reports,
                }
                for e in found
            ],
            "reports": _reports(report for event in found for report in event.evidence),
        }  # fmt: skip


def disagreements(record: Record) -> Iterator[Item]:
    """Each fact on which sources disagree, with the words of all sides."""
    for row in discrepancies(record):
        yield {
            "id": row.id, "kind": row.kind, "item": row.item, "about": row.about, "field": row.field,
            "values": [
                {"value": v.value, "sources": v.sources, "reports": _reports(v.reports)} for v in row.values
            ],
            "reports": _reports(report for value in row.values for report in value.reports),
        }  # fmt: skip


def named_instruments(record: Record) -> Iterator[Item]:
    """Each named agreement, plan or statement with its parties and what became of it."""
    for row in instruments(record):
        yield {
            "id": row.id, "kind": row.kind, "name": row.name, "names": list(row.names),
            "parties": list(row.parties), "act": row.act, "when": row.when, "validity": row.validity,
            "sources": row.sources, "reports": _reports(row.evidence),
        }  # fmt: skip


def taken_decisions(record: Record) -> Iterator[Item]:
    """Each decision of a person, as `jejak decisions export` has it; they rest on nobody's words."""
    for decision in all_decisions(record):
        yield {"id": decision.id, **json.loads(to_line(decision)), "reports": []}


KINDS: Final[dict[str, Callable[[Record], Iterator[Item]]]] = {
    "documents": documents,
    "actors": actors,
    "events": events,
    "statements": statements,
    "commitments": promises,
    "series": series,
    "instruments": named_instruments,
    "discrepancies": disagreements,
    "decisions": taken_decisions,
}
"""Kind, which names its file, and what gives its items."""


def _reports(told: Iterable[Report]) -> list[Item]:
    return [_words(r.doc, r.zone, r.start, r.end, r.exact) for r in told]


def _words(doc: str, zone: str, start: int, end: int, exact: str) -> Item:
    """Words of a document; `zone` only where they don't stand in its body."""
    found = {"doc": doc, "start": start, "end": end, "exact": exact}
    return found if zone == BODY else {**found, "zone": zone}


def _chunks(rows: Sequence[tuple[Any, ...]]) -> Iterator[Sequence[tuple[Any, ...]]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]
