"""Room 4, findings: Reading -> TimeExpression, dates and periods in Indonesian text as EDTF (codebook 2).

A cascade: words become classed tokens (`words`), the rules of `rules` find dates and periods and
resolve each against the day of publication or the dates around it, and a second layer of rules joins what
was found ("sejak ...", "... hingga ...", "sekitar ...").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jejak import edtf
from jejak.findings.times import values as values
from jejak.findings.times.hits import DATED_WEEKDAY, Dates, Hit, Rule
from jejak.findings.times.rules import ABSOLUTE, RELATIVE
from jejak.findings.times.words import Lexicon, Tokens, lexicon
from jejak.model import BODY, Origin, TimeExpression

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable
    from datetime import date

    from jejak.reading import Reading

FINDER: Final = "jejak.times"
VERSION: Final = "1"

WEEK: Final = 7
_FOUND: Final = "time"  # the class of a token run that the first layer has resolved
_JOINS: Final = {
    "apposition": "{a time} comma? {b time}",
    "in brackets": "{a time} lpar {b time} rpar",
    "range": "from_? {a time} (until with?|dash) {b time}",
    "to now": "(from_|since|starting) {a time} until with? (now|moment this)",
    "between": "between {a time} (and_|until) {b time}",
    "either": "{a time} or_ {b time}",
    "since": "(since|starting) (about|era|at|event|from_){0,2} {a time}",
    "until": "until with? {a time}",
    "by": "(by latest?|most) {a time}",
    "before": "before {a time}",
    "about": "about (at)? {a time}",
    "at": "during {a time}",
    "unsure": "if_ not_ wrong {a time}",
}


_BOUNDED: Final = ("days of", "days across", "months", "years", "range", "to now", "between")
"""Rules whose values say their end: "sejak Mei hingga September" is closed."""
_LONG: Final = ("year", "decade", "century")
"""Rules whose values "sebelum" makes open; with a day it says the last one ("sebelum 30 Juni")."""
_NAMELESS_DAYS: Final = frozenset({"today", "yesterday", "tomorrow", "day after tomorrow"})


@dataclass(frozen=True)
class _Span:
    """A resolved run of tokens: first and last (exclusive) token, value, rule that found it."""

    start: int
    end: int
    value: str
    rule: str


def find_times(reading: Reading) -> tuple[TimeExpression, ...]:
    """Every time expression of the article with a value, in order of zone and place.

    Values are EDTF of the profile of `jejak.edtf`. What can't be resolved, for want of a publication date
    or because the words are vague ("baru-baru ini"), is left out, and so are bare durations.
    """
    article = reading.article
    anchor = edtf.day(article.anchor_date)
    words = lexicon()
    found = []
    for zone in reading.zones:
        tokens = words.tokens(zone.text)
        for span in resolved_spans(words, tokens, anchor):
            start, end = tokens.spans[span.start][0], tokens.spans[span.end - 1][1]
            origin = Origin(FINDER, VERSION, span.rule)
            found.append(TimeExpression(span.value, article.evidence(start, end, zone.name), origin))
    return tuple(found)


def distinct(times: Iterable[TimeExpression]) -> tuple[tuple[TimeExpression, ...], ...]:
    """All mentions of each expression, which is the same words with the same value, by first mention.

    What follows a date in brackets does not count: "Kamis (19/6)" and "Kamis (19/6) malam" are one.
    """
    mentions: dict[tuple[str, str], list[TimeExpression]] = {}
    for time in times:
        mentions.setdefault((time.evidence.exact.partition(")")[0], time.edtf), []).append(time)
    return tuple(map(tuple, mentions.values()))


def times_in(
    times: Iterable[TimeExpression], start: int, end: int, zone: str = BODY
) -> tuple[TimeExpression, ...]:
    """The expressions that stand wholly within start to end of a zone, in order."""
    return tuple(
        time
        for time in times
        if time.evidence.zone == zone and start <= time.evidence.start and time.evidence.end <= end
    )


def resolved_spans(words: Lexicon, tokens: Tokens, anchor: date | None) -> list[_Span]:
    """The resolved runs of a text, in order."""
    single = _resolve(_matches(words, tokens, Dates(anchor)))
    today = _told_today(words, tokens, single)
    if today and anchor and abs((today - anchor).days) > WEEK:
        anchor = today
        single = _resolve(_matches(words, tokens, Dates(anchor)))
    return _join(words, tokens, single, anchor)


def _told_today(words: Lexicon, tokens: Tokens, spans: list[_Span]) -> date | None:
    """The day that the text itself calls today, in full: "hari ini, Selasa (29/1/2019)"."""
    this_day, year = words.letters["uday"] + words.letters["this"], words.letters["yyyy"]
    for span in spans:
        end = span.start - (span.start > 0 and tokens.words[span.start - 1] == ",")
        full = span.rule == DATED_WEEKDAY and year in tokens.letters[span.start : span.end]
        if full and tokens.letters[max(0, end - 2) : end] == this_day:
            return edtf.day(span.value)
    return None


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    regex: re.Pattern[str]
    absolute: bool


@lru_cache(maxsize=4)
def _grammar(words: Lexicon) -> tuple[_Compiled, ...]:
    both = [(rule, True) for rule in ABSOLUTE] + [(rule, False) for rule in RELATIVE]
    return tuple(_Compiled(rule, words.pattern(rule.pattern), absolute) for rule, absolute in both)


@lru_cache(maxsize=4)
def _joins(words: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, words.pattern(pattern)) for name, pattern in _JOINS.items())


def _matches(words: Lexicon, tokens: Tokens, dates: Dates) -> list[tuple[Hit, _Compiled]]:
    """The longest fitting matches that don't overlap, absolute ones first, then by place."""
    options = [
        (match.start() - match.end(), order, match, compiled)
        for order, compiled in enumerate(_grammar(words))
        for match in compiled.regex.finditer(tokens.letters)
    ]
    each = words.letters["each"]  # "setiap Senin" recurs, and has no value of our profile
    taken = bytearray(tokens.size)
    chosen = []
    for _, _, match, compiled in sorted(options, key=lambda option: option[:2]):
        start, end = match.span()
        hit = Hit(words, tokens, match, dates)
        free = not any(taken[start:end]) and not (start and tokens.letters[start - 1] == each)
        if free and compiled.rule.fits(hit):
            taken[start:end] = b"\1" * (end - start)
            chosen.append((hit, compiled))
    return sorted(chosen, key=lambda pair: (not pair[1].absolute, pair[0].start))


def _resolve(matches: list[tuple[Hit, _Compiled]]) -> list[_Span]:
    """The matches that have a value, by place; each may lean on those resolved before it."""
    spans = []
    for hit, compiled in matches:
        value = compiled.rule.resolve(hit)
        if value and edtf.is_valid(value):
            cited = compiled.rule.name == DATED_WEEKDAY and hit.is_cited()
            hit.dates.add(hit.start, value, compiled.rule.name, cited=cited)
            spans.append(_Span(hit.start, hit.end, value, compiled.rule.name))
    return sorted(spans, key=lambda span: span.start)


def _join(words: Lexicon, tokens: Tokens, spans: list[_Span], anchor: date | None) -> list[_Span]:
    """The spans again, with the words around that bound, join or qualify them."""
    for name, regex in _joins(words):
        if not spans:
            break
        folded = _Folded(tokens.letters, spans, words.letters[_FOUND])
        taken: set[int] = set()
        made = []
        for match in regex.finditer(folded.letters):
            parts = [folded.span_at(match.start(group)) for group in regex.groupindex]
            bounded = name == "since" and parts[0].rule.startswith(_BOUNDED)
            value = parts[0].value if bounded else _joined(name, [part.value for part in parts], anchor)
            if name == "apposition" and not _is_apposition(parts, len(match.group())):
                continue
            if name == "either" and parts[0].rule.startswith("weekday and date"):
                continue  # one moment by two clocks: "Rabu (2/4) waktu setempat atau Kamis (3/4) WIB"
            if name == "before" and not parts[0].rule.startswith(_LONG):
                continue
            if name == "since" and _is_verb(words, tokens, folded.token(match.start())):
                continue
            if value and edtf.is_valid(value):
                start, end = folded.token(match.start()), folded.token(match.end() - 1, last=True)
                made.append(_Span(start, end, value, f"{name} {parts[0].rule}"))
                taken.update(id(part) for part in parts)
        if made:
            spans = sorted([*made, *(s for s in spans if id(s) not in taken)], key=lambda s: s.start)
    return spans


class _Folded:
    """Token letters with each found span folded to one letter, and the way back."""

    def __init__(self, letters: str, spans: list[_Span], letter: str) -> None:
        self.spans = spans
        self.places: list[int] = []
        pieces, done, length = [], 0, 0
        for span in spans:
            pieces += [letters[done : span.start], letter]
            length += span.start - done + 1
            self.places.append(length - 1)
            done = span.end
        self.letters = "".join([*pieces, letters[done:]])

    def span_at(self, place: int) -> _Span:
        """The span that was folded into a place."""
        return self.spans[bisect_left(self.places, place)]

    def token(self, place: int, *, last: bool = False) -> int:
        """The token at a place; of a span its first, or the one after the last (`last`)."""
        index = bisect_right(self.places, place) - 1
        if index < 0:
            return place + last
        span = self.spans[index]
        if self.places[index] == place:
            return span.end if last else span.start
        return span.end + place - self.places[index] - 1 + last


def _is_verb(words: Lexicon, tokens: Tokens, start: int) -> bool:
    """Whether "mulai" is what somebody does here, not a bound: "kami sudah mulai pada awal tahun"."""
    starting = tokens.letters[start] == words.letters["starting"]
    return starting and start > 0 and tokens.words[start - 1] in words.guards["auxiliaries"]


def _is_apposition(parts: list[_Span], length: int) -> bool:
    """Whether two names stand for one day: "hari ini, Senin (28/7)", "Sabtu (16/9) kemarin"."""
    first, last = parts
    return first.rule in _NAMELESS_DAYS or (length == len(parts) and first.value == last.value)


def _same_day(first: str, last: str) -> str:
    """The second of two names for one day, but "besok Selasa" is the Tuesday that comes."""
    one, two = edtf.day(first), edtf.day(last)
    return first if one and two and one.weekday() == two.weekday() and abs((one - two).days) == WEEK else last


def _joined(name: str, parts: list[str], anchor: date | None) -> str | None:
    """What the joined parts mean together, None if they can't be joined."""
    first, last = parts[0], parts[-1]
    match name:
        case "apposition":
            return _same_day(first, last)
        case "in brackets":
            return last if edtf.contains(first, last) else None
        case "range" | "between" | "either":
            return _ordered(first, last)
        case "to now":
            return _ordered(first, anchor.isoformat()) if anchor else None
        case "since":
            return values.since(first)
        case "until" | "by" | "before":
            return values.until(first)
        case "at":
            return first
        case "about":
            return values.marked(first, "~")
        case _:
            return values.marked(first, "?")


def _ordered(first: str, last: str) -> str | None:
    start, end = edtf.bounds(first), edtf.bounds(last)
    return values.interval(first, last) if start and end and start[0] < end[0] else None
