"""How the answers look: one function a question, from frozen rows to what rich prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from jejak.cli.output import lines, safe, shortened, table, words
from jejak.views.dates import spoken
from jejak.views.why import reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from jejak.model import Evidence, Findings
    from jejak.views.rows import (
        CommitmentRow,
        DecidedRow,
        EventRow,
        FindingRow,
        PersonRow,
        RejectionRow,
        Report,
        SearchRow,
        SourceRow,
        StatementRow,
        StepRow,
    )  # fmt: skip

QUOTE_LENGTH: Final = 280
"""Characters of evidence that a table shows; `--json` and `jejak show` have all."""

STEP_LENGTH: Final = 140
"""Characters of evidence of a step in a commitment's history."""

ID_LENGTH: Final = 8
"""Digits of an id that a table shows: enough to tell findings apart, and for the commands to take."""

_TELLING: Final = 40
"""Characters from which on evidence reads as a sentence."""

_STATUS_STYLES: Final = {
    "rejected": "red", "overdue": "bold red", "abandoned": "red", "contradicted": "red", "cancelled": "red",
    "fulfilled": "green", "under_way": "cyan", "recurring": "cyan", "pledged": "yellow", "planned": "yellow",
    "proposed": "yellow",
}  # fmt: skip

_DECIDED: Final = {
    "accept": "accepted", "reject": "rejected", "merge": "made one", "split": "split off",
}  # fmt: skip
"""What a decision about an item is called there."""

_MARKS: Final = {
    "times": "cyan", "people": "bold", "parties": "italic", "statements": "green",
    "events": "on grey23", "commitments": "underline magenta",
}  # fmt: skip


def timeline(rows: Sequence[EventRow]) -> RenderableType:
    """Events with their parties, words and reports."""
    grid = table(
        ("When", {"width": 13}),
        ("Event", {"width": 12}),
        ("Between", {"width": 11}),
        ("As reported", {"ratio": 1}),
    )
    for row in rows:
        what = lines(Text(row.type, "bold"), words(row.mode or ""), _status(row.status, ordinary="occurred"))
        series = f"{row.series}{f', no. {row.ordinal}' if row.ordinal else ''}" if row.series else ""
        said = lines(
            words(series, "bold"), words(row.where or ""), *quoted(row.evidence), *_decided(row.decided)
        )
        grid.add_row(lines(_when(row), named(row.id)), what, sides(row.actors, row.recipients), said)
    return grid


def statements(rows: Sequence[StatementRow]) -> RenderableType:
    """Statements with their speakers."""
    grid = table(("Speaker", {"width": 22}), ("Said", {"ratio": 1}))
    for row in rows:
        speaker = lines(
            words(row.speaker, "bold"), words(row.position or ""), words(row.represents or "", "dim"),
            named(row.id),
        )  # fmt: skip
        quote = f"“{row.quote}”" if row.kind == "direct" else row.quote
        via = f"via {row.via}" if row.via else ""
        said = ", ".join(part for part in (spoken(row.said), row.where, via) if part)
        whose = _from(row.report)
        if row.reports > 1:
            whose.append(f" and {row.reports - 1} more of one source", "dim")
        told = words(shortened(quote, QUOTE_LENGTH))
        grid.add_row(speaker, lines(told, words(said), whose, *_decided(row.decided)))
    return grid


def commitments(rows: Sequence[CommitmentRow]) -> RenderableType:
    """Commitments with where they stand and how they came there."""
    grid = table(
        ("Status", {"width": 10}),
        ("Who", {"width": 11}),
        ("Promised, and what came of it", {"ratio": 1}),
        ("Due", {"width": 11}),
    )
    for row in rows:
        recurring = words("recurring", "cyan") if row.recurring else None
        status = lines(_status(row.status), recurring, named(row.id))
        steps = [_step(step) for step in _telling(row)]
        what = lines(words(shortened(row.action, QUOTE_LENGTH)), _life(row), *steps, *_decided(row.decided))
        grid.add_row(status, sides(row.by, row.to), what, words(spoken(row.due) or "–"))
    return grid


def people(rows: Sequence[PersonRow]) -> RenderableType:
    """Persons with their offices, spellings and counts."""
    grid = table(
        ("Name", {"ratio": 2}),
        ("For", {"width": 6}),
        ("Positions", {"ratio": 3}),
        ("Articles", {"justify": "right"}),
        ("Quotes", {"justify": "right"}),
    )
    for row in rows:
        others = f"also {', '.join(row.names[1:6])}" if len(row.names) > 1 else ""
        offices = [words(f"{p.title} ({_years(p.first_day, p.last_day)})") for p in row.positions[:6]]
        grid.add_row(
            lines(words(row.name, "bold"), words(others, "dim"), named(row.id), *_decided(row.decided)),
            words(row.party or ""), lines(*offices), str(row.documents), str(row.statements),
        )  # fmt: skip
    return grid


def search(rows: Sequence[SearchRow]) -> RenderableType:
    """Documents with a snippet in which the words are marked."""
    shown: list[RenderableType] = []
    for row in rows:
        snippet = Text(safe(row.snippet).replace("\n", " "))
        for start, end in row.marks:
            snippet.stylize("bold yellow", start, end)
        about = " · ".join(x for x in (row.publisher, (row.published or "")[:10], row.doc) if x)
        shown += [
            words(row.title or row.doc, "bold"),
            Text("… ").append_text(snippet).append(" …"),
            words(about, "dim"),
            "",
        ]
    return Group(*shown[:-1])


def sources(rows: Sequence[SourceRow]) -> RenderableType:
    """Publishers and how much each gave."""
    grid = table(
        ("Publisher", {"ratio": 1}),
        ("Articles", {"justify": "right"}),
        ("Not reprints", {"justify": "right"}),
        ("From", {"width": 11}),
        ("To", {"width": 11}),
    )
    for row in rows:
        grid.add_row(
            words(row.publisher or "unknown"),
            str(row.documents),
            str(row.sources),
            spoken(row.first_day) or "–",
            spoken(row.last_day) or "–",
        )
    return _tight(grid)


def rejections(rows: Sequence[RejectionRow]) -> RenderableType:
    """Pages that could not be read."""
    grid = table(("Page", {"ratio": 2}), ("Reason", {"width": 11}), ("Why", {"ratio": 3}))
    for row in rows:
        grid.add_row(words(row.doc), words(row.reason), words(row.message))
    return grid


def stats(figures: dict[str, Any]) -> RenderableType:
    """The record's figures."""
    grid = table(("What", {"min_width": 14}), ("How many", {"justify": "right"}), "")
    grid.expand = False
    f = figures
    for name, count, note in (
        (
            "articles",
            f["documents"],
            f"{f['sources']:,} of them no reprint, {f['publishers']:,} publishers",
        ),
        ("events", f["events"], f"in {f['event_reports']:,} reports, between {f['parties']:,} parties"),
        ("commitments", f["commitments"], f"in {f['commitment_reports']:,} reports"),
        ("statements", f["statements"], ""),
        ("people", f["people"], ""),
        ("rejected pages", f["rejections"], ""),
    ):
        grid.add_row(Text(name, "bold"), f"{count:,}", words(note, "dim"))
        if name == "events":
            for kind, of_kind in f["events_by_type"].items():
                grid.add_row(f"  {kind}", f"{of_kind:,}", "")
    days = f"{spoken(f['first_day'])} to {spoken(f['last_day'])}"
    span = f"Published {days}." if f["first_day"] else "No article has a date."
    return Group(_tight(grid), "", span)


_GATED: Final = (
    "Not read in full: the gate found nothing here of dealings between states (`jejak read --gate`)."
)


def document(findings: Findings, decided: Sequence[FindingRow] = ()) -> RenderableType:
    """The article with its findings marked in the text, a list of them below, and what people decided."""
    article = findings.article
    date = article.published or (
        f"{article.published_inferred} (inferred)" if article.published_inferred else None
    )
    about = " · ".join(x for x in (article.publisher, date, article.dateline, article.url) if x)
    shown: list[RenderableType] = [
        words(article.title or article.doc, "bold"),
        words(about, "dim"),
        *([words(_GATED, "dim")] if findings.gated else []),
        _legend(),
        "",
    ]
    marks = _marks(findings)
    for zone in article.zones():
        text = Text(_aligned(article.zone(zone)))
        for evidence, style in marks:
            if evidence.zone == zone:
                text.stylize(style, evidence.start, evidence.end)
        if zone != "body":
            shown.append(Text("Caption: ", "dim").append_text(text))
        else:
            shown.append(text)
        shown.append("")
    return Group(*shown, *_listing(findings), *_set_right(decided))


def _set_right(decided: Sequence[FindingRow]) -> list[RenderableType]:
    """The findings that people accepted, corrected, rejected, joined or parted: what, who, when and why."""
    if not decided:
        return []
    grid = table(("Finding", {"width": 12}), ("Words", {"ratio": 3}), ("Decided by people", {"ratio": 3}))
    for row in decided:
        told = lines(*_decided(row.decided, with_values=True))
        grid.add_row(row.kind, words(shortened(row.spans[0].exact, QUOTE_LENGTH)), told)
    return ["", _tight(grid)]


def why(findings: Findings) -> RenderableType:
    """Every finding with what found it, how sure it was, and the words it went by."""
    grid = table(("Finding", {"width": 12}), ("What", {"ratio": 2}), ("Why", {"ratio": 3}))
    for row in reasons(findings):
        clues = [
            Text(f"{clue.part} ", "dim").append_text(words(f"“{clue.words}”" if clue.words else "–"))
            .append(f"  {safe(clue.rule)}", "dim")
            for clue in row.clues
        ]  # fmt: skip
        by = words(f"{row.found_by} (score {row.score:g})", "bold")
        grid.add_row(words(row.kind), words(shortened(row.what, STEP_LENGTH)), lines(by, *clues))
    return _tight(grid) if grid.row_count else Text("Nothing was found in it.", "dim")


def _marks(findings: Findings) -> list[tuple[Evidence, str]]:
    """Evidence with its style, the widest kinds first so that the narrow ones show on top."""
    found = [(e, _MARKS["events"]) for event in findings.events for e in event.evidence]
    found += [(s.evidence, _MARKS["statements"]) for s in findings.statements]
    found += [(e, _MARKS["commitments"]) for promise in findings.commitments for e in promise.evidence]
    for actor in findings.actors:
        style = _MARKS["people" if actor.kind == "person" else "parties"]
        found += [(mention, style) for mention in actor.mentions]
    return found + [(t.evidence, _MARKS["times"]) for t in findings.times]


def _legend() -> Text:
    legend = Text("marked: ", "dim")
    for n, (name, style) in enumerate(_MARKS.items()):
        legend.append("  " if n else "").append(name, style)
    return legend


def _listing(findings: Findings) -> list[RenderableType]:
    grid = table(("Finding", {"width": 12}), ("What", {"ratio": 2}), ("Words", {"ratio": 3}))
    for event in findings.events:
        extra = " · ".join(x for x in (spoken(event.when), event.where, event.series, event.status) if x)
        sides = _arrow(event.actors, event.recipients)
        what = lines(Text(event.type, "bold"), words(sides), words(extra, "dim"))
        grid.add_row("event", what, words(shortened(event.evidence[0].exact, QUOTE_LENGTH)))
    for promise in findings.commitments:
        extra = " · ".join(
            x for x in (promise.status, f"due {spoken(promise.due)}" if promise.due else "") if x
        )
        what = lines(words(_arrow(promise.by, promise.to)), words(extra, "dim"))
        grid.add_row("commitment", what, words(shortened(promise.action, QUOTE_LENGTH)))
    for said in findings.statements:
        what = lines(words(said.speaker.name, "bold"), words(said.speaker.position or "", "dim"))
        grid.add_row("statement", what, words(shortened(said.evidence.exact, QUOTE_LENGTH)))
    for time in findings.times:
        grid.add_row("time", time.edtf, words(time.evidence.exact))
    for actor in findings.actors:
        names = dict.fromkeys(m.exact for m in actor.mentions)
        grid.add_row(
            words(actor.kind), words(actor.id, "bold"), words(shortened(", ".join(names), QUOTE_LENGTH))
        )
    return [_tight(grid)] if grid.row_count else [Text("Nothing was found in it.", "dim")]


def named(ident: str) -> Text:
    """As much of an id as the commands that take one need."""
    return Text(ident[:ID_LENGTH], "dim")


def _aligned(text: str) -> str:
    """The text made harmless, character for character, so that offsets still fit."""
    return "".join(safe(c) if c not in "\t\r" else " " for c in text)


def _when(row: EventRow) -> Text:
    """The time of the event; where the articles give none, the day of the first report, dimmed."""
    if row.when:
        return words(spoken(row.when))
    days = [day for e in row.evidence if (day := (e.published or "")[:10])]
    return words(f"told {spoken(min(days))}" if days else "no date", "dim")


def _status(status: str, ordinary: str = "") -> Text:
    return Text("" if status == ordinary else status.replace("_", " "), _STATUS_STYLES.get(status, ""))


def _arrow(first: Iterable[str], second: Iterable[str]) -> str:
    to = ", ".join(second)
    return ", ".join(first) + (f" → {to}" if to else "")


def sides(first: Iterable[str], second: Iterable[str]) -> Text:
    """The parties on one side, and below them those on the other."""
    to = ", ".join(second)
    return lines(words(", ".join(first)), words(f"→ {to}") if to else None)


def quoted(evidence: Sequence[Report]) -> tuple[Text, Text]:
    """The words that say it most directly, whose they are, and how many reports and sources there are.

    Those are the shortest that read as a sentence; if all are scraps, the longest.
    """
    best = min(evidence, key=lambda e: (abs(len(e.exact) - _TELLING) + 1000 * (len(e.exact) < _TELLING),
                                        e.document))  # fmt: skip
    reports, sources = len({e.document for e in evidence}), len({e.source for e in evidence})
    whose = _from(best)
    if reports > 1:
        counted = f"{sources} sources" if sources > 1 else "1 source"
        whose.append(f" and {reports - 1} more ({reports} reports, {counted})", "dim")
    return words(shortened(best.exact, QUOTE_LENGTH)), whose


def _decided(rows: Sequence[DecidedRow], *, with_values: bool = False) -> list[Text]:
    """What people decided about a row, a line each: "when corrected (was 2020-03-05) by ...".

    With values also what a field says now, where that is not shown beside it.
    """
    told = []
    for row in rows:
        now = f" to {_value(row.value)}" if with_values else ""
        what = f"{row.field} corrected{now} (was {_value(row.was)})" if row.field else _DECIDED[row.action]
        line = words(f"{what} by {row.who}, {spoken(row.at[:10])}", _STATUS_STYLES.get(what, "cyan"))
        told.append(line.append(f": {' '.join(safe(row.why).split())}") if row.why else line)
    return told


def _value(value: str | int | tuple[str, ...] | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "unknown")


def _from(report: Report) -> Text:
    parts = (report.publisher, (report.published or "")[:10], report.doc)
    return words(" · ".join(part for part in parts if part), "dim")


def _telling(row: CommitmentRow) -> list[StepRow]:
    """The steps of a commitment's history, each document once."""
    met: dict[tuple[str, str | None], StepRow] = {}
    for step in row.history:
        met.setdefault((step.report.document, step.event), step)
    return list(met.values())


def _life(row: CommitmentRow) -> Text | None:
    """Its stages with their years, "pledged 2016 → under way 2018"; None where there is only one."""
    if len(row.stages) < 2:
        return None
    life = Text()
    for n, stage in enumerate(row.stages):
        name = stage.status.replace("_", " ")
        life.append(" → " if n else "").append(name, _STATUS_STYLES.get(stage.status, ""))
        life.append(f" {stage.day[:4]}" if stage.day else "")
    return life


def _step(step: StepRow) -> Text:
    """One report: its day, what it shows, its words if an event moved the promise on, and whose it is."""
    name = "recurring" if step.event_status == "recurring" else step.status.replace("_", " ")
    text = Text("· ", "dim").append(f"{spoken(step.day) or 'no date'}: ", "dim")
    text.append(name, _STATUS_STYLES.get(name.replace(" ", "_"), ""))
    if step.event:
        text.append(f": {shortened(safe(step.report.exact), STEP_LENGTH)}")
    return text.append(f"  {safe(step.report.publisher or step.report.doc)}", "dim")


def _years(first: str | None, last: str | None) -> str:
    years = sorted({day[:4] for day in (first, last) if day})
    return "–".join(years) or "no date"


def _tight(grid: Table) -> Table:
    """The table without empty lines between its rows."""
    grid.padding = (0, 2, 0, 0)
    return grid
