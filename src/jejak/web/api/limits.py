"""How often one client may ask: a bucket each, filled again as time goes by."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Final

from fastapi import HTTPException, Request

from jejak.web.security import viewer_of

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_CLIENTS: Final = 10_000
"""Clients that are remembered, the latest: an old one starts with a full bucket again."""


@dataclass
class Limiter:
    """Lets a client ask `per_minute` times a minute, all at once or spread; None for no limit."""

    per_minute: int | None
    now: Callable[[], float] = monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, client: str, cost: int = 1) -> int:
        """Takes from the client's bucket; 0, or the seconds to wait where too little is left in it."""
        if self.per_minute is None:
            return 0
        rate, now = self.per_minute / 60, self.now()
        with self._lock:
            left, then = self._left.pop(client, (float(self.per_minute), now))
            left = min(float(self.per_minute), left + (now - then) * rate)
            needed = min(cost, self.per_minute)
            enough = left >= needed
            self._left[client] = (left - needed if enough else left, now)
            while len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)
        return 0 if enough else max(1, ceil((needed - left) / rate))


def limited(request: Request) -> None:
    """Dependency of routes that may be asked only so often: 429 with Retry-After past that."""
    take(request, 1)


def take(request: Request, cost: int) -> None:
    """Counts a request that costs as much as so many; HTTPException 429 where that is too much."""
    limiter: Limiter = request.app.state.limiter
    wait = limiter.wait(client_of(request), cost)
    if wait:
        raise HTTPException(429, "slow", {"Retry-After": str(wait)})


def client_of(request: Request) -> str:
    """Who asks: the user who logged in, else the machine."""
    viewer = viewer_of(request)
    if viewer and not viewer.local:
        return f"user {viewer.name}"
    return f"from {request.client.host if request.client else ''}"
