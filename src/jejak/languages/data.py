"""Reads the data files of a language, once each."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def lexicon_data(language: str, name: str) -> Any:
    """The parsed content of `languages/<language>/<name>.yaml`. Treat it as read-only."""
    path = resources.files("jejak.languages") / language / f"{name}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)  # noqa: S506
