"""Users with their hashed passwords and tokens: the file they stand in, and the check at the door."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from typing import TYPE_CHECKING, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.web.settings import User

SHORTEST: Final = 10
"""Characters that a password has at least."""
FREE_TRIES: Final = 4
LONGEST_WAIT: Final = 300.0
_MOST_WATCHED: Final = 10_000

_hasher: Final = PasswordHasher()


class Doorkeeper:
    """Lets users in, each try after the fourth wrong one later than the one before."""

    def __init__(self, users: Sequence[User]) -> None:
        self._users = {user.name: user for user in users}
        self._nobody = _hasher.hash(secrets.token_urlsafe(16))
        self._wrong: dict[str, tuple[int, float]] = {}
        self._tokens: dict[bytes, User] = {}
        self._lock = threading.Lock()

    def by_name(self, name: str) -> User | None:
        """The user of that name."""
        return self._users.get(name)

    def wait(self, name: str, address: str, now: float | None = None) -> int:
        """Seconds until that user may try again, or anybody from that address."""
        now = time.monotonic() if now is None else now
        with self._lock:
            until = max((self._wrong[k][1] for k in _keys(name, address) if k in self._wrong), default=0.0)
        return max(0, round(until - now + 0.5)) if until > now else 0

    def by_password(self, name: str, password: str, address: str) -> User | None:
        """The user whose password this is; takes as long where there is no such user."""
        user = self._users.get(name)
        known = user.password if user and user.password else self._nobody
        right = _fits(known, password) and user is not None and user.password is not None
        self._note(name, address, right=right)
        return user if right else None

    def by_token(self, token: str) -> User | None:
        """The user whose token this is. One that was right before is known again without the slow hash."""
        digest = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        known = self._tokens.get(digest)
        if known:
            return known
        name, _, secret = token.partition(":")
        user = self._users.get(name)
        if user is None or user.token is None or self.wait(name, "") or not _fits(user.token, secret):
            self._note(name, "", right=False)
            return None
        self._tokens[digest] = user
        return user

    def _note(self, name: str, address: str, *, right: bool) -> None:
        with self._lock:
            if len(self._wrong) > _MOST_WATCHED:
                self._wrong.clear()
            for key in _keys(name, address):
                if right:
                    self._wrong.pop(key, None)
                    continue
                tries = self._wrong.get(key, (0, 0.0))[0] + 1
                slow = min(LONGEST_WAIT, 2.0 ** (tries - FREE_TRIES)) if tries > FREE_TRIES else 0.0
                self._wrong[key] = (tries, time.monotonic() + slow)


def _keys(name: str, address: str) -> tuple[str, ...]:
    return (f"name {name[:100]}", f"from {address}") if address else (f"name {name[:100]}",)


def _fits(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
