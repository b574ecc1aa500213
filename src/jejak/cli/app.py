"""The commands. Whatever only asks the record loads neither the reader nor the sources."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

import jejak
from jejak.cli import deciding, disagreeing, scaling, serving, shared, watching
from jejak.cli.dealings import add_commands
from jejak.cli.exporting import export_app
from jejak.cli.lexicon import LexiconOption, lexicon_app, opened, use
from jejak.cli.options import (
    RECORD,
    JsonOption,
    KnownOption,
    LimitOption,
    RecordOption,
    RejectedOption,
    open_record,
)
from jejak.errors import InputError, RecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import RenderableType

    from jejak.languages.data import UserLexicon
    from jejak.sources import SourceSettings

INPUT_ERROR, RECORD_ERROR, ALL_REJECTED, INTERRUPTED = 2, 3, 4, 130


class Commands(TyperGroup):
    """Tells our errors in one line, each with its exit code, and leaves quietly when a pipe closes."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer brings a click of its own
        """Runs the command that was asked for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except InputError as error:
            raise _ended(str(error), INPUT_ERROR) from error
        except RecordError as error:
            raise _ended(str(error), RECORD_ERROR) from error
        except KeyboardInterrupt as error:
            raise _ended("stopped", INTERRUPTED) from error
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from error
        return result


class BareFaults(TyperCommand):
    """Takes `--faults` without a field, last or before another option, for the faults in all fields."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as above
        """The arguments that are left once options are taken out."""
        full: list[str] = []
        for arg, after in zip(args, [*args[1:], "--"], strict=True):
            full += [arg, "all"] if arg == "--faults" and after.startswith("-") else [arg]
        return super().parse_args(ctx, full)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads the news and keeps the record of what states do together, every fact with the words"
    " that say so.",
    epilog="First `jejak read FOLDER`, then `jejak timeline`. Every command has its own --help, with"
    " examples.",
)

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT", help="Files (.html .txt .jsonl .json .warc .xml ...), folders, URLs, or -."
    ),
]
MapOption = Annotated[
    str | None,
    typer.Option(
        "--map", metavar="OURS=THEIRS,...", help="Names of fields in rows, e.g. body=text,date=time."
    ),
]
ContextOption = Annotated[
    list[str] | None,
    typer.Option("--context", help="A context, e.g. terrorism; may be repeated: any of them."),
]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")
]
WhyOption = Annotated[bool, typer.Option("--why", help="Tell what found each finding, and by which words.")]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Processes that read; the machine's number of cores if not given."),
]
GateOption = Annotated[
    bool, typer.Option("--gate", help="Read in full only pages that may tell of dealings between states.")
]
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(export_app, name="export")


class Format(StrEnum):
    """How `jejak code` prints findings."""

    jsonl = "jsonl"


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Prints the version."""
    if show:
        typer.echo(f"jejak {jejak.__version__}")
        raise typer.Exit


@app.command()
def read(
    inputs: Inputs,
    record: RecordOption = RECORD,
    columns: MapOption = None,
    jobs: JobsOption = None,
    again: Annotated[bool, typer.Option("--again", help="Read pages anew that were read before.")] = False,
    gate: GateOption = False,
    allow_private: PrivateOption = False,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read pages into the record.

    Pages that the record knows are passed over, so reading the same input again changes nothing, and a
    run that was interrupted goes on where it stopped. A page that can't be read is kept as a rejection.

    `jejak read pages/`

    `jejak read news.jsonl --map body=text`

    `jejak read https://example.org/feed.xml`
    """
    from jejak.cli.progress import Progress, tell_read

    ours_and_theirs = opened(lexicon)
    with Progress(inputs) as progress:
        try:
            counts = shared.reader_into(record)(
                inputs, settings=_settings(columns, allow_private), jobs=jobs or _cores(),
                again=again, gated=gate, lexicon=ours_and_theirs, on_page=progress.page,
            )  # fmt: skip
        except KeyboardInterrupt as error:
            kept = f"stopped; {progress.counts.read} pages are kept, and the same command goes on from there"
            raise _ended(kept, INTERRUPTED) from error
    tell_read(counts, shared.shown(record), progress.first_rejections, as_json=as_json)
    if counts.rejected and not counts.read and not counts.known:
        raise typer.Exit(ALL_REJECTED)


@app.command()
def code(
    inputs: Inputs,
    format: Annotated[Format, typer.Option("--format", help="How to print them.")] = Format.jsonl,  # noqa: ARG001
    columns: MapOption = None,
    jobs: JobsOption = None,
    allow_private: PrivateOption = False,
    lexicon: LexiconOption = None,
    why: WhyOption = False,
    output: scaling.OutputOption = None,
    engine: scaling.EngineOption = scaling.Engine.own,
    ray: scaling.RayOption = None,
    gate: GateOption = False,
) -> None:
    """Print the findings of pages, one JSON object an article, without keeping a record.

    Pages that can't be read are told on standard error. With `-o` the findings of all pages are written as
    Parquet instead, for `jejak assemble`; a run that was interrupted goes on where it stopped.

    `jejak code pages/ --format jsonl > findings.jsonl`

    `jejak code archives/ -o findings/`

    `jejak code s3://bucket/archives/ -o s3://bucket/findings/ --ray 10.0.0.1:6379`
    """
    if output is not None:
        wish = scaling.Wish(output, engine, ray, jobs, gate)
        found_any = scaling.write_findings(
            inputs, wish, cores=_cores(), settings=_settings(columns, allow_private), lexicon=opened(lexicon)
        )
    elif ray or gate or engine is not scaling.Engine.own:
        raise InputError("--engine, --ray and --gate are for findings in files: say where, -o FOLDER")
    else:
        settings = _settings(columns, allow_private)
        found_any = _print_findings(inputs, settings, jobs or _cores(), use(lexicon), why=why)
    if not found_any:
        raise typer.Exit(ALL_REJECTED)


def _print_findings(
    inputs: Sequence[str], settings: SourceSettings, jobs: int, lexicon: UserLexicon | None, *, why: bool
) -> bool:
    """Prints the findings of each page; False where every page was rejected."""
    from jejak import pipeline
    from jejak.cli.output import as_json, messages, safe
    from jejak.model import Rejection
    from jejak.views.jsonl import findings_dict

    told, done, rejected = messages(), 0, 0
    for item in pipeline.code(inputs, settings=settings, jobs=jobs, lexicon=lexicon):
        if isinstance(item, Rejection):
            rejected += 1
            told.print(f"rejected {safe(item.doc)}: {safe(item.message)} ({item.reason})")
        else:
            done += 1
            sys.stdout.write(as_json(findings_dict(item, why=why)) + "\n")
    return bool(done or not rejected)


@app.command(cls=BareFaults)
def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Your coding: JSON lines, one article a line.")
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT", help="The pages that are coded, as for `jejak code`."),
    ] = None,
    found: Annotated[
        Path | None,
        typer.Option("--found", metavar="FILE", help="What `jejak code` printed, instead of INPUT."),
    ] = None,
    by_type: Annotated[
        bool, typer.Option("--by-type", help="Also by event type, with what was taken for what.")
    ] = False,
    faults: Annotated[
        list[str] | None,
        typer.Option(
            "--faults", metavar="[FIELD]", help="Also list the faults in a field, or in all; may be repeated."
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--set", metavar="NAME", help="What to call this set; else GOLD's file name."),
    ] = None,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FILE.md", help="Put the figures into this document.")
    ] = None,
    columns: MapOption = None,
    jobs: JobsOption = None,
    allow_private: PrivateOption = False,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure what jejak finds against your own coding of the same articles.

    `jejak evaluate coding.jsonl pages/`

    `jejak evaluate coding.jsonl articles.jsonl --by-type --faults events`

    `jejak evaluate coding.jsonl --found findings.jsonl --json`
    """
    from jejak.cli import evaluating
    from jejak.evaluation import read_gold

    if bool(inputs) == bool(found):
        raise InputError("give the pages that are coded, or --found with what `jejak code` printed of them")
    wishes = evaluating.Wishes(name or gold.stem, by_type, evaluating.fields_of(faults or ()), write, as_json)
    coded = read_gold(gold)
    if found:
        ours = evaluating.from_file(coded, found)
    else:
        settings = _settings(columns, allow_private)
        ours = evaluating.from_pages(coded, inputs or (), settings, jobs or _cores(), opened(lexicon))
    if ours.rejected and not ours.found:
        evaluating.tell_rejected(ours.rejected)
        raise typer.Exit(ALL_REJECTED)
    evaluating.answer(coded, ours, wishes)


@app.command()
def show(
    doc: Annotated[
        str, typer.Argument(metavar="DOC", help="A document's name, address, or the start of its id.")
    ],
    why: WhyOption = False,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show an article with its findings marked in the text.

    `jejak show 2016-sochi.txt`

    `jejak show 2016-sochi.txt --why`
    """
    from jejak.views.marked import marked_article
    from jejak.views.overview import document

    with open_record(record, lexicon) as opened:
        found = document(opened, doc)
        decided = [row for row in marked_article(opened, doc, rejected=True).findings if row.decided]
    if as_json:
        from jejak.cli.output import print_json
        from jejak.views.jsonl import decided_dict, findings_dict

        print_json(findings_dict(found, why=why) | decided_dict(decided))
    else:
        from jejak.cli import output, screens

        output.screen().print(screens.why(found) if why else screens.document(found, decided))


@app.command()
def timeline(
    party: Annotated[
        list[str] | None, typer.Option("--party", help="A party by code or name; twice for a pair.")
    ] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", help="An event type, e.g. CONSULT; may be repeated.")
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option(help="occurred, planned, cancelled ...; may be repeated.")
    ] = None,
    context: ContextOption = None,
    since: Annotated[str | None, typer.Option(help="From this year, month or day on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this year, month or day.")] = None,
    as_known_on: KnownOption = None,
    with_rejected: RejectedOption = False,
    limit: LimitOption = 500,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what happened between parties, in the order of time.

    `jejak timeline --party ASEAN --party Rusia --since 2016 --type CONSULT`
    """
    from jejak.views import timeline as view

    with open_record(record, lexicon, known_on=as_known_on, with_rejected=with_rejected) as opened:
        rows = view.timeline(
            opened, parties=party or (), types=type_ or (), statuses=status or (), contexts=context or (),
            since=since, until=until, limit=limit,
        )  # fmt: skip
    _answer("timeline", rows, "No such event is in the record.", as_json=as_json, limit=limit)


@app.command()
def statements(
    by: Annotated[str | None, typer.Option(help="A person, agency or party that speaks.")] = None,
    party: Annotated[str | None, typer.Option(help="The party that the speakers represent.")] = None,
    about: Annotated[
        str | None, typer.Option(help="A context of the codebook (terrorism ...), or words in any form.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="Published from this year, month or day on.")] = None,
    until: Annotated[str | None, typer.Option(help="Published up to this year, month or day.")] = None,
    as_known_on: KnownOption = None,
    with_rejected: RejectedOption = False,
    limit: LimitOption = 200,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """List who said what.

    `jejak statements --by Lavrov --since 2021`
    """
    from jejak.views import people as view

    with open_record(record, lexicon, known_on=as_known_on, with_rejected=with_rejected) as opened:
        rows = view.statements(opened, by=by, party=party, about=about, since=since, until=until, limit=limit)
    _answer("statements", rows, "No such statement is in the record.", as_json=as_json, limit=limit)


@app.command()
def commitments(
    by: Annotated[list[str] | None, typer.Option(help="A party that promises, by code or name.")] = None,
    to: Annotated[list[str] | None, typer.Option(help="A party that is promised something.")] = None,
    status: Annotated[
        list[str] | None, typer.Option(help="pledged, under_way, fulfilled, overdue ...; may be repeated.")
    ] = None,
    context: ContextOption = None,
    as_of: Annotated[str | None, typer.Option(help="The day to judge by; today if not given.")] = None,
    as_known_on: KnownOption = None,
    with_rejected: RejectedOption = False,
    limit: LimitOption = 200,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what was promised, and what came of it.

    `jejak commitments --by Rusia --to ASEAN`

    `jejak commitments --status overdue`
    """
    from jejak.views import commitments as view

    with open_record(record, lexicon, known_on=as_known_on, with_rejected=with_rejected) as opened:
        rows = view.commitments(
            opened, by=by or (), to=to or (), contexts=context or (), statuses=status or (), as_of=as_of,
            limit=limit,
        )  # fmt: skip
    _answer("commitments", rows, "No such commitment is in the record.", as_json=as_json, limit=limit)


@app.command()
def people(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Words of a name, however spelled.")
    ] = None,
    party: Annotated[str | None, typer.Option(help="The party that they stand for.")] = None,
    as_known_on: KnownOption = None,
    with_rejected: RejectedOption = False,
    limit: LimitOption = 50,
    record: RecordOption = RECORD,
    as_json: JsonOption = False,
) -> None:
    """List persons, their offices and whom they represent.

    `jejak people`

    `jejak people "Mikhail Galuzin"`
    """
    from jejak.views import people as view

    with open_record(record, known_on=as_known_on, with_rejected=with_rejected) as opened:
        rows = view.people(opened, name, party=party, limit=limit)
    _answer("people", rows, "Nobody of that name is in the record.", as_json=as_json, limit=limit)


add_commands(app)
deciding.add_commands(app)
disagreeing.add_commands(app)
serving.add_commands(app)
scaling.add_commands(app)
watching.add_commands(app)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='Words in any form, or "as written".')],
    limit: LimitOption = 20,
    record: RecordOption = RECORD,
    as_json: JsonOption = False,
) -> None:
    """Find articles by their words, in any form: `pelatihan` finds `melatih`.

    `jejak search pelatihan terorisme`

    `jejak search '"plan of action"'`
    """
    from jejak.views import search as view

    with open_record(record) as opened:
        rows = view.search(opened, " ".join(words), limit=limit)
    _answer("search", rows, "No article holds all these words.", as_json=as_json, limit=limit)


@app.command()
def sources(record: RecordOption = RECORD, as_json: JsonOption = False) -> None:
    """List the publishers and how much of the record comes from each."""
    from jejak.views.overview import sources as view

    with open_record(record) as opened:
        rows = view(opened)
    _answer("sources", rows, "The record holds no article.", as_json=as_json)


@app.command()
def rejections(limit: LimitOption = 200, record: RecordOption = RECORD, as_json: JsonOption = False) -> None:
    """List pages that could not be read, and why."""
    from jejak.views.overview import rejections as view

    with open_record(record) as opened:
        rows = view(opened, limit=limit)
    _answer("rejections", rows, "No page was rejected.", as_json=as_json, limit=limit)


@app.command()
def stats(record: RecordOption = RECORD, as_json: JsonOption = False) -> None:
    """Count what the record holds."""
    from jejak.views.overview import stats as view

    with open_record(record) as opened:
        figures = view(opened)
    if as_json:
        from jejak.cli.output import print_json

        print_json(figures)
    else:
        from jejak.cli import output, screens

        output.screen().print(screens.stats(figures))


def _answer(
    question: str, rows: Sequence[Any], nothing: str, *, as_json: bool, limit: int | None = None
) -> None:
    """Prints rows as JSON or as their screen; an empty answer is said on standard error."""
    from jejak.cli import output

    if as_json:
        from jejak.views.rows import as_dict

        output.print_json([as_dict(row) for row in rows])
    elif not rows:
        output.messages().print(nothing)
    else:
        from jejak.cli import screens

        drawn: Callable[[Sequence[Any]], RenderableType] = getattr(screens, question)
        output.screen().print(drawn(rows))
        if limit is not None and len(rows) == limit:
            output.messages().print(f"Only {limit} are shown; --limit shows more.")


def _settings(columns: str | None, allow_private: bool) -> SourceSettings:
    from jejak.sources import FetchSettings, SourceSettings

    pairs = [pair.split("=", 1) for pair in columns.split(",")] if columns else []
    if any(len(pair) != 2 or not all(part.strip() for part in pair) for pair in pairs):
        raise InputError(
            f"--map {columns!r} can't be read: write OURS=THEIRS,... such as body=text,date=time"
        )
    names = {ours.strip(): theirs.strip() for ours, theirs in pairs}
    return SourceSettings(columns=names, fetch=FetchSettings(allow_private=allow_private))


def _cores() -> int:
    return min(16, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _ended(message: str, status: int) -> typer.Exit:
    """Says why the command ends, and the exit to raise."""
    from jejak.cli.output import messages, safe

    messages().print(f"jejak: {safe(message)}")
    return typer.Exit(status)
