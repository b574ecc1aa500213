"""Evaluation: matches of one article -> counts by measure, ready to be summed over articles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from jejak.evaluation.likeness import bounds, containment, dates_overlap, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.evaluation.coded import CodedArticle, CodedEvent
    from jejak.evaluation.matching import Matches, Pairs

FOUND: Final = {
    "people": "people", "people+party": "people with the right party", "times": "times with the right value",
    "quotes": "statements, the words alone", "statements": "statements with the right speaker",
    "events": "events", "event strict": "events, exact parties and status",
    "any event": "events, something found there", "commitments": "commitments",
}  # fmt: skip
"""Measures of what is found, with what they are called in a report."""

CODED_IN: Final = {
    "people": "actors", "people+party": "actors", "times": "times", "quotes": "statements",
    "statements": "statements", "events": "events", "event strict": "events", "any event": "events",
    "commitments": "commitments",
}  # fmt: skip
"""The list of a coded article that each of these measures is about."""

JUDGED: Final = {
    "published": "date published", "bylines": "bylines", "dateline": "dateline",
    "direct recalled": "direct statements found", "indirect recalled": "indirect statements found",
    "status": "status of found events", "when": "time of found events", "place": "place of found events",
    "contexts": "contexts of found events", "due": "due date of found commitments",
}  # fmt: skip
"""Measures of what is judged right or wrong, with what they are called in a report."""

_HALF: Final = 0.5

TypePair = tuple[str | None, str | None]
"""Coded and found, of events or statuses; None where there is none."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings answer a coded one, how many are coded, how many are found."""

    hit: int
    coded: int
    found: int


@dataclass(frozen=True, slots=True)
class Answers:
    """How many were right, of how many asked."""

    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one article."""

    counts: dict[str, Counts]
    answers: dict[str, Answers]
    types: dict[str, Counts]
    type_pairs: Counter[TypePair]
    status_pairs: Counter[TypePair]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer of ours to what the coder gave."""

    measure: str
    right: bool
    coded: str
    found: str | None
    event: CodedEvent | None = field(default=None)


def tally(gold: CodedArticle, found: CodedArticle, matches: Matches) -> Tally:
    """The counts of one article; a measure that nothing was asked of has no answers."""
    judged = list(judgements(gold, found, matches))
    right = Counter(j.measure for j in judged if j.right)
    asked = Counter(j.measure for j in judged)
    by_name: dict[str, tuple[Pairs, Sequence[object], Sequence[object]]] = {
        "people": (matches.people, gold.people, found.people),
        "people+party": (matches.people_with_party, gold.people, found.people),
        "times": (matches.times, gold.times, found.times),
        "quotes": (matches.quotes, gold.statements, found.statements),
        "statements": (matches.statements, gold.statements, found.statements),
        "events": (matches.events, gold.events, found.events),
        "event strict": (matches.events_strict, gold.events, found.events),
        "any event": (matches.events_anywhere, gold.events, found.events),
        "commitments": (matches.commitments, gold.commitments, found.commitments),
    }
    return Tally(
        {name: Counts(len(pairs), len(g), len(f)) for name, (pairs, g, f) in by_name.items()},
        {name: Answers(right[name], asked[name]) for name in JUDGED if name in asked},
        _by_type(gold, found, matches),
        _type_pairs(gold, found, matches),
        Counter((gold.events[i].status, found.events[j].status) for i, j in matches.events),
    )


def _by_type(gold: CodedArticle, found: CodedArticle, matches: Matches) -> dict[str, Counts]:
    coded = Counter(event.type for event in gold.events)
    met = Counter(event.type for event in found.events)
    hit = Counter(gold.events[i].type for i, _ in matches.events)
    return {type_: Counts(hit[type_], coded[type_], met[type_]) for type_ in sorted({*coded, *met})}


def _type_pairs(gold: CodedArticle, found: CodedArticle, matches: Matches) -> Counter[TypePair]:
    """Types of events that are one by everything but type; of those left over, one side alone."""
    pairs = matches.events_of_any_type
    matched_gold, matched_found = {i for i, _ in pairs}, {j for _, j in pairs}
    counted: Counter[TypePair] = Counter((gold.events[i].type, found.events[j].type) for i, j in pairs)
    counted.update((event.type, None) for i, event in enumerate(gold.events) if i not in matched_gold)
    counted.update((None, event.type) for j, event in enumerate(found.events) if j not in matched_found)
    return counted


def judgements(gold: CodedArticle, found: CodedArticle, matches: Matches) -> Iterator[Judgement]:
    """Every answer to what the coder gave: of the page, of statements, of matched events and promises."""
    yield from _of_page(gold, found)
    attributed = {i for i, _ in matches.statements}
    for i, said in enumerate(gold.statements):
        yield Judgement(f"{said.kind} recalled", i in attributed, said.words.exact, None)
    for i, j in matches.events:
        yield from _of_event(gold.events[i], found.events[j])
    for i, j in matches.commitments:
        due, ours = gold.commitments[i].due, found.commitments[j].due
        if due:
            yield Judgement("due", dates_overlap(due, ours), due, ours)


def _of_page(gold: CodedArticle, found: CodedArticle) -> Iterator[Judgement]:
    if gold.published:
        right = (found.published or "")[:10] == gold.published[:10]
        yield Judgement("published", right, gold.published, found.published)
    if gold.dateline:
        right = words(found.dateline) == words(gold.dateline)
        yield Judgement("dateline", right, gold.dateline, found.dateline)
    if gold.bylines:
        named, ours = ({" ".join(words(name)) for name in page.bylines} for page in (gold, found))
        yield Judgement("bylines", ours >= named, ", ".join(gold.bylines), ", ".join(found.bylines) or None)


def _of_event(gold: CodedEvent, found: CodedEvent) -> Iterator[Judgement]:
    yield Judgement("status", gold.status == found.status, gold.status or "", found.status, gold)
    shared = bool(set(gold.contexts) & set(found.contexts))
    yield Judgement("contexts", shared, ", ".join(gold.contexts), ", ".join(found.contexts) or None, gold)
    if gold.when:
        right = gold.when == found.when or bounds(gold.when) == bounds(found.when)
        yield Judgement("when", right, gold.when, found.when, gold)
    if gold.where:
        right = containment(gold.where, found.where or "") >= _HALF
        yield Judgement("place", right, gold.where, found.where, gold)
