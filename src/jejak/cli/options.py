"""Options that several commands have, told in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from datetime import date

RECORD: Final = Path("jejak.db")

RecordOption = Annotated[
    Path, typer.Option("--record", envvar="JEJAK_RECORD", help="The record's file.", show_default=True)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines instead of a table.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help="At most so many, the latest.")]
KnownOption = Annotated[
    str | None,
    typer.Option("--as-known-on", metavar="DATE", help="Answer from what had been published by that day."),
]
RejectedOption = Annotated[bool, typer.Option("--with-rejected", help="Also what people rejected.")]


def known_day(value: str | None) -> date | None:
    """The day of --as-known-on; the last one of a month or year."""
    from jejak.views.asking import day

    return day(value, "--as-known-on")
