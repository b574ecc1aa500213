"""When and where an event happened, by its clause, its sentence, those beside it, its occasion (codebook 5).

Every time and place near the act is a possible answer, and so is "not said"; the trained weights choose
(`weighing`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

from jejak import edtf
from jejak.findings.events.roles import clause_breaks
from jejak.findings.events.weighing import Option
from jejak.findings.scenes import is_state
from jejak.languages.data import lexicon_data
from jejak.languages.gazetteer import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jejak.findings.places import Place
    from jejak.findings.scenes import Scene, SentenceScene
    from jejak.model import Event, TimeExpression

_NAMED_PLACE = re.compile(r"\b(?:di|ke)\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+){0,4})")
_REPORTING = re.compile(
    r"\b(?:dikutip|dilansir|mengutip|melansir|dilaporkan|diberitakan|kata|ujar|ucap|tutur)\b[^.]{0,90}$"
)
_RELAYED = re.compile(r"\b(?:dikutip|dilansir|mengutip|melansir|dilaporkan|diberitakan)\b[^.]{0,90}$")
_REPORTED = re.compile(
    r"\b(?:melaporkan|dilaporkan|lapor|laporan|keterangan\s+tertulis|keterangannya|siaran\s+pers|disiarkan|menurut|demikian"
    r"|mengatakan|menyatakan|menyebut|sebut)\b[^.]{0,60}$"
)
"""Before a time, these date what was said, not the act that is told."""
_SAID_OF_IT = re.compile(
    r"^\W*(?:hal|pernyataan|penegasan|komentar|ucapan|seruan|permintaan|ancaman|desakan|kesepakatan|komitmen|peringatan)"
    r"\s+(?:itu|ini|tersebut|senada)\b[^.;]{0,60}?\bdi(?:sampaikan|katakan|ungkapkan|utarakan|lontarkan|tegaskan|sepakati"
    r"|capai|umumkan|keluarkan|tuturkan|kemukakan|bahas|ucapkan)\b",
    re.IGNORECASE,
)
_MORE_PLACE = re.compile(r"(?:\s*\([A-Z]{2,8}\))?(?:,\s*|\s+)(?=[A-Z])")
_SINCE = re.compile(r"\b(?:sejak|mulai|dimulai|dipicu)\b", re.IGNORECASE)
_OCCASION = r"(?:pertemuan|kesempatan|ktt|kunjungan|sidang|forum|acara|konferensi|agenda|perundingan)"
_POINTS_BACK = re.compile(rf"\b{_OCCASION}\b[^.,;]{{0,80}}\b(?:itu|tersebut|ini)\b", re.IGNORECASE)
_TELLS_OF_IT = re.compile(
    rf"^\W*{_OCCASION}\s+(?:[\w-]+\s+){{0,3}}?(?:itu|tersebut|ini)\b[^.;]{{0,40}}"
    r"\b(?:diselenggarakan|digelar|berlangsung|diadakan|dilakukan|dilaksanakan|dihelat|berlokasi)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^\W*(?:hal|rencana|dokumen|strategi|langkah|itu|ini|pelatihan|kegiatan)\b[^.;]{0,20}?", re.IGNORECASE
)
_LAST_WORD = re.compile(r"([\w-]+)\W{1,2}$")
_AFTER = re.compile(
    r"\b(setelah|usai|seusai|sebelum|sejak|ketika|saat|menjelang|menyusul|selama|hingga|sehari|kemudian|lalu)\b",
    re.IGNORECASE,
)
_AT = frozenset({"di", "ke", "kota", "ibukota", "mengunjungi", "menyambangi", "menghantam", "menggempur"})
"""Before a place, these make it where something happens."""
_NO_PLACE = frozenset(lexicon_data("id", "clauses")["no_place"])
"""Words that begin a name behind "di" that is not of a place."""
T = TypeVar("T")
_MOST_HERE = 8
"""Times, and places, of one sentence that are weighed, the nearest; a sentence that holds more is a list."""
_BACK = 12
"""Sentences back to which the last place named is looked for."""
_STATES = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
"""Types that may go on from a day, though they are told as done on it."""
_DAYS_OF_AN_OCCASION = 10
_LEAD = 5
"""Sentences at the head of an article in which it says when and where it plays."""
_WINDOW = 120
_AGES = ((0, "same"), (1, "1"), (7, "week"), (31, "month"), (366, "year"))
_GAPS = ((15, "0"), (40, "1"), (80, "2"), (150, "3"))


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting or a speech that later sentences happen in: its day, its place and who was there."""

    when: str | None
    where: str | None
    parties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Act:
    """What is known of an event before its time and place are."""

    sentence: SentenceScene
    trigger: tuple[int, int]
    clause: tuple[int, int]
    kind: str
    status: str
    mode: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    spoken: bool
    """Whether it is done by speaking."""
    occasion: Occasion | None

    @property
    def there(self) -> bool:
        """Whether one of its parties was at the occasion told before."""
        return self.occasion is not None and bool(self.occasion.parties & (self.actors | self.recipients))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A stretch that may say where: how it is written, and where on earth it lies."""

    start: int
    end: int
    at: str
    sort: str
    country: str | None


def points_back(sentence: SentenceScene) -> bool:
    """Whether the sentence speaks of an occasion told before ("dalam pertemuan tersebut")."""
    return bool(_POINTS_BACK.search(sentence.text))


def tells_of_occasion(sentence: SentenceScene) -> bool:
    """Whether the sentence only adds where and when to what was told ("Pertemuan itu digelar di ...")."""
    return bool(_TELLS_OF_IT.search(sentence.text))


def is_said_of_it(sentence: SentenceScene) -> bool:
    """Whether the sentence only tells when what stands before was said ("Hal ini disampaikan ...")."""
    return bool(_SAID_OF_IT.search(sentence.text))


def goes_on(sentence: SentenceScene) -> bool:
    """Whether the sentence says more of the act before it ("Hal itu diharapkan ... tahun depan")."""
    return bool(_GOES_ON.match(sentence.text))


def is_dated_to_the_day(when: str | None) -> bool:
    """Whether a value means a few days, not a month or a year."""
    bounds = edtf.bounds(when)
    return bounds is not None and (bounds[1] - bounds[0]).days <= _DAYS_OF_AN_OCCASION


class Setting:
    """The times and places of one zone, and what speaks for each as the one of an event."""

    def __init__(self, scene: Scene, times: Sequence[TimeExpression], places: Sequence[Place]) -> None:
        self.scene = scene
        self.times: dict[int, list[TimeExpression]] = defaultdict(list)
        self.places: dict[int, list[Place]] = defaultdict(list)
        for time in times:
            if time.evidence.zone == scene.zone.name:
                self.times[scene.zone.sentence_index(time.evidence.start)].append(time)
        for place in places:
            if place.evidence.zone == scene.zone.name:
                self.places[scene.zone.sentence_index(place.evidence.start)].append(place)
        self._spots: dict[int, list[_Spot]] = {}
        self._traits: dict[int, tuple[str, str, tuple[str, ...]]] = {}
        self._hints: dict[int, tuple[str, ...]] = {}

    def is_dated(self, sentence: SentenceScene) -> bool:
        """Whether the sentence says a time."""
        return bool(self.times.get(sentence.index))

    # ---- times

    def times_for(self, act: Act) -> list[Option[str | None]]:
        """The times that may be the act's, each with what speaks for it; None is "not said"."""
        index = act.sentence.index
        here = _near(self.times.get(index, []), _span, act)
        nearest = min(here, key=lambda t: _gap(_span(t), act.trigger), default=None)
        likely = self._likely_time(act, here)
        found = []
        for time in here:
            signs = [name for name, one in (("nearest", nearest), ("likely", likely)) if one is time]
            found.append(self._time_here(act, time, signs))
        for step, name in ((-1, "back1"), (-2, "back2"), (1, "ahead1")):
            found += self._times_there(act, index + step, name)
        found += self._times_far(act)
        found += self._times_of_speech(act)
        found = [variant for option in found for variant in _variants(option, act)]
        found.append(Option(None, (*_nothing(act), f"none times={min(len(here), 2)}")))
        return found

    def _likely_time(self, act: Act, here: Sequence[TimeExpression]) -> TimeExpression | None:
        """The nearest time of the sentence that dates no report, one in the clause before others."""
        words = (_REPORTING,) if act.spoken else (_REPORTING, _REPORTED)
        free = [t for t in here if not any(_dates_the_report(act.sentence, t, w, act.trigger) for w in words)]
        inside = [t for t in free if act.clause[0] <= t.evidence.start < act.clause[1]]
        return min(inside or free, key=lambda t: _gap(_span(t), act.trigger), default=None)

    def _times_far(self, act: Act) -> Iterator[Option[str | None]]:
        """Days that the head of the text names, and the last time named before those near."""
        index, near = act.sentence.index, range(act.sentence.index - 2, act.sentence.index + 2)
        more = [f"far own={self.is_dated(act.sentence)}", f"far deep={min(index // 4, 3)}"]
        for n, time in enumerate(self._lead_times):
            if self.scene.zone.sentence_index(time.evidence.start) not in near:
                yield self._time_of(act, time, f"lead{n}", [*more, f"lead{n} deep={min(index // 4, 3)}"])
        before = next((self.times[n] for n in range(index - 3, -1, -1) if self.times.get(n)), ())
        for time in before[-1:]:
            yield self._time_of(act, time, "before", more)

    def _time_here(self, act: Act, time: TimeExpression, signs: Sequence[str]) -> Option[str | None]:
        span, text = _span(time), self.scene.zone.text
        place = "clause" if act.clause[0] <= span[0] < act.clause[1] else "sentence"
        side, between = _between(text, span, act.trigger)
        gap = _bucket(len(between), _GAPS)
        breaks = clause_breaks(between)
        more = [f"{side} {gap}", f"{place} {side} breaks={breaks}", f"breaks={breaks}"]
        for sign in signs:
            more += [sign, f"{sign} {place} {side}", f"{sign} type={act.kind}", f"{sign} status={act.status}"]
        if joint := _AFTER.search(between):
            more.append(f"{side} joint={joint.group().lower()}")
        said = self.scene.statement_over(*span), self.scene.statement_over(*act.trigger)
        quoted = (
            "both" if said[0] and said[0] is said[1] else "act" if said[1] else "time" if said[0] else "no"
        )
        more += [f"quoted={quoted}", f"quoted={quoted} spoken={act.spoken}"]
        for name, words in (("reporting", _REPORTING), ("relayed", _RELAYED), ("reported", _REPORTED)):
            if _dates_the_report(act.sentence, time, words, act.trigger):
                more += [name, f"{name} spoken={act.spoken}", f"{name} type={act.kind}", f"{name} {side}"]
        return self._time_of(act, time, place, more)

    def _times_there(self, act: Act, index: int, name: str) -> Iterator[Option[str | None]]:
        times = _near(self.times.get(index, []), _span, act)
        if not times:
            return
        more = [f"{name} times={min(len(times), 3)}", f"{name} own={self.is_dated(act.sentence)}"]
        more += [f"{name} {hint}" for hint in self._hints_of(index)]
        more += [f"{name} act {hint}" for hint in self._hints_of(act.sentence.index)]
        if self.scene.zone.paragraph_at(self.scene.zone.sentences[index][0]) == self.scene.zone.paragraph_at(
            act.sentence.start
        ):
            more.append(f"{name} paragraph")
        for n, time in enumerate(times):
            order = "last" if n == len(times) - 1 else "first" if n == 0 else "middle"
            yield self._time_of(act, time, name, [*more, f"{name} {order}"])

    def refers_back(self, sentence: SentenceScene) -> bool:
        """Whether the sentence tells more of what was told before."""
        return not {"points_back", "goes_on"}.isdisjoint(self._hints_of(sentence.index))

    def _hints_of(self, index: int) -> tuple[str, ...]:
        """What the words of a sentence say of its bearing on others."""
        if index not in self._hints:
            sentence = self.scene.sentences[index]
            asked = (points_back, tells_of_occasion, is_said_of_it, goes_on)
            self._hints[index] = tuple(ask.__name__ for ask in asked if ask(sentence))
        return self._hints[index]

    @cached_property
    def _lead_times(self) -> list[TimeExpression]:
        """The first two days that the head of the text names."""
        first: dict[str, TimeExpression] = {}
        for n in range(_LEAD):
            for time in self.times.get(n, ()):
                if edtf.day(time.edtf) is not None:
                    first.setdefault(time.edtf, time)
        return list(first.values())[:2]

    def _times_of_speech(self, act: Act) -> Iterator[Option[str | None]]:
        """The day of the speech it stands in, and of the occasion told before."""
        statement = self.scene.statement_over(*act.trigger)
        if statement and statement.said:
            yield Option(statement.said, self._around(act, "said", statement.kind))
        if act.occasion and act.occasion.when:
            yield Option(act.occasion.when, self._around(act, "occasion", str(act.there)))

    def _around(self, act: Act, name: str, how: str) -> tuple[str, ...]:
        own = self.is_dated(act.sentence) if name != "place" else False
        back = "back" if "points_back" in self._hints_of(act.sentence.index) else "on"
        return (
            name, f"{name} {how}", f"{name} type={act.kind}", f"{name} status={act.status}",
            f"{name} {how} {back}", f"{name} own={own}", f"{name} {how} spoken={act.spoken}",
            f"{name} {how} own={own} {back}",
        )  # fmt: skip

    def _time_of(self, act: Act, time: TimeExpression, place: str, more: Iterable[str]) -> Option[str | None]:
        form, age, traits = self._traits_of(time)
        return Option(
            time.edtf,
            (
                place, f"{place} type={act.kind}", f"{place} status={act.status}", f"{place} {form}",
                f"{place} spoken={act.spoken}", form, f"{form} status={act.status}",
                f"{form} type={act.kind}", age, f"{age} status={act.status}", f"{age} {place}",
                f"{age} type={act.kind}", *traits, *more,
            ),
        )  # fmt: skip

    def _traits_of(self, time: TimeExpression) -> tuple[str, str, tuple[str, ...]]:
        """What is true of a time whatever the act: form, age, and how it is written."""
        start = time.evidence.start
        if start not in self._traits:
            before = _LAST_WORD.search(self.scene.zone.text[max(0, start - 25) : start])
            written = f"after={before.group(1).lower() if before else '-'}"
            numeric = "numeric" if "/" in time.evidence.exact else "words"
            opening = time.evidence.exact.split()[0].lower()
            form, age = f"form={_form(time.edtf)}", f"age={self._age(time.edtf)}"
            self._traits[start] = (form, age, (written, numeric, f"word={opening}"))
        return self._traits[start]

    def _age(self, when: str) -> str:
        """How long before publication a time was."""
        span, told = edtf.bounds(when), edtf.bounds(self.scene.reading.article.published)
        if span is None or told is None:
            return "unknown"
        if span[0] > told[1]:
            return "ahead"
        return _bucket((told[0] - max(span[0], min(span[1], told[0]))).days, _AGES)

    # ---- places

    def places_for(self, act: Act) -> list[Option[str | None]]:
        """The places that may be the act's, each with what speaks for it; None is "not said"."""
        index = act.sentence.index
        here = _near(self._spots_in(index), _bounds, act)
        nearest = min(here, key=lambda s: _gap((s.start, s.end), act.trigger), default=None)
        likely = self._likely_spot(act, here)
        found = []
        for spot in here:
            signs = [name for name, one in (("nearest", nearest), ("likely", likely)) if one is spot]
            found.append(self._spot_here(act, spot, signs))
        for step, name in ((-1, "back1"), (-2, "back2"), (1, "ahead1")):
            for spot in _near(self._spots_in(index + step), _bounds, act):
                hints = [f"{name} act {hint}" for hint in self._hints_of(index)]
                found.append(self._spot_of(act, spot, name, [*hints, f"{name} own={bool(here)}"]))
        found += self._spots_far(act, own=bool(here))
        found += self._names_of_parties(act, own=bool(here))
        found += self._places_of_speech(act, own=bool(here))
        found.append(Option(None, (*_nothing(act), f"none places={min(len(here), 2)}")))
        return found

    def _spots_in(self, index: int) -> list[_Spot]:
        if index not in self._spots:
            known = 0 <= index < len(self.scene.zone.sentences)
            self._spots[index] = list(self._read_spots(index)) if known else []
        return self._spots[index]

    def _read_spots(self, index: int) -> Iterator[_Spot]:
        """Known places, and names behind "di", these with the known place that they go on with.

        Behind a forum ("di KTT G20, Hamburg") the place stands as if behind its "di".
        """
        text, (first, last) = self.scene.zone.text, self.scene.zone.sentences[index]
        places = {p.evidence.start: p for p in self.places.get(index, ())}
        known = [(p.evidence.start, p.evidence.end) for p in places.values()]
        named = [m.span(1) for m in _NAMED_PLACE.finditer(text, first, last)]
        named = [s for s in named if not any(a < s[1] and s[0] < b for a, b in known)]
        done = first
        passed: dict[int, str] = {}
        for start, end in sorted(known + named):
            if start < done:
                continue
            before = _LAST_WORD.search(text[max(first, start - 25) : start])
            at = passed.get(start) or (before.group(1).lower() if before else "-")
            place, more = places.get(start), _MORE_PLACE.match(text, end)
            if place is None and text[start:end].split()[0].lower() in _NO_PLACE:
                if more:
                    passed[more.end()] = at
                continue
            if place is None and more and more.end() in places:
                place = places[more.end()]
                end = place.evidence.end
            sort = "name" if start not in places else "land" if places[start].latitude is None else "spot"
            yield _Spot(start, end, at, sort, place.country if place else None)
            done = end

    def _likely_spot(self, act: Act, here: Sequence[_Spot]) -> _Spot | None:
        """The nearest place behind "di", one in the clause before others, a town before a land."""
        free = [
            s for s in here if s.at in _AT and not (s.country and s.country in act.actors - act.recipients)
        ]
        inside = [s for s in free if act.clause[0] <= s.start < act.clause[1]]
        return min(
            inside or free,
            key=lambda s: (s.sort == "land", _gap((s.start, s.end), act.trigger)),
            default=None,
        )

    def _spots_far(self, act: Act, *, own: bool) -> Iterator[Option[str | None]]:
        """Places behind "di" at the head of the text, and the last one named before those near."""
        index, near = act.sentence.index, range(act.sentence.index - 2, act.sentence.index + 2)
        more = [f"far own={own}", f"far deep={min(index // 4, 3)}"]
        for n, (where, spot) in enumerate(self._lead_spots):
            if where not in near:
                yield self._spot_of(act, spot, f"lead{n}", [*more, f"lead{n} deep={min(index // 4, 3)}"])
        for n in range(index - 3, max(-1, index - _BACK), -1):
            if told := [s for s in self._spots_in(n) if s.at in _AT]:
                yield self._spot_of(act, told[-1], "before", more)
                break

    def _spot_here(self, act: Act, spot: _Spot, signs: Sequence[str]) -> Option[str | None]:
        place = "clause" if act.clause[0] <= spot.start < act.clause[1] else "sentence"
        side, between = _between(self.scene.zone.text, (spot.start, spot.end), act.trigger)
        breaks = clause_breaks(between)
        gap = _bucket(len(between), _GAPS)
        more = [f"{side} {gap}", f"{place} {side} breaks={breaks}", f"breaks={breaks} spoken={act.spoken}"]
        for sign in signs:
            more += [sign, f"{sign} {place} {side}", f"{sign} type={act.kind}", f"{sign} spoken={act.spoken}"]
        said = self.scene.statement_over(spot.start, spot.end)
        more.append(f"quoted={said is not None} spoken={act.spoken}")
        return self._spot_of(act, spot, place, more)

    def _spot_of(self, act: Act, spot: _Spot, place: str, more: Iterable[str]) -> Option[str | None]:
        whose = _whose(act, spot.country)
        at = f"at={spot.at}"
        return Option(
            self.scene.zone.text[spot.start : spot.end],
            (
                place, at, f"{at} spoken={act.spoken}", f"{place} {at}", f"{place} type={act.kind}",
                f"{place} {spot.sort}", spot.sort, f"{spot.sort} type={act.kind}", whose,
                f"{whose} type={act.kind}", f"{whose} {place}", f"{place} spoken={act.spoken}",
                f"{whose} mode={act.mode}", *self._bearing(spot, act), *more,
            ),
        )  # fmt: skip

    def _bearing(self, spot: _Spot, act: Act) -> list[str]:
        """Whether a time stands beside the place ("di Jakarta, Senin"), and how often the text names it."""
        text = self.scene.zone.text
        index = self.scene.zone.sentence_index(spot.start)
        spans = [_span(time) for time in self.times.get(index, ())]
        dated = any(0 <= start - spot.end < 8 or 0 <= spot.start - end < 6 for start, end in spans)
        named = min(self._names[text[spot.start : spot.end].partition(",")[0]], 3)
        return [
            f"dated={dated}",
            f"dated={dated} spoken={act.spoken}",
            f"named={named}",
            f"named={named} {spot.sort}",
        ]

    @cached_property
    def _names(self) -> Counter[str]:
        """How often each known place is named."""
        return Counter(place.evidence.exact for places in self.places.values() for place in places)

    def _names_of_parties(self, act: Act, *, own: bool) -> Iterator[Option[str | None]]:
        """The states that take part, by the names that the sentence gives them, and those acted on by any."""
        for code in sorted(act.recipients):
            if name := self._last_name(code, act.sentence):
                yield Option(
                    name,
                    (
                        "theirs", f"theirs type={act.kind}", f"theirs mode={act.mode}",
                        f"theirs type={act.kind} own={own}", f"theirs status={act.status}",
                        f"theirs many={len(act.recipients) > 1}",
                    ),
                )  # fmt: skip
        for party in act.sentence.participants:
            if party.person is None and party.code == party.party and is_state(party.code):
                name = self.scene.zone.text[party.start : party.end]
                if name[:1].isupper():
                    whose = _whose(act, party.code)
                    after = f"after={party.preposition}"
                    yield Option(
                        name,
                        (
                            "party", f"party {whose}", f"party {whose} type={act.kind}", f"party {after}",
                            f"party {whose} mode={act.mode}", f"party {whose} own={own}",
                            f"party place={party.place}", f"party {whose} status={act.status}",
                        ),
                    )  # fmt: skip

    def _last_name(self, code: str, sentence: SentenceScene) -> str | None:
        """How the text last named a state, at most a few sentences ago."""
        first = self.scene.zone.sentences[max(0, sentence.index - _BACK)][0]
        for party in reversed(self.scene.named_between(first, sentence.end)):
            if party.code == code and party.person is None and is_state(code):
                name = self.scene.zone.text[party.start : party.end]
                if name[:1].isupper():
                    return name
        return None

    def _places_of_speech(self, act: Act, *, own: bool) -> Iterator[Option[str | None]]:
        """Where the speech it stands in, the occasion told before and the article play."""
        statement = self.scene.statement_over(*act.trigger)
        back = "back" if "points_back" in self._hints_of(act.sentence.index) else "on"
        said: list[tuple[str, str | None, str]] = []
        if statement:
            said.append(("said", statement.where, statement.kind))
        if act.occasion:
            said.append(("occasion", act.occasion.where, str(act.there)))
        said.append(("dateline", self.scene.reading.article.dateline, str(act.sentence.index < 2)))
        for name, where, how in said:
            if where:
                yield Option(
                    where,
                    (
                        name, f"{name} {how}", f"{name} type={act.kind}", f"{name} spoken={act.spoken}",
                        f"{name} {_whose(act, _country(where))}", f"{name} {how} own={own} {back}",
                        f"{name} status={act.status}",
                        f"{name} {how} type={act.kind}",
                    ),
                )  # fmt: skip

    @cached_property
    def _lead_spots(self) -> list[tuple[int, _Spot]]:
        """The first two places behind "di" at the head of the text, with their sentences."""
        return [(n, s) for n in range(_LEAD) for s in self._spots_in(n) if s.at in _AT][:2]


@lru_cache(maxsize=1 << 12)
def _country(where: str) -> str | None:
    spot = locate(where)
    return spot.country if spot else None


def _variants(option: Option[str | None], act: Act) -> Iterator[Option[str | None]]:
    """The time, and where it may be meant so, the time from then on, or only its beginning."""
    when, start = option.value, act.sentence.start
    around = act.sentence.text[max(0, act.trigger[0] - start - 60) : act.trigger[1] - start + 60]
    since = "since" if _SINCE.search(around) else "at"
    yield option
    if when and when.endswith("/.."):
        whole = (f"closed {act.status}", f"closed {act.status} type={act.kind}", "closed")
        yield Option(when[:-3], (*option.features, *whole))
    elif when and (act.status == "ongoing" or act.kind in _STATES) and "/" not in when and "X" not in when:
        opened = (
            f"opened {act.status}",
            f"opened {since} {act.status}",
            f"opened type={act.kind}",
            f"opened {option.features[0]}",
        )
        yield Option(f"{when}/..", (*option.features, *opened))


def settled(event: Event) -> Event:
    """The event whose status agrees with its time.

    What is done "setiap tahun" recurs; what holds "sejak" a day goes on; fighting on a day is an act and not
    the war.
    """
    if event.type in _STATES and event.status == "occurred" and (event.when or "").endswith("/.."):
        return replace(event, status="ongoing")
    if edtf.is_recurring(event.when) and event.status in ("occurred", "ongoing"):
        return replace(event, status="recurring")
    if event.type == "ASSAULT" and event.status == "ongoing" and is_dated_to_the_day(event.when):
        return replace(event, status="occurred")
    return event


def _nothing(act: Act) -> tuple[str, ...]:
    """What speaks for an act of which time or place is not said."""
    return (
        "none", f"none type={act.kind}", f"none status={act.status}", f"none spoken={act.spoken}",
        f"none type={act.kind} status={act.status}", f"none deep={min(act.sentence.index // 4, 3)}",
        f"none there={act.there}", f"none mode={act.mode}",
    )  # fmt: skip


def _whose(act: Act, country: str | None) -> str:
    """Whose place it is."""
    if country is None:
        return "nobody's"
    if country in act.recipients:
        return "recipient's"
    return "actor's" if country in act.actors else "another's"


def _form(when: str) -> str:
    """What sort of time a value is."""
    if edtf.is_recurring(when):
        return "recurring"
    if when.endswith("/.."):
        return "since"
    if when.startswith("../"):
        return "until"
    if "/" in when:
        return "days" if is_dated_to_the_day(when) else "span"
    plain = when.rstrip("~?%")
    name = {4: "year", 7: "month", 10: "day"}.get(len(plain), "hour")
    return f"{name} vague" if plain != when or "X" in when else name


def _span(time: TimeExpression) -> tuple[int, int]:
    return time.evidence.start, time.evidence.end


def _between(text: str, span: tuple[int, int], trigger: tuple[int, int]) -> tuple[str, str]:
    """On which side of the trigger a span stands, and the words between them."""
    if span[0] >= trigger[1]:
        return "behind", text[trigger[1] : span[0]]
    return ("before", text[span[1] : trigger[0]]) if span[1] <= trigger[0] else ("inside", "")


def _bucket(count: int, bounds: Sequence[tuple[int, str]]) -> str:
    return next((name for most, name in bounds if count <= most), "more")


def _bounds(spot: _Spot) -> tuple[int, int]:
    return spot.start, spot.end


def _near(told: list[T], span: Callable[[T], tuple[int, int]], act: Act) -> list[T]:
    """Those that stand nearest to the act, in the order of the text."""
    if len(told) <= _MOST_HERE:
        return told
    nearest = sorted(told, key=lambda one: _gap(span(one), act.trigger))[:_MOST_HERE]
    return sorted(nearest, key=span)


def _gap(span: tuple[int, int], trigger: tuple[int, int]) -> int:
    """How far a span is from the trigger; before it counts double, inside it from its start."""
    if trigger[0] <= span[0] < trigger[1]:
        return span[0] - trigger[0]
    return span[0] - trigger[1] if span[0] >= trigger[1] else (trigger[0] - span[1]) * 2


def _dates_the_report(
    sentence: SentenceScene, time: TimeExpression, words: re.Pattern[str], trigger: tuple[int, int]
) -> bool:
    """Whether a time says when something was told: behind a word of telling, with the act not in between."""
    at = time.evidence.start
    start = trigger[1] if trigger[1] <= at else max(sentence.start, at - _WINDOW)
    return bool(words.search(sentence.text[start - sentence.start : at - sentence.start][-_WINDOW:].lower()))
