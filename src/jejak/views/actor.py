"""One actor: a person with offices, statements and events, or a party with partners, agencies and people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.errors import InputError
from jejak.record.people import plain
from jejak.views.asking import json_list, party_code, party_row
from jejak.views.people import named, people_in, statements_of
from jejak.views.rows import ActorRow, PartnerRow, PartyRow, PersonRow
from jejak.views.timeline import Wanted, events_by_row, known, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.views.record import Record
    from jejak.views.rows import EventRow

SHOWN: Final = 10
"""Statements, events, partners and people that are given if not asked for more."""

_NAMING: Final = 3000
"""Articles, the latest read, whose names for a party are counted."""

_SINCE: Final = "9999-12-31"


def actor(record: Record, name: str, *, limit: int | None = SHOWN) -> ActorRow:
    """The actor of that id, code or name: a party or agency if one is called so, else a person.

    InputError if nobody is, or several persons are; then it names them. At most `limit`, the latest or the
    most often told, of each kind that is listed.
    """
    if by_id := record.row("SELECT actor, kind, code FROM actors WHERE id = ?", (name.strip().lower(),)):
        return _by_row(record, by_id[0], by_id[1], by_id[2], limit)
    unknown: InputError | None = None
    code = ""
    try:
        code = party_code(record, name)
    except InputError as error:
        unknown = error
    rows = _coded(record, code) if code else []
    if rows:
        return _party_page(record, rows, party_row(code), limit)
    if rows := _organisation(record, name):
        written = _names(record, rows, None)
        return _party_page(record, rows, PartyRow("", "organization", written[0], None), limit)
    if unknown:
        return _person_page(record, _one_person(record, name, unknown), limit)
    raise InputError(f"the record holds nothing of {name!r} ({code})", "nothing_of", party=code)


def _by_row(record: Record, number: int, kind: str, code: str | None, limit: int | None) -> ActorRow:
    if kind == "person":
        found = people_in(record, [number]) or people_in(record, _joined_with(record, number))
        if not found:
            raise InputError("no document in the record names this person now", "no_longer_named")
        return _person_page(record, found[0], limit)
    if code:
        return _party_page(record, _coded(record, code), party_row(code), limit)
    written = _names(record, [number], None)
    row = PartyRow("", "organization", written[0] if written else "", None)
    return _party_page(record, [number], row, limit)


def _joined_with(record: Record, number: int) -> list[int]:
    """Rows of the persons whom somebody made one with the person in this row: its id leads to them."""
    ident = record.row("SELECT id FROM main.actors WHERE actor = ?", (number,)) or ("",)
    same = json_list(sorted(record.verdicts.same("person", str(ident[0]))))
    rows = record.rows("SELECT actor FROM actors WHERE id IN (SELECT value FROM json_each(?))", (same,))
    return [row[0] for row in rows]


def _coded(record: Record, code: str) -> list[int]:
    return [row[0] for row in record.rows("SELECT actor FROM actors WHERE code = ?", (code,))]


def _organisation(record: Record, name: str) -> list[int]:
    """Rows of the organisations without a code that articles call so: companies, universities, media."""
    rows = record.rows(
        "SELECT DISTINCT a.actor FROM actor_names AS n JOIN actors AS a USING (actor)"
        " JOIN actor_claims AS c USING (actor) JOIN documents AS d USING (reading)"
        " WHERE n.folded = ? AND a.kind = 'organization'",
        (plain(name.strip()),),
    )
    return [row[0] for row in rows]


def _one_person(record: Record, name: str, unknown: InputError) -> PersonRow:
    found = people_in(record, named(record, name))
    if not found:
        raise InputError(
            f"nobody called {name!r} is in the record, and {unknown}", "nobody", name=name
        ) from unknown
    exact = [row for row in found if plain(name.strip()) in map(plain, row.names)]
    if len(found) > 1 and len(exact) != 1:
        told = "; ".join(f"{p.name} ({p.party or 'no party'}, {p.documents} articles)" for p in found[:6])
        raise InputError(
            f"{name!r} may mean {len(found)} persons: {told}: give more of the name",
            "which_person", name=name, n=len(found), names=tuple(person.name for person in found[:6]),
        ) from unknown  # fmt: skip
    return (exact if len(exact) == 1 else found)[0]


def _person_page(record: Record, row: PersonRow, limit: int | None) -> ActorRow:
    rows = [r[0] for r in record.rows("SELECT actor FROM actors WHERE id = ?", (row.id,))]
    return ActorRow(
        id=row.id, kind="person", code=None, name=row.name, names=row.names, party=row.party,
        documents=row.documents, sources=row.sources, first_day=row.first_day, last_day=row.last_day,
        positions=row.positions, statements=statements_of(record, rows, limit=limit),
        events=_taken_part(record, rows, limit), partners=(), agencies=(), people=(),
    )  # fmt: skip


def _taken_part(record: Record, actors: Sequence[int], limit: int | None) -> tuple[EventRow, ...]:
    """The latest events whose reports name the person as one who took part."""
    numbers = record.rows(
        "SELECT DISTINCT e.event FROM actor_claims AS a JOIN documents AS d USING (reading)"
        " JOIN event_claims AS c USING (reading) JOIN events AS e USING (event)"
        " WHERE a.actor IN (SELECT value FROM json_each(?))"
        " AND EXISTS (SELECT 1 FROM json_each(c.persons) AS p WHERE p.value IN (a.id, a.name))"
        " ORDER BY e.sort_day DESC, e.event DESC LIMIT ?",
        (json_list(actors), -1 if limit is None else limit),
    )
    return events_by_row(record, (row[0] for row in numbers))


def _party_page(record: Record, rows: Sequence[int], row: PartyRow, limit: int | None) -> ActorRow:
    code, state = row.code, row.code.split(":")[0]
    figures = record.row(
        "SELECT count(*), count(DISTINCT d.source), min(d.day), max(d.day) FROM documents AS d"
        " WHERE d.reading IN (SELECT c.reading FROM actor_claims AS c"
        " WHERE c.actor IN (SELECT value FROM json_each(?)))",
        (json_list(rows),),
    ) or (0, 0, None, None)
    ident, kind = record.row("SELECT id, kind FROM actors WHERE actor = ?", (rows[0],)) or ("", row.kind)
    is_party = bool(code) and code == state
    return ActorRow(
        id=ident, kind=kind, code=code or None, name=row.name, names=_names(record, rows, row.english),
        party=state or None, documents=figures[0], sources=figures[1], first_day=figures[2],
        last_day=figures[3], positions=(), statements=statements_of(record, rows, limit=limit),
        events=() if is_party or not code else timeline(record, parties=[code], limit=limit),
        partners=_partners(record, code, limit) if is_party else (),
        agencies=_agencies(record, code) if is_party else (),
        people=people_in(record, None, party=state, limit=limit) if is_party else (),
    )  # fmt: skip


def _names(record: Record, rows: Sequence[int], english: str | None) -> tuple[str, ...]:
    """The names that articles give it (the latest read of many), the commonest first, and its English one."""
    found = record.rows(
        "SELECT m.exact FROM (SELECT claim, reading FROM actor_claims WHERE actor IN"
        " (SELECT value FROM json_each(?)) ORDER BY reading DESC LIMIT ?) AS c"
        " JOIN documents AS d USING (reading) JOIN mentions AS m USING (claim)"
        " GROUP BY m.exact ORDER BY count(*) DESC, m.exact LIMIT 40",
        (json_list(rows), _NAMING),
    )
    return tuple(dict.fromkeys((*(row[0] for row in found), *((english,) if english else ()))))


def _partners(record: Record, code: str, limit: int | None) -> tuple[PartnerRow, ...]:
    """With whom a party dealt, the most often first."""
    if record.known_on:
        found = _partners_known(record, code)
    else:
        sides = " UNION ALL ".join(
            f"SELECT {other} AS partner, reports, sort_day FROM event_pairs WHERE {own} = ?1"
            for own, other in (("a", "b"), ("b", "a"))
        )
        found = record.rows(
            f"SELECT partner, count(*), sum(reports), min(sort_day), max(nullif(sort_day, '{_SINCE}'))"
            f" FROM ({sides}) GROUP BY partner",
            (code,),
        )
    found.sort(key=lambda row: (-row[1], -row[2], row[0]))
    return tuple(
        PartnerRow(partner, party_row(partner).name, events, reports, first, last)
        for partner, events, reports, first, last in found[:limit]
    )


def _partners_known(record: Record, code: str) -> list[tuple[str, int, int, str, str]]:
    found: dict[str, tuple[int, int, str, str]] = {}
    for event in known(record, Wanted((code,))):
        for partner in event.parties:
            events, reports, first, last = found.get(partner, (0, 0, event.sort_day, event.sort_day))
            found[partner] = (
                events + 1, reports + event.reports, min(first, event.sort_day), max(last, event.sort_day)
            )  # fmt: skip
    found.pop(code, None)
    return [(partner, *figures) for partner, figures in found.items()]


def _agencies(record: Record, code: str) -> tuple[PartyRow, ...]:
    rows = record.rows(
        "SELECT DISTINCT a.code FROM actors AS a WHERE a.kind = 'agency' AND a.code LIKE ? ORDER BY a.code",
        (f"{code}:%",),
    )
    return tuple(party_row(row[0]) for row in rows)
