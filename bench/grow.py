"""Makes a record of any number of articles, to measure size by.

    python bench/grow.py ROWS RECORD --articles 100000 [--findings FILE]

ROWS is a file of rows (`id_news.jsonl.xz`). Its articles are read once (kept in --findings, which the next
run uses again) and then varied: another copy has other content words, persons, numbers and years, so that it
is no reprint and tells of other events; parties, kinds of findings and the share of articles with none
stay as they were. All goes through the program's own assembly and linking, page by page; the record is put in
place when it is complete. A run that was cut off goes on where it stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import pickle
import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from jejak import pipeline
from jejak.article import duplicates
from jejak.assembly import Fingerprint, add_page, page_of
from jejak.model import Actor, Article, Evidence, Findings, Statement
from jejak.sources import SourceSettings
from jejak.store.writer import CaptureNote, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD: Final = re.compile(r"\w+")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LEAP: Final = re.compile(r"(\d{4}-02)-29")
_COMMON: Final = 300
"""So many of the commonest words stay: what is left of a text is told in them."""
_KNOWN: Final = 40
"""Articles from which on a person is so well known that every copy tells of the same one."""
_YEARS: Final = 12
"""Copies go back so many years before they begin again."""
_BUCKET: Final = 24
"""Words of one length and about one frequency take each other's place; so many of them."""


class Vocabulary:
    """Which words may take whose place: of the same length, about as common, and both names or neither."""

    def __init__(self, found: Sequence[Findings]) -> None:
        words: Counter[str] = Counter()
        names: Counter[str] = Counter()
        fixed: set[str] = set()
        for findings in found:
            words.update(word for word in _WORD.findall(findings.article.text) if word.islower())
            for actor in findings.actors:
                told = {word for mention in actor.mentions for word in _WORD.findall(mention.exact)}
                if actor.kind == "person":
                    names.update(word for word in told if word.istitle())
                else:
                    fixed |= told
        self._place: dict[str, tuple[int, list[str], int]] = {}
        common = {word for word, _ in words.most_common(_COMMON)}
        self._fill(word for word, _ in words.most_common() if word not in common and word not in fixed)
        self._fill(word for word, many in names.most_common() if many < _KNOWN and word not in fixed)

    def _fill(self, ranked: Iterator[str]) -> None:
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in ranked:
            if len(word) >= 4 and word.isalpha():
                by_length[len(word)].append(word)
        for listed in by_length.values():
            for start in range(0, len(listed), _BUCKET):
                bucket = listed[start : start + _BUCKET]
                number = len(self._place)
                self._place |= {word: (number, bucket, n) for n, word in enumerate(bucket)}

    def other(self, word: str, copy: int) -> str:
        """The word that stands in its place in a copy; the same length, so that offsets stay."""
        if word.isdecimal():
            return word if len(word) == 1 else f"{(int(word) + 7 * copy) % 10 ** len(word):0{len(word)}}"
        number, bucket, n = self._place.get(word, (0, [word], 0))
        return bucket[(n + copy + number * (copy // _BUCKET)) % len(bucket)]


class Variation:
    """One copy of the articles, in other words and years."""

    def __init__(self, vocabulary: Vocabulary, copy: int) -> None:
        self._vocabulary, self._copy = vocabulary, copy
        self._known: dict[str, str] = {}

    def text(self, text: str) -> str:
        """The text in other words, letter for letter as long."""
        return _WORD.sub(self._word, text)

    def _word(self, match: re.Match[str]) -> str:
        word = match.group()
        found = self._known.get(word)
        if found is None:
            year = _YEAR.fullmatch(word)
            found = self._known[word] = self.date(word) if year else self._vocabulary.other(word, self._copy)
        return found

    def date(self, edtf: str) -> str:
        """The date as many years before."""
        back = self._copy % _YEARS
        moved = _YEAR.sub(lambda year: str(int(year.group()) - back), edtf)
        return _LEAP.sub(r"\1-28", moved) if back else moved

    def article(self, article: Article) -> Article:
        """The article as another document."""
        mark = f"-{self._copy}"
        return replace(
            article, doc=article.doc + mark, text=self.text(article.text),
            title=article.title and self.text(article.title), url=article.url and article.url + mark,
            captions=tuple(self.text(caption) for caption in article.captions),
            published=article.published and self.date(article.published),
            published_inferred=article.published_inferred and self.date(article.published_inferred),
        )  # fmt: skip

    def findings(self, found: Findings) -> Findings:
        """What was found, in the copy's words."""
        article = self.article(found.article)

        def at(evidence: Evidence) -> Evidence:
            return article.evidence(evidence.start, evidence.end, evidence.zone)

        def dated(value: str | None) -> str | None:
            return value and self.date(value)

        def all_at(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
            return tuple(map(at, evidence))

        return replace(
            found, article=article,
            actors=tuple(self._actor(actor, all_at) for actor in found.actors),
            times=tuple(replace(t, edtf=self.date(t.edtf), evidence=at(t.evidence)) for t in found.times),
            statements=tuple(
                replace(self._statement(s), evidence=at(s.evidence), said=dated(s.said))
                for s in found.statements
            ),
            events=tuple(
                replace(
                    e, evidence=all_at(e.evidence), when=dated(e.when),
                    persons=tuple(map(self.text, e.persons)),
                )
                for e in found.events
            ),
            commitments=tuple(
                replace(
                    c, evidence=all_at(c.evidence), action=self.text(c.action),
                    made=dated(c.made), due=dated(c.due),
                )
                for c in found.commitments
            ),
            instruments=tuple(
                replace(i, evidence=at(i.evidence), when=dated(i.when), validity=dated(i.validity))
                for i in found.instruments
            ),
        )  # fmt: skip

    def _actor(self, actor: Actor, all_at: Any) -> Actor:  # noqa: ANN401 - a function of evidence
        positions = tuple(
            replace(p, title=self.text(p.title), evidence=all_at((p.evidence,))[0]) for p in actor.positions
        )
        changed = replace(actor, mentions=all_at(actor.mentions), positions=positions)
        if actor.kind != "person":
            return changed
        return replace(changed, id=self.text(actor.id), name=self.text(actor.name))

    def _statement(self, statement: Statement) -> Statement:
        speaker = statement.speaker
        said_by = replace(
            speaker, id=self.text(speaker.id), name=self.text(speaker.name),
            position=speaker.position and self.text(speaker.position),
        )  # fmt: skip
        return replace(statement, speaker=said_by)


def read(rows: Path, kept: Path) -> list[Findings]:
    """The findings of all rows, read now or by an earlier run."""
    if not kept.exists():
        part = kept.with_name(kept.name + ".part")
        with part.open("wb") as file:
            for found in pipeline.code([str(rows)], settings=SourceSettings()):
                if isinstance(found, Findings):
                    pickle.dump(found, file)
        part.rename(kept)
    return list(_unpickled(kept))


def _unpickled(path: Path) -> Iterator[Findings]:
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except (EOFError, pickle.UnpicklingError):
                return


def copies(found: Sequence[Findings], articles: int) -> Iterator[Findings]:
    """So many articles: those found, then copy after copy of them."""
    vocabulary = Vocabulary(found)
    for copy in range(-(-articles // len(found))):
        variation = Variation(vocabulary, copy)
        for original in found[: articles - copy * len(found)]:
            yield original if copy == 0 else variation.findings(original)


def take(writer: Writer, findings: Findings) -> None:
    """Takes one article into the record, if it is not there."""
    article = findings.article
    body = article.text.encode()
    sha256 = hashlib.sha256(body).hexdigest()
    key = f"{article.doc}\x1f{sha256[:16]}"
    if writer.is_read(key, "grow"):
        return
    mark = duplicates.signature(article.text)
    fingerprint = Fingerprint(mark.to_bytes(), tuple(duplicates.band_keys(mark)))
    address = article.url or article.doc
    note = CaptureNote(key, sha256, article.doc, address, "text/x-article", len(body), None, "grow")
    add_page(writer, page_of(findings, fingerprint), note, is_twin)


def is_twin(a: bytes, b: bytes) -> bool:
    """Whether two signatures are of one text."""
    return duplicates.same_text(duplicates.Signature.from_bytes(a), duplicates.Signature.from_bytes(b))


def main() -> None:
    """Reads, varies and writes, and tells how it goes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", type=Path)
    parser.add_argument("record", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument(
        "--findings", type=Path, help="keeps what was found in the rows (default: beside RECORD)"
    )
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    found = read(asked.rows, asked.findings or asked.record.with_suffix(".findings"))
    print(f"{len(found)} articles read", flush=True)
    part = asked.record.with_name(asked.record.name + ".part")
    start = last = perf_counter()
    with Writer(part) as writer:
        writer.begin_run([f"{asked.rows.name}, varied"])
        articles = copies(found, asked.articles)
        n = 0
        while batch := list(islice(articles, pipeline.TOGETHER)):
            with writer.together():
                for findings in batch:
                    take(writer, findings)
            n += len(batch)
            if n % 4_000 == 0:
                now = perf_counter()
                print(f"{n:9} articles, {1000 * (now - last) / 4_000:6.2f} ms each", flush=True)
                last = now
    part.rename(asked.record)
    size = asked.record.stat().st_size / 1e6
    print(f"{asked.articles} articles in {perf_counter() - start:.0f} s, {size:.0f} MB")


if __name__ == "__main__":
    main()
