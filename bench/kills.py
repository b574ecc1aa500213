"""What `bench/reliability.py` does to a command: SIGKILL at a random moment, and a look at what is left.

After every kill the record must open, pass SQLite's own checks, and hold every document it held before,
none twice; after every run that ended, its export must be that of a run nobody disturbed. The first fault
ends the program with status 1.
"""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

JEJAK: Final = Path(sys.executable).with_name("jejak")
LEAST_S: Final = 0.2
"""Seconds that a run is left alone at least."""


@dataclass
class Tally:
    """What was tried so far."""

    kills: int = 0
    before_any_record: int = 0
    ended: int = 0


def killed_often(folder: Path, words: Sequence[str], kills: int, chance: random.Random) -> Tally:
    """Kills the command so often, at moments spread over the time that it takes undisturbed."""
    folder.mkdir()
    whole, began = folder / "whole.db", time.monotonic()
    run((*words, "--record", str(whole)))
    takes = time.monotonic() - began
    expected = export(whole, folder / "expected")
    tally, record, kept = Tally(), folder / "0.db", frozenset[str]()
    while tally.kills < kills:
        if killed((*words, "--record", str(record)), chance.uniform(LEAST_S, 1.1 * takes)):
            tally.kills += 1
            if not begun(record):
                tally.before_any_record += 1
                continue
            kept = checked(record, kept)
        else:
            compared(record, kept, expected)
            tally.ended += 1
            record, kept = folder / f"{tally.ended}.db", frozenset()
    run((*words, "--record", str(record)))
    compared(record, kept, expected)
    tally.ended += 1
    return tally


def begun(record: Path) -> bool:
    """Whether the file holds a record yet: its tables appear all at once, in a file that is there before."""
    if not record.exists():
        return False
    with closing(sqlite3.connect(record)) as db:
        return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone() is not None


def compared(record: Path, kept: frozenset[str], expected: dict[str, list[str]]) -> None:
    """Ends the program where the record is not that of an undisturbed run."""
    checked(record, kept)
    if export(record, record.with_suffix(".export")) != expected:
        sys.exit(f"{record}: another record than that of an undisturbed run")


def killed(words: Sequence[str], after: float, fine: Sequence[int] = (0, 3)) -> bool:
    """Whether the command still ran when it was killed after so many seconds; if not, it ended well."""
    process = subprocess.Popen((JEJAK, *words), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, told = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True
    if process.returncode not in fine:
        sys.exit(f"{words[0]} ended with {process.returncode}: {told.decode()}")
    return False


def checked(record: Path, kept: frozenset[str]) -> frozenset[str]:
    """The documents of the record, which is whole and holds all that were kept, each once."""
    db = sqlite3.connect(record)
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        sys.exit(f"{record}: SQLite finds it broken")
    if db.execute("PRAGMA foreign_key_check").fetchall():
        sys.exit(f"{record}: something points at nothing")
    documents = [row[0] for row in db.execute("SELECT id FROM documents")]
    db.close()
    if len(set(documents)) < len(documents):
        sys.exit(f"{record}: a document stands in it twice")
    if lost := kept - set(documents):
        sys.exit(f"{record}: {len(lost)} documents are lost")
    return frozenset(documents)


def export(record: Path, folder: Path) -> dict[str, list[str]]:
    """What `jejak export record` writes of it, lines in order."""
    run(("export", "record", "-o", str(folder), "--record", str(record)))
    return {
        path.name: sorted(path.read_text(encoding="utf-8").splitlines()) for path in folder.glob("*.jsonl")
    }


def run(words: Sequence[str]) -> None:
    """Runs the command to its end."""
    done = subprocess.run((JEJAK, *words), capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"{words[0]} ended with {done.returncode}: {done.stderr}")
