"""Room 1, sources: pages from the web, politely and within bounds.

What may be connected to is decided on the address of the very socket (`socket_factory`), after the name was
resolved and for every redirect anew, so neither odd spellings of a host (`2130706433`, `0177.0.0.1`) nor a
name whose answer changes between check and use get past. robots.txt follows RFC 9309: a site that has none
may be read, one whose server can't say may not.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import threading
import time
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import aiohttp
from protego import Protego

from jejak.errors import FetchError, PageError
from jejak.sources.sniff import known_charset
from jejak.sources.streams import without_codings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from jejak.sources.settings import FetchSettings

_T = TypeVar("_T")
_MOST_ADDRESS: Final = 4_000
_MOST_VALIDATOR: Final = 500
_ROBOTS_BYTES: Final = 500_000
_ROBOTS_SECONDS: Final = 10.0
_PIECE: Final = 65_536
_BUSY_WAIT: Final = 5.0
"""Seconds to wait after 429 (too many requests) that doesn't say how long."""
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_NO_PAGE: Final = (
    *("image/", "audio/", "video/", "font/"),
    *("application/pdf", "application/zip", "application/warc"),
)
_USER_AGENT_LINE: Final = re.compile(r"[ \t]*user[ -]?agent[ \t]*:?(.*)", re.I)
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server says of a document's state, to be asked next time whether it has changed."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The conditions of a request (RFC 9110, 13.1)."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value}


_NO_VALIDATORS: Final = Validators()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The document is as it was when the server gave these validators."""

    requested: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as the web gave it. `url` is where it was found after redirects, `fetched` ISO 8601 UTC."""

    requested: str
    url: str
    media_type: str
    charset: str | None
    body: bytes
    fetched: str
    validators: Validators = _NO_VALIDATORS


class Fetcher:
    """Fetches pages in a thread of its own; use as a context manager. Starts only with the first page."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._web: _Web | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def fetch_each(self, urls: Iterable[str]) -> Iterator[Fetched | FetchError]:
        """Each page, or why it can't be had, in the order asked; a few are under way ahead of their turn."""
        waiting: deque[Future[Fetched | FetchError]] = deque()
        try:
            for url in urls:
                waiting.append(self._submit(self._opened().page(url)))
                if len(waiting) >= self._settings.parallel:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def fetch_if_changed(self, url: str, validators: Validators) -> Fetched | Unchanged | FetchError:
        """The page, or that it is as the validators have it, or why it can't be had."""
        return self._submit(self._opened().page_if_changed(url, validators)).result()

    def close(self) -> None:
        """Stops what is under way and closes all connections."""
        loop, thread, web = self._loop, self._thread, self._web
        if loop is None or thread is None:
            return
        self._loop = self._thread = self._web = None
        if web is not None:
            asyncio.run_coroutine_threadsafe(web.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _opened(self) -> _Web:
        if self._web is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="jejak-fetch", daemon=True)
            self._thread.start()
            self._web = self._submit(_open_web(self._settings)).result()
        return self._web

    def _submit(self, work: Coroutine[Any, Any, _T]) -> Future[_T]:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop)


def address_is_public(address: str) -> bool:
    """Whether a numeric IP address is one of the open internet, also where IPv6 wraps an IPv4 address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return address_is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def check_address(url: str) -> str:
    """The address without its fragment; FetchError unless it is http(s), has a host and no password."""
    if len(url) > _MOST_ADDRESS:
        raise FetchError(f"The address has {len(url):,} characters; at most {_MOST_ADDRESS:,} are allowed.")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise FetchError(f"{url!r} is no address ({error}).") from error
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"{url!r} is not fetched: only http and https addresses are.")
    if not parts.hostname:
        raise FetchError(f"{url!r} names no host.")
    if "@" in parts.netloc:
        raise FetchError(f"The address for {parts.hostname} holds a user name; such are not fetched.")
    return url.partition("#")[0]


class _PrivateAddressError(OSError):
    """The connection would have gone to an address that is not public."""


def _public_socket(info: tuple[Any, ...]) -> socket.socket:
    """A socket for one resolved address; refuses any that is not public."""
    family, kind, protocol, _, address = info
    if not address_is_public(str(address[0])):
        raise _PrivateAddressError("the address is private, loopback or reserved")
    return socket.socket(family, kind, protocol)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass
class _Budget:
    """The network time left to one page, and whether it may still be asked for again."""

    seconds: float
    may_retry: bool = True


@dataclass
class _Host:
    """Whose turn it is at one host, and when (monotonic seconds) the next request may start."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


async def _open_web(settings: FetchSettings) -> _Web:
    return _Web(settings)


class _Web:
    """All that the fetching thread holds: one session, the hosts' turns, the robots rules. No cookies."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._hosts: dict[str, _Host] = {}
        self._rules: dict[str, asyncio.Task[Protego]] = {}
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=aiohttp.ThreadedResolver(),
                socket_factory=None if settings.allow_private else _public_socket,
            ),
            headers={
                "User-Agent": settings.user_agent,
                "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
                "Accept-Encoding": "gzip, deflate",
            },
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
            trust_env=False,
        )

    async def close(self) -> None:
        """Cancels everything under way, then closes the connections."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._session.close()

    async def page(self, url: str) -> Fetched | FetchError:
        """The page at an address, or why it can't be had."""
        answer = await self.page_if_changed(url, _NO_VALIDATORS)
        assert not isinstance(answer, Unchanged)
        return answer

    async def page_if_changed(self, url: str, validators: Validators) -> Fetched | Unchanged | FetchError:
        """The page at an address, or that it has not changed, or why it can't be had."""
        try:
            return await self._page(url, validators.headers())
        except FetchError as error:
            return error
        except PageError as error:
            return FetchError(f"{_short(url)}: {error}")

    async def _page(self, url: str, conditions: Mapping[str, str]) -> Fetched | Unchanged:
        budget = _Budget(self._settings.timeout_s)
        target = url
        for _ in range(self._settings.max_redirects + 1):
            target = check_address(target)
            rules = await self._rules_for(target)
            if not rules.can_fetch(target, self._settings.robot_name):
                raise FetchError(f"{_short(target)} may not be read by us: the site's robots.txt says so.")
            delay = rules.crawl_delay(self._settings.robot_name)
            answer = await self._answer(target, budget, delay, conditions)
            if conditions and answer.status == HTTPStatus.NOT_MODIFIED:
                return Unchanged(url)
            if answer.status not in _REDIRECTS:
                return self._fetched(url, target, answer)
            target = _redirected(target, answer)
        raise FetchError(f"{_short(url)} redirects more than {self._settings.max_redirects} times.")

    def _fetched(self, requested: str, url: str, answer: _Answer) -> Fetched:
        if answer.status != HTTPStatus.OK:
            raise FetchError(f"{_short(url)} answered with HTTP status {answer.status}; 200 is needed.")
        media_type, _, parameters = answer.headers.get("Content-Type", "").partition(";")
        return Fetched(
            requested,
            url,
            media_type.strip().lower(),
            known_charset(_parameter(parameters, "charset")),
            without_codings(
                answer.body, answer.headers.get("Content-Encoding", ""), self._settings.max_bytes
            ),
            datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            Validators(_kept(answer.headers.get("ETag", "")), _kept(answer.headers.get("Last-Modified", ""))),
        )

    async def _answer(
        self, url: str, budget: _Budget, crawl_delay: float | None, conditions: Mapping[str, str]
    ) -> _Answer:
        """The server's answer, asked for a second time if it was too busy and says when to come back."""
        async with self._turn(url, crawl_delay):
            answer = await self._request(url, budget, self._settings.max_bytes, headers=conditions)
            wait = _wait_asked(answer)
            if wait is None or not budget.may_retry:
                return answer
            budget.may_retry = False
            if wait > self._settings.max_delay_s:
                raise FetchError(
                    f"{_short(url)} is too busy and asks to come back in {wait:,.0f} s; "
                    f"at most {self._settings.max_delay_s:,.0f} s are waited. Try again later."
                )
            await asyncio.sleep(wait)
            return await self._request(url, budget, self._settings.max_bytes, headers=conditions)

    @asynccontextmanager
    async def _turn(self, url: str, crawl_delay: float | None = None) -> AsyncIterator[None]:
        """Holds the host for one request, no sooner than the pause after the last one."""
        settings = self._settings
        host = self._hosts.setdefault(urlsplit(url).hostname or "", _Host())
        asked = crawl_delay if crawl_delay is not None and crawl_delay >= 0 else 0.0
        async with host.turn:
            await asyncio.sleep(max(0.0, host.free_at - time.monotonic()))
            try:
                yield
            finally:
                pause = max(settings.delay_s, min(asked, settings.max_delay_s))
                host.free_at = time.monotonic() + pause

    async def _request(
        self,
        url: str,
        budget: _Budget,
        limit: int,
        *,
        cut: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> _Answer:
        """One request without redirects; the body only of a 200 that may be a page."""
        started = time.monotonic()
        try:
            async with (
                asyncio.timeout(max(0.001, budget.seconds)),
                self._session.get(url, allow_redirects=False, headers=headers) as response,
            ):
                if response.status != HTTPStatus.OK:
                    response.close()
                    return _Answer(response.status, response.headers)
                _refuse_no_page(url, response.headers)
                return _Answer(response.status, response.headers, await _body(url, response, limit, cut=cut))
        except TimeoutError as error:
            raise FetchError(
                f"{_short(url)} took longer than the {self._settings.timeout_s:g} s allowed."
            ) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise FetchError(_why(url, error)) from error
        finally:
            budget.seconds -= time.monotonic() - started

    async def _rules_for(self, url: str) -> Protego:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.create_task(self._read_rules(f"{origin}/robots.txt"))
        return await asyncio.shield(self._rules[origin])

    async def _read_rules(self, url: str) -> Protego:
        """The rules of a robots.txt: none where it is missing; FetchError where the server fails."""
        budget = _Budget(min(_ROBOTS_SECONDS, self._settings.timeout_s))
        target = url
        for _ in range(self._settings.max_redirects + 1):
            target = check_address(target)
            async with self._turn(target):
                answer = await self._request(target, budget, _ROBOTS_BYTES, cut=True)
            if answer.status in _REDIRECTS:
                target = _redirected(target, answer)
                continue
            if answer.status in _BUSY or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise FetchError(
                    f"{_short(url)} answered with HTTP status {answer.status}; without it no page is read."
                )
            coding = answer.headers.get("Content-Encoding", "")
            text = without_codings(answer.body, coding, 4 * _ROBOTS_BYTES) if coding else answer.body
            return Protego.parse(_our_rules(text.decode("utf-8", "replace"), self._settings.robot_name))
        raise FetchError(f"{_short(url)} redirects more than {self._settings.max_redirects} times.")


def _our_rules(robots: str, name: str) -> str:
    """The rules with all other user agents under one name: the parser's cost is rules times names."""
    lines = []
    for line in robots.splitlines():
        match = _USER_AGENT_LINE.match(line)
        agent = match.group(1).partition("#")[0].strip().lower() if match else ""
        others = match and agent != "*" and agent.replace("*", "") not in (name, "")
        lines.append("User-agent: somebody-else" if others else line[:_MOST_ADDRESS])
    return "\n".join(lines)


def _refuse_no_page(url: str, headers: Mapping[str, str]) -> None:
    media_type = headers.get("Content-Type", "").strip().lower()
    if media_type.startswith(_NO_PAGE):
        raise FetchError(f"{_short(url)} is {media_type.partition(';')[0]}, not a page.")


async def _body(url: str, response: aiohttp.ClientResponse, limit: int, *, cut: bool) -> bytes:
    """The body as sent; FetchError past `limit` bytes, or only its start if it may be `cut`."""
    parts, size = [], 0
    async for piece in response.content.iter_chunked(_PIECE):
        parts.append(piece)
        size += len(piece)
        if size > limit:
            response.close()
            if not cut:
                raise FetchError(f"{_short(url)} has more than the {limit:,} bytes allowed.")
            break
    return b"".join(parts)[:limit]


def _kept(header: str) -> str | None:
    """A validator as the server wrote it, if it is one line of sensible length."""
    return header if header and len(header) <= _MOST_VALIDATOR and header.isprintable() else None


def _redirected(url: str, answer: _Answer) -> str:
    location = answer.headers.get("Location", "").strip()
    if not location:
        raise FetchError(f"{_short(url)} redirects without saying where to.")
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise FetchError(f"{_short(url)} redirects to {location[:200]!r}, which is no address.") from error


def _wait_asked(answer: _Answer) -> float | None:
    """Seconds that a busy server asks to wait; None if it isn't busy or gives no hope."""
    if answer.status not in _BUSY:
        return None
    asked = answer.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", asked):
        return float(asked)
    try:
        when = parsedate_to_datetime(asked)
    except ValueError:
        return _BUSY_WAIT if answer.status == HTTPStatus.TOO_MANY_REQUESTS else None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _parameter(parameters: str, name: str) -> str | None:
    for part in parameters.split(";"):
        key, _, value = part.partition("=")
        if key.strip().lower() == name:
            return value.strip().strip("\"'")
    return None


def _why(url: str, error: Exception) -> str:
    """What went wrong on the way, in plain words."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"{_short(url)}: no such host, or no network."
    if isinstance(error, aiohttp.ClientConnectorError) and "private, loopback" in str(error.os_error):
        return (
            f"{_short(url)} leads to a private, loopback or reserved address; "
            "such addresses are fetched only if you allow private ones."
        )
    return f"{_short(url)} can't be fetched ({str(error)[:200] or type(error).__name__})."


def _short(url: str) -> str:
    return url if len(url) <= 200 else f"{url[:199]}…"
