"""Every screen on the examples: it answers, says what the view says, and leads on."""

from __future__ import annotations

import re
from collections import defaultdict
from html import unescape
from html.parser import HTMLParser
from time import time
from urllib.parse import urldefrag

import pytest

from builders import article, event, findings, person, promise, record_of, said
from jejak import edtf
from jejak.store.writer import Writer
from jejak.views.commitments import commitments
from jejak.views.record import Record
from jejak.views.relation import relation
from jejak.views.rows import as_dict
from web.pages.conftest import TODAY, client_of, proof

SCREENS = [
    "/", "/timeline", "/timeline?party=RUS,ASEAN&type=CONSULT&since=2016&until=2021-12&status=occurred",
    "/timeline?as_known_on=2018", "/relations", "/relations?party=RUS", "/relation/RUS/ASEAN",
    "/relation/Rusia/ASEAN/IDN?type=AGREE", "/commitments", "/commitments?status=overdue",
    "/commitments?by=RUS&to=ASEAN&context=terrorism", "/people", "/people?q=lavrov", "/actors/RUS",
    "/actors/Lavrov", "/actors/IDN:MFA", "/statements", "/statements?by=Ivanov",
    "/statements?context=terrorism", "/series", "/series/ASEAN-Russia%20Summit", "/instruments",
    "/instruments?party=RUS", "/discrepancies", "/search", "/search?q=terorisme&year=2016", "/sources",
]  # fmt: skip


@pytest.mark.parametrize("path", SCREENS)
def test_every_screen_is_whole_with_nothing_inline(client, path):
    page = client.get(path)
    assert page.status_code == 200
    text = page.text
    assert text.count("<h1") == 1
    for landmark in ("<header", "<nav", "<main", "<footer", 'class="skip"'):
        assert landmark in text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"""(?:src|href)="(?:https?:)?//(?!contoh|[a-z.-]*example)[^"]*\.(?:js|css)""", text)


@pytest.mark.parametrize("path", SCREENS)
def test_every_screen_has_a_twin_in_json(client, path):
    address, _, query = path.partition("?")
    twin = f"{'/index' if address == '/' else address}.json?{query}"
    assert unescape(client.get(path).text).count(twin.rstrip("?")) == 1
    answer = client.get(twin)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() is not None


def test_a_twin_says_what_the_view_says(client, examples_record):
    with Record(examples_record) as record:
        row = as_dict(relation(record, "RUS", "ASEAN", as_of=TODAY, limit=6))
        overdue = [as_dict(r) for r in commitments(record, statuses=["overdue"], as_of=TODAY)]
    assert client.get("/relation/RUS/ASEAN.json").json()["relation"]["years"] == _lists(row["years"])
    assert client.get("/commitments.json?status=overdue").json() == _lists(overdue[::-1])


def _lists(value):
    if isinstance(value, dict):
        return {name: _lists(one) for name, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, list | tuple) else value


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def links_of(text: str) -> list[str]:
    parser = _Links()
    parser.feed(text)
    return parser.found


def test_every_kind_of_link_leads_somewhere(client):
    """Of each kind of address some are followed, from every screen and from where those lead."""
    kinds, seen, ahead = defaultdict(int), set(), list(SCREENS)
    while ahead:
        path = ahead.pop(0)
        page = client.get(path)
        assert page.status_code in (200, 303), path
        for link in links_of(page.text) if "html" in page.headers.get("content-type", "") else ():
            address = urldefrag(link)[0]
            kind = kind_of(address)
            ours = address.startswith("/") and not address.startswith("/export/")
            if ours and address not in seen and kinds[kind] < 4:
                seen.add(address)
                kinds[kind] += 1
                ahead.append(address)
    assert {"/events/*", "/documents/*", "/actors/*", "/commitments/*", "/instruments/*"} <= kinds.keys()


def kind_of(address: str) -> str:
    """The first part of a path, how many more it has, and the names of its parameters."""
    path, _, query = address.partition("?")
    first, *rest = path.strip("/").split("/")
    return "/".join(["", first, *("*" for _ in rest)]) + "".join(
        sorted({f"&{part.partition('=')[0]}" for part in query.split("&") if part})
    )


def test_a_commitment_leads_to_the_sentence_that_makes_it(client):
    row = client.get("/commitments.json?status=fulfilled").json()[0]
    page = client.get(f"/commitments/{row['id']}").text
    words = row["history"][0]["report"]
    assert words["exact"] in unescape(page)
    assert f'href="/documents/{words["document"]}#f-{words["claim"]}"' in page


def test_an_event_is_found_by_the_id_of_a_report_too(client):
    row = client.get("/timeline.json").json()["events"][0]
    claim = row["evidence"][0]["claim"]
    assert client.get(f"/events/{claim}.json").json()["event"]["id"] == row["id"]


def test_an_event_tells_which_plan_it_carries_out(client):
    told = [
        client.get(f"/events/{e['id']}.json").json()
        for e in client.get("/timeline.json?limit=500").json()["events"]
    ]
    kinds = {plan["kind"] for one in told for plan in one["plans"]}
    assert {"realises", "realised"} <= kinds


def test_a_column_of_the_chart_zooms_into_its_year_and_months(client):
    years = client.get("/timeline").text
    zoomed = next(link for link in links_of(years) if "since=2018&until=2018" in link)
    assert client.get(zoomed.replace("/timeline?", "/timeline.json?")).json()["tally"]["unit"] == "month"
    assert "since=2018-11&amp;until=2018-11" in client.get(zoomed).text


def test_the_list_goes_back_page_by_page_without_a_gap(client):
    seen, path = [], "/timeline.json?limit=40"
    whole = [e["id"] for e in client.get("/timeline.json?limit=500").json()["events"]]
    for _ in range(4):
        rows = client.get(path).json()["events"]
        seen += [row["id"] for row in rows]
        if len(rows) < 40:
            break
        path = f"/timeline.json?limit=40&before={rows[-1]['day']},{rows[-1]['id']}"
    assert seen == whole


def test_what_was_known_on_a_day_is_told_and_leaves_out_what_came_later(client):
    page = client.get("/timeline?as_known_on=2016-12-31")
    assert "As known on 31 Dec 2016" in page.text
    events = client.get("/timeline.json?as_known_on=2016-12-31").json()["events"]
    assert events
    assert all(r["published"] <= "2016-12-31T99" for e in events for r in e["evidence"])


@pytest.mark.parametrize("path", ["/timeline?as_known_on=2017", "/commitments?as_known_on=2018-11-20"])
def test_what_is_listed_as_known_on_a_day_is_shown_so_too(client, path):
    listed = [
        link
        for link in links_of(client.get(path).text)
        if re.match(r"/(events|commitments)/.*as_known_on", link)
    ]
    assert listed
    for link in dict.fromkeys(listed):
        page = client.get(link)
        assert page.status_code == 200, link
        told = [int(year) for year in re.findall(r'<time datetime="(\d{4})', page.text)]
        assert max(told) <= 2018


def test_the_board_counts_what_the_list_holds(client):
    board = client.get("/commitments.json").json()
    assert board["as_of"] == TODAY.isoformat()
    for column in board["columns"]:
        rows = client.get(f"/commitments.json?status={column['status']}").json()
        assert len(rows) == column["count"]
        assert [one["id"] for one in column["commitments"]] == [row["id"] for row in rows[:12]]


def test_home_tells_what_is_overdue_by_the_latest_deadline(client):
    row = client.get("/index.json").json()["due"]
    assert row["late"] == len(client.get("/commitments.json?status=overdue").json())
    ends = [edtf.bounds(one["due"])[1] for one in row["overdue"]]
    assert ends == sorted(ends, reverse=True)
    assert max(ends) < TODAY


def test_a_name_of_several_persons_shows_them_all(tmp_path):
    pages = [
        findings(page, actors=(person(page, name, party="IDN"),))
        for name in ("Surya Atmaja", "Surya Kencana")
        for page in (article(f"{name}.txt", f"{name} tiba di bandara pagi itu dan tersenyum."),)
    ]
    with client_of(record_of(tmp_path / "x.db", *pages)) as client:
        assert [p["name"] for p in client.get("/actors/Surya.json").json()] == [
            "Surya Atmaja",
            "Surya Kencana",
        ]
        assert "Surya Kencana" in client.get("/actors/Surya").text


def test_a_search_shows_the_words_and_narrows_by_publisher_and_year(client):
    every = client.get("/search.json?q=terorisme").json()
    year = client.get("/search.json?q=terorisme&year=2016").json()
    assert year["count"] == next(f["documents"] for f in every["years"] if f["name"] == "2016")
    assert all(d["published"].startswith("2016") for d in year["documents"])
    assert {f["name"] for f in year["years"]} == {f["name"] for f in every["years"]}
    assert "<mark>terorisme</mark>" in client.get("/search?q=terorisme").text


def test_statements_about_a_subject_hold_its_words(client):
    rows = client.get("/statements.json?about=pelatihan").json()
    assert rows
    assert all("latih" in row["quote"].lower() for row in rows)


@pytest.mark.parametrize(
    "path", ["/timeline?type=PARTY", "/timeline?since=yesterday", "/timeline?party=Atlantis"]
)
def test_a_filter_that_can_t_be_is_told_in_words(client, path):
    page = client.get(path)
    assert page.status_code == 400
    assert "That can't be asked so" in unescape(page.text)
    answer = client.get(path.replace("?", ".json?"))
    assert answer.status_code == 400
    assert answer.json()["reason"] == "input"


@pytest.mark.parametrize(
    "path", ["/events/0000000000000000", "/actors/Nobody", "/series/X", "/instruments/x", "/nowhere"]
)
def test_what_is_not_there_is_told_in_words(client, path):
    page = client.get(path)
    assert page.status_code == 404
    assert "Not in the record" in page.text


@pytest.mark.parametrize("path", [path for path in SCREENS if "?" not in path and path.count("/") == 1])
def test_an_empty_record_says_what_to_do_next(tmp_path, path):
    with Writer(tmp_path / "empty.db"):
        pass
    with client_of(tmp_path / "empty.db") as client:
        page = client.get(path)
    assert page.status_code == 200
    assert 'class="nothing"' in page.text


def test_without_a_record_the_page_says_how_to_make_one_and_names_no_file(tmp_path):
    with client_of(tmp_path / "gone.db") as client:
        page = client.get("/")
        answer = client.get("/index.json")
    assert page.status_code == 503
    assert "jejak read" in page.text
    assert answer.json()["reason"] == "record"
    assert str(tmp_path) not in page.text + answer.text


# -- between visits -------------------------------------------------------------------------------------


def test_what_came_in_since_the_last_visit_is_told(tmp_path, monkeypatch):
    first = findings(article("a.txt", "Indonesia bertemu Vietnam di Hue."))
    text = "Indonesia dan Vietnam bertemu di Bogor."
    page = article("b.txt", text, "2020-04-01")
    second = findings(page, events=(event(page, text, when="2020-03-31"),))
    path = record_of(tmp_path / "x.db", first)
    with client_of(path) as client:
        assert client.get("/index.json").json()["news"] is None
        client.get("/")
        record_of(path, second)
        now = time()
        monkeypatch.setattr("jejak.web.visits.time.time", lambda: now + 3600)
        news = client.get("/index.json").json()["news"]
        assert (news["documents"], news["events"]) == (1, 1)
        assert "Bogor" in client.get("/").text
        assert client.get("/index.json").json()["news"]["documents"] == 1, "the same visit"


def test_language_and_appearance_are_remembered(client):
    sent = client.post(
        "/preferences", data={"csrf": proof(client, "/"), "lang": "id", "theme": "dark", "next": "/people"}
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/people")
    page = client.get("/people").text
    assert '<html lang="id" data-theme="dark">' in page
    client.post("/preferences", data={"csrf": proof(client, "/"), "lang": "en", "theme": "auto"})
    assert '<html lang="en">' in client.get("/people").text


# -- what strangers wrote -------------------------------------------------------------------------------

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    text = f"Indonesia {EVIL} bertemu Vietnam. Surya {EVIL} berjanji membangun “jembatan {EVIL}”."
    page = article(
        f"{EVIL}.txt", text, title=f"Judul {EVIL} \"'><img src=x onerror=alert(2)>", publisher=EVIL,
        url="javascript:alert(3)",
    )  # fmt: skip
    told = findings(
        page,
        actors=(person(page, f"Surya {EVIL}", title=EVIL),),
        events=(event(page, f"Indonesia {EVIL} bertemu Vietnam", where=EVIL, series=EVIL, persons=(EVIL,)),),
        commitments=(promise(page, f"berjanji membangun “jembatan {EVIL}”"),),
        statements=(said(page, f"jembatan {EVIL}", f"Surya {EVIL}", position=EVIL),),
    )
    path = record_of(tmp_path_factory.mktemp("evil") / "x.db", told)
    with client_of(path) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    ["/", "/timeline", "/relation/IDN/VNM", "/commitments", "/people", "/statements", "/series", "/search?q=jembatan",
     "/sources", f"/search?q={EVIL}", f"/timeline?party={EVIL}", f"/actors/{EVIL.replace('/', '%2F')}", "/review"],
)  # fmt: skip
def test_words_of_pages_and_of_addresses_are_never_markup(hostile, path):
    text = hostile.get(path).text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "javascript:" not in text


def test_the_pages_of_single_things_hold_no_markup_either(hostile):
    events = hostile.get("/timeline.json").json()["events"]
    board = hostile.get("/commitments.json").json()["columns"]
    promises = [one for column in board for one in column["commitments"]]
    people = hostile.get("/people.json").json()
    for path in (f"/events/{events[0]['id']}", f"/commitments/{promises[0]['id']}", f"/actors/{people[0]['id']}",
                 f"/documents/{events[0]['evidence'][0]['document']}"):  # fmt: skip
        text = hostile.get(path).text
        assert "&lt;script&gt;alert" in text
        assert "<script>alert" not in text
        assert "javascript:" not in text
