"""Long answers in pages: newest first, by a cursor that stays right while the record grows."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from pydantic import BaseModel, Field

from jejak.web.failing import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
Place = tuple[str | int, ...]
"""Where in its order an item stands: its day and id, or the number of those before it."""

_BATCH: Final = 200
"""Items looked at together where many may not fit."""


class Page(BaseModel, Generic[T]):
    """A page of items. `next` is the cursor of the page after it, null on the last."""

    items: list[T]
    next: str | None = Field(description="The cursor of the next page; null on the last.")


def page_back(
    fetch: Callable[[Place | None, int], Sequence[T]],
    place: Callable[[T], Place],
    cursor: Place | None,
    limit: int,
    fits: Callable[[T], bool] | None = None,
) -> Page[T]:
    """The next page of what `fetch` gives, newest first.

    `fetch(before, limit)` gives the latest `limit` of the items before a place, oldest first. Only what fits
    is taken: as many more are fetched as that needs.
    """
    found: list[T] = []
    wanted = limit + 1
    while True:
        rows = fetch(cursor, wanted if fits is None else max(wanted, _BATCH))
        found += [row for row in reversed(rows) if fits is None or fits(row)]
        if len(found) > limit:
            return Page(items=found[:limit], next=written(place(found[limit - 1])))
        if len(rows) < wanted:
            return Page(items=found, next=None)
        cursor = place(rows[0])


def page_of(rows: Sequence[T], cursor: Place | None, limit: int) -> Page[T]:
    """The next page of rows that are all at hand, in their own order."""
    after = _number(cursor)
    shown = rows[after : after + limit]
    return Page(items=list(shown), next=written((after + limit,)) if after + limit < len(rows) else None)


def page_from(fetch: Callable[[int, int], Sequence[T]], cursor: Place | None, limit: int) -> Page[T]:
    """The next page of what `fetch(after, limit)` gives in its own order, after so many."""
    after = _number(cursor)
    rows = fetch(after, limit + 1)
    return Page(items=list(rows[:limit]), next=written((after + limit,)) if len(rows) > limit else None)


def _number(cursor: Place | None) -> int:
    return int(cursor[0]) if cursor else 0


def written(place: Place) -> str:
    """The place as a cursor: opaque, and safe in an address."""
    text = json.dumps(place, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(cursor: str | None, *kinds: type) -> Place | None:
    """The place that a cursor names; BadRequest if it is no cursor of an order with such parts."""
    if not cursor:
        return None
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise BadRequest("the cursor is none that was given as `next`", "no_cursor") from error
    right = isinstance(told, list) and [type(part) for part in told] == list(kinds)
    if not right or any(isinstance(part, int) and not 0 <= part < 2**53 for part in told):
        raise BadRequest("the cursor is none that was given as `next` of this list", "no_cursor")
    return tuple(told)
