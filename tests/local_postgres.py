"""A PostgreSQL server of a test's own: its own folder, a Unix socket alone, ended by whoever started it."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER = "postgres"
"""Who runs the server where the tests run as root, which PostgreSQL refuses to be."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where there is no server."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A running server in a new folder with a short path; gives the address of its database, for its owner."""
    bin_, data = programs(), folder / "data"
    assert bin_ is not None
    folder.mkdir(mode=0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    _run(bin_ / "initdb", "-D", data, "-A", "trust", "-U", "jejak", "--no-sync")
    _run(bin_ / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
    try:
        yield f"postgresql://jejak@/postgres?host={folder}"
    finally:
        _run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(*words: object) -> None:
    as_owner = {"user": OWNER, "group": OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(
        [str(word) for word in words],
        check=True, stdout=subprocess.DEVNULL, cwd="/", env={**os.environ, "LC_ALL": "C"}, **as_owner,
    )  # fmt: skip
