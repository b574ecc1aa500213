"""The three clocks: what the record would have answered on a day is what a record of those pages answers."""

from dataclasses import asdict
from datetime import date

import pytest

from builders import (
    another_report,
    article,
    event,
    findings,
    meeting_page,
    promise,
    record_of,
    said,
    state,
    training_page,
)
from jejak.views.commitments import commitments
from jejak.views.people import people, statements
from jejak.views.record import Record
from jejak.views.relation import relation
from jejak.views.series import series
from jejak.views.timeline import timeline

SUMMIT = "KTT Melati Indonesia-Vietnam"


def summit_page(doc, text, day, **fields):
    page = article(doc, text, day, publisher=f"Kabar {doc}")
    return findings(
        page,
        actors=(state(page, "IDN", "Indonesia"), state(page, "VNM", "Vietnam")),
        events=(event(page, text, series="Melati Summit", where="Hue", **fields),),
    )


PAGES = [
    meeting_page("a.txt", "2020-03-05"),
    meeting_page("b.txt", "2020-03-06", url="https://contoh.id/b"),
    another_report("c.txt", "2020-03-07"),
    training_page("d.txt", "2021-06-01"),
    training_page("e.txt", "2022-06-01", status="ongoing"),
    summit_page("f.txt", f"{SUMMIT} digelar di Hue, Vietnam, oleh Indonesia.", "2020-07-02", when="2020-07-01"),
    summit_page(
        "g.txt", f"{SUMMIT} kedua digelar di Hue, Vietnam, pada 1-2 Juli lalu oleh Indonesia.", "2020-08-02",
        when="2020-07-01/2020-07-02", ordinal=2,
    ),
]  # fmt: skip
DAYS = [
    "2020-03-04",
    "2020-03-05",
    "2020-03-06",
    "2020-03-31",
    "2020-07-02",
    "2021-01-01",
    "2021-06-01",
    "2023-01-01",
]


def plain(rows):
    """Rows without the name of their group of reprints, which a later reprint may change."""

    def bare(value):
        if isinstance(value, dict):
            return {key: bare(inner) for key, inner in value.items() if key != "source"}
        return [bare(inner) for inner in value] if isinstance(value, list | tuple) else value

    return [bare(asdict(row)) for row in rows]


def answers(record, day):
    return {
        "timeline": plain(timeline(record)),
        "of a pair": plain(
            timeline(record, parties=["IDN", "VNM"], types=["CONSULT"], since="2020-07", limit=2)
        ),
        "commitments": plain(commitments(record, as_of=day)),
        "statements": plain(statements(record)),
        "people": plain(people(record)),
        "series": plain(series(record)),
        "relation": plain([relation(record, "IDN", "VNM", as_of=day)]),
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return record_of(tmp_path_factory.mktemp("known") / "x.db", *PAGES)


@pytest.mark.parametrize("day", DAYS)
def test_what_was_known_on_a_day_is_what_the_pages_of_those_days_say(whole, tmp_path, day):
    then = record_of(tmp_path / "y.db", *(page for page in PAGES if page.article.published <= day))
    with Record(whole, known_on=date.fromisoformat(day)) as known, Record(then) as alone:
        assert answers(known, day) == answers(alone, day)


def test_a_later_report_neither_dates_nor_numbers_the_meeting_before_it_is_published(whole):
    with Record(whole, known_on=date(2020, 7, 15)) as record:
        (meeting,) = [row for row in timeline(record) if row.series]
        assert (meeting.when, meeting.ordinal, meeting.reports) == ("2020-07-01", None, 1)
    with Record(whole) as record:
        (meeting,) = [row for row in timeline(record) if row.series]
        assert (meeting.ordinal, meeting.reports) == (2, 2)


def test_a_promise_is_judged_by_the_day_that_it_is_known_on(whole):
    with Record(whole, known_on=date(2020, 12, 31)) as record:
        assert [row.status for row in commitments(record)] == ["pledged"]
    with Record(whole, known_on=date(2021, 12, 31)) as record:
        assert [row.status for row in commitments(record)] == ["under_way"]


def test_the_calendar_and_the_knowledge_can_be_of_two_days(tmp_path):
    page = article("a.txt", "Indonesia akan membangun dermaga di Vietnam pada 2021.", "2020-03-05")
    made = promise(page, "membangun dermaga di Vietnam", due="2021")
    with Record(
        record_of(tmp_path / "x.db", findings(page, commitments=(made,))), known_on=date(2020, 6, 1)
    ) as record:
        assert [row.status for row in commitments(record)] == ["pledged"]
        assert [row.status for row in commitments(record, as_of="2022-06-01")] == ["overdue"]


def test_a_page_without_a_date_is_not_known_on_any_day(tmp_path):
    page = article("a.txt", "Indonesia menjamu Vietnam. “Baik,” kata Surya.", None)
    told = findings(
        page,
        events=(event(page, "Indonesia menjamu Vietnam"),),
        statements=(said(page, "Baik", "Surya"),),
    )
    path = record_of(tmp_path / "x.db", told)
    with Record(path, known_on=date(2030, 1, 1)) as record:
        assert (timeline(record), statements(record)) == ((), ())
    with Record(path) as record:
        assert len(timeline(record)) == 1


def test_nothing_is_written_for_it(whole):
    before = whole.read_bytes()
    with Record(whole, known_on=date(2020, 3, 31)) as record:
        timeline(record)
    assert whole.read_bytes() == before
