"""Takes the pictures of the documentation: the screens over examples/, as a browser shows them today.

    python bench/pictures.py

Reads the example pages into a record that is thrown away, and writes `docs/pictures/*.png`. It says how large
each is, and ends with status 1 where one is above 150 kB.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import sync_playwright  # noqa: E402

from browser import FLAGS, find, served  # noqa: E402 - of the tests
from jejak import pipeline  # noqa: E402
from jejak.web import WebSettings  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

OUT = ROOT / "docs" / "pictures"
WIDTH = 1024
MOST_BYTES = 150_000
TODAY = date(2026, 11, 25)

SCREENS = {
    "relation": ("/relation/RUS/ASEAN", "h1", 672),
    "commitments": ("/commitments", ".card", 672),
    "document": ("/documents/2016-05-31-wartakini-latih-aparat.html", ".finding", 672),
    "review": ("/review?kind=event", ".seen", 672),
    "map": ("/map", "#map[data-ready]", 550),
}
"""Picture -> the address, what must be there before it is taken, and how high it is."""


def take(page: Page, name: str) -> int:
    """Takes one picture; its size in bytes."""
    address, awaited, height = SCREENS[name]
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.goto(address)
    page.wait_for_selector(awaited)
    if name == "document":
        page.keyboard.press("n")
    if name == "map":
        page.locator(".lede").evaluate("(lede) => scrollTo(0, lede.offsetTop - 70)")
    page.wait_for_timeout(400)
    return len(page.screenshot(path=OUT / f"{name}.png"))


def main() -> int:
    """Takes all pictures; 1 where one is too large."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "examples.db"
        pipeline.read_into(record, [str(ROOT / "examples" / "pages")])
        with served(WebSettings(record, local="Sari Contoh", today=TODAY)) as site, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=find(), args=[*FLAGS])
            page = browser.new_page(base_url=site, locale="en-GB", color_scheme="light")
            sizes = {name: take(page, name) for name in SCREENS}
            browser.close()
    for name, size in sizes.items():
        print(f"{name:12} {size / 1000:6.0f} kB")
    return int(max(sizes.values()) > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
