from __future__ import annotations

import gzip
import json

from jejak.model import Capture, Rejection
from jejak.sources import SourceSettings, open_sources

LONG = "<p>" + "Sari Wirawan bertemu utusan Norlandia di Pulau Karang. " * 12 + "</p>"


def rss(*items):
    return f"<rss><channel><title>Warta</title>{''.join(items)}</channel></rss>"


def item(link="", content="", title="Temu"):
    from html import escape

    return (
        f"<item><title>{title}</title><link>{link}</link><description>{escape(content)}</description></item>"
    )


def urlset(*urls):
    return f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>"


def index(*urls):
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{url}</loc></sitemap>' for url in urls)}</sitemapindex>"


def docs(found):
    return [item.doc for item in found]


def test_an_address_becomes_a_page_named_by_it(site, hasty, html_page):
    url = site.gives("/a")
    (capture,) = open_sources([url], settings=hasty)
    assert (capture.doc, capture.address, capture.media_type, capture.charset) == (
        url,
        url,
        "text/html",
        "utf-8",
    )
    assert capture.body == html_page.encode()
    assert capture.fetched.endswith("Z")
    assert capture.hints.url == url


def test_a_redirected_page_keeps_the_name_asked_for_and_tells_where_it_was_found(site, hasty):
    site.gives("/a", "", status=301, Location="/b")
    site.gives("/b")
    (capture,) = open_sources([site.url("/a")], settings=hasty)
    assert (capture.doc, capture.address) == (site.url("/a"), site.url("/b"))


def test_a_page_that_can_not_be_had_is_a_rejection_and_the_rest_goes_on(site, hasty):
    gone, here = open_sources([site.url("/gone"), site.gives("/here")], settings=hasty)
    assert (gone.reason, gone.doc) == ("fetch", site.url("/gone"))
    assert isinstance(here, Capture)


def test_a_feeds_whole_articles_are_taken_and_its_links_fetched_in_order(site, hasty):
    site.gives("/2", "<html><p>Halaman dua</p></html>")
    feed = rss(
        item(site.url("/1"), LONG), item(site.url("/2"), "Ringkas.", "Dua"), item(site.url("/3"), LONG)
    )
    url = site.gives("/rss", feed, Content_Type="application/rss+xml")
    first, second, third = open_sources([url], settings=hasty)
    assert docs([first, second, third]) == [site.url("/1"), site.url("/2"), site.url("/3")]
    assert (first.address, second.address) == (f"{url}#1", site.url("/2"))
    assert LONG.encode() in first.body
    assert (second.body, second.hints.title, second.hints.publisher) == (
        b"<html><p>Halaman dua</p></html>",
        "Dua",
        "Warta",
    )
    assert "/1" not in site.paths()


def test_a_feed_is_known_by_its_content_whatever_the_server_calls_it(site, hasty):
    url = site.gives("/news", rss(item(site.url("/1"), LONG)), Content_Type="text/html")
    assert docs(open_sources([url], settings=hasty)) == [site.url("/1")]


def test_a_feed_file_that_the_user_names_has_its_links_fetched(site, hasty, tmp_path):
    path = tmp_path / "warta.xml"
    path.write_text(rss(item(site.gives("/1"))))
    assert docs(open_sources([str(path)], settings=hasty)) == [site.url("/1")]


def test_a_feed_in_a_folder_gives_its_own_articles_and_touches_no_network(site, hasty, tmp_path):
    (tmp_path / "warta.xml").write_text(rss(item(site.gives("/1"), LONG), item(site.gives("/2"))))
    whole, linked = open_sources([str(tmp_path)], settings=hasty)
    assert (whole.doc, linked.reason) == (site.url("/1"), "no-article")
    assert "Name the file itself" in linked.message
    assert site.asked == []


def test_a_sitemap_in_a_folder_touches_no_network(site, hasty, tmp_path):
    (tmp_path / "sitemap.xml").write_text(urlset(site.gives("/1")))
    (rejection,) = open_sources([str(tmp_path)], settings=hasty)
    assert rejection.reason == "no-article"
    assert site.asked == []


def test_an_entry_with_neither_article_nor_link_is_a_rejection(hasty, tmp_path):
    path = tmp_path / "warta.rss"
    path.write_text(rss(item(content="Ringkas."), item("https://x.test/1", LONG)))
    rejection, capture = open_sources([str(path)], settings=hasty)
    assert (rejection.reason, capture.doc) == ("no-article", "https://x.test/1")
    assert rejection.address == f"{path}#1"


def test_an_article_that_a_feed_lists_twice_is_read_once(site, hasty):
    url = site.gives("/rss", rss(item(site.gives("/1")), item(site.url("/1"))))
    assert docs(open_sources([url], settings=hasty)) == [site.url("/1")]


def test_a_feed_without_entries_and_a_broken_one_are_rejections(site, hasty):
    empty = site.gives("/empty", rss())
    bomb = site.gives("/bomb", '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item/></channel></rss>')
    assert [r.reason for r in open_sources([empty, bomb], settings=hasty)] == ["no-article", "broken"]


def test_a_feed_that_breaks_off_gives_what_is_whole_and_a_rejection(hasty, tmp_path):
    path = tmp_path / "warta.rss"
    path.write_text(rss(item("https://x.test/1", LONG), item("https://x.test/2", LONG))[:-200])
    first, last = open_sources([str(path)], settings=hasty)
    assert (first.doc, last.reason) == ("https://x.test/1", "broken")
    assert "1 whole" in last.message


def test_a_link_in_a_feed_that_leads_to_a_feed_is_no_page(site, hasty):
    inner = site.gives("/inner", rss(item(site.gives("/1"))))
    (rejection,) = open_sources([site.gives("/rss", rss(item(inner)))], settings=hasty)
    assert (rejection.reason, rejection.doc) == ("no-article", inner)


def test_a_sitemap_gives_its_pages(site, hasty):
    url = site.gives("/sitemap.xml", urlset(site.gives("/1"), site.gives("/2"), site.url("/1")))
    assert docs(open_sources([url], settings=hasty)) == [site.url("/1"), site.url("/2")]


def test_a_packed_sitemap_is_unpacked(site, hasty):
    packed = gzip.compress(urlset(site.gives("/1")).encode())
    url = site.gives("/sitemap.xml.gz", packed, Content_Type="application/gzip")
    assert docs(open_sources([url], settings=hasty)) == [site.url("/1")]


def test_a_sitemap_bomb_is_a_rejection(site, local):
    url = site.gives(
        "/s.xml.gz", gzip.compress(b"<urlset>" + b" " * 3_000_000), Content_Type="application/gzip"
    )
    settings = SourceSettings(fetch=local(max_bytes=1_000_000))
    assert [type(found) for found in open_sources([url], settings=settings)] == [Rejection]


def test_an_index_gives_the_pages_of_its_sitemaps(site, hasty):
    a = site.gives("/a.xml", urlset(site.gives("/1")))
    b = site.gives("/b.xml", urlset(site.gives("/2")))
    assert docs(open_sources([site.gives("/i.xml", index(a, b))], settings=hasty)) == [
        site.url("/1"),
        site.url("/2"),
    ]


def test_an_index_that_leads_to_itself_ends(site, hasty):
    url = site.url("/i.xml")
    site.gives("/i.xml", index(url, site.gives("/j.xml", index(url))))
    list(open_sources([url], settings=hasty))
    assert site.counted()["/i.xml"] == 1


def test_indexes_are_followed_only_so_deep(site, local):
    for n in range(10):
        site.gives(f"/{n}.xml", index(site.url(f"/{n + 1}.xml")))
    found = list(open_sources([site.url("/0.xml")], settings=SourceSettings(fetch=local(), max_depth=3)))
    assert "/2.xml" in site.paths()
    assert "/3.xml" not in site.paths()
    assert "3 deep" in found[-1].message


def test_an_index_gives_only_so_many_sitemaps(site, local):
    children = [site.gives(f"/{n}.xml", urlset(site.gives(f"/{n}"))) for n in range(6)]
    url = site.gives("/i.xml", index(*children))
    found = list(open_sources([url], settings=SourceSettings(fetch=local(), max_sitemaps=4)))
    assert docs(found[:-1]) == [site.url(f"/{n}") for n in range(4)]
    assert "2 sitemaps" in found[-1].message


def test_only_so_many_pages_are_read_at_a_time(site, local):
    links = [site.gives(f"/{n}") for n in range(6)]
    settings = SourceSettings(fetch=local(), max_links=4)
    for url in (site.gives("/s.xml", urlset(*links)), site.gives("/rss", rss(*map(item, links)))):
        found = list(open_sources([url], settings=settings))
        assert docs(found[:4]) == links[:4]
        assert "more than the 4 pages" in found[4].message
        assert len(found) == 5


def test_addresses_in_a_text_file_are_fetched(site, hasty, tmp_path):
    path = tmp_path / "daftar.txt"
    path.write_text(f"# bacaan\n{site.gives('/1')}\n\n{site.gives('/2')}\n")
    assert docs(open_sources([str(path)], settings=hasty)) == [site.url("/1"), site.url("/2")]


def test_a_bad_address_in_a_list_is_a_rejection(site, hasty, tmp_path):
    path = tmp_path / "daftar.txt"
    path.write_text(f"http://x.test:99999/\n{site.gives('/2')}\n")
    bad, good = open_sources([str(path)], settings=hasty)
    assert (bad.reason, good.doc) == ("fetch", site.url("/2"))


def test_rows_behind_an_address_are_read_as_rows(site, hasty):
    rows = "\n".join(json.dumps({"id": n, "body": f"Isi {n}."}) for n in (1, 2))
    assert docs(
        open_sources([site.gives("/rows", rows, Content_Type="application/json")], settings=hasty)
    ) == ["1", "2"]


def test_empty_and_binary_answers_are_rejections(site, hasty):
    urls = [site.gives("/empty", " "), site.gives("/binary", b"\x00\x01" * 500)]
    assert [found.reason for found in open_sources(urls, settings=hasty)] == ["no-article", "not-text"]


def test_plain_text_behind_an_address_is_a_flattened_page(site, hasty):
    (capture,) = open_sources([site.gives("/a", "Isi berita.", Content_Type="text/plain")], settings=hasty)
    assert capture.media_type == "text/plain"
