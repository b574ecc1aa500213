"""What several commands have: options, and how a record is opened by them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jejak.cli import shared
from jejak.cli.lexicon import use

if TYPE_CHECKING:
    from datetime import date

    from jejak.views.record import Record

RECORD: Final = Path("jejak.db")


def _named(text: str | Path) -> Path:
    """The record's file: of a shared record, this machine's copy."""
    return shared.opened(text) if isinstance(text, str) and shared.is_shared(text) else Path(text)


RecordOption = Annotated[
    Path,
    typer.Option(
        "--record",
        envvar="JEJAK_RECORD",
        help="The record's file, or the address of a shared one, postgresql://USER@HOST/DATABASE.",
        show_default=True,
        parser=_named,
        metavar="FILE",
    ),
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


def open_record(
    path: Path, lexicon: Path | None = None, *, known_on: str | None = None, with_rejected: bool = False
) -> Record:
    """The record as it was known on a day, with a user's lexicon in use."""
    from jejak.views.record import Record

    use(lexicon)
    return Record(path, known_on=known_day(known_on), with_rejected=with_rejected)
