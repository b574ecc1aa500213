"""The progress bar of a long read: pages, rate and time left, on standard error when that is a terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jejak.pipeline import ReadCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from jejak.model import Rejection

_TOLD: Final = 5
"""Rejections that are told at the end."""


class Progress:
    """Follows a read. Use it in a `with`; without a terminal it only counts.

    `total` is the number of pages, where it is known.
    """

    def __init__(self, inputs: Sequence[str], *, total: int | None = None) -> None:
        self.counts = ReadCounts()
        self.first_rejections: list[Rejection] = []
        self._inputs, self._total = inputs, total
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._bar = _bar()
            total = self._total or estimated_pages(self._inputs)
            self._task = self._bar.add_task("reading", total=total, rate="")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def page(self, counts: ReadCounts, rejection: Rejection | None) -> None:
        """Takes note of a page that is done."""
        self.counts = counts
        if rejection and len(self.first_rejections) < _TOLD:
            self.first_rejections.append(rejection)
        if self._bar and self._task is not None:
            speed = self._bar.tasks[0].speed
            self._bar.update(
                self._task, completed=counts.pages, rate=f"{speed:,.1f} pages/s" if speed else ""
            )


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    return Bar(*columns, console=Console(stderr=True), transient=True)


def estimated_pages(inputs: Sequence[str]) -> int | None:
    """How many pages the inputs hold, cheaply guessed: files in folders, lines of .jsonl; None if unknown."""
    total = 0
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            total += sum(_pages_in(file) for file in path.rglob("*") if file.is_file())
        elif path.is_file():
            total += _pages_in(path)
        else:
            return None
    return total or None


def _pages_in(file: Path) -> int:
    if file.suffix != ".jsonl":
        return 1
    with file.open("rb") as lines:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: lines.read(1 << 20), b""))


def tell_read(counts: ReadCounts, record: str, rejected: Sequence[Rejection], *, as_json: bool) -> None:
    """Says what came into the record."""
    from jejak.cli.output import messages, print_json, safe

    if as_json:
        print_json(
            {"read": counts.read, "known": counts.known, "rejected": counts.rejected, "record": record}
        )
        return
    known = f", {counts.known:,} known already" if counts.known else ""
    told = messages()
    told.print(f"{counts.read:,} {'page' if counts.read == 1 else 'pages'} read into {record}{known}")
    if counts.rejected:
        told.print(f"{counts.rejected:,} rejected, the first:")
        for rejection in rejected:
            told.print(f"  {safe(rejection.doc)}: {safe(rejection.message)}")
        told.print(f"`jejak rejections --record {record}` lists them all")
    if not counts.pages:
        told.print("There was no page in the input.")
