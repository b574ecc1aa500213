"""A record that many share: its copy here, up to date before a command; what it decides, the others hear."""

from __future__ import annotations

import os
import threading
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jejak.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Callable

    from jejak.ledger import Copy
    from jejak.pipeline import ReadCounts

_SCHEMES: Final = ("postgresql://", "postgres://")
_copies: Final[dict[Path, Copy]] = {}
"""The copies that were opened by this run, by their files."""


def is_shared(text: str) -> bool:
    """Whether a record is named by the address of a database."""
    return text.startswith(_SCHEMES)


def opened(address: str) -> Path:
    """The copy of the shared record, as it is now; as it was last, and so told, without the server."""
    from jejak import deciding, ledger
    from jejak.cli.output import messages
    from jejak.cli.progress import Progress

    copy = ledger.Copy.of(ledger.parse(address), _folder())
    try:
        with Progress(()) as progress:
            copy.sync(progress.page)
    except ledger.Unreachable as error:
        if copy.followed is None:
            raise
        then = datetime.fromtimestamp(copy.followed).astimezone().strftime("%Y-%m-%d %H:%M")
        messages().print(f"{error}; this is the record as it was on {then}")
    deciding.tell_first(copy.path, copy.tell)
    _copies[copy.path] = copy
    return copy.path


def reader_into(record: Path) -> Callable[..., ReadCounts]:
    """What reads inputs into the record: `pipeline.read_into`, or the same for a shared one."""
    from jejak import pipeline

    copy = _copies.get(record)
    return copy.read_into if copy else partial(pipeline.read_into, record)


def assembler_into(record: Path) -> Callable[..., ReadCounts]:
    """What takes findings from files into the record."""
    from jejak import scale

    copy = _copies.get(record)
    return copy.assemble if copy else partial(scale.assemble, record)


def shown(record: Path) -> str:
    """What the user named: the file, or the address without its password."""
    copy = _copies.get(record)
    return copy.address.shown if copy else str(record)


def keep_following(record: Path, every_s: float) -> None:
    """Has the copy of a shared record follow it from now on, in a thread of its own, as long as this runs."""
    if copy := _copies.get(record):
        threading.Thread(target=_follow, args=(copy, every_s), name="ledger", daemon=True).start()


def _follow(copy: Copy, every_s: float) -> None:
    from jejak.cli.output import messages

    stop, told = threading.Event(), ""
    while not stop.wait(every_s):
        try:
            copy.sync()
            told = ""
        except RecordError as error:
            if str(error) != told:
                told = str(error)
                messages().print(f"{told}; trying again every {every_s:g} seconds")


def _folder() -> Path:
    """Where copies are kept: in the user's folder for what can be made again."""
    caches = os.environ.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "jejak"
