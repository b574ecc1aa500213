"""Every screen over the example pages, as a browser shows it: whole, without serious faults, at any width."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser import PHONE, WIDE
from jejak.views.record import Record

SCREENS = (
    "/", "/timeline", "/relations", "/relation/RUS/ASEAN", "/commitments", "/commitments/{commitment}",
    "/series", "/series/ASEAN-Russia%20Summit", "/instruments", "/instruments/{instrument}", "/people",
    "/actors/RUS", "/actors/{person}", "/statements", "/discrepancies", "/search?q=terorisme", "/map",
    "/map?place=Sochi,RUS", "/network", "/sources", "/events/{event}", "/documents/{document}", "/review",
    "/export", "/api/v1/docs",
)  # fmt: skip
SEEN_ELSEWHERE = ("/api/v1/docs", "/map?place=Sochi,RUS")
"""Long pages whose parts all stand on others, too."""
EMPTY = ("/", "/timeline", "/relations", "/commitments", "/series", "/people", "/map", "/network", "/review")
MOST_REPORTED = (
    "SELECT i.id FROM {0}s AS i JOIN {0}_claims USING ({0}) GROUP BY {0} ORDER BY count(*) DESC, i.id"
)


@pytest.fixture(scope="module")
def ids(examples_record):
    with Record(examples_record) as record:
        return {
            "event": record.row(MOST_REPORTED.format("event"))[0],
            "commitment": record.row(MOST_REPORTED.format("commitment"))[0],
            "instrument": record.row("SELECT id FROM instruments ORDER BY id")[0],
            "document": record.row("SELECT id FROM documents WHERE name LIKE '2016-05-31%'")[0],
            "person": record.row("SELECT id FROM actors WHERE name = 'Mikhail Galuzin'")[0],
        }


@pytest.fixture(scope="module")
def light(browser, site):
    with browser.new_context(base_url=site, locale="en-GB", viewport=WIDE) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def dark(browser, site):
    with browser.new_context(
        base_url=site, locale="id-ID", color_scheme="dark", viewport=PHONE, has_touch=True
    ) as context:
        yield context.new_page()


def drawn(page):
    """Waits for what scripts draw."""
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-ready]")
    if page.locator("#network").count():
        page.wait_for_selector("#network[data-ready]")


def serious(page, rules=None):
    """What axe-core finds that keeps somebody out: rule, and the elements."""
    options = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = Axe().run(page, options=options).response["violations"]
    return [
        (fault["id"], [node["target"] for node in fault["nodes"][:4]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_whole_and_no_serious_fault_keeps_anybody_out(light, watched, ids, screen):
    with watched(light):
        answer = light.goto(screen.format(**ids))
        drawn(light)
    assert answer.status == 200
    assert light.locator("h1").count() == 1
    assert light.locator("main#main").count() == 1
    assert light.locator("html").get_attribute("lang") == "en"
    assert serious(light) == []


@pytest.mark.parametrize("screen", [screen for screen in SCREENS if screen not in SEEN_ELSEWHERE])
def test_on_a_phone_in_the_dark_it_fits_and_can_be_read(dark, watched, ids, screen):
    with watched(dark):
        dark.goto(screen.format(**ids))
        drawn(dark)
    assert dark.locator("html").get_attribute("lang") == "id"
    width = dark.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], f"{width} pixels wide"
    assert serious(dark, ["color-contrast"]) == []


@pytest.mark.parametrize("screen", EMPTY)
def test_an_empty_record_says_what_to_do_next(empty_site, opened, screen):
    page = opened(empty_site)
    assert page.goto(screen).status == 200
    assert page.locator(".nothing").count() >= 1


def test_what_the_tests_look_for_would_be_found(light, watched):
    light.goto("/sources")
    light.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        """ '<img src="/static/icon.svg"><p class="pale">pale</p>');"""
        "document.querySelector('.pale').style.color = '#bbb'"
    )
    assert [rule for rule, _ in serious(light)] == ["color-contrast", "image-alt"]
    wait = "await new Promise((done) => setTimeout(done, 100))"
    with pytest.raises(AssertionError, match=r"127\.0\.0\.2"), watched(light):
        light.evaluate(f"async () => {{ await fetch('http://127.0.0.2:9/x').catch(() => 0); {wait} }}")
    with pytest.raises(AssertionError, match="inline style violates"), watched(light):
        light.evaluate(f"async () => {{ document.body.setAttribute('style', 'color: red'); {wait} }}")
