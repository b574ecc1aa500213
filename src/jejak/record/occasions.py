"""What kind of occasion words speak of: a visit, a meeting, a call, a meal (occasions.txt)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from jejak.record.listed import rows
from jejak.record.rarity import weigh
from jejak.record.words import stem, stems

if TYPE_CHECKING:
    from collections.abc import Callable

    from jejak.model import Event, Evidence


@cache
def _known() -> dict[str, str]:
    """Stem -> kind of occasion."""
    return {stem(word): kind for kind, words in rows("occasions.txt") for word in words}


@lru_cache(maxsize=1 << 14)
def kinds(texts: tuple[str, ...]) -> frozenset[str]:
    """The kinds of occasion that the texts tell of: of each text the first that it names.

    What comes first happened, the others say when or where: "usai pertemuan ... dalam kunjungan itu" tells of
    a meeting. What is said on the phone is a call and nothing else.
    """
    known = _known()
    named = [[known[word] for word in stems(text[:1000]) if word in known] for text in texts]
    if any("phone" in those for those in named):
        return frozenset({"phone"})
    return frozenset(those[0] for those in named if those)


def parts(event: Event, words_of: Callable[[Evidence], frozenset[str]]) -> tuple[Event, ...]:
    """The events that one finding tells of, by the stretches of words that it rests on.

    A meeting is taken apart where they speak of different kinds of occasion: a visit and its talks are two
    events (codebook 7). Any other act, where two stretches have enough to say and no telling word in common.
    `words_of` gives the content words of a stretch, as stems.
    """
    fits = _same_occasion if event.type == "CONSULT" else _same_subject
    groups: list[tuple[frozenset[str], list[Evidence]]] = []
    for evidence in event.evidence:
        found = kinds((evidence.exact,)) if event.type == "CONSULT" else words_of(evidence)
        at = next((n for n, (known, _) in enumerate(groups) if fits(known, found)), None)
        if at is None:
            groups.append((found, [evidence]))
        else:
            known, told = groups[at]
            groups[at] = (known | found, [*told, evidence])
    return tuple(replace(event, evidence=tuple(told)) for _, told in groups)


def _same_occasion(known: frozenset[str], found: frozenset[str]) -> bool:
    return not found or not known or bool(found & known)


def _same_subject(known: frozenset[str], found: frozenset[str]) -> bool:
    return weigh(known & found) >= _TELLING or min(weigh(known), weigh(found)) < _ENOUGH


_TELLING: Final = 2.0
"""Weight of shared words from which on two stretches are about one thing."""
_ENOUGH: Final = 6.0
"""Weight of the words of a stretch from which on it says what it is about: more than one rare word."""
