"""Answers about the whole record, kept while nothing changes in it.

Counting a record of a hundred thousand articles takes about a second. What was counted stays right until
another page is read or another decision taken. From then on the kept answer is given a little longer, while a
thread counts anew: nobody waits for it, and while `jejak read` is writing the figures lag by some seconds.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from jejak.errors import RecordError
from jejak.views.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

RESTS: Final = 20.0
"""Seconds after which an answer that may be out of date is made anew, when somebody asks."""

_log: Final = logging.getLogger("jejak.web")


@dataclass(frozen=True, slots=True)
class _Answer:
    value: Any
    mark: tuple[int, int]
    at: float


class Kept:
    """The answers of one server, by name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._answers: dict[str, _Answer] = {}
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def get(self, record: Record, name: str, question: Callable[[Record], T]) -> T:
        """The answer to a question, from memory if it is there; of a record as known on a day always anew."""
        if record.known_on:
            return question(record)
        kept = self._answers.get(name)
        if kept is None:
            return self._ask(record, name, question)
        if kept.mark != mark_of(record) and time.monotonic() - kept.at > RESTS:
            self._renew(name, question)
        value: T = kept.value
        return value

    def _ask(self, record: Record, name: str, question: Callable[[Record], T]) -> T:
        mark = mark_of(record)
        value = question(record)
        self._answers[name] = _Answer(value, mark, time.monotonic())
        return value

    def _renew(self, name: str, question: Callable[[Record], Any]) -> None:
        """Makes the answer anew behind the reader's back, if nobody is doing so."""
        with self._lock:
            if name in self._busy:
                return
            self._busy.add(name)
        threading.Thread(target=self._renewed, args=(name, question), daemon=True).start()

    def _renewed(self, name: str, question: Callable[[Record], Any]) -> None:
        try:
            with Record(self._path) as record:
                self._ask(record, name, question)
        except RecordError as error:
            _log.warning("the figures of the record can't be counted anew: %s", error)
        finally:
            self._busy.discard(name)


def mark_of(record: Record) -> tuple[int, int]:
    """Tells whether anything changed: the last reading and the last decision."""
    return (
        record.count("SELECT max(reading) FROM readings"),
        record.count("SELECT max(decision) FROM decisions"),
    )
