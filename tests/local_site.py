"""A web server on the loopback interface, and settings to reach it."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from jejak.sources import FetchSettings, SourceSettings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

PARAGRAPH = "Wakil Menteri Sari Wirawan bertemu tamunya dari Norlandia di Pulau Karang pada hari Rabu. "
PAGE = f"<!DOCTYPE html><html><head><title>Temu</title></head><body><p>{PARAGRAPH * 8}</p></body></html>"


@dataclass
class Site:
    """A server whose paths are set by the test; `asked` holds the requests in order."""

    port: int = 0
    routes: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def gives(self, path: str, body: str | bytes = PAGE, *, status: int = 200, **headers: str) -> str:
        """Answers `path` with this; the Content-Type is HTML unless told."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html; charset=utf-8")

        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=status, body=data, headers=named)

        self.routes[path] = answer
        return self.url(path)

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def counted(self) -> Counter[str]:
        return Counter(self.paths())

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            route = self.routes.get(request.path)
            return await route(request) if route else web.Response(status=404)
        finally:
            self.under_way -= 1


@pytest.fixture
def site() -> Iterator[Site]:
    site, loop, ready = Site(), asyncio.new_event_loop(), threading.Event()

    async def serve() -> web.ServerRunner:
        runner = web.ServerRunner(web.Server(site.handle), shutdown_timeout=0.1)
        await runner.setup()
        tcp = web.TCPSite(runner, "0.0.0.0", 0)
        await tcp.start()
        site.port = runner.addresses[0][1]
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(serve())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(10)
    yield site
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.fixture
def local() -> Callable[..., FetchSettings]:
    """Makes fetch settings for the loopback server: private addresses allowed, no pause."""
    return lambda **changes: FetchSettings(**{"allow_private": True, "delay_s": 0.0, **changes})


@pytest.fixture
def hasty(local: Callable[..., FetchSettings]) -> SourceSettings:
    """Source settings for the loopback server."""
    return SourceSettings(fetch=local())


@pytest.fixture
def html_page() -> str:
    return PAGE


@pytest.fixture
def paragraph() -> str:
    return PARAGRAPH
