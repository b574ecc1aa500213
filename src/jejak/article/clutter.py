"""Room 2, article: what stands on an HTML page beside the article's text, by the names in its markup.

Captions are taken out and kept; advertising, pointers to other articles, tools and consent notices are
dropped. The names are data: `markup.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from jejak.article.headline import inner_text
from jejak.languages.data import parse_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

_MOST_CAPTIONS: Final = 12
_LONGEST_CAPTION: Final = 600
_MOST_CREDITS: Final = 60
_LONGEST_CREDIT: Final = 200


# ---------------------------------------------------------------- names


@dataclass(frozen=True, slots=True)
class _Markup:
    clutter: re.Pattern[str]
    wall: re.Pattern[str]
    body: re.Pattern[str]
    caption: re.Pattern[str]
    not_caption: re.Pattern[str]
    credit: re.Pattern[str]


@lru_cache(maxsize=1)
def _markup() -> _Markup:
    raw = parse_lexicon((resources.files("jejak.article") / "markup.yaml").read_text("utf-8"))

    def pattern(names: Iterable[str]) -> re.Pattern[str]:
        return re.compile(" (?:" + "|".join(sorted(name.replace(" ", " ?") for name in names)) + ")(?= )")

    return _Markup(
        *(pattern(raw[key]) for key in ("clutter", "wall", "body", "caption", "not_caption", "credit"))
    )


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=20_000)
def name_role(names: str) -> str | None:
    """What class and id names say of an element: "wall", "clutter", "caption", "credit" or None."""
    words = f" {_NO_LETTER.sub(' ', _CAMEL.sub(' ', names[:500]).lower())} "
    markup = _markup()
    if markup.wall.search(words):
        return "wall"
    if markup.clutter.search(words):
        return None if markup.body.search(words) else "clutter"
    if markup.caption.search(words) and not markup.not_caption.search(words):
        return "caption"
    return "credit" if markup.credit.search(words) else None


_NAMED: Final = etree.XPath("//*[@class or @id or @itemprop or self::figcaption or self::time]")
_NAMING: Final = ("class", "id", "itemprop")
_LONGEST_NAMES: Final = 4_000
_OUTERMOST: Final = frozenset({"html", "body", "head", "main"})


@dataclass(frozen=True, slots=True)
class Named:
    """An element and the role that its markup gives it."""

    element: HtmlElement
    role: str


def read_roles(tree: HtmlElement) -> list[Named]:
    """The elements of a page whose markup says what they are for, in document order."""
    found = []
    for element in cast("list[HtmlElement]", _NAMED(tree)):
        given = [element.get(key) or "" for key in _NAMING]
        if sum(map(len, given)) > _LONGEST_NAMES:  # no one's class: searching it costs seconds
            for key in _NAMING:
                element.attrib.pop(key, None)
            continue
        names = " ".join(filter(None, given))
        role = {"figcaption": "caption", "time": "credit"}.get(element.tag) or (
            name_role(names) if names else None
        )
        if role and element.tag not in _OUTERMOST:
            found.append(Named(element, role))
    return found


# ---------------------------------------------------------------- captions

_NO_CAPTION: Final = frozenset({"table", "figure", "img", "a", "h1"})
_ASIDE: Final = frozenset({"a", "nav", "aside", "footer", "li"})
_PROMPT: Final = re.compile(r"\W{0,3}(?:advertisement|iklan|scroll|lihat foto|perbesar|klik)\b.{0,40}", re.I)


def take_captions(roles: Sequence[Named]) -> tuple[str, ...]:
    """The captions of the article's pictures, taken out of the tree; a teaser's go and are not kept."""
    clutter = {named.element for named in roles if named.role in _NOT_TEXT}
    captions: list[str] = []
    for element in (named.element for named in roles if named.role == "caption"):
        if element.getparent() is None or element.tag in _NO_CAPTION:
            continue
        for block in element.iter("p", "div", "br"):
            block.tail = f" {block.tail or ''}"  # "Foto: AFP" and the words below it stay apart
        text = inner_text(element)
        if len(text) > _LONGEST_CAPTION or len(element.findall(".//p")) > 2:
            continue
        if len(text) >= 12 and not _PROMPT.fullmatch(text) and not _is_teaser(element, text, clutter):
            captions.append(text)
        drop(element)
    return tuple(dict.fromkeys(captions))[:_MOST_CAPTIONS]


def _is_teaser(element: HtmlElement, text: str, clutter: set[HtmlElement]) -> bool:
    if any(ancestor.tag in _ASIDE or ancestor in clutter for ancestor in element.iterancestors()):
        return True
    linked = sum(len(inner_text(link)) for link in element.iter("a"))
    return linked > 0.6 * len(text)


# ---------------------------------------------------------------- clutter

_CODE: Final = ("style", "noscript", "template", "svg", "iframe", "button", "select")
_BODY_SHARE: Final = 0.4
_LONGEST_WALL: Final = 1_500
_NOT_TEXT: Final = frozenset({"wall", "clutter"})
_LABEL = re.compile(
    r"\W{0,3}(?:baca|simak|lihat|tonton|saksikan|cek)\s(?:juga|pula|selengkapnya|artikel|berita|video)\b",
    re.I,
)
_LINE: Final = frozenset({"p", "div", "li", "h2", "h3", "h4", "h5", "blockquote", "td", "aside", "section"})
_LONGEST_LINE: Final = 2_000


def drop_clutter(tree: HtmlElement, roles: Sequence[Named], head: HtmlElement | None) -> None:
    """Takes out code, and elements whose names or links say that they are not the article's text.

    An element that holds the headline, or much of the page's prose, is kept whatever its name; a consent wall
    goes even if it is all there is.
    """
    etree.strip_elements(tree, *_CODE, with_tail=False)
    for script in list(tree.iter("script")):
        if "ld+json" not in (script.get("type") or ""):
            drop(script)
    around_head = set() if head is None else {head, *head.iterancestors()}
    most = _BODY_SHARE * _prose(tree)
    for element, role in ((named.element, named.role) for named in roles if named.role in _NOT_TEXT):
        size = _prose(element)
        if (role == "wall" and size < _LONGEST_WALL) or (
            element not in around_head and (size < most or not most)
        ):
            _drop_label_before(element)
            drop(element)
    for line in {line for link in tree.iter("a") if (line := _line_of(link)) is not None}:
        if line not in around_head and _points_elsewhere(line):
            _drop_label_before(line)
            drop(line)


def _prose(element: HtmlElement) -> int:
    """Characters in paragraphs of a sentence or more."""
    sizes = (len(paragraph.text_content()) for paragraph in element.iter("p"))
    return sum(size for size in sizes if size > 80)


def _line_of(link: HtmlElement) -> HtmlElement | None:
    return next((up for up in link.iterancestors() if up.tag in _LINE), None)


def _points_elsewhere(line: HtmlElement) -> bool:
    """Whether an element is one line that only points to another article: "Baca juga: <a>...</a>"."""
    text = line.text_content()
    if len(text) > _LONGEST_LINE or not _LABEL.match(text):
        return False
    linked = sum(len(link.text_content()) for link in line.iter("a"))
    return linked > 0.5 * len(text.strip())


def _drop_label_before(element: HtmlElement) -> None:
    """A label of its own ("Baca Juga") goes with the list that follows it."""
    previous = element.getprevious()
    if previous is not None and len(text := inner_text(previous)) < 30 and _LABEL.match(text):
        drop(previous)


def drop(element: HtmlElement) -> None:
    """Takes the element out of its tree; the text after it stays."""
    if element.getparent() is not None:
        element.drop_tree()


# ---------------------------------------------------------------- credits


def credit_lines(roles: Sequence[Named]) -> list[str]:
    """The texts of elements whose names say that they hold the writer or the date, outermost first."""
    lines: list[str] = []
    taken: set[HtmlElement] = set()
    for element in (named.element for named in roles if named.role == "credit"):
        above = list(element.iterancestors())
        if any(up in taken or up.tag in _ASIDE for up in above):
            continue
        text = inner_text(element)
        if 3 <= len(text) <= _LONGEST_CREDIT:
            taken.add(element)
            lines.append(text)
            if len(lines) == _MOST_CREDITS:
                break
    return lines
