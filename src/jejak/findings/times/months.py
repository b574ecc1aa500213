"""Room 4, findings: the rules that read months and parts of months."""

from __future__ import annotations

from datetime import date
from typing import Final

from jejak.findings.times import values as values
from jejak.findings.times.hits import Hit, Rule, edge_of, is_counted, nearest
from jejak.findings.times.phrases import REL, YEAR, YREL


def _month_year(hit: Hit, name: str = "m") -> tuple[int, int] | None:
    """Year and number of a month, its year found if not written."""
    number = hit.month(name)
    if not 1 <= number <= 12:
        return None
    year = hit.year()
    if year is None:
        year = _year_of_month(hit, number)
    return None if year is None else (year, number)


def _year_of_month(hit: Hit, number: int) -> int | None:
    anchor = hit.anchor
    if anchor is None:
        return None
    relation = hit.relation()
    if number == anchor.month or (hit.has("rel") and relation == 0):
        return anchor.year
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    chosen = nearest(hit, [date(year, number, 15) for year in years if 1 <= year <= 9999], relation)
    return chosen.year if chosen else None


def _month(hit: Hit) -> str | None:
    found = _month_year(hit)
    return values.month(*found) if found else None


def _is_month(hit: Hit) -> bool:
    """A bare month's name that is not part of a person's or a place's ("Universitas Sebelas Maret")."""
    index = hit.match.start("m")
    if not hit.tokens.is_capital(index):
        return False
    if hit.start < index or hit.has("rel") or hit.has("yrel"):
        return True
    before = hit.start - 1
    named = before >= 0 and hit.is_class(before, "numword", "tens") and hit.tokens.is_capital(before)
    after = hit.end
    follows = (
        after < hit.tokens.size
        and hit.tokens.is_capital(after)
        and hit.is_class(after, "other", "roman")
        and hit.previous() not in hit.words.guards["place_words"]
    )
    return not named and not follows


def _months(hit: Hit) -> str | None:
    second = _month_year(hit, "m2")
    first = hit.month()
    if not second or not 1 <= first <= 12:
        return None
    year, number = second
    return values.interval(values.month(year - (first > number), first), values.month(year, number))


def _part_of_month(hit: Hit) -> str | None:
    found = _month_year(hit)
    return values.month_part(values.month(*found), edge_of(hit)) if found else None


def _relative_month(hit: Hit) -> str | None:
    return values.month(hit.anchor.year, hit.anchor.month + hit.relation()) if hit.anchor else None


def _part_of_relative_month(hit: Hit) -> str | None:
    value = _relative_month(hit)
    return value and values.month_part(value, edge_of(hit))


ABSOLUTE: Final = (
    Rule("month and year", f"umonth? {{m month|short}} dash? {YEAR} (past|future)?", _month),
    Rule(
        "months and year",
        f"(period umonth?|umonth)? {{m month|short}} (dash|until|and_) {{m2 month|short}} {YEAR}",
        _months,
    ),
    Rule("part of month and year", f"{{e edge}} umonth? {{m month|short}} {YEAR} past?", _part_of_month),
)


RELATIVE: Final = (
    Rule("months", f"umonth? {{m month}} (dash|and_) {{m2 month}} ({REL}|{YREL})?", _months, _is_month),
    Rule("part of month", f"{{e edge}} umonth? {{m month}} ({REL}|{YREL})?", _part_of_month),
    Rule("part of month", f"{{e edge}} umonth {REL}", _part_of_relative_month),
    Rule("month", f"umonth? {{m month}} ({REL}|{YREL})?", _month, _is_month),
    Rule("month", "umonth? {m month} {rel previously}", _month, _is_month),
    Rule("relative month", f"umonth {REL}", _relative_month, is_counted),
)
