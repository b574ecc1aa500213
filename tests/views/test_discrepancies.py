"""What is disputed is marked when it is read, and found by its marks alone."""

from dataclasses import replace

import pytest

from builders import add, article, event, findings, meeting_page, person, record_of, state
from jejak import deciding
from jejak.store.writer import Writer
from jejak.views.discrepancies import discrepancies
from jejak.views.overview import stats
from jejak.views.record import Record

OFFICES = (
    ("a.txt", "2020-03-05", "Menteri Pertahanan"),
    ("b.txt", "2020-03-06", "Menteri Kehutanan"),
    ("c.txt", "2020-03-07", "Menteri Pertahanan"),
)


def office(doc, day, title, name="Surya Atmaja"):
    page = article(doc, f"{title} {name} tiba, tulis {doc}.", day)
    return findings(page, actors=(person(page, name, title=title),))


def gift(doc, day, ships):
    """A report of ships that Indonesia gave: how many is told by each in its own way."""
    text = f"Indonesia menyerahkan {ships} kapal patroli kepada Vietnam di pelabuhan Da Nang, kata {doc}."
    page = article(doc, f"Berita {doc} dari {'laut ' * ships}. {text}", day, publisher=f"Harian {doc}")
    what = event(page, text, "AID", ["IDN"], ["VNM"], when="2020-03-05", where="Da Nang")
    actors = (state(page, "IDN", "Indonesia"), state(page, "VNM", "Vietnam"))
    return findings(page, actors=actors, events=(what,))


def told(path):
    with Record(path) as record:
        return [(row.kind, row.field, [v.value for v in row.values]) for row in discrepancies(record)]


def told_without_marks(path):
    """The same where everything is looked at."""
    with Writer(path) as writer, writer.page():
        for table in ("events", "actors"):
            writer._db.execute(f"UPDATE {table} SET disputed = 1")
    return told(path)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_offices_that_nobody_holds_together_are_found_in_any_order_of_reading(tmp_path, order):
    path = record_of(tmp_path / "x.db", *(office(*OFFICES[n]) for n in order))
    found = told(path)
    assert found == [("person", "role", ["Menteri Pertahanan", "Menteri Kehutanan"])]
    assert told_without_marks(path) == found


def test_persons_whose_offices_go_together_are_not_looked_at(tmp_path):
    pages = [office("a.txt", "2020-03-05", "Menteri Pertahanan"), office("b.txt", "2020-03-06", "Ketua Tim")]
    path = record_of(tmp_path / "x.db", *pages)
    with Record(path) as record:
        assert record.count("SELECT count(*) FROM actors WHERE disputed = 1") == 0
    assert told(path) == told_without_marks(path) == []


def test_offices_of_two_who_are_made_one_are_compared(tmp_path):
    pages = [office(*OFFICES[0]), office(*OFFICES[1], name="Surya Wibawa")]
    path = record_of(tmp_path / "x.db", *pages)
    assert told(path) == []
    deciding.merge(path, ["Surya Atmaja", "Surya Wibawa"], by="ani", why="satu orang")
    assert [row[:2] for row in told(path)] == [("person", "role")]
    with Record(path) as record:
        assert stats(record)["people"] == 1


def test_what_reports_of_one_event_count_differently_is_found_by_its_mark(tmp_path):
    path = record_of(tmp_path / "x.db", gift("a", "2020-03-05", 20), gift("b", "2020-03-05", 20))
    with Record(path) as record:
        assert record.rows("SELECT count(*), sum(disputed) FROM events") == [(1, 0)]
    assert told(path) == []
    with Writer(path) as writer:
        add(writer, gift("c", "2020-03-06", 35))
    found = told(path)
    assert found == [("event", "number", ["20 kapal", "35 kapal"])]
    assert told_without_marks(path) == found


def test_what_was_corrected_stays_disputed_as_it_was_found(tmp_path):
    path = record_of(tmp_path / "x.db", gift("a", "2020-03-05", 20), gift("b", "2020-03-05", 35))
    found = told(path)
    assert found
    with Record(path) as record:
        ((ident,),) = record.rows("SELECT id FROM events WHERE disputed = 1")
    deciding.correct(path, ident, ["where=Hanoi"], by="ani")
    assert told(path) == found


def test_what_is_read_again_without_them_no_longer_counts_people_and_words(tmp_path):
    page = meeting_page("a.txt")
    path = record_of(tmp_path / "x.db", page, office(*OFFICES[0]))
    with Record(path) as record:
        before = stats(record)
    assert (before["people"], before["statements"], before["sources"]) == (2, 1, 2)
    with Writer(path) as writer:
        add(writer, replace(page, actors=page.actors[:2], statements=()), versions="2")
    with Record(path) as record:
        after = stats(record)
    assert (after["people"], after["statements"], after["sources"]) == (1, 0, 2)
