"""When a text that stands there twice is one report printed twice (codebook 7: reprints are one source)."""

from __future__ import annotations

from datetime import date
from typing import Final

DAYS_APART: Final = 3
"""Days between the publication of a report and of its reprint. What comes back later in almost the same
words is a template filled in anew (prices, weather), which is another report."""


def days_near(day: str | None) -> tuple[str, ...] | None:
    """The days (YYYY-MM-DD) of reports that may be reprints of one of this day; None, any, if it is unknown.

    A report of unknown day may be a reprint of any.
    """
    if not day:
        return None
    middle = date.fromisoformat(day).toordinal()
    near = range(max(1, middle - DAYS_APART), min(date.max.toordinal(), middle + DAYS_APART) + 1)
    return tuple(date.fromordinal(number).isoformat() for number in near)
