"""Room 1, sources: the inputs that the user names -> Captures, by a table of readers.

Our own readers and those of plug-ins (entry points of group `jejak.sources`) stand in the same table; a
plug-in's suffixes and schemes come before ours.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from dataclasses import dataclass
from importlib import metadata
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from jejak.errors import FetchError, InputError, PageError
from jejak.sources.contents import FEED_SUFFIXES, HTML_SUFFIXES, TEXT_SUFFIXES, ContentFiles
from jejak.sources.fetch import Fetcher, check_address
from jejak.sources.links import Links, Place
from jejak.sources.pages import HTML, TEXT, rejected
from jejak.sources.parquet import ParquetFiles
from jejak.sources.rows import RowFiles
from jejak.sources.settings import SourceSettings
from jejak.sources.sniff import Kind, kind_of
from jejak.sources.streams import with_head
from jejak.sources.warc import WarcFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jejak.model import Capture, Rejection
    from jejak.plugins import Source

PLUGINS: Final = "jejak.sources"
STDIN: Final = "-"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_WEB: Final = ("http", "https")
_PACKED: Final = (".gz", ".xz", ".bz2")
_DEFAULTS: Final = SourceSettings()


@dataclass(frozen=True)
class _Table:
    """The readers by what they read; `by_content` takes what no suffix tells."""

    sources: tuple[Source, ...]
    by_content: ContentFiles

    def of_suffix(self, path: Path) -> Source | None:
        suffix = _suffix(path)
        return next((source for source in self.sources if suffix in source.suffixes), None)

    def of_scheme(self, scheme: str) -> Source | None:
        return next((source for source in self.sources if scheme in source.schemes), None)

    def schemes(self) -> list[str]:
        return sorted({*_WEB, *(scheme for source in self.sources for scheme in source.schemes)})


def open_sources(
    inputs: Sequence[str],
    settings: SourceSettings = _DEFAULTS,
    *,
    stdin: BinaryIO | None = None,
    on_skip: Callable[[str, str], None] | None = None,
) -> Iterator[Capture | Rejection]:
    """The pages of all inputs, in the order named, each read only when asked for.

    An input is a file, a folder (read recursively in order of names), an http(s) address, or `-` for `stdin`.
    InputError, at once and before anything is read, for an input that can't be used at all. What a folder
    holds that is no page is passed over; `on_skip` is told its path and why.
    """
    plugins = _plugins()
    _check(inputs, _table(settings, None, plugins))
    return _read(inputs, settings, plugins, stdin, on_skip)


def files_in(folder: Path) -> Iterator[Path]:
    """All files below the folder by name, folder by folder; hidden ones and linked folders left out."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(parent, name) for name in sorted(names) if not name.startswith("."))
        yield from (path for path in paths if path.is_file())


def open_file(
    path: Path, settings: SourceSettings = _DEFAULTS, *, of_folder: bool = False
) -> Iterator[Capture | Rejection]:
    """The pages of one file; nothing is fetched, so that links are not followed.

    Of a file that a folder held (`of_folder`) nothing is given when it is no page.
    """
    table = _table(settings, None, _plugins())
    if of_folder and _no_page(path, table):
        return
    yield from _from_file(str(path), table)


def _read(
    inputs: Sequence[str],
    settings: SourceSettings,
    plugins: tuple[Source, ...],
    stdin: BinaryIO | None,
    on_skip: Callable[[str, str], None] | None,
) -> Iterator[Capture | Rejection]:
    with Fetcher(settings.fetch) as fetcher:
        links = Links(settings, fetcher)
        table = _table(settings, links, plugins)
        for fetched, names in groupby(inputs, lambda name: _is_fetched(name, table)):
            if fetched:
                yield from links.named(names)
                continue
            for name in names:
                if name == STDIN:
                    yield from _from_stdin(stdin or sys.stdin.buffer, table.by_content)
                elif Path(name).is_dir() and not _SCHEME.match(name):
                    yield from _from_folder(Path(name), _table(settings, None, plugins), on_skip)
                else:
                    yield from _from_file(name, table)


def _table(settings: SourceSettings, links: Links | None, plugins: tuple[Source, ...]) -> _Table:
    links = links or Links(settings, None)
    return _Table(
        (
            *plugins,
            ContentFiles(settings, links, HTML_SUFFIXES, HTML),
            ContentFiles(settings, links, TEXT_SUFFIXES, TEXT),
            ContentFiles(settings, links, FEED_SUFFIXES),
            RowFiles(settings),
            ParquetFiles(settings),
            WarcFiles(settings),
        ),
        ContentFiles(settings, links),
    )


def _plugins() -> tuple[Source, ...]:
    """The sources that installed packages offer. InputError for one that can't be loaded or is none."""
    found = []
    for point in metadata.entry_points(group=PLUGINS):
        try:
            source = point.load()
        except (ImportError, AttributeError) as error:
            raise InputError(f"The source plug-in {point.name!r} can't be loaded ({error}).") from error
        if not all(hasattr(source, name) for name in ("suffixes", "schemes", "__call__")):
            raise InputError(
                f"The plug-in {point.name!r} is no source: it lacks suffixes, schemes or a call."
            )
        found.append(source)
    return tuple(found)


def _check(inputs: Sequence[str], table: _Table) -> None:
    """InputError for the first input that can't be used."""
    if list(inputs).count(STDIN) > 1:
        raise InputError("Standard input (-) was named twice; it can be read only once.")
    for name in inputs:
        if match := _SCHEME.match(name):
            _check_address(name, match.group(1).lower(), table)
        elif name != STDIN:
            _check_path(name, table)


def _check_address(name: str, scheme: str, table: _Table) -> None:
    if table.of_scheme(scheme):
        return
    if scheme not in _WEB:
        raise InputError(
            f"{name!r}: addresses may begin with {', '.join(table.schemes())}; {scheme!r} is not known. "
            "Files are named by their path."
        )
    try:
        check_address(name)
    except FetchError as error:
        raise InputError(str(error)) from error


def _check_path(name: str, table: _Table) -> None:
    if not name:
        raise InputError(
            "An empty input was named; name a file, a folder, an address, or - for standard input."
        )
    path = Path(name)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        hint = (
            " Web addresses begin with https://." if "." in name and not isinstance(error, ValueError) else ""
        )
        raise InputError(f"{name!r} can't be read: {reason}.{hint}") from error
    if not os.access(path, os.R_OK):
        raise InputError(f"{name!r} can't be read: Permission denied.")
    if stat.S_ISREG(mode) and table.of_suffix(path) is None:
        _check_content(path)


def _check_content(path: Path) -> None:
    """InputError for a file whose suffix tells nothing, if its bytes don't either."""
    try:
        with open(path, "rb") as file:
            kind = kind_of(with_head(file, _DEFAULTS.max_growth)[0])
    except (OSError, PageError) as error:
        raise InputError(f"'{path}' can't be read: {error}") from error
    if kind is Kind.BINARY:
        raise InputError(
            f"'{path}' is binary data of a kind jejak doesn't read; HTML, text, rows of JSON or Parquet, "
            "WARC, feeds and sitemaps (also packed with gzip, xz or bzip2) are read."
        )


def _is_fetched(name: str, table: _Table) -> bool:
    match = _SCHEME.match(name)
    return match is not None and table.of_scheme(match.group(1).lower()) is None


def _from_file(name: str, table: _Table) -> Iterator[Capture | Rejection]:
    match = _SCHEME.match(name)
    source = table.of_scheme(match.group(1).lower()) if match else table.of_suffix(Path(name))
    try:
        yield from (source or table.by_content)(name)
    except PageError as error:
        yield rejected(Path(name).name, name, error)


def _from_stdin(stream: BinaryIO, by_content: ContentFiles) -> Iterator[Capture | Rejection]:
    reader = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    )
    try:
        yield from by_content.read(reader, Place(STDIN, STDIN))
    except PageError as error:
        yield rejected(STDIN, STDIN, error)


def _from_folder(
    folder: Path, table: _Table, on_skip: Callable[[str, str], None] | None
) -> Iterator[Capture | Rejection]:
    for path in files_in(folder):
        if why := _no_page(path, table):
            if on_skip is not None:
                on_skip(str(path), why)
        else:
            yield from _from_file(str(path), table)


def _no_page(path: Path, table: _Table) -> str | None:
    """Why a file that was found in a folder, not named by the user, is passed over; None if it is read."""
    source = table.of_suffix(path)
    if source is None:
        return f"nothing reads files that end in {path.suffix!r}" if path.suffix else "its name has no suffix"
    if isinstance(source, RowFiles | ParquetFiles) and not source.holds_articles(str(path)):
        return "none of its rows has a body or an address"
    if _suffix(path) in FEED_SUFFIXES and _is_other_xml(path):
        return "it is neither a feed nor a sitemap"
    return None


def _is_other_xml(path: Path) -> bool:
    try:
        with open(path, "rb") as file:
            kind = kind_of(with_head(file, _DEFAULTS.max_growth)[0])
    except (OSError, PageError):
        return False
    return kind in (Kind.XML, Kind.BINARY, Kind.TEXT)


def _suffix(path: Path) -> str:
    """The suffix that tells the kind, in lower case: `.html` of `page.HTML.gz`."""
    name = Path(path.name.lower())
    return name.with_suffix("").suffix if name.suffix in _PACKED else name.suffix
