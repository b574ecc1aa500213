"""What kind of occasion words speak of: a visit, a meeting, a call, a meal (occasions.txt)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jejak.record.listed import rows
from jejak.record.words import stem, stems

if TYPE_CHECKING:
    from jejak.model import Event, Evidence


@cache
def _known() -> dict[str, str]:
    """Stem -> kind of occasion."""
    return {stem(word): kind for kind, words in rows("occasions.txt") for word in words}


@lru_cache(maxsize=1 << 14)
def kinds(texts: tuple[str, ...]) -> frozenset[str]:
    """The kinds of occasion that the texts speak of; what is said on the phone is a call and nothing else."""
    known = _known()
    found = frozenset(known[word] for text in texts for word in stems(text[:1000]) if word in known)
    return frozenset({"phone"}) if "phone" in found else found


def parts(event: Event) -> tuple[Event, ...]:
    """The occasions that one finding tells of: a visit and the talk in it are two events (codebook 7).

    A finding that rests on several stretches of words is taken apart where they speak of different kinds.
    """
    if event.type != "CONSULT" or len(event.evidence) < 2:
        return (event,)
    groups: list[tuple[frozenset[str], list[Evidence]]] = []
    for evidence in event.evidence:
        found = kinds((evidence.exact,))
        fits = [n for n, (known, _) in enumerate(groups) if not found or not known or found & known]
        if fits:
            known, told = groups[fits[0]]
            groups[fits[0]] = (known | found, [*told, evidence])
        else:
            groups.append((found, [evidence]))
    return tuple(replace(event, evidence=tuple(told)) for _, told in groups)
