"""A PostgreSQL server of a test's own: its own folder, a Unix socket alone, ended by whoever started it."""

from __future__ import annotations

import os
import shutil
import socket
import socketserver
import subprocess
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

GUARDED = "penjaga"
"""A user who is asked for a password; the others are not."""

OWNER = "postgres"
"""Who runs the server where the tests run as root, which PostgreSQL refuses to be."""

_ASKS_FOR_SSL = (80_877_103).to_bytes(4, "big")


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
    (data / "pg_hba.conf").write_text(f"local all {GUARDED} scram-sha-256\nlocal all all trust\n")
    _run(bin_ / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
    try:
        yield f"postgresql://jejak@/postgres?host={folder}"
    finally:
        _run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop")


@contextmanager
def forwarded(to: str, secured: ssl.SSLContext) -> Iterator[int]:
    """A port of this machine whose connections go on to a server's Unix socket; encrypted if they ask for it."""

    class Forward(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            link: socket.socket = self.request
            if link.recv(8, socket.MSG_PEEK)[4:8] == _ASKS_FOR_SSL:
                link.recv(8)
                link.sendall(b"S")
                try:
                    link = secured.wrap_socket(link, server_side=True)
                except OSError:
                    return  # it does not trust us
            with link, socket.socket(socket.AF_UNIX) as onward:
                onward.connect(to)
                back = threading.Thread(target=_pump, args=(onward, link))
                back.start()
                _pump(link, onward)
                back.join()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Forward) as listening:
        threading.Thread(target=listening.serve_forever, args=(0.05,)).start()
        try:
            yield listening.server_address[1]
        finally:
            listening.shutdown()


def _pump(one: socket.socket, other: socket.socket) -> None:
    """Carries bytes from one to the other until there are no more."""
    with suppress(OSError):
        while found := one.recv(65_536):
            other.sendall(found)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)


def _run(*words: object) -> None:
    as_owner = {"user": OWNER, "group": OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(
        [str(word) for word in words],
        check=True, stdout=subprocess.DEVNULL, cwd="/", env={**os.environ, "LC_ALL": "C"}, **as_owner,
    )  # fmt: skip
