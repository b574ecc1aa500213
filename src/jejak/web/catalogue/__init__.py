"""Every word on screen, one file a language, and which language somebody reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import yaml

from jejak.web.settings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGE_COOKIE: Final = "jejak_language"
_NUMBERS: Final = frozenset({"one", "other"})
"""Keys of an entry that depends on a number."""


@dataclass(frozen=True)
class Words:
    """The catalogue of one language. An entry that counts something has a form for one and one for more."""

    language: str
    entries: Mapping[str, str | Mapping[str, str]]

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key with values put in; a number `n` chooses the form. KeyError if unknown."""
        entry = self.entries[key]
        if not isinstance(entry, str):
            entry = entry["one"] if values.get("n") == 1 else entry["other"]
        shown = {name: self.number(v) if isinstance(v, int) else v for name, v in values.items()}
        return entry.format(**shown) if shown else entry

    def has(self, key: str) -> bool:
        """Whether there are words for the key."""
        return key in self.entries

    def number(self, value: int) -> str:
        """A number with its thousands parted as the language does."""
        return f"{value:,}" if self.language == "en" else f"{value:,}".replace(",", ".")


@cache
def words_of(language: str) -> Words:
    """The catalogue of a language, read once."""
    file = resources.files("jejak.web") / "catalogue" / f"{language}.yaml"
    return Words(language, dict(_flat(yaml.safe_load(file.read_text(encoding="utf-8")), "")))


def _flat(tree: Mapping[str, object], above: str) -> list[tuple[str, str | Mapping[str, str]]]:
    """The tree's leaves under dotted keys; an entry with forms for numbers is one leaf."""
    found: list[tuple[str, str | Mapping[str, str]]] = []
    for name, value in tree.items():
        if isinstance(value, dict) and not set(value) <= _NUMBERS:
            found += _flat(value, f"{above}{name}.")
        elif isinstance(value, dict):
            found.append((f"{above}{name}", {form: str(text) for form, text in value.items()}))
        else:
            found.append((f"{above}{name}", str(value)))
    return found


def chosen_language(asked: str | None, remembered: str | None, accepted: str) -> str:
    """The first language that is ours: asked for, remembered, or the browser's first; else Indonesian."""
    wanted = [asked, remembered, *(part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))]
    return next((language for language in wanted if language in LANGUAGES), LANGUAGES[0])
