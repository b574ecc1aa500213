"""The word lists of this room: how a data file `key: word word ...` is read."""

from __future__ import annotations

from importlib import resources


def lines(name: str) -> list[str]:
    """The lines of a data file beside this module, comments and empty ones left out."""
    text = (resources.files("jejak.record") / name).read_text(encoding="utf-8")
    return [line for row in text.splitlines() if (line := row.partition("#")[0].strip())]


def rows(name: str) -> list[tuple[str, list[str]]]:
    """The rows of a data file `key: word word ...`; a key may stand in several rows."""
    parted = (line.partition(":") for line in lines(name))
    return [(key.strip(), words.split()) for key, _, words in parted]
