"""Room 4, findings/statements: attributions, the words that say whose speech it is.

Behind speech ("..., kata X di Jakarta") and before it ("X mengatakan, ...").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jejak.findings.statements.speakers import speaker_before, speaker_behind, speaker_of_quotation

if TYPE_CHECKING:
    from jejak.findings.statements.cast import Cast
    from jejak.findings.statements.cues import Cue
    from jejak.model import Speaker

_BETWEEN = frozenset(",.-–—!?")
_NO_CUE = ("hard_stops", "prepositions", "joints", "circumstances", "pronouns")
_VERB = re.compile(r"(?:me[mnlrwy]|ber)[a-z]{4,}$")
"""Words that look like a verb: told content has one."""
_PREDICATE = re.compile(r"(?:di|ber|ter)[a-z]{4,}$")
_LONGEST_SUBJECT = 20
_SHORTEST_OPEN = 6
"""Letters of a word in -nya that may report though we do not know it ("sarannya")."""
_SOON = 8
_NEAR = 12
_FAR = 30
_OPENING = frozenset("\"“‘'")
"""Marks that open a quoted fragment: X mengecam daftar itu "keterlaluan"."""
_NAME = 4
_LEAST_TOLD = 3


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
    while at < last and (words.raw[at] in _BETWEEN or lexicon.has("lead_of_after", words.low[at])):
        at += 1
    if at >= last:
        return None
    low = words.low[at]
    if low in lexicon.of_last or low == "menurutnya":
        return _made(cast, cast.one_person(), at, (at, at + 1), "after.last")
    if low in lexicon.after or low in lexicon.passive or low == "menurut":
        start = at + 1
        while start < last and lexicon.has("once_more", words.low[start]):
            start += 1
        speaker, end = speaker_of_quotation(cast, start, last)
        return _made(cast, speaker, at, (at, end), "after")
    return _inverted(cast, at, last) or _thus(cast, first, at, last) or _unlisted(cast, first, at, last)


def _unlisted(cast: Cast, first: int, at: int, last: int) -> Attribution | None:
    """Any word right behind a comma and closing mark reports, if a speaker follows: "...," ajak X."""
    words, lexicon = cast.words, cast.lexicon
    low, closed = words.low[at], first >= 2 and words.raw[first - 2] in ",.?!"
    plain = words.raw[at].isalpha() and words.raw[at].islower()
    if not closed or at != first or not plain or any(lexicon.has(kind, low) for kind in _NO_CUE):
        return None
    follows = at + 1 < last
    if low.endswith("nya") and len(low) >= _SHORTEST_OPEN and follows and words.raw[at + 1] in _BETWEEN:
        return _made(cast, cast.one_person(), at, (at, at + 1), "after.unlisted")
    if not follows or not (words.is_name(at + 1) or lexicon.has("pronouns", words.low[at + 1])):
        return None
    speaker, end = speaker_of_quotation(cast, at + 1, last)
    return _made(cast, speaker, at, (at, end), "after.unlisted")


def _thus(cast: Cast, first: int, at: int, last: int) -> Attribution | None:
    """Where "demikian" itself reports: "...," demikian Menlu X."""
    if at == first or not cast.lexicon.has("thus", cast.words.low[at - 1]):
        return None
    speaker, end = speaker_behind(cast, at, last)
    return _made(cast, speaker, at - 1, (at - 1, end), "after.thus")


def _inverted(cast: Cast, first: int, last: int) -> Attribution | None:
    """The speaker, then the verb: "...," X menambahkan."""
    words, lexicon = cast.words, cast.lexicon
    for verb in range(first + 1, min(last, first + _LONGEST_SUBJECT)):
        if words.raw[verb] in ".!?:;" or "\n" in words.text[words.ends[verb - 1] : words.starts[verb]]:
            return None
        if words.low[verb] not in lexicon.before:
            continue
        told = verb + 1 < last and lexicon.has("tells", words.low[verb + 1])
        speaker, start = speaker_before(cast, first, verb)
        if speaker is None and verb <= first + _NAME:
            speaker, start = cast.as_written(first, verb), first
        return (
            _made(cast, speaker, verb, (first, verb + 1), "after.inverted")
            if start == first and not told
            else None
        )
    return None


def attribution_before(cast: Cast, first: int, last: int) -> Attribution | None:
    """The attribution that the tokens first..last, up to an opening mark, end with: "X mengatakan, ".

    None where told content stands between verb and mark, or where "bahwa" makes the quotation a part of it.
    """
    words, lexicon = cast.words, cast.lexicon
    verb = _last_verb(cast, first, last)
    if verb is None or negated(cast, first, verb) or not _only_circumstances(cast, verb + 1, last):
        return None
    if words.low[verb] in lexicon.before:
        speaker, start = speaker_before(cast, first, verb)
    else:
        speaker, start = speaker_behind(cast, verb + 1, last)[0], first
    return _made(cast, speaker, verb, (start, last), "before")


def _last_verb(cast: Cast, first: int, last: int) -> int | None:
    low, lexicon = cast.words.low, cast.lexicon
    for n in range(last - 1, max(first, last - 2 * _LONGEST_SUBJECT) - 1, -1):
        if low[n] in lexicon.before or low[n] in lexicon.passive:
            return n
    return None


def _only_circumstances(cast: Cast, first: int, last: int) -> bool:
    """Whether nothing told stands in the tokens: nothing, or circumstances up to a comma or colon."""
    words = cast.words
    if first >= last:
        return True
    if words.raw[last - 1] not in ",:" or words.count(first, last) > _LONGEST_SUBJECT:
        return False
    if last - 1 == first:
        return True
    if words.low[last - 2] == "bahwa":
        return words.raw[last - 1] == ":"
    return cast.lexicon.has("circumstances", words.low[first]) or words.raw[first] == ","


def negated(cast: Cast, first: int, verb: int) -> bool:
    """Whether the verb is denied or still to come: "tidak mengatakan", "akan mengumumkan"."""
    words, has = cast.words, cast.lexicon.has
    for n in range(verb - 1, max(first, verb - 2) - 1, -1):
        if has("negations", words.low[n]) or has("modals", words.low[n]):
            return True
        if words.is_name(n) or not words.is_word(n):
            return False
    return False


def told_content(cast: Cast, verb: int, last: int, cue: Cue) -> bool:
    """Whether tokens verb+1..last hold told content behind this verb (see `content` in cues.yaml)."""
    words, has = cast.words, cast.lexicon.has
    first = verb + 1
    if cue.lemma == "bantah":
        return words.count(first, last) >= 1
    if words.count(first, last) < _LEAST_TOLD or _empty_object(cast, first, last):
        return False
    if cue.content == "free":
        return True
    if cue.content == "noun" and not has("told_nouns", words.low[first]):
        return False
    soon = range(first, min(last, first + (_NEAR if cue.content == "noun" else _SOON)))
    if words.raw[first] in ",:" or any(has("tells", words.low[n]) or words.raw[n] == ":" for n in soon):
        return True
    if cue.content in ("marked", "noun"):
        return False
    if any(words.raw[n] in _OPENING for n in soon):
        return True
    if cue.content == "quoted":
        return "sebagai" in words.low[first : min(last, first + _NEAR)]
    return _has_purpose(cast, first, last) or _has_verb(cast, first, last)


def is_predicate(cast: Cast, n: int) -> bool:
    """Whether token n looks like the verb of a clause: "akan", "dimaksudkan", "menewaskan"."""
    low = cast.words.low[n]
    return cast.lexicon.has("clause_openers", low) or _PREDICATE.match(cast.words.raw[n]) is not None


def _has_purpose(cast: Cast, first: int, last: int) -> bool:
    """Whether the clause goes on with what the other should do: "mengimbau warga yang ... untuk"."""
    words, has = cast.words, cast.lexicon.has
    for n in range(first, min(last, first + _FAR)):
        if has("purposes", words.low[n]):
            return True
        if words.raw[n] == "," or has("inner_joints", words.low[n]):
            return False
    return False


def _has_verb(cast: Cast, first: int, last: int) -> bool:
    words, has = cast.words, cast.lexicon.has
    near = words.low[first : min(last, first + _NEAR)]
    return any(
        has("content_marks", word) or (_VERB.match(word) and not has("no_verbs", word)) for word in near
    )


def _empty_object(cast: Cast, first: int, last: int) -> bool:
    """Whether the verb's object only points at what was said: "mengatakan hal itu"."""
    low = cast.words.low
    for phrase in cast.lexicon.empty_objects:
        end = first + len(phrase)
        if tuple(low[first:end]) == phrase:
            end += end < last and cast.points_back(end)
            rest = low[end : min(last, end + _NEAR)]
            return "bahwa" not in rest and rest[:1] != ["sebagai"]
    return False


def _made(
    cast: Cast, speaker: Speaker | None, cue: int, span: tuple[int, int], rule: str
) -> Attribution | None:
    return Attribution(speaker, cast.words.raw[cue], *span, rule) if speaker else None
