"""Who deals with whom over time: parties, and pairs of them with what they did together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from math import log1p
from typing import TYPE_CHECKING, Final

from jejak.views.asking import json_list, party_row
from jejak.views.rows import CountRow, EdgeRow, NetworkRow, NodeRow
from jejak.views.timeline import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jejak.views.record import Record
    from jejak.views.timeline import Wanted

MOST_PARTIES: Final = 40
MOST_PAIRS: Final = 150
"""What one can still look at: so many parties and pairs at most."""

_SEED: Final = 7
_STEPS: Final = 120
_LOOSE: Final = 1.0
"""How strongly parties that have nothing to do with each other are kept in one picture."""
_NO_DAY: Final = "9999-12-31"

_Told = tuple[str, str, str, str, str, int, int]
"""Two parties, a type, the first and the last day of it in one year, and how many events and reports."""


def network(record: Record, wanted: Wanted, *, parties: int = MOST_PARTIES) -> NetworkRow:
    """The dealings of the wanted period and types; of the wanted parties only, and among their partners.

    At most `parties` of them, those with most events. The same record is always drawn in the same way.
    """
    edges = _edges(_told(record, wanted))
    shown = _shown(edges, [code.split(":")[0] for code in wanted.parties], parties)
    kept = [edge for edge in edges if edge.a in shown and edge.b in shown][:MOST_PAIRS]
    days = [day for edge in kept for day in (edge.first_day, edge.last_day) if day]
    return NetworkRow(
        nodes=_nodes(kept), edges=tuple(kept), left_out=len(edges) - len(kept),
        first_day=min(days, default=None), last_day=max(days, default=None),
    )  # fmt: skip


def _told(record: Record, wanted: Wanted) -> Iterator[_Told]:
    """The dealings of every pair."""
    if record.known_on:
        for event in known(record, replace(wanted, parties=())):
            for a, b in combinations(event.parties, 2):
                yield a, b, event.type, event.sort_day, event.sort_day, 1, event.reports
        return
    yield from record.rows(
        "SELECT a, b, type, min(sort_day), max(sort_day), count(*), sum(reports) FROM event_pairs"
        " WHERE sort_day >= ?1 AND sort_day <= ?2"
        " AND (?3 = '[]' OR type IN (SELECT value FROM json_each(?3)))"
        " GROUP BY a, b, type, substr(sort_day, 1, 4)",
        (wanted.start or "", wanted.end or _NO_DAY, json_list(wanted.types)),
    )


def _edges(told: Iterable[_Told]) -> list[EdgeRow]:
    """The pairs, those with most events first."""
    pairs: defaultdict[tuple[str, str], _Pair] = defaultdict(_Pair)
    for a, b, type_, first, last, events, reports in told:
        pairs[a, b].add(type_, first, last, events, reports)
    rows = [pair.row(a, b) for (a, b), pair in pairs.items()]
    return sorted(rows, key=lambda edge: (-edge.events, -edge.reports, edge.a, edge.b))


class _Pair:
    """Two parties whose dealings are being counted: type or year -> events, and reports."""

    def __init__(self) -> None:
        self.types: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self.years: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self.days: set[str] = set()

    def add(self, type_: str, first: str, last: str, events: int, reports: int) -> None:
        """Counts the events of a type in one year."""
        dated = first != _NO_DAY
        for (count, told), key in ((self.types, type_), (self.years, first[:4]))[: 1 + dated]:
            count[key] += events
            told[key] += reports
        if dated:
            self.days |= {first, last}

    def row(self, a: str, b: str) -> EdgeRow:
        """What was counted: the commonest types first, years in order."""
        types = [CountRow(name, n, self.types[1][name]) for name, n in self.types[0].items()]
        years = [CountRow(name, n, self.years[1][name]) for name, n in sorted(self.years[0].items())]
        return EdgeRow(
            a=a, b=b, events=self.types[0].total(), reports=self.types[1].total(),
            first_day=min(self.days, default=None), last_day=max(self.days, default=None),
            types=tuple(sorted(types, key=lambda row: (-row.events, row.name))), years=tuple(years),
        )  # fmt: skip


def _shown(edges: Sequence[EdgeRow], asked: Sequence[str], most: int) -> frozenset[str]:
    """The parties there is room for: those asked for with their partners, else those with most events."""
    events, reports = Counter(dict.fromkeys(asked, 0)), Counter[str]()
    for edge in edges:
        if not asked or edge.a in asked or edge.b in asked:
            for code in (edge.a, edge.b):
                events[code] += edge.events
                reports[code] += edge.reports
    ranked = sorted(events, key=lambda code: (code not in asked, -events[code], -reports[code], code))
    return frozenset(ranked[:most])


def _nodes(edges: Sequence[EdgeRow]) -> tuple[NodeRow, ...]:
    events, reports = Counter[str](), Counter[str]()
    for edge in edges:
        for code in (edge.a, edge.b):
            events[code] += edge.events
            reports[code] += edge.reports
    at = _layout(edges)
    ranked = sorted(events, key=lambda code: (-events[code], code))
    rows = []
    for code in ranked:
        party = party_row(code)
        rows.append(
            NodeRow(code, party.kind, party.name, party.english, events[code], reports[code], *at[code])
        )
    return tuple(rows)


def _layout(edges: Sequence[EdgeRow]) -> dict[str, tuple[float, float]]:
    """Where each party is drawn: those that deal much with each other are near."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted({code for edge in edges for code in (edge.a, edge.b)}))
    graph.add_weighted_edges_from((edge.a, edge.b, 0.2 + log1p(edge.events)) for edge in edges)
    if not graph:
        return {}
    busy = {code: (degree, code) for code, degree in graph.degree(weight="weight")}
    heads = [max(part, key=lambda code: busy[code]) for part in nx.connected_components(graph)]
    graph.add_weighted_edges_from((heads[0], head, _LOOSE) for head in heads[1:])
    spread = 2.2 / max(1, len(graph)) ** 0.5
    at = nx.spring_layout(graph, k=spread, iterations=_STEPS, seed=_SEED)
    wide, high = (_span([float(place[axis]) for place in at.values()]) for axis in (0, 1))
    return {code: (_within(float(x), wide), _within(float(y), high)) for code, (x, y) in at.items()}


def _span(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)


def _within(value: float, span: tuple[float, float]) -> float:
    """The value between -1 and 1, as it lies in its span."""
    low, high = span
    return round(2 * (value - low) / (high - low) - 1, 4) if high > low else 0.0
