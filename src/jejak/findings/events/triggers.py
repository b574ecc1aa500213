"""The trigger words of events: rows of events.yaml, and the status words around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jejak.languages.data import lexicon_data
from jejak.languages.patterns import PatternMatcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jejak.languages.patterns import Match, Word

_FRAMES = ("active", "passive", "noun", "mutual")
_PLAIN = ("mode", "status", "parties", "speech", "weak", "strict", "explicit", "alone", "against", "hint")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of events.yaml in one of its frames; what each field means is told at the top of that file."""

    type: str
    rule: str
    frame: str
    mode: str | None = None
    status: str | None = None
    contexts: tuple[str, ...] = ()
    parties: int = 1
    speech: bool = False
    weak: bool = False
    strict: bool = False
    explicit: bool = False
    against: bool = False
    hint: bool = False
    alone: str | None = None
    not_after: tuple[str, ...] = ()


def triggers_of(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Trigger]]:
    """Each pattern of the lexicon's rows with the trigger it stands for."""
    for row in rows:
        plain = {key: row[key] for key in _PLAIN if key in row}
        plain |= {key: tuple(row[key]) for key in ("contexts", "not_after") if key in row}
        for frame in _FRAMES:
            for pattern in row.get(frame, ()):
                yield str(pattern), Trigger(row["type"], row["rule"], frame, **plain)


_PASSIVE_OF: Final = (
    ("meny", ("dis",)), ("meng", ("di", "dik")), ("mem", ("di", "dip")), ("men", ("di", "dit")),
    ("me", ("di",)),
)  # fmt: skip
"""How a verb begins, and how its passive may; what is no word is met nowhere."""
_ROOT: Final = 4


def with_other_forms(patterns: Iterable[tuple[str, Trigger]]) -> Iterator[tuple[str, Trigger]]:
    """The patterns, and behind them, so that they lose to them, the other forms of their words.

    A verb's passive ("menyerang": "diserang"), and any last word with -nya ("serangan": "serangannya").
    """
    given = list(patterns)
    yield from given
    for pattern, trigger in given:
        if "*" not in pattern and not pattern.endswith("nya"):
            first, last = pattern.rpartition(" ")[0], pattern.rpartition(" ")[2]
            yield f"{first} {'|'.join(f'{word}nya' for word in last.split('|'))}".strip(), trigger
        if trigger.frame in ("active", "mutual") and pattern.isalpha():
            frame = "passive" if trigger.frame == "active" else "mutual"
            for form in _passives(pattern):
                yield form, replace(trigger, frame=frame)


def _passives(verb: str) -> Iterator[str]:
    for prefix, instead in _PASSIVE_OF:
        root = verb.removeprefix(prefix)
        if root != verb and len(root) >= _ROOT:
            yield from (start + root for start in instead)
            return


def triggers_in(words: Sequence[Word]) -> list[Match[Trigger]]:
    """The triggers among the words, in order; a hint counts only where no other trigger stands."""
    firm = trigger_matcher().find(words)
    taken = {n for match in firm for n in range(match.first, match.last + 1)}
    hints = [m for m in _hint_matcher().find(words) if taken.isdisjoint(range(m.first, m.last + 1))]
    return sorted([*firm, *hints], key=lambda match: match.first) if hints else firm


@cache
def trigger_matcher() -> PatternMatcher[Trigger]:
    """The shipped triggers that are no hints, compiled once."""
    return PatternMatcher(t for t in _shipped() if not t[1].hint)


@cache
def _hint_matcher() -> PatternMatcher[Trigger]:
    return PatternMatcher(t for t in _shipped() if t[1].hint)


@cache
def _shipped() -> tuple[tuple[str, Trigger], ...]:
    return tuple(with_other_forms(triggers_of(lexicon_data("id", "events"))))


@cache
def status_matcher() -> PatternMatcher[str]:
    """The words that tell a status, compiled once."""
    table = lexicon_data("id", "status")
    return PatternMatcher((str(word), status) for status, words in table.items() for word in words)
