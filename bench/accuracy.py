"""Scores what jejak finds against hand-coded articles, as docs/accuracy.md shows it.

    python bench/accuracy.py SHARED_DIR            prints the tables
    python bench/accuracy.py SHARED_DIR --write    puts them into docs/accuracy.md

SHARED_DIR holds `eval/score.py`, `coding/{train,dev}.jsonl` with their `_articles.jsonl`, and `seeds/`
(flattened pages with `coding.jsonl`). Only sums over a set are printed, never an article.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

DOC = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"
BEGIN, END = "<!-- figures: written by bench/accuracy.py -->", "<!-- end of figures -->"
SETS = ("dev", "train", "seeds")
FOUND = {
    "people": "people", "people+party": "people with the right party", "times": "times with the right value",
    "quotes": "statements, the words alone", "statements": "statements with the right speaker",
    "events": "events", "event strict": "events, exact parties and status",
    "any event": "events, something found there", "commitments": "commitments",
}  # fmt: skip
JUDGED = {
    "published": "date published", "bylines": "bylines", "dateline": "dateline",
    "direct recalled": "direct statements found", "indirect recalled": "indirect statements found",
    "status": "status of found events", "when": "time of found events", "place": "place of found events",
    "contexts": "contexts of found events", "due": "due date of found commitments",
}  # fmt: skip

Figures = dict[str, dict[str, Any]]


def scored(shared: Path, name: str) -> Figures:
    """The figures of one set by score.py over what `jejak code` prints."""
    if name == "seeds":
        gold, inputs = shared / "seeds" / "coding.jsonl", sorted((shared / "seeds").glob("*.txt"))
    else:
        gold, inputs = shared / "coding" / f"{name}.jsonl", [shared / "coding" / f"{name}_articles.jsonl"]
    jejak = Path(sys.executable).with_name("jejak")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as found:
        subprocess.run([jejak, "code", *inputs, "--format", "jsonl"], stdout=found, check=True)
        score = [sys.executable, shared / "eval" / "score.py", gold, found.name, "--json"]
        figures: Figures = json.loads(subprocess.run(score, capture_output=True, check=True).stdout)
    return figures


def tables(by_set: dict[str, Figures]) -> str:
    """Two Markdown tables: precision, recall and F1 of what is found; accuracy of what is judged."""
    lines = [
        f"| found | {' | '.join(f'{name}: P / R / F1 (coded)' for name in by_set)} |",
        "| --- |" + " --- |" * len(by_set),
    ]
    for key, label in FOUND.items():
        cells = (f"{f['P']:.3f} / {f['R']:.3f} / **{f['F1']:.3f}** ({f['gold']})" for f in _of(by_set, key))
        lines.append(f"| {label} | {' | '.join(cells)} |")
    lines += [
        "",
        f"| right | {' | '.join(f'{name} (asked)' for name in by_set)} |",
        "| --- |" + " --- |" * len(by_set),
    ]
    for key, label in JUDGED.items():
        cells = (f"{f['accuracy']:.3f} ({f['asked']})" if f else "–" for f in _of(by_set, key))
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _of(by_set: dict[str, Figures], key: str) -> list[dict[str, Any]]:
    return [figures.get(key, {}) for figures in by_set.values()]


def main() -> None:
    """Prints or writes the tables."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("shared", type=Path)
    cli.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    args = cli.parse_args()
    table = tables({name: scored(args.shared, name) for name in SETS})
    print(table)
    if args.write:
        text = DOC.read_text("utf-8")
        head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
        DOC.write_text(f"{head}{BEGIN}\n\n{table}\n\n{END}{tail}", "utf-8")


if __name__ == "__main__":
    main()
