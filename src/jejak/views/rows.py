"""What the questions give: frozen rows, ready for a screen or for JSON (`as_dict`)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from jejak.model import Clue  # noqa: TC001 - whoever makes a schema of the rows reads it

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Report:
    """The words of one document that say something: exact, with offsets into its zone, and whose they are.

    `doc` is the input's own name, `document` its id in the record, `claim` the id of the finding, `found_by`
    the finder with its version and rule, `score` how sure it was (0-1). `source` is the same for reprints.
    `capture` is the SHA-256 of the page's bytes as they were read.
    """

    doc: str
    document: str
    publisher: str | None
    published: str | None
    title: str | None
    url: str | None
    source: str
    capture: str | None
    claim: str
    zone: str
    start: int
    end: int
    exact: str
    found_by: str
    score: float


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """What a person decided about an item: the action with who, when (ISO 8601 UTC) and why.

    Of a correction `field` names what was corrected, `value` what it says now and `was` what was found.
    `decision` is the id by which it can be undone.
    """

    action: str
    field: str | None
    value: str | int | tuple[str, ...] | None
    was: str | int | tuple[str, ...] | None
    who: str
    at: str
    why: str | None
    decision: str


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

    `where` is as the articles write it, `place` what our lists know of it. `day` is the ISO day under which
    it is listed: the first it may have happened on, else that of its first report, else 9999-12-31.
    """

    id: str
    day: str
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
    decided: tuple[DecidedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One stretch of reported speech, by its first report; `reports` counts it and its reprints.

    `actor` is the id of the person, agency or party that speaks, None where nobody is known.
    """

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
    actor: str | None = None
    decided: tuple[DecidedRow, ...] = ()


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

    `stages` is its life in short, `history` every report that tells of it or moved it. `day` is the ISO day
    under which it is listed: when it was made, else first told, else 9999-12-31.
    """

    id: str
    day: str
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
    decided: tuple[DecidedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """Commitments of one status: how many there are, and the latest of them."""

    status: str
    count: int
    commitments: tuple[CommitmentRow, ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Commitments by where they stood on the day `as_of`; `count` of them in all."""

    as_of: str
    count: int
    columns: tuple[ColumnRow, ...]


@dataclass(frozen=True, slots=True)
class DueRow:
    """What was overdue on the day `as_of`, and what was due soon after it: how many, and some of each."""

    as_of: str
    late: int
    soon: int
    overdue: tuple[CommitmentRow, ...]
    coming: tuple[CommitmentRow, ...]


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
    decided: tuple[DecidedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """One meeting of a series: its number if told, when and where most reports put it, and its events' ids.

    `evidence` are the reports of the meeting itself, `reports` and `sources` count all under its name.
    """

    ordinal: int | None
    when: str | None
    first_day: str | None
    last_day: str | None
    where: str | None
    status: str
    events: tuple[str, ...]
    reports: int
    sources: int
    evidence: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """Numbers of a series that no article tells of, from `first` to `last`.

    `unnumbered` meetings without a number lie there in time; they may be among them.
    """

    first: int
    last: int
    unnumbered: int


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A meeting series with its instances in the order of time.

    `expected` is the next meeting that an article announces, `regular` what is told of the habit ("every year
    since 2016"), `undated` the number of events that belong to no known instance.
    """

    name: str
    instances: tuple[InstanceRow, ...]
    gaps: tuple[GapRow, ...]
    expected: InstanceRow | None
    regular: tuple[EventRow, ...]
    events: int
    undated: int
    reports: int
    sources: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many events, told in how many reports (documents; one that tells of two events counts twice)."""

    name: str
    events: int
    reports: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """What was done in a year, by event type, the commonest first."""

    year: str
    events: int
    reports: int
    types: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class BarRow:
    """What was done in a year (`2018`), month (`2018-11`) or on a day, by event type, the commonest first."""

    when: str
    events: int
    reports: int
    types: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class TallyRow:
    """Events over a period by `unit` (year, month, day); `undated` of them have no day at all."""

    unit: str
    first_day: str | None
    last_day: str | None
    bars: tuple[BarRow, ...]
    events: int
    reports: int
    undated: int
    types: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party or agency: its code and names."""

    code: str
    kind: str
    name: str
    english: str | None


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Somebody who spoke for a party where its dealings with another were told.

    `position` is the office given last, `statements` leaves out what reprints repeat, `id` is the person's.
    """

    name: str
    party: str
    position: str | None
    statements: int
    documents: int
    first_day: str | None
    last_day: str | None
    id: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """What two or more parties did together: counts of all, and the latest of each kind.

    `first_day` and `last_day` bound when it happened; where no article says when, by the first report.
    """

    parties: tuple[PartyRow, ...]
    events: int
    reports: int
    first_day: str | None
    last_day: str | None
    years: tuple[YearRow, ...]
    types: tuple[CountRow, ...]
    meetings: tuple[EventRow, ...]
    agreements: tuple[EventRow, ...]
    commitments: tuple[CommitmentRow, ...]
    speakers: tuple[tuple[SpeakerRow, ...], ...]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """With whom a party dealt, and how much."""

    code: str
    name: str
    events: int
    reports: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A person, party, agency or organisation: its names and whatever the record holds of it.

    A person has positions, statements and events; a party has partners, agencies and people.
    """

    id: str
    kind: str
    code: str | None
    name: str
    names: tuple[str, ...]
    party: str | None
    documents: int
    sources: int
    first_day: str | None
    last_day: str | None
    positions: tuple[PositionRow, ...]
    statements: tuple[StatementRow, ...]
    events: tuple[EventRow, ...]
    partners: tuple[PartnerRow, ...]
    agencies: tuple[PartyRow, ...]
    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class SpotRow:
    """A place where events happened; `written` are the ways in which articles write it.

    `id` names it in addresses. A country has no latitude and longitude: such events happened somewhere in it.
    """

    id: str
    name: str
    sort: str
    country: str | None
    latitude: float | None
    longitude: float | None
    written: tuple[str, ...]
    events: int
    reports: int
    types: tuple[CountRow, ...]
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class MapRow:
    """Where events happened. `events` counts those on the map.

    Not on it are those in `unknown`, places as written that no list has, and `nowhere`, the number of events
    of which no article says where.
    """

    spots: tuple[SpotRow, ...]
    countries: tuple[CountRow, ...]
    events: int
    unknown: tuple[CountRow, ...]
    nowhere: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A party in a network, with the dealings shown that it has part in, and where it is drawn (-1 to 1)."""

    code: str
    kind: str
    name: str
    english: str | None
    events: int
    reports: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """What two parties did together: how much, when, of which types, and in which years."""

    a: str
    b: str
    events: int
    reports: int
    first_day: str | None
    last_day: str | None
    types: tuple[CountRow, ...]
    years: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """Who deals with whom: the pairs with most events, the most first, and the parties in them.

    `left_out` are the pairs that there is no room for.
    """

    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]
    left_out: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two parties that dealt with each other, and how much; `last_day` is that of their latest dealing."""

    a: str
    b: str
    events: int
    reports: int
    last_day: str | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A party of the record, with its names, and in how many events it took part."""

    code: str
    kind: str
    name: str
    english: str | None
    events: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Another event that one is tied to: it `realises` or `cancels` it, is `realised`, `cancelled` by it."""

    kind: str
    reason: str
    score: float
    event: EventRow


@dataclass(frozen=True, slots=True)
class TieRow:
    """Two documents whose reports were taken for one event, why, and how sure that is (0-1)."""

    docs: tuple[str, str]
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One event, the plans it is tied to, why its reports are one, what it moved on, and what is disputed."""

    event: EventRow
    plans: tuple[PlanRow, ...]
    ties: tuple[TieRow, ...]
    commitments: tuple[CommitmentRow, ...]
    discrepancies: tuple[DiscrepancyRow, ...]


@dataclass(frozen=True, slots=True)
class SeriesCountRow:
    """A meeting series: in how many events and reports it is told of, and from when to when."""

    name: str
    events: int
    reports: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class NewsRow:
    """What came into the record after a reading (`since` is its number, `until` the latest now)."""

    since: int
    until: int
    documents: int
    events: int
    commitments: int
    latest: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One side of a discrepancy: the value, how many sources have it (reprints once), and their words."""

    value: str
    sources: int
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    """A fact on which sources disagree, the value that more of them have first.

    `kind` and `item` name what it is about (an event's or a person's id), `about` says it in words. `field`
    is `when`, `where`, `number`, `parties` or `role`.
    """

    id: str
    kind: str
    item: str
    about: str
    field: str
    values: tuple[ValueRow, ...]


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """A named agreement, memorandum, plan or statement.

    `act` is adopted if any report says so, planned if it is only announced, else named; `when` is the time of
    that, `validity` the period it is made for. `parties` are all that any report gives.
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    act: str
    when: str | None
    validity: str | None
    first_day: str | None
    last_day: str | None
    reports: int
    sources: int
    evidence: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class SpanRow:
    """Words of an article and where they stand; `zone` is `body` or `caption:N`."""

    zone: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something found in one article, with all the words it rests on.

    `kind` is event, commitment, statement, instrument, time or actor, `item` the id of what the record made
    of it (None where nothing). `fields` are what it says by name, as corrected; `clues` why it was found.
    """

    kind: str
    claim: str
    item: str | None
    fields: dict[str, Any]
    spans: tuple[SpanRow, ...]
    found_by: str
    score: float
    clues: tuple[Clue, ...]
    decided: tuple[DecidedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """A page as it came: its address (of a file its name), when it was fetched, its size and SHA-256."""

    sha256: str
    address: str
    media_type: str
    size: int
    fetched: str | None


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """One article with all that was found in it, in the order of the text.

    `zones` are the texts that `spans` point into. `reprints` are the ids and publishers of articles with the
    same story.
    """

    id: str
    doc: str
    title: str | None
    publisher: str | None
    published: str | None
    inferred: bool
    language: str | None
    bylines: tuple[str, ...]
    editors: tuple[str, ...]
    dateline: str | None
    url: str | None
    zones: dict[str, str]
    captures: tuple[CaptureRow, ...]
    reprints: tuple[tuple[str, str], ...]
    findings: tuple[FindingRow, ...]


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
class FoundRow:
    """What a search found: how many documents, by publisher and by year, and some of them, best first."""

    count: int
    documents: tuple[SearchRow, ...]
    publishers: tuple[FacetRow, ...]
    years: tuple[FacetRow, ...]


@dataclass(frozen=True, slots=True)
class FacetRow:
    """How many of the documents found have this value."""

    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A publisher: its documents, how many of them are no reprint of an earlier one, and their days."""

    publisher: str | None
    documents: int
    sources: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the record. `doc` is the input's own name, `source` the same for reprints.

    `capture` is the SHA-256 of the bytes that were read last, `fetched` when (ISO 8601 UTC, None of files).
    """

    id: str
    doc: str
    title: str | None
    publisher: str | None
    published: str | None
    bylines: tuple[str, ...]
    dateline: str | None
    language: str | None
    url: str | None
    source: str
    capture: str | None
    fetched: str | None
    media_type: str | None


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
