"""Room 2, article: when a page was published, as it prints it or as its body implies (codebook 1).

Everything here gives EDTF: a date, or a date-time with seconds and UTC offset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from jejak.article.publishers import publisher_offset
from jejak.languages.data import parse_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WESTERN_INDONESIA: Final = "+07:00"
"""Offset of a clock time printed without zone on an Indonesian page (codebook 1)."""

_LONGEST_LABEL: Final = 300
"""A date line is short; what stands further in is not looked at."""
_LONGEST_BODY: Final = 60_000
_FIRST_YEAR: Final = 1900
_FIRST_WEB_NEWS: Final = 1995
"""No page is older; an earlier year in a body is history, not the time of the report."""


@dataclass(frozen=True, slots=True)
class _Words:
    months: dict[str, int]
    weekdays: dict[str, int]
    zones: dict[str, int]
    published: tuple[str, ...]
    updated: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    raw = parse_lexicon((resources.files("jejak.languages.id") / "page_dates.yaml").read_text("utf-8"))

    def numbers(table: dict[int, list[str]]) -> dict[str, int]:
        return {word: number for number, words in table.items() for word in words}

    return _Words(
        numbers(raw["months"]),
        numbers(raw["weekdays"]),
        raw["zones"],
        tuple(raw["published"]),
        tuple(raw["updated"]),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class _Patterns:
    """All linear: every repetition is bounded or of one character class."""

    dates: tuple[re.Pattern[str], ...]
    clock_after: re.Pattern[str]
    clock_before: re.Pattern[str]
    weekday: re.Pattern[str]
    label: re.Pattern[str]
    date_start: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = _words()
    month, weekday = _any_of(words.months), _any_of(words.weekdays)
    zone = (
        rf"(?P<zone>(?:{_any_of(words.zones)})(?![a-z]))?[ ]?(?P<offset>[+-]\d{{1,2}}(?::?\d{{2}})?(?!\d))?"
    )
    clock = (
        r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?!\d))?(?:[.,]\d{1,9}(?=[z+-]|$))?"
        rf"[ ]?(?P<half>[ap]\.?m\b)?[ ]{{0,2}}\(?{zone}"
    )
    gap = r"(?:t(?=\d)|[\s,|/()•·–—+-]|pukul|pkl\.?|jam|at\b){0,8}"
    flags = re.I
    return _Patterns(
        dates=(
            re.compile(
                rf"(?<![\w/.:])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s+/.–-]{{0,3}}(?P<month>{month})\.?(?![a-z])"
                r"[\s,+/.–'’-]{0,3}(?P<year>\d{4}(?!\d)|\d{2}(?![\d:.]))",
                flags,
            ),
            re.compile(
                rf"(?<![a-z])(?P<month>{month})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})(?!\d)",
                flags,
            ),
            re.compile(r"(?<![\d/.-])(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d/-])"),
            re.compile(
                r"(?<![\d/.-])(?P<first>\d{1,2})([-/.])(?P<other>\d{1,2})\2(?P<year>\d{4}|\d{2})(?![\d/:])"
            ),
        ),
        clock_after=re.compile(gap + clock, flags),
        clock_before=re.compile(
            rf"(?<![\d:.]){clock}\)?[\s,|/–-]{{0,4}}(?:(?:{weekday})[\s,|/–-]{{0,4}})?$", flags
        ),
        weekday=re.compile(rf"(?<![\w])(?P<weekday>{weekday})(?![\w])[\s,.–/-]{{0,4}}$", flags),
        label=re.compile(
            rf"(?P<published>{_any_of(words.published)})|(?P<updated>{_any_of(words.updated)})", flags
        ),
        date_start=re.compile(r"\d"),
    )


_ODD_SPACES = re.compile(r"[^\S\n ]")  # the common blank left out: most texts then need no change at all


def plain_spaces(text: str) -> str:
    """The text with every kind of blank as a space, one code point for one."""
    return _ODD_SPACES.sub(" ", text)


# ---------------------------------------------------------------- dates as pages print them


def parse_published(
    text: str | None,
    *,
    publisher: str | None = None,
    latest: date | None = None,
    near: Sequence[tuple[int, int]] = (),
    offset: str | None = None,
) -> str | None:
    """The moment of publication that a line, a column or a feed field gives, as EDTF; None for none.

    A clock time without zone is local time: `offset` if given, else the publisher's (page_publishers.yaml),
    else WIB. `latest` is the day the page was read (default: today); what lies more than a day after it is
    no date of publication. `near` are (day, month) pairs that the article itself speaks of: they settle
    whether 9/6/2025 is June or September where neither a weekday nor the numbers do; else the day is first.
    Of several dates the one labelled as publication wins, one labelled as update comes last.
    """
    if not text:
        return None
    line = plain_spaces(text[:_LONGEST_LABEL].replace("\n", " "))
    if not _patterns().date_start.search(line):
        return None
    found = [
        (_rank(line, start), start, value)
        for start, value in _moments(line, near, offset or _publisher_offset(publisher))
        if _is_past(value, latest)
    ]
    return min(found)[2] if found else None


def is_date_line(line: str) -> bool:
    """Whether a line says when the page was published, and little else."""
    if len(line) > 120 or not re.search(r"\d", line):
        return False
    flat = plain_spaces(line)
    spans = [match.span() for pattern in _patterns().dates for match in pattern.finditer(flat)]
    if not spans:
        return False
    rest = flat[: min(spans)[0]] + " " + flat[max(end for _, end in spans) :]
    rest = _patterns().clock_after.sub(" ", rest)
    known = set(_words().weekdays) | set(_words().zones) | _LINE_WORDS
    known |= {word for label in (*_words().published, *_words().updated) for word in label.split()}
    return sum(word.lower() not in known for word in re.findall(r"[^\W\d_]+", rest)) <= 4


_LINE_WORDS: Final = frozenset({"pukul", "pkl", "jam", "pada", "at", "on", "jum", "dibaca", "views"})


def _rank(line: str, start: int) -> int:
    """0 after a label of publication, 1 without label, 2 after a label of change."""
    labels = list(_patterns().label.finditer(line, max(0, start - 60), start))
    if not labels:
        return 1
    return 0 if labels[-1]["published"] else 2


def _moments(line: str, near: Sequence[tuple[int, int]], offset: str) -> Iterator[tuple[int, str]]:
    taken: list[tuple[int, int]] = []
    for pattern in _patterns().dates:
        for match in pattern.finditer(line):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            day = _day(match, line, near)
            if day is None:
                continue
            taken.append(match.span())
            yield match.start(), _with_clock(day, line, match.start(), match.end(), offset)


def _day(match: re.Match[str], line: str, near: Sequence[tuple[int, int]]) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if "first" in parts:
        return _by_numbers(int(parts["first"]), int(parts["other"]), year, _weekday_before(match, line), near)
    month = parts["month"]
    number = int(month) if month.isdigit() else _words().months[month.lower()]
    return _make_date(year, number, int(parts["day"]))


def _weekday_before(match: re.Match[str], line: str) -> int | None:
    found = _patterns().weekday.search(line[max(0, match.start() - 20) : match.start()])
    return _words().weekdays[found["weekday"].lower()] if found else None


def _by_numbers(
    first: int, other: int, year: int, weekday: int | None, near: Sequence[tuple[int, int]]
) -> date | None:
    """Day first unless that is impossible, or the weekday or the article's own dates speak against it."""
    options = [
        day for day in (_make_date(year, other, first), _make_date(year, first, other)) if day is not None
    ]
    if weekday is not None:
        options.sort(key=lambda day: day.isoweekday() != weekday)
    elif near and len(options) > 1:
        options.sort(key=lambda day: min(30, _days_to(day, near)))
    return options[0] if options else None


def _days_to(day: date, near: Sequence[tuple[int, int]]) -> int:
    """Days from the nearest of the (day, month) pairs, in whatever year."""
    others = [
        other
        for number, month in near
        for year in (day.year - 1, day.year, day.year + 1)
        if (other := _make_date(year, month, number))
    ]
    return min((abs((day - other).days) for other in others), default=30)


def _make_date(year: int, month: int, day: int) -> date | None:
    if year < _FIRST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_clock(day: date, line: str, start: int, end: int, offset: str) -> str:
    match = _patterns().clock_after.match(line, end) or _patterns().clock_before.search(
        line[max(0, start - 60) : start]
    )
    if not match:
        return day.isoformat()
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    second = int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return day.isoformat()
    zone = _zone(match["zone"], match["offset"], offset)
    return f"{day.isoformat()}T{hour:02}:{minute:02}:{second:02}{zone}"


def _zone(name: str | None, offset: str | None, default: str) -> str:
    minutes = _words().zones[name.lower()] if name else None
    if offset and (minutes is None or minutes == 0):
        digits = offset[1:].replace(":", "")
        hours, rest = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        if hours <= 14 and rest < 60:
            minutes = (hours * 60 + rest) * (-1 if offset[0] == "-" else 1)
    if minutes is None:
        return default
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _is_past(value: str, latest: date | None) -> bool:
    limit = (latest or datetime.now(UTC).date()) + timedelta(days=1)
    return date.fromisoformat(value[:10]) <= limit


def _publisher_offset(publisher: str | None) -> str:
    if not publisher:
        return WESTERN_INDONESIA
    return publisher_offset(publisher) or WESTERN_INDONESIA


# ---------------------------------------------------------------- dates that the body implies


@dataclass(frozen=True, slots=True)
class _Mention:
    """A day the body speaks of; `full` where weekday, day, month and year are all printed and agree."""

    day: date
    at: int
    full: bool
    attributed: bool


_PERIOD = r"(?:[ ,](?:dini hari|pagi|siang|sore|petang|malam|kemarin|lalu|ini|waktu setempat))?"
_FUTURE = re.compile(
    r"\b(?:akan|mendatang|depan|besok|dijadwalkan|rencananya|berencana|menjelang|hingga|sampai|tenggat|sebelum"
    r"|batas waktu|mulai|berlaku|paling lambat)\b",
    re.I,
)
_ATTRIBUTION = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|jelas|papar|tegas|sebut|ungkap|terang|imbuh|tambah|cetus|beber)(?:nya)?\b"
    r"|\b(?:dikutip|dilansir|melansir|mengutip|dilaporkan|berkata|keterangan|pernyataan|siaran pers)\b"
    r"|\bhari ini\b"
    r"|\bmeng?(?:atakan|ungkapkan|umumkan)\b|\bme(?:nyebut|negaskan|nyatakan|maparkan|laporkan|nyampaikan)\b",
    re.I,
)
_YEARS = re.compile(r"(?<![\d.,/-])((?:19|20)\d{2})(?![\d.,]\d|\d)")


@dataclass(frozen=True, slots=True)
class _BodyPatterns:
    weekday_date: re.Pattern[str]
    plain_date: re.Pattern[str]
    bare_weekday: re.Pattern[str]


@lru_cache(maxsize=1)
def _body_patterns() -> _BodyPatterns:
    words = _words()
    month = _any_of(word for word in words.months if len(word) > 3 or word == "mei")
    weekday = _any_of(word for word in words.weekdays if len(word) > 3)
    return _BodyPatterns(
        weekday_date=re.compile(
            rf"\b(?P<weekday>{weekday})\b{_PERIOD}{_PERIOD},?[ ]?\(?(?P<day>\d{{1,2}})"
            rf"(?:[/-](?P<number>\d{{1,2}})(?:[/-](?P<short>\d{{4}}|\d{{2}}))?(?![\d/])"
            rf"|[ ](?P<month>{month})\b(?:[ ](?P<year>\d{{4}})\b)?)",
            re.I,
        ),
        plain_date=re.compile(
            rf"(?<![\d/.,-])(?:\d{{1,2}}[ ]?[-–][ ]?)?(?P<day>\d{{1,2}})"
            rf"(?:[ ](?P<month>{month})[ ](?P<year>\d{{4}})\b"
            r"|/(?P<number>\d{1,2})/(?P<short>\d{4})(?![\d/]))",
            re.I,
        ),
        bare_weekday=re.compile(rf"\b(?P<weekday>{weekday})\b(?![ ]?\(?\d)", re.I),
    )


def spoken_days(text: str) -> list[tuple[int, int]]:
    """(day, month) of every "Jumat (29/8)" in the text: what `parse_published` takes as `near`."""
    days = []
    for match in _body_patterns().weekday_date.finditer(text[:_LONGEST_BODY]):
        month = int(match["number"]) if match["number"] else _words().months[match["month"].lower()]
        days.append((int(match["day"]), month))
    return days


def infer_published(text: str, *, latest: date | None = None) -> tuple[str | None, str | None]:
    """(published, inferred): what the body prints in full, or else what it implies; at most one is not None.

    Indonesian news puts the day of the report behind the attribution: "kata X, Jumat (30/11/2018)".
    Weekday, day, month and year in print count as given; where the year is not printed, it is the one in
    which the day falls on that weekday and which lies nearest to the last year the text speaks of; where only
    a weekday is printed, it is the first such weekday after the last day the text speaks of.
    """
    body = plain_spaces(text[:_LONGEST_BODY])
    limit = latest or datetime.now(UTC).date()
    newest = _newest_year(body, limit)
    dated = _weekday_dates(body, newest)
    mentions = [mention for mention in dated if mention.day <= limit + timedelta(days=1)]
    if best := _day_of_report([mention for mention in mentions if mention.full]):
        return best.isoformat(), None
    if best := _day_of_report(mentions):
        return None, best.isoformat()
    since = newest or _FIRST_WEB_NEWS
    others = [mention for mention in _plain_dates(body) if since <= mention.day.year and mention.day <= limit]
    if best := _by_bare_weekday(body, others):
        return None, best.isoformat()
    best = _day_of_report([mention for mention in others if mention.attributed])
    return None, best.isoformat() if best else None


def _day_of_report(mentions: list[_Mention]) -> date | None:
    """The last day that stands behind an attribution; without one the first day of the text."""
    attributed = [mention.day for mention in mentions if mention.attributed]
    if attributed:
        return max(attributed)
    return min(mentions, key=lambda mention: mention.at).day if mentions else None


def _newest_year(body: str, limit: date) -> int | None:
    """The last year the text speaks of, plans left out."""
    years = (match for match in _YEARS.finditer(body) if not _is_future(body, match.start()))
    spoken = (int(match[1]) for match in years)
    return max((year for year in spoken if _FIRST_WEB_NEWS <= year <= limit.year), default=None)


def _weekday_dates(body: str, newest: int | None) -> list[_Mention]:
    found = []
    for match in _body_patterns().weekday_date.finditer(body):
        weekday = _words().weekdays[match["weekday"].lower()]
        month = int(match["number"]) if match["number"] else _words().months[match["month"].lower()]
        printed = match["year"] or match["short"]
        if printed:
            year: int | None = int(printed) + (2000 if len(printed) == 2 else 0)
        else:
            year = _likely_year(int(match["day"]), month, weekday, newest)
        day = _make_date(year, month, int(match["day"])) if year else None
        if day and day.isoweekday() == weekday and not _is_future(body, match.start()):
            found.append(_Mention(day, match.start(), bool(printed), _is_attributed(body, match.start())))
    return found


_FURTHEST_GUESS: Final = 3


def _likely_year(day: int, month: int, weekday: int, newest: int | None) -> int | None:
    """The year in which the day falls on that weekday: one before to three after the newest spoken one."""
    if newest is None:
        return None
    near = range(newest - 1, newest + _FURTHEST_GUESS + 1)
    fitting = [
        year for year in near if (made := _make_date(year, month, day)) and made.isoweekday() == weekday
    ]
    return min(fitting, key=lambda year: (abs(year - newest), -year), default=None)


def _plain_dates(body: str) -> list[_Mention]:
    found = []
    for match in _body_patterns().plain_date.finditer(body):
        month = int(match["number"]) if match["number"] else _words().months[match["month"].lower()]
        day = _make_date(int(match["year"] or match["short"]), month, int(match["day"]))
        if day and not _is_future(body, match.start()):
            found.append(_Mention(day, match.start(), False, _is_attributed(body, match.start())))
    return found


def _by_bare_weekday(body: str, dated: list[_Mention]) -> date | None:
    """A weekday alone in the first paragraphs, on or after the last dated day of the text."""
    opening = body[: _end_of_opening(body)]
    match = _body_patterns().bare_weekday.search(opening)
    if not match or not dated or _is_future(body, match.start()):
        return None
    last = max(mention.day for mention in dated)
    weekday = _words().weekdays[match["weekday"].lower()]
    return last + timedelta(days=(weekday - last.isoweekday()) % 7)


def _end_of_opening(body: str) -> int:
    end = 0
    for _ in range(2):
        end = body.find("\n", end + 1)
        if end < 0:
            return min(len(body), 1500)
    return min(end, 3000)


def _clause_before(body: str, at: int, size: int) -> str:
    before = body[max(0, at - size) : at]
    cut = max(before.rfind("\n"), before.rfind(". "))
    return before[cut + 1 :]


def _is_future(body: str, at: int) -> bool:
    return _FUTURE.search(_clause_before(body, at, 60)) is not None


def _is_attributed(body: str, at: int) -> bool:
    return _ATTRIBUTION.search(_clause_before(body, at, 200)) is not None
