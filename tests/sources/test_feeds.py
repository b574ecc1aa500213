from __future__ import annotations

import time
from contextlib import suppress

import pytest

from jejak.errors import BrokenContainer
from jejak.sources.feeds import parse_feed, parse_sitemap

LONG = "<p>" + "Sari Wirawan bertemu utusan Norlandia di Pulau Karang. " * 12 + "</p>"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Warta Karang</title><language>id</language><link>https://warta.test/</link>
<item>
  <title>Temu &amp;amp; Bicara</title><link>https://warta.test/1#top</link>
  <guid isPermaLink="false">w-1</guid><pubDate>Rab, 03 Mar 2021 10:00:00 WIB</pubDate>
  <dc:creator><![CDATA[Budi Laut]]></dc:creator>
  <media:title>Judul gambar</media:title><media:content url="https://warta.test/a.jpg"/>
  <description>Ringkas saja.</description><content:encoded><![CDATA[{LONG}]]></content:encoded>
</item>
<item><title>Tautan</title><link>/2</link><description>Ringkas saja.</description>
  <author>meja@warta.test (Ani Pasir)</author></item>
</channel></rss>""".encode()
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://norland.test/news/">
<title>Norland Wire</title>
<entry><title>Talks</title><id>tag:1</id><link rel="self" href="x.atom"/><link href="talks.html"/>
<updated>2021-03-04T00:00:00Z</updated><published>2021-03-03T09:00:00+07:00</published>
<author><name>Kari Fjord</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{LONG}</div></content></entry>
</feed>""".encode()


def test_an_rss_entry_tells_link_title_author_and_publisher():
    first, second = parse_feed(RSS, "https://warta.test/rss").entries
    assert (first.link, first.name, first.hints.title) == ("https://warta.test/1", "w-1", "Temu & Bicara")
    assert (first.hints.publisher, first.hints.author, first.hints.language) == (
        "Warta Karang",
        "Budi Laut",
        "id",
    )
    assert second.hints.author == "Ani Pasir"


def test_the_date_stays_as_the_feed_writes_it():
    assert parse_feed(RSS).entries[0].hints.date == "Rab, 03 Mar 2021 10:00:00 WIB"


def test_a_relative_link_counts_from_the_feeds_address():
    assert parse_feed(RSS, "https://warta.test/rss").entries[1].link == "https://warta.test/2"


def test_content_is_an_article_only_if_it_is_long_enough():
    assert [entry.content for entry in parse_feed(RSS).entries] == [LONG, None]


def test_an_atom_entry_is_read_with_its_page_link_publication_date_and_xhtml():
    (entry,) = parse_feed(ATOM).entries
    assert (entry.link, entry.hints.date) == (
        "https://norland.test/news/talks.html",
        "2021-03-03T09:00:00+07:00",
    )
    assert (entry.hints.author, entry.hints.language, entry.hints.publisher) == (
        "Kari Fjord",
        "en",
        "Norland Wire",
    )
    assert entry.content.startswith("<div")
    assert "Sari Wirawan" in entry.content


def test_rss_1_is_read():
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lama</title></channel>
      <item><title>Satu</title><link>https://x.test/1</link><dc:date>2003-01-02</dc:date></item></rdf:RDF>"""
    (entry,) = parse_feed(rdf).entries
    assert (entry.hints.title, entry.hints.date, entry.hints.publisher) == ("Satu", "2003-01-02", "Lama")


@pytest.mark.parametrize(
    "damage",
    [
        lambda feed: b"\n\n  " + feed,
        lambda feed: feed.replace(b"Ringkas saja.", b"Ringkas & saja\x0b &nbsp; <br>.", 1),
        lambda feed: feed.replace(b'xmlns:dc="http://purl.org/dc/elements/1.1/"', b""),
        lambda feed: feed.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
    ],
)
def test_common_damage_costs_no_entry(damage):
    assert len(parse_feed(damage(RSS)).entries) == 2


def test_a_feed_that_breaks_off_gives_its_whole_entries_and_says_so():
    feed = parse_feed(RSS[: RSS.index(b"Tautan")])
    assert ([entry.name for entry in feed.entries], feed.cut) == (["w-1"], True)


def test_a_whole_feed_is_not_cut():
    assert not parse_feed(RSS).cut
    assert not parse_feed(ATOM).cut


def test_the_servers_charset_counts_where_the_feed_names_none():
    feed = "<rss><channel><item><title>Café</title></item></channel></rss>".encode("cp1252")
    assert parse_feed(feed, charset="windows-1252").entries[0].hints.title == "Café"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITY_BOMBS = [
    f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel><title>&l9;</title>'
    f"<item><title>&l9;</title></item></channel></rss>",
    f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss x="&l9;"><channel><item/></channel></rss>',
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<rss><channel><item><title>&x;</title></item></channel></rss>",
    f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>'
    f"<rss><channel><title>{'&a;' * 10_000}</title></channel></rss>",
    "<!DOCTYPE rss [<!ENTITY % p \"<!ENTITY q 'z'>\"> %p;]><rss><channel><item/></channel></rss>",
]


@pytest.mark.parametrize("bomb", ENTITY_BOMBS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("parse", [parse_feed, parse_sitemap])
def test_entities_of_its_own_make_a_document_broken_at_once(bomb, encoding, parse):
    started = time.monotonic()
    with pytest.raises(BrokenContainer):
        parse(bomb.encode(encoding))
    assert time.monotonic() - started < 6


def test_the_old_netscape_document_type_is_harmless():
    doctype = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    assert len(parse_feed(doctype + b"<rss><channel><item/></channel></rss>").entries) == 1


def test_nesting_without_end_is_survived():
    feed = parse_feed(b"<rss><channel><item>" + b"<b>" * 200_000)
    assert feed.cut


@pytest.mark.parametrize("junk", [b"", b"   ", b"no xml", b"\x00\x01\x02", b"<!DOCTYPE rss ["])
def test_what_is_no_xml_is_broken(junk):
    with pytest.raises(BrokenContainer):
        parse_feed(junk)


FLOODS = {
    "open tags": b"<rss>" + b"<a " * 1_000_000,
    "unknown entities": b"<rss>" + b"&x;" * 1_000_000,
    "entries": b"<rss>" + b"<item/>" * 1_000_000 + b"</rss>",
    "children": b"<rss><item>" + b"<title/>" * 1_000_000 + b"</item></rss>",
    "attributes": b"<rss " + b" ".join(b'a%d="x"' % n for n in range(300_000)) + b"/>",
    "angle brackets": b"<rss><item><description><![CDATA["
    + b"<" * 9_000_000
    + b"]]></description></item></rss>",
}


@pytest.mark.parametrize("flood", FLOODS)
def test_floods_end_soon(flood):
    started = time.monotonic()
    with suppress(BrokenContainer):
        parse_feed(FLOODS[flood])
    assert time.monotonic() - started < 8


def test_a_sitemap_lists_its_pages_and_what_news_says_of_them():
    sitemap = parse_sitemap(b"""<?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
            xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://x.test/1</loc><lastmod>2021-05-05</lastmod>
      <image:image><image:loc>https://x.test/1.jpg</image:loc></image:image>
      <news:news><news:publication><news:name>Warta</news:name><news:language>id</news:language></news:publication>
      <news:publication_date>2021-03-03T10:00:00+07:00</news:publication_date><news:title>Temu</news:title></news:news>
    </url><url><loc> https://x.test/2 </loc></url><url><loc>javascript:alert(1)</loc></url></urlset>""")
    assert [page.url for page in sitemap.pages] == ["https://x.test/1", "https://x.test/2"]
    hints = sitemap.pages[0].hints
    assert (hints.title, hints.publisher, hints.date, hints.language) == (
        "Temu",
        "Warta",
        "2021-03-03T10:00:00+07:00",
        "id",
    )
    assert sitemap.pages[1].hints.date is None


def test_an_index_lists_its_sitemaps():
    sitemap = parse_sitemap(
        b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>", "https://x.test/i.xml"
    )
    assert sitemap.sitemaps == ("https://x.test/a.xml",)
