"""When a promise is due: the time its own words name, or the sentence that goes on about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak import edtf
from jejak.findings.commitments.candidates import vocabulary
from jejak.findings.events.settings import goes_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.commitments.candidates import Candidate
    from jejak.findings.scenes import SentenceScene
    from jejak.model import TimeExpression


_SIDES = (1, 2, -1, -2)
"""Sentences after and before that may tell it, in the order they are asked."""
_LONG_WORD = 5


def due_of(candidate: Candidate, times: Sequence[TimeExpression]) -> str | None:
    """The first time named for the action that is not over when the article appears; None without one.

    Times in the action come first, then later ones of its sentence, then those of sentences around it that
    say more of the act. Outside the action a time must lie after publication: the article's own day there
    only dates the report. "hingga X" and "dalam N hari" are due at their end.
    """
    published = candidate.sentence.scene.reading.article.anchor_date
    day = edtf.bounds(published)
    for time, inside in _around(candidate, times):
        span = edtf.bounds(time.edtf)
        if span is None or edtf.is_recurring(time.edtf):
            continue
        if day is None or (span[1] >= day[0] if inside else span[1] > day[1]):
            return _last(time.edtf, published)
    return None


def _around(candidate: Candidate, times: Sequence[TimeExpression]) -> Iterator[tuple[TimeExpression, bool]]:
    """The times that may tell it, likeliest first, and whether they stand in the action."""
    sentence, (start, end) = candidate.sentence, candidate.action
    here = [time for time in times if time.evidence.zone == sentence.scene.zone.name]
    yield from ((t, True) for t in here if start <= t.evidence.start < end)
    rest = [t for t in _within(here, sentence) if not start <= t.evidence.start < end]
    yield from ((t, False) for t in sorted(rest, key=lambda t: _distance(t, start, end)))
    sentences = sentence.scene.sentences
    for side in _SIDES:
        if 0 <= sentence.index + side < len(sentences):
            other = sentences[sentence.index + side]
            if (side == 1 and goes_on(other)) or _says_more(candidate, other):
                yield from ((t, False) for t in _within(here, other))


def _within(times: Sequence[TimeExpression], sentence: SentenceScene) -> list[TimeExpression]:
    return [t for t in times if sentence.start <= t.evidence.start < sentence.end]


def _says_more(candidate: Candidate, other: SentenceScene) -> bool:
    """Whether a sentence tells of something to come in words of the action, names left out."""
    forms = {word.form for word in other.words}
    if not forms & vocabulary().lists["ahead"]:
        return False
    named = {word for p in other.participants for word in _words_in(other, p.start, p.end)}
    shared = forms & candidate.words - named - vocabulary().lists["routine"]
    return any(len(word) >= _LONG_WORD for word in shared)


def _words_in(sentence: SentenceScene, start: int, end: int) -> Iterator[str]:
    """The lower-case words of a sentence between two offsets."""
    return (word.form for word in sentence.words if start <= word.start < end)


def _distance(time: TimeExpression, start: int, end: int) -> int:
    """Characters between a time and the action."""
    return max(start - time.evidence.end, time.evidence.start - end)


def _last(value: str, published: str | None) -> str:
    """The end of a span that is open before or has begun at publication; else the value itself."""
    start, slash, end = value.partition("/")
    if not slash or end in ("", ".."):
        return value
    begun = len(start) == len("2016-05-31") and published is not None and start <= published
    return end if start == ".." or begun else value
