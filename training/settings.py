"""Trains the weights that choose when and where an event happened, and says how good they are.

    python training/settings.py DATA_DIR [--more CODED.jsonl ARTICLES.jsonl] [--write]

DATA_DIR as for `events.py`, beside which this stands and whose weights it goes by. Needs scipy, which jejak
itself does not. The figures come from cross-validation over the articles, each read with weights that never
saw it. `--write` fits on all of them and puts the weights in place of the shipped ones. The same data give
the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from events import FOLDS, TRAINED_ON, Early, as_row, coded_pages, folds, scorer
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from jejak import edtf
from jejak.findings.events import Asked, find_events
from jejak.findings.events.choice import models
from jejak.findings.events.merging import sides
from jejak.findings.events.weighing import Option, Weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from jejak.findings.events.settings import Act
    from jejak.model import Event

WEIGHTS: Final = Path(__file__).parents[1] / "src/jejak/languages/id/setting_weights.yaml"
RAREST: Final = 3
"""Features that fewer questions have are left out."""
LEAST_WEIGHT: Final = 0.01
LEAST_GUESS: Final = 0.03
LEAST_EVENT: Final = 0.1
"""The likelihoods from which an act that was coded is learned from."""
STRENGTH: Final = {"when": 3.0, "where": 3.0}
"""How strongly weights are held near those to start from (half the factor of their squares)."""
NOTHING: Final = {"when": 0.12, "where": 0.12}
"""What an act counts that was coded without an answer: a reader misses a time more than one too many."""
START: Final = Weights(
    {
        "likely": 5.0,
        "none": 3.0,
        "occasion True": 1.0,
        "opened ongoing": -1.0,
        "opened since ongoing": 2.0,
        "opened occurred": -4.0,
        "closed": -2.0,
    },
    {"likely": 5.0, "none": 3.0, "occasion True": 1.0, "at=dari": -3.0},
)
"""Takes what stands next to the act; the first weights are fitted on what it lets the finder remember."""


@dataclass(frozen=True)
class Question:
    """The answers that an event may have, which of them are right, and what it counts."""

    options: Sequence[Option[Any]]
    right: list[bool]
    counts: float


Page = tuple[Early, list[dict[str, Any]]]


def main() -> None:
    """Prints the figures, and writes the weights if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--more", type=Path, nargs=2, action="append", default=[], metavar=("CODED", "ARTICLES")
    )
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    score = scorer(asked.data / "eval" / "score.py")
    coding, seeds = asked.data / "coding", asked.data / "seeds"
    scored = coded_pages(coding / "train.jsonl", [coding / "train_articles.jsonl"])
    read = [*scored, *coded_pages(seeds / "coding.jsonl", sorted(seeds.glob("*.txt")))]
    read += [page for coded, articles in asked.more for page in coded_pages(coded, [articles])]
    fold = [*folds(len(scored)), *[TRAINED_ON] * (len(read) - len(scored))]
    by_fold = dict.fromkeys(sorted(set(fold)), START)
    for _ in range(2):
        told = [questions_of(page, by_fold[f], score) for page, f in zip(read, fold, strict=True)]
        by_fold = {
            k: fitted([q for q, f in zip(told, fold, strict=True) if f != k or k == TRAINED_ON])
            for k in by_fold
        }
    report(scored, [by_fold[f] for f in fold], score)
    if asked.write:
        weights = fitted(told)
        WEIGHTS.write_text(as_yaml(weights), encoding="utf-8")
        print(f"{WEIGHTS.name}: {len(weights.when)} + {len(weights.where)} weights")


def questions_of(page: Page, weights: Weights, score: ModuleType) -> dict[str, list[Question]]:
    """What there was to choose for every event of an article that was coded, and the coder's answer."""
    found, coded = page
    asked: list[Asked] = []
    trained = models()
    trained = replace(
        trained,
        guess=replace(trained.guess, least=LEAST_GUESS),
        happening=replace(trained.happening, least=LEAST_EVENT),
    )
    events = find_events(*found, trained=trained, weights=weights, ask=asked.append).told
    questions: dict[str, list[Question]] = {"when": [], "where": []}
    matched = matches(coded, events, score)
    for gold, event in matched:
        told = [one for one in asked if tells(one, event)]
        for one in told:
            ask(questions, gold, one, one.act, 1 / len(told) ** 0.5, score)
    known = {id(gold) for gold, _ in matched}
    for gold in coded:
        row = {"evidence": score.evidence(gold)}
        told = [one for one in asked if score.shares_evidence(row, as_row(one.event))]
        if id(gold) not in known and told:
            ask(questions, gold, told[0], coded_act(told[0].act, gold), 1.0, score)
    return questions


def coded_act(act: Act, gold: dict[str, Any]) -> Act:
    """What the coder says was done, in the words of an act that was found there."""
    return replace(
        act, kind=gold["type"], status=gold["status"], mode=gold.get("mode"),
        actors=frozenset(code.partition(":")[0] for code in gold["actors"]),
        recipients=frozenset(code.partition(":")[0] for code in gold["recipients"]),
    )  # fmt: skip


def ask(
    questions: dict[str, list[Question]],
    gold: dict[str, Any],
    asked: Asked,
    act: Act,
    counts: float,
    score: ModuleType,
) -> None:
    """Adds what there is to choose for an act, with the coder's answers."""
    times, places = asked.setting.times_for(act), asked.setting.places_for(act)
    when = [same_days(o.value, gold["when"]) for o in times]
    where = [same_place(o.value, gold["where"], score) for o in places]
    questions["when"].append(question("when", times, when, counts))
    questions["where"].append(question("where", places, where, counts))


def question(field: str, options: Sequence[Option[Any]], right: list[bool], counts: float) -> Question:
    """The question with "not said" as its right answer where no other is."""
    said = any(is_right and option.value is not None for option, is_right in zip(options, right, strict=True))
    if not said:
        right = [option.value is None for option in options]
    return Question(options, right, counts if said else counts * NOTHING[field])


def matches(
    coded: Sequence[dict[str, Any]], events: Sequence[Event], score: ModuleType
) -> list[tuple[dict[str, Any], Event]]:
    """The coded events that were found, by the same rule that score.py goes by."""
    rows = [as_row(event) for event in events]

    def likeness(gold: dict[str, Any], row: dict[str, Any]) -> float:
        one, two = score.parties(gold, "actors", "recipients"), score.parties(row, "actors", "recipients")
        close = float(score.jaccard(one, two))
        if gold["type"] != row["type"] or close < 0.5 or not score.shares_evidence(gold, row):
            return 0.0
        return close + 1

    return [(coded[i], events[j]) for i, j in score.pair(coded, rows, likeness)]


def tells(asked: Asked, event: Event) -> bool:
    """Whether the event is what was asked about, perhaps told elsewhere, too."""
    here = asked.event.evidence[0]
    same = asked.event.type == event.type and sides(asked.event) <= sides(event)
    return same and any(evidence.covers(here) or here.covers(evidence) for evidence in event.evidence)


def same_days(a: str | None, b: str | None) -> bool:
    """Whether two values mean the same days."""
    return a is not None and edtf.bounds(a) is not None and edtf.bounds(a) == edtf.bounds(b)


def same_place(a: str | None, b: str | None, score: ModuleType) -> bool:
    """Whether two places are one by score.py's rule."""
    return a is not None and b is not None and bool(score.containment(a, b) >= 0.5)


def fitted(pages: Sequence[dict[str, list[Question]]]) -> Weights:
    """The weights fitted on the questions of some articles."""
    fields = {
        field: fitted_field(
            [q for page in pages for q in page[field]], STRENGTH[field], getattr(START, field)
        )
        for field in STRENGTH
    }
    return Weights(**fields)


def fitted_field(
    questions: Sequence[Question], strength: float, start: Mapping[str, float]
) -> dict[str, float]:
    """Weights under which the right answers are likeliest, held near those to start from."""
    counts = Counter(f for q in questions for f in {f for o in q.options for f in o.features})
    number = {name: n for n, name in enumerate(sorted(n for n, c in counts.items() if c >= RAREST))}
    rows = [[number[f] for f in set(o.features) if f in number] for q in questions for o in q.options]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    inner = np.array([n for row in rows for n in row], dtype=int)
    known = csr_matrix((np.ones(len(inner)), inner, ends), shape=(len(rows), len(number)))
    group = np.repeat(np.arange(len(questions)), [len(q.options) for q in questions])
    right = np.array([r for q in questions for r in q.right])
    weight = np.array([q.counts for q in questions])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total = np.exp(np.clip(known @ w, -40, 40))
        every = np.bincount(group, total, minlength=len(questions))
        good = np.bincount(group, total * right, minlength=len(questions))
        slope = weight[group] * (total / every[group] - total * right / good[group])
        away = w - known_before
        value = float(weight @ (np.log(every) - np.log(good)) + strength / 2 * away @ away)
        return value, known.T @ slope + strength * away

    known_before = np.array([start.get(name, 0.0) for name in number])
    best = minimize(loss, known_before, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {n: round(float(best.x[k]), 2) for n, k in number.items() if abs(best.x[k]) >= LEAST_WEIGHT}


def report(pages: Sequence[Page], weights: Sequence[Weights], score: ModuleType) -> None:
    """Prints how often each field is right where the coder has a value, and how often rightly left open."""
    tally = score.Tally()
    open_: Counter[tuple[str, bool]] = Counter()
    for (found, coded), mine in zip(pages, weights, strict=False):
        events = find_events(*found, weights=mine).told
        score.score_article(tally, "", {"events": coded}, {"events": [as_row(event) for event in events]})
        for gold, event in matches(coded, events, score):
            for field in ("when", "where"):
                if gold[field] is None:
                    open_[field, getattr(event, field) is None] += 1
    figures = tally.figures()
    for name in ("events", "event strict"):
        print(f"{name}: F1 {figures[name]['F1']:.3f} (event weights that have seen these articles)")
    print(f"{len(pages)} articles, {FOLDS} folds by article")
    for name, field in (("when", "when"), ("place", "where"), ("status", "status")):
        line = f"{name}: right {figures[name]['accuracy']:.3f} of {figures[name]['asked']}"
        left = open_[field, True] + open_[field, False]
        print(f"{line}; left open {open_[field, True]} of {left} coded without" if left else line)


def as_yaml(weights: Weights) -> str:
    """The weights as the file holds them."""
    lines = [
        "# How much a feature (findings/events/settings.py) speaks for a time or place: log odds.",
        "# Made by training/settings.py from hand-coded news articles; their texts are not in here.",
        "# Licence: Apache-2.0.",
    ]
    for name, known in vars(weights).items():
        lines.append(f"{name}:")
        lines += [f"  {json.dumps(key, ensure_ascii=False)}: {w}" for key, w in sorted(known.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
