"""What was promised, and what came of it by a given day."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from jejak import edtf
from jejak.claims import states
from jejak.errors import InputError
from jejak.record.commitments import stages, standing
from jejak.record.decisions import corrections
from jejak.views.asking import DOCUMENT, FOUND_BY, WIDTH, day, json_list, party_codes, report, strings
from jejak.views.called import is_called, row_of
from jejak.views.decisions import noted
from jejak.views.known import commitments_known, events_known
from jejak.views.rows import BoardRow, ColumnRow, CommitmentRow, DueRow, StageRow, StepRow
from jejak.vocabulary import COMMITMENT_STATUSES, CONTEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jejak.record.commitments import RecordCommitment
    from jejak.views.record import Record


_OPEN = ("pledged", "under_way")


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
    contexts: Sequence[str] = (),
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
    given = _day(record, as_of)
    wanted = frozenset(status_named(status) for status in statuses)
    sides = _sides(record, by, to, between, contexts, before)
    held = _all_held(record, sides, None if wanted else limit)
    if wanted:
        stands = _standings(record, held, given)
        held = [item for item in held if stands.get(item.id) in wanted]
    return noted(record, _rows(record, held[-limit:] if limit else held, given))


def commitment(record: Record, ident: str, *, as_of: str | date | None = None) -> CommitmentRow:
    """One commitment, by its id, one that it had before, or that of a report's claim; else InputError."""
    number = row_of(record, "commitment", ident)
    sides = _Sides(number=number) if number is not None else None
    held = _all_held(record, sides, None) if sides else []
    found = noted(record, _rows(record, held, _day(record, as_of)))
    called = (row for row in found if is_called(ident, "commitment", row.id, (s.report for s in row.history)))
    one = next(called, None)
    if one is None:
        raise InputError(f"the record holds no commitment {ident!r}", "no_commitment", id=ident)
    return one


def standings(record: Record, *, as_of: str | date | None = None) -> dict[str, str]:
    """Commitment's id -> where it stands on a day; of all that the record then held."""
    given = _day(record, as_of)
    return _standings(record, _all_held(record, _Sides(), None), given)


def commitments_of(record: Record, event: int) -> tuple[CommitmentRow, ...]:
    """The commitments that an event (by its row) moved on, oldest first."""
    rows = record.rows(
        "SELECT DISTINCT c.commitment FROM steps AS s JOIN event_claims AS e ON e.claim = s.event_claim"
        " JOIN commitment_claims AS c ON c.claim = s.commitment_claim"
        " JOIN commitments USING (commitment) WHERE e.event = ?", (event,),
    )  # fmt: skip
    held = [item for (number,) in rows for item in _all_held(record, _Sides(number=number), None)]
    held.sort(key=lambda item: (item.day, item.id))
    return noted(record, _rows(record, held, _day(record, None)))


def board(
    record: Record,
    *,
    by: Sequence[str] = (),
    to: Sequence[str] = (),
    between: Sequence[str] = (),
    contexts: Sequence[str] = (),
    as_of: str | date | None = None,
    limit: int | None = None,
) -> BoardRow:
    """The commitments asked for by where they stand on a day; of each status the `limit` latest first."""
    given = _day(record, as_of)
    held = _all_held(record, _sides(record, by, to, between, contexts), None)
    stands = _standings(record, held, given)
    counts = Counter(stands.values())
    shown: dict[str, list[_Held]] = {status: [] for status in COMMITMENT_STATUSES}
    for item in reversed(held):
        if (status := stands.get(item.id)) and (limit is None or len(shown[status]) < limit):
            shown[status].append(item)
    rows = noted(record, _rows(record, [item for items in shown.values() for item in items], given))
    return BoardRow(
        (given or _today()).isoformat(), len(stands),
        tuple(
            ColumnRow(status, counts[status], tuple(row for row in rows if row.status == status))
            for status in COMMITMENT_STATUSES
        ),
    )  # fmt: skip


def due(record: Record, *, as_of: date | None = None, days: int = 90, limit: int = 10) -> DueRow:
    """What was due before a day and of which nothing was heard, the latest first; and what is due next."""
    on = as_of or record.known_on or _today()
    held = [item for item in _all_held(record, _Sides(dated=True), None) if edtf.bounds(item.due)]
    stands = _standings(record, held, as_of or record.known_on)
    ends = {item.id: last for item in held if (last := _last_day(item.due))}
    late = [item for item in held if stands.get(item.id) == "overdue" and item.id in ends]
    soon = [
        item
        for item in held
        if stands.get(item.id) in ("pledged", "under_way")
        and on <= ends[item.id] <= on + timedelta(days=days)
    ]
    late.sort(key=lambda item: (ends[item.id], item.id), reverse=True)
    soon.sort(key=lambda item: (ends[item.id], item.id))
    rows = noted(record, _rows(record, [*late[:limit], *soon[:limit]], as_of or record.known_on))
    return DueRow(
        on.isoformat(), len(late), len(soon), tuple(row for row in rows if row.status == "overdue"),
        tuple(row for row in rows if row.status != "overdue"),
    )  # fmt: skip


def _last_day(due: str | None) -> date | None:
    span = edtf.bounds(due)
    return span[1] if span else None


def _day(record: Record, as_of: str | date | None) -> date | None:
    """The day that was given to judge by, if any was."""
    return (as_of if isinstance(as_of, date) else day(as_of)) or record.known_on


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


@dataclass(frozen=True, slots=True)
class _Sides:
    """Parties, at state level: who promises, to whom, and who on either side; and what else narrows it.

    `before` is where a page ends, `contexts` are any of which are wanted, `dated` those with a due date
    alone, `number` the row of a single one.
    """

    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    before: tuple[str, str] | None = None
    contexts: tuple[str, ...] = ()
    dated: bool = False
    number: int | None = None

    def fit(self, item: RecordCommitment) -> bool:
        """Whether they all stand so in a commitment, and it is listed there."""
        promising, all_sides = states(item.by), states((*item.by, *item.to))
        return (
            promising.issuperset(self.by)
            and all_sides.issuperset((*self.to, *self.between))
            and (not self.before or (item.sort_day, item.id) < self.before)
            and (not self.contexts or not set(self.contexts).isdisjoint(item.contexts))
        )


def _sides(
    record: Record,
    by: Sequence[str],
    to: Sequence[str],
    between: Sequence[str],
    contexts: Sequence[str],
    before: tuple[str, str] | None = None,
) -> _Sides:
    promising, promised, both = (
        tuple(map(_party, party_codes(record, names))) for names in (by, to, between)
    )
    return _Sides(promising, promised, both, before, tuple(map(_context, contexts)))


def _context(name: str) -> str:
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in CONTEXTS:
        raise InputError(
            f"there is no context {name!r}; the contexts are {', '.join(CONTEXTS)}",
            "none_of", field="context", value=name, known=CONTEXTS,
        )  # fmt: skip
    return wanted


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
    if sides.contexts:
        where.append(f"({' OR '.join(['instr(i.contexts, ?)'] * len(sides.contexts))})")
        values += [f'"{context}"' for context in sides.contexts]
    if sides.dated:
        where.append("i.due IS NOT NULL")
    if sides.number is not None:
        where.append("i.commitment = ?")
        values.append(sides.number)
    return (f" WHERE {' AND '.join(where)}" if where else ""), values


def _all_held(record: Record, sides: _Sides, limit: int | None) -> list[_Held]:
    return _known(record, sides, limit) if record.known_on else _now(record, sides, limit)


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


def status_named(name: str) -> str:
    """The status of that name, however written; InputError if there is none."""
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in COMMITMENT_STATUSES:
        raise InputError(
            f"there is no status {name!r}; the statuses are {', '.join(COMMITMENT_STATUSES)}",
            "none_of", field="status", value=name, known=COMMITMENT_STATUSES,
        )  # fmt: skip
    return wanted


def _standings(record: Record, held: Sequence[_Held], given: date | None) -> dict[str, str]:
    """Id -> where a commitment stands, without its words; what nobody had told of by then is left out."""
    home = {row: item for item in held for row in item.rows}
    listed = (json_list(list(home)),)
    told: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    claims: dict[str, list[str]] = defaultdict(list)
    latest = given.isoformat() if given else "9999-12-31"
    for row, claim, status, on in record.rows(
        "SELECT c.claim, c.id, c.status, d.day FROM commitment_claims AS c"
        " JOIN documents AS d USING (reading) WHERE c.claim IN (SELECT value FROM json_each(?))", listed,
    ):  # fmt: skip
        if (on or "") <= latest:
            told[home[row].id].append((status, on))
            claims[home[row].id].append(claim)
    moved: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row, status, event_status, on in record.rows(
        "SELECT s.commitment_claim, s.status, c.status, d.day FROM steps AS s"
        " JOIN event_claims AS c ON c.claim = s.event_claim JOIN events USING (event)"
        " JOIN documents AS d ON d.reading = c.reading"
        " WHERE s.commitment_claim IN (SELECT value FROM json_each(?))", listed,
    ):  # fmt: skip
        if (on or "") <= latest:
            moved[home[row].id].append((status, event_status))
    verdicts, on_day = record.verdicts, given or _today()
    found = {}
    for item in held:
        if told[item.id]:
            stands = standing(told[item.id], moved[item.id], item.due, on_day)
            corrected = corrections(verdicts, "commitment", claims[item.id]) if verdicts.in_force else {}
            found[item.id] = str(corrected["status"][0]) if "status" in corrected else stands.status
    return found


def _rows(record: Record, held: Sequence[_Held], given: date | None) -> list[CommitmentRow]:
    home = {row: item.id for item in held for row in item.rows}
    told, moved = _told(record, home), _moved(record, home)
    on = given or _today()
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
