"""Claims as rows, and back: the one place that knows how a claim's value is laid out in the tables."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from jejak.claims import CommitmentClaim, DocumentRef, EventClaim
from jejak.model import Clue, Commitment, Event, Evidence, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

EVENT_CLAIMS: Final = """
SELECT c.claim, c.id, c.type, c.mode, c.status, c.actors, c.recipients, c.persons, c.happened, c.place,
       c.contexts, c.series, c.ordinal, c.words, c.people, c.score, c.why, o.finder, o.version, o.rule,
       d.id, d.name, d.day, d.source,
       (SELECT json_group_array(json_array(e.exact, e.start, e."end", e.zone))
        FROM event_evidence AS e WHERE e.claim = c.claim),
       c.event, i.component, i.settled
FROM event_claims AS c
LEFT JOIN events AS i USING (event)
JOIN readings AS r USING (reading)
JOIN documents AS d USING (document)
JOIN origins AS o USING (origin)
"""

PLACES: Final = {
    kind: f"""
SELECT c.claim, d.source, c.{kind}, i.component, i.settled
FROM {kind}_claims AS c
LEFT JOIN {kind}s AS i USING ({kind})
JOIN readings AS r USING (reading)
JOIN documents AS d USING (document)
"""
    for kind in ("event", "commitment")
}
"""What may change of a claim: the group of reprints its document is in, its item, and its component."""

COMMITMENT_CLAIMS: Final = """
SELECT c.claim, c.id, c.by, c."to", c.action, c.status, c.made, c.due, c.contexts, c.words, c.score, c.why,
       o.finder, o.version, o.rule, d.id, d.name, d.day, d.source,
       (SELECT json_group_array(json_array(e.exact, e.start, e."end", e.zone))
        FROM commitment_evidence AS e WHERE e.claim = c.claim),
       c.commitment, i.component, i.settled
FROM commitment_claims AS c
LEFT JOIN commitments AS i USING (commitment)
JOIN readings AS r USING (reading)
JOIN documents AS d USING (document)
JOIN origins AS o USING (origin)
"""


def event_claim(row: Sequence[Any]) -> tuple[int, EventClaim]:
    """Row number and value of a row of EVENT_CLAIMS."""
    (claim, ident, type_, mode, status, actors, recipients, persons, when, where, contexts, series, ordinal,
     words, people, score, why, finder, version, rule, *document, evidence, _, _, _) = row  # fmt: skip
    event = Event(
        type=type_, mode=mode, status=status, actors=strings(actors), recipients=strings(recipients),
        persons=strings(persons), when=when, where=where, contexts=strings(contexts), series=series,
        ordinal=ordinal, evidence=evidences(evidence),
        origin=Origin(finder, version, rule, score, clues(why)),
    )  # fmt: skip
    return claim, EventClaim(ident, event, DocumentRef(*document), frozenset(words.split()), named(people))


def commitment_claim(row: Sequence[Any]) -> tuple[int, CommitmentClaim]:
    """Row number and value of a row of COMMITMENT_CLAIMS."""
    (claim, ident, by, to, action, status, made, due, contexts, words, score, why, finder, version, rule,
     *document, evidence, _, _, _) = row  # fmt: skip
    commitment = Commitment(
        by=strings(by), to=strings(to), action=action, status=status, made=made, due=due,
        contexts=strings(contexts), evidence=evidences(evidence),
        origin=Origin(finder, version, rule, score, clues(why)),
    )  # fmt: skip
    return claim, CommitmentClaim(ident, commitment, DocumentRef(*document), frozenset(words.split()))


@lru_cache(maxsize=1 << 16)
def strings(text: str) -> tuple[str, ...]:
    """A tuple of strings kept as JSON."""
    return tuple(json.loads(text))


@lru_cache(maxsize=1 << 14)
def evidences(text: str) -> tuple[Evidence, ...]:
    """Evidence kept as JSON rows of exact, start, end, zone; in the order of the text, body first."""
    return tuple(sorted((Evidence(*row) for row in json.loads(text)), key=lambda e: (e.zone, e.start)))


@lru_cache(maxsize=1 << 14)
def named(text: str) -> tuple[tuple[str, str | None], ...]:
    """Those who took part, kept as JSON rows of name key and party."""
    return tuple((name, party) for name, party in json.loads(text))


def clues(text: str) -> tuple[Clue, ...]:
    """Clues kept as JSON rows of part, words, rule."""
    return tuple(Clue(*row) for row in json.loads(text)) if len(text) > len("[]") else ()


def clues_json(found: Sequence[Clue]) -> str:
    """Clues as the record keeps them."""
    rows = [[clue.part, clue.words, clue.rule] for clue in found]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def as_json(values: Sequence[str]) -> str:
    """Strings as the record keeps them."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))
