"""Room 4, findings/statements: direct speech, a clause inside quotation marks (codebook 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jejak.findings.statements.attribution import Attribution, attribution_after, attribution_before
from jejak.findings.statements.cast import is_person
from jejak.findings.statements.drafts import Draft
from jejak.findings.statements.speakers import speaker_before

if TYPE_CHECKING:
    from jejak.findings.statements.cast import Cast
    from jejak.findings.statements.drafts import Unit
    from jejak.findings.statements.quotes import Quote
    from jejak.model import Speaker

_CLAUSE = 4
"""Fewest words of a quotation that can be a clause where its place does not make it one."""
_LONGEST_LEAD = 40
_SHORTEST_BARE = 30
"""Characters: a shorter quotation alone on its line may be a heading."""

Span = tuple[int, int]


def direct_speech(cast: Cast, unit: Unit, chain: Speaker | None) -> list[Draft]:
    """Direct statements of a unit; `unit.taken` gains their attributions. `chain` spoke before."""
    found: list[Draft] = []
    for n, quote in enumerate(unit.quotes):
        draft = _attributed(cast, unit, n) or _broken(cast, unit, n, found) or _bare(cast, unit, quote, chain)
        if draft:
            found.append(draft)
            cast.note(draft.speaker)
    return found


def is_bare(unit: Unit) -> bool:
    """Whether the unit is one quotation in double marks, and no word besides."""
    if len(unit.quotes) != 1:
        return False
    quote = unit.quotes[0]
    whole = quote.outer_start == unit.start and quote.outer_end >= unit.end - 1
    marked = quote.opened and quote.closed and not quote.single
    return whole and marked and quote.end - quote.start > _SHORTEST_BARE


def _attributed(cast: Cast, unit: Unit, n: int) -> Draft | None:
    """Quotation n with its attribution behind it, else before it."""
    quote, gap, lead = unit.quotes[n], _gap(cast, unit, n), _gap(cast, unit, n - 1)
    if by := attribution_after(cast, *gap):
        stands_first = _blank(cast, *lead) if n == 0 else _ends_clause(cast, *lead)
        fragment = quote.single and _size(cast, quote) < _CLAUSE
        if fragment or not (stands_first or _set_off(cast, quote, lead)):
            return None
        if by.rule == "after.last" and n == 0 and (told := _told_before(cast, *lead)):
            by = replace(by, speaker=told)
        return _draft(unit, quote, by, (gap[0], _tail_end(cast, by, gap[1])))
    by = attribution_before(cast, *lead)
    if by and _is_speech(cast, quote, lead, gap):
        return _draft(unit, quote, by, (by.first, lead[1]))
    return None


def _told_before(cast: Cast, first: int, last: int) -> Speaker | None:
    """The person who reports something in the words before: "X mengatakan siap, "...," ujarnya."""
    for n in range(first + 1, last):
        if cast.words.low[n] in cast.lexicon.before:
            speaker, _ = speaker_before(cast, first, n)
            return speaker if speaker and is_person(speaker) else None
    return None


def _broken(cast: Cast, unit: Unit, n: int, found: list[Draft]) -> Draft | None:
    """The second half of a quotation broken by its attribution: "A," kata X, "B."."""
    quote = unit.quotes[n]
    after = (
        n > 0
        and found
        and found[-1].rule.startswith("after")
        and _ends_clause(cast, *_gap(cast, unit, n - 1))
    )
    if not after or quote.single or _size(cast, quote) < _CLAUSE:
        return None
    return Draft(found[-1].speaker, "direct", quote.start, quote.end, None, "broken")


def _bare(cast: Cast, unit: Unit, quote: Quote, chain: Speaker | None) -> Draft | None:
    """A sentence that is one quotation and nothing else goes on for who spoke before it."""
    alone = len(unit.quotes) == 1 and all(_blank(cast, *_gap(cast, unit, n)) for n in (-1, 0))
    if not alone or chain is None or quote.single or not quote.opened or _size(cast, quote) < _CLAUSE - 1:
        return None
    return Draft(chain, "direct", quote.start, quote.end, None, "continued")


def _draft(unit: Unit, quote: Quote, by: Attribution, used: Span) -> Draft:
    unit.taken.append(used)
    return Draft(by.speaker, "direct", quote.start, quote.end, by.cue, by.rule, *used)


def _tail_end(cast: Cast, by: Attribution, last: int) -> int:
    """The attribution reaches to its end of clause, but not into a second one ("seraya menambahkan")."""
    words, lexicon = cast.words, cast.lexicon
    for n in range(by.last, last):
        low = words.low[n]
        if low == "," and cast.adds(n + 1):
            return n
        goes_on = low in ("dan", ";") or lexicon.has("continuers", low)
        if goes_on and any(word in lexicon.before for word in words.low[n + 1 : n + 4]):
            return n
    return last


def _gap(cast: Cast, unit: Unit, n: int) -> Span:
    """Tokens between quotation n and the next; n = -1 is what stands before the first."""
    start = unit.quotes[n].outer_end if n >= 0 else unit.start
    end = unit.quotes[n + 1].outer_start if n + 1 < len(unit.quotes) else unit.end
    first = cast.words.at(start)
    return first, max(first, cast.words.at(end))


def _size(cast: Cast, quote: Quote) -> int:
    return cast.words.count(cast.words.at(quote.start), cast.words.at(quote.end))


def _blank(cast: Cast, first: int, last: int) -> bool:
    """Nothing but marks and a bracketed sign-off."""
    depth = 0
    for n in range(first, last):
        mark = cast.words.raw[n]
        depth += (mark == "(") - (mark == ")")
        if depth == 0 and cast.words.is_word(n):
            return False
    return True


def _ends_clause(cast: Cast, first: int, last: int) -> bool:
    return first == last or cast.words.raw[last - 1] in ".,:;!?"


def _is_speech(cast: Cast, quote: Quote, lead: Span, gap: Span) -> bool:
    """Whether what follows "X mengatakan" is a clause of X's, not a fragment in the reporter's sentence."""
    words, size = cast.words, _size(cast, quote)
    mark = words.raw[lead[1] - 1]
    if mark == ":":
        return True
    if mark == ",":
        return size >= _CLAUSE
    closes = _blank(cast, *gap) or cast.lexicon.has("circumstances", words.low[gap[0]])
    return size > _CLAUSE and words.text[quote.start].isupper() and closes


def _set_off(cast: Cast, quote: Quote, lead: Span) -> bool:
    """A long quotation behind an opening with a comma is speech of its own: Dalam rapat, "...," kata X.

    So is one that begins with a capital and ends with a stop: what stands before it has lost its own.
    """
    words, size = cast.words, _size(cast, quote)
    if size < _CLAUSE or words.count(*lead) > _LONGEST_LEAD:
        return False
    if words.raw[lead[1] - 1] in ",:":
        return True
    said = words.text[quote.start : quote.end].strip()
    return size > _CLAUSE and said[0].isupper() and said[-1] in ",.?!"
