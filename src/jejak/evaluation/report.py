"""Evaluation: an evaluation as plain values for JSON, and as Markdown for a document that keeps figures."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from jejak.errors import InputError
from jejak.evaluation.counting import FOUND, JUDGED
from jejak.evaluation.figures import CONFIDENCE, RESAMPLES, SEED

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from jejak.evaluation import Evaluation
    from jejak.evaluation.counting import TypePair
    from jejak.evaluation.faults import Fault
    from jejak.evaluation.figures import Figure, Measure, Share

_NAME: Final = re.compile(r"\w[\w .+-]*")


def as_dict(evaluation: Evaluation, faults: Sequence[Fault] | None = None) -> dict[str, Any]:
    """All figures, complete and unrounded; `faults` only where they were asked for."""
    without = evaluation.without_events
    kept = without.kept_empty
    found = {
        "articles": evaluation.articles,
        "missing": list(evaluation.missing),
        "intervals": {"confidence": CONFIDENCE, "resamples": RESAMPLES, "seed": SEED},
        "figures": {name: _measure(m) for name, m in evaluation.found.items()}
        | {name: _share(s) for name, s in evaluation.judged.items()},
        "by_type": {name: _measure(m) for name, m in evaluation.by_type.items()},
        "types": _pairs(evaluation.types),
        "statuses": _pairs(evaluation.statuses),
        "without_events": {
            "articles": without.articles, "events_found": without.events_found,
            "kept_empty": _share(kept) if kept else None,
        },
    }  # fmt: skip
    return found if faults is None else found | {"faults": [asdict(fault) for fault in faults]}


def _measure(m: Measure) -> dict[str, Any]:
    figures = {"P": m.precision, "R": m.recall, "F1": m.f1}
    return (
        {name: figure.value for name, figure in figures.items()}
        | {f"{name}_interval": _interval(figure) for name, figure in figures.items()}
        | {"gold": m.coded, "found": m.found, "hit": m.hit}
    )


def _share(s: Share) -> dict[str, Any]:
    return {
        "accuracy": s.accuracy.value, "accuracy_interval": _interval(s.accuracy), "asked": s.asked,
        "right": s.right,
    }  # fmt: skip


def _interval(figure: Figure) -> list[float] | None:
    return list(figure.interval) if figure.interval else None


def _pairs(counted: Counter[TypePair]) -> list[dict[str, Any]]:
    """The commonest first."""
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0][0] or "", item[0][1] or ""))
    return [{"coded": coded, "found": found, "count": count} for (coded, found), count in ordered]


# -- a document ---------------------------------------------------------------------------------------


def markdown(evaluation: Evaluation, name: str, day: str, version: str, *, by_type: bool = False) -> str:
    """A block of Markdown that holds the figures of one set, its size, the day and the program's version."""
    said = f"**{name}**: {evaluation.articles} articles, read by jejak {version}, {day}."
    missing = (
        f" {len(evaluation.missing)} of them could not be read: all in them counts as missed."
        if evaluation.missing
        else ""
    )
    rows = [(FOUND[key], m) for key, m in evaluation.found.items()]
    parts = [_begin(name), said + missing, _measures("found", rows), _shares(evaluation)]
    if by_type:
        parts.append(_measures("events of type", list(evaluation.by_type.items())))
    parts += [without_events(evaluation), _end(name)]
    return "\n\n".join(parts)


def without_events(evaluation: Evaluation) -> str:
    """What was found in articles without coded events, in a sentence."""
    without = evaluation.without_events
    if not without.kept_empty:
        return "No article was read in which the coder found no event."
    clean = without.kept_empty.right
    others = without.articles - clean
    made_up = f"; {without.events_found} in the other {others}" if others else ""
    coded = f"Articles in which the coder found no event: {without.articles}."
    return f"{coded} None was found in {clean} of them{made_up}."


def placed(text: str, block: str, name: str) -> str:
    """The document with this block instead of the one of the same set, or at its end if it has none."""
    begin, end = _begin(name), _end(name)
    head, found, rest = text.partition(begin)
    if not found:
        return f"{text.rstrip()}\n\n{block}\n".lstrip()
    _, ended, tail = rest.partition(end)
    if not ended:
        raise InputError(
            f"the document has {begin!r} but no {end!r} after it: put that where the figures end"
        )
    return f"{head}{block}{tail}"


def check_name(name: str) -> None:
    """InputError for a name of a set that a document can't hold in its marks."""
    if not _NAME.fullmatch(name) or "--" in name:
        raise InputError(
            f"a set can't be called {name!r}: give it a name of letters, digits, spaces, . + - with --set"
        )


def _begin(name: str) -> str:
    return f"<!-- figures of {name}: written by jejak evaluate -->"


def _end(name: str) -> str:
    return f"<!-- end of figures of {name} -->"


def _measures(heading: str, rows: Sequence[tuple[str, Measure]]) -> str:
    lines = [f"| {heading} | P | R | F1 | coded | found |", "| --- | --- | --- | --- | ---: | ---: |"]
    for label, m in rows:
        cells = [_cell(m.precision, m.found), _cell(m.recall, m.coded), _cell(m.f1, m.coded + m.found)]
        lines.append(f"| {label} | {' | '.join(cells)} | {m.coded} | {m.found} |")
    return "\n".join(lines)


def _shares(evaluation: Evaluation) -> str:
    lines = ["| right | share | asked |", "| --- | --- | ---: |"]
    for key, s in evaluation.judged.items():
        lines.append(f"| {JUDGED[key]} | {_cell(s.accuracy, s.asked)} | {s.asked} |")
    return "\n".join(lines)


def _cell(figure: Figure, of: int) -> str:
    return f"{shown(figure, of)} {interval(figure)}".strip()


def shown(figure: Figure, of: int) -> str:
    """The figure to three digits; a dash if it is a share of nothing."""
    return f"{figure.value:.3f}" if of else "–"


def interval(figure: Figure) -> str:
    """The interval to two digits, `(.85–.93)`; "" if there is none."""
    if not figure.interval:
        return ""
    low, high = (f"{bound:.2f}".removeprefix("0").replace("1.00", "1") for bound in figure.interval)
    return f"({low}–{high})"
