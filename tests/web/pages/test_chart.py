"""What hands and keys do to lists and charts, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


def test_a_column_zooms_in_and_a_link_out_again(page):
    page.goto("/timeline")
    page.locator('.columns > li[data-since="2018"] a').click()
    expect(page).to_have_url(re.compile("since=2018&until=2018$"))
    page.locator('.columns > li[data-since="2018-11"] a').click()
    expect(page.locator(".zoom b")).to_have_text("Nov 2018")
    page.locator(".zoom").get_by_text("2018", exact=True).click()
    expect(page.locator(".zoom b")).to_have_text("2018")
    page.locator(".zoom").get_by_text("All time").click()
    expect(page).to_have_url(re.compile("/timeline$"))


def test_dragging_over_columns_shows_their_period(page):
    page.goto("/timeline")
    first, last = (
        page.locator(f'.columns > li[data-since="{year}"]').bounding_box() for year in (2016, 2018)
    )
    page.mouse.move(last["x"] + 5, last["y"] + 40)
    page.mouse.down()
    page.mouse.move(first["x"] + 5, first["y"] + 40, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("since=2016&until=2018$"))


def test_a_filter_narrows_the_list_in_place_and_can_be_kept_as_an_address(page):
    def told(query):
        """What the list says of so many events in so many reports, as the twin of the page has them."""
        tally = page.request.get(f"/timeline.json?{query}").json()["tally"]
        return f"{tally['events']} events in {tally['reports']} reports"

    page.goto("/timeline")
    page.get_by_label("Parties").fill("RUS, ASEAN")
    page.get_by_label("Parties").press("Enter")
    expect(page.locator("#results .lede")).to_have_text(told("party=RUS,ASEAN"))
    page.get_by_text("Type", exact=False).first.click()
    page.get_by_label("Meeting", exact=True).check()
    expect(page.locator("#results .lede")).to_have_text(told("party=RUS,ASEAN&type=CONSULT"))
    assert "party=RUS" in page.url
    assert "since=" not in page.url, "empty fields stay out of the address"
    page.goto(page.url)
    expect(page.locator("#results .lede")).to_have_text(told("party=RUS,ASEAN&type=CONSULT"))


def test_a_filter_works_without_script(opened):
    page = opened(java_script_enabled=False)
    page.goto("/commitments")
    page.get_by_label("Who promises").fill("RUS")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#results .lede")).to_contain_text("commitments")
    assert "by=RUS" in page.url


def test_the_keyboard_reaches_search_content_and_menu(opened):
    page = opened(viewport={"width": 360, "height": 740})
    page.goto("/people")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("skip")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.locator(".menu-button").focus()
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="Main").get_by_text("Commitments").press("Enter")
    expect(page).to_have_url(re.compile("/commitments$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_appearance_is_that_of_the_device_until_another_is_chosen(opened, scheme):
    other = {"light": "Dark", "dark": "Light"}[scheme]
    page = opened(color_scheme=scheme)
    page.goto("/series")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name=other).click()
    expect(page.locator("html")).to_have_attribute("data-theme", other.lower())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
