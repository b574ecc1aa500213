"""Evaluation: what was found in articles, against what a person coded in the same ones.

    CodedArticle (gold), CodedArticle (found) -> Matches -> Tally      per article
                                        Tallies -> Evaluation          over all, with intervals

The rules of matching and all sums are those by which our own figures (docs/accuracy.md) are counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jejak.evaluation.coded import CodedArticle, coded_article, read_found, read_gold
from jejak.evaluation.counting import CODED_IN, FOUND, JUDGED, Answers, Counts, TypePair, tally
from jejak.evaluation.figures import Measure, Resampling, Share
from jejak.evaluation.matching import match
from jejak.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CodedArticle",
    "Evaluation",
    "WithoutEvents",
    "coded_article",
    "evaluate",
    "read_found",
    "read_gold",
]


@dataclass(frozen=True, slots=True)
class WithoutEvents:
    """What was found in articles in which the coder found no event: there, every event is one too many.

    `kept_empty` is the share of these articles in which none was found; None if there are no such articles.
    """

    articles: int
    events_found: int
    kept_empty: Share | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All measures over a set of coded articles; none of what was coded in no article of it.

    `missing` are documents that are coded and were not found at all: all that is coded in them counts as
    missed. `types` counts (coded, found) types of events that are one by all but their type; `statuses`
    those of events that are one.
    """

    articles: int
    missing: tuple[str, ...]
    found: dict[str, Measure]
    judged: dict[str, Share]
    by_type: dict[str, Measure]
    types: Counter[TypePair]
    statuses: Counter[TypePair]
    without_events: WithoutEvents


def evaluate(gold: Mapping[str, CodedArticle], found: Mapping[str, CodedArticle]) -> Evaluation:
    """Measures what was found against what was coded (one article or more). The rest is passed over."""
    tallies = []
    for doc, coded in gold.items():
        ours = found.get(doc) or CodedArticle(doc)
        tallies.append(tally(coded, ours, match(coded, ours)))
    draws = Resampling(len(tallies))
    nothing, unasked = Counts(0, 0, 0), Answers(0, 0)
    fields = frozenset[str]().union(*(coded.fields for coded in gold.values()))
    of_events = tallies if "events" in fields else []
    measured = [name for name in FOUND if CODED_IN[name] in fields]
    asked = [name for name in JUDGED if any(name in t.answers for t in tallies)]
    used = [type_ for type_ in EVENT_TYPES if any(type_ in t.types for t in of_events)]
    return Evaluation(
        articles=len(tallies),
        missing=tuple(doc for doc in gold if doc not in found),
        found={name: draws.measure([t.counts[name] for t in tallies]) for name in measured},
        judged={name: draws.share([t.answers.get(name, unasked) for t in tallies]) for name in asked},
        by_type={name: draws.measure([t.types.get(name, nothing) for t in tallies]) for name in used},
        types=sum((t.type_pairs for t in of_events), Counter()),
        statuses=sum((t.status_pairs for t in of_events), Counter()),
        without_events=_without_events(gold, found),
    )


def _without_events(gold: Mapping[str, CodedArticle], found: Mapping[str, CodedArticle]) -> WithoutEvents:
    empty = [doc for doc, coded in gold.items() if "events" in coded.fields and not coded.events]
    events = [len(found[doc].events) for doc in empty if doc in found]
    kept = [Answers(int(not met), 1) for met in events]
    return WithoutEvents(len(events), sum(events), Resampling(len(kept)).share(kept) if kept else None)
