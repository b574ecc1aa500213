"""How an evaluation looks on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.table import Table
from rich.text import Text

from jejak.cli.output import lines, table, words
from jejak.evaluation.report import interval, shown, without_events
from jejak.vocabulary import EVENT_STATUSES, EVENT_TYPES

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from jejak.evaluation import Evaluation
    from jejak.evaluation.counting import TypePair
    from jejak.evaluation.faults import Fault
    from jejak.evaluation.figures import Figure, Measure

_NUMBER: Final[dict[str, Any]] = {"justify": "right"}
_SHORT: Final = {
    "CONSULT": "CNS", "CONCEDE": "CNC", "COOPERATE": "COP", "COERCE": "COE", "ASSAULT": "ASL",
}  # fmt: skip
"""Headings of event types whose first three letters are not theirs alone, or another word."""

_NONE: Final = "none"
_KINDS: Final = {"missed": "yellow", "spurious": "red", "wrong": "magenta"}


def evaluation(found: Evaluation, name: str, *, by_type: bool = False) -> RenderableType:
    """The figures of a set: what is found, what is right, and on request by type of event."""
    judged = table("Right", "Share", ("Asked", _NUMBER))
    for key, share in found.judged.items():
        judged.add_row(words(key), _cell(share.accuracy, share.asked), str(share.asked))
    size = f"{name}: {found.articles} {'article' if found.articles == 1 else 'articles'}."
    parts: list[RenderableType] = [
        _measures("Found", found.found.items()), "",
        _tight(judged), "",
        words(f"{size} In brackets: the middle 95 % of 1,000 resamples of the articles."),
        words(without_events(found)),
    ]  # fmt: skip
    if by_type:
        parts += ["", *_by_type(found)]
    return Group(*parts)


def _by_type(found: Evaluation) -> Iterable[RenderableType]:
    yield _measures("Events", found.by_type.items())
    yield ""
    yield words("Types of events that are one by all but the type: coded (rows), found (columns).")
    yield _confusion(found.types, EVENT_TYPES, {t: _SHORT.get(t, t[:3]) for t in EVENT_TYPES} | {_NONE: "–"})
    yield ""
    yield words("Status of events found: coded (rows), found (columns).")
    yield _confusion(found.statuses, EVENT_STATUSES, {})


def _measures(heading: str, rows: Iterable[tuple[str, Measure]]) -> Table:
    grid = table(heading, "P", "R", "F1", ("Coded", _NUMBER), ("Found", _NUMBER))
    for name, m in rows:
        grid.add_row(
            words(name), _cell(m.precision, m.found), _cell(m.recall, m.coded),
            _cell(m.f1, m.coded + m.found), str(m.coded), str(m.found),
        )  # fmt: skip
    return _tight(grid)


def _cell(figure: Figure, of: int) -> Text:
    return Text(f"{shown(figure, of)} ", "bold").append(interval(figure), "not bold dim")


def _confusion(counted: Counter[TypePair], order: Sequence[str], short: dict[str, str]) -> Table:
    """How often each pair stands; values outside the closed list, and none, come last."""
    met = {value or _NONE for pair in counted for value in pair}
    names = [*(name for name in order if name in met), *sorted(met - {*order, _NONE})]
    names += [_NONE] if _NONE in met else []
    grid = Table(box=None, padding=(0, 1, 0, 0), header_style="bold", pad_edge=False)
    grid.add_column("")
    for name in names:
        grid.add_column(short.get(name, name), justify="right", overflow="fold")
    by_name = {(coded or _NONE, found or _NONE): count for (coded, found), count in counted.items()}
    for coded in names:
        counts = [(by_name.get((coded, name), 0), coded == name) for name in names]
        cells = [
            Text(str(n) if n else "·", "bold green" if same else "" if n else "dim") for n, same in counts
        ]
        grid.add_row(words(coded), *cells)
    return grid


def faults(rows: Sequence[Fault]) -> RenderableType:
    """Each fault with what was coded and found, the words, and where they stand."""
    grid = table(("Fault", {"width": 11}), ("Coded and found", {"ratio": 1}), ("Words", {"ratio": 1}))
    for row in rows:
        place = f" {row.start}–{row.end}" if row.start is not None else ""
        zone = f" {row.zone}" if row.zone != "body" else ""
        grid.add_row(
            lines(Text(row.kind, _KINDS[row.kind]), words(row.field, "dim")),
            lines(words(f"coded: {row.coded or '–'}"), words(f"found: {row.found or '–'}")),
            lines(words(row.words), words(f"{row.doc}{zone}{place}", "dim")),
        )
    return grid


def _tight(grid: Table) -> Table:
    grid.padding = (0, 2, 0, 0)
    grid.expand = False
    return grid
