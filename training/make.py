"""Makes the shipped model anew, from nothing but the data: `make model DATA=../shared`.

    python training/make.py SHARED_DIR [--work training/work] [--minutes 8] [--hours 1] [--labels DIR]

Five steps, each leaving its files in the work folder, where a second run goes on: names by jejak's rules in
news; all texts as numbers (`pieces.py`); the teacher and its labels (`teacher.py`; with a GPU in minutes,
without one a small teacher that teaches less, said in the figures); the shipped model (`student.py`); its
figures and card. With `--labels` the labels of a teacher trained elsewhere are taken: run `teacher.py`
where the GPU is and bring its output here.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import lzma
import random
import subprocess
import sys
from pathlib import Path
from typing import Final

import corpus

HERE: Final = Path(__file__).parent
MODEL: Final = HERE.parent / "src" / "jejak" / "languages" / "id" / "model"
WEAK_ARTICLES: Final = 5_000


def run(*command: object) -> None:
    """Runs a step, telling which."""
    print("$", *command, flush=True)
    subprocess.run([str(part) for part in command], check=True)


def weak(shared: Path, work: Path) -> Path:
    """News as jejak's rules read it."""
    found = work / "weak.jsonl"
    if not found.exists():
        coded = corpus.coded_ids(shared / "coding")
        with lzma.open(shared / "data" / "id_news.jsonl.xz", "rt", encoding="utf-8") as lines:
            rows = [line for line in lines if json.loads(line)["id"] not in coded]
        random.Random(5).shuffle(rows)
        (work / "weak_input.jsonl").write_text("".join(rows[:WEAK_ARTICLES]), encoding="utf-8")
        with (work / "weak.part").open("w", encoding="utf-8") as out:
            command = [
                Path(sys.executable).with_name("jejak"),
                "code",
                work / "weak_input.jsonl",
                "--format",
                "jsonl",
            ]
            subprocess.run(command, stdout=out, check=True)
        (work / "weak.part").rename(found)
    return found


def main() -> None:
    """Runs the steps that are not done."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("shared", type=Path)
    cli.add_argument("--work", type=Path, default=HERE / "work")
    cli.add_argument("--minutes", type=float, default=8.0, help="for the teacher")
    cli.add_argument("--hours", type=float, default=1.0, help="for the shipped model")
    cli.add_argument("--labels", type=Path, help="labels of a teacher trained elsewhere")
    options = cli.parse_args()
    missing = [name for name in ("torch", "tokenizers") if importlib.util.find_spec(name) is None]
    if missing:
        sys.exit(f"Training needs {' and '.join(missing)}: pip install -r training/requirements.txt")
    for name in ("data", "coding"):
        if not (options.shared / name).is_dir():
            sys.exit(
                f"{options.shared / name} is missing; training/README.md says what the data folder holds."
            )
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    python, numbers, labels = sys.executable, work / "teacher_input.npz", options.labels or work / "labels"
    found = weak(options.shared, work)
    if not numbers.exists():
        run(python, HERE / "pieces.py", options.shared, numbers, "--weak", found)
    if not (labels / "news.sure.xz").exists():
        import torch

        small = [] if torch.cuda.is_available() else ["--small"]
        run(python, HERE / "teacher.py", numbers, labels, "--minutes", options.minutes, *small)
    if not (work / "figures.json").exists():
        run(
            python,
            HERE / "student.py",
            options.shared,
            numbers,
            labels,
            work / "id",
            "--hours",
            options.hours,
        )
    run(python, HERE / "ship.py", work, labels, MODEL)


if __name__ == "__main__":
    main()
