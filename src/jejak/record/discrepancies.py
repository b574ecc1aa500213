"""On what the reports of one event, or of one person, disagree (codebook 7). Both sides are kept.

A discrepancy is told only where two sources cannot both be right: days that do not overlap, places far from
each other, other numbers of the same thing, other offices of the same kind at the same time. That one report
says less, or says it in other words, is none; nor is anything between a text and its reprint.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from jejak.languages.lexicon import load_lexicon
from jejak.record.listed import lines, rows
from jejak.record.sameness import is_meeting, narrow, other_place, whole_year
from jejak.record.words import stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jejak.claims import EventClaim

_NUMBER: Final = re.compile(
    r"(?<![\w.,/])(?:(US\$|Rp|\$|€)\.?\s?)?(\d{1,3}(?:\.\d{3}){1,6}|\d{1,12}(?:,\d{1,6})?)(?![\d/.-]*\d)"
    r"(?:\s(ribu|juta|miliar|triliun))?(?:\s([^\W\d_]{3,30}))?"
)
_SCALES: Final = {"": 1.0, "ribu": 1e3, "juta": 1e6, "miliar": 1e9, "triliun": 1e12}
_NO_UNIT: Final = frozenset(lines("no_units.txt"))
_ROUNDING: Final = 0.02
"""Share by which two numbers may differ and be one, rounded."""
_TOGETHER: Final = timedelta(days=45)
"""How far apart two reports of somebody's office may be to be about the same time."""
_COMPARED: Final = 40
"""Claims of one event up to which each is compared with each to tell whether anything may be disputed."""


@dataclass(frozen=True)
class Discrepancy:
    """A field on which sources disagree: its values, each with the keys (claim, document) that have it.

    The value that more sources have stands first.
    """

    field: str
    values: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a document gives somebody: its title, the document's day, source and the claim's key."""

    title: str
    day: str | None
    source: str
    key: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its words ("4,3 miliar dolar")."""

    value: float
    words: str

    def is_about(self, other: Number) -> bool:
        """Whether the two may be one number, rounded."""
        return abs(self.value - other.value) <= _ROUNDING * max(self.value, other.value)


def of_event(claims: Sequence[EventClaim]) -> tuple[Discrepancy, ...]:
    """The fields of one event on which its claims disagree."""
    found = [
        _disagreement("when", claims, lambda c: c.event.when, _other_days),
        _disagreement("where", claims, lambda c: c.event.where, _other_spot),
        _disagreement("parties", claims, lambda c: ", ".join(sorted(c.parties)), _other_parties),
    ]
    counted = {claim.key: numbers(claim) for claim in claims}
    units = Counter(unit for numbers in counted.values() for unit in numbers)
    found += [_number(unit, claims, counted) for unit in sorted(units) if units[unit] > 1]
    return tuple(one for one in found if one)


def may_be_disputed(claims: Sequence[EventClaim]) -> bool:
    """False where the claims of an event disagree on nothing, for sure and quickly however many they are."""
    if len({claim.document.source for claim in claims}) < 2:
        return False
    if len(claims) <= _COMPARED:
        return bool(of_event(claims))
    told = {(claim.event.when, claim.event.where, claim.parties) for claim in claims}
    return len(told) > 1 or any(numbers(claim) for claim in claims)


def _number(
    unit: str, claims: Sequence[EventClaim], counted: Mapping[tuple[str, str], Mapping[str, Number]]
) -> Discrepancy | None:
    """Other numbers of the same thing."""

    def words(claim: EventClaim) -> str | None:
        number = counted[claim.key].get(unit)
        return number.words if number else None

    def differ(a: EventClaim, b: EventClaim) -> bool:
        one, two = counted[a.key].get(unit), counted[b.key].get(unit)
        return one is not None and two is not None and not one.is_about(two)

    return _disagreement("number", claims, words, differ)


def _disagreement(
    field: str,
    claims: Sequence[EventClaim],
    value: Callable[[EventClaim], str | None],
    differ: Callable[[EventClaim, EventClaim], bool],
) -> Discrepancy | None:
    """The values of the claims that differ from that of a claim of another source, if any do."""
    told = [claim for claim in claims if value(claim)]
    apart = {
        claim.key
        for n, a in enumerate(told)
        for b in told[n + 1 :]
        if a.document.source != b.document.source and differ(a, b)
        for claim in (a, b)
    }
    return _discrepancy(
        field, [(str(value(claim)), claim.document.source, claim.key) for claim in told if claim.key in apart]
    )


def _discrepancy(field: str, told: Iterable[tuple[str, str, tuple[str, str]]]) -> Discrepancy | None:
    keys: dict[str, list[tuple[str, str]]] = defaultdict(list)
    sources: dict[str, set[str]] = defaultdict(set)
    for value, source, key in told:
        keys[value].append(key)
        sources[value].add(source)
    ranked = sorted(keys, key=lambda value: (-len(sources[value]), value))
    if len(ranked) < 2:
        return None
    return Discrepancy(field, tuple((value, tuple(sorted(keys[value]))) for value in ranked))


def _other_days(a: EventClaim, b: EventClaim) -> bool:
    one, two = narrow(a), narrow(b)
    return one is not None and two is not None and (one[1] < two[0] or two[1] < one[0])


def _other_spot(a: EventClaim, b: EventClaim) -> bool:
    """Whether the two put it in places far from each other; what goes on may go on in many.

    Of a year the place may be that of the report: it counts only where the words themselves name it.
    """
    if "ongoing" in (a.event.status, b.event.status) or not other_place(a, b):
        return False
    return not (whole_year(a) or whole_year(b)) or (_names_its_place(a) and _names_its_place(b))


def _names_its_place(claim: EventClaim) -> bool:
    """Whether the words that tell of the event name its place."""
    place = (claim.event.where or "").partition(",")[0].lower()
    return any(place in evidence.exact.lower() for evidence in claim.event.evidence)


def _other_parties(a: EventClaim, b: EventClaim) -> bool:
    return a.parties != b.parties and not is_meeting(a) and min(len(a.parties), len(b.parties)) > 1


def numbers(claim: EventClaim) -> dict[str, Number]:
    """What is counted (a stem or a currency) -> its number, where the claim's words give just one."""
    found: dict[str, dict[float, Number]] = defaultdict(dict)
    for evidence in claim.event.evidence:
        for match in _NUMBER.finditer(evidence.exact[:5000]):
            currency, digits, scale, unit = (part or "" for part in match.groups())
            plain = unit.lower() not in _NO_UNIT and unit
            if currency or plain:
                value = float(digits.replace(".", "").replace(",", ".")) * _SCALES[scale]
                words = match.group().removesuffix("" if plain else f" {unit}").strip()
                found[currency or stem(unit.lower())][value] = Number(value, words)
    return {what: next(iter(told.values())) for what, told in found.items() if len(told) == 1}


# -- offices --------------------------------------------------------------------------------------------


def of_person(offices: Sequence[Office]) -> tuple[Discrepancy, ...]:
    """Offices that sources give somebody at about the same time and that nobody holds together."""
    told = [(date.fromisoformat(o.day), n, o) for n, o in enumerate(offices) if o.day and _parts(o.title)]
    told.sort()
    apart: set[tuple[str, str]] = set()
    for at, (day, _, a) in enumerate(told):
        for later in range(at + 1, len(told)):
            other, _, b = told[later]
            if other - day > _TOGETHER:
                break
            if a.source != b.source and excludes(a.title, b.title):
                apart |= {a.key, b.key}
    found = _discrepancy("role", [(o.title, o.source, o.key) for o in offices if o.key in apart])
    return (found,) if found else ()


@lru_cache(maxsize=1 << 14)
def excludes(a: str, b: str) -> bool:
    """Whether two titles name one kind of office with other portfolios, or two ranks of one portfolio."""
    one = _parts(a)
    two = _parts(b) if one else None
    if one is None or two is None:
        return False
    if one[0] != two[0]:
        return one[1] == two[1]
    return one[0] not in _OF_STATES and bool(one[1] and two[1]) and not one[1] & two[1]


@lru_cache(maxsize=1 << 15)
def _parts(title: str) -> tuple[str, frozenset[str]] | None:
    """The rank and the words of the portfolio, states left out; None for a title of no listed kind."""
    plain = " ".join(re.findall(r"[^\W\d_]+", title[:200].lower()))
    for form, rank in _offices():
        if plain == form or plain.startswith(f"{form} "):
            return rank, frozenset(plain[len(form) :].split()) - _state_words()
    return None


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    """How titles begin, the longest first, with their ranks."""
    forms = [(form.replace("_", " "), rank) for rank, words in rows("offices.txt") for form in words]
    return tuple(sorted(forms, key=lambda form: (-len(form[0]), form)))


@cache
def _state_words() -> frozenset[str]:
    """The words of the names of states, and what stands beside them in titles."""
    names = (name for entry in load_lexicon().entries if entry.kind == "state" for name in entry.names)
    return frozenset(word for name in names for word in re.findall(r"[^\W\d_]+", name.lower())) | _SMALL


_OF_STATES: Final = frozenset({"head of state", "deputy head of state", "head of government"})
_SMALL: Final = frozenset({"ri", "republik", "dan", "untuk", "negara", "federasi", "saya", "kami"})
