"""Whether two reports tell of one event (codebook 7), and why.

Same type, parties and time are not enough: of such pairs fewer than one in four are one event. Content
decides: the words, weighed by rarity; who met whom; the place; the kind of occasion; the series. A wrong
merge is worse than a missed one, so what differs speaks against, and what is unknown speaks for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Final

from jejak.claims import EventClaim, states
from jejak.languages.gazetteer import locate
from jejak.record.occasions import kinds
from jejak.record.rarity import weigh
from jejak.vocabulary import MUTUAL_TYPES

if TYPE_CHECKING:
    from jejak.languages.gazetteer import Spot

Why = tuple[str, float]
"""The reason to take two reports for one event, and how sure it is (0-1)."""

_KIN: Final = {"AGREE": "pledge", "SUPPORT": "pledge", "AID": "work", "COOPERATE": "work"}
"""Types that one event may be reported under; any other type is only itself."""

PHASE: Final = {
    "occurred": "done",
    "ongoing": "done",
    "recurring": "recurring",
    "planned": "ahead",
    "proposed": "ahead",
    "cancelled": "cancelled",
}
"""Status -> what of it must agree."""

NARROW: Final = 45
"""Days up to which a time is narrow enough to tell events apart."""
NEAR: Final = 10
"""Days between two publications, or a publication and an event, that may be about one thing."""
SOON: Final = 30
"""Days after a meeting of a series in which a report that gives no time means that meeting."""
_STAY: Final = 3
"""Most days between two days of one visit to a country."""
_FEW: Final = 3
"""Days within which the reports of what has just happened appear."""
_ARRIVALS: Final = ("bandara", "bandar udara", "pangkalan udara", "lanud")
"""How the names of places begin at which a visit to a country begins and ends."""
_CITY_STATES: Final = frozenset({"SGP", "VAT", "MCO"})
"""States of one city: a visit to it is one to the country."""
_FAR_KM: Final = 150
"""Kilometres from which on two places are not one place told more and less exactly."""


_TWICE: Final = 0.7
"""How sure two claims of one article must be to be one event told twice."""
CONTRADICTS: Final = -1.0
DOUBTS: Final = -0.5


@dataclass(frozen=True, slots=True)
class _Likeness:
    """What two claims share: how their times agree, and the weight and share of their common words."""

    time: str
    weight: float
    share: float


def likeness(a: EventClaim, b: EventClaim) -> float:
    """How surely two claims tell of one event: 0 if nothing speaks for it, below 0 if something does against.

    CONTRADICTS (-1): they cannot be one. DOUBTS (-0.5): they should not be, but a finder may have misread
    the place, the kind of occasion or who was there. Two claims of one article are two events, unless they
    say the same so plainly that the article tells of one event twice.
    """
    return _likeness(a, b) if a.key <= b.key else _likeness(b, a)


@lru_cache(maxsize=1 << 17)
def _likeness(a: EventClaim, b: EventClaim) -> float:
    if contradict(a, b):
        return CONTRADICTS
    if is_meeting(a) and is_meeting(b) and _other_meeting(a, b):
        return DOUBTS
    why = why_same(a, b)
    if a.document.id != b.document.id:
        return why[1] if why else 0.0
    return why[1] if why and _plainly(_alike(a, b)) else DOUBTS


def contradict(a: EventClaim, b: EventClaim) -> bool:
    """Whether the two can't be one event."""
    one, two = a.event, b.event
    return (
        _KIN.get(one.type, one.type) != _KIN.get(two.type, two.type)
        or PHASE[one.status] != PHASE[two.status]
        or _differ(one.series, two.series)
        or _differ(one.ordinal, two.ordinal)
        or not (a.parties <= b.parties or b.parties <= a.parties)
        or _other_way_round(a, b)
        or time_between(a, b) == "apart"
    )


def why_same(a: EventClaim, b: EventClaim) -> Why | None:
    """The reason to take two claims that don't contradict each other for one event, and how sure it is."""
    one, two = a.event, b.event
    if one.series and one.series == two.series and one.ordinal and one.ordinal == two.ordinal:
        return "same number of a series", 1.0
    alike = _alike(a, b)
    if a.parties != b.parties:
        return ("same words, one party more", 0.6) if _plainly(alike) and alike.time != "unknown" else None
    return (
        _by_series(a, b, alike)
        or _by_reprint(a, b, alike)
        or (_by_meeting(a, b, alike) if is_meeting(a) and is_meeting(b) else None)
        or _by_words(a, b, alike)
        or _by_flow(a, b, alike)
    )


def _by_series(a: EventClaim, b: EventClaim, alike: _Likeness) -> Why | None:
    one, two = a.event, b.event
    if not one.series or one.series != two.series:
        return None
    if alike.time == "same" and (one.type == "CONSULT" or alike.share >= 0.4):
        return "same series and time", 0.95
    later = _days_until_told(a, b)
    if one.type == "CONSULT" and later is not None and later <= SOON:
        return "same series, reported soon after", 0.6 - later / 1000
    return None


def _by_reprint(a: EventClaim, b: EventClaim, alike: _Likeness) -> Why | None:
    reprint = a.document.source == b.document.source and a.document.id != b.document.id
    return ("reprint of one story", 0.97) if reprint and alike.share >= 0.7 else None


def _by_meeting(a: EventClaim, b: EventClaim, alike: _Likeness) -> Why | None:
    """Those who met on both sides, the kind of occasion, the place and the day make a meeting one."""
    both, place = parties_in_common(a, b), same_place(a, b)
    kind = bool(occasions(a) & occasions(b))
    if alike.time in ("same", "near", "a day apart") and both and _told_together(a, b) and _one_stay(a, b):
        return "same visitor and host in the same days", 0.75
    if alike.time == "same":
        if len(both) >= 2:
            return "same persons on both sides and time", 0.9 if kind or place else 0.7
        if both and place:
            return "same person, place and time", 0.85
        if both or (place and alike.weight >= 4):
            return ("same person and time" if both else "same place, time and words"), 0.65
    if alike.time in ("near", "a day apart") and _told_together(a, b):
        if len(both) >= 2:
            return "same persons on both sides, told in the same days", 0.75 if kind else 0.55
        if both and place and kind:
            return "same person, place and occasion, told in the same days", 0.6
    return None


def _by_words(a: EventClaim, b: EventClaim, alike: _Likeness) -> Why | None:
    if alike.time in ("same", "near"):
        if _plainly(alike):
            return "same words at the same time", 0.8
        if alike.weight >= 5.5 and alike.share >= 0.85 and _told_together(a, b) and not _other_people(a, b):
            return "same few words in the same days", 0.7
        if _one_speaker(a, b) and alike.weight >= 3 and alike.share >= 0.5 and _told_together(a, b):
            return "same speaker, day and subject", 0.6
    if alike.time == "long ago" and a.event.type == b.event.type and alike.weight >= 1.5:
        return "same year long before", 0.6
    return None


def _by_flow(a: EventClaim, b: EventClaim, alike: _Likeness) -> Why | None:
    """What goes on between the same parties is one, if it is a war, or about the same thing."""
    one, two = a.event, b.event
    going_on = one.status == two.status == "ongoing" and one.type == two.type
    if not going_on or alike.time not in ("same", "near"):
        return None
    if one.type == "ASSAULT" and len(a.parties) > 1 and _same_month(a, b):
        return "same war, told in the same month", 0.6
    return ("same work going on", 0.55) if alike.weight >= 3 and alike.share >= 0.4 else None


# -- words ----------------------------------------------------------------------------------------------


def _alike(a: EventClaim, b: EventClaim) -> _Likeness:
    return _Likeness(time_between(a, b), *word_likeness(a, b))


def word_likeness(a: EventClaim, b: EventClaim) -> tuple[float, float]:
    """Weight of the words that both have, and its share of the weight of the shorter one's words."""
    shared = weigh(a.words & b.words)
    least = min(_weight_of(a), _weight_of(b))
    return shared, shared / least if least else 0.0


@lru_cache(maxsize=1 << 16)
def _weight_of(claim: EventClaim) -> float:
    return weigh(claim.words)


def _plainly(alike: _Likeness) -> bool:
    """Whether so many rare words are shared that the two can hardly be about different things."""
    return alike.weight >= 8 and alike.share >= 0.65


# -- people and parties ---------------------------------------------------------------------------------


def parties_in_common(a: EventClaim, b: EventClaim) -> frozenset[str]:
    """The parties of whom both claims name the same person; a person of no known party stands for himself."""
    return frozenset(
        party or name
        for name, party in a.people
        for other, side in b.people
        if party == side and same_name(name, other)
    )


def _other_people(a: EventClaim, b: EventClaim) -> bool:
    """Whether the claims name different people for a party, and none in common for it."""
    both = {p for _, p in a.people if p} & {p for _, p in b.people if p}
    return not both <= parties_in_common(a, b)


def same_name(a: str, b: str) -> bool:
    """Whether the words of one name key all stand in the other."""
    one, two = frozenset(a.split()), frozenset(b.split())
    return one <= two or two <= one


def _one_speaker(a: EventClaim, b: EventClaim) -> bool:
    """Whether the same person of an acting party is named, and each acts on the same others."""
    one, two = a.event, b.event
    acting = states(one.actors) & states(two.actors)
    return bool(acting & parties_in_common(a, b)) and states(one.recipients) == states(two.recipients)


def _other_way_round(a: EventClaim, b: EventClaim) -> bool:
    """Whether somebody else acts. In a mutual event all do."""
    one, two = a.event, b.event
    mutual = MUTUAL_TYPES | {"SUPPORT", "ASSAULT", "RETREAT"}
    if one.type in mutual and (not one.recipients or not two.recipients):
        return False
    return one.type != "CONSULT" and not states(one.actors) & states(two.actors)


# -- meetings -------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def occasions(claim: EventClaim) -> frozenset[str]:
    """The kinds of occasion that the claim's words speak of."""
    found, mode = kinds(tuple(evidence.exact for evidence in claim.event.evidence)), claim.event.mode
    if mode == "phone" or (mode == "visit" and ("visit" in found or not found)):
        return frozenset({mode})
    return found if mode == "visit" else found - {"visit"} or found


def is_meeting(claim: EventClaim) -> bool:
    """Whether the claim tells of a meeting, visit or call, held or announced."""
    event = claim.event
    return event.type == "CONSULT" or (
        event.type == "AGREE" and PHASE[event.status] in ("ahead", "cancelled") and bool(occasions(claim))
    )


def _other_meeting(a: EventClaim, b: EventClaim) -> bool:
    """Whether two meetings differ in kind, in who met, or in day or place by more than a slip."""
    one, two = occasions(a), occasions(b)
    if (one and two and not one & two) or _other_people(a, b):
        return True
    if _one_stay(a, b):
        return False
    if "visit" in one & two and a.event.where and b.event.where and _whole(a) != _whole(b):
        return True
    few = len(parties_in_common(a, b)) < 2
    if time_between(a, b) == "a day apart":
        return few or other_place(a, b)
    return few and other_place(a, b)


# -- places ---------------------------------------------------------------------------------------------


def same_place(a: EventClaim, b: EventClaim) -> bool:
    """Whether the places are one, or one is part of how the other is written."""
    one, two = a.event.where, b.event.where
    if not one or not two:
        return False
    x, y = set(one.lower().replace(",", " ").split()), set(two.lower().replace(",", " ").split())
    if x <= y or y <= x:
        return True
    here, there = _spot(a), _spot(b)
    return bool(here and there and here.name == there.name)


def other_place(a: EventClaim, b: EventClaim) -> bool:
    """Whether both places are known and lie far from each other."""
    here, there = _spot(a), _spot(b)
    if here is None or there is None or same_place(a, b):
        return False
    if here.country != there.country:
        return True
    far = _kilometres(here, there)
    return far is not None and far > _FAR_KM


def _whole(claim: EventClaim) -> bool:
    """Whether a visit is one to a country, not to a place in it: part and whole are two events.

    Where a guest lands, the visit begins.
    """
    if (claim.event.where or "").lower().startswith(_ARRIVALS):
        return True
    spot = _spot(claim)
    return spot is not None and (
        spot.sort == "country" or (spot.sort == "city" and spot.country in _CITY_STATES)
    )


def _one_stay(a: EventClaim, b: EventClaim) -> bool:
    """Whether both tell of a visit to one country as a whole: its days are told one by one."""
    host = _host(a)
    return host is not None and host == _host(b)


@lru_cache(maxsize=1 << 16)
def _host(claim: EventClaim) -> str | None:
    """The country that a visit is paid to, where the claim tells of the visit as a whole."""
    if "visit" not in occasions(claim) or not _whole(claim):
        return None
    spot, hosts = _spot(claim), states(claim.event.recipients)
    if spot is not None and spot.country in claim.parties:
        return spot.country
    return next(iter(hosts)) if len(hosts) == 1 else None


def _spot(claim: EventClaim) -> Spot | None:
    return _located(claim.event.where, tuple(sorted(claim.parties))) if claim.event.where else None


@lru_cache(maxsize=1 << 12)
def _located(where: str, parties: tuple[str, ...]) -> Spot | None:
    """The place, if it is surely that: a palace named like a city, a sea or a region of states is not."""
    spot = locate(where, parties)
    if spot is None or spot.sort == "region":
        return None
    first = where.partition(",")[0].strip().lower()
    return spot if first == spot.name.lower() or where.lower().endswith(f", {spot.name.lower()}") else None


def _kilometres(a: Spot, b: Spot) -> float | None:
    """Distance on a plane, good enough below some hundred kilometres; None for a country."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    east = (a.longitude - b.longitude) * cos(radians((a.latitude + b.latitude) / 2))
    return hypot(east, a.latitude - b.latitude) * 111.2


# -- times ----------------------------------------------------------------------------------------------


def time_between(a: EventClaim, b: EventClaim) -> str:
    """How the times of two claims agree: same, near (by publication), long ago, unknown or apart."""
    one, two = a.span, b.span
    if one and two and not (one[0] <= two[1] and two[0] <= one[1]):
        return "a day apart" if _a_day_apart(a, b) else "apart"
    if _told_before(a, b) or _told_before(b, a):
        return "apart"
    first, second = narrow(a), narrow(b)
    if first and second:
        return "same"
    if whole_year(a) and whole_year(b) and _is_past(a) and _is_past(b):
        return "long ago"
    x, y = first or published(a), second or published(b)
    if x and y:
        near = timedelta(days=NEAR)
        return "near" if x[0] - near <= y[1] and y[0] - near <= x[1] else "unknown"
    return "unknown"


def _a_day_apart(a: EventClaim, b: EventClaim) -> bool:
    """Whether two meetings were on two days in a row: an article may have the day of the report instead."""
    x, y = narrow(a), narrow(b)
    if not (x and y and is_meeting(a) and is_meeting(b)):
        return False
    return max(x[0], y[0]) - min(x[1], y[1]) <= timedelta(days=_STAY if _one_stay(a, b) else 1)


def _told_before(a: EventClaim, b: EventClaim) -> bool:
    """Whether `a` was told as done, without a time, before `b` can have happened."""
    told, happened = published(a), b.span
    if PHASE[a.event.status] != "done" or a.span is not None:
        return False
    return told is not None and happened is not None and told[1] < happened[0]


def _told_together(a: EventClaim, b: EventClaim) -> bool:
    """Whether the two were published within a few days, or happened on the same few days."""
    x, y = narrow(a), narrow(b)
    if x and y:
        return max(x[1], y[1]) - min(x[0], y[0]) <= timedelta(days=_FEW)
    one, two = published(a), published(b)
    return bool(one and two and abs(one[0] - two[0]) <= timedelta(days=_FEW))


def _same_month(a: EventClaim, b: EventClaim) -> bool:
    return (a.document.day or "")[:7] == (b.document.day or "")[:7]


def _days_until_told(a: EventClaim, b: EventClaim) -> int | None:
    """Where one claim has a narrow time and the other none: days from then to the report of the other."""
    dated, undated = (a, b) if b.span is None else (b, a)
    met, told = narrow(dated), published(undated)
    if met is None or told is None or undated.span is not None or told[0] < met[0]:
        return None
    return max(0, (told[0] - met[1]).days)


def narrow(claim: EventClaim) -> tuple[date, date] | None:
    """The days it may have happened on, where they are few."""
    span = claim.span
    return span if span and (span[1] - span[0]).days <= NARROW else None


def whole_year(claim: EventClaim) -> bool:
    """Whether all that is known of its time is the year."""
    when = claim.event.when or ""
    return len(when) == 4 and when.isdigit()


def published(claim: EventClaim) -> tuple[date, date] | None:
    """The day of the document, as first and last."""
    day = claim.document.day
    return (date.fromisoformat(day), date.fromisoformat(day)) if day else None


def _is_past(claim: EventClaim) -> bool:
    """Whether the year told of lies well before the article."""
    day = claim.document.day
    return day is not None and int(day[:4]) - int((claim.event.when or day)[:4]) >= 2


def _differ(a: object, b: object) -> bool:
    return a is not None and b is not None and a != b
