"""Files by path or address: on this machine, or in an object store (s3://, gs://, abfs:// ...) by pyarrow.

A file that is being written never stands under its own name: it gets it when it is whole.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from jejak.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyarrow import NativeFile
    from pyarrow.fs import FileSystem

SCHEMES: Final = ("file", "s3", "gs", "gcs", "abfs", "abfss", "hdfs")
_ADDRESS: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


class Folder:
    """A folder of files, or one file (then called ""), by its path or address; made when written to."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._system, self._path = _opened(name)

    def is_file(self) -> bool:
        """Whether it is one file, and no folder at all."""
        from pyarrow.fs import FileType

        return bool(self._system.get_file_info(self._path).type == FileType.File)

    def told(self, name: str) -> str:
        """How to tell a user of one of its files."""
        return f"{without_options(self.name).rstrip('/')}/{name}" if name else self.name

    def files(self, suffix: str) -> list[str]:
        """Names of the files below it that end so, in the order of names; none where there is no folder."""
        return sorted(name for name, _ in self._listed() if name.endswith(suffix))

    @contextmanager
    def reading(self, name: str) -> Iterator[NativeFile]:
        """One of its files."""
        with self._system.open_input_file(f"{self._path}/{name}" if name else self._path) as file:
            yield file

    @contextmanager
    def writing(self, name: str) -> Iterator[NativeFile]:
        """A new file, under its name once the block ends; nothing is left of it where an error ends it."""
        self._system.create_dir(self._path, recursive=True)
        unfinished = f"{self._path}/.{name}.{uuid.uuid4().hex[:8]}"
        try:
            with self._system.open_output_stream(unfinished) as file:
                yield file
            self._system.move(unfinished, f"{self._path}/{name}")
        except BaseException:
            _forget(self._system, unfinished)
            raise

    def _listed(self) -> Iterator[tuple[str, int]]:
        from pyarrow.fs import FileSelector, FileType

        for info in self._system.get_file_info(
            FileSelector(self._path, allow_not_found=True, recursive=True)
        ):
            if info.type == FileType.File and not info.base_name.startswith("."):
                yield info.path[len(self._path) :].lstrip("/"), info.size


def is_address(name: str) -> bool:
    """Whether the name has a scheme."""
    return _ADDRESS.match(name) is not None


def without_options(address: str) -> str:
    """The address without what stands after `?`: how to reach a store (`endpoint_override`, `region`)."""
    return address.partition("?")[0]


def files_below(address: str) -> list[tuple[str, int]]:
    """Addresses and sizes of the objects that an address names: itself, or all below it, folder by folder.

    Objects in hidden folders, or hidden themselves, are left out. InputError where there is none.
    """
    from pyarrow.fs import FileSelector, FileType

    system, path = _opened(address)
    with _told(address):
        info = system.get_file_info(path)
        if info.type == FileType.File:
            return [(address, info.size)]
        if info.type == FileType.NotFound:
            raise InputError(f"there is nothing at {address}")
        base, _, options = address.partition("?")
        base, options = base.rstrip("/"), f"?{options}" if options else ""
        found = [
            (f"{base}/{each.path[len(path) :].lstrip('/')}{options}", each.size)
            for each in system.get_file_info(FileSelector(path, recursive=True))
            if each.type == FileType.File and "/." not in each.path[len(path) :]
        ]
    return sorted(found, key=lambda each: _folder_by_folder(each[0]))


def _folder_by_folder(address: str) -> tuple[tuple[bool, str], ...]:
    """Sorts the files of a folder before those of the folders in it, as folders of this machine are read."""
    *folders, file = address.split("/")
    return (*((True, folder) for folder in folders), (False, file))


@contextmanager
def copied(address: str) -> Iterator[Path]:
    """A copy of the object on this machine, with the object's own file name, while the block runs."""
    system, path = _opened(address)
    with tempfile.TemporaryDirectory(prefix="jejak-") as folder:
        copy = Path(folder) / PurePosixPath(path).name
        with (
            _told(address),
            system.open_input_stream(path, compression=None) as source,
            copy.open("wb") as sink,
        ):
            shutil.copyfileobj(source, sink, 1 << 20)
        yield copy


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Turns the errors of a store into ours."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{address} can't be read: {str(error)[:300]}") from error


def _opened(name: str) -> tuple[FileSystem, str]:
    """The file system that a path or address is in, and its path there."""
    from pyarrow.fs import FileSystem, LocalFileSystem

    match = _ADDRESS.match(name)
    if not match:
        return LocalFileSystem(), str(Path(name).absolute())
    if match.group(1).lower() not in SCHEMES:
        raise InputError(f"{name!r}: addresses of files may begin with {', '.join(SCHEMES)}")
    place, _, options = name.partition("?")
    try:
        system, path = FileSystem.from_uri(f"{quote(place, safe='/:@')}{'?' if options else ''}{options}")
    except (OSError, ValueError) as error:  # pyarrow's own errors are ValueErrors
        raise InputError(f"{name!r} can't be used: {str(error)[:300]}") from error
    return system, path.rstrip("/")


def _forget(system: FileSystem, path: str) -> None:
    try:
        system.delete_file(path)
    except OSError:
        return
