"""Room 2, article: when an HTML page was published, from all the places that say so (codebook 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

import htmldate
from lxml import etree

from jejak.article.dates import WESTERN_INDONESIA, parse_published
from jejak.article.publishers import publisher_offset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

_LOCAL_LANGUAGES: Final = frozenset({"id", "jv"})
_TEASERS: Final = ("ul", "ol", "aside", "nav", "footer")
_SAME_MOMENT: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class DateSources:
    """What may date a page, best first: its own data, its print, the source's column.

    `latest` is the day the page was read: nothing later is believed.
    """

    claimed: str | None
    printed: tuple[str, ...]
    hinted: str | None
    publisher: str | None
    latest: date


def day_read(fetched: str | None) -> date:
    """The day a capture was fetched, today for a local file."""
    try:
        return datetime.fromisoformat(fetched).date() if fetched else datetime.now(UTC).date()
    except ValueError:
        return datetime.now(UTC).date()


def choose_published(
    sources: DateSources, language: str | None, near: Sequence[tuple[int, int]] = ()
) -> str | None:
    """EDTF date, or date-time with offset; None where the page says nothing.

    What the page tells machines counts, in the zone it prints: where that says UTC and the page prints the
    same moment (or the same clock) with a zone of its own, the print is right. A clock without zone is local
    on Indonesian pages and worthless elsewhere: then only the day is given.
    """
    local = language in _LOCAL_LANGUAGES

    def read(text: str | None) -> _Moment | None:
        return _read(text, sources, near)

    claimed = read(sources.claimed)
    printed = next((value for line in sources.printed if (value := read(line))), None)
    hinted = read(sources.hinted)
    best = claimed or printed or hinted
    for first, second in ((claimed, printed), (claimed, hinted), (printed, hinted)):
        if first and second and _refines(second, first):
            best = second
            break
    if best is None:
        return None
    if local:
        return _in_local_time(best.value, sources.publisher)
    return best.value if best.zoned else best.value[:10]


def guess_published(tree: HtmlElement, url: str | None, latest: date) -> str | None:
    """The day that htmldate finds in address or markup: the last resort.

    Lists and asides, where teasers stand with dates of their own, are taken out of the tree for it.
    """
    etree.strip_elements(tree, *_TEASERS, with_tail=False)
    try:
        return htmldate.find_date(
            tree,
            extensive_search=False,
            original_date=True,
            url=url,
            max_date=latest.isoformat(),
            deferred_url_extractor=False,
        )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None  # htmldate trips over some malformed values


@dataclass(frozen=True, slots=True)
class _Moment:
    """An EDTF value, and whether its offset is the text's own (not supplied for want of one)."""

    value: str
    zoned: bool


def _read(text: str | None, sources: DateSources, near: Sequence[tuple[int, int]]) -> _Moment | None:
    def parse(offset: str | None) -> str | None:
        return parse_published(
            text, publisher=sources.publisher, latest=sources.latest, near=near, offset=offset
        )

    value = parse(None)
    return _Moment(value, value == parse("+00:00") == parse("+01:00")) if value else None


def _refines(second: _Moment, first: _Moment) -> bool:
    """Whether the second says the same as the first, only better: with a clock, or with a zone of its own."""
    if len(second.value) == 10:
        return False
    if len(first.value) == 10:
        return second.value[:10] == first.value
    if not second.zoned or (first.zoned and not first.value.endswith("+00:00")):
        return False
    one, other = datetime.fromisoformat(first.value), datetime.fromisoformat(second.value)
    same_clock = abs(one.replace(tzinfo=None) - other.replace(tzinfo=None)) <= _SAME_MOMENT
    return same_clock or (first.zoned and abs(one - other) <= _SAME_MOMENT)


def _in_local_time(value: str, publisher: str | None) -> str:
    """A UTC time as the page's readers have it on the clock."""
    if not value.endswith("+00:00"):
        return value
    offset = (publisher_offset(publisher) if publisher else None) or WESTERN_INDONESIA
    zone = timezone(timedelta(hours=int(offset[:3]), minutes=int(offset[0] + offset[4:])))
    return datetime.fromisoformat(value).astimezone(zone).isoformat()
