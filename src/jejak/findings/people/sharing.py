"""What names beside each other share: a title, a party, the certainty of a list."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from jejak.findings.people.context import state_of
from jejak.findings.people.values import ENOUGH, ENOUGH_ALONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.people.context import Context
    from jejak.findings.people.tokens import Words
    from jejak.findings.people.values import Sighting

_JOINTS: Final = frozenset({",", ";", "dan", "serta", "hingga", "maupun", "&", "/", "bersama"})
"""What stands between the names of a list."""


def affiliation_of(s: Sighting) -> str | None:
    """The party of the organ or group that a name without a title is from ("Yuyuk dari KPK")."""
    tokens = s.words.tokens[s.last : s.last + 2]
    if (
        any(o.party for o in s.offices)
        or len(tokens) < 2
        or tokens[0].lower != "dari"
        or tokens[1].party is None
    ):
        return None
    mention = s.words.parties[tokens[1].party]
    return state_of(mention.code) if mention.kind in {"agency", "group"} else None


def share_titles(found: list[Sighting], words: Words, context: Context) -> None:
    """Give a title that several share to all: "dua komandan Hamas, X dan Y"."""
    for holder, other in pairwise(found):
        between = words.tokens[holder.last : other.first]
        if not holder.offices or other.offices or other.single or len(between) != 1:
            continue
        title = holder.offices[0].title
        before = words.tokens[title.start - 1].lower if title.start else ""
        plural = before in context.lex.plural or words.tokens[title.start].lower in context.lex.plural
        if plural and between[0].lower in {",", "dan", "serta"}:
            other.offices.append(holder.offices[0])
            other.points += 3


def share_parties(found: Sequence[Sighting]) -> None:
    """Give a bare office the party of the titled person before: "sekjen ASEAN X dan wakil ketua Y"."""
    for holder, other in pairwise(found):
        if not holder.offices or not other.offices:
            continue
        one, two = holder.offices[-1], other.offices[0]
        tokens = other.words.tokens
        between = [t.lower for t in tokens[holder.last : two.title.start]]
        bare = all(not t.capital for t in tokens[two.title.start + 1 : two.title.end])
        listed = 0 < len(between) < 3 and all(word in _JOINTS for word in between)
        if listed and bare and two.party is None and two.title.kind == "organ" and one.organisation:
            two.party = one.party


def share_lists(found: Sequence[Sighting]) -> None:
    """Two points for a name in a row ("X, Y, dan Z") of which one is sure; three for a given name."""
    for row in _rows_of_names(found):
        sure = [s for s in row if s.points >= (ENOUGH_ALONE if s.single else ENOUGH)]
        if len(row) < 2 or not sure:
            continue
        for s in row:
            given = any(t.given for t in s.words.tokens[s.first : s.last])
            if not s.single and 0 < s.points < ENOUGH:
                s.points += 2
            elif s.single and s.points == 1 and given and any(other.single for other in sure):
                s.points += 3


def _rows_of_names(found: Sequence[Sighting]) -> Iterator[list[Sighting]]:
    """Runs of sightings with only commas, brackets and "dan" between them."""
    row: list[Sighting] = list(found[:1])
    for one, other in pairwise(found):
        if not _listed_with(one, other):
            yield row
            row = []
        row.append(other)
    yield row


def _listed_with(one: Sighting, other: Sighting) -> bool:
    """Whether only what joins a list stands between two names of a sentence, and brackets."""
    tokens = one.words.tokens
    between = [t.lower for t in tokens[one.last : other.first]]
    if tokens[one.first].sentence != tokens[other.first].sentence or not between:
        return False
    if between[0] == "(" and ")" in between:
        between = between[between.index(")") + 1 :]
    return 0 < len(between) < 3 and all(word in _JOINTS for word in between)


def settle_possessors(found: list[Sighting], words: Words, context: Context) -> list[Sighting]:
    """Give "juru bicara" in "juru bicara Guterres, Stephane Dujarric" to the second, with his party."""
    for owner, holder in pairwise(found):
        between = words.tokens[owner.last : holder.first]
        if holder.offices and _apposed_to(owner, holder, words):
            owner, holder = holder, owner
            between = between[:1]
        if (
            not owner.offices
            or holder.offices
            or holder.single
            or len(between) != 1
            or between[0].text != ","
        ):
            continue
        office = owner.offices[0]
        if (
            office.title.kind not in {"organ", "private", "sender"}
            or office.title.comma
            or owner.known is None
        ):
            continue
        owner.offices.remove(office)
        term = owner.known.term(context.year)
        if office.title.kind != "private" and office.party is None and term is not None:
            office.party = term.party
        holder.offices.append(office)
        holder.points += 3
    return found


def _apposed_to(named: Sighting, owner: Sighting, words: Words) -> bool:
    """Whether the title before `owner` is that of the person named before it ("X, juru bicara Suu Kyi,")."""
    title = owner.offices[0].title
    after = words.tokens[owner.last].text if owner.last < len(words.tokens) else "."
    head = words.tokens[title.start].text
    return (
        not named.offices
        and title.start == named.last + 1
        and head.islower()
        and after in ",.)"
        and owner.known is not None
    )
