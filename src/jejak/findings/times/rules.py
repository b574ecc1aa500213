"""Room 4, findings: the rules that read one date or period, and what each is resolved against.

A rule is a pattern over token classes (see `Lexicon.pattern`) and a function from its match to EDTF, or
None where the words turn out to mean no time. Absolute rules carry their year and are resolved first, so
that the others can lean on them: "14 Juli" is in the year of "14 Juli 2025" in the same text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from jejak import edtf
from jejak.findings.times import values as values
from jejak.findings.times.words import FIRST_YEAR, LAST_YEAR, Lexicon, Tokens, roman

if TYPE_CHECKING:
    from collections.abc import Callable

DATED_WEEKDAY: Final = "weekday and date"
"""The rule whose values are the days on which things are reported."""
FAR: Final = 270
"""Days: a date without a year is rarely meant further away than this."""
SOON: Final = 95
"""Days: what would otherwise lie far in the past is meant to come, if it comes within these."""
JUST_REPORTED: Final = 2
"""Most days between the "today" of a report and its publication."""
_SAME_SENTENCE: Final = 25
"""Tokens within which "periode yang sama" leans on a month that was written before."""
SAME_STORY: Final = 60
"""Tokens within which "hari ini" leans on a day that was written before."""
_REACH: Final = 12  # tokens around a date in which a tense cue is looked for
_CLOSE: Final = 5  # tokens before a date in which a word says that the act is over
_NEAR: Final = 60  # tokens around a day in which a word may name it
_LONGEST_QUOTE: Final = 300  # tokens from a time in a quotation to the quotation's end
_ATTRIBUTION: Final = 40  # tokens behind a quotation in which the day of its telling may stand
_LOOK_BACK: Final = 8  # earlier times that are tried as what "sehari sebelumnya" counts from
_MONTHS_TOLD: Final = re.compile(r"\d{4}-\d\d(/\d{4}-\d\d)?")
_COMMON_YEARS: Final = range(1900, 2100)
_A_YEAR: Final = 366
_RUN_ON: Final = "pada"  # pages lose spaces: "Kementerian Lodanpada 2017"
_QUOTES: Final = frozenset('"“”')
_LAST_CENTURY: Final = range(90, 100)  # "Mei 98"


@dataclass
class Dates:
    """What is known of dates while a text is resolved: publication, and the times found so far."""

    anchor: date | None
    found: list[tuple[int, str]] = field(default_factory=list)
    reported: list[tuple[int, date]] = field(default_factory=list)
    told: list[tuple[int, date]] = field(default_factory=list)
    dated: list[tuple[int, date]] = field(default_factory=list)
    latest: date | None = None
    days: dict[tuple[int, int], int] = field(default_factory=dict)

    def add(self, at: int, value: str, rule: str, *, cited: bool = False) -> None:
        """Remember the value found at a token; a `cited` one dates a medium's report, not what is told."""
        insort(self.found, (at, value))
        day = edtf.day(value)
        if day and rule in _ABSOLUTE_DAYS:
            self.days.setdefault((day.month, day.day), day.year)
        if day and rule == DATED_WEEKDAY and not cited and (self.anchor is None or day <= self.anchor):
            insort(self.dated, (at, day))
        if day and rule == DATED_WEEKDAY and self._is_news(day):
            insort(self.reported, (at, day))
            if not cited:
                insort(self.told, (at, day))
            self.latest = max(self.latest or day, day)

    def _is_news(self, day: date) -> bool:
        return self.anchor is not None and 0 <= (self.anchor - day).days <= JUST_REPORTED

    def told_within(self, first: int, last: int) -> date | None:
        """The first day on which something is told in the tokens first..last, no medium's report."""
        at = bisect_left(self.dated, (first, date.min))
        return self.dated[at][1] if at < len(self.dated) and self.dated[at][0] < last else None

    def before(self, at: int, length: int, reach: int | None = None) -> str | None:
        """The last value before a token that is as exact as `length` characters of EDTF say.

        No more than `reach` tokens before, if that is given.
        """
        last = bisect_left(self.found, (at, ""))
        for place, value in reversed(self.found[max(0, last - _LOOK_BACK) : last]):
            if reach is not None and at - place > reach:
                return None
            if len(value) >= length and "X" not in value and ".." not in value:
                return value
        return None

    def today(self, at: int, *, spoken: bool) -> date | None:
        """The day that "hari ini" means at a token.

        It is the day reported last before the token, if that is near in the text and just before
        publication; else the latest day just before publication that the text reports, else publication.
        What is `spoken` was not said on the day on which a medium was quoted.
        """
        reported = self.told if spoken else self.reported
        before = bisect_left(reported, (at, date.min)) - 1
        if before >= 0 and at - reported[before][0] <= SAME_STORY:
            return reported[before][1]
        return self.latest or self.anchor


@dataclass
class Hit:
    """A rule's match in a text, with what is needed to resolve it."""

    words: Lexicon
    tokens: Tokens
    match: re.Match[str]
    dates: Dates

    @property
    def start(self) -> int:
        """First token."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Token after the last."""
        return self.match.end()

    @property
    def anchor(self) -> date | None:
        """The day of publication; for quoted words the day on which they were said, where that is told."""
        return self.spoken_on or self.dates.anchor

    @cached_property
    def spoken_on(self) -> date | None:
        """The day told behind the quotation that holds the match: "...," kata X, Senin (1/6)."""
        tokens = self.tokens
        if not tokens.quoted[self.start]:
            return None
        stop = min(tokens.size, self.end + _LONGEST_QUOTE)
        closed = next((n for n in range(self.end, stop) if not tokens.quoted[n]), None)
        if closed is None or tokens.words[closed] == "\n":
            return None
        last = min(tokens.size, closed + _ATTRIBUTION)
        ends = (n for n in range(closed + 1, last) if tokens.quoted[n] or tokens.words[n] == "\n")
        return self.dates.told_within(closed, next(ends, last))

    def has(self, name: str) -> bool:
        """Whether the rule has the group and it took part in the match."""
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def at(self, name: str) -> str:
        """The first word of a group, lower case."""
        return self.tokens.words[self.match.start(name)]

    def group(self, name: str) -> list[str]:
        """All words of a group, lower case; none if it took no part."""
        return self.tokens.words[self.match.start(name) : self.match.end(name)] if self.has(name) else []

    def is_class(self, index: int, *names: str) -> bool:
        """Whether a token is of one of the classes."""
        letters = self.tokens.letters
        return 0 <= index < len(letters) and letters[index] in {self.words.letters[name] for name in names}

    def number(self, name: str) -> int:
        """A number in digits, words or Roman numerals: "12", "dua belas", "XII"; 0 if unreadable."""
        total = 0
        for word in self.group(name):
            if word.isascii() and word.isdigit():
                total = int(word) if len(word) <= 4 else 0
            elif word in self.words.tens:
                factor, more = self.words.tens[word]
                total = total * factor + more
            elif word in self.words.numbers:
                total += self.words.numbers[word]
            else:
                total = roman(word)
        return total

    def month(self, name: str = "m") -> int:
        """The number of a month, written as word or number."""
        word = self.at(name)
        return self.words.months.get(word) or self.number(name)

    def weekday(self, name: str = "w") -> int:
        """Monday is 0."""
        return self.words.weekdays[self.at(name)]

    def count(self) -> int:
        """How many units are counted: 2 in "dua tahun", 1 in "setahun"."""
        return 1 if self.has("one") else self.number("c")

    def unit(self) -> str:
        """The unit that is counted: day, week, month, year ..."""
        return self.words.units[self.at("one" if self.has("one") else "u")]

    def year(self) -> int | None:
        """The year that the match names, or that "tahun lalu" in it means."""
        if self.has("y"):
            return self.full_year(self.at("y"))
        if self.has("yrel") and self.anchor:
            return self.anchor.year + self.relation("yrel")
        return None

    def full_year(self, written: str) -> int | None:
        """A year from four digits or two ("25"); None for a misprint such as "225"."""
        if not written.isdigit() or not written.isascii():
            return None
        if len(written) == 2:
            return 2000 + int(written)
        value = int(written) if len(written) == 4 else 0
        near = self.anchor is None or value <= self.anchor.year + 50
        return value if FIRST_YEAR <= value <= LAST_YEAR and near else None

    def relation(self, name: str = "rel") -> int:
        """-1 for "lalu", 0 for "ini" or nothing, 1 for "depan"."""
        for index in range(self.match.start(name), self.match.end(name)) if self.has(name) else ():
            if self.is_class(index, "past", "yesterday", "previously"):
                return -1
            if self.is_class(index, "future", "coming", "soon", "tomorrow"):
                return 1
        return 0

    def direction(self) -> int:
        """Whether the words around speak of what was (-1) or will be (1); 0 if they say neither."""
        guards = self.words.guards
        before = self._direction_before(guards["future_cues"])
        if before:
            return before
        for word in self.tokens.after(self.end, 4):
            if word in guards["told"]:
                break
            if word in guards["future_verbs"]:
                return 1
        return 0

    def _direction_before(self, cues: frozenset[str], ends: frozenset[str] = frozenset()) -> int:
        """What the nearest word of tense before the match says: one of `cues` for what is to come.

        Looks no further than one of the words `ends`.
        A match that dates the act of telling ("mengatakan pada Maret") has no tense from before it, but
        for "akan mengatakan".
        """
        guards = self.words.guards
        told = False
        for word in self.tokens.before(self.start, _REACH):
            if told:
                return int(word in guards["future_verbs"])
            if word in cues:
                return 1
            if word in guards["past_cues"]:
                return -1
            if word in ends:
                return 0
            told = word in guards["told"]
        return 0

    def is_coming(self) -> bool:
        """Whether the clause of a bare weekday is of what is to come: "akan tiba pada Senin".

        A comma ends the clause before an attribution's weekday ("..., Senin"), not before "pada Senin".
        """
        guards = self.words.guards
        if self.is_class(self.end, "until", "dash"):
            return False
        dated = self.previous() in guards["place_words"]
        before = self._direction_before(guards["coming"], _QUOTES if dated else _QUOTES | {","})
        if before:
            return before > 0
        for index in range(self.end, min(self.end + _CLOSE, self.tokens.size)):
            if self.tokens.words[index] in guards["future_verbs"]:
                return True
            if not (self.tokens.is_capital(index) or self.is_class(index, "comma")):
                return False
        return False

    def is_over(self) -> bool:
        """Whether a word close before says that the act is past: "telah bertemu pada 5 Februari".

        So is an act of telling: "mengatakan pada Februari".
        """
        guards, before = self.words.guards, [*self.tokens.before(self.start, _CLOSE)]
        dates_telling = len(before) > 1 and before[0] in guards["place_words"] and before[1] in guards["told"]
        return dates_telling or not guards["past_cues"].isdisjoint(before)

    def reaches_now(self) -> bool:
        """Whether the words after the match bring it up to now: "... sampai dengan sekarang"."""
        after = self.end + 1 + self.is_class(self.end + 1, "with")
        return self.is_class(self.end, "until") and self.is_class(after, "now", "moment")

    @property
    def today(self) -> date | None:
        """The day that "hari ini" means here."""
        return self.spoken_on or self.dates.today(self.start, spoken=bool(self.tokens.quoted[self.start]))

    def is_cited(self) -> bool:
        """Whether the match dates a medium's report: "dikutip dari Kantor Berita Lodan, Jumat (20/6)"."""
        cited = tuple(self.words.guards["cited"])
        return any(word.startswith(cited) for word in self.tokens.before(self.start, _REACH))

    def previous(self) -> str:
        """The word before the match, lower case, "" at the beginning of a line."""
        word = self.tokens.words[self.start - 1] if self.start else ""
        return "" if word == "\n" else word

    def next(self) -> str:
        """The word after the match, lower case."""
        return self.tokens.words[self.end] if self.end < self.tokens.size else ""


@dataclass(frozen=True)
class Rule:
    """A named pattern over token classes and what its match means."""

    name: str
    pattern: str
    resolve: Callable[[Hit], str | None]
    fits: Callable[[Hit], bool] = lambda _hit: True


# Days ------------------------------------------------------------------------------------------------


def _nearest(hit: Hit, options: list[date], relation: int) -> date | None:
    """Which of the same day or month in neighbouring years is meant, past ones rather than far ones."""
    anchor = hit.anchor
    if anchor is None or not options:
        return None
    past = [day for day in options if day <= anchor]
    ahead = [day for day in options if day > anchor or (relation > 0 and day == anchor)]
    if relation < 0 or not ahead or hit.reaches_now():
        return max(past, default=None)
    if relation > 0 or not past:
        return min(ahead)
    gone, coming = (anchor - max(past)).days, (min(ahead) - anchor).days
    if hit.previous() in ("hingga", "sampai"):
        return min(ahead) if coming < gone else max(past)
    if hit.direction() > 0:
        return min(ahead) if coming <= FAR else max(past)
    return min(ahead) if gone > FAR and coming <= SOON and not hit.is_over() else max(past)


def _year_of_day(hit: Hit, month: int, day: int) -> int | None:
    """The year of a day written without one."""
    if hit.anchor is None:
        return None
    relation = hit.relation()
    if not hit.has("rel"):
        known = hit.dates.days.get((month, day)) or _named_day(hit, month, day)
        if known:
            return known
    elif relation == 0:
        return hit.anchor.year
    years = (hit.anchor.year - 1, hit.anchor.year, hit.anchor.year + 1)
    options = [made for year in years if (made := values.make_day(year, month, day))]
    chosen = _nearest(hit, options, relation)
    return chosen.year if chosen else None


def _named_day(hit: Hit, month: int, day: int) -> int | None:
    """The year of a day that is known by its day and month alone, if a word nearby says so."""
    for known in hit.words.known_days:
        if (known["month"], known["day"]) == (month, day):
            around = hit.tokens.words[max(0, hit.start - _NEAR) : hit.end + _NEAR]
            if not set(known["near"]).isdisjoint(around) and (
                hit.anchor and hit.anchor.year >= known["year"]
            ):
                return int(known["year"])
    return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _weekday_and_date(hit: Hit) -> str | None:
    day, month, weekday = hit.number("d"), hit.month(), hit.weekday()
    year = hit.year()
    said = year is not None
    if year is None:
        year = _year_of_weekday(hit, month, day, weekday)
    given = values.make_day(year, month, day) if year else None
    return _iso(values.settle(weekday, given, hit.anchor, year_said=said))


def _year_of_weekday(hit: Hit, month: int, day: int, weekday: int) -> int | None:
    """A weekday's date without a year: near publication, or else within a year of it on its weekday."""
    if hit.anchor is None:
        return None
    if known := hit.dates.days.get((month, day)):
        return known
    years = (hit.anchor.year, hit.anchor.year - 1, hit.anchor.year + 1)
    options = [made for year in years if (made := values.make_day(year, month, day))]
    near = [made for made in options if abs((made - hit.anchor).days) <= FAR // 2]
    right = [
        made for made in options if made.weekday() == weekday and abs((made - hit.anchor).days) <= _A_YEAR
    ]
    chosen = near or right or options
    return chosen[0].year if chosen else None


def _run_together(hit: Hit) -> str | None:
    """The day of "Rabu (1672025)", whose strokes were lost: the reading that is on the weekday."""
    digits = hit.at("d")
    if not (digits.isascii() and digits.isdigit() and 6 <= len(digits) <= 8):
        return None
    front, year = digits[:-4], hit.full_year(digits[-4:])
    made = [values.make_day(year, int(front[at:]), int(front[:at])) for at in range(1, len(front)) if year]
    return next((_iso(day) for day in made if day and day.weekday() == hit.weekday()), None)


def _day_in_brackets(hit: Hit) -> str | None:
    day, month = hit.number("d"), hit.month()
    year = hit.year() or _year_of_day(hit, month, day)
    return _iso(values.make_day(year, month, day)) if year else None


def _is_in_brackets(hit: Hit) -> bool:
    """Right behind words of time: "Rabu pekan lalu (18/6)", "kemarin (18/6)"; not a score or a fraction."""
    before = hit.start - 1
    behind = ("past", "this", "future", "yesterday", "tomorrow", "local", "zone", "its_day", "last_night")
    return (
        hit.is_class(before, "lpar")
        and hit.is_class(hit.end, "rpar")
        and hit.is_class(before - 1, *behind, "day_part", "tonight", "just_now", "weekday")
    )


def _weekdays_and_dates(hit: Hit) -> str | None:
    month, year = hit.month(), hit.year()
    last = hit.number("d2")
    year = year or _year_of_day(hit, month, last)
    if not year:
        return None
    return values.interval(
        _iso(values.make_day(year, month, hit.number("d"))), _iso(values.make_day(year, month, last))
    )


def _numeric_date(hit: Hit) -> str | None:
    year = hit.year()
    return _iso(values.make_day(year, hit.month(), hit.number("d"))) if year else None


def _dotted_date(hit: Hit) -> str | None:
    day, month, year = hit.at("d").split(".")
    full = hit.full_year(year)
    return _iso(values.make_day(full, int(month), int(day))) if full and day and month else None


def _day_of_month(hit: Hit) -> str | None:
    day, month = hit.number("d"), hit.month()
    year = hit.year() or _year_of_day(hit, month, day)
    return _iso(values.make_day(year, month, day)) if year else None


def _days_of_month(hit: Hit) -> str | None:
    first, last, month = hit.number("d"), hit.number("d2"), hit.month()
    year = hit.year() or _year_of_day(hit, month, last)
    if not year or first >= last:
        return None
    return values.interval(
        _iso(values.make_day(year, month, first)), _iso(values.make_day(year, month, last))
    )


def _are_one_stretch(hit: Hit) -> bool:
    """A row of days, or two that follow each other; not "12 dan 17 Oktober"."""
    listed = hit.is_class(hit.match.start("d") + 1, "and_")
    return not listed or hit.number("d2") == hit.number("d") + 1


def _days_across_months(hit: Hit) -> str | None:
    month, month2, last = hit.month(), hit.month("m2"), hit.number("d2")
    year = hit.year() or _year_of_day(hit, month2, last)
    if not year:
        return None
    first_year = hit.number("y1") if hit.has("y1") else year - (month > month2)
    first = values.make_day(first_year, month, hit.number("d"))
    until = values.make_day(year, month2, last)
    return values.interval(_iso(first), _iso(until)) if first and until and first < until else None


def _weekday(hit: Hit) -> str | None:
    weekday, anchor = hit.weekday(), hit.anchor
    if anchor is None:
        return None
    if hit.has("rel"):
        relation = hit.relation()
        if relation < 0:
            yesterday = values.shift_days(anchor, -1)
            return _iso(yesterday and values.last_weekday(weekday, yesterday))
        if relation > 0:
            tomorrow = values.shift_days(anchor, 1)
            return _iso(tomorrow and values.next_weekday(weekday, tomorrow))
        return _iso(values.shift_days(anchor, weekday - anchor.weekday()))
    return _iso(_bare_weekday(hit, weekday, anchor))


def _bare_weekday(hit: Hit, weekday: int, anchor: date) -> date | None:
    return values.next_weekday(weekday, anchor) if hit.is_coming() else values.last_weekday(weekday, anchor)


def _weekdays(hit: Hit) -> str | None:
    """From one weekday to the next such other; None for opening hours and the like."""
    habits = hit.words.guards["habit"]
    around = (*hit.tokens.before(hit.start, _REACH), *hit.tokens.after(hit.end, _CLOSE))
    if hit.anchor is None or not habits.isdisjoint(around):
        return None
    first = _bare_weekday(hit, hit.weekday(), hit.anchor)
    if hit.has("rel"):
        first = values.shift_days(hit.anchor, 7 * hit.relation() + hit.weekday() - hit.anchor.weekday())
    last = first and values.next_weekday(hit.weekday("w2"), first)
    return values.interval(_iso(first), _iso(last))


def _weekday_of_week(hit: Hit) -> str | None:
    if hit.anchor is None:
        return None
    ahead = 7 * hit.relation() + hit.weekday() - hit.anchor.weekday()
    return _iso(values.shift_days(hit.anchor, ahead))


def _today(days: int) -> Callable[[Hit], str | None]:
    def resolve(hit: Hit) -> str | None:
        today = hit.today
        return _iso(today and values.shift_days(today, days))

    return resolve


def _yesterday(hit: Hit) -> str | None:
    if hit.has("d"):
        day, month = hit.number("d"), hit.month()
        year = hit.year() or _year_of_day(hit, month, day)
        if year and (made := values.make_day(year, month, day)):
            return made.isoformat()
    return _iso(hit.anchor and values.shift_days(hit.anchor, -1))


def _last_night(hit: Hit) -> str | None:
    return values.interval(_iso(hit.anchor and values.shift_days(hit.anchor, -1)), _iso(hit.anchor))


def _is_one_night(hit: Hit) -> bool:
    return hit.previous() not in hit.words.guards["night_long"]


def _is_one_day(hit: Hit) -> bool:
    """Not the name of a programme ("Dunia Hari Ini"), nor "beberapa hari ini"."""
    tokens, before = hit.tokens, hit.start - 1
    titled = before >= 0 and tokens.is_capital(before) and tokens.is_capital(hit.start)
    return not titled and _is_counted(hit)


def _is_yesterday(hit: Hit) -> bool:
    """Not what speakers call "kemarin" for "lately", nor "kemarin-kemarin"; a date beside it is certain."""
    twice = "-" in (hit.previous(), hit.next())
    lately = hit.tokens.quoted[hit.start] and hit.spoken_on is None
    return hit.has("d") or (_is_apart(hit) and not twice and not lately)


def _is_apart(hit: Hit) -> bool:
    """Not right behind a date that it only leans on: "9 Juli 2025 besok", "Rabu (28/5) kemarin"."""
    before = hit.start - 1
    in_brackets = hit.is_class(before, "rpar") and hit.is_class(before - 1, "num", "yyyy")
    return not in_brackets and not hit.is_class(before, "yyyy", "month")


def _is_sunday(hit: Hit) -> bool:
    """Whether "minggu" is the day here, not a week or a market ("Pasar Minggu")."""
    index = hit.match.start("w")
    if not hit.is_class(index, "sunday"):
        return True
    if hit.previous() in hit.words.guards["sunday_before_no"]:
        return False
    if index and hit.is_class(index - 1, "uday"):
        return True
    counted = bool(index) and hit.is_class(index - 1, "num", "numword", "big", "edge", "each")
    return hit.tokens.is_capital(index) and not counted


def _is_no_name(hit: Hit) -> bool:
    return _is_sunday(hit) and not (hit.start and hit.is_class(hit.start - 1, "each"))


# Months and parts of months -------------------------------------------------------------------------


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
    chosen = _nearest(hit, [date(year, number, 15) for year in years if 1 <= year <= 9999], relation)
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


def _starts_sentence(tokens: Tokens, index: int) -> bool:
    return index == 0 or tokens.words[index - 1] in (".", "\n", "!", "?", '"', "“", ":")


def _months(hit: Hit) -> str | None:
    second = _month_year(hit, "m2")
    first = hit.month()
    if not second or not 1 <= first <= 12:
        return None
    year, number = second
    return values.interval(values.month(year - (first > number), first), values.month(year, number))


def _part_of_month(hit: Hit) -> str | None:
    found = _month_year(hit)
    return values.month_part(values.month(*found), _edge(hit)) if found else None


def _edge(hit: Hit) -> str:
    return hit.words.edges[hit.at("e")]


def _relative_month(hit: Hit) -> str | None:
    return values.month(hit.anchor.year, hit.anchor.month + hit.relation()) if hit.anchor else None


def _part_of_relative_month(hit: Hit) -> str | None:
    value = _relative_month(hit)
    return value and values.month_part(value, _edge(hit))


# Weeks, quarters, seasons, years ---------------------------------------------------------------------


def _is_counted(hit: Hit) -> bool:
    """Not "beberapa tahun mendatang", nor "tahun-tahun mendatang"."""
    before = hit.tokens.before(hit.start, 2)
    word = next(before, "")
    return (next(before, "") if word == "-" else word) not in hit.words.guards["vague"]


def _relative_week(hit: Hit) -> str | None:
    return values.week(hit.anchor, hit.relation()) if hit.anchor else None


def _part_of_week(hit: Hit) -> str | None:
    if hit.anchor is None:
        return None
    edge = _edge(hit)
    if not hit.has("rel"):
        began = hit.anchor.weekday() >= (5 if edge == "late" else 0)
        ahead = 0 if began or hit.direction() > 0 else -1
        return values.week_part(hit.anchor, ahead, edge)
    ahead = 0 if hit.is_class(hit.match.start("rel"), "soon") else hit.relation()
    return values.week_part(hit.anchor, ahead, edge)


def _is_of_a_year(hit: Hit) -> bool:
    """Not an age: "menteri berusia 65 tahun ini"."""
    aged = hit.is_class(hit.start - 1, "num", "numword") and hit.relation() == 0
    return _is_counted(hit) and not aged


def _relative_year(hit: Hit) -> str | None:
    return values.year(hit.anchor.year + hit.relation()) if hit.anchor else None


def _part_of_year(hit: Hit) -> str | None:
    year = hit.year()
    if year is None and hit.anchor:
        year = hit.anchor.year + hit.relation()
    return values.year_part(year, _edge(hit)) if year else None


def _quarter(hit: Hit) -> str | None:
    year = hit.year() or (hit.anchor.year if hit.anchor else None)
    first = hit.number("n")
    last = hit.number("n2") if hit.has("n2") else first
    months = 6 if hit.is_class(hit.match.start("q"), "semester", "half") else 3
    return values.quarter(year, first, last, months) if year else None


def _first_months(hit: Hit) -> str | None:
    year, count = hit.year(), hit.number("c")
    return (
        values.interval(values.month(year, 1), values.month(year, count))
        if year and 0 < count <= 12
        else None
    )


def _season(hit: Hit) -> str | None:
    code = hit.words.seasons[hit.at("s")]
    year = hit.year()
    if year is None and hit.anchor:
        year = hit.anchor.year + hit.relation()
    return f"{year:04}-{code}" if year else None


def _season_told(hit: Hit) -> str | None:
    """A season beside one whose year is told: "pada musim panas 2024 ...; pada musim gugur"."""
    told = hit.dates.before(hit.start, len("2024-22"), _SAME_SENTENCE)
    if told is None or len(told) != len("2024-22") or int(told[5:]) not in hit.words.seasons.values():
        return None
    return f"{told[:4]}-{hit.words.seasons[hit.at('s')]}"


def _each_season(hit: Hit) -> str:
    return f"XXXX-{hit.words.seasons[hit.at('s')]}"


def _each_month(hit: Hit) -> str | None:
    if hit.has("d"):
        day = values.make_day(2020, hit.month(), hit.number("d"))
        return f"XXXX-{day:%m-%d}" if day else None
    return f"XXXX-{hit.month():02}"


def _year(hit: Hit) -> str | None:
    year = hit.year()
    return values.year(year) if year else None


def _is_year(hit: Hit) -> bool:
    """A bare four-digit number that is a year, not an amount, a name's or a law's number."""
    guards, tokens = hit.words.guards, hit.tokens
    index = hit.match.start("y")
    if _is_law(hit) or hit.next() in guards["year_after_no"]:
        return False
    if hit.start < index:
        return True
    if int(tokens.words[index]) not in _COMMON_YEARS or hit.previous() in guards["year_before_no"]:
        return False
    if hit.previous() in ("$", "€", "£", "-", "–", "/", "#", "+", "'", "’", "&", "="):
        return False
    before = index - 1
    if before > 0 and hit.is_class(before, "rpar"):
        return not tokens.surface(before - 1).isupper()
    named = before >= 0 and tokens.is_capital(before) and hit.is_class(before, "other", "roman", "between")
    return not named or _starts_sentence(tokens, before) or tokens.words[before].endswith(_RUN_ON)


def _is_law(hit: Hit) -> bool:
    """Whether the year is part of a law's name: "UU Nomor 5 Tahun 2018"."""
    tokens = hit.tokens
    if not hit.start or tokens.letters[hit.start - 1] not in (
        hit.words.letters["num"],
        hit.words.letters["big"],
        hit.words.letters["yyyy"],
    ):
        return False
    guards = hit.words.guards
    if not guards["number_words"].isdisjoint(tokens.words[max(0, hit.start - 7) : hit.start]):
        return True
    return not guards["law_words"].isdisjoint(tokens.before(hit.start, 8))


def _years(hit: Hit) -> str | None:
    first, second = hit.number("y"), hit.number("y2")
    if second < 100:
        second += first - first % 100
    return values.interval(values.year(first), values.year(second)) if first < second else None


def _two_years(hit: Hit) -> str | None:
    first, second = hit.number("y"), hit.number("y2")
    return values.interval(values.year(first), values.year(second))


def _are_consecutive(hit: Hit) -> bool:
    return hit.number("y2") == hit.number("y") + 1 and _is_year(hit)


def _month_of_last_century(hit: Hit) -> str | None:
    return values.month(1900 + hit.number("y"), hit.month())


def _is_of_last_century(hit: Hit) -> bool:
    return hit.number("y") in _LAST_CENTURY and hit.next() not in hit.words.guards["year_after_no"]


def _is_no_address(hit: Hit) -> bool:
    """Not part of a web address: "news/2023-09-13/"."""
    return "/" not in (hit.previous(), hit.next())


def _are_years(hit: Hit) -> bool:
    """Two years, not the year of a month and another: "Januari 2009 hingga 2013"."""
    return _is_year(hit) and not (hit.start and hit.is_class(hit.start - 1, "month", "short"))


def _decade(hit: Hit) -> str | None:
    if hit.has("y"):
        return values.decade(int(hit.at("y")[:4]))
    number = hit.number("n")
    return values.decade(1900 + number) if number % 10 == 0 and number >= 10 else None


def _relative_decade(hit: Hit) -> str | None:
    return values.decade(hit.anchor.year + 10 * hit.relation()) if hit.anchor else None


def _century(hit: Hit) -> str | None:
    first = values.century(hit.number("n"))
    return values.interval(first, values.century(hit.number("n2"))) if hit.has("n2") else first


def _is_decade(hit: Hit) -> bool:
    return hit.number("y") % 10 == 0


# Counted from a day ----------------------------------------------------------------------------------


def _about(hit: Hit, value: str | None) -> str | None:
    return values.marked(value, "~") if value and hit.has("ab") else value


def _is_amount(hit: Hit) -> bool:
    """Not an ordinal: "forum ke-10 tahun depan"."""
    return not (hit.previous() == "-" and hit.is_class(hit.start - 2, "to_"))


def _ago(hit: Hit) -> str | None:
    count, unit = hit.count(), hit.unit()
    if not count or hit.anchor is None or unit not in values.UNITS:
        return None
    return _about(hit, values.at_precision(values.shift(hit.anchor, -count, unit), unit))


def _from_now(hit: Hit) -> str | None:
    count, unit, today = hit.count(), hit.unit(), hit.today
    if not count or today is None or unit not in values.UNITS:
        return None
    finer = "month" if unit in values.MONTHS else "day"
    told = unit if hit.is_class(hit.end - 1, "again") else finer
    return _about(hit, values.at_precision(values.shift(today, count, unit), told))


def _until_now(hit: Hit) -> str | None:
    if hit.has("y"):
        return _years(hit)
    count, unit, anchor = hit.count(), hit.unit(), hit.anchor
    if anchor is None or not count:
        return None
    if unit == "hour":
        count, unit = -(-count // 24), "day"
    return values.interval(_iso(values.shift(anchor, -count, unit)), _iso(anchor))


def _next_while(hit: Hit) -> str | None:
    count, unit, today = hit.count(), hit.unit(), hit.today
    if today is None or not count or unit not in values.UNITS:
        return None
    if hit.has("ab"):
        return _from_now(hit)
    return values.interval(_iso(today), _iso(values.shift(today, count, unit)))


def _is_to_come(hit: Hit) -> bool:
    """Whether "dalam dua minggu" says when something will be done, not how often or how long."""
    verbs = hit.words.guards["future_verbs"]
    near = any(word in verbs for word in hit.tokens.before(hit.start, 6))
    return near and hit.previous() not in hit.words.guards["often"]


def _these_days(hit: Hit) -> str | None:
    return _next_while(hit) if hit.direction() > 0 else _until_now(hit)


def _counted_from(sign: int) -> Callable[[Hit], str | None]:
    """So many days, months or years after or before the time told last."""

    def resolve(hit: Hit) -> str | None:
        count, unit = hit.count(), hit.unit()
        if not count or unit not in values.UNITS:
            return None
        length = 10 if unit in values.DAYS else 7 if unit == "month" else 4
        told = hit.dates.before(hit.start, length)
        base = edtf.bounds(told) if told else None
        if base is None:
            return None
        return _about(hit, values.at_precision(values.shift(base[sign > 0], sign * count, unit), unit))

    return resolve


def _next_day(hit: Hit) -> str | None:
    told = hit.dates.before(hit.start, 10)
    base = edtf.bounds(told) if told else None
    return _iso(base and values.shift_days(base[1], 1))


def _same_period(hit: Hit) -> str | None:
    """The months told before, or the month told just before, in another year."""
    months = hit.dates.before(hit.start, len("2018-01/2018-06"))
    told = hit.dates.before(hit.start, len("2018-01"), _SAME_SENTENCE) or months
    year = int(told[:4]) - 1 if hit.has("back") and told else hit.year()
    if year is None or told is None or not _MONTHS_TOLD.fullmatch(told):
        return values.year(year) if year else None
    first, last = (side[4:7] for side in (told.split("/")[0], told.split("/")[-1]))
    return values.interval(f"{year:04}{first}", f"{year:04}{last}")


def _is_period(hit: Hit) -> bool:
    """Not "tahun-tahun sebelumnya", nor "Minggu sebelumnya", which is a Sunday."""
    sunday = hit.is_class(hit.start, "sunday") and hit.tokens.is_capital(hit.start)
    return not sunday and _is_counted(hit)


def _neighbour(step: int) -> Callable[[Hit], str | None]:
    """The day, week, month or year before or after (or, with 0, of) the time told last."""

    def resolve(hit: Hit) -> str | None:
        unit = hit.unit()
        length = 10 if unit in values.DAYS else 7 if unit == "month" else 4
        told = hit.dates.before(hit.start, length, SAME_STORY)
        base = edtf.bounds(told) if told else None
        if base is None:
            return None
        moved = values.shift(base[step > 0], step, unit)
        if unit == "week":
            return values.week(moved) if moved else None
        return values.at_precision(moved, unit)

    return resolve


# The grammar -----------------------------------------------------------------------------------------

_PARTS = "(day_part uday?|tonight)"
_DAY = f"uday? {{w weekday|sunday}} {_PARTS}{{0,2}}"
_THERE = "(span (local|other)|zone)"  # "waktu setempat", "WIB", "waktu AS"
_LEAN = "(which? past|this|yesterday|future|soon|tomorrow uday?)"
_SEP = "(slash|dash)"
_DASH = "dash dash?"
_YEAR = "uyear? {y yyyy}"
_REL = "{rel which? (past|future|soon|this|yesterday|tomorrow|will coming)}"
_YREL = "uyear {yrel which? (past|future|soon|this|will coming)}"
_COUNT = (
    "({c num|big|numword tens? numword?} {u uday|uweek|sunday|umonth|uyear|udecade|ucentury|uhour}|{one one})"
)
_UNIT = "{u uday|uweek|sunday|umonth|uyear}"
_TAIL = f"({_LEAN} {_PARTS}?|{_PARTS}{{1,2}} {_LEAN}?)? just_now? {_THERE}?"
_AB = "{ab about|more from_}?"
_NTH = "(to_ dash?)? {n roman|num|numword|ordinal}"

ABSOLUTE: Final = (
    Rule(
        "weekday and date",
        f"{_DAY} ({_LEAN}|{_THERE})? comma? lpar {{d num}} {_SEP} {{m num}} ({_SEP} {{y num|yyyy|big}})? "
        f"(rpar {_TAIL})?",
        _weekday_and_date,
    ),
    Rule(
        "weekday and date",
        f"{_DAY} comma? lpar {{d big}} rpar {_TAIL}",
        _run_together,
        lambda hit: _run_together(hit) is not None,
    ),
    Rule(
        "weekday and date",
        f"{_DAY} {_LEAN}? comma? date_word? {{d num}} slash {{m num}} (slash {{y num|yyyy|big}})? {_TAIL}",
        _weekday_and_date,
    ),
    Rule(
        "weekday and date",
        f"{_DAY} {_LEAN}? comma? date_word? lpar? {{d num}} {{m month|short}} dot? {{y yyyy}} rpar? {_TAIL}",
        _weekday_and_date,
    ),
    Rule(
        "weekday and date",
        f"{_DAY} {_LEAN}? comma? date_word? lpar? {{d num}} {{m month|short}} rpar? {_TAIL}",
        _weekday_and_date,
    ),
    Rule(
        "weekdays and dates",
        f"{_DAY} (dash|and_|until) (weekday|sunday) comma? lpar {{d num}} (dash|and_|until) {{d2 num}} slash "
        "{m num} (slash {y num|yyyy})? rpar",
        _weekdays_and_dates,
    ),
    Rule(
        "numeric date",
        f"date_word? {{d num}} {_SEP} {{m num}} {_SEP} {{y yyyy}}",
        _numeric_date,
        _is_no_address,
    ),
    Rule("numeric date", "{y yyyy} dash {m num} dash {d num}", _numeric_date, _is_no_address),
    Rule("numeric date", "{d dotted}", _dotted_date),
    Rule(
        "day and month and year",
        f"date_word? {{d num}} {{m month|short}} dot? comma? {_YEAR} (past|future)?",
        _day_of_month,
    ),
    Rule("day and month and year", "{m month|short} {d num} comma? {y yyyy}", _day_of_month),
    Rule(
        "days of a month and year",
        f"date_word? {{d num}} ({_DASH}|until|and_) date_word? {{d2 num}} {{m month|short}} {_YEAR}",
        _days_of_month,
        _are_one_stretch,
    ),
    Rule(
        "days across months and year",
        "date_word? {d num} {m month|short} {y1 yyyy}? (dash|until) date_word? {d2 num} {m2 month|short} "
        f"{_YEAR}",
        _days_across_months,
    ),
    Rule("month and year", f"umonth? {{m month|short}} dash? {_YEAR} (past|future)?", _month),
    Rule(
        "months and year",
        f"(period umonth?|umonth)? {{m month|short}} (dash|until|and_) {{m2 month|short}} {_YEAR}",
        _months,
    ),
    Rule("part of month and year", f"{{e edge}} umonth? {{m month|short}} {_YEAR} past?", _part_of_month),
    Rule("part of year", f"{{e edge}} {_YEAR} past?", _part_of_year),
    Rule("year", f"{_YEAR} (past|future)?", _year, _is_year),
    Rule(
        "month of last century",
        "umonth? {m month} other? {y num}",
        _month_of_last_century,
        _is_of_last_century,
    ),
    Rule("years", "uyear? {y yyyy} (dash|slash) {y2 yyyy|num}", _years, _are_years),
    Rule("years", "uyear? {y yyyy} until {y2 yyyy}", _years, _are_years),
    Rule("two years", "uyear {y yyyy} and_ (uyear)? {y2 yyyy}", _two_years, _are_consecutive),
    Rule("decade", "(era|uyear|udecade){0,2} {y yyyy} dash? ies", _decade),
    Rule("decade", "(era|uyear|udecade){0,2} {y yies}", _decade),
    Rule("decade", "(era|uyear|udecade) {n num} dash? ies", _decade),
    Rule("decade", "udecade {y yyyy}", _decade, _is_decade),
    Rule(
        "century",
        "ucentury (to_ dash?)? {n num|roman} ((and_|until|dash) (to_ dash?)? {n2 num|roman})?",
        _century,
    ),
)

RELATIVE: Final = (
    Rule("day and month", f"date_word? {{d num}} {{m month|short}} ({_REL}|{_YREL})?", _day_of_month),
    Rule(
        "days of a month",
        f"date_word? {{d num}} ({_DASH}|until|and_) date_word? {{d2 num}} {{m month|short}} "
        f"({_REL}|{_YREL})?",
        _days_of_month,
        _are_one_stretch,
    ),
    Rule(
        "days across months",
        f"date_word? {{d num}} {{m month|short}} (dash|until) date_word? {{d2 num}} {{m2 month|short}} "
        f"({_REL}|{_YREL})?",
        _days_across_months,
    ),
    Rule("months", f"umonth? {{m month}} (dash|and_) {{m2 month}} ({_REL}|{_YREL})?", _months, _is_month),
    Rule("part of month", f"{{e edge}} umonth? {{m month}} ({_REL}|{_YREL})?", _part_of_month),
    Rule("part of month", f"{{e edge}} umonth {_REL}", _part_of_relative_month),
    Rule("month", f"umonth? {{m month}} ({_REL}|{_YREL})?", _month, _is_month),
    Rule("month", "umonth? {m month} {rel previously}", _month, _is_month),
    Rule("relative month", f"umonth {_REL}", _relative_month, _is_counted),
    Rule("part of year", f"{{e edge}} uyear {_REL}?", _part_of_year),
    Rule("part of week", f"{{e edge}} (uweek|sunday) {_REL}?", _part_of_week),
    Rule("relative week", f"(uweek|sunday) {_REL}", _relative_week, _is_counted),
    Rule(
        "weekday of week", f"uday? {{w weekday|sunday}} {_PARTS}? uweek {_REL}", _weekday_of_week, _is_sunday
    ),
    Rule("weekday", f"{_DAY} {_REL}? {_PARTS}? just_now? {_THERE}?", _weekday, _is_no_name),
    Rule(
        "weekdays",
        f"{_DAY} (until with?|{_DASH}) uday? {{w2 weekday|sunday}} {_PARTS}? (uweek {_REL})?",
        _weekdays,
        _is_no_name,
    ),
    Rule("relative year", f"uyear {_REL}", _relative_year, _is_of_a_year),
    Rule("relative decade", f"within? udecade {_REL}", _relative_decade),
    Rule(
        "date in brackets", "{d num} slash {m num} (slash {y num|yyyy})?", _day_in_brackets, _is_in_brackets
    ),
    Rule("today", "uday this", _today(0), _is_one_day),
    Rule("today", "(day_part|tonight) this", _today(0)),
    Rule("today", "day_part uday? just_now", _today(0)),
    Rule("today", "(day_part|tonight) soon|soon (day_part|tonight)", _today(0)),
    Rule("tomorrow", f"tomorrow (uday|{_PARTS})?", _today(1), _is_apart),
    Rule("day after tomorrow", "after_tomorrow", _today(2)),
    Rule(
        "yesterday",
        f"yesterday {_PARTS}? (lpar {{d num}} slash {{m num}} (slash {{y num|yyyy}})? rpar)?",
        _yesterday,
        _is_yesterday,
    ),
    Rule("last night", "last_night", _last_night, _is_one_night),
    Rule("last night", "just_now tonight|tonight just_now", _last_night),
    Rule(
        "quarter",
        f"{{q quarter|semester}} {_NTH} ((dash|or_|and_|until) {{n2 roman|num|numword|ordinal}})? dash? "
        f"({_YEAR}|{_YREL})?",
        _quarter,
    ),
    Rule("half of a year", f"{{q half}} {_NTH} ({_YEAR}|{_YREL})", _quarter),
    Rule("season", f"season_word {{s season}} ({_YEAR}|uyear? {_REL})", _season),
    Rule("season told", "season_word {s season}", _season_told),
    Rule("each year", "each (uyear|each_year)", lambda _hit: "XXXX"),
    Rule("each season", "each season_word {s season}", _each_season),
    Rule("each month", "each (date_word? {d num})? umonth? {m month}", _each_month),
    Rule("each month", "each umonth", lambda _hit: "XXXX-XX"),
    Rule("ago", f"{_AB} {_COUNT} which? past", _ago, _is_amount),
    Rule("until now", f"(within|during)? span? {_AB} {_COUNT} (past? last this?|to_ back)", _until_now),
    Rule(
        "until now",
        f"(within|during)? {_AB} {_COUNT} last lpar {{y yyyy}} dash {{y2 yyyy|num}} rpar",
        _until_now,
    ),
    Rule("these days", f"(within|during) span? {_COUNT} this", _these_days),
    Rule("these days", "{c num|numword} {u uday|uweek|umonth} this", _these_days),
    Rule("first months", f"{{c num|numword}} umonth ordinal (at|within)? ({_YEAR}|{_YREL})", _first_months),
    Rule(
        "next while",
        f"(within|during)? span? {_AB} {_COUNT} (to_ future|future|which? will coming)",
        _next_while,
        _is_amount,
    ),
    Rule("next while", f"within span? {_AB} {_COUNT}", _next_while, _is_to_come),
    Rule("from now", f"{_AB} {_COUNT} (from_ now|again)", _from_now, _is_amount),
    Rule("days before", f"{_AB} {_COUNT} previously", _counted_from(-1), _is_amount),
    Rule("days after", f"{_AB} {_COUNT} (afterwards|following)", _counted_from(1), _is_amount),
    Rule("next day", "next_day its_day?", _next_day),
    Rule(
        "same period",
        f"(period|span|umonth|quarter) which? same at? ({_YREL}|{_YEAR}|{{back uyear previously}})",
        _same_period,
    ),
    Rule("period before", f"{_UNIT} previously", _neighbour(-1), _is_period),
    Rule("period after", f"{_UNIT} following", _neighbour(1), _is_period),
    Rule("period told", f"{_UNIT} which same", _neighbour(0), _is_period),
)

_ABSOLUTE_DAYS: Final = frozenset({"weekday and date", "numeric date", "day and month and year"})
