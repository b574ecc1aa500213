"""Room 2, article: what a page says about itself to machines, in JSON-LD (schema.org) and meta tags.

Values come out as the page has them, white space and entities resolved, not yet judged: a date is still a
string, an author may be a desk. Broken JSON is mended where that is simple, and read by its key names where
it is not.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_LONGEST_VALUE: Final = 1_000
_LONGEST_SCRIPT: Final = 1_000_000
_MOST_SCRIPTS: Final = 40
_MOST_NODES: Final = 2_000

_ARTICLE_TYPE = re.compile(r"(?:\w{0,30}Article|BlogPosting|LiveBlogPosting|Report)\Z")
# Keys that lead from an article or a page to other articles.
_ELSEWHERE: Final = frozenset(
    {"itemListElement", "hasPart", "isPartOf", "comment", "review", "mentions", "citation", "isBasedOn"}
    | {"relatedLink", "significantLink", "publisher", "author", "image", "video", "about", "breadcrumb"}
)
_COMMAS = re.compile(r",(?=\s{0,200}[}\]])")
_WRAPPING = re.compile(r"\A(?:\s|<!--|//|/\*|\*/|<!\[CDATA\[|\]\]>|-->|;)+|(?:\s|-->|//|/\*|\*/|\]\]>|;)+\Z")
_STRING = r'\s{0,20}:\s{0,20}"((?:[^"\\\n]|\\.){1,1000})"'
_TAG = re.compile(r"<[^<>]{0,300}>")


@dataclass(frozen=True, slots=True)
class Structured:
    """The page's own claims. `kinds`: schema.org types found; `is_article`: whether one is an article's."""

    title: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    is_article: bool = False
    kinds: frozenset[str] = frozenset()


def read_structured(tree: HtmlElement) -> Structured:
    """What JSON-LD says, and where it is silent the meta tags."""
    claims, meta = _read_json_ld(tree), _read_meta(tree)
    return replace(
        claims,
        **{
            name: value
            for name in (
                "title",
                "published",
                "modified",
                "authors",
                "editors",
                "publisher",
                "url",
                "language",
            )
            if not getattr(claims, name) and (value := getattr(meta, name))
        },
        is_article=claims.is_article or meta.is_article,
    )


def clean(value: object) -> str | None:
    """A string value with entities, tags and white space resolved, cut to 1,000 characters; None if empty."""
    if not isinstance(value, str):
        return None
    text = value[: _LONGEST_VALUE * 2]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(text.split())[:_LONGEST_VALUE] or None


# ---------------------------------------------------------------- JSON-LD


def _read_json_ld(tree: HtmlElement) -> Structured:
    scripts = [
        text
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower() and (text := script.text)
    ][:_MOST_SCRIPTS]
    nodes: list[Mapping[str, Any]] = []
    broken: list[str] = []
    for text in scripts:
        value = _parse_json(text[:_LONGEST_SCRIPT])
        if value is None:
            broken.append(text[:_LONGEST_SCRIPT])
        else:
            nodes.extend(_nodes(value))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    kinds = frozenset(kind for node in nodes for kind in _kinds(node))
    articles = [node for node in nodes if any(_ARTICLE_TYPE.match(kind) for kind in _kinds(node))]
    best = max(articles, key=_fullness, default=None)
    if best is not None:
        return replace(_from_article(best, by_id), kinds=kinds)
    mended = next((found for text in broken if (found := _from_broken(text))), None)
    return mended or _from_page(nodes, kinds)


def _parse_json(text: str) -> object:
    """The script's value, None where it can't be read. Deep nesting is refused by Python's own limit."""
    text = _WRAPPING.sub("", text)
    for attempt in (text, _COMMAS.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object) -> Iterator[Mapping[str, Any]]:
    """Every typed object that belongs to the page itself, outermost first."""
    waiting: deque[object] = deque([value])
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extend(node[:_MOST_NODES])
        elif isinstance(node, dict):
            if "@type" in node:
                yield node
            waiting.extend(
                inner
                for key, inner in node.items()
                if key not in _ELSEWHERE and isinstance(inner, dict | list)
            )
            if isinstance(node.get("@graph"), list):
                continue
            waiting.extend(inner for key in ("author", "publisher") for inner in _identified(node.get(key)))


def _identified(value: object) -> list[object]:
    """Objects that others may refer to by @id, from a key that is not searched otherwise."""
    values = value if isinstance(value, list) else [value]
    return [inner for inner in values if isinstance(inner, dict) and "@id" in inner and "name" in inner]


def _kinds(node: Mapping[str, Any]) -> tuple[str, ...]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return tuple(name.rpartition("/")[2] for name in kinds if isinstance(name, str))


def _fullness(node: Mapping[str, Any]) -> int:
    return sum(bool(node.get(key)) for key in ("headline", "datePublished", "author", "publisher"))


def _from_article(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Structured:
    return Structured(
        title=clean(node.get("headline")) or clean(node.get("name")),
        published=clean(_first(node.get("datePublished") or node.get("dateCreated"))),
        modified=clean(_first(node.get("dateModified"))),
        authors=_names(node.get("author") or node.get("creator"), by_id, persons=True),
        editors=_names(node.get("editor"), by_id, persons=True),
        publisher=next(iter(_names(node.get("publisher"), by_id)), None),
        url=_address(node.get("url")) or _address(node.get("mainEntityOfPage")),
        language=clean(_first(node.get("inLanguage"))),
        is_article=True,
    )


def _from_page(nodes: list[Mapping[str, Any]], kinds: frozenset[str]) -> Structured:
    """A page without an article object may still date itself (WebPage, as many blog themes have it)."""
    page = next((node for node in nodes if "WebPage" in _kinds(node)), {})
    site = next((node for node in nodes if "WebSite" in _kinds(node)), {})
    return Structured(
        published=clean(_first(page.get("datePublished"))),
        publisher=clean(site.get("name")),
        language=clean(_first(page.get("inLanguage"))),
        kinds=kinds,
    )


def _from_broken(text: str) -> Structured | None:
    """What the key names of an article in unreadable JSON tell."""
    if not re.search(r'"@type"\s{0,20}:\s{0,20}\[?\s{0,20}"\w{0,30}(?:Article|BlogPosting)"', text):
        return None

    def value(key: str) -> str | None:
        match = re.search(rf'"{key}"{_STRING}', text)
        return clean(_unescape(match[1])) if match else None

    def name(key: str) -> str | None:
        at = text.find(f'"{key}"')
        match = re.search(rf'"name"{_STRING}', text[at : at + 600]) if at >= 0 else None
        return clean(_unescape(match[1])) if match else None

    author, publisher = name("author"), name("publisher")
    return Structured(
        title=value("headline"),
        published=value("datePublished"),
        modified=value("dateModified"),
        authors=(author,) if author else (),
        publisher=publisher,
        language=value("inLanguage"),
        is_article=True,
        kinds=frozenset({"Article"}),
    )


def _unescape(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _first(value: object) -> object:
    value = value[0] if isinstance(value, list) and value else value
    return value.get("name") or value.get("@value") if isinstance(value, dict) else value


def _address(value: object) -> str | None:
    value = (value.get("@id") or value.get("url")) if isinstance(value, dict) else value
    return clean(value)


def _names(
    value: object, by_id: Mapping[str, Mapping[str, Any]], *, persons: bool = False
) -> tuple[str, ...]:
    """The names of the things a key holds, strings or objects; `persons` leaves organisations out."""
    values = value if isinstance(value, list) else [value]
    names = []
    for item in values[:20]:
        if isinstance(item, dict):
            known = item if item.get("name") else by_id.get(str(item.get("@id")), item)
            if persons and any("Organization" in kind for kind in _kinds(known)):
                continue
            name = known.get("name")
            item = name[0] if isinstance(name, list) and name else name
        if text := clean(item):
            names.append(text)
    return tuple(dict.fromkeys(names))


# ---------------------------------------------------------------- meta tags

_META: Final[dict[str, tuple[str, ...]]] = {
    "title": ("og:title", "twitter:title", "dc.title", "content_title"),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "content_publisheddate",
        "content_publishdate",
        "publishdate",
        "pubdate",
        "publish-date",
        "article:published",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "originalpublicationdate",
        "date",
    ),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "lastmod"),
    "authors": ("content_author", "author", "article:author", "dable:author", "dc.creator", "parsely-author"),
    "editors": ("content_editor", "editor"),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "twitter:site:name"),
    "url": ("og:url",),
}


def _read_meta(tree: HtmlElement) -> Structured:
    tags: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = clean(element.get("content"))
        if name and value:
            tags.setdefault(name.strip().lower(), value)

    def one(field: str) -> str | None:
        return next((tags[name] for name in _META[field] if name in tags), None)

    def person(field: str) -> tuple[str, ...]:
        return next(
            ((tags[name],) for name in _META[field] if name in tags and "/" not in tags[name][:12]),
            (),
        )

    return Structured(
        title=one("title"),
        published=one("published"),
        modified=one("modified"),
        authors=person("authors"),
        editors=person("editors"),
        publisher=one("publisher"),
        url=_canonical(tree) or one("url"),
        language=tree.get("lang") or tags.get("og:locale") or tags.get("content-language"),
        is_article=tags.get("og:type", "").lower() == "article" or "article:published_time" in tags,
    )


def _canonical(tree: HtmlElement) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return clean(link.get("href"))
    return None
