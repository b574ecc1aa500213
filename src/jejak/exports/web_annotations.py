"""Every quotation as a W3C Web Annotation: exact words with their neighbours, and their offsets.

One annotation a report (https://www.w3.org/TR/annotation-model/). Its first target is the captured text, in
which the TextPositionSelector counts (code points, end exclusive); the second, where there is one, the page
on the web, in which only the words can be looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jejak.exports.choosing import choose, reports_of
from jejak.exports.plain import as_json
from jejak.views.briefing import phrases
from jejak.views.briefing.flat import web_address
from jejak.views.documents import texts
from jejak.views.rows import CommitmentRow, EventRow

if TYPE_CHECKING:
    from typing import BinaryIO

    from jejak.exports.choosing import Filters, Item
    from jejak.views.record import Record
    from jejak.views.rows import Report

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
AROUND: Final = 32
"""Characters before and after the words that are given with them."""


def as_annotations(record: Record, filters: Filters, out: BinaryIO) -> int:
    """Writes an AnnotationPage (JSON-LD); gives the number of annotations in it."""
    chosen = choose(record, filters)
    items: tuple[Item, ...] = (*chosen.events, *chosen.commitments, *chosen.statements)
    told = [(item, report) for item in items for report in reports_of(item)]
    zones = dict(texts(record, sorted({report.document for _, report in told})))
    page = {
        "@context": CONTEXT, "id": "urn:jejak:annotations", "type": "AnnotationPage", "startIndex": 0,
        "items": [_annotation(item, report, zones[report.document][report.zone]) for item, report in told],
    }  # fmt: skip
    out.write(as_json(page, indent=1).encode() + b"\n")
    return len(told)


def source_of(report: Report) -> str:
    """The name of the captured text that offsets count in: `urn:jejak:document:ID:ZONE`."""
    return f"urn:jejak:document:{report.document}:{report.zone}"


def _annotation(item: Item, report: Report, text: str) -> dict[str, Any]:
    quote = {
        "type": "TextQuoteSelector", "exact": report.exact,
        "prefix": text[max(0, report.start - AROUND) : report.start],
        "suffix": text[report.end : report.end + AROUND],
    }  # fmt: skip
    position = {"type": "TextPositionSelector", "start": report.start, "end": report.end}
    target: list[dict[str, Any]] = [{"source": source_of(report), "selector": [quote, position]}]
    if address := web_address(report.url):
        target.append({"source": address, "selector": quote})
    return {
        "id": f"urn:jejak:annotation:{report.claim}:{report.document}:{report.zone}:{report.start}",
        "type": "Annotation", "motivation": "describing",
        "generator": {"id": "urn:jejak", "type": "Software", "name": report.found_by},
        "body": _body(item), "target": target,
        "jejak": {
            "item": item.id, "status": getattr(item, "status", None), "score": report.score,
            "document": report.document, "capture": report.capture,
        },
    }  # fmt: skip


def _body(item: Item) -> list[dict[str, str]]:
    if isinstance(item, EventRow):
        tags, told = (item.type, item.status, *item.contexts), phrases.event(item)
    elif isinstance(item, CommitmentRow):
        tags, told = ("commitment", item.status, *item.contexts), phrases.promise(item)
    else:
        tags, told = ("statement", item.kind), phrases.said(item)
    return [
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": told},
        *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags),
    ]
