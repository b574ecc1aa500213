"""Geometry of drawings: numbers for a template to put into SVG attributes. No colours, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from jejak.web.speaking import family_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.views.rows import BarRow, TallyRow

MOST_COLUMNS: Final = 40
"""Years that are drawn one by one; what lies before them is one column."""
_LABELS: Final = 8
"""Columns that carry a label, so many at most: more would not fit a phone."""
_FAMILIES: Final = ("talk", "help", "quarrel", "force")
_TOP: Final = 100.0


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a column, from `y` downwards, in hundredths of the chart's height."""

    name: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A step in time: what happened in it, from the least to the last EDTF value that it covers."""

    when: str
    until: str
    events: int
    reports: int
    parts: tuple[Part, ...]
    told: Part
    labelled: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns in the order of time without gaps; `most` is what the full height stands for."""

    unit: str
    most: int
    columns: tuple[Column, ...]


def chart(tally: TallyRow) -> Chart:
    """The counts of a timeline as columns: events by family of type, and reports beside them."""
    steps = _steps(tally)
    bars = {bar.when: bar for bar in tally.bars}
    kept, before = steps[-MOST_COLUMNS:] if tally.unit == "year" else steps, []
    if len(steps) > len(kept):
        kept = kept[1:]
        before = [bar for bar in tally.bars if bar.when < kept[0]]
    most = max((bar.reports for bar in tally.bars), default=0) or 1
    if before:
        most = max(most, sum(bar.reports for bar in before))
    every = -(-len(kept) // _LABELS) or 1
    columns = [_column(when, [bars[when]] if when in bars else [], most, labelled=n % every == 0)
               for n, when in enumerate(kept)]  # fmt: skip
    if before:
        columns.insert(0, _column(before[0].when, before, most, labelled=False, until=before[-1].when))
    return Chart(tally.unit, most, tuple(columns))


def _column(
    when: str, bars: Sequence[BarRow], most: int, *, labelled: bool, until: str | None = None
) -> Column:
    events, reports = sum(bar.events for bar in bars), sum(bar.reports for bar in bars)
    by_family = dict.fromkeys(_FAMILIES, 0)
    for bar in bars:
        for count in bar.types:
            by_family[family_of(count.name)] += count.events
    parts, below = [], _TOP
    for name in _FAMILIES:
        height = _TOP * by_family[name] / most
        if height:
            below -= height
            parts.append(Part(name, round(below, 2), round(height, 2)))
    told = _TOP * reports / most
    return Column(
        when, until or when, events, reports, tuple(parts),
        Part("reports", round(_TOP - told, 2), round(told, 2)), labelled,
    )  # fmt: skip


def _steps(tally: TallyRow) -> list[str]:
    """Every year, month or day from the first to the last that has something in it."""
    if not tally.bars:
        return []
    first, last = tally.bars[0].when, tally.bars[-1].when
    if tally.unit == "year":
        return [f"{year:04d}" for year in range(int(first), int(last) + 1)]
    if tally.unit == "month":
        months = range(_month(first), _month(last) + 1)
        return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1)]


def _month(value: str) -> int:
    year, month = value.split("-")
    return int(year) * 12 + int(month) - 1
