"""How the answers look: one function a question, from frozen rows to what rich prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from jejak.cli.dates import spoken
from jejak.cli.output import lines, safe, shortened, table, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from jejak.model import Evidence, Findings
    from jejak.views.rows import (
        CommitmentRow,
        EventRow,
        PersonRow,
        RejectionRow,
        Report,
        SearchRow,
        SourceRow,
        StatementRow,
    )  # fmt: skip

QUOTE_LENGTH: Final = 280
"""Characters of evidence that a table shows; `--json` and `jejak show` have all."""

_STATUS_STYLES: Final = {
    "overdue": "bold red", "abandoned": "red", "contradicted": "red", "cancelled": "red",
    "fulfilled": "green", "under_way": "cyan", "pledged": "yellow", "planned": "yellow", "proposed": "yellow",
}  # fmt: skip

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
            words(series, "bold"), words(row.where or ""), _quote(row.evidence), _reports(row.evidence)
        )
        grid.add_row(_when(row), what, _sides(row.actors, row.recipients), said)
    return grid


def statements(rows: Sequence[StatementRow]) -> RenderableType:
    """Statements with their speakers."""
    grid = table(("Speaker", {"width": 22}), ("Said", {"ratio": 1}))
    for row in rows:
        speaker = lines(
            words(row.speaker, "bold"), words(row.position or ""), words(row.represents or "", "dim")
        )
        quote = f"“{row.quote}”" if row.kind == "direct" else row.quote
        said = " ".join(
            x for x in (spoken(row.said), row.where or "", f"via {row.via}" if row.via else "") if x
        )
        grid.add_row(speaker, lines(words(shortened(quote, QUOTE_LENGTH)), words(said), _from(row.report)))
    return grid


def commitments(rows: Sequence[CommitmentRow]) -> RenderableType:
    """Commitments with where they stand and how they came there."""
    grid = table(
        ("Status", {"width": 10}), ("Who", {"width": 11}), ("Promised", {"ratio": 1}), ("Due", {"width": 9})
    )
    for row in rows:
        status = lines(_status(row.status), "recurring" if row.recurring else None)
        steps = [_step(step.status, step.event_status, step.day, step.report) for step in _telling(row)]
        what = lines(words(shortened(row.action, QUOTE_LENGTH)), *steps)
        grid.add_row(status, _sides(row.by, row.to), what, words(spoken(row.due) or "–"))
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
            lines(words(row.name, "bold"), words(others, "dim")), words(row.party or ""), lines(*offices),
            str(row.documents), str(row.statements),
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
        ("Of them no reprint", {"justify": "right"}),
        "From",
        "To",
    )
    for row in rows:
        grid.add_row(
            words(row.publisher or "unknown"),
            str(row.documents),
            str(row.sources),
            row.first_day or "–",
            row.last_day or "–",
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
    grid = table(("What", {"ratio": 1}), ("How many", {"justify": "right"}))
    f = figures
    for name, count, note in (
        ("articles", f["documents"], f"{f['sources']} without reprints, {f['publishers']} publishers"),
        ("events", f["events"], f"{f['event_reports']} reports of them, {f['parties']} parties"),
        ("commitments", f["commitments"], f"{f['commitment_reports']} reports of them"),
        ("statements", f["statements"], ""),
        ("people", f["people"], ""),
        ("rejected pages", f["rejections"], ""),
    ):
        grid.add_row(Text(name, "bold").append(f"  {note}", "dim" if note else ""), f"{count:,}")
    for name, count in figures["events_by_type"].items():
        grid.add_row(f"  {name}", f"{count:,}")
    span = f"Published {f['first_day']} to {f['last_day']}." if f["first_day"] else "No article has a date."
    return Group(_tight(grid), "", span)


def document(findings: Findings) -> RenderableType:
    """The article with its findings marked in the text, and a list of them below."""
    article = findings.article
    date = article.published or (
        f"{article.published_inferred} (inferred)" if article.published_inferred else None
    )
    about = " · ".join(x for x in (article.publisher, date, article.dateline, article.url) if x)
    shown: list[RenderableType] = [
        words(article.title or article.doc, "bold"),
        words(about, "dim"),
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
    return Group(*shown, *_listing(findings))


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
    grid = table(("Finding", {"width": 11}), ("What", {"ratio": 2}), ("Words", {"ratio": 3}))
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


def _sides(first: Iterable[str], second: Iterable[str]) -> Text:
    to = ", ".join(second)
    return lines(words(", ".join(first)), words(f"→ {to}") if to else None)


def _quote(evidence: Sequence[Report]) -> Text:
    """The shortest report's words: they say it most directly."""
    best = min(evidence, key=lambda e: (len(e.exact), e.document))
    return words(shortened(best.exact, QUOTE_LENGTH))


def _from(report: Report) -> Text:
    parts = (report.publisher, (report.published or "")[:10], report.doc)
    return words(" · ".join(part for part in parts if part), "dim")


def _reports(evidence: Sequence[Report]) -> Text:
    """Where it stands: the first document by name, and how many reports and sources there are."""
    documents = {e.document: e for e in evidence}
    sources = len({e.source for e in evidence})
    first = _from(next(iter(documents.values())))
    if len(documents) > 1:
        first.append(f" and {len(documents) - 1} more ({len(documents)} reports, {sources} sources)", "dim")
    return first


def _telling(row: CommitmentRow) -> list[Any]:
    """The steps of a commitment's history, each document once."""
    met: dict[tuple[str, str | None], Any] = {}
    for step in row.history:
        met.setdefault((step.report.document, step.event), step)
    return list(met.values())


def _step(status: str, event_status: str | None, day: str | None, report: Report) -> Text:
    name = "recurring" if event_status == "recurring" else status.replace("_", " ")
    text = Text(f"{day or 'no date'}  ", "dim").append(name, _STATUS_STYLES.get(status, ""))
    if event_status:
        text.append(f": {shortened(safe(report.exact), 100)}")
    return text.append(f"  {safe(report.publisher or report.doc)}", "dim")


def _years(first: str | None, last: str | None) -> str:
    years = sorted({day[:4] for day in (first, last) if day})
    return "–".join(years) or "no date"


def _tight(grid: Table) -> Table:
    """The table without empty lines between its rows."""
    grid.padding = (0, 2, 0, 0)
    return grid
