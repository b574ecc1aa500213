"""Room 4, findings: Reading -> Findings. Finders are pure functions over the reading and earlier finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.model import Findings

if TYPE_CHECKING:
    from jejak.reading import Reading


def find_all(reading: Reading, *, gated: bool = False) -> Findings:
    """All kinds of findings in an article, in the order they need each other.

    With `gated` only a page that may tell of dealings between states is read in full; of another nothing is
    found, and its findings say so.

    Finders are imported here, so that a program that only asks a record never loads them.
    """
    from jejak.findings.commitments import find_commitments
    from jejak.findings.events import find_events
    from jejak.findings.gate import is_international
    from jejak.findings.instruments import find_instruments
    from jejak.findings.judging import judge_of
    from jejak.findings.parties import find_parties, find_party_mentions
    from jejak.findings.people import find_people
    from jejak.findings.places import find_places
    from jejak.findings.statements import find_statements
    from jejak.findings.times import find_times

    mentions = find_party_mentions(reading)
    if gated and not is_international(reading, mentions):
        return Findings(reading.article, gated=True)
    times = find_times(reading)
    people = find_people(reading, mentions)
    statements = find_statements(reading, people, mentions, times)
    judge = judge_of(reading, mentions)
    events = find_events(reading, people, mentions, times, statements, find_places(reading), judge=judge)
    commitments = find_commitments(reading, people, mentions, times, statements, events.by_words, judge=judge)
    return Findings(
        reading.article,
        actors=(*find_parties(reading, mentions), *people),
        times=tuple(times),
        statements=tuple(statements),
        events=events.told,
        commitments=tuple(commitments),
        instruments=find_instruments(reading, people, mentions, times, events.told),
    )
