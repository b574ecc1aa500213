"""Pages a second on one core, from raw HTML to findings and into a record, beside what others do.

    python bench/speed.py DATA_DIR [--pages 160] [--repeats 3] [--slow 40]

DATA_DIR holds `id_news.jsonl.xz`: rows of `id, title, publisher, date, url, author, body`. So many of them,
evenly spread, are made raw pages (`bench/pages.py`). In one run on the same pages are timed, each so many
times, the quickest counting: our stages; the same behind the gate (nine of ten of these pages tell of no
dealings between states); trafilatura alone; trafilatura and a spaCy pipeline with two tok2vecs, each of the
shape of our model's one, a page at a time and in batches; and on the first `--slow` pages dateparser's
`search_dates` beside our finder of times, and a plain pattern of reporting verbs beside ours. Times are
processor time of this process, models and lists loaded before. Memory is the most that this process held.
"""

from __future__ import annotations

import argparse
import json
import logging
import lzma
import os
import re
import resource
import sys
import tempfile
from itertools import islice
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before numpy is loaded

from grow import is_twin
from pages import page
from trafilatura import bare_extraction

from jejak import pipeline
from jejak.article import duplicates, read_article
from jejak.assembly import Fingerprint, Page, add_page, page_of
from jejak.errors import PageError
from jejak.findings import find_all
from jejak.findings.commitments import find_commitments
from jejak.findings.events import find_events
from jejak.findings.gate import is_international
from jejak.findings.instruments import find_instruments
from jejak.findings.judging import judge_of
from jejak.findings.parties import find_parties, find_party_mentions
from jejak.findings.people import find_people
from jejak.findings.places import find_places
from jejak.findings.statements import find_statements
from jejak.findings.times import find_times
from jejak.model import Capture, Findings
from jejak.reading import Reader, shipped_model, tokenized
from jejak.store.writer import CaptureNote, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jejak.model import Article

CUES: Final = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|jelas|ungkap|papar|imbuh|sambung|tegas|sebut|menurut|mengatakan|menyatakan"
    r"|menegaskan|menyebut|menjelaskan|mengungkapkan|menuturkan)(?:nya)?\b",
    re.I,
)


class Clock:
    """Processor seconds by stage."""

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
    """Measures and prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--pages", type=int, default=160)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--slow", type=int, default=40)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    captures = sample(asked.data / "id_news.jsonl.xz", asked.pages)
    reader = Reader()
    size = sum(len(c.body) for c in captures) / len(captures) / 1000
    print(f"Python {sys.version.split()[0]}; {len(captures)} pages of {size:.0f} kB; memory before {peak()}")
    ours(captures, reader, asked.repeats)
    print(f"  most memory {peak()}\n")
    others(captures, asked.repeats)
    print(f"  most memory {peak()}\n")
    parts(captures[: asked.slow], reader, asked.repeats)


def sample(path: Path, count: int) -> list[Capture]:
    """So many of the rows, evenly spread, as pages."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        rows: list[dict[str, Any]] = [json.loads(line) for line in file]
    titles = [row["title"] for row in rows if row.get("title")]
    step = max(1, len(rows) // count)
    return [page(row, titles) for row in islice(rows[::step], count)]


# -- ours -----------------------------------------------------------------------------------------------


def ours(captures: Sequence[Capture], reader: Reader, repeats: int) -> None:
    """Prints our stages, the whole, the whole behind the gate, and what the record adds."""
    for capture in captures[:5]:
        staged(capture, reader, Clock())
    clocks = [Clock() for _ in range(repeats)]
    for clock in clocks:
        read = [found for c in captures if (found := staged(c, reader, clock))]
    words = sum(len(zone.words) for f in read for zone in reader.read(f.article).zones)
    for stage in clocks[0].spent:
        tell(f"  {stage}", min(clock.spent[stage] for clock in clocks), len(captures))
    whole = quickest(repeats, lambda: [whole_page(c, reader) for c in captures])
    tell("raw HTML to findings", whole, len(captures), words)
    gated = quickest(repeats, lambda: [whole_page(c, reader, gated=True) for c in captures])
    tell("raw HTML to findings, gated", gated, len(captures), words)
    dealing = sum(bool(f.events or f.commitments) for f in read)
    passed = sum(not f.gated for c in captures if (f := whole_page(c, reader, gated=True)))
    print(f"  {len(captures) - len(read)} refused; {dealing} tell of dealings; {passed} pass the gate")
    made = quickest(repeats, lambda: [claims_of(f) for f in read])
    tell("claims, stems, fingerprint", made, len(read))
    tell("into a new record", min(recorded([claims_of(f) for f in read]) for _ in range(repeats)), len(read))


def whole_page(capture: Capture, reader: Reader, *, gated: bool = False) -> Findings | None:
    """One page as `jejak` reads it."""
    try:
        return pipeline.read_page(capture, reader, gated=gated)
    except PageError:
        return None


def claims_of(findings: Findings) -> Page:
    """What a worker hands to the writer."""
    mark = duplicates.signature(findings.article.text)
    return page_of(findings, Fingerprint(mark.to_bytes(), tuple(duplicates.band_keys(mark))))


def recorded(made: Sequence[Page]) -> float:
    """Processor seconds for pages into a new record."""
    with tempfile.TemporaryDirectory() as folder:
        start = process_time()
        with Writer(Path(folder) / "speed.db") as writer:
            writer.begin_run(["speed"])
            for at in range(0, len(made), pipeline.TOGETHER):
                with writer.together():
                    for item in made[at : at + pipeline.TOGETHER]:
                        add_page(writer, item, note(item.findings.article), is_twin)
        return process_time() - start


def note(article: Article) -> CaptureNote:
    """The capture of an article, for these records."""
    return CaptureNote(article.doc, "0" * 64, article.doc, article.doc, "text/html", 0, None, "speed")


def staged(capture: Capture, reader: Reader, clock: Clock) -> Findings | None:
    """One page from capture to findings, as `find_all` goes, each stage clocked; None if refused."""
    clock.start()
    try:
        article = read_article(capture)
    except PageError:
        clock.lap("article")
        return None
    clock.lap("article")
    reading = reader.read(article)
    clock.lap("sentences")
    mentions = find_party_mentions(reading)
    clock.lap("parties")
    is_international(reading, mentions)
    clock.lap("the gate (not in the whole)")
    times = find_times(reading)
    clock.lap("times")
    people = find_people(reading, mentions)
    clock.lap("people")
    statements = find_statements(reading, people, mentions, times)
    clock.lap("statements")
    judge = judge_of(reading, mentions)
    events = find_events(reading, people, mentions, times, statements, find_places(reading), judge=judge)
    clock.lap("places, events and the judge")
    commitments = find_commitments(reading, people, mentions, times, statements, events.by_words, judge=judge)
    clock.lap("commitments")
    parties = find_parties(reading, mentions)
    instruments = find_instruments(reading, people, mentions, times, events.told)
    clock.lap("instruments")
    return Findings(
        article, (*parties, *people), tuple(times), tuple(statements), events.told, tuple(commitments),
        instruments,
    )  # fmt: skip


# -- the others -----------------------------------------------------------------------------------------


def others(captures: Sequence[Capture], repeats: int) -> None:
    """Prints what trafilatura takes, alone and with the naive pipeline behind it."""
    texts = [plain(c) for c in captures]
    alone = quickest(repeats, lambda: [plain(c) for c in captures])
    tell("trafilatura alone", alone, len(captures))
    tell(
        "our article stage alone", quickest(repeats, lambda: [article_of(c) for c in captures]), len(captures)
    )
    grammar, names = shipped_model(), shipped_model()
    docs = [tokenized(grammar, text) for text in texts]
    words = sum(map(len, docs))

    def naive(text: str) -> None:
        doc = grammar.make_doc(text)
        for name, pipe in grammar.pipeline:
            doc = pipe(doc) if name != "ner" else doc
        for name, pipe in names.pipeline:
            doc = pipe(doc) if name in ("tok2vec", "ner") else doc

    def batched() -> None:
        with grammar.select_pipes(disable="ner"), names.select_pipes(enable=["tok2vec", "ner"]):
            list(names.pipe(grammar.pipe(texts, batch_size=32), batch_size=32))

    naive(texts[0])
    tell(
        "trafilatura + two tok2vecs",
        alone + quickest(repeats, lambda: list(map(naive, texts))),
        len(captures),
        words,
    )
    tell("the same, 32 a batch", alone + quickest(repeats, batched), len(captures), words)


def plain(capture: Capture) -> str:
    """The text by trafilatura, with its metadata."""
    document = bare_extraction(capture.body, with_metadata=True, fast=True, include_comments=False)
    return document.text if document is not None else ""


def article_of(capture: Capture) -> object:
    """The article by ours, None where refused."""
    try:
        return read_article(capture)
    except PageError:
        return None


def parts(captures: Sequence[Capture], reader: Reader, repeats: int) -> None:
    """Prints what dateparser and a plain pattern take for what two of our finders do."""
    from dateparser.search import search_dates

    found = [f for c in captures if (f := whole_page(c, reader))]
    texts = [f.article.text for f in found]

    def read(text_of: Findings) -> Any:  # noqa: ANN401
        return reader.read(text_of.article)

    by_dateparser = sum(len(search_dates(t, languages=["id"]) or ()) for t in texts[:5])
    tell("our times", quickest(repeats, lambda: [find_times(read(f)) for f in found]), len(found))
    spent = quickest(1, lambda: [search_dates(t, languages=["id"]) for t in texts])
    tell("dateparser search_dates", spent, len(found))
    print(f"  times found in 5 pages: {sum(len(f.times) for f in found[:5])}, dateparser {by_dateparser}")
    tell("our findings, all", quickest(repeats, lambda: [find_all(read(f)) for f in found]), len(found))
    tell(
        "reporting verbs by pattern", quickest(repeats, lambda: [CUES.findall(t) for t in texts]), len(found)
    )
    print(
        f"  statements, each with its speaker and words: {sum(len(f.statements) for f in found)};"
        f" verbs: {sum(len(CUES.findall(t)) for t in texts)}"
    )


# -- telling --------------------------------------------------------------------------------------------


def quickest(repeats: int, work: Callable[[], object]) -> float:
    """Processor seconds of the quickest run."""
    spent = []
    for _ in range(repeats):
        start = process_time()
        work()
        spent.append(process_time() - start)
    return min(spent)


def tell(what: str, seconds: float, pages: int, words: int | None = None) -> None:
    """Prints a line: time a page, pages a second, and words a second where they are counted."""
    rate = f"  {words / seconds:7,.0f} words/s" if words else ""
    print(
        f"{what:32} {1000 * seconds / pages:7.2f} ms a page  {pages / seconds:7.1f} pages/s{rate}", flush=True
    )


def peak() -> str:
    """The most memory that this process held so far."""
    unit = 1 if sys.platform == "darwin" else 1024
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
