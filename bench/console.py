"""Runs the `console` blocks of the docs and writes what the commands print below them.

    python bench/console.py            rewrites README.md and docs/*.md
    python bench/console.py --check    names the files that are out of date; exit status 1 if any

A block holds lines "$ command" and what each prints. The blocks of a file run in order in one empty folder in
which `examples` is ours, in a terminal of 88 columns without colour.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.M | re.S)
WIDTH = 88
LONGEST_S = 300


def documents() -> list[Path]:
    """README.md and the docs that hold console blocks."""
    return [
        p
        for p in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
        if "```console" in p.read_text("utf-8")
    ]


def commands(block: str) -> list[str]:
    """The commands of a block, as typed."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def rewritten(text: str) -> str:
    """The document with each command's output as it is now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples")
        return _BLOCK.sub(lambda block: "".join(_run(c, folder) for c in commands(block.group())), text)


def _run(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ours = {"PATH": path, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
    environment = {k: v for k, v in os.environ.items() if not k.startswith("JEJAK_")} | ours
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, text=True, encoding="utf-8", timeout=LONGEST_S,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True,
    )  # fmt: skip
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "\n".join([f"$ {command}", *lines]).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Rewrites the documents, or with --check only tells which would change."""
    stale = 0
    for path in documents():
        old = path.read_text("utf-8")
        new = rewritten(old)
        if new != old:
            stale += 1
            print(f"{path.relative_to(ROOT)} {'is out of date' if '--check' in arguments else 'rewritten'}")
            if "--check" not in arguments:
                path.write_text(new, "utf-8")
    return int("--check" in arguments and stale > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
