"""Body extraction on the article-extraction-benchmark (Zyte, MIT; 181 pages), ours beside plain trafilatura.

    python bench/extraction.py DATA_DIR

DATA_DIR holds `zyte.tar.xz` (or `web/zyte.tar.xz`): html/*.html.gz, ground-truth.json, evaluate.py. The
scores are those of its own evaluate.py. Its ground truth counts datelines as body, where codebook 1 keeps
them apart; they are not put back here. A page that `read_html` refuses counts as an empty body.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from trafilatura import bare_extraction

from jejak.article.html import read_html
from jejak.errors import PageError
from jejak.model import Capture

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Runs both readers over all pages and prints scores and speed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    data: Path = parser.parse_args().data
    archive = next(path for path in (data / "zyte.tar.xz", data / "web/zyte.tar.xz") if path.exists())
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        score(Path(folder) / "zyte")


def score(folder: Path) -> None:
    """Writes the predictions, times them (CPU seconds of this process, page about), and runs evaluate.py."""
    keys = sorted(json.loads((folder / "ground-truth.json").read_text("utf-8")))
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in keys}
    (folder / "output").mkdir()
    readers: dict[str, Callable[[str, bytes], str]] = {"jejak": ours, "trafilatura": theirs}
    spent = dict.fromkeys(readers, 0.0)
    bodies: dict[str, dict[str, str]] = {name: {} for name in readers}
    for read in readers.values():
        read(keys[0], pages[keys[0]])  # models and lists load here
    for key, page in pages.items():
        for name, read in readers.items():
            start = time.process_time()
            bodies[name][key] = read(key, page)
            spent[name] += time.process_time() - start
    for name, found in bodies.items():
        empty = sum(not body for body in found.values())
        print(f"{name:12} {len(pages) / spent[name]:6.1f} pages/s/core, {empty} empty")
        prediction = {key: {"articleBody": body} for key, body in found.items()}
        (folder / "output" / f"{name}.json").write_text(json.dumps(prediction), "utf-8")
    done = subprocess.run(
        [sys.executable, "evaluate.py"], cwd=folder, capture_output=True, text=True, check=True
    )
    print(done.stdout)


def ours(key: str, page: bytes) -> str:
    """The body by `read_html`, empty where it refuses the page."""
    try:
        return read_html(Capture(key, key, "text/html", page)).text
    except PageError as error:
        print(f"  {key[:12]} refused: {error}")
        return ""


def theirs(_: str, page: bytes) -> str:
    """The body by trafilatura alone, fast, comments off."""
    document = bare_extraction(page.decode("utf-8", "replace"), fast=True, include_comments=False)
    return document.text if document is not None else ""


if __name__ == "__main__":
    main()
