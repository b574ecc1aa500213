"""`jejak discrepancies`: what sources disagree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from jejak.cli.lexicon import LexiconOption  # noqa: TC001 - typer reads it at run time
from jejak.cli.options import RECORD, JsonOption, KnownOption, LimitOption, RecordOption, open_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from jejak.views.rows import DiscrepancyRow

_SHOWN: Final = 3
"""Documents that are named for each side."""


def add_commands(app: typer.Typer) -> None:
    """Adds the command of this module."""
    app.command()(discrepancies)


def discrepancies(
    party: Annotated[
        list[str] | None, typer.Option("--party", help="A party by code or name; twice for a pair.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="From this year, month or day on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this year, month or day.")] = None,
    as_known_on: KnownOption = None,
    limit: LimitOption = 200,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what sources disagree on about the same fact: days, places, numbers, parties, offices.

    Both sides are kept; the value that more sources have stands first, and reprints count once.

    `jejak discrepancies --party ASEAN --party Rusia`
    """
    from jejak.cli import output
    from jejak.views import discrepancies as view
    from jejak.views.rows import as_dict

    with open_record(record, lexicon, known_on=as_known_on) as opened:
        rows = view.discrepancies(opened, parties=party or (), since=since, until=until, limit=limit)
    if as_json:
        output.print_json([as_dict(row) for row in rows])
    elif rows:
        output.screen().print(_screen(rows))
    else:
        output.messages().print("the sources agree: no discrepancies")


def _screen(rows: Sequence[DiscrepancyRow]) -> RenderableType:
    from jejak.cli.output import table, words

    drawn = table("about", "on", "says", ("sources", {"justify": "right"}), "who says so")
    for row in rows:
        for n, value in enumerate(row.values):
            docs = list(dict.fromkeys(report.doc for report in value.reports))
            more = f" and {len(docs) - _SHOWN} more" if len(docs) > _SHOWN else ""
            about, field = (row.about, row.field) if n == 0 else ("", "")
            cells = (about, field, value.value, str(value.sources), ", ".join(docs[:_SHOWN]) + more)
            drawn.add_row(*map(words, cells))
    return drawn
