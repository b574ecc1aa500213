"""Coded articles made by hand, as rows of JSON lines. The people in them do not exist."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def event(
    type: str = "CONSULT", actors=("IDN", "VNM"), evidence="Indonesia dan Vietnam bertemu", **fields
) -> Row:
    defaults = {"recipients": [], "status": "occurred", "contexts": ["diplomatic"]}
    return defaults | {"type": type, "actors": list(actors), "evidence": evidence} | fields


def said(quote: str, speaker: Any = "Surya Atmaja", kind: str = "indirect") -> Row:
    return {"speaker": speaker, "kind": kind, "quote": quote, "cue": "kata"}


def person(name: str, represents: str | None = "IDN", **fields) -> Row:
    return {"id": name, "kind": "person", "represents": represents, "mentions": [name]} | fields


def promise(action: str, by=("IDN",), **fields) -> Row:
    return {"by": list(by), "to": [], "action": action, "status": "pledged", "evidence": action} | fields


def row(doc: str = "a", **fields) -> Row:
    return {"doc": doc, "events": []} | fields
