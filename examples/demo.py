"""What `make demo` runs: reads examples/pages into demo.db with the installed `jejak`, and asks it questions.

Every command is shown before it runs. Stops at the first one that fails, with its exit status.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = "examples/pages"
RECORD = "demo.db"
JEJAK = Path(sys.executable).with_name("jejak")
COLOUR = sys.stdout.isatty() and "NO_COLOR" not in os.environ

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Pages of thirteen outlets go in: HTML, flattened text, a feed, a web archive, JSON lines.",
     ("read", PAGES, "--record", RECORD)),
    ("Two of them hold no article, and say so.",
     ("rejections", "--record", RECORD)),
    ("What Russia and ASEAN did together, with the words that say so.",
     ("timeline", "--party", "RUS", "--party", "ASEAN", "--since", "2016", "--record", RECORD)),
    ("One article with its findings marked in the text.",
     ("show", "2016-05-31-wartakini-latih-aparat.html", "--record", RECORD)),
    ("What was promised, and what came of it.",
     ("commitments", "--by", "RUS", "--to", "ASEAN", "--record", RECORD)),
)  # fmt: skip

NEXT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("in the browser", ("serve",)),
    ("who said what", ("statements", "--by", "Ivanov")),
    ("a person's offices", ("people", "Galuzin")),
    ("words in any form", ("search", "pelatihan", "terorisme")),
    ("as it stood then", ("commitments", "--as-of", "2021-12-31")),
    ("for machines", ("timeline", "--party", "RUS", "--party", "IDN", "--json")),
    ("your own pages", ("read", "FOLDER")),
)


def styled(text: str, code: str) -> str:
    """The text in an ANSI style where the terminal shows it."""
    return f"\033[{code}m{text}\033[0m" if COLOUR else text


def spelled(words: tuple[str, ...]) -> str:
    """A command as one types it in the repository's root."""
    on_path = shutil.which("jejak") == str(JEJAK)
    return shlex.join(("jejak" if on_path else os.path.relpath(JEJAK, ROOT), *words))


def run(why: str, words: tuple[str, ...]) -> int:
    """Shows and runs one command; its exit status."""
    print(f"\n{styled(why, '2')}\n{styled(f'$ {spelled(words)}', '1;36')}\n", flush=True)
    return subprocess.run((JEJAK, *words), cwd=ROOT, check=False).returncode


def main() -> int:
    """Runs all steps in a fresh record; the exit status of the first that fails, or 0."""
    if not JEJAK.exists():
        print(f"There is no {JEJAK}; run `make demo`, which installs it.", file=sys.stderr)
        return 1
    for end in ("", "-wal", "-shm"):
        (ROOT / f"{RECORD}{end}").unlink(missing_ok=True)
    for why, words in STEPS:
        if status := run(why, words):
            print(f"\n`{spelled(words)}` ended with status {status}", file=sys.stderr)
            return status
    print(f"\n{styled('Where to look next', '1')}: {RECORD} is the record that was made\n")
    for why, words in NEXT:
        print(f"  {why:<20}{styled(spelled((*words, '--record', RECORD)), '36')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
