"""What a shared record costs: reading, a first copy, rows added and fetched; how soon others show a new page.

    python bench/ledger.py ROWS.jsonl postgresql://USER@/DATABASE?host=/run/postgresql [--pages 1000]

The database should be one that nobody has written to. The copies are made in a folder that is removed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jejak import ledger, pipeline
from jejak.ledger.postgres import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

TOGETHER = 64
ALONE = 200
NEW = 10
"""Pages that are added one by one while a server runs."""
LONGEST_S = 60


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
        new = list(itertools.islice(lines, NEW))
    one, two = (ledger.Copy.of(address, folder / name) for name in ("one", "two"))
    with timed("pages read into a file, one reader", pages):
        pipeline.read_into(folder / "alone.db", [str(some)], jobs=1)
    with timed("pages read into the shared record, one reader", pages):
        one.read_into([str(some)], jobs=1)
    with timed("pages of a first copy", pages):
        two.sync()
    for every_s in (5, 1):
        waits = sorted(seen_after(one, new[: NEW // 2], folder, every_s))
        del new[: NEW // 2]
        told = f"median {statistics.median(waits):.1f} s, longest {waits[-1]:.1f} s of {len(waits)}"
        print(f"a new page is shown by a server that looks every {every_s} s after: {told}", flush=True)
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


def seen_after(other: ledger.Copy, new: list[str], folder: Path, every_s: float) -> Iterator[float]:
    """Seconds from when a page is in the ledger to when a server with a copy of its own counts it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    where = other.address
    named = f"postgresql://{where.user}@/{where.database}?host={where.host}&port={where.port}"
    words = [sys.executable, "-m", "jejak", "serve", "--record", named, "--port", str(port)]
    served = subprocess.Popen(
        [*words, "--follow", str(every_s)],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "served")},
    )
    try:
        while (before := shown(port)) is None:
            time.sleep(0.2)
        for line in new:
            page = folder / "page.jsonl"
            page.write_text(line, encoding="utf-8")
            added: list[float] = []
            other.read_into([str(page)], on_page=lambda *_, added=added: added.append(time.monotonic()))
            while (now := shown(port)) == before:
                if time.monotonic() - added[0] > LONGEST_S:
                    raise SystemExit(f"the page is not shown after {LONGEST_S} s: {line[:200]}")
                time.sleep(0.05)
            yield time.monotonic() - added[0]
            before = now
    finally:
        served.terminate()
        served.wait()


def shown(port: int) -> int | None:
    """How many articles a server shows; None while it does not answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/stats", timeout=30) as answer:
            return int(json.load(answer)["documents"])
    except OSError:
        return None


def fetched(opened: ledger.Ledger) -> list[tuple[int, str]]:
    """All pages of a ledger."""
    found: list[tuple[int, str]] = []
    while part := opened.after(PAGE, found[-1][0] if found else 0, TOGETHER):
        found += part
    return found


@contextmanager
def timed(what: str, count: int) -> Iterator[None]:
    """Prints how many were done in a second of the clock, and this process's CPU time without workers."""
    before, cpu_before = time.monotonic(), time.process_time()
    yield
    took, cpu = time.monotonic() - before, time.process_time() - cpu_before
    print(f"{what}: {count / took:,.0f} a second ({took:.1f} s; {cpu:.1f} s of CPU here)", flush=True)


if __name__ == "__main__":
    main()
