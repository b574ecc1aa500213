"""When and where an event happened: its clause, its sentence, or its occasion says it (codebook 5)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jejak import edtf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from jejak.findings.places import Place
    from jejak.findings.scenes import Scene, SentenceScene
    from jejak.model import Event, TimeExpression

_AT = re.compile(
    r"\b(?:(?:di|ke|kota|ibu\s+kota|wilayah|kawasan)\W+(?:[\w-]+\W+){0,3}"
    r"|(?:mengunjungi|menyambangi|menuju|menghantam|menggempur|memblokade|menutup|merebut|menduduki)\W+)$",
    re.IGNORECASE,
)
_NAMED_PLACE = re.compile(r"\bdi\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+){0,4})")
_REPORTING = re.compile(
    r"\b(?:dikutip|dilansir|mengutip|melansir|dilaporkan|diberitakan|kata|ujar|ucap|tutur)\b[^.]{0,90}$"
)
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
_DAYS_OF_AN_OCCASION = 10
_TAIL = 3
_FEW = 3


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting or a speech that later sentences happen in: its day, its place and who was there."""

    when: str | None
    where: str | None
    parties: frozenset[str]


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
    """The times and places of one zone, and which of them belong to an event."""

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

    def is_dated(self, sentence: SentenceScene) -> bool:
        """Whether the sentence says a time."""
        return bool(self.times.get(sentence.index))

    def when(
        self,
        sentence: SentenceScene,
        trigger: tuple[int, int],
        clause: tuple[int, int],
        *,
        verbal: bool = True,
    ) -> str | None:
        """The time in the clause, else the sentence, nearest to the trigger; not the date of the report.

        For an act that is not `verbal`, the date of what somebody said about it is none either.
        """
        here = [
            t
            for t in self.times.get(sentence.index, ())
            if not _dates_the_report(sentence, t, _REPORTING, trigger)
        ]
        if not verbal:
            here = [t for t in here if not _dates_the_report(sentence, t, _REPORTED, trigger)]
        inside = [t for t in here if clause[0] <= t.evidence.start < clause[1]]
        if not here:
            return None
        nearest = min(inside or here, key=lambda t: _gap((t.evidence.start, t.evidence.end), trigger))
        return nearest.edtf

    def where(
        self,
        sentence: SentenceScene,
        trigger: tuple[int, int],
        clause: tuple[int, int],
        *,
        verbal: bool,
        not_in: Collection[str] = (),
    ) -> str | None:
        """The place in the clause, else (not for verbal acts) the sentence, nearest to the trigger.

        Places in the countries `not_in` are left out: nobody is attacked in the attacker's own.
        """
        here = [
            s
            for s in self._places_in(sentence, not_in, loose=not verbal)
            if not verbal or clause[0] <= s[0] < clause[1] + _TAIL
        ]
        inside = [span for span in here if clause[0] <= span[0] < clause[1]]
        if not here:
            return None
        countries = {p.evidence.start for p in self.places.get(sentence.index, ()) if p.latitude is None}
        start, end = min(inside or here, key=lambda span: (span[0] in countries, _gap(span, trigger)))
        return self.scene.zone.text[start : self._whole(sentence, start, end)]

    def _whole(self, sentence: SentenceScene, start: int, end: int) -> int:
        """Where an unknown place ends that goes on with what it lies in ("Gedung Melati, Jakarta")."""
        starts = {p.evidence.start: p.evidence.end for p in self.places.get(sentence.index, ())}
        while start not in starts and (match := _MORE_PLACE.match(self.scene.zone.text, end)):
            if match.end() not in starts:
                break
            end = starts[match.end()]
        return end

    def _places_in(
        self, sentence: SentenceScene, not_in: Collection[str], *, loose: bool
    ) -> Iterator[tuple[int, int]]:
        """Where the sentence says things are: known places after "di", else a name after "di".

        If `loose`, a known place that is no party needs no "di" ("menutup Selat Hormuz", "warga Gaza").
        """
        known = [place.evidence for place in self.places.get(sentence.index, ())]
        text = self.scene.zone.text
        parties = [(p.start, p.end) for p in sentence.participants if ":" not in p.code]
        for place in self.places.get(sentence.index, ()):
            start, end = place.evidence.start, place.evidence.end
            if place.country in not_in:
                continue
            free = loose and place.latitude is not None and not any(a < end and start < b for a, b in parties)
            if free or _AT.search(text[max(sentence.start, start - 40) : start]):
                yield start, end
        taken = parties + [(p.start, p.end) for p in known]
        for found in _NAMED_PLACE.finditer(text, sentence.start, sentence.end):
            start, end = found.span(1)
            if not any(a < end and start < b for a, b in taken):
                yield start, end

    def last_place(self, sentence: SentenceScene, country: str) -> str | None:
        """The place in a country that was named last, in this sentence or the few before."""
        for index in range(sentence.index, max(-1, sentence.index - _FEW), -1):
            for place in reversed(self.places.get(index, ())):
                if place.country == country and place.evidence.start < sentence.end:
                    return place.evidence.exact
        return None

    def opened(self, event: Event, sentence: SentenceScene, trigger: tuple[int, int]) -> Event:
        """A state that goes on "sejak" a day lasts from it; what is done "setiap tahun" recurs.

        Fighting on a day is an act, not the war.
        """
        when = event.when
        if edtf.is_recurring(when) and event.status in ("occurred", "ongoing"):
            return replace(event, status="recurring")
        around = sentence.text[max(0, trigger[0] - sentence.start - 60) : trigger[1] - sentence.start + 60]
        if (
            when
            and event.status == "ongoing"
            and "/" not in when
            and "X" not in when
            and _SINCE.search(around)
        ):
            return replace(event, when=f"{when}/..")
        if event.type == "ASSAULT" and event.status == "ongoing" and is_dated_to_the_day(when):
            return replace(event, status="occurred")
        return event


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
    start = trigger[1] if trigger[1] <= at else max(sentence.start, at - 120)
    return bool(words.search(sentence.text[start - sentence.start : at - sentence.start][-120:].lower()))
