"""What the questions share: names to codes, days to bounds, and documents to reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from jejak import edtf
from jejak.errors import InputError
from jejak.record.people import plain
from jejak.views.rows import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jejak.views.record import Record

DOCUMENT: Final = (
    "d.name, d.id, d.publisher, coalesce(d.published, d.published_inferred), d.title, d.url, d.source"
)
"""Columns of a document, in the order of Report's first fields."""

FOUND_BY: Final = "o.finder || ' ' || o.version || ': ' || o.rule"
"""Column that says what found a claim."""


def report(document: Sequence[Any], claim: str, words: Sequence[Any], found_by: str, score: float) -> Report:
    """A report from the columns DOCUMENT, a claim's id, (zone, start, end, exact), and its origin."""
    return Report(*(*document, claim, *words, found_by, score))


def party_codes(record: Record, names: Sequence[str]) -> tuple[str, ...]:
    """The codes that names stand for, each given as code or as any name by which articles call it."""
    return tuple(party_code(record, name) for name in names)


def party_code(record: Record, name: str) -> str:
    """The code that one name stands for: `RUS` for "RUS", "rusia", "Moskow". InputError if unknown."""
    wanted = name.strip()
    known = record.row("SELECT code FROM actors WHERE code = ? COLLATE NOCASE LIMIT 1", (wanted,))
    known = known or record.row(
        "SELECT a.code FROM actor_names AS n JOIN actors AS a USING (actor)"
        " WHERE n.folded = ? AND a.code IS NOT NULL"
        " ORDER BY instr('stateigogroup', a.kind) = 0, a.code LIMIT 1",
        (plain(wanted),),
    )
    if known:
        return str(known[0])
    return _code_elsewhere(wanted) or _unknown(record, name)


def _code_elsewhere(name: str) -> str | None:
    """The code of a party that no article in the record names so, from the lists shipped with jejak."""
    from jejak.languages.lexicon import load_lexicon

    lexicon = load_lexicon()
    entry = lexicon.by_code(name.upper()) or lexicon.by_name(name)
    if entry:
        return entry.code
    head, colon, agency = name.partition(":")
    party = lexicon.party_of(head.upper()) if colon and agency else None
    return f"{party}:{agency}" if party else None


def _unknown(record: Record, name: str) -> str:
    rows = record.rows(
        "SELECT code FROM actors WHERE kind IN ('state', 'igo') AND code IS NOT NULL ORDER BY code LIMIT 12"
    )
    known = ", ".join(row[0] for row in rows)
    hint = f"; the record knows {known}" if known else ""
    raise InputError(f"no party is called {name!r}: give a code or a name in Indonesian or English{hint}")


def first_day(value: str | None, option: str = "--since") -> str | None:
    """The first ISO day that a date (YYYY, YYYY-MM, YYYY-MM-DD or any EDTF) may mean."""
    return _days(value, option)[0].isoformat() if value else None


def last_day(value: str | None, option: str = "--until") -> str | None:
    """The last ISO day that a date may mean."""
    return _days(value, option)[1].isoformat() if value else None


def day(value: str | None, option: str = "--as-of") -> date | None:
    """The last day that a date may mean, as a date."""
    return _days(value, option)[1] if value else None


def _days(value: str, option: str) -> tuple[date, date]:
    span = edtf.bounds(value)
    if span is None:
        raise InputError(f"{option} {value!r} is no date: write 2021, 2021-12 or 2021-12-07")
    return span


def json_list(values: Sequence[str | int]) -> str:
    """Values for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))


def strings(text: str) -> tuple[str, ...]:
    """A tuple that the record keeps as JSON."""
    return tuple(json.loads(text))
