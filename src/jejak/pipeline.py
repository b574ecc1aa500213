"""The only module that knows every room: inputs in, findings out, or findings into a record.

    open_sources -> Capture -> read_article -> Reader.read -> find_all -> Findings      (a map, in workers)
                                                                 Findings -> Record    (a reduce, in one)

A page that can't be read is a Rejection, whatever went wrong with it, and the run goes on.
"""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import jejak
from jejak import assembly, workers
from jejak.errors import InputError, NotText, PageError
from jejak.languages.data import lexicon_in_use, use_lexicon
from jejak.model import Capture, Findings, Rejection, content_id
from jejak.sources import SourceSettings, open_sources
from jejak.store.writer import CaptureNote, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from jejak.assembly import Page
    from jejak.languages.data import UserLexicon
    from jejak.model import Origin
    from jejak.reading import Reader

R = TypeVar("R")

PAGE_LIMIT_S: Final = 60.0
"""Seconds one page may take in a worker before it is given up."""

TOGETHER: Final = 16
"""Pages that are committed to the record at once, when they come quickly."""
WAIT_S: Final = 0.5
"""Seconds for which a page that was read may wait for others before it is committed with them."""
SLOW_S: Final = 0.2
"""Seconds after which the next page did not come quickly: it is committed at once."""

GIVEN_UP: Final = frozenset({"lost", "failed", "too-large"})
"""Reasons of rejections that say more about us than about the page."""


@dataclass(frozen=True, slots=True)
class ReadCounts:
    """What a run did so far: pages taken into the record, known already, and rejected."""

    read: int = 0
    known: int = 0
    rejected: int = 0

    @property
    def pages(self) -> int:
        """All pages met."""
        return self.read + self.known + self.rejected


def versions(lexicon: UserLexicon | None = None, *, gated: bool = False) -> str:
    """What reads the pages, as the record keeps it. A page read by the same versions is not read again.

    `gated` names the gate too: that is kept of a page which it turned away.
    """
    made_by = {"jejak": jejak.__version__}
    if lexicon:
        made_by["lexicon"] = lexicon.mark
    if gated:
        from jejak.findings.gate import VERSION

        made_by["gate"] = VERSION
    return json.dumps(made_by)


def code(
    inputs: Sequence[str],
    *,
    settings: SourceSettings | None = None,
    jobs: int = 0,
    lexicon: UserLexicon | None = None,
    only: Container[str] | None = None,
    on_passed: Callable[[str], None] | None = None,
) -> Iterator[Findings | Rejection]:
    """The findings of each page of the inputs, in order. `jobs` processes; 0 reads in this one.

    `lexicon` are a user's own files beside ours (`open_lexicon`). One process reads with one lexicon only.
    Documents that are not in `only` are passed over unread, and `on_passed` hears the name of each.
    """
    captures = open_sources(inputs, settings or SourceSettings())
    if only is not None:
        captures = _those(captures, only, on_passed)
    for done in _in_workers(partial(make_coder, lexicon), captures, jobs):
        yield _rejection_of(done) if isinstance(done, workers.Lost) else done.result


def _those(
    captures: Iterable[Capture | Rejection], only: Container[str], on_passed: Callable[[str], None] | None
) -> Iterator[Capture | Rejection]:
    for item in captures:
        if item.doc in only:
            yield item
        elif on_passed:
            on_passed(item.doc)


def read_into(
    record: str | Path,
    inputs: Sequence[str],
    *,
    settings: SourceSettings | None = None,
    jobs: int = 0,
    again: bool = False,
    gated: bool = False,
    lexicon: UserLexicon | None = None,
    captures: Iterable[Capture | Rejection] | None = None,
    on_page: Callable[[ReadCounts, Rejection | None], None] | None = None,
) -> ReadCounts:
    """Reads the inputs into the record, which is made if there is none.

    `captures` are what the inputs hold, where somebody has opened them already.

    A page whose bytes the same versions read before is passed over (unless `again`), so that a run that
    was interrupted goes on where it stopped. `on_page` hears of every page once it is kept.

    With `gated` only pages that may tell of dealings between states are read in full; the text of the others
    is kept, and a later run that is not gated reads them.
    """
    tally = Tally(on_page)
    if captures is None:  # an input that can't be used makes no record
        captures = open_sources(inputs, settings or SourceSettings())
    with Writer(record) as writer:
        writer.begin_run(inputs)
        done_by = _done_by(lexicon, gated=gated)
        unread = _unread(writer, captures, tally, again=again, done_by=done_by)
        setup = partial(_make_page_reader, lexicon, gated=gated)
        with _Keeper(writer, tally) as keeper:
            for done in _in_workers(setup, unread, jobs):
                keeper.add(outcome_of_lost(done, lexicon) if isinstance(done, workers.Lost) else done)
    return tally.counts


def code_unread(
    record: str | Path,
    inputs: Sequence[str],
    *,
    tally: Tally,
    settings: SourceSettings | None = None,
    jobs: int = 0,
    again: bool = False,
    gated: bool = False,
    lexicon: UserLexicon | None = None,
    captures: Iterable[Capture | Rejection] | None = None,
) -> Iterator[Outcome[Findings]]:
    """What became of the pages that `read_into` would read; nothing is kept. `tally` hears of the others."""
    if captures is None:
        captures = open_sources(inputs, settings or SourceSettings())
    with Writer(record) as writer:
        done_by = _done_by(lexicon, gated=gated)
        unread = _unread(writer, captures, tally, again=again, done_by=done_by)
        for done in _in_workers(partial(make_coder, lexicon, gated=gated), unread, jobs):
            yield outcome_of_lost(done, lexicon) if isinstance(done, workers.Lost) else done


def _done_by(lexicon: UserLexicon | None, *, gated: bool) -> tuple[str, ...]:
    """The versions by which a page may have been read so that it is not read again."""
    return versions(lexicon), *((versions(lexicon, gated=True),) if gated else ())


def keep_into(
    record: str | Path,
    inputs: Sequence[str],
    found: Iterable[tuple[CaptureNote | None, Callable[[], Outcome[Page]]]],
    *,
    on_page: Callable[[ReadCounts, Rejection | None], None] | None = None,
) -> ReadCounts:
    """Takes what was found elsewhere into the record, as `read_into` does with what it reads itself.

    Of each page its note, and how to come by what was found; that is asked for only where the record does
    not hold it yet. `inputs` name what is taken in.
    """
    tally = Tally(on_page)
    with Writer(record) as writer:
        writer.begin_run(inputs)
        with _Keeper(writer, tally) as keeper:
            for note, outcome in found:
                if note and (keeper.holds(note.key) or _is_kept(writer, note)):
                    tally.add(known=1)
                else:
                    keeper.add(outcome())
    return tally.counts


def _is_kept(writer: Writer, note: CaptureNote) -> bool:
    """Whether the capture was read by these versions, or in full where they turned it away."""
    if writer.is_read(note.key, note.versions):
        return True
    made_by = json.loads(note.versions) if note.versions.startswith("{") else {}
    return bool(made_by.pop("gate", None)) and writer.is_read(note.key, json.dumps(made_by))


class Tally:
    """Counts pages and tells the listener of each."""

    def __init__(self, on_page: Callable[[ReadCounts, Rejection | None], None] | None) -> None:
        self.counts = ReadCounts()
        self._on_page = on_page

    def add(self, *, read: int = 0, known: int = 0, rejection: Rejection | None = None) -> None:
        """Counts pages and tells of them."""
        old = self.counts
        self.counts = ReadCounts(old.read + read, old.known + known, old.rejected + (rejection is not None))
        if self._on_page:
            self._on_page(self.counts, rejection)


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """What became of one page; `note` is None where a source could not even give its bytes."""

    result: R | Rejection
    note: CaptureNote | None = None


def _unread(
    writer: Writer,
    found: Iterable[Capture | Rejection],
    tally: Tally,
    *,
    again: bool,
    done_by: Sequence[str],
) -> Iterator[Capture | Rejection]:
    """What is still to be read: each capture once a run, and none that was read before by such versions."""
    met = set()
    for item in found:
        key = capture_key(item) if isinstance(item, Capture) else None
        if key in met or (key and not again and any(writer.is_read(key, made_by) for made_by in done_by)):
            tally.add(known=1)
            continue
        if key:
            met.add(key)
        yield item


class _Keeper:
    """Takes what became of pages into the record, those that come quickly one after the other together."""

    def __init__(self, writer: Writer, tally: Tally) -> None:
        self._writer, self._tally = writer, tally
        self._waiting: list[Outcome[Page]] = []
        self._first = self._last = float("-inf")

    def __enter__(self) -> _Keeper:
        return self

    def __exit__(self, *_: object) -> None:
        self.write()

    def holds(self, key: str) -> bool:
        """Whether a capture waits to be kept."""
        return any(outcome.note and outcome.note.key == key for outcome in self._waiting)

    def add(self, outcome: Outcome[Page]) -> None:
        """Keeps a page, now or with those that follow; a page that was long in coming, now."""
        now = monotonic()
        slow, self._last = now - self._last > SLOW_S, now
        if not self._waiting:
            self._first = now
        self._waiting.append(outcome)
        if slow or len(self._waiting) >= TOGETHER or now - self._first > WAIT_S:
            self.write()

    def write(self) -> None:
        """Keeps all that waits, in one transaction, and tells of it."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        with self._writer.together():
            for outcome in waiting:
                _keep(self._writer, outcome)
        for outcome in waiting:
            rejection = outcome.result if isinstance(outcome.result, Rejection) else None
            self._tally.add(read=int(rejection is None), rejection=rejection)


def _keep(writer: Writer, outcome: Outcome[Page]) -> None:
    """One page into the record, whole or not at all."""
    if isinstance(outcome.result, Rejection):
        with writer.page():
            writer.note_rejection(outcome.result, outcome.note)
    elif outcome.note:
        assembly.add_page(writer, outcome.result, outcome.note, _is_twin)


def capture_key(capture: Capture) -> str:
    """Identity of what a source delivered: its name, bytes and hints, not where the file happens to lie."""
    hints = capture.hints
    return content_id(
        "capture", capture.doc, capture.sha256, capture.media_type, hints.title, hints.publisher, hints.date,
        hints.url, hints.author, hints.language,
    )  # fmt: skip


def read_page(capture: Capture, reader: Reader, *, gated: bool = False) -> Findings:
    """One page from capture to findings. Raises PageError where there is nothing to read.

    With `gated` a page that does not tell of dealings between states is not read in full.

    Where a user's lexicon is in use, every finding's version says so: "1+lexicon.3fa2b1c9".
    """
    from jejak.article import read_article
    from jejak.findings import find_all

    article = read_article(capture)
    try:
        "\n".join((article.text, article.title or "", *article.captions)).encode()
    except UnicodeEncodeError as error:
        raise NotText(
            f"the text holds half a character (at {error.start}), which no file can keep"
        ) from error
    findings = find_all(reader.read(article), gated=gated)
    lexicon = lexicon_in_use()
    if lexicon:
        findings = _marked(findings, f"+lexicon.{lexicon.mark}")
    made_by = tuple(sorted(json.loads(versions(lexicon, gated=findings.gated)).items()))
    return replace(
        findings, address=capture.address, sha256=capture.sha256, fetched=capture.fetched, versions=made_by
    )


def _marked(findings: Findings, mark: str) -> Findings:
    """The findings, each by a version that ends with the mark."""

    def by(origin: Origin) -> Origin:
        return replace(origin, version=origin.version + mark)

    return replace(
        findings,
        actors=tuple(replace(x, origin=by(x.origin)) for x in findings.actors),
        times=tuple(replace(x, origin=by(x.origin)) for x in findings.times),
        statements=tuple(replace(x, origin=by(x.origin)) for x in findings.statements),
        events=tuple(replace(x, origin=by(x.origin)) for x in findings.events),
        commitments=tuple(replace(x, origin=by(x.origin)) for x in findings.commitments),
        instruments=tuple(replace(x, origin=by(x.origin)) for x in findings.instruments),
    )


# -- in the workers -----------------------------------------------------------------------------------


def make_coder(
    lexicon: UserLexicon | None, *, gated: bool = False
) -> Callable[[Capture | Rejection], Outcome[Findings]]:
    """What reads one page after the other in this process: `Capture -> Findings`, or a rejection."""
    reader = _load_reader(lexicon)
    return _worker(lambda capture: read_page(capture, reader, gated=gated), lexicon)


def _make_page_reader(
    lexicon: UserLexicon | None, *, gated: bool = False
) -> Callable[[Capture | Rejection], Outcome[Page]]:
    reader = _load_reader(lexicon)
    return _worker(lambda capture: page_of(read_page(capture, reader, gated=gated)), lexicon)


def page_of(findings: Findings) -> Page:
    """What the record takes of a page: its findings with their claims and the mark of its text."""
    from jejak.article import duplicates

    mark = duplicates.signature(findings.article.text)
    return assembly.page_of(
        findings, assembly.Fingerprint(mark.to_bytes(), tuple(duplicates.band_keys(mark)))
    )


def _worker(
    read: Callable[[Capture], R], lexicon: UserLexicon | None
) -> Callable[[Capture | Rejection], Outcome[R]]:
    def work(item: Capture | Rejection) -> Outcome[R]:
        result = _guarded(item, read)
        return Outcome(result, _note(item, result, lexicon) if isinstance(item, Capture) else None)

    return work


_read_with: list[UserLexicon | None] = []


def _load_reader(lexicon: UserLexicon | None) -> Reader:
    """A reader, with the lexicon in use. What finders made of one lexicon stays as long as the process."""
    if _read_with and _read_with != [lexicon]:
        raise InputError(
            "this process has read with another lexicon; give jobs=1 or more, so that new processes read"
        )
    _read_with[:] = [lexicon]
    use_lexicon(lexicon)
    from jejak.reading import Reader

    return Reader()


def _guarded(item: Capture | Rejection, read: Callable[[Capture], R]) -> R | Rejection:
    """What reading gives, or a Rejection. A fault of ours in one page must not end the run of thousands."""
    if isinstance(item, Rejection):
        return item
    try:
        return read(item)
    except PageError as error:
        return Rejection(item.doc, item.address, error.reason, str(error), item.sha256)
    except (RecursionError, MemoryError) as error:
        why = "nested too deep" if isinstance(error, RecursionError) else "too large for the memory"
        return Rejection(item.doc, item.address, "too-large", f"the page is {why}", item.sha256)
    except OSError as error:
        why = f"the machine would not let the page be read: {error.strerror or error}"
        return Rejection(item.doc, item.address, "failed", why, item.sha256)
    except Exception as error:  # noqa: BLE001 - stored with the page, and listed by `jejak rejections`
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        what = f"{type(error).__name__}: {str(error)[:200]}"
        why = f"jejak failed on this page ({what}, in {where}); please report it"
        return Rejection(item.doc, item.address, "failed", why, item.sha256)


def _note(capture: Capture, result: object = None, lexicon: UserLexicon | None = None) -> CaptureNote:
    """The capture as the record notes it: a page that was given up is tried again by the next run."""
    tried_again = isinstance(result, Rejection) and result.reason in GIVEN_UP
    findings = result.findings if isinstance(result, assembly.Page) else result
    turned_away = isinstance(findings, Findings) and findings.gated
    made_by = "given up" if tried_again else versions(lexicon, gated=turned_away)
    return CaptureNote(
        capture_key(capture), capture.sha256, capture.doc, capture.address, capture.media_type,
        len(capture.body), capture.fetched, made_by,
    )  # fmt: skip


def outcome_of_lost(lost: workers.Lost[Capture | Rejection], lexicon: UserLexicon | None) -> Outcome[R]:
    """A page whose worker died, or that took too long, as a rejection."""
    result = _rejection_of(lost)
    return Outcome(result, _note(lost.item, result, lexicon) if isinstance(lost.item, Capture) else None)


def _rejection_of(lost: workers.Lost[Capture | Rejection]) -> Rejection:
    item = lost.item
    if isinstance(item, Rejection):
        return item
    return Rejection(
        item.doc, item.address, "lost", f"reading the page was given up: {lost.why}", item.sha256
    )


def _in_workers(
    setup: Callable[[], Callable[[Capture | Rejection], R]], items: Iterable[Capture | Rejection], jobs: int
) -> Iterator[R | workers.Lost[Capture | Rejection]]:
    if jobs > 0:
        return workers.run(setup, items, workers=jobs, limit_s=PAGE_LIMIT_S)
    return map(setup(), items)


def _is_twin(a: bytes, b: bytes) -> bool:
    from jejak.article.duplicates import Signature, same_text

    return same_text(Signature.from_bytes(a), Signature.from_bytes(b))
