"""Room 2, article: the headline of an HTML page, and the lines printed around it (who wrote it, when)."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"}
    | {"th", "thead", "title", "tr", "ul"}
)
"""Elements that stand on lines of their own."""

_UNSEEN: Final = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "select", "option", "iframe"}
)
_LINES_AFTER: Final = 40
_LINES_BEFORE: Final = 8
_LONGEST_LINE: Final = 300
_MOST_ELEMENTS_AROUND: Final = 1_500
_PARTS = re.compile(r"\s(?:[|–—•·»]|::|-)\s")
_WORD = re.compile(r"\w+")
_PAGE_NUMBER = re.compile(r"\s?[-–(|]?\s?\b(?:halaman|page|hal\.?)\s(?:\d{1,3}|all|semua)\)?\s?\Z", re.I)


def find_headline(tree: HtmlElement, claimed: str | None) -> HtmlElement | None:
    """The h1 that is the article's headline: the one that says most of what the page claims as its title."""
    heads = [head for head in islice(tree.iter("h1"), 20) if _WORD.search(head.text_content()[:1000])]
    wanted = _words(claimed) | _words(_title_tag(tree))
    best = max(heads, key=lambda head: _share(_words(inner_text(head)), wanted), default=None)
    if best is not None and wanted and _share(_words(inner_text(best)), wanted) < 0.5:
        return None
    return best


def choose_title(
    tree: HtmlElement, head: HtmlElement | None, claimed: str | None, publisher_names: tuple[str, ...]
) -> str | None:
    """The title: the headline in print, else the page's claim or its title tag without the outlet's name."""
    printed = inner_text(head) if head is not None else ""
    if len(_WORD.findall(printed)) >= 3 and len(printed) <= 400:
        return printed
    for text in (claimed, _title_tag(tree), printed):
        if text and (title := without_outlet(text, publisher_names)):
            return title
    return None


def without_outlet(title: str, publisher_names: tuple[str, ...]) -> str:
    """A title without page number and the outlet's name at its end or start: "X - Kompas.com" -> "X"."""
    title = _PAGE_NUMBER.sub("", " ".join(title.split()))
    outlet = {_squeezed(name) for name in publisher_names if name}
    marks = list(_PARTS.finditer(title))
    for mark in reversed(marks):
        tail = _squeezed(title[mark.end() :])
        if tail and any(tail in name or name in tail for name in outlet if name):
            title = title[: mark.start()]
    if marks and (head := _squeezed(title[: marks[0].start()])) and head in outlet:
        title = title[marks[0].end() :]
    return title.strip()


def lines_around(head: HtmlElement) -> tuple[list[str], list[str]]:
    """The lines printed shortly before the headline (nearest last) and those after it (nearest first)."""
    region = head
    for ancestor in head.iterancestors():
        region = ancestor
        if ancestor.tag == "body" or len(ancestor.text_content()) > len(head.text_content()) + 1_200:
            break
    before: list[str] = []
    after: list[str] = []
    passed = False
    for element, line in _lines(region, head):
        if element is head:
            passed = True
        elif passed:
            after.append(line)
        else:
            before = [*before[-_LINES_BEFORE + 1 :], line]
        if len(after) >= _LINES_AFTER:
            break
    return before, after


def inner_text(element: HtmlElement) -> str:
    """The element's words, white space squeezed."""
    return " ".join(element.text_content().split())


def _lines(region: HtmlElement, head: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Lines of a region as (block the line began in, text); the headline is one line of its own."""
    started, words = region, [region.text or ""]
    skipped: HtmlElement | None = None

    def line() -> str:
        return " ".join("".join(words).split())[:_LONGEST_LINE]

    seen = 0
    for event, element in _walk(region):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                words.append(element.tail or "")
            continue
        seen += event == "start"
        if seen > _MOST_ELEMENTS_AROUND:
            return
        if element.tag in BLOCKS:
            if text := line():
                yield started, text
            started, words = element, []
        if event == "start" and (element is head or element.tag in _UNSEEN):
            skipped = element
            if element is head:
                yield head, inner_text(head)
            continue
        words.append((element.text if event == "start" else element.tail) or "")
    if text := line():
        yield started, text


def _walk(region: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Start and end of every element below the region, in document order."""
    from lxml import etree

    walk = etree.iterwalk(region, events=("start", "end"))
    return ((event, element) for event, element in walk if element is not region)


def _title_tag(tree: HtmlElement) -> str | None:
    title = tree.find(".//title")
    return inner_text(title) if title is not None else None


def _words(text: str | None) -> set[str]:
    return set(_WORD.findall(text[:1000].casefold())) if text else set()


def _share(words: set[str], wanted: set[str]) -> float:
    return len(words & wanted) / len(words) if words else 0.0


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
