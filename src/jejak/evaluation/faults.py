"""Evaluation: what was missed, found though nobody coded it, or found and wrong, with where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from jejak.evaluation.coded import CodedArticle, Words
from jejak.evaluation.counting import CODED_IN, JUDGED, judgements
from jejak.evaluation.likeness import best_pairs, containment, same_name
from jejak.evaluation.matching import match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from jejak.evaluation.coded import (
        CodedCommitment,
        CodedEvent,
        CodedPerson,
        CodedStatement,
        CodedTime,
    )  # fmt: skip
    from jejak.evaluation.matching import Pairs

T = TypeVar("T")

_FOUND: Final = ("people", "times", "statements", "events", "commitments")
FIELDS: Final = (*_FOUND, *(name for name in JUDGED if not name.endswith("recalled")))
"""What faults can be asked of."""

_NEAR: Final = 0.5
"""Share of the shorter words that must stand in the other for two findings to stand at one place."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    `kind` is missed (coded, not found), spurious (found, not coded) or wrong (something else was coded at the
    same words; of a whole finding that counts as one missed and one spurious). `coded` and `found` say it in
    the codebook's words.
    `start` and `end` are None where the words were not found in the article's text.
    """

    field: str
    kind: str
    doc: str
    zone: str
    start: int | None
    end: int | None
    words: str
    coded: str | None
    found: str | None


def faults(
    gold: Mapping[str, CodedArticle], found: Mapping[str, CodedArticle], fields: Iterable[str]
) -> list[Fault]:
    """The faults in some FIELDS, in the order of fields, then of the gold and of the text.

    What was coded in no article is not asked of any.
    """
    coded_in = frozenset[str]().union(*(coded.fields for coded in gold.values()))
    wanted = {name for name in fields if CODED_IN.get(name) in {None, *coded_in}}
    listed: list[Fault] = []
    for doc, coded in gold.items():
        ours = found.get(doc) or CodedArticle(doc)
        listed += (fault for fault in _of_article(coded, ours) if fault.field in wanted)
    return sorted(listed, key=lambda fault: FIELDS.index(fault.field))


def _of_article(gold: CodedArticle, found: CodedArticle) -> Iterator[Fault]:
    matches = match(gold, found)
    made = partial(_unmatched, found)
    yield from made("people", gold.people, found.people, matches.people_with_party, _person)
    yield from made("times", gold.times, found.times, matches.times, _time)
    yield from made("statements", gold.statements, found.statements, matches.statements, _statement)
    yield from made("events", gold.events, found.events, matches.events, _event)
    yield from made("commitments", gold.commitments, found.commitments, matches.commitments, _commitment)
    for judged in judgements(gold, found, matches):
        if judged.right or judged.measure not in FIELDS:
            continue
        words = judged.event.evidence[0] if judged.event and judged.event.evidence else Words("")
        what = f"{judged.event.type} {judged.coded}" if judged.event else judged.coded
        yield _fault(judged.measure, "wrong", found, words, what, judged.found)


def _unmatched(
    article: CodedArticle,
    field: str,
    gold: Sequence[T],
    found: Sequence[T],
    pairs: Pairs,
    told: Callable[[T], tuple[Words, str]],
) -> Iterator[Fault]:
    """What has no pair, in the order of the text; missed and spurious at the same words is one fault."""
    matched_gold, matched_found = {i for i, _ in pairs}, {j for _, j in pairs}
    missed = [told(item) for i, item in enumerate(gold) if i not in matched_gold]
    spurious = [told(item) for j, item in enumerate(found) if j not in matched_found]
    near = ((_nearness(m, s), i, j) for i, (m, _) in enumerate(missed) for j, (s, _) in enumerate(spurious))
    beside = dict(best_pairs(near))
    listed = [
        _fault(field, "wrong", article, words, what, spurious[beside[i]][1])
        if i in beside
        else _fault(field, "missed", article, words, what, None)
        for i, (words, what) in enumerate(missed)
    ]
    alone = (item for j, item in enumerate(spurious) if j not in beside.values())
    listed += [_fault(field, "spurious", article, words, None, what) for words, what in alone]
    yield from sorted(listed, key=lambda f: (f.zone != "body", f.start if f.start is not None else 1 << 60))


def _nearness(gold: Words, found: Words) -> float:
    """Share of the shorter words that stand in the other, 0 below a half."""
    shared = 1.0 if same_name(gold.exact, found.exact) else containment(gold.exact, found.exact)
    return shared if shared >= _NEAR else 0.0


def _fault(
    field: str, kind: str, article: CodedArticle, words: Words, coded: str | None, found: str | None
) -> Fault:
    placed = words if words.start is not None else _located(article, words.exact)
    return Fault(
        field, kind, article.doc, placed.zone, placed.start, placed.end, placed.exact, coded, found
    )  # fmt: skip


def _located(article: CodedArticle, exact: str) -> Words:
    """The words where they first stand in the article, whatever white space is between them."""
    if exact.strip():
        pattern = re.compile(r"\s+".join(re.escape(word) for word in exact.split()))
        for zone, text in article.zones.items():
            if at := pattern.search(text):
                return Words(at.group(), *at.span(), zone)
    return Words(exact)


# -- a finding in the codebook's words ----------------------------------------------------------------


def _person(person: CodedPerson) -> tuple[Words, str]:
    return person.words, f"{person.name}, for {person.represents or 'nobody'}"


def _time(time: CodedTime) -> tuple[Words, str]:
    return time.words, time.edtf


def _statement(said: CodedStatement) -> tuple[Words, str]:
    return said.words, f"{said.kind or 'statement'} by {said.speaker or 'nobody'}"


def _event(event: CodedEvent) -> tuple[Words, str]:
    type_ = f"{event.type}/{event.mode}" if event.mode else event.type
    parts = (event.status, event.when, event.where, event.series)
    told = [f"{type_} {_sides(event.actors, event.recipients)}", *(part for part in parts if part)]
    return event.evidence[0] if event.evidence else Words(""), "; ".join(told)


def _commitment(promise: CodedCommitment) -> tuple[Words, str]:
    words = promise.evidence[0] if promise.evidence else Words(promise.action)
    told = [f"{_sides(promise.by, promise.to)}: {promise.action}", promise.status]
    told.append(f"due {promise.due}" if promise.due else None)
    return words, "; ".join(part for part in told if part)


def _sides(first: Sequence[str], second: Sequence[str]) -> str:
    return ", ".join(first) + (f" → {', '.join(second)}" if second else "")
