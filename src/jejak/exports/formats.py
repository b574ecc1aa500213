"""Every format by its name: what it is for, its media type, and what writes it. One list for all faces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from jejak.exports import (
    calendars,
    citations,
    dossier,
    entities,
    graphs,
    plover,
    tables,
    web_annotations,
)
from jejak.exports.choosing import KINDS, Filters
from jejak.exports.dossier import Subject
from jejak.exports.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from jejak.views.record import Record

    Writer = Callable[[Record, Filters, BinaryIO], int]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written: the filters, which table or which view (where a format asks), and how."""

    filters: Filters = field(default_factory=Filters)
    table: Table = field(default_factory=Table)
    subject: Subject = field(default_factory=Subject)
    dyads: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the end of its files' names, its media type, and what it is in a line.

    `takes` are the parts of a wish beside the filters that it heeds: table, subject, dyads.
    """

    name: str
    suffix: str
    media_type: str
    tells: str
    write: Callable[[Record, Wish, BinaryIO], int]
    takes: tuple[str, ...] = ()


def _plain(writer: Writer) -> Callable[[Record, Wish, BinaryIO], int]:
    return lambda record, wish, out: writer(record, wish.filters, out)


FORMATS: Final = {
    one.name: one
    for one in (
        Format(
            "csv", ".csv", "text/csv; charset=utf-8", "A table for spreadsheets, pandas and R.",
            lambda record, wish, out: tables.as_csv(record, wish.filters, out, wish.table), ("table",),
        ),
        Format(
            "jsonl", ".jsonl", "application/x-ndjson", "The same table as JSON, a row a line.",
            lambda record, wish, out: tables.as_jsonl(record, wish.filters, out, wish.table), ("table",),
        ),
        Format(
            "parquet", ".parquet", "application/vnd.apache.parquet",
            "The same table with typed columns, for pandas, DuckDB, Arrow and Spark.",
            lambda record, wish, out: tables.as_parquet(record, wish.filters, out, wish.table), ("table",),
        ),
        Format(
            "plover", ".csv", "text/csv; charset=utf-8", "Events in the columns of POLECAT, as CSV.",
            lambda record, wish, out: plover.as_csv(record, wish.filters, out, dyads=wish.dyads), ("dyads",),
        ),
        Format(
            "ftm", ".ftm.jsonl", "application/x-ndjson",
            "FollowTheMoney entities, a line each, for OpenAleph.", _plain(entities.as_entities),
        ),
        Format(
            "gexf", ".gexf", "application/gexf+xml",
            "Who deals with whom as a graph with the time of each edge, for Gephi.", _plain(graphs.as_gexf),
        ),
        Format(
            "graphml", ".graphml", "application/graphml+xml", "The same graph as GraphML.",
            _plain(graphs.as_graphml),
        ),
        Format(
            "ics", ".ics", "text/calendar; charset=utf-8",
            "Announced meetings and the days on which promises are due, for calendars.",
            _plain(calendars.as_calendar),
        ),
        Format(
            "bibtex", ".bib", "application/x-bibtex", "The sources, for LaTeX and JabRef.",
            _plain(citations.as_bibtex),
        ),
        Format(
            "csl", ".csl.json", "application/vnd.citationstyles.csl+json",
            "The sources as CSL-JSON, for Zotero and pandoc.", _plain(citations.as_csl),
        ),
        Format(
            "annotations", ".jsonld", "application/ld+json",
            "Every quotation as a W3C Web Annotation: its words and where they stand.",
            _plain(web_annotations.as_annotations),
        ),
        Format(
            "dossier", ".html", "text/html; charset=utf-8",
            "A view of the record as one HTML file with all its sources, to mail or print.",
            lambda record, wish, out: dossier.as_dossier(record, wish.filters, out, wish.subject),
            ("subject",),
        ),
    )
}  # fmt: skip
"""Name -> format, in the order in which they are told."""

__all__ = ["FORMATS", "KINDS", "Filters", "Format", "Subject", "Table", "Wish"]
