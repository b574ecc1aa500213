"""Gathers the note: what the record holds of two parties, in the order in which a reader needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from jejak.views.asking import first_day, party_row
from jejak.views.briefing import phrases
from jejak.views.briefing.note import Brief, Notebook, Section, Sentence
from jejak.views.commitments import commitments
from jejak.views.dates import spoken
from jejak.views.discrepancies import discrepancies
from jejak.views.people import statements_between
from jejak.views.relation import AGREEING, MET, pair_of
from jejak.views.subject import subject
from jejak.views.timeline import realised, timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jejak.views.record import Record
    from jejak.views.rows import CommitmentRow, DiscrepancyRow, EventRow, Report, StatementRow
    from jejak.views.subject import Subject

_MOST: Final = 40
"""Sentences of a section, the latest: a note is read in minutes."""
_CITED: Final = 4
"""Footnotes of a sentence: one for each source, so many at most."""
_SILENT_DAYS: Final = 365
"""Days without any report after which a promise that is not yet kept is asked about."""


_OPEN: Final = ("pledged", "under_way")


@dataclass(frozen=True)
class _Matter:
    """All that a note is made of, already chosen, in the order of time."""

    events: tuple[EventRow, ...]
    promises: tuple[CommitmentRow, ...]
    statements: tuple[StatementRow, ...]
    disputed: tuple[DiscrepancyRow, ...]
    done: frozenset[str]
    today: date


def brief(
    record: Record,
    x: str,
    y: str,
    *,
    about: str | None = None,
    since: str | None = None,
    as_of: date | None = None,
) -> Brief:
    """A note on what two parties do together; InputError if either is unknown.

    `about` keeps what is about a context or has its words, `since` what happened, was made or was said from
    that day on. It is written as of a day: the one given, that of `record.known_on`, or today.
    """
    one, two = pair_of(record, x, y)
    day = as_of or record.known_on or datetime.now(UTC).astimezone().date()
    theme, start = subject(about), first_day(since)
    events = tuple(
        e for e in timeline(record, parties=(one, two), since=since)
        if _about(theme, e.contexts, (r.exact for r in e.evidence))
    )  # fmt: skip
    matter = _Matter(
        events,
        tuple(
            p for p in commitments(record, between=(one, two), as_of=as_of)
            if _from(start, p) and _about(theme, p.contexts, (p.action, *(h.report.exact for h in p.history)))
        ),
        tuple(
            s for s in statements_between(record, one, two, since=start) if _about(theme, (), (s.quote,))
        ),
        _disputed(record, (one, two), events), realised(record, events), day,
    )  # fmt: skip
    notebook = Notebook()
    sections = tuple(_sections(matter, notebook))
    both = " and ".join(row.english or row.name for row in (party_row(one), party_row(two)))
    return Brief(
        both + (f": {theme.name}" if theme else ""), tuple(_told_of(matter, since, record, notebook)),
        sections, tuple(notebook.notes.values()),
    )  # fmt: skip


def _about(theme: Subject | None, contexts: Sequence[str], texts: Iterable[str]) -> bool:
    return theme is None or theme.fits(contexts, tuple(texts))


def _disputed(
    record: Record, both: tuple[str, str], events: Sequence[EventRow]
) -> tuple[DiscrepancyRow, ...]:
    """What sources disagree on about these events."""
    claims = {report.claim for event in events for report in event.evidence}
    return tuple(
        row for row in discrepancies(record, parties=both)
        if any(report.claim in claims for value in row.values for report in value.reports)
    )  # fmt: skip


def _from(start: str | None, promise: CommitmentRow) -> bool:
    """Whether a promise was made, moved on or is due from the day on."""
    days = [step.day for step in promise.history if step.day]
    return start is None or not days or max(days) >= start


def _told_of(matter: _Matter, since: str | None, record: Record, notebook: Notebook) -> Iterable[str]:
    period = f", from {spoken(since)} on" if since else ""
    known = (
        f" From what had been published by {spoken(record.known_on.isoformat())}." if record.known_on else ""
    )
    documents = len({(n.publisher, n.doc) for n in notebook.notes.values()})
    yield f"As of {spoken(matter.today.isoformat())}{period}.{known}"
    yield (
        f"{counted(len(matter.events), 'event')}, {counted(len(matter.promises), 'commitment')} and"
        f" {counted(len(matter.statements), 'statement')}, told here from {counted(documents, 'article')}."
        f" Of a section with more than {_MOST}, the latest. Found by a program: check the words."
    )


def counted(number: int, name: str) -> str:
    """A number of things: "1 event", "2 events"."""
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def _sections(matter: _Matter, notebook: Notebook) -> Iterable[Section]:
    done = [e for e in matter.events if e.status in MET]
    ahead = [e for e in matter.events if e.status not in MET]
    meetings = [e for e in done if e.type == "CONSULT"]
    agreements = [e for e in done if e.type in AGREEING]
    others = [e for e in done if e.type not in ("CONSULT", *AGREEING)]
    yield Section("Meetings", _events(meetings, notebook), "No meeting is told of.")
    yield Section("Agreements and support", _events(agreements, notebook), "No agreement is told of.")
    yield Section("Other dealings", _events(others, notebook), "Nothing else is told of.")
    yield Section("Planned, proposed or called off", _events(ahead, notebook), "Nothing is announced.")
    yield Section(
        "Commitments", tuple(s for p in matter.promises[-_MOST:] for s in promise_sentences(p, notebook)),
        "No commitment is told of.",
    )  # fmt: skip
    yield Section(
        "Statements", tuple(statement_sentence(s, notebook) for s in matter.statements[-_MOST:]),
        "Nobody is quoted.",
    )  # fmt: skip
    yield Section("Open questions", tuple(_questions(matter, notebook)), "None that the record shows.")


def _events(events: Sequence[EventRow], notebook: Notebook) -> tuple[Sentence, ...]:
    return tuple(event_sentence(event, notebook) for event in events[-_MOST:])


def event_sentence(row: EventRow, notebook: Notebook, text: str = "") -> Sentence:
    """When and where, what happened, and the first words that say so."""
    told = min((r.published for r in row.evidence if r.published), default=None)
    cited = cited_of(row.evidence)
    lead = phrases.when_and_where(row.when, row.where, told)
    said = (text or phrases.event(row)) + phrases.decided(row.decided)
    return Sentence(lead, said, cited[0].exact, notebook.cite(cited))


def promise_sentences(row: CommitmentRow, notebook: Notebook) -> Iterable[Sentence]:
    """The promise and where it stands; then each report that moved it on."""
    told = [step.report for step in row.history if step.event is None]
    lead = phrases.when_and_where(row.made, None, told[0].published)
    said = phrases.promise(row) + phrases.decided(row.decided)
    yield Sentence(lead, said, row.action, notebook.cite(cited_of(told)))
    for step in row.history:
        if step.event is not None:
            state = "recurring" if step.event_status == "recurring" else step.status.replace("_", " ")
            lead = phrases.when_and_where(None, None, step.day)
            yield Sentence(lead, f"That promise: {state}", step.report.exact, notebook.cite([step.report]))


def statement_sentence(row: StatementRow, notebook: Notebook) -> Sentence:
    """When and where, who said it, and what."""
    lead = phrases.when_and_where(row.said, row.where, row.report.published)
    said = phrases.said(row) + phrases.decided(row.decided)
    return Sentence(lead, said, row.quote, notebook.cite([row.report]))


def _questions(matter: _Matter, notebook: Notebook) -> Iterable[Sentence]:
    """What is overdue, of what nothing was heard since, and what was planned for a day that has passed."""
    today = matter.today.isoformat()
    for promise in matter.promises:
        reports = [step.report for step in promise.history]
        last = max((step.day for step in promise.history if step.day), default=None)
        silent = last is not None and date.fromisoformat(last) + timedelta(days=_SILENT_DAYS) < matter.today
        if promise.status == "overdue":
            why = f"Overdue: {phrases.names(promise.by)} promised it for {spoken(promise.due)}"
        elif promise.status in _OPEN and silent:
            who, state = phrases.names(promise.by), phrases.state(promise)
            why = f"Nothing heard since {spoken(last)}: {who} promised it, {state}"
        else:
            continue
        yield Sentence("", why, promise.action, notebook.cite(cited_of(reports)))
    for event in matter.events:
        gone = event.last_day and event.last_day < today and event.id not in matter.done
        if event.status in ("planned", "proposed") and gone:
            text = (
                f"{event.status.capitalize()} for a time that has passed; is it done? {phrases.event(event)}"
            )
            yield event_sentence(event, notebook, text)
    for row in matter.disputed:
        sides = " or ".join(f"{spoken(v.value)} ({counted(v.sources, 'source')})" for v in row.values)
        cited = [report for value in row.values for report in value.reports[:1]]
        yield Sentence(
            "", f"Sources disagree on {row.field} of {row.about}: {sides}", "", notebook.cite(cited)
        )


def cited_of(reports: Sequence[Report]) -> list[Report]:
    """A report of each source, the one with the shortest words first; at most so many as a sentence bears."""
    by_source: dict[str, Report] = {}
    for report in reports:
        kept = by_source.get(report.source)
        if kept is None or len(report.exact) < len(kept.exact):
            by_source[report.source] = report
    return sorted(by_source.values(), key=lambda r: (len(r.exact), r.document, r.start))[:_CITED]
