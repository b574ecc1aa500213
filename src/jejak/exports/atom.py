"""The record as an Atom feed (RFC 4287): the events and promises that were read into it last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from jejak.exports.plain import safe
from jejak.views.briefing import phrases
from jejak.views.briefing.flat import flat, web_address
from jejak.views.commitments import commitment
from jejak.views.timeline import events_by_row

if TYPE_CHECKING:
    from typing import BinaryIO

    from jejak.views.record import Record
    from jejak.views.rows import Report

ATOM: Final = "http://www.w3.org/2005/Atom"
MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"
MOST: Final = 60
"""Entries of the feed, the latest."""
_QUOTED: Final = 4


@dataclass(frozen=True, slots=True)
class _Told:
    """What an entry tells: its title, its address in our web face, its categories and its reports."""

    title: str
    path: str
    terms: tuple[str, ...]
    reports: tuple[Report, ...]


def as_atom(record: Record, out: BinaryIO, *, home: str | None = None, limit: int = MOST) -> int:
    """Writes the feed; gives the number of its entries.

    `home` is the address of our web face, to which entries then lead; without one they lead to the page of
    their first report. An entry is updated when another report of it is read.
    """
    items = _latest(record, limit)
    feed = Element("feed", xmlns=ATOM)
    _text(feed, "id", "urn:jejak:record")
    _text(feed, "title", "jejak: dealings of states")
    _text(feed, "updated", max((item[0] for item in items), default="1970-01-01T00:00:00Z"))
    SubElement(SubElement(feed, "author"), "name").text = "jejak"
    if home:
        SubElement(feed, "link", rel="alternate", href=home)
        SubElement(feed, "link", rel="self", href=f"{home}feed.atom")
    for updated, kind, number, ident in items:
        told = _event(record, number) if kind == "event" else _commitment(record, ident)
        feed.append(_entry(updated, kind, ident, told, home))
    out.write(tostring(feed, encoding="utf-8", xml_declaration=True))
    return len(items)


def _latest(record: Record, limit: int) -> list[tuple[str, str, int, str]]:
    """When it was read last, the kind, row and id of the items read last, the latest first."""
    found: list[tuple[str, str, int, str]] = []
    for kind in ("event", "commitment"):
        rows = record.rows(
            f"SELECT max(r.at), c.{kind}, i.id FROM (SELECT claim, reading, {kind} FROM {kind}_claims"
            f" WHERE {kind} IS NOT NULL ORDER BY claim DESC LIMIT ?) AS c JOIN {kind}s AS i USING ({kind})"
            f" JOIN readings AS r USING (reading) GROUP BY c.{kind} ORDER BY 1 DESC, i.id LIMIT ?",
            (20 * limit, limit),
        )
        found += [(_moment(at), kind, number, ident) for at, number, ident in rows]
    return sorted(found, key=lambda item: (item[0], item[3]), reverse=True)[:limit]


def _moment(at: str) -> str:
    """A moment of the record as RFC 3339 has it."""
    moment = datetime.fromisoformat(at)
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _event(record: Record, number: int) -> _Told:
    (row,) = events_by_row(record, [number])
    when = phrases.when_and_where(row.when, row.where)
    return _Told(
        f"{phrases.event(row)}. {when}".strip(), f"events/{row.id}", (row.type, row.status, *row.contexts),
        row.evidence,
    )  # fmt: skip


def _commitment(record: Record, ident: str) -> _Told:
    row = commitment(record, ident)
    return _Told(
        f"{phrases.promise(row)}: {row.action}", f"commitments/{row.id}",
        ("COMMITMENT", row.status, *row.contexts), tuple(step.report for step in row.history),
    )  # fmt: skip


def _entry(updated: str, kind: str, ident: str, told: _Told, home: str | None) -> Element:
    entry = Element("entry")
    _text(entry, "id", f"urn:jejak:{kind}:{ident}")
    _text(entry, "title", told.title)
    _text(entry, "updated", updated)
    address = f"{home}{told.path}" if home else web_address(told.reports[0].url)
    if address:
        SubElement(entry, "link", rel="alternate", href=address)
    for source in {web_address(report.url): None for report in told.reports[:_QUOTED]}:
        if source and source != address:
            SubElement(entry, "link", rel="via", href=source)
    for term in told.terms:
        SubElement(entry, "category", term=term)
    _text(entry, "content", "\n".join(_words(report) for report in told.reports[:_QUOTED]), type="text")
    return entry


def _words(r: Report) -> str:
    """A report in words: what it says, who published it when, and where the words stand in which bytes."""
    about = ", ".join(part for part in (r.publisher or r.doc, r.published) if part)
    place = f"{r.zone} {r.start}-{r.end} of document {r.document}"
    return flat(f"“{r.exact}” {about} ({place}, SHA-256 {r.capture}, score {r.score:.2f})")


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = safe(flat(text)) if name != "content" else safe(text)
