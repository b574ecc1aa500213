"""What a browser asks: its parameters, read forgivingly, with the record open to answer from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from jejak.model import content_id
from jejak.views.state import state
from jejak.web.catalogue import LANGUAGE_COOKIE, chosen_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import Request

    from jejak.views.record import Record
    from jejak.web.keeping import Answers, Kept
    from jejak.web.settings import WebSettings

T = TypeVar("T")

_MOST_PARAMETER: Final = 500
"""Characters of a parameter that are looked at."""


@dataclass(frozen=True)
class Ask:
    """One request for a page. Empty fields of a form are as if they were not there."""

    request: Request
    record: Record

    @property
    def settings(self) -> WebSettings:
        """How this server was set up."""
        found: WebSettings = self.request.app.state.settings
        return found

    @property
    def today(self) -> date:
        """The day that due dates are judged by."""
        return self.settings.today or datetime.now(UTC).astimezone().date()

    def kept(self, name: str, question: Callable[[Record], T]) -> T:
        """The answer to a question about the whole record, as kept by this server."""
        if self.record.known_on:
            return self.then(name, question)
        kept: Kept = self.request.app.state.kept
        return kept.get(self.record, name, question)

    def then(self, name: str, question: Callable[[Record], T]) -> T:
        """The answer; as known on a day it is kept until the record changes, else made anew each time."""
        if not self.record.known_on:
            return question(self.record)
        answers: Answers = self.request.app.state.answers
        key = content_id("then", state(self.record), str(self.record.known_on), name, self.today)
        return answers.get(key, lambda: question(self.record))

    def path(self, name: str) -> str:
        """A part of the address."""
        return str(self.request.path_params[name])

    def one(self, name: str) -> str | None:
        """The parameter's value, None if it is empty."""
        value = self.request.query_params.get(name, "").strip()[:_MOST_PARAMETER]
        return value or None

    def many(self, name: str) -> tuple[str, ...]:
        """All values of a parameter that may be repeated, each once; commas part them too."""
        given = self.request.query_params.getlist(name)[:20]
        parts = [part.strip()[:_MOST_PARAMETER] for value in given for part in value.split(",")]
        return tuple(dict.fromkeys(part for part in parts if part))

    def number(self, name: str, otherwise: int, *, least: int = 1, most: int = 10_000) -> int:
        """A whole number within bounds; what is no number is as if it were not there."""
        value = self.one(name)
        return min(max(int(value), least), most) if value and value.isdecimal() else otherwise


def language_of(request: Request) -> str:
    """The language to answer in: asked for in the address, chosen before, or the browser's own."""
    return chosen_language(
        request.query_params.get("lang"),
        request.cookies.get(LANGUAGE_COOKIE),
        request.headers.get("accept-language", ""),
    )
