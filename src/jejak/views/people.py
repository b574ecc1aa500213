"""Who is named, in which offices, and what they said."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from jejak.errors import InputError
from jejak.record.people import folded_words
from jejak.views.asking import (
    DOCUMENT,
    FOUND_BY,
    WIDTH,
    first_day,
    json_list,
    last_day,
    party_codes,
    report,
)
from jejak.views.decisions import noted
from jejak.views.rows import PersonRow, PositionRow, StatementRow
from jejak.views.search import about_query
from jejak.views.subject import subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.views.record import Record

_TWIN: Final = (
    "FROM documents AS x JOIN statements AS t USING (reading)"
    " WHERE x.source = d.source AND t.exact = s.exact AND t.actor IS s.actor"
)
"""The same words by the same speaker, in a document or its reprints."""

_BY_SPEAKER: Final = "statements AS s JOIN documents AS d USING (reading)"
_BY_DAY: Final = "documents AS d CROSS JOIN statements AS s USING (reading)"
"""Where nothing is asked of the speaker, the days lead (SQLite keeps the order of a cross join): of a long
record only the latest statements are looked at."""

_SPELLED: Final = (
    "SELECT n.actor, n.name FROM actor_names AS n WHERE n.actor IN (SELECT value FROM json_each(?))"
    " AND EXISTS (SELECT 1 FROM actor_claims AS c"
    " JOIN documents AS d ON d.reading = c.reading JOIN mentions AS m USING (claim)"
    " WHERE c.actor = n.actor AND (m.exact = n.name OR c.name = n.name)) ORDER BY n.name"
)
"""The spellings of names that stand in the documents seen."""

_OFFICES: Final = (
    "SELECT c.actor, p.title, p.organisation, min(d.day), max(d.day), count(DISTINCT d.document)"
    " FROM actor_claims AS c JOIN documents AS d ON d.reading = c.reading JOIN positions AS p USING (claim)"
    " WHERE c.actor IN (SELECT value FROM json_each(?)) GROUP BY c.actor, p.title, p.organisation"
)

_NAMED: Final = (
    "SELECT c.actor, c.name, count(*) FROM actor_claims AS c JOIN documents AS d ON d.reading = c.reading"
    " WHERE c.actor IN (SELECT value FROM json_each(?)) GROUP BY c.actor, c.name"
)

_LEAST_LOOKED_AT: Final = 150
"""Persons who are counted exactly where the first of many are wanted, at the least."""

_MUCH: Final = 2_000
"""Statements for a party from which on it has much to say."""

_BATCH: Final = 400
"""Statements that are looked at together where those about a subject are wanted."""

_EARLIER: Final = "(coalesce(x.day, '9999'), x.id) < (coalesce(d.day, '9999'), d.id)"

_SAID: Final = (
    "WITH told AS MATERIALIZED (SELECT s.actor, s.reading, count(*) AS said FROM statements AS s"
    " WHERE s.actor IN (SELECT value FROM json_each(?)) GROUP BY s.actor, s.reading)"
    " SELECT told.actor, sum(CASE WHEN NOT EXISTS (SELECT 1 FROM documents AS x WHERE x.source = d.source"
    " AND x.document <> d.document) THEN told.said ELSE (SELECT count(*) FROM statements AS s"
    f" WHERE s.actor = told.actor AND s.reading = told.reading AND NOT EXISTS (SELECT 1 {_TWIN}"
    f" AND {_EARLIER})) END) FROM told JOIN documents AS d USING (reading) GROUP BY told.actor"
)
"""How many statements are by each speaker. Only where an article has reprints are words compared."""


def people(
    record: Record,
    name: str | None = None,
    *,
    party: str | None = None,
    after: int = 0,
    limit: int | None = None,
) -> tuple[PersonRow, ...]:
    """Persons, the most often named first; with a name, those who have all its words in theirs.

    With a party, those who stand for it; `after` so many, for the next page.
    """
    code = party_codes(record, [party])[0] if party else None
    actors = None if name is None else named(record, name)
    return people_in(record, actors, party=code, after=after, limit=limit)


def people_in(
    record: Record,
    actors: Sequence[int] | None,
    *,
    party: str | None = None,
    after: int = 0,
    limit: int | None = None,
) -> tuple[PersonRow, ...]:
    """The persons that these rows of `actors` are (all if None), the most often named first."""
    condition, values = "a.kind = 'person'", list[object]()
    if actors is not None:
        condition += " AND a.actor IN (SELECT value FROM json_each(?))"
        values.append(json_list(actors))
    if party is not None:
        condition += " AND a.party = ?"
        values.append(party)
    if limit is None or (actors is not None and len(actors) <= after + limit):
        rows = _counted(record, condition, values)
    else:
        rows = _foremost(record, condition, values, after + limit)
    return noted(record, _persons(record, rows[after:][:limit]))


def _foremost(record: Record, condition: str, values: Sequence[object], wanted: int) -> list[tuple[Any, ...]]:
    """As `_counted`, but only the first persons are sure to be there: as many as wanted.

    Nobody is named in more documents than there are claims of them. So of the many who are named once or
    twice only those are counted exactly who could still be among the first.
    """
    looked_at = max(_LEAST_LOOKED_AT, 2 * wanted)
    narrowed = f" AND c.actor IN (SELECT a.actor FROM actors AS a WHERE {condition})" if values else ""
    while True:
        claimed = record.rows(
            f"SELECT c.actor, count(*) FROM actor_claims AS c WHERE c.kind = 'person'{narrowed}"
            " GROUP BY c.actor ORDER BY 2 DESC LIMIT ?", (*values, looked_at + 1),
        )  # fmt: skip
        rows = _counted(
            record, "a.actor IN (SELECT value FROM json_each(?))",
            [json_list([row[0] for row in claimed[:looked_at]])],
        )  # fmt: skip
        if len(claimed) <= looked_at or (len(rows) >= wanted and rows[wanted - 1][4] > claimed[-1][1]):
            return rows
        looked_at *= 4


def _counted(record: Record, condition: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """Row, id and party of the persons with their documents, sources, first and last day; most first."""
    return record.rows(
        "SELECT a.actor, a.id, a.party, count(DISTINCT d.document), count(DISTINCT d.source) AS sources,"
        " min(d.day), max(d.day)"
        " FROM actors AS a JOIN actor_claims AS c USING (actor) JOIN documents AS d ON d.reading = c.reading"
        f" WHERE {condition} GROUP BY a.actor ORDER BY sources DESC, a.id", values,
    )  # fmt: skip


def statements(
    record: Record,
    *,
    by: str | None = None,
    party: str | None = None,
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    before: tuple[str, str, str, int] | None = None,
    limit: int | None = None,
) -> tuple[StatementRow, ...]:
    """Statements in the order of publication; `by` whom (person, agency or party), `party` for whom.

    `about` is a context of the codebook, or words that all stand in the statement in any form. What
    reprints repeat is listed once, under the first report. `before` is the day ("" if unknown), document,
    zone and start of a statement, for those listed before it: the next page back.
    """
    where, values = list[str](), list[object]()
    if by is not None:
        where.append("s.actor IN (SELECT value FROM json_each(?))")
        values.append(json_list(_by_id(record, by) or named(record, by) or _coded(record, by)))
    if party is not None:
        values += party_codes(record, [party])
        # With a plus SQLite can't go by the party: where it has much to say the days lead, as for all
        where.append("+s.represents = ?" if says_much(record, str(values[-1])) else "s.represents = ?")
    if start := first_day(since):
        where.append("d.day >= ?")
        values.append(start)
    if end := last_day(until):
        where.append("d.day <= ?")
        values.append(end)
    theme = subject(about)
    if theme is None:
        return _before(record, where, values, before, limit)
    where.append("d.document IN (SELECT rowid FROM search WHERE search MATCH ?)")
    values.append(about_query(theme))
    found: list[StatementRow] = []
    while limit is None or len(found) < limit:
        rows = _before(record, where, values, before, _BATCH)
        found = [row for row in rows if theme.fits((), (row.quote,))] + found
        if len(rows) < _BATCH:
            break
        words = rows[0].report
        before = ((words.published or "")[:10], words.document, words.zone, words.start)
    return tuple(found[-limit:] if limit else found)


def _before(
    record: Record,
    where: Sequence[str],
    values: Sequence[object],
    before: tuple[str, str, str, int] | None,
    limit: int | None,
) -> tuple[StatementRow, ...]:
    """The latest statements, of those listed before one."""
    if before is None:
        return _statements(record, where, values, limit)
    page = "(coalesce(d.day, ''), d.id, s.zone, s.start) < (?, ?, ?, ?)"
    return _statements(record, (*where, page), (*values, *before), limit)


def says_much(record: Record, party: str) -> bool:
    """Whether so much was said for a party that the latest is found sooner among all that was said."""
    return (
        record.count(
            "SELECT count(*) FROM (SELECT 1 FROM statements WHERE represents = ? LIMIT ?)", (party, _MUCH)
        )
        == _MUCH
    )


def _by_id(record: Record, name: str) -> list[int]:
    """The row of the actor of that id."""
    return [row[0] for row in record.rows("SELECT actor FROM actors WHERE id = ?", (name.strip(),))]


def statements_of(
    record: Record, actors: Sequence[int], *, limit: int | None = None
) -> tuple[StatementRow, ...]:
    """What the actors in these rows said, in the order of publication; the latest `limit`."""
    return _statements(record, ["s.actor IN (SELECT value FROM json_each(?))"], [json_list(actors)], limit)


def statements_between(
    record: Record, one: str, two: str, *, since: str | None = None, limit: int | None = 400
) -> tuple[StatementRow, ...]:
    """What was said for either party in articles that tell of dealings of both; the latest `limit`.

    `since` is the ISO day from which on the articles were published.
    """
    where = [
        "s.reading IN (SELECT c.reading FROM event_pairs AS p JOIN event_claims AS c USING (event)"
        " WHERE p.a = ? AND p.b = ?)",
        "(s.represents IN (?, ?) OR s.represents LIKE ? OR s.represents LIKE ?)",
        *(["d.day >= ?"] if since else []),
    ]
    values = (*sorted((one, two)), one, two, f"{one}:%", f"{two}:%", *([since] if since else []))
    return _statements(record, where, values, limit)


def _statements(
    record: Record, where: Sequence[str], values: Sequence[object], limit: int | None
) -> tuple[StatementRow, ...]:
    by_speaker = any(condition.startswith(("s.", "(s.")) for condition in where)
    tables = _BY_SPEAKER if by_speaker else _BY_DAY
    current = ("d.reading = s.reading", f"NOT EXISTS (SELECT 1 {_TWIN} AND {_EARLIER})", *where)
    rows = record.rows(
        f"SELECT s.id, s.name, s.position, s.represents, s.kind, s.cue, s.exact, s.said, s.place, s.via,"
        f" (SELECT count(DISTINCT x.document) {_TWIN}),"
        " (SELECT a.id FROM actors AS a WHERE a.actor = s.actor),"
        f' {DOCUMENT}, s.zone, s.start, s."end", s.exact, {FOUND_BY}, s.score'
        f" FROM {tables} JOIN origins AS o USING (origin) WHERE {' AND '.join(current)}"
        " ORDER BY d.day DESC, d.id DESC, s.zone DESC, s.start DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return noted(record, [_statement(row) for row in reversed(rows)])


def _statement(row: Sequence[Any]) -> StatementRow:
    *fields, found_by, score = row
    words = report(fields[12 : 12 + WIDTH], fields[0], fields[12 + WIDTH :], found_by, score)
    return StatementRow(*(*fields[:11], words, fields[11]))


def named(record: Record, name: str) -> list[int]:
    """Rows of the persons of whom every word of the name is part."""
    words = sorted(set(folded_words(name)))
    if not words:
        return []
    rows = record.rows(
        "SELECT w.actor FROM actor_words AS w CROSS JOIN actors AS a USING (actor) WHERE a.kind = 'person'"
        " AND w.word IN (SELECT value FROM json_each(?)) GROUP BY w.actor HAVING count(*) = ?",
        (json_list(words), len(words)),
    )
    return [row[0] for row in rows]


def _coded(record: Record, name: str) -> list[int]:
    """Rows of the party or agency so called."""
    try:
        code = party_codes(record, [name])[0]
    except InputError as error:
        raise InputError(
            f"nobody called {name!r} is in the record, and {error}", "nobody", name=name
        ) from error
    return [row[0] for row in record.rows("SELECT actor FROM actors WHERE code = ?", (code,))]


def _persons(record: Record, rows: Sequence[Sequence[Any]]) -> list[PersonRow]:
    """The persons of rows of `_counted`, with every name and office."""
    listed = (json_list([row[0] for row in rows]),)
    names: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    spelled: dict[int, list[str]] = defaultdict(list)
    offices: dict[int, list[PositionRow]] = defaultdict(list)
    for actor, name, times in record.rows(_NAMED, listed):
        names[actor].append((-times, -len(name), name))
    for actor, name in record.rows(_SPELLED, listed):
        spelled[actor].append(name)
    for actor, *office in record.rows(_OFFICES, listed):
        offices[actor].append(PositionRow(*office))
    said = dict(record.rows(_SAID, listed))
    found = []
    for actor, ident, party, documents, sources, first, last in rows:
        called = [name for *_, name in sorted(names[actor])]
        held = sorted(offices[actor], key=_in_time)
        found.append(PersonRow(
            id=ident, name=called[0], names=tuple(dict.fromkeys((*called, *spelled[actor]))),
            party=party, documents=documents, sources=sources, statements=said.get(actor, 0),
            positions=tuple(held), first_day=first, last_day=last,
        ))  # fmt: skip
    return found


def _in_time(office: PositionRow) -> tuple[str, int, str, str]:
    return office.first_day or "", -office.documents, office.title, office.organisation or ""
