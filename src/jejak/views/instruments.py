"""Named agreements, plans and statements: whose they are, when they were adopted, for which years."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from jejak.errors import InputError
from jejak.record.people import plain
from jejak.views.asking import DOCUMENT, FOUND_BY, WIDTH, party_codes, report, strings
from jejak.views.rows import InstrumentRow

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from jejak.views.record import Record
    from jejak.views.rows import Report


def instruments(
    record: Record, name: str | None = None, *, parties: Sequence[str] = (), limit: int | None = None
) -> tuple[InstrumentRow, ...]:
    """Instruments in the order of their first report; the latest `limit`.

    With a name, those in whose names all its words stand (InputError if there is none); with parties, those
    of which all are parties.
    """
    codes = {code.split(":")[0] for code in party_codes(record, parties)}
    rows = record.rows(
        "SELECT c.id, c.kind, c.name, c.parties, c.act, c.happened, c.validity, d.day,"
        f' {DOCUMENT}, c.claim, c.zone, c.start, c."end", c.exact, {FOUND_BY}, c.score FROM instruments AS c'
        " JOIN documents AS d USING (reading) JOIN origins AS o USING (origin)"
        " ORDER BY d.day IS NULL, d.day, d.id, c.zone, c.start"
    )
    told: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        told[row[0]].append(row)
    found = [_instrument(claims) for claims in told.values()]
    kept = [row for row in found if codes <= set(row.parties) and _called(row, name)]
    if name is not None and not kept:
        raise InputError(
            f"no instrument with {name!r} in its name is in the record", "no_instrument", name=name
        )
    return tuple(kept[-limit:] if limit else kept)


def instrument(record: Record, ident: str) -> InstrumentRow:
    """One instrument by its id; InputError if there is none."""
    found = [row for row in instruments(record) if row.id == ident]
    if not found:
        raise InputError(f"the record holds no instrument {ident!r}", "no_instrument", name=ident)
    return found[0]


def _called(row: InstrumentRow, name: str | None) -> bool:
    wanted = set(plain(name).split()) if name else set()
    return not wanted or any(
        wanted <= set(plain(n).replace("-", " ").split()) | set(plain(n).split()) for n in row.names
    )


def _instrument(claims: Sequence[tuple[Any, ...]]) -> InstrumentRow:
    """One instrument as most of those who name it have it; it was adopted if any report says so."""
    ident, kind = claims[0][:2]
    names = Counter(row[2] for row in claims)
    acts = {row[4] for row in claims}
    act = next((act for act in ("adopted", "planned") if act in acts), "named")
    evidence = tuple(_report(row) for row in claims)
    codes = Counter(code for row in claims for code in strings(row[3]))
    return InstrumentRow(
        id=ident, kind=kind, name=min(names, key=lambda n: (-names[n], -len(n), n)),
        names=tuple(sorted(names, key=lambda n: (-names[n], n))), parties=tuple(sorted(codes)), act=act,
        when=_most(row[5] for row in claims if row[4] == act), validity=_most(row[6] for row in claims),
        first_day=claims[0][7], last_day=max((row[7] for row in claims if row[7]), default=None),
        reports=len({r.document for r in evidence}), sources=len({r.source for r in evidence}),
        evidence=evidence,
    )  # fmt: skip


def _report(row: Sequence[Any]) -> Report:
    *columns, found_by, score = row[8:]
    return report(columns[:WIDTH], row[0], columns[WIDTH + 1 :], found_by, score)


def _most(values: Iterable[str | None]) -> str | None:
    """The value given most often, None if none is."""
    counts: Counter[Hashable] = Counter(value for value in values if value)
    found = min(counts, key=lambda v: (-counts[v], str(v)), default=None)
    return None if found is None else str(found)
