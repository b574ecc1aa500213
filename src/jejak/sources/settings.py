"""Room 1, sources: how freely inputs may be read. Defaults are for a careful reader on a laptop."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from jejak import __version__
from jejak.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROW_FIELDS: Final = ("id", "title", "publisher", "date", "url", "author", "body", "language")
"""What a row may tell, by our names; `SourceSettings.columns` maps them to the input's own."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """The manners and limits of fetching. Sizes are bytes after decompression, times are seconds.

    `timeout_s` counts the network time of one page with its redirects, not the wait for its turn. `delay_s`
    is the pause between two requests to one host; a longer `Crawl-delay` in the host's robots.txt wins, up to
    `max_delay_s`, which also bounds what `Retry-After` may ask for. `parallel` pages are under way at once,
    on different hosts.
    """

    max_bytes: int = 10_000_000
    timeout_s: float = 30.0
    max_redirects: int = 5
    allow_private: bool = False
    user_agent: str = f"jejak/{__version__} (reads news for research; obeys robots.txt)"
    delay_s: float = 1.0
    max_delay_s: float = 60.0
    parallel: int = 4

    @property
    def robot_name(self) -> str:
        """What robots.txt calls us: the first word of the user agent, without its version."""
        return self.user_agent.split("/")[0].split()[0].lower()


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """How inputs are read.

    `columns` maps our field names (ROW_FIELDS) to the columns of the user's rows. Sizes are bytes after
    decompression: `max_file_bytes` of one page, `max_line_bytes` of one JSON line, `max_json_bytes` of a JSON
    document. Packed input may grow `max_growth`-fold (text packs 3 to 20-fold). A feed or sitemap gives at
    most `max_links` pages, an index of sitemaps at most `max_sitemaps` sitemaps, nested `max_depth` deep.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fetch: FetchSettings = FetchSettings()
    max_file_bytes: int = 10_000_000
    max_line_bytes: int = 50_000_000
    max_json_bytes: int = 50_000_000
    max_growth: int = 200
    max_links: int = 1_000
    max_sitemaps: int = 50
    max_depth: int = 3

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.columns) - set(ROW_FIELDS)):
            raise InputError(f"No field {', '.join(unknown)} in rows; fields are {', '.join(ROW_FIELDS)}.")

    def column(self, name: str) -> str:
        """The input's own name of one of our fields."""
        return self.columns.get(name, name)
