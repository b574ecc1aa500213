"""The routes of the API: the same questions as the commands, and the same answers.

Annotations are read by FastAPI when the routes are made, so this module has none that wait.
"""

from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field

from jejak.exports.choosing import reports_of
from jejak.views import actor as actors
from jejak.views import commitments as promises
from jejak.views import discrepancies as disputes
from jejak.views import documents as papers
from jejak.views import instruments as named
from jejak.views import map as maps
from jejak.views import network as networks
from jejak.views import overview, parties, people, relation, search, series, timeline
from jejak.views.marked import marked_article
from jejak.views.record import Record
from jejak.views.rows import (
    ActorRow,
    CommitmentRow,
    DiscrepancyRow,
    DocumentRow,
    EventRow,
    InstrumentRow,
    MapRow,
    MarkedRow,
    MemberRow,
    NetworkRow,
    PersonRow,
    RejectionRow,
    RelationRow,
    SearchRow,
    SeriesCountRow,
    SeriesRow,
    SourceRow,
    StatementRow,
    StoryRow,
)
from jejak.views.story import story
from jejak.views.subject import subject
from jejak.vocabulary import COMMITMENT_STATUSES, CONTEXTS, EVENT_STATUSES, EVENT_TYPES
from jejak.web.api.answering import Asked
from jejak.web.api.limits import limited
from jejak.web.api.paging import Page, Place, page_back, page_from, page_of, read

MOST: Final = 200
"""Items of a page, at most."""


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it; `reason` is a word for programs."""

    type: str = "about:blank"
    title: str
    status: int
    reason: str
    detail: str | None = None
    instance: str


def _problem(told: str) -> dict[str, Any]:
    shape = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": told, "content": shape}


PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "Nothing has changed since the answer with that ETag."},
    400: _problem("What was asked can't be: an unknown party, type or status, a faulty date or cursor."),
    401: _problem("A session or a token is needed."),
    422: _problem("A parameter is missing, or no number or flag where one is needed."),
    429: _problem("Asked too often: Retry-After says in how many seconds to try again."),
    503: _problem("The record can't be used."),
}
MISSING: Final[dict[int | str, dict[str, Any]]] = {404: _problem("The record holds no such thing.")}

router = APIRouter(prefix="/api/v1", dependencies=[Depends(limited)], responses=PROBLEMS)

Question = Annotated[Asked, Depends()]
Name = Annotated[str, Path(min_length=1, max_length=300)]
Text = Annotated[str | None, Query(max_length=300)]


def _one_of(*words: str) -> Any:  # noqa: ANN401 - what Annotated takes
    return Field(json_schema_extra={"enum": list(words)})


_Listed = Query(default_factory=list, max_length=20)
Parties = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=300, description="A code or name.")]], _Listed
]
Types = Annotated[list[Annotated[str, _one_of(*EVENT_TYPES)]], _Listed]
Statuses = Annotated[list[Annotated[str, _one_of(*EVENT_STATUSES)]], _Listed]
Standings = Annotated[list[Annotated[str, _one_of(*COMMITMENT_STATUSES)]], _Listed]
Contexts = Annotated[list[Annotated[str, _one_of(*CONTEXTS)]], _Listed]
Day = Annotated[
    str | None, Query(max_length=40, description="A year, month or day: 2021, 2021-12, 2021-12-07.")
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Items of a page.")]
Cursor = Annotated[str | None, Query(max_length=1000, description="`next` of the page before.")]


@router.get("/stats", tags=["record"])
def stats(asked: Question) -> dict[str, Any]:
    """How much of everything the record holds, by type and status, and from when to when."""
    return asked.answer(overview.stats)


@router.get("/sources", tags=["record"])
def sources(asked: Question, limit: Limit = 50, cursor: Cursor = None) -> Page[SourceRow]:
    """Publishers with their documents, the largest first."""
    at = read(cursor, int)
    return asked.answer(lambda record: page_of(overview.sources(record), at, limit))


@router.get("/rejections", tags=["record"])
def rejections(asked: Question, limit: Limit = 50, cursor: Cursor = None) -> Page[RejectionRow]:
    """Pages that could not be read, the latest first."""
    at = read(cursor, int)
    return asked.answer(lambda record: page_of(overview.rejections(record)[::-1], at, limit))


@router.get("/documents", tags=["record"])
def documents(
    asked: Question, publisher: Text = None, since: Day = None, until: Day = None, limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[DocumentRow]:  # fmt: skip
    """Documents by when they were published, the latest first."""
    at = read(cursor, str, str)

    def answer(record: Record) -> Page[DocumentRow]:
        ask = partial(papers.documents, record, publisher=publisher, since=since, until=until)
        return page_back(
            lambda before, most: ask(before=_two(before), limit=most),
            lambda row: ((row.published or "")[:10], row.id), at, limit,
        )  # fmt: skip

    return asked.answer(answer)


@router.get("/documents/{document}", tags=["record"], responses=MISSING)
def document(asked: Question, document: Name) -> MarkedRow:
    """One article with its text and all that was found in it: by id, name or address."""
    return asked.answer(lambda record: marked_article(record, document))


@router.get("/search", tags=["record"])
def find(
    asked: Question, q: Annotated[str, Query(max_length=1000, description="Words in any form.")],
    publisher: Text = None, year: Text = None, party: Text = None, limit: Limit = 20, cursor: Cursor = None,
) -> Page[SearchRow]:  # fmt: skip
    """Documents in which all the words stand, best first, with a snippet."""
    at = read(cursor, int)

    def answer(record: Record) -> Page[SearchRow]:
        ask = partial(search.found, record, q, publisher=publisher, year=year, party=party)
        return page_from(lambda after, most: ask(after=after, limit=most).documents, at, limit)

    return asked.answer(answer)


@router.get("/events", tags=["events"])
def events(
    asked: Question, party: Parties, type: Types, status: Statuses, context: Contexts, since: Day = None,
    until: Day = None, about: Text = None, limit: Limit = 50, cursor: Cursor = None,
) -> Page[EventRow]:  # fmt: skip
    """What happened between all the parties, the latest first."""
    at = read(cursor, str, str)

    def answer(record: Record) -> Page[EventRow]:
        ask = partial(
            timeline.timeline, record, parties=party, types=type, statuses=status, contexts=context,
            since=since, until=until, about=about,
        )  # fmt: skip
        return page_back(
            lambda before, most: ask(before=_two(before), limit=most),
            lambda row: (row.day, row.id), at, limit,
        )  # fmt: skip

    return asked.answer(answer)


@router.get("/events/{event}", tags=["events"], responses=MISSING)
def event(asked: Question, event: Name) -> StoryRow:
    """One event with all its reports, the plans it is tied to, what it moved on and what is disputed."""
    return asked.answer(lambda record: story(record, event))


@router.get("/commitments", tags=["events"])
def commitments(
    asked: Question, by: Parties, to: Parties, party: Parties, status: Standings, context: Contexts,
    about: Text = None, as_of: Day = None, limit: Limit = 50, cursor: Cursor = None,
) -> Page[CommitmentRow]:  # fmt: skip
    """What was promised and what came of it, the latest first; `party` stands on either side."""
    at, theme = read(cursor, str, str), subject(about)
    wanted = {promises.status_named(name) for name in status}

    def fits(row: CommitmentRow) -> bool:
        right = not wanted or row.status in wanted
        return right and (
            theme is None or theme.fits(row.contexts, [row.action, *(r.exact for r in reports_of(row))])
        )

    def answer(record: Record) -> Page[CommitmentRow]:
        ask = partial(
            promises.commitments, record, by=by, to=to, between=party, contexts=context,
            as_of=asked.day(as_of, "as_of"),
        )  # fmt: skip
        return page_back(
            lambda before, most: ask(before=_two(before), limit=most),
            lambda row: (row.day, row.id), at, limit,
            fits if wanted or theme else None,
        )  # fmt: skip

    return asked.answer(answer)


@router.get("/commitments/{commitment}", tags=["events"], responses=MISSING)
def commitment(asked: Question, commitment: Name, as_of: Day = None) -> CommitmentRow:
    """One commitment with its whole history."""
    day = asked.day(as_of, "as_of")
    return asked.answer(lambda record: promises.commitment(record, commitment, as_of=day))


@router.get("/statements", tags=["voices"])
def statements(
    asked: Question, by: Text = None, party: Text = None, about: Text = None, since: Day = None,
    until: Day = None, limit: Limit = 50, cursor: Cursor = None,
) -> Page[StatementRow]:  # fmt: skip
    """Who said what, the latest first; `by` whom, `party` for whom."""
    at = read(cursor, str, str, str, int)

    def place(row: StatementRow) -> Place:
        words = row.report
        return (words.published or "")[:10], words.document, words.zone, words.start

    def answer(record: Record) -> Page[StatementRow]:
        ask = partial(people.statements, record, by=by, party=party, about=about, since=since, until=until)
        return page_back(
            lambda before, most: ask(before=_four(before), limit=most), place, at, limit
        )  # fmt: skip

    return asked.answer(answer)


@router.get("/people", tags=["voices"])
def persons(asked: Question, name: Text = None, limit: Limit = 50, cursor: Cursor = None) -> Page[PersonRow]:
    """Persons, the most often named first; with a name, those who have all its words in theirs."""
    at = read(cursor, int)
    return asked.answer(
        lambda record: page_from(
            lambda after, most: people.people(record, name, after=after, limit=most), at, limit
        )
    )


@router.get("/parties", tags=["voices"])
def members(asked: Question, limit: Limit = 50, cursor: Cursor = None) -> Page[MemberRow]:
    """The parties that took part in events, those in most of them first."""
    at = read(cursor, int)
    return asked.answer(lambda record: page_of(parties.parties(record), at, limit))


@router.get("/actors/{name}", tags=["voices"], responses=MISSING)
def actor(asked: Question, name: Name, limit: Limit = 10) -> ActorRow:
    """A party, agency, organisation or person: names, offices, and the latest of what the record holds."""
    return asked.answer(lambda record: actors.actor(record, name, limit=limit))


@router.get("/relations/{parties:path}", tags=["events"], responses=MISSING)
def relations(
    asked: Question,
    parties: Annotated[str, Path(max_length=300, description="Two or more, with / between.")],
    as_of: Day = None, limit: Limit = 12,
) -> RelationRow:  # fmt: skip
    """What parties did together: counts by year and type, and the latest meetings, promises and speakers."""
    names, day = [name for name in parties.split("/") if name], asked.day(as_of, "as_of")
    return asked.answer(lambda record: relation.relation(record, *names, as_of=day, limit=limit))


@router.get("/series", tags=["events"])
def all_series(asked: Question, limit: Limit = 50, cursor: Cursor = None) -> Page[SeriesCountRow]:
    """Meeting series, those most told of first."""
    at = read(cursor, int)
    return asked.answer(lambda record: page_of(series.series_counts(record), at, limit))


@router.get("/series/{name}", tags=["events"], responses=MISSING)
def one_series(asked: Question, name: Name) -> Page[SeriesRow]:
    """The series that a name or acronym stands for, with their meetings in order, and the gaps."""
    return asked.answer(lambda record: page_of(series.series(record, name), None, MOST))


@router.get("/instruments", tags=["events"])
def instruments(
    asked: Question, party: Parties, name: Text = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[InstrumentRow]:
    """Named agreements, plans and statements, the first reported first."""
    at = read(cursor, int)
    return asked.answer(lambda record: page_of(named.instruments(record, name, parties=party), at, limit))


@router.get("/discrepancies", tags=["voices"])
def discrepancies(
    asked: Question, party: Parties, since: Day = None, until: Day = None, limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[DiscrepancyRow]:  # fmt: skip
    """On what sources disagree, each side with its words; in the order of time."""
    at = read(cursor, int)

    def answer(record: Record) -> Page[DiscrepancyRow]:
        most = (int(at[0]) if at else 0) + limit + 1
        rows = disputes.discrepancies(record, parties=party, since=since, until=until, limit=most)
        return page_of(rows, at, limit)

    return asked.answer(answer)


@router.get("/map", tags=["events"])
def places(
    asked: Question, party: Parties, type: Types, status: Statuses, context: Contexts, since: Day = None,
    until: Day = None,
) -> MapRow:  # fmt: skip
    """Where it happened: places with their coordinates and counts, and what is known only by country."""
    return asked.answer(
        lambda record: maps.places(
            record,
            timeline.wanted_events(
                record, parties=party, types=type, statuses=status, contexts=context, since=since, until=until
            ),
        )
    )


@router.get("/network", tags=["events"])
def network(
    asked: Question, party: Parties, type: Types, since: Day = None, until: Day = None,
    limit: Annotated[int, Query(ge=2, le=100, description="Parties, at most.")] = networks.MOST_PARTIES,
) -> NetworkRow:  # fmt: skip
    """Who deals with whom: parties and pairs with counts and periods, laid out for drawing."""
    return asked.answer(
        lambda record: networks.network(
            record,
            timeline.wanted_events(record, parties=party, types=type, since=since, until=until),
            parties=limit,
        )
    )


def _two(place: Place | None) -> tuple[str, str] | None:
    return (str(place[0]), str(place[1])) if place else None


def _four(place: Place | None) -> tuple[str, str, str, int] | None:
    return (str(place[0]), str(place[1]), str(place[2]), int(place[3])) if place else None
