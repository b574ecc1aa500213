"""How long a record takes to answer: every question, with what is asked most often and with what is rare.

    python bench/queries.py RECORD [RECORD ...] [--only NAME] [--explain] [--limit-ms 150]

Each question is asked with arguments taken from the record itself: the parties, pairs, persons and words that
it holds most of, and some that it holds little of. Each is asked three times and the quickest counts, in
processor time, so that what else runs on the machine does not; the file is in memory (warm). Limits are those
of the command. --explain prints which tables of the record are read through.
"""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Final

from jejak.errors import InputError
from jejak.views.actor import actor
from jejak.views.briefing import brief
from jejak.views.commitments import commitments
from jejak.views.discrepancies import discrepancies
from jejak.views.instruments import instruments
from jejak.views.overview import document, sources, stats
from jejak.views.people import people, statements
from jejak.views.record import Record
from jejak.views.relation import relation
from jejak.views.search import search
from jejak.views.series import series
from jejak.views.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Ask = Callable[[Record], object]

WORDS: Final = (
    "presiden", "indonesia", "menteri luar negeri", "rusia", "kerja sama pertahanan", '"kerja sama"', "gempa",
    "terorisme", "pelatihan bersama", "nuklir iran", "harga beras", "pemilu amerika serikat", "asean",
    "kapal perang", "perang dagang tarif", "kunjungan kenegaraan", '"pertemuan bilateral"', "gaza", "tahun",
)  # fmt: skip
"""What is searched for, the commonest words of the news among it."""
THEN: Final = (
    "relation X Y", "timeline, of a pair", "timeline, of all", "commitments, of all", "people, of all",
    "actor, a person", "actor, a party", "brief --between X Y",
)  # fmt: skip
"""What is also asked of what had been published by the middle of all days."""
REPEATS: Final = 3


def main() -> None:
    """Prints a table for each record."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path, nargs="+")
    parser.add_argument("--only", help="questions whose name has this in it")
    parser.add_argument("--explain", action="store_true")
    parser.add_argument("--limit-ms", type=float, default=150.0)
    asked = parser.parse_args()
    for path in asked.records:
        with sqlite3.connect(path) as db:
            articles = db.execute("SELECT count(*) FROM documents").fetchone()[0]
        print(f"{path.name}: {articles} articles, {path.stat().st_size / 1e6:.0f} MB")
        print(f"{'':34}{'asked':>6}{'median':>9}{'p95':>9}{'most':>9}  ms")
        tell("open, and the first event", [1000 * opening(path) for _ in range(5)], asked.limit_ms)
        for name, asks in questions(path).items():
            if not asked.only or asked.only in name:
                tell(name, timed(path, name, asks, explain=asked.explain), asked.limit_ms)


def tell(name: str, spent: list[float], limit: float) -> None:
    """Prints a line of the table; a star where the limit is passed."""
    ranked = sorted(spent)
    p95 = ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]
    star = " *" if p95 > limit else ""
    median = ranked[len(ranked) // 2]
    print(f"{name:34}{len(ranked):6}{median:9.1f}{p95:9.1f}{ranked[-1]:9.1f}{star}", flush=True)


def opening(path: Path) -> float:
    """Processor seconds from the closed file to its latest event."""
    start = process_time()
    with Record(path) as record:
        timeline(record, limit=1)
    return process_time() - start


def timed(path: Path, name: str, asks: Sequence[tuple[date | None, Ask]], *, explain: bool) -> list[float]:
    """Milliseconds of each asking, the quickest of three."""
    spent = []
    for known_on in dict.fromkeys(day for day, _ in asks):
        with Record(path, known_on=known_on) as record:
            own = [ask for day, ask in asks if day == known_on]
            _once(record, own[0])
            if explain:
                explained(record, name, own[0])
            spent += [1000 * min(_once(record, ask) for _ in range(REPEATS)) for ask in own]
    return spent


def _once(record: Record, ask: Ask) -> float:
    start = process_time()
    with suppress(InputError):  # "nobody is called so" is an answer too
        ask(record)
    return process_time() - start


def explained(record: Record, name: str, ask: Ask) -> None:
    """Prints the parts of the query plans that read through a table or sort."""
    met: list[str] = []
    db = record._db
    db.set_trace_callback(met.append)
    ask(record)
    db.set_trace_callback(None)
    for sql in dict.fromkeys(met):
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
        if told := [step for step in plan if step.startswith("SCAN") and "VIRTUAL" not in step]:
            print(f"  {name}: {'; '.join(told)}\n    {' '.join(sql.split())[:300]}")


@dataclass(frozen=True)
class Sample:
    """What a record is asked about: pairs and parties, persons, days of publication, and a document."""

    pairs: list[tuple[str, str]]
    parties: list[str]
    persons: list[str]
    days: list[str]
    document: str

    @classmethod
    def of(cls, path: Path) -> Sample:
        """Taken from the record."""
        with sqlite3.connect(path) as db:
            pairs = db.execute("SELECT a, b FROM event_pairs GROUP BY 1, 2 ORDER BY count(*) DESC")
            parties = db.execute("SELECT party FROM event_parties GROUP BY 1 ORDER BY count(*) DESC")
            persons = db.execute(
                "SELECT a.name FROM actor_claims AS c JOIN actors AS a USING (actor)"
                " WHERE a.kind = 'person' AND a.name LIKE '% %'"
                " GROUP BY a.actor ORDER BY count(*) DESC LIMIT 2000"
            )
            days = db.execute("SELECT day FROM documents WHERE day > '' ORDER BY day").fetchall()
            listed = db.execute("SELECT id FROM documents ORDER BY document LIMIT 1000").fetchall()
            return cls(
                [(a, b) for a, b in _spread(pairs, 30)], [row[0] for row in _spread(parties, 20)],
                [row[0] for row in _spread(persons, 20)], [row[0] for row in days], listed[-1][0],
            )  # fmt: skip


def questions(path: Path) -> dict[str, list[tuple[date | None, Ask]]]:
    """Name of a question -> its askings, each with the day on which it is asked to know (or None)."""
    of = Sample.of(path)
    years = sorted({day[:4] for day in of.days})
    now: dict[str, list[Ask]] = {
        "relation X Y": [_ask(relation, *pair) for pair in of.pairs],
        "timeline, of a pair": [_ask(timeline, parties=pair, limit=500) for pair in of.pairs],
        "timeline, of a party": [_ask(timeline, parties=[party], limit=500) for party in of.parties],
        "timeline, of all": [_ask(timeline, limit=500)],
        "timeline, of a type": [_ask(timeline, types=[t], limit=500) for t in ("ASSAULT", "RETREAT", "AID")],
        "timeline, of a year": [_ask(timeline, since=year, until=year, limit=500) for year in years],
        "commitments, of all": [_ask(commitments, limit=200)],
        "commitments, by a party": [_ask(commitments, by=[party], limit=200) for party in of.parties],
        "commitments, of a pair": [_ask(commitments, between=pair, limit=200) for pair in of.pairs],
        "commitments, overdue": [_ask(commitments, statuses=["overdue"], limit=200)],
        "commitments, overdue, by a party": [
            _ask(commitments, by=[party], statuses=["overdue"], limit=200) for party in of.parties
        ],
        "search": [_ask(search, words, limit=20) for words in WORDS],
        "statements, by a person": [_ask(statements, by=name, limit=200) for name in of.persons],
        "statements, for a party": [_ask(statements, party=party, limit=200) for party in of.parties],
        "statements, of all": [_ask(statements, limit=200)],
        "people, of a name": [_ask(people, name, limit=50) for name in of.persons],
        "people, of all": [_ask(people, limit=50)],
        "actor, a person": [_ask(actor, name) for name in of.persons],
        "actor, a party": [_ask(actor, party) for party in of.parties],
        "series": [_ask(series)],
        "instruments": [_ask(instruments, limit=200)],
        "discrepancies, of a pair": [_ask(discrepancies, parties=pair, limit=200) for pair in of.pairs],
        "discrepancies, of all": [_ask(discrepancies, limit=200)],
        "brief --between X Y": [_ask(brief, *pair) for pair in of.pairs],
        "show DOCUMENT": [_ask(document, of.document)],
        "sources": [_ask(sources)],
        "stats": [_ask(stats)],
    }
    middle = date.fromisoformat(of.days[len(of.days) // 2])
    found: dict[str, list[tuple[date | None, Ask]]] = {
        name: [(None, ask) for ask in asks] for name, asks in now.items()
    }
    for name in THEN:
        found[f"{name}, as then known"] = [(middle, ask) for ask in now[name]]
    return found


def _ask(view: Callable[..., object], *given: object, **named: object) -> Ask:
    return lambda record: view(record, *given, **named)


def _spread(rows: sqlite3.Cursor, most: int) -> list[tuple[str, ...]]:
    """Half of so many from the head of the rows, the others evenly from the rest."""
    listed = list(rows)
    rest = listed[most // 2 :]
    step = max(1, len(rest) // (most // 2))
    return listed[: most // 2] + rest[::step][: most // 2]


if __name__ == "__main__":
    main()
