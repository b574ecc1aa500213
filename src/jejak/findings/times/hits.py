"""Room 4, findings: a match of a rule in its text, what it leans on, and what the rules ask of it."""

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
SAME_SENTENCE: Final = 25
"""Tokens within which "periode yang sama" leans on a month that was written before."""
SAME_STORY: Final = 60
"""Tokens within which "hari ini" leans on a day that was written before."""
REACH: Final = 12  # tokens around a date in which a tense cue is looked for
CLOSE: Final = 5  # tokens before a date in which a word says that the act is over
NEAR: Final = 60  # tokens around a day in which a word may name it
_LONGEST_QUOTE: Final = 300  # tokens from a time in a quotation to the quotation's end
_ATTRIBUTION: Final = 40  # tokens behind a quotation in which the day of its telling may stand
_LOOK_BACK: Final = 8  # earlier times that are tried as what "sehari sebelumnya" counts from
MONTHS_TOLD: Final = re.compile(r"\d{4}-\d\d(/\d{4}-\d\d)?")
COMMON_YEARS: Final = range(1900, 2100)
A_YEAR: Final = 366
RUN_ON: Final = "pada"  # pages lose spaces: "Kementerian Lodanpada 2017"
_QUOTES: Final = frozenset('"“”')
LAST_CENTURY: Final = range(90, 100)  # "Mei 98"

ABSOLUTE_DAYS: Final = frozenset({"weekday and date", "numeric date", "day and month and year"})
"""Absolute rules whose values are days."""


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
        if day and rule in ABSOLUTE_DAYS:
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
        for word in self.tokens.before(self.start, REACH):
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
        for index in range(self.end, min(self.end + CLOSE, self.tokens.size)):
            if self.tokens.words[index] in guards["future_verbs"]:
                return True
            if not (self.tokens.is_capital(index) or self.is_class(index, "comma")):
                return False
        return False

    def is_over(self) -> bool:
        """Whether a word close before says that the act is past: "telah bertemu pada 5 Februari".

        So is an act of telling: "mengatakan pada Februari".
        """
        guards, before = self.words.guards, [*self.tokens.before(self.start, CLOSE)]
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
        return any(word.startswith(cited) for word in self.tokens.before(self.start, REACH))

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


def nearest(hit: Hit, options: list[date], relation: int) -> date | None:
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


def iso(day: date | None) -> str | None:
    """The day as EDTF."""
    return day.isoformat() if day else None


def starts_sentence(tokens: Tokens, index: int) -> bool:
    """Whether a sentence begins at the token."""
    return index == 0 or tokens.words[index - 1] in (".", "\n", "!", "?", '"', "“", ":")


def edge_of(hit: Hit) -> str:
    """Which part the word means: early, middle or late."""
    return hit.words.edges[hit.at("e")]


def is_counted(hit: Hit) -> bool:
    """Not "beberapa tahun mendatang", nor "tahun-tahun mendatang"."""
    before = hit.tokens.before(hit.start, 2)
    word = next(before, "")
    return (next(before, "") if word == "-" else word) not in hit.words.guards["vague"]
