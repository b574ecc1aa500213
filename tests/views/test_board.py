"""Commitments by where they stand, by what is due, and each alone; the events that moved them."""

from datetime import date

import pytest

from builders import article, findings, meeting_page, promise, record_of, training_page
from jejak import deciding
from jejak.errors import InputError
from jejak.views.commitments import board, commitment, commitments, due
from jejak.views.record import Record
from jejak.views.story import story


def pledge(n, words, **fields):
    text = f"Indonesia {words} Vietnam."
    page = article(f"p{n}.txt", text, f"2020-0{n}-05", publisher=f"Kabar {n}")
    return findings(page, commitments=(promise(page, words, **fields),))


PAGES = [
    pledge(1, "berjanji membangun jembatan bagi", due="2020-12-31", contexts=("economic",)),
    pledge(2, "sudah mengirim beras kepada", status="fulfilled", due="2020-03"),
    pledge(3, "akan melatih penjaga pantai", due="2021-06", contexts=("military",)),
    pledge(4, "akan membeli kopi dari"),
]


@pytest.fixture
def path(tmp_path):
    return record_of(tmp_path / "x.db", *PAGES)


def test_the_board_holds_each_status_with_its_latest(path):
    with Record(path) as record:
        row = board(record, as_of="2021-01-31", limit=1)
    assert (row.as_of, row.count) == ("2021-01-31", 4)
    assert {c.status: (c.count, len(c.commitments)) for c in row.columns if c.count} == {
        "pledged": (2, 1), "fulfilled": (1, 1), "overdue": (1, 1),
    }  # fmt: skip
    assert row.columns[0].commitments[0].action.startswith("akan membeli kopi")


def test_the_board_heeds_its_filters_and_the_day(path):
    with Record(path) as record:
        assert board(record, contexts=["military"]).count == 1
        assert board(record, by=["Vietnam"]).count == 0
        assert board(record, as_of="2020-02-28").count == 2, "what was published later is not known"


@pytest.mark.parametrize("status", ["pledged", "fulfilled", "overdue"])
def test_a_list_of_a_status_is_what_the_board_counts(path, status):
    with Record(path) as record:
        rows = commitments(record, statuses=[status], as_of="2021-01-31")
        column = next(c for c in board(record, as_of="2021-01-31").columns if c.status == status)
        assert [row.id for row in rows][::-1] == [row.id for row in column.commitments]
        assert len(commitments(record, statuses=[status], as_of="2021-01-31", limit=1)) == 1


def test_a_corrected_status_counts_on_the_board(path):
    with Record(path) as record:
        ident = commitments(record, statuses=["overdue"], as_of="2021-01-31")[0].id
    deciding.correct(path, ident, ["status=fulfilled"], by="Ani")
    with Record(path) as record:
        counts = {c.status: c.count for c in board(record, as_of="2021-01-31").columns}
        assert (counts["overdue"], counts["fulfilled"]) == (0, 2)
        assert due(record, as_of=date(2021, 1, 31)).late == 0


def test_what_is_due_is_told_by_the_calendar(path):
    with Record(path) as record:
        row = due(record, as_of=date(2021, 5, 1))
    assert (row.late, [c.due for c in row.overdue]) == (1, ["2020-12-31"])
    assert (row.soon, [c.due for c in row.coming]) == (1, ["2021-06"])


def test_one_commitment_is_found_by_its_id_and_by_that_of_a_report(path):
    with Record(path) as record:
        row = commitments(record)[0]
        assert commitment(record, row.id) == row
        assert commitment(record, row.history[0].report.claim) == row
        with pytest.raises(InputError, match="holds no commitment"):
            commitment(record, "0" * 16)


def test_a_story_has_what_the_event_moved_on_and_why_its_reports_are_one(tmp_path):
    pages = [
        meeting_page("a.txt"),
        meeting_page("b.txt", "2020-03-06", url="https://contoh.id/b"),
        training_page(),
    ]
    with Record(record_of(tmp_path / "x.db", *pages)) as record:
        moved = [step.event for row in commitments(record) for step in row.history if step.event]
        told = story(record, moved[0])
        assert told.event.id == moved[0]
        assert [c.id for c in told.commitments] == [c.id for c in commitments(record)]
        met = next(e for e in (story(record, r) for r in _events(record)) if e.event.reports == 2)
        assert [tie.docs for tie in met.ties] in ([("a.txt", "b.txt")], [("b.txt", "a.txt")])
        with pytest.raises(InputError, match="holds no event"):
            story(record, "0" * 16)


def _events(record):
    return [row[0] for row in record.rows("SELECT id FROM events")]
