"""Downloads: what the filters choose, in the formats that other tools read."""

from __future__ import annotations

from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import StreamingResponse

from jejak.errors import InputError
from jejak.exports.formats import FORMATS, KINDS, Filters, Subject, Table, Wish
from jejak.views.asking import day
from jejak.views.record import Record
from jejak.vocabulary import COMMITMENT_STATUSES, EVENT_STATUSES
from jejak.web.api.limits import take
from jejak.web.asking import Ask
from jejak.web.failing import BadRequest
from jejak.web.filtering import choices
from jejak.web.rendering import Page, Screens, kept_filters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jejak.exports.formats import Format

screens = Screens()
router = APIRouter(include_in_schema=False)

COST: Final = 20
"""An export counts for so many questions."""
_IN_MEMORY: Final = 8_000_000
_PIECE: Final = 65_536
_AT_ONCE: Final = BoundedSemaphore(2)
"""Exports that are being made at the same time; others wait their turn, so that pages stay quick."""


@screens.add("/export")
def choose(ask: Ask) -> Page:
    """Every format with what it is for, and the address that gives it by the filters of this page."""
    kept = [f"kind={kind}" for kind in (ask.one("kind"),) if kind in KINDS]
    query = "&".join([*kept, *filter(None, [kept_filters(ask.request)])])
    rows = [
        _Offer(one.name, one.tells, f"/export/{one.name}?{query}".rstrip("?"), one.takes)
        for one in FORMATS.values()
    ]
    statuses = tuple(dict.fromkeys((*EVENT_STATUSES, *COMMITMENT_STATUSES)))
    more = choices(ask, statuses=statuses) | {"kinds": KINDS}
    return Page("export.html", tuple(rows), more)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A format on the page; `takes` are the parts of a wish beside the filters that it heeds."""

    name: str
    tells: str
    address: str
    takes: tuple[str, ...]


@router.get("/export/{name}")
def download(request: Request, name: str) -> StreamingResponse:
    """The file, made whole before any of it is sent."""
    format = FORMATS.get(name)
    if format is None:
        raise HTTPException(404, "missing")
    take(request, COST)
    settings = request.app.state.settings
    made: Any = SpooledTemporaryFile(_IN_MEMORY, "w+b")  # noqa: SIM115 - closed when it is sent
    try:
        known_on = day(request.query_params.get("as_known_on") or None, "as_known_on")
        with _AT_ONCE, Record(settings.record, known_on=known_on) as record:
            format.write(record, wish_of(Ask(request, record)), made)
    except BaseException as error:
        made.close()
        if isinstance(error, InputError):
            raise BadRequest.of(error) from error
        raise
    size = made.tell()
    made.seek(0)
    headers = {
        "Content-Disposition": f'attachment; filename="{_file_name(format, request)}"',
        "Content-Length": str(size), "Cache-Control": "private, no-store",
    }  # fmt: skip
    return StreamingResponse(_pieces(made), media_type=format.media_type, headers=headers)


def wish_of(ask: Ask) -> Wish:
    """What the parameters wish for: those of pages, and `kind`, `every_report`, `view`, `name`, `dyads`."""
    kind = ask.one("kind") or "events"
    if kind not in KINDS:
        raise InputError(
            f"there is no kind {kind!r}: {', '.join(KINDS)}",
            "none_of", field="kind", value=kind, known=tuple(KINDS),
        )  # fmt: skip
    filters = Filters(
        parties=ask.many("party"), by=ask.one("by"), to=ask.one("to"), types=ask.many("type"),
        statuses=ask.many("status"), contexts=ask.many("context"), since=ask.one("since"),
        until=ask.one("until"), about=ask.one("about"),
        as_of=ask.one("as_of") or (ask.settings.today.isoformat() if ask.settings.today else None),
    )  # fmt: skip
    subject = Subject(ask.one("view") or "chosen", tuple(ask.request.query_params.getlist("name")[:9]))
    return Wish(
        filters, Table(kind, ask.one("every_report") is not None), subject, ask.one("dyads") is not None
    )


def _file_name(format: Format, request: Request) -> str:
    """What the file is called: by what it is of, in letters that every system takes."""
    given = request.query_params
    parts = [
        given.get("kind") or given.get("view") or format.name,
        *given.getlist("party"),
        *given.getlist("name"),
    ]
    plain = [
        "".join(c if c.isascii() and c.isalnum() else "-" for c in part)[:40].strip("-") for part in parts
    ]
    return f"jejak-{'-'.join(part for part in plain if part)[:120]}{format.suffix}"


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
