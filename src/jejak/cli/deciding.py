"""Commands by which a person decides: accept, reject, correct, merge, split, undo, decisions, review."""

from __future__ import annotations

import getpass
import shutil
import subprocess
import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from jejak.cli.lexicon import LexiconOption, use
from jejak.cli.options import RECORD, JsonOption, RecordOption
from jejak.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.deciding import Done

Ids = Annotated[
    list[str],
    typer.Argument(metavar="ID", help="Ids of events, commitments, statements, persons or single claims."),
]
ById = Annotated[
    str, typer.Argument(metavar="ID", help="The id of an event, commitment, statement or claim.")
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        envvar="JEJAK_BY",
        help="Who decides; git's or the system's user if not given.",
    ),
]
WhyOption = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why, in your words.")]

decisions_app = typer.Typer(invoke_without_command=True, help="List what people decided, and hand it on.")


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    for command in (accept, reject, correct, merge, split, undo, review):
        app.command()(command)
    app.add_typer(decisions_app, name="decisions")


def accept(
    ids: Ids,
    by: ByOption = None,
    why: WhyOption = None,
    record: RecordOption = RECORD,
    as_json: JsonOption = False,
) -> None:
    """Note that findings are right as they are.

    `jejak accept 3f9a1c04be52d871 --why "checked against the release"`
    """
    from jejak import deciding

    _tell(deciding.accept(record, ids, by=person(by), why=why), as_json=as_json)


def reject(
    ids: Ids,
    by: ByOption = None,
    why: WhyOption = None,
    record: RecordOption = RECORD,
    as_json: JsonOption = False,
) -> None:
    """Take findings out of all that is shown and counted. The record keeps them, and undo brings them back.

    `jejak reject 3f9a1c04be52d871 --why "a novel is told of"`
    """
    from jejak import deciding

    _tell(deciding.reject(record, ids, by=person(by), why=why), as_json=as_json)


def correct(
    ident: ById,
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE", help="E.g. when=2021-10-28; lists with commas, nothing: unknown."
        ),
    ],
    by: ByOption = None,
    why: WhyOption = None,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set fields of a finding right.

    `jejak correct 3f9a1c04be52d871 when=2021-10-28 where=Jakarta`

    `jejak correct 3f9a1c04be52d871 actors=Indonesia,Rusia mode=`
    """
    from jejak import deciding

    use(lexicon)
    _tell([deciding.correct(record, ident, values, by=person(by), why=why)], as_json=as_json)


def merge(
    ids: Ids,
    by: ByOption = None,
    why: WhyOption = None,
    record: RecordOption = RECORD,
    as_json: JsonOption = False,
) -> None:
    """Make several events, commitments or persons one.

    `jejak merge 3f9a1c04be52d871 77d0e6aa1b20c5f9`
    """
    from jejak import deciding

    _tell([deciding.merge(record, ids, by=person(by), why=why)], as_json=as_json)


def split(
    ident: ById,
    reports: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT", help="Documents (name or id) or claims that tell of something else."
        ),
    ],
    by: ByOption = None,
    why: WhyOption = None,
    record: RecordOption = RECORD,
    as_json: JsonOption = False,
) -> None:
    """Take reports out of an event or commitment: together they tell of another one.

    `jejak split 3f9a1c04be52d871 2016-sochi.txt`
    """
    from jejak import deciding

    _tell([deciding.split(record, ident, reports, by=person(by), why=why)], as_json=as_json)


def undo(
    decision: Annotated[
        str | None,
        typer.Argument(metavar="[DECISION]", help="The decision's id; your own last one if not given."),
    ] = None,
    by: ByOption = None,
    why: WhyOption = None,
    record: RecordOption = RECORD,
    as_json: JsonOption = False,
) -> None:
    """Take back a decision, an undo too. Both stay in the list.

    `jejak undo`

    `jejak undo 9c41d07a22e6b5f3 --why "the other report was right"`
    """
    from jejak import deciding

    _tell([deciding.undo(record, decision, by=person(by), why=why)], as_json=as_json)


def review(
    party: Annotated[
        list[str] | None,
        typer.Option("--party", help="Only what these parties take part in; may be repeated."),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="event, commitment or statement; the first two if not given."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 100,
    by: ByOption = None,
    why: WhyOption = None,
    record: RecordOption = RECORD,
    lexicon: LexiconOption = None,
) -> None:
    """Decide about findings one after the other, the most doubtful and most told of first.

    Keys: a accept, r reject, c correct, m merge, s split, u undo, n next, q quit.

    `jejak review --party ASEAN --party Rusia`
    """
    from jejak.cli.reviewing import Review, keys
    from jejak.views.review import FIRST_KINDS, KINDS

    use(lexicon)
    if unknown := set(kind or ()) - set(KINDS):
        raise InputError(f"there is no kind {unknown.pop()!r}; the kinds are {', '.join(KINDS)}")
    with keys(sys.stdin) as pressed:
        Review(record, person(by), pressed, why).run(party or (), kind or FIRST_KINDS, limit)


@decisions_app.callback(invoke_without_command=True)
def decisions(
    context: typer.Context,
    stale: Annotated[
        bool, typer.Option("--stale", help="Only those whose findings are found no more.")
    ] = False,
    record: RecordOption = RECORD,
    as_json: JsonOption = False,
) -> None:
    """List what people decided: who, when, about what, and whether it still fits.

    `jejak decisions`

    `jejak decisions --stale`
    """
    if context.invoked_subcommand:
        return
    from jejak.cli import output
    from jejak.views.decisions import decisions as view
    from jejak.views.record import Record

    with Record(record, with_rejected=True) as opened:
        rows = view(opened, stale=stale)
    if as_json:
        from jejak.views.rows import as_dict

        output.print_json([as_dict(row) for row in rows])
    elif rows:
        from jejak.cli.reviewing import decision_table

        output.screen().print(decision_table(rows))
    else:
        output.messages().print("Every decision fits." if stale else "Nobody has decided anything.")


@decisions_app.command()
def agreement(record: RecordOption = RECORD, as_json: JsonOption = False) -> None:
    """Show how far people who reviewed the same findings agree: Cohen's kappa of each two.

    `jejak decisions agreement`
    """
    from jejak.cli import output
    from jejak.views.agreement import agreement as view
    from jejak.views.record import Record

    with Record(record, with_rejected=True) as opened:
        rows = view(opened)
    if as_json:
        from jejak.views.rows import as_dict

        output.print_json([as_dict(row) for row in rows])
    elif rows:
        from jejak.cli.reviewing import agreement_table

        output.screen().print(agreement_table(rows))
    else:
        output.messages().print("No two people have judged the same finding.")


@decisions_app.command(name="export")
def export_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; - for standard output.")],
    record: RecordOption = RECORD,
) -> None:
    """Write all decisions as text, one a line in the order of time, for git or another record.

    `jejak decisions export decisions.jsonl`
    """
    from jejak import deciding
    from jejak.cli.output import messages

    lines = deciding.dump(record)
    text = "".join(f"{line}\n" for line in lines)
    if str(file) == "-":
        sys.stdout.write(text)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"can't write {file}: {error.strerror}") from error
    messages().print(f"{_count(len(lines), 'decision')} written to {file}")


@decisions_app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What export wrote; - for standard input.")],
    record: RecordOption = RECORD,
    as_json: JsonOption = False,
) -> None:
    """Take the decisions of a file into the record, all or none; those it holds already stay as they are.

    `jejak decisions import decisions.jsonl`
    """
    from jejak import deciding
    from jejak.cli.output import messages, print_json, safe

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"can't read {file}: {getattr(error, 'strerror', None) or error}") from error
    loaded = deciding.load(record, text.split("\n"), str(file))
    if as_json:
        unfit = [row.id for row in loaded.unfit]
        print_json({"taken": loaded.taken, "known": loaded.known, "unfit": unfit, "lost": list(loaded.lost)})
        return
    told = messages()
    told.print(f"{_count(loaded.taken, 'decision')} taken, {loaded.known:,} known already")
    for row in loaded.unfit:
        told.print(f"  {row.id} ({row.action} {row.kind}, {safe(row.who)}) fits nothing in this record")
    for ident in loaded.lost:
        told.print(f"  {ident} undoes a decision that neither the file nor the record holds; it was left out")
    if loaded.unfit:
        told.print(
            "`jejak decisions --stale` lists what fits nothing; it counts as soon as its articles come"
        )


def person(by: str | None) -> str:
    """Who decides: as given, or git's user, or the system's."""
    if by and by.strip():
        return by.strip()
    git = shutil.which("git")
    if git:
        asked = subprocess.run([git, "config", "user.name"], capture_output=True, text=True, check=False)  # noqa: S603
        if name := asked.stdout.strip():
            return name
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise InputError("nobody knows who you are: give --by NAME") from error


def _tell(done: Sequence[Done], *, as_json: bool) -> None:
    """Says what was decided, on standard error; the decisions as JSON on standard output if wished."""
    from jejak.cli.output import messages, print_json

    if as_json:
        print_json([
            {"decision": d.decision.id, "action": d.decision.action, "kind": d.decision.kind,
             "claims": sorted(d.decision.about), "new": d.new}
            for d in done
        ])  # fmt: skip
        return
    for one in done:
        messages().print(told(one))


_PAST = {
    "accept": "accepted", "reject": "rejected", "correct": "corrected", "merge": "made one",
    "split": "split off", "undo": "undone",
}  # fmt: skip


def told(done: Done) -> str:
    """One line about a decision that was taken."""
    from jejak.cli.output import safe

    decision = done.decision
    what = f"{decision.kind}, {_count(len(decision.about), 'claim')}: {_PAST[decision.action]}"
    fields = ", ".join(
        f"{name} = {', '.join(value) if isinstance(value, tuple) else value or 'unknown'}"
        for name, value in decision.fields
    )
    already = "" if done.new else " already"
    by = f" by {safe(decision.who)} (decision {decision.id})"
    return f"{what}{already}{f' ({safe(fields)})' if fields else ''}{by}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
