"""How fast the pages answer and what they weigh, over a record of any size, also while it is written.

    python bench/screens.py RECORD [--rounds 12] [--writing ROWS]

Starts `jejak serve` on the record, asks every screen for what is asked most often in it (the pairs with most
events, the persons most often named ...), each `--rounds` times after one that warms, and prints the median,
the 95th percentile and the slowest answer in milliseconds, the server's processor time for an answer (which
other programs on the machine do not lengthen), and the weight of a first load: the page with its style sheets
and scripts, as sent. With `--writing` a `jejak read ROWS` writes into the record meanwhile: give
a copy. Ends with status 1 where a page's 95th percentile is above 300 ms, or its weight above 500 kB.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter, sleep
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_MS: Final = 300
MOST_KB: Final = 500


@dataclass(frozen=True)
class Measured:
    """One screen: the times of all its answers (ms), processor time for one, weight of the heaviest (kB)."""

    screen: str
    times: tuple[float, ...]
    weight: float
    processor: float

    @property
    def p95(self) -> float:
        """The 95th percentile."""
        return sorted(self.times)[max(0, -(-len(self.times) * 95 // 100) - 1)]


class Browser:
    """One connection to the server that stays open, as a browser's."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> tuple[int, bytes, float]:
        """Status, body as sent, and milliseconds."""
        start = perf_counter()
        self._connection.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
        answer = self._connection.getresponse()
        body = answer.read()
        return answer.status, body, (perf_counter() - start) * 1000

    def json(self, path: str) -> Any:  # noqa: ANN401 - whatever the page says
        """The twin of a page."""
        return json.loads(plain(self.get(path)[1]))


def plain(body: bytes) -> bytes:
    """The body as it was before it was compressed."""
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def screens(ask: Browser) -> dict[str, list[str]]:
    """Screen -> addresses to ask it by: the commonest, which are the largest."""
    pairs = [f"{pair['a']}/{pair['b']}" for pair in ask.json("/relations.json?limit=40")]
    parties = list(dict.fromkeys(code for pair in pairs for code in pair.split("/")))[:8]
    people = [one["id"] for one in ask.json("/people.json")][:8]
    events = ask.json("/timeline.json?limit=200")["events"]
    big = [e["id"] for e in sorted(events, key=lambda e: -e["reports"])[:6]]
    told = [e["evidence"][0]["document"] for e in events[:8]]
    columns = ask.json("/commitments.json")["columns"]
    promises = [one["id"] for column in columns for one in column["commitments"][:2]]
    series = [quote(one["name"], safe="") for one in ask.json("/series.json")[:5]]
    named = [one["id"] for one in ask.json("/instruments.json")[:5]]
    one = parties[0]
    return {
        "home": ["/"],
        "timeline": ["/timeline", f"/timeline?party={one}", "/timeline?type=CONSULT&context=terrorism",
                     "/timeline?since=2020&until=2020-06", f"/timeline?party={','.join(parties[:2])}"],
        "relations": ["/relations", f"/relations?party={one}"],
        "relation": [f"/relation/{pair}" for pair in pairs[:8]] + [f"/relation/{pairs[0]}?type=CONSULT"],
        "commitments": ["/commitments", "/commitments?status=overdue", f"/commitments?by={one}",
                        "/commitments?context=military"],
        "commitment": [f"/commitments/{ident}" for ident in promises],
        "people": ["/people", "/people?page=9", f"/people?party={one}", "/people?q=putin"],
        "actor (party)": [f"/actors/{code}" for code in parties],
        "actor (person)": [f"/actors/{ident}" for ident in people],
        "statements": ["/statements", f"/statements?party={one}", f"/statements?by={people[0]}",
                       "/statements?about=terorisme", "/statements?context=terrorism"],
        "series": ["/series", *(f"/series/{name}" for name in series)],
        "instruments": ["/instruments", f"/instruments?party={one}", *(f"/instruments/{i}" for i in named)],
        "event": [f"/events/{ident}" for ident in big],
        "discrepancies": ["/discrepancies", f"/discrepancies?party={one}", "/discrepancies?since=2020"],
        "search": ["/search?q=indonesia", "/search?q=presiden", "/search?q=pelatihan+terorisme",
                   "/search?q=menteri&year=2020", f"/search?q=perang&party={one}"],
        "sources": ["/sources"],
        "document": [f"/documents/{ident}" for ident in told],
        "map": ["/map", f"/map?party={one}"],
        "network": ["/network", f"/network?party={one}"],
        "review": ["/review", f"/review?party={one}"],
    }  # fmt: skip


def processor_ms(server: int) -> float:
    """Milliseconds of processor time that a process has used so far."""
    fields = Path(f"/proc/{server}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measured(ask: Browser, server: int, screen: str, paths: Sequence[str], rounds: int) -> Measured:
    """The screen's addresses, each asked so many times after one that warms."""
    times, weight, used = [], 0.0, 0.0
    for path in paths:
        status, body, _ = ask.get(path)
        if status != 200:
            raise SystemExit(f"{path} answers {status}")
        weight = max(weight, _first_load(ask, body))
        before = processor_ms(server)
        times += [ask.get(path)[2] for _ in range(rounds)]
        used += processor_ms(server) - before
    return Measured(screen, tuple(times), weight, used / len(times))


def _first_load(ask: Browser, body: bytes) -> float:
    """Kilobytes that a browser fetches for a page, with what the page names."""
    named = set(re.findall(r"""(?:src|href)="(/static/[^"#]+)""", plain(body).decode()))
    return (len(body) + sum(len(ask.get(path)[1]) for path in named)) / 1000


@contextmanager
def serving(record: str) -> Iterator[tuple[int, int]]:
    """A server of the record; its port and its process."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "jejak", "serve", "--record", record, "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        until = monotonic() + 60
        while monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


@contextmanager
def writing(record: str, rows: str | None) -> Iterator[None]:
    """Rows being read into the record, if any are given."""
    if rows is None:
        yield
        return
    reader = subprocess.Popen(
        [sys.executable, "-m", "jejak", "read", rows, "--record", record, "--jobs", "1"],
        stderr=subprocess.DEVNULL,
    )
    sleep(8)  # until it writes
    try:
        yield
        if reader.poll() is not None:
            print("the reader ended before the last page was measured: give more rows")
    finally:
        reader.send_signal(signal.SIGINT)
        reader.wait()


def line(one: Measured) -> str:
    """A row of the table."""
    return (
        f"{one.screen:16} {len(one.times):5} {median(one.times):7.0f} {one.p95:7.0f}"
        f" {max(one.times):7.0f} {one.processor:5.0f} {one.weight:6.0f}"
    )


def main() -> int:
    """Measures, prints, judges."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("record")
    options.add_argument("--rounds", type=int, default=12)
    options.add_argument("--writing", metavar="ROWS")
    given = options.parse_args()
    found = []
    with serving(given.record) as (port, server):
        asked = screens(Browser(port))
        with writing(given.record, given.writing):
            ask = Browser(port)
            print(f"{'page':16} {'asked':>5} {'p50':>7} {'p95':>7} {'most':>7} {'cpu':>5} {'kB':>6}")
            for screen, paths in asked.items():
                one = measured(ask, server, screen, paths, given.rounds)
                found.append(one)
                print(line(one), flush=True)
    times = tuple(t for one in found for t in one.times)
    used = sum(one.processor * len(one.times) for one in found) / len(times)
    every = Measured("all", times, max(one.weight for one in found), used)
    print(line(every))
    return int(any(one.p95 > MOST_MS or one.weight > MOST_KB for one in found))


if __name__ == "__main__":
    sys.exit(main())
