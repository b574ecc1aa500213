"""An article's text cut where findings begin and end, so that overlapping ones can all be shown in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.views.rows import FindingRow

NUMBERED: Final = ("event", "commitment", "statement", "instrument")
"""Kinds that have a number in the text and an entry in the margin."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that the same findings rest on. Findings are told by their place in the article's list.

    `kinds` are theirs; `opening` are those whose first words begin here, `closing` those whose first words
    end here.
    """

    text: str
    findings: tuple[int, ...]
    kinds: tuple[str, ...] = ()
    opening: tuple[int, ...] = ()
    closing: tuple[int, ...] = ()


def paragraphs(text: str, zone: str, findings: Sequence[FindingRow]) -> list[list[Segment]]:
    """The paragraphs of a zone as segments; together they are the whole text but for its line breaks."""
    starts: defaultdict[int, list[int]] = defaultdict(list)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    opening: defaultdict[int, list[int]] = defaultdict(list)
    closing: defaultdict[int, list[int]] = defaultdict(list)
    for n, finding in enumerate(findings):
        for k, span in enumerate(finding.spans):
            if span.zone == zone:
                starts[span.start].append(n)
                ends[span.end].append(n)
                if k == 0:
                    opening[span.start].append(n)
                    closing[span.end].append(n)
    cuts = sorted({0, len(text), *starts, *ends, *_breaks(text)})
    found: list[list[Segment]] = [[]]
    active: list[int] = []
    waiting: list[int] = []
    for here, there in pairwise(cuts):
        for n in ends[here]:
            active.remove(n)
        active += starts[here]
        words = text[here:there]
        if words == "\n":
            found.append([])
            waiting += opening[here]
            continue
        marks = tuple(sorted(set(active)))
        kinds = tuple(dict.fromkeys(findings[n].kind for n in marks))
        found[-1].append(Segment(words, marks, kinds, (*waiting, *opening[here]), tuple(closing[there])))
        waiting = []
    return [paragraph for paragraph in found if paragraph]


def _breaks(text: str) -> Iterator[int]:
    """Where line breaks begin and end."""
    at = text.find("\n")
    while at >= 0:
        yield at
        yield at + 1
        at = text.find("\n", at + 1)


def numbers(findings: Sequence[FindingRow]) -> dict[int, int]:
    """Place of a finding in the list -> its number in the text, for those that have one."""
    places = [n for n, finding in enumerate(findings) if finding.kind in NUMBERED]
    return {place: number for number, place in enumerate(places, 1)}
