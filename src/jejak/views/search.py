"""Where words stand, in any of their forms: full-text search with snippets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jejak.record.words import stem
from jejak.views.asking import strings
from jejak.views.rows import SearchRow

if TYPE_CHECKING:
    from jejak.views.record import Record

_WORD = re.compile(r"\w{1,40}")
_PHRASE = re.compile(r'"([^"]{1,200})"|(\S+)')
_AROUND = 110


def search(record: Record, words: str, *, limit: int | None = 50) -> tuple[SearchRow, ...]:
    """Documents in which all the words stand, in any form ("pelatihan" finds "melatih"), best first.

    Words in double quotes must stand together as written. A document that stands there as written comes
    before one that only has another form of the word.
    """
    query = _query(words)
    if not query:
        return ()
    rows = record.rows(
        "SELECT d.name, d.id, d.title, d.publisher, coalesce(d.published, d.published_inferred), d.url,"
        " t.body, t.captions FROM search JOIN documents AS d ON d.document = search.rowid"
        " JOIN texts AS t USING (document)"
        " WHERE search MATCH ? AND d.reading IS NOT NULL ORDER BY bm25(search, 4.0, 2.0, 1.0), d.id LIMIT ?",
        (query, -1 if limit is None else limit),
    )
    wanted = frozenset(stem(word) for word in _WORD.findall(words.lower()))
    found = []
    for *document, body, captions in rows:
        zones = {"body": body, **{f"caption:{n}": text for n, text in enumerate(strings(captions))}}
        zone, start, snippet, marks = _snippet(zones, wanted)
        found.append(SearchRow(*(*document, zone, start, snippet, marks)))
    return tuple(found)


def _query(words: str) -> str:
    """The words as an FTS5 query; what the user types is never FTS syntax."""
    parts = []
    for phrase, word in _PHRASE.findall(words[:1000])[:40]:
        if phrase and (together := _WORD.findall(phrase)):
            parts.append('{title body} : "' + " ".join(together) + '"')
        parts += [f'({{title body}} : "{w}" OR stems : "{stem(w.lower())}")' for w in _WORD.findall(word)]
    return " AND ".join(parts)


def _snippet(
    zones: dict[str, str], wanted: frozenset[str]
) -> tuple[str, int, str, tuple[tuple[int, int], ...]]:
    """The stretch of text with most of the wanted words: its zone, start, words and marks."""
    best: tuple[int, str, int, list[tuple[int, int]]] = (0, "body", 0, [])
    for zone, text in zones.items():
        hits = [m.span() for m in _WORD.finditer(text[:200_000]) if stem(m.group().lower()) in wanted]
        for n, (start, _) in enumerate(hits):
            near = [span for span in hits[n : n + 20] if span[1] <= start + 2 * _AROUND]
            kinds = len({stem(text[a:b].lower()) for a, b in near})
            if kinds > best[0]:
                best = (kinds, zone, start, near)
    _, zone, first, marks = best
    text = zones[zone]
    start = _word_start(text, max(0, first - _AROUND // 2))
    end = min(len(text), max(start + 2 * _AROUND, marks[-1][1] if marks else 0))
    while end < len(text) and text[end].isalnum():
        end += 1
    return zone, start, text[start:end], tuple((a - start, b - start) for a, b in marks)


def _word_start(text: str, offset: int) -> int:
    """The start of the sentence's line, or of the word, at an offset."""
    line = text.rfind("\n", 0, offset + _AROUND // 2) + 1
    if line > offset:
        return line
    while offset and text[offset - 1].isalnum():
        offset -= 1
    return offset
