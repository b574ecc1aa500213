"""Gives coding that is kept without its words, by offsets alone, the words of the articles it was made on.

    python training/coded.py SHARED_DIR training/events_coded.jsonl CODED.jsonl ARTICLES.jsonl
    python training/coded.py SHARED_DIR training/commitments_coded.jsonl CODED.jsonl ARTICLES.jsonl

The articles are rows of `data/id_news.jsonl.xz`; what is written is what `--more` of `events.py` (the first
file) and of `commitments.py` (both) reads.
"""

from __future__ import annotations

import argparse
import json
import lzma
from pathlib import Path
from typing import Any


def main() -> None:
    """Writes both files."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shared", "kept", "coded", "articles"):
        cli.add_argument(name, type=Path)
    options = cli.parse_args()
    kept = {row["doc"]: row for row in map(json.loads, options.kept.open(encoding="utf-8"))}
    with (
        lzma.open(options.shared / "data" / "id_news.jsonl.xz", "rt", encoding="utf-8") as news,
        options.coded.open("w", encoding="utf-8") as coded,
        options.articles.open("w", encoding="utf-8") as articles,
    ):
        for line in news:
            row = json.loads(line)
            if row["id"] not in kept:
                continue
            coded.write(json.dumps(with_words(kept[row["id"]], row["body"]), ensure_ascii=False) + "\n")
            articles.write(line)


def with_words(kept: dict[str, Any], body: str) -> dict[str, Any]:
    """What was coded in an article, with the words that say it as evidence."""
    coded = {"doc": kept["doc"]}
    if "events" in kept:
        coded["events"] = [{**one, **_evidence(one, body)} for one in kept["events"]]
    coded["commitments"] = []
    for one in kept["commitments"]:
        start, end = one.get("action", (one["start"], one["end"]))
        coded["commitments"].append({**one, **_evidence(one, body), "action": body[start:end]})
    return coded


def _evidence(one: dict[str, Any], body: str) -> dict[str, list[str]]:
    return {"evidence": [body[one["start"] : one["end"]]]}


if __name__ == "__main__":
    main()
