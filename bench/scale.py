"""Pages a second of every engine, start-up told apart from work, and how fast findings become a record.

    python bench/scale.py DATA_DIR [--rows 600] [--times 3]

DATA_DIR holds `id_news.jsonl.xz`: rows of `id, title, publisher, date, url, author, body`. Each engine codes
the first of them into files, in a process of its own, one engine after the other and all so many times: ours
with one and two processes, Daft with two, and Daft on a Ray cluster of two nodes (processes of this machine,
one processor each) with a reader on one node, and on both. Start-up is what two rows take, work what all take
beyond that. `wall` are seconds on the clock, which other programs on the machine slow down; `CPU` of all
processes together, `busiest` those of the process that had most to do: with a processor for each, no run ends
before it does. Medians of all times, ratios between neighbours in time.
"""

from __future__ import annotations

import argparse
import logging
import lzma
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Final

from jejak import pipeline, scale

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from local_cluster import QUIET, cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ENGINES: Final = (
    "printed, 2 processes", "own, 1 process", "own, 2 processes", "Daft, 2 readers",
    "Ray, 1 node", "Ray, 2 nodes",
)  # fmt: skip
PAIRS: Final = (
    ("own, 2 processes", "own, 1 process"),
    ("own, 2 processes", "printed, 2 processes"),
    ("Daft, 2 readers", "own, 2 processes"),
    ("Ray, 2 nodes", "Ray, 1 node"),
    ("Ray, 2 nodes", "own, 2 processes"),
)
TICK: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, of all processors, and of the busiest process."""

    wall: float
    cpu: float
    busiest: float

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.cpu - other.cpu, self.busiest - other.busiest)


class Meter(Thread):
    """Notes what the processes below this one have used, those that ended since included."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._used: dict[int, float] = {}
        self._ended = Event()

    def run(self) -> None:
        """Looks ten times a second."""
        while not self._ended.wait(0.1):
            self._used |= used_below(os.getpid())

    def stop(self) -> None:
        """Ends it."""
        self._ended.set()
        self.join()

    def now(self) -> dict[int, float]:
        """Seconds of each process so far."""
        self._used |= used_below(os.getpid())
        return dict(self._used)


def used_below(root: int) -> dict[int, float]:
    """CPU seconds of each process below one."""
    parents, used = dict[int, int](), dict[int, float]()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = path.read_text().rpartition(")")[2].split()
            pid = int(path.parent.name)
            parents[pid], used[pid] = int(told[1]), (int(told[11]) + int(told[12])) / TICK
    return {pid: seconds for pid, seconds in used.items() if is_below(pid, root, parents)}


def is_below(pid: int, root: int, parents: Mapping[int, int]) -> bool:
    """Whether a process was started by one, or by one that it started."""
    while pid in parents:
        pid = parents[pid]
        if pid == root:
            return True
    return False


def main() -> None:
    """Measures, or measures one engine in this process when a run of this script asks for it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--rows", type=int, default=600)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "ADDRESS"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if asked.one:
        measured(*asked.one, asked.data)
        return
    with tempfile.TemporaryDirectory(prefix="jejak-") as folder:
        with lzma.open(asked.data / "id_news.jsonl.xz", "rt", encoding="utf-8") as rows:
            lines = list(islice(rows, asked.rows))
        Path(folder, "all.jsonl").write_text("".join(lines), encoding="utf-8")
        Path(folder, "few.jsonl").write_text("".join(lines[:2]), encoding="utf-8")
        reduce(Path(folder))
        compare(Path(folder), asked.rows, asked.times)


def compare(folder: Path, rows: int, times: int) -> None:
    """Prints what each engine takes, and how neighbours compare."""
    start: dict[str, list[Cost]] = defaultdict(list)
    work: dict[str, list[Cost]] = defaultdict(list)
    meter = Meter()
    meter.start()
    with cluster(2, folder / "ray") as (address, env):
        for _ in range(times):
            for engine in ENGINES:
                few, every = one(engine, address, folder, env, meter)
                start[engine].append(few)
                work[engine].append(every - few)
    meter.stop()
    print(f"\n{rows} rows, {times} times, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    print("| engine | start-up: wall, CPU | work: wall | CPU | busiest | CPU ms a page |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for engine in ENGINES:
        began = (median(start[engine], of) for of in ("wall", "cpu"))
        worked = [median(work[engine], of) for of in ("wall", "cpu", "busiest")]
        told = " | ".join(f"{seconds:.1f}" for seconds in worked)
        print(
            f"| {engine} | {' , '.join(f'{s:.1f}' for s in began)} | {told} | {worked[1] / rows * 1000:.1f} |"
        )
    print("\n| | against | busiest: times as fast | each | wall: times as fast | CPU of all |")
    print("| --- | --- | ---: | --- | ---: | ---: |")
    for fast, slow in PAIRS:
        pairs = list(zip(work[fast], work[slow], strict=True))
        busiest = [b.busiest / a.busiest for a, b in pairs]
        wall, cpu = ([getattr(b, of) / getattr(a, of) for a, b in pairs] for of in ("wall", "cpu"))
        print(
            f"| {fast} | {slow} | {statistics.median(busiest):.2f} | {', '.join(f'{r:.2f}' for r in busiest)}"
            f" | {statistics.median(wall):.2f} | {1 / statistics.median(cpu):.2f} times |"
        )


def median(costs: list[Cost], of: str) -> float:
    """The median of one figure."""
    return statistics.median(getattr(cost, of) for cost in costs)


def one(engine: str, address: str, folder: Path, env: Mapping[str, str], meter: Meter) -> tuple[Cost, Cost]:
    """What two rows and all rows cost an engine, in a new process."""
    words = [sys.executable, __file__, str(folder), "--one", engine, address]
    found, before = list[Cost](), meter.now()
    with subprocess.Popen(
        words, env=dict(env) | QUIET, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        for line in process.stdout or ():
            if not line.startswith("done "):
                continue
            used = {pid: seconds - before.get(pid, 0.0) for pid, seconds in meter.now().items()}
            found.append(Cost(float(line.split()[1]), sum(used.values()), max(used.values())))
            before = meter.now()
    if process.returncode:
        raise SystemExit(f"{engine} ended with status {process.returncode}")
    print(f"{engine}: {found[1]} for two rows, {found[2]} for all", file=sys.stderr, flush=True)
    return found[1], found[2]


def measured(engine: str, address: str, folder: Path) -> None:
    """Prints the seconds that this process takes for two rows, for them again, and for all."""
    code = coder(engine, address, folder)
    for name in ("few", "few", "all"):
        print(f"done {code(name)}", flush=True)


def coder(engine: str, address: str, folder: Path) -> Callable[[str], float]:
    """Has a file of rows coded, and tells how many seconds it took."""
    jobs = 1 if "1 " in engine else 2
    reader: scale.Engine | None = None
    if engine.startswith("own"):
        reader = scale.OwnEngine(jobs)
    elif not engine.startswith("printed"):
        reader = scale.daft_engine(jobs, address if engine.startswith("Ray") else None)

    def code(name: str) -> float:
        began = perf_counter()
        inputs = [str(folder / f"{name}.jsonl")]
        if reader is None:
            for _ in pipeline.code(inputs, jobs=jobs):
                pass
        else:
            with tempfile.TemporaryDirectory(dir=folder) as into:
                failed = scale.code_into(into, inputs, reader).failed
            if failed:
                raise SystemExit(failed[0])
        return perf_counter() - began

    return code


def reduce(folder: Path) -> None:
    """Prints how fast the findings of all rows are assembled, and again when they are there."""
    scale.code_into(str(folder / "found"), [str(folder / "all.jsonl")], scale.OwnEngine(2))
    shelf = scale.open_shelf([str(folder / "found")])
    size = sum(path.stat().st_size for path in (folder / "found").iterdir())
    print(f"{size / shelf.rows / 1000:.1f} kB of findings a page")
    for what in ("assembled", "passed over, the record having them"):
        began = resource.getrusage(resource.RUSAGE_SELF)
        scale.assemble(folder / "x.db", shelf)
        ended = resource.getrusage(resource.RUSAGE_SELF)
        seconds = ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime
        print(f"{shelf.rows / seconds:,.0f} pages a second of CPU {what}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{peak:,.0f} MB at most in the process that assembles", flush=True)


if __name__ == "__main__":
    main()
