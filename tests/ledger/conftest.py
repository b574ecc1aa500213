from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from jejak import ledger
from local_postgres import programs, server


@pytest.fixture(scope="session")
def database_server():
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="jejak-pg-") as folder:
        Path(folder).chmod(0o755)
        with server(Path(folder) / "s") as address:
            yield address


_numbers = count(1)


@pytest.fixture
def address(database_server):
    """A database that nobody has written to."""
    name = f"berita_{next(_numbers)}"
    first = ledger.parse(database_server)
    with ledger.Ledger(first) as opened:
        opened._db.run(f"CREATE DATABASE {name}")
    return replace(first, database=name)


@pytest.fixture
def copy_of(address, tmp_path):
    """A copy on a machine of its own, by the machine's name."""
    return lambda machine: ledger.Copy.of(address, tmp_path / machine)
