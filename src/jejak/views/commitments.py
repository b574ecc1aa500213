"""What was promised, and what came of it by a given day."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from jejak import edtf
from jejak.errors import InputError
from jejak.record.commitments import stages, standing
from jejak.views.asking import DOCUMENT, FOUND_BY, day, json_list, party_codes, report, strings
from jejak.views.rows import CommitmentRow, StageRow, StepRow
from jejak.vocabulary import COMMITMENT_STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.views.record import Record


def commitments(
    record: Record,
    *,
    by: Sequence[str] = (),
    to: Sequence[str] = (),
    statuses: Sequence[str] = (),
    as_of: str | date | None = None,
    limit: int | None = None,
) -> tuple[CommitmentRow, ...]:
    """Commitments with where they stand on a day (today if not given), oldest first; the latest `limit`.

    `to` finds those promised to a party, and those that it promises together with others. Overdue is
    decided by the calendar: what was due before the day, and of which nothing was heard. A day that is
    given leaves out what was published after it.
    """
    given = as_of if isinstance(as_of, date) else day(as_of)
    wanted = frozenset(_status(status) for status in statuses)
    where, values = _sides(party_codes(record, by), party_codes(record, to))
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    rows = record.rows(
        'SELECT i.commitment, i.id, i.by, i."to", i.action, i.made, i.due, i.contexts FROM commitments AS i'
        f"{condition} ORDER BY i.sort_day DESC, i.id DESC LIMIT ?",
        (*values, -1 if limit is None or wanted else limit),
    )
    found = _rows(record, rows, given)
    kept = [row for row in found if not wanted or row.status in wanted]
    return tuple(kept[-limit:] if limit else kept)


def _sides(by: Sequence[str], to: Sequence[str]) -> tuple[list[str], list[object]]:
    one = "EXISTS (SELECT 1 FROM commitment_parties AS p WHERE p.commitment = i.commitment AND p.party = ?"
    where = [f"{one} AND p.side = 'by')" for _ in by] + [f"{one})" for _ in to]
    return where, [code.split(":")[0] for code in (*by, *to)]


def _status(name: str) -> str:
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in COMMITMENT_STATUSES:
        raise InputError(f"there is no status {name!r}; the statuses are {', '.join(COMMITMENT_STATUSES)}")
    return wanted


def _rows(record: Record, rows: Sequence[tuple[Any, ...]], given: date | None) -> list[CommitmentRow]:
    numbers = [row[0] for row in rows]
    told, moved = _told(record, numbers), _moved(record, numbers)
    on = given or datetime.now(UTC).astimezone().date()
    found = []
    for number, ident, by, to, action, made, due, contexts in reversed(rows):
        claims, steps = _until(told[number], given), _until(moved[number], given)
        if not claims:
            continue
        stands = standing(
            [(step.status, step.day) for step in claims],
            [(step.status, step.event_status or "") for step in steps], due, on,
        )  # fmt: skip
        life = stages(
            [(step.status, _pledged(step, made)) for step in claims],
            [(step.status, step.event_status or "", step.day) for step in steps], due, on,
        )  # fmt: skip
        found.append(
            CommitmentRow(
                id=ident, by=strings(by), to=strings(to), action=action, made=made, due=due,
                status=stands.status, recurring=stands.recurring, contexts=strings(contexts),
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


def _told(record: Record, numbers: Sequence[int]) -> dict[int, list[StepRow]]:
    """Commitment row -> what the articles that tell of it say."""
    found: dict[int, list[StepRow]] = defaultdict(list)
    rows = record.rows(
        f'SELECT c.commitment, c.status, d.day, c.id, {DOCUMENT}, v.zone, v.start, v."end", v.exact,'
        f" {FOUND_BY}, c.score FROM commitment_claims AS c JOIN commitment_evidence AS v USING (claim)"
        " JOIN readings AS r USING (reading) JOIN documents AS d USING (document)"
        " JOIN origins AS o USING (origin) WHERE c.commitment IN (SELECT value FROM json_each(?))",
        (json_list(numbers),),
    )
    for number, status, on, claim, *rest in rows:
        *columns, found_by, score = rest
        words = report(columns[:7], claim, columns[7:], found_by, score)
        found[number].append(StepRow(status, on, None, None, "told by the article", words))
    return found


def _moved(record: Record, numbers: Sequence[int]) -> dict[int, list[StepRow]]:
    """Commitment row -> the events that carry it out, each event once, by its first report."""
    found: dict[int, list[StepRow]] = defaultdict(list)
    rows = record.rows(
        f"SELECT p.commitment, s.status, s.reason, d.day, e.id, c.status, c.id, {DOCUMENT},"
        f' v.zone, v.start, v."end", v.exact, {FOUND_BY}, c.score FROM commitment_claims AS p'
        " JOIN steps AS s ON s.commitment_claim = p.claim JOIN event_claims AS c ON c.claim = s.event_claim"
        " JOIN events AS e USING (event) JOIN event_evidence AS v ON v.claim = c.claim AND v.n = 0"
        " JOIN readings AS r ON r.reading = c.reading JOIN documents AS d USING (document)"
        " JOIN origins AS o ON o.origin = c.origin"
        " WHERE p.commitment IN (SELECT value FROM json_each(?)) ORDER BY d.day, d.id, c.id",
        (json_list(numbers),),
    )
    met: set[tuple[int, str]] = set()
    for number, status, reason, on, event, event_status, claim, *rest in rows:
        if (number, event) in met:
            continue
        met.add((number, event))
        *columns, found_by, score = rest
        words = report(columns[:7], claim, columns[7:], found_by, score)
        found[number].append(StepRow(status, on, event, event_status, reason, words))
    return found
