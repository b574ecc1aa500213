"""Reads the data files of a language, once each."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def lexicon_data(language: str, name: str) -> Any:  # noqa: ANN401  (each file has its own shape)
    """The parsed content of `languages/<language>/<name>.yaml`. Treat it as read-only."""
    path = resources.files("jejak.languages") / language / f"{name}.yaml"
    return parse_lexicon(path.read_text(encoding="utf-8"))


def parse_lexicon(text: str) -> Any:  # noqa: ANN401
    """The parsed content of a data file, by YAML's safe loader in C."""
    return yaml.load(text, Loader=yaml.CSafeLoader)
