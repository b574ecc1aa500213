"""`jejak lexicon`: the lexicon's files, what is wrong with one, and the choice of a user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from jejak.languages.data import UserLexicon

LexiconOption = Annotated[
    Path | None,
    typer.Option(
        "--lexicon",
        metavar="DIR",
        envvar="JEJAK_LEXICON",
        help="A folder with lexicon files of your own, read beside ours.",
    ),
]
PROBLEMS_FOUND = 1

lexicon_app = typer.Typer(
    no_args_is_help=True,
    help="Look into the files that hold jejak's words, names and places, and check your own.",
)


def opened(folder: Path | None) -> UserLexicon | None:
    """The user's lexicon, checked; None where none was named. InputError tells what is wrong with it."""
    if folder is None:
        return None
    from jejak.languages.checking import open_lexicon

    return open_lexicon(folder)


def use(folder: Path | None) -> UserLexicon | None:
    """The user's lexicon, checked, and in use from now on for what this process asks."""
    from jejak.languages.data import use_lexicon

    lexicon = opened(folder)
    use_lexicon(lexicon)
    return lexicon


@lexicon_app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Lexicon files or folders of them; ours if none is given."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Tell what is wrong with lexicon files, with file, line, and what would be right.

    Exit status 0: nothing is wrong; 1: something is.

    `jejak lexicon check my-lexicon/`

    `jejak lexicon check my-lexicon/events.yaml --json`
    """
    from dataclasses import asdict

    from jejak.cli.output import messages, print_json, safe
    from jejak.languages import checking

    named = [file for given in files or () for file in checking.files_of(given)]
    found = checking.check_files(named) if named else checking.check_shipped()
    if as_json:
        print_json([asdict(problem) for problem in found])
    for problem in () if as_json else found:
        typer.echo(safe(f"{problem.file}:{problem.line}: {problem.what}"))
        typer.echo(safe(f"    {problem.right}")) if problem.right else None
    if found:
        raise typer.Exit(PROBLEMS_FOUND)
    if not as_json:
        messages().print(f"Nothing is wrong with {_counted(len(named)) if named else 'our files'}.")


@lexicon_app.command("list")
def list_files(
    lexicon: LexiconOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """List the lexicon's files, ours and yours, and how many rows or words each has.

    `jejak lexicon list --lexicon my-lexicon`
    """
    from jejak.cli import output
    from jejak.languages.checking import contents_of

    rows = [("jejak", found.file, found.rows) for found in contents_of()]
    if opened(lexicon):
        rows += [("yours", found.file, found.rows) for found in contents_of(lexicon)]
    if as_json:
        output.print_json([{"whose": whose, "file": file, "rows": size} for whose, file, size in rows])
        return
    grid = output.table("Whose", ("File", {"ratio": 1}), ("Rows or words", {"justify": "right"}))
    grid.padding = (0, 2, 0, 0)
    for whose, file, size in rows:
        grid.add_row(whose, output.words(file), f"{size:,}")
    output.screen().print(grid)


def _counted(files: int) -> str:
    return "the file" if files == 1 else f"the {files} files"
