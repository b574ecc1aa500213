"""Writing the record. One writer at a time; a page is kept whole or not at all.

Every method that writes must be called inside `with writer.page():`. Pages inside one `with
writer.together():` are committed at once, since a commit costs more than a page. The writer stores values and
finds them again by keys; which claims belong together is decided elsewhere and told to it.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import jejak
from jejak import claims as ids
from jejak.store.claims import (
    COMMITMENT_CLAIMS,
    EVENT_CLAIMS,
    PLACES,
    as_json,
    clues_json,
    commitment_claim,
    event_claim,
)
from jejak.store.decisions import DecisionLog
from jejak.store.files import open_for_writing, told
from jejak.store.persons import PersonTable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from jejak.claims import ActorKey, CommitmentClaim, EventClaim
    from jejak.model import Actor, Evidence, Findings, Instrument, Origin, Rejection

C = TypeVar("C")

_KEPT: Final = 30_000
"""Claims that a writer keeps at hand."""

_UNDATED: Final = 0
"""The day of bands whose document's day is not known."""
_THESE_DAYS: Final = "WITH days (day) AS (SELECT value FROM json_each(:days))"
_EVERY_DAY: Final = (
    "WITH RECURSIVE days (day) AS (SELECT min(day) FROM bands UNION ALL"
    " SELECT (SELECT min(b.day) FROM bands AS b WHERE b.day > days.day) FROM days WHERE days.day IS NOT NULL)"
)
"""The days that any document has, each found behind the one before by the index."""

_PLACE: Final = ("zone", "start", "end", "exact")


@dataclass(frozen=True, slots=True)
class CaptureNote:
    """What the record keeps of a capture: not its bytes, but what they were and what came of them.

    `key` names the capture (its name, bytes and hints), `versions` the program that read it.
    """

    key: str
    sha256: str
    name: str
    address: str
    media_type: str
    size: int
    fetched: str | None
    versions: str


@dataclass(frozen=True, slots=True)
class Added:
    """A stored reading: the document's row, whether it is new, and the rows of all whose claims changed."""

    document: int
    is_new: bool
    changed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Twin:
    """A document that may be a reprint of another. `day` is its publication day, where known."""

    document: int
    source: str
    day: str | None
    signature: bytes


@dataclass(frozen=True, slots=True)
class Stored(Generic[C]):
    """A claim, the row that holds it, and the item and component it is grouped in, if any.

    `settled`: nothing in the component speaks against anything else in it.
    """

    row: int
    claim: C
    item: int | None
    component: str | None
    settled: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One event or commitment to store: its columns, the parties to find it by, and its claims' rows.

    `parties` are rows for its index: (party,) of an event, (party, side) of a commitment. `documents` is the
    number of documents that the claims stand in.
    """

    columns: Mapping[str, object]
    parties: tuple[tuple[str, ...], ...]
    rows: tuple[int, ...]
    documents: int


class Writer:
    """The record, open for writing. Makes the file when there is none; close it, or use it in a `with`."""

    def __init__(self, path: str | Path) -> None:
        self.path = path
        self._db: sqlite3.Connection = open_for_writing(path)
        self._run: int | None = None
        self._inputs: list[str] = []
        self._origins: dict[tuple[str, str, str], int] = {}
        self._claims: dict[str, dict[int, Any]] = {kind: {} for kind in KINDS}
        self.decisions = DecisionLog(self._db)
        self.persons = PersonTable(self._db)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the run and closes the file."""
        try:
            if self._run is not None:
                with told(self.path):
                    self._db.execute("UPDATE runs SET ended = ? WHERE run = ?", (_now(), self._run))
        finally:
            self._db.close()

    def note(self, name: str, value: str) -> None:
        """Keeps what the record is to know of itself, in place of what it knew by that name."""
        self._db.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def noted(self, name: str) -> str | None:
        """What the record knows of itself by that name."""
        with told(self.path):
            row = self._db.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
        return row[0] if row else None

    def begin_run(self, inputs: Iterable[str]) -> None:
        """Names what is read from now on. A run is noted with its first page; nothing added, no trace."""
        self._inputs, self._run = list(inputs), None

    @contextmanager
    def page(self) -> Iterator[None]:
        """One page: all that is written inside is kept, or none of it when an error leaves it."""
        if not self._db.in_transaction:
            with self.together(), self.page():
                yield
            return
        with told(self.path):
            self._db.execute("SAVEPOINT page")
            run_before, origins_before = self._run, dict(self._origins)
            try:
                yield
                self._db.execute("RELEASE page")
            except BaseException:
                self._forget(run_before, origins_before)
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK TO page")
                    self._db.execute("RELEASE page")
                raise

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction: the pages written inside are committed at its end, also when an error ends it.

        The page that failed is not among them. No other writer gets in meanwhile: don't wait inside for more.
        """
        with told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            run_before, origins_before = self._run, dict(self._origins)
            try:
                yield
            finally:
                try:
                    if self._db.in_transaction:
                        self._db.execute("COMMIT")
                    else:  # SQLite itself took all of it back: the disk is full
                        self._forget(run_before, origins_before)
                except BaseException:
                    self._forget(run_before, origins_before)
                    if self._db.in_transaction:
                        self._db.execute("ROLLBACK")
                    raise

    def _forget(self, run: int | None, origins: dict[tuple[str, str, str], int]) -> None:
        """Takes back what is remembered of rows that were taken back."""
        self._run, self._origins = run, origins
        for known in self._claims.values():
            known.clear()
        self.decisions.forget()

    # -- captures, rejections, documents ----------------------------------------------------------

    def is_read(self, key: str, versions: str) -> bool:
        """Whether this capture was already read, or rejected, by the same versions."""
        with told(self.path):
            row = self._db.execute("SELECT versions FROM captures WHERE key = ?", (key,)).fetchone()
        return row is not None and row[0] == versions

    def note_rejection(self, rejection: Rejection, capture: CaptureNote | None) -> None:
        """Keeps a page that could not be read, with its reason; `capture` where its bytes are known.

        What an earlier version read from the same bytes stays.
        """
        run = self._count("rejected")
        key = capture.key if capture else f"{rejection.address}\x1f{rejection.sha256 or ''}"
        if capture:
            self._note_capture(capture, None, run)
        self._db.execute(
            "INSERT INTO rejections (key, name, address, reason, message, sha256, at, run)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET reason = excluded.reason, message = excluded.message,"
            " at = excluded.at, run = excluded.run",
            (key, rejection.doc, rejection.address, rejection.reason, rejection.message, rejection.sha256,
             _now(), run),
        )  # fmt: skip

    def add_reading(self, findings: Findings, capture: CaptureNote, actors: Mapping[str, ActorKey]) -> Added:
        """Stores what was found in a page and makes it the current reading of its document.

        `actors` tells for each actor id of the article which of the record's actors it is. Changed are
        the document, and one that the capture no longer stands for. Events and commitments are stored
        by `add_claims`.
        """
        run = self._count("pages")
        document, is_new = self._document(findings)
        changed = self._note_capture(capture, document, run) | {document}
        self._db.execute(
            "DELETE FROM rejections WHERE key = ? OR (address = ? AND sha256 IS NULL)",
            (capture.key, capture.address),
        )
        reading = self._insert("readings", document=document, versions=capture.versions, at=_now(), run=run)
        rows = {actor.id: self._add_actor(actor, reading, actors[actor.id]) for actor in findings.actors}
        self._db.executemany(
            "INSERT INTO times VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (reading, n, t.edtf, *_place(t.evidence), self._origin(t.origin), t.origin.score)
                for n, t in enumerate(findings.times)
            ],
        )
        self._add_statements(findings, reading, rows)
        self._db.execute("UPDATE documents SET reading = ? WHERE document = ?", (reading, document))
        return Added(document, is_new, frozenset(changed))

    def _document(self, findings: Findings) -> tuple[int, bool]:
        article = findings.article
        key = ids.document_id(article)
        row = self._db.execute("SELECT document FROM documents WHERE id = ?", (key,)).fetchone()
        if row:
            return int(row[0]), False
        document = self._insert(
            "documents", id=key, name=article.doc, title=article.title, publisher=article.publisher,
            published=article.published, published_inferred=article.published_inferred,
            day=article.anchor_date, bylines=as_json(article.bylines),
            editors=as_json(article.editors), dateline=article.dateline, language=article.language,
            url=article.url, address=findings.address,
            text_hash=article.text_hash, source=key,
        )  # fmt: skip
        self._insert("texts", document=document, body=article.text, captions=as_json(article.captions))
        return document, True

    def add_search_text(self, document: int, title: str, body: str, stems: str) -> None:
        """Makes a new document findable by its words. Once: a document's words never change."""
        self._db.execute(
            "INSERT INTO search (rowid, title, body, stems) VALUES (?, ?, ?, ?)",
            (document, title, body, stems),
        )

    # -- reprints ---------------------------------------------------------------------------------

    def twins(self, bands: Iterable[str], days: Iterable[str] | None) -> list[Twin]:
        """Documents of these ISO days (any if None) or of none known that share a band of their signature."""
        listed = json.dumps([_UNDATED, *map(_day_number, days)]) if days is not None else None
        return [
            Twin(*row)
            for row in self._db.execute(
                f"{_EVERY_DAY if listed is None else _THESE_DAYS}"
                " SELECT d.document, d.source, d.day, s.signature FROM documents AS d"
                " JOIN signatures AS s USING (document) WHERE d.document IN (SELECT b.document"
                " FROM days CROSS JOIN bands AS b USING (day)"
                " WHERE b.key IN (SELECT value FROM json_each(:bands)))",
                {"bands": as_json(sorted(bands)), "days": listed},
            )
        ]

    def add_signature(self, document: int, day: str | None, signature: bytes, bands: Iterable[str]) -> None:
        """Lets later documents find this one, of that ISO day, as their twin."""
        self._insert("signatures", document=document, signature=signature)
        self._db.executemany(
            "INSERT INTO bands VALUES (?, ?, ?)",
            [(_day_number(day), key, document) for key in sorted(set(bands))],
        )

    def join_sources(self, sources: Collection[str]) -> frozenset[int]:
        """Makes several groups of reprints one, named by the smallest; gives the documents it changed."""
        least, listed = min(sources), as_json(sorted(sources))
        moved = self._column(
            "SELECT document FROM documents WHERE source <> ? AND source IN (SELECT value FROM json_each(?))",
            least, listed,
        )  # fmt: skip
        self._db.execute(
            "UPDATE documents SET source = ? WHERE source IN (SELECT value FROM json_each(?))",
            (least, listed),
        )
        return frozenset(moved)

    def _note_capture(self, capture: CaptureNote, document: int | None, run: int) -> set[int]:
        """Notes what came of a capture; gives documents that no capture stands for any more, now unread."""
        old = self._db.execute("SELECT document FROM captures WHERE key = ?", (capture.key,)).fetchone()
        self._db.execute(
            "INSERT INTO captures"
            " (key, sha256, name, address, media_type, size, fetched, versions, document, run)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET versions = excluded.versions,"
            " document = coalesce(excluded.document, document),"
            " fetched = excluded.fetched, run = excluded.run",
            (capture.key, capture.sha256, capture.name, capture.address, capture.media_type, capture.size,
             capture.fetched, capture.versions, document, run),
        )  # fmt: skip
        if document is None or not old or old[0] is None or old[0] == document:
            return set()
        left = self._db.execute("SELECT 1 FROM captures WHERE document = ?", (old[0],)).fetchone()
        if left:
            return set()
        self._db.execute("UPDATE documents SET reading = NULL WHERE document = ?", (old[0],))
        return {int(old[0])}

    def _count(self, column: str) -> int:
        """The row of this run, made now if this is its first page, with one more page counted."""
        if self._run is None:
            self._run = self._insert(
                "runs", started=_now(), program=f"jejak {jejak.__version__}", inputs=as_json(self._inputs)
            )
        self._db.execute(f"UPDATE runs SET {column} = {column} + 1 WHERE run = ?", (self._run,))
        return self._run

    # -- actors and statements --------------------------------------------------------------------

    def _add_actor(self, actor: Actor, reading: int, key: ActorKey) -> int:
        row = self._actor(actor, key)
        claim = self._insert(
            "actor_claims", reading=reading, actor=row, id=actor.id, kind=actor.kind, name=actor.name,
            represents=actor.represents, origin=self._origin(actor.origin), score=actor.origin.score,
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?)",
            [(claim, n, *_place(mention)) for n, mention in enumerate(actor.mentions)],
        )
        self._db.executemany(
            "INSERT INTO positions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(claim, n, p.title, p.organisation, *_place(p.evidence)) for n, p in enumerate(actor.positions)],
        )
        return row

    def _actor(self, actor: Actor, key: ActorKey) -> int:
        found = self._db.execute("SELECT actor FROM actors WHERE id = ?", (key.id,)).fetchone()
        code = None if key.folded != actor.id.casefold() or actor.kind == "person" else actor.id
        row = (
            int(found[0])
            if found
            else self._insert(
                "actors",
                id=key.id,
                kind=actor.kind,
                code=code,
                name=actor.name,
                key=key.folded,
                party=key.party,
            )
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO actor_names VALUES (?, ?, ?)",
            [(plain, row, name) for name, plain in key.names],
        )
        self._db.executemany("INSERT OR IGNORE INTO actor_words VALUES (?, ?)", [(w, row) for w in key.words])
        return row

    def _add_statements(self, findings: Findings, reading: int, actors: Mapping[str, int]) -> None:
        for s in findings.statements:
            self._insert(
                "statements", id=ids.statement_id(findings.article.text_hash, s), reading=reading,
                actor=actors.get(s.speaker.id), speaker=s.speaker.id, name=s.speaker.name,
                represents=s.speaker.represents, position=s.speaker.position, kind=s.kind, cue=s.cue,
                said=s.said, place=s.where, via=s.via, **dict(zip(_PLACE, _place(s.evidence), strict=True)),
                origin=self._origin(s.origin), score=s.origin.score, why=clues_json(s.origin.why),
            )  # fmt: skip

    # -- events -----------------------------------------------------------------------------------

    def add_event(self, document: int, claim: EventClaim, blocks: Iterable[str]) -> None:
        """Stores an event claim of the document's current reading, to be found under the blocks."""
        event = claim.event
        row = self._insert(
            "event_claims", id=claim.id, reading=self._reading(document), type=event.type, mode=event.mode,
            status=event.status, actors=as_json(event.actors), recipients=as_json(event.recipients),
            persons=as_json(event.persons), happened=event.when, place=event.where,
            contexts=as_json(event.contexts), series=event.series, ordinal=event.ordinal,
            words=" ".join(sorted(claim.words)), people=as_json_rows(claim.people),
            origin=self._origin(event.origin), score=event.origin.score, why=clues_json(event.origin.why),
        )  # fmt: skip
        self._add_evidence("event_evidence", row, event.evidence)
        self._db.executemany("INSERT INTO event_blocks VALUES (?, ?)", [(key, row) for key in sorted(blocks)])

    def add_commitment(self, document: int, claim: CommitmentClaim, blocks: Iterable[str]) -> None:
        """Stores a commitment claim of the document's current reading, to be found under the blocks."""
        promise = claim.commitment
        row = self._insert(
            "commitment_claims", id=claim.id, reading=self._reading(document), by=as_json(promise.by),
            to=as_json(promise.to), action=promise.action, status=promise.status, made=promise.made,
            due=promise.due, contexts=as_json(promise.contexts), words=" ".join(sorted(claim.words)),
            origin=self._origin(promise.origin), score=promise.origin.score,
            why=clues_json(promise.origin.why),
        )  # fmt: skip
        self._add_evidence("commitment_evidence", row, promise.evidence)
        self._db.executemany(
            "INSERT INTO commitment_blocks VALUES (?, ?)", [(key, row) for key in sorted(blocks)]
        )

    def add_instruments(self, document: int, named: Iterable[tuple[str, Instrument]]) -> None:
        """Stores the instruments that the document's reading names, each with the id that all share."""
        for ident, instrument in named:
            self._insert(
                "instruments", id=ident, reading=self._reading(document), kind=instrument.kind,
                name=instrument.name, parties=as_json(instrument.parties), act=instrument.act,
                happened=instrument.when, validity=instrument.validity,
                **dict(zip(_PLACE, _place(instrument.evidence), strict=True)),
                origin=self._origin(instrument.origin), score=instrument.origin.score,
            )  # fmt: skip

    def retire_claims(self, documents: Collection[int]) -> None:
        """Takes claims of readings that are no longer current out of their items and of the indexes.

        Their items must be made anew with `write_items`: ask `components_of_documents` before.
        """
        here = "IN (SELECT value FROM json_each(?))"
        for kind in KINDS:
            stale = self._column(
                f"SELECT c.claim FROM {kind}_claims AS c JOIN readings AS r USING (reading)"
                f" JOIN documents AS d USING (document)"
                f" WHERE d.document {here} AND d.reading IS NOT c.reading",
                as_json_rows(documents),
            )
            rows = as_json_rows(stale)
            self._db.execute(f"DELETE FROM {kind}_blocks WHERE claim {here}", (rows,))
            self._db.execute(f"DELETE FROM steps WHERE {kind}_claim {here}", (rows,))
            self._db.execute(f"DELETE FROM {kind}_ties WHERE claim {here} OR other {here}", (rows, rows))
            self._db.execute(f"UPDATE {kind}_claims SET {kind} = NULL WHERE claim {here}", (rows,))

    def current_events(self, documents: Collection[int]) -> list[Stored[EventClaim]]:
        """The event claims of the documents' current readings."""
        return self._events(
            "d.document IN (SELECT value FROM json_each(?)) AND d.reading = c.reading", documents
        )

    def current_commitments(self, documents: Collection[int]) -> list[Stored[CommitmentClaim]]:
        """The commitment claims of the documents' current readings."""
        return self._commitments(
            "d.document IN (SELECT value FROM json_each(?)) AND d.reading = c.reading", documents
        )

    def events_in(self, blocks: Iterable[str]) -> list[Stored[EventClaim]]:
        """The current event claims found under any of the blocks."""
        return self._events(
            "c.claim IN (SELECT claim FROM event_blocks WHERE key IN (SELECT value FROM json_each(?)))",
            blocks,
        )

    def commitments_in(self, blocks: Iterable[str]) -> list[Stored[CommitmentClaim]]:
        """The current commitment claims found under any of the blocks."""
        return self._commitments(
            "c.claim IN (SELECT claim FROM commitment_blocks WHERE key IN (SELECT value FROM json_each(?)))",
            blocks,
        )

    def events_with(self, claims: Collection[str]) -> list[Stored[EventClaim]]:
        """The current event claims with these ids."""
        where = "d.reading = c.reading AND c.id IN (SELECT value FROM json_each(?))"
        return self._events(where, claims) if claims else []

    def commitments_with(self, claims: Collection[str]) -> list[Stored[CommitmentClaim]]:
        """The current commitment claims with these ids."""
        where = "d.reading = c.reading AND c.id IN (SELECT value FROM json_each(?))"
        return self._commitments(where, claims) if claims else []

    def find_anew(self, kind: str, blocks: Mapping[int, Iterable[str]]) -> None:
        """Lets claims (by their rows) be found under other blocks; the steps they took part in are gone."""
        rows = as_json_rows(blocks)
        listed = "IN (SELECT value FROM json_each(?))"
        self._db.execute(f"DELETE FROM {kind}_blocks WHERE claim {listed}", (rows,))
        self._db.execute(f"DELETE FROM steps WHERE {kind}_claim {listed}", (rows,))
        self._db.executemany(
            f"INSERT INTO {kind}_blocks VALUES (?, ?)",
            [(key, row) for row, keys in blocks.items() for key in sorted(keys)],
        )

    def components_of_documents(self, kind: str, documents: Collection[int]) -> frozenset[str]:
        """The components that any claim of the documents, of whatever reading, is grouped in."""
        return frozenset(self._column(
            f"SELECT DISTINCT i.component FROM {kind}_claims AS c JOIN {kind}s AS i USING ({kind})"
            " JOIN readings AS r USING (reading) WHERE r.document IN (SELECT value FROM json_each(?))",
            as_json_rows(documents),
        ))  # fmt: skip

    def events_of(self, components: Collection[str]) -> list[Stored[EventClaim]]:
        """The current event claims of whole components."""
        return self._events(
            "d.reading = c.reading AND c.event IN (SELECT event FROM events WHERE component IN"
            " (SELECT value FROM json_each(?)))", components,
        )  # fmt: skip

    def commitments_of(self, components: Collection[str]) -> list[Stored[CommitmentClaim]]:
        """The current commitment claims of whole components."""
        return self._commitments(
            "d.reading = c.reading AND c.commitment IN (SELECT commitment FROM commitments WHERE component IN"
            " (SELECT value FROM json_each(?)))", components,
        )  # fmt: skip

    def ties(self, kind: str, rows: Collection[int]) -> frozenset[tuple[int, int]]:
        """The pairs of rows by which the claims were joined."""
        return frozenset(self._db.execute(
            f"SELECT claim, other FROM {kind}_ties WHERE claim IN (SELECT value FROM json_each(?))",
            (as_json_rows(rows),),
        ))  # fmt: skip

    def write_ties(
        self, kind: str, gone: Iterable[tuple[int, int]], new: Iterable[tuple[int, int, str, float]]
    ) -> None:
        """Replaces ties; new ones come with their reason and how sure it is."""
        self._db.executemany(f"DELETE FROM {kind}_ties WHERE claim = ? AND other = ?", gone)
        self._db.executemany(f"INSERT INTO {kind}_ties VALUES (?, ?, ?, ?)", new)

    def write_relations(self, event: int, rows: Iterable[tuple[int, int, str, str, float]]) -> None:
        """Replaces what an event realises or cancels, and by what it is: event, plan, kind, reason, score."""
        self._db.execute("DELETE FROM event_relations WHERE event = ? OR plan = ?", (event, event))
        self._db.executemany("INSERT OR REPLACE INTO event_relations VALUES (?, ?, ?, ?, ?)", rows)

    def claims_of(self, events: Collection[int], most: int) -> dict[int, list[EventClaim]]:
        """Event row -> its first claims in the order of their keys, at most so many."""
        found: dict[int, list[EventClaim]] = {event: [] for event in events}
        for stored in self._events("c.event IN (SELECT value FROM json_each(?))", events):
            found[int(stored.item or 0)].append(stored.claim)
        return {event: sorted(claims, key=lambda claim: claim.key)[:most] for event, claims in found.items()}

    def write_items(self, kind: str, replaced: Collection[str], items: Iterable[Item]) -> list[int]:
        """Puts items in place of all items of the replaced components; gives the row of each.

        An item that grew keeps its row, and only the claims that moved are touched.
        """
        listed = "IN (SELECT value FROM json_each(?))"
        old = set(
            self._column(f"SELECT {kind} FROM {kind}s WHERE component {listed}", as_json(sorted(replaced)))
        )
        written = []
        for item in items:
            held = dict(
                self._db.execute(
                    f"SELECT claim, {kind} FROM {kind}_claims WHERE claim {listed}",
                    (as_json_rows(item.rows),),
                )
            )
            number = next((n for n in held.values() if n in old), None)
            old.discard(number)
            written.append(
                (item, number, [row for row in item.rows if number is None or held[row] != number])
            )
        gone = as_json_rows(old)
        self._db.execute(f"UPDATE {kind}_claims SET {kind} = NULL WHERE {kind} {listed}", (gone,))
        self._db.execute(f"DELETE FROM {kind}s WHERE {kind} {listed}", (gone,))
        for _, number, _ in written:
            self._free_id(kind, number)
        return [self._write_item(kind, item, number, moved) for item, number, moved in written]

    def _free_id(self, kind: str, number: int | None) -> None:
        """Takes away id and places of a row that is about to be written anew; its id may go to another."""
        if number is not None:
            self._db.execute(f"UPDATE {kind}s SET id = ? WHERE {kind} = ?", (f"moving {number}", number))
            for table in ("event_parties", "event_pairs") if kind == "event" else ("commitment_parties",):
                self._db.execute(f"DELETE FROM {table} WHERE {kind} = ?", (number,))

    def _write_item(self, kind: str, item: Item, number: int | None, moved: list[int]) -> int:
        if number is None:
            number = self._insert(f"{kind}s", **item.columns)
        else:
            columns = ", ".join(f'"{name}" = ?' for name in item.columns)
            self._db.execute(
                f"UPDATE {kind}s SET {columns} WHERE {kind} = ?", (*item.columns.values(), number)
            )
        self._db.executemany(
            f"UPDATE {kind}_claims SET {kind} = ? WHERE claim = ?", [(number, row) for row in moved]
        )
        day = str(item.columns["sort_day"])
        if kind == "event":
            told = (item.columns["type"], item.columns["status"], item.documents)
            self._index_event(number, day, [party for (party,) in item.parties], told)
        else:
            self._db.executemany(
                "INSERT INTO commitment_parties VALUES (?, ?, ?, ?)",
                [(party, side, day, number) for party, side in item.parties],
            )
        return number

    def _index_event(self, event: int, day: str, parties: list[str], told: tuple[object, ...]) -> None:
        """Makes an event findable by its parties; `told` are type, status and number of reports."""
        self._db.executemany("INSERT INTO event_parties VALUES (?, ?, ?)", [(p, day, event) for p in parties])
        pairs = [(a, b, day, event, *told) for a in parties for b in parties if a < b]
        self._db.executemany("INSERT INTO event_pairs VALUES (?, ?, ?, ?, ?, ?, ?)", pairs)

    def add_step(self, commitment: int, event: int, status: str, reason: str) -> None:
        """Notes that an event claim shows a commitment claim being carried out (rows of both)."""
        self._db.execute(
            "INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?)", (commitment, event, status, reason)
        )

    # -- rows -------------------------------------------------------------------------------------

    def _events(self, where: str, values: Iterable[str | int]) -> list[Stored[EventClaim]]:
        return self._stored("event", EVENT_CLAIMS, event_claim, where, values)

    def _commitments(self, where: str, values: Iterable[str | int]) -> list[Stored[CommitmentClaim]]:
        return self._stored("commitment", COMMITMENT_CLAIMS, commitment_claim, where, values)

    def _stored(
        self,
        kind: str,
        sql: str,
        read: Callable[[tuple[Any, ...]], tuple[int, C]],
        where: str,
        values: Iterable[str | int],
    ) -> list[Stored[C]]:
        """The claims that the condition finds, the same object each time: what was made of it is kept.

        Nothing of a claim's row changes but the group of reprints that its document belongs to.
        """
        rows = self._db.execute(f"{PLACES[kind]} WHERE {where}", (as_json_rows(values),)).fetchall()
        known = self._claims[kind]
        if len(known) >= _KEPT:
            known.clear()
        new = [n for n, source, *_ in rows if n not in known or known[n].document.source != source]
        if new:
            listed = "WHERE c.claim IN (SELECT value FROM json_each(?))"
            known.update(map(read, self._db.execute(f"{sql} {listed}", (as_json_rows(new),))))
        return [Stored(row[0], known[row[0]], *row[2:]) for row in rows]

    def _reading(self, document: int) -> int:
        row = self._db.execute("SELECT reading FROM documents WHERE document = ?", (document,)).fetchone()
        return int(row[0])

    def _add_evidence(self, table: str, claim: int, evidence: Iterable[Evidence]) -> None:
        self._db.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?)",
            [(claim, n, *_place(e)) for n, e in enumerate(evidence)],
        )

    def _origin(self, origin: Origin) -> int:
        key = (origin.finder, origin.version, origin.rule)
        if key not in self._origins:
            self._db.execute("INSERT OR IGNORE INTO origins (finder, version, rule) VALUES (?, ?, ?)", key)
            found = self._db.execute(
                "SELECT origin FROM origins WHERE finder = ? AND version = ? AND rule = ?", key
            ).fetchone()
            self._origins[key] = int(found[0])
        return self._origins[key]

    def _insert(self, table: str, **values: object) -> int:
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        cursor = self._db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))
        return int(cursor.lastrowid or 0)

    def _column(self, sql: str, *values: object) -> list[Any]:
        return [row[0] for row in self._db.execute(sql, values)]


KINDS: Final = ("event", "commitment")
"""What is grouped into items. Table names are made from these words alone."""


def as_json_rows(values: Iterable[Any]) -> str:
    """Row numbers, keys or rows as a sorted JSON array, also for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(sorted(values), ensure_ascii=False, separators=(",", ":"))


def _day_number(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else _UNDATED


def _place(evidence: Evidence) -> tuple[str, int, int, str]:
    return evidence.zone, evidence.start, evidence.end, evidence.exact


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
