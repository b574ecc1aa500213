"""Room 4, findings: the rules that read days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak import edtf
from jejak.findings.times import values as values
from jejak.findings.times.hits import (
    A_YEAR,
    CLOSE,
    FAR,
    NEAR,
    REACH,
    Hit,
    Rule,
    is_counted,
    iso,
    nearest,
)
from jejak.findings.times.phrases import DASH, DAY, LEAN, PARTS, REL, SEP, TAIL, THERE, YEAR, YREL

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


JUST_TOLD: Final = 7
"""Most days between a report and a day that stands in brackets behind a place or a name."""


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
    chosen = nearest(hit, options, relation)
    return chosen.year if chosen else None


def _named_day(hit: Hit, month: int, day: int) -> int | None:
    """The year of a day that is known by its day and month alone, if a word nearby says so."""
    for known in hit.words.known_days:
        if (known["month"], known["day"]) == (month, day):
            around = hit.tokens.words[max(0, hit.start - NEAR) : hit.end + NEAR]
            if not set(known["near"]).isdisjoint(around) and (
                hit.anchor and hit.anchor.year >= known["year"]
            ):
                return int(known["year"])
    return None


def _weekday_and_date(hit: Hit) -> str | None:
    day, month, weekday = hit.number("d"), hit.month(), hit.weekday()
    year = hit.year()
    said = year is not None
    if year is None:
        year = _year_of_weekday(hit, month, day, weekday)
    given = values.make_day(year, month, day) if year else None
    return iso(values.settle(weekday, given, hit.anchor, year_said=said))


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
        made for made in options if made.weekday() == weekday and abs((made - hit.anchor).days) <= A_YEAR
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
    return next((iso(day) for day in made if day and day.weekday() == hit.weekday()), None)


def _day_in_brackets(hit: Hit) -> str | None:
    day, month = hit.number("d"), hit.month()
    year = hit.year() or _year_of_day(hit, month, day)
    return iso(values.make_day(year, month, day)) if year else None


def _is_in_brackets(hit: Hit) -> bool:
    """Right behind words of time: "Rabu pekan lalu (18/6)", "kemarin (18/6)"; not a score or a fraction.

    Behind other words, if the day is one of those before publication: "ujarnya di Jakarta (18/6)".
    """
    before = hit.start - 1
    if not (hit.is_class(before, "lpar") and hit.is_class(hit.end, "rpar")):
        return False
    behind = ("past", "this", "future", "yesterday", "tomorrow", "local", "zone", "its_day", "last_night")
    if hit.is_class(before - 1, *behind, "day_part", "tonight", "just_now", "weekday"):
        return True
    day = edtf.day(_day_in_brackets(hit) or "")
    return day is not None and hit.anchor is not None and 0 <= (hit.anchor - day).days <= JUST_TOLD


def _weekdays_and_dates(hit: Hit) -> str | None:
    month, year = hit.month(), hit.year()
    last = hit.number("d2")
    year = year or _year_of_day(hit, month, last)
    if not year:
        return None
    return values.interval(
        iso(values.make_day(year, month, hit.number("d"))), iso(values.make_day(year, month, last))
    )


def _numeric_date(hit: Hit) -> str | None:
    year = hit.year()
    return iso(values.make_day(year, hit.month(), hit.number("d"))) if year else None


def _is_no_address(hit: Hit) -> bool:
    """Not part of a web address: "news/2023-09-13/"."""
    return "/" not in (hit.previous(), hit.next())


def _dotted_date(hit: Hit) -> str | None:
    day, month, year = hit.at("d").split(".")
    full = hit.full_year(year)
    return iso(values.make_day(full, int(month), int(day))) if full and day and month else None


def _day_of_month(hit: Hit) -> str | None:
    day, month = hit.number("d"), hit.month()
    year = hit.year() or _year_of_day(hit, month, day)
    return iso(values.make_day(year, month, day)) if year else None


def _days_of_month(hit: Hit) -> str | None:
    first, last, month = hit.number("d"), hit.number("d2"), hit.month()
    year = hit.year() or _year_of_day(hit, month, last)
    if not year or first >= last:
        return None
    return values.interval(iso(values.make_day(year, month, first)), iso(values.make_day(year, month, last)))


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
    return values.interval(iso(first), iso(until)) if first and until and first < until else None


def _weekday(hit: Hit) -> str | None:
    weekday, anchor = hit.weekday(), hit.anchor
    if anchor is None:
        return None
    if hit.has("rel"):
        relation = hit.relation()
        if relation < 0:
            yesterday = values.shift_days(anchor, -1)
            return iso(yesterday and values.last_weekday(weekday, yesterday))
        if relation > 0:
            tomorrow = values.shift_days(anchor, 1)
            return iso(tomorrow and values.next_weekday(weekday, tomorrow))
        return iso(values.shift_days(anchor, weekday - anchor.weekday()))
    return iso(_bare_weekday(hit, weekday, anchor))


def _bare_weekday(hit: Hit, weekday: int, anchor: date) -> date | None:
    return values.next_weekday(weekday, anchor) if hit.is_coming() else values.last_weekday(weekday, anchor)


def _weekdays(hit: Hit) -> str | None:
    """From one weekday to the next such other; None for opening hours and the like."""
    habits = hit.words.guards["habit"]
    around = (*hit.tokens.before(hit.start, REACH), *hit.tokens.after(hit.end, CLOSE))
    if hit.anchor is None or not habits.isdisjoint(around):
        return None
    first = _bare_weekday(hit, hit.weekday(), hit.anchor)
    if hit.has("rel"):
        first = values.shift_days(hit.anchor, 7 * hit.relation() + hit.weekday() - hit.anchor.weekday())
    last = first and values.next_weekday(hit.weekday("w2"), first)
    return values.interval(iso(first), iso(last))


def _weekday_of_week(hit: Hit) -> str | None:
    if hit.anchor is None:
        return None
    ahead = 7 * hit.relation() + hit.weekday() - hit.anchor.weekday()
    return iso(values.shift_days(hit.anchor, ahead))


def _today(days: int) -> Callable[[Hit], str | None]:
    def resolve(hit: Hit) -> str | None:
        today = hit.today
        return iso(today and values.shift_days(today, days))

    return resolve


def _yesterday(hit: Hit) -> str | None:
    if hit.has("d"):
        day, month = hit.number("d"), hit.month()
        year = hit.year() or _year_of_day(hit, month, day)
        if year and (made := values.make_day(year, month, day)):
            return made.isoformat()
    return iso(hit.anchor and values.shift_days(hit.anchor, -1))


def _last_night(hit: Hit) -> str | None:
    return values.interval(iso(hit.anchor and values.shift_days(hit.anchor, -1)), iso(hit.anchor))


def _is_one_night(hit: Hit) -> bool:
    return hit.previous() not in hit.words.guards["night_long"]


def _is_one_day(hit: Hit) -> bool:
    """Not the name of a programme ("Dunia Hari Ini"), nor "beberapa hari ini"."""
    tokens, before = hit.tokens, hit.start - 1
    titled = before >= 0 and tokens.is_capital(before) and tokens.is_capital(hit.start)
    return not titled and is_counted(hit)


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


ABSOLUTE: Final = (
    Rule(
        "weekday and date",
        f"{DAY} ({LEAN}|{THERE})? comma? lpar {{d num}} {SEP} {{m num}} ({SEP} {{y num|yyyy|big}})? "
        f"(rpar {TAIL})?",
        _weekday_and_date,
    ),
    Rule(
        "weekday and date",
        f"{DAY} comma? lpar {{d big}} rpar {TAIL}",
        _run_together,
        lambda hit: _run_together(hit) is not None,
    ),
    Rule(
        "weekday and date",
        f"{DAY} {LEAN}? comma? date_word? {{d num}} slash {{m num}} (slash {{y num|yyyy|big}})? {TAIL}",
        _weekday_and_date,
    ),
    Rule(
        "weekday and date",
        f"{DAY} {LEAN}? comma? date_word? lpar? {{d num}} {{m month|short}} dot? {{y yyyy}} rpar? {TAIL}",
        _weekday_and_date,
    ),
    Rule(
        "weekday and date",
        f"{DAY} {LEAN}? comma? date_word? lpar? {{d num}} {{m month|short}} rpar? {TAIL}",
        _weekday_and_date,
    ),
    Rule(
        "weekdays and dates",
        f"{DAY} (dash|and_|until) (weekday|sunday) comma? lpar {{d num}} (dash|and_|until) {{d2 num}} slash "
        "{m num} (slash {y num|yyyy})? rpar",
        _weekdays_and_dates,
    ),
    Rule(
        "numeric date",
        f"date_word? {{d num}} {SEP} {{m num}} {SEP} {{y yyyy}}",
        _numeric_date,
        _is_no_address,
    ),
    Rule("numeric date", "{y yyyy} dash {m num} dash {d num}", _numeric_date, _is_no_address),
    Rule("numeric date", "{d dotted}", _dotted_date),
    Rule(
        "day and month and year",
        f"date_word? {{d num}} {{m month|short}} dot? comma? {YEAR} (past|future)?",
        _day_of_month,
    ),
    Rule("day and month and year", "{m month|short} {d num} comma? {y yyyy}", _day_of_month),
    Rule(
        "days of a month and year",
        f"date_word? {{d num}} ({DASH}|until|and_) date_word? {{d2 num}} {{m month|short}} {YEAR}",
        _days_of_month,
        _are_one_stretch,
    ),
    Rule(
        "days across months and year",
        "date_word? {d num} {m month|short} {y1 yyyy}? (dash|until) date_word? {d2 num} {m2 month|short} "
        f"{YEAR}",
        _days_across_months,
    ),
)


RELATIVE: Final = (
    Rule("day and month", f"date_word? {{d num}} {{m month|short}} ({REL}|{YREL})?", _day_of_month),
    Rule(
        "days of a month",
        f"date_word? {{d num}} ({DASH}|until|and_) date_word? {{d2 num}} {{m month|short}} ({REL}|{YREL})?",
        _days_of_month,
        _are_one_stretch,
    ),
    Rule(
        "days across months",
        f"date_word? {{d num}} {{m month|short}} (dash|until) date_word? {{d2 num}} {{m2 month|short}} "
        f"({REL}|{YREL})?",
        _days_across_months,
    ),
    Rule("weekday of week", f"uday? {{w weekday|sunday}} {PARTS}? uweek {REL}", _weekday_of_week, _is_sunday),
    Rule("weekday", f"{DAY} {REL}? {PARTS}? just_now? {THERE}?", _weekday, _is_no_name),
    Rule(
        "weekdays",
        f"{DAY} (until with?|{DASH}) uday? {{w2 weekday|sunday}} {PARTS}? (uweek {REL})?",
        _weekdays,
        _is_no_name,
    ),
    Rule(
        "date in brackets", "{d num} slash {m num} (slash {y num|yyyy})?", _day_in_brackets, _is_in_brackets
    ),
    Rule("today", "uday this", _today(0), _is_one_day),
    Rule("today", "(day_part|tonight) this", _today(0)),
    Rule("today", "day_part uday? just_now", _today(0)),
    Rule("today", "(day_part|tonight) soon|soon (day_part|tonight)", _today(0)),
    Rule("tomorrow", f"tomorrow (uday|{PARTS})?", _today(1), _is_apart),
    Rule("day after tomorrow", "after_tomorrow", _today(2)),
    Rule(
        "yesterday",
        f"yesterday {PARTS}? (lpar {{d num}} slash {{m num}} (slash {{y num|yyyy}})? rpar)?",
        _yesterday,
        _is_yesterday,
    ),
    Rule("last night", "last_night", _last_night, _is_one_night),
    Rule("last night", "just_now tonight|tonight just_now", _last_night),
)
