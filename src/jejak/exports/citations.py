"""The sources of what was chosen, as BibTeX and as CSL-JSON (what citeproc and Zotero read)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jejak import edtf
from jejak.exports.choosing import choose
from jejak.exports.plain import as_json, safe
from jejak.views.briefing.flat import flat, web_address
from jejak.views.documents import documents_by_id

if TYPE_CHECKING:
    from typing import BinaryIO

    from jejak.exports.choosing import Filters
    from jejak.views.record import Record
    from jejak.views.rows import DocumentRow

_SPECIAL: Final = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$",
    "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}", '"': "''",
}  # fmt: skip
"""What TeX reads as its own, and how it is said as a character; an unpaired `"` or brace breaks an entry."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD: Final = re.compile(r"[A-Za-z0-9]+")


def as_bibtex(record: Record, filters: Filters, out: BinaryIO) -> int:
    """Writes an entry for each document that the chosen items rest on; gives their number."""
    found = _sources(record, filters)
    out.write("\n".join(_entry(row) for row in found).encode())
    return len(found)


def as_csl(record: Record, filters: Filters, out: BinaryIO) -> int:
    """Writes a CSL-JSON array with an item for each document; gives their number."""
    found = _sources(record, filters)
    out.write(as_json([_item(row) for row in found], indent=1).encode() + b"\n")
    return len(found)


def _sources(record: Record, filters: Filters) -> tuple[DocumentRow, ...]:
    ids = sorted({report.document for report in choose(record, filters).reports()})
    return documents_by_id(record, ids)


def _day(row: DocumentRow) -> tuple[int, ...]:
    """Year, month and day of publication, as far as they are known."""
    written = (row.published or "")[:10]
    return tuple(int(part) for part in written.split("-")) if written and edtf.bounds(written) else ()


def key_of(row: DocumentRow) -> str:
    """The key by which a document is cited: publisher, year, and the start of its id, which never changes."""
    publisher = "".join(_WORD.findall(row.publisher or "jejak")).lower()[:20] or "jejak"
    return f"{publisher}{(row.published or '')[:4]}-{row.id[:8]}"


def _entry(row: DocumentRow) -> str:
    day, address = _day(row), web_address(row.url)
    signed = bool(row.bylines and row.publisher)  # what BibTeX calls an article needs both
    fields = {
        "title": f"{{{_tex(row.title or row.doc)}}}",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in row.bylines),
        "journal" if signed else "howpublished": _tex(row.publisher or ""),
        "year": str(day[0]) if day else "", "day": str(day[2]) if len(day) > 2 else "",
        "date": (row.published or "")[:10],
        "url": _address(address or ""), "urldate": (row.fetched or "")[:10],
        "language": _tex(row.language or ""),
        "note": f"Document {row.id}, SHA-256 {row.capture}" if row.capture else f"Document {row.id}",
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    if len(day) > 1:
        lines.append(f"  month = {_MONTHS[day[1] - 1]},\n")
    return f"@{'article' if signed else 'misc'}{{{key_of(row)},\n{''.join(lines)}}}\n"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in flat(safe(text)))


def _address(url: str) -> str:
    """An address as BibTeX takes it: as it is, but for braces, which would have to be paired."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace('"', "%22")


def _item(row: DocumentRow) -> dict[str, Any]:
    """What CSL 1.0.2 calls an item; its id is the key that BibTeX has too."""
    day, address = _day(row), web_address(row.url)
    known = {
        "id": key_of(row), "type": "article-newspaper", "title": row.title or row.doc,
        "author": [{"literal": name} for name in row.bylines],
        "container-title": row.publisher, "issued": {"date-parts": [list(day)]} if day else None,
        "URL": address, "accessed": _accessed(row), "language": row.language,
        "archive": "jejak", "archive_location": row.id,
        "note": f"SHA-256 {row.capture}" if row.capture else None,
    }  # fmt: skip
    return {name: value for name, value in known.items() if value}


def _accessed(row: DocumentRow) -> dict[str, Any] | None:
    if not row.fetched:
        return None
    return {"date-parts": [[int(part) for part in row.fetched[:10].split("-")]]}
