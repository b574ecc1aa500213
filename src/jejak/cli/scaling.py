"""`jejak code -o` and `jejak assemble`: findings into files, on one machine or many; files into a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from jejak.cli import shared
from jejak.cli.options import RECORD, JsonOption, RecordOption
from jejak.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.languages.data import UserLexicon
    from jejak.model import Rejection
    from jejak.scale import Coded, Done
    from jejak.sources import SourceSettings


class Engine(StrEnum):
    """What `jejak code -o` reads with."""

    own = "own"
    daft = "daft"


@dataclass(frozen=True, slots=True)
class Wish:
    """Where findings are written, and by what: `jobs` processes, all there are where that is None."""

    output: str
    engine: Engine = Engine.own
    ray: str | None = None
    jobs: int | None = None
    gated: bool = False


OutputOption = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FOLDER",
        help="Write them as Parquet here: a path, or an address (s3://...).",
    ),
]
EngineOption = Annotated[
    Engine, typer.Option("--engine", help="What reads for -o: our own processes, or Daft's.")
]
RayOption = Annotated[
    str | None,
    typer.Option("--ray", metavar="ADDRESS", help="Read for -o with Daft on this Ray cluster (host:port)."),
]


def write_findings(
    inputs: Sequence[str],
    wish: Wish,
    *,
    cores: int,
    settings: SourceSettings,
    lexicon: UserLexicon | None,
) -> bool:
    """Codes the inputs into files and tells of it; False where every page was rejected."""
    from jejak import scale
    from jejak.cli.progress import Progress

    if wish.ray or wish.engine is Engine.daft:
        engine = scale.daft_engine(wish.jobs or (None if wish.ray else cores), wish.ray)
    else:
        engine = scale.OwnEngine(wish.jobs or cores)
    with Progress(inputs) as progress:

        def unit(coded: Coded, done: Done) -> None:
            for rejection in done.first or (None,):
                progress.page(coded.counts, rejection)

        coded = scale.code_into(
            wish.output, inputs, engine, settings=settings, lexicon=lexicon, gated=wish.gated, on_unit=unit
        )
    _tell_coded(coded, wish.output, progress.first_rejections)
    return bool(coded.counts.read or not coded.counts.rejected)


def _tell_coded(coded: Coded, folder: str, rejected: Sequence[Rejection]) -> None:
    from jejak.cli.output import messages, safe

    told, counts = messages(), coded.counts
    before = f"; {_number(coded.before, 'file')} of findings had been there" if coded.before else ""
    told.print(
        f"{_number(counts.read, 'page')} coded into {_number(coded.units, 'file')} in {folder}{before}"
    )
    if counts.rejected:
        told.print(f"{counts.rejected:,} rejected, the first:")
        for rejection in rejected:
            told.print(f"  {safe(rejection.doc)}: {safe(rejection.message)}")
    if coded.failed:
        raise InputError(
            f"{_number(len(coded.failed), 'part')} of the input could not be read, the first:"
            f" {coded.failed[0]}. The same command tries again, and passes over what is done"
        )


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command()(assemble)


def assemble(
    findings: Annotated[
        list[str],
        typer.Argument(metavar="FINDINGS", help="Folders or files that `jejak code -o` wrote."),
    ],
    record: RecordOption = RECORD,
    as_json: JsonOption = False,
) -> None:
    """Take findings from files into the record, as reading the same pages would have done.

    What the record holds already is passed over: the same command after an interruption goes on.

    `jejak assemble findings/`

    `jejak assemble s3://bucket/2026-10/ s3://bucket/2026-11/ --record news.db`
    """
    from jejak import scale
    from jejak.cli.progress import Progress, tell_read

    shelf = scale.open_shelf(findings)
    with Progress((), total=shelf.rows) as progress:
        counts = shared.assembler_into(record)(shelf, on_page=progress.page)
    tell_read(counts, shared.shown(record), progress.first_rejections, as_json=as_json)
