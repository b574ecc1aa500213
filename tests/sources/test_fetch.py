from __future__ import annotations

import asyncio
import gzip
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from aiohttp import web

from jejak import __version__
from jejak.errors import FetchError
from jejak.sources import FetchSettings, fetch
from jejak.sources.fetch import Fetched, Fetcher, address_is_public, check_address


def fetch_one(url, settings):
    with Fetcher(settings) as fetcher:
        return next(fetcher.fetch_each([url]))


def fetch_all(urls, settings):
    with Fetcher(settings) as fetcher:
        return list(fetcher.fetch_each(urls))


@pytest.fixture
def only_one_is_public(monkeypatch):
    """127.0.0.1 counts as the open internet, every other address as it is."""
    really = address_is_public
    monkeypatch.setattr(fetch, "address_is_public", lambda ip: ip == "127.0.0.1" or really(ip))


def test_a_page_comes_with_its_bytes_type_charset_and_time(site, local, html_page):
    url = site.gives("/a", html_page, Content_Type="text/html; charset=ISO-8859-1")
    got = fetch_one(url, local())
    assert (got.requested, got.url, got.media_type, got.charset) == (url, url, "text/html", "iso8859-1")
    assert got.body == html_page.encode()
    assert datetime.fromisoformat(got.fetched).tzinfo is not None


def test_a_charset_that_does_not_exist_is_not_passed_on(site, local):
    url = site.gives("/a", Content_Type='text/html; charset="klingon-1"')
    assert fetch_one(url, local()).charset is None


def test_we_say_who_we_are(site, local):
    fetch_one(site.gives("/a"), local())
    assert all(r.headers["User-Agent"].startswith(f"jejak/{__version__} ") for r in site.asked)


def test_robots_txt_is_asked_for_once_and_first(site, local):
    fetch_all([site.gives("/a"), site.gives("/b")], local())
    assert site.paths() == ["/robots.txt", "/a", "/b"]


def test_what_robots_txt_forbids_is_not_asked_for(site, local):
    site.gives("/robots.txt", "User-agent: *\nDisallow: /secret\n", Content_Type="text/plain")
    got = fetch_one(site.gives("/secret/a"), local())
    assert isinstance(got, FetchError)
    assert "robots.txt" in str(got)
    assert site.paths() == ["/robots.txt"]


def test_rules_for_other_programs_do_not_bind_us(site, local):
    site.gives("/robots.txt", "User-agent: Otherbot\nUser-agent: Thirdbot\nDisallow: /\n")
    assert isinstance(fetch_one(site.gives("/a"), local()), Fetched)


def test_rules_that_name_us_win_over_the_general_ones(site, local):
    site.gives("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-Agent: Jejak\nDisallow: /b\n")
    a, b = fetch_all([site.gives("/a"), site.gives("/b")], local())
    assert isinstance(a, Fetched)
    assert isinstance(b, FetchError)


def test_a_server_that_fails_to_give_robots_txt_is_left_alone(site, local):
    site.gives("/robots.txt", "", status=503)
    assert isinstance(fetch_one(site.gives("/a"), local()), FetchError)
    assert site.paths() == ["/robots.txt"]


def test_a_robots_txt_of_many_names_and_rules_costs_little(site, local):
    names = "".join(f"User-agent: bot{n}\n" for n in range(12_000))
    rules = "".join(f"Disallow: /{n}\n" for n in range(12_000))
    site.gives("/robots.txt", names + rules)
    started = time.monotonic()
    assert isinstance(fetch_one(site.gives("/a"), local()), Fetched)
    assert time.monotonic() - started < 5


def test_robots_txt_may_be_reached_by_a_redirect(site, local):
    site.gives("/robots.txt", "", status=301, Location="/elsewhere.txt")
    site.gives("/elsewhere.txt", "User-agent: *\nDisallow: /a\n", Content_Type="text/plain")
    assert isinstance(fetch_one(site.gives("/a"), local()), FetchError)


def test_robots_rules_hold_for_the_target_of_a_redirect(site, local):
    site.gives("/robots.txt", "User-agent: *\nDisallow: /secret\n")
    site.gives("/secret")
    got = fetch_one(site.gives("/a", "", status=302, Location="/secret"), local())
    assert isinstance(got, FetchError)
    assert "/secret" not in site.paths()


def test_one_request_at_a_time_goes_to_a_host(site, local):
    async def slow(_):
        await asyncio.sleep(0.05)
        return web.Response(text="ok")

    for n in range(4):
        site.routes[f"/{n}"] = slow
    got = fetch_all([site.url(f"/{n}") for n in range(4)], local(parallel=4))
    assert all(isinstance(one, Fetched) for one in got)
    assert site.most_under_way == 1


def test_different_hosts_are_asked_at_the_same_time(site, local):
    async def slow(_):
        await asyncio.sleep(0.2)
        return web.Response(text="ok")

    site.routes["/a"] = slow
    fetch_all([site.url("/a", host) for host in ("127.0.0.1", "127.0.0.2", "127.0.0.3")], local(parallel=4))
    assert site.most_under_way > 1


def test_there_is_a_pause_between_requests_to_a_host(site, local):
    times = []

    async def noted(_):
        times.append(time.monotonic())
        return web.Response(text="ok")

    for path in ("/robots.txt", "/a", "/b"):
        site.routes[path] = noted
    fetch_all([site.url("/a"), site.url("/b")], local(delay_s=0.2))
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))


def test_a_longer_crawl_delay_is_kept_up_to_the_limit(site, local):
    site.gives("/robots.txt", "User-agent: *\nCrawl-delay: 900\n")
    started = time.monotonic()
    fetch_all([site.gives("/a"), site.gives("/b")], local(max_delay_s=0.3))
    assert 0.3 <= time.monotonic() - started < 5


def test_pages_come_in_the_order_asked(site, local):
    async def slow(_):
        await asyncio.sleep(0.2)
        return web.Response(text="slow")

    site.routes["/slow"] = slow
    site.gives("/fast", "fast")
    got = fetch_all([site.url("/slow", "127.0.0.2"), site.url("/fast")], local())
    assert [one.body for one in got] == [b"slow", b"fast"]


def test_a_page_over_the_limit_is_refused(site, local):
    got = fetch_one(site.gives("/a", b"x" * 20_001), local(max_bytes=20_000))
    assert isinstance(got, FetchError)
    assert "20,000 bytes" in str(got)


def test_a_page_of_exactly_the_limit_is_taken(site, local):
    assert isinstance(fetch_one(site.gives("/a", b"x" * 20_000), local(max_bytes=20_000)), Fetched)


def test_an_endless_page_without_a_length_is_refused(site, local):
    async def endless(request):
        response = web.StreamResponse()
        await response.prepare(request)
        with suppress(ConnectionError, asyncio.CancelledError):
            while True:
                await response.write(b"x" * 65_536)
        return response

    site.routes["/a"] = endless
    assert "bytes allowed" in str(fetch_one(site.url("/a"), local(max_bytes=200_000)))


def test_the_limit_counts_unpacked_bytes(site, local):
    bomb = gzip.compress(b"\0" * 5_000_000)
    got = fetch_one(site.gives("/a", bomb, Content_Encoding="gzip"), local(max_bytes=1_000_000))
    assert isinstance(got, FetchError)
    assert "1,000,000 bytes" in str(got)


def test_a_packed_page_is_unpacked(site, local, html_page):
    url = site.gives("/a", gzip.compress(html_page.encode()), Content_Encoding="gzip")
    assert fetch_one(url, local()).body == html_page.encode()


def test_a_packed_page_that_breaks_off_is_refused(site, local, html_page):
    url = site.gives("/a", gzip.compress(html_page.encode())[:-12], Content_Encoding="gzip")
    assert isinstance(fetch_one(url, local()), FetchError)


@pytest.mark.parametrize("dripping", [False, True])
def test_a_page_that_takes_too_long_is_given_up(site, local, dripping):
    async def slow(request):
        response = web.StreamResponse()
        if dripping:
            await response.prepare(request)
        for _ in range(100):
            await asyncio.sleep(0.05)
            if dripping:
                await response.write(b".")
        return response

    site.routes["/a"] = slow
    started = time.monotonic()
    got = fetch_one(site.url("/a"), local(timeout_s=0.4))
    assert "longer than the 0.4 s" in str(got)
    assert time.monotonic() - started < 3


def test_five_redirects_are_followed(site, local):
    for n in range(5):
        site.gives(f"/{n}", "", status=302, Location=f"/{n + 1}")
    site.gives("/5", "here")
    got = fetch_one(site.url("/0"), local())
    assert (got.body, got.url, got.requested) == (b"here", site.url("/5"), site.url("/0"))


def test_six_redirects_are_too_many(site, local):
    for n in range(6):
        site.gives(f"/{n}", "", status=302, Location=f"/{n + 1}")
    site.gives("/6", "here")
    assert "more than 5 times" in str(fetch_one(site.url("/0"), local()))
    assert "/6" not in site.paths()


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://x.test/", "http://[::1"]
)
def test_redirects_lead_only_to_http(site, local, target):
    assert isinstance(fetch_one(site.gives("/a", "", status=302, Location=target), local()), FetchError)


def test_a_redirect_to_nowhere_is_refused(site, local):
    assert "without saying where" in str(fetch_one(site.gives("/a", "", status=302), local()))


def test_no_cookie_is_sent_back(site, local):
    site.gives("/a", "", status=302, Location="/b", Set_Cookie="who=me; Path=/")
    site.gives("/b")
    fetch_one(site.url("/a", "localhost"), local())  # cookie jars pass over bare numbers anyway
    assert "/b" in site.paths()
    assert all("Cookie" not in request.headers for request in site.asked)


@pytest.mark.parametrize("status", [403, 404, 410, 500])
def test_other_answers_than_200_are_told(site, local, status):
    assert f"HTTP status {status}" in str(fetch_one(site.gives("/a", "no", status=status), local()))


def test_a_picture_is_no_page(site, local):
    assert "image/png" in str(fetch_one(site.gives("/a", b"\x89PNG", Content_Type="image/png"), local()))


def busy_once(site, path, **headers):
    async def answer(_):
        again = site.counted()[path] > 1
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(text="ok") if again else web.Response(status=429, headers=named)

    site.routes[path] = answer
    return site.url(path)


def test_a_busy_server_is_asked_once_more_after_the_time_it_names(site, local):
    started = time.monotonic()
    got = fetch_one(busy_once(site, "/a", Retry_After="1"), local())
    assert got.body == b"ok"
    assert time.monotonic() - started >= 1


def test_a_busy_server_may_name_a_date(site, local):
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
    assert fetch_one(busy_once(site, "/a", Retry_After=when), local()).body == b"ok"


def test_a_server_that_stays_busy_is_asked_twice_only(site, local):
    got = fetch_one(site.gives("/a", "", status=429, Retry_After="0"), local())
    assert "status 429" in str(got)
    assert site.counted()["/a"] == 2


def test_a_page_is_waited_for_once_only_however_it_redirects(site, local):
    busy_once(site, "/b", Retry_After="0")

    async def answer(_):
        again = site.counted()["/a"] > 1
        return web.Response(status=302 if again else 429, headers={"Retry-After": "0", "Location": "/b"})

    site.routes["/a"] = answer
    assert "status 429" in str(fetch_one(site.url("/a"), local()))
    assert site.paths() == ["/robots.txt", "/a", "/a", "/b"]


def test_a_wait_beyond_the_limit_is_not_waited(site, local):
    started = time.monotonic()
    got = fetch_one(site.gives("/a", "", status=503, Retry_After="7200"), local())
    assert "7,200 s" in str(got)
    assert time.monotonic() - started < 3
    assert site.counted()["/a"] == 1


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "[::ffff:127.0.0.1]"],
)
def test_loopback_is_refused_however_it_is_spelled(site, host):
    site.gives("/a")
    got = fetch_one(f"http://{host}:{site.port}/a", FetchSettings(delay_s=0))
    assert isinstance(got, FetchError)
    assert site.asked == []


def test_a_private_address_is_refused_with_a_plain_reason(site):
    got = fetch_one(site.gives("/a"), FetchSettings(delay_s=0))
    assert "private, loopback or reserved address" in str(got)


@pytest.mark.usefixtures("only_one_is_public")
def test_a_redirect_to_a_private_address_is_refused(site):
    site.gives("/inner")
    url = site.gives("/a", "", status=302, Location=site.url("/inner", "127.0.0.2"))
    got = fetch_one(url, FetchSettings(delay_s=0))
    assert "private, loopback or reserved" in str(got)
    assert "/inner" not in site.paths()


@pytest.mark.usefixtures("only_one_is_public")
def test_robots_txt_can_not_lead_to_a_private_address_either(site):
    site.gives("/robots.txt", "", status=302, Location=site.url("/inner", "127.0.0.2"))
    fetch_one(site.gives("/a"), FetchSettings(delay_s=0))
    assert site.paths() == ["/robots.txt"]


@pytest.mark.usefixtures("only_one_is_public")
def test_a_name_that_resolves_to_a_private_address_is_refused(site, monkeypatch):
    def resolve(host, port, *_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.2", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    site.gives("/a")
    got = fetch_one(site.url("/a", "rebind.test"), FetchSettings(delay_s=0))
    assert "private, loopback or reserved" in str(got)
    assert site.asked == []


@pytest.mark.usefixtures("only_one_is_public")
def test_a_name_whose_address_changes_between_requests_is_checked_each_time(site, monkeypatch):
    answers = iter(["127.0.0.1"])

    def resolve(host, port, *_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers, "127.0.0.2"), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    site.gives("/robots.txt", "", Connection="close")
    site.gives("/a")
    with Fetcher(FetchSettings(delay_s=0)) as fetcher:
        fetcher._opened()._session.connector._use_dns_cache = False
        got = next(fetcher.fetch_each([site.url("/a", "rebind.test")]))
    assert "private, loopback or reserved" in str(got)
    assert site.paths() == ["/robots.txt"]


def test_a_name_nobody_knows_is_told_plainly(monkeypatch):
    def resolve(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert "no such host" in str(fetch_one("http://nowhere.test/a", FetchSettings(delay_s=0)))


def test_a_closed_port_is_a_rejection_and_no_crash(local):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        got = fetch_one(f"http://127.0.0.1:{held.getsockname()[1]}/a", local())
    assert "can't be fetched" in str(got)


def test_a_server_that_talks_nonsense_is_a_rejection(local):
    with socket.create_server(("127.0.0.1", 0)) as server:
        import threading

        def nonsense():
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"\x00\x01 what? \r\n\r\n")

        thread = threading.Thread(target=nonsense)
        thread.start()
        got = fetch_one(f"http://127.0.0.1:{server.getsockname()[1]}/a", local())
        thread.join()
    assert isinstance(got, FetchError)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1"),
        *("64:ff9b::a00:1", "2002:a00:1::1", "::7f00:1", "not an address"),
    ],
)
def test_these_addresses_are_not_public(address):
    assert not address_is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_these_addresses_are_public(address):
    assert address_is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://x.test/a", "file:///etc/passwd", "http://", "http:///a", "http://x.test:99999/"),
        *(
            "http://me:secret@x.test/",
            "http://[::1/",
            "javascript:alert(1)",
            "x.test/a",
            f"http://x.test/{'a' * 5000}",
        ),
    ],
)
def test_these_addresses_are_never_fetched(url):
    with pytest.raises(FetchError):
        check_address(url)


def test_a_password_in_an_address_is_not_repeated_in_the_message():
    with pytest.raises(FetchError) as caught:
        check_address("http://me:geheim@x.test/")
    assert "geheim" not in str(caught.value)


def test_stopping_early_leaves_nothing_running(site, local):
    import threading

    async def slow(_):
        await asyncio.sleep(10)
        return web.Response(text="ok")

    site.gives("/a")
    site.routes["/b"] = slow
    started = time.monotonic()
    with Fetcher(local()) as fetcher:
        pages = fetcher.fetch_each([site.url("/a"), site.url("/b", "127.0.0.2")])
        next(pages)
        pages.close()
    assert time.monotonic() - started < 6
    assert "jejak-fetch" not in {thread.name for thread in threading.enumerate()}
