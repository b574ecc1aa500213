"""What was promised, and what came of it by a given day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from jejak import edtf
from jejak.claims import states
from jejak.errors import InputError
from jejak.record.commitments import stages, standing
from jejak.views.asking import DOCUMENT, FOUND_BY, WIDTH, day, json_list, party_codes, report, strings
from jejak.views.decisions import noted
from jejak.views.known import commitments_known, events_known
from jejak.views.rows import CommitmentRow, StageRow, StepRow
from jejak.vocabulary import COMMITMENT_STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jejak.record.commitments import RecordCommitment
    from jejak.views.record import Record


@dataclass(frozen=True, slots=True)
class _Held:
    """A commitment as the record has it, or had it on a day, with the rows of its claims."""

    id: str
    day: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    made: str | None
    due: str | None
    contexts: tuple[str, ...]
    rows: tuple[int, ...]


def commitments(
    record: Record,
    *,
    by: Sequence[str] = (),
    to: Sequence[str] = (),
    between: Sequence[str] = (),
    statuses: Sequence[str] = (),
    as_of: str | date | None = None,
    before: tuple[str, str] | None = None,
    limit: int | None = None,
) -> tuple[CommitmentRow, ...]:
    """Commitments with where they stand on a day (today if not given), oldest first; the latest `limit`.

    `to` finds those promised to a party, and those that it promises together with others; `between` those
    in which all the parties stand on either side. Overdue is decided by the calendar: what was due before the
    day, and of which nothing was heard. A day that is given leaves out what was published after it. `before`
    is the day and id of a commitment, for those listed before it: the next page back.
    """
    given = as_of if isinstance(as_of, date) else day(as_of)
    wanted = frozenset(_status(status) for status in statuses)
    promising, promised, both = (
        tuple(map(_party, party_codes(record, names))) for names in (by, to, between)
    )
    sides = _Sides(promising, promised, both, before)
    most = None if wanted else limit
    held = _known(record, sides, most) if record.known_on else _now(record, sides, most)
    found = noted(record, _rows(record, held, given or record.known_on))
    kept = [row for row in found if not wanted or row.status in wanted]
    return tuple(kept[-limit:] if limit else kept)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Parties, at state level: who promises, to whom, and who on either side; and where a page ends."""

    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    before: tuple[str, str] | None = None

    def fit(self, item: RecordCommitment) -> bool:
        """Whether they all stand so in a commitment, and it is listed there."""
        promising, all_sides = states(item.by), states((*item.by, *item.to))
        return (
            promising.issuperset(self.by)
            and all_sides.issuperset((*self.to, *self.between))
            and (not self.before or (item.sort_day, item.id) < self.before)
        )


def _party(code: str) -> str:
    return code.split(":")[0]


def _where(sides: _Sides) -> tuple[str, list[object]]:
    """The condition that finds them, and its values. The first party leads, by its index."""
    one = "SELECT p.commitment FROM commitment_parties AS p WHERE p.party = ?"
    where = [f"i.commitment IN ({one} AND p.side = 'by')" for _ in sides.by]
    where += [f"i.commitment IN ({one})" for _ in (*sides.to, *sides.between)]
    values: list[object] = [*sides.by, *sides.to, *sides.between]
    if sides.before:
        where.append("(i.sort_day, i.id) < (?, ?)")
        values += sides.before
    return (f" WHERE {' AND '.join(where)}" if where else ""), values


def _now(record: Record, sides: _Sides, limit: int | None) -> list[_Held]:
    condition, values = _where(sides)
    rows = record.rows(
        'SELECT i.commitment, i.id, i.by, i."to", i.action, i.made, i.due, i.contexts, i.sort_day'
        f" FROM commitments AS i{condition} ORDER BY i.sort_day DESC, i.id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    claims: dict[int, list[int]] = defaultdict(list)
    for claim, number in record.rows(
        "SELECT claim, commitment FROM commitment_claims WHERE commitment IN"
        " (SELECT value FROM json_each(?))",
        (json_list([row[0] for row in rows]),),
    ):
        claims[number].append(claim)
    return [
        _Held(
            ident, day, strings(by), strings(to), action, made, due, strings(contexts), tuple(claims[number])
        )
        for number, ident, by, to, action, made, due, contexts, day in reversed(rows)
    ]


def _known(record: Record, sides: _Sides, limit: int | None) -> list[_Held]:
    condition, values = _where(sides)
    numbers = [row[0] for row in record.rows(f"SELECT i.commitment FROM commitments AS i{condition}", values)]
    found = [known for known in commitments_known(record, numbers) if sides.fit(known.item)]
    found.sort(key=lambda known: (known.item.sort_day, known.item.id))
    return [
        _Held(i.id, i.sort_day, i.by, i.to, i.action, i.made, i.due, i.contexts, known.rows)
        for known in (found[-limit:] if limit else found)
        for i in (known.item,)
    ]


def _status(name: str) -> str:
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in COMMITMENT_STATUSES:
        raise InputError(f"there is no status {name!r}; the statuses are {', '.join(COMMITMENT_STATUSES)}")
    return wanted


def _rows(record: Record, held: Sequence[_Held], given: date | None) -> list[CommitmentRow]:
    home = {row: item.id for item in held for row in item.rows}
    told, moved = _told(record, home), _moved(record, home)
    on = given or datetime.now(UTC).astimezone().date()
    found = []
    for item in held:
        claims, steps = _until(told[item.id], given), _until(moved[item.id], given)
        if not claims:
            continue
        stands = standing(
            [(step.status, step.day) for step in claims],
            [(step.status, step.event_status or "") for step in steps], item.due, on,
        )  # fmt: skip
        life = stages(
            [(step.status, _pledged(step, item.made)) for step in claims],
            [(step.status, step.event_status or "", step.day) for step in steps], item.due, on,
        )  # fmt: skip
        found.append(
            CommitmentRow(
                id=item.id, day=item.day, by=item.by, to=item.to, action=item.action, made=item.made,
                due=item.due, status=stands.status, recurring=stands.recurring, contexts=item.contexts,
                reports=len({step.report.document for step in claims}),
                sources=len({step.report.source for step in claims}),
                stages=tuple(StageRow(stage.status, stage.day) for stage in life),
                history=tuple(sorted((*claims, *steps), key=_in_time)),
            )
        )  # fmt: skip
    return found


def _pledged(step: StepRow, made: str | None) -> str | None:
    """The day from which a promise stood: when it was made, where that is told, or when it was reported."""
    span = edtf.bounds(made) if step.status == "pledged" else None
    return min(span[1].isoformat(), step.day or "9999") if span else step.day


def _until(steps: list[StepRow], given: date | None) -> list[StepRow]:
    """The steps that had been reported by the day, if one is given; those of unknown day too."""
    return [s for s in steps if given is None or not s.day or s.day <= given.isoformat()]


def _in_time(step: StepRow) -> tuple[str, bool, str, str, int]:
    words = step.report
    return step.day or "9999", step.event is not None, words.document, words.claim, words.start


def _told(record: Record, home: Mapping[int, str]) -> dict[str, list[StepRow]]:
    """Commitment -> what the articles that tell of it say. `home`: row of a claim -> its commitment."""
    found: dict[str, list[StepRow]] = defaultdict(list)
    rows = record.rows(
        f'SELECT c.claim, c.status, d.day, c.id, {DOCUMENT}, v.zone, v.start, v."end", v.exact,'
        f" {FOUND_BY}, c.score FROM commitment_claims AS c JOIN commitment_evidence AS v USING (claim)"
        " JOIN readings AS r USING (reading) JOIN documents AS d USING (document)"
        " JOIN origins AS o USING (origin) WHERE c.claim IN (SELECT value FROM json_each(?))",
        (json_list(list(home)),),
    )
    for row, status, on, claim, *rest in rows:
        *columns, found_by, score = rest
        words = report(columns[:WIDTH], claim, columns[WIDTH:], found_by, score)
        found[home[row]].append(StepRow(status, on, None, None, "told by the article", words))
    return found


def _moved(record: Record, home: Mapping[int, str]) -> dict[str, list[StepRow]]:
    """Commitment -> the events that carry it out, each event once, by its first report."""
    found: dict[str, list[StepRow]] = defaultdict(list)
    rows = record.rows(
        f"SELECT s.commitment_claim, s.status, s.reason, d.day, c.event, e.id, c.status, c.id, {DOCUMENT},"
        f' v.zone, v.start, v."end", v.exact, {FOUND_BY}, c.score FROM steps AS s'
        " JOIN event_claims AS c ON c.claim = s.event_claim"
        " JOIN events AS e USING (event) JOIN event_evidence AS v ON v.claim = c.claim AND v.n = 0"
        " JOIN readings AS r ON r.reading = c.reading JOIN documents AS d USING (document)"
        " JOIN origins AS o ON o.origin = c.origin"
        " WHERE s.commitment_claim IN (SELECT value FROM json_each(?)) ORDER BY d.day, d.id, c.id,"
        " s.reason DESC, s.status",
        (json_list(list(home)),),
    )
    then = _ids_then(record, {row[4] for row in rows}) if record.known_on else {}
    met: set[tuple[str, str]] = set()
    for row, status, reason, on, _, event, event_status, claim, *rest in rows:
        *columns, found_by, score = rest
        words = report(columns[:WIDTH], claim, columns[WIDTH:], found_by, score)
        ident = then.get((words.claim, words.document), event)
        if (home[row], ident) not in met:
            met.add((home[row], ident))
            found[home[row]].append(StepRow(status, on, ident, event_status, reason, words))
    return found


def _ids_then(record: Record, events: set[int]) -> dict[tuple[str, str], str]:
    """Claim and document -> the id of the event that it told of, as then known."""
    found = events_known(record, sorted(events))
    return {claim.key: event.id for event in found for claim in event.claims}
