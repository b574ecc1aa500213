"""What people decide about findings: the decisions, and what they come to together.

A decision is never changed; a later one outweighs it, or an undo names it. It says who decided what, when
and why, and about which claims, each named by its id (a hash of the document's words, the finding's kind,
its arguments and where they stand). So it fits again when the same page is read anew, by whatever version,
and in any other record that holds the page. `settle` is pure: the same decisions come to the same, in
whatever order they are given.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from jejak.errors import InputError
from jejak.model import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jejak.claims import CommitmentClaim, EventClaim

ACTIONS: Final = ("accept", "reject", "correct", "merge", "split", "undo")
KINDS: Final = ("event", "commitment", "statement", "person")
_MOMENT: Final = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{6})?Z", re.ASCII)

GROUPED: Final = ("event", "commitment", "person")
"""Kinds of which several claims may be one; a statement is only itself."""

Value = str | int | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A claim that a decision is about. Only `id` counts; the rest tells a person which it was.

    `text` is the hash of its document's words, `quote` its own words, `what` its type and parties. Of a
    person `id` is that of the actor, `quote` the name and `text` empty.
    """

    id: str
    text: str = ""
    quote: str = ""
    what: str = ""


@dataclass(frozen=True)
class Decision:
    """What one person decided at one moment.

    `at` is ISO 8601 in UTC. `subjects` are the claims concerned: in a split those that are something of their
    own, and `others` those that stay. `fields` are the corrected ones with their values, `undoes` the id of
    the decision that an undo takes back.
    """

    action: str
    kind: str
    who: str
    at: str
    subjects: tuple[Subject, ...] = ()
    others: tuple[Subject, ...] = ()
    fields: tuple[tuple[str, Value], ...] = ()
    why: str | None = None
    undoes: str | None = None

    @cached_property
    def id(self) -> str:
        """Hash of all but the reason."""
        return content_id(
            "decision", self.action, self.kind, self.who, self.at, ",".join(sorted(self.about)),
            ",".join(sorted(s.id for s in self.others)), json.dumps(sorted(self.fields)), self.undoes,
        )  # fmt: skip

    @cached_property
    def about(self) -> frozenset[str]:
        """Ids of the subjects."""
        return frozenset(subject.id for subject in self.subjects)

    @cached_property
    def concerned(self) -> frozenset[str]:
        """Ids of all claims it names."""
        return self.about | {subject.id for subject in self.others}


@dataclass
class Verdict:
    """What was decided about one claim: whether it stands, and what its fields should say.

    `standing` is the accept or reject that counts; `fields` has for each corrected field its value and the
    decision.
    """

    standing: Decision | None = None
    fields: dict[str, tuple[Value, Decision]] = field(default_factory=dict)

    @property
    def rejected(self) -> bool:
        """Whether it is no longer to count."""
        return self.standing is not None and self.standing.action == "reject"


_NOTHING: Final = Verdict()


@dataclass
class Verdicts:
    """What all decisions come to. Make it with `settle`."""

    claims: dict[tuple[str, str], Verdict] = field(default_factory=dict)
    _class_of: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _apart: dict[tuple[str, str], dict[str, Decision]] = field(default_factory=lambda: defaultdict(dict))
    _joined_by: dict[tuple[str, str], Decision] = field(default_factory=dict)
    in_force: tuple[Decision, ...] = ()

    def of(self, kind: str, claim: str) -> Verdict:
        """What was decided about a claim."""
        return self.claims.get((kind, claim), _NOTHING)

    def is_rejected(self, kind: str, claim: str) -> bool:
        """Whether the claim is no longer to count."""
        return self.of(kind, claim).rejected

    def same(self, kind: str, claim: str) -> frozenset[str]:
        """Ids of the claims that are one with this by decision, itself too; empty where nobody decided so."""
        return self._class_of.get((kind, claim), frozenset())

    def apart(self, kind: str, claim: str) -> Mapping[str, Decision]:
        """Ids of the claims that are something else by decision, each with the decision."""
        return self._apart.get((kind, claim), {})

    def joined_by(self, kind: str, claim: str) -> Decision | None:
        """The last decision by which the claim is one with others."""
        return self._joined_by.get((kind, claim))

    def concern(self, kind: str, claim: str) -> bool:
        """Whether anything was decided about the claim, or about what it is one with."""
        key = (kind, claim)
        return key in self.claims or key in self._class_of or key in self._apart

    def event(self, claim: EventClaim) -> EventClaim:
        """The claim with what was corrected in it; its id stays."""
        values = self.values("event", claim.id)
        if not values:
            return claim
        people = () if "persons" in values else claim.people
        return replace(claim, event=replace(claim.event, **values), people=people)

    def commitment(self, claim: CommitmentClaim) -> CommitmentClaim:
        """The claim with what was corrected in it; its id stays."""
        values = self.values("commitment", claim.id)
        return replace(claim, commitment=replace(claim.commitment, **values)) if values else claim

    def values(self, kind: str, claim: str) -> dict[str, Any]:
        """The corrected fields of a claim with their values."""
        return {name: value for name, (value, _) in self.of(kind, claim).fields.items()}

    # -- taking decisions in, the earlier first ------------------------------------------------------

    def take(self, decision: Decision) -> None:
        """Lets a decision count over those taken before. Only `settle` knows the order."""
        kind = decision.kind
        if decision.action == "merge":
            self._join(kind, decision.about, decision)
        elif decision.action == "split":
            self._part(kind, decision)
        for claim in sorted(decision.about):
            verdict = self.claims.setdefault((kind, claim), Verdict())
            if decision.action in ("accept", "reject"):
                verdict.standing = decision
            elif decision.action == "correct":
                verdict.fields |= {name: (value, decision) for name, value in decision.fields}
                if verdict.rejected:
                    verdict.standing = None

    def _join(self, kind: str, claims: frozenset[str], decision: Decision) -> None:
        members = claims.union(*(self.same(kind, claim) for claim in claims))
        for claim in members:
            self._class_of[kind, claim] = members
            for other in members & frozenset(self._apart.get((kind, claim), ())):
                del self._apart[kind, claim][other]
        for claim in claims:
            self._joined_by[kind, claim] = decision

    def _part(self, kind: str, decision: Decision) -> None:
        away, rest = decision.about, frozenset(s.id for s in decision.others)
        for claim in away:
            members = self.same(kind, claim)
            for side in (members & away, members - away):
                for one in side:
                    self._class_of[kind, one] = side
        if len(away) > 1:
            self._join(kind, away, decision)
        for one in away:
            for other in rest:
                self._apart[kind, one][other] = self._apart[kind, other][one] = decision


def settle(decisions: Iterable[Decision]) -> Verdicts:
    """What the decisions come to: those that are undone are left out, and of two the later counts."""
    verdicts = Verdicts()
    verdicts.in_force = tuple(d for d in in_force(decisions) if d.action != "undo")
    for decision in verdicts.in_force:
        verdicts.take(decision)
    return verdicts


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nobody took back, in the order of time. An undo can be undone like any other."""
    ordered = sorted({d.id: d for d in decisions}.values(), key=in_time)
    undone: set[str] = set()
    for decision in reversed(_targets_first(ordered)):
        if decision.undoes and decision.id not in undone:
            undone.add(decision.undoes)
    return [decision for decision in ordered if decision.id not in undone]


def in_time(decision: Decision) -> tuple[str, str]:
    """The order in which decisions count."""
    return decision.at, decision.id


def _targets_first(decisions: list[Decision]) -> list[Decision]:
    """The decisions, each undo after what it undoes, whatever clocks said."""
    known = {d.id: d for d in decisions}
    depth: dict[str, int] = {}
    for decision in decisions:
        chain: list[Decision] = []
        at: Decision | None = decision
        while at is not None and at.id not in depth:
            chain.append(at)
            at = known.get(at.undoes or "")
        for one in reversed(chain):
            depth[one.id] = depth.get(one.undoes or "", 0) + 1
    return sorted(decisions, key=lambda d: depth[d.id])


# -- as text ------------------------------------------------------------------------------------------


def to_line(decision: Decision) -> str:
    """The decision as one line of JSON, its fields in a fixed order, so that a change shows as one line."""
    row: dict[str, Any] = {
        "at": decision.at, "who": decision.who, "action": decision.action, "kind": decision.kind,
        "what": [subject_row(s) for s in decision.subjects], "why": decision.why,
    }  # fmt: skip
    if decision.others:
        row["apart_from"] = [subject_row(s) for s in decision.others]
    if decision.fields:
        row["fields"] = {name: list(v) if isinstance(v, tuple) else v for name, v in decision.fields}
    if decision.undoes:
        row["undoes"] = decision.undoes
    return json.dumps({**row, "id": decision.id}, ensure_ascii=False)


def from_line(line: str, where: str) -> Decision:
    """The decision that a line holds. `where` names the line in an InputError, if it can't be read."""
    try:
        row = json.loads(line)
        decision = Decision(
            action=str(row["action"]), kind=str(row["kind"]), who=str(row["who"]), at=str(row["at"]),
            subjects=subjects_of(row.get("what") or ()), others=subjects_of(row.get("apart_from") or ()),
            fields=fields_of(row.get("fields") or {}), why=_text(row.get("why")),
            undoes=_text(row.get("undoes")),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{where} is no decision of jejak's: {_told(error)}") from error
    fault = _fault_of(decision)
    if row.get("id") not in (None, decision.id):
        fault = (
            fault or "it was changed by hand: its id no longer fits (leave the id out, or undo and decide)"
        )
    if fault:
        raise InputError(f"{where} can't be taken: {fault}")
    return decision


def _text(value: object) -> str | None:
    """A text or nothing; TypeError for anything else."""
    if value is None or isinstance(value, str):
        return value
    raise TypeError(f"{value!r} is no text")


def _told(error: Exception) -> str:
    return f"there is no {error}" if isinstance(error, KeyError) else str(error)


def _fault_of(decision: Decision) -> str | None:
    """What is wrong with a decision read from a file."""
    if decision.action not in ACTIONS:
        return f"there is no action {decision.action!r}; the actions are {', '.join(ACTIONS)}"
    if decision.kind not in KINDS:
        return f"there is no kind {decision.kind!r}; the kinds are {', '.join(KINDS)}"
    if not decision.who.strip() or not _MOMENT.fullmatch(decision.at):
        return "who and when (as 2026-01-31T12:00:00Z) must be told"
    if decision.action == "undo":
        return None if decision.undoes else "an undo must name what it undoes"
    needed = {"merge": 2}.get(decision.action, 1)
    if len(decision.about) < needed:
        return "it is about nothing"
    if decision.action == "split" and (
        not decision.others or decision.about & {s.id for s in decision.others}
    ):
        return "a split needs two different sides"
    if decision.action == "correct" and not decision.fields:
        return "no field is corrected"
    return None


def subject_row(subject: Subject) -> dict[str, str]:
    """A subject as JSON-ready values, empty ones left out."""
    row = {"id": subject.id, "what": subject.what, "quote": subject.quote, "text": subject.text}
    return {name: value for name, value in row.items() if value}


def subjects_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Subject, ...]:
    """Subjects from rows, in the order of their ids."""
    found = {
        str(row["id"]): Subject(
            str(row["id"]), *(str(row.get(name) or "") for name in ("text", "quote", "what"))
        )
        for row in rows
    }
    return tuple(subject for _, subject in sorted(found.items()))


def fields_of(row: Mapping[str, Any]) -> tuple[tuple[str, Value], ...]:
    """Corrected fields from JSON, in the order of their names."""
    return tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in sorted(row.items()))
