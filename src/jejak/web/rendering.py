"""From a view's answer to what a browser shows: HTML by a template, or the same answer as JSON.

A page is a function from an `Ask` to a `Page`. `Screens.add` gives it an address, and the same address with
`.json` behind it for its twin.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import QueryParams

from jejak.exports.plain import as_json
from jejak.model import content_id
from jejak.views.asking import day
from jejak.views.record import Record
from jejak.views.state import state
from jejak.web import speaking
from jejak.web.asking import Ask, language_of
from jejak.web.catalogue import words_of
from jejak.web.security import csrf_token, viewer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.resources.abc import Traversable

    from jejak.web.keeping import Answers

NAVIGATION: Final = (
    ("dealings", ("timeline", "relations", "commitments", "series", "instruments")),
    ("voices", ("people", "statements", "discrepancies")),
    ("finding", ("search", "map", "network", "sources")),
    ("work", ("review",)),
)
"""Groups of the menu with the addresses in each; both are keys of the catalogue under `nav`."""

_METHODS: Final = ["GET", "HEAD"]

THEME_COOKIE: Final = "jejak_theme"
THEMES: Final = ("light", "dark")
YEAR: Final = 365 * 24 * 3600
"""Seconds for which a browser remembers a choice."""


@dataclass(frozen=True)
class Page:
    """What a page shows: the template's name, the view's answer, and what only the screen needs besides.

    The template sees the answer as `row`, and everything in `more` by its name. The twin is the answer alone.
    `cookies` are what the browser is to remember for a year.
    """

    template: str
    row: Any
    more: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    cookies: Mapping[str, str] = field(default_factory=dict)


class Moved(Exception):
    """What was asked for is called by another id now, the last part of its address."""

    def __init__(self, ident: str) -> None:
        super().__init__(ident)
        self.ident = ident


def moved(request: Request, error: Exception) -> Response:
    """Leads to the same page, or its twin, at the address that it has now. It may change again."""
    assert isinstance(error, Moved)
    path, last = request.url.path.rsplit("/", 1)
    twin = ".json" if last.endswith(".json") else ""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{path}/{quote(error.ident, safe='')}{twin}{query}", 302)


class Screens:
    """A router of pages: each answers as HTML and, at the address with `.json`, as JSON."""

    def __init__(self) -> None:
        self.router = APIRouter(include_in_schema=False)

    def add(self, path: str, twin: str | None = None) -> Callable[[Callable[[Ask], Page]], Any]:
        """Gives a page its address; `twin` is that of its JSON where it isn't the same with `.json`."""

        def register(answer: Callable[[Ask], Page]) -> Callable[[Ask], Page]:
            def as_data(request: Request) -> Response:
                return json_response(request, _answered(answer, request).row)

            def as_html(request: Request) -> Response:
                return html_response(request, _answered(answer, request))

            self.router.add_api_route(twin or f"{path}.json", as_data, methods=_METHODS)
            self.router.add_api_route(path, as_html, methods=_METHODS)
            return answer

        return register


def _answered(answer: Callable[[Ask], Page], request: Request) -> Page:
    """The page, from a record that is open for this request alone.

    As known on a day it is kept until the record changes, since much is grouped anew for it.
    """
    known = day(request.query_params.get("as_known_on", "").strip() or None, "as_known_on")
    with Record(request.app.state.settings.record, known_on=known) as record:
        ask = Ask(request, record)
        if known is None:
            return answer(ask)
        viewer, language = viewer_of(request), language_of(request)
        key = content_id(
            "page", state(record), request.url.path, request.url.query, language, viewer and viewer.name,
            ask.today,
        )  # fmt: skip
        answers: Answers = request.app.state.answers
        return answers.get(key, lambda: answer(ask), keep=lambda page: not page.cookies)


def html_response(request: Request, page: Page) -> HTMLResponse:
    """The page by its template."""
    text = (
        _environment().get_template(page.template).render(row=page.row, **_surroundings(request), **page.more)
    )
    response = HTMLResponse(text, page.status)
    response.headers["Cache-Control"] = _kept_by_browsers(request)
    response.headers["Vary"] = "Accept-Language, Cookie"
    for name, value in page.cookies.items():
        response.set_cookie(
            name, value, YEAR, httponly=True, samesite="lax", secure=request.app.state.settings.https
        )
    return response


def _kept_by_browsers(request: Request) -> str:
    """Nothing stays in the browser of somebody who had to log in."""
    return "no-store" if request.app.state.settings.users else "private, no-cache"


def json_response(request: Request, row: object) -> Response:
    """The answer as JSON, as the command's `--json` prints it."""
    text = as_json(plain_values(row), indent=1)
    response = Response(text, media_type="application/json")
    response.headers["Cache-Control"] = _kept_by_browsers(request)
    return response


def plain_values(row: object) -> object:
    """Dataclasses as objects, sequences as lists."""
    if is_dataclass(row) and not isinstance(row, type):
        return asdict(row)
    if isinstance(row, dict):
        return {name: plain_values(value) for name, value in row.items()}
    if isinstance(row, Sequence) and not isinstance(row, str):
        return [plain_values(value) for value in row]
    return row


def _surroundings(request: Request) -> dict[str, Any]:
    """What every template may use."""
    language = language_of(request)
    words = words_of(language)
    theme = request.cookies.get(THEME_COOKIE)
    return {
        "t": words, "language": language, "theme": theme if theme in THEMES else None,
        "viewer": viewer_of(request), "csrf": lambda: csrf_token(request), "path": _path(request),
        "kept": kept_filters(request), "asked": _Parameters(request.query_params), "here": _here(request),
        "with_": lambda **new: _with(request, new),
        "twin": _twin(request), "speak": speaking.Speaker(words),
    }  # fmt: skip


class _Parameters(QueryParams):
    """The parameters of a request; one that is not there is empty."""

    def __getitem__(self, key: str) -> str:
        return next((value for name, value in reversed(self.multi_items()) if name == key), "")


_FILTERS: Final = frozenset(
    {"party", "by", "to", "type", "status", "context", "since", "until", "about", "as_of", "as_known_on"}
)
"""Parameters that choose what an export holds, as they choose what a page shows."""


def kept_filters(request: Request) -> str:
    """The filters of this page as a query, to choose the same elsewhere: "party=RUS&since=2016"."""
    given = request.query_params.multi_items()
    return urlencode([(name, value) for name, value in given if name in _FILTERS and value])


def _path(request: Request) -> str:
    """The path of this page, as an address has it."""
    return quote(request.url.path, safe="/:@!$&'()*+,;=~")


def _here(request: Request) -> str:
    """The address of this page within the server."""
    return _path(request) + (f"?{request.url.query}" if request.url.query else "")


def _with(request: Request, new: Mapping[str, object]) -> str:
    """The address of this page with other parameters; those that are None are left out."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in new and value]
    more = [(name, str(value)) for name, value in new.items() if value is not None]
    query = str(request.query_params.__class__([*kept, *more]))
    return _path(request) + (f"?{query}" if query else "")


def _twin(request: Request) -> str:
    path = _path(request)
    return f"{'/index' if path == '/' else path}.json" + (
        f"?{request.url.query}" if request.url.query else ""
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("jejak.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["static"] = static_address
    environment.globals["navigation"] = NAVIGATION
    environment.filters["http"] = speaking.web_address
    environment.filters["path"] = speaking.in_path
    environment.filters["speaking"] = lambda party, speak: speak.name(party)
    environment.filters["party_name"] = lambda code, speak: speak.party(code)
    return environment


@cache
def static_address(name: str) -> str:
    """The address of a file in `static/`, with its content's hash: it can be kept by the browser for ever."""
    file: Traversable = resources.files("jejak.web") / "static"
    for part in name.split("/"):
        file = file / part
    return f"/static/{name}?v={hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"
