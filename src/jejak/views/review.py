"""What to look at first: findings nobody has decided about, the most doubtful on which most hangs.

The doubt about an item is that of its surest report, or of the weakest tie by which its reports were
joined. What many reports tell of, or the parties asked about, comes first among equals.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cache
from math import log2
from typing import TYPE_CHECKING, Any, Final

from jejak.claims import DocumentRef
from jejak.decisions import in_force
from jejak.model import BODY, Evidence, Origin
from jejak.reading import SentenceRules
from jejak.store.claims import COMMITMENT_CLAIMS, EVENT_CLAIMS, clues, commitment_claim, event_claim
from jejak.views.asking import json_list, party_codes, strings
from jejak.views.called import row_of
from jejak.views.decisions import all_decisions
from jejak.views.people import says_much

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jejak.claims import CommitmentClaim, EventClaim
    from jejak.decisions import Decision
    from jejak.model import Clue
    from jejak.views.record import Record

KINDS: Final = ("event", "commitment", "statement")
FIRST_KINDS: Final = ("event", "commitment")
"""What is asked about where no kind is named: of statements there are many times as many."""

MOST_STATEMENTS: Final = 2_000
"""Statements that wait in a queue, at the most."""

MOST_NEIGHBOURS: Final = 5
DAYS_NEAR: Final = 60
"""Days between an item and another that is shown as perhaps the same."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A report in its place: the sentences with the words (`start` to `end` in `sentence`), and those around.

    `document` is the id of the article, `doc` its name. `found_by` and `clues` say why it was found, `score`
    how sure that is.
    """

    claim: str
    document: str
    doc: str
    day: str | None
    publisher: str | None
    before: str
    sentence: str
    start: int
    end: int
    after: str
    found_by: str
    score: float
    clues: tuple[Clue, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another item of the same parties near in time, which may be the same."""

    id: str
    what: str
    exact: str


@dataclass(frozen=True, slots=True)
class Question:
    """An item to decide about. `fields` are what it says; `ties` why reports were joined, and how sure."""

    kind: str
    id: str
    doubt: float
    fields: tuple[tuple[str, str], ...]
    reports: tuple[Seen, ...]
    ties: tuple[tuple[str, float], ...]
    neighbours: tuple[Neighbour, ...]


def queue(
    record: Record,
    *,
    parties: Sequence[str] = (),
    kinds: Sequence[str] = FIRST_KINDS,
    second: str | None = None,
    limit: int | None = None,
) -> tuple[tuple[str, str], ...]:
    """Kind and id of the items to look at, in this order; those that somebody decided about are left out.

    With `second`, somebody's name, only those that others judged and that person did not: a second look.
    """
    states = [code.split(":")[0] for code in party_codes(record, parties)]
    taken = [d for d in in_force(all_decisions(record)) if d.kind in KINDS and d.action != "undo"]
    found = [row for kind in kinds for row in _left(record, kind, states, taken, second)]
    best = heapq.nsmallest(limit, found) if limit else sorted(found)
    return tuple((kind, ident) for _, kind, ident in best)


_JUDGING: Final = ("accept", "correct", "reject")


def _left(
    record: Record, kind: str, states: Sequence[str], taken: Sequence[Decision], second: str | None
) -> Iterator[tuple[float, str, str]]:
    """The items still to look at: what nobody decided, or what others than somebody judged."""
    about = [decision for decision in taken if decision.kind == kind]
    if kind == "statement":
        return _statements_left(record, states, about, second)
    ranked = _ranked(record, kind, states)
    if second is None:
        decided = _items(record, kind, about)
        return (row for number, row in ranked if number not in decided)
    judged = [decision for decision in about if decision.action in _JUDGING]
    own = _items(record, kind, [decision for decision in judged if decision.who == second])
    others = _items(record, kind, [decision for decision in judged if decision.who != second])
    return (row for number, row in ranked if number in others and number not in own)


def _statements_left(
    record: Record, states: Sequence[str], taken: Sequence[Decision], second: str | None
) -> Iterator[tuple[float, str, str]]:
    """The most doubtful statements still to look at; of parties, those that were made for one of them."""
    own, others = (
        {claim for d in taken if d.action in _JUDGING and (d.who == second) == mine for claim in d.about}
        for mine in (True, False)
    )
    decided = {claim for d in taken for claim in d.concerned}
    wanted = ("IN", others - own) if second else ("NOT IN", decided)
    where = [f"s.id {wanted[0]} (SELECT value FROM json_each(?))"]
    if states:
        of_party = "s.represents = ? OR s.represents >= ? AND s.represents < ?"
        where.append(f"({' OR '.join([of_party] * len(states))})")
    # With a plus SQLite can't go by the score: of those who say little, all are soon looked at.
    few = second or (states and not any(says_much(record, state) for state in states))
    rows = record.rows(
        "SELECT s.id, s.score FROM statements AS s CROSS JOIN documents AS d USING (reading)"
        f" WHERE {' AND '.join(where)} ORDER BY {'+' if few else ''}s.score LIMIT ?",
        (json_list(sorted(wanted[1])), *(v for s in states for v in (s, f"{s}:", f"{s};")), MOST_STATEMENTS),
    )
    return ((-weight(sure, None, 1), "statement", ident) for ident, sure in dict(rows).items())


def _items(record: Record, kind: str, decisions: Iterable[Decision]) -> frozenset[int]:
    """The items of the claims that decisions name."""
    claims = sorted({claim for decision in decisions for claim in decision.concerned})
    if not claims:
        return frozenset()
    rows = record.rows(
        f"SELECT DISTINCT {kind} FROM {kind}_claims WHERE id IN (SELECT value FROM json_each(?))",
        (json_list(claims),),
    )
    return frozenset(row[0] for row in rows)


def _ranked(record: Record, kind: str, states: Sequence[str]) -> Iterator[tuple[int, tuple[float, str, str]]]:
    """Every item with how much it needs to be looked at (the most with the least number), kind and id."""
    of_party = f"i.{kind} IN (SELECT p.{kind} FROM {kind}_parties AS p WHERE p.party = ?)"
    where = f" WHERE {' AND '.join([of_party] * len(states))}" if states else ""
    ties: dict[int, float] = dict(
        record.rows(
            f"SELECT c.{kind}, min(t.score) FROM {kind}_ties AS t JOIN {kind}_claims AS c USING (claim)"
            f" WHERE c.{kind} IS NOT NULL GROUP BY c.{kind}"
        )
    )
    for number, ident, sure, reports in record.rows(
        f"SELECT i.{kind}, i.id, max(c.score), count(DISTINCT c.reading) FROM {kind}s AS i"
        f" JOIN {kind}_claims AS c USING ({kind}){where} GROUP BY i.{kind}",
        states,
    ):
        yield number, (-weight(sure, ties.get(number), reports), kind, ident)


def weight(sure: float, weakest: float | None, reports: int) -> float:
    """How much an item needs to be looked at: its doubt, the more the more reports it has."""
    return doubt(sure, weakest) * (1 + log2(reports))


def doubt(sure: float, weakest: float | None) -> float:
    """How doubtful an item is (0-1), by its surest report and its weakest tie."""
    return max(1 - sure, 1 - weakest if weakest is not None else 0.0, 0.01)


def question(record: Record, kind: str, ident: str) -> Question | None:
    """All that is needed to decide about an item, by an id that it has or had; None if it isn't there."""
    if kind == "statement":
        return _about_statement(record, ident)
    number = row_of(record, kind, ident)
    if number is None:
        return None
    ident = str((record.row(f"SELECT id FROM {kind}s WHERE {kind} = ?", (number,)) or ("",))[0])
    ties = tuple(record.rows(
        f"SELECT DISTINCT t.reason, t.score FROM {kind}_ties AS t JOIN {kind}_claims AS x"
        f" ON x.claim = t.claim WHERE x.{kind} = ? ORDER BY t.score, t.reason", (number,),
    ))  # fmt: skip
    claims = _claims(record, kind, number)
    sure = max((_origin(c).score for c in claims), default=0.0)
    return Question(
        kind, ident, doubt(sure, min((score for _, score in ties), default=None)),
        _fields(record, kind, number), tuple(_seen(record, _place(claim)) for claim in claims), ties,
        _neighbours(record, kind, number),
    )  # fmt: skip


_SAID: Final = ("name", "represents", "position", "kind", "said", "where", "via")


def _about_statement(record: Record, ident: str) -> Question | None:
    """A statement, with each article of the current readings in which it stands."""
    rows = record.rows(
        "SELECT s.name, s.represents, s.position, s.kind, s.said, s.place, s.via, s.exact, s.start,"
        ' s."end", s.zone, o.finder, o.version, o.rule, s.score, s.why, d.id, d.name, d.day, d.source'
        " FROM statements AS s JOIN documents AS d USING (reading) JOIN origins AS o USING (origin)"
        " WHERE s.id = ? ORDER BY coalesce(d.day, '9999'), d.id", (ident,),
    )  # fmt: skip
    if not rows:
        return None
    fields = tuple((name, str(value)) for name, value in zip(_SAID, rows[0], strict=False) if value)
    places = [
        _Place(
            ident,
            DocumentRef(*row[16:]),
            Evidence(*row[7:11]),
            Origin(row[11], row[12], row[13], row[14], clues(row[15])),
        )
        for row in rows
    ]
    sure = max(place.origin.score for place in places)
    return Question(
        "statement", ident, doubt(sure, None), fields, tuple(_seen(record, place) for place in places), (), ()
    )


_SHOWN: Final = {
    "event": ("type", "mode", "status", "actors", "recipients", "persons", "happened", "place", "contexts",
              "series", "ordinal"),
    "commitment": ("by", "to", "action", "made", "due", "contexts"),
}  # fmt: skip
_CALLED: Final = {"happened": "when", "place": "where"}


def _fields(record: Record, kind: str, number: int) -> tuple[tuple[str, str], ...]:
    names = _SHOWN[kind]
    columns = ", ".join(f'"{name}"' for name in names)
    row = record.row(f"SELECT {columns} FROM {kind}s WHERE {kind} = ?", (number,)) or ()
    shown = [
        (_CALLED.get(name, name), _shown(value))
        for name, value in zip(names, row, strict=False)
        if value not in (None, "", "[]")
    ]
    if kind == "commitment":
        told = record.rows(
            "SELECT DISTINCT status FROM commitment_claims WHERE commitment = ? ORDER BY 1", (number,)
        )
        shown.append(("status", ", ".join(status for (status,) in told)))
    return tuple(shown)


def _shown(value: object) -> str:
    text = str(value)
    return ", ".join(strings(text)) if text.startswith("[") else text


def _claims(record: Record, kind: str, number: int) -> list[EventClaim] | list[CommitmentClaim]:
    """The claims of an item in the order of publication."""
    values = (number,)
    if kind == "event":
        rows = record.rows(f"{EVENT_CLAIMS} WHERE c.event = ?", values)
        return sorted((event_claim(row)[1] for row in rows), key=_in_time)
    rows = record.rows(f"{COMMITMENT_CLAIMS} WHERE c.commitment = ?", values)
    return sorted((commitment_claim(row)[1] for row in rows), key=_in_time)


def _in_time(claim: EventClaim | CommitmentClaim) -> tuple[str, tuple[str, str]]:
    return claim.document.day or "9999", claim.key


def _finding(claim: EventClaim | CommitmentClaim) -> Any:  # noqa: ANN401 - an Event or a Commitment
    return getattr(claim, "event", None) or getattr(claim, "commitment")  # noqa: B009 - one of the two


def _origin(claim: EventClaim | CommitmentClaim) -> Any:  # noqa: ANN401 - an Origin
    return _finding(claim).origin


@cache
def _rules() -> SentenceRules:
    return SentenceRules()


@dataclass(frozen=True, slots=True)
class _Place:
    """A claim (by id) with the first words it rests on, the article they stand in, and who found it."""

    claim: str
    document: DocumentRef
    first: Evidence
    origin: Origin


def _place(claim: EventClaim | CommitmentClaim) -> _Place:
    return _Place(claim.id, claim.document, _finding(claim).evidence[0], _origin(claim))


def _seen(record: Record, place: _Place) -> Seen:
    first, origin = place.first, place.origin
    row = record.row(
        "SELECT t.body, t.captions, d.publisher FROM documents AS d JOIN texts AS t USING (document)"
        " WHERE d.id = ?", (place.document.id,),
    )  # fmt: skip
    body, captions, publisher = row or ("", "[]", None)
    text = body if first.zone == BODY else strings(captions)[int(first.zone.removeprefix("caption:"))]
    spans = _rules().spans(text)
    inside = [n for n, (a, b) in enumerate(spans) if a < first.end and first.start < b]
    start, end = (spans[inside[0]][0], spans[inside[-1]][1]) if inside else (first.start, first.end)
    before = text[slice(*spans[inside[0] - 1])] if inside and inside[0] else ""
    after = text[slice(*spans[inside[-1] + 1])] if inside and inside[-1] + 1 < len(spans) else ""
    return Seen(
        place.claim, place.document.id, place.document.name, place.document.day, publisher, before,
        text[start:end], first.start - start, first.end - start, after,
        f"{origin.finder} {origin.version}: {origin.rule}", origin.score, origin.why,
    )  # fmt: skip


def _neighbours(record: Record, kind: str, number: int) -> tuple[Neighbour, ...]:
    """Items of the same parties, those of the same type and nearest in time first."""
    same = f"i.type <> (SELECT type FROM events WHERE event = {number:d})"
    other_type = same if kind == "event" else "NULL"
    table, near = f"{kind}_parties", f"{DAYS_NEAR} days"
    row = record.row(f"SELECT sort_day FROM {kind}s WHERE {kind} = ?", (number,))
    day = row[0] if row else ""
    rows = record.rows(
        f"SELECT p.{kind}, i.id, count(DISTINCT p.party) AS shared FROM {table} AS o"
        f" JOIN {table} AS p ON p.party = o.party"
        f" AND p.sort_day BETWEEN date(?, '-{near}') AND date(?, '{near}')"
        f" JOIN {kind}s AS i ON i.{kind} = p.{kind}"
        f" WHERE o.{kind} = ? AND p.{kind} <> o.{kind} GROUP BY p.{kind}"
        f" HAVING shared = (SELECT count(DISTINCT party) FROM {table} WHERE {kind} = ?)"
        f" ORDER BY {other_type}, abs(julianday(i.sort_day) - julianday(?)), i.id LIMIT ?",
        (day, day, number, number, day, MOST_NEIGHBOURS),
    )
    return tuple(_neighbour(record, kind, other, ident) for other, ident, _ in rows)


def _neighbour(record: Record, kind: str, number: int, ident: str) -> Neighbour:
    shown = dict(_fields(record, kind, number))
    what = " ".join(shown[name] for name in ("type", "status", "when", "where", "due") if name in shown)
    words = record.row(
        f"SELECT v.exact FROM {kind}_claims AS c JOIN {kind}_evidence AS v USING (claim)"
        f" WHERE c.{kind} = ? ORDER BY c.id, v.n LIMIT 1", (number,),
    )  # fmt: skip
    return Neighbour(ident, what, words[0] if words else "")


@dataclass(frozen=True, slots=True)
class Waiting:
    """The queue at a place: how many wait, the place (from 0), and the question there (None at the end)."""

    count: int
    at: int
    question: Question | None


def waiting_at(
    record: Record, waiting: Sequence[tuple[str, str]], at: int, *, everything: Record | None = None
) -> Waiting:
    """The question at a place in a queue; of a place beyond the end, the last.

    `everything` is the record with what was rejected, where a second look may ask about that, too.
    """
    at = min(at, max(0, len(waiting) - 1))
    asked = question(everything or record, *waiting[at]) if waiting else None
    return Waiting(len(waiting), at, asked)


def item_of(record: Record, kind: str, claims: Iterable[str]) -> str | None:
    """The item that one of the claims is grouped under now."""
    if kind == "statement":
        return min(claims, default=None)
    if kind not in KINDS:
        return None
    row = record.row(
        f"SELECT i.id FROM {kind}_claims AS c JOIN {kind}s AS i USING ({kind})"
        " WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY i.id LIMIT 1",
        (json_list(sorted(claims)),),
    )
    return str(row[0]) if row else None
