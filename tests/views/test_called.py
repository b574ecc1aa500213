"""An id that an event, a promise or a person ever had still leads to it."""

import pytest
from starlette.testclient import TestClient

from builders import another_report, meeting_page, record_of, training_page
from jejak import deciding
from jejak.errors import InputError
from jejak.views.actor import actor
from jejak.views.commitments import commitment, commitments
from jejak.views.decisions import find
from jejak.views.people import people
from jejak.views.record import Record
from jejak.views.review import question
from jejak.views.story import story
from jejak.views.timeline import timeline
from jejak.web import WebSettings, create_app

PAGES = [
    meeting_page("a.txt"),
    meeting_page("b.txt", "2020-03-06", url="https://contoh.id/b"),
    another_report("c.txt", "2020-03-06"),
]


def ids(path):
    with Record(path) as record:
        return {row.id for row in timeline(record)}, {row.id for row in commitments(record)}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return record_of(tmp_path_factory.mktemp("called") / "x.db", *PAGES)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """The ids that the meeting and the promise have in records of one of the pages."""
    alone = [
        ids(record_of(tmp_path_factory.mktemp("called") / f"{n}.db", page)) for n, page in enumerate(PAGES)
    ]
    return set().union(*(found[0] for found in alone)), set().union(*(found[1] for found in alone))


def test_an_event_is_found_by_every_id_that_it_ever_had(path, before):
    assert len(before[0]) == 3
    with Record(path) as record:
        (event,) = timeline(record)
        for ident in before[0]:
            assert story(record, ident).event == event
            assert question(record, "event", ident).id == event.id
            assert find(record, ident).id in (event.id, ident)


def test_a_promise_is_found_by_every_id_that_it_ever_had(path, before):
    assert len(before[1]) == 2
    with Record(path) as record:
        (promise,) = commitments(record)
        for ident in before[1]:
            assert commitment(record, ident) == promise
            assert question(record, "commitment", ident).id == promise.id


@pytest.mark.parametrize("ident", ["0123456789abcdef", "kosong", ""])
def test_an_id_that_nothing_ever_had_leads_nowhere(path, ident):
    with Record(path) as record:
        with pytest.raises(InputError, match="no event"):
            story(record, ident)
        with pytest.raises(InputError, match="no commitment"):
            commitment(record, ident)
        assert question(record, "event", ident) is None


def test_the_pages_lead_on_and_the_api_answers(path, before):
    with TestClient(create_app(WebSettings(path)), "http://localhost", follow_redirects=False) as client:
        for kind, former, now in zip(("events", "commitments"), before, ids(path), strict=True):
            (ident,) = now
            for old in former - now:
                answer = client.get(f"/{kind}/{old}?lang=en")
                assert (answer.status_code, answer.headers["location"]) == (302, f"/{kind}/{ident}?lang=en")
                assert client.get(f"/{kind}/{old}.json").headers["location"] == f"/{kind}/{ident}.json"
                assert client.get(f"/api/v1/{kind}/{old}").status_code == 200
            assert client.get(f"/{kind}/{ident}").status_code == 200


def test_events_and_persons_that_people_join_are_found_by_their_old_ids(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"), training_page("d.txt"))
    with Record(path) as record:
        events, persons = timeline(record), people(record)
    assert (len(events), len(persons)) == (2, 2)
    for rows in (events, persons):
        deciding.merge(path, [row.id for row in rows], by="ani")
    with Record(path) as record:
        (event,), (one,) = timeline(record), people(record)
        assert {story(record, row.id).event.id for row in events} == {event.id}
        assert {actor(record, row.id).id for row in persons} == {one.id}
