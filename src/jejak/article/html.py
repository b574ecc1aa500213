"""Room 2, article: an HTML page -> Article (codebook 1).

trafilatura finds the body; around it stands our own layer: JSON-LD and meta tags (`structured`), the lines
printed near the headline (`headline`), captions and clutter by their markup (`clutter`), boilerplate by its
words (`boilerplate`). The page is parsed once. Nothing is fetched, no entity is expanded, and pages that are
too big, too deep or no article are refused.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

from jejak.article.boilerplate import (
    cut_paragraph,
    cut_summary,
    ends_article,
    ends_sentence,
    find_tail,
    is_boilerplate,
    is_headline,
    opens_related,
)
from jejak.article.clutter import credit_lines, drop_clutter, read_roles, take_captions
from jejak.article.dates import infer_published, is_date_line, spoken_days
from jejak.article.decode import decode
from jejak.article.headline import choose_title, find_headline, lines_around
from jejak.article.language import detect_language
from jejak.article.metadata import find_credits, parse_byline, read_dateline
from jejak.article.published import DateSources, choose_published, day_read, guess_published
from jejak.article.publishers import name_publisher, publisher_of_url
from jejak.article.structured import read_structured
from jejak.errors import NoArticle
from jejak.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jejak.article.clutter import Named
    from jejak.article.structured import Structured
    from jejak.model import Capture, Hints

MOST_TAGS: Final = 60_000
"""Pages with more tags, opening and closing, are refused: the largest of 181 news pages had 3,200."""

MOST_CHARACTERS: Final = 2_000_000
"""Pages with more text than this, code and clutter left out, are refused: they are dumps."""

# Both log what they could not find on every other page; what matters comes back as a value.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_html(capture: Capture) -> Article:
    """The article on an HTML page.

    Raises NotText for a binary body, NoArticle for a page that is empty, too big, endlessly nested, or holds
    no article (an index, a consent wall).
    """
    tree = _parse(decode(capture))
    claims = read_structured(tree)
    url = _address(claims, capture)
    publisher = _publisher(claims, capture.hints, url)
    head = find_headline(tree, claims.title)
    outlets = _outlet_names(claims, publisher, url)
    title = choose_title(tree, head, claims.title, outlets)
    roles = read_roles(tree)
    prints = _read_prints(roles, head)
    captions = take_captions(roles)
    drop_clutter(tree, roles, head)
    if len(tree.text_content()) > MOST_CHARACTERS:
        raise NoArticle(f"the page has more than {MOST_CHARACTERS:,} characters of text; that is no article")
    body = _read_body(_extract(tree), {title or "", *captions})
    _require_article(body.text, claims, has_headline=head is not None, url=url)
    language = detect_language(body.text, hint=claims.language or capture.hints.language)
    latest = day_read(capture.fetched)
    dates = DateSources(claims.published, prints.dates, capture.hints.date, publisher, latest)
    published = choose_published(dates, language, spoken_days(body.text))
    inferred = None
    if published is None:
        published, inferred = infer_published(body.text, latest=latest)
        if published is None and (guess := guess_published(tree, url, latest)):
            published, inferred = guess, None
    bylines, editors = _people(claims, prints, body, capture.hints, outlets)
    return Article(
        doc=capture.doc,
        text=body.text,
        title=title or capture.hints.title,
        publisher=publisher or name_publisher(None, source=body.source),
        published=published,
        published_inferred=inferred,
        bylines=bylines,
        editors=editors,
        dateline=body.dateline,
        language=language,
        url=url,
        captions=captions,
    )


# ---------------------------------------------------------------- the tree


# One class for all elements, looked up in C: lxml.html's own choice by tag name is Python and slow.
_ELEMENTS: Final = etree.ElementDefaultClassLookup(element=HtmlElement)


_CONTROLS: Final = re.compile(
    r"[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)"
    r"|x0*(?:[1-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
"""Signs, as such or by number, that lxml reads but does not let stand when text is moved."""


def _parse(page: str) -> HtmlElement:
    if page.count("<") > MOST_TAGS:
        raise NoArticle(f"the page has more than {MOST_TAGS:,} tags; that is no article")
    data = _CONTROLS.sub(" ", page).encode("utf-8", "replace")
    for deep in (False, True):
        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=deep)
        parser.set_element_class_lookup(_ELEMENTS)
        try:
            tree = document_fromstring(data, parser=parser, ensure_head_body=True)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
            raise NoArticle(f"the page holds no HTML that can be read ({error})") from error
        if not any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
            return _shallow(tree) if deep else tree
    raise NoArticle("the page nests its elements without end; it can't be read")


_DEEPEST: Final = 64
"""Elements inside each other that a page keeps where it nests hundreds; pages in earnest nest some fifty.

What takes the body out of the page looks at all links below each element: time grows with depth times links.
"""


_NESTING: Final = frozenset(
    {"div", "span", "section", "font", "center", "b", "i", "u", "em", "strong", "ul", "ol", "li"}
)
"""Elements that say nothing of their own where hundreds lie inside each other."""


def _shallow(tree: HtmlElement) -> HtmlElement:
    """The tree without the tags of elements that lie too deep; what they hold stays, in order."""
    deep, waiting = [], [(tree, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > _DEEPEST and element.tag in _NESTING:
            deep.append(element)
        waiting += [(child, depth + 1) for child in reversed(element)]
    for element in deep:
        element.drop_tag()
    return tree


def _address(claims: Structured, capture: Capture) -> str | None:
    """The page's own address: as it claims it, if that is a web address, else where it came from."""
    fetched = next(
        (
            url
            for url in (capture.hints.url, capture.address)
            if url and url.startswith(("http://", "https://")) and _joined("", url)
        ),
        None,
    )
    claimed = _joined(fetched or "", claims.url) if claims.url else None
    if claimed and claimed.startswith(("http://", "https://")) and len(urlsplit(claimed).path) > 1:
        return claimed
    return fetched or claimed


def _joined(base: str, link: str) -> str | None:
    """The absolute address, or None where it is broken ("http://[x")."""
    try:
        joined = urljoin(base, link)
        urlsplit(joined)
    except ValueError:
        return None
    return joined


def _publisher(claims: Structured, hints: Hints, url: str | None) -> str | None:
    """The outlet: a known one by its address, else as the page or the source names it."""
    return (
        publisher_of_url(url)
        or name_publisher(claims.publisher)
        or name_publisher(hints.publisher)
        or _host(url)
    )


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _outlet_names(claims: Structured, publisher: str | None, url: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (claims.publisher, publisher, _host(url))))


# ---------------------------------------------------------------- what the page prints about itself


@dataclass(frozen=True, slots=True)
class _Prints:
    """Lines that date the page, and lines that may credit it, in print."""

    dates: tuple[str, ...]
    credits: tuple[str, ...]


_PARAGRAPH: Final = 200
"""Characters from which a line below the headline is the body's first paragraph."""
_SENTENCE: Final = 80
"""Characters from which it may be a subtitle, if it is the first such line."""


def _read_prints(roles: Sequence[Named], head: HtmlElement | None) -> _Prints:
    before, after = lines_around(head) if head is not None else ([], [])
    near = [*_above_body(after), *reversed(before)]
    marked = credit_lines(roles)
    dates = [line for line in near if is_date_line(line)] or _one_date([x for x in marked if is_date_line(x)])
    return _Prints(tuple(dates), (*near, *marked))


def _above_body(lines: Sequence[str]) -> list[str]:
    """The lines before the body's first paragraph: a long one, or the second sentence."""
    above: list[str] = []
    sentences = 0
    for line in lines:
        sentences += len(line) >= _SENTENCE and ends_sentence(line)
        if len(line) >= _PARAGRAPH or sentences > 1:
            break
        above.append(line)
    return above


def _one_date(lines: Sequence[str]) -> list[str]:
    """Lines far from the headline date the page only if there is one such line: teasers have dates too."""
    return list(lines[:1]) if len(set(lines)) == 1 else []


def _people(
    claims: Structured, prints: _Prints, body: _Body, hints: Hints, outlets: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(bylines, editors): labelled credits in print, else the page's data, else the source's column.

    Where the two name the same writers, the data says where a name ends ("By A. Writer Nov. 19").
    """
    printed = find_credits(prints.credits)
    claimed = [parse_byline(name) for name in claims.authors]
    hinted = parse_byline(hints.author)
    authors = tuple(dict.fromkeys(name for names, _ in claimed for name in names))
    agree = any(shown.startswith(name) for shown in printed.bylines for name in authors)
    writers = (authors if agree else printed.bylines, body.bylines, authors, hinted[0])
    edited = (
        printed.editors,
        body.editors,
        tuple(name for text in claims.editors for name in parse_byline(text)[0]),
        tuple(name for _, names in claimed for name in names),
        hinted[1],
    )
    desks = {_squeezed(name) for name in outlets}

    def first(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        persons = (tuple(name for name in names if _squeezed(name) not in desks) for names in groups)
        return next(filter(None, persons), ())

    return first(writers), first(edited)


# ---------------------------------------------------------------- the body


@dataclass(frozen=True, slots=True)
class _Body:
    """The article's paragraphs, and what stood among them."""

    text: str
    dateline: str | None = None
    source: str | None = None
    bylines: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()


_OPTIONS: Final = Extractor(output_format="python", fast=True, comments=False)
_KICKER: Final = 80
"""Longest line above the dateline that may be a desk's name or a kicker."""
_BLOCKS: Final = frozenset(
    {"p", "head", "item", "row", "quote", "code", "list", "table", "lb", "div", "body"}
)


def _extract(tree: HtmlElement) -> list[str]:
    """The paragraphs that trafilatura takes for the main text, a table's cells joined by bars."""
    document = bare_extraction(tree, options=_OPTIONS)
    if not isinstance(document, Document):
        return []
    lines: list[list[str]] = [[]]
    for event, element in etree.iterwalk(document.body, events=("start", "end")):
        if element.tag in _BLOCKS:
            lines.append([])
        elif element.tag == "cell" and event == "start" and any(map(str.strip, lines[-1])):
            lines[-1].append(" | ")
        lines[-1].append((element.text if event == "start" else element.tail) or "")
    joined = (" ".join("".join(words).split()) for words in lines)
    return [line for line in joined if line]


def _read_body(paragraphs: Sequence[str], elsewhere: set[str]) -> _Body:
    """Body, dateline and credits of the paragraphs, without what stands `elsewhere`: title and captions."""
    known = {_squeezed(text) for text in elsewhere}
    lines = _without_related([line for line in paragraphs if _squeezed(line) not in known])
    credits = find_credits(lines)
    own = [
        line for index, line in enumerate(lines) if index not in credits.lines and not is_boilerplate(line)
    ]
    own = [piece for line in own for piece in cut_paragraph(line)]
    while own and is_date_line(own[0]):
        del own[0]
    own, tail = _without_tail(own)
    dateline = source = None
    for index, line in enumerate(own[:4]):
        if found := read_dateline(line):
            dateline, source = found.place, found.source
            above = [text for text in own[:index] if ends_sentence(text) or len(text) > _KICKER]
            own = [*above, line[found.end :].strip(), *own[index + 1 :]]
            break
    text = "\n".join(filter(None, own))
    text = text[: cut_summary(text)].strip()
    return _Body(text, dateline, source, credits.bylines or tail[0], credits.editors or tail[1])


def _without_related(lines: Sequence[str]) -> list[str]:
    """The lines up to the heading of what follows articles, without "Baca juga:" and headlines below it."""
    kept: list[str] = []
    announced = False
    for line in lines:
        if len(kept) >= 3 and ends_article(line):
            break
        if opens_related(line):
            announced = True
        elif not (announced and is_headline(line)):
            announced = False
            kept.append(line)
    return kept


def _without_tail(lines: Sequence[str]) -> tuple[list[str], tuple[tuple[str, ...], tuple[str, ...]]]:
    """The lines without the credits and initials that end the last one, and (bylines, editors) of those."""
    kept, cut = list(lines), list[str]()
    while kept:
        tail = find_tail(kept[-1])
        cut += tail.words
        if last := kept[-1][: tail.start].strip():
            kept[-1] = last
            break
        del kept[-1]
    people = find_credits(cut)
    return kept, (people.bylines, people.editors)


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


# ---------------------------------------------------------------- is there an article?

_FEWEST_WORDS: Final = 20
_PROSE_WORDS: Final = 12
_ENOUGH_PROSE: Final = 120
_INDEX_KINDS: Final = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"})
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\u1780-\u17ff]")


def _require_article(text: str, claims: Structured, *, has_headline: bool, url: str | None) -> None:
    """Raises NoArticle where the page reads like a list of other pages, or says nothing."""
    words = _count_words(text)
    if words < _FEWEST_WORDS:
        raise NoArticle(f"fewer than {_FEWEST_WORDS} words of article text on the page")
    prose = [_count_words(line) for line in text.split("\n") if _ends_sentence(line)]
    prose_words = sum(count for count in prose if count >= _PROSE_WORDS)
    is_front = url is not None and urlsplit(url).path in {"", "/"} and not urlsplit(url).query
    score = (
        2 * claims.is_article
        + has_headline
        + (prose_words >= _ENOUGH_PROSE)
        + (prose_words >= 0.5 * words)
        - (prose_words == 0)
        - 2 * (bool(claims.kinds & _INDEX_KINDS) and not claims.is_article)
        - 2 * is_front
    )
    if score < 1:
        raise NoArticle("the page is a list of other pages: no article text of its own")


def _count_words(text: str) -> int:
    """Words between blanks; scripts without blanks count two letters a word."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def _ends_sentence(line: str) -> bool:
    return line.endswith(("。", "」")) or ends_sentence(line)
