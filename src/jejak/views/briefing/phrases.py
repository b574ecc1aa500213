"""The sentences of the note: what an event, commitment or statement says in English, without its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jejak.views.asking import party_row
from jejak.views.dates import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.views.rows import CommitmentRow, DecidedRow, EventRow, StatementRow

_ACTS: Final = {
    "AGREE": "agreed or declared readiness", "CONSULT": "met or talked",
    "SUPPORT": "gave support or concluded something", "CONCEDE": "eased something or gave in",
    "COOPERATE": "cooperated", "AID": "gave help", "RETREAT": "released, withdrew or ceased fire",
    "REQUEST": "asked for something", "ACCUSE": "criticised or accused", "REJECT": "refused",
    "THREATEN": "threatened or warned", "PROTEST": "protested", "SANCTION": "imposed a restriction",
    "MOBILIZE": "raised readiness", "COERCE": "used pressure or seizure", "ASSAULT": "used force",
}  # fmt: skip
"""Event type -> what those who act did."""

_MEETINGS: Final = {
    "visit": "visited",
    "phone": "spoke by telephone",
    "third-party": "met with a third party",
}

_STATUSES: Final = {
    "occurred": "", "ongoing": "going on", "recurring": "regularly", "planned": "planned",
    "proposed": "proposed only", "cancelled": "called off",
}  # fmt: skip


_DECIDED: Final = {
    "accept": "accepted by", "reject": "rejected by", "merge": "made one by", "split": "split off by",
}  # fmt: skip

_PLANS: Final = {
    "planned": "announced an act",
    "proposed": "proposed an act",
    "cancelled": "called off an act",
}


def names(codes: Sequence[str]) -> str:
    """Parties by their English names: "Indonesia, Russia and ASEAN"."""
    called = [row.english or row.name for code in codes for row in (party_row(code),)]
    return (
        called[0]
        if len(called) == 1
        else f"{', '.join(called[:-1])} and {called[-1]}"
        if called
        else "Somebody"
    )


def when_and_where(when: str | None, where: str | None, told: str | None = None) -> str:
    """When and where: "19–20 May 2016, Sochi."; "Told 30 Nov 2018." without a day; "" for nothing."""
    day = spoken(when) or (f"told {spoken(told[:10])}" if told else "")
    said = ", ".join(part for part in (day, where) if part)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def event(row: EventRow) -> str:
    """Who did what to whom, in which status, with whom present and in which series."""
    act = _PLANS[row.status] if row.type == "AGREE" and row.status in _PLANS else _act(row)
    whom = f", towards {names(row.recipients)}" if row.recipients and act != "visited" else ""
    whom = f" {names(row.recipients)}" if row.recipients and act == "visited" else whom
    extra = [_STATUSES[row.status], _numbered(row.series, row.ordinal)]
    extra.append(f"with {', '.join(row.persons[:6])}" if row.persons else "")
    told = "; ".join(part for part in extra if part)
    return f"{names(row.actors)} {act}{whom}" + (f" ({told})" if told else "")


def _act(row: EventRow) -> str:
    """What those who act did, as a verb."""
    act = _MEETINGS.get(row.mode or "", "met or talked") if row.type == "CONSULT" else _ACTS[row.type]
    return "met" if row.mode == "visit" and not row.recipients else act


def _numbered(series: str | None, ordinal: int | None) -> str:
    return f"{series}{f', no. {ordinal}' if ordinal else ''}" if series else ""


def promise(row: CommitmentRow) -> str:
    """Who promised whom, when it is due, and where that stands."""
    to = f" to {names(row.to)}" if row.to else ""
    due = f"; due {spoken(row.due)}" if row.due else "; no date given"
    life = " → ".join(
        f"{stage.status.replace('_', ' ')}{f' {stage.day[:4]}' if stage.day else ''}" for stage in row.stages
    )
    return f"{names(row.by)} promised{to}{due}; {state(row)}" + (f" ({life})" if len(row.stages) > 1 else "")


def state(row: CommitmentRow) -> str:
    """Where a commitment stands, in words."""
    return row.status.replace("_", " ") + (", again and again" if row.recurring else "")


def said(row: StatementRow) -> str:
    """Who said it, in which office and for whom."""
    office = ", ".join(part for part in (row.position, row.represents) if part)
    return f"{row.speaker}{f' ({office})' if office else ''}"


def decided(rows: Sequence[DecidedRow]) -> str:
    """What people set right or said of it: " [where corrected by X, was Hanoi]"; "" if nothing."""
    told = []
    for row in rows:
        if row.field:
            was = ", ".join(row.was) if isinstance(row.was, tuple) else row.was or "unknown"
            told.append(f"{row.field} corrected by {row.who}, was {was}")
        elif row.action in _DECIDED:
            told.append(f"{_DECIDED[row.action]} {row.who}")
    return f" [{'; '.join(told)}]" if told else ""
