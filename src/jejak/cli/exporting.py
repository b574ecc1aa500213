"""`jejak export`: the record in the forms that other programs read."""

from __future__ import annotations

import csv
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from jejak.cli.lexicon import LexiconOption, use
from jejak.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jejak.exports.plover import Row

export_app = typer.Typer(no_args_is_help=True, help="Write the record in forms that other programs read.")


class Format(StrEnum):
    """How rows are written."""

    csv = "csv"
    jsonl = "jsonl"


@export_app.command()
def plover(
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to; standard output if not given."),
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="How to write the rows.")] = Format.csv,
    dyads: Annotated[
        bool, typer.Option("--dyads", help="A row for each pair of actor and recipient, not one an event.")
    ] = False,
    party: Annotated[
        list[str] | None, typer.Option("--party", help="A party by code or name; twice for a pair.")
    ] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", help="An event type, e.g. CONSULT; may be repeated.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="From this year, month or day on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this year, month or day.")] = None,
    record: Annotated[
        Path, typer.Option("--record", envvar="JEJAK_RECORD", help="The record's file.", show_default=True)
    ] = Path("jejak.db"),
    lexicon: LexiconOption = None,
) -> None:
    """Write the events as event data, in the columns of POLECAT (the PLOVER types, by the NGEC coder).

    Whatever POLECAT has no column for stands behind them: status, sentence, offsets, address, score ...

    `jejak export plover -o events.csv`

    `jejak export plover --dyads --party ASEAN --party Rusia --format jsonl`
    """
    from jejak.exports import plover as view
    from jejak.views.record import Record

    use(lexicon)
    with Record(record) as opened:
        rows = view.plover(
            opened, parties=party or (), types=type_ or (), since=since, until=until, dyads=dyads
        )
        with _opened(output) as file:
            count = _write(rows, file, format)
    if output:
        from jejak.cli.output import messages

        messages().print(f"{count:,} {'row' if count == 1 else 'rows'} written to {output}")


@export_app.command()
def record(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="The folder for the files, made if need be.")
    ],
    record: Annotated[
        Path, typer.Option("--record", envvar="JEJAK_RECORD", help="The record's file.", show_default=True)
    ] = Path("jejak.db"),
) -> None:
    """Write the whole record as JSON lines, a file a kind.

    `documents`, `actors`, `events`, `statements`, `commitments`, `series`, `instruments`, `discrepancies` and
    `decisions`, each with `.jsonl` behind. Every line has an `id` and `reports`: the documents that say it,
    with the words and where they stand.

    `jejak export record -o record/`
    """
    from jejak.cli.output import as_json, messages
    from jejak.exports.whole import KINDS
    from jejak.views.record import Record

    counts = []
    with Record(record) as opened:
        _make_folder(output)
        for kind, items in KINDS.items():
            count = 0
            with _opened(output / f"{kind}.jsonl") as file:
                for count, item in enumerate(items(opened), 1):  # noqa: B007 - the count is the answer
                    file.write(as_json(item) + "\n")
            counts.append(f"{count:,} {kind}")
    messages().print(f"{', '.join(counts)} written to {output}")


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"can't make the folder {path}: {error.strerror}") from error


def _write(rows: Iterator[Row], file: TextIO, format: Format) -> int:
    from jejak.cli.output import as_json, safe
    from jejak.exports.plover import COLUMNS

    count = 0
    if format is Format.jsonl:
        for count, row in enumerate(rows, 1):  # noqa: B007 - the count is the answer
            file.write(as_json(row) + "\n")
        return count
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for count, row in enumerate(rows, 1):  # noqa: B007 - the count is the answer
        writer.writerow(["" if value is None else safe(value) for value in row.values()])
    return count


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
        return
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        raise InputError(f"can't write {path}: {error.strerror}") from error
