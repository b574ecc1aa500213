"""Where a ledger is: addresses as PostgreSQL's own tools take them."""

from __future__ import annotations

import getpass
import hashlib
import os
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from jejak.errors import InputError

PORT: Final = 5432
DISABLE, PREFER, REQUIRE, VERIFY = "disable", "prefer", "require", "verify-full"
_MODES: Final = (DISABLE, PREFER, REQUIRE, VERIFY)
_SETTINGS: Final = frozenset({"host", "port", "sslmode", "sslrootcert"})


@dataclass(frozen=True, slots=True)
class Address:
    """A database on a server. `host` is a name, or the folder of a Unix socket (it begins with a slash).

    `encrypted` is one of PostgreSQL's `sslmode`s: `verify-full` where nothing else was said and the server is
    on another machine.
    """

    host: str
    port: int
    database: str
    user: str
    password: str | None = field(default=None, repr=False)
    encrypted: str = DISABLE
    authorities: str | None = None

    @property
    def socket(self) -> str | None:
        """The Unix socket's path, where it is one."""
        return f"{self.host}/.s.PGSQL.{self.port}" if self.host.startswith("/") else None

    @property
    def shown(self) -> str:
        """The address as it may be told: without the password."""
        port = "" if self.port == PORT else f":{self.port}"
        place = f"/{self.database}?host={self.host}" if self.socket else f"{self.host}{port}/{self.database}"
        return f"postgresql://{self.user}@{place}"

    @property
    def mark(self) -> str:
        """A name for the files that belong to this database, the same for every user of it."""
        place = f"{self.host}:{self.port}/{self.database}"
        plain = "".join(c if c.isalnum() else "-" for c in self.database)[:40]
        return f"{plain}-{hashlib.sha256(place.encode()).hexdigest()[:12]}"


def parse(text: str) -> Address:
    """The address `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=...`; InputError for any other.

    What is left out is taken from PGUSER, PGPASSWORD, PGHOST, PGPORT, PGDATABASE and PGSSLMODE, as by
    PostgreSQL's own tools. The errors never hold the password.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise InputError(f"the address of the record can't be understood: {error}") from error
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if strange := sorted(set(asked) - _SETTINGS):
        raise InputError(
            f"the address of the record says {strange[0]!r}, which is not known; known are"
            f" {', '.join(sorted(_SETTINGS))}"
        )
    said = asked.get("host") or unquote(parts.hostname or "") or os.environ.get("PGHOST") or "localhost"
    user = unquote(parts.username or "") or os.environ.get("PGUSER") or getpass.getuser()
    database = unquote(parts.path.strip("/")) or os.environ.get("PGDATABASE") or user
    mode = asked.get("sslmode") or os.environ.get("PGSSLMODE") or (DISABLE if _is_here(said) else VERIFY)
    if mode not in _MODES:
        raise InputError(f"sslmode {mode!r} is not known; known are {', '.join(_MODES)}")
    return Address(
        said, _port(asked.get("port") or port or os.environ.get("PGPORT") or PORT), database, user,
        unquote(parts.password) if parts.password else os.environ.get("PGPASSWORD"), mode,
        asked.get("sslrootcert"),
    )  # fmt: skip


def _port(text: str | int) -> int:
    if str(text).isdecimal() and 0 < int(text) < 65_536:
        return int(text)
    raise InputError(f"{text!r} is no port")


def _is_here(host: str) -> bool:
    """Whether a server can be only on this machine."""
    if host.startswith("/") or host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
