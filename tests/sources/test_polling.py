"""Feeds asked again: only what changed, only links that are new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from jejak.model import Capture, Rejection
from jejak.sources.fetch import Validators
from jejak.sources.polling import LONGEST_WAIT, FeedState, Poll, PollState

START = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
EVERY = timedelta(minutes=15)


def rss(*links: str) -> str:
    items = "".join(f"<item><title>Berita</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar</title>{items}</channel></rss>'


@pytest.fixture
def poll(hasty):
    """Polls feeds with a state and at a time; gives what came and the poll itself."""

    def once(state: PollState, *feeds: str, at: datetime = START, known=lambda _: False):
        one = Poll(hasty, state, EVERY, known, now=lambda: at)
        return [item.doc for item in one.captures(feeds) if isinstance(item, Capture)], one

    return once


@pytest.fixture
def feed(site):
    """A feed that grows, with validators that the server heeds."""

    class Growing:
        def __init__(self):
            self.links: list[str] = []
            self.version = 0
            self.conditions: list[str | None] = []
            site.routes["/feed.xml"] = self.answer
            self.url = site.url("/feed.xml")

        def add(self, *names: str, **fields):
            self.links += [site.gives(f"/{name}", **fields) for name in names]
            self.version += 1
            return self.links

        async def answer(self, request: web.Request) -> web.Response:
            etag = f'"v{self.version}"'
            self.conditions.append(request.headers.get("If-None-Match"))
            if request.headers.get("If-None-Match") == etag:
                return web.Response(status=304)
            return web.Response(
                text=rss(*self.links), content_type="application/rss+xml", headers={"ETag": etag}
            )

    return Growing()


def test_a_feed_that_has_not_changed_gives_nothing_again(poll, feed, site):
    feed.add("a", "b")
    state = PollState()
    assert poll(state, feed.url)[0] == feed.links
    found, one = poll(state, feed.url)
    assert (found, one.asked, one.unchanged) == ([], 1, 1)
    assert feed.conditions == [None, '"v1"']
    assert site.counted()["/a"] == 1


def test_only_new_links_are_fetched(poll, feed, site):
    feed.add("a")
    state = PollState()
    poll(state, feed.url)
    feed.add("b")
    assert poll(state, feed.url)[0] == [site.url("/b")]
    assert site.counted() == {"/robots.txt": 2, "/feed.xml": 2, "/a": 1, "/b": 1}


def test_what_the_record_knows_is_not_fetched(poll, feed, site):
    links = feed.add("a", "b")
    assert poll(PollState(), feed.url, known=lambda url: url == links[0])[0] == [links[1]]
    assert site.counted()["/a"] == 0


def test_a_link_that_fails_is_tried_three_times(poll, feed, site):
    feed.add("a")
    broken = site.gives("/b", status=500)
    feed.links.append(broken)
    state = PollState()
    for _ in range(5):
        poll(state, feed.url)
    assert site.counted()["/b"] == 3
    assert site.counted()["/a"] == 1
    assert broken in state.followed


def test_a_link_that_comes_back_is_read(poll, feed, site):
    feed.links = [site.gives("/a", status=500)]
    state = PollState()
    assert poll(state, feed.url)[0] == []
    site.gives("/a")
    assert poll(state, feed.url)[0] == feed.links


def test_a_feed_that_fails_rests_longer_each_time(poll, feed, site):
    state = PollState()
    address = site.gives("/gone.xml", status=500)
    waits, at = [], START
    for _ in range(9):
        _, one = poll(state, address, at=at)
        assert address in one.troubles
        rest = state.feeds[address].not_before - at
        waits.append(rest)
        assert poll(state, address, at=at + rest - timedelta(seconds=1))[1].asked == 0
        at += rest
    assert waits[:3] == [EVERY * 2, EVERY * 4, EVERY * 8]
    assert waits[-1] == LONGEST_WAIT
    site.gives("/gone.xml", rss())
    assert poll(state, address, at=at)[1].failed == 0
    assert state.feeds[address].failures == 0


def test_one_feed_that_fails_does_not_stop_the_others(poll, feed, site):
    feed.add("a")
    found, one = poll(PollState(), site.gives("/gone.xml", status=404), feed.url)
    assert found == feed.links
    assert list(one.troubles) == [site.url("/gone.xml")]


def test_what_is_no_feed_is_told(poll, site):
    address = site.gives("/page")
    found, one = poll(PollState(), address)
    assert found == []
    assert "neither a feed nor a sitemap" in one.troubles[address]


def test_robots_are_obeyed(poll, feed, site):
    feed.add("a")
    site.gives("/robots.txt", "User-agent: *\nDisallow: /feed.xml", Content_Type="text/plain")
    _, one = poll(PollState(), feed.url)
    assert "robots.txt" in one.troubles[feed.url]
    assert site.counted()["/feed.xml"] == 0


def test_last_modified_is_asked_with(poll, site):
    address = site.gives("/feed.xml", rss(), Last_Modified="Wed, 25 Nov 2026 07:00:00 GMT")
    state = PollState()
    poll(state, address)
    poll(state, address)
    assert [r.headers.get("If-Modified-Since") for r in site.asked if r.path == "/feed.xml"] == [
        None, "Wed, 25 Nov 2026 07:00:00 GMT",
    ]  # fmt: skip


def test_a_validator_that_could_break_a_header_is_not_kept():
    assert Validators(None, None).headers() == {}
    assert Validators('"a"', None).headers() == {"If-None-Match": '"a"'}


def test_links_that_no_feed_lists_are_forgotten(poll, feed):
    feed.add("a")
    state = PollState()
    poll(state, feed.url)
    feed.links, feed.version = [], 2
    poll(state, feed.url, at=START + timedelta(days=61))
    assert state.followed == {}


def test_a_news_sitemap_is_polled_too(poll, site):
    page = site.gives("/a")
    urls = f"<url><loc>{page}</loc></url>"
    body = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    state = PollState()
    address = site.gives("/news.xml", body, Content_Type="application/xml")
    assert poll(state, address)[0] == [page]
    assert poll(state, address)[0] == []


def test_what_is_under_way_is_seen_as_captures_and_rejections(hasty, feed, site):
    feed.links = [site.gives("/a", ""), site.gives("/b")]
    items = list(Poll(hasty, PollState(feeds={feed.url: FeedState()}), EVERY).captures([feed.url]))
    assert [type(item) for item in items] == [Rejection, Capture]
