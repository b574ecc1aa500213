"""What the web face is told when it starts: one frozen value, passed down."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
LANGUAGES: Final = ("id", "en")
READER: Final = "reader"
REVIEWER: Final = "reviewer"
ROLES: Final = (READER, REVIEWER)
"""What a person may do: read, or also decide."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may come in: `password` and `token` are argon2 hashes, None where there is none."""

    name: str
    role: str
    password: str | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the record is served.

    Without `users` nobody logs in and everybody may do all that `local` may at the command line: that is for
    loopback alone. `hosts` are the names by which a browser may call this server, loopback's always among
    them. `secret` signs sessions. `today` is the day that due dates are judged by; the calendar's if None.
    A client may ask the API `per_minute` times, None for no limit; an export counts for more.
    """

    record: Path
    users: tuple[User, ...] = ()
    hosts: tuple[str, ...] = ()
    local: str = "local"
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    https: bool = False
    today: date | None = None
    per_minute: int | None = 600
