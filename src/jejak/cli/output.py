"""What reaches the terminal: text from pages made harmless, tables, JSON, and the end of a pipe."""

from __future__ import annotations

import os
import sys
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from jejak.exports.plain import as_json, safe

_PIPED_WIDTH: Final = 100

__all__ = ["as_json", "lines", "messages", "print_json", "safe", "screen", "shortened", "table", "words"]


def screen() -> Console:
    """Standard output. As wide as the terminal, or COLUMNS, or 100 columns in a pipe."""
    wide = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _PIPED_WIDTH
    return Console(width=wide, highlight=False, markup=False, emoji=False)


def messages() -> Console:
    """Standard error, for what is not the answer."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def words(text: object, style: str = "") -> Text:
    """Text from a page, harmless and without markup, on one line."""
    return Text(" ".join(safe(text).split()), style=style)


def lines(*parts: Text | str | None) -> Text:
    """The parts that say something, one a line."""
    return Text("\n").join(part if isinstance(part, Text) else Text(part) for part in parts if part)


def table(*columns: str | tuple[str, dict[str, Any]]) -> Table:
    """An empty table; a column is its heading, or that with rich's options."""
    found = Table(box=None, padding=(0, 2, 1, 0), header_style="bold", pad_edge=False, expand=True)
    for column in columns:
        heading, options = column if isinstance(column, tuple) else (column, {})
        found.add_column(heading, overflow="fold", **options)
    return found


def print_json(value: object) -> None:
    """The value as JSON on standard output, with nothing in it that could steer a terminal."""
    sys.stdout.write(as_json(value, indent=2) + "\n")


def shortened(text: str, most: int) -> str:
    """The text cut at a word after at most so many characters, with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[:most].rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,;:–-')} …"
