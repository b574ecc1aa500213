"""Room 4, findings/statements: the longer name that a text has for a short one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jejak.findings.statements.roster import Roster

_MOST = 2
"""Places of a short name that are looked at: who is named in full is so at first."""
_LONGEST = 5
_LONG = 4
"""Letters of the shortest name in which one may be wrong."""


def longer_name(roster: Roster, short: str) -> str | None:
    """The first longer name in the text that has the word `short`, or that it is the initials of.

    "Rinawati Prihatiningsih" for "Rinawati", "Ahmad Luthfi" for "Luthfi", "Hidayat Nur Wahid" where the text
    says "Hidayat Nur Wahid (HNW)".
    """
    words = roster.words
    for n in roster.places_of(short)[:_MOST]:
        span = _initials(roster, n) if short.isupper() else _forward(roster, n) or _backward(roster, n)
        if span is not None:
            first, last = span
            return words.text[words.starts[first] : words.ends[last - 1]]
    return None


def one_letter_off(a: str, b: str) -> bool:
    """Whether two words are one letter more, less or other apart: "tump" and "trump"."""
    if a == b or abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < _LONG:
        return False
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[at + 1 :] == b[at + 1 :] or a[at:] == b[at + 1 :] or a[at + 1 :] == b[at:]


def _initials(roster: Roster, n: int) -> tuple[int, int] | None:
    words, first = roster.words, n - 1 - len(roster.words.raw[n])
    if first < 0 or words.raw[n - 1] != "(":
        return None
    same = all(raw[0] == letter for raw, letter in zip(words.raw[first : n - 1], words.raw[n], strict=True))
    return (first, n - 1) if same else None


def _forward(roster: Roster, n: int) -> tuple[int, int] | None:
    last = n + 1
    while last - n < _LONGEST and _belongs(roster, last):
        last += 1
    return (n, last) if last > n + 1 else None


def _backward(roster: Roster, n: int) -> tuple[int, int] | None:
    before = n > 0 and _belongs(roster, n, of=n - 1) and not roster.starts_sentence(n - 1)
    return (n - 1, n + 1) if before else None


def _belongs(roster: Roster, n: int, *, of: int | None = None) -> bool:
    """Whether token n, or `of` before it, is one more word of a person's name."""
    words, word = roster.words, n if of is None else of
    if n >= len(words.raw) or not (words.is_word(word) and words.is_name(word)):
        return False
    low, has = words.low[word], roster.lexicon.has
    beside = words.text[words.ends[n - 1] : words.starts[n]] == " "
    taken = roster.starts_name(word) or roster.office_at(word) is not None or has("speaker_heads", low)
    timely = has("weekdays", low) or has("months", low)
    return beside and not taken and not timely and not words.raw[word].isupper()
