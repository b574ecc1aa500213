"""Decisions as rows, and what they come to: `decisions` is the log, `verdicts` is made from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from jejak.decisions import Decision, Verdicts, fields_of, settle, subject_row, subjects_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from jejak.decisions import Subject

DECISIONS: Final = "SELECT action, kind, who, at, target, value, why, undoes FROM decisions ORDER BY at, id"


def decision(row: Sequence[Any]) -> Decision:
    """The value of a row of DECISIONS."""
    action, kind, who, at, target, value, why, undoes = row
    more = json.loads(value)
    return Decision(
        action, kind, who, at, subjects_of(json.loads(target)), subjects_of(more.get("others", ())),
        fields_of(more.get("fields", {})), why, undoes,
    )  # fmt: skip


class DecisionLog:
    """The decisions of a record that is open for writing. Its writer opens the transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: tuple[int, Verdicts] = (0, Verdicts())

    def all(self) -> list[Decision]:
        """Every decision, also those undone, in the order of time."""
        return [decision(row) for row in self._db.execute(DECISIONS)]

    def verdicts(self) -> Verdicts:
        """What all decisions come to, also those that another program took in meanwhile."""
        latest: int = self._db.execute("SELECT coalesce(max(decision), 0) FROM decisions").fetchone()[0]
        if latest != self._known[0]:
            self._known = latest, settle(self.all())
        return self._known[1]

    def forget(self) -> None:
        """Reads the decisions anew when asked next: a transaction was taken back."""
        self._known = 0, Verdicts()

    def add(self, decisions: Iterable[Decision]) -> None:
        """Keeps decisions that the record does not hold yet, an undo after what it undoes."""
        self._db.executemany(
            "INSERT INTO decisions (id, action, kind, target, value, who, at, why, undoes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (d.id, d.action, d.kind, _json(d.subjects), _more(d), d.who, d.at, d.why, d.undoes)
                for d in decisions
            ],
        )
        self._write_verdicts(self.verdicts())

    def _write_verdicts(self, verdicts: Verdicts) -> None:
        self._db.execute("DELETE FROM verdicts")
        self._db.executemany(
            "INSERT INTO verdicts VALUES (?, ?, ?, ?)",
            [
                (
                    kind,
                    claim,
                    int(verdict.rejected),
                    json.dumps(verdicts.values(kind, claim), ensure_ascii=False),
                )
                for (kind, claim), verdict in verdicts.claims.items()
                if verdict.rejected or verdict.fields
            ],
        )


def _json(subjects: Iterable[Subject]) -> str:
    return json.dumps([subject_row(s) for s in subjects], ensure_ascii=False)


def _more(decision: Decision) -> str:
    row: dict[str, Any] = {}
    if decision.others:
        row["others"] = [subject_row(s) for s in decision.others]
    if decision.fields:
        row["fields"] = dict(decision.fields)
    return json.dumps(row, ensure_ascii=False)
