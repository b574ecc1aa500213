"""Units of pages into files of findings, on this machine. Other engines do the same, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from jejak import pipeline, workers
from jejak.errors import InputError
from jejak.model import Rejection
from jejak.pipeline import ReadCounts
from jejak.scale import shelf
from jejak.scale.places import Folder
from jejak.scale.units import list_files, plan
from jejak.sources import SourceSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jejak.languages.data import UserLexicon
    from jejak.model import Capture
    from jejak.scale.shelf import Row
    from jejak.scale.units import Unit

_TOLD: Final = 5
"""Rejections of a unit that are told; its file holds them all."""


@dataclass(frozen=True)
class Task:
    """What is the same for all units of a run. It travels to every reader."""

    folder: str
    settings: SourceSettings = field(default_factory=SourceSettings)
    lexicon: UserLexicon | None = None
    gated: bool = False

    @property
    def versions(self) -> str:
        """What reads the pages."""
        return pipeline.versions(self.lexicon, gated=self.gated)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a unit: pages read and rejected, the first rejections; or why its input gave nothing."""

    read: int = 0
    rejected: int = 0
    first: tuple[Rejection, ...] = ()
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """What came of a run. `before` units were done by an earlier one; `failed` tells of others."""

    counts: ReadCounts = field(default_factory=ReadCounts)
    units: int = 0
    before: int = 0
    failed: tuple[str, ...] = ()


class Engine(Protocol):
    """Has units coded, in any order. `readers` is how many of them are worked on at once."""

    readers: int

    def __call__(self, task: Task, units: Sequence[Unit]) -> Iterator[Done]:
        """What came of each unit."""
        ...


class OwnEngine:
    """Reads one unit after the other, with all processes."""

    readers = 1

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def __call__(self, task: Task, units: Sequence[Unit]) -> Iterator[Done]:
        """What came of each unit."""
        with UnitCoder(task, self._jobs) as coder:
            yield from map(coder.code, units)


class UnitCoder:
    """Codes units, with so many processes, which stay from one unit to the next."""

    def __init__(self, task: Task, jobs: int = 1) -> None:
        self._task, self._folder = task, Folder(task.folder)
        setup = partial(_make_row_reader, task.lexicon, gated=task.gated)
        self._pool = workers.Pool(setup, workers=jobs, limit_s=pipeline.PAGE_LIMIT_S)

    def __enter__(self) -> UnitCoder:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()

    def code(self, unit: Unit) -> Done:
        """Reads the unit's pages into its file, which is there whole or not at all."""
        task, read, rejected, first = self._task, 0, 0, list[Rejection]()
        try:
            with shelf.writing(self._folder, unit.name, task.versions) as add:
                for done in self._pool.map(unit.pages(task.settings)):
                    row = _row_of_lost(done, task) if isinstance(done, workers.Lost) else done
                    add(row)
                    if row.get("reason") is None:
                        read += 1
                        continue
                    rejected += 1
                    if len(first) < _TOLD:
                        first.append(Rejection(row["doc"], row["address"], row["reason"], row["message"]))
        except InputError as error:
            return Done(failed=str(error))
        return Done(read, rejected, tuple(first))


def code_into(
    folder: str,
    inputs: Sequence[str],
    engine: Engine,
    *,
    settings: SourceSettings | None = None,
    lexicon: UserLexicon | None = None,
    gated: bool = False,
    on_unit: Callable[[Coded, Done], None] | None = None,
) -> Coded:
    """Reads the inputs into files of findings in a folder (a path, or an address of an object store).

    A unit whose file is there already is not read again, so that a run that was interrupted goes on.
    InputError, before anything is read, for inputs that can't be used or findings by other versions there.
    """
    task = Task(folder, settings or SourceSettings(), lexicon, gated)
    files = list_files(inputs)
    shelved = Folder(folder)
    made_by = shelf.versions_in(shelved)
    if made_by not in (None, task.versions):
        raise InputError(f"{folder} holds findings by {made_by}, not {task.versions}: give another folder")
    units, before = plan(files, shelved.files(shelf.SUFFIX), engine.readers)
    coded = Coded(before=before)
    for done in engine(task, units) if units else ():
        coded = _with(coded, done)
        if on_unit:
            on_unit(coded, done)
    return coded


def _with(coded: Coded, done: Done) -> Coded:
    old = coded.counts
    return Coded(
        ReadCounts(old.read + done.read, old.known, old.rejected + done.rejected),
        coded.units + (done.failed is None),
        coded.before,
        (*coded.failed, done.failed) if done.failed else coded.failed,
    )


def _row_of_lost(lost: workers.Lost[Capture | Rejection], task: Task) -> Row:
    return shelf.row_of(pipeline.outcome_of_lost(lost, task.lexicon))


def _make_row_reader(
    lexicon: UserLexicon | None, *, gated: bool = False
) -> Callable[[Capture | Rejection], Row]:
    code = pipeline.make_coder(lexicon, gated=gated)
    return lambda item: shelf.row_of(code(item))
