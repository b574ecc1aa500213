"""Addresses that the user names."""

from __future__ import annotations

from jejak.errors import FetchError, InputError
from jejak.sources.fetch import check_address


def check(url: str) -> None:
    """InputError unless the address is http(s), has a host and no password."""
    try:
        check_address(url)
    except FetchError as error:
        raise InputError(str(error)) from error
