"""One question answered: the record opened for it, and nothing sent again that the client has already."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

from fastapi import Query, Request, Response

import jejak
from jejak.errors import InputError
from jejak.model import content_id
from jejak.views.asking import day
from jejak.views.record import Record
from jejak.views.state import state
from jejak.web.failing import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from jejak.web.keeping import Answers

T = TypeVar("T")


class NotModified(Exception):
    """The client has the answer already."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


def add_handlers(app: FastAPI) -> None:
    """Answers NotModified with status 304."""
    app.add_exception_handler(NotModified, _unchanged)


def _unchanged(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers={"ETag": error.etag, "Cache-Control": "private, no-cache"})


class Asked:
    """A question to the record: dependency of every route that asks it."""

    def __init__(
        self,
        request: Request,
        response: Response,
        as_known_on: Annotated[
            str | None, Query(description="Answer from what had been published by that day.")
        ] = None,
        with_rejected: Annotated[bool, Query(description="Also what people rejected.")] = False,
    ) -> None:
        self._request, self._response = request, response
        self._known_on = self.day(as_known_on, "as_known_on")
        self._with_rejected = with_rejected

    @property
    def today(self) -> date:
        """The day by which due dates are judged if no other is given."""
        today: date | None = self._request.app.state.settings.today
        return today or datetime.now(UTC).astimezone().date()

    def day(self, value: str | None, name: str) -> date | None:
        """The last day that a date may mean; BadRequest if it is none."""
        try:
            return day(value, name)
        except InputError as error:
            raise BadRequest.of(error) from error

    @property
    def headers(self) -> dict[str, str]:
        """What was set for the answer, for a route that makes a response of its own."""
        return dict(self._response.headers)

    def answer(self, question: Callable[[Record], T]) -> T:
        """What the question gives, asked of a record that is open for this alone. NotModified if known."""
        path = self._request.app.state.settings.record
        with Record(path, known_on=self._known_on, with_rejected=self._with_rejected) as record:
            etag = self._etag(record)
            if etag in _tags(self._request.headers.get("if-none-match", "")):
                raise NotModified(etag)
            answer: T = self._answers.get(etag, lambda: question(record))
        self._response.headers["ETag"] = etag
        self._response.headers["Cache-Control"] = "private, no-cache"
        return answer

    @property
    def _answers(self) -> Answers:
        answers: Answers = self._request.app.state.answers
        return answers

    def _etag(self, record: Record) -> str:
        """The same as long as the record, the question, the day and the program are."""
        url = self._request.url
        return f'W/"{content_id(jejak.__version__, state(record), url.path, url.query, self.today)}"'


def _tags(header: str) -> set[str]:
    """The entity tags of an If-None-Match, weak ones as strong (RFC 9110, 13.1.2)."""
    tags = {tag.strip() for tag in header.split(",")}
    return tags | {f"W/{tag}" for tag in tags if tag.startswith('"')}
