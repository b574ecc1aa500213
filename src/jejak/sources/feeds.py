"""Room 1, sources: RSS (0.9x, 1.0, 2.0), Atom and sitemaps as values.

Parsed by lxml with every door shut: no entities resolved, no DTD loaded, no network, libxml2's own limits on
depth and size kept. Dates stay as the feed writes them: "WIB" is no time zone to the usual parsers, and a
guess here could not be taken back later.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urljoin

from lxml import etree

from jejak.errors import BrokenContainer
from jejak.model import Hints
from jejak.sources.pages import clean_hint
from jejak.sources.sniff import charset_of_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

Element: TypeAlias = Any
"""An lxml element."""
FULL_TEXT: Final = 500
"""Characters, without tags, from which an entry's content is an article and no teaser."""
_PREFIXES: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dc",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
    "http://www.google.com/schemas/sitemap-video/1.1": "video",
    "http://www.w3.org/1999/xhtml": "xhtml",
}
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_PIECE: Final = 65_536
_MOST_FAULTS: Final = 5_000
_MOST_ENTRIES: Final = 50_000
"""Entries of one feed or sitemap: as many as the sitemap protocol allows."""
_MOST_CHILDREN: Final = 500
"""Children of a feed or entry that are looked at for what it says about itself."""
_NO_HINTS: Final = Hints()
_NOT_XML: Final = bytes(code for code in range(32) if code not in b"\t\n\r")
_PAGE: Final = "alternate"
_TAG: Final = re.compile(r"<[^<>]*>")
_CONTENTS: Final = ("content:encoded", "content", "description", "summary")
_DATES: Final = ("pubdate", "published", "dc:date", "issued", "dc:issued", "updated", "modified")


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a feed or sitemap points to, and what it says about the page."""

    url: str
    hints: Hints = _NO_HINTS


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: its link if any, and its content (HTML or plain) if that is a whole article."""

    link: str | None
    name: str | None
    content: str | None
    hints: Hints


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries in its own order. `cut` if it ends too early: the last, torn entry is left out."""

    entries: tuple[Entry, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap's pages, or the further sitemaps that an index lists. `cut` as for a feed."""

    pages: tuple[Link, ...] = ()
    sitemaps: tuple[str, ...] = ()
    cut: bool = False


def parse_feed(body: bytes, base: str = "", charset: str | None = None) -> Feed:
    """The feed's entries. BrokenContainer if it can't be parsed or defines entities."""
    try:
        return _feed(body, base, charset)
    except UnicodeDecodeError as error:  # a half character slips through lxml's recovering parser
        raise BrokenContainer(f"the feed holds bytes that are no text (at {error.start})") from error


def _feed(body: bytes, base: str, charset: str | None) -> Feed:
    root = _root(body, charset)
    channel = next((child for child in _children(root) if _name(child) == "channel"), root)
    publisher = clean_hint(_first(channel, "title"))
    language = clean_hint(_first(channel, "language", "dc:language") or root.get(_XML_LANG))
    base = urljoin(base, root.get(_XML_BASE) or "")
    elements = list(islice(root.iter("{*}item", "{*}entry"), _MOST_ENTRIES))
    cut = _is_cut(body, root)
    entries = (_entry(element, base, publisher, language) for element in elements[: -1 if cut else None])
    return Feed(tuple(entries), cut)


def parse_sitemap(body: bytes, base: str = "", charset: str | None = None) -> Sitemap:
    """The sitemap's links. BrokenContainer if it can't be parsed or defines entities."""
    root = _root(body, charset)
    pages, sitemaps = [], []
    cut = _is_cut(body, root)
    for element in root[: -1 if cut else _MOST_ENTRIES]:
        if (loc := _first(element, "loc")) and (url := _joined(base, loc)):
            if _name(element) == "sitemap":
                sitemaps.append(url)
            elif _name(element) == "url":
                pages.append(Link(url, _news_hints(element, url)))
    return Sitemap(tuple(pages), tuple(sitemaps), cut)


def _root(body: bytes, charset: str | None) -> Element:
    if charset_of_mark(body[:4]) in (None, "utf-8-sig"):
        body = body.translate(None, _NOT_XML)
    parser = etree.XMLParser(
        encoding=charset if _needs_label(body) else None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        root = _parsed(parser, body.lstrip(b" \t\r\n"))
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise BrokenContainer(f"The XML can't be parsed: {str(error)[:200]}.") from error
    if root is None:
        raise BrokenContainer("The XML can't be parsed: it has no root element.")
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and dtd.entities():
        raise BrokenContainer("The XML defines entities of its own; feeds and sitemaps may not.")
    return root


def _parsed(parser: etree.XMLParser, body: bytes) -> Element:
    """The root element; BrokenContainer if mending the document's faults would never end."""
    for at in range(0, len(body), _PIECE):
        parser.feed(body[at : at + _PIECE])
        if len(parser.feed_error_log) > _MOST_FAULTS:
            raise BrokenContainer(f"The XML has more than {_MOST_FAULTS:,} faults.")
    return parser.close()


def _needs_label(body: bytes) -> bool:
    """Whether only the server's word tells the charset: no mark, no declaration, and not UTF-8."""
    if charset_of_mark(body[:4]) or b"encoding=" in body[:200]:
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _is_cut(body: bytes, root: Element) -> bool:
    """Whether the root's end tag is missing: the document was not received to its end."""
    tail = body.rstrip()[-2_000:].replace(b"\0", b"")
    local = root.tag.rpartition("}")[2].rpartition(":")[2].encode()
    return b"</" not in tail or not re.search(rb"</(?:[\w.-]{1,60}:)?" + re.escape(local) + rb"\s*>", tail)


def _children(element: Element) -> Iterator[Element]:
    return islice(element, _MOST_CHILDREN)


def _name(element: Element) -> str:
    """The element's name in lower case, with our prefix where its namespace isn't the feed's own."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, local = element.tag.rpartition("}")
    prefix = _PREFIXES.get(namespace.lstrip("{"), "")
    return f"{prefix}:{local}".lower() if prefix else local.lower()


def _first(element: Element, *names: str) -> str:
    """The text of the first child with one of these names, earlier names first; "" if there is none."""
    for name in names:
        for child in _children(element):
            if _name(child) == name and (text := "".join(child.itertext()).strip()):
                return text
    return ""


def _entry(element: Element, base: str, publisher: str | None, language: str | None) -> Entry:
    link = _joined(base, _link_of(element))
    hints = Hints(
        title=clean_hint(html.unescape(_first(element, "title"))),
        publisher=clean_hint(_first(element, "source", "dc:publisher")) or publisher,
        date=clean_hint(_first(element, *_DATES)),
        url=link,
        author=clean_hint(_author_of(element)),
        language=language,
    )
    return Entry(link, clean_hint(_first(element, "guid", "id")), _content_of(element), hints)


def _link_of(element: Element) -> str:
    """The address of the entry's page: RSS `link`, Atom `link rel=alternate`, or a guid that is one."""
    links = (
        child for child in _children(element) if _name(child) == "link" and child.get("rel", _PAGE) == _PAGE
    )
    for child in links:
        if found := (child.get("href") or "".join(child.itertext())).strip():
            return str(found)
    guid = _first(element, "guid", "id")
    return guid if guid.lower().startswith(("http://", "https://")) else ""


def _author_of(element: Element) -> str:
    """Names of the authors; an RSS address "desk@x.test (Name)" gives the name."""
    names = []
    for child in _children(element):
        if _name(child) in ("dc:creator", "author"):
            text = _first(child, "name") or "".join(child.itertext()).strip()
            address, _, name = text.partition(" (")
            names.append(name.rstrip(")") if name and "@" in address else text)
    return ", ".join(dict.fromkeys(name for name in names if name and "@" not in name))


def _content_of(element: Element) -> str | None:
    """The longest full text of the entry, or None if all there is are teasers."""
    for name in _CONTENTS:
        for child in _children(element):
            if _name(child) == name:
                text = _markup_of(child)
                if _visible_length(text) >= FULL_TEXT:
                    return text
    return None


def _markup_of(element: Element) -> str:
    """An element's content as HTML or plain text: escaped markup as it is, child elements written out."""
    if len(element):
        inner = (etree.tostring(child, encoding="unicode") for child in element)
        return "".join([element.text or "", *inner])
    return element.text or ""


def _visible_length(markup: str) -> int:
    return len(_TAG.sub("", markup).strip())


def _news_hints(element: Element, url: str) -> Hints:
    news = next((child for child in _children(element) if _name(child) == "news:news"), None)
    if news is None:
        return Hints(url=url)
    publication = next((child for child in _children(news) if _name(child) == "news:publication"), news)
    return Hints(
        title=clean_hint(_first(news, "news:title")),
        publisher=clean_hint(_first(publication, "news:name")),
        date=clean_hint(_first(news, "news:publication_date")),
        url=url,
        language=clean_hint(_first(publication, "news:language")),
    )


def _joined(base: str, link: str) -> str | None:
    """The absolute http(s) address without its fragment, or None."""
    try:
        url = urljoin(base, link.strip()).partition("#")[0]
    except ValueError:
        return None
    return url if url.lower().startswith(("http://", "https://")) else None
