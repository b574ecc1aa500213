"""Room 4, findings: the rules that read weeks, quarters, seasons, years and more."""

from __future__ import annotations

from typing import Final

from jejak.findings.times import values as values
from jejak.findings.times.hits import (
    COMMON_YEARS,
    LAST_CENTURY,
    RUN_ON,
    SAME_SENTENCE,
    Hit,
    Rule,
    edge_of,
    is_counted,
    starts_sentence,
)
from jejak.findings.times.phrases import NTH, REL, YEAR, YREL


def _relative_week(hit: Hit) -> str | None:
    return values.week(hit.anchor, hit.relation()) if hit.anchor else None


def _part_of_week(hit: Hit) -> str | None:
    if hit.anchor is None:
        return None
    edge = edge_of(hit)
    if not hit.has("rel"):
        began = hit.anchor.weekday() >= (5 if edge == "late" else 0)
        ahead = 0 if began or hit.direction() > 0 else -1
        return values.week_part(hit.anchor, ahead, edge)
    ahead = 0 if hit.is_class(hit.match.start("rel"), "soon") else hit.relation()
    return values.week_part(hit.anchor, ahead, edge)


def _is_of_a_year(hit: Hit) -> bool:
    """Not an age: "menteri berusia 65 tahun ini"."""
    aged = hit.is_class(hit.start - 1, "num", "numword") and hit.relation() == 0
    return is_counted(hit) and not aged


def _relative_year(hit: Hit) -> str | None:
    return values.year(hit.anchor.year + hit.relation()) if hit.anchor else None


def _part_of_year(hit: Hit) -> str | None:
    year = hit.year()
    if year is None and hit.anchor:
        year = hit.anchor.year + hit.relation()
    return values.year_part(year, edge_of(hit)) if year else None


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
    told = hit.dates.before(hit.start, len("2024-22"), SAME_SENTENCE)
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
    if int(tokens.words[index]) not in COMMON_YEARS or hit.previous() in guards["year_before_no"]:
        return False
    if hit.previous() in ("$", "€", "£", "-", "–", "/", "#", "+", "'", "’", "&", "="):
        return False
    before = index - 1
    if before > 0 and hit.is_class(before, "rpar"):
        return not tokens.surface(before - 1).isupper()
    named = before >= 0 and tokens.is_capital(before) and hit.is_class(before, "other", "roman", "between")
    return not named or starts_sentence(tokens, before) or tokens.words[before].endswith(RUN_ON)


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


def years_between(hit: Hit) -> str | None:
    """From the one year to the other, which may be told by its last two digits."""
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
    return hit.number("y") in LAST_CENTURY and hit.next() not in hit.words.guards["year_after_no"]


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


ABSOLUTE: Final = (
    Rule("part of year", f"{{e edge}} {YEAR} past?", _part_of_year),
    Rule("year", f"{YEAR} (past|future)?", _year, _is_year),
    Rule(
        "month of last century",
        "umonth? {m month} other? {y num}",
        _month_of_last_century,
        _is_of_last_century,
    ),
    Rule("years", "uyear? {y yyyy} (dash|slash) {y2 yyyy|num}", years_between, _are_years),
    Rule("years", "uyear? {y yyyy} until {y2 yyyy}", years_between, _are_years),
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
    Rule("part of year", f"{{e edge}} uyear {REL}?", _part_of_year),
    Rule("part of week", f"{{e edge}} (uweek|sunday) {REL}?", _part_of_week),
    Rule("relative week", f"(uweek|sunday) {REL}", _relative_week, is_counted),
    Rule("relative year", f"uyear {REL}", _relative_year, _is_of_a_year),
    Rule("relative decade", f"within? udecade {REL}", _relative_decade),
    Rule(
        "quarter",
        f"{{q quarter|semester}} {NTH} ((dash|or_|and_|until) {{n2 roman|num|numword|ordinal}})? dash? "
        f"({YEAR}|{YREL})?",
        _quarter,
    ),
    Rule("half of a year", f"{{q half}} {NTH} ({YEAR}|{YREL})", _quarter),
    Rule("season", f"season_word {{s season}} ({YEAR}|uyear? {REL})", _season),
    Rule("season told", "season_word {s season}", _season_told),
    Rule("each year", "each (uyear|each_year)", lambda _hit: "XXXX"),
    Rule("each season", "each season_word {s season}", _each_season),
    Rule("each month", "each (date_word? {d num})? umonth? {m month}", _each_month),
    Rule("each month", "each umonth", lambda _hit: "XXXX-XX"),
    Rule("first months", f"{{c num|numword}} umonth ordinal (at|within)? ({YEAR}|{YREL})", _first_months),
)
