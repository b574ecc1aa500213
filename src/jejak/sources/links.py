"""Room 1, sources: addresses, feeds and sitemaps -> the pages they lead to.

An address that the user names may be a page, a feed, a sitemap or rows. An address that a feed or sitemap
gives may only be a page (or, in an index, a sitemap): nothing unrolls without end.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from jejak.errors import BrokenContainer, FetchError, NoArticle, NotText, PageError
from jejak.model import Capture, Hints, Rejection
from jejak.sources.feeds import Entry, Link, parse_feed, parse_sitemap
from jejak.sources.pages import HTML, TEXT, clean_name, rejected, text_page
from jejak.sources.rows import read_rows
from jejak.sources.sniff import Kind, charset_of_mark, kind_of
from jejak.sources.streams import HEAD_BYTES, without_codings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jejak.sources.fetch import Fetched, Fetcher
    from jejak.sources.settings import SourceSettings

_HTML_TYPES: Final = frozenset({HTML, "application/xhtml+xml"})
_UNROLLED: Final = frozenset({Kind.FEED, Kind.SITEMAP})
_NOT_FOLLOWED: Final = "in a folder, links are not followed. Name the file itself to have them read."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document with links in it stands: its name, its address, and the base of relative links."""

    doc: str
    address: str
    base: str = ""
    charset: str | None = None
    fetched: str | None = None


@dataclass
class _Quota:
    """What one sitemap the user named may still unroll into, and the sitemaps it already did."""

    links: int
    sitemaps: int
    seen: set[str] = field(default_factory=set)


class Links:
    """Follows links. Without a fetcher (for files that a folder happened to hold) it only says so.

    Links of feeds and sitemaps that are `passed` are not followed.
    """

    def __init__(
        self,
        settings: SourceSettings,
        fetcher: Fetcher | None,
        passed: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._settings = settings
        self._fetcher = fetcher
        self._passed = passed

    def named(self, urls: Iterable[str]) -> Iterator[Capture | Rejection]:
        """What the user's addresses give: pages, or the pages of feeds, sitemaps and rows."""
        for url, answer in self._fetch_each(urls):
            if isinstance(answer, FetchError):
                yield rejected(url, url, answer)
            else:
                yield from self._opened(answer)

    def listed(self, text: bytes, place: Place) -> Iterator[Capture | Rejection]:
        """What a list of addresses, one a line, gives; lines that begin with `#` are remarks."""
        if self._fetcher is None:
            yield rejected(
                place.doc, place.address, NoArticle(f"It is a list of addresses, and {_NOT_FOLLOWED}")
            )
            return
        lines = (line.strip() for line in text.decode("utf-8-sig", "replace").splitlines())
        yield from self.named(line for line in lines if line and not line.startswith("#"))

    def feed(self, body: bytes, place: Place) -> Iterator[Capture | Rejection]:
        """The feed's articles: their text where the feed holds it whole, else the page it links to."""
        try:
            feed = parse_feed(body, place.base, place.charset)
        except PageError as error:
            yield rejected(place.doc, place.address, error, body)
            return
        entries = _without_repeats(feed.entries)
        new = [e for e in entries if e.content or not e.link or not self._passed(e.link)]
        chosen = new[: self._settings.max_links]
        pages = self._linked(Link(e.link, e.hints) for e in chosen if e.link and not e.content)
        for number, entry in enumerate(chosen, 1):
            yield from self._entry(entry, number, place, pages)
        if len(new) > len(chosen):
            yield self._too_many(place)
        if feed.cut:
            yield _cut_off(place, len(feed.entries), "entries")
        elif not entries:
            yield rejected(place.doc, place.address, NoArticle("The feed has no entries."), body)

    def sitemap(self, body: bytes, place: Place) -> Iterator[Capture | Rejection]:
        """The pages that the sitemap, or the sitemaps in its index, lists."""
        if self._fetcher is None:
            yield rejected(place.doc, place.address, NoArticle(f"It is a sitemap, and {_NOT_FOLLOWED}"))
            return
        quota = _Quota(self._settings.max_links, self._settings.max_sitemaps, {place.address})
        yield from self._sitemap(body, place, quota, 1)

    def _sitemap(self, body: bytes, place: Place, quota: _Quota, depth: int) -> Iterator[Capture | Rejection]:
        try:
            sitemap = parse_sitemap(body, place.base, place.charset)
        except PageError as error:
            yield rejected(place.doc, place.address, error, body)
            return
        pages = [x for x in {link.url: link for link in sitemap.pages}.values() if not self._passed(x.url)]
        chosen = pages[: quota.links]
        quota.links -= len(chosen)
        yield from self._linked(chosen)
        if len(pages) > len(chosen):
            yield self._too_many(place)
        if sitemap.sitemaps:
            yield from self._index(sitemap.sitemaps, place, quota, depth)
        if sitemap.cut:
            yield _cut_off(place, len(sitemap.pages) + len(sitemap.sitemaps), "addresses")

    def _index(
        self, urls: tuple[str, ...], place: Place, quota: _Quota, depth: int
    ) -> Iterator[Capture | Rejection]:
        new = [url for url in dict.fromkeys(urls) if url not in quota.seen]
        chosen = new[: quota.sitemaps] if depth < self._settings.max_depth and quota.links else []
        quota.sitemaps -= len(chosen)
        quota.seen.update(chosen)
        for url, answer in self._fetch_each(chosen):
            if isinstance(answer, FetchError):
                yield rejected(url, url, answer)
            elif quota.links:
                yield from self._child(answer, quota, depth + 1)
        if len(new) > len(chosen):
            limits = f"{self._settings.max_sitemaps} sitemaps, {self._settings.max_depth} deep"
            left_out = (
                f"{len(new) - len(chosen)} sitemaps of the index were left out; at most {limits} are read."
            )
            yield rejected(place.doc, place.address, NoArticle(left_out))

    def _child(self, answer: Fetched, quota: _Quota, depth: int) -> Iterator[Capture | Rejection]:
        place = place_of(answer)
        try:
            body = _unpacked(answer.body, self._settings)
            if (kind := kind_of(body[:HEAD_BYTES])) is not Kind.SITEMAP:
                raise NoArticle(f"The index leads here to no sitemap, but: {kind.value}.")
        except PageError as error:
            yield rejected(place.doc, place.address, error, answer.body)
            return
        yield from self._sitemap(body, place, quota, depth)

    def _entry(
        self, entry: Entry, number: int, place: Place, pages: Iterator[Capture | Rejection]
    ) -> Iterator[Capture | Rejection]:
        address = f"{place.address}#{number}"
        doc = clean_name(entry.link or entry.name or f"{place.doc}#{number}")
        if entry.content:
            capture = text_page(doc, address, entry.content, entry.hints)
            yield Capture(doc, address, capture.media_type, capture.body, "utf-8", place.fetched, entry.hints)
        elif not entry.link:
            yield rejected(
                doc, address, NoArticle("The entry holds neither a whole article nor a link to one.")
            )
        elif self._fetcher is None:
            yield rejected(
                doc, address, NoArticle(f"The entry only links to its article, and {_NOT_FOLLOWED}")
            )
        else:
            yield from islice(pages, 1)

    def _linked(self, links: Iterable[Link]) -> Iterator[Capture | Rejection]:
        """One page or rejection for each link."""
        waiting: dict[str, Hints] = {}

        def urls() -> Iterator[str]:
            for link in links:
                waiting[link.url] = link.hints
                yield link.url

        for url, answer in self._fetch_each(urls()):
            if isinstance(answer, FetchError):
                yield rejected(url, url, answer)
            else:
                yield self._page(answer, waiting.pop(url))

    def _opened(self, answer: Fetched) -> Iterator[Capture | Rejection]:
        """A fetched document that the user named, unrolled if it is more than a page."""
        place = place_of(answer)
        try:
            body = _unpacked(answer.body, self._settings)
        except PageError as error:
            yield rejected(place.doc, place.address, error, answer.body)
            return
        kind = kind_of(body[:HEAD_BYTES])
        if kind is Kind.FEED:
            yield from self.feed(body, place)
        elif kind is Kind.SITEMAP:
            yield from self.sitemap(body, place)
        elif kind is Kind.ROWS and answer.media_type not in _HTML_TYPES:
            yield from read_rows(_stream(body), place.doc, place.address, self._settings)
        else:
            yield self._page(answer, Hints())

    def _page(self, answer: Fetched, hints: Hints) -> Capture | Rejection:
        """The one page that a fetched document is; a rejection if it is none."""
        doc, address = clean_name(answer.requested), clean_name(answer.url)
        try:
            body = _unpacked(answer.body, self._settings)
            media_type = _media_type(kind_of(body[:HEAD_BYTES]), answer.media_type)
        except PageError as error:
            return rejected(doc, address, error, answer.body)
        charset = charset_of_mark(body[:4]) or answer.charset
        hints = Hints(hints.title, hints.publisher, hints.date, address, hints.author, hints.language)
        return Capture(doc, address, media_type, body, charset, answer.fetched, hints)

    def _fetch_each(self, urls: Iterable[str]) -> Iterator[tuple[str, Fetched | FetchError]]:
        if self._fetcher is None:
            return
        asked: list[str] = []

        def noted() -> Iterator[str]:
            for url in urls:
                asked.append(url)
                yield url

        for answer in self._fetcher.fetch_each(noted()):
            yield asked.pop(0), answer

    def _too_many(self, place: Place) -> Rejection:
        most = self._settings.max_links
        left_out = NoArticle(f"It lists more than the {most:,} pages read at a time; the rest was left out.")
        return rejected(place.doc, place.address, left_out)


def _without_repeats(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, of those with one link only the first."""
    seen: dict[object, Entry] = {}
    for number, entry in enumerate(entries):
        seen.setdefault(entry.link or number, entry)
    return list(seen.values())


def place_of(answer: Fetched) -> Place:
    """Where a fetched document stands."""
    return Place(clean_name(answer.requested), answer.url, answer.url, answer.charset, answer.fetched)


def _cut_off(place: Place, count: int, what: str) -> Rejection:
    return rejected(
        place.doc, place.address, BrokenContainer(f"The XML ends early, after {count:,} whole {what}.")
    )


def _unpacked(body: bytes, settings: SourceSettings) -> bytes:
    """The body, unpacked if it is a gzip file, as sitemaps often are."""
    return without_codings(body, "gzip", settings.fetch.max_bytes)


def _media_type(kind: Kind, label: str) -> str:
    """How to read a fetched page: by its bytes, then by the server's label. PageError if it is no page."""
    if kind is Kind.EMPTY:
        raise NoArticle("The page is empty.")
    if kind is Kind.BINARY:
        raise NotText(f"It is binary data ({label or 'unlabelled'}), not a page.")
    if kind is Kind.HTML or (label in _HTML_TYPES and kind not in _UNROLLED):
        return HTML
    if kind in (Kind.TEXT, Kind.ADDRESSES):
        return TEXT
    hint = " Name it yourself to have it read." if kind in (Kind.FEED, Kind.SITEMAP, Kind.ROWS) else ""
    raise NoArticle(f"It is not a page, but: {kind.value}.{hint}")


def _stream(body: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(body))
