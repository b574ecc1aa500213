"""When and where an event happened: its clause, its sentence, or its occasion says it (codebook 5)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jejak import edtf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.places import Place
    from jejak.findings.scenes import Scene, SentenceScene
    from jejak.model import Event, TimeExpression

_AT = re.compile(r"\b(?:di|ke|kota|ibu\s+kota|wilayah|kawasan)\W+(?:[\w-]+\W+){0,3}$", re.IGNORECASE)
_NAMED_PLACE = re.compile(r"\bdi\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+){0,4})")
_REPORTING = re.compile(
    r"\b(?:dikutip|dilansir|mengutip|melansir|dilaporkan|diberitakan|kata|ujar|ucap|tutur)\b[^.]{0,90}$"
)
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

    def when(self, sentence: SentenceScene, trigger: tuple[int, int], clause: tuple[int, int]) -> str | None:
        """The time in the clause, else the sentence, nearest to the trigger; not the date of the report."""
        here = [t for t in self.times.get(sentence.index, ()) if not _dates_the_report(sentence, t)]
        inside = [t for t in here if clause[0] <= t.evidence.start < clause[1]]
        if not here:
            return None
        nearest = min(inside or here, key=lambda t: _gap((t.evidence.start, t.evidence.end), trigger))
        return nearest.edtf

    def where(
        self, sentence: SentenceScene, trigger: tuple[int, int], clause: tuple[int, int], *, verbal: bool
    ) -> str | None:
        """The place in the clause, else (not for verbal acts) the sentence, nearest to the trigger."""
        here = [s for s in self._places_in(sentence) if not verbal or clause[0] <= s[0] < clause[1]]
        inside = [span for span in here if clause[0] <= span[0] < clause[1]]
        if not here:
            return None
        start, end = min(inside or here, key=lambda span: _gap(span, trigger))
        return self.scene.zone.text[start:end]

    def _places_in(self, sentence: SentenceScene) -> Iterator[tuple[int, int]]:
        """Where the sentence says things are: known places after "di", else a name after "di"."""
        known = [place.evidence for place in self.places.get(sentence.index, ())]
        text = self.scene.zone.text
        for place in known:
            if _AT.search(text[max(sentence.start, place.start - 40) : place.start]):
                yield place.start, place.end
        taken = [(p.start, p.end) for p in sentence.participants] + [(p.start, p.end) for p in known]
        for found in _NAMED_PLACE.finditer(text, sentence.start, sentence.end):
            start, end = found.span(1)
            if not any(a < end and start < b for a, b in taken):
                yield start, end

    def opened(self, event: Event, sentence: SentenceScene, trigger: tuple[int, int]) -> Event:
        """A state that goes on "sejak" a day lasts from it; what is done "setiap tahun" recurs."""
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
        return event


def _gap(span: tuple[int, int], trigger: tuple[int, int]) -> int:
    """How far a span is from the trigger; before it counts double, inside it from its start."""
    if trigger[0] <= span[0] < trigger[1]:
        return span[0] - trigger[0]
    return span[0] - trigger[1] if span[0] >= trigger[1] else (trigger[0] - span[1]) * 2


def _dates_the_report(sentence: SentenceScene, time: TimeExpression) -> bool:
    before = sentence.text[: time.evidence.start - sentence.start][-120:].lower()
    return bool(_REPORTING.search(before))
