"""Room 4: events, by the trigger words of the lexicon and who stands around them (codebook 5).

Each trigger opens a frame (active, passive, noun, mutual) that says where the parties stand. Status words
near it tell done from planned; a planned cooperative act is AGREE, a planned hostile one THREATEN.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from jejak import edtf
from jejak.findings.contexts import contexts_of
from jejak.findings.forums import find_forum
from jejak.findings.scenes import Participant, Scene, SentenceScene
from jejak.languages.data import lexicon_data
from jejak.languages.patterns import Match, PatternMatcher, words_of
from jejak.model import Event, Origin
from jejak.vocabulary import MODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jejak.findings.parties import PartyMention
    from jejak.findings.places import Place
    from jejak.model import Actor, Statement, TimeExpression
    from jejak.reading import Reading

VERSION = "1"
_FRAMES = ("active", "passive", "noun", "mutual")
_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
_ALONE = frozenset({"MOBILIZE", "ASSAULT", "SANCTION", "THREATEN", "PROTEST"})
"""Types that are worth coding with one party only ("a foreign matter"), if it is not the reader's own."""
_TWO_SIDED = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "AGREE", "AID", "CONSULT"})
"""Types whose other side may be left unsaid where it is plain."""
_CLAUSE_END = re.compile(
    r"[;:—]|[.,](?=\s|$)|\s(?:sementara|sedangkan|setelah|sebelum|ketika|saat|karena|sehingga|namun|tetapi|jika"
    r"|apabila|meskipun|meski|walaupun|usai|seusai|menyusul|di\s+tengah)\s",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:di|ke|kota|ibu\s+kota|wilayah|kawasan)\W+(?:[\w-]+\W+){0,3}$", re.IGNORECASE)
_NAMED_PLACE = re.compile(r"\bdi\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+){0,4})")
_COORDINATION = frozenset({"dan", "serta", "sambil", "seraya", "juga", "lalu", "kemudian", "sekaligus"})
_AGAINST = frozenset({"dengan", "melawan", "terhadap", "antara"})
_STATES_OF_AFFAIRS = frozenset({"CONSULT", "COOPERATE", "ASSAULT", "SANCTION", "RETREAT"})
"""Types that an article mostly tells once per pair, in many words."""
_SHARED = 0.5
_COMMON = frozenset(
    "yang dengan untuk pada dalam akan telah sudah juga bahwa oleh dari kepada terhadap antara".split()
)
_DAYS_OF_AN_OCCASION = 10
_REACH = 16


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of events.yaml in one of its frames."""

    type: str
    rule: str
    frame: str
    mode: str | None = None
    status: str | None = None
    contexts: tuple[str, ...] = ()
    parties: int = 1
    speech: bool = False
    weak: bool = False
    strict: bool = False


def triggers_of(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Trigger]]:
    """Each pattern of the lexicon's rows with the trigger it stands for."""
    for row in rows:
        plain = {k: row[k] for k in ("mode", "status", "parties", "speech", "weak", "strict") if k in row}
        contexts = tuple(row.get("contexts", ()))
        for frame in _FRAMES:
            for pattern in row.get(frame, ()):
                yield str(pattern), Trigger(row["type"], row["rule"], frame, contexts=contexts, **plain)


@cache
def _trigger_matcher() -> PatternMatcher[Trigger]:
    return PatternMatcher(triggers_of(lexicon_data("id", "events")))


@cache
def _status_matcher() -> PatternMatcher[str]:
    table = lexicon_data("id", "status")
    return PatternMatcher((str(word), status) for status, words in table.items() for word in words)


@dataclass(frozen=True, slots=True)
class _Roles:
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]

    def span(self) -> tuple[int, int] | None:
        everyone = self.actors + self.recipients
        return (min(p.start for p in everyone), max(p.end for p in everyone)) if everyone else None

    def parties(self) -> set[str]:
        return {p.party for p in self.actors + self.recipients}


def find_events(
    reading: Reading,
    people: Sequence[Actor],
    mentions: Sequence[PartyMention],
    times: Sequence[TimeExpression],
    statements: Sequence[Statement],
    places: Sequence[Place] = (),
) -> tuple[Event, ...]:
    """The events of all zones, one per happening, in the order of their first evidence."""
    found: list[Event] = []
    for zone in reading.zones:
        scene = Scene(reading, zone, people, mentions, statements)
        finder = _ZoneFinder(scene, times, places, caption=zone.name != "body")
        found += finder.events()
    return tuple(merge_same(found))


class _ZoneFinder:
    """Finds events sentence by sentence; remembers the occasion that later sentences refer to."""

    def __init__(
        self, scene: Scene, times: Sequence[TimeExpression], places: Sequence[Place], *, caption: bool
    ) -> None:
        self.scene = scene
        self.times = [t for t in times if t.evidence.zone == scene.zone.name]
        self.places = [p for p in places if p.evidence.zone == scene.zone.name]
        self.caption = caption
        self.occasion: Event | None = None

    def events(self) -> Iterator[Event]:
        for sentence in self.scene.sentences:
            if not sentence.participants:
                continue
            previous: _Roles | None = None
            for match in _trigger_matcher().find(sentence.words):
                roles = assign_roles(sentence, match, previous) or self._spoken_by(sentence, match)
                if roles is None:
                    continue
                previous = roles
                roles = self._with_other_side(sentence, match, roles)
                event = self._event(sentence, match, roles)
                if event is not None:
                    self._remember(event)
                    yield event

    def _remember(self, event: Event) -> None:
        """Keep the meeting, or the first dated act, that later sentences happen in."""
        if event.status != "occurred" or not _is_dated_to_the_day(event.when):
            return
        if event.type == "CONSULT" or (self.occasion is None and event.type in _VERBAL):
            self.occasion = event

    def _spoken_by(self, sentence: SentenceScene, match: Match[Trigger]) -> _Roles | None:
        """In a quote without a subject, the speaker's party acts by speaking."""
        statement = self.scene.statement_over(match.start, match.end)
        if not match.value.speech or match.value.frame != "active" or statement is None:
            return None
        code = statement.speaker.represents
        if code is None:
            return None
        speaker = Participant(code, match.start, match.end, person=statement.speaker.name)
        return _without_overlap([speaker], _object(sentence, match) or [])

    def _with_other_side(self, sentence: SentenceScene, match: Match[Trigger], roles: _Roles) -> _Roles:
        """If only one side is named, the other is the party last spoken of: here, or the sentence before."""
        parties = roles.parties()
        if len(parties) != 1 or match.value.type not in _TWO_SIDED:
            return roles
        others = [p for p in sentence.participants if p.party not in parties and not p.place]
        if not others and sentence.index:
            before = self.scene.sentences[sentence.index - 1]
            others = [p for p in before.participants if p.party not in parties and not p.place]
            others = others[-1:]
        if not others:
            return roles
        other = min(others, key=lambda p: abs(p.start - match.end))
        other = replace(other, start=match.start, end=match.end)
        if match.value.frame == "mutual" or match.value.frame == "passive":
            return _Roles((*roles.actors, other), roles.recipients)
        return _Roles(roles.actors, (other,))

    def _event(self, sentence: SentenceScene, match: Match[Trigger], roles: _Roles) -> Event | None:
        trigger = match.value
        status = status_of(sentence, match)
        if status is None or not _worth_coding(trigger, roles, status):
            return None
        kind, mode, status = _retype(trigger, status)
        start, end = clause_around(sentence, match, roles)
        evidence = self.scene.reading.evidence(start, end, self.scene.zone.name)
        forum = find_forum(sentence, start, end, [p.code for p in roles.actors + roles.recipients])
        event = Event(
            type=kind,
            status=status,
            actors=_codes(roles.actors),
            recipients=_codes(roles.recipients),
            evidence=(evidence,),
            origin=Origin("events", VERSION, f"{trigger.rule}.{trigger.frame}", _score(trigger, roles)),
            mode=mode,
            persons=_persons(roles),
            contexts=contexts_of(
                sentence.text, start - sentence.start, end - sentence.start, kind, trigger.contexts
            ),
            series=forum.series if forum else None,
            ordinal=forum.ordinal if forum else None,
        )
        return self._dated(sentence, match, event)

    # ---- when and where

    def _dated(self, sentence: SentenceScene, match: Match[Trigger], event: Event) -> Event:
        when, where = self._when(sentence, match, event), self._where(sentence, match, event)
        verbal = event.type in _VERBAL and match.value.speech
        if verbal and when is None:
            statement = self.scene.statement_over(match.start, match.end)
            when = statement.said if statement else None
        if self.occasion is not None and _refers_back(sentence):
            when = when or self.occasion.when
            where = where or self.occasion.where
        elif when is None and verbal and event.status == "occurred" and self.scene_of(event):
            when = self.occasion.when if self.occasion else None
            where = where or (self.occasion.where if self.occasion else None)
        if when and event.status == "ongoing" and "/" not in when and _since(sentence, match):
            when = f"{when}/.."
        return replace(event, when=when, where=where)

    def scene_of(self, event: Event) -> bool:
        """Whether a verbal act belongs to the occasion told before: one of its parties was there."""
        return self.occasion is not None and bool(_sides(self.occasion) & _sides(event))

    def _when(self, sentence: SentenceScene, match: Match[Trigger], event: Event) -> str | None:
        here = [t for t in self.times if sentence.start <= t.evidence.start < sentence.end]
        here = [t for t in here if not _dates_the_report(sentence, t)]
        if not here:
            return None
        first, last = event.evidence[0].start, event.evidence[0].end
        inside = [t for t in here if first <= t.evidence.start < last]
        nearest = min(inside or here, key=lambda t: _gap((t.evidence.start, t.evidence.end), match))
        return nearest.edtf

    def _where(self, sentence: SentenceScene, match: Match[Trigger], event: Event) -> str | None:
        first, last = event.evidence[0].start, event.evidence[0].end
        verbal = event.type in _VERBAL
        here = [
            (start, end) for start, end in self._places_in(sentence) if not verbal or first <= start < last
        ]
        inside = [span for span in here if first <= span[0] < last]
        if not here:
            return None
        start, end = min(inside or here, key=lambda span: _gap(span, match))
        return self.scene.zone.text[start:end]

    def _places_in(self, sentence: SentenceScene) -> Iterator[tuple[int, int]]:
        """Where the sentence says things are: known places after "di", else a name after "di"."""
        known = [p for p in self.places if sentence.start <= p.evidence.start < sentence.end]
        text = self.scene.zone.text
        for place in known:
            before = text[max(sentence.start, place.evidence.start - 40) : place.evidence.start]
            if _AT.search(before):
                yield place.evidence.start, place.evidence.end
        parties = [(p.start, p.end) for p in sentence.participants]
        for found in _NAMED_PLACE.finditer(text, sentence.start, sentence.end):
            start, end = found.span(1)
            taken = any(a < end and start < b for a, b in parties)
            if not taken and not any(p.evidence.start < end and start < p.evidence.end for p in known):
                yield start, end


def _gap(span: tuple[int, int], match: Match[Trigger]) -> int:
    return span[0] - match.end if span[0] >= match.end else (match.start - span[1]) * 2


def _is_dated_to_the_day(when: str | None) -> bool:
    bounds = edtf.bounds(when)
    return bounds is not None and (bounds[1] - bounds[0]).days <= _DAYS_OF_AN_OCCASION


def _dates_the_report(sentence: SentenceScene, time: TimeExpression) -> bool:
    before = sentence.text[: time.evidence.start - sentence.start][-90:].lower()
    return bool(
        re.search(
            r"\b(?:dikutip|dilansir|mengutip|melansir|dilaporkan|diberitakan|kata|ujar|ucap|tutur)\b[^.]*$",
            before,
        )
    )


def _since(sentence: SentenceScene, match: Match[Trigger]) -> bool:
    around = sentence.text[max(0, match.start - sentence.start - 60) : match.end - sentence.start + 60]
    return bool(re.search(r"\b(?:sejak|mulai|dimulai|dipicu)\b", around, re.IGNORECASE))


def _refers_back(sentence: SentenceScene) -> bool:
    return bool(
        re.search(
            r"\b(?:pertemuan|kesempatan|ktt|kunjungan|sidang|forum|acara|konferensi|agenda)\b[^.;]{0,25}\b(?:itu|tersebut|ini)\b",
            sentence.text,
            re.IGNORECASE,
        )
    )


# ------------------------------------------------------------------ who


def assign_roles(sentence: SentenceScene, match: Match[Trigger], previous: _Roles | None) -> _Roles | None:
    """Who acts and who is acted on around a trigger, by its frame; None if nobody acts."""
    frame = match.value.frame
    if frame == "mutual":
        return _mutual(sentence, match, previous)
    before, after = _subject(sentence, match, previous), _object(sentence, match)
    if frame == "passive":
        agent = _agent_of_passive(sentence, match)
        patient = before
        if agent is None:
            return None
        return _without_overlap(agent, patient or [])
    if frame == "noun":
        agent = _adjacent_after(sentence, match)
        target = _object(sentence, match, after=agent[-1].end if agent else None, oblique=True)
        if agent is None and not match.value.strict:
            agent = before
        return _without_overlap(agent, target or []) if agent and not _is_anaphor(sentence, match) else None
    return _without_overlap(before, after or []) if before else None


def _without_overlap(actors: list[Participant], recipients: list[Participant]) -> _Roles:
    acting = {p.party for p in actors}
    return _Roles(tuple(actors), tuple(p for p in recipients if p.party not in acting))


def _subject(
    sentence: SentenceScene, match: Match[Trigger], previous: _Roles | None
) -> list[Participant] | None:
    words = sentence.words
    lead = {w.form for w in words[max(0, match.first - 2) : match.first]}
    groups = [g for g in sentence.groups if g[-1].end <= match.start]
    if previous is not None and previous.actors and lead & _COORDINATION:
        last = groups[-1] if groups else None
        if last is None or last[0].start >= previous.actors[0].start:
            return list(previous.actors)
    plain = [g for g in groups if not _is_oblique(g)]
    if plain:
        return plain[-1]
    if groups and groups[-1][0].preposition in ("oleh", "menurut", "bersama"):
        return groups[-1]
    return None


def _is_oblique(group: list[Participant]) -> bool:
    return group[0].place or (
        group[0].preposition is not None and group[0].preposition not in ("antara", "bersama")
    )


def _object(
    sentence: SentenceScene, match: Match[Trigger], *, after: int | None = None, oblique: bool = False
) -> list[Participant] | None:
    start = match.end if after is None else after
    limit = _reach(sentence, match.last)
    for group in sentence.groups:
        if group[0].start < start or group[0].start > limit:
            continue
        if oblique and group[0].preposition is None:
            continue
        return group
    return None


def _reach(sentence: SentenceScene, last: int) -> int:
    words = sentence.words
    return words[min(len(words) - 1, last + _REACH)].end


def _agent_of_passive(sentence: SentenceScene, match: Match[Trigger]) -> list[Participant] | None:
    limit = _reach(sentence, match.last)
    after = [g for g in sentence.groups if match.end <= g[0].start <= limit]
    for group in after:
        if group[0].preposition == "oleh":
            return group
    return _adjacent_after(sentence, match)


def _adjacent_after(sentence: SentenceScene, match: Match[Trigger]) -> list[Participant] | None:
    for group in sentence.groups:
        if group[0].start >= match.end:
            between = sentence.text[match.end - sentence.start : group[0].start - sentence.start]
            near = len(between.split()) <= 3 and not re.search(r"[,;.]", between)
            return group if near and group[0].preposition in (None, "oleh", "dari", "antara") else None
    return None


def _mutual(sentence: SentenceScene, match: Match[Trigger], previous: _Roles | None) -> _Roles | None:
    before = _subject(sentence, match, previous) or []
    start = match.end
    limit = min(_reach(sentence, match.last), _clause_end(sentence, match.end))
    after = [p for g in sentence.groups for p in g if start <= p.start <= limit and not p.place]
    named_here = _pair_of_noun(sentence, match)
    if match.value.strict and not named_here:
        against = [
            g for g in sentence.groups if match.end <= g[0].start <= limit and g[0].preposition in _AGAINST
        ]
        after = against[0] if against else []
        before = before if after or match.value.frame != "mutual" else []
    everyone = named_here or [*before, *after]
    return _Roles(tuple(everyone), ()) if everyone else None


def _is_anaphor(sentence: SentenceScene, match: Match[Trigger]) -> bool:
    """Whether the noun only points back: "serangan itu"."""
    after = match.last + 1
    return after < len(sentence.words) and sentence.words[after].form in ("itu", "tersebut", "tadi")


def _pair_of_noun(sentence: SentenceScene, match: Match[Trigger]) -> list[Participant] | None:
    """The two sides named right after a noun: "perang Iran-Israel", "pertemuan antara X dan Y"."""
    for group in sentence.groups:
        if group[0].start >= match.end:
            between = sentence.text[match.end - sentence.start : group[0].start - sentence.start]
            near = len(between.split()) <= 4 and not re.search(r"[,;.]", between)
            two = len({p.party for p in group}) >= 2
            return group if near and two and group[0].preposition in (None, "antara") else None
    return None


def _clause_end(sentence: SentenceScene, offset: int) -> int:
    match = _CLAUSE_END.search(sentence.scene.zone.text, offset, sentence.end)
    return match.start() if match else sentence.end


# ------------------------------------------------------------------ status, type, worth


def status_of(sentence: SentenceScene, match: Match[Trigger]) -> str | None:
    """The status that the words before the trigger give; None if the act is denied or only a condition."""
    window = sentence.words[max(0, match.first - 5) : match.first]
    cues = _status_matcher().find_all(window)
    inner = {m.value for m in _status_matcher().find_all(sentence.words[match.first : match.last + 1])}
    near = {m.value for m in cues if m.first >= len(window) - 3}
    anywhere = {m.value for m in cues if match.value.frame != "noun" or m.first >= len(window) - 2}
    if "negation" in near:
        return None
    if match.value.status:
        return match.value.status
    if "cancelled" in near:
        return "cancelled"
    if "planned" in anywhere or "planned" in inner:
        return "planned"
    if "proposed" in anywhere:
        return "proposed"
    if "modal" in near:
        return "modal"
    wide = {m.value for m in _status_matcher().find_all(sentence.words)}
    if "recurring" in wide and "recurring" in anywhere:
        return "recurring"
    if "ongoing" in near:
        return "ongoing"
    return "occurred"


def _retype(trigger: Trigger, status: str) -> tuple[str, str | None, str]:
    """The type, mode and status after the codebook's rule on acts that are still to come."""
    ahead = "proposed" if status == "modal" else status
    if ahead in ("planned", "proposed") and trigger.type in _COOPERATIVE:
        return "AGREE", None, ahead
    if ahead in ("planned", "proposed") and trigger.type in _HOSTILE:
        mode = "restrict" if trigger.type == "SANCTION" else "violence"
        return "THREATEN", mode, ahead
    return trigger.type, trigger.mode if trigger.type in MODES else None, ahead


def _worth_coding(trigger: Trigger, roles: _Roles, status: str) -> bool:
    parties = roles.parties()
    if status == "modal":
        return False
    if len(parties) >= 2:
        return True
    if trigger.parties > 1 or trigger.weak:
        return False
    return trigger.type in _ALONE and "IDN" not in parties


def _score(trigger: Trigger, roles: _Roles) -> float:
    sure = 0.7 if len(roles.parties()) >= 2 else 0.4
    return round(sure - (0.15 if trigger.weak else 0.0), 2)


# ------------------------------------------------------------------ evidence, codes


def clause_around(sentence: SentenceScene, match: Match[Trigger], roles: _Roles) -> tuple[int, int]:
    """The clause that says it: from the first party or the trigger to the clause's end."""
    span = roles.span() or (match.start, match.end)
    start = max(sentence.start, min(span[0], match.start))
    end = _clause_end(sentence, min(sentence.end, max(span[1], match.end)))
    while end > start and sentence.scene.zone.text[end - 1].isspace():
        end -= 1
    return start, end


def _codes(participants: Iterable[Participant]) -> tuple[str, ...]:
    """Codes in order, once each; a party gives way to its own agency only if both were named."""
    return tuple(dict.fromkeys(p.code for p in participants))


def _persons(roles: _Roles) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.person for p in roles.actors + roles.recipients if p.person))


# ------------------------------------------------------------------ one event per happening


def merge_same(events: Iterable[Event]) -> list[Event]:
    """Events told several times become one, with all their evidence (codebook 5: coded once)."""
    kept: list[Event] = []
    for event in events:
        for n, other in enumerate(kept):
            if _same(other, event):
                kept[n] = _merged(other, event)
                break
        else:
            kept.append(event)
    return kept


def _same(a: Event, b: Event) -> bool:
    if a.type != b.type or _sides(a) != _sides(b):
        return False
    if any(x.overlaps(b.evidence[0]) for x in a.evidence):
        return True
    if a.status != b.status or (a.ordinal and b.ordinal and a.ordinal != b.ordinal):
        return False
    if a.when and b.when and not edtf.overlaps(a.when, b.when):
        return False
    if a.type in _STATES_OF_AFFAIRS or (a.series and a.series == b.series):
        return True
    return any(_alike(x.exact, b.evidence[0].exact) for x in a.evidence)


def _alike(a: str, b: str) -> bool:
    """Whether two clauses share most of the shorter one's longer words, by their first letters."""
    x, y = _stems(a), _stems(b)
    return bool(x and y) and len(x & y) >= _SHARED * min(len(x), len(y))


def _stems(text: str) -> set[str]:
    return {w.form[:6] for w in words_of(text) if len(w.form) > 3 and w.form not in _COMMON}


def _sides(event: Event) -> frozenset[str]:
    return frozenset(code.partition(":")[0] for code in event.actors + event.recipients)


def _merged(a: Event, b: Event) -> Event:
    evidence = a.evidence if any(e.covers(b.evidence[0]) for e in a.evidence) else a.evidence + b.evidence
    return replace(
        a,
        evidence=evidence,
        mode=a.mode or b.mode,
        when=a.when or b.when,
        where=a.where or b.where,
        persons=tuple(dict.fromkeys(a.persons + b.persons)),
        contexts=tuple(dict.fromkeys(a.contexts + b.contexts))[:3],
        series=a.series or b.series,
        ordinal=a.ordinal or b.ordinal,
        origin=max(a.origin, b.origin, key=lambda o: o.score),
    )
