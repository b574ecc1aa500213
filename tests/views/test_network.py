from datetime import date

import pytest

from builders import another_report, article, event, findings, meeting_page, record_of
from jejak.views.network import network
from jejak.views.record import Record
from jejak.views.timeline import wanted_events


def dealing(doc, exact, day, **fields):
    page = article(doc, f"{exact}.", day, publisher=f"Kabar {doc}")
    return findings(page, events=(event(page, exact, when=day, **fields),))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    pages = [
        meeting_page("a.txt"),
        another_report("b.txt", "2020-03-07"),
        dealing("c.txt", "Laos mengecam Indonesia soal bendungan", "2021-07-01", type="ACCUSE", actors=("LAO",), recipients=("IDN",)),
        dealing("d.txt", "Laos menemui Thailand soal beras", "2022-07-01", actors=("LAO", "THA")),
        dealing("e.txt", "Vietnam menemui Indonesia soal kopi", "2022-08-02", actors=("VNM", "IDN")),
    ]  # fmt: skip
    with Record(record_of(tmp_path_factory.mktemp("x") / "x.db", *pages)) as opened:
        yield opened


def pairs(row):
    return [(edge.a, edge.b, edge.events, edge.reports) for edge in row.edges]


def test_pairs_count_their_events_beside_the_reports_most_first(record):
    row = network(record, wanted_events(record))
    assert pairs(row) == [("IDN", "VNM", 2, 3), ("IDN", "LAO", 1, 1), ("LAO", "THA", 1, 1)]
    first = row.edges[0]
    assert (first.first_day, first.last_day) == ("2020-03-05", "2022-08-02")
    assert [(y.name, y.events, y.reports) for y in first.years] == [("2020", 1, 2), ("2022", 1, 1)]


def test_each_party_stands_where_its_dealings_put_it_and_always_there(record):
    row = network(record, wanted_events(record))
    assert [(n.code, n.name, n.events, n.reports) for n in row.nodes][:1] == [("IDN", "Indonesia", 3, 4)]
    assert all(abs(n.x) <= 1 and abs(n.y) <= 1 for n in row.nodes)
    assert network(record, wanted_events(record)).nodes == row.nodes


def test_a_period_and_a_type_narrow_it(record):
    assert pairs(network(record, wanted_events(record, since="2022"))) == [
        ("IDN", "VNM", 1, 1), ("LAO", "THA", 1, 1),
    ]  # fmt: skip
    assert pairs(network(record, wanted_events(record, types=["ACCUSE"]))) == [("IDN", "LAO", 1, 1)]


def test_a_party_is_shown_with_its_partners_only(record):
    row = network(record, wanted_events(record, parties=["Vietnam"]))
    assert pairs(row) == [("IDN", "VNM", 2, 3)]
    assert row.left_out == 2


def test_what_there_is_no_room_for_is_counted(record):
    row = network(record, wanted_events(record), parties=2)
    assert [n.code for n in row.nodes] == ["IDN", "VNM"]
    assert (len(row.edges), row.left_out) == (1, 2)


def test_it_can_be_seen_as_it_was_known(record):
    with Record(record.path, known_on=date(2020, 3, 6)) as then:
        assert pairs(network(then, wanted_events(then))) == [("IDN", "VNM", 1, 1)]


def test_a_record_without_dealings_has_no_network(tmp_path):
    page = article("z.txt", "Hujan turun.")
    with Record(record_of(tmp_path / "x.db", findings(page))) as empty:
        assert network(empty, wanted_events(empty)).nodes == ()
