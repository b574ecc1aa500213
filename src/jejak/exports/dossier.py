"""A dossier: any view of the record as one HTML file that can be mailed, with all its sources at the end.

It is built of the same parts as a briefing note: sentences with footnotes, and figures. It has no script and
asks nothing of any network.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from jejak.errors import InputError
from jejak.exports.choosing import Chosen, choose
from jejak.views.actor import actor
from jejak.views.asking import day, party_row
from jejak.views.briefing import Brief, Figures, Notebook, Section, Sentence, as_html, phrases
from jejak.views.briefing.gather import cited_of, counted, event_sentence, promise_sentences
from jejak.views.briefing.gather import statement_sentence as said
from jejak.views.dates import spoken
from jejak.views.discrepancies import discrepancies
from jejak.views.instruments import instruments
from jejak.views.relation import relation
from jejak.views.series import series

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from jejak.exports.choosing import Filters
    from jejak.views.record import Record
    from jejak.views.rows import (
        ActorRow,
        CommitmentRow,
        CountRow,
        DiscrepancyRow,
        EventRow,
        InstrumentRow,
        PositionRow,
        SeriesRow,
        StatementRow,
        YearRow,
    )

VIEWS: Final = ("chosen", "relation", "actor", "series", "instruments", "discrepancies")
"""What a dossier can be of. `chosen` is whatever the filters choose."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Which view a dossier shows, and the names it needs: two parties, an actor, a series, an instrument."""

    view: str = "chosen"
    names: tuple[str, ...] = ()


def as_dossier(record: Record, filters: Filters, out: BinaryIO, subject: Subject) -> int:
    """Writes the dossier; gives the number of sources in it. InputError for a view or name that can't be."""
    brief = dossier(record, filters, subject)
    out.write(as_html(brief).encode())
    return len(brief.footnotes)


def dossier(record: Record, filters: Filters, subject: Subject) -> Brief:
    """The dossier as a value. Its filters choose among events, commitments, statements and discrepancies."""
    if subject.view not in VIEWS:
        raise InputError(
            f"there is no dossier of {subject.view!r}, but of: {', '.join(VIEWS)}",
            "none_of", field="view", value=subject.view, known=tuple(VIEWS),
        )  # fmt: skip
    notebook = Notebook()
    made = _MAKERS[subject.view](record, filters, subject.names, notebook)
    about = (*_about(record, filters), *made.about)
    return Brief(made.title, about, made.sections, tuple(notebook.notes.values()))


@dataclass(frozen=True, slots=True)
class _Made:
    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]


def _about(record: Record, filters: Filters) -> Iterable[str]:
    today = day(filters.as_of) or record.known_on or datetime.now(UTC).astimezone().date()
    known = record.known_on
    only = {
        "parties": " and ".join(filters.parties), "types": ", ".join(filters.types),
        "status": ", ".join(filters.statuses), "contexts": ", ".join(filters.contexts),
        "by": filters.by or "", "to": filters.to or "", "from": spoken(filters.since),
        "until": spoken(filters.until), "about": filters.about or "",
    }  # fmt: skip
    yield f"As of {spoken(today.isoformat())}." + (
        f" From what had been published by {spoken(known.isoformat())}." if known else ""
    )
    if told := "; ".join(f"{name} {value}" for name, value in only.items() if value):
        yield f"Only: {told}."
    yield "Found by a program: check the words."


def _chosen(record: Record, filters: Filters, names: Sequence[str], notebook: Notebook) -> _Made:
    _needs(names, 0, "chosen")
    found = choose(record, filters)
    title = " and ".join(_name(code) for code in filters.parties) or "The record"
    return _Made(title, (_numbers(found),), tuple(_items(found, notebook)))


def _numbers(found: Chosen) -> str:
    told = (
        counted(len(found.events), "event"), counted(len(found.commitments), "commitment"),
        counted(len(found.statements), "statement"),
    )  # fmt: skip
    return f"{told[0]}, {told[1]} and {told[2]}."


def _items(found: Chosen, notebook: Notebook) -> Iterable[Section]:
    yield _events("Events", found.events, notebook)
    yield _promises(found.commitments, notebook)
    yield _statements(found.statements, notebook)


def _events(title: str, rows: Sequence[EventRow], notebook: Notebook) -> Section:
    return Section(title, tuple(event_sentence(row, notebook) for row in rows), "None is told of.")


def _promises(rows: Sequence[CommitmentRow], notebook: Notebook) -> Section:
    told = tuple(sentence for row in rows for sentence in promise_sentences(row, notebook))
    return Section("Commitments", told, "No commitment is told of.")


def _statements(rows: Sequence[StatementRow], notebook: Notebook) -> Section:
    return Section("Statements", tuple(said(row, notebook) for row in rows), "Nobody is quoted.")


def _relation(record: Record, filters: Filters, names: Sequence[str], notebook: Notebook) -> _Made:
    if len(names) < 2:
        _needs(names, 2, "relation")
    row = relation(record, *names, as_of=filters.as_of, limit=None)
    both = tuple(party.code for party in row.parties)
    found = choose(record, replace(filters, parties=both))
    speakers = tuple(
        (s.name, party.english or party.name, s.position or "", str(s.statements))
        for party, side in zip(row.parties, row.speakers, strict=True) for s in side
    )  # fmt: skip
    sections = (
        Section("By year", figures=_years(row.years)),
        Section("By type", figures=_types(row.types)),
        *_items(found, notebook),
        Section("Who speaks", (), "" if speakers else "Nobody is quoted.",
                Figures(("Name", "For", "Office", "Statements"), speakers) if speakers else None),
        _disputed(discrepancies(record, parties=both, since=filters.since, until=filters.until), notebook),
    )  # fmt: skip
    title = " and ".join(party.english or party.name for party in row.parties)
    return _Made(title, (f"{counted(row.events, 'event')} in {counted(row.reports, 'report')}.",), sections)


def _years(rows: Sequence[YearRow]) -> Figures:
    return Figures(
        ("Year", "Events", "Reports", "Types"),
        tuple(
            (row.year, f"{row.events:,}", f"{row.reports:,}",
             ", ".join(f"{one.name} {one.events:,}" for one in row.types))
            for row in rows
        ),
    )  # fmt: skip


def _types(rows: Sequence[CountRow]) -> Figures:
    return Figures(
        ("Type", "Events", "Reports"),
        tuple((row.name, f"{row.events:,}", f"{row.reports:,}") for row in rows),
    )


def _actor(record: Record, filters: Filters, names: Sequence[str], notebook: Notebook) -> _Made:
    _needs(names, 1, "actor")
    row = actor(record, names[0], limit=None)
    found = _of_actor(record, filters, row)
    spellings = ", ".join(name for name in row.names if name != row.name)
    about = (
        *((f"Also written {spellings}.",) if spellings else ()),
        *((f"For {_name(row.party)}.",) if row.party and row.party != row.code else ()),
        f"In {counted(row.documents, 'article')}. {_numbers(found)}",
    )
    sections = (
        *((Section("Offices", figures=_offices(row.positions)),) if row.positions else ()),
        *((Section("Deals with", figures=_partners(row)),) if row.partners else ()),
        *_items(found, notebook),
    )
    return _Made(row.name, about, sections)


def _of_actor(record: Record, filters: Filters, row: ActorRow) -> Chosen:
    """What a party has part in, or a person was present at and said, of what the filters choose."""
    if row.code:
        return choose(record, replace(filters, parties=(row.code, *filters.parties)))
    chosen = choose(record, filters)
    events, quoted = {e.id for e in row.events}, {s.id for s in row.statements}
    return Chosen(
        tuple(e for e in chosen.events if e.id in events),
        statements=tuple(s for s in chosen.statements if s.id in quoted),
    )


def _offices(rows: Sequence[PositionRow]) -> Figures:
    return Figures(
        ("Office", "First so called", "Last", "Articles"),
        tuple((row.title, spoken(row.first_day), spoken(row.last_day), f"{row.documents:,}") for row in rows),
    )


def _partners(row: ActorRow) -> Figures:
    return Figures(
        ("Party", "Events", "Reports", "From", "To"),
        tuple(
            (p.name, f"{p.events:,}", f"{p.reports:,}", spoken(p.first_day), spoken(p.last_day))
            for p in row.partners
        ),
    )


def _series(record: Record, _: Filters, names: Sequence[str], notebook: Notebook) -> _Made:
    found = series(record, names[0] if names else None)
    title = found[0].name if len(found) == 1 else "Meeting series"
    return _Made(title, (), tuple(_one_series(row, notebook) for row in found))


def _one_series(row: SeriesRow, notebook: Notebook) -> Section:
    lines = []
    for one in row.instances:
        if not one.evidence:
            continue
        number = f"No. {one.ordinal}" if one.ordinal else "Without a number"
        lead = phrases.when_and_where(one.when, one.where)
        cited = cited_of(one.evidence)
        lines.append(Sentence(lead, f"{number} ({one.status})", cited[0].exact, notebook.cite(cited)))
    gaps = tuple((str(gap.first), str(gap.last)) for gap in row.gaps)
    figures = Figures(("Nothing is told of no.", "to"), gaps) if gaps else None
    return Section(row.name, tuple(lines), "No meeting of it is told of with its day.", figures)


def _instruments(record: Record, filters: Filters, names: Sequence[str], notebook: Notebook) -> _Made:
    rows = instruments(record, names[0] if names else None, parties=filters.parties)
    lines = tuple(_instrument(row, notebook) for row in rows)
    section = Section("By first report", lines, "None is named.")
    return _Made("Agreements, plans and statements", (), (section,))


def _instrument(row: InstrumentRow, notebook: Notebook) -> Sentence:
    of = f" of {phrases.names(row.parties)}" if row.parties else ""
    valid = f", for {spoken(row.validity)}" if row.validity else ""
    cited = cited_of(row.evidence)
    return Sentence(
        phrases.when_and_where(row.when, None), f"{row.name} ({row.kind}, {row.act}){of}{valid}",
        cited[0].exact, notebook.cite(cited),
    )  # fmt: skip


def _discrepancies(record: Record, filters: Filters, names: Sequence[str], notebook: Notebook) -> _Made:
    _needs(names, 0, "discrepancies")
    rows = discrepancies(record, parties=filters.parties, since=filters.since, until=filters.until)
    return _Made("On what sources disagree", (), (_disputed(rows, notebook),))


def _disputed(rows: Sequence[DiscrepancyRow], notebook: Notebook) -> Section:
    lines = []
    for row in rows:
        sides = " or ".join(f"{spoken(v.value)} ({counted(v.sources, 'source')})" for v in row.values)
        cited = [report for value in row.values for report in value.reports[:1]]
        lines.append(Sentence("", f"{row.field} of {row.about}: {sides}", "", notebook.cite(cited)))
    return Section("On what sources disagree", tuple(lines), "On nothing that the record shows.")


def _needs(names: Sequence[str], number: int, view: str) -> None:
    if len(names) != number:
        what = {0: "no name", 1: "one name", 2: "two parties"}[number]
        raise InputError(
            f"a dossier of view {view} needs {what}, not {len(names)}",
            f"dossier_needs_{number}", view=view,
        )  # fmt: skip


def _name(code: str) -> str:
    row = party_row(code)
    return row.english or row.name


_MAKERS: Final = {
    "chosen": _chosen,
    "relation": _relation,
    "actor": _actor,
    "series": _series,
    "instruments": _instruments,
    "discrepancies": _discrepancies,
}
