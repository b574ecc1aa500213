"""The API's manual: a page of ours from the same description that programs read; it asks nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jejak.web.rendering import Page, Screens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jejak.web.asking import Ask

screens = Screens()


@screens.add("/api/v1/docs", twin="/api/v1/docs.json")
def show(ask: Ask) -> Page:
    """Every address with its parameters and answer, and every kind of answer with its fields."""
    schema = ask.request.app.openapi()
    more = {
        "title": schema["info"]["title"], "about": schema["info"]["description"],
        "routes": [_route(path, told["get"], schema) for path, told in schema["paths"].items()],
        "shapes": [_shape(name, told) for name, told in sorted(schema["components"]["schemas"].items())],
    }  # fmt: skip
    return Page("api.html", {"routes": more["routes"], "shapes": more["shapes"]}, more)


def _route(path: str, told: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    content = told["responses"]["200"]["content"]["application/json"]["schema"]
    return {
        "path": path, "tag": told["tags"][0], "about": told.get("description", told["summary"]),
        "answer": _type(content, schema),
        "parameters": [_parameter(one, schema) for one in told.get("parameters", ())],
    }  # fmt: skip


def _parameter(told: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    shape = told["schema"]
    return {
        "name": told["name"], "in": told["in"], "required": told.get("required", False),
        "type": _type(shape, schema), "about": told.get("description") or shape.get("description") or "",
        "default": shape.get("default"),
    }  # fmt: skip


def _shape(name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": name, "about": (told.get("description") or "").strip(),
        "fields": [(field, _type(one)) for field, one in told.get("properties", {}).items()],
    }  # fmt: skip


def _type(shape: Mapping[str, Any], schema: Mapping[str, Any] | None = None) -> str:
    """The type in words: `list of EventRow`, `text or null`."""
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(_type(one, schema) for one in shape["anyOf"]))
    kind = str(shape.get("type", "anything"))
    if kind == "array":
        return f"list of {_type(shape.get('items', {}), schema)}"
    return {"string": "text", "integer": "whole number", "boolean": "true or false"}.get(kind, kind)
