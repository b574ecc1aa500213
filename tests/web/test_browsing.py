"""What people do in the browser, from end to end, over the example pages."""

from __future__ import annotations

import csv
import io
import json

import pytest
from playwright.sync_api import expect

from browser import PHONE, WIDE
from builders import article, event, findings, record_of, said, state
from jejak import deciding
from jejak.views.record import Record
from jejak.views.review import queue
from jejak.web import WebSettings


def words_lit(page):
    return "".join(page.locator(".m.lit").all_text_contents())


# -- from a fact to its words -------------------------------------------------------------------------


def test_a_commitment_leads_to_the_sentence_that_says_so(page):
    page.goto("/commitments")
    page.get_by_role("link", name="melatih aparat keamanan negara-negara ASEAN").first.click()
    expect(page.locator("h1")).to_contain_text("melatih aparat keamanan")
    quote = page.locator(".history .quote").first
    words = quote.locator("blockquote").inner_text()
    quote.get_by_role("link").click()
    expect(page.locator(".finding.lit")).to_have_count(1)
    assert words_lit(page) == words
    expect(page.locator(".m.lit").first).to_be_in_viewport()


def test_words_and_margin_of_an_article_lead_to_each_other(page):
    page.goto("/documents/2016-05-31-wartakini-latih-aparat.html")
    note = page.locator(".finding.k-statement").first
    note.locator(".finding-number").click()
    assert words_lit(page).startswith("Galuzin mengatakan")
    number = note.locator(".finding-number").inner_text()
    page.locator(".ref a", has_text=number).first.click()
    expect(note).to_be_in_viewport()
    expect(page.get_by_role("link", name="Open the original page")).to_have_attribute(
        "href", "https://wartakini.example/2016/05/31/rusia-siap-latih-aparat-keamanan-asean-hadapi-isis"
    )


def test_kinds_of_findings_can_be_switched_off(page):
    page.goto("/documents/2016-05-31-wartakini-latih-aparat.html")
    statements, people = page.locator(".finding.k-statement"), page.locator(".small-notes.k-actor")
    expect(statements.first).to_be_visible()
    expect(people).to_be_hidden()
    page.get_by_label("Statements").uncheck()
    page.get_by_label("People and parties").check()
    expect(statements.first).to_be_hidden()
    expect(people).to_be_visible()


def test_findings_of_an_article_are_walked_through_by_key(page):
    page.goto("/documents/2016-05-31-wartakini-latih-aparat.html")
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page.locator(".finding.lit .finding-number")).to_have_text("2")
    page.keyboard.press("p")
    expect(page.locator(".finding.lit .finding-number")).to_be_focused()
    expect(page.locator(".finding.lit .finding-number")).to_have_text("1")


# -- narrowing ----------------------------------------------------------------------------------------


def test_the_timeline_is_narrowed_without_a_reload_and_keeps_its_address(page):
    page.goto("/timeline")
    shown = page.locator(".events .event")
    before = page.locator(".lede").inner_text()
    page.get_by_label("From").fill("2021")
    page.get_by_label("Parties").fill("ASEAN")
    page.get_by_label("Parties").press("Enter")
    expect(page.locator(".lede")).not_to_have_text(before)
    page.wait_for_url("**since=2021**")
    assert {text[:5] for text in shown.locator(".party").all_inner_texts()} >= {"ASEAN"}
    page.reload()
    expect(page.get_by_label("From")).to_have_value("2021")


@pytest.mark.parametrize("address", ["/timeline", "/commitments"])
def test_each_way_to_narrow_a_list_asks_the_server_once(page, address):
    page.goto(address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if f"{address}?" in request.url else None)

    def once(part: str) -> None:
        page.wait_for_url(f"**{part}**")
        page.wait_for_load_state("networkidle")
        assert len(asked) == 1, asked
        asked.clear()

    typed = ("since", "2016", "2017") if address == "/timeline" else ("by", "RUS", "IDN")
    field = page.locator(f".filters [name={typed[0]}]")
    field.fill(typed[1])
    field.press("Enter")
    once("=".join(typed[:2]))
    field.fill(typed[2])
    page.get_by_role("button", name="Show", exact=True).click()
    once(f"{typed[0]}={typed[2]}")
    if address == "/timeline":
        page.locator(".filters summary").filter(has_text="Type").click()
        page.locator(".filters [name=type][value=CONSULT]").check()
        once("type=CONSULT")
    else:
        page.locator(".filters [name=context]").select_option("military")
        once("context=military")


def test_the_relation_of_two_parties_is_found_from_home(page):
    page.goto("/")
    page.get_by_role("link", name="ASEAN – Russia").first.click()
    expect(page.locator("h1")).to_contain_text("Russia")
    assert page.locator(".event").count() > 5


def test_search_finds_words_in_any_form_and_leads_to_the_article(page):
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("pelatihan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=pelatihan**")
    page.locator("#results a[href^='/documents/']").first.click()
    expect(page.locator("article.words")).to_contain_text("latih")


# -- deciding -----------------------------------------------------------------------------------------


def place_of(path, ident):
    with Record(path) as record:
        return record.row("SELECT place FROM events WHERE id = ?", (ident,))[0]


def test_a_finding_is_corrected_and_taken_back_by_keys_alone(desk, opened):
    path, address = desk
    page = opened(address)
    page.goto("/review?kind=event")
    ident = page.locator("input[name=id]").get_attribute("value")
    before = place_of(path, ident)
    page.keyboard.press("w")
    page.keyboard.type("dicek ulang")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.get_by_label("Where", exact=True).fill("Bandung")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Corrected:")
    expect(page.get_by_role("status")).to_contain_text("dicek ulang")
    assert place_of(path, ident) == "Bandung"
    page.goto(f"/events/{ident}")
    expect(page.locator("main")).to_contain_text("Sari Contoh")
    page.goto("/review")
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Taken back:")
    expect(page.locator("input[name=id]")).to_have_attribute("value", ident)
    assert place_of(path, ident) == before


def test_what_is_accepted_or_rejected_leaves_the_queue(desk, opened):
    path, address = desk
    page = opened(address)
    page.goto("/review")
    total = int(page.locator("#asked").inner_text().split(" of ")[1].split()[0])
    page.keyboard.press("a")
    expect(page.locator("#asked")).to_contain_text(f"1 of {total - 1}")
    rejected = page.locator("input[name=id]").get_attribute("value")
    page.keyboard.press("r")
    expect(page.locator("#asked")).to_contain_text(f"1 of {total - 2}")
    page.keyboard.press("n")
    expect(page.locator("#asked")).to_contain_text(f"2 of {total - 2}")
    with Record(path) as record:
        assert record.row("SELECT count(*) FROM events WHERE id = ?", (rejected,)) == (0,)


def test_reports_are_taken_apart_and_made_one_again(desk, opened):
    path, address = desk
    page = opened(address)
    page.goto("/review?kind=event")
    reports = page.locator(".seen").count()
    assert reports > 1
    page.keyboard.press("s")
    page.get_by_role("checkbox").and_(page.locator("[name=report]")).first.check()
    page.get_by_role("button", name="They tell of something else").click()
    expect(page.get_by_role("status")).to_contain_text("Told apart:")
    with Record(path) as record:
        assert record.row("SELECT count(*) FROM decisions WHERE action = 'split'") == (1,)
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Taken back:")
    expect(page.locator(".seen")).to_have_count(reports)


def test_a_fault_in_a_correction_is_told_and_nothing_changes(desk, opened):
    path, address = desk
    page = opened(address)
    page.goto("/review?kind=event")
    page.keyboard.press("c")
    page.get_by_label("When", exact=True).fill("kemarin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("“kemarin” is no date")
    with Record(path) as record:
        assert record.row("SELECT count(*) FROM decisions") == (0,)


def test_the_agreement_of_two_reviewers_is_shown(desk, opened):
    path, address = desk
    with Record(path) as record:
        first, second, third = (ident for _, ident in queue(record, limit=3))
    deciding.accept(path, [first, second], by="Budi Contoh")
    deciding.reject(path, [third], by="Budi Contoh")
    page = opened(address)
    page.goto("/review?second=1")
    expect(page.locator("#asked")).to_contain_text("1 of 3")
    for _ in range(3):
        key = "r" if page.locator("input[name=id]").get_attribute("value") == third else "a"
        page.keyboard.press(key)
        expect(page.get_by_role("status")).to_be_visible()
        page.goto("/review?second=1")
    expect(page.locator(".agreement tbody tr")).to_have_text(["Budi Contoh, Sari Contoh331.00"])


def test_reviewing_works_without_script(desk, opened):
    _, address = desk
    page = opened(address, java_script_enabled=False)
    page.goto("/review")
    page.get_by_label("Why (kept").fill("tanpa skrip")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("status")).to_contain_text("tanpa skrip")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back:")


# -- taking along -------------------------------------------------------------------------------------


def test_what_a_page_shows_is_downloaded_as_a_table(page):
    page.goto("/export?party=RUS&since=2021")
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(saved.value.path().read_text(encoding="utf-8-sig"))))
    assert rows
    assert all("RUS" in row["actors"] + row["recipients"] for row in rows)


def test_every_page_has_a_twin_for_programs(page):
    page.goto("/timeline?party=RUS")
    address = page.get_by_role("link", name="This page as JSON").get_attribute("href")
    told = json.loads(page.request.get(address).text())
    assert len(told["events"]) == page.locator(".events .event").count()


# -- map and network ----------------------------------------------------------------------------------


def test_a_circle_on_the_map_lists_its_events(page):
    page.goto("/map")
    page.wait_for_selector("#map[data-ready]")
    assert page.locator(".spot").count() == page.locator(".spots tbody tr").count()
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("as ISO 3166 lists states")
    circle = page.locator(".spot[aria-label^='Sochi']")
    circle.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#at-title")).to_have_text("Sochi, Russia")
    events = int(page.locator(".spots tr[data-id='Sochi,RUS'] td.number").first.inner_text())
    expect(page.locator("#at .event")).to_have_count(min(events, 20))


def test_boundaries_change_with_the_point_of_view_and_years_with_the_filter(page):
    page.goto("/map")
    page.wait_for_selector("#map[data-ready]")
    before = page.locator(".spot").count()
    with page.expect_response("**/boundaries/idn.json**"):
        page.get_by_label("Boundaries as seen by").select_option("idn")
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("as Indonesia sees them")
    page.get_by_label("From").fill("2021")
    page.get_by_label("From").press("Enter")
    spots = "document.querySelectorAll('.spot').length"
    page.wait_for_function(f"(before) => 0 < {spots} && {spots} < before", arg=before)


def test_the_network_is_narrowed_to_years(page):
    page.goto("/network")
    page.wait_for_selector("#network[data-ready]")
    pairs = page.locator(".edges tbody tr:visible")
    before = pairs.count()
    page.locator("#until").fill("0")
    assert 0 < pairs.count() < before
    page.get_by_role("combobox", name="Parties").fill("Ukraine")
    page.get_by_role("combobox", name="Parties").press("Enter")
    expect(pairs.filter(has_text="Brunei")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("#network[data-ready]")
    page.get_by_role("link", name="Russia – Ukraine").click()
    expect(page.locator("h1")).to_contain_text("Russia")


@pytest.mark.parametrize(("screen", "rows"), [("/map", ".spots tbody tr"), ("/network", ".edges tbody tr")])
def test_drawings_are_tables_without_script(opened, screen, rows):
    page = opened(java_script_enabled=False)
    page.goto(screen)
    assert page.locator(rows).count() > 5
    assert page.locator("figure:visible").count() == 0


# -- any hand, any light ------------------------------------------------------------------------------


def test_by_keyboard_one_skips_to_the_content_and_sees_where_one_is(page):
    page.goto("/timeline")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_on_a_phone_the_menu_opens_and_leads_on(opened):
    page = opened(viewport=PHONE)
    page.goto("/")
    page.get_by_role("button", name="Menu").press("Enter")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Network").press("Enter")
    expect(page.locator("h1")).to_have_text("Network")


def test_appearance_and_language_are_chosen_and_stay(opened):
    page = opened(color_scheme="dark", viewport=WIDE)
    page.goto("/people")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    page.get_by_role("button", name="Light").click()
    page.get_by_role("button", name="Bahasa Indonesia").click()
    expect(page.locator("h1")).to_have_text("Tokoh")
    page.goto("/series")
    assert page.evaluate(background) != dark
    expect(page.locator("html")).to_have_attribute("lang", "id")


# -- hostile pages ------------------------------------------------------------------------------------

EVIL = '<img src=//evil.example/x.png onerror="alert(1)"><script>alert(2)</script>'


@pytest.fixture
def hostile(tmp_path):
    text = f"Indonesia menjamu Vietnam di {EVIL}. “Kami {EVIL} datang,” kata {EVIL}."
    page = article(
        "<b>x</b>.html", text, title=EVIL, publisher=EVIL, url="javascript:alert(3)", captions=(EVIL,)
    )
    path = record_of(
        tmp_path / "x.db",
        findings(
            page,
            actors=(state(page, "IDN", "Indonesia"), state(page, "VNM", "Vietnam")),
            events=(
                event(page, f"Indonesia menjamu Vietnam di {EVIL}", where=EVIL, series=EVIL, persons=(EVIL,)),
            ),
            statements=(said(page, f"Kami {EVIL} datang", EVIL, position=EVIL, cue=EVIL),),
        ),
    )
    return path, WebSettings(path, local=EVIL)


def test_text_of_pages_stays_text_on_every_screen(hostile, opened, serving):
    path, settings = hostile
    deciding.correct(path, _only_event(path), [f"where={EVIL}"], by=EVIL, why=EVIL)
    with serving(settings) as address:
        page = opened(address)
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        for screen in ("/", "/timeline", "/relation/IDN/VNM", "/statements", "/series", "/sources", "/review",
                       "/map", "/network", f"/events/{_only_event(path)}", "/search?q=Indonesia"):  # fmt: skip
            page.goto(screen)
            assert page.locator("main img").count() == 0, screen
            assert page.locator("a[href^='javascript:']").count() == 0, screen
        page.locator("a[href^='/documents/']").first.click()
        assert page.locator("main img").count() == 0
        expect(page.locator("h1")).to_have_text(EVIL)


def _only_event(path):
    with Record(path, with_rejected=True) as record:
        return record.row("SELECT id FROM events")[0]
