"""Which parties the record holds, and which of them dealt with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.views.asking import party_row
from jejak.views.rows import MemberRow, PairRow
from jejak.views.timeline import Wanted, known

if TYPE_CHECKING:
    from jejak.views.record import Record

_NO_DAY: Final = "9999-12-31"


def parties(record: Record, *, limit: int | None = None) -> tuple[MemberRow, ...]:
    """The parties that took part in events, those in most of them first."""
    rows = record.rows(
        "SELECT party, count(*) FROM event_parties GROUP BY party ORDER BY 2 DESC, 1 LIMIT ?",
        (-1 if limit is None else limit,),
    )
    found = [(party_row(code), events) for code, events in rows]
    return tuple(MemberRow(row.code, row.kind, row.name, row.english, events) for row, events in found)


def pairs(record: Record, *, party: str | None = None, limit: int | None = None) -> tuple[PairRow, ...]:
    """The pairs of parties (by code, one of them `party` if given) with most events first."""
    if record.known_on:
        found = _pairs_known(record, party)
    else:
        where, values = ("WHERE a = ?1 OR b = ?1", [party]) if party else ("", [])
        found = record.rows(
            f"SELECT a, b, count(*), sum(reports), max(nullif(sort_day, '{_NO_DAY}')) FROM event_pairs"
            f" {where} GROUP BY a, b", values,
        )  # fmt: skip
    found.sort(key=lambda row: (-row[2], -row[3], row[0], row[1]))
    return tuple(PairRow(*row) for row in found[:limit])


def _pairs_known(record: Record, party: str | None) -> list[tuple[str, str, int, int, str | None]]:
    counted: dict[tuple[str, str], tuple[int, int, str]] = {}
    for event in known(record, Wanted((party,) if party else ())):
        sides = sorted(event.parties)
        for n, one in enumerate(sides):
            for two in sides[n + 1 :]:
                events, reports, last = counted.get((one, two), (0, 0, ""))
                day = "" if event.sort_day == _NO_DAY else event.sort_day
                counted[one, two] = events + 1, reports + event.reports, max(last, day)
    return [
        (one, two, events, reports, last or None)
        for (one, two), (events, reports, last) in counted.items()
        if party in (None, one, two)
    ]
