"""Room 4, findings/statements: when, where and through which medium, as the attribution says."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.statements.cast import Cast
    from jejak.model import TimeExpression

_GLUED_TO = ("dilansir", "dikutip")
_MEDIUM_WITHIN = 5
_REACH = 7
"""How many tokens behind a relaying word its medium or date may stand."""


def said_when(cast: Cast, first: int, last: int, times: Sequence[TimeExpression]) -> str | None:
    """EDTF of the first time in the tokens that is not the date of a relay ("dikutip Rabu (3/2)")."""
    words = cast.words
    if first >= last:
        return None
    start, end = words.starts[first], words.ends[last - 1]
    at = bisect_left(times, start, key=lambda t: t.evidence.start)
    for time in times[at : at + 5]:
        if time.evidence.start >= end:
            return None
        here = words.at(time.evidence.start)
        if not any(is_relay(cast, n) for n in range(max(first, here - 2 * _REACH), here)):
            return time.edtf
    return None


def is_relay(cast: Cast, n: int) -> bool:
    """Whether token n names a carrier of words, also where a lost space glued it on ("dilansirAFP")."""
    low, lexicon = cast.words.low[n], cast.lexicon
    return low in lexicon.words["relayed"] or low.startswith(_GLUED_TO)


def said_where(cast: Cast, first: int, last: int) -> str | None:
    """The place behind "di" in the tokens, as written: "Kantor Kedubes X, Jakarta". No platforms."""
    words, lexicon = cast.words, cast.lexicon
    for n in range(first, last - 1):
        if is_relay(cast, n):
            return None
        if words.low[n] in ("di", "dari") and words.is_name(n + 1) and _medium_at(cast, n + 1) is None:
            if words.low[n] == "dari" and not lexicon.has("weekdays", words.low[n + 1]):
                continue
            return _place(cast, n + 1, last)
    return None


def _place(cast: Cast, first: int, last: int) -> str | None:
    words, lexicon = cast.words, cast.lexicon
    end = first
    for n in range(first, min(last, first + 14)):
        if lexicon.has("weekdays", words.low[n]) or lexicon.has("months", words.low[n]):
            break
        if n > first and words.raw[n - 1] == "," and _somebody_at(cast, n):
            break
        if words.is_word(n) and words.is_name(n):
            end = n + 1
        elif words.raw[n] != ",":
            break
    return words.text[words.starts[first] : words.ends[end - 1]] if end > first else None


def _somebody_at(cast: Cast, n: int) -> bool:
    """Whether an office or a person begins at token n: "di Pelabuhan X, Jakarta, Duta Besar Y mengatakan"."""
    return cast.office_at(n) is not None or any(named.person for named in cast.within(n, n + 1))


def told_via(cast: Cast, first: int, last: int) -> str | None:
    """The named medium or platform in the tokens that carried the words, or None."""
    for n in range(first, last):
        relay = is_relay(cast, n)
        if medium := _relayed_by(cast, n, last) if relay else _told_to(cast, n, last):
            return medium
    return None


def _told_to(cast: Cast, n: int, last: int) -> str | None:
    """The medium behind the preposition at token n, near it where that is a word for places too."""
    words, has = cast.words, cast.lexicon.has
    if not has("told_to", words.low[n]):
        return None
    for m in range(n + 1, min(last, n + _MEDIUM_WITHIN)):
        medium = _medium_at(cast, m)
        near = not has("told_near", words.low[n]) or m <= n + 2
        if medium and (near or medium in cast.lexicon.platforms):
            return medium
        if not words.is_word(m):
            return None
    return None


def _relayed_by(cast: Cast, at: int, last: int) -> str | None:
    words, lexicon = cast.words, cast.lexicon
    if glued := _glued_on(cast, at):
        return glued
    for n in range(at + 1, min(last, at + _REACH + 1)):
        if medium := _medium_at(cast, n):
            return medium
        if words.low[n] in lexicon.words["weekdays"] or words.raw[n] in ".(":
            return None
        if words.is_name(n) and not lexicon.has("relay_glue", words.low[n]):
            return _name_at(cast, n, last)
    return None


def _glued_on(cast: Cast, at: int) -> str | None:
    """The medium that a lost space glued on to the word at token `at`: "dilansirAFP", "dikutipReutersdan"."""
    raw, low = cast.words.raw[at], cast.words.low[at]
    for stem in _GLUED_TO:
        rest = raw[len(stem) :].removeprefix("dari").removeprefix("kan").removeprefix("nya")
        if low.startswith(stem) and rest[:1].isupper():
            known = next((" ".join(m) for m in cast.lexicon.media.get(rest, ()) if len(m) == 1), None)
            return known or rest.partition("dan")[0] or None
    return None


def _medium_at(cast: Cast, n: int) -> str | None:
    words = cast.words
    for name in cast.lexicon.media.get(words.raw[n], ()):
        if tuple(words.raw[n : n + len(name)]) == name:
            return " ".join(name)
    return None


def _name_at(cast: Cast, first: int, last: int) -> str | None:
    words, lexicon = cast.words, cast.lexicon
    end = first
    while (
        end < min(last, first + 6)
        and words.is_word(end)
        and words.is_name(end)
        and not lexicon.has("weekdays", words.low[end])
    ):
        end += 1
    return words.text[words.starts[first] : words.ends[end - 1]] if end > first else None
