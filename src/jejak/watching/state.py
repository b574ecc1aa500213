"""What a watch keeps between polls, in a file beside the record."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from jejak.errors import InputError
from jejak.sources.fetch import Validators
from jejak.sources.polling import FeedState, PollState
from jejak.views.changes import Mark

if TYPE_CHECKING:
    from pathlib import Path

_VERSION: Final = 1


@dataclass
class Kept:
    """What a watch keeps: of the feeds, of the record when it told last, and messages not taken yet."""

    polls: PollState
    mark: Mark | None = None
    pending: list[dict[str, Any]] = field(default_factory=list)


def read_state(path: Path) -> Kept:
    """What an earlier watch kept, or nothing. InputError if the file is something else."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Kept(PollState())
    except (OSError, ValueError) as error:
        raise _no_state(path) from error
    if not isinstance(told, dict) or told.get("jejak watch") != _VERSION:
        raise _no_state(path)
    try:
        feeds = {url: _feed(kept) for url, kept in told["feeds"].items()}
        found = Mark(int(told["document"]), dict(told["standings"]))
        return Kept(PollState(feeds, dict(told["followed"])), found, list(told["pending"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _no_state(path) from error


def _no_state(path: Path) -> InputError:
    return InputError(f"{path} is no state of a watch; remove it to start anew, or name another with --state")


def _feed(kept: dict[str, Any]) -> FeedState:
    until = kept["not_before"]
    return FeedState(
        Validators(kept["etag"], kept["last_modified"]), int(kept["failures"]),
        datetime.fromisoformat(until) if until else None, dict(kept["tried"]),
    )  # fmt: skip


def write_state(path: Path, kept: Kept) -> None:
    """Replaces the file at once, so that it is never half written."""
    found = kept.mark or Mark()
    told = {
        "jejak watch": _VERSION, "document": found.document, "standings": dict(found.standings),
        "feeds": {
            url: {
                "etag": feed.validators.etag, "last_modified": feed.validators.last_modified,
                "failures": feed.failures, "tried": feed.tried,
                "not_before": feed.not_before.isoformat() if feed.not_before else None,
            }
            for url, feed in kept.polls.feeds.items()
        },
        "followed": kept.polls.followed, "pending": kept.pending,
    }  # fmt: skip
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"can't write {path}: {error.strerror}") from error
