"""A machine's own copy of a shared record, and how it follows the ledger.

The copy is a record as any other, made of nothing but the ledger's rows in the order of their numbers: so two
copies that have followed to the same numbers are the same record. What is read or decided here is added to
the ledger first; what the ledger does not take, the copy does not hold.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict, dataclass
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from jejak.decisions import Decision
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
EVERY_S: Final = 10.0
"""Seconds after which somebody who reads looks for what others have read meanwhile."""
_NOTED_AS: Final = "ledger"

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
        """When it was last the same as the ledger, as seconds of Unix time; None if it never was."""
        seen = self._beside("followed")
        return seen.stat().st_mtime if seen.exists() and self.path.exists() else None

    def sync(self, on_page: OnPage | None = None) -> None:
        """Takes in what the ledger has that the copy has not."""
        with Ledger(self.address) as ledger:
            self._follow(ledger, on_page)

    def tell(self, taken: Sequence[Decision]) -> None:
        """Adds decisions to the ledger, before the copy holds them. RecordError where it takes none."""
        try:
            with Ledger(self.address) as ledger:
                ledger.prepare()
                self._place(ledger)
                # escaped, so that a database in any encoding holds it
                ledger.add(DECISION, [(d.id, json.dumps(json.loads(to_line(d)))) for d in taken])
        except RecordError as error:
            raise type(error)(f"{error}; nothing was decided") from error

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
        found = pipeline.code_unread(
            self.path, inputs, settings=settings, jobs=jobs, again=again, gated=gated, lexicon=lexicon,
            captures=captures, tally=tally,
        )  # fmt: skip
        self._add(map(shelf.row_of, found), tally)
        return tally.counts

    def assemble(self, found: scale.Shelf, *, on_page: OnPage | None = None) -> ReadCounts:
        """Takes findings from files into the shared record, as `scale.assemble` does into a file."""
        tally = Tally(on_page)
        self._add(found.raw(), tally)
        return tally.counts

    def _add(self, rows: Iterable[shelf.Row], tally: Tally) -> None:
        """Adds pages to the ledger as they come.

        The copy follows before, now and then meanwhile, and after: what others have read is not read again.
        """
        with Ledger(self.address) as ledger:
            ledger.prepare()
            self._follow(ledger)
            waiting: list[shelf.Row] = []
            first = followed = monotonic()
            for row in rows:
                if not waiting:
                    first = monotonic()
                waiting.append(row)
                if len(waiting) >= AT_ONCE or monotonic() - first > SLOW_S:
                    _send_pages(ledger, waiting, tally)
                    waiting = []
                    if monotonic() - followed > EVERY_S:
                        self._follow(ledger)
                        followed = monotonic()
            _send_pages(ledger, waiting, tally)
            self._follow(ledger)

    def _follow(self, ledger: Ledger, on_page: OnPage | None = None) -> None:
        with self._alone():
            place = self._place(ledger)
            while ledger.after(PAGE, place.pages, 1):
                numbers: list[int] = []
                pipeline.keep_into(
                    self.path, [self.address.shown], _pages(ledger, place.pages, numbers), on_page=on_page
                )
                place = self._keep(Place(ledger.ident, numbers[-1], place.decisions))
            while rows := ledger.after(DECISION, place.decisions, AT_ONCE):
                lines = [line for _, line in rows]
                deciding.load(self.path, lines, self.address.shown, told_already=True)
                place = self._keep(Place(ledger.ident, place.pages, rows[-1][0]))
            self._beside("followed").touch()

    def _place(self, ledger: Ledger) -> Place:
        """How far the copy has come, which is made if there is none. RecordError for another ledger's."""
        with Writer(self.path) as writer:
            noted = writer.noted(_NOTED_AS)
        if noted is None:
            return Place(ledger.ident)
        place = Place(**json.loads(noted))
        if place.ledger != ledger.ident:
            raise RecordError(
                f"{self.path} is a copy of another record, which {self.address.shown} held before; move it"
                " away, and a new copy is made"
            )
        return place

    def _keep(self, place: Place) -> Place:
        """Notes how far the copy has come. What it tells of was written to the same file before.

        So a kill, or a power cut, can only make the note too small; what is taken in again changes nothing.
        """
        with Writer(self.path) as writer, writer.page():
            writer.note(_NOTED_AS, json.dumps(asdict(place)))
        return place

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other program follows with the same copy meanwhile: a second one waits, then finds it done."""
        with self._beside("lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _beside(self, ending: str) -> Path:
        return self.path.with_suffix(f".{ending}")


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


def _send_pages(ledger: Ledger, rows: Sequence[shelf.Row], tally: Tally) -> None:
    if not rows:
        return
    # escaped, so that a database in any encoding holds it
    named = [(_ident(row), row) for row in rows]
    new = ledger.add(PAGE, [(ident, json.dumps(row, sort_keys=True)) for ident, row in named])
    for ident, row in named:
        if ident in new:
            rejection = shelf.rejection_of(row)
            tally.add(read=int(rejection is None), rejection=rejection)
        else:
            tally.add(known=1)


def _ident(row: shelf.Row) -> str:
    """What a page is known by: its capture and who read it; of one without a capture, why it was rejected."""
    if row.get("key"):
        return content_id("page", row["key"], row.get("versions"))
    return content_id("rejected", row["doc"], row["address"], row.get("reason"), row.get("message"))
