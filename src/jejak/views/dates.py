"""EDTF values as people say them: "19-20 May 2016", "mid Nov 2018", "every autumn"; in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class _Words:
    """How a language says dates."""

    months: tuple[str, ...]
    seasons: Mapping[str, str]
    tens: Mapping[str, str]
    marks: Mapping[str, str]
    every: str
    every_year: str
    since: str
    until: str
    decade: str
    century: str


_LANGUAGES: Final = {
    "en": _Words(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"},
        {"0X": "early", "1X": "mid", "2X": "late", "3X": "end of"},
        {"~": "about ", "?": "perhaps ", "%": "perhaps about "},
        "every ", "every year", "since ", "until ", "{}0s", "{}00s",
    ),
    "id": _Words(
        ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
        {"21": "musim semi", "22": "musim panas", "23": "musim gugur", "24": "musim dingin"},
        {"0X": "awal", "1X": "pertengahan", "2X": "akhir", "3X": "penghujung"},
        {"~": "sekitar ", "?": "mungkin ", "%": "mungkin sekitar "},
        "setiap ", "setiap tahun", "sejak ", "sampai ", "{}0-an", "{}00-an",
    ),
}  # fmt: skip


def spoken(edtf: str | None, language: str = "en") -> str:
    """The value in words; as it is where there are none for it, and "" for None."""
    if not edtf:
        return ""
    words = _LANGUAGES[language]
    start, slash, end = edtf.partition("/")
    if not slash:
        return _date(start, words)
    if end in ("", ".."):
        return words.since + _date(start, words)
    if start in ("", ".."):
        return words.until + _date(end, words)
    return _interval(_date(start, words), _date(end, words))


def _date(value: str, words: _Words) -> str:
    mark = words.marks.get(value[-1:], "")
    year, month, day = [*value.rstrip("~?%").split("T")[0].split("-"), "", ""][:3]
    every = year == "XXXX"
    if not month or month == "XX":
        return words.every_year if every else mark + _year(year, words)
    if month in words.seasons:
        season = words.seasons[month]
        return words.every + season if every else f"{mark}{season} {year}"
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return value
    name = words.months[int(month) - 1]
    tens = words.tens.get(day)
    parts = [tens, name] if tens else [day.lstrip("0") if day not in ("", "XX") else "", name]
    said = " ".join(part for part in (*parts, "" if every else year) if part)
    return words.every + said if every else mark + said


def _year(year: str, words: _Words) -> str:
    """A year, decade or century."""
    if year.endswith("XX"):
        return words.century.format(year[:-2])
    return words.decade.format(year[:-1]) if year.endswith("X") else year


def _interval(one: str, two: str) -> str:
    first, second = one.split(), two.split()
    while first and second and len(first) > 1 and first[-1] == second[-1] and len(first) == len(second):
        first.pop()
        second.pop()
    kept = two.split()[len(second) :]
    if len(first) == len(second) == 1:
        return " ".join([f"{first[0]}–{second[0]}", *kept])
    return f"{' '.join(first)} – {two}"
