import pytest

from builders import another_report, meeting_page, record_of
from jejak import deciding
from jejak.errors import InputError
from jejak.views.marked import marked_article
from jejak.views.record import Record


@pytest.fixture
def path(tmp_path):
    return record_of(tmp_path / "x.db", meeting_page("a.txt"), another_report("b.txt", "2020-03-06"))


def of_kind(row, kind):
    return [finding for finding in row.findings if finding.kind == kind]


def test_every_finding_stands_in_the_text_where_it_says(path):
    with Record(path) as record:
        row = marked_article(record, "a.txt")
    assert {f.kind for f in row.findings} == {"event", "commitment", "statement", "time", "actor"}
    for finding in row.findings:
        for span in finding.spans:
            assert row.zones[span.zone][span.start : span.end] == span.exact


def test_findings_come_in_the_order_of_the_text(path):
    with Record(path) as record:
        starts = [f.spans[0].start for f in marked_article(record, "a.txt").findings]
    assert starts == sorted(starts)


def test_a_finding_leads_to_what_the_record_made_of_it(path):
    with Record(path) as record:
        (event,) = of_kind(marked_article(record, "a.txt"), "event")
        items = [row[0] for row in record.rows("SELECT id FROM events")]
    assert event.item in items
    assert (event.fields["type"], event.fields["when"], event.fields["persons"]) == (
        "CONSULT", "2020-03-05", ("Surya Atmaja", "Tran Van Lam"),
    )  # fmt: skip


def test_the_page_tells_where_it_came_from(path):
    with Record(path) as record:
        row = marked_article(record, "a.txt")
    assert [(c.address, c.media_type) for c in row.captures] == [("a.txt", "text/plain")]


def test_what_a_person_decided_shows_beside_the_finding(path):
    with Record(path) as record:
        (event,) = of_kind(marked_article(record, "a.txt"), "event")
    deciding.correct(path, event.claim, ["where=Hue"], by="tester")
    with Record(path) as record:
        (event,) = of_kind(marked_article(record, "a.txt"), "event")
    assert event.fields["where"] == "Hue"
    assert [(d.action, d.field, d.was, d.who) for d in event.decided] == [
        ("correct", "where", "Hanoi", "tester")
    ]


def test_what_was_rejected_is_gone_from_the_text(path):
    with Record(path) as record:
        (event,) = of_kind(marked_article(record, "a.txt"), "event")
    deciding.reject(path, [event.claim], by="tester")
    with Record(path) as record:
        assert of_kind(marked_article(record, "a.txt"), "event") == []


def test_an_unknown_article_is_told(path):
    with Record(path) as record, pytest.raises(InputError, match="no document 'zzz'"):
        marked_article(record, "zzz")


def test_what_a_person_rejected_is_told_where_it_is_asked_for(path):
    with Record(path) as record:
        row = marked_article(record, "a.txt")
        person = next(f for f in of_kind(row, "actor") if f.fields["name"] == "Surya Atmaja")
    for kind in ("event", "commitment", "statement"):
        (found,) = of_kind(row, kind)
        deciding.reject(path, [found.claim], by="ani", why=f"salah {kind}")
    deciding.reject(path, [person.claim], by="budi")
    with Record(path) as record:
        shown, marked = (marked_article(record, "a.txt", rejected=told) for told in (False, True))
    assert {f.kind for f in shown.findings} == {"actor", "time"}
    assert len(marked.findings) == len(row.findings) == len(shown.findings) + 4
    told = [(f.kind, d.action, d.who, d.why) for f in marked.findings for d in f.decided]
    assert sorted(told) == [
        ("actor", "reject", "budi", None),
        ("commitment", "reject", "ani", "salah commitment"),
        ("event", "reject", "ani", "salah event"),
        ("statement", "reject", "ani", "salah statement"),
    ]
