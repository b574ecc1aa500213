"""What two parties did together: counts by year and type, meetings, agreements, commitments, speakers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from jejak.errors import InputError
from jejak.views.asking import json_list, party_code, party_row
from jejak.views.commitments import commitments
from jejak.views.rows import CountRow, RelationRow, SpeakerRow, YearRow
from jejak.views.timeline import Wanted, known, rows_known, timeline
from jejak.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from jejak.record.events import RecordEvent
    from jejak.views.record import Record
    from jejak.views.rows import EventRow

SHOWN: Final = 12
"""Meetings, agreements, commitments and speakers of a side that are given if not asked for more."""

_LATEST: Final = 2000
"""Events of the pair, the latest, in whose articles speakers are looked for: so many at most."""

MET: Final = ("occurred", "ongoing", "recurring")

AGREEING: Final = ("AGREE", "SUPPORT")

_NO_DAY: Final = "9999-12-31"


def relation(
    record: Record, x: str, y: str, *, as_of: str | date | None = None, limit: int | None = SHOWN
) -> RelationRow:
    """What two parties did together; at most `limit`, the latest, of each kind that is listed.

    Parties are codes or names; an agency counts as its state here, as in counts of a pair.
    """
    one, two = pair_of(record, x, y)
    both = (one, two)
    then = known(record, Wanted(both)) if record.known_on else None
    counted = _counted(record, both, then)
    days = sorted(day for row in counted if (day := row[0]) != _NO_DAY)
    return RelationRow(
        parties=(party_row(one), party_row(two)),
        events=sum(row[2] for row in counted), reports=sum(row[3] for row in counted),
        first_day=min(days, default=None), last_day=max(days, default=None),
        years=_years(counted), types=_types(row[1:] for row in counted),
        meetings=_listed(record, Wanted(both, ("CONSULT",), MET), limit, then),
        agreements=_listed(record, Wanted(both, AGREEING, (*MET, "planned")), limit, then),
        commitments=commitments(record, between=both, as_of=as_of, limit=limit),
        speakers=(speakers(record, one, both, limit=limit), speakers(record, two, both, limit=limit)),
    )  # fmt: skip


def pair_of(record: Record, x: str, y: str) -> tuple[str, str]:
    """The codes of two different parties, at the level of states; InputError if they are one."""
    one, two = (party_code(record, name).split(":")[0] for name in (x, y))
    if one == two:
        raise InputError(f"{x!r} and {y!r} are one party, {one}: give two")
    return one, two


def _listed(
    record: Record, wanted: Wanted, limit: int | None, then: Sequence[RecordEvent] | None
) -> tuple[EventRow, ...]:
    """The wanted events, the latest; of those known then, if so asked."""
    if then is None:
        return timeline(
            record, parties=wanted.parties, types=wanted.types, statuses=wanted.statuses, limit=limit
        )
    found = [event for event in then if wanted.fits(event)]
    return rows_known(record, found[-limit:] if limit else found)


def _counted(
    record: Record, both: tuple[str, str], then: Sequence[RecordEvent] | None
) -> list[tuple[str, str, int, int]]:
    """Rows of day, type, events and reports; days that no article gives are the first report's."""
    if then is not None:
        return [(event.sort_day, event.type, 1, len(event.claims)) for event in then]
    return record.rows(
        "SELECT sort_day, type, count(*), sum(reports) FROM event_pairs WHERE a = ? AND b = ?"
        " GROUP BY sort_day, type",
        sorted(both),
    )


def _years(counted: Iterable[tuple[str, str, int, int]]) -> tuple[YearRow, ...]:
    by_year: dict[str, list[tuple[str, int, int]]] = {}
    for day, type_, events, reports in counted:
        if day != _NO_DAY:
            by_year.setdefault(day[:4], []).append((type_, events, reports))
    return tuple(
        YearRow(year, sum(row[1] for row in rows), sum(row[2] for row in rows), _types(rows))
        for year, rows in sorted(by_year.items())
    )


def _types(rows: Iterable[tuple[str, int, int]]) -> tuple[CountRow, ...]:
    """Event types with their counts, the commonest first."""
    events, reports = Counter[str](), Counter[str]()
    for type_, count, told in rows:
        events[type_] += count
        reports[type_] += told
    ranked = sorted(events, key=lambda t: (-events[t], EVENT_TYPES.index(t)))
    return tuple(CountRow(type_, events[type_], reports[type_]) for type_ in ranked)


def speakers(
    record: Record, party: str, both: tuple[str, str], *, limit: int | None = SHOWN
) -> tuple[SpeakerRow, ...]:
    """Persons who speak for a party in articles that tell of dealings of both, the most quoted first."""
    rows = record.rows(
        "WITH told AS (SELECT DISTINCT c.reading FROM (SELECT event FROM event_pairs WHERE a = ? AND b = ?"
        " ORDER BY sort_day DESC, event DESC LIMIT ?) JOIN event_claims AS c USING (event))"
        " SELECT a.actor, count(DISTINCT s.exact), count(DISTINCT d.document), min(d.day), max(d.day)"
        " FROM told JOIN documents AS d USING (reading) JOIN statements AS s USING (reading)"
        " JOIN actors AS a USING (actor)"
        " WHERE a.kind = 'person' AND (s.represents = ? OR s.represents LIKE ?)"
        " GROUP BY a.actor ORDER BY 2 DESC, 3 DESC, a.id LIMIT ?",
        (*sorted(both), _LATEST, party, f"{party}:%", -1 if limit is None else limit),
    )
    offices = _offices(record, [row[0] for row in rows])
    return tuple(
        SpeakerRow(offices[actor][0], party, offices[actor][1], *figures) for actor, *figures in rows
    )


def _offices(record: Record, actors: list[int]) -> dict[int, tuple[Any, ...]]:
    """Row of an actor -> name (as most often given) and the office it was given last."""
    names = record.rows(
        "SELECT s.actor, s.name, s.position, d.day FROM statements AS s JOIN documents AS d USING (reading)"
        " WHERE s.actor IN (SELECT value FROM json_each(?)) ORDER BY d.day, d.id",
        (json_list(actors),),
    )
    counts: dict[int, Counter[str]] = {}
    last: dict[int, str | None] = {}
    for actor, name, position, _ in names:
        counts.setdefault(actor, Counter())[name] += 1
        last[actor] = position or last.get(actor)
    return {
        actor: (min(found, key=lambda n: (-found[n], -len(n), n)), last[actor])
        for actor, found in counts.items()
    }
