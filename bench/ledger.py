"""What a shared record costs: reading into it and into a file, a first copy, rows added and fetched.

    python bench/ledger.py ROWS.jsonl postgresql://USER@/DATABASE?host=/run/postgresql [--pages 1000]

The database should be one that nobody has written to. The copies are made in a folder that is removed.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jejak import ledger, pipeline
from jejak.ledger.postgres import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

TOGETHER = 64
ALONE = 200


def main() -> None:
    """Prints a line a figure."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("rows", type=Path)
    cli.add_argument("address")
    cli.add_argument("--pages", type=int, default=1000)
    options = cli.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(options.rows, ledger.parse(options.address), options.pages, Path(folder))


def measure(rows: Path, address: ledger.Address, pages: int, folder: Path) -> None:
    """Reads so many pages into the shared record, and into one that is not, and copies the first."""
    some = folder / "rows.jsonl"
    with rows.open(encoding="utf-8") as lines:
        some.write_text("".join(itertools.islice(lines, pages)), encoding="utf-8")
    one, two = (ledger.Copy.of(address, folder / name) for name in ("one", "two"))
    with timed("pages read into a file, one reader", pages):
        pipeline.read_into(folder / "alone.db", [str(some)], jobs=1)
    with timed("pages read into the shared record, one reader", pages):
        one.read_into([str(some)], jobs=1)
    with timed("pages of a first copy", pages):
        two.sync()
    with ledger.Ledger(address) as opened:
        with timed("rows fetched", pages):
            found = fetched(opened)
        lines_ = [line for _, line in found]
        print(f"bytes a page: {sum(map(len, lines_)) / len(lines_):,.0f}")
        with timed(f"rows added, {TOGETHER} together", len(lines_)):
            for start in range(0, len(lines_), TOGETHER):
                part = lines_[start : start + TOGETHER]
                opened.add("bench", [(f"{start}-{n}", line) for n, line in enumerate(part)])
        with timed("rows added, each alone", ALONE):
            for n, line in enumerate(lines_[:ALONE]):
                opened.add("bench alone", [(str(n), line)])


def fetched(opened: ledger.Ledger) -> list[tuple[int, str]]:
    """All pages of a ledger."""
    found: list[tuple[int, str]] = []
    while part := opened.after(PAGE, found[-1][0] if found else 0, TOGETHER):
        found += part
    return found


@contextmanager
def timed(what: str, count: int) -> Iterator[None]:
    """Prints how many were done in a second of the clock."""
    before = time.monotonic()
    yield
    took = time.monotonic() - before
    print(f"{what}: {count / took:,.0f} a second ({took:.1f} s)", flush=True)


if __name__ == "__main__":
    main()
