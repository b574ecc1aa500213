"""Coming in and going out, and what a reader prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from jejak.web.asking import language_of
from jejak.web.catalogue import LANGUAGE_COOKIE, words_of
from jejak.web.rendering import THEME_COOKIE, THEMES, YEAR, Page, html_response
from jejak.web.security import log_in, log_out, safe_target, viewer_of
from jejak.web.settings import LANGUAGES

if TYPE_CHECKING:
    from jejak.web.passwords import Doorkeeper

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=500)]


@router.get("/login")
def ask_who(request: Request, next: str = "/") -> Response:
    """The form; those who are in already go on."""
    if viewer_of(request):
        return RedirectResponse(safe_target(next), 303)
    return _form(request, safe_target(next))


@router.post("/login")
def let_in(request: Request, name: Text = "", password: Text = "", next: Text = "/") -> Response:
    """Opens a session for the right password; each wrong one after the fourth has to wait longer."""
    words = words_of(language_of(request))
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    address = request.client.host if request.client else ""
    if wait := doorkeeper.wait(name, address):
        response = _form(request, next, name, words("account.wait", n=wait), 429)
        response.headers["Retry-After"] = str(wait)
        return response
    user = doorkeeper.by_password(name, password, address)
    if user is None:
        return _form(request, next, name, words("account.wrong"), 401)
    log_in(request, user)
    return RedirectResponse(safe_target(next), 303)


@router.post("/logout")
def let_out(request: Request) -> Response:
    """Ends the session."""
    log_out(request)
    return RedirectResponse("/", 303)


@router.post("/preferences")
def prefer(request: Request, lang: Text = "", theme: Text = "", next: Text = "/") -> Response:
    """Remembers language and appearance in this browser."""
    response = RedirectResponse(safe_target(next), 303)
    secure = request.app.state.settings.https
    if lang in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, lang, YEAR, httponly=True, samesite="lax", secure=secure)
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, YEAR, httponly=True, samesite="lax", secure=secure)
    elif theme:
        response.delete_cookie(THEME_COOKIE)
    return response


def _form(request: Request, next_: str, name: str = "", fault: str = "", status: int = 200) -> Response:
    more = {"next": safe_target(next_), "name": name, "fault": fault}
    return html_response(request, Page("login.html", None, more, status))
