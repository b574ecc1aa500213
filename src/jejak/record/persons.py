"""Which person an article's person is, where people decided: the folded name says it first, decisions last.

Who is made one with others goes by the smallest id of them all that the record has met. Articles that were
split from a person mean another one, whose id is made of theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.model import content_id
from jejak.record.people import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jejak.decisions import Verdicts


def own_id(name: str, represents: str | None) -> str:
    """Id of the person by name and party alone, as `people.actor_key` has it."""
    party = represents.split(":")[0] if represents else None
    return content_id("person", name_key(name), party)


def mention_id(text_hash: str, person: str) -> str:
    """What a decision calls a person (by their own id) in one text."""
    return content_id("mention", text_hash, person)


def as_split(verdicts: Verdicts, text_hash: str, person: str) -> str:
    """Id of the person in a text: their own, or that of the other one whom somebody says the text means."""
    mention = mention_id(text_hash, person)
    if not verdicts.apart("person", mention):
        return person
    together = verdicts.same("person", mention) or {mention}
    return content_id("person", "apart", min(together))


def as_merged(verdicts: Verdicts, persons: Mapping[int, str]) -> dict[int, str]:
    """Row of a claim -> the id it goes by; `persons` are the ids as split, of all who may be one."""
    met = set(persons.values())
    return {row: min((verdicts.same("person", person) & met) | {person}) for row, person in persons.items()}
