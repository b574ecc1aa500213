"""A machine's own copy of a shared record, and how it follows the ledger.

The copy is a record as any other, made of nothing but the ledger's rows in the order of their numbers: so two
copies that have followed to the same numbers are the same record. What is read is added to the ledger first,
and comes into the copy from there. What somebody decides goes into the copy at once, and is added to the
ledger with the next `sync`; decisions come to the same in whatever order they are taken in.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from jejak import deciding, pipeline, scale
from jejak.decisions import to_line
from jejak.errors import RecordError
from jejak.ledger.postgres import DECISION, PAGE, Ledger
from jejak.model import Rejection, content_id
from jejak.pipeline import ReadCounts, Tally
from jejak.scale import shelf
from jejak.store.writer import Writer
from jejak.views.decisions import all_decisions
from jejak.views.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from jejak.languages.data import UserLexicon
    from jejak.ledger.address import Address
    from jejak.model import Capture
    from jejak.sources import SourceSettings

AT_ONCE: Final = 64
"""Rows that travel together."""
PART: Final = 4_096
"""Pages after which a copy notes how far it has come."""
SLOW_S: Final = 0.5
"""Seconds after which what was read is added to the ledger, though more may follow."""

OnPage = Callable[[ReadCounts, Rejection | None], None]


@dataclass(frozen=True, slots=True)
class Place:
    """How far a copy has come, in which ledger."""

    ledger: str | None = None
    pages: int = 0
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy, at `path`, of the record whose ledger is at `address`."""

    address: Address
    path: Path

    @classmethod
    def of(cls, address: Address, folder: Path) -> Copy:
        """The copy in a folder, which is made, for this user alone, if there is none."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(address, folder / f"{address.mark}.db")

    @property
    def followed(self) -> float | None:
        """When it last followed the ledger, as seconds of Unix time; None if it never did."""
        note = self._note
        return note.stat().st_mtime if note.exists() and self.path.exists() else None

    def sync(self, on_page: OnPage | None = None) -> None:
        """Takes in what the ledger has that the copy has not, and adds to it what was decided here."""
        with Ledger(self.address) as ledger:
            self._follow(ledger, on_page)
            self._send(ledger)

    @property
    def decided(self) -> int:
        """How many decisions the copy holds."""
        with Record(self.path, with_rejected=True) as record:
            return len(all_decisions(record))

    def read_into(
        self,
        inputs: Sequence[str],
        *,
        settings: SourceSettings | None = None,
        jobs: int = 0,
        again: bool = False,
        gated: bool = False,
        lexicon: UserLexicon | None = None,
        captures: Iterable[Capture | Rejection] | None = None,
        on_page: OnPage | None = None,
    ) -> ReadCounts:
        """Reads the inputs into the shared record, as `pipeline.read_into` does into a file."""
        tally = Tally(on_page)

        def rows() -> Iterator[tuple[shelf.Row, Rejection | None]]:
            found = pipeline.code_unread(
                self.path, inputs, settings=settings, jobs=jobs, again=again, gated=gated, lexicon=lexicon,
                captures=captures, tally=tally,
            )  # fmt: skip
            for outcome in found:
                bad = outcome.result if isinstance(outcome.result, Rejection) else None
                yield shelf.row_of(outcome), bad

        self._add(rows(), tally)
        return tally.counts

    def assemble(self, found: scale.Shelf, *, on_page: OnPage | None = None) -> ReadCounts:
        """Takes findings from files into the shared record, as `scale.assemble` does into a file."""
        tally = Tally(on_page)
        self._add(((row, _rejection(row)) for row in found.raw()), tally)
        return tally.counts

    def _add(self, rows: Iterator[tuple[shelf.Row, Rejection | None]], tally: Tally) -> None:
        """Adds pages to the ledger as they come. The copy follows before, to know what is read, and after."""
        with Ledger(self.address) as ledger:
            ledger.prepare()
            self._follow(ledger)
            waiting: list[tuple[str, shelf.Row, Rejection | None]] = []
            first = monotonic()
            for row, rejection in rows:
                if not waiting:
                    first = monotonic()
                waiting.append((_ident(row), row, rejection))
                if len(waiting) >= AT_ONCE or monotonic() - first > SLOW_S:
                    _send_pages(ledger, waiting, tally)
                    waiting = []
            _send_pages(ledger, waiting, tally)
            self._follow(ledger)

    def _follow(self, ledger: Ledger, on_page: OnPage | None = None) -> None:
        place = self._place(ledger)
        with Writer(self.path):
            pass  # a ledger that holds nothing yet is an empty record
        while ledger.after(PAGE, place.pages, 1):
            numbers: list[int] = []
            pipeline.keep_into(
                self.path, [self.address.shown], _pages(ledger, place.pages, numbers), on_page=on_page
            )
            place = self._keep(Place(ledger.ident, numbers[-1], place.decisions))
        while rows := ledger.after(DECISION, place.decisions, AT_ONCE):
            deciding.load(self.path, [line for _, line in rows], self.address.shown)
            place = self._keep(Place(ledger.ident, place.pages, rows[-1][0]))
        self._keep(place)

    def _send(self, ledger: Ledger) -> None:
        with Record(self.path, with_rejected=True) as record:
            taken = {d.id: json.dumps(json.loads(to_line(d))) for d in all_decisions(record)}
        missing = ledger.lacks(DECISION, list(taken))
        if missing:
            ledger.prepare()
            ledger.add(DECISION, [(ident, line) for ident, line in taken.items() if ident in missing])

    @property
    def _note(self) -> Path:
        return self.path.with_suffix(".place")

    def _place(self, ledger: Ledger) -> Place:
        """How far the copy has come; RecordError where it is one of another ledger."""
        try:
            kept = json.loads(self._note.read_text(encoding="utf-8"))
            place = Place(kept["ledger"], int(kept["pages"]), int(kept["decisions"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Place(ledger.ident)  # what is taken in again changes nothing
        if not self.path.exists() or place.ledger is None:
            return Place(ledger.ident)
        if place.ledger != ledger.ident:
            raise RecordError(
                f"{self.path} is a copy of another record, which {self.address.shown} held before; move it"
                " away, and a new copy is made"
            )
        return place

    def _keep(self, place: Place) -> Place:
        """Notes how far the copy has come, whole or not at all."""
        told = {"ledger": place.ledger, "pages": place.pages, "decisions": place.decisions}
        part = self._note.with_name(f"{self._note.name}.{os.getpid()}")
        part.write_text(json.dumps(told), encoding="utf-8")
        part.replace(self._note)
        return place


def _pages(
    ledger: Ledger, number: int, numbers: list[int]
) -> Iterator[tuple[Any, Callable[[], pipeline.Outcome[Any]]]]:
    """Up to PART pages after a number, as `pipeline.keep_into` takes them; `numbers` hears which they are."""
    left = PART
    while left and (rows := ledger.after(PAGE, number, min(left, AT_ONCE))):
        for number, text in rows:
            row = dict.fromkeys(shelf.SCHEMA.names) | json.loads(text)
            numbers.append(number)
            yield shelf.note_of(row), partial(shelf.page_of, row)
        left -= len(rows)


def _send_pages(
    ledger: Ledger, rows: Sequence[tuple[str, shelf.Row, Rejection | None]], tally: Tally
) -> None:
    if not rows:
        return
    # escaped, so that a database in any encoding holds it
    new = ledger.add(PAGE, [(ident, json.dumps(row, sort_keys=True)) for ident, row, _ in rows])
    for ident, _, rejection in rows:
        if ident in new:
            tally.add(read=int(rejection is None), rejection=rejection)
        else:
            tally.add(known=1)


def _ident(row: shelf.Row) -> str:
    """What a page is known by: its capture and who read it; of one without a capture, why it was rejected."""
    if row.get("key"):
        return content_id("page", row["key"], row.get("versions"))
    return content_id("rejected", row["doc"], row["address"], row.get("reason"), row.get("message"))


def _rejection(row: shelf.Row) -> Rejection | None:
    """The rejection that a row tells of."""
    if not row.get("reason"):
        return None
    return Rejection(row["doc"], row["address"], row["reason"], row["message"], row.get("sha256"))
