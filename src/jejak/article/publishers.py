"""Room 2, article: the outlets, by name and address (`languages/id/page_publishers.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

from jejak.languages.data import parse_lexicon

_DATA = resources.files("jejak.languages.id")


@dataclass(frozen=True, slots=True)
class Publisher:
    """An outlet: the name it prints, its hosts, other names it goes by, its UTC offset if not WIB."""

    name: str
    hosts: tuple[str, ...]
    aliases: tuple[str, ...]
    offset: str | None = None


@lru_cache(maxsize=1)
def publishers() -> tuple[Publisher, ...]:
    """All outlets of page_publishers.yaml."""
    rows = parse_lexicon((_DATA / "page_publishers.yaml").read_text("utf-8"))
    return tuple(
        Publisher(row["name"], tuple(row["hosts"]), tuple(row["aliases"]), row.get("offset")) for row in rows
    )


@lru_cache(maxsize=1)
def _by_alias() -> dict[str, Publisher]:
    return {
        alias.casefold(): outlet
        for outlet in publishers()
        for alias in (outlet.name, *outlet.aliases, *outlet.hosts)
    }


@lru_cache(maxsize=1)
def _by_host() -> dict[str, Publisher]:
    return {host: outlet for outlet in publishers() for host in outlet.hosts}


def publisher_named(name: str | None) -> Publisher | None:
    """The outlet that goes by this name, whatever its case; None for an unknown one."""
    return _by_alias().get(name.strip().casefold()) if name else None


def publisher_offset(name: str) -> str | None:
    """UTC offset of the outlet's local time where that is not WIB."""
    outlet = publisher_named(name)
    return outlet.offset if outlet else None


def publisher_of_url(url: str | None) -> str | None:
    """Name of the outlet whose host (or host and first folder) the address has; None for an unknown one."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    folder = parts.path.strip("/").split("/")[0]
    labels = host.split(".")
    names = [f"{host}/{folder}", *(".".join(labels[start:]) for start in range(len(labels) - 1))]
    return next((_by_host()[name].name for name in names if name in _by_host()), None)


def name_publisher(given: str | None, *, url: str | None = None, source: str | None = None) -> str | None:
    """The publisher's name: as given, else by the address, else the source that the dateline names."""
    if given and given.strip():
        return given.strip()
    if by_url := publisher_of_url(url):
        return by_url
    if not source:
        return None
    outlet = publisher_named(source)
    return outlet.name if outlet else source
