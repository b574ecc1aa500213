"""The persons that articles name, as rows: who is whom can be told anew when people decide."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping

_LISTED: Final = "IN (SELECT value FROM json_each(?))"
_KEPT: Final = 30_000
"""Persons whose titles are kept at hand."""


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """A person as one reading has them: the claim's row, whom it stands for now, and what they are called.

    `actor` and `person` are row and id of the record's actor, `text` is the hash of the document's words,
    `names` every spelling.
    """

    row: int
    actor: int
    person: str
    name: str
    represents: str | None
    text: str
    names: tuple[str, ...]


class PersonTable:
    """The persons of a record that is open for writing. Its writer opens the transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._offices: dict[int, set[str]] = {}

    def claims(self, persons: Collection[str], texts: Collection[str]) -> list[PersonClaim]:
        """The claims that stand for any of the persons (ids), and all in documents with these words."""
        rows = self._db.execute(
            "SELECT c.claim, c.actor, a.id, c.name, c.represents, d.text_hash,"
            " (SELECT json_group_array(m.exact) FROM mentions AS m WHERE m.claim = c.claim)"
            " FROM actor_claims AS c JOIN readings AS r USING (reading) JOIN documents AS d USING (document)"
            " JOIN actors AS a USING (actor)"
            f" WHERE c.kind = 'person' AND (c.actor IN (SELECT actor FROM actors WHERE id {_LISTED})"
            f" OR c.reading IN (SELECT r.reading FROM readings AS r JOIN documents AS d USING (document)"
            f" WHERE d.text_hash {_LISTED}))",
            (json.dumps(sorted(persons)), json.dumps(sorted(texts))),
        )
        return [
            PersonClaim(row, actor, person, name, represents, text, tuple(json.loads(names)))
            for row, actor, person, name, represents, text, names in rows
        ]

    def offices(self, document: int) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
        """Actor -> the titles that the document's current reading gives, and all that any reading gives.

        Only of persons who are not marked as disputed.
        """
        given: dict[int, set[str]] = {}
        for actor, title in self._db.execute(
            "SELECT c.actor, p.title FROM documents AS d JOIN actor_claims AS c USING (reading)"
            " JOIN positions AS p USING (claim) JOIN actors AS a USING (actor)"
            " WHERE d.document = ? AND c.kind = 'person' AND a.disputed = 0", (document,),
        ):  # fmt: skip
            given.setdefault(actor, set()).add(title)
        return {actor: (frozenset(told), self._titles(actor, told)) for actor, told in given.items()}

    def _titles(self, actor: int, told: Collection[str]) -> frozenset[str]:
        """All titles of a person; what was read once is remembered (also titles of a page taken back)."""
        if actor not in self._offices:
            if len(self._offices) >= _KEPT:
                self._offices.clear()
            rows = self._db.execute(
                "SELECT DISTINCT p.title FROM actor_claims AS c JOIN positions AS p USING (claim)"
                " WHERE c.actor = ?", (actor,),
            )  # fmt: skip
            self._offices[actor] = {title for (title,) in rows}
        self._offices[actor].update(told)
        return frozenset(self._offices[actor])

    def mark_disputed(self, actors: Collection[int]) -> None:
        """Notes persons (by row) of whom sources may say what can't both be right."""
        self._db.execute(
            f"UPDATE actors SET disputed = 1 WHERE actor {_LISTED}", (json.dumps(sorted(actors)),)
        )

    def assign(self, wanted: Mapping[int, str]) -> dict[int, int]:
        """Lets claims (by row) stand for persons (by id), with what they said; gives the row of each person.

        A person who is new is made from the one whom the claim stood for.
        """
        found: dict[int, int] = {}
        for claim, person in sorted(wanted.items()):
            found[claim] = self._row(claim, person)
            self._db.execute("UPDATE actor_claims SET actor = ? WHERE claim = ?", (found[claim], claim))
            self._db.execute(
                "UPDATE statements SET actor = ?1 WHERE (reading, speaker) ="
                " (SELECT reading, id FROM actor_claims WHERE claim = ?2)", (found[claim], claim),
            )  # fmt: skip
        return found

    def _row(self, claim: int, person: str) -> int:
        row = self._db.execute("SELECT actor FROM actors WHERE id = ?", (person,)).fetchone()
        if row:
            return int(row[0])
        made = self._db.execute(
            "INSERT INTO actors (id, kind, name, key, party) SELECT ?, a.kind, a.name, a.key, a.party"
            " FROM actor_claims AS c JOIN actors AS a USING (actor) WHERE c.claim = ?", (person, claim),
        )  # fmt: skip
        return int(made.lastrowid or 0)

    def rename(
        self, actors: Collection[int], names: Iterable[tuple[str, int, str]], words: Iterable[tuple[str, int]]
    ) -> None:
        """Replaces the names by which actors are found: (plain, actor, name) and (folded word, actor).

        Who was joined or parted may have offices that do not go together.
        """
        for table in ("actor_names", "actor_words"):
            self._db.execute(f"DELETE FROM {table} WHERE actor {_LISTED}", (json.dumps(sorted(actors)),))
        self.mark_disputed(actors)
        self._db.executemany("INSERT OR IGNORE INTO actor_names VALUES (?, ?, ?)", names)
        self._db.executemany("INSERT OR IGNORE INTO actor_words VALUES (?, ?)", words)
