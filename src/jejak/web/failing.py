"""What goes wrong, told to whoever asked: in plain words, as a page or as JSON, and never how we are made."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from jejak.errors import InputError, RecordError
from jejak.web.asking import language_of
from jejak.web.catalogue import LANGUAGE_COOKIE, words_of
from jejak.web.security import wants_html

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

PROBLEM: Final = "application/problem+json"
_OPTION: Final = re.compile(r"--(?=[a-z])")
"""What names a parameter on the command line, and has no place in an answer to a browser."""
_log: Final = logging.getLogger("jejak.web")

_REASONS: Final = {400: "input", 404: "missing", 405: "missing", 422: "input", 429: "slow", 500: "fault"}


class BadRequest(InputError):
    """What was asked can't be, whatever the address names."""

    @classmethod
    def of(cls, error: InputError) -> BadRequest:
        """The same fault, told as one of the parameters."""
        return cls(str(error), error.key, **error.values)


def add_handlers(app: FastAPI) -> None:
    """Answers every error in our own way."""
    from jejak.web.rendering import Moved, moved

    app.add_exception_handler(Moved, moved)
    app.add_exception_handler(InputError, _input_error)
    app.add_exception_handler(RecordError, _record_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)


def error_response(request: Request, status: int, reason: str, detail: str | None = None) -> Response:
    """The error as a page for a browser, for a program as JSON (RFC 9457). `detail` is safe to show."""
    if wants_html(request):
        return error_page(request, status, reason, detail)
    problem: dict[str, Any] = {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "reason": reason,
        "instance": request.url.path,
    }  # fmt: skip
    if detail:
        problem["detail"] = detail
    return JSONResponse(problem, status, media_type=PROBLEM)


def error_page(request: Request, status: int, reason: str, detail: str | None = None) -> Response:
    """The error page."""
    from jejak.web.rendering import Page, html_response

    return html_response(request, Page("error.html", None, {"reason": reason, "detail": detail}, status))


def fault_response(request: Request, error: Exception) -> Response:
    """A fault of ours: the trace goes to the log."""
    _log.error("%s %r failed", request.method, request.url.path, exc_info=error)
    return error_response(request, 500, "fault")


def _input_error(request: Request, error: Exception) -> Response:
    """What was asked for is not there, or can't be asked so."""
    named = bool(request.path_params) and not isinstance(error, BadRequest)
    assert isinstance(error, InputError)
    told = fault_of(request, error)
    return error_response(request, 404 if named else 400, "missing" if named else "input", told)


def fault_of(request: Request, error: InputError) -> str:
    """What was wrong, in the language of whoever asked; a program that names none is answered in English."""
    from jejak.web.speaking import Speaker

    told = Speaker(words_of(_language(request))).fault(error, on_screen=wants_html(request))
    return told or _OPTION.sub("", str(error))


def _language(request: Request) -> str:
    asks = "lang" in request.query_params or LANGUAGE_COOKIE in request.cookies
    return (
        language_of(request)
        if asks or request.headers.get("accept-language") or wants_html(request)
        else "en"
    )


def _record_error(request: Request, error: Exception) -> Response:
    """The record can't be used. Why names files, so it goes to the log and not to the browser."""
    _log.warning("the record can't be used: %s", error)
    return error_response(request, 503, "record")


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [(".".join(map(str, fault["loc"][1:])), fault["msg"]) for fault in error.errors()[:5]]
    words = words_of(_language(request))
    told = (
        "; ".join(f"{name}: {message}" for name, message in faults)
        if words.language == "en"
        else words("fault.parameters", names=", ".join(name for name, _ in faults))
    )
    return error_response(request, 422, "input", told)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    reason = error.detail if error.detail in ("csrf", "login", "role") else _REASONS.get(error.status_code)
    response = error_response(request, error.status_code, reason or "input")
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response
