"""`jejak export`: the record in the forms that other programs read, by one set of filters."""

from __future__ import annotations

import inspect
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final

import typer

from jejak.cli.lexicon import LexiconOption
from jejak.cli.options import RECORD, JsonOption, KnownOption, RecordOption, RejectedOption, open_record
from jejak.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jejak.exports.formats import Format, Wish

export_app = typer.Typer(no_args_is_help=True, help="Write the record in forms that other programs read.")

OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Where to; standard output if not given."),
]
PartyOption = Annotated[
    list[str] | None, typer.Option("--party", help="A party by code or name; twice for a pair.")
]
TypeOption = Annotated[
    list[str] | None, typer.Option("--type", help="An event type, e.g. CONSULT; may be repeated.")
]
StatusOption = Annotated[
    list[str] | None,
    typer.Option("--status", help="A status of events or commitments; may be repeated."),
]
ContextOption = Annotated[
    list[str] | None,
    typer.Option("--context", help="A context of the codebook, e.g. terrorism; may be repeated."),
]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Who promises or speaks; then no events are chosen.")
]
ToOption = Annotated[
    str | None, typer.Option("--to", help="Who is promised something; then only commitments are chosen.")
]
SinceOption = Annotated[str | None, typer.Option("--since", help="From this year, month or day on.")]
UntilOption = Annotated[str | None, typer.Option("--until", help="Up to this year, month or day.")]
AboutOption = Annotated[
    str | None, typer.Option("--about", help="What has this context of the codebook, or these words.")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="The day by which commitments are judged; today if not given.")
]
KindOption = Annotated[
    str, typer.Option("--kind", help="Of what: events, commitments or statements.", show_default=True)
]
EveryOption = Annotated[
    bool, typer.Option("--every-report", help="A row for each report, not one an item with its first.")
]
DyadsOption = Annotated[
    bool, typer.Option("--dyads", help="A row for each pair of actor and recipient, not one an event.")
]
RowsOption = Annotated[str, typer.Option("--format", help="How to write the rows: csv or jsonl.")]
ViewOption = Annotated[
    str,
    typer.Option(
        "--view",
        help="chosen (all that the filters choose), relation, actor, series, instruments or discrepancies.",
    ),
]
NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME]...", help="Whom or what the view is of: two parties, an actor ..."),
]

_COMMON: Final[dict[str, tuple[Any, Any]]] = {
    "output": (OutputOption, None), "party": (PartyOption, None), "type_": (TypeOption, None),
    "status": (StatusOption, None), "context": (ContextOption, None), "by": (ByOption, None),
    "to": (ToOption, None), "since": (SinceOption, None), "until": (UntilOption, None),
    "about": (AboutOption, None), "as_of": (AsOfOption, None), "as_known_on": (KnownOption, None),
    "with_rejected": (RejectedOption, False), "record": (RecordOption, RECORD),
    "lexicon": (LexiconOption, None), "as_json": (JsonOption, False),
}  # fmt: skip
"""The options of every format: name, what typer is told of it, and its default."""

_OWN: Final[dict[str, dict[str, tuple[Any, Any]]]] = {
    "table": {"kind": (KindOption, "events"), "every_report": (EveryOption, False)},
    "dyads": {"dyads": (DyadsOption, False), "rows": (RowsOption, "csv")},
    "subject": {"view": (ViewOption, "chosen"), "names": (NamesArgument, None)},
}
"""The options of the formats that take more than filters."""

_EXAMPLES: Final = {
    "csv": ("csv -o events.csv", "csv --kind commitments --status overdue"),
    "jsonl": ("jsonl --kind statements --party RUS",),
    "parquet": ("parquet --every-report -o reports.parquet",),
    "plover": ("plover -o events.csv", "plover --dyads --party ASEAN --party Rusia --format jsonl"),
    "ftm": ("ftm -o record.ftm.jsonl",),
    "gexf": ("gexf --since 2016 -o dealings.gexf",),
    "graphml": ("graphml -o dealings.graphml",),
    "ics": ("ics --party IDN -o coming.ics",),
    "bibtex": ("bibtex --about terrorism -o sources.bib",),
    "csl": ("csl -o sources.json",),
    "annotations": ("annotations -o quotes.jsonld",),
    "dossier": (
        "dossier --view relation ASEAN Rusia -o asean-russia.html",
        "dossier --status overdue -o overdue.html",
    ),
}  # fmt: skip


def _add_formats() -> None:
    """A command for each format, with the same options."""
    for name, examples in _EXAMPLES.items():
        export_app.command(name, help=_help(name, examples))(_command(name))


def _help(name: str, examples: tuple[str, ...]) -> str:
    shown = "\n\n".join(f"`jejak export {one}`" for one in examples)
    return f"{_TELLS[name]}\n\n{shown}"


_TELLS: Final = {
    "csv": "Write a table for spreadsheets, pandas and R.",
    "jsonl": "Write the same table as JSON, a row a line.",
    "parquet": "Write the same table with typed columns, for pandas, DuckDB, Arrow and Spark.",
    "plover": "Write the events as event data, in the columns of POLECAT (PLOVER types, by the NGEC coder).",
    "ftm": "Write FollowTheMoney entities, a line each, for OpenAleph.",
    "gexf": "Write who deals with whom as a graph with the time of each edge, for Gephi.",
    "graphml": "Write the same graph as GraphML.",
    "ics": "Write announced meetings and the days on which promises are due, for calendars.",
    "bibtex": "Write the sources, for LaTeX and JabRef.",
    "csl": "Write the sources as CSL-JSON, for Zotero and pandoc.",
    "annotations": "Write every quotation as a W3C Web Annotation: its words and where they stand.",
    "dossier": "Write a view of the record as one HTML file with all its sources, to mail or print.",
}


def _command(name: str) -> Callable[..., None]:
    """The function of a format's command, with the options that the format takes as its signature."""

    def run(**given: Any) -> None:  # noqa: ANN401 - typer gives what the signature below says
        from jejak.exports.formats import FORMATS

        _export(FORMATS[name], **given)

    taken = {"table": ("csv", "jsonl", "parquet"), "dyads": ("plover",), "subject": ("dossier",)}
    own = {k: v for part, names in taken.items() if name in names for k, v in _OWN[part].items()}
    options = own | _COMMON
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
            for option, (kind, default) in options.items()
        ]
    )
    run.__annotations__ = {option: kind for option, (kind, _) in options.items()}
    run.__name__ = name
    return run


def _export(format: Format, **given: Any) -> None:  # noqa: ANN401 - the options, checked by typer
    """Writes one format, and tells how much on standard error, or as JSON on standard output."""
    output: Path | None = given["output"]
    if given["as_json"] and output is None:
        raise InputError("--json tells what was written to a file: give one with -o FILE")
    with (
        open_record(
            given["record"], given["lexicon"], known_on=given["as_known_on"],
            with_rejected=given["with_rejected"],
        ) as opened,
        _opened(output) as file,
    ):  # fmt: skip
        count = _writer(format, given.get("rows", "csv"))(opened, _wish(given), file)
    if output and given["as_json"]:
        from jejak.cli.output import print_json

        print_json({"format": format.name, "file": str(output), "count": count})
    elif output:
        from jejak.cli.output import messages

        messages().print(f"{count:,} {'item' if count == 1 else 'items'} written to {output}")


def _writer(format: Format, rows: str) -> Callable[..., int]:
    from jejak.exports import plover

    if rows not in ("csv", "jsonl"):
        raise InputError(f"there is no --format {rows!r}: csv or jsonl")
    if format.name == "plover" and rows == "jsonl":
        return lambda record, wish, out: plover.as_jsonl(record, wish.filters, out, dyads=wish.dyads)
    return format.write


def _wish(given: dict[str, Any]) -> Wish:
    from jejak.exports.formats import KINDS, Filters, Subject, Table, Wish

    kind = given.get("kind", "events")
    if kind not in KINDS:
        raise InputError(f"there is no --kind {kind!r}: {', '.join(KINDS)}")
    filters = Filters(
        parties=tuple(given["party"] or ()), by=given["by"], to=given["to"],
        types=tuple(given["type_"] or ()), statuses=tuple(given["status"] or ()),
        contexts=tuple(given["context"] or ()), since=given["since"], until=given["until"],
        about=given["about"], as_of=given["as_of"],
    )  # fmt: skip
    return Wish(
        filters, Table(kind, given.get("every_report", False)),
        Subject(given.get("view", "chosen"), tuple(given.get("names") or ())), given.get("dyads", False),
    )  # fmt: skip


_add_formats()


@export_app.command()
def record(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="The folder for the files, made if need be.")
    ],
    record: RecordOption = RECORD,
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
                    file.write(as_json(item).encode() + b"\n")
            counts.append(f"{count:,} {kind}")
    messages().print(f"{', '.join(counts)} written to {output}")


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"can't make the folder {path}: {error.strerror}") from error


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    """A file to write to, put in place when it is whole; or standard output."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"can't write {path}: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)
