"""When a text that stands there twice is one report printed twice (codebook 7: reprints are one source)."""

from __future__ import annotations

from datetime import date
from typing import Final

DAYS_APART: Final = 3
"""Days between the publication of a report and of its reprint. What comes back later in almost the same
words is a template filled in anew (prices, weather), which is another report."""


def within_days(a: str | None, b: str | None) -> bool:
    """Whether two publication days (YYYY-MM-DD) are near enough; an unknown day is near to any."""
    if not a or not b:
        return True
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= DAYS_APART
