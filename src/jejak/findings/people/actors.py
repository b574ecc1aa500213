"""Persons as actors: name, positions, for whom they stand, and the titles that stand for them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from jejak.findings.people.context import state_of
from jejak.findings.people.offices import give, office_name
from jejak.findings.people.values import Sighting, place_of
from jejak.model import BODY, Actor, Evidence, Origin, Position
from jejak.names import PARTICLES, core_words, name_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.people.context import Context
    from jejak.findings.people.titles import Title
    from jejak.findings.people.tokens import Words
    from jejak.findings.people.values import Office, Person

FINDER: Final = "people"
VERSION: Final = "2"
_APOSTROPHES: Final = frozenset("'’‘`")


def make_actor(
    person: Person, context: Context, loose: Sequence[tuple[Words, Title]], people: Sequence[Person]
) -> Actor:
    """The person as the finder's result."""
    name = _name(person)
    represents = _represents(person, context)
    mentions = [s.evidence for s in person.sightings]
    best = max(person.sightings, key=lambda s: s.points)
    mentions += _title_mentions(person, represents, context, loose, people)
    mentions.sort(key=lambda e: (e.zone != BODY, e.zone, e.start))
    score = min(1.0, max(s.points for s in person.sightings) / 6)
    return Actor(
        id=name,
        kind="person",
        name=name,
        mentions=tuple(mentions),
        origin=Origin(FINDER, VERSION, best.rule, round(score, 2)),
        positions=_positions(person),
        represents=represents,
    )


def _name(person: Person) -> str:
    """The fullest name in the article's spelling; the commonly known one where the article gives less."""
    full = person.fullest_name()
    if person.known is None:
        return full
    common = person.known.name
    small = [{w for w in name_words(n) if w in PARTICLES} for n in (full, common)]
    marked = _APOSTROPHES.intersection(full) and not _APOSTROPHES.intersection(common)
    own = small[0] != small[1] or marked
    return full if core_words(full) == core_words(common) and own else common


def _positions(person: Person) -> tuple[Position, ...]:
    """The person's titles, each once, fullest first; those of today before those of the past."""
    found: dict[tuple[str, ...], Position] = {}
    offices = sorted(person.offices, key=lambda o: (o.title.former, -len(name_words(o.evidence.exact))))
    for office in offices:
        words = name_words(office.evidence.exact)
        if not any(set(words) <= set(seen) for seen in found):
            found[words] = Position(office.evidence.exact, office.evidence, office.organisation)
    return tuple(found.values())


def complete(person: Person, loose: Sequence[tuple[Words, Title]], context: Context) -> None:
    """Give a person "duta besar Rusia" from elsewhere, where beside the name stands "Duta Besar" only."""
    bare = [
        o for o in person.offices if o.office and o.title.kind in {"state", "sender"} and not o.title.former
    ]
    if not bare or person.known is not None or any(o.organisation for o in person.offices):
        return
    found: list[Office] = []
    for words, title in loose:
        s = Sighting(words, title.start, title.end, person.names[0], 0, "title")
        if not title.former and any(office_name(title, words, context.lex) == o.office for o in bare):
            give(s, title, words, context)
        found += [o for o in s.offices if o.organisation is not None]
    if len({o.party for o in found}) == 1:
        person.sightings[0].offices.append(found[0])


def _represents(person: Person, context: Context) -> str | None:
    """The party that offices say, those of today first; else, for the well-known, the publicly known one."""
    said = [o for o in person.offices if o.party is not None and o.title.kind != "private"]
    explicit = [o for o in said if o.organisation is not None or o.sure]
    if person.known is not None:
        own = {t.party for t in person.known.terms}
        explicit = [o for o in explicit if o.party in own]
    for offices in ([o for o in explicit if not o.title.former], explicit):
        if offices:
            return Counter(o.party for o in offices).most_common(1)[0][0]
    term = person.known.term(context.year) if person.known else None
    if person.known is not None:
        return term.party if term and not context.is_over(term) else None
    if said:
        return Counter(o.party for o in said).most_common(1)[0][0]
    return next((s.affiliation for s in person.sightings if s.affiliation), None)


def _title_mentions(
    person: Person,
    represents: str | None,
    context: Context,
    loose: Sequence[tuple[Words, Title]],
    people: Sequence[Person],
) -> Iterator[Evidence]:
    """Titles alone that stand for this person and no other of the article, after the person was named."""
    offices = _offices(person, context)
    if not offices:
        return
    first = place_of(person.sightings[0])
    for words, title in loose:
        token, last = words.tokens[title.start], words.tokens[title.end - 1]
        if (words.zone.name != BODY, words.zone.name, token.start) <= first or title.kind in {
            "private",
            "rank",
        }:
            continue
        if (
            token.lower in {"seorang", "para", "salah", "calon", "wakil"}
            and token.lower != offices[0].split()[0]
        ):
            continue
        if not _means(words, title, offices, represents, context):
            continue
        rivals = [
            p
            for p in people
            if p is not person
            and _means(words, title, _offices(p, context), _represents(p, context), context)
        ]
        if not rivals:
            yield Evidence(words.text[token.start : last.end], token.start, last.end, words.zone.name)


def _offices(person: Person, context: Context) -> list[str]:
    held = [o.office for o in person.offices if o.office and not o.title.former and o.title.kind != "private"]
    term = person.known.term(context.year) if person.known else None
    return [*held, term.office] if term else held


def _means(
    words: Words, title: Title, offices: Sequence[str], represents: str | None, context: Context
) -> bool:
    said = office_name(title, words, context.lex)
    if not said or not any(o == said or o.startswith(said + " ") for o in offices):
        return False
    named = [words.parties[n].code for n, towards in title.parties(words, context.lex) if not towards]
    return not named or represents in {state_of(code) for code in named}
