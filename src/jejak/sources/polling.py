"""Room 1, sources: feeds asked again and again, politely: only what changed, only links that are new.

What was asked is kept between polls in `FeedState`s: the validators of a feed, how often it failed in a row,
and which links were followed already. A feed that fails is asked less and less often, up to once a day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from jejak.errors import FetchError, PageError
from jejak.model import Capture, Rejection
from jejak.sources.fetch import Fetcher, Unchanged, Validators
from jejak.sources.links import Links, place_of
from jejak.sources.sniff import Kind, kind_of
from jejak.sources.streams import HEAD_BYTES, without_codings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jejak.sources.fetch import Fetched
    from jejak.sources.settings import SourceSettings

LONGEST_WAIT: Final = timedelta(days=1)
_TRIES: Final = 3
"""Times that a link which can't be fetched is tried, a poll each."""
_FORGET_AFTER: Final = timedelta(days=60)
"""Links that no feed has listed for so long are forgotten."""


@dataclass
class FeedState:
    """What is kept of one feed. `tried` are links that could not be fetched, with how often that was."""

    validators: Validators = field(default_factory=Validators)
    failures: int = 0
    not_before: datetime | None = None
    tried: dict[str, int] = field(default_factory=dict)


@dataclass
class PollState:
    """What is kept of all feeds between polls. `followed`: link -> the day on which it was last listed."""

    feeds: dict[str, FeedState] = field(default_factory=dict)
    followed: dict[str, str] = field(default_factory=dict)


@dataclass
class Poll:
    """One round of all feeds; tells afterwards how many were asked, how many of them failed, and why.

    What is wrong with a feed itself (it is empty, it ends early) is no page, and only told.

    Its state is to be saved when all pages are kept: a round that was cut off is asked again.
    """

    settings: SourceSettings
    state: PollState
    every: timedelta
    known: Callable[[str], bool] = lambda _: False
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    troubles: dict[str, str] = field(default_factory=dict)

    def captures(self, feeds: Sequence[str]) -> Iterator[Capture | Rejection]:
        """The new pages of the feeds that are due; `known` are addresses that need not be fetched again."""
        with Fetcher(self.settings.fetch) as fetcher:
            for url in feeds:
                feed = self.state.feeds.setdefault(url, FeedState())
                if feed.not_before is None or self.now() >= feed.not_before:
                    self.asked += 1
                    yield from self._feed(url, feed, fetcher)
        self._forget()

    def _feed(self, url: str, feed: FeedState, fetcher: Fetcher) -> Iterator[Capture | Rejection]:
        answer = fetcher.fetch_if_changed(url, Validators() if feed.tried else feed.validators)
        if isinstance(answer, FetchError):
            self._failed(url, feed, str(answer))
            return
        feed.failures, feed.not_before = 0, None
        if isinstance(answer, Unchanged):
            self.unchanged += 1
            return
        try:
            yield from self._listed(answer, feed, fetcher)
        except PageError as error:
            self._failed(url, feed, str(error))
        else:
            feed.validators = answer.validators

    def _listed(self, answer: Fetched, feed: FeedState, fetcher: Fetcher) -> Iterator[Capture | Rejection]:
        """What the feed lists and is not known yet. PageError if it is no feed or sitemap."""
        body = without_codings(answer.body, "gzip", self.settings.fetch.max_bytes)
        links = Links(self.settings, fetcher, lambda link: self._is_passed(link, feed))
        read = {Kind.FEED: links.feed, Kind.SITEMAP: links.sitemap}.get(kind_of(body[:HEAD_BYTES]))
        if read is None:
            raise PageError("It is neither a feed nor a sitemap.")
        place = place_of(answer)
        for item in read(body, place):
            if isinstance(item, Rejection) and item.doc == place.doc:
                self.troubles[answer.requested] = item.message
            else:
                yield item
                self._note(item, feed)

    def _is_passed(self, link: str, feed: FeedState) -> bool:
        """Whether a link of the feed need not be followed."""
        if link in self.state.followed or self.known(link):
            self.state.followed[link] = self._today()
            return True
        return feed.tried.get(link, 0) >= _TRIES

    def _note(self, item: Capture | Rejection, feed: FeedState) -> None:
        """Notes a page as followed, or as to be tried again if it could not be fetched."""
        if isinstance(item, Rejection) and item.reason == FetchError.reason:
            tries = feed.tried.pop(item.doc, 0) + 1
            if tries < _TRIES:
                feed.tried[item.doc] = tries
                return
        feed.tried.pop(item.doc, None)
        self.state.followed[item.doc] = self._today()

    def _failed(self, url: str, feed: FeedState, why: str) -> None:
        """Lets the feed rest, twice as long as the last time."""
        feed.failures += 1
        self.failed += 1
        feed.not_before = self.now() + min(LONGEST_WAIT, self.every * 2 ** min(feed.failures, 20))
        self.troubles[url] = why

    def _forget(self) -> None:
        oldest = (self.now() - _FORGET_AFTER).date().isoformat()
        self.state.followed = {link: day for link, day in self.state.followed.items() if day >= oldest}

    def _today(self) -> str:
        return self.now().date().isoformat()
