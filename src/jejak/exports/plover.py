"""Events as rows of event data: POLECAT's columns, then what only a record knows (docs/export.md).

POLECAT is the data set that the NGEC coder makes by the PLOVER ontology; scripts of its users find columns by
name. What we do not know (intensity, GeoNames ids, districts) is empty, never guessed.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import jejak
from jejak.exports.choosing import Filters, choose
from jejak.exports.plain import as_json
from jejak.exports.tables import write_csv
from jejak.languages.lexicon import load_lexicon
from jejak.model import BODY
from jejak.reading import SentenceRules
from jejak.vocabulary import MUTUAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

    from jejak.views.record import Record
    from jejak.views.rows import EventRow, Report

POLECAT_COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
"""The columns of POLECAT's files, in their order."""

OWN_COLUMNS: Final = (
    "Status", "When", "Date Basis", "Mutual", "Actor Code", "Recipient Code", "Actor Wikidata",
    "Recipient Wikidata", "Series", "Ordinal", "Evidence", "Sentence", "Zone", "Start", "End", "Document",
    "URL", "Score", "Found By", "Reports", "Sources", "Record Event ID",
)  # fmt: skip
"""What a record knows beside: codes, words with offsets, whose they are, and how many reports there are."""

COLUMNS: Final = (*POLECAT_COLUMNS, *OWN_COLUMNS)

QUADS: Final = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "VERBAL COOPERATION"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "MATERIAL COOPERATION"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "VERBAL CONFLICT"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "MATERIAL CONFLICT"),
}
"""Event type -> its quarter of verbal or material cooperation or conflict (PLOVER)."""

SECTORS: Final = {
    "MIL": "MIL",
    "POL": "COP",
    "PAR": "LEG",
    "INT": "SPY",
    "CourtSupreme": "JUD",
    "Prosecutor": "JUD",
}
"""Ending of an agency's code -> PLOVER's sector; any other organ of a state is GOV."""

_BOTH_SIDES: Final = MUTUAL_TYPES | {"SUPPORT", "ASSAULT", "RETREAT"}
_KIND_SECTORS: Final = {"state": "GOV", "igo": "IGO", "group": "REB"}
_FEATURES: Final = {"venue": "BLDG", "city": "PPL", "region": "RGN", "country": "PCLI"}
_BETWEEN: Final = "; "
_ALL: Final = Filters()

Row = dict[str, str | int | float | None]


def plover(
    record: Record,
    *,
    filters: Filters = _ALL,
    dyads: bool = False,
) -> Iterator[Row]:
    """A row for each chosen event of the record, oldest first; keys are COLUMNS, in order.

    Several parties on a side stand in one cell with "; " between, in the same order in every column of the
    side. The first party of a mutual event is its actor, the others its recipients. With `dyads` there is a
    row for each pair of an actor and a recipient, both ways round for mutual events; an event without a pair
    has one row.
    """
    texts = _Texts(record)
    for event in choose(record, filters, ("events",)).events:
        pairs = _pairs(event) if dyads else []
        if not pairs:
            yield _row(event, *_sides(event), event.id, texts)
        for number, (actor, recipient) in enumerate(pairs, 1):
            yield _row(event, (actor,), (recipient,), f"{event.id}-{number}", texts)


def as_csv(record: Record, filters: Filters, out: BinaryIO, *, dyads: bool = False) -> int:
    """Writes the rows as CSV (UTF-8, a heading); gives their number."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    count = write_csv(plover(record, filters=filters, dyads=dyads), list(COLUMNS), text)
    text.detach()
    return count


def as_jsonl(record: Record, filters: Filters, out: BinaryIO, *, dyads: bool = False) -> int:
    """Writes the rows as JSON, one a line; gives their number."""
    count = 0
    for count, row in enumerate(plover(record, filters=filters, dyads=dyads), 1):  # noqa: B007 - the answer
        out.write(as_json(row).encode() + b"\n")
    return count


def is_mutual(event: EventRow) -> bool:
    """Whether all parties stand among the actors (codebook 5), so that each acts on each."""
    return event.type in _BOTH_SIDES and not event.recipients and len(event.actors) > 1


def _sides(event: EventRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if is_mutual(event):
        return event.actors[:1], event.actors[1:]
    return event.actors, event.recipients


def _pairs(event: EventRow) -> list[tuple[str, str]]:
    both = (event.actors, event.actors) if is_mutual(event) else (event.actors, event.recipients)
    return [(a, b) for a, b in product(*both) if a != b]


def _row(
    event: EventRow, actors: tuple[str, ...], recipients: tuple[str, ...], ident: str, texts: _Texts
) -> Row:
    first = event.evidence[0]
    day, basis = _day(event)
    told: Row = {
        "Event ID": ident, "Event Date": day, "Event Type": event.type, "Event Mode": event.mode,
        "Intensity": None, "Quad Code": QUADS[event.type], "Contexts": _BETWEEN.join(event.contexts),
    }  # fmt: skip
    reported: Row = {
        "Source": first.publisher, "Publication Date": (first.published or "")[:10] or None,
        "Story People": _BETWEEN.join(event.persons), "Story Locations": event.where,
        "Language": texts.language(first), "Version": f"jejak {jejak.__version__}",
    }  # fmt: skip
    ours: Row = {
        "Status": event.status, "When": event.when, "Date Basis": basis,
        "Mutual": "true" if is_mutual(event) else "false",
        "Actor Code": _BETWEEN.join(actors), "Recipient Code": _BETWEEN.join(recipients),
        "Actor Wikidata": _listed(actors, "wikidata"), "Recipient Wikidata": _listed(recipients, "wikidata"),
        "Series": event.series, "Ordinal": event.ordinal, "Evidence": first.exact,
        "Sentence": texts.sentence(first), "Zone": first.zone, "Start": first.start, "End": first.end,
        "Document": first.doc, "URL": first.url, "Score": max(report.score for report in event.evidence),
        "Found By": first.found_by, "Reports": event.reports, "Sources": event.sources,
        "Record Event ID": event.id,
    }  # fmt: skip
    known = told | _side("Actor", actors) | _side("Recipient", recipients) | _place(event) | reported | ours
    return {name: None if known.get(name) == "" else known.get(name) for name in COLUMNS}


def _day(event: EventRow) -> tuple[str | None, str]:
    """The first day it may have happened on; where nobody says when, the day of the first report."""
    if event.first_day:
        return event.first_day, "told"
    days = [day for report in event.evidence if (day := (report.published or "")[:10])]
    return (min(days), "reported") if days else (None, "unknown")


def _side(side: str, codes: Sequence[str]) -> Row:
    sectors = [sector for code in codes if (sector := _sector(code))]
    return {
        f"{side} Name": _listed(codes, "name_en"),
        f"{side} Country": _BETWEEN.join(_country(code) for code in codes),
        f"{side} COW": _listed([code.partition(":")[0] for code in codes], "cow"),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": _BETWEEN.join(dict.fromkeys(sectors)),
        f"{side} Name Raw": _listed(codes, "name_id"),
    }


def _listed(codes: Sequence[str], field: str) -> str:
    """One field of each party; of a party without a row its code as name, else nothing."""
    lexicon = load_lexicon()
    values = []
    for code in codes:
        entry = lexicon.by_code(code)
        value = getattr(entry, field) if entry else (code if field.startswith("name") else None)
        values.append("" if value is None else str(value))
    return _BETWEEN.join(values) if any(values) else ""


def _country(code: str) -> str:
    """The state's code, IGO for an organisation of states, as the coder of POLECAT has it; else nothing."""
    entry = load_lexicon().by_code(code.partition(":")[0])
    if entry is None:
        return ""
    return {"state": entry.code, "igo": "IGO"}.get(entry.kind, "")


def _sector(code: str) -> str | None:
    head, colon, suffix = code.partition(":")
    lexicon = load_lexicon()
    entry, party = lexicon.by_code(code), lexicon.by_code(head)
    if entry and entry.kind in _KIND_SECTORS and not colon:
        return _KIND_SECTORS[entry.kind]
    if entry and entry.kind == "organization":
        return None
    if party and party.kind == "state":
        return SECTORS.get(suffix, "GOV")
    return _KIND_SECTORS.get(party.kind) if party else None


def _place(event: EventRow) -> Row:
    place = event.place
    if place is None:
        return {"Raw Placename": event.where}
    return {
        "Placename": place.name, "City": place.name if place.sort == "city" else None,
        "Country": place.country, "Latitude": place.latitude, "Longitude": place.longitude,
        "Raw Placename": event.where, "Feature Type": _FEATURES[place.sort],
    }  # fmt: skip


@dataclass
class _Texts:
    """The texts of the record's documents, for the sentences around evidence; the last one is kept."""

    record: Record
    _document: str | None = None
    _zones: Mapping[str, str] | None = None
    _language: str | None = None

    def __post_init__(self) -> None:
        self._rules = SentenceRules()

    def sentence(self, report: Report) -> str:
        """The whole sentences of which the words are part."""
        text = self._open(report).get(report.zone, report.exact)
        spans = [s for s in self._rules.spans(text) if s[0] < report.end and report.start < s[1]]
        return text[spans[0][0] : spans[-1][1]] if spans else report.exact

    def language(self, report: Report) -> str | None:
        """The language of the document, ISO 639-1."""
        self._open(report)
        return self._language

    def _open(self, report: Report) -> Mapping[str, str]:
        if self._document != report.document or self._zones is None:
            row: tuple[Any, ...] | None = self.record.row(
                "SELECT t.body, t.captions, d.language FROM documents AS d JOIN texts AS t USING (document)"
                " WHERE d.id = ?", (report.document,),
            )  # fmt: skip
            body, captions, self._language = row or ("", "[]", None)
            zones = {f"caption:{n}": text for n, text in enumerate(json.loads(captions))}
            self._document, self._zones = report.document, {BODY: body, **zones}
        return self._zones
