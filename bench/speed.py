"""Pages a second on one core, time by stage and peak memory, for rows and for HTML pages.

    python bench/speed.py DATA_DIR [--rows 1000]

DATA_DIR holds `id_news.jsonl.xz`: rows of `id, title, publisher, date, url, author, body`; so many are
taken, evenly spread over the file, and also read into a new record. HTML pages are those of `examples/pages`,
over and over until 200 are read; plain trafilatura (its text and metadata, nothing found in them) reads the
same pages. Times are CPU seconds of this process, lists and models loaded before. Memory is the most that
this process held up to then.
"""

from __future__ import annotations

import argparse
import logging
import lzma
import resource
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Final

from trafilatura import bare_extraction

from jejak.article import duplicates, read_article
from jejak.assembly import Fingerprint, add_page, page_of
from jejak.errors import PageError
from jejak.findings.commitments import find_commitments
from jejak.findings.events import find_events
from jejak.findings.parties import find_parties, find_party_mentions
from jejak.findings.people import find_people
from jejak.findings.places import find_places
from jejak.findings.statements import find_statements
from jejak.findings.times import find_times
from jejak.model import Capture, Findings
from jejak.pipeline import read_page
from jejak.reading import Reader
from jejak.sources import SourceSettings, open_sources
from jejak.store.writer import CaptureNote, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAGES: Final = Path(__file__).parent.parent / "examples" / "pages"
HTML_READS: Final = 200
READER: Final = Reader()


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._last = process_time()

    def start(self) -> None:
        """Count from here."""
        self._last = process_time()

    def lap(self, stage: str) -> None:
        """What passed since the last lap belongs to the stage."""
        now = process_time()
        self.spent[stage] = self.spent.get(stage, 0.0) + now - self._last
        self._last = now


def main() -> None:
    """Measures rows, then HTML pages, and prints a table of each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--rows", type=int, default=1_000)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    print(f"Python {sys.version.split()[0]}; most memory before the first page {peak()}")
    with tempfile.TemporaryDirectory() as folder:
        rows = captures_of(sample(asked.data / "id_news.jsonl.xz", asked.rows, Path(folder)))
    first = perf_counter()
    staged(rows[0], Clock())
    print(f"first page, with all lists and models loaded: {perf_counter() - first:.1f} s\n")
    measure("rows", rows)
    with tempfile.TemporaryDirectory() as folder:
        tell("with record", recorded(rows, Path(folder) / "speed.db"), len(rows))
    print(f"  most memory {peak()}")
    pages = captures_of(PAGES) if PAGES.is_dir() else []
    pages = [page for page in pages if page.media_type == "text/html"]
    if pages:
        print()
        measure("HTML", list(islice(cycle(pages), HTML_READS)))
        plain(list(islice(cycle(pages), HTML_READS)))
        print(f"  most memory {peak()}")


def sample(path: Path, count: int, folder: Path) -> Path:
    """A file of so many of the rows, evenly spread."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        lines = list(file)
    step = max(1, len(lines) // count)
    made = folder / "rows.jsonl"
    made.write_text("".join(lines[::step][:count]), "utf-8")
    return made


def captures_of(path: Path) -> list[Capture]:
    """The pages of a file or folder, those of archives left out."""
    found = open_sources([str(path)], SourceSettings())
    return [item for item in found if isinstance(item, Capture)]


def measure(name: str, captures: Sequence[Capture]) -> None:
    """Prints the rate and the stages of one set."""
    for capture in captures[:5]:
        staged(capture, Clock())
    clock = Clock()
    refused = sum(staged(capture, clock) is None for capture in captures)
    print(f"{name}: {len(captures)} pages of {size(captures)} on average, {refused} refused")
    for stage, seconds in clock.spent.items():
        print(f"  {stage:22} {1000 * seconds / len(captures):6.2f} ms a page")
    tell("together", sum(clock.spent.values()), len(captures))


def tell(what: str, seconds: float, pages: int) -> None:
    """Prints a line: time a page and pages a second."""
    print(f"  {what:22} {1000 * seconds / pages:6.2f} ms a page  {pages / seconds:6.1f} pages/s/core")


def staged(capture: Capture, clock: Clock) -> Findings | None:
    """One page from capture to findings, as `find_all` goes, each stage clocked; None if refused."""
    clock.start()
    try:
        article = read_article(capture)
    except PageError:
        clock.lap("article")
        return None
    clock.lap("article")
    reading = READER.read(article)
    clock.lap("reading")
    mentions = find_party_mentions(reading)
    parties = find_parties(reading, mentions)
    clock.lap("parties")
    places = find_places(reading)
    clock.lap("places")
    times = find_times(reading)
    clock.lap("times")
    people = find_people(reading, mentions)
    clock.lap("people")
    statements = find_statements(reading, people, mentions, times)
    clock.lap("statements")
    events = find_events(reading, people, mentions, times, statements, places)
    clock.lap("events")
    commitments = find_commitments(reading, people, mentions, times, statements, events)
    clock.lap("commitments")
    return Findings(article, (*parties, *people), times, statements, tuple(events), tuple(commitments))


def recorded(captures: Sequence[Capture], record: Path) -> float:
    """CPU seconds from captures into a new record, all in this process."""
    start = process_time()
    with Writer(record) as writer:
        writer.begin_run(["speed"])
        for number, capture in enumerate(captures):
            try:
                findings = read_page(capture, READER)
            except PageError:
                continue
            mark = duplicates.signature(findings.article.text)
            page = page_of(findings, Fingerprint(mark.to_bytes(), tuple(duplicates.band_keys(mark))))
            note = CaptureNote(
                f"{number:016x}", capture.sha256, capture.doc, capture.address, capture.media_type,
                len(capture.body), capture.fetched, "speed",
            )  # fmt: skip
            add_page(writer, page, note, same_text)
    return process_time() - start


def same_text(a: bytes, b: bytes) -> bool:
    """Whether two signatures are of one text."""
    return duplicates.same_text(duplicates.Signature.from_bytes(a), duplicates.Signature.from_bytes(b))


def plain(captures: Sequence[Capture]) -> None:
    """Prints what trafilatura alone takes for the same HTML, and what our article stage takes."""
    for name, read in readers().items():
        read(captures[0])
        start = process_time()
        for capture in captures:
            read(capture)
        seconds = process_time() - start
        tell(name, seconds, len(captures))


def readers() -> dict[str, Callable[[Capture], object]]:
    """The article alone, by us and by trafilatura."""

    def ours(capture: Capture) -> object:
        try:
            return read_article(capture)
        except PageError:
            return None

    return {
        "article alone, jejak": ours,
        "article, trafilatura": lambda capture: bare_extraction(capture.body, with_metadata=True),
    }


def size(captures: Sequence[Capture]) -> str:
    """The average size of a page."""
    return f"{sum(len(capture.body) for capture in captures) / len(captures) / 1000:.1f} kB"


def peak() -> str:
    """The most memory that this process held so far."""
    unit = 1 if sys.platform == "darwin" else 1024
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
