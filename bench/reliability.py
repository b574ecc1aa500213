"""What the program withstands: kills at random moments, mutated inputs, hostile strings for its patterns.

    python bench/reliability.py [--kills 200] [--fuzz 100000] [--pattern-bytes 1000000] [--seed 1]
                                [--parts page finders] [--keep FOLDER]

`jejak read`, `jejak assemble` and decisions sent to `jejak serve` are killed with SIGKILL so many times
each; `bench/kills.py` says what is looked at after each. The mutated inputs, in all, are divided among the
parts of `bench/fuzz.py`, a process each; `--keep` keeps those that failed. The figures go into the table of
docs/reliability.md, each in place of its line there (`--print` only prints them). Ends with status 1 where
anything failed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx2
import kills

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "reliability.md"
SHARES: Final = {
    "page": 5, "text": 10, "feed": 20, "warc": 15, "rows": 20, "times": 15, "edtf": 10, "finders": 5
}  # fmt: skip
"""Of a hundred inputs, how many each part gets: what is slow gets few."""
ROWS: Final = 40
LONGEST_COMMAND_S: Final = 0.9
"""Seconds within which a command that decides is killed; it takes about that."""
LONGEST_S: Final = 0.4
"""Seconds after its first decision within which a server is killed."""
NAMES: Final = {
    "page": "HTML pages", "text": "pages as text", "feed": "feeds", "warc": "WARC archives",
    "rows": "JSON rows",
    "times": "times in sentences", "edtf": "EDTF values", "finders": "all finders",
    "patterns": "regular expressions on hostile strings",
}  # fmt: skip
_OF_THE_MOMENT: Final = frozenset({"id", "at"})
Row = tuple[str, str, str, str]


def main() -> None:
    """Runs all and writes the table."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--kills", type=int, default=200)
    cli.add_argument("--fuzz", type=int, default=100_000)
    cli.add_argument("--pattern-bytes", type=int, default=1_000_000)
    cli.add_argument("--parts", nargs="*", default=sorted(SHARES), choices=sorted(SHARES))
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--keep", default="")
    cli.add_argument("--print", action="store_true", dest="only_print")
    asked = cli.parse_args()
    run = f"{datetime.now(UTC).date()}, seed {asked.seed}"
    failures: list[str] = []
    for row, faults in chain(
        ((row, []) for row in kill_rows(asked.kills, asked.seed)),
        ((fuzz_row(told), told["failures"]) for told in fuzz_all(asked)),
    ):
        line = "| " + " | ".join((*row, run)) + " |"
        print(line, flush=True)
        failures += faults
        if not asked.only_print:
            PAGE.write_text(with_lines(PAGE.read_text(encoding="utf-8"), [line]), encoding="utf-8")
    print(*failures, sep="\n", file=sys.stderr)
    sys.exit(1 if failures else 0)


def with_lines(page: str, lines: list[str]) -> str:
    """The page with these lines of the table in place of those that tell of the same."""
    told = {line.split("|")[1].strip(): line for line in lines}
    head, table, end = re.split(r"(?s)(?<=<!-- run -->\n)(.*)(?=<!-- end -->)", page)
    kept = [told.pop(line.split("|")[1].strip(), line) for line in table.splitlines()]
    return head + "\n".join([*kept, *told.values()]) + "\n" + end


# -- kills -------------------------------------------------------------------------------------------------


def kill_rows(many: int, seed: int) -> Iterator[Row]:
    """A line each for reading, assembling and deciding, as it is known; the first fault ends the program."""
    chance = random.Random(seed)
    if not many:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages, found = made_input(folder / "pages"), folder / "found"
        kills.run(("code", str(pages), "-o", str(found)))
        for what, words in (("read", ("read", str(pages))), ("assemble", ("assemble", str(found)))):
            tally = kills.killed_often(folder / what, words, many, chance)
            yield (
                f"kills of `jejak {what}`", str(tally.kills), "0",
                f"{tally.before_any_record} before there was a record; {tally.ended} runs came to their end",
            )  # fmt: skip
        base = folder / "base.db"
        kills.run(("read", str(pages), "--record", str(base)))
        acknowledged, ended = web_kills(folder, base, many, chance)
        yield (
            "kills of `jejak serve` while decisions are sent", str(many), "0",
            f"{acknowledged} decisions acknowledged, each kept once; {ended} records decided to the end",
        )  # fmt: skip
        done = command_kills(folder, base, many, chance)
        yield (
            "kills of `jejak accept`, `reject`, `correct`, `merge`, `split` and `undo`", str(many), "0",
            f"{done} came to their end; the record is the one that its decisions make anew",
        )  # fmt: skip


def made_input(folder: Path) -> Path:
    """The example pages and some rows beside them."""
    shutil.copytree(ROOT / "examples" / "pages", folder)
    told = "Menteri Luar Negeri Indonesia bertemu Menteri Luar Negeri Vietnam di Hanoi pada {} Maret 2020."
    more = "Keduanya sepakat melatih {} orang perwira dan membahas soal nomor {} selama {} jam."
    rows = [
        {
            "id": f"baris-{n}",
            "date": "2020-03-30",
            "body": f"{told.format(n % 28 + 1)} {more.format(n, n * 7, n)}",
        }
        for n in range(1, ROWS + 1)
    ]
    (folder / "baris.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def web_kills(folder: Path, base: Path, many: int, chance: random.Random) -> tuple[int, int]:
    """Kills servers that take decisions: how many decisions were acknowledged, and how many records ended."""
    whole = folder / "decided.db"
    asked = to_decide(base)
    copied(base, whole)
    with served(whole) as (_, address):
        decide(address, asked)
    expected = decided_export(whole, folder / "decided")
    record, acknowledged, ended = folder / "w0.db", 0, 0
    copied(base, record)
    for n in range(many):
        done = decisions_in(record)
        with served(record) as (server, address):
            killer = threading.Timer(chance.uniform(0, LONGEST_S), server.kill)
            taken = decide(address, asked[done:], killer)
            killer.cancel()
            server.kill()
            server.wait()
        kills.checked(record, kills.checked(base, frozenset()))
        acknowledged += taken
        if decisions_in(record) - done not in (taken, taken + 1):
            sys.exit(f"{record}: {taken} decisions acknowledged, {decisions_in(record) - done} kept")
        if decisions_in(record) == len(asked) or n == many - 1:
            with served(record) as (_, address):
                decide(address, asked[decisions_in(record) :])
            if decided_export(record, folder / f"w{n}") != expected:
                sys.exit(f"{record}: another record than that of an undisturbed server")
            ended, record = ended + 1, folder / f"w{n + 1}.db"
            copied(base, record)
    return acknowledged, ended


def command_kills(folder: Path, base: Path, many: int, chance: random.Random) -> int:
    """Kills commands that decide, one after the other on one record: how many came to their end.

    What is left must hold each decision whole or not at all: a fresh record that is given the decisions of
    this one must be the same.
    """
    record, fresh, told, ended = folder / "c.db", folder / "fresh.db", folder / "decisions.jsonl", 0
    copied(base, record)
    kept = kills.checked(base, frozenset())
    killed = 0
    while killed < many:
        before = decisions_in(record)
        words = to_command(record, chance)
        after = chance.uniform(kills.LEAST_S, LONGEST_COMMAND_S)
        why = ("--why", str(killed + ended), "--record", str(record))
        # 2: what was asked for cannot be, such as an undo where nothing is left to take back
        if kills.killed((*words, *why), after, fine=(0, 2)):
            killed += 1
        else:
            ended += 1
        kills.checked(record, kept)
        if decisions_in(record) - before not in (0, 1):
            sys.exit(f"{record}: {words[0]} left {decisions_in(record) - before} decisions")
    kills.run(("decisions", "export", str(told), "--record", str(record)))
    copied(base, fresh)
    kills.run(("decisions", "import", str(told), "--record", str(fresh)))
    if decided_export(record, folder / "left") != decided_export(fresh, folder / "made"):
        sys.exit(f"{record}: another record than its decisions make anew")
    return ended


def to_command(record: Path, chance: random.Random) -> tuple[str, ...]:
    """A command that decides something about events of the record, as it is now."""
    with closing(sqlite3.connect(record)) as db:
        events = [row[0] for row in db.execute("SELECT id FROM events ORDER BY id")]
        decided = db.execute("SELECT count(*) FROM decisions").fetchone()[0]
        joined = db.execute(
            "SELECT e.id, min(c.id) FROM events e JOIN event_claims c ON c.event = e.event"
            " GROUP BY e.event HAVING count(*) > 1 ORDER BY e.id"
        ).fetchall()
    one, *others = chance.sample(events, min(2, len(events)))
    words = [("accept", one), ("reject", one), ("correct", one, "when=2021-10-28")]
    words += [("merge", one, other) for other in others]
    words += [("split", *pair) for pair in chance.sample(joined, min(1, len(joined)))]
    if decided:
        words += [("undo",)] * 2
    return chance.choice(words)


def copied(record: Path, to: Path) -> None:
    """The record with all that its log holds, in another file."""
    with closing(sqlite3.connect(record)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)


def to_decide(record: Path) -> list[tuple[str, str, str]]:
    """Action, kind and id of what a reviewer may do: every event accepted or rejected, in turn."""
    with closing(sqlite3.connect(record)) as db:
        found = [row[0] for row in db.execute("SELECT id FROM events ORDER BY id")]
    return [("reject" if n % 2 else "accept", "event", ident) for n, ident in enumerate(found)]


def decisions_in(record: Path) -> int:
    """How many decisions the record holds; ends the program where one stands twice."""
    with closing(sqlite3.connect(record)) as db:
        told = [row[0] for row in db.execute("SELECT why FROM decisions")]
    if len(set(told)) < len(told):
        sys.exit(f"{record}: a decision stands in it twice")
    return len(told)


@contextmanager
def served(record: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server of the record and its address, once it answers; ended after it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = (str(kills.JEJAK), "serve", "--record", str(record), "--port", str(port))
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=record.parent)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx2.get(f"{address}/review", timeout=30, trust_env=False)
                break
            except httpx2.TransportError:
                time.sleep(0.05)
        yield server, address
    finally:
        server.kill()
        server.wait()


def decide(address: str, asked: list[tuple[str, str, str]], killer: threading.Timer | None = None) -> int:
    """Sends the decisions one after the other until the server is gone: how many it acknowledged."""
    with httpx2.Client(base_url=address, timeout=30, trust_env=False) as client:
        proof = client.get("/review").text.split('name="csrf" value="')[1].split('"')[0]
        if killer:
            killer.start()
        for n, (action, kind, ident) in enumerate(asked):
            form = {"csrf": proof, "action": action, "kind": kind, "id": ident, "why": f"{action} {ident}"}
            try:
                answer = client.post("/review", data=form)
            except httpx2.TransportError:
                return n
            if answer.status_code != 303:
                sys.exit(f"a decision was answered by {answer.status_code}")
    return len(asked)


def decided_export(record: Path, folder: Path) -> dict[str, list[str]]:
    """The export of the record without the moments at which decisions were taken, and ids made of them."""
    told = kills.export(record, folder)
    lines = [json.loads(line) for line in told.pop("decisions.jsonl")]
    bare = [{key: value for key, value in line.items() if key not in _OF_THE_MOMENT} for line in lines]
    return {**told, "decisions.jsonl": sorted(json.dumps(line, sort_keys=True) for line in bare)}


# -- mutated inputs ----------------------------------------------------------------------------------------


def fuzz_all(asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """What came of each part that was asked for, in a process of its own: a crash is told as a failure."""
    many, more = asked.fuzz, (str(asked.seed), *filter(None, [asked.keep]))
    runs = [(p, str(many * share // 100), *more) for p, share in SHARES.items() if many and p in asked.parts]
    yield from map(fuzz_one, runs)
    if asked.pattern_bytes:
        yield fuzz_one(("patterns", str(asked.pattern_bytes)))


def fuzz_one(words: tuple[str, ...]) -> dict[str, Any]:
    """What a process of `bench/fuzz.py` tells."""
    command = (sys.executable, str(Path(__file__).with_name("fuzz.py")), *words)
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        crash = f"ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
        return {"part": words[0], "tried": 0, "failures": [crash], "slowest_s": 0, "peak_mb": 0}
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def fuzz_row(told: dict[str, Any]) -> Row:
    """A line of the table."""
    of = f"{told['patterns']} patterns, " if "patterns" in told else ""
    refused = f"{told['refused']} refused in part or whole, " if "refused" in told else ""
    measured = f"{of}{refused}slowest {told['slowest_s']} s, peak {told['peak_mb']} MB"
    return (NAMES[told["part"]], f"{told['tried']:,}", str(len(told["failures"])), measured)


if __name__ == "__main__":
    main()
