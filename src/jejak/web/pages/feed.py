"""The record as an Atom feed, for feed readers and for whoever watches it."""

from __future__ import annotations

import io
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from jejak.exports.atom import MEDIA_TYPE, as_atom
from jejak.web.api.answering import Asked  # noqa: TC001 - FastAPI reads it at run time
from jejak.web.api.limits import limited

router = APIRouter(include_in_schema=False, dependencies=[Depends(limited)])


@router.get("/feed.atom")
def feed(request: Request, asked: Annotated[Asked, Depends()]) -> Response:
    """What was read last, each entry leading to its page here."""
    out = io.BytesIO()
    home = str(request.base_url)
    asked.answer(lambda record: as_atom(record, out, home=home))
    return Response(out.getvalue(), media_type=MEDIA_TYPE, headers=asked.headers)
