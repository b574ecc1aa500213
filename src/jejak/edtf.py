"""EDTF values (ISO 8601-2) as plain strings: what days they may mean, and whether they are well formed.

The profile that jejak writes: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, date-times, seasons 21-24, X for unsaid
digits from the right (`197X`, `2018-11-1X`) or for a recurring year (`XXXX`, `XXXX-23`), one trailing
`~ ? %`, and intervals of these, open at one end (`1996/..`, `../2025`). Every such value is read alike
by the `edtf` package, but for two forms that its version 5.0 refuses: `XXXX-21` .. `XXXX-24`, and an open
end beside an unsaid digit (`199X/..`). Pure and without a parser generator, since every room asks this
module for every finding.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final

Span = tuple[date, date]

SEASONS: Final = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}
"""First and last month of each season. Winter is the December that ends its year (codebook 2)."""

_MARKS: Final = frozenset("~?%")
OPEN: Final = ("", "..")
_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|XXXX)"
    r"(?:-(?P<month>0[1-9]|1[0-2]|2[1-4]|XX)"
    r"(?:-(?P<day>0[1-9]|[12]\d|3[01]|[0-3]X|XX))?)?"
    r"(?P<time>T(?:[01]\d|2[0-3]):[0-5]\d(?P<seconds>:[0-5]\d)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?"
    r"(?P<mark>[~?%]?)",
    re.ASCII,
)


@lru_cache(maxsize=65536)
def is_valid(edtf: str | None) -> bool:
    """Whether the value is well formed within our profile, and each day of it exists in its month."""
    if not edtf or len(edtf) > 64 or ("X" in edtf and not _MARKS.isdisjoint(edtf)):
        return False
    start, slash, end = edtf.partition("/")
    if not slash:
        return _is_date(start)
    if start == ".." and end == "..":
        return False
    sides = [side for side in (start, end) if side not in OPEN]
    written = bool(sides) and all(_is_date(side) and "T" not in side for side in sides)
    return written and bounds(edtf) is not None


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if not match or (match["year"] != "XXXX" and not int(match["year"].replace("X", "0"))):
        return False  # there is no year 0
    month, day = match["month"], match["day"]
    if "X" in match["year"] and month and match["year"] != "XXXX":
        return False
    if match["time"] and (not match["seconds"] or not day or "X" in value or match["mark"]):
        return False
    if month in SEASONS and (day or match["mark"]):
        return False
    return _side(value) is not None


@lru_cache(maxsize=65536)
def bounds(edtf: str | None) -> Span | None:
    """First and last day the value may mean; None for None and for what is no EDTF of our profile.

    An open side reaches to `date.min` or `date.max`, and so does a recurring value (`XXXX`): it may mean
    any year; ask `is_recurring`. A date-time counts as the day in its own UTC offset (seconds may be
    missing); marks are ignored.
    An interval that ends before it begins has no bounds.
    """
    if not edtf or len(edtf) > 64:
        return None
    start, slash, end = edtf.partition("/")
    first = _side(start) if start not in OPEN or not slash else (date.min, date.min)
    last = first if not slash else _side(end) if end not in OPEN else (date.max, date.max)
    if not first or not last or first[0] > last[1]:
        return None
    return first[0], last[1]


def _side(value: str) -> Span | None:
    match = _DATE.fullmatch(value)
    if not match:
        return None
    year, month, day = match["year"], match["month"] or "XX", match["day"] or "XX"
    low, high = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    if high == 0:
        return None
    first, last = (1, 12) if month == "XX" else SEASONS.get(month) or (int(month), int(month))
    early, late = max(1, int(day.replace("X", "0"))), int(day.replace("X", "9"))
    if early > (29 if month == "02" and "X" in year else monthrange(high, last)[1]):
        return None
    return _date(low, first, early), _date(high, last, late)


def _date(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def overlaps(a: str | None, b: str | None) -> bool:
    """Whether some day may be meant by both; False where either has no bounds."""
    one, two = bounds(a), bounds(b)
    return one is not None and two is not None and one[0] <= two[1] and two[0] <= one[1]


def contains(outer: str | None, inner: str | None) -> bool:
    """Whether every day that `inner` may mean lies within `outer`."""
    one, two = bounds(outer), bounds(inner)
    return one is not None and two is not None and one[0] <= two[0] and two[1] <= one[1]


def is_recurring(edtf: str | None) -> bool:
    """Whether the value means no one year but each: `XXXX`, `XXXX-23`, `XXXX-12`."""
    return edtf is not None and edtf.startswith("XXXX") and bounds(edtf) is not None


def is_open(edtf: str | None) -> bool:
    """Whether the value is an interval without a beginning or without an end."""
    return edtf is not None and (edtf.startswith(("../", "/")) or edtf.endswith(("/..", "/")))


def day(edtf: str | None) -> date | None:
    """The day, where the value means exactly one (a date-time too), else None."""
    span = bounds(edtf)
    return span[0] if span and span[0] == span[1] else None


def sort_key(edtf: str | None) -> tuple[int, date, date]:
    """Sorts by beginning, then the shorter first; recurring values after all dates, unknown ones last.

    A value without a beginning (`../2025`) sorts by its end.
    """
    span = bounds(edtf)
    if span is None:
        return 2, date.max, date.max
    start = span[1] if span[0] == date.min else span[0]
    return int(is_recurring(edtf)), start, span[1]
