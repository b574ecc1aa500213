"""EDTF values as people say them: "19-20 May 2016", "mid Nov 2018", "every autumn"."""

from __future__ import annotations

from typing import Final

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_TENS: Final = {"0X": "early", "1X": "mid", "2X": "late", "3X": "end of"}
_MARKS: Final = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def spoken(edtf: str | None) -> str:
    """The value in words; as it is where there are none for it, and "" for None."""
    if not edtf:
        return ""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _date(start)
    if end in ("", ".."):
        return f"since {_date(start)}"
    if start in ("", ".."):
        return f"until {_date(end)}"
    return _interval(start, end)


def _date(value: str) -> str:
    mark = _MARKS.get(value[-1:], "")
    year, month, day = [*value.rstrip("~?%").split("T")[0].split("-"), "", ""][:3]
    every = year == "XXXX"
    if not month or month == "XX":
        return "every year" if every else f"{mark}{year.replace('XX', '00s').replace('X', '0s')}"
    if month in _SEASONS:
        return f"every {_SEASONS[month]}" if every else f"{mark}{_SEASONS[month]} {year}"
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return value
    name = _MONTHS[int(month) - 1]
    tens = _TENS.get(day)
    parts = [tens, name] if tens else [day.lstrip("0") if day not in ("", "XX") else "", name]
    said = " ".join(part for part in (*parts, "" if every else year) if part)
    return f"every {said}" if every else mark + said


def _interval(start: str, end: str) -> str:
    one, two = _date(start), _date(end)
    first, second = one.split(), two.split()
    while first and second and len(first) > 1 and first[-1] == second[-1] and len(first) == len(second):
        first.pop()
        second.pop()
    kept = two.split()[len(second) :]
    if len(first) == len(second) == 1:
        return " ".join([f"{first[0]}–{second[0]}", *kept])
    return f"{' '.join(first)} – {two}"
