"""Who acts on whom around a trigger, by the frame it opens (active, passive, noun, mutual)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from jejak.languages.data import lexicon_data

if TYPE_CHECKING:
    from jejak.findings.events.triggers import Trigger
    from jejak.findings.scenes import Participant, SentenceScene
    from jejak.languages.patterns import Match

_CLAUSE_END = re.compile(
    r"[;:—]|[.,](?=[\s\"”’]|$)|\s(?:sementara|sedangkan|setelah|sebelum|ketika|saat|karena|sehingga|namun|tetapi|jika"
    r"|apabila|meskipun|meski|walaupun|usai|seusai|menyusul|di\s+tengah)\s",
    re.IGNORECASE,
)
_COORDINATION = frozenset(lexicon_data("id", "clauses")["coordination"])
_AGAINST = frozenset(lexicon_data("id", "clauses")["against"])
_REACH = 16
_NEAR = 6
_POINTERS = frozenset({"itu", "tersebut", "tadi", "ini"})


@dataclass(frozen=True, slots=True)
class Roles:
    """The participants of an event: who acts, and who is acted on."""

    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]

    def span(self) -> tuple[int, int] | None:
        """From the first to the last of them."""
        everyone = self.actors + self.recipients
        return (min(p.start for p in everyone), max(p.end for p in everyone)) if everyone else None

    def parties(self) -> set[str]:
        """Their parties at state level."""
        return {p.party for p in self.actors + self.recipients}


def assign_roles(sentence: SentenceScene, match: Match[Trigger], previous: Roles | None) -> Roles | None:
    """Who acts and who is acted on around a trigger, by its frame; None if nobody acts."""
    frame = match.value.frame
    if frame == "mutual":
        return _mutual(sentence, match, previous)
    before, after = _subject(sentence, match, previous), object_of(sentence, match)
    if frame == "passive":
        agent = _agent_of_passive(sentence, match)
        patient = before
        if agent is None:
            return None
        return roles_of(agent, patient or [])
    if frame == "noun":
        agent = _adjacent_after(sentence, match)
        target = object_of(sentence, match, after=agent[-1].end if agent else None, oblique=True)
        if agent is None and not target:
            agent = before
        return roles_of(agent, target or []) if agent and not is_anaphor(sentence, match) else None
    if match.value.against:
        after = [p for p in after or [] if p.preposition in _AGAINST]
    return roles_of(before, after or []) if before else None


def roles_of(actors: list[Participant], recipients: list[Participant]) -> Roles:
    """Actors and recipients; a party that acts is not also acted on."""
    acting = {p.party for p in actors}
    return Roles(tuple(actors), tuple(p for p in recipients if p.party not in acting))


def _subject(
    sentence: SentenceScene, match: Match[Trigger], previous: Roles | None
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


def object_of(
    sentence: SentenceScene, match: Match[Trigger], *, after: int | None = None, oblique: bool = False
) -> list[Participant] | None:
    """The first group in reach behind the trigger or `after`; with `oblique`, behind a preposition."""
    start = sentence.words[match.first].end if after is None else after
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


def _mutual(sentence: SentenceScene, match: Match[Trigger], previous: Roles | None) -> Roles | None:
    before = _subject(sentence, match, previous) or []
    start = match.start
    limit = min(_reach(sentence, match.last), clause_end(sentence, match.end))
    after = [p for g in sentence.groups for p in g if start <= p.start <= limit and not p.place]
    named_here = _pair_of_noun(sentence, match)
    near = sentence.words[min(len(sentence.words) - 1, match.last + _NEAR)].end
    if match.value.strict and not named_here:
        against = [
            g
            for g in sentence.groups
            if match.end <= g[0].start <= min(limit, near) and g[0].preposition in _AGAINST
        ]
        after = against[0] if against and not is_anaphor(sentence, match) else []
        before = before if after or len({p.party for p in before}) > 1 else []
    everyone = named_here or [*before, *after]
    if not everyone and not match.value.strict:  # "Sejak menjadi mitra pada 1996, hubungan X dan Y ..."
        everyone = next((g for g in sentence.groups if g[0].start > limit), [])
    return Roles(tuple(everyone), ()) if everyone else None


def is_anaphor(sentence: SentenceScene, match: Match[Trigger]) -> bool:
    """Whether the noun only points back: "serangan itu"."""
    after = match.last + 1
    return after < len(sentence.words) and sentence.words[after].form in _POINTERS


def _pair_of_noun(sentence: SentenceScene, match: Match[Trigger]) -> list[Participant] | None:
    """The two sides named right after a noun: "perang Iran-Israel", "pertemuan antara X dan Y"."""
    for group in sentence.groups:
        if group[0].start >= match.end:
            between = sentence.text[match.end - sentence.start : group[0].start - sentence.start]
            near = len(between.split()) <= 4 and not re.search(r"[,;.]", between)
            two = len({p.party for p in group}) >= 2
            return group if near and two and group[0].preposition in (None, "antara") else None
    return None


def clause_end(sentence: SentenceScene, offset: int) -> int:
    """Where the clause that goes on at the offset ends."""
    match = _CLAUSE_END.search(sentence.scene.zone.text, offset, sentence.end)
    return match.start() if match else sentence.end


def clause_breaks(text: str) -> int:
    """How many clauses end in a stretch of text, at most two are counted."""
    return sum(1 for _ in islice(_CLAUSE_END.finditer(text), 2))


def clause_around(sentence: SentenceScene, match: Match[Trigger], roles: Roles) -> tuple[int, int]:
    """The clause that says it: from the first party or the trigger to the clause's end."""
    span = roles.span() or (match.start, match.end)
    start = max(sentence.start, min(span[0], match.start))
    end = clause_end(sentence, min(sentence.end, max(span[1], match.end)))
    while end > start and sentence.scene.zone.text[end - 1].isspace():
        end -= 1
    return start, end
