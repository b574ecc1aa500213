"""What one more article costs a record, by its size, and what many reports of one event cost.

    python bench/writing.py RECORD [RECORD ...] --findings FILE [--articles 480]

RECORDS and FILE are of `bench/grow.py`. Each record is copied beside itself, and articles that it does not
hold yet (another copy of those in FILE) are taken in, 16 at a time as `jejak read` does. Printed are
processor milliseconds an article, the best of three thirds, and what of the file was written anew (WAL). Then
one event is told by 300 articles in a record of its own.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from itertools import islice
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Final

from grow import Variation, Vocabulary, read, take

from jejak import pipeline
from jejak.model import Actor, Article, Event, Findings, Origin
from jejak.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COPY: Final = 1_009
"""The copy of the articles that no record holds."""
REPORTS: Final = 300


def main() -> None:
    """Prints a line for each record, then those of the one event."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path, nargs="+")
    parser.add_argument("--findings", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=480)
    asked = parser.parse_args()
    found = read(Path("-"), asked.findings)
    variation = Variation(Vocabulary(found), COPY)
    more = [variation.findings(f) for f in found[:: len(found) // asked.articles][: asked.articles]]
    for path in asked.records:
        copy = path.with_name(f"{path.name}.copy")
        shutil.copyfile(path, copy)
        try:
            added(copy, more)
        finally:
            for file in path.parent.glob(f"{copy.name}*"):
                file.unlink()
    with tempfile.TemporaryDirectory() as folder:
        one_event(Path(folder) / "event.db")


def added(path: Path, more: Sequence[Findings]) -> None:
    """Takes the articles in and prints what that cost."""
    with Writer(path) as writer:
        writer._db.execute("PRAGMA wal_autocheckpoint = 0")
        writer.begin_run(["writing"])
        before = writer._db.execute("SELECT count(*) FROM documents").fetchone()[0]
        third = len(more) // 3
        spent = []
        for start in range(0, 3 * third, third):
            began = process_time()
            for batch in batches(more[start : start + third]):
                with writer.together():
                    for findings in batch:
                        take(writer, findings)
            spent.append(1000 * (process_time() - began) / third)
        wal = Path(f"{path}-wal").stat().st_size
    print(
        f"{before:8} articles: {min(spent):6.2f} ms one more, {wal / (3 * third) / 1e3:6.1f} kB of WAL",
        flush=True,
    )


def batches(found: Sequence[Findings]) -> Iterator[list[Findings]]:
    """So many at a time as a run commits together."""
    listed = iter(found)
    while batch := list(islice(listed, pipeline.TOGETHER)):
        yield batch


def one_event(path: Path) -> None:
    """One meeting told by many articles in other words: what the last twenty of each hundred cost."""
    with Writer(path) as writer:
        writer.begin_run(["writing"])
        spent = []
        for number in range(REPORTS):
            findings = meeting(number)
            began = process_time()
            take(writer, findings)
            spent.append(1000 * (process_time() - began))
        events = writer._db.execute("SELECT count(*) FROM events").fetchone()[0]
    told = [f"{end}th {min(spent[end - 20 : end]):.1f}" for end in (20, 60, 120, 240, REPORTS)]
    print(f"{REPORTS} reports of {events} event, ms each: " + ", ".join(told))


def meeting(number: int) -> Findings:
    """A report of the meeting, its other words of its own."""
    own = " ".join(f"kata{(number * 37 + n) % 997}" for n in range(120))
    text = f"Menteri Surya Contoh bertemu Menteri Tran Contoh di Hanoi membahas laut dan hal {number}. {own}"
    article = Article(f"m{number}", text, published=f"2020-03-{5 + number % 3:02}", language="id")
    origin = Origin("bench", "1", "bench")
    end = text.index(".")

    def named(code: str, kind: str, words: str, represents: str | None = None) -> Actor:
        at = text.index(words)
        return Actor(code, kind, words, (article.evidence(at, at + len(words)),), origin, (), represents)

    people = ("Surya Contoh", "Tran Contoh")
    event = Event(
        "CONSULT", "occurred", ("IDN", "VNM"), (), (article.evidence(0, end),), origin, persons=people,
        when="2020-03-05", where="Hanoi",
    )  # fmt: skip
    actors = (named(people[0], "person", people[0], "IDN"), named(people[1], "person", people[1], "VNM"))
    return Findings(article, actors=actors, events=(event,))


if __name__ == "__main__":
    main()
