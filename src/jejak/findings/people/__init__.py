"""People of an article: who is named, in what office, for whom (codebook 3).

A run of capitalised words is a person on positive evidence only: an office before or after it, a courtesy
word, a reporting verb, given names, a well-known person's name, or a fuller naming elsewhere in the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.findings.people.actors import complete, make_actor
from jejak.findings.people.candidates import Candidate
from jejak.findings.people.context import Context
from jejak.findings.people.evidence import headline
from jejak.findings.people.index import PeopleIndex
from jejak.findings.people.lexicon import lexicon
from jejak.findings.people.linking import link
from jejak.findings.people.sightings import find_sightings
from jejak.findings.people.titles import find_titles
from jejak.findings.people.words import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.parties import PartyMention
    from jejak.findings.people.titles import Title
    from jejak.findings.people.tokens import Words
    from jejak.findings.people.values import Sighting
    from jejak.model import Actor
    from jejak.reading import Reading

__all__ = ["Candidate", "PeopleIndex", "find_people"]


def find_people(
    reading: Reading, parties: Sequence[PartyMention], candidates: Sequence[Candidate] = ()
) -> tuple[Actor, ...]:
    """The article's people in the order of their first mention, each once, with positions and party.

    `parties` are the article's party mentions, in order, not overlapping. A mention is the name as written,
    without title, or a title alone that stands for the person ("sang dubes"). `represents` is a party code or
    None. `candidates` are spans that a trained model takes for people: more evidence, where there is one.
    """
    lex = lexicon()
    home = "MYS" if reading.article.language == "ms" else "IDN"
    context = Context(reading, parties, home, lex)
    sightings: list[Sighting] = []
    loose: list[tuple[Words, Title]] = []
    for zone in reading.zones:
        own = [p for p in parties if p.evidence.zone == zone.name]
        words = read_words(zone, own, lex)
        titles = [t for t in find_titles(words, lex) if not headline(words, words.tokens[t.start])]
        found = find_sightings(words, titles, context, candidates)
        sightings += found
        used = {id(o.title) for s in found for o in s.offices}
        loose += [(words, t) for t in titles if id(t) not in used]
    people = link(sightings, context)
    for person in people:
        complete(person, loose, context)
    return tuple(make_actor(person, context, loose, people) for person in people)
