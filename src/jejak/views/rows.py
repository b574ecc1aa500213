"""What the questions give: frozen rows, ready for a screen or for JSON (`as_dict`)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Report:
    """The words of one document that say something: exact, with offsets into its zone, and whose they are.

    `doc` is the input's own name, `document` its id in the record, `claim` the id of the finding, `found_by`
    the finder with its version and rule, `score` how sure it was (0-1). `source` is the same for reprints.
    """

    doc: str
    document: str
    publisher: str | None
    published: str | None
    title: str | None
    url: str | None
    source: str
    claim: str
    zone: str
    start: int
    end: int
    exact: str
    found_by: str
    score: float


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on the map. `sort` is venue, city, region or country; `country` ISO 3166-1 alpha-3.

    Latitude and longitude are WGS 84 degrees, None for a country.
    """

    name: str
    sort: str
    country: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event: told by `reports` documents, of which `sources` are not reprints.

    `where` is as the articles write it, `place` what our lists know of it.
    """

    id: str
    type: str
    mode: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    persons: tuple[str, ...]
    when: str | None
    first_day: str | None
    last_day: str | None
    where: str | None
    place: PlaceRow | None
    contexts: tuple[str, ...]
    series: str | None
    ordinal: int | None
    reports: int
    sources: int
    evidence: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One stretch of reported speech, by its first report; `reports` counts it and its reprints."""

    id: str
    speaker: str
    position: str | None
    represents: str | None
    kind: str
    cue: str | None
    quote: str
    said: str | None
    where: str | None
    via: str | None
    reports: int
    report: Report


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step in a commitment's life: the status, the day it was reported, and the words that say so.

    `event` is the id of the event that moved it, None where the article itself tells of the commitment.
    """

    status: str
    day: str | None
    event: str | None
    event_status: str | None
    reason: str
    report: Report


@dataclass(frozen=True, slots=True)
class StageRow:
    """What a commitment became, and the day of the report (or the deadline) that made it so."""

    status: str
    day: str | None


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One commitment, where it stands on the day asked about, and how it came there.

    `stages` is its life in short, `history` every report that tells of it or moved it.
    """

    id: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    made: str | None
    due: str | None
    status: str
    recurring: bool
    contexts: tuple[str, ...]
    reports: int
    sources: int
    stages: tuple[StageRow, ...]
    history: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class PositionRow:
    """An office somebody was given in articles, from the first to the last day it was."""

    title: str
    organisation: str | None
    first_day: str | None
    last_day: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person: every spelling, every office, and how often named and quoted (reprints count once)."""

    id: str
    name: str
    names: tuple[str, ...]
    party: str | None
    positions: tuple[PositionRow, ...]
    documents: int
    sources: int
    statements: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A document in which the words stand. `marks` are (start, end) in `snippet` of the words found."""

    doc: str
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    zone: str
    start: int
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A publisher: its documents, how many of them are no reprint of an earlier one, and their days."""

    publisher: str | None
    documents: int
    sources: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class RejectionRow:
    """A page that could not be read, and why."""

    doc: str
    address: str
    reason: str
    message: str
    at: str


def as_dict(row: DataclassInstance) -> dict[str, Any]:
    """The row as JSON-ready values."""
    return asdict(row)
