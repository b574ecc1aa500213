"""Graphs, read back by networkx."""

from __future__ import annotations

import io

import networkx as nx
from lxml import etree


def edges_of(graph):
    return {(a, b, told["label"]): told for a, b, told in graph.edges(data=True)}


def test_gexf_is_read_back_with_its_nodes_edges_and_words(written):
    data, count = written("gexf")
    graph = nx.read_gexf(io.BytesIO(data))
    assert graph.number_of_edges() == count == 7
    assert {n: told["label"] for n, told in graph.nodes(data=True)}["VNM"] == "Vietnam"
    met = edges_of(graph)["IDN", "VNM", "CONSULT"]
    assert met["quote"].startswith("Surya Atmaja bertemu")
    assert (met["mutual"], met["status"], met["capture"]) == (True, "occurred", "0" * 64)
    assert met["quote_end"] - met["quote_start"] == len(met["quote"])


def test_gexf_edges_have_their_time(written):
    root = etree.fromstring(written("gexf")[0])
    graph = root.find("{*}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    times = {(e.get("start"), e.get("end")) for e in root.iter("{*}edge")}
    assert ("2020-03-05", "2020-03-05") in times
    assert all(len(day) == 10 for pair in times for day in pair if day)


def test_graphml_is_the_same_graph(written):
    gexf = nx.read_gexf(io.BytesIO(written("gexf")[0]))
    graphml = nx.read_graphml(io.BytesIO(written("graphml")[0]))
    assert sorted(graphml.nodes) == sorted(gexf.nodes)
    assert {t["item"] for t in edges_of(graphml).values()} == {t["item"] for t in edges_of(gexf).values()}


def test_a_promise_is_an_edge_from_who_gives_it(written):
    graph = nx.read_graphml(io.BytesIO(written("graphml", statuses=("pledged",), as_of="2020-06-02")[0]))
    assert ("LAO", "IDN:POL", "COMMITMENT") in edges_of(graph)
    assert graph.is_directed()
