"""Trains the weights by which events are believed, and says how good they are on articles not trained on.

    python training/events.py DATA_DIR [--more CODED.jsonl ARTICLES.jsonl] [--write]

DATA_DIR holds hand-coded articles (`coding/train.jsonl`, `coding/train_articles.jsonl`;
`seeds/coding.jsonl`, `seeds/*.txt`) and `eval/score.py`, which says when a found event is a coded one.
Needs scikit-learn, which jejak itself does not. The figures come from cross-validation over the articles of
`coding`, so each is scored by weights that never saw it; the seeds and what `--more` names are only trained
on. `--write` fits on all of them and puts the weights in place of the shipped ones. The same data give the
same weights.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from jejak.article import read_article
from jejak.findings.events import Guess, find_events
from jejak.findings.events.choice import (
    Model,
    Models,
    features_of_happenings,
    models,
    numbers_total,
)
from jejak.findings.events.merging import Happening, merged_same
from jejak.findings.parties import find_party_mentions
from jejak.findings.people import find_people
from jejak.findings.places import find_places
from jejak.findings.statements import find_statements
from jejak.findings.times import find_times
from jejak.model import Capture
from jejak.reading import Reader
from jejak.sources.opening import open_sources
from jejak.sources.settings import SourceSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

    from jejak.model import Event

WEIGHTS: Final = Path(__file__).parents[1] / "src/jejak/languages/id/event_weights.yaml"
SEED: Final = 20261126
FOLDS: Final = 10
TRAINED_ON: Final = -1
"""The fold of articles that are only trained on."""
RAREST: Final = 5
"""Features that fewer guesses have are left out."""
LEAST_WEIGHT: Final = 0.02
"""Weights nearer to nothing are left out of the file."""
GUESS_LEAST: Final = 0.1
HALF_RIGHT: Final = 0.5
"""What a guess counts that has the right act but not quite the right parties."""
STRENGTHS: Final = (0.03, 0.3)
"""Inverse strength of regularisation (scikit-learn's C) of the two models."""
THRESHOLDS: Final = (0.15, 0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.35, 0.4, 0.5)
NEAR_BEST: Final = 0.005
"""Of thresholds this near to the best F1 the lowest is taken: it finds more."""
UNSAID: Final = {"when": None, "where": None, "series": None, "contexts": [], "recipients": []}
"""What coding that leaves out what it does not know means by it."""
START: Final = Models(Model(GUESS_LEAST, -1.0, {"sure": 1.0}), Model(0.3, 0.0, {}), Model(0.3, 0.0, {}))
"""Believes whole frames; the first weights are fitted on what it lets the finder remember."""


Early = tuple[Any, ...]
"""What `find_events` is given."""


@dataclass(frozen=True)
class Page:
    """An article's coded events, and every guess at one with how right it is (0, HALF_RIGHT or 1)."""

    coded: list[dict[str, Any]]
    guesses: list[Guess]
    right: list[float]


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
    pages = [page_of(found, coded, START, score) for found, coded in read]
    by_fold = guess_models(pages, fold)
    pages = [
        page_of(found, coded, replace(START, guess=by_fold[f]), score)
        for (found, coded), f in zip(read, fold, strict=True)
    ]
    by_fold = guess_models(pages, fold)
    told = [happenings_of(page, by_fold[f]) for page, f in zip(pages, fold, strict=True)]
    hits = [hits_of(page, happenings, score) for page, happenings in zip(pages, told, strict=True)]
    likelihoods = out_of_fold(told, hits, fold)
    count = len(scored)
    least = report(pages[:count], told[:count], likelihoods[:count], hits[:count], score)
    if asked.write:
        trained = Models(
            fitted_guess(pages), replace(fitted_happening(told, hits), least=least), models().judged
        )
        WEIGHTS.write_text(as_yaml(trained), encoding="utf-8")
        print(f"{WEIGHTS.name}: {len(trained.guess.weights)} + {len(trained.happening.weights)} weights")


def write_judged(model: Model) -> None:
    """Puts the weights of happenings whose tellings were judged in place of the shipped ones."""
    WEIGHTS.write_text(as_yaml(replace(models(), judged=model)), encoding="utf-8")


def guess_models(pages: Sequence[Page], fold: Sequence[int]) -> dict[int, Model]:
    """For each fold, the first model fitted on all others; for those only trained on, on all."""
    return {
        k: fitted_guess([page for page, f in zip(pages, fold, strict=True) if f != k or k == TRAINED_ON])
        for k in sorted(set(fold))
    }


def scorer(path: Path) -> ModuleType:
    """The module score.py, which stands outside any package."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def coded_pages(coding: Path, inputs: Iterable[Path]) -> list[tuple[Early, list[dict[str, Any]]]]:
    """Every article of the inputs, read up to its events, with those that were coded in it."""
    lines = coding.read_text(encoding="utf-8").splitlines()
    coded = {row["doc"]: [{**UNSAID, **one} for one in row["events"]] for row in map(json.loads, lines)}
    captures = open_sources([str(path) for path in inputs], SourceSettings())
    return [(before_events(c), coded[c.doc]) for c in captures if isinstance(c, Capture) and c.doc in coded]


def page_of(found: Early, coded: list[dict[str, Any]], models: Models, score: ModuleType) -> Page:
    """The guesses of an article when these models say what the finder remembers."""
    guesses: list[Guess] = []
    find_events(*found, trained=models, watch=guesses.append)
    return Page(coded, guesses, [rightness(g.event, coded, score) for g in guesses])


def before_events(capture: Capture) -> Early:
    """All that the event finder needs to know of an article."""
    reading = Reader().read(read_article(capture))
    mentions = find_party_mentions(reading)
    times = find_times(reading)
    people = find_people(reading, mentions)
    statements = find_statements(reading, people, mentions, times)
    return reading, people, mentions, times, statements, find_places(reading)


def as_row(event: Event) -> dict[str, Any]:
    """An event as score.py compares it."""
    return {
        "type": event.type, "actors": event.actors, "recipients": event.recipients, "when": event.when,
        "series": event.series, "status": event.status, "where": event.where, "contexts": event.contexts,
        "evidence": [{"exact": e.exact} for e in event.evidence],
    }  # fmt: skip


def rightness(event: Event, coded: Iterable[dict[str, Any]], score: ModuleType) -> float:
    """How right an event is that is told at the words of a coded one."""
    row, best = as_row(event), 0.0
    sides = score.parties(row, "actors", "recipients")
    for gold in coded:
        if gold["type"] == event.type and score.shares_evidence(gold, row):
            close = score.jaccard(score.parties(gold, "actors", "recipients"), sides)
            best = max(best, 1.0 if close == 1 else HALF_RIGHT if close >= 0.5 else 0.0)
    return best


def folds(count: int) -> list[int]:
    """The fold of each article."""
    order = list(range(count))
    random.Random(SEED).shuffle(order)
    found = [0] * count
    for place, n in enumerate(order):
        found[n] = place % FOLDS
    return found


def fitted_guess(pages: Sequence[Page]) -> Model:
    """The first model, fitted on the guesses of some articles."""
    rows = [guess.features for page in pages for guess in page.guesses]
    right = np.array([value for page in pages for value in page.right])
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    number = {name: n for n, name in enumerate(names)}
    columns = [[number[name] for name in set(row) if name in number] for row in rows]
    ends = np.cumsum([0, *(len(row) for row in columns)])
    inner = np.array([n for row in columns for n in row])
    known = csr_matrix((np.ones(len(inner)), inner, ends), shape=(len(rows), len(names)))
    some, short = right > 0, right < 1
    model = LogisticRegression(C=STRENGTHS[0], solver="liblinear", random_state=SEED)
    model.fit(
        vstack([known[some], known[short]]),
        np.r_[np.ones(some.sum()), np.zeros(short.sum())],
        sample_weight=np.r_[right[some], 1 - right[short]],
    )
    return Model(GUESS_LEAST, *rounded(model, names))


def rounded(model: LogisticRegression, names: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Bias and weights as they are written down."""
    pairs = zip(names, model.coef_[0], strict=True)
    return round(float(model.intercept_[0]), 3), {
        name: round(float(w), 3) for name, w in pairs if abs(w) >= LEAST_WEIGHT
    }


def happenings_of(page: Page, model: Model) -> list[Happening]:
    """The happenings of an article when each trigger keeps its likeliest guess."""
    best: dict[tuple[str, int], tuple[float, Guess]] = {}
    for guess in page.guesses:
        likelihood = model.likelihood(model.total(guess.features))
        if likelihood >= model.least and likelihood > best.get(guess.trigger, (0.0, guess))[0]:
            best[guess.trigger] = (likelihood, guess)
    return merged_same(
        replace(g.telling, event=replace(g.event, origin=replace(g.event.origin, score=round(likelihood, 3))))
        for likelihood, g in best.values()
    )


def hits_of(page: Page, told: Sequence[Happening], score: ModuleType) -> list[bool]:
    """Which happenings are coded ones, one for one."""
    tally = score.Tally()
    rows = [as_row(h.event) for h in told]
    for row, happening in zip(rows, told, strict=True):
        row["happening"] = happening
    score.score_article(tally, "", {"events": page.coded}, {"events": rows})
    missed = {id(item) for kind, _, item in tally.faults["events"] if kind == "spurious"}
    return [id(row) not in missed for row in rows]


def fitted_happening(told: Sequence[Sequence[Happening]], hits: Sequence[Sequence[bool]]) -> Model:
    """The second model, fitted on the happenings of some articles."""
    vectors = DictVectorizer()
    known = vectors.fit_transform([f for page in told for f in features_of_happenings(page)])
    model = LogisticRegression(C=STRENGTHS[1], max_iter=1000, random_state=SEED)
    model.fit(known, [hit for page in hits for hit in page])
    return Model(0.0, *rounded(model, list(vectors.get_feature_names_out())))


def out_of_fold(
    told: Sequence[Sequence[Happening]], hits: Sequence[Sequence[bool]], fold: Sequence[int]
) -> list[list[float]]:
    """How likely each happening is by a model that did not see its article."""
    found: list[list[float]] = [[] for _ in told]
    for k in range(FOLDS):
        seen = [n for n, f in enumerate(fold) if f != k]
        model = fitted_happening([told[n] for n in seen], [hits[n] for n in seen])
        for n, f in enumerate(fold):
            if f == k:
                features = features_of_happenings(told[n])
                found[n] = [model.likelihood(numbers_total(model, row)) for row in features]
    return found


def report(
    pages: Sequence[Page],
    told: Sequence[Sequence[Happening]],
    likelihoods: Sequence[Sequence[float]],
    hits: Sequence[Sequence[bool]],
    score: ModuleType,
) -> float:
    """Prints what each threshold gives and how true the likelihoods are; the best threshold for F1."""
    count = sum(len(page.guesses) for page in pages)
    print(f"{len(pages)} articles, {count} guesses, {FOLDS} folds by article, seed {SEED}")
    by_least = {}
    for least in THRESHOLDS:
        tally = score.Tally()
        for page, happenings, values in zip(pages, told, likelihoods, strict=True):
            rows = [as_row(h.event) for h, v in zip(happenings, values, strict=True) if v >= least]
            score.score_article(tally, "", {"events": page.coded}, {"events": rows})
        figures = tally.figures()
        line = "; ".join(
            f"{name} {figures[name]['P']:.3f}/{figures[name]['R']:.3f}/{figures[name]['F1']:.3f}"
            for name in ("events", "event strict", "any event")
        )
        print(f"  least {least:.2f}: {line}; status {figures['status']['accuracy']:.3f}")
        by_least[least] = figures["events"]["F1"]
    print("likelihood told, how many, how many of them coded")
    flat = [(v, h) for vs, hs in zip(likelihoods, hits, strict=True) for v, h in zip(vs, hs, strict=True)]
    for low in range(10):
        inside = [h for v, h in flat if low <= v * 10 < low + 1]
        if inside:
            print(f"  {low / 10:.1f}-{low / 10 + 0.1:.1f} {len(inside):5} {sum(inside) / len(inside):.2f}")
    return min(least for least, f1 in by_least.items() if f1 >= max(by_least.values()) - NEAR_BEST)


def as_yaml(trained: Models) -> str:
    """The weights as the file holds them."""
    lines = [
        "# How much each feature (findings/events/features.py, choice.py) speaks for an event: log odds.",
        "# Made by training/events.py from hand-coded news articles; their texts are not in here.",
        "# Licence: Apache-2.0.",
        "# `guess`: a trigger with its parties; `happening`: what an article tells as one event.",
        "# `judged`: the same where the judge has said how likely its tellings are (training/judge.py).",
        "# `least`: the likelihood from which one is believed.",
    ]
    named = (("guess", trained.guess), ("happening", trained.happening), ("judged", trained.judged))
    for name, model in named:
        lines += [f"{name}:", f"  least: {model.least}", f"  bias: {model.bias}", "  weights:"]
        lines += [
            f"    {json.dumps(key, ensure_ascii=False)}: {w}" for key, w in sorted(model.weights.items())
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
