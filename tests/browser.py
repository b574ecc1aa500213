"""A Chromium for the tests of the web face, found or installed, and a server for it to look at.

    python tests/browser.py

prints its path. Looked for in this order: $CHROMIUM; a chromium or chrome on the PATH; Debian's package, which
root may install; the one that Playwright downloads. NoBrowser says what to do where all that fails.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jejak.web import WebSettings

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What keeps a browser quiet: nothing is drawn on a screen, nothing asked of anybody but our server."""


WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
"""Windows of a desk and of a small phone."""


class NoBrowser(Exception):
    """There is no Chromium here, and none could be installed."""


def find(*, install: bool = False) -> Path:
    """The browser's program. Without `install` nothing is fetched."""
    found = named() or on_path() or (installed_by_debian() if install else None) or by_playwright(install)
    if found is None:
        raise NoBrowser(
            "the tests of the web face need Chromium, and there is none: $CHROMIUM is not set, no"
            f" {' or '.join(NAMES[:3])} is on the PATH, Debian's package can't be installed here and Playwright"
            " has none. Install one, or say where it is: CHROMIUM=/path/to/chrome make test"
        )
    return found


def named() -> Path | None:
    """The one that $CHROMIUM names; NoBrowser where it names none."""
    told = os.environ.get("CHROMIUM")
    if not told:
        return None
    found = shutil.which(told)
    if found is None:
        raise NoBrowser(f"$CHROMIUM is {told!r}, and there is no such program")
    return Path(found)


def on_path() -> Path | None:
    """The first on the PATH."""
    return next((Path(found) for name in NAMES if (found := shutil.which(name))), None)


def installed_by_debian() -> Path | None:
    """Debian's, installed now; None where we are not root, or not on Debian."""
    if not Path("/etc/debian_version").exists() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        if subprocess.run(["apt-get", "-q", *words], check=False, **quiet).returncode != 0:
            return None
    return on_path()


def by_playwright(install: bool) -> Path | None:
    """The one that Playwright keeps for this version of it, downloaded if that is wanted."""
    if install:
        words = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(words, check=False, stdout=subprocess.DEVNULL)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = Path(playwright.chromium.executable_path)
    return found if found.exists() else None


@contextmanager
def served(settings: WebSettings) -> Iterator[str]:
    """Our server on a free port of loopback; its address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    import uvicorn

    from jejak.web import create_app

    config = uvicorn.Config(
        create_app(settings), "127.0.0.1", port, log_level="warning", lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    until = monotonic() + 10
    while not server.started and monotonic() < until:
        sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{find(install=True)}\n")
    except NoBrowser as error:
        sys.exit(f"{error}")
