"""Room 4: how likely guesses at events are, by a small network that has read the page.

The rules guess (`events.guesses`), named features with trained weights say what the words near a guess are
worth; the network reads whole windows of sentences and says what the guess is worth in them
(docs/decisions/013-a-judge.md). It reads only windows that hold something to judge, each once a page.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from jejak.findings.gate import log_odds
from jejak.findings.judging.network import network
from jejak.findings.judging.windows import Windows, pieces_of_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.judging.asked import Asked
    from jejak.findings.judging.network import Floats
    from jejak.findings.parties import PartyMention
    from jejak.reading import Reading, ZoneReading

_SHORTEST: Final = 500
"""Characters of the shortest articles that it was taught with."""
_LONGEST: Final = 60_000
"""Characters that it reads in a second or two; hardly an article is a third as long."""
_ABSENT: Final = (0, 0, 1, 2)
"""For each role which vector stands for what is not in the window."""


def judge_of(reading: Reading, mentions: Sequence[PartyMention]) -> Judge | None:
    """The judge of a page; none where it has learned nothing or is not worth its time.

    So it reads no other languages, no texts of a few sentences or as long as a book, and no page that is
    rather not international.
    """
    odds = log_odds(reading, mentions)
    worth = 0 <= odds < math.inf and _SHORTEST <= len(reading.article.text) <= _LONGEST
    return Judge(reading) if worth else None


class Judge:
    """Judges guesses at events and candidates for promises in the zones of one page."""

    def __init__(self, reading: Reading) -> None:
        self._network = network()
        self._title = pieces_of_title(self._network.pieces, reading.article.title or "")
        self._zones: dict[str, _Zone] = {}

    def events(self, zone: ZoneReading, asked: Sequence[Asked]) -> tuple[Floats, Floats]:
        """What each guess tells of: log odds of each type of `asked.TYPES`, likelihoods of `asked.STATUSES`.

        Shapes (guesses, 16) and (guesses, 6).
        """
        stretches = self.vectors(zone, asked)
        kinds = np.array([one.kinds for one in asked], dtype=np.int64)
        return self._network.events(stretches, kinds, _numbers(asked))

    def promises(self, zone: ZoneReading, asked: Sequence[Asked]) -> Floats:
        """What the words around each candidate add to the log odds that it is a promise: (candidates,)."""
        return self._network.promises(self.vectors(zone, asked))

    def vectors(self, zone: ZoneReading, asked: Sequence[Asked]) -> Floats:
        """The mean vectors of the four roles of each question: (questions, 4 * width)."""
        return self._zone(zone).stretches(asked)

    def _zone(self, zone: ZoneReading) -> _Zone:
        if zone.name not in self._zones:
            windows = Windows(self._network.pieces, self._title, zone.text, zone.sentences)
            self._zones[zone.name] = _Zone(windows)
        return self._zones[zone.name]


class _Zone:
    """A zone's windows and, of those read so far, the sums of their vectors."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        self._read: dict[int, Floats] = {}

    def stretches(self, asked: Sequence[Asked]) -> Floats:
        """For each question the mean vectors of its four roles, one behind the other.

        Shape (questions, 4 * width).
        """
        where = [self._windows.at(one.at) or 0 for one in asked]
        for index in sorted(set(where) - self._read.keys()):
            self._read[index] = network().sums(self._windows.all[index].pieces)
        known: dict[tuple[int, tuple[tuple[int, int], ...], int], Floats] = {}
        rows = []
        for one, index in zip(asked, where, strict=True):
            row = []
            for spans, role in zip(one.roles, _ABSENT, strict=True):
                key = (index, spans, role)
                if key not in known:
                    known[key] = self._mean(*key)
                row.append(known[key])
            rows.append(np.concatenate(row))
        return np.stack(rows)

    def _mean(self, index: int, spans: Sequence[tuple[int, int]], absent: int) -> Floats:
        """The mean of the means of some stretches; where none stands in the window, what stands for it."""
        sums = self._read[index]
        places = [place for span in spans if (place := self._windows.place(index, *span))]
        if not places:
            return network().absent(absent)
        means = [(sums[last] - sums[first]) / (last - first) for first, last in places]
        return np.asarray(np.mean(means, axis=0), dtype=np.float32)


def _numbers(asked: Sequence[Asked]) -> Floats:
    return np.array([one.numbers for one in asked], dtype=np.float32)
