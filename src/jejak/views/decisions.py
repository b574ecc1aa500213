"""What people decided: the list of it, what of it no longer fits, and how it shows beside an item."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from jejak.decisions import in_force
from jejak.errors import InputError
from jejak.record.decisions import corrections
from jejak.record.people import plain
from jejak.record.persons import mention_id, own_id
from jejak.store.claims import COMMITMENT_CLAIMS, EVENT_CLAIMS, commitment_claim, event_claim
from jejak.store.decisions import DECISIONS, decision
from jejak.views.asking import json_list
from jejak.views.called import row_of
from jejak.views.rows import CommitmentRow, DecidedRow, EventRow, PersonRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from jejak.decisions import Decision, Subject, Verdicts
    from jejak.views.record import Record

R = TypeVar("R", EventRow, CommitmentRow, StatementRow, PersonRow)

_CURRENT: Final = {
    "event": "main.event_claims AS c JOIN main.documents AS d USING (reading)",
    "commitment": "main.commitment_claims AS c JOIN main.documents AS d USING (reading)",
    "statement": "main.statements AS c JOIN main.documents AS d USING (reading)",
    "person": "main.actors AS c",
}
_WORDS: Final = {
    "event": "(SELECT v.exact FROM main.event_evidence AS v WHERE v.claim = c.claim AND v.n = 0)",
    "commitment": "(SELECT v.exact FROM main.commitment_evidence AS v WHERE v.claim = c.claim AND v.n = 0)",
    "statement": "c.exact",
}


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision and what became of it.

    `state` is `in force`, `undone`, `outweighed` (a later one counts) or `stale` (none of what it is about is
    found any more). Of the `claims` it names `fitting` are found now. `perhaps` are ids of claims that
    stand in the same words of the same documents as those that are not.
    """

    id: str
    at: str
    who: str
    action: str
    kind: str
    state: str
    claims: int
    fitting: int
    subjects: tuple[Subject, ...]
    others: tuple[Subject, ...]
    fields: tuple[tuple[str, Any], ...]
    why: str | None
    undoes: str | None
    perhaps: tuple[str, ...] = ()


def decisions(record: Record, *, stale: bool = False) -> tuple[DecisionRow, ...]:
    """All decisions in the order of time, or only those that no longer fit anything."""
    taken = all_decisions(record)
    counting = {d.id for d in in_force(taken)}
    found = {kind: _found(record, kind, taken) for kind in _CURRENT}
    rows = [_row(record, d, d.id in counting, found[d.kind]) for d in taken]
    return tuple(row for row in rows if not stale or row.state == "stale")


def all_decisions(record: Record) -> list[Decision]:
    """The decisions themselves, also those undone, in the order of time."""
    return [decision(row) for row in record.rows(DECISIONS)]


def _found(record: Record, kind: str, taken: Iterable[Decision]) -> frozenset[str]:
    """Which of the claims that decisions name are found in the current readings."""
    if kind == "person":
        return _persons_found(record, [d for d in taken if d.kind == kind])
    named = {claim for d in taken if d.kind == kind for claim in d.concerned}
    rows = record.rows(
        f"SELECT DISTINCT c.id FROM {_CURRENT[kind]} WHERE c.id IN (SELECT value FROM json_each(?))",
        (json_list(sorted(named)),),
    ) if named else []  # fmt: skip
    return frozenset(row[0] for row in rows)


def _persons_found(record: Record, taken: Iterable[Decision]) -> frozenset[str]:
    """Which persons, and which mentions of one in a text, stand in the current readings."""
    texts = {s.text for d in taken for s in (*d.subjects, *d.others)}
    named = {claim for d in taken for claim in d.concerned}
    found: set[str] = set()
    for name, represents, text, actor in (
        record.rows(
            "SELECT c.name, c.represents, d.text_hash, a.id FROM main.actor_claims AS c"
            " JOIN main.actors AS a USING (actor) JOIN main.documents AS d USING (reading)"
            " WHERE c.kind = 'person' AND (d.text_hash IN (SELECT value FROM json_each(?))"
            " OR c.actor IN (SELECT actor FROM main.actors WHERE id IN (SELECT value FROM json_each(?))))",
            (
                json_list(sorted(texts)),
                json_list(sorted(named.union(*(record.verdicts.same("person", n) for n in named)))),
            ),
        )
        if named
        else ()
    ):
        own = own_id(name, represents)
        found |= {own, actor, mention_id(text, own)}
    return frozenset(found & named)


def _row(record: Record, d: Decision, counts: bool, found: frozenset[str]) -> DecisionRow:
    state = "in force" if counts else "undone"
    if counts and d.action != "undo":
        state = "outweighed" if _outweighed(record.verdicts, d) else state
        state = "stale" if state == "in force" and not _fits(d, found) else state
    missing = [s for s in (*d.subjects, *d.others) if s.id not in found]
    perhaps = {claim for s in missing for claim in alike(record, d.kind, s)} if state == "stale" else ()
    return DecisionRow(
        d.id, d.at, d.who, d.action, d.kind, state, len(d.concerned), len(d.concerned & found), d.subjects,
        d.others, d.fields, d.why, d.undoes, tuple(sorted(perhaps)),
    )  # fmt: skip


def _fits(d: Decision, found: frozenset[str]) -> bool:
    """Whether there is still something that the decision can be about."""
    if d.action == "merge":
        return len(d.about & found) > 1
    others = frozenset(s.id for s in d.others)
    return bool(d.about & found) and (not others or bool(others & found))


def _outweighed(verdicts: Verdicts, d: Decision) -> bool:
    """Whether later decisions count in all that this one says."""
    if d.action in ("accept", "reject"):
        return all((v := verdicts.of(d.kind, claim)).standing is not d and not _same(v.standing, d)
                   for claim in d.about)  # fmt: skip
    if d.action == "correct":
        return not any(
            _same(given[1], d)
            for claim in d.about
            for name, given in verdicts.of(d.kind, claim).fields.items()
            if name in dict(d.fields)
        )
    if d.action == "merge":
        return not any(len(verdicts.same(d.kind, claim) & d.about) > 1 for claim in d.about)
    return not any(s.id in verdicts.apart(d.kind, claim) for claim in d.about for s in d.others)


def _same(one: Decision | None, other: Decision) -> bool:
    return one is not None and one.id == other.id


def alike(record: Record, kind: str, subject: Subject) -> tuple[str, ...]:
    """Ids of the current claims of the kind that stand in the same words of the same text as a claim did."""
    if kind not in _WORDS or not subject.text or not subject.quote:
        return ()
    rows = record.rows(
        f"SELECT c.id, {_WORDS[kind]} FROM {_CURRENT[kind]} WHERE d.text_hash = ?", (subject.text,)
    )
    quote = subject.quote
    return tuple(sorted({ident for ident, words in rows if words and (words in quote or quote in words)}))


# -- beside an item -----------------------------------------------------------------------------------


def noted(record: Record, rows: Sequence[R]) -> tuple[R, ...]:
    """The rows, each with what people decided about it."""
    verdicts = record.verdicts
    if not verdicts.in_force:
        return tuple(rows)
    return tuple(_noted(record, row) for row in rows)


def _noted(record: Record, row: R) -> R:
    told = decided_about(record, *_claims_of(row))
    if not told:
        return row
    status = next((str(d.value) for d in told if d.field == "status"), None)
    if isinstance(row, CommitmentRow) and status:
        return replace(row, decided=told, status=status)
    return replace(row, decided=told)


def decided_about(record: Record, kind: str, claims: Collection[str]) -> tuple[DecidedRow, ...]:
    """What people decided about an item with these claims, in the order of time."""
    verdicts = record.verdicts
    found: dict[tuple[str, str | None], DecidedRow] = {}
    for claim in claims:
        if standing := verdicts.of(kind, claim).standing:
            found[standing.id, None] = _decided(standing)
        if joined := verdicts.joined_by(kind, claim):
            found[joined.id, None] = _decided(joined)
        for parted in verdicts.apart(kind, claim).values():
            found[parted.id, None] = _decided(parted)
    corrected = corrections(verdicts, kind, claims)
    was = _as_found(record, kind, claims, corrected) if corrected else {}
    for name, (value, by) in corrected.items():
        found[by.id, name] = replace(_decided(by), field=name, value=value, was=was.get(name))
    return tuple(sorted(found.values(), key=lambda d: (d.at, d.decision, d.field or "")))


def _claims_of(row: EventRow | CommitmentRow | StatementRow | PersonRow) -> tuple[str, tuple[str, ...]]:
    if isinstance(row, EventRow):
        return "event", tuple(dict.fromkeys(report.claim for report in row.evidence))
    if isinstance(row, CommitmentRow):
        told = (step.report.claim for step in row.history if step.event is None)
        return "commitment", tuple(dict.fromkeys(told))
    return "person" if isinstance(row, PersonRow) else "statement", (row.id,)


def _decided(d: Decision) -> DecidedRow:
    return DecidedRow(d.action, None, None, None, d.who, d.at, d.why, d.id)


def _as_found(record: Record, kind: str, claims: Collection[str], names: Iterable[str]) -> dict[str, Any]:
    """What most of the claims say in the fields, as they were found."""
    where = "WHERE c.id IN (SELECT value FROM json_each(?)) AND d.reading = c.reading"
    values = (json_list(sorted(claims)),)
    found: list[Any] = []
    if kind == "event":
        found = [event_claim(row)[1].event for row in record.rows(f"{EVENT_CLAIMS} {where}", values)]
    elif kind == "commitment":
        rows = record.rows(f"{COMMITMENT_CLAIMS} {where}", values)
        found = [commitment_claim(row)[1].commitment for row in rows]
    else:
        rows = record.rows(
            "SELECT name, represents, position, kind, cue, said, place, via FROM main.statements"
            " WHERE id IN (SELECT value FROM json_each(?)) LIMIT 1", values,
        )  # fmt: skip
        columns = ("name", "represents", "position", "kind", "cue", "said", "where", "via")
        return {name: dict(zip(columns, rows[0], strict=True)).get(name) for name in names} if rows else {}
    return (
        {name: Counter(getattr(one, name) for one in found).most_common(1)[0][0] for name in names}
        if found
        else {}
    )


# -- what a person names ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """What an id stands for: an item with all its claims, or one claim alone (`whole` is False then)."""

    kind: str
    id: str
    whole: bool
    claims: tuple[NamedClaim, ...]


@dataclass(frozen=True, slots=True)
class NamedClaim:
    """A claim as a decision is to name it, the document it stands in, and its first words."""

    subject: Subject
    document: str
    doc: str


def find(record: Record, name: str) -> Named:
    """What the id of an event, commitment, statement, person or claim stands for; its first digits will do.

    A person may also be named as articles do. InputError where there is nothing of the kind, or several.
    """
    wanted = name.strip()
    found = _by_id(record, wanted.lower()) if _is_id(wanted) else {}
    found = found or _called_before(record, wanted.lower()) or _person_named(record, wanted)
    if not found:
        raise InputError(
            f"the record holds nothing with the id {name!r}; `jejak timeline --json` and the like tell ids,"
            " `jejak review` shows what to decide",
            "nothing_with_id", id=name,
        )  # fmt: skip
    if len(found) > 1:
        listed = ", ".join(f"{ident} ({kind})" for kind, _, ident in sorted(found)[:8])
        raise InputError(
            f"{name!r} may mean {len(found)} things: {listed}; give more digits",
            "which_thing", id=name, ids=tuple(ident for _, _, ident in sorted(found)[:8]),
        )  # fmt: skip
    ((kind, whole, ident),) = found
    return Named(kind, ident, whole, _claims(record, kind, ident, whole=whole))


def mentions(record: Record, person: str) -> tuple[NamedClaim, ...]:
    """The documents that name a person (by id), each as a decision about it alone is to name it."""
    rows = record.rows(
        "SELECT c.name, c.represents, d.text_hash, d.id, d.name FROM main.actor_claims AS c"
        " JOIN main.actors AS a USING (actor) JOIN main.documents AS d USING (reading)"
        " WHERE a.id = ? ORDER BY d.id", (person,),
    )  # fmt: skip
    return tuple(
        NamedClaim(
            _subject(mention_id(text, own_id(name, represents)), text, name, represents or ""), document, doc
        )
        for name, represents, text, document, doc in rows
    )


_ID_LENGTH: Final = 16


def _is_id(text: str) -> bool:
    return 6 <= len(text) <= _ID_LENGTH and all(c in "0123456789abcdef" for c in text.lower())


def _by_id(record: Record, start: str) -> set[tuple[str, bool, str]]:
    values = (start, start + "g")
    found: set[tuple[str, bool, str]] = set()
    for kind in ("event", "commitment"):
        for table, whole in ((f"main.{kind}s AS c", True), (_CURRENT[kind], False)):
            rows = record.rows(f"SELECT DISTINCT c.id FROM {table} WHERE c.id >= ? AND c.id < ?", values)
            found |= {(kind, whole, row[0]) for row in rows}
    for kind in ("statement", "person"):
        rows = record.rows(f"SELECT DISTINCT c.id FROM {_CURRENT[kind]} WHERE c.id >= ? AND c.id < ?", values)
        found |= {(kind, True, row[0]) for row in rows}
    return found


def _called_before(record: Record, ident: str) -> set[tuple[str, bool, str]]:
    """The item that had this id, whole."""
    if len(ident) != _ID_LENGTH or not _is_id(ident):
        return set()
    numbers = {kind: row_of(record, kind, ident) for kind in ("event", "commitment")}
    return {
        (kind, True, str(row[0]))
        for kind, number in numbers.items()
        if number is not None
        and (row := record.row(f"SELECT id FROM main.{kind}s WHERE {kind} = ?", (number,)))
    }


def _person_named(record: Record, name: str) -> set[tuple[str, bool, str]]:
    rows = record.rows(
        "SELECT DISTINCT a.id FROM actor_names AS n JOIN main.actors AS a USING (actor)"
        " JOIN actor_claims AS c USING (actor) JOIN documents AS d USING (reading)"
        " WHERE n.folded = ? AND a.kind = 'person'",
        (plain(name),),
    )
    return {("person", True, row[0]) for row in rows}


def _claims(record: Record, kind: str, ident: str, *, whole: bool) -> tuple[NamedClaim, ...]:
    if kind == "person":
        rows = record.rows(
            "SELECT a.id, '', a.name, coalesce(a.party, ''), d.id, d.name FROM main.actors AS a"
            " JOIN main.actor_claims AS c USING (actor) JOIN main.documents AS d USING (reading)"
            " WHERE a.id = ? ORDER BY d.id", (ident,),
        )  # fmt: skip
    else:
        of = (
            f"c.{kind} = (SELECT {kind} FROM main.{kind}s WHERE id = ?)"
            if whole and kind != "statement"
            else "c.id = ?"
        )
        rows = record.rows(
            f"SELECT c.id, d.text_hash, {_WORDS[kind]}, {_WHAT[kind]}, d.id, d.name FROM {_CURRENT[kind]}"
            f" WHERE {of} ORDER BY c.id, d.id", (ident,),
        )  # fmt: skip
    return tuple(NamedClaim(_subject(*row[:4]), row[4], row[5]) for row in rows)


_MOST_WORDS: Final = 300
_WHAT: Final = {
    "event": "json_array(c.type, c.actors, c.recipients, c.happened)",
    "commitment": 'json_array(c.status, c.by, c."to", c.due)',
    "statement": "json_array(c.name, '[]', '[]', c.said)",
}


def _subject(ident: str, text: str, quote: str, what: str) -> Subject:
    from jejak.decisions import Subject

    if what.startswith("["):
        first, by, to, when = json.loads(what)
        sides = " → ".join(", ".join(side) for side in (json.loads(by), json.loads(to)) if side)
        what = " ".join(part for part in (first, sides, when) if part)
    return Subject(ident, text, quote[:_MOST_WORDS], what)
