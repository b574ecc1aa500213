"""Who may ask: host, session, role and origin of every request, and the headers of every answer.

The gate stands before all routes, so that none can forget it. It lets in whoever holds a session or a token,
or, where no users are set up, everybody (that is for loopback alone). Whatever changes anything needs a
reviewer, and proof that our own page sent it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from fastapi import HTTPException
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from jejak.web.settings import LOOPBACK, REVIEWER

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from jejak.web.passwords import Doorkeeper
    from jejak.web.settings import User, WebSettings

SESSION_COOKIE: Final = "jejak_session"
SESSION_SECONDS: Final = 12 * 3600
CSRF_FIELD: Final = "csrf"
CSRF_HEADER: Final = "X-CSRF-Token"

_OPEN: Final = ("/login", "/static/", "/preferences")
"""Where one may go without having logged in."""
_ANYBODY: Final = ("/login", "/logout", "/preferences")
"""What a reader may send, too."""
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

_CSP: Final = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "worker-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
MOST_SENT: Final = 200_000
"""Bytes that somebody may send: forms are small."""
HEADERS: Final = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What every answer says: nothing from elsewhere, nothing inline, no framing, no guessing of types."""

_ONLY_HTTPS: Final = {"Strict-Transport-Security": "max-age=31536000"}
"""What it says besides where browsers come by HTTPS."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and what they may do; `local` where nobody has to log in."""

    name: str
    role: str
    local: bool = False

    @property
    def may_decide(self) -> bool:
        """Whether they may decide about findings."""
        return self.role == REVIEWER


@dataclass(frozen=True, slots=True)
class Session:
    """What the signed cookie says: its own id, and who logged in by which password."""

    id: str
    name: str | None = None
    mark: str = ""


class Gate:
    """The middleware around everything."""

    def __init__(self, app: ASGIApp, settings: WebSettings, doorkeeper: Doorkeeper) -> None:
        self._app = app
        self._settings = settings
        self._doorkeeper = doorkeeper
        self._hosts = frozenset(host.lower() for host in (*LOOPBACK, *settings.hosts))
        self._headers = HEADERS | (_ONLY_HTTPS if settings.https else {})
        self._signed = URLSafeTimedSerializer(settings.secret, salt="jejak session")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers itself where the request may not go on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        session = self._session(request)
        fresh = session is None
        session = session or Session(secrets.token_urlsafe(16))
        scope.setdefault("state", {})
        scope["state"] |= {"session": session, "viewer": await self._viewer(request, session)}

        async def decorated(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                told: Session | None = scope["state"].get("new_session") or (session if fresh else None)
                if told and not request.url.path.startswith("/static/"):
                    headers.append("Set-Cookie", self._cookie(told))
            await send(message)

        refusal = self._refusal(request)
        try:
            await (refusal or self._app)(scope, receive, decorated)
        except Exception as error:  # noqa: BLE001 - whatever it is, its trace is not for the browser
            await fault(request, error)(scope, receive, decorated)

    def _refusal(self, request: Request) -> Response | None:
        """Why the request may not go on, or None."""
        if not self._known_host(request.headers.get("host", "")):
            return refused(request, 421, "host")
        path, viewer = request.url.path, viewer_of(request)
        if viewer is None and not path.startswith(_OPEN):
            if wants_html(request) and request.method == "GET":
                return RedirectResponse(f"/login?next={quote(_local(str(request.url)))}", 303)
            return refused(request, 401, "login")
        if request.method not in _SAFE_METHODS:
            if too_large := _too_large(request.headers):
                return refused(request, too_large, "large")
            if not _from_here(request.headers, self._settings.https):
                return refused(request, 403, "origin")
            if not path.startswith(_ANYBODY) and not (viewer and viewer.may_decide):
                return refused(request, 403, "role")
        return None

    def _known_host(self, host: str) -> bool:
        """Whether a browser called us by one of our names: another name may have been pointed at us."""
        try:
            return (urlsplit(f"//{host}").hostname or "") in self._hosts
        except ValueError:
            return False

    def _session(self, request: Request) -> Session | None:
        cookie = request.cookies.get(SESSION_COOKIE)
        try:
            told = self._signed.loads(cookie, max_age=SESSION_SECONDS) if cookie else None
            return Session(**told) if isinstance(told, dict) else None
        except (BadData, TypeError):
            return None

    async def _viewer(self, request: Request, session: Session) -> Viewer | None:
        if not self._settings.users:
            return Viewer(self._settings.local, REVIEWER, local=True)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token:
            address = request.client.host if request.client else ""
            user = await run_in_threadpool(self._doorkeeper.by_token, token.strip(), address)
            request.scope["state"]["by_token"] = user is not None
        else:
            user = self._doorkeeper.by_name(session.name or "")
            user = user if user and hmac.compare_digest(mark_of(user), session.mark) else None
        return Viewer(user.name, user.role) if user else None

    def _cookie(self, session: Session) -> str:
        value = self._signed.dumps({"id": session.id, "name": session.name, "mark": session.mark})
        secure = "; Secure" if self._settings.https else ""
        return f"{SESSION_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={SESSION_SECONDS}{secure}"


def mark_of(user: User) -> str:
    """Tells a session that was opened by the user's present password from one by an earlier one."""
    return hashlib.sha256(f"{user.role}\0{user.password}".encode()).hexdigest()[:16]


def viewer_of(request: Request) -> Viewer | None:
    """Who looks; None before the login."""
    found: Viewer | None = getattr(request.state, "viewer", None)
    return found


def log_in(request: Request, user: User) -> None:
    """Opens a new session for the user: an id from before the login is not kept."""
    request.state.new_session = Session(secrets.token_urlsafe(16), user.name, mark_of(user))


def log_out(request: Request) -> None:
    """Ends the session."""
    request.state.new_session = Session(secrets.token_urlsafe(16))


def csrf_token(request: Request) -> str:
    """Proof for a form that our own page made it: another one each time, so that no compression tells it."""
    salt = secrets.token_urlsafe(9)
    return f"{salt}.{_proof(request, salt)}"


def _proof(request: Request, salt: str) -> str:
    session: Session = request.state.session
    secret: bytes = request.app.state.settings.secret
    return hmac.new(secret, f"csrf\0{session.id}\0{salt}".encode(), "sha256").hexdigest()


async def checked(request: Request) -> None:
    """Dependency of every route: what changes anything carries the proof in its form or in a header."""
    if request.method in _SAFE_METHODS or getattr(request.state, "by_token", False):
        return
    given = request.headers.get(CSRF_HEADER) or (await request.form()).get(CSRF_FIELD) or ""
    salt, _, proof = str(given).partition(".")
    if not hmac.compare_digest(proof.encode(), _proof(request, salt).encode()):
        raise HTTPException(403, "csrf")


def _too_large(headers: Headers) -> int | None:
    """The status that refuses a body larger than any form of ours, or which does not say how large it is."""
    if "transfer-encoding" in headers:
        return 411
    length = headers.get("content-length", "0")
    return None if length.isdecimal() and len(length) < 9 and int(length) <= MOST_SENT else 413


def _from_here(headers: Headers, https: bool) -> bool:
    """Whether the browser says that our own page sent it. Tools that say nothing have no cookies to steal."""
    site = headers.get("sec-fetch-site")
    if site:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or origin == f"http{'s' if https else ''}://{headers.get('host', '')}"


def wants_html(request: Request) -> bool:
    """Whether a person with a browser asks, and not a program."""
    path = request.url.path
    return (
        not path.endswith(".json")
        and not path.startswith("/api")
        and "html" in request.headers.get("accept", "")
    )


def refused(request: Request, status: int, reason: str) -> Response:
    """An answer without the page: an error page for browsers, else JSON."""
    from jejak.web.failing import error_response

    return error_response(request, status, reason)


def fault(request: Request, error: Exception) -> Response:
    """The answer where we failed."""
    from jejak.web.failing import fault_response

    return fault_response(request, error)


def safe_target(target: str | None) -> str:
    """Where to go on after a form: an address of ours, else home."""
    target = target or "/"
    parts = urlsplit(target)
    elsewhere = parts.scheme or parts.netloc or target.startswith("//") or "\\" in target
    return target if target.startswith("/") and not elsewhere and target.isprintable() else "/"


def _local(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
