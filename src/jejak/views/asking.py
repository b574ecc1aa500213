"""What the questions share: names to codes, days to bounds, and documents to reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NoReturn

from jejak import edtf
from jejak.errors import InputError
from jejak.record.people import plain
from jejak.views.rows import PartyRow, Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jejak.views.record import Record

DOCUMENT: Final = (
    "d.name, d.id, d.publisher, coalesce(d.published, d.published_inferred), d.title, d.url, d.source,"
    " (SELECT k.sha256 FROM captures AS k WHERE k.document = d.document ORDER BY k.capture DESC LIMIT 1)"
)
"""Columns of a document, in the order of Report's first fields."""

WIDTH: Final = 8
"""The number of columns in DOCUMENT."""

_MOST_HINTS: Final = 4

FOUND_BY: Final = "o.finder || ' ' || o.version || ': ' || o.rule"
"""Column that says what found a claim."""


def report(document: Sequence[Any], claim: str, words: Sequence[Any], found_by: str, score: float) -> Report:
    """A report from the columns DOCUMENT, a claim's id, (zone, start, end, exact), and its origin."""
    return Report(*(*document, claim, *words, found_by, score))


def party_codes(record: Record, names: Sequence[str]) -> tuple[str, ...]:
    """The codes that names stand for, each given as code or as any name by which articles call it."""
    return tuple(party_code(record, name) for name in names)


def party_code(record: Record, name: str) -> str:
    """The code that one name stands for: `RUS` for "RUS", "rusia", "Moskow".

    InputError if it is unknown, or may mean several; then it names those that may be meant.
    """
    wanted = name.strip()
    known = record.row("SELECT code FROM actors WHERE code = ? COLLATE NOCASE LIMIT 1", (wanted,))
    return (
        str(known[0])
        if known
        else _by_name(record, wanted) or _code_elsewhere(wanted) or _unknown(record, name)
    )


def _by_name(record: Record, name: str) -> str | None:
    """The code of the party, or else agency, that articles call so; of several, the one our lists call so."""
    rows = record.rows(
        "SELECT DISTINCT a.code, a.kind = 'agency' FROM actor_names AS n JOIN actors AS a USING (actor)"
        " WHERE n.folded = ? AND a.code IS NOT NULL ORDER BY 2, 1",
        (plain(name),),
    )
    codes = [code for code, is_agency in rows if is_agency == rows[0][1]]
    if len(codes) > 1:
        return _code_elsewhere(name) or _ambiguous(name, codes)
    return str(codes[0]) if codes else None


def _ambiguous(name: str, codes: Sequence[str]) -> NoReturn:
    told = " or ".join(f"{code} ({party_row(code).name})" for code in codes[:_MOST_HINTS])
    raise InputError(
        f"{name!r} may mean {told}: give the code", "which_party", name=name,
        parties=tuple(codes[:_MOST_HINTS]),
    )  # fmt: skip


def party_row(code: str) -> PartyRow:
    """The party or agency with its names in Indonesian and English; its code where no list knows it."""
    from jejak.languages.lexicon import load_lexicon

    entry = load_lexicon().by_code(code)
    if entry is None:
        return PartyRow(code, "agency" if ":" in code else "group", code, None)
    return PartyRow(code, entry.kind, entry.name_id, entry.name_en)


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


def _unknown(record: Record, name: str) -> NoReturn:
    rows = record.rows(
        "SELECT code FROM actors WHERE kind IN ('state', 'igo') AND code IS NOT NULL ORDER BY code LIMIT 12"
    )
    like = _alike(name)
    told = [f"{code} ({party_row(code).name})" for code in like]
    known = ", ".join(row[0] for row in rows)
    hint = f"; perhaps {' or '.join(told)}" if told else ""
    hint += f"; the record knows {known}" if known else ""
    raise InputError(
        f"no party is called {name!r}: give a code or a name in Indonesian or English{hint}",
        "perhaps_party" if like else "no_party", name=name, **({"parties": tuple(like)} if like else {}),
    )  # fmt: skip


def _alike(name: str) -> list[str]:
    """Codes of parties with the word in their name, or a name that is spelled much like it."""
    from difflib import get_close_matches

    from jejak.languages.lexicon import load_lexicon

    wanted = plain(name.strip())
    called = {plain(n): e for e in load_lexicon().entries if e.kind in ("state", "igo") for n in e.names}
    holding = [written for written in called if wanted in written.split()]
    close = get_close_matches(wanted, called, n=_MOST_HINTS, cutoff=0.8)
    entries = {called[n].code: called[n] for n in (*close, *holding)}
    return list(entries)[:_MOST_HINTS]


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
        raise InputError(
            f"{option} {value!r} is no date: write 2021, 2021-12 or 2021-12-07",
            "no_date", field=option.lstrip("-").replace("-", "_"), value=value,
        )  # fmt: skip
    return span


def json_list(values: Sequence[str | int]) -> str:
    """Values for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))


def strings(text: str) -> tuple[str, ...]:
    """A tuple that the record keeps as JSON."""
    return tuple(json.loads(text))
