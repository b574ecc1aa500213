"""`jejak watch`: feeds read into the record as they grow, and what is new told."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from jejak.cli import shared
from jejak.cli.lexicon import LexiconOption, opened
from jejak.cli.options import RECORD, JsonOption, RecordOption
from jejak.errors import InputError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jejak.watching import Polled, Watch, Webhook

ALL_FAILED = 4
SECRET = "JEJAK_WEBHOOK_SECRET"  # noqa: S105 - the name of the variable, not a secret


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command()(watch)


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="Addresses of feeds or sitemaps.")],
    interval: Annotated[
        str, typer.Option("--every", help="The time between polls: 30s, 15m, 2h, 1d.")
    ] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Poll once and stop.")] = False,
    webhook: Annotated[
        str | None, typer.Option("--webhook", metavar="URL", help="Send what is new there, by POST.")
    ] = None,
    atom: Annotated[
        Path | None, typer.Option("--atom", metavar="FILE", help="Write the record's Atom feed there.")
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state", metavar="FILE", help="What was told already; beside the record if not given."
        ),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")
    ] = False,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read feeds into the record as they grow, and tell what is new.

    New events, promises made or moved on, and those that have become overdue. What was told is remembered:
    a watch that is started again goes on where it stopped.

    `jejak watch https://example.org/feed.xml --every 30m`

    `jejak watch https://example.org/feed.xml --once --json`
    """
    from jejak.sources import SourceSettings
    from jejak.sources.settings import FetchSettings
    from jejak.watching import Watch, WatchSettings, Webhook, every

    pause = every(interval)
    secret = os.environ.get(SECRET)
    hook = Webhook(webhook, secret.encode() if secret else None) if webhook else None
    watched = Watch(
        WatchSettings(
            record, tuple(dict.fromkeys(feeds)), state or record.with_name(f"{record.name}.watch"), pause,
            SourceSettings(fetch=FetchSettings(allow_private=allow_private)), lexicon=opened(lexicon),
            read_into=shared.reader_into(record),
        )
    )  # fmt: skip
    while True:
        polled = _round(watched, hook, atom, record, as_json=as_json)
        if once:
            break
        time.sleep(pause.total_seconds())
    if polled.asked and polled.failed == polled.asked:
        raise typer.Exit(ALL_FAILED)


def _round(watched: Watch, hook: Webhook | None, atom: Path | None, record: Path, *, as_json: bool) -> Polled:
    """One poll, told everywhere it should be, and then remembered as told."""
    from jejak.cli.output import messages

    polled = watched.poll()
    if as_json:
        _print_lines(polled)
    else:
        _print(polled)
    if atom and record.exists() and (polled.is_news or not atom.exists()):
        _write_atom(record, atom)
    if hook and not watched.deliver(hook, polled):
        messages().print("the webhook did not take what was sent; it is sent again with the next poll")
    watched.told()
    return polled


def _print_lines(polled: Polled) -> None:
    from jejak.cli.output import as_json
    from jejak.watching import lines_of

    for line in lines_of(polled):
        sys.stdout.write(as_json(line) + "\n")
    sys.stdout.flush()


def _print(polled: Polled) -> None:
    from jejak.cli import screens
    from jejak.cli.output import messages, safe, screen

    told = screen()
    told.print(_summary(polled), style="bold" if polled.is_news else "dim", soft_wrap=True)
    for url, why in polled.troubles.items():
        messages().print(f"{safe(url)}: {safe(why)}")
    if polled.changes.events:
        told.print(screens.timeline(polled.changes.events))
    if polled.changes.moved:
        told.print(_moved(polled))


def _summary(polled: Polled) -> str:
    """The poll in a line: "25 Nov 2026 14:05  2 feeds, 1 unchanged; 3 pages read, 1 rejected; 2 events"."""
    local = datetime.fromisoformat(polled.at).astimezone().strftime("%Y-%m-%d %H:%M")
    parts = [f"{_count(polled.asked, 'feed')}, {polled.unchanged} unchanged"]
    rejected = f", {polled.counts.rejected} rejected" if polled.counts.rejected else ""
    if polled.counts.pages:
        parts.append(f"{_count(polled.counts.read, 'page')} read{rejected}")
    found = polled.changes
    moved = _count(len(found.moved), "commitment")
    parts.append(
        f"{_count(len(found.events), 'new event')}, {moved} made or moved on"
        if polled.is_news
        else "nothing new"
    )
    return f"{local}  {'; '.join(parts)}"


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def _moved(polled: Polled) -> RenderableType:
    """Each commitment that moved: from where to where, and what was promised."""
    from jejak.cli import output, screens

    rows = output.table(("Was", {"width": 12}), ("Now", {"width": 12}), ("Promised", {"ratio": 1}))
    for moved in polled.changes.moved:
        promise = moved.commitment
        sides = screens.sides(promise.by, promise.to)
        now = promise.status.replace("_", " ")
        rows.add_row(
            (moved.was or "new").replace("_", " "), now,
            output.lines(sides, output.words(output.shortened(promise.action, screens.QUOTE_LENGTH))),
        )  # fmt: skip
    return rows


def _write_atom(record: Path, path: Path) -> None:
    from jejak.exports.atom import as_atom
    from jejak.views.record import Record

    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as file, Record(record) as opened_record:
            as_atom(opened_record, file)
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"can't write {path}: {error.strerror}") from error
