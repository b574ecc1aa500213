"""Room 4, findings/statements: attributions, the words that say whose speech it is.

Behind speech ("..., kata X di Jakarta"), before it ("X mengatakan, ..."), and by "menurut X".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jejak.findings.statements.speakers import speaker_before, speaker_behind, speaker_of_quotation

if TYPE_CHECKING:
    from jejak.findings.statements.cues import Cue
    from jejak.findings.statements.cast import Cast
    from jejak.model import Speaker

_MARKS_BETWEEN = frozenset(",.-–—!?")
_LONGEST_SUBJECT = 20
_SHORT = 5


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks, by which word (as written); the tokens first..last (exclusive) that say so."""

    speaker: Speaker
    cue: str
    first: int
    last: int
    rule: str


def attribution_after(cast: Cast, first: int, last: int) -> Attribution | None:
    """The attribution that the tokens first..last begin with, as behind a quotation."""
    words, lexicon = cast.words, cast.lexicon
    at = first
    while at < last and (words.raw[at] in _MARKS_BETWEEN or lexicon.has("lead_of_after", words.low[at])):
        at += 1
    if at >= last:
        return None
    low = words.low[at]
    if low in lexicon.of_last or low == "menurutnya":
        return _made(cast, cast.focus, at, at, at + 1, "after.last")
    if low in lexicon.after or low in lexicon.passive or low == "menurut":
        start = at + 1
        while start < last and words.low[start] in ("lagi", "pula", "kemudian"):
            start += 1
        speaker, end = speaker_of_quotation(cast, start, last)
        return _made(cast, speaker, at, at, end, "after")
    return _inverted(cast, at, last) or _demikian(cast, first, at, last) or _open(cast, first, at, last)


def _open(cast: Cast, first: int, at: int, last: int) -> Attribution | None:
    """Any word right behind a comma and closing mark reports, if a speaker follows: "...," ajak X; "...," sarannya."""
    words, lexicon = cast.words, cast.lexicon
    low, closed = words.low[at], first >= 2 and words.raw[first - 2] in ",.?!"
    known = any(
        lexicon.has(kind, low)
        for kind in ("hard_stops", "prepositions", "joints", "circumstances", "pronouns")
    )
    if not closed or at != first or known or not words.raw[at].isalpha() or not words.raw[at].islower():
        return None
    if low.endswith("nya") and len(low) > _SHORT and at + 1 < last and words.raw[at + 1] in _MARKS_BETWEEN:
        return _made(cast, cast.focus, at, at, at + 1, "after.open")
    if at + 1 >= last or not (words.is_name(at + 1) or lexicon.has("pronouns", words.low[at + 1])):
        return None
    speaker, end = speaker_of_quotation(cast, at + 1, last)
    return _made(cast, speaker, at, at, end, "after.open")


def _demikian(cast: Cast, first: int, at: int, last: int) -> Attribution | None:
    """ "...," demikian Menlu X."""
    if at == first or cast.words.low[at - 1] not in ("demikian", "begitu"):
        return None
    speaker, end = speaker_behind(cast, at, last)
    return _made(cast, speaker, at - 1, at - 1, end, "after.demikian")


def _inverted(cast: Cast, first: int, last: int) -> Attribution | None:
    """The speaker, then the verb: "...," X menambahkan."""
    words, lexicon = cast.words, cast.lexicon
    for verb in range(first + 1, min(last, first + _LONGEST_SUBJECT)):
        low = words.low[verb]
        if words.raw[verb] in ".!?:;" or "\n" in words.text[words.ends[verb - 1] : words.starts[verb]]:
            return None
        if low in lexicon.before:
            told = verb + 1 < last and words.low[verb + 1] in ("bahwa", "agar", "supaya")
            speaker, start = speaker_before(cast, first, verb)
            if speaker is None and verb <= first + 4:
                speaker, start = cast.as_written(first, verb), first
            if told or start != first or speaker is None:
                return None
            return _made(cast, speaker, verb, first, verb + 1, "after.inverted")
    return None


def attribution_before(cast: Cast, first: int, last: int) -> Attribution | None:
    """The attribution that the tokens first..last (up to an opening mark) end with: "X mengatakan kepada Y, ".

    None where told content stands between verb and mark, or where "bahwa" makes the quotation a part of the sentence.
    """
    words, lexicon = cast.words, cast.lexicon
    verb = _last_verb(cast, first, last)
    if verb is None or negated(cast, first, verb):
        return None
    low = words.low[verb]
    cue = lexicon.before.get(low) or lexicon.passive.get(low)
    if cue is None or not _only_circumstances(cast, verb + 1, last):
        return None
    if low in lexicon.before:
        speaker, start = speaker_before(cast, first, verb)
    else:
        speaker, _ = speaker_behind(cast, verb + 1, last)
        start = first
    return _made(cast, speaker, verb, start, last, "before")


def _last_verb(cast: Cast, first: int, last: int) -> int | None:
    low, lexicon = cast.words.low, cast.lexicon
    for n in range(last - 1, max(first, last - 2 * _LONGEST_SUBJECT) - 1, -1):
        if low[n] in lexicon.before or low[n] in lexicon.passive:
            return n
    return None


def _only_circumstances(cast: Cast, first: int, last: int) -> bool:
    """Whether nothing told stands in the tokens: nothing, or a phrase that opens with a preposition, up to comma or colon."""
    words, lexicon = cast.words, cast.lexicon
    if last > first and words.raw[last - 1] in ",:":
        last -= 1
    elif first < last:
        return False
    if first >= last:
        return True
    if words.count(first, last) > _LONGEST_SUBJECT:
        return False
    if words.low[last - 1] == "bahwa":
        return words.raw[last] == ":"
    return lexicon.has("circumstances", words.low[first]) or words.raw[first] == ","


def negated(cast: Cast, first: int, verb: int) -> bool:
    """Whether the verb is denied or still to come: "tidak mengatakan", "akan mengumumkan"."""
    low, lexicon = cast.words.low, cast.lexicon
    before = low[max(first, verb - 2) : verb]
    return any(lexicon.has("negations", w) or lexicon.has("modals", w) for w in before)


def told_content(cast: Cast, verb: int, last: int, cue: Cue) -> bool:
    """Whether tokens verb+1..last hold told content behind this verb (see `content` in cues.yaml)."""
    words, lexicon = cast.words, cast.lexicon
    first = verb + 1
    if cue.lemma == "bantah":
        return words.count(first, last) >= 1
    if words.count(first, last) < 3 or _empty_object(cast, first, last):
        return False
    if cue.content == "free":
        return True
    near = range(first, min(last, first + 8))
    if words.raw[first] in ",:" or any(words.low[n] in _TELLS or words.raw[n] == ":" for n in near):
        return True
    if cue.content == "marked":
        return False
    return any(
        lexicon.has("content_marks", words.low[n]) or _VERB.match(words.low[n])
        for n in range(first, min(last, first + 12))
    )


_TELLS = frozenset({"bahwa", "agar", "supaya"})
_VERB = re.compile(r"(?:me[mnlrwy]|ber)[a-z]{4,}$")
"""Words that look like a verb: told content has one."""


def _empty_object(cast: Cast, first: int, last: int) -> bool:
    words = cast.words
    for phrase in cast.lexicon.empty_objects:
        end = first + len(phrase)
        if tuple(words.low[first:end]) == phrase:
            return "bahwa" not in words.low[end : min(last, end + 12)]
    return False


def _made(
    cast: Cast, speaker: Speaker | None, cue: int, first: int, last: int, rule: str
) -> Attribution | None:
    return Attribution(speaker, cast.words.raw[cue], first, last, rule) if speaker else None
