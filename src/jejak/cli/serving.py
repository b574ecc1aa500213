"""`jejak serve` and `jejak user`: the web face, and who may come in."""

from __future__ import annotations

import logging
from typing import Annotated, Final

import typer

from jejak.cli.deciding import person
from jejak.cli.lexicon import LexiconOption, use
from jejak.cli.options import RECORD, RecordOption

DEFAULT_PORT: Final = 8765


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command()(serve)


def serve(
    record: RecordOption = RECORD,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = DEFAULT_PORT,
    lexicon: LexiconOption = None,
) -> None:
    """Show the record in the browser.

    `jejak serve`
    """
    import uvicorn

    from jejak.cli.output import messages
    from jejak.web import WebSettings, create_app

    use(lexicon)
    settings = WebSettings(record, local=person(None))
    messages().print(f"jejak shows {record} at http://{host}:{port}/ (Ctrl-C ends it)")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    uvicorn.run(create_app(settings), host=host, port=port, log_level="warning", server_header=False)
