"""Room 4, findings/statements: direct speech, a clause inside quotation marks (codebook 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.findings.statements.attribution import Attribution, attribution_after, attribution_before
from jejak.findings.statements.drafts import Draft

if TYPE_CHECKING:
    from jejak.findings.statements.drafts import Unit
    from jejak.findings.statements.quotes import Quote
    from jejak.findings.statements.cast import Cast
    from jejak.model import Speaker

_CLAUSE = 4
"""Fewest words of a quotation that can be a clause where its place does not make it one."""

_LONGEST_LEAD = 40
_SHORTEST_BARE = 30
"""Characters: a shorter quotation alone on its line may be a heading."""


def direct_speech(cast: Cast, unit: Unit, chain: Speaker | None) -> list[Draft]:
    """Direct statements of a unit; marks in it what their attributions used. `chain` spoke in the unit before."""
    found: list[Draft] = []
    for n, quote in enumerate(unit.quotes):
        draft = _attributed(cast, unit, n, found) or _bare(cast, unit, quote, chain)
        if draft:
            found.append(draft)
            cast.note(draft.speaker)
    return found


def _attributed(cast: Cast, unit: Unit, n: int, found: list[Draft]) -> Draft | None:
    quote = unit.quotes[n]
    gap = _gap(cast, unit, n)
    lead = _gap(cast, unit, n - 1)
    stands_first = _blank(cast, *lead) if n == 0 else _ends_clause(cast, *lead)
    if attribution := attribution_after(cast, *gap):
        if not stands_first and not _set_off(cast, quote, lead):
            return None
        if quote.single and _size(cast, quote) < _CLAUSE:
            return None
        return _draft(cast, unit, quote, attribution, (gap[0], _tail_end(cast, attribution, gap[1])))
    if attribution := attribution_before(cast, *lead):
        if _is_speech(cast, quote, lead, gap):
            return _draft(cast, unit, quote, attribution, (attribution.first, lead[1]))
    broken = n > 0 and found and found[-1].rule.startswith("after") and _ends_clause(cast, *lead)
    if broken and _size(cast, quote) >= _CLAUSE and not quote.single:
        return Draft(found[-1].speaker, "direct", quote.start, quote.end, None, "broken")
    return None


def _draft(cast: Cast, unit: Unit, quote: Quote, by: Attribution, used: tuple[int, int]) -> Draft:
    unit.taken.append(used)
    return Draft(by.speaker, "direct", quote.start, quote.end, by.cue, by.rule, used[0], used[1])


def _tail_end(cast: Cast, by: Attribution, last: int) -> int:
    """The attribution reaches to its end of clause, but not into a second one ("seraya menambahkan")."""
    words = cast.words
    for n in range(by.last, last):
        if words.low[n] in ("seraya", "sambil", "sembari", "dan") or words.raw[n] in ";":
            follows = words.low[n + 1 : n + 4]
            if any(w in cast.lexicon.before for w in follows):
                return n
    return last


def _bare(cast: Cast, unit: Unit, quote: Quote, chain: Speaker | None) -> Draft | None:
    """A sentence that is one quotation and nothing else goes on for who spoke before it."""
    alone = (
        len(unit.quotes) == 1 and _blank(cast, *_gap(cast, unit, -1)) and _blank(cast, *_gap(cast, unit, 0))
    )
    if not alone or chain is None or quote.single or not quote.opened or _size(cast, quote) < _CLAUSE - 1:
        return None
    return Draft(chain, "direct", quote.start, quote.end, None, "continued")


def is_bare(unit: Unit) -> bool:
    """Whether the unit is one quotation in double marks, and no word besides."""
    if len(unit.quotes) != 1:
        return False
    quote = unit.quotes[0]
    whole = quote.outer_start == unit.start and quote.outer_end >= unit.end - 1
    return (
        whole
        and not quote.single
        and quote.opened
        and quote.closed
        and quote.end - quote.start > _SHORTEST_BARE
    )


def _gap(cast: Cast, unit: Unit, n: int) -> tuple[int, int]:
    """Tokens between quotation n and the next; n = -1 is what stands before the first."""
    start = unit.quotes[n].outer_end if n >= 0 else unit.start
    end = unit.quotes[n + 1].outer_start if n + 1 < len(unit.quotes) else unit.end
    return cast.words.at(start), max(cast.words.at(start), cast.words.at(end))


def _size(cast: Cast, quote: Quote) -> int:
    return cast.words.count(cast.words.at(quote.start), cast.words.at(quote.end))


def _blank(cast: Cast, first: int, last: int) -> bool:
    """Nothing but marks and a bracketed sign-off."""
    depth = 0
    for n in range(first, last):
        token = cast.words.raw[n]
        depth += (token == "(") - (token == ")")
        if depth == 0 and cast.words.is_word(n):
            return False
    return True


def _ends_clause(cast: Cast, first: int, last: int) -> bool:
    return first == last or cast.words.raw[last - 1] in ".,:;!?"


def _is_speech(cast: Cast, quote: Quote, lead: tuple[int, int], gap: tuple[int, int]) -> bool:
    """Whether what follows "X mengatakan" is a clause of X's, not a fragment in the reporter's sentence."""
    mark = cast.words.raw[lead[1] - 1]
    if mark == ":":
        return True
    size, capital = _size(cast, quote), cast.words.text[quote.start : quote.start + 1].isupper()
    if mark == ",":
        return size >= _CLAUSE
    ends = _blank(cast, *gap) or cast.lexicon.has("circumstances", cast.words.low[gap[0] : gap[0] + 1][0])
    return size > _CLAUSE and capital and ends


def _set_off(cast: Cast, quote: Quote, lead: tuple[int, int]) -> bool:
    """A long quotation behind an opening with a comma is speech of its own: Dalam rapat, "...," kata X.

    So is one that begins with a capital and ends with a stop: what stands before it has lost its own.
    """
    words = cast.words
    if _size(cast, quote) < _CLAUSE or words.count(*lead) > _LONGEST_LEAD:
        return False
    if words.raw[lead[1] - 1] in ",:":
        return True
    text = words.text[quote.start : quote.end].strip()
    return _size(cast, quote) > _CLAUSE and text[0].isupper() and text[-1] in ",.?!"
