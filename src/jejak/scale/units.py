"""The inputs in units of work: each is read by one reader, into one file.

Small files are read together. What would give fewer units than keep all readers busy is split: each part goes
through the whole unit, which costs little, and reads every n-th page of it, which costs much.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jejak.errors import InputError
from jejak.model import content_id
from jejak.scale.places import copied, files_below, is_address, without_options
from jejak.sources import files_in, open_file
from jejak.sources.pages import renamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jejak.model import Capture, Rejection
    from jejak.sources import SourceSettings

_TOGETHER_BYTES: Final = 16_000_000
_TOGETHER_FILES: Final = 200
_EACH: Final = 2
"""Units that there should be for each reader, at least."""
_MOST_PARTS: Final = 16
_NAME: Final = re.compile(r"([0-9a-f]{16})-(\d{2})-of-(\d{2})\.parquet")


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: as the user named it (or its folder), where it lies, its size in bytes."""

    name: str
    place: str
    size: int
    of_folder: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """Files, or the n-th part of their pages (`part` counts from 0)."""

    files: tuple[File, ...]
    part: int = 0
    parts: int = 1

    @property
    def name(self) -> str:
        """Name of the file that its findings go into; it changes when a file does."""
        return f"{_ident(self.files)}-{self.part + 1:02}-of-{self.parts:02}.parquet"

    def pages(self, settings: SourceSettings) -> Iterator[Capture | Rejection]:
        """Its pages, in order. InputError where a store would not give a file."""
        found = chain.from_iterable(_pages_of(file, settings) for file in self.files)
        return islice(found, self.part, None, self.parts)


def list_files(inputs: Sequence[str]) -> list[File]:
    """The files that the inputs name, folder by folder; all is checked here, and nothing read."""
    return [file for name in inputs for file in _named(name)]


def plan(files: Sequence[File], done: Iterable[str], readers: int) -> tuple[list[Unit], int]:
    """The units that are not done yet, and how many are; `done` are the names of files with findings.

    What an earlier run split is split the same way again, whatever the number of readers is now.
    """
    there = set(done)
    split = {match[1]: int(match[3]) for name in there if (match := _NAME.fullmatch(name))}
    groups = list(_together(files))
    parts = min(_MOST_PARTS, max(1, -(-_EACH * readers // len(groups)))) if groups and readers > 1 else 1
    units = [
        Unit(group, part, count)
        for group in groups
        for count in (split.get(_ident(group), parts),)
        for part in range(count)
    ]
    left = [unit for unit in units if unit.name not in there]
    return left, len(units) - len(left)


def _ident(files: Sequence[File]) -> str:
    return content_id("unit", *(f"{file.name}\x1e{file.size}" for file in files))


def _together(files: Iterable[File]) -> Iterator[tuple[File, ...]]:
    """Small files in groups, each large one alone."""
    group: list[File] = []
    size = 0
    for file in files:
        if group and (size + file.size > _TOGETHER_BYTES or len(group) == _TOGETHER_FILES):
            yield tuple(group)
            group, size = [], 0
        group.append(file)
        size += file.size
    if group:
        yield tuple(group)


def _named(name: str) -> Iterator[File]:
    if is_address(name):
        listed = files_below(name)
        of_folder = [address for address, _ in listed] != [name]
        for address, size in listed:
            yield File(without_options(address), address, size, of_folder)
        return
    path = Path(name)
    if not name or not path.exists():
        raise InputError(f"{name!r} can't be read: name files, folders, or addresses of files (s3://...)")
    for file in files_in(path) if path.is_dir() else (path,):
        yield File(str(file), str(file.absolute()), file.stat().st_size, path.is_dir())


def _pages_of(file: File, settings: SourceSettings) -> Iterator[Capture | Rejection]:
    if not is_address(file.place):
        yield from _opened(Path(file.place), file, settings)
        return
    with copied(file.place) as copy:
        yield from _opened(copy, file, settings)


def _opened(path: Path, file: File, settings: SourceSettings) -> Iterator[Capture | Rejection]:
    for item in open_file(path, settings, of_folder=file.of_folder):
        yield renamed(item, str(path), file.name)
