from datetime import date

import pytest

from builders import (
    add,
    another_report,
    article,
    event,
    findings,
    meeting_page,
    note,
    person,
    promise,
    record_of,
    said,
    state,
    training_page,
)
from jejak.errors import InputError
from jejak.model import Rejection
from jejak.store.writer import Writer
from jejak.views.commitments import commitments
from jejak.views.jsonl import findings_dict
from jejak.views.overview import COUNTS, document, rejections, sources, stats
from jejak.views.people import people, statements
from jejak.views.record import Record
from jejak.views.search import search
from jejak.views.timeline import events_by_id, timeline


def told(doc, text, *events, day="2020-03-05", actors=(), **fields):
    page = article(doc, text, day, **fields)
    return findings(page, actors=actors, events=tuple(event(page, text, **e) for e in events))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    lao = told(
        "lao.txt",
        "Laos, Indonesia, dan Vietnam bersidang di Vientiane.",
        {"type": "CONSULT", "actors": ("LAO", "IDN:MFA", "VNM"), "when": "2016-11-1X", "where": "Vientiane"},
        day="2016-11-20",
    )
    sanction = told(
        "sanksi.txt",
        "Indonesia melarang impor dari Laos.",
        {"type": "SANCTION", "actors": ("IDN",), "recipients": ("LAO",), "when": None},
        day="2018-04-01",
    )
    path = record_of(
        tmp_path_factory.mktemp("views") / "x.db",
        meeting_page("a.txt"),
        meeting_page("b.txt", "2020-03-06", url="https://contoh.id/b"),
        another_report("c.txt", "2020-03-06"),
        training_page("d.txt"),
        lao,
        sanction,
    )
    with Writer(path) as writer, writer.page():
        writer.note_rejection(Rejection("rusak.html", "/berita/rusak.html", "not-text", "bukan teks"), None)
    with Record(path) as opened:
        yield opened


def types(rows):
    return [row.type for row in rows]


def test_the_timeline_is_in_the_order_of_time(record):
    days = [row.first_day or row.evidence[0].published for row in timeline(record)]
    assert days == sorted(days)
    assert len(days) == 4


@pytest.mark.parametrize(
    ("parties", "found"),
    [
        (["LAO"], ["CONSULT", "SANCTION"]),
        (["LAO", "IDN"], ["CONSULT", "SANCTION"]),
        (["IDN", "LAO", "VNM"], ["CONSULT"]),
        (["IDN:MFA"], ["CONSULT"]),
        (["laos", "Viet Nam"], ["CONSULT"]),
        (["Vietnam", "INDONESIA"], ["CONSULT", "CONSULT", "AID"]),
        (["Fiji"], []),
    ],
)
def test_the_timeline_holds_what_all_the_parties_took_part_in(record, parties, found):
    assert types(timeline(record, parties=parties)) == found


def test_an_unknown_party_is_told_with_what_is_known(record):
    with pytest.raises(InputError, match=r"'Atlantis'.*IDN"):
        timeline(record, parties=["Atlantis"])


def test_the_timeline_of_types(record):
    assert types(timeline(record, types=["aid", "SANCTION"])) == ["SANCTION", "AID"]


def test_an_unknown_type_is_told_with_all_types(record):
    with pytest.raises(InputError, match=r"MEET.*CONSULT"):
        timeline(record, types=["MEET"])


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2020", None, ["CONSULT", "AID"]),
        (None, "2018", ["CONSULT", "SANCTION"]),
        ("2016-11-15", "2016-11-15", ["CONSULT"]),
        ("2018-04-01", "2018-04-01", ["SANCTION"]),
        ("2030", None, []),
    ],
)
def test_the_timeline_of_a_period(record, since, until, found):
    assert types(timeline(record, since=since, until=until)) == found


def test_what_is_no_date_is_told(record):
    with pytest.raises(InputError, match="--since 'kemarin' is no date"):
        timeline(record, since="kemarin")


def test_a_limit_keeps_the_latest_in_order(record):
    assert types(timeline(record, limit=2)) == ["CONSULT", "AID"]


def test_an_event_counts_its_reports_and_its_sources(record):
    (meeting,) = timeline(record, types=["CONSULT"], since="2020")
    assert (meeting.reports, meeting.sources) == (3, 2)


def test_an_event_is_found_by_its_id(record):
    (meeting,) = timeline(record, types=["CONSULT"], since="2020")
    assert events_by_id(record, [meeting.id]) == (meeting,)


def test_evidence_says_what_found_it_and_how_surely(record):
    report = timeline(record)[0].evidence[0]
    assert (report.found_by, report.score) == ("by hand 1: test", 0.9)


def test_commitments_of_a_party_to_another(record):
    assert len(commitments(record, by=["Indonesia"], to=["VNM"])) == 1
    assert commitments(record, by=["VNM"]) == ()


def test_commitments_in_a_status_on_a_day(record):
    assert len(commitments(record, statuses=["under way"], as_of="2030")) == 1
    assert commitments(record, statuses=["overdue"], as_of="2030") == ()


def test_an_unknown_status_is_told_with_all_statuses(record):
    with pytest.raises(InputError, match="under_way"):
        commitments(record, statuses=["done"])


def test_a_commitment_shows_the_words_that_moved_it(record):
    (kept,) = commitments(record)
    step = kept.history[-1]
    assert (step.day, step.event_status, step.report.doc) == ("2021-06-01", "recurring", "d.txt")
    assert "kursus" in step.report.exact


def test_people_with_their_offices_and_counts(record):
    (surya,) = people(record, "surya")
    assert (surya.name, surya.party, surya.documents, surya.sources) == ("Surya Atmaja", "IDN", 2, 1)
    assert surya.statements == 1
    assert [(p.title, p.first_day, p.last_day) for p in surya.positions] == [
        ("Menteri Luar Negeri Indonesia", "2020-03-05", "2020-03-06")
    ]


def test_people_are_found_however_their_name_is_spelled(record):
    assert [p.name for p in people(record, "Atmaya Suria")] == ["Surya Atmaja"]


def test_nobody_is_found_by_a_name_that_is_only_part_of_another_word(record):
    assert people(record, "atma") == ()


def test_all_people_come_the_most_often_named_first(record):
    assert [p.documents for p in people(record)] == [2, 2]


def test_statements_by_a_person(record):
    rows = statements(record, by="Surya")
    assert [(r.speaker, r.quote, r.report.doc, r.reports) for r in rows] == [
        ("Surya Atmaja", "Kami membahas keamanan laut", "a.txt", 2)
    ]


def test_statements_by_nobody_known_are_told(record):
    with pytest.raises(InputError, match="nobody called 'Bambang'"):
        statements(record, by="Bambang")


def test_statements_of_a_party_and_period(record):
    assert len(statements(record, party="IDN", since="2020-03-05", until="2020-03")) == 1
    assert statements(record, party="IDN", since="2020-03-07") == ()
    assert statements(record, party="VNM") == ()


def test_search_finds_other_forms_of_the_word(record):
    rows = search(record, "pelatihan")
    assert {r.doc for r in rows} == {"a.txt", "b.txt"}
    start, end = rows[0].marks[0]
    assert rows[0].snippet[start:end] == "melatih"


def test_search_needs_all_words(record):
    assert {r.doc for r in search(record, "keamanan laut")} == {"a.txt", "b.txt"}
    assert search(record, "keamanan satelit") == ()


def test_search_for_words_as_written(record):
    assert {r.doc for r in search(record, '"penjaga pantai" kursus')} == {"d.txt"}
    assert search(record, '"pantai penjaga"') == ()


@pytest.mark.parametrize(
    "words",
    ["", "   ", '"', '""', "*", "NEAR(", "a AND", "title:", '"; DROP TABLE texts', "(((", "^", "\x00"],
)
def test_search_takes_anything_that_is_typed(record, words):
    search(record, words)


def test_snippets_stand_where_they_say(record):
    for row in search(record, "laut"):
        text = document(record, row.document).article.zone(row.zone)
        assert text[row.start : row.start + len(row.snippet)] == row.snippet


def test_sources_count_reprints_once(record):
    rows = {s.publisher: (s.documents, s.sources) for s in sources(record)}
    assert rows["Harian Contoh"] == (4, 3)


def test_figures_as_known_when_all_was_published_are_those_of_now(record):
    with Record(record.path, known_on=date(2030, 1, 1)) as known:
        assert stats(known) == stats(record)


def test_rejections_are_listed_with_their_reason(record):
    assert [(r.doc, r.reason, r.message) for r in rejections(record)] == [
        ("rusak.html", "not-text", "bukan teks")
    ]


def test_stats_count_events_beside_reports(record):
    figures = stats(record)
    assert set(COUNTS) <= set(figures)
    assert (figures["documents"], figures["sources"]) == (6, 5)
    assert (figures["events"], figures["event_reports"]) == (4, 6)
    assert (figures["first_day"], figures["last_day"]) == ("2016-11-20", "2021-06-01")


@pytest.mark.parametrize("name", ["b.txt", "https://contoh.id/b", "/berita/b.txt"])
def test_a_document_comes_back_as_it_went_in(record, name):
    page = meeting_page("b.txt", "2020-03-06", url="https://contoh.id/b")
    found = document(record, name)
    assert found.article == page.article
    assert findings_dict(found) == findings_dict(page)


def test_a_document_is_found_by_the_start_of_its_id(record):
    ident = timeline(record)[0].evidence[0].document
    assert document(record, ident[:8]).article.doc == "lao.txt"


def test_a_document_is_found_by_a_part_of_its_name_that_no_other_has(record):
    assert document(record, "sanksi").article.doc == "sanksi.txt"


def test_an_unknown_document_is_told(record):
    with pytest.raises(InputError, match="no document 'zzz'"):
        document(record, "zzz")


def test_one_name_of_two_documents_is_told_with_their_ids(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"), meeting_page("a.txt", lead="Lain. "))
    with Record(path) as record, pytest.raises(InputError, match="names 2 documents"):
        document(record, "a.txt")


def test_a_findings_line_has_the_fields_of_the_format():
    page = article("a.txt", "Surya bertemu Lam.", captions=("Surya tiba di Hanoi",))
    row = findings_dict(
        findings(
            page,
            actors=(person(page, "Surya", title="Menteri"), state(page, "VNM", "Lam")),
            events=(event(page, "Surya bertemu Lam"),),
            commitments=(promise(page, "bertemu Lam"),),
            statements=(said(page, "bertemu", "Surya"),),
        )
    )
    assert set(row) == {"doc", "article", "actors", "times", "statements", "events", "commitments"}
    assert row["events"][0]["evidence"] == [{"exact": "Surya bertemu Lam", "start": 0, "end": 17}]
    assert row["actors"][0]["represents"] == "IDN"
    assert "represents" not in row["actors"][1]
    assert row["statements"][0]["cue"] is None


def test_a_finding_in_a_caption_says_so():
    page = article("a.txt", "Isi berita.", captions=("Surya tiba di Hanoi",))
    actor = person(page, "Isi")
    moved = findings(page, actors=(actor,), events=())
    assert "zone" not in findings_dict(moved)["actors"][0]["mentions"][0]
    from dataclasses import replace

    in_caption = replace(actor, mentions=(page.evidence(0, 5, "caption:0"),))
    mention = findings_dict(findings(page, actors=(in_caption,)))["actors"][0]["mentions"][0]
    assert mention == {"text": "Surya", "start": 0, "end": 5, "zone": "caption:0"}


def test_a_page_read_before_keeps_its_reading_when_a_newer_version_fails_on_it(tmp_path):
    page = meeting_page()
    with Writer(tmp_path / "x.db") as writer:
        add(writer, page)
        with writer.page():
            writer.note_rejection(Rejection("a.txt", "/berita/a.txt", "failed", "oops"), note(page, "2"))
    with Record(tmp_path / "x.db") as record:
        assert len(timeline(record)) == 1
        assert len(rejections(record)) == 1


def test_a_promise_stands_from_the_day_it_was_made_not_from_that_of_its_report(tmp_path):
    page = article("a.txt", "Indonesia akan melatih penjaga pantai Vietnam.", "2021-12-08")
    made = promise(page, "melatih penjaga pantai Vietnam", made="2016-05", due="2017")
    with Record(record_of(tmp_path / "x.db", findings(page, commitments=(made,)))) as record:
        (row,) = commitments(record, as_of="2022")
    assert [(stage.status, stage.day) for stage in row.stages] == [
        ("pledged", "2016-05-31"),
        ("overdue", "2018-01-01"),
    ]


def test_pages_backwards_hold_every_event_once(record):
    for known_on in (None, date(2022, 1, 1)):
        with Record(record.path, known_on=known_on) as opened:
            found, before = [], None
            while page := timeline(opened, before=before, limit=1):
                found += page
                before = page[0].day, page[0].id
            assert tuple(reversed(found)) == timeline(opened)


def test_pages_backwards_hold_every_commitment_once(record):
    rows = commitments(record)
    last = rows[-1]
    assert commitments(record, before=(last.day, last.id), limit=1) == rows[:-1][-1:]
    assert commitments(record, before=("2020-03-05", "")) == ()


def test_pages_backwards_hold_every_statement_once(record):
    rows, found, before = statements(record), [], None
    while page := statements(record, before=before, limit=1):
        found += page
        words = page[0].report
        before = (words.published or "")[:10], words.document, words.zone, words.start
    assert tuple(reversed(found)) == rows


def test_a_report_says_which_bytes_it_was_read_from(record):
    assert {words.capture for row in timeline(record) for words in row.evidence} == {"0" * 64}


@pytest.mark.parametrize(
    ("about", "docs"),
    [
        ("impor", ["sanksi.txt"]),
        ("melarang Laos", ["sanksi.txt"]),
        ("military", ["d.txt"]),
        ("bersidang impor", []),
    ],
)
@pytest.mark.parametrize("known_on", [None, date(2030, 1, 1)])
def test_events_about_a_subject_are_found(record, about, docs, known_on):
    with Record(record.path, known_on=known_on) as asked:
        found = timeline(asked, about=about)
        assert [event.evidence[0].doc for event in found] == docs
        assert timeline(asked, about=about, limit=1) == found[-1:]


def test_a_subject_without_a_word_is_told(record):
    with pytest.raises(InputError, match="no word"):
        timeline(record, about="?!")
