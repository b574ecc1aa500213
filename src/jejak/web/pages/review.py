"""The queue of what to look at, with keys to decide; who decided what, and how far reviewers agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from jejak import deciding
from jejak.decisions import GROUPED, in_force
from jejak.errors import InputError
from jejak.views.agreement import agreement
from jejak.views.decisions import all_decisions, decided_about
from jejak.views.record import Record
from jejak.views.review import FIRST_KINDS, KINDS, Waiting, item_of, question, queue, waiting_at
from jejak.vocabulary import CONTEXTS, MODES
from jejak.web.asking import Ask
from jejak.web.failing import fault_of
from jejak.web.rendering import Page, Screens, html_response
from jejak.web.security import safe_target, viewer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import FormData

    from jejak.decisions import Decision
    from jejak.views.rows import DecidedRow
    from jejak.web.settings import WebSettings

screens = Screens()
router = APIRouter(include_in_schema=False)

_RECENT: Final = 6
_KEPT: Final = ("party", "kind", "second", "at")
"""Parameters that go on from one question to the next."""


@screens.add("/review")
def ask_next(ask: Ask) -> Page:
    """The next question of the queue, or one about an item that is asked for."""
    return _page(ask)


@router.post("/review")
async def decide(request: Request) -> Response:
    """Takes the decision that the form says, and asks the next question."""
    form = await request.form()
    return await run_in_threadpool(_decided, request, form)


def _page(ask: Ask, fault: str | None = None) -> Page:
    kinds = tuple(kind for kind in ask.many("kind") if kind in KINDS) or FIRST_KINDS
    viewer = viewer_of(ask.request)
    name = viewer.name if viewer else ""
    second = name if ask.one("second") else None
    item = ask.one("item")
    with Record(ask.settings.record, with_rejected=True) as everything:
        if item:
            kind, _, ident = item.partition(":")
            asked = question(everything, kind, ident) if kind in KINDS else None
            row = Waiting(1 if asked else 0, 0, asked)
        else:
            parties = ask.many("party")
            waiting = (
                queue(everything, parties=parties, kinds=kinds, second=second)
                if second or parties
                else ask.kept(f"queue {kinds}", lambda record: queue(record, kinds=kinds))
            )
            row = waiting_at(ask.record, waiting, ask.number("at", 0, least=0), everything=everything)
        taken = all_decisions(everything)
        more: dict[str, Any] = {
            "decided": _decided_rows(everything, row) if item else (),
            "recent": _recent(taken, name), "done": _called(taken, ask.one("done")),
            "agreement": ask.kept("agreement", agreement),
        }  # fmt: skip
    more |= {
        "fault": fault, "item": item, "second": bool(second),
        "reviewed": KINDS, "grouped": GROUPED, "kinds": kinds if len(kinds) == 1 else (),
        "closed": deciding.ONE_OF, "correctable": deciding.CORRECTABLE, "modes": MODES,
        "contexts": CONTEXTS, "back": safe_target(ask.one("back")) if ask.one("back") else None,
        "place": lambda at: _address(ask.request, at=at), "asked_party": ", ".join(ask.many("party")),
    }  # fmt: skip
    return Page("review.html", row, more, 422 if fault else 200)


def _decided_rows(record: Record, row: Waiting) -> tuple[DecidedRow, ...]:
    asked = row.question
    return decided_about(record, asked.kind, [seen.claim for seen in asked.reports]) if asked else ()


def _recent(taken: Sequence[Decision], name: str) -> list[Decision]:
    """The person's own decisions that count, the latest first."""
    own = [d for d in in_force(taken) if d.who == name and d.action != "undo"]
    return own[: -_RECENT - 1 : -1]


def _called(taken: Sequence[Decision], ident: str | None) -> Decision | None:
    return next((d for d in taken if d.id == ident), None) if ident else None


def _decided(request: Request, form: FormData) -> Response:
    settings: WebSettings = request.app.state.settings
    viewer = viewer_of(request)
    assert viewer is not None
    try:
        done = _take(settings, form, viewer.name)
    except InputError as error:
        with Record(settings.record) as record:
            return html_response(request, _page(Ask(request, record), fault_of(request, error)))
    back = form.get("back")
    if isinstance(back, str) and back and done.action != "undo":
        return RedirectResponse(safe_target(back), 303)
    item = _again(settings, done) if done.action == "undo" else None
    return RedirectResponse(_address(request, done=done.id, item=item), 303)


def _take(settings: WebSettings, form: FormData, by: str) -> Decision:
    """The decision that a form says; InputError where it can't be taken."""
    path, action, ident = settings.record, _text(form, "action"), _text(form, "id")
    why = _text(form, "why") or None
    if action == "accept":
        return deciding.accept(path, [ident], by=by, why=why)[0].decision
    if action == "reject":
        return deciding.reject(path, [ident], by=by, why=why)[0].decision
    if action == "correct":
        return deciding.correct(path, ident, _changed(form), by=by, why=why).decision
    if action == "merge":
        others = [*_texts(form, "other"), *_text(form, "others").replace(",", " ").split()]
        return deciding.merge(path, [ident, *others], by=by, why=why).decision
    if action == "split":
        return deciding.split(path, ident, _texts(form, "report"), by=by, why=why).decision
    if action == "undo":
        return deciding.undo(path, _text(form, "decision") or None, by=by, why=why).decision
    raise InputError(
        f"nothing is called {action!r}: accept, reject, correct, merge, split or undo",
        "no_action", text=action,
    )  # fmt: skip


def _changed(form: FormData) -> list[str]:
    """`field=value` of each field that no longer says what it said when the form was made."""
    fields = [name for name in deciding.CORRECTABLE.get(_text(form, "kind"), ()) if f"field-{name}" in form]
    given = {name: _text(form, f"field-{name}") for name in fields}
    return [f"{name}={value}" for name, value in given.items() if value != _text(form, f"was-{name}")]


def _again(settings: WebSettings, undo: Decision) -> str | None:
    """The item that an undone decision was about, to ask about it again."""
    with Record(settings.record, with_rejected=True) as record:
        item = item_of(record, undo.kind, undo.concerned)
    return f"{undo.kind}:{item}" if item else None


def _address(request: Request, **new: Any) -> str:  # noqa: ANN401 - whatever an address can say
    """The review page with the filters of this request and other parameters."""
    query = request.query_params
    kept = [(name, value) for name in _KEPT if name not in new for value in query.getlist(name) if value]
    told = [(name, value) for name, value in new.items() if value not in (None, "")]
    return "/review" + (f"?{urlencode([*kept, *told])}" if kept or told else "")


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def _texts(form: FormData, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str)]
