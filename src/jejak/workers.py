"""Runs one function over many items in several processes: in order, bounded, and hard to break.

Results come in the order of the items, at most a few items a worker ahead. An item that kills its worker,
or takes too long, is given back as Lost and the others go on with a fresh worker. Knows no rooms.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD: Final = 8
"""Items a worker may be ahead of the oldest result not yet taken."""

START_S: Final = 120.0
"""Seconds a worker may take to start."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """An item whose worker died or was stopped, and why ("it took longer than 60 s")."""

    item: Item
    why: str


class WorkerFailed(RuntimeError):
    """A worker could not start: its set-up raised, so no item can be worked on."""


def run(
    setup: Callable[[], Callable[[Item], Result]], items: Iterable[Item], *, workers: int, limit_s: float
) -> Iterator[Result | Lost[Item]]:
    """The results of `setup()(item)` for each item, in order.

    `setup` runs once in each worker, must be picklable (a module's own function) and returns the function
    to apply. What that function raises is raised here. Workers start only when there is work for them,
    and are gone when the iterator ends or is closed.
    """
    with Pool(setup, workers=workers, limit_s=limit_s) as pool:
        yield from pool.map(items)


class _Slot(Generic[Item]):
    """One item on its way through."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.done = False
        self.result: Any = None


class _Worker:
    """A process and the slot it is working on."""

    def __init__(self, setup: Callable[[], Callable[[Any], Any]]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(setup, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.slot: _Slot[Any] | None = None
        self.ready = False
        self.deadline = monotonic() + START_S

    def give(self, slot: _Slot[Any], limit_s: float) -> None:
        self.slot, self.deadline = slot, monotonic() + limit_s
        self.pipe.send(slot.item)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool(Generic[Item, Result]):
    """Workers that stay for one list of items after the other. Use it in a `with`; `run` tells the rest."""

    def __init__(
        self, setup: Callable[[], Callable[[Item], Result]], *, workers: int, limit_s: float
    ) -> None:
        self.setup, self.size, self.limit_s = setup, workers, limit_s
        self.workers: list[_Worker] = []
        self.slots: deque[_Slot[Any]] = deque()
        self.waiting: deque[_Slot[Any]] = deque()

    def __enter__(self) -> Pool[Item, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def map(self, items: Iterable[Item]) -> Iterator[Result | Lost[Item]]:
        """The results for each item, in order. Left before its end, it ends the workers too."""
        source, ended = iter(items), False
        try:
            while True:
                while not ended and self._has_room():
                    try:
                        self._add(next(source))
                    except StopIteration:
                        ended = True
                yield from self._finished()
                if ended and self._is_empty():
                    return
                if not self._has_room() or ended:
                    self._turn()
        finally:
            if not self._is_empty():
                self.stop()

    def _has_room(self) -> bool:
        return len(self.slots) < self.size * AHEAD

    def _is_empty(self) -> bool:
        return not self.slots

    def _add(self, item: object) -> None:
        slot: _Slot[Any] = _Slot(item)
        self.slots.append(slot)
        self.waiting.append(slot)
        if len(self.workers) < min(self.size, len(self.waiting)):
            self.workers.append(_Worker(self.setup))
        self._hand_out()

    def _finished(self) -> Iterator[Any]:
        self._listen(0.0)
        while self.slots and self.slots[0].done:
            yield self.slots.popleft().result

    def _turn(self) -> None:
        """Waits until something happens: a result, a start, a death or a limit."""
        if self.waiting and not self.workers:
            self.workers.append(_Worker(self.setup))
        soonest = min((w.deadline for w in self.workers if w.slot or not w.ready), default=monotonic())
        self._listen(max(0.01, soonest - monotonic()))

    def stop(self) -> None:
        """Ends the workers; new ones start when there is work again."""
        for worker in self.workers:
            worker.kill()
        self.workers.clear()
        self.slots.clear()
        self.waiting.clear()

    def _listen(self, seconds: float) -> None:
        pipes = {worker.pipe: worker for worker in self.workers}
        for pipe in wait(list(pipes), seconds) if pipes else ():
            self._hear(pipes[pipe])  # type: ignore[index]
        now = monotonic()
        for worker in [w for w in self.workers if now > w.deadline and (w.slot or not w.ready)]:
            self._bury(worker, f"it took longer than {self.limit_s:g} s")
        self._hand_out()

    def _hear(self, worker: _Worker) -> None:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            self._bury(worker, _how_it_ended(worker.process.exitcode))
            return
        if kind == "error":
            raise value
        if kind == "ready":
            worker.ready = True
        elif worker.slot is not None:
            worker.slot.result, worker.slot.done = value, True
            worker.slot = None

    def _bury(self, worker: _Worker, why: str) -> None:
        worker.kill()
        self.workers.remove(worker)
        if not worker.ready:
            raise WorkerFailed(f"a reading process could not start: {why}")
        if worker.slot:
            worker.slot.result, worker.slot.done = Lost(worker.slot.item, why), True
        if self.waiting:
            self.workers.append(_Worker(self.setup))

    def _hand_out(self) -> None:
        for worker in self.workers:
            if worker.ready and worker.slot is None and self.waiting:
                worker.give(self.waiting.popleft(), self.limit_s)


def _how_it_ended(code: int | None) -> str:
    if code is not None and code < 0:
        return f"its process was ended by {signal.Signals(-code).name}"
    return f"its process ended with status {code}"


def _serve(setup: Callable[[], Callable[[Any], Any]], pipe: Connection) -> None:
    """The life of a worker: set up, then one item after the other until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when an interrupted run ends
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent is gone
        try:
            work = setup()
            pipe.send(("ready", None))
            while True:
                item = pipe.recv()
                pipe.send(("result", work(item)))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:  # noqa: BLE001 - handed to the parent, which raises it
            pipe.send(("error", error))
