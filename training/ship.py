"""Puts a trained model where the wheel takes it from, with its card.

    python training/ship.py WORK_DIR LABELS_DIR MODEL_DIR

Words of the texts it was trained from stay behind: a model keeps the strings of its labels, which spaCy
stores with them, and of the endings that its lemmas exchange.
"""

from __future__ import annotations

import argparse
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import spacy
import srsly
from spacy.strings import StringStore

import jejak.languages.id.tokenizer  # noqa: F401 - registers it

VERSION: Final = "1.0.0"
LIMIT: Final = 25 * 2**20  # bytes in the wheel
SOURCES: Final = [
    {
        "name": "UD Indonesian-GSD",
        "license": "CC BY-SA 4.0",
        "url": "https://universaldependencies.org/treebanks/id_gsd",
    },
    {
        "name": "UD Indonesian-CSUI",
        "license": "CC BY-SA 4.0",
        "url": "https://universaldependencies.org/treebanks/id_csui",
    },
    {
        "name": "UD Indonesian-PUD",
        "license": "CC BY-SA 3.0",
        "url": "https://universaldependencies.org/treebanks/id_pud",
    },
    {"name": "idner-news-2k", "license": "MIT", "url": "https://github.com/khairunnisaor/idner-news-2k"},
]
CARD: Final = Path(__file__).with_name("card.md")


def needed_strings(model: Path) -> list[str]:
    """The strings that the model's edit trees put in or take away."""
    trees = srsly.read_msgpack(model / "trainable_lemmatizer" / "trees")["trees"]
    known = StringStore().from_disk(model / "vocab" / "strings.json")
    numbers = {tree[key] for tree in trees for key in ("orig", "subst") if tree.get(key)}
    return sorted(known[number] for number in numbers)


def main() -> None:
    """Copies, prunes, writes card and meta.json."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("work", "labels", "output"):
        cli.add_argument(name, type=Path)
    options = cli.parse_args()
    figures: dict[str, Any] = json.loads((options.work / "figures.json").read_text())
    lines = [json.loads(line) for line in (options.work / "training.jsonl").read_text().splitlines()]
    shutil.rmtree(options.output, ignore_errors=True)
    shutil.copytree(options.work / "id", options.output)
    for name in ("strings.json", "key2row", "vectors", "vectors.cfg", "lookups.bin"):
        (options.output / "vocab" / name).unlink(missing_ok=True)
    strings = json.dumps(needed_strings(options.work / "id"), ensure_ascii=False)
    (options.output / "vocab" / "strings.json").write_text(strings + "\n", encoding="utf-8")
    meta = json.loads((options.output / "meta.json").read_text())
    meta |= {
        "name": "jejak", "version": VERSION, "author": "jejak",
        "description": "Reads Indonesian news for jejak.",
        "license": "CC BY-SA 4.0", "sources": SOURCES, "performance": figures,
    }  # fmt: skip
    (options.output / "meta.json").write_text(json.dumps(meta, indent=1) + "\n")
    size = sum(path.stat().st_size for path in options.output.rglob("*") if path.is_file())
    assert size <= LIMIT, f"{size} bytes are more than a wheel should carry"
    spacy.load(options.output)  # opens without the words it was trained from
    tests = [("UD GSD test v2.17", figures["gsd-test"]), ("UD CSUI test v2.17", figures["csui-test"])]
    columns = ("words", "sentences", "upos", "uas", "las", "las as said")
    rows = "\n".join(f"| {name} | {' | '.join(str(f[column]) for column in columns)} |" for name, f in tests)
    names = ", ".join(f"{kind} {value}" for kind, value in figures["names-test"].items())
    card = CARD.read_text(encoding="utf-8").format(
        version=VERSION, width=96, depth=4, size=size / 2**20, date=datetime.now(UTC).date(),
        minutes=lines[-1]["minutes"], rows=rows, names=names, speed=f"{figures['words a second']:,}",
    )  # fmt: skip
    (options.output / "README.md").write_text(card, encoding="utf-8")
    print(f"{options.output}: {size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
