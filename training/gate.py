"""Trains the weights by which a page is read in full where reading is gated (docs/decisions/010-gate.md).

    pip install scikit-learn
    python training/gate.py ROWS CODED.jsonl [CODED.jsonl ...] [--findings FILE] [--write]

ROWS are news articles (`id_news.jsonl.xz`); what the finders themselves find in them says which tell of
dealings of states. Articles that were coded by hand (`CODED.jsonl`) are left out of the training and say, of
those that are relevant, how many the gate lets through. `--write` puts the weights in place of the shipped.
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
from grow import read

from jejak.findings.gate import VERSION, features
from jejak.findings.parties import find_party_mentions
from jejak.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.model import Findings

OUT: Final = Path(__file__).resolve().parents[1] / "src/jejak/languages/id/gate_weights.yaml"
FEWEST: Final = 40
"""Articles in which a word must stand to be weighed."""
STRENGTH: Final = 0.02
"""Inverse strength of the L1 penalty: of thousands of words about a hundred get a weight."""
KEPT: Final = 0.96
"""Share of the articles in which finders find an event or promise that the gate must let through."""


def main() -> None:
    """Trains, tells how good it is, and writes the weights where asked."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("rows", type=Path)
    cli.add_argument("coded", type=Path, nargs="+")
    cli.add_argument("--findings", type=Path, default=Path("gate.findings"))
    cli.add_argument("--write", action="store_true")
    asked = cli.parse_args()
    warnings.simplefilter("ignore")
    found = read(asked.rows, asked.findings)
    reader = Reader()
    told = []
    for findings in found:
        reading = reader.read(findings.article)
        told.append(features(reading, find_party_mentions(reading)))
    known = Counter(name for names in told for name in names)
    names = sorted(name for name, many in known.items() if many >= FEWEST)
    matrix = _matrix(told, names)
    dealings = np.array([bool(f.events or f.commitments) for f in found])
    coded = [
        {r["doc"] for r in map(json.loads, p.open(encoding="utf-8")) if r["relevant"]} for p in asked.coded
    ]
    held = {r["doc"] for p in asked.coded for r in map(json.loads, p.open(encoding="utf-8"))}
    fit = np.array([f.article.doc not in held for f in found])
    model = LogisticRegression(
        C=STRENGTH, solver="liblinear", penalty="l1", class_weight={True: 5, False: 1}, random_state=1
    )
    scores = np.zeros(len(found))
    scores[fit] = cross_val_predict(model, matrix[fit], dealings[fit], cv=4, method="decision_function")
    model.fit(matrix[fit], dealings[fit])
    scores[~fit] = model.decision_function(matrix[~fit])
    least = float(np.quantile(scores[fit & dealings], 1 - KEPT))
    _tell(found, scores >= least, fit, dealings)
    for path, relevant in zip(asked.coded, coded, strict=True):
        own = np.array([f.article.doc in relevant for f in found])
        print(f"{path.name}: {(scores[own] >= least).sum()} of {own.sum()} relevant articles pass")
    if asked.write:
        pairs = sorted((n, w) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.0005)
        _write(pairs, float(model.intercept_[0]), least)


def _matrix(told: Sequence[frozenset[str]], names: Sequence[str]) -> csr_matrix:
    at = {name: n for n, name in enumerate(names)}
    rows = [[at[name] for name in words if name in at] for words in told]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column in row])
    return csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), len(names)))


def _tell(found: Sequence[Findings], passed: np.ndarray, fit: np.ndarray, dealings: np.ndarray) -> None:
    """Prints what the gate lets through, by cross-validation."""

    def share(of: np.ndarray) -> float:
        return float(of[passed & fit].sum() / of[fit].sum())

    print(f"articles that pass: {passed[fit].mean():.3f}")
    print(f"articles without dealings that pass: {passed[fit & ~dealings].mean():.3f}")
    for name in ("events", "commitments", "statements", "instruments", "times", "actors"):
        print(
            f"{name} found in those that pass: {share(np.array([len(getattr(f, name)) for f in found])):.4f}"
        )


def _write(pairs: Sequence[tuple[str, float]], bias: float, least: float) -> None:
    head = (
        "# How much a word or what is named speaks for dealings of states (findings/gate.py): log odds.\n"
        "# Source: training/gate.py, from Indonesian news articles and what the finders find in them; only\n"
        "# single words and their weights are in here. Licence: Apache-2.0.\n"
        f"# For version {VERSION} of the gate. `least`: the sum from which a page is read in full.\n"
    )
    rows = "".join(f'  "{name}": {weight:.3f}\n' for name, weight in pairs)
    OUT.write_text(f"{head}bias: {bias:.3f}\nleast: {least:.3f}\nweights:\n{rows}", encoding="utf-8")
    print(f"{len(pairs)} weights written to {OUT.name}")


if __name__ == "__main__":
    main()
