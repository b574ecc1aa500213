"""What parties did together: counts by year and type, meetings, agreements, commitments, speakers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from jejak.errors import InputError
from jejak.views.asking import json_list, party_code, party_row
from jejak.views.commitments import commitments
from jejak.views.rows import CountRow, RelationRow, SpeakerRow, YearRow
from jejak.views.tally import NO_DAY, bars, counts, types
from jejak.views.timeline import Wanted, known, matching, rows_known, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jejak.views.known import KnownEvent
    from jejak.views.record import Record
    from jejak.views.rows import EventRow

SHOWN: Final = 12
"""Meetings, agreements, commitments and speakers of a side that are given if not asked for more."""

_LATEST: Final = 2000
"""Events of the pair, the latest, in whose articles speakers are looked for: so many at most."""

MET: Final = ("occurred", "ongoing", "recurring")

AGREEING: Final = ("AGREE", "SUPPORT")


def relation(
    record: Record, *names: str, as_of: str | date | None = None, limit: int | None = SHOWN
) -> RelationRow:
    """What two or more parties did together; at most `limit`, the latest, of each kind that is listed.

    Parties are codes or names; an agency counts as its state here, as in counts of a pair.
    """
    codes = parties_of(record, names)
    all_of_them = Wanted(codes)
    then = known(record, all_of_them) if record.known_on else None
    counted = counts(record, all_of_them)
    days = sorted(day for row in counted if (day := row[0]) != NO_DAY)
    return RelationRow(
        parties=tuple(map(party_row, codes)),
        events=sum(row[2] for row in counted), reports=sum(row[3] for row in counted),
        first_day=min(days, default=None), last_day=max(days, default=None),
        years=tuple(YearRow(b.when, b.events, b.reports, b.types) for b in bars(counted, "year")),
        types=types(row[1:] for row in counted),
        meetings=_listed(record, Wanted(codes, ("CONSULT",), MET), limit, then),
        agreements=_listed(record, Wanted(codes, AGREEING, (*MET, "planned")), limit, then),
        commitments=commitments(record, between=codes, as_of=as_of, limit=limit),
        speakers=tuple(speakers(record, code, codes, limit=limit) for code in codes),
    )  # fmt: skip


def parties_of(record: Record, names: Sequence[str]) -> tuple[str, ...]:
    """The codes of two or more different parties, at the level of states; InputError if any two are one."""
    codes = [party_code(record, name).split(":")[0] for name in names]
    if len(codes) < 2:
        raise InputError("give two parties or more", "two_parties")
    for n, code in enumerate(codes):
        if code in codes[:n]:
            raise InputError(
                f"{names[codes.index(code)]!r} and {names[n]!r} are one party, {code}: give two",
                "same_party", one=names[codes.index(code)], other=names[n], party=code,
            )  # fmt: skip
    return tuple(codes)


def series_between(record: Record, wanted: Wanted) -> tuple[CountRow, ...]:
    """The meeting series to which the wanted events belong, those with most events first."""
    if record.known_on:
        told = [(event.series, event.reports) for event in known(record, wanted) if event.series]
        events = Counter(name for name, _ in told)
        rows = [(name, n, sum(r for other, r in told if other == name)) for name, n in events.items()]
    else:
        tables, values = matching(wanted)
        reports = "(SELECT count(DISTINCT c.reading) FROM event_claims AS c WHERE c.event = e.event)"
        rows = record.rows(
            f"SELECT series, count(*), sum({reports}) FROM (SELECT e.series, e.event FROM {tables}) AS e"
            " WHERE series IS NOT NULL GROUP BY series", values,
        )  # fmt: skip
    return tuple(CountRow(*row) for row in sorted(rows, key=lambda row: (-row[1], row[0])))


def pair_of(record: Record, x: str, y: str) -> tuple[str, str]:
    """The codes of two different parties, at the level of states; InputError if they are one."""
    one, two = parties_of(record, (x, y))
    return one, two


def _listed(
    record: Record, wanted: Wanted, limit: int | None, then: Sequence[KnownEvent] | None
) -> tuple[EventRow, ...]:
    """The wanted events, the latest; of those known then, if so asked."""
    if then is None:
        return timeline(
            record, parties=wanted.parties, types=wanted.types, statuses=wanted.statuses, limit=limit
        )
    found = [event for event in then if wanted.fits(event)]
    return rows_known(record, found[-limit:] if limit else found)


def speakers(
    record: Record, party: str, together: Sequence[str], *, limit: int | None = SHOWN
) -> tuple[SpeakerRow, ...]:
    """Persons who speak for a party in articles that tell of dealings of all, the most quoted first."""
    tables, values = matching(Wanted(tuple(together)))
    rows = record.rows(
        f"WITH told AS (SELECT DISTINCT c.reading FROM (SELECT e.event FROM {tables}"
        " ORDER BY e.sort_day DESC, e.event DESC LIMIT ?) JOIN event_claims AS c USING (event))"
        " SELECT a.actor, a.id, count(DISTINCT s.exact), count(DISTINCT d.document), min(d.day), max(d.day)"
        " FROM told JOIN documents AS d USING (reading) JOIN statements AS s USING (reading)"
        " JOIN actors AS a USING (actor)"
        " WHERE a.kind = 'person' AND (s.represents = ? OR s.represents LIKE ?)"
        " GROUP BY a.actor ORDER BY 3 DESC, 4 DESC, a.id LIMIT ?",
        (*values, _LATEST, party, f"{party}:%", -1 if limit is None else limit),
    )
    offices = _offices(record, [row[0] for row in rows])
    return tuple(
        SpeakerRow(offices[actor][0], party, offices[actor][1], said, documents, first, last, ident)
        for actor, ident, said, documents, first, last in rows
    )


def _offices(record: Record, actors: list[int]) -> dict[int, tuple[Any, ...]]:
    """Row of an actor -> name (as most often given) and the office it was given last."""
    names = record.rows(
        "SELECT s.actor, s.name, s.position, count(*), max(coalesce(d.day, '') || d.id) AS last"
        " FROM statements AS s JOIN documents AS d USING (reading)"
        " WHERE s.actor IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3 ORDER BY last",
        (json_list(actors),),
    )
    counts: dict[int, Counter[str]] = {}
    last: dict[int, str | None] = {}
    for actor, name, position, times, _ in names:
        counts.setdefault(actor, Counter())[name] += times
        last[actor] = position or last.get(actor)
    return {
        actor: (min(found, key=lambda n: (-found[n], -len(n), n)), last[actor])
        for actor, found in counts.items()
    }
