"""Room 4, findings: calendar arithmetic that ends in EDTF strings (codebook 2). Pure; knows no words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

WEEK: Final = timedelta(days=7)
DAYS: Final = {"day": 1, "week": 7}
MONTHS: Final = {"month": 1, "year": 12, "decade": 120, "century": 1200}
UNITS: Final = (*DAYS, *MONTHS)

_DECADS: Final = {"early": "0X", "middle": "1X", "late": "2X"}
_YEAR_PARTS: Final = {"early": (1, 3), "middle": (5, 8), "late": (10, 12)}
_WEEK_PARTS: Final = {"early": (0, 1), "middle": (2, 3), "late": (5, 6)}
_WRONG_DATE_WITHIN: Final = timedelta(days=7)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def year(value: int) -> str | None:
    """A year."""
    return f"{value:04}" if 1 <= value <= 9999 else None


def month(value: int, number: int) -> str | None:
    """A month of a year, whose number may run below 1 or above 12."""
    value, number = value + (number - 1) // 12, (number - 1) % 12 + 1
    return f"{value:04}-{number:02}" if 1 <= value <= 9999 else None


def month_part(value: str | None, edge: str) -> str | None:
    """The days 1-9, 10-19 or 20-31 of a month."""
    return value and f"{value}-{_DECADS[edge]}"


def year_part(value: int, edge: str) -> str | None:
    """Beginning, middle or end of a year: January-March, May-August, October-December."""
    first, last = _YEAR_PARTS[edge]
    return interval(month(value, first), month(value, last))


def week(of: date, ahead: int = 0) -> str | None:
    """Monday to Sunday of the week so many weeks away from that of a day."""
    return _days_of_week(of, ahead, 0, 6)


def week_part(of: date, ahead: int, edge: str) -> str | None:
    """Monday and Tuesday, Wednesday and Thursday, or the weekend of a week."""
    return _days_of_week(of, ahead, *_WEEK_PARTS[edge])


def _days_of_week(of: date, ahead: int, first: int, last: int) -> str | None:
    monday = shift_days(of, 7 * ahead - of.weekday())
    if monday is None:
        return None
    return interval(_iso(shift_days(monday, first)), _iso(shift_days(monday, last)))


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def decade(value: int) -> str | None:
    """The ten years that hold a year: `197X`."""
    return f"{value:04}"[:3] + "X" if 1 <= value <= 9999 else None


def century(number: int) -> str | None:
    """The n-th century: `20XX` for the 21st."""
    return f"{number - 1:02}XX" if 1 <= number <= 100 else None


def quarter(value: int, first: int, last: int, months: int = 3) -> str | None:
    """From the first to the last quarter (or semester, 6 months) of a year."""
    if not (1 <= first <= last <= 12 // months):
        return None
    return interval(month(value, (first - 1) * months + 1), month(value, last * months))


def interval(first: str | None, last: str | None) -> str | None:
    """From the beginning of one value to the end of the other; one value where they are the same."""
    if not first or not last:
        return None
    start, end = first.split("/")[0], last.split("/")[-1]
    return start if start == end else f"{start}/{end}"


def since(value: str) -> str:
    """Open to the right. Unsaid digits stay (`199X/..`), as in hand coding: EDTF level 2 lets them."""
    return value if value.startswith("..") else value.split("/")[0] + "/.."


def until(value: str) -> str:
    """Open to the left, likewise."""
    return value if value.endswith("..") else "../" + value.split("/")[-1]


def marked(value: str, mark: str) -> str:
    """The value with `~` or `?`, where EDTF allows one: not on intervals, seasons and unsaid digits."""
    plain = "/" not in value and "X" not in value and value[5:7] not in ("21", "22", "23", "24")
    return value + mark if plain and value[-1].isdigit() else value


def shift_days(value: date, days: int) -> date | None:
    """So many days later (earlier if negative), None beyond the calendar."""
    try:
        return value + timedelta(days=days)
    except OverflowError:
        return None


def shift(value: date, count: int, unit: str) -> date | None:
    """So many units later, on the same day of the month or its last day."""
    if unit in DAYS:
        return shift_days(value, count * DAYS[unit])
    total = value.year * 12 + value.month - 1 + count * MONTHS[unit]
    new_year, new_month = total // 12, total % 12 + 1
    if not 1 <= new_year <= 9999:
        return None
    return date(new_year, new_month, min(value.day, monthrange(new_year, new_month)[1]))


def at_precision(value: date | None, unit: str) -> str | None:
    """The day, month or year of a date, as exactly as the unit speaks: "two years ago" is a year."""
    if value is None:
        return None
    length = 10 if unit in DAYS else 7 if unit == "month" else 4
    return value.isoformat()[:length]


def last_weekday(weekday: int, until_day: date) -> date | None:
    """The last such weekday up to and with a day."""
    return shift_days(until_day, -((until_day.weekday() - weekday) % 7))


def next_weekday(weekday: int, from_day: date) -> date | None:
    """The first such weekday from a day on."""
    return shift_days(from_day, (weekday - from_day.weekday()) % 7)


def settle(weekday: int, given: date | None, anchor: date | None, *, year_said: bool) -> date | None:
    """The day that a weekday with a written date means, where the two may contradict each other.

    A date on its weekday stands. Else one of them is a misprint: a date that is the day of publication,
    with its year, stands; otherwise the weekday wins (codebook 2): as the one nearest to the written date
    if that is near publication; as the one near publication with the same number and the same month or year;
    or as the last one up to publication, but a full date in the past stands.
    """
    if given is None:
        return anchor and last_weekday(weekday, anchor)
    if given.weekday() == weekday or anchor is None or (year_said and given == anchor):
        return given
    if abs(given - anchor) <= _WRONG_DATE_WITHIN:
        return _nearest_weekday(weekday, given)
    right = _with_other_month(weekday, given, anchor)
    return right or (last_weekday(weekday, anchor) if given > anchor or not year_said else given)


def _with_other_month(weekday: int, given: date, anchor: date) -> date | None:
    """The weekday around publication whose number is the given one, in the same month or year."""
    days = (shift_days(anchor, days) for days in (0, *(sign * n for n in range(1, 32) for sign in (-1, 1))))
    near = (day for day in days if day and -31 <= (day - anchor).days <= 7)
    return next(
        (
            day
            for day in near
            if day.weekday() == weekday
            and day.day == given.day
            and (day.year == given.year or day.month == given.month)
        ),
        None,
    )


def _nearest_weekday(weekday: int, given: date) -> date | None:
    ahead = (weekday - given.weekday()) % 7
    return shift_days(given, ahead if ahead <= 3 else ahead - 7)
