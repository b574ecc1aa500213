"""Deciding about findings: what a person names becomes a decision, and the record follows.

Each function is one transaction: the decision and what it changes are kept together or not at all. Of a
record that others share they hear first (`tell_first`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jejak import assembly, edtf
from jejak.decisions import GROUPED, Decision, from_line, in_force, to_line
from jejak.errors import InputError
from jejak.store.writer import Writer
from jejak.views.asking import party_code
from jejak.views.decisions import all_decisions, decisions, find, mentions
from jejak.views.record import Record
from jejak.vocabulary import (
    COMMITMENT_STATUSES,
    CONTEXTS,
    EVENT_STATUSES,
    EVENT_TYPES,
    MODES,
    STATEMENT_KINDS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jejak.decisions import Subject, Value
    from jejak.views.decisions import DecisionRow, NamedClaim

_first: Final[dict[Path, Callable[[Sequence[Decision]], None]]] = {}
"""Who hears of the decisions about a record before it holds them, by the record's file."""

_ALL_MODES: Final = tuple(sorted({mode for modes in MODES.values() for mode in modes}))
ONE_OF: Final = {
    ("event", "type"): EVENT_TYPES,
    ("event", "mode"): _ALL_MODES,
    ("event", "status"): EVENT_STATUSES,
    ("commitment", "status"): COMMITMENT_STATUSES,
    ("statement", "kind"): STATEMENT_KINDS,
}
"""Fields that hold one word of a closed list."""

_PARTIES: Final = frozenset({"actors", "recipients", "by", "to"})
_LISTS: Final = _PARTIES | {"persons", "contexts"}
_DATES: Final = frozenset({"when", "made", "due", "said"})
_NEEDED: Final = frozenset({"type", "status", "actors", "by", "kind", "name"})

CORRECTABLE: Final[dict[str, tuple[str, ...]]] = {
    "event": ("type", "mode", "status", "actors", "recipients", "persons", "when", "where", "contexts",
              "series", "ordinal"),
    "commitment": ("by", "to", "status", "made", "due", "contexts"),
    "statement": ("name", "represents", "position", "kind", "said", "where", "via"),
}  # fmt: skip
"""The fields that a person can correct. The words themselves stand in the article, and stay."""


@dataclass(frozen=True, slots=True)
class Done:
    """A decision, and whether it was taken now (False: the same person had decided just so before)."""

    decision: Decision
    new: bool


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the decisions of a file: taken, known before, and those that fit nothing here."""

    taken: int
    known: int
    unfit: tuple[DecisionRow, ...]
    lost: tuple[str, ...]


def tell_first(path: Path, told: Callable[[Sequence[Decision]], None]) -> None:
    """From now on, whatever this process decides in the record at `path` is told before it is kept.

    An error that `told` raises ends it: then nothing is decided.
    """
    _first[path] = told


def accept(path: str | Path, names: Sequence[str], *, by: str, why: str | None = None) -> list[Done]:
    """Notes that findings are right as they are. `names` are ids of items or of single claims."""
    return _stand(path, "accept", names, by, why)


def reject(path: str | Path, names: Sequence[str], *, by: str, why: str | None = None) -> list[Done]:
    """Takes findings out of everything the record shows and counts."""
    return _stand(path, "reject", names, by, why)


def correct(path: str | Path, name: str, values: Sequence[str], *, by: str, why: str | None = None) -> Done:
    """Sets fields of a finding, each given as `field=value` (lists with commas, nothing for unknown)."""
    with _read(path) as record:
        item = find(record, name)
        fields = tuple(sorted(dict(_value(record, item.kind, text) for text in values).items()))
        _mode_fits(fields)
        if not fields:
            raise InputError("say what to correct, e.g. when=2021-10-28", "nothing_corrected")
    return _take(path, Decision("correct", item.kind, by, "", _subjects(item.claims), (), fields, why))


def merge(path: str | Path, names: Sequence[str], *, by: str, why: str | None = None) -> Done:
    """Makes several events, commitments or persons one."""
    with _read(path) as record:
        items = [find(record, name) for name in names]
    kinds = {item.kind for item in items}
    if len(kinds) != 1 or not kinds <= set(GROUPED):
        raise InputError(f"only items of one kind can be one, and of {', '.join(GROUPED)}; these are"
                         f" {', '.join(sorted(kinds))}", "one_kind", kinds=tuple(sorted(kinds)))  # fmt: skip
    claims = _subjects([claim for item in items for claim in item.claims])
    if len({item.id for item in items}) < 2 or len(claims) < 2:
        raise InputError("name two or more different items to make one", "two_items")
    return _take(path, Decision("merge", kinds.pop(), by, "", claims, why=why))


def split(path: str | Path, name: str, reports: Sequence[str], *, by: str, why: str | None = None) -> Done:
    """Takes reports (claim ids, or names or ids of documents) out of an item: they tell of another one."""
    with _read(path) as record:
        item = find(record, name)
        claims = mentions(record, item.id) if item.kind == "person" else item.claims
    if item.kind not in GROUPED:
        raise InputError(f"a {item.kind} can't be split", "no_split", kind=item.kind)
    wanted = [text.strip() for text in reports]
    away = [claim for claim in claims if any(_is_of(claim, text) for text in wanted)]
    for text in wanted:
        if not any(_is_of(claim, text) for claim in away):
            told = ", ".join(dict.fromkeys(claim.doc for claim in claims))
            raise InputError(
                f"no report of {item.id} is called {text!r}; they stand in {told}",
                "no_report", text=text,
            )  # fmt: skip
    if not away:
        raise InputError("name the reports that tell of something else", "no_reports")
    gone = {claim.subject.id for claim in away}
    rest = [claim for claim in claims if claim.subject.id not in gone]
    if not rest:
        raise InputError(
            "all reports would go, or those that stay are reprints of them: nothing is left to split from",
            "nothing_left",
        )
    stay = _subjects(item.claims if item.kind == "person" else rest)
    return _take(path, Decision("split", item.kind, by, "", _subjects(away), stay, why=why))


def undo(path: str | Path, name: str | None = None, *, by: str, why: str | None = None) -> Done:
    """Takes back a decision: that with this id, or the person's own last one that is in force."""
    with _read(path) as record:
        taken = all_decisions(record)
    counting = in_force(taken)
    if name is None:
        own = [d for d in counting if d.who == by and d.action != "undo"]
        if not own:
            raise InputError(f"{by} has decided nothing that could be taken back", "nothing_to_undo")
        target = own[-1]
    else:
        target = _decision_called(taken, name)
        if target.id not in {d.id for d in counting}:
            raise InputError(f"decision {target.id} is undone already", "undone_already", id=target.id)
    return _take(
        path,
        Decision("undo", target.kind, by, "", target.subjects, target.others, why=why, undoes=target.id),
    )


def dump(path: str | Path) -> list[str]:
    """All decisions, one line each, in the order of time: a text that can be reviewed, merged and loaded."""
    with _read(path) as record:
        return [to_line(d) for d in all_decisions(record)]


def load(
    path: str | Path, lines: Iterable[str], name: str = "the file", *, told_already: bool = False
) -> Loaded:
    """Takes the decisions of a dump that the record does not hold yet, all of them or none.

    InputError where a line can't be read. Decisions whose articles the record does not hold, or whose
    findings are found no more, are kept and fit as soon as those come. `told_already`: the lines come from
    those who share the record.
    """
    given = {
        d.id: d
        for n, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
        for d in (from_line(line, f"{name}, line {n},"),)
    }
    for decision in given.values():
        _check_fields(decision, name)
    with _read(path):
        pass  # an import makes no record
    with Writer(path) as writer:
        held = {d.id for d in writer.decisions.all()}
        new, lost = _after_targets([d for d in given.values() if d.id not in held], held)
        if new:
            if not told_already:
                _tell(path, new)
            assembly.decide(writer, new)
    with _read(path) as record:
        unfit = tuple(row for row in decisions(record, stale=True) if row.id in given)
    return Loaded(len(new), len(given) - len(new) - len(lost), unfit, tuple(d.id for d in lost))


def _after_targets(new: list[Decision], held: set[str]) -> tuple[list[Decision], list[Decision]]:
    """The decisions, an undo after what it undoes; and the undos of decisions that nobody knows."""
    left, known = sorted(new, key=lambda d: (d.at, d.id)), set(held)
    ordered: list[Decision] = []
    while True:
        ready = [d for d in left if d.undoes is None or d.undoes in known]
        if not ready:
            return ordered, left
        ordered += ready
        known |= {d.id for d in ready}
        left = [d for d in left if d.id not in known]


# -- the steps ----------------------------------------------------------------------------------------


def _stand(path: str | Path, action: str, names: Sequence[str], by: str, why: str | None) -> list[Done]:
    with _read(path) as record:
        items = [find(record, name) for name in names]
    return _take_all(
        path, [Decision(action, item.kind, by, "", _subjects(item.claims), why=why) for item in items]
    )


def _take(path: str | Path, wish: Decision) -> Done:
    return _take_all(path, [wish])[0]


def _take_all(path: str | Path, wishes: Sequence[Decision]) -> list[Done]:
    """Takes decisions, dated now; where the same person decided just so before, that one stays."""
    if not all(wish.who.strip() for wish in wishes):
        raise InputError("say who decides: --by NAME", "nobody_decides")
    done: list[Done] = []
    with Writer(path) as writer:
        taken = writer.decisions.all()
        for wish in wishes:
            if before := _same_in_force(wish, taken, writer):
                done.append(Done(before, new=False))
                continue
            now = replace(wish, at=_moment(taken))
            taken.append(now)
            done.append(Done(now, new=True))
        if new := [d.decision for d in done if d.new]:
            _tell(path, new)
            assembly.decide(writer, new)
    return done


def _tell(path: str | Path, taken: Sequence[Decision]) -> None:
    if told := _first.get(Path(path)):
        told(taken)


def _same_in_force(wish: Decision, taken: list[Decision], writer: Writer) -> Decision | None:
    """The decision by which all that is wished was decided by the same person, if nothing came after it."""
    if wish.action == "undo":
        return None
    verdicts = writer.decisions.verdicts()
    if wish.action in ("accept", "reject"):
        standing = {d.id: d for claim in wish.about if (d := verdicts.of(wish.kind, claim).standing)}
        same = len(standing) == 1 and all(verdicts.of(wish.kind, c).standing for c in wish.about)
        found = next(iter(standing.values()), None) if same else None
        return found if found and (found.action, found.who) == (wish.action, wish.who) else None
    for earlier in reversed(in_force(taken)):
        if earlier.kind == wish.kind and earlier.concerned & wish.concerned:
            alike = (earlier.action, earlier.who, earlier.about, earlier.fields) == (
                wish.action, wish.who, wish.about, wish.fields,
            )  # fmt: skip
            return earlier if alike and earlier.concerned == wish.concerned else None
    return None


def _moment(taken: Sequence[Decision]) -> str:
    """Now, but after every decision of the record, so that the later one counts whatever the clock says."""
    now = datetime.now(UTC)
    last = max((d.at for d in taken), default="")
    try:
        after = datetime.fromisoformat(last) + timedelta(microseconds=1)
    except (ValueError, OverflowError):
        after = now
    if after.tzinfo is None:
        after = after.replace(tzinfo=UTC)
    return max(now, after).astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _read(path: str | Path) -> Record:
    return Record(path, with_rejected=True)


def _subjects(claims: Sequence[NamedClaim]) -> tuple[Subject, ...]:
    found = {claim.subject.id: claim.subject for claim in claims}
    return tuple(subject for _, subject in sorted(found.items()))


def _is_of(claim: NamedClaim, text: str) -> bool:
    """Whether a report is called so: by its claim's id, or its document's id or name."""
    short = len(text) >= 6 and (claim.subject.id.startswith(text) or claim.document.startswith(text))
    return claim.doc == text or short


def _decision_called(taken: Sequence[Decision], name: str) -> Decision:
    found = [d for d in taken if len(name) >= 4 and d.id.startswith(name)]
    if len(found) != 1:
        which = "several decisions have ids that begin so" if found else "there is no such decision"
        raise InputError(f"{name!r}: {which}; `jejak decisions` lists them", "no_decision", id=name)
    return found[0]


# -- values -------------------------------------------------------------------------------------------


def _value(record: Record, kind: str, text: str) -> tuple[str, Value]:
    """Field and value of `field=value`, checked against the codebook."""
    name, equals, given = text.partition("=")
    name, given = name.strip().lower(), given.strip()
    if not equals or name not in CORRECTABLE.get(kind, ()):
        known = ", ".join(CORRECTABLE.get(kind, ())) or "nothing"
        raise InputError(
            f"{text!r}: of a {kind} these can be corrected: {known}; write when=2021-10-28",
            "not_correctable", kind=kind, text=text,
        )  # fmt: skip
    if not given and name in _NEEDED:
        raise InputError(f"{name} can't be empty", "empty", field=name)
    if name in _LISTS:
        parts = tuple(part.strip() for part in given.split(",") if part.strip())
        return name, tuple(_checked(record, kind, name, part) for part in parts)
    if name == "ordinal":
        if given and not given.isdigit():
            raise InputError(f"ordinal {given!r} is no number", "no_number", field=name, value=given)
        return name, int(given) if given else None
    return name, _checked(record, kind, name, given) if given else None


def _checked(record: Record, kind: str, name: str, given: str) -> str:
    if name in _PARTIES or name == "represents":
        return party_code(record, given)
    if name in _DATES and not edtf.is_valid(given):
        raise InputError(
            f"{name} {given!r} is no date: write 2021, 2021-12, 2021-12-07 or other EDTF",
            "no_date", field=name, value=given,
        )  # fmt: skip
    closed = CONTEXTS if name == "contexts" else ONE_OF.get((kind, name))
    if closed:
        found = next((word for word in closed if word.lower() == given.lower().replace(" ", "_")), None)
        if found is None:
            raise InputError(
                f"{name} {given!r} is none of {', '.join(closed)}",
                "none_of", field=name, value=given, known=closed,
            )  # fmt: skip
        return found
    return given


def _check_fields(decision: Decision, name: str) -> None:
    """Raises InputError where a correction from elsewhere holds what no correction of ours can."""
    for field, value in decision.fields:
        closed = CONTEXTS if field == "contexts" else ONE_OF.get((decision.kind, field))
        parts = value if field in _LISTS and isinstance(value, tuple) else (value,)
        fits = (
            field in CORRECTABLE.get(decision.kind, ())
            and isinstance(value, tuple) == (field in _LISTS)
            and (value or field not in _NEEDED)
            and all(
                isinstance(part, int if field == "ordinal" else str) for part in parts if part is not None
            )
            and all(edtf.is_valid(str(part)) for part in parts if field in _DATES and part is not None)
            and all(part in closed for part in parts if closed and part is not None)
        )
        if not fits:
            raise InputError(f"{name}: decision {decision.id} can't be taken: {field} can't be {value!r}")


def _mode_fits(fields: Sequence[tuple[str, Any]]) -> None:
    values = dict(fields)
    type_, mode = values.get("type"), values.get("mode")
    if type_ and mode and mode not in MODES.get(type_, ()):
        raise InputError(f"an event of type {type_} has no mode {mode!r}", "no_mode", type=type_, value=mode)
