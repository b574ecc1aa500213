from datetime import date

import pytest

from builders import add, another_report, meeting_page, record_of, training_page
from jejak.store.writer import Writer
from jejak.views.changes import Mark, changes, mark
from jejak.views.record import Record

TODAY = date(2022, 6, 1)


def grown(path, before, *pages, as_of=TODAY, versions="1"):
    with Writer(path) as writer:
        writer.begin_run(["berita"])
        for page in pages:
            add(writer, page, versions)
    with Record(path) as record:
        return changes(record, before, mark(record, as_of=as_of), as_of=as_of)


@pytest.fixture
def path(tmp_path):
    return record_of(tmp_path / "x.db", meeting_page("a.txt"))


@pytest.fixture
def before(path):
    with Record(path) as record:
        return mark(record, as_of=TODAY)


def told(found):
    return [row.type for row in found.events], [(row.was, row.commitment.status) for row in found.moved]


def test_nothing_changed_is_nothing(path, before):
    assert told(grown(path, before)) == ([], [])


def test_since_nothing_all_is_new(path):
    assert told(grown(path, Mark())) == (["CONSULT"], [(None, "overdue")])


def test_another_report_is_no_new_event(path, before):
    found = grown(path, before, another_report("b.txt", "2020-03-06"))
    assert (found.documents, told(found)) == (1, ([], []))


def test_an_act_is_new_and_moves_the_promise_on(path, before):
    found = grown(path, before, training_page("c.txt"))
    assert told(found)[0] == ["AID"]
    assert told(found)[1] == [("overdue", "under_way")]


def test_reading_again_changes_nothing(path, before):
    assert told(grown(path, before, meeting_page("a.txt"), versions="2")) == ([], [])


def test_a_day_can_make_a_promise_overdue(path):
    with Record(path) as record:
        early = mark(record, as_of=date(2021, 12, 31))
        late = mark(record, as_of=date(2022, 1, 1))
        assert told(changes(record, early, late)) == ([], [("pledged", "overdue")])
