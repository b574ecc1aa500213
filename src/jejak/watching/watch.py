"""One watch over feeds: poll, say what is new, remember that it was told."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from jejak import pipeline
from jejak.errors import InputError
from jejak.pipeline import ReadCounts
from jejak.sources import SourceSettings
from jejak.sources.polling import Poll
from jejak.views.changes import ChangesRow, Mark, changes, mark
from jejak.views.record import Record
from jejak.watching.addresses import check
from jejak.watching.messages import message_of
from jejak.watching.state import read_state, write_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from jejak.languages.data import UserLexicon
    from jejak.model import Capture, Rejection
    from jejak.watching.webhook import Webhook

_PENDING: Final = 50
"""Messages that are kept for a webhook that can't be reached; the oldest are given up."""


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """What is watched. `state` is the file in which the watch keeps what it told.

    `read_into` reads into the record, as `pipeline.read_into` with the record named does.
    """

    record: Path
    feeds: tuple[str, ...]
    state: Path
    every: timedelta = timedelta(minutes=15)
    sources: SourceSettings = field(default_factory=SourceSettings)
    jobs: int = 1
    lexicon: UserLexicon | None = None
    today: date | None = None
    read_into: Callable[..., ReadCounts] | None = None


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll brought: feeds asked, unchanged and failed, pages read, what is new, what went wrong."""

    at: str
    asked: int
    unchanged: int
    failed: int
    counts: ReadCounts
    changes: ChangesRow
    troubles: dict[str, str]

    @property
    def is_news(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.changes.events or self.changes.moved)


class Watch:
    """Polls feeds into a record. InputError for a feed that can't be asked, or a state that is none."""

    def __init__(self, settings: WatchSettings, *, now: Callable[[], datetime] | None = None) -> None:
        if not settings.feeds:
            raise InputError("name at least one feed to watch")
        for url in settings.feeds:
            check(url)
        self._settings = settings
        self._now = now or (lambda: datetime.now(UTC))
        self._kept = read_state(settings.state)
        if self._kept.mark is None:
            self._kept.mark = self._mark() if settings.record.exists() else Mark()
            write_state(settings.state, self._kept)

    def poll(self) -> Polled:
        """Asks the feeds that are due, reads what is new, and says what changed: `told` when that is told."""
        settings = self._settings
        with _known_addresses(settings.record) as known:
            poll = Poll(settings.sources, self._kept.polls, settings.every, known, self._now)
            counts = self._read(poll.captures(settings.feeds))
        before = self._kept.mark or Mark()
        found = ChangesRow(0, (), ())
        if settings.record.exists():
            with Record(settings.record) as record:
                self._kept.mark = mark(record, as_of=settings.today)
                found = changes(record, before, self._kept.mark, as_of=settings.today)
        at = self._now().isoformat(timespec="seconds")
        return Polled(at, poll.asked, poll.unchanged, poll.failed, counts, found, poll.troubles)

    def deliver(self, hook: Webhook, polled: Polled) -> bool:
        """Sends the news, after what the webhook has not taken yet; whether it took all."""
        if polled.is_news:
            self._kept.pending = [*self._kept.pending, message_of(polled)][-_PENDING:]
        while self._kept.pending:
            if not hook.send(self._kept.pending[0]):
                return False
            self._kept.pending.pop(0)
        return True

    def told(self) -> None:
        """What was polled is told, and need not be told again."""
        write_state(self._settings.state, self._kept)

    def _read(self, captures: Iterator[Capture | Rejection]) -> ReadCounts:
        """Reads the pages into the record; nothing is started where there are none."""
        first = next(captures, None)
        if first is None:
            return ReadCounts()
        read_into = self._settings.read_into or partial(pipeline.read_into, self._settings.record)
        return read_into(
            self._settings.feeds, jobs=self._settings.jobs,
            lexicon=self._settings.lexicon, captures=chain([first], captures),
        )  # fmt: skip

    def _mark(self) -> Mark:
        with Record(self._settings.record) as record:
            return mark(record, as_of=self._settings.today)


@contextmanager
def _known_addresses(path: Path) -> Iterator[Callable[[str], bool]]:
    """Whether the record has read an address, asked of the record as it was when the poll began."""
    if not path.exists():
        yield lambda _: False
        return
    asked = "SELECT 1 FROM documents WHERE name = ?1 UNION ALL SELECT 1 FROM documents WHERE url = ?1 LIMIT 1"
    with Record(path) as record:
        yield lambda url: record.row(asked, (url,)) is not None


def every(text: str) -> timedelta:
    """The time that "90s", "15m", "2h" or "1d" means; InputError for anything else."""
    units = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
    number, unit = text[:-1].strip(), text[-1:].lower()
    if not number.isdecimal() or unit not in units or not 0 < int(number) < 100_000:
        raise InputError(f"{text!r} is no time between polls: write 30s, 15m, 2h or 1d")
    return timedelta(**{units[unit]: int(number)})
