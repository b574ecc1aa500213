"""Room 4: the parties, agencies and organisations that an article names (codebook 3).

Names come from the lexicon's files; agencies are composed of a term and the state beside it, offices abroad
of the office's word, the sender and the place; short forms that an article introduces in brackets are
learned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.findings.parties.names import PartyMention, party_names
from jejak.findings.parties.shorts import introduced, settle_offices, with_added
from jejak.findings.parties.zone import ArticleContext, ZoneReader, ZoneWords
from jejak.model import Actor, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.reading import Reading

__all__ = ["PartyMention", "find_parties", "find_party_mentions"]

FINDER: Final = "parties"
VERSION: Final = "1"


def find_party_mentions(reading: Reading) -> tuple[PartyMention, ...]:
    """Every mention, over all zones, in order of zone and place; longest first, none overlapping."""
    names = party_names()
    zones = [ZoneWords(names, zone) for zone in reading.zones]
    signs = names.phrases.home_signs
    context = ArticleContext(reading.article.language, any(words.signs_of_home(signs) for words in zones))
    for words in zones:
        words.count_states(context.states)
    by_zone = {words.zone.name: ZoneReader(names, reading, words, context).read() for words in zones}
    found = [mention for mentions in by_zone.values() for mention in mentions]
    added = introduced(names, reading, zones, found, context)
    if added:
        for zone, mentions in by_zone.items():
            by_zone[zone] = with_added(mentions, [m for m in added if m.evidence.zone == zone])
    return tuple(settle_offices([mention for mentions in by_zone.values() for mention in mentions]))


def find_parties(reading: Reading, mentions: Sequence[PartyMention] | None = None) -> tuple[Actor, ...]:
    """The mentions grouped by code into actors, in order of first mention. Places are no actors."""
    if mentions is None:
        mentions = find_party_mentions(reading)
    grouped: dict[str, list[PartyMention]] = {}
    for mention in mentions:
        if mention.form != "place":
            grouped.setdefault(mention.code, []).append(mention)
    return tuple(_actor(code, group) for code, group in grouped.items())


def _actor(code: str, group: Sequence[PartyMention]) -> Actor:
    first = group[0]
    return Actor(
        id=code,
        kind=first.kind,
        name=first.name,
        mentions=tuple(mention.evidence for mention in group),
        origin=Origin(FINDER, VERSION, first.form),
    )
