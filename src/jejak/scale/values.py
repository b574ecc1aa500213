"""Findings as one JSON object, whole: what is read back equals what was written.

The object has the fields of the values in `model.py`, by their names, without those that have nothing to tell
(None, empty). Unlike the lines that `jejak code` prints it keeps what found each finding and why.
"""

from __future__ import annotations

import dataclasses
import json
import types
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from jejak.model import Findings

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN: Final = (str, int, float, bool)


def to_json(findings: Findings) -> str:
    """The findings as one line of JSON."""
    return json.dumps(_told(findings), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Findings:
    """The findings that `to_json` wrote. ValueError, TypeError or KeyError where it wrote no such text."""
    found = _decoder(Findings)(json.loads(text))
    assert isinstance(found, Findings)
    return found


def _told(value: object) -> object:
    if isinstance(value, tuple):
        return [_told(item) for item in value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    told = {}
    for name, default in _fields(type(value)):
        held = getattr(value, name)
        if held != default:
            told[name] = _told(held)
    return told


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """Name and default of each field; a field that must be told has the class itself as its default."""
    needed = dataclasses.MISSING
    return tuple(
        (field.name, kind if field.default is needed else field.default) for field in dataclasses.fields(kind)
    )


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - any type that a field of ours may have
    """What makes a value of this type from its JSON."""
    if isinstance(kind, types.UnionType):
        (kind,) = (each for each in get_args(kind) if each is not type(None))
        return _decoder(kind)
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        if len(parts) == 2 and parts[1] is Ellipsis:
            return partial(_tuple, _decoder(parts[0]))
        return tuple
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        decoders = {field.name: _decoder(hints[field.name]) for field in dataclasses.fields(kind)}
        return partial(_value, kind, decoders)
    if kind not in _PLAIN:
        raise TypeError(f"{kind} has no form in JSON")
    return _same


def _same(told: Any) -> Any:  # noqa: ANN401 - as it is
    return told


def _tuple(decode: Callable[[Any], Any], told: list[Any]) -> tuple[Any, ...]:
    return tuple(told) if decode is _same else tuple(map(decode, told))


def _value(kind: Callable[..., Any], decoders: dict[str, Callable[[Any], Any]], told: dict[str, Any]) -> Any:  # noqa: ANN401
    return kind(**{name: decoders[name](value) for name, value in told.items()})
