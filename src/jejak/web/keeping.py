"""Answers about the whole record, kept while nothing changes in it.

Counting a record of a hundred thousand articles takes about a second. What was counted stays right until
another page is read or another decision taken. After a decision it is counted anew at once. After a page the
kept answer is given a little longer, while a thread counts anew: nobody waits for it, and the figures lag by
some seconds while `jejak read` is writing.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from jejak.errors import JejakError
from jejak.views.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

T = TypeVar("T")

RESTS: Final = 60.0
"""Seconds after which an answer that may be out of date is made anew, when somebody asks."""

MOST: Final = 300
"""Answers that are kept; the oldest gives way."""

MOST_ANSWERS: Final = 100
"""Answers that are kept by key; the one not asked for longest gives way."""

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
        """The answer to a question about the record as it is now, from memory if it is there."""
        kept, mark = self._answers.get(name), mark_of(record)
        if kept is None or kept.mark[1] != mark[1]:
            return self._ask(record, name, question)
        if kept.mark != mark and time.monotonic() - kept.at > RESTS:
            self._renew(name, question)
        value: T = kept.value
        return value

    def warm(self, questions: Mapping[str, Callable[[Record], Any]]) -> None:
        """Answers questions in the background, so that the first who asks them does not wait."""
        for name, question in questions.items():
            self._renew(name, question)

    def _ask(self, record: Record, name: str, question: Callable[[Record], T]) -> T:
        mark = mark_of(record)
        value = question(record)
        with self._lock:
            if name not in self._answers and len(self._answers) >= MOST:
                del self._answers[next(iter(self._answers))]
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
        except JejakError as error:
            _log.info("%s can't be told any more: %s", name, error)
            self._answers.pop(name, None)
        finally:
            self._busy.discard(name)


class Answers:
    """The last answers, by keys that tell all they depend on, the record's state too: none is out of date."""

    def __init__(self, most: int = MOST_ANSWERS) -> None:
        self._most = most
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, question: Callable[[], T], keep: Callable[[T], bool] = lambda _: True) -> T:
        """The answer, from memory if it was given for this key; else made now, and kept if it may be."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: T = self._kept[key]
                return kept
        answer = question()
        if keep(answer):
            with self._lock:
                self._kept[key] = answer
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return answer


def mark_of(record: Record) -> tuple[int, int]:
    """Tells whether anything changed: the last reading and the last decision."""
    return (
        record.count("SELECT max(reading) FROM readings"),
        record.count("SELECT max(decision) FROM decisions"),
    )
