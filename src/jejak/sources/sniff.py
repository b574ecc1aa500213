"""Room 1, sources: what some bytes are, by what stands in them. Names and labels only break ties."""

from __future__ import annotations

import codecs
import re
from enum import Enum
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ELEMENT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
_ADDRESS_LINE = re.compile(r"https?://\S{1,4000}", re.I)
_CLOSING_TAG = re.compile(
    r"</(?:p|div|span|article|section|body|html|h[1-6]|ul|ol|figure|strong|em|a)>", re.I
)
_HTML_START = re.compile(r"\s{0,100}<(?:!doctype\s+html|html|head|body|p|div)[\s>]", re.I)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FEEDS: Final = frozenset({"rss", "feed", "rdf"})
_SITEMAPS: Final = frozenset({"urlset", "sitemapindex"})


class Kind(Enum):
    """What an input is."""

    EMPTY = "empty"
    WARC = "WARC archive"
    FEED = "feed"
    SITEMAP = "sitemap"
    HTML = "HTML page"
    XML = "other XML"
    ROWS = "JSON rows"
    ADDRESSES = "list of addresses"
    TEXT = "text"
    BINARY = "binary data"


def kind_of(head: bytes) -> Kind:
    """What data with these first bytes (unpacked, up to 64 KiB) is."""
    if not head.strip():
        return Kind.EMPTY
    if head.startswith(b"WARC/"):
        return Kind.WARC
    charset = charset_of_mark(head)
    if charset is None and len(_CONTROLS.findall(head[:4096])) > len(head[:4096]) // 100:
        return Kind.BINARY
    text = head.decode(charset or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return _markup(text)
    if text.startswith(("{", "[")) and _starts_json(text):
        return Kind.ROWS
    return Kind.ADDRESSES if _all_addresses(text) else Kind.TEXT


def charset_of_mark(head: bytes) -> str | None:
    """The charset that a byte order mark at the start names, or None."""
    return next((name for mark, name in _BOMS if head.startswith(mark)), None)


def known_charset(label: str | None) -> str | None:
    """A charset label as Python names it; None for labels that name no known charset."""
    try:
        return codecs.lookup(label.strip()).name if label and label.strip().isascii() else None
    except (LookupError, ValueError):
        return None


def looks_like_html(text: str) -> bool:
    """Whether a row's or feed entry's text is HTML: begins as a page or block, or closes elements."""
    return bool(_HTML_START.match(text)) or len(_CLOSING_TAG.findall(text[:20_000])) >= 2


def _markup(text: str) -> Kind:
    name = _first_element(text)
    if name is None:
        return Kind.HTML if text[:9].lower() == "<!doctype" else Kind.TEXT
    local = name.lower().rpartition(":")[2]
    if local in _FEEDS:
        return Kind.FEED
    if local in _SITEMAPS:
        return Kind.SITEMAP
    return Kind.XML if text.startswith("<?xml") and local != "html" else Kind.HTML


def _first_element(text: str) -> str | None:
    """Name of the first element, past declarations, comments and a document type."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            at = text.find("-->", at)
        elif text.startswith("<?", at):
            at = text.find("?>", at)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            at = _after_doctype(text, at)
        else:
            match = _ELEMENT.match(text, at)
            return match.group(1) if match else None
        if at < 0:
            return None
    return None


def _after_doctype(text: str, at: int) -> int:
    end, subset = text.find(">", at), text.find("[", at)
    if 0 <= subset < end:
        closing = text.find("]", subset)
        return text.find(">", closing) if closing >= 0 else -1
    return end


def _starts_json(text: str) -> bool:
    after = text[1:200].lstrip()
    return not after or after[0] in ('"}' if text[0] == "{" else "{]")


def _all_addresses(text: str) -> bool:
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(text) > 60_000 and len(lines) > 1:
        lines = lines[:-1]  # the head may have cut it
    return bool(lines) and all(_ADDRESS_LINE.fullmatch(line) for line in lines)
