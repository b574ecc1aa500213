"""Room 1, sources: one page's bytes or text -> Capture, and faults -> Rejection."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Final

from jejak.errors import NoArticle, PageError
from jejak.model import Capture, Hints, Rejection, content_id
from jejak.sources.sniff import Kind, charset_of_mark, kind_of, looks_like_html
from jejak.sources.streams import HEAD_BYTES

HTML: Final = "text/html"
TEXT: Final = "text/plain"
ARTICLE: Final = "text/x-article"
_MOST_HINT: Final = 2_000
_MOST_NAME: Final = 500


def page(
    doc: str, address: str, body: bytes, media_type: str, hints: Hints | None = None
) -> Capture | Rejection:
    """A capture of a page; a rejection if it is empty. Text that is HTML after all is read as HTML."""
    kind = kind_of(body[:HEAD_BYTES])
    if kind is Kind.EMPTY:
        return rejected(doc, address, NoArticle("The page is empty."), body)
    if media_type == TEXT and kind is Kind.HTML:
        media_type = HTML
    return Capture(doc, address, media_type, body, charset_of_mark(body[:4]), hints=hints or Hints())


def text_page(doc: str, address: str, text: str, hints: Hints) -> Capture:
    """A capture of an article's text that came without a page around it: plain, or a piece of HTML."""
    if looks_like_html(text):
        return Capture(doc, address, HTML, _whole_page(text, hints.title), "utf-8", hints=hints)
    return Capture(doc, address, ARTICLE, encoded(text), "utf-8", hints=hints)


def _whole_page(fragment: str, title: str | None) -> bytes:
    if "<html" in fragment[:1000].lower():
        return encoded(fragment)
    head = f"<title>{html.escape(title)}</title>" if title else ""
    return encoded(
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">{head}</head>\n'
        f"<body><article>\n{fragment}\n</article></body></html>\n"
    )


def encoded(text: str) -> bytes:
    """UTF-8; halves of surrogate pairs, which JSON may carry, become `?`."""
    return text.encode("utf-8", "replace")


def clean_hint(value: str | None, most: int = _MOST_HINT) -> str | None:
    """A hint as one line of at most `most` characters; None if nothing is left."""
    if not value:
        return None
    return " ".join(encoded(value[: 2 * most]).decode().replace("\0", " ").split())[:most] or None


def clean_name(value: str) -> str:
    """A document's name, of at most 500 characters; a longer one ends in a digest and stays distinct."""
    value = encoded(value).decode().replace("\0", " ").strip()
    return value if len(value) <= _MOST_NAME else f"{value[: _MOST_NAME - 17]}~{content_id(value)}"


def renamed(item: Capture | Rejection, place: str, name: str) -> Capture | Rejection:
    """The page or rejection as if the file it stands in, which lies at `place`, had been named `name`."""
    if place == name or not item.address.startswith(place):
        return item
    return replace(item, address=clean_name(name + item.address[len(place) :]))


def rejected(doc: str, address: str, error: PageError, body: bytes | None = None) -> Rejection:
    """The error as a stored rejection."""
    digest = Capture(doc, address, TEXT, body).sha256 if body is not None else None
    return Rejection(clean_name(doc), clean_name(address), error.reason, str(error), digest)
