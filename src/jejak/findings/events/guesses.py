"""Who may take part in the act a trigger tells of: by its frame, else by ever weaker assumptions.

A coder reads "serangan itu" and knows whose; the words alone leave several answers. Each is a *guess*, named
by how it was made; the trained weights say which is likeliest (`choice`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from jejak.findings.events.merging import sides
from jejak.findings.events.roles import Roles, assign_roles, object_of, roles_of
from jejak.findings.scenes import Participant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.events.triggers import Trigger
    from jejak.findings.scenes import Scene, SentenceScene
    from jejak.languages.patterns import Match
    from jejak.model import Event

MOST = 6
"""Guesses looked at for one trigger."""
FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
"""Types of acts for each other; those of any other type are against each other."""


class Guesses:
    """Guesses in one zone. What was told before says who stands against whom, and who did such an act."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._opposite: dict[tuple[str, bool], set[str]] = defaultdict(set)
        self._doers_of: dict[tuple[str, str], tuple[str, ...]] = {}

    def tell(self, event: Event) -> None:
        """Remember who did what to whom."""
        parties = sides(event)
        for party in parties:
            self._opposite[party, event.type in FRIENDLY] |= parties - {party}
        for code in event.recipients:
            self._doers_of[event.type, code.partition(":")[0]] = event.actors

    def of(
        self, sentence: SentenceScene, match: Match[Trigger], previous: Roles | None
    ) -> list[tuple[Roles, str]]:
        """Who may take part, and how that was assumed; surest first, each pair of sides once."""
        found: dict[tuple[frozenset[str], frozenset[str]], tuple[Roles, str]] = {}
        for roles, how in self._sides(sentence, match, previous):
            for whole, filled in self._with_other_side(sentence, match, roles):
                acting = frozenset(p.party for p in whole.actors)
                suffering = frozenset(p.party for p in whole.recipients)
                if suffering and suffering <= acting:
                    continue  # nobody acts on himself
                found.setdefault((acting, suffering), (whole, how + filled))
                if len(found) >= MOST:
                    return list(found.values())
        return list(found.values())

    def _sides(
        self, sentence: SentenceScene, match: Match[Trigger], previous: Roles | None
    ) -> Iterator[tuple[Roles, str]]:
        start, end = match.start, match.end
        if roles := assign_roles(sentence, match, previous):
            yield roles, "frame"
        if roles := self._spoken_by(sentence, match):
            yield roles, "speaker"
        yield from self._done_again(sentence, match)
        near = [p for p in sentence.participants if not p.place] or sentence.participants
        if near:
            yield roles_of([min(near, key=lambda p: max(p.start - end, start - p.end))], []), "near"
            yield roles_of([near[0]], []), "first"
        elif topic := self.scene.last_subject(start):
            yield roles_of([replace(topic, start=start, end=end)], []), "topic"

    def _spoken_by(self, sentence: SentenceScene, match: Match[Trigger]) -> Roles | None:
        """In a quote without a subject, the speaker's party acts by speaking."""
        statement = self.scene.statement_over(match.start, match.end)
        if not match.value.speech or match.value.frame != "active" or statement is None:
            return None
        code = statement.speaker.represents
        if code is None:
            return None
        speaker = Participant(code, match.start, match.end, person=statement.speaker.name)
        return roles_of([speaker], object_of(sentence, match) or [])

    def _done_again(self, sentence: SentenceScene, match: Match[Trigger]) -> Iterator[tuple[Roles, str]]:
        """An act told by its target alone ("serangan terhadap X", "X diserang"): by who did it before."""
        kind, frame = match.value.type, match.value.frame
        target = object_of(sentence, match, oblique=True) if frame == "noun" else None
        if target and (doers := self._doers(kind, target, match)):
            yield roles_of(doers, target), "again"
        if frame == "passive":
            before = [g for g in sentence.groups if g[-1].end <= match.start and not g[0].place]
            if before:
                doers = self._doers(kind, before[-1], match)
                yield Roles(tuple(doers), tuple(before[-1])), "patient again" if doers else "patient"

    def _doers(self, kind: str, targets: Sequence[Participant], match: Match[Trigger]) -> list[Participant]:
        wanted = {p.party for p in targets}
        for party in sorted(wanted):
            codes = [c for c in self._doers_of.get((kind, party), ()) if c.partition(":")[0] not in wanted]
            if codes:
                return [Participant(code, match.start, match.end) for code in codes]
        return []

    def _with_other_side(
        self, sentence: SentenceScene, match: Match[Trigger], roles: Roles
    ) -> Iterator[tuple[Roles, str]]:
        """If only one side is named: parties of the sentence, of the one before, or the main one."""
        parties = roles.parties()
        if len(parties) != 1:
            yield roles, ""
            return
        party = next(iter(parties))
        known = self._opposite.get((party, match.value.type in FRIENDLY), set())
        seen = {party}
        for other, how in self._others(sentence, match, party):
            if other.party in seen:
                continue
            seen.add(other.party)
            filled = replace(other, start=match.start, end=match.end)
            yield _joined(match, roles, filled), f"{how} known" if other.party in known else how
        if roles.actors:
            yield roles, "+none"

    def _others(
        self, sentence: SentenceScene, match: Match[Trigger], party: str
    ) -> Iterator[tuple[Participant, str]]:
        here = [p for p in sentence.participants if p.party != party]
        for p in sorted((p for p in here if not p.place), key=lambda p: abs(p.start - match.end)):
            yield p, "+here"
        for p in here:
            if p.place:
                yield p, "+place"
        if sentence.index:
            before = self.scene.sentences[sentence.index - 1].participants
            for p in [p for p in before if p.party != party and not p.place][-1:]:
                yield p, "+before"
        if partner := self.scene.partner_of(party):
            yield Participant(partner, match.start, match.end), "+main"


def _joined(match: Match[Trigger], roles: Roles, other: Participant) -> Roles:
    if not roles.actors:
        return Roles((other,), roles.recipients)
    if match.value.frame in ("mutual", "passive"):
        return Roles((*roles.actors, other), roles.recipients)
    return Roles(roles.actors, (other,))
