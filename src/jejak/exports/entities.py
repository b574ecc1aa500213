"""The record as FollowTheMoney entities, a line each: what OpenAleph loads (followthemoney.tech).

Parties and persons, the events and promises they have part in (Event), the articles that tell of it
(Article), and what ties them: Documentation has the words with their place, Mention the names, Occupancy the
offices, Membership whom a person stands for. Ids are made of our own: the same in every export of a record.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from babel.core import get_global

from jejak import edtf
from jejak.exports.choosing import choose, reports_of
from jejak.exports.plain import as_json, safe
from jejak.languages.lexicon import load_lexicon
from jejak.model import content_id
from jejak.views.asking import json_list, party_row
from jejak.views.briefing import phrases
from jejak.views.briefing.flat import web_address
from jejak.views.documents import documents_by_id, texts
from jejak.views.people import people_in
from jejak.views.rows import CommitmentRow, EventRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from jejak.exports.choosing import Chosen, Filters
    from jejak.views.record import Record
    from jejak.views.rows import DocumentRow, PersonRow, Report, StatementRow

Entity = dict[str, Any]

_GONE: Final = {"SUN": "suhh", "CSK": "cshh", "YUG": "yucs", "DDR": "dd", "XKX": "xk"}
"""States that ISO 3166-1 no longer or not yet has -> what FollowTheMoney calls them."""


def as_entities(record: Record, filters: Filters, out: BinaryIO) -> int:
    """Writes each entity as a line of JSON, each once; gives their number."""
    count = 0
    for count, entity in enumerate(entities(record, filters), 1):  # noqa: B007 - the count is the answer
        out.write(as_json(entity).encode() + b"\n")
    return count


def entities(record: Record, filters: Filters) -> Iterator[Entity]:
    """The entities of what was chosen: whoever takes part or speaks, what they did, and who tells of it."""
    chosen = choose(record, filters)
    documents = sorted({report.document for report in chosen.reports()})
    cast = _Cast(record, documents)
    yield from (_article(row, zones) for row, zones in _articles(record, documents))
    taking_part: tuple[EventRow | CommitmentRow, ...] = (*chosen.events, *chosen.commitments)
    yield from _parties({*_codes(chosen), *(p.party for p in cast.persons.values() if p.party)})
    for person in cast.persons.values():
        yield from _person(person)
    yield from cast.mentions()
    for row in taking_part:
        yield _act(row, cast) if isinstance(row, EventRow) else _promise(row)
        for report in reports_of(row):
            yield _documentation(report, _id("act", row.id), "report", row.status)
    for said in chosen.statements:
        if speaker := cast.speaker(said):
            yield _documentation(said.report, speaker, "speaker", said.kind)


def _id(kind: str, *parts: str) -> str:
    return f"jejak-{kind}-{content_id(kind, *parts)}"


def _entity(ident: str, schema: str, properties: dict[str, Iterable[str | None] | str | None]) -> Entity:
    """An entity with the properties that are known, each a list of different texts."""
    known: dict[str, list[str]] = {}
    for name, value in properties.items():
        listed = [value] if isinstance(value, str) or value is None else list(value)
        if texts_of := list(dict.fromkeys(safe(v) for v in listed if v and v.strip())):
            known[name] = texts_of
    return {"id": ident, "schema": schema, "properties": known}


def _codes(chosen: Chosen) -> set[str]:
    found = {code for event in chosen.events for code in (*event.actors, *event.recipients)}
    found |= {code for promise in chosen.commitments for code in (*promise.by, *promise.to)}
    return found | {row.represents for row in chosen.statements if row.represents}


# -- who ----------------------------------------------------------------------------------------------


@cache
def country(code: str) -> str | None:
    """The state of a party's code as FollowTheMoney writes it (ISO 3166-1 alpha-2, small); None of others."""
    head = code.partition(":")[0]
    entry = load_lexicon().by_code(head)
    if entry is None or entry.kind != "state":
        return None
    alias = get_global("territory_aliases").get(head, ())
    return _GONE.get(head) or (alias[0].lower() if len(alias) == 1 else None)


def _parties(codes: Iterable[str]) -> Iterator[Entity]:
    """The parties and agencies, with the states and organisations that the agencies belong to."""
    for code in sorted({part for one in codes for part in (one, one.partition(":")[0])}):
        row, entry = party_row(code), load_lexicon().by_code(code)
        head = code.partition(":")[0]
        of_state = country(code) is not None and (row.kind in ("state", "agency"))
        yield _entity(_id("party", code), "PublicBody" if of_state else "Organization", {
            "name": row.english or row.name, "alias": row.name if row.english else None,
            "country": country(code), "keywords": [row.kind, code],
            "wikidataId": entry.wikidata if entry else None,
            "parent": _id("party", head) if head != code else None,
        })  # fmt: skip


def _person(row: PersonRow) -> Iterator[Entity]:
    ident = _id("person", row.id)
    state = country(row.party) if row.party else None
    yield _entity(ident, "Person", {
        "name": row.name, "alias": [name for name in row.names if name != row.name],
        "position": [office.title for office in row.positions], "country": state,
    })  # fmt: skip
    for office in row.positions:
        post = _id("post", office.title, row.party or "")
        yield _entity(post, "Position", {"name": office.title, "country": state})
        yield _entity(_id("occupancy", row.id, office.title), "Occupancy", {
            "holder": ident, "post": post, "date": [office.first_day, office.last_day],
            "description": f"So called in {office.documents} articles; the days are theirs.",
        })  # fmt: skip
    if row.party:
        yield _entity(_id("membership", row.id, row.party), "Membership", {
            "member": ident, "organization": _id("party", row.party), "role": "represents",
            "date": [row.first_day, row.last_day],
        })  # fmt: skip


class _Cast:
    """The persons whom the documents name, and under which names each document has them."""

    def __init__(self, record: Record, documents: list[str]) -> None:
        self._named: dict[tuple[str, str], str] = {}
        told: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        numbers = set()
        for document, name, exact, number, ident in record.rows(
            "SELECT d.id, c.name, m.exact, a.actor, a.id FROM documents AS d"
            " JOIN actor_claims AS c USING (reading) JOIN actors AS a USING (actor)"
            " JOIN mentions AS m USING (claim) WHERE a.kind = 'person'"
            " AND d.id IN (SELECT value FROM json_each(?)) ORDER BY d.day, d.id, c.claim, m.n",
            (json_list(documents),),
        ):
            numbers.add(number)
            self._named[document, name] = ident
            told[document, ident][exact] = None
        self._told = told
        self.persons = {row.id: row for row in people_in(record, sorted(numbers))}

    def entity(self, document: str, name: str) -> str | None:
        """The id of the person whom a document calls so."""
        ident = self._named.get((document, name))
        return _id("person", ident) if ident in self.persons else None

    def speaker(self, said: StatementRow) -> str | None:
        """The id of who speaks: a person, or else the party that they speak for."""
        person = self.entity(said.report.document, said.speaker)
        return person or (_id("party", said.represents) if said.represents else None)

    def mentions(self) -> Iterator[Entity]:
        """Each name by which a document mentions a person."""
        for (document, ident), names in self._told.items():
            if ident in self.persons:
                yield _entity(_id("mention", document, ident), "Mention", {
                    "document": _id("article", document), "resolved": _id("person", ident), "name": names,
                    "detectedSchema": "Person",
                })  # fmt: skip


# -- what ---------------------------------------------------------------------------------------------


def _act(row: EventRow, cast: _Cast) -> Entity:
    persons = [cast.entity(r.document, name) for r in row.evidence for name in row.persons]
    place = country(row.place.country) if row.place and row.place.country else None
    when = phrases.when_and_where(row.when, row.where)
    return _entity(_id("act", row.id), "Event", {
        "name": f"{phrases.event(row)}. {when}".strip(), "startDate": _bound(row.first_day),
        "endDate": _bound(row.last_day), "location": row.where, "country": place,
        "involved": [*(_id("party", code) for code in (*row.actors, *row.recipients)), *persons],
        "keywords": [row.type, row.mode, row.status, *row.contexts, row.series],
        "notes": f"Status: {row.status}. Told in {row.reports} reports of {row.sources} sources.",
        **_told(row.id, row.evidence),
    })  # fmt: skip


def _promise(row: CommitmentRow) -> Entity:
    due = edtf.bounds(row.due)
    return _entity(_id("act", row.id), "Event", {
        "name": phrases.promise(row), "description": row.action,
        "startDate": _bound(row.day), "endDate": _bound(due[1].isoformat()) if due else None,
        "involved": [_id("party", code) for code in (*row.by, *row.to)],
        "organizer": [_id("party", code) for code in row.by],
        "keywords": ["COMMITMENT", row.status, *row.contexts],
        "notes": f"Commitment, {phrases.state(row)}. Told in {row.reports} reports of {row.sources} sources.",
        **_told(row.id, reports_of(row)),
    })  # fmt: skip


def _told(ident: str, reports: tuple[Report, ...]) -> dict[str, Iterable[str | None] | str | None]:
    return {
        "recordId": ident, "summary": [report.exact for report in reports],
        "sourceUrl": [web_address(report.url) for report in reports],
        "publisher": [report.publisher for report in reports],
        "proof": [_id("article", report.document) for report in reports],
    }  # fmt: skip


def _bound(day: str | None) -> str | None:
    return day if day and day[:4] not in ("0001", "9999") else None


# -- who tells of it ----------------------------------------------------------------------------------


def _articles(record: Record, ids: list[str]) -> Iterator[tuple[DocumentRow, dict[str, str]]]:
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        zones = dict(texts(record, chunk))
        for row in documents_by_id(record, chunk):
            yield row, zones[row.id]


def _article(row: DocumentRow, zones: dict[str, str]) -> Entity:
    return _entity(_id("article", row.id), "Article", {
        "fileName": row.doc, "title": row.title, "author": row.bylines, "publisher": row.publisher,
        "publishedAt": (row.published or "")[:10], "sourceUrl": web_address(row.url),
        "bodyText": zones["body"], "retrievedAt": (row.fetched or "")[:10],
        "notes": f"Document {row.id}; SHA-256 of the capture {row.capture}" if row.capture else None,
    })  # fmt: skip


def _documentation(report: Report, entity: str, role: str, status: str) -> Entity:
    """The words of one article that tell of an entity, and where they stand."""
    place = f"{report.zone} {report.start}-{report.end} of document {report.document}"
    return _entity(_id("words", entity, report.claim, report.document, report.zone, str(report.start)),
        "Documentation", {
            "document": _id("article", report.document), "entity": entity, "role": role, "status": status,
            "summary": report.exact, "date": (report.published or "")[:10], "recordId": report.claim,
            "sourceUrl": web_address(report.url), "publisher": report.publisher,
            "description": f"{place}; SHA-256 of the capture {report.capture}; score {report.score:.3f};"
            f" found by {report.found_by}",
        })  # fmt: skip
