"""The web face: the record in the browser and over an API.

How a screen is made (docs/decisions/007-the-web-face.md says why):

- `pages/<screen>.py` holds `screens = Screens()` and functions `@screens.add("/address/{part}")` from an
  `Ask` to a `Page(template, row, more)`. `row` is what a view answers, and what the page's `.json` twin
  prints; `more` is what only the screen needs (options of filters, pagers, drawings). Add the module to
  `SCREENS`.
- `ask.record` is open read-only for this request alone. `ask.one`, `ask.many`, `ask.number` read
  parameters; `ask.path` parts of the address. What can't be answered raises `InputError`, as in the views,
  with a key of the catalogue (`fault.KEY`) and the values for its words.
- A route that writes is a plain FastAPI route on an `APIRouter` in a page's module (see
  `pages/entrance.py`); it goes through `jejak.deciding` with `viewer_of(request).name` as `by`. The gate
  lets only reviewers send; `checked` asks for the form's `csrf` field (`m.csrf_field()`) or the header that
  htmx sets.
- Templates extend `base.html` and get `m`, the macros of `macros.html` (party, sides, status, quote,
  event_row, nothing ...); `t(key)` says every word on screen, `t(key, n=3)` counts, `speak` says dates,
  parties and types in the reader's language. Words stand in `catalogue/*.yaml`, the same keys in both.
- Nothing inline: no `style=`, no `<script>` with content, no `on...=`. Drawings are SVG with attributes. A
  page's own script is `static/<screen>.js`, loaded in `{% block head %}` through `static('screen.js')`.
- Record data is never marked safe; an address becomes a link only through `| http`.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

import jejak
from jejak.web import api, failing
from jejak.web.api.limits import Limiter
from jejak.web.keeping import Answers, Kept
from jejak.web.pages import (
    actors,
    commitments,
    document,
    entrance,
    events,
    exporting,
    feed,
    finding,
    home,
    map,
    network,
    review,
    timeline,
)
from jejak.web.passwords import Doorkeeper
from jejak.web.security import Gate, checked
from jejak.web.settings import WebSettings

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

__all__ = ["WebSettings", "create_app"]

SCREENS: Final = (
    home, timeline, document, review, exporting, commitments, actors, events, finding, map, network,
)  # fmt: skip


class _Static(StaticFiles):
    """Our files, kept by the browser for ever where the address holds their hash."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file."""
        response = await super().get_response(path, scope)
        hashed = b"v=" in scope.get("query_string", b"")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        return response


def create_app(settings: WebSettings) -> FastAPI:
    """The application that serves a record."""
    doorkeeper = Doorkeeper(settings.users)
    app = FastAPI(
        title="jejak", version=jejak.__version__, docs_url=None, redoc_url=None,
        openapi_url=api.OPENAPI,
        dependencies=[Depends(checked)],
        middleware=[
            Middleware(Gate, settings=settings, doorkeeper=doorkeeper),
            Middleware(GZipMiddleware, minimum_size=600, compresslevel=5),
        ],
    )  # fmt: skip
    app.state.settings = settings
    app.state.doorkeeper = doorkeeper
    app.state.kept = Kept(settings.record)
    app.state.answers = Answers()
    app.state.limiter = Limiter(settings.per_minute)
    failing.add_handlers(app)
    api.add_to(app)
    for module in SCREENS:
        app.include_router(module.screens.router)
    app.include_router(entrance.router)
    app.include_router(review.router)
    app.include_router(exporting.router)
    app.include_router(feed.router)
    static: Any = resources.files("jejak.web") / "static"
    app.mount("/static", _Static(directory=static))
    return app
