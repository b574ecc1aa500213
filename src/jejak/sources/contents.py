"""Room 1, sources: files and streams that are read for what is in them, whatever their name says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from jejak.errors import BrokenContainer, NotText, PageError
from jejak.sources.links import Links, Place
from jejak.sources.pages import HTML, TEXT, page, rejected
from jejak.sources.rows import read_rows
from jejak.sources.sniff import Kind, kind_of
from jejak.sources.streams import open_file, read_all, with_head
from jejak.sources.warc import read_archive

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence

    from jejak.model import Capture, Rejection
    from jejak.sources.settings import SourceSettings

HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml")
TEXT_SUFFIXES: Final = (".txt",)
FEED_SUFFIXES: Final = (".xml", ".rss", ".atom", ".rdf")


class ContentFiles:
    """Reads pages, feeds, sitemaps and lists of addresses; `media_type` is how to read anything else."""

    schemes: Sequence[str] = ()

    def __init__(
        self,
        settings: SourceSettings,
        links: Links,
        suffixes: tuple[str, ...] = (),
        media_type: str | None = None,
    ) -> None:
        self.suffixes: Sequence[str] = suffixes
        self._settings = settings
        self._links = links
        self._media_type = media_type

    def __call__(self, name: str) -> Iterator[Capture | Rejection]:
        """What the file gives."""
        path = Path(name)
        try:
            with open_file(path, self._settings.max_growth) as stream:
                yield from self.read(stream, Place(path.name, name))
        except PageError as error:
            yield rejected(path.name, name, error)

    def read(self, stream: io.BufferedReader, place: Place) -> Iterator[Capture | Rejection]:
        """What an open stream gives; PageError if it can't be read to its end."""
        head, stream = with_head(stream, self._settings.max_growth)
        kind = kind_of(head)
        if kind is Kind.WARC:
            yield from read_archive(stream, place.doc, place.address, self._settings)
        elif kind is Kind.ROWS and self._media_type is None:
            yield from read_rows(stream, place.doc, place.address, self._settings)
        else:
            body = read_all(cast("BinaryIO", stream), self._settings.max_file_bytes)
            yield from self._document(kind, body, place)

    def _document(self, kind: Kind, body: bytes, place: Place) -> Iterator[Capture | Rejection]:
        if kind is Kind.FEED:
            yield from self._links.feed(body, place)
        elif kind is Kind.SITEMAP:
            yield from self._links.sitemap(body, place)
        elif kind is Kind.ADDRESSES and self._media_type != HTML:
            yield from self._links.listed(body, place)
        elif self._media_type is not None:
            yield page(place.doc, place.address, body, self._media_type)
        else:
            yield _page_by_content(kind, body, place)


def _page_by_content(kind: Kind, body: bytes, place: Place) -> Capture | Rejection:
    if kind is Kind.BINARY:
        error: PageError = NotText("It is binary data; text, HTML, JSON, XML or WARC is needed.")
        return rejected(place.doc, place.address, error, body)
    if kind is Kind.XML:
        error = BrokenContainer("It is XML, but neither a feed nor a sitemap nor a page.")
        return rejected(place.doc, place.address, error, body)
    return page(place.doc, place.address, body, HTML if kind is Kind.HTML else TEXT)
