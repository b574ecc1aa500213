"""How relations, actors and series look: from frozen rows to what rich prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.text import Text

from jejak.cli import screens
from jejak.cli.output import lines, table, words
from jejak.views.dates import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from jejak.views.rows import (
        ActorRow,
        CountRow,
        GapRow,
        InstanceRow,
        InstrumentRow,
        PartnerRow,
        PartyRow,
        RelationRow,
        SeriesRow,
        SpeakerRow,
        YearRow,
    )

_BAR: Final = 20
"""Characters of the longest bar."""
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def relation(row: RelationRow) -> RenderableType:
    """Counts with a bar a year, then meetings, agreements, commitments and speakers."""
    *others, last = map(_named, row.parties)
    span = f", {_days(row.first_day, row.last_day)}" if row.first_day else ""
    shown: list[RenderableType] = [
        Text.assemble((", ".join(others), "bold"), " and ", (last, "bold")),
        words(f"{_counted(row.events, row.reports)}{span}"),
    ]
    if row.types:
        shown += ["", words(_types(row.types), "dim")]
    if row.years:
        shown += ["", _years(row.years)]
    for title, found in (
        ("Meetings", screens.timeline(row.meetings) if row.meetings else None),
        ("Agreements and support", screens.timeline(row.agreements) if row.agreements else None),
        ("Commitments", screens.commitments(row.commitments) if row.commitments else None),
    ):
        if found is not None:
            shown += ["", Text(title, "bold underline"), "", found]
    for party, side in zip(row.parties, row.speakers, strict=True):
        if side:
            shown += ["", Text(f"Who spoke for {_named(party)}", "bold underline"), "", _speakers(side)]
    return Group(*shown)


def actor(row: ActorRow) -> RenderableType:
    """Names and counts, then offices, partners, people, what was said and what was done."""
    code = f" ({row.code})" if row.code else f", {row.party}" if row.party else ""
    told = f"{row.documents:,} {'article' if row.documents == 1 else 'articles'}, {row.sources:,} no reprint"
    others = ", ".join(name for name in row.names if name != row.name)
    shown: list[RenderableType] = [
        Text.assemble((f"{row.name}{code}", "bold"), f"  {row.kind}"),
        words(f"{told}, {_days(row.first_day, row.last_day)}"),
    ]
    if others:
        shown.append(words(f"also {others}", "dim"))
    offices = [words(f"{p.title} ({_days(p.first_day, p.last_day)}; {p.documents})") for p in row.positions]
    agencies = words(", ".join(agency.code for agency in row.agencies))
    for title, found in (
        ("Offices, and when articles give them", lines(*offices) if offices else None),
        ("Dealings", _partners(row.partners) if row.partners else None),
        ("Agencies", agencies if row.agencies else None),
        ("People", screens.people(row.people) if row.people else None),
        ("Events", screens.timeline(row.events) if row.events else None),
        ("Statements", screens.statements(row.statements) if row.statements else None),
    ):
        if found is not None:
            shown += ["", Text(title, "bold underline"), "", found]
    return Group(*shown)


def series(rows: Sequence[SeriesRow]) -> RenderableType:
    """All series: how many meetings are known, the last one, and the next if one is announced."""
    grid = table(
        ("Series", {"ratio": 1}), ("Meetings", {"justify": "right"}), ("Events", {"justify": "right"}),
        ("Reports", {"justify": "right"}), ("Last", {"width": 16}), ("Next", {"width": 14}),
    )  # fmt: skip
    for row in rows:
        held = [i for i in row.instances if i.status in ("occurred", "ongoing")]
        last = held[-1] if held else None
        grid.add_row(
            words(row.name, "bold"), f"{len(held):,}", f"{row.events:,}", f"{row.reports:,}",
            words(_place_and_day(last) if last else "–"),
            words(spoken(row.expected.when) if row.expected else "–"),
        )  # fmt: skip
    grid.padding = (0, 2, 0, 0)
    return grid


def instances(rows: Sequence[SeriesRow]) -> RenderableType:
    """Each series with its meetings in order and the gaps between their numbers."""
    shown: list[RenderableType] = []
    for row in rows:
        shown += [
            Text(row.name, "bold"),
            words(f"{_counted(row.events, row.reports)}; {_expected(row.expected)}"),
            "",
            _instances(row),
        ]
        for event in row.regular:
            shown.append(
                lines(words(f"held regularly, {spoken(event.when)}"), *screens.quoted(event.evidence))
            )
        shown.append("")
    return Group(*shown[:-1])


def _instances(row: SeriesRow) -> RenderableType:
    grid = table(
        ("No.", {"width": 7}),
        ("When", {"width": 16}),
        ("Where", {"width": 14}),
        ("As reported", {"ratio": 1}),
    )
    before = {gap.last + 1: gap for gap in row.gaps}
    for instance in row.instances:
        if gap := before.pop(instance.ordinal or -1, None):
            grid.add_row(
                words(_numbers(gap), "dim"), words("not told", "dim"), "", words(_perhaps(gap), "dim")
            )
        status = "" if instance.status == "occurred" else instance.status
        grid.add_row(
            str(instance.ordinal or "–"),
            lines(words(spoken(instance.when) or "no date"), words(status, "yellow")),
            words(instance.where or "–"), lines(*screens.quoted(instance.evidence)),
        )  # fmt: skip
    return grid


def instruments(rows: Sequence[InstrumentRow]) -> RenderableType:
    """Instruments with their parties, adoption, validity and words."""
    grid = table(
        ("Instrument", {"ratio": 2}), ("Parties", {"width": 14}), ("Adopted", {"width": 14}),
        ("Valid", {"width": 12}), ("As reported", {"ratio": 2}),
    )  # fmt: skip
    for row in rows:
        adopted = spoken(row.when) or ("–" if row.act == "named" else row.act)
        planned = words("planned", "yellow") if row.act == "planned" and row.when else None
        grid.add_row(
            lines(words(row.name, "bold"), words(row.kind, "dim")), words(", ".join(row.parties) or "–"),
            lines(words(adopted), planned), words(spoken(row.validity) or "–"),
            screens.quoted(row.evidence)[1],
        )  # fmt: skip
    return grid


def _numbers(gap: GapRow) -> str:
    return f"{gap.first}" if gap.first == gap.last else f"{gap.first}–{gap.last}"


def _perhaps(gap: GapRow) -> str:
    if not gap.unnumbered:
        return ""
    stand = "stands" if gap.unnumbered == 1 else "stand"
    return f"{gap.unnumbered} without a number {stand} before, perhaps of these"


def _expected(instance: InstanceRow | None) -> str:
    return f"next: {_place_and_day(instance)}, as announced" if instance else "no next meeting is announced"


def _place_and_day(instance: InstanceRow) -> str:
    return ", ".join(part for part in (spoken(instance.when), instance.where) if part) or "no date"


def _years(years: Sequence[YearRow]) -> RenderableType:
    grid = table(
        ("Year", {"width": 5}), ("", {"width": _BAR}), ("Events", {"justify": "right"}),
        ("Reports", {"justify": "right"}), ("Of type", {"ratio": 1}),
    )  # fmt: skip
    most = max(year.events for year in years)
    for year in years:
        grid.add_row(
            year.year, Text(_bar(year.events, most), "cyan"), f"{year.events:,}", f"{year.reports:,}",
            words(_types(year.types, counts="events"), "dim"),
        )  # fmt: skip
    grid.padding = (0, 2, 0, 0)
    return grid


def _bar(value: int, most: int) -> str:
    """A bar in eighths of a character; something for the smallest value."""
    eighths = max(1, round(value * _BAR * 8 / most))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _types(types: Sequence[CountRow], counts: str = "both") -> str:
    if counts == "events":
        return ", ".join(f"{t.name} {t.events:,}" for t in types)
    return ", ".join(f"{t.name} {t.events:,} ({t.reports:,})" for t in types)


def _partners(partners: Sequence[PartnerRow]) -> RenderableType:
    grid = table(
        ("With", {"ratio": 1}), ("Events", {"justify": "right"}), ("Reports", {"justify": "right"}),
        ("From", {"width": 11}), ("To", {"width": 11}),
    )  # fmt: skip
    for p in partners:
        grid.add_row(
            words(f"{p.name} ({p.code})"), f"{p.events:,}", f"{p.reports:,}", spoken(p.first_day) or "–",
            spoken(p.last_day) or "–",
        )  # fmt: skip
    grid.padding = (0, 2, 0, 0)
    return grid


def _speakers(side: Sequence[SpeakerRow]) -> RenderableType:
    grid = table(
        ("Name", {"ratio": 2}), ("Office", {"ratio": 3}), ("Quotes", {"justify": "right"}),
        ("Articles", {"justify": "right"}), ("When", {"width": 11}),
    )  # fmt: skip
    for s in side:
        grid.add_row(
            words(s.name, "bold"), words(s.position or "–"), f"{s.statements:,}", f"{s.documents:,}",
            words(_days(s.first_day, s.last_day)),
        )  # fmt: skip
    grid.padding = (0, 2, 0, 0)
    return grid


def _named(party: PartyRow) -> str:
    return f"{party.english or party.name} ({party.code})"


def _counted(events: int, reports: int) -> str:
    told = f"{reports:,} {'report' if reports == 1 else 'reports'}"
    return f"{events:,} {'event' if events == 1 else 'events'} in {told}"


def _days(first: str | None, last: str | None) -> str:
    """The years from a first to a last day."""
    years = sorted({day[:4] for day in (first, last) if day})
    return "–".join(years) or "no date"
