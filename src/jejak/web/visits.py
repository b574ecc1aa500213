"""When somebody last looked: a cookie that says up to which reading they had seen the record."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fastapi import Request

SEEN_COOKIE: Final = "jejak_seen"
_ONE_VISIT: Final = 30 * 60
"""Seconds without a look at the first page after which the next look is another visit."""


def last_seen(request: Request, latest: int, now: float | None = None) -> tuple[int | None, str]:
    """The latest reading at the visit before this one (None at the first), and what the cookie is to say.

    The cookie holds `before.latest.time`: the last reading of the visit before, that of this visit, and when
    the first page was last looked at.
    """
    now = time.time() if now is None else now
    parts = request.cookies.get(SEEN_COOKIE, "").split(".")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 16 for part in parts):
        return None, f"{latest}.{latest}.{int(now)}"
    before, here, looked = map(int, parts)
    if now - looked > _ONE_VISIT:
        before = here
    return min(before, latest), f"{min(before, latest)}.{latest}.{int(now)}"
