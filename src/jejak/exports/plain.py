"""Text from pages made harmless: for terminals, files, and the cells of a spreadsheet."""

from __future__ import annotations

import json
import re
from typing import Final

_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNSAFE_IN_JSON: Final = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: object) -> str:
    """Text from a page without what could steer the terminal: control characters become U+FFFD."""
    return _UNSAFE.sub("\ufffd", str(text).replace("\r\n", "\n").replace("\t", " "))


def cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    harmless = safe(text)
    return f"'{harmless}" if text.startswith(_FORMULA) or harmless.lstrip().startswith(_FORMULA) else harmless


def as_json(value: object, indent: int | None = None) -> str:
    """JSON in UTF-8 with control and direction characters escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE_IN_JSON.sub(lambda m: f"\\u{ord(m.group()):04x}", text)
