"""The web face over the record of examples/, in a real browser that may talk to it alone."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from browser import FLAGS, WIDE, NoBrowser, find, served
from jejak import pipeline
from jejak.store.writer import Writer
from jejak.web import WebSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

PAGES = Path(__file__).parents[2] / "examples" / "pages"
TODAY = date(2026, 11, 25)
PATIENCE = 20_000
"""Milliseconds that a busy machine may take for what takes a moment."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def examples_record(tmp_path_factory) -> Path:
    """The record of the example pages, to read only."""
    path = tmp_path_factory.mktemp("web") / "examples.db"
    pipeline.read_into(path, [str(PAGES)])
    return path


@pytest.fixture
def serving():
    """Serves with other settings: `with serving(settings) as address:`."""
    return served


@pytest.fixture(scope="session")
def site(examples_record) -> Iterator[str]:
    """The address of the server over the example pages."""
    with served(WebSettings(examples_record, today=TODAY)) as address:
        yield address


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory) -> Iterator[str]:
    """The address of a server over a record of no pages."""
    path = tmp_path_factory.mktemp("web") / "empty.db"
    with Writer(path):
        pass
    with served(WebSettings(path, today=TODAY)) as address:
        yield address


@pytest.fixture
def desk(examples_record, tmp_path) -> Iterator[tuple[Path, str]]:
    """A record of the example pages that a test may decide about, and the address of its server."""
    path = tmp_path / "desk.db"
    shutil.copy(examples_record, path)
    with served(WebSettings(path, local="Sari Contoh", today=TODAY)) as address:
        yield path, address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; they fail where there is none."""
    try:
        program = find()
    except NoBrowser as error:
        pytest.fail(str(error))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=[*FLAGS])
        yield opened
        opened.close()


_HARMLESS = ("GL Driver Message", "status of 422")
"""What Chromium says of drawing without a graphics card, and of a form that we send back to be mended."""


@dataclass
class Faults:
    """What no page may do: ask others for anything, complain on the console, break its own policy, fail."""

    told: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, site: str) -> None:
        """Notes the faults of all pages of a context."""

        def asked(request: Request) -> None:
            if not request.url.startswith((f"{site}/", "data:", "blob:")):
                self.told.append(f"asked {request.url}")

        def said(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and not any(text in message.text for text in _HARMLESS):
                self.told.append(f"console: {message.text}")

        context.on("request", asked)
        context.on("console", said)
        context.on("weberror", lambda error: self.told.append(f"script: {error.error}"))
        context.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))"
        )


@pytest.fixture
def opened(browser, site):
    """Opens contexts of the browser, watched; at the end none of their pages may have had a fault."""
    faults = Faults()
    contexts: list[BrowserContext] = []

    def new(address: str = site, **options) -> Page:
        settings = {"viewport": WIDE, "locale": "en-GB", "base_url": address, **options}
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        faults.watch(context, address)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()
    assert faults.told == []


@pytest.fixture(scope="session")
def watched(site):
    """Watches a page that several tests share: `with watched(page):` what it does has no fault."""
    known: dict[int, Faults] = {}

    @contextmanager
    def watching(page: Page) -> Iterator[None]:
        if id(page.context) not in known:
            known[id(page.context)] = Faults()
            known[id(page.context)].watch(page.context, site)
        faults = known[id(page.context)]
        faults.told.clear()
        yield
        assert faults.told == []

    return watching


@pytest.fixture
def page(opened) -> Page:
    """A page of an ordinary window, in English."""
    return opened()
