"""Where places lie, for maps: looked up when asked, so that a better list moves no record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.languages.gazetteer import locate
from jejak.views.rows import PlaceRow

if TYPE_CHECKING:
    from collections.abc import Collection


def place_row(written: str | None, parties: Collection[str] = ()) -> PlaceRow | None:
    """The place that an event's `where` means; None where it has none, or no list knows it."""
    spot = locate(written, parties)
    if spot is None:
        return None
    return PlaceRow(spot.english or spot.name, spot.sort, spot.country, spot.latitude, spot.longitude)
