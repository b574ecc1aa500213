"""Who deals with whom, as a graph: GEXF (Gephi) with the time of each edge, and GraphML."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from jejak import edtf
from jejak.exports.choosing import choose, reports_of
from jejak.exports.plain import safe
from jejak.exports.plover import is_mutual
from jejak.views.asking import party_row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    import networkx as nx

    from jejak.exports.choosing import Filters, Item
    from jejak.views.record import Record
    from jejak.views.rows import CommitmentRow, EventRow

Pair = tuple[str, str]


def as_gexf(record: Record, filters: Filters, out: BinaryIO) -> int:
    """Writes a dynamic GEXF graph, in which an edge has the days it may have been on; gives its edges."""
    import networkx as nx

    graph = graph_of(record, filters)
    nx.write_gexf(graph, out, prettyprint=False)
    return int(graph.number_of_edges())


def as_graphml(record: Record, filters: Filters, out: BinaryIO) -> int:
    """Writes the same graph as GraphML; gives its edges."""
    import networkx as nx

    graph = graph_of(record, filters)
    nx.write_graphml(graph, out)
    return int(graph.number_of_edges())


def graph_of(record: Record, filters: Filters) -> nx.MultiDiGraph:
    """Parties as nodes; an edge for each pair in an event or commitment, from who acts to whom it meets.

    A mutual event has one edge a pair, `mutual` true. An edge is labelled with the event's type (`type` is a
    word of GEXF's own), and has the words that tell of it.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    chosen = choose(record, filters, ("events", "commitments"))
    for event in chosen.events:
        _add(graph, event, _pairs(event), _event(event))
    for promise in chosen.commitments:
        _add(graph, promise, product(promise.by, promise.to), _commitment(promise))
    return graph


def _pairs(event: EventRow) -> Iterable[Pair]:
    return combinations(event.actors, 2) if is_mutual(event) else product(event.actors, event.recipients)


def _add(graph: nx.MultiDiGraph, item: Item, pairs: Iterable[Pair], told: dict[str, Any]) -> None:
    for number, (one, two) in enumerate(pairs):
        if one == two:
            continue
        for code in (one, two):
            if code not in graph:
                party = party_row(code)
                graph.add_node(code, label=safe(party.english or party.name), kind=party.kind)
        key = f"{item.id}-{number}"
        graph.add_edge(one, two, key=key, **({"id": key} | told))


def _event(row: EventRow) -> dict[str, Any]:
    return {
        **_time(row.first_day, row.last_day), "item": row.id, "kind": "event", "label": row.type,
        "mode": row.mode or "", "status": row.status, "mutual": is_mutual(row), "when": row.when or "",
        "where": safe(row.where or ""), "contexts": "; ".join(row.contexts), "series": safe(row.series or ""),
        "reports": row.reports, "sources": row.sources, **_words(row),
    }  # fmt: skip


def _commitment(row: CommitmentRow) -> dict[str, Any]:
    span = edtf.bounds(row.due)
    return {
        **_time(row.day, span[1].isoformat() if span else None), "item": row.id, "kind": "commitment",
        "label": "COMMITMENT", "mode": "", "status": row.status, "mutual": False, "when": row.due or "",
        "where": "", "contexts": "; ".join(row.contexts), "series": "", "reports": row.reports,
        "sources": row.sources, **_words(row),
    }  # fmt: skip


def _time(first: str | None, last: str | None) -> dict[str, str]:
    """The days between which an edge was, where they are known; an open end is left out."""
    found = {"start": first, "end": last}
    return {name: day for name, day in found.items() if day and day[:4] not in ("0001", "9999")}


def _words(item: Item) -> dict[str, Any]:
    """The first report, as attributes: neither format knows an empty one."""
    report = reports_of(item)[0]
    return {
        "quote": safe(report.exact), "zone": report.zone, "quote_start": report.start,
        "quote_end": report.end, "document": report.document, "publisher": safe(report.publisher or ""),
        "published": report.published or "", "url": safe(report.url or ""), "capture": report.capture or "",
        "score": float(report.score),
    }  # fmt: skip
