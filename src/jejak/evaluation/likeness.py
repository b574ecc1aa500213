"""Evaluation: how alike two texts, names, parties or dates are, as the scores on coded articles count it.

These rules decide published figures, so they stand apart from those by which finders and record compare names
and dates (`names`, `edtf`): a better finder must not move the yardstick.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD: Final = re.compile(r"\w+")
_LONG: Final = 5
"""Letters from which on one may differ: Sergei, Sergey."""

_DATE: Final = re.compile(r"([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?")
_SEASONS: Final = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}


def words(text: str | None) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall((text or "").lower())


@lru_cache(maxsize=65536)
def _counted(text: str) -> tuple[Counter[str], int]:
    found = Counter(words(text))
    return found, found.total()


def _common(a: str, b: str) -> tuple[int, int, int]:
    """The number of words in both texts, in the first, in the second; a word counts as often as it stands."""
    (x, in_a), (y, in_b) = _counted(a), _counted(b)
    small, large = (x, y) if len(x) <= len(y) else (y, x)
    return sum(min(count, large[word]) for word, count in small.items() if word in large), in_a, in_b


def overlap_of(a: str, b: str) -> float:
    """Share of the words of both texts that stand in both (intersection over union), 0 to 1."""
    common, in_a, in_b = _common(a, b)
    union = in_a + in_b - common
    return common / union if union else 0.0


def containment(a: str, b: str) -> float:
    """Share of the shorter text's words that stand in the other, 0 to 1."""
    common, in_a, in_b = _common(a, b)
    shorter = min(in_a, in_b)
    return common / shorter if shorter else 0.0


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names are one: equal; two words or more of one all in the other; or spelled alike."""
    first, second = words(a), words(b)
    if not first or not second:
        return False
    if first == second:
        return True
    small, large = sorted((set(first), set(second)), key=len)
    if len(small) < 2:
        return False
    if small <= large:
        return True
    alike = all(any(_same_word(word, other) for other in large) for word in small)
    return alike and len(large) - len(small) <= 1


def _same_word(a: str, b: str) -> bool:
    """Equal, or one letter changed, added or left out in words of five letters and more."""
    if a == b:
        return True
    if min(len(a), len(b)) < _LONG or abs(len(a) - len(b)) > 1:
        return False
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[at + 1 :] == b[at + 1 :] or a[at:] == b[at + 1 :] or a[at + 1 :] == b[at:]


def party(code: str | None) -> str | None:
    """The party of an agency's code: `IDN` for `IDN:MFA`; None for None and ""."""
    return code.split(":")[0] if code else None


def parties(*codes: Iterable[str]) -> frozenset[str]:
    """The parties that these codes stand for."""
    return frozenset(found for group in codes for code in group if (found := party(code)))


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of both sets that stands in both; 0 for two empty ones."""
    return len(a & b) / len(a | b) if a | b else 0.0


@lru_cache(maxsize=65536)
def bounds(edtf: str | None) -> tuple[str, str] | None:
    """First and last day that a value may mean, as strings in the order of time; None where it says none.

    Days are not held to the calendar, so that two values are equal only if written for the same span.
    """
    if not edtf:
        return None
    start, _, end = edtf.partition("/")
    first, last = _day(start, last=False), _day(end or start, last=True)
    return (first, last) if first and last else None


def _day(value: str, *, last: bool) -> str | None:
    date = value.split("T")[0].strip("~?%")
    if date in ("", ".."):
        return "9999" if last else "0000"
    match = _DATE.match(date)
    if not match:
        return None
    year, month, day = match[1], match[2] or "XX", match[3] or "XX"
    if month in _SEASONS:
        month = _SEASONS[month][last]
    elif "X" in month:
        month = "12" if last else "01"
    unsaid = "9" if last else "0"
    return f"{year.replace('X', unsaid)}-{month}-{day.replace('X', unsaid)}"


def dates_overlap(a: str | None, b: str | None) -> bool:
    """Whether some day may be meant by both; False where either says none."""
    one, two = bounds(a), bounds(b)
    return one is not None and two is not None and one[0] <= two[1] and two[0] <= one[1]


def best_pairs(scores: Iterable[tuple[float, int, int]]) -> Sequence[tuple[int, int]]:
    """One to one, the best score first: (place in the gold, place in the found). Scores of 0 pair nothing.

    Of equal scores the later in the gold goes first, then the later in the found.
    """
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for score, gold, found in sorted(scores, reverse=True):
        if score > 0 and gold not in taken_gold and found not in taken_found:
            taken_gold.add(gold)
            taken_found.add(found)
            pairs.append((gold, found))
    return pairs
