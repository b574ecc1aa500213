"""Evaluation: coded articles as values, whether a person or the program coded them.

Both are JSON lines of the same fields (docs/evaluation.md): a person writes plain strings where the program
gives objects. Fields that no measure looks at are passed over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jejak.errors import InputError
from jejak.vocabulary import ACTOR_KINDS, EVENT_STATUSES, EVENT_TYPES, STATEMENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Row = dict[str, Any]

_LISTS: Final = ("actors", "times", "statements", "events", "commitments")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article; with offsets (code points, end exclusive) and zone where they are known."""

    exact: str
    start: int | None = None
    end: int | None = None
    zone: str = "body"


@dataclass(frozen=True, slots=True)
class CodedPerson:
    """A person, the party represented, and the first words that name him or her."""

    name: str
    represents: str | None
    words: Words


@dataclass(frozen=True, slots=True)
class CodedTime:
    """A time expression and its EDTF value."""

    words: Words
    edtf: str


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """A statement. `speaker` is the name as shown, `speaker_id` the code or name that identifies."""

    words: Words
    kind: str | None
    speaker: str
    speaker_id: str


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event of the codebook."""

    type: str
    status: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    evidence: tuple[Words, ...]
    mode: str | None = None
    when: str | None = None
    where: str | None = None
    contexts: tuple[str, ...] = ()
    series: str | None = None


@dataclass(frozen=True, slots=True)
class CodedCommitment:
    """A commitment of the codebook."""

    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    status: str | None
    evidence: tuple[Words, ...]
    due: str | None = None


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """An article with what was coded in it.

    `fields` are those of its lists that were given, even if empty: what else there is was not coded.
    `zones` are the article's texts by zone, where known.
    """

    doc: str
    published: str | None = None
    dateline: str | None = None
    bylines: tuple[str, ...] = ()
    people: tuple[CodedPerson, ...] = ()
    times: tuple[CodedTime, ...] = ()
    statements: tuple[CodedStatement, ...] = ()
    events: tuple[CodedEvent, ...] = ()
    commitments: tuple[CodedCommitment, ...] = ()
    fields: frozenset[str] = frozenset()
    zones: dict[str, str] = field(default_factory=dict)


def read_gold(path: Path) -> dict[str, CodedArticle]:
    """The hand-coded articles of a file by document, in order.

    InputError, with the line, for what is no JSON, has no `doc`, names a document twice, lacks a field that
    decides a match, or uses a type, status or kind that the codebook does not have.
    """
    coded: dict[str, CodedArticle] = {}
    for where, row in _rows(path):
        article = coded_article(row, where)
        _check(row, where)
        _add(coded, article, where)
    return coded


def read_found(path: Path) -> dict[str, CodedArticle]:
    """The articles that `jejak code` printed into a file, by document. InputError for what can't be read."""
    found: dict[str, CodedArticle] = {}
    for where, row in _rows(path):
        _add(found, coded_article(row, where), where)
    return found


def _add(articles: dict[str, CodedArticle], article: CodedArticle, where: str) -> None:
    if article.doc in articles:
        raise InputError(f"{where}: the document {article.doc!r} stands in the file twice; keep one")
    articles[article.doc] = article


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Each row with the words that say where it stands. InputError for a file that holds no coded article."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"'{path}' can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"'{path}' is not UTF-8 (byte {error.start:,}); save it as UTF-8") from error
    empty = True
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        empty = False
        where = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}: no JSON ({error}); it must hold one object a line") from error
        if not isinstance(row, dict):
            raise InputError(f"{where}: {_kind(row)}, where an object with `doc`, `events` ... must stand")
        yield where, row
    if empty:
        raise InputError(f"'{path}' holds no coded article; it must hold one JSON object a line")


# -- one row ------------------------------------------------------------------------------------------


def coded_article(row: Row, where: str) -> CodedArticle:
    """The row as a value. InputError, beginning with `where`, for a field lacking or of a wrong kind."""
    doc = _needed(row, "doc", where)
    where = f"{where} ({doc!r})"
    page = row.get("article") or row
    if not isinstance(page, dict):
        raise InputError(f"{where}: article is {_kind(page)}, where an object must stand")
    zones = {f"caption:{n}": caption for n, caption in enumerate(_strings(page, "captions", where))}
    return CodedArticle(
        doc,
        published=_text(page, "published", where),
        dateline=_text(page, "dateline", where),
        bylines=_strings(page, "bylines", where),
        people=tuple(_person(x, at) for at, x in _items(row, "actors", where) if x.get("kind") == "person"),
        times=tuple(_time(x, at) for at, x in _items(row, "times", where)),
        statements=tuple(_statement(x, at) for at, x in _items(row, "statements", where)),
        events=tuple(_event(x, at) for at, x in _items(row, "events", where)),
        commitments=tuple(_commitment(x, at) for at, x in _items(row, "commitments", where)),
        fields=frozenset(name for name in _LISTS if row.get(name) is not None),
        zones={"body": _text(page, "text", where) or "", **zones},
    )


def _person(row: Row, where: str) -> CodedPerson:
    name = _text(row, "name", where) or _needed(row, "id", where)
    mentions = _evidence(row, "mentions", "text", where)
    return CodedPerson(name, _text(row, "represents", where), mentions[0] if mentions else Words(name))


def _time(row: Row, where: str) -> CodedTime:
    return CodedTime(_placed(row, "text", where), _needed(row, "edtf", where))


def _statement(row: Row, where: str) -> CodedStatement:
    said_by = row.get("speaker") or ""
    if isinstance(said_by, dict):
        code = _text(said_by, "id", f"{where}.speaker") or ""
        name = _text(said_by, "name", f"{where}.speaker") or code
    else:
        name = code = _text(row, "speaker", where) or ""
    return CodedStatement(_placed(row, "quote", where), _text(row, "kind", where), name, code)


def _event(row: Row, where: str) -> CodedEvent:
    return CodedEvent(
        _needed(row, "type", where),
        _text(row, "status", where),
        _strings(row, "actors", where),
        _strings(row, "recipients", where),
        _evidence(row, "evidence", "exact", where),
        mode=_text(row, "mode", where),
        when=_text(row, "when", where),
        where=_text(row, "where", where),
        contexts=_strings(row, "contexts", where),
        series=_text(row, "series", where),
    )


def _commitment(row: Row, where: str) -> CodedCommitment:
    return CodedCommitment(
        _strings(row, "by", where),
        _strings(row, "to", where),
        _text(row, "action", where) or "",
        _text(row, "status", where),
        _evidence(row, "evidence", "exact", where),
        due=_text(row, "due", where),
    )


# -- what only the gold must hold to ------------------------------------------------------------------

_CLOSED: Final = (
    ("events", "type", EVENT_TYPES),
    ("events", "status", EVENT_STATUSES),
    ("statements", "kind", STATEMENT_KINDS),
    ("actors", "kind", ACTOR_KINDS),
)


def _check(row: Row, where: str) -> None:
    where = f"{where} ({row['doc']!r})"
    for name, key, allowed in _CLOSED:
        for at, item in _items(row, name, where):
            if item.get(key) not in allowed:
                got = "lacking" if item.get(key) is None else repr(item[key])
                raise InputError(f"{at}.{key} is {got}; the codebook has {', '.join(allowed)}")
    for at, item in _items(row, "commitments", where):
        _needed(item, "action", at)


# -- fields -------------------------------------------------------------------------------------------


def _text(row: Row, name: str, where: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{where}.{name} is {_kind(value)}, where a string or null must stand")
    return value


def _needed(row: Row, name: str, where: str) -> str:
    value = _text(row, name, where)
    if not value:
        raise InputError(f"{where}: {name} is lacking; it must be a string that is not empty")
    return value


def _strings(row: Row, name: str, where: str) -> tuple[str, ...]:
    values = _list(row, name, where)
    if wrong := [value for value in values if not isinstance(value, str)]:
        raise InputError(f"{where}.{name} holds {_kind(wrong[0])}, where only strings must stand")
    return tuple(values)


def _items(row: Row, name: str, where: str) -> Iterator[tuple[str, Row]]:
    for number, item in enumerate(_list(row, name, where)):
        at = f"{where}: {name}[{number}]"
        if not isinstance(item, dict):
            raise InputError(f"{at} is {_kind(item)}, where an object must stand")
        yield at, item


def _list(row: Row, name: str, where: str) -> list[Any]:
    value = row.get(name)
    if value is not None and not isinstance(value, list):
        raise InputError(f"{where}.{name} is {_kind(value)}, where a list must stand")
    return value or []


def _evidence(row: Row, name: str, key: str, where: str) -> tuple[Words, ...]:
    """Words given as a string, or as a list of strings or of objects that hold them under `key`."""
    value = row.get(name)
    if isinstance(value, str):
        return (Words(value),)
    items = _list(row, name, where)
    at = f"{where}.{name}"
    if wrong := [item for item in items if not isinstance(item, str | dict)]:
        raise InputError(f"{at} holds {_kind(wrong[0])}, where strings or objects must stand")
    return tuple(Words(item) if isinstance(item, str) else _placed(item, key, at) for item in items)


def _placed(row: Row, key: str, where: str) -> Words:
    """The words of an object, with their offsets where it gives them."""
    start, end = row.get("start"), row.get("end")
    exact = _needed(row, key, where)
    if not isinstance(start, int) or not isinstance(end, int):
        return Words(exact)
    return Words(exact, start, end, _text(row, "zone", where) or "body")


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
