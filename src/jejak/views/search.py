"""Where words stand, in any of their forms: full-text search with snippets."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from jejak.findings.contexts import context_words
from jejak.record.words import stem
from jejak.views.asking import party_code, strings
from jejak.views.rows import FacetRow, FoundRow, SearchRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.views.record import Record
    from jejak.views.subject import Subject

_WORD = re.compile(r"\w{1,40}")
_PHRASE = re.compile(r'"([^"]{1,200})"|(\S+)')
_AROUND = 110


def search(record: Record, words: str, *, limit: int | None = 50) -> tuple[SearchRow, ...]:
    """Documents in which all the words stand, in any form ("pelatihan" finds "melatih"), best first.

    Words in double quotes must stand together as written. A document that stands there as written comes
    before one that only has another form of the word.
    """
    query = _query(words)
    return _shown(words, _ranked(record, query, [], [], 0, limit)) if query else ()


def found(
    record: Record,
    words: str,
    *,
    publisher: str | None = None,
    year: str | None = None,
    party: str | None = None,
    after: int = 0,
    limit: int | None = 20,
) -> FoundRow:
    """What a search finds, with how much of it is of each publisher and year.

    `publisher`, `year` (of publication) and `party` (one that the article names) narrow it; each facet counts
    what the others leave. `after` so many, for the next page.
    """
    query = _query(words)
    if not query:
        return FoundRow(0, (), (), ())
    where, values = _of_party(record, party)
    every = record.rows(
        f"SELECT d.publisher, substr(d.day, 1, 4), count(*) FROM {_HITS}"
        f" WHERE search MATCH ? AND d.reading IS NOT NULL{where} GROUP BY 1, 2", (query, *values),
    )  # fmt: skip
    publishers, years, count = Counter[str](), Counter[str](), 0
    for name, published, n in every:
        of_year, of_publisher = year in (None, published), publisher in (None, name)
        publishers[name or ""] += n if of_year else 0
        years[published or ""] += n if of_publisher else 0
        count += n if of_year and of_publisher else 0
    wheres, all_values = [where], list(values)
    for column, value in (("d.publisher", publisher), ("substr(d.day, 1, 4)", year)):
        if value is not None:
            wheres.append(f" AND {column} IS ?")
            all_values.append(value or None)
    rows = _ranked(record, query, wheres, all_values, after, limit)
    return FoundRow(
        count, _shown(words, rows), _facet(publishers),
        tuple(sorted(_facet(years), key=lambda row: row.name, reverse=True)),
    )  # fmt: skip


_HITS: Final = "search JOIN documents AS d ON d.document = search.rowid"


def _of_party(record: Record, party: str | None) -> tuple[str, list[object]]:
    """The condition that an article names a party or an agency of it, and its values."""
    if party is None:
        return "", []
    code = party_code(record, party)
    named = (
        " AND d.reading IN (SELECT c.reading FROM actor_claims AS c WHERE c.actor IN"
        " (SELECT a.actor FROM actors AS a WHERE a.code = ? OR a.code LIKE ?))"
    )
    return named, [code, f"{code}:%"]


def _facet(counts: Counter[str]) -> tuple[FacetRow, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetRow(name, n) for name, n in ranked if n)


def _ranked(
    record: Record, query: str, wheres: Sequence[str], values: Sequence[object], after: int, limit: int | None
) -> list[tuple[Any, ...]]:
    """The documents that a query finds, best first. Texts are fetched only of those that are shown."""
    return record.rows(
        "SELECT d.name, d.id, d.title, d.publisher, coalesce(d.published, d.published_inferred), d.url,"
        " t.body, t.captions FROM (SELECT d.document AS document, bm25(search, 4.0, 2.0, 1.0) AS rank"
        f" FROM {_HITS} WHERE search MATCH ? AND d.reading IS NOT NULL{''.join(wheres)}"
        " ORDER BY rank, d.id LIMIT ? OFFSET ?) AS best JOIN documents AS d USING (document)"
        " JOIN texts AS t USING (document) ORDER BY best.rank, d.id",
        (query, *values, -1 if limit is None else limit, after),
    )


def _shown(words: str, rows: Sequence[tuple[Any, ...]]) -> tuple[SearchRow, ...]:
    wanted = frozenset(stem(word) for word in _WORD.findall(words.lower()))
    shown = []
    for *document, body, captions in rows:
        zones = {"body": body, **{f"caption:{n}": text for n, text in enumerate(strings(captions))}}
        zone, start, snippet, marks = _snippet(zones, wanted)
        shown.append(SearchRow(*(*document, zone, start, snippet, marks)))
    return tuple(shown)


def about_query(theme: Subject) -> str:
    """The FTS5 query for all documents that may tell of a subject."""
    return " AND ".join(about_queries(theme))


def about_queries(theme: Subject) -> tuple[str, ...]:
    """The FTS5 queries of which each must find a document, where several may tell of a subject together."""
    if theme.context is None:
        return tuple(f'stems : "{word}"' for word in theme.words)
    parts = []
    for word in context_words(theme.context):
        together, star = " ".join(_WORD.findall(word)), "*" if word.endswith("*") else ""
        parts.append(f'{{title body}} : "{together}"{star}')
    return (" OR ".join(parts),)


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
