"""Commands on what parties and persons do together: relation, actor, series, instruments, brief."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jejak.cli.lexicon import LexiconOption  # noqa: TC001 - typer reads it at run time
from jejak.cli.options import RECORD, JsonOption, KnownOption, LimitOption, RecordOption, open_record
from jejak.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType


AsOfOption = Annotated[str | None, typer.Option(help="The day to judge by; today if not given.")]
MostOption = Annotated[int, typer.Option("--limit", min=1, help="At most so many of each kind, the latest.")]


class BriefFormat(StrEnum):
    """How `jejak brief` is written."""

    md = "md"
    html = "html"


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    for command in (relation, actor, series, instruments, brief):
        app.command()(command)


def relation(
    parties: Annotated[
        list[str], typer.Argument(metavar="X Y", help="Two parties or more, by code or name.")
    ],
    as_of: AsOfOption = None,
    as_known_on: KnownOption = None,
    limit: MostOption = 12,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what parties did together: by year and type, meetings, agreements, commitments, speakers.

    `jejak relation ASEAN Rusia`

    `jejak relation IDN "Amerika Serikat" --as-known-on 2018`
    """
    from jejak.views import relation as view

    with open_record(record, lexicon, known_on=as_known_on) as opened:
        row = view.relation(opened, *parties, as_of=as_of, limit=limit)
    _show(row, "relation", as_json=as_json)


def actor(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A person, party, agency or organisation.")],
    as_known_on: KnownOption = None,
    limit: MostOption = 10,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one actor: a person's offices, statements and events; a party's names, partners and people.

    `jejak actor Lavrov`

    `jejak actor ASEAN`
    """
    from jejak.views import actor as view

    with open_record(record, lexicon, known_on=as_known_on) as opened:
        row = view.actor(opened, name, limit=limit)
    _show(row, "actor", as_json=as_json)


def series(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A series' name, words of it, or its acronym.")
    ] = None,
    as_known_on: KnownOption = None,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """List meeting series; with a name, its meetings in order, the gaps, and what is announced.

    `jejak series`

    `jejak series ARSOM`
    """
    from jejak.views import series as view

    with open_record(record, lexicon, known_on=as_known_on) as opened:
        rows = view.series(opened, name)
    if rows or as_json:
        _show(rows, "series" if name is None else "instances", as_json=as_json)
    else:
        from jejak.cli.output import messages

        messages().print("No meeting series is in the record.")


def instruments(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Words of a name.")] = None,
    party: Annotated[
        list[str] | None, typer.Option("--party", help="A party to it, by code or name; may be repeated.")
    ] = None,
    as_known_on: KnownOption = None,
    limit: LimitOption = 200,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """List named agreements, plans and statements with their parties, adoption and validity.

    `jejak instruments`

    `jejak instruments "rencana aksi" --party ASEAN`
    """
    from jejak.views import instruments as view

    with open_record(record, lexicon, known_on=as_known_on) as opened:
        rows = view.instruments(opened, name, parties=party or (), limit=limit)
    if rows or as_json:
        _show(rows, "instruments", as_json=as_json)
    else:
        from jejak.cli.output import messages

        messages().print("No such instrument is in the record.")


def brief(
    between: Annotated[
        tuple[str, str], typer.Option("--between", metavar="X Y", help="Two parties, by code or name.")
    ],
    about: Annotated[
        str | None, typer.Option(help="A context of the codebook (terrorism ...), or words in any form.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="From this year, month or day on.")] = None,
    as_known_on: KnownOption = None,
    format: Annotated[
        BriefFormat, typer.Option("--format", help="Markdown, or one HTML page.")
    ] = BriefFormat.md,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to; standard output if not given."),
    ] = None,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a briefing note on two parties, every sentence with its source.

    `jejak brief --between ASEAN Rusia --about terrorism`

    `jejak brief --between Indonesia Rusia --since 2018 --format html -o note.html`
    """
    from jejak.cli.output import as_json as jsoned
    from jejak.cli.output import messages
    from jejak.views import briefing
    from jejak.views.rows import as_dict

    with open_record(record, lexicon, known_on=as_known_on) as opened:
        note = briefing.brief(opened, *between, about=about, since=since)
    if as_json:
        text = jsoned(as_dict(note), indent=2) + "\n"
    else:
        text = briefing.as_html(note) if format is BriefFormat.html else briefing.as_markdown(note)
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"can't write {output}: {error.strerror}") from error
    messages().print(f"the note is in {output}")


def _show(answer: Any, name: str, *, as_json: bool) -> None:  # noqa: ANN401 - a row, or a tuple of them
    """Prints an answer as JSON, or as the screen of that name."""
    from jejak.cli import output
    from jejak.views.rows import as_dict

    if as_json:
        output.print_json([as_dict(row) for row in answer] if isinstance(answer, tuple) else as_dict(answer))
        return
    from jejak.cli import dealing_screens

    drawn: Callable[[Any], RenderableType] = getattr(dealing_screens, name)
    output.screen().print(drawn(answer))
