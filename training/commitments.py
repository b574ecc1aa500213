"""Trains the weights by which commitments are believed, and says how good they are on others.

    python training/commitments.py CODED.jsonl ARTICLES.jsonl [--more CODED.jsonl ARTICLES.jsonl] [--write]

Hand-coded articles are one a line as `jejak code --format jsonl` prints them, with their texts as `jejak
code` reads them. Figures come from cross-validation over the articles of the first pair; what `--more` names
is only trained on; `commitments_coded.jsonl` and `events_coded.jsonl` beside this are such coding, kept by
offsets alone (`coded.py` gives them their words back). `--write` puts the weights of all of them in place of
the shipped ones.

Each model is made twice: from features alone, and with the vectors that the judge's network has for the
words of a candidate (`promises.npz` beside that network: after it was tuned anew, this is run anew). The
network was tuned on the events of some of these articles, so the second figures are too kind; `--unseen DOCS`
names a file with ids of articles, one a line, that it did not see: those are left out and scored.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from jejak.article import read_article
from jejak.findings.commitments import VERSION, about_promise, scored_candidates
from jejak.findings.commitments.choice import Scored, chosen
from jejak.findings.events import find_events
from jejak.findings.judging import Judge
from jejak.findings.parties import find_party_mentions
from jejak.findings.people import find_people
from jejak.findings.places import find_places
from jejak.findings.statements import find_statements
from jejak.findings.times import find_times
from jejak.model import Rejection
from jejak.reading import Reader
from jejak.sources import open_sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from jejak.reading import Reading

    Vector = NDArray[np.float64]

WEIGHTS: Final = Path(__file__).parents[1] / "src/jejak/languages/id/commitment_weights.yaml"
PROMISES: Final = WEIGHTS.parent / "judge/promises.npz"
SPREAD: Final = 0.03
"""Standard deviation of each number of the network's vectors beside features of 0 and 1."""
PENALTY: Final = 2.0
"""Of the squares of the weights, half of which is added to the loss."""
FEWEST: Final = 5
"""A feature seen in fewer candidates has no weight."""
FOLDS: Final = 10
LEASTS: Final = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
LEAST: Final = {"alone": 0.25, "judged": 0.2}
WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Page:
    """An article's candidates, and for each the numbers of the coded commitments it tells, best first."""

    doc: str
    scored: list[Scored]
    told: list[list[int]]
    coded: int
    vectors: Vector | None = None
    """For each candidate what the network says of its words, (candidates, 4 * width); None: not asked."""


@dataclass(frozen=True)
class Model:
    """Weights by feature, and the bias."""

    bias: float
    weights: Mapping[str, float]
    vector: Vector | None = None

    def likelihoods(self, page: Page) -> list[float]:
        """How likely each candidate of a page is a commitment."""
        found = []
        for n, one in enumerate(page.scored):
            total = self.bias + sum(self.weights.get(k, 0.0) * value for k, value in one.features.items())
            if self.vector is not None and page.vectors is not None:
                total += float(page.vectors[n] @ self.vector)
            found.append(float(1 / (1 + np.exp(-total))))
        return found


def read_pages(coded: Path, articles: Path) -> list[Page]:
    """The candidates of every coded article."""
    lines = coded.read_text(encoding="utf-8").splitlines()
    gold = {row["doc"]: row["commitments"] for row in map(json.loads, lines)}
    reader, pages = Reader(), []
    for capture in open_sources([str(articles)]):
        if not isinstance(capture, Rejection) and capture.doc in gold:
            reading = reader.read(read_article(capture))
            scored = _scored(reading)
            told = [_told(one, gold[capture.doc]) for one in scored]
            asked = [about_promise(one.candidate) for one in scored]
            vectors = Judge(reading).vectors(reading.body, asked) if asked else np.zeros((0, 0))
            pages.append(Page(capture.doc, scored, told, len(gold[capture.doc]), vectors.astype(float)))
    return pages


def _scored(reading: Reading) -> list[Scored]:
    mentions, times = find_party_mentions(reading), find_times(reading)
    people = find_people(reading, mentions)
    statements = find_statements(reading, people, mentions, times)
    events = find_events(reading, people, mentions, times, statements, find_places(reading))
    return scored_candidates(reading, people, mentions, times, statements, events.by_words)


def _told(one: Scored, gold: Sequence[Mapping[str, Any]]) -> list[int]:
    """Numbers of the coded commitments that a candidate tells: alike in words, sentence and promisers."""
    candidate = one.candidate
    text, (start, end) = candidate.sentence.scene.zone.text, candidate.stretch()
    action = text[candidate.action[0] : candidate.action[1]]
    alike = []
    for number, promise in enumerate(gold):
        by = {code.partition(":")[0] for code in promise["by"]}
        given = promise["evidence"]
        evidence = (
            [given] if isinstance(given, str) else [e if isinstance(e, str) else e["exact"] for e in given]
        )
        here = max(_containment(words, candidate.sentence.text) for words in evidence)
        same = max(
            _containment(promise["action"], action),
            *(_containment(words, text[start:end]) for words in evidence),
        )
        if len(by & candidate.parties) * 2 >= len(by | candidate.parties) and here >= 0.75 and same >= 0.6:
            alike.append((same, number))
    return [number for _, number in sorted(alike, reverse=True)]


def _containment(a: str, b: str) -> float:
    """Share of the shorter text's words that stand in the other."""
    x, y = Counter(WORD.findall(a.lower())), Counter(WORD.findall(b.lower()))
    return sum((x & y).values()) / max(1, min(sum(x.values()), sum(y.values())))


def trained(pages: Sequence[Page], *, judged: bool) -> Model:
    """The logistic regression that fits the candidates of the pages, by Newton's method.

    With `judged` the vectors of the network are more features, each of variance `SPREAD` squared.
    """
    rows = [
        (one.features, float(bool(told))) for p in pages for one, told in zip(p.scored, p.told, strict=True)
    ]
    seen = Counter(name for features, _ in rows for name in features)
    names = sorted(name for name, count in seen.items() if count >= FEWEST)
    x = np.array([[1.0, *(features.get(name, 0.0) for name in names)] for features, _ in rows])
    y = np.array([label for _, label in rows])
    count = len(names) + 1
    if judged:
        vectors = np.vstack([p.vectors for p in pages if p.scored and p.vectors is not None])
        middle, scale = vectors.mean(0), SPREAD / (vectors.std(0) + 1e-6)
        x = np.hstack([x, (vectors - middle) * scale])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[0] = 1e-3
    w: Vector = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(penalty), x.T @ (p - y) + penalty * w)
        w = w - step
        if np.abs(step).max() < 1e-6:
            break
    weights = dict(zip(names, map(float, w[1:count]), strict=True))
    if not judged:
        return Model(float(w[0]), weights)
    vector = w[count:] * scale
    return Model(float(w[0] - middle @ vector), weights, vector)


def cross_validated(pages: Sequence[Page], more: Sequence[Page], *, judged: bool) -> list[Page]:
    """The pages, their candidates scored by a model trained on the others."""
    order = np.random.RandomState(0).permutation(len(pages))
    found = []
    for fold in range(FOLDS):
        held = {int(i) for i in order[fold::FOLDS]}
        model = trained([*(p for i, p in enumerate(pages) if i not in held), *more], judged=judged)
        found += scored_by(model, [pages[i] for i in sorted(held)])
    return found


def scored_by(model: Model, pages: Sequence[Page]) -> list[Page]:
    """The pages with their candidates as likely as the model says."""
    return [
        replace(
            page,
            scored=[
                Scored(s.candidate, s.features, likely)
                for s, likely in zip(page.scored, model.likelihoods(page), strict=True)
            ],
        )
        for page in pages
    ]


def figures(pages: Sequence[Page], least: float) -> tuple[float, float, float]:
    """Precision, recall and their F1 if candidates are believed from a likelihood on."""
    hits = found = coded = 0
    for page in pages:
        kept, used = chosen(page.scored, least), set[int]()
        numbers = {id(one.candidate): told for one, told in zip(page.scored, page.told, strict=True)}
        for one in kept:
            used.update([n for n in numbers[id(one.candidate)] if n not in used][:1])
        hits, found, coded = hits + len(used), found + len(kept), coded + page.coded
    precision, recall = hits / max(1, found), hits / max(1, coded)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def report(pages: Sequence[Page]) -> None:
    """Prints what each likelihood needed gives."""
    for least in LEASTS:
        precision, recall, f1 = figures(pages, least)
        sys.stdout.write(f"least {least:.2f}   P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}\n")


def written(models: Mapping[str, Model]) -> str:
    """The weights as the finder reads them."""
    head = [
        "# How much each feature of a candidate (findings/commitments/features.py) speaks for it: log odds.",
        "# Source: training/commitments.py, from hand-coded news articles of which nothing else is in here.",
        "# Licence: Apache-2.0.",
        f"# For version {VERSION} of the finder. `least`: the likelihood from which a candidate is believed.",
        "# `judged`: where the judge has read the page; it adds what `judge/promises.npz` says of the words.",
    ]
    for kind, model in models.items():
        bias = 0.0 if model.vector is not None else model.bias  # it stands in the file beside the vector
        head += [f"{kind}:", f"  bias: {bias:.3f}", f"  least: {LEAST[kind]}", "  weights:"]
        head += [f'    "{name}": {model.weights[name]:.3f}' for name in sorted(model.weights)]
    return "\n".join(head) + "\n"


def main() -> None:
    """Prints the figures; writes the weights if asked to."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("coded", type=Path)
    cli.add_argument("articles", type=Path)
    cli.add_argument("--more", type=Path, nargs=2, action="append", default=[], metavar=("CODED", "ARTICLES"))
    cli.add_argument("--unseen", type=Path, help="ids of articles that are scored and not learned from")
    cli.add_argument("--write", action="store_true", help=f"writes {WEIGHTS.name}")
    args = cli.parse_args()
    pages = read_pages(args.coded, args.articles)
    more = [page for coded, articles in args.more for page in read_pages(coded, articles)]
    covered = sum(len({n for told in page.told for n in told}) for page in pages)
    sys.stdout.write(f"coded {sum(page.coded for page in pages)}, of them candidates {covered}\n")
    unseen = set(args.unseen.read_text().split()) if args.unseen else set[str]()
    for judged in (False, True):
        sys.stdout.write("with the judge\n" if judged else "features alone\n")
        if unseen:
            model = trained([p for p in (*pages, *more) if p.doc not in unseen], judged=judged)
            report(scored_by(model, [p for p in (*pages, *more) if p.doc in unseen]))
        else:
            report(cross_validated(pages, more, judged=judged))
    if args.write:
        models = {
            "alone": trained([*pages, *more], judged=False),
            "judged": trained([*pages, *more], judged=True),
        }
        WEIGHTS.write_text(written(models), encoding="utf-8")
        judged_by = models["judged"]
        assert judged_by.vector is not None
        with PROMISES.open("wb") as file:
            np.savez_compressed(file, weights=judged_by.vector.astype(np.float16), bias=judged_by.bias)


if __name__ == "__main__":
    main()
