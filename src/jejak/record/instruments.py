"""When two articles name one instrument: by the name of our lists, or by kind, topic, years and parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.model import content_id
from jejak.record.words import stem

if TYPE_CHECKING:
    from jejak.model import Instrument


def instrument_id(instrument: Instrument) -> str:
    """The same for all that name one instrument.

    Equality is all there is: order-free, and no chain of likenesses joins two. A name that has nothing of its
    own but years is told apart by its parties; so are two of one kind and topic, as far as they have a topic.
    """
    if not instrument.topic and instrument.origin.rule == "named":
        return content_id("instrument", instrument.name)
    topic = " ".join(sorted({stem(word) for word in instrument.topic}))
    parties = "" if topic else "+".join(instrument.parties)
    return content_id("instrument", instrument.kind, topic, instrument.validity, parties)
