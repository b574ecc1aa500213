"""The REST API: the record's questions at `/api/v1/...`, as OpenAPI tells.

`questions` has the routes, `answering` opens the record for each and knows what has not changed, `paging`
cuts long answers into pages, `limits` keeps one client from taking all, `manual` explains it on a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi.openapi.utils import get_openapi

from jejak.web.api import manual, questions
from jejak.web.api.answering import add_handlers

if TYPE_CHECKING:
    from fastapi import FastAPI

OPENAPI: Final = "/api/v1/openapi.json"

_TELLS: Final = (
    "The record of dealings of states: events, commitments, statements, who took part, and whose words say"
    " so. Answers are those of the commands' --json. Lists come in pages: give `next` as `cursor`. Days are"
    " ISO 8601, times of events EDTF; offsets count code points of the captured text, end exclusive."
)


def add_to(app: FastAPI) -> None:
    """Adds the API and its manual to the application."""
    add_handlers(app)
    app.include_router(questions.router)
    app.include_router(manual.screens.router)

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _schema(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _schema(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, with the one shape of errors in it."""
    schema = get_openapi(
        title="jejak", version=app.version, description=_TELLS, routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )  # fmt: skip
    schemas = schema["components"]["schemas"]
    schemas["Problem"] = questions.Problem.model_json_schema()
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    schema["security"] = [{}, {"token": []}]
    return schema
