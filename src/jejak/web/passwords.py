"""Users with their hashed passwords and tokens: the file they stand in, and the check at the door."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import threading
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from jejak.errors import InputError
from jejak.web.settings import ROLES, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHORTEST: Final = 10
"""Characters that a password has at least."""
LONGEST_WAIT: Final = 300.0
"""Seconds that somebody has to wait at most before the next try."""
_FREE: Final = {"name and address": 4, "address": 12, "name": 40}
"""Wrong tries that cost nothing yet, by who made them. A name alone has many: no stranger can lock it."""
_MOST_WATCHED: Final = 20_000

_hasher: Final = PasswordHasher()
_hashing: Final = threading.BoundedSemaphore(2)
"""A hash takes much memory on purpose: two at a time, whoever asks."""


class Doorkeeper:
    """Lets users in; whoever tries wrongly again and again waits longer each time."""

    def __init__(self, users: Sequence[User]) -> None:
        self._users = {user.name: user for user in users}
        self._nobody = _hasher.hash(secrets.token_urlsafe(16)) if users else ""
        self._wrong: dict[tuple[str, str], tuple[int, float]] = {}
        self._tokens: dict[bytes, User] = {}
        self._lock = threading.Lock()

    def by_name(self, name: str) -> User | None:
        """The user of that name."""
        return self._users.get(name)

    def wait(self, name: str, address: str) -> int:
        """Seconds until that user may try again from that address."""
        now = time.monotonic()
        with self._lock:
            until = max(
                (self._wrong[key][1] for key in _keys(name, address) if key in self._wrong), default=0
            )
        return max(0, int(until - now + 1)) if until > now else 0

    def by_password(self, name: str, password: str, address: str) -> User | None:
        """The user whose password this is; takes as long where there is no such user."""
        user = self._users.get(name)
        known = user.password if user and user.password else self._nobody
        right = _fits(known, password) and user is not None and user.password is not None
        self._note(name, address, right=right)
        return user if right else None

    def by_token(self, token: str, address: str) -> User | None:
        """The user whose token `NAME:SECRET` this is. One that was right before is known without the hash."""
        digest = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        if known := self._tokens.get(digest):
            return known
        name, _, secret = token.partition(":")
        user = self._users.get(name)
        if user is None or user.token is None or self.wait(name, address):
            return None
        right = _fits(user.token, secret)
        self._note(name, address, right=right)
        if right:
            self._tokens[digest] = user
        return user if right else None

    def _note(self, name: str, address: str, *, right: bool) -> None:
        with self._lock:
            if len(self._wrong) > _MOST_WATCHED:
                self._wrong.clear()
            for key in _keys(name, address):
                if right:
                    self._wrong.pop(key, None)
                    continue
                tries = self._wrong.get(key, (0, 0.0))[0] + 1
                over = tries - _FREE[key[0]]
                self._wrong[key] = tries, time.monotonic() + (min(LONGEST_WAIT, 2.0**over) if over > 0 else 0)


def _keys(name: str, address: str) -> tuple[tuple[str, str], ...]:
    name = name[:100]
    return ("name and address", f"{name}\n{address}"), ("address", address), ("name", name)


def _fits(hashed: str, password: str) -> bool:
    with _hashing:
        try:
            return _hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False


# -- the file -----------------------------------------------------------------------------------------


def read_users(path: Path) -> tuple[User, ...]:
    """The users in a file; none where there is no file. InputError where it can't be read."""
    if not path.exists():
        return ()
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["users"]
        users = tuple(User(**row) for row in rows)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError(f"{path} is no file of users as `jejak user add` writes it ({error})") from error
    if unknown := next((user for user in users if user.role not in ROLES), None):
        raise InputError(
            f"{path}: {unknown.name} has the role {unknown.role!r}; there are {', '.join(ROLES)}"
        )
    return users


def write_users(path: Path, users: Iterable[User]) -> None:
    """Puts the users into the file, whole or not at all; only its owner can read it."""
    text = json.dumps({"users": [asdict(user) for user in users]}, indent=2, ensure_ascii=False) + "\n"
    made = Path(f"{path}.new")
    try:
        made.unlink(missing_ok=True)
        with os.fdopen(
            os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            file.write(text)
        made.replace(path)
    except OSError as error:
        raise InputError(f"can't write {path}: {error.strerror or error}") from error


def with_password(users: Sequence[User], name: str, role: str, password: str) -> tuple[User, ...]:
    """The users with one added, or given another role and password. InputError for one that is too short."""
    if len(password) < SHORTEST:
        raise InputError(f"a password has {SHORTEST} characters or more; this one has {len(password)}")
    user = _known(users, name)
    return _with(users, replace(user, role=role, password=_hasher.hash(password)))


def with_token(users: Sequence[User], name: str, role: str) -> tuple[tuple[User, ...], str]:
    """The users with one added who comes by a token, and the token: it is told this once."""
    secret = secrets.token_urlsafe(32)
    user = _known(users, name)
    return _with(users, replace(user, role=role, token=_hasher.hash(secret))), f"{name}:{secret}"


def without(users: Sequence[User], name: str) -> tuple[User, ...]:
    """The users but one. InputError if there is none of that name."""
    left = tuple(user for user in users if user.name != name)
    if len(left) == len(users):
        raise InputError(f"there is no user {name!r}")
    return left


def _known(users: Sequence[User], name: str) -> User:
    if not name.strip() or not name.isprintable() or ":" in name or len(name) > 100:
        raise InputError(
            f"{name!r} can't be a user's name: no colon, nothing unprintable, at most 100 letters"
        )
    return next((user for user in users if user.name == name), User(name, ROLES[0]))


def _with(users: Sequence[User], new: User) -> tuple[User, ...]:
    return (*(user for user in users if user.name != new.name), new)
