"""Gives coding that is kept without its words, by offsets alone, the words of the articles it was made on.

    python training/coded.py SHARED_DIR training/commitments_coded.jsonl CODED.jsonl ARTICLES.jsonl

The articles are rows of `data/id_news.jsonl.xz`; what is written is what `commitments.py --more` reads.
"""

from __future__ import annotations

import argparse
import json
import lzma
from pathlib import Path


def main() -> None:
    """Writes both files."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shared", "kept", "coded", "articles"):
        cli.add_argument(name, type=Path)
    options = cli.parse_args()
    kept = {row["doc"]: row["commitments"] for row in map(json.loads, options.kept.open(encoding="utf-8"))}
    with (
        lzma.open(options.shared / "data" / "id_news.jsonl.xz", "rt", encoding="utf-8") as news,
        options.coded.open("w", encoding="utf-8") as coded,
        options.articles.open("w", encoding="utf-8") as articles,
    ):
        for line in news:
            row = json.loads(line)
            if row["id"] not in kept:
                continue
            rows = []
            for one in kept[row["id"]]:
                words = row["body"][one["start"] : one["end"]]
                rows.append({"by": one["by"], "to": one["to"], "action": words, "evidence": [words]})
            coded.write(json.dumps({"doc": row["id"], "commitments": rows}, ensure_ascii=False) + "\n")
            articles.write(line)


if __name__ == "__main__":
    main()
