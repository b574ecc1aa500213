"""Room 4, findings/statements: the speaker behind a reporting word, and the one before it.

Where the noun phrase begins and ends; `Cast.resolve` says whom it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.findings.statements.cast import LONGEST_PHRASE, is_person

if TYPE_CHECKING:
    from jejak.findings.statements.cast import Cast
    from jejak.findings.statements.roster import Named
    from jejak.model import Speaker

_LONGEST_NAME = 6
_NEAR_HEAD = 4
_APPOSED_WITHIN = 8
"""Behind a comma, a name counts as the speaker's if it starts within so many tokens."""

Span = tuple[int, int]


def speaker_behind(cast: Cast, first: int, last: int) -> tuple[Speaker | None, int]:
    """The speaker whose noun phrase starts at token `first`, and the token where the phrase ends."""
    words = cast.words
    first += first < last and words.low[first] == "oleh"
    end = phrase_end(cast, first, last)
    commas = [n for n in range(first, end) if words.raw[n] == ","]
    head_end = commas[0] if commas else end
    speaker = cast.resolve(first, head_end)
    if inner := _quoted_by(cast, end, last):
        return inner
    if commas and speaker not in cast.people and cast.office_at(first):
        for comma in commas:
            written = cast.as_written(comma + 1, min(end, comma + 1 + _LONGEST_NAME))
            whole = written and (" " in written.name or (comma + 2 == end and cast.speaks_alone(comma + 1)))
            if written and whole and not cast.lexicon.has("firms", words.low[comma + 1]):
                return written, end
    if commas and speaker and cast.is_new(speaker) and (named := _known_at(cast, commas[0] + 1, end)):
        return named
    if speaker and is_person(speaker):
        return _named_behind_title(cast, first, head_end) or (speaker, head_end)
    if speaker is None and cast.office_at(first) and (apposed := _name_behind(cast, end, last)):
        return apposed
    for comma, after in zip(commas, [*commas[1:], end], strict=False):
        names = [n for n in cast.within(comma + 1, min(after, comma + _APPOSED_WITHIN)) if n.person]
        if names and not cast.prepositional(names[0].first, comma):
            return names[0].speaker, after
    return speaker, head_end


def _known_at(cast: Cast, first: int, last: int) -> tuple[Speaker, int] | None:
    """The known person named at a token, or behind a rank: who bears the title before its comma.

    "Third Secretary Y, X", "Kasatreskrim Polres Y, Kompol X".
    """
    ranked = first < last and cast.lexicon.has("ranks", cast.words.low[first])
    named = [n for n in cast.within(first, min(last, first + 1 + ranked)) if n.person]
    return (named[0].speaker, named[0].last) if named else None


def _named_behind_title(cast: Cast, first: int, comma: int) -> tuple[Speaker, int] | None:
    """The person named right behind a title and a comma: "juru bicara Wapres, X"."""
    if cast.office_at(first) is None or any(named.person for named in cast.within(first, comma)):
        return None
    named = [n for n in cast.within(comma + 1, comma + 2) if n.person]
    return (named[0].speaker, named[0].last) if named else None


def _name_behind(cast: Cast, first: int, last: int) -> tuple[Speaker, int] | None:
    """The name between commas that closes a long title: "kepala bidang riset pada Y, X,"."""
    words = cast.words
    for n in range(first, min(last, first + LONGEST_PHRASE)):
        if words.raw[n] in ".;:":
            return None
        if words.raw[n] != ",":
            continue
        stop = min(last, n + 1 + _LONGEST_NAME)
        name = next((m for m in range(n + 1, stop) if words.raw[m] == ","), stop)
        written = cast.as_written(n + 1, name)
        return (written, name) if written and " " in written.name else None
    return None


def speaker_of_quotation(cast: Cast, first: int, last: int) -> tuple[Speaker | None, int]:
    """As `speaker_behind`, for words in quotation marks: somebody speaks even where no rule knows whom."""
    words = cast.words
    speaker, end = speaker_behind(cast, first, last)
    if speaker or first >= last:
        return speaker, end
    tail = min(last, first + LONGEST_PHRASE)
    stop = next((n for n in range(first + 1, tail) if words.raw[n] in '.!?"“”'), tail)
    if stop - 1 > first and cast.points_back(stop - 1):
        nobody = any(cast.lexicon.has(kind, words.low[first]) for kind in ("questioners", "figures"))
        return None if nobody else cast.focus or cast.group, stop
    called = next((n for n in range(first, stop - 1) if cast.lexicon.has("called", words.low[n])), None)
    if called is not None and (speaker := cast.as_written(called + 1, stop)):
        return speaker, stop
    return _last_name(cast, first, stop, end), end


def _last_name(cast: Cast, first: int, stop: int, end: int) -> Speaker | None:
    """The capitals that close the phrase, or stand behind its comma: "peneliti utama Y, X"."""
    words = cast.words
    head = words.low[first].split("-")[0]
    if cast.lexicon.has("others_heads", head) or cast.lexicon.has("crowds", head):
        return None
    at = end
    while at > first and words.is_word(at - 1) and words.is_name(at - 1):
        at -= 1
    if at == end and end + 1 < stop and words.raw[end] == ",":
        at = end + 1
    speaker = cast.as_written(at, min(stop, at + _LONGEST_NAME)) if at < stop else None
    return speaker if speaker and (at == first or " " in speaker.name) else None


def _quoted_by(cast: Cast, at: int, last: int) -> tuple[Speaker, int] | None:
    """The innermost speaker: "tulis Y mengutip pernyataan X" is X; a medium only carries the words."""
    words = cast.words
    at += at < last and words.raw[at] == ","
    if at >= last or not cast.lexicon.has("quotes_other", words.low[at]):
        return None
    start = at + 1
    if start < last and words.low[start].endswith("annya") and cast.focus:
        return cast.focus, start + 1
    start += start < last and cast.lexicon.has("words_said", words.low[start])
    end = phrase_end(cast, start, last)
    speaker = cast.resolve(start, end)
    return (speaker, end) if speaker and not cast.is_medium(speaker) else None


def phrase_end(cast: Cast, first: int, last: int) -> int:
    """Token behind the noun phrase that starts at first: before circumstances, a full stop, a line's end."""
    words, depth = cast.words, 0
    last = min(last, first + LONGEST_PHRASE)
    for n in range(first, last):
        mark = words.raw[n]
        if mark == "(" and n > first and ")" not in words.raw[n:last]:
            return n
        depth += (mark in "([") - (mark in ")]")
        if depth > 0 or mark in ")]":
            continue
        if n > first and "\n" in words.text[words.ends[n - 1] : words.starts[n]]:
            return n
        if mark[0].islower() and cast.lexicon.has("hard_stops", mark) and not _inside_name(cast, n):
            return n
        abbreviated = mark == "." and n > first and n + 1 < last and words.is_name(n + 1)
        if mark in '.!?;:"“”—–' and not abbreviated:
            return n
    return last


def _inside_name(cast: Cast, n: int) -> bool:
    return any(named.first <= n < named.last for named in cast.within(max(0, n - _LONGEST_NAME), n + 1))


def speaker_before(cast: Cast, first: int, verb: int) -> tuple[Speaker | None, int]:
    """The speaker before the verb at token `verb`, looking back to `first`; and where the phrase starts."""
    words = cast.words
    first = max(first, verb - 2 * LONGEST_PHRASE)
    end = _subject_end(cast, first, verb)
    if end > first and words.low[end - 1] == "yang":
        return _antecedent(cast, first, end - 1)
    stretches = [(_behind_joint(cast, a, b), b) for a, b in _stretches(cast, first, end)]
    if end > first and words.raw[end - 1] == ",":
        apposed = _apposed_person(cast, stretches) or _apposed_name(cast, stretches)
        return apposed or _apposed_body(cast, stretches) or (None, first)
    if apposed := _open_apposition(cast, stretches):
        return apposed
    for n, (a, b) in enumerate(reversed(stretches)):
        if words.low[a] == "yang":
            continue
        speaker, circumstance = _of_stretch(cast, a, b, touches=n == 0)
        if speaker and cast.is_new(speaker) and _ends_place(cast, stretches[: -n - 1]):
            continue
        if speaker and n + 1 < len(stretches) and (listed := _first_of_list(cast, stretches[-n - 2], (a, b))):
            return listed.speaker, stretches[-n - 2][0]
        if speaker or not circumstance:
            return speaker, a
    return None, first


def _subject_end(cast: Cast, first: int, verb: int) -> int:
    """Token behind the subject: adverbs and times before the verb left out."""
    low, has = cast.words.low, cast.lexicon.has
    end = verb
    while end > first:
        timely = has("weekdays", low[end - 1]) or has("months", low[end - 1])
        if not timely and (not has("adverbs", low[end - 1]) or cast.points_back(end - 1)):
            break
        end -= 1
    if end - 1 > first and cast.points_back(end - 1) and has("times_past", low[end - 2]):
        end -= 2
    return end


def _open_apposition(cast: Cast, stretches: list[Span]) -> tuple[Speaker, int] | None:
    """The person of "X, analis di Y mengatakan", where no comma closes what X is."""
    if len(stretches) < 2:
        return None
    (a, b), (c, _) = stretches[-2:]
    named = [n for n in cast.within(a, b) if n.person and n.first == a and n.last == b]
    head = cast.words.low[c]
    described = cast.lexicon.has("person_nouns", head) or cast.office_at(c) is not None
    if not named or not described or cast.words.is_name(c) or not is_person(named[0].speaker):
        return None
    return named[0].speaker, a


def _apposed_person(cast: Cast, stretches: list[Span]) -> tuple[Speaker, int] | None:
    """The person of "X, analis di Y, mengatakan" or "Menlu Z, X, mengatakan"."""
    for a, b in stretches:
        start = cast.skip_lead(a, b)
        if start >= b or _is_circumstance(cast, a, start + 1) or cast.is_thing(start):
            continue
        names = [n for n in cast.within(start, b) if n.person and not cast.behind_relative(start, n.first)]
        free = names and not cast.prepositional(names[0].first, start)
        if free and not cast.of_another(names[0].first, start):
            speaker = cast.resolve(a, b)
            if speaker and is_person(speaker):
                return speaker, a
    return None


def _apposed_name(cast: Cast, stretches: list[Span]) -> tuple[Speaker, int] | None:
    """The name nobody found of "direktur Y, X, mengatakan"."""
    if len(stretches) < 2:
        return None
    (a, b), (c, d) = stretches[-2:]
    titled = cast.office_at(cast.skip_lead(a, b)) if a < b else None
    written = cast.as_written(c, d) if titled else None
    return (written, a) if written and " " in written.name and cast.is_new(written) else None


def _apposed_body(cast: Cast, stretches: list[Span]) -> tuple[Speaker, int] | None:
    """The same for what is no person: "Rumah Sakit X di Kota Y, Z selatan, melaporkan"."""
    for a, b in stretches[-3:]:
        start = cast.skip_lead(a, b)
        if start < b and cast.words.low[start] != "yang" and not _is_circumstance(cast, a, start + 1):
            speaker = cast.resolve(a, b) or _whole_party(cast, stretches[-1])
            return (speaker, a) if speaker else None
    return None


def _whole_party(cast: Cast, stretch: Span) -> Speaker | None:
    """The party that a stretch names and nothing else: "kelompok bersenjata di Y, X, mengatakan"."""
    a, b = stretch
    return next((n.speaker for n in cast.within(a, a + 1) if n.last == b and not n.person), None)


def _is_circumstance(cast: Cast, a: int, b: int) -> bool:
    low = cast.words.low
    return any(cast.lexicon.has("circumstances", low[n]) and low[n] != "sementara" for n in range(a, b))


def _ends_place(cast: Cast, before: list[Span]) -> bool:
    """Whether the stretch before tells where: "X, di Kabupaten Y, Z, mengatakan"."""
    return len(before) > 1 and cast.lexicon.has("places_before", cast.words.low[before[-1][0]])


def _first_of_list(cast: Cast, left: Span, right: Span) -> Named | None:
    """The first of "Amerika Serikat, Australia dan Jepang": one name alone before the list's last."""
    if "dan" not in cast.words.low[right[0] : right[1]]:
        return None
    return next((n for n in cast.within(*left) if n.first == left[0] and n.last == left[1]), None)


def _behind_joint(cast: Cast, a: int, b: int) -> int:
    """Behind the last "saat", "setelah", "karena" of the stretch that a noun phrase follows."""
    low = cast.words.low
    if b - a > 1 and low[a] == "dengan" and cast.opens_phrase(a + 1):
        return a + 1
    for n in range(b - 2, a, -1):
        if cast.lexicon.has("inner_joints", low[n]) and cast.opens_phrase(n + 1):
            return n + 1
    return a


def _antecedent(cast: Cast, first: int, end: int) -> tuple[Speaker | None, int]:
    """Whom "yang" at token end refers to."""
    closed = end > first and cast.words.raw[end - 1] == ","
    end -= closed
    stretches = _stretches(cast, first, end)
    if not stretches:
        return None, first
    a, b = stretches[-1]
    if closed and len(stretches) > 1 and not any(n.person for n in cast.within(a, b)):
        before, comma = stretches[-2]
        named = [n for n in cast.within(before, comma) if n.person and n.last == comma and comma + 1 == a]
        if named:
            return named[-1].speaker, named[-1].first
        if comma + 1 == a and (written := cast.closing_name(before, comma)):
            return written, before
    names = [n for n in cast.within(a, b) if n.last >= b - 1]
    if names:
        return names[-1].speaker, names[-1].first
    head = next((n for n in range(b - 1, max(a, b - _NEAR_HEAD) - 1, -1) if cast.may_speak(n)), None)
    if head is not None:
        return cast.resolve(head, b), head
    return (None, a) if any(n.person for n in cast.within(a, b)) else (cast.resolve(a, b), a)


def _of_stretch(cast: Cast, a: int, b: int, *, touches: bool) -> tuple[Speaker | None, bool]:
    """Speaker of one comma-free stretch, and whether it is a mere circumstance of time, place or manner.

    `touches`: the verb stands right behind it, so that a speaker may follow the circumstance.
    """
    start = cast.skip_lead(a, b)
    if start >= b or (cast.lexicon.has("places_before", cast.words.low[a]) and cast.words.is_name(a + 1)):
        return None, True
    if cast.is_thing(start):
        return None, _is_circumstance(cast, a, start)
    circumstance = _is_circumstance(cast, a, start + 1)
    if (not circumstance or start > a) and (speaker := cast.resolve(a, b)):
        return speaker, False
    if not touches:
        return None, circumstance
    for named in reversed(cast.within(a, b)):
        if not cast.prepositional(named.first, a) and named.last >= b - 3:
            return cast.resolve(_phrase_start(cast, named.first, a), b), circumstance
    pronoun = any(cast.lexicon.has("pronouns", word) for word in cast.words.low[max(a, b - 2) : b])
    return cast.one_person() if pronoun else None, circumstance


def _phrase_start(cast: Cast, at: int, floor: int) -> int:
    """Back over the offices and heads in front of a name."""
    while at > floor and cast.words.is_word(at - 1):
        if cast.prepositional(at, floor) or cast.lexicon.has("circumstances", cast.words.low[at - 1]):
            break
        if cast.points_back(at - 1):
            break
        at -= 1
    return at


def _stretches(cast: Cast, first: int, end: int) -> list[Span]:
    """Token spans between commas, brackets skipped, empty ones left out."""
    found, start, depth = [], first, 0
    for n in range(first, end):
        mark = cast.words.raw[n]
        depth = max(0, depth + (mark in "([") - (mark in ")]"))
        if depth == 0 and mark == ",":
            found.append((start, n))
            start = n + 1
    found.append((start, end))
    return [(a, b) for a, b in found if a < b]
