"""Which sightings name one person: full names first, then what single words they explain."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from jejak.findings.people.values import ENOUGH, ENOUGH_ALONE, MAX_PEOPLE, Person, place_of
from jejak.names import PARTICLES, core_words, name_words, same_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.people.context import Context
    from jejak.findings.people.known import KnownPerson
    from jejak.findings.people.lexicon import Lexicon
    from jejak.findings.people.tokens import Token
    from jejak.findings.people.values import Place, Sighting


def link(sightings: Sequence[Sighting], context: Context) -> list[Person]:
    """One person for all sightings that name one: full names first, then what single words they explain."""
    people: list[Person] = []
    for s in sightings:
        if s.single and s.known is None:
            continue
        if not s.single:
            _join(s, people)
    _count_later(sightings, people)
    _join_aliases(sightings, people, context.lex)
    people = [p for p in people if _accepted(p)][:MAX_PEOPLE]
    evidence = _evidence_alone(sightings)
    joined = {id(s) for person in people for s in person.sightings}
    places = {id(person): sorted(place_of(s) for s in person.sightings) for person in people}
    for s in sightings:
        if id(s) in joined or not s.single or _join_single(s, people, places):
            continue
        if _stands_alone(s, evidence) and len(people) < MAX_PEOPLE:
            people.append(Person([s], s.known))
            places[id(people[-1])] = [place_of(s)]
    for person in people:
        person.sightings.sort(key=place_of)
        person.known = person.known or _known(person, context.lex)
    people.sort(key=lambda p: place_of(p.sightings[0]))
    return _merge_known(people)


def _evidence_alone(sightings: Sequence[Sighting]) -> Counter[tuple[str, ...]]:
    """By single word, the points of all places that say a person bears it: each of two and more."""
    found: Counter[tuple[str, ...]] = Counter()
    for s in sightings:
        if s.single and s.points >= 2:
            found[core_words(s.name)] += s.points
    return found


def _stands_alone(s: Sighting, evidence: Counter[tuple[str, ...]]) -> bool:
    """Whether a single word that no fuller name explains is a person's: by this place, or by several."""
    enough = s.points >= ENOUGH_ALONE or (s.points >= 2 and evidence[core_words(s.name)] > ENOUGH_ALONE)
    return s.known is not None or enough


def _join(s: Sighting, people: list[Person]) -> None:
    for person in people:
        if (s.known is not None and person.known is s.known) or same_person(s.name, person.fullest_name()):
            person.sightings.append(s)
            person.known = person.known or s.known
            return
    if len(people) < 4 * MAX_PEOPLE:
        people.append(Person([s], s.known))


def _count_later(sightings: Sequence[Sighting], people: Sequence[Person]) -> None:
    """Two points for a full name of which one word alone speaks elsewhere ("kata Sinner")."""
    speaking = {word for s in sightings if s.single and s.points >= 1 for word in core_words(s.name)[:1]}
    for person in people:
        for s in person.sightings[:1]:
            if 0 < s.points < ENOUGH and speaking & set(core_words(s.name)):
                s.points += 2


def _join_aliases(sightings: Sequence[Sighting], people: list[Person], lex: Lexicon) -> None:
    """Join what "alias" joins ("Ezzat Said alias Abu Said"), and a bracket ("Bambang Soesatyo (Bamsoet)")."""
    for a, b in pairwise(sightings):
        between = a.words.tokens[a.last : b.first] if a.words is b.words else []
        aliased = len(between) == 1 and between[0].lower in lex.aliases - {"atau"}
        if b.single and b.known is None and not a.single and (aliased or _bracketed(b, between)):
            one = next((p for p in people if a in p.sightings), None)
            if one is not None:
                one.sightings.append(b)
                a.points += 3 if aliased else 0
            continue
        if len(between) != 1 or between[0].lower not in lex.aliases or a.single or b.single:
            continue
        one = next((p for p in people if a in p.sightings), None)
        two = next((p for p in people if b in p.sightings), None)
        if one is not None and two is not None and one is not two and not (one.known and two.known):
            one.sightings += two.sightings
            people.remove(two)


def _bracketed(s: Sighting, between: Sequence[Token]) -> bool:
    """Whether a single word stands alone in brackets."""
    tokens = s.words.tokens
    closed = s.last < len(tokens) and tokens[s.last].text == ")"
    return closed and [t.text for t in between] == ["("]


def _accepted(person: Person) -> bool:
    return person.known is not None or max(s.points for s in person.sightings) >= ENOUGH


def _join_single(s: Sighting, people: Sequence[Person], places: dict[int, list[Place]]) -> bool:
    """Add a single word to the person whose name holds it: the well-known one, else the one named last."""
    bearers = [p for p in people if any(same_person(s.name, n) for n in dict.fromkeys(p.first_names(20)))]
    if not bearers and s.points >= 2:
        word = name_words(s.name)[0]
        bearers = [
            p
            for p in people
            if len(word) >= 4 and any(w.startswith(word) for n in p.names[:5] for w in name_words(n))
        ]
    own = [p for p in bearers if s.known is not None and p.known is s.known]
    before = [p for p in bearers if bisect_left(places[id(p)], place_of(s))]
    if s.known is not None and not own and not before:
        return False
    if not bearers:
        return False
    person = max(own or before or bearers, key=lambda p: _last_before(s, places[id(p)]))
    person.sightings.append(s)
    insort(places[id(person)], place_of(s))
    return True


def _last_before(s: Sighting, places: Sequence[Place]) -> int:
    """Offset of the last of these places before the sighting; -1 without one."""
    at = bisect_left(places, place_of(s))
    return places[at - 1][2] if at else -1


def _known(person: Person, lex: Lexicon) -> KnownPerson | None:
    """The well-known person with this name, when initials and middle names are left out.

    A single word is one's who held the office told of, or, with no office told, the family name of one alone.
    """
    words = core_words(person.fullest_name())
    if len(words) > 1:
        family = lex.known_by_words.get((words[0], words[-1]))
        if family is not None and _other_middle(person.fullest_name(), family.name):
            return None
        return family or (lex.known_by_words.get(words[:2]) if "bin" in name_words(person.names[0]) else None)
    bearers = lex.known_by_word.get(words[0], ()) if words else ()
    fitting = [
        known
        for known in bearers
        if any(
            o.party == t.party and t.office.startswith(o.office)
            for o in person.offices
            for t in known.terms
            if o.office
        )
    ]
    if not fitting and words and not person.offices and len(words[0]) > 4 and words[0] not in lex.home_given:
        fitting = [known for known in bearers if known.terms and core_words(known.name)[-1] == words[0]]
    return fitting[0] if len(fitting) == 1 else None


def _other_middle(a: str, b: str) -> bool:
    """Whether both names have middle names or initials, and none that may be the other's."""
    one, two = ([w for w in name_words(name)[1:-1] if w not in PARTICLES] for name in (a, b))
    return bool(one and two) and not any(x.startswith(y) or y.startswith(x) for x in one for y in two)


def _merge_known(people: list[Person]) -> list[Person]:
    merged: list[Person] = []
    for person in people:
        twin = next((p for p in merged if p.known is not None and p.known is person.known), None)
        if twin is None:
            merged.append(person)
        else:
            twin.sightings = sorted([*twin.sightings, *person.sightings], key=place_of)
    return merged
