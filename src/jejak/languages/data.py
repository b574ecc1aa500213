"""Reads the data files of a language, once each, and a user's own files beside them.

A process reads with one lexicon: ours, or ours with the files of one folder of the user's (`use_lexicon`).
A user's file has the name of one of ours. Its rows are added before ours, so that of two that fit the user's
is meant; a row with the same key takes the place of ours; words of a list are added to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, TypeVar

import yaml

from jejak.languages.forms import CITIES_FILE, FORMS, PEOPLE_FILE, Form, Keys, Named, Rows

if TYPE_CHECKING:
    from pathlib import Path

Maker = TypeVar("Maker", bound=Callable[..., Any])

_forgotten_with_it: Final[list[Callable[[], None]]] = []
_in_use: UserLexicon | None = None

_LINE_KEYS: Final = {PEOPLE_FILE: ("|", 1), CITIES_FILE: ("\t", 2)}
"""Text file whose lines are rows -> what stands between their fields, and how many of them are the key."""


@dataclass(frozen=True, slots=True)
class UserLexicon:
    """A folder with a user's own lexicon files. `mark` is 8 hex digits over what they say."""

    folder: Path
    mark: str


def kept(maker: Maker) -> Maker:
    """What a function makes of the lexicon, kept until another lexicon comes into use."""
    keeper = cache(maker)
    _forgotten_with_it.append(keeper.cache_clear)
    return keeper  # type: ignore[return-value]


def use_lexicon(user: UserLexicon | None) -> None:
    """Reads the user's files beside ours from now on; None: ours alone.

    Forgets what was made of other files here. Finders that have read a page keep what they know, so choose
    before the first page.
    """
    global _in_use
    if user == _in_use:
        return
    _in_use = user
    for forget in _forgotten_with_it:
        forget()


def lexicon_in_use() -> UserLexicon | None:
    """The user's files that are read beside ours, if any."""
    return _in_use


@kept
def lexicon_data(language: str, name: str) -> Any:  # noqa: ANN401  (each file has its own shape)
    """The parsed content of `<name>.yaml`, with the user's rows. Treat it as read-only."""
    ours = parse_lexicon(shipped_text(language, f"{name}.yaml"))
    theirs = _of_user(f"{name}.yaml")
    return ours if theirs is None else joined(FORMS.get(name), ours, parse_lexicon(theirs))


@kept
def lexicon_text(language: str, name: str) -> str:
    """The content of `<name>.txt`, with the user's lines first."""
    ours, theirs = shipped_text(language, f"{name}.txt"), _of_user(f"{name}.txt")
    return ours if theirs is None else _joined_lines(name, ours, theirs)


def shipped_text(language: str, file: str) -> str:
    """The content of one of our own files."""
    return (resources.files("jejak.languages") / language / file).read_text(encoding="utf-8")


def parse_lexicon(text: str) -> Any:  # noqa: ANN401
    """The parsed content of a data file, by YAML's safe loader in C."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def joined(form: Form | None, ours: Any, theirs: Any) -> Any:  # noqa: ANN401
    """Our data with the user's: rows first, and in place of ours of one key; words added, values replaced."""
    if theirs is None:
        return ours
    if isinstance(ours, dict):
        forms = form.keys if isinstance(form, Keys) else {}
        inner = form.value if isinstance(form, Named) else None
        both = {key: joined(forms.get(key, inner), ours.get(key), value) for key, value in theirs.items()}
        return {**ours, **both}
    if not isinstance(ours, list):
        return theirs
    if isinstance(form, Rows) and form.key:
        replaced = {_key(form, row) for row in theirs}
        return [*theirs, *(row for row in ours if _key(form, row) not in replaced)]
    return [*ours, *(value for value in theirs if value not in ours)] if _is_words(ours) else theirs


def _is_words(values: list[Any]) -> bool:
    """Whether a list is a set of words or rows, not a row itself (numbers, coordinates)."""
    return all(isinstance(value, (str, dict)) for value in values)


def _key(form: Rows, row: dict[str, Any]) -> tuple[object, ...]:
    return tuple(row.get(key) for key in form.key)


def _joined_lines(name: str, ours: str, theirs: str) -> str:
    if name not in _LINE_KEYS:
        return f"{theirs}\n{ours}"
    mark, size = _LINE_KEYS[name]
    replaced = {tuple(part.strip() for part in line.split(mark)[:size]) for line in theirs.splitlines()}
    rest = [
        line
        for line in ours.splitlines()
        if tuple(part.strip() for part in line.split(mark)[:size]) not in replaced
    ]
    return "\n".join([theirs, *rest])


def _of_user(file: str) -> str | None:
    """The user's file of that name, None where there is none."""
    if _in_use is None:
        return None
    path = _in_use.folder / file
    return path.read_text(encoding="utf-8-sig") if path.is_file() else None
