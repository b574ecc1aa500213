"""Room 4, findings: the rules that count from a day ("tiga hari lalu", "sehari sebelumnya")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak import edtf
from jejak.findings.times import values as values
from jejak.findings.times.hits import MONTHS_TOLD, SAME_SENTENCE, SAME_STORY, Hit, Rule, is_counted, iso
from jejak.findings.times.phrases import AB, COUNT, UNIT, YEAR, YREL
from jejak.findings.times.years import years_between

if TYPE_CHECKING:
    from collections.abc import Callable


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
        return years_between(hit)
    count, unit, anchor = hit.count(), hit.unit(), hit.anchor
    if anchor is None or not count:
        return None
    if unit == "hour":
        count, unit = -(-count // 24), "day"
    return values.interval(iso(values.shift(anchor, -count, unit)), iso(anchor))


def _next_while(hit: Hit) -> str | None:
    count, unit, today = hit.count(), hit.unit(), hit.today
    if today is None or not count or unit not in values.UNITS:
        return None
    if hit.has("ab"):
        return _from_now(hit)
    return values.interval(iso(today), iso(values.shift(today, count, unit)))


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
    return iso(base and values.shift_days(base[1], 1))


def _same_period(hit: Hit) -> str | None:
    """The months told before, or the month told just before, in another year."""
    months = hit.dates.before(hit.start, len("2018-01/2018-06"))
    told = hit.dates.before(hit.start, len("2018-01"), SAME_SENTENCE) or months
    year = int(told[:4]) - 1 if hit.has("back") and told else hit.year()
    if year is None or told is None or not MONTHS_TOLD.fullmatch(told):
        return values.year(year) if year else None
    first, last = (side[4:7] for side in (told.split("/")[0], told.split("/")[-1]))
    return values.interval(f"{year:04}{first}", f"{year:04}{last}")


def _is_period(hit: Hit) -> bool:
    """Not "tahun-tahun sebelumnya", nor "Minggu sebelumnya", which is a Sunday."""
    sunday = hit.is_class(hit.start, "sunday") and hit.tokens.is_capital(hit.start)
    return not sunday and is_counted(hit)


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


RELATIVE: Final = (
    Rule("ago", f"{AB} {COUNT} which? past", _ago, _is_amount),
    Rule("until now", f"(within|during)? span? {AB} {COUNT} (past? last this?|to_ back)", _until_now),
    Rule(
        "until now",
        f"(within|during)? {AB} {COUNT} last lpar {{y yyyy}} dash {{y2 yyyy|num}} rpar",
        _until_now,
    ),
    Rule("these days", f"(within|during) span? {COUNT} this", _these_days),
    Rule("these days", "{c num|numword} {u uday|uweek|umonth} this", _these_days),
    Rule(
        "next while",
        f"(within|during)? span? {AB} {COUNT} (to_ future|future|which? will coming)",
        _next_while,
        _is_amount,
    ),
    Rule("next while", f"within span? {AB} {COUNT}", _next_while, _is_to_come),
    Rule("from now", f"{AB} {COUNT} (from_ now|again)", _from_now, _is_amount),
    Rule("days before", f"{AB} {COUNT} previously", _counted_from(-1), _is_amount),
    Rule("days after", f"{AB} {COUNT} (afterwards|following)", _counted_from(1), _is_amount),
    Rule("next day", "next_day its_day?", _next_day),
    Rule(
        "same period",
        f"(period|span|umonth|quarter) which? same at? ({YREL}|{YEAR}|{{back uyear previously}})",
        _same_period,
    ),
    Rule("period before", f"{UNIT} previously", _neighbour(-1), _is_period),
    Rule("period after", f"{UNIT} following", _neighbour(1), _is_period),
    Rule("period told", f"{UNIT} which same", _neighbour(0), _is_period),
)
