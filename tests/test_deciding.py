"""What people decide: the record follows, survives re-reading, and no order makes a difference."""

import json
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest

from builders import (
    add,
    another_report,
    article,
    event,
    findings,
    meeting_page,
    person,
    record_of,
    state,
    training_page,
)
from jejak import assembly, deciding
from jejak.cli.output import as_json
from jejak.errors import InputError, RecordUnwritable
from jejak.store.writer import Writer
from jejak.views.commitments import commitments
from jejak.views.decisions import decisions, find
from jejak.views.overview import stats
from jejak.views.people import people, statements
from jejak.views.record import Record
from jejak.views.rows import as_dict
from jejak.views.timeline import timeline

BY = "Sari Contoh"


def told(doc, words, day="2020-03-05", **fields):
    """A page with one event of Indonesia and Vietnam, in words of its own."""
    page = article(doc, f"{words} Indonesia dan Vietnam.", day)
    who = (state(page, "IDN", "Indonesia"), state(page, "VNM", "Vietnam"))
    return findings(page, actors=who, events=(event(page, words, **{"when": day, **fields}),))


RICE = ("r.txt", "Pertemuan membahas beras.")
SATELLITE = ("s.txt", "Dialog soal satelit.")


@pytest.fixture
def story(tmp_path):
    """Two reports of one meeting, with its promise and what came of it."""
    return record_of(
        tmp_path / "x.db",
        meeting_page("a.txt"),
        another_report("c.txt", "2020-03-06"),
        training_page("d.txt"),
    )


@pytest.fixture
def two(tmp_path):
    """Two meetings on one day that nothing shows to be one."""
    path = record_of(tmp_path / "two.db", told(*RICE), told(*SATELLITE))
    assert [e.reports for e in asked(path)] == [1, 1]
    return path


def asked(path, **fields):
    with Record(path, **fields) as record:
        return timeline(record)


def everything(path) -> str:
    with Record(path) as record:
        rows = (timeline(record), commitments(record, as_of="2023"), people(record), statements(record))
        return as_json([[[as_dict(row) for row in part] for part in rows], stats(record)], indent=1)


def items(path) -> str:
    """What the record shows, without who decided it."""
    shown = json.loads(everything(path))
    for row in (row for part in shown[0] for row in part):
        row.pop("decided", None)
    del shown[1]["decisions"]
    return json.dumps(shown)


def meeting_of(path):
    return next(e for e in asked(path, with_rejected=True) if e.type == "CONSULT")


# -- reject, accept -------------------------------------------------------------------------------------


def test_a_rejected_event_is_neither_shown_nor_counted(story):
    with Record(story) as record:
        before = stats(record)
    deciding.reject(story, [meeting_of(story).id], by=BY, why="salah baca")
    with Record(story) as record:
        assert [e.type for e in timeline(record)] == ["AID"]
        assert [e.type for e in timeline(record, parties=["IDN", "VNM"])] == ["AID"]
        assert record.count("SELECT count(*) FROM event_pairs") == 1
        after = stats(record)
    assert (after["events"], after["event_reports"]) == (before["events"] - 1, before["event_reports"] - 2)


def test_what_is_rejected_can_still_be_shown_with_who_and_why(story):
    deciding.reject(story, [meeting_of(story).id], by=BY, why="salah baca")
    (meeting,) = (e for e in asked(story, with_rejected=True) if e.type == "CONSULT")
    assert [(d.action, d.who, d.why) for d in meeting.decided] == [("reject", BY, "salah baca")]
    assert meeting.reports == 2


def test_a_rejected_report_leaves_its_event(story):
    claim = next(e.claim for e in meeting_of(story).evidence if e.doc == "c.txt")
    deciding.reject(story, [claim], by=BY)
    (meeting,) = (e for e in asked(story) if e.type == "CONSULT")
    assert [e.doc for e in meeting.evidence] == ["a.txt"]


def test_a_rejected_event_no_longer_moves_a_promise(story):
    with Record(story) as record:
        assert [c.status for c in commitments(record, as_of="2023")] == ["under_way"]
    deciding.reject(story, [next(e.id for e in asked(story) if e.type == "AID")], by=BY)
    with Record(story) as record:
        assert [c.status for c in commitments(record, as_of="2023")] == ["overdue"]


def test_a_rejected_commitment_and_statement_are_gone(story):
    with Record(story) as record:
        (promise,), (said,) = commitments(record), statements(record)
    deciding.reject(story, [promise.id, said.id], by=BY)
    with Record(story) as record:
        assert commitments(record) == statements(record) == ()
        assert (stats(record)["commitments"], stats(record)["statements"]) == (0, 0)
    with Record(story, with_rejected=True) as record:
        assert len(commitments(record)) == len(statements(record)) == 1


def test_accepting_after_rejecting_brings_it_back_and_both_are_kept(story):
    before = items(story)
    ident = meeting_of(story).id
    deciding.reject(story, [ident], by=BY)
    deciding.accept(story, [ident], by="Bima Contoh")
    assert items(story) == before
    with Record(story) as record:
        assert [(d.action, d.state) for d in decisions(record)] == [
            ("reject", "outweighed"), ("accept", "in force"),
        ]  # fmt: skip


def test_a_clock_that_goes_back_does_not_change_which_decision_is_the_later(story, monkeypatch):
    class Yesterday(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) - timedelta(days=1)

    before, ident = items(story), meeting_of(story).id
    deciding.reject(story, [ident], by=BY)
    monkeypatch.setattr(deciding, "datetime", Yesterday)
    deciding.accept(story, [ident], by=BY)
    assert items(story) == before
    deciding.undo(story, by=BY)
    with Record(story) as record:
        assert [(d.action, d.state) for d in decisions(record)][:2] == [
            ("reject", "in force"), ("accept", "undone"),
        ]  # fmt: skip


def test_the_same_decision_twice_is_one(story):
    ident = meeting_of(story).id
    (first,) = deciding.reject(story, [ident], by=BY)
    (again,) = deciding.reject(story, [ident], by=BY)
    assert (first.new, again.new, again.decision.id) == (True, False, first.decision.id)
    (other,) = deciding.reject(story, [ident], by="Bima Contoh")
    assert other.new


def test_a_decision_on_a_page_holds_for_its_reprints(tmp_path):
    path = record_of(
        tmp_path / "x.db", meeting_page("a.txt"), meeting_page("b.txt", "2020-03-06", publisher="Kabar")
    )
    claim = asked(path)[0].evidence[0].claim
    deciding.reject(path, [claim], by=BY)
    assert asked(path) == ()


# -- correct --------------------------------------------------------------------------------------------


def test_a_corrected_event_shows_what_it_said_before(story):
    deciding.correct(story, meeting_of(story).id, ["when=2020-03-04", "where=Hue"], by=BY, why="rilis resmi")
    meeting = meeting_of(story)
    assert (meeting.when, meeting.first_day, meeting.where) == ("2020-03-04", "2020-03-04", "Hue")
    assert [(d.field, d.was, d.value, d.who) for d in meeting.decided] == [
        ("when", "2020-03-05", "2020-03-04", BY), ("where", "Hanoi", "Hue", BY),
    ]  # fmt: skip


def test_later_reports_do_not_outvote_a_correction(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"))
    deciding.correct(path, asked(path)[0].id, ["where=Hue"], by=BY)
    with Writer(path) as writer:
        add(writer, another_report("c.txt", "2020-03-06"))
        add(writer, another_report("e.txt", "2020-03-07"))
    (meeting,) = asked(path)
    assert (meeting.reports, meeting.where) == (3, "Hue")


def test_a_correction_moves_an_event_under_its_right_parties(two):
    rice = next(e for e in asked(two) if e.evidence[0].doc == "r.txt")
    deciding.correct(two, rice.id, ["actors=IDN, PHL"], by=BY)
    with Record(two) as record:
        assert [e.evidence[0].doc for e in timeline(record, parties=["PHL"])] == ["r.txt"]
        assert [e.evidence[0].doc for e in timeline(record, parties=["VNM"])] == ["s.txt"]


def test_a_corrected_commitment_and_statement_say_so(story):
    with Record(story) as record:
        (promise,), (said,) = commitments(record), statements(record)
    deciding.correct(story, promise.id, ["status=fulfilled", "due=2022"], by=BY)
    deciding.correct(story, said.id, ["name=Surya Atmaja Putra", "said=2020-03-04"], by=BY)
    with Record(story) as record:
        (promise,), (said,) = commitments(record), statements(record)
    assert (promise.status, promise.due) == ("fulfilled", "2022")
    assert {(d.field, d.was) for d in promise.decided} == {("status", "pledged"), ("due", "2021")}
    assert (said.speaker, said.said) == ("Surya Atmaja Putra", "2020-03-04")
    assert ("name", "Surya Atmaja") in {(d.field, d.was) for d in said.decided}


@pytest.mark.parametrize(
    "text", ["when=besok", "type=DANCE", "when", "shoes=red", "actors=", "contexts=food", "ordinal=x", "actors=Atlantis"]
)  # fmt: skip
def test_what_can_not_be_is_refused_and_changes_nothing(story, text):
    before = everything(story)
    with pytest.raises(InputError):
        deciding.correct(story, meeting_of(story).id, [text], by=BY)
    assert everything(story) == before


def test_a_field_can_be_made_unknown(story):
    deciding.correct(story, meeting_of(story).id, ["where="], by=BY)
    assert meeting_of(story).where is None


# -- merge and split ------------------------------------------------------------------------------------


def test_merged_events_are_one_and_undo_parts_them(two):
    before = items(two)
    done = deciding.merge(two, [e.id for e in asked(two)], by=BY, why="satu pertemuan")
    (one,) = asked(two)
    assert (one.reports, [d.action for d in one.decided]) == (2, ["merge"])
    with Record(two) as record:
        assert record.row("SELECT reason FROM event_ties") == (f"joined by {BY} on {done.decision.at[:10]}",)
    deciding.undo(two, by=BY)
    assert items(two) == before


def test_why_reports_are_one_follows_what_is_decided(story):
    """Also of a pair that the rules had joined before, so that it is told as if the decision came first."""
    with Writer(story) as writer:
        add(writer, told(*RICE))

    def reasons():
        with Record(story) as record:
            return set(record.rows("SELECT claim, other, reason FROM event_ties"))

    before = reasons()
    (meeting, talk) = (e for e in asked(story) if e.type == "CONSULT")
    assert sorted((meeting.reports, talk.reports)) == [1, 2]
    deciding.merge(story, [meeting.id, talk.id], by=BY)
    assert {reason.split(" on ")[0] for _, _, reason in reasons()} == {f"joined by {BY}"}
    deciding.undo(story, by=BY)
    assert reasons() == before


def test_an_undo_can_be_undone(two):
    deciding.merge(two, [e.id for e in asked(two)], by=BY)
    merged = items(two)
    back = deciding.undo(two, by=BY)
    deciding.undo(two, back.decision.id, by="Bima Contoh")
    assert items(two) == merged
    with pytest.raises(InputError, match="undone already"):
        deciding.undo(two, back.decision.id, by=BY)


def test_events_of_one_article_can_be_one(tmp_path):
    page = article("a.txt", "Indonesia dan Vietnam bertemu pagi. Indonesia dan Vietnam berunding siang.")
    found = findings(
        page,
        actors=(state(page, "IDN", "Indonesia"), state(page, "VNM", "Vietnam")),
        events=(
            event(page, "Indonesia dan Vietnam bertemu pagi", when="2020-03-05"),
            event(page, "Indonesia dan Vietnam berunding siang", when="2020-03-05"),
        ),
    )
    path = record_of(tmp_path / "x.db", found)
    deciding.merge(path, [e.id for e in asked(path)], by=BY)
    (one,) = asked(path)
    assert (one.reports, len(one.evidence)) == (1, 2)


def test_a_report_that_is_like_one_of_the_joined_belongs_with_all(tmp_path):
    people = ("Surya Atmaja", "Tran Van Lam")
    hanoi = told("a.txt", "Pertemuan membahas beras di istana.", where="Hanoi", persons=people)
    hue = told("b.txt", "Dialog soal satelit di hotel.", where="Hue", persons=("Bima Contoh",))
    path = record_of(tmp_path / "x.db", hanoi, hue)
    deciding.merge(path, [e.id for e in asked(path)], by=BY)
    with Writer(path) as writer:
        add(
            writer, told("c.txt", "Pertemuan membahas beras di istana, Kamis.", where="Hanoi", persons=people)
        )
    assert [e.reports for e in asked(path)] == [3]


def test_split_reports_are_an_event_of_their_own_also_when_more_come(story):
    deciding.split(story, meeting_of(story).id, ["c.txt"], by=BY, why="pertemuan kedua")
    rows = [e for e in asked(story) if e.type == "CONSULT"]
    assert sorted([r.doc for r in e.evidence] for e in rows) == [["a.txt"], ["c.txt"]]
    with Writer(story) as writer:
        add(writer, another_report("e.txt", "2020-03-06"))
    rows = [e for e in asked(story) if e.type == "CONSULT"]
    homes = {r.doc: e.id for e in rows for r in e.evidence}
    assert len(rows) == 2
    assert homes["a.txt"] != homes["c.txt"]


def test_merging_what_was_split_counts_as_the_later(story):
    before = items(story)
    deciding.split(story, meeting_of(story).id, ["c.txt"], by=BY)
    deciding.merge(story, [e.id for e in asked(story) if e.type == "CONSULT"], by=BY)
    assert items(story) == before
    deciding.split(story, meeting_of(story).id, ["c.txt"], by=BY)
    assert len([e for e in asked(story) if e.type == "CONSULT"]) == 2


def test_what_can_not_be_joined_or_split_is_refused(story):
    meeting = meeting_of(story)
    with Record(story) as record:
        (promise,) = commitments(record)
    for wrong in (
        lambda: deciding.merge(story, [meeting.id, promise.id], by=BY),
        lambda: deciding.merge(story, [meeting.id, meeting.id], by=BY),
        lambda: deciding.split(story, meeting.id, ["a.txt", "c.txt"], by=BY),
        lambda: deciding.split(story, meeting.id, ["z.txt"], by=BY),
        lambda: deciding.accept(story, ["000000"], by=BY),
        lambda: deciding.accept(story, [meeting.id], by=" "),
        lambda: deciding.undo(story, by=BY),
    ):
        with pytest.raises(InputError):
            wrong()


def test_a_rejected_report_leaves_what_it_was_joined_with(two):
    deciding.merge(two, [e.id for e in asked(two)], by=BY)
    claim = next(r.claim for r in asked(two)[0].evidence if r.doc == "s.txt")
    deciding.reject(two, [claim], by=BY)
    (left,) = asked(two)
    assert [r.doc for r in left.evidence] == ["r.txt"]


# -- persons --------------------------------------------------------------------------------------------


def named(doc, name, *, day="2020-03-05", party="IDN"):
    page = article(doc, f"{name} hadir di pelabuhan {doc}.", day)
    return findings(page, actors=(person(page, name, party=party),))


def everybody(path, **fields):
    with Record(path, **fields) as record:
        return {(row.name, row.documents) for row in people(record)}


@pytest.fixture
def crowd(tmp_path):
    return record_of(tmp_path / "p.db", named("a.txt", "Bima Contoh"), named("b.txt", "Haji Bimo"))


def test_persons_can_be_made_one_and_be_two_again(crowd):
    deciding.merge(crowd, ["Bima Contoh", "Haji Bimo"], by=BY)
    with Record(crowd) as record:
        (one,) = people(record)
        assert (set(one.names), one.documents) == ({"Bima Contoh", "Haji Bimo"}, 2)
        assert people(record, "Bimo") == people(record, "Bima") == (one,)
        assert [d.action for d in one.decided] == ["merge"]
        assert [row.state for row in decisions(record)] == ["in force"]
    with Writer(crowd) as writer:
        add(writer, named("c.txt", "Haji Bimo"))
        add(writer, named("a.txt", "Bima Contoh"), versions="2")
    assert len(everybody(crowd)) == 1
    deciding.undo(crowd, by=BY)
    assert everybody(crowd) == {("Bima Contoh", 1), ("Haji Bimo", 2)}
    with Record(crowd) as record:
        assert [row.name for row in people(record, "Bimo")] == ["Haji Bimo"]


def test_what_persons_said_goes_with_them(story):
    with Writer(story) as writer:
        add(writer, named("p.txt", "Pak Surya"))
    deciding.merge(story, ["Surya Atmaja", "Pak Surya"], by=BY)
    with Record(story) as record:
        (said,) = statements(record, by="Pak Surya")
    assert said.quote == "Kami membahas keamanan laut"


def test_two_persons_of_one_name_can_be_told_apart(tmp_path):
    pages = [named(doc, "Bima Contoh") for doc in ("a.txt", "b.txt", "c.txt")]
    path = record_of(tmp_path / "p.db", *pages)
    deciding.split(path, "Bima Contoh", ["b.txt", "c.txt"], by=BY, why="namanya sama")
    assert everybody(path) == {("Bima Contoh", 1), ("Bima Contoh", 2)}
    lines = deciding.dump(path)
    with Record(path) as record:
        ids = {row.id for row in people(record)}
        assert [row.state for row in decisions(record)] == ["in force"]
    other = record_of(tmp_path / "q.db", pages[2])
    deciding.load(other, lines)
    with Writer(other) as writer:
        for page in pages[:2]:
            add(writer, page)
    with Record(other) as record:
        assert {row.id for row in people(record)} == ids
    deciding.undo(path, by=BY)
    assert everybody(path) == {("Bima Contoh", 3)}


def test_a_rejected_person_is_nobody(crowd):
    deciding.reject(crowd, ["Haji Bimo"], by=BY)
    assert everybody(crowd) == {("Bima Contoh", 1)}
    assert ("Haji Bimo", 1) in everybody(crowd, with_rejected=True)


# -- reading again, other orders ------------------------------------------------------------------------


def test_decisions_survive_a_newer_reading(story):
    meeting = meeting_of(story)
    deciding.correct(story, meeting.id, ["where=Hue"], by=BY)
    deciding.split(story, meeting.id, ["c.txt"], by=BY)
    with Record(story) as record:
        deciding.reject(story, [statements(record)[0].id], by=BY)
    before = everything(story)
    with Writer(story) as writer:
        for page in (meeting_page("a.txt"), another_report("c.txt", "2020-03-06"), training_page("d.txt")):
            add(writer, page, versions="2")
    assert everything(story) == before


def test_what_no_longer_fits_is_stale_and_fits_again_when_it_is_found_again(two):
    rice = next(e for e in asked(two) if e.evidence[0].doc == "r.txt")
    deciding.reject(two, [rice.id], by=BY)
    newer = told(*RICE, status="planned")
    with Writer(two) as writer:
        add(writer, newer, versions="2")
    assert len(asked(two)) == 2
    with Record(two) as record:
        (row,) = decisions(record, stale=True)
        now = next(e for e in timeline(record) if e.evidence[0].doc == "r.txt")
    assert (row.state, row.fitting, row.perhaps) == ("stale", 0, (now.evidence[0].claim,))
    with Writer(two) as writer:
        add(writer, told(*RICE), versions="3")
    assert len(asked(two)) == 1
    with Record(two) as record:
        assert decisions(record, stale=True) == ()


def test_a_merge_holds_for_the_parts_that_are_left(tmp_path):
    pages = [told(*RICE), told(*SATELLITE), told("k.txt", "Jamuan tentang kopi.")]
    path = record_of(tmp_path / "x.db", *pages)
    deciding.merge(path, [e.id for e in asked(path)], by=BY)
    assert [e.reports for e in asked(path)] == [3]
    with Writer(path) as writer:
        add(writer, replace(pages[0], events=()), versions="2")
    assert [e.reports for e in asked(path)] == [2]
    with Record(path) as record:
        (row,) = decisions(record)
        assert (row.state, row.fitting, row.claims) == ("in force", 2, 3)
    with Writer(path) as writer:
        add(writer, replace(pages[1], events=()), versions="2")
    with Record(path) as record:
        assert [row.state for row in decisions(record)] == ["stale"]


def test_neither_the_order_of_pages_nor_of_decisions_makes_a_difference(tmp_path):
    pages = [
        meeting_page("a.txt"), another_report("c.txt", "2020-03-06"), told(*RICE), told(*SATELLITE),
        training_page("d.txt"),
    ]  # fmt: skip
    first = record_of(tmp_path / "first.db", *pages)
    by_doc = {r.doc: e.id for e in asked(first) for r in e.evidence}
    deciding.merge(first, [by_doc["r.txt"], by_doc["s.txt"]], by=BY)
    deciding.split(first, by_doc["a.txt"], ["c.txt"], by=BY)
    deciding.correct(first, by_doc["d.txt"], ["where=Batam"], by=BY)
    lines = deciding.dump(first)
    wanted = everything(first)
    for n, order in enumerate(list(permutations(pages))[::17]):
        path = record_of(tmp_path / f"{n}.db", *order[: n % 4])
        deciding.load(path, reversed(lines))
        with Writer(path) as writer:
            for page in order[n % 4 :]:
                add(writer, page)
        assert everything(path) == wanted


def test_as_known_on_a_day_is_seen_through_decisions_too(story):
    from datetime import date

    ident = meeting_of(story).id
    deciding.correct(story, ident, ["where=Hue"], by=BY)
    (early,) = asked(story, known_on=date(2020, 3, 5))
    assert (early.reports, early.where) == (1, "Hue")
    deciding.reject(story, [ident], by=BY)
    assert asked(story, known_on=date(2020, 3, 6)) == ()


# -- export and import ----------------------------------------------------------------------------------


def test_a_dump_is_one_line_a_decision_and_loading_it_twice_changes_nothing(two, tmp_path):
    deciding.merge(two, [e.id for e in asked(two)], by=BY, why="satu")
    deciding.reject(two, [asked(two)[0].evidence[0].claim], by=BY)
    deciding.undo(two, by=BY)
    lines = deciding.dump(two)
    assert [json.loads(line)["action"] for line in lines] == ["merge", "reject", "undo"]
    other = record_of(tmp_path / "other.db", told(*RICE), told(*SATELLITE))
    loaded = deciding.load(other, lines)
    assert (loaded.taken, loaded.known, loaded.unfit, loaded.lost) == (3, 0, (), ())
    assert everything(other) == everything(two)
    again = deciding.load(other, lines)
    assert (again.taken, again.known) == (0, 3)
    assert deciding.dump(other) == lines


def test_what_a_file_decides_about_unknown_articles_waits_for_them(two, tmp_path):
    deciding.merge(two, [e.id for e in asked(two)], by=BY)
    lines = deciding.dump(two)
    other = record_of(tmp_path / "other.db", told(*RICE))
    loaded = deciding.load(other, lines)
    assert [row.action for row in loaded.unfit] == ["merge"]
    with Writer(other) as writer:
        add(writer, told(*SATELLITE))
    assert [e.reports for e in asked(other)] == [2]


def test_an_undo_of_what_nobody_knows_is_told(two, tmp_path):
    deciding.merge(two, [e.id for e in asked(two)], by=BY)
    deciding.undo(two, by=BY)
    lost = deciding.load(two, [])
    assert lost.taken == 0
    other = record_of(tmp_path / "other.db", told(*RICE), told(*SATELLITE))
    loaded = deciding.load(other, deciding.dump(two)[1:])
    assert (loaded.taken, len(loaded.lost)) == (0, 1)


@pytest.mark.parametrize(
    ("line", "told_of"),
    [
        ("{", "line 1"),
        ("[]", "line 1"),
        ('{"action": "reject"}', "kind"),
        ('{"at": "2026-01-01T00:00:00Z", "who": "x", "action": "burn", "kind": "event", "what": [{"id": "a"}]}', "burn"),
        ('{"at": "today", "who": "x", "action": "reject", "kind": "event", "what": [{"id": "a"}]}', "when"),
        ('{"at": "2026-01-01T00:00:00Z", "who": "x", "action": "reject", "kind": "event", "what": []}', "nothing"),
        ('{"at": "2026-01-01T00:00:00Z", "who": "x", "action": "reject", "kind": "event", "what": [{"id": "a"}], "id": "b"}', "by hand"),
        ('{"at": "2026-01-01T00:00:00Z", "who": "x", "action": "correct", "kind": "event", "what": [{"id": "a"}], "fields": {"actors": "IDN"}}', "actors"),
        ('{"at": "2026-01-01T00:00:00Z", "who": "x", "action": "correct", "kind": "event", "what": [{"id": "a"}], "fields": {"type": "DANCE"}}', "DANCE"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_refused_whole(two, line, told_of):
    deciding.merge(two, [e.id for e in asked(two)], by=BY)
    good = deciding.dump(two)
    deciding.undo(two, by=BY)
    before = everything(two)
    with pytest.raises(InputError, match=told_of):
        deciding.load(two, [line, *good])
    assert everything(two) == before


# -- faults ---------------------------------------------------------------------------------------------


def test_a_decision_is_kept_with_what_it_changes_or_not_at_all(two, monkeypatch):
    before = everything(two)
    ids = [e.id for e in asked(two)]

    def fails(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(assembly, "_link_events", fails)
    with pytest.raises(KeyboardInterrupt):
        deciding.merge(two, ids, by=BY)
    monkeypatch.undo()
    assert everything(two) == before


def test_a_read_only_record_says_so(two):
    from jejak.store import files

    real = files._connect

    def readonly(path, mode, **more):
        db = real(path, mode, **more)
        if mode == "rwc":
            db.execute("PRAGMA query_only = ON")
        return db

    files._connect = readonly
    try:
        with pytest.raises((RecordUnwritable, sqlite3.OperationalError)):
            deciding.accept(two, [asked(two)[0].id], by=BY)
    finally:
        files._connect = real
    with Record(two) as record:
        assert decisions(record) == ()


def test_deciding_makes_no_record(tmp_path):
    from jejak.errors import RecordError

    for act in (
        lambda path: deciding.accept(path, ["abcdef"], by=BY),
        lambda path: deciding.load(path, []),
        deciding.dump,
    ):
        with pytest.raises(RecordError):
            act(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_an_id_may_be_shortened_but_not_be_anything(story):
    meeting = meeting_of(story)
    with Record(story, with_rejected=True) as record:
        assert find(record, meeting.id[:8].upper()).id == meeting.id
        assert find(record, "Surya Atmaja").kind == "person"
        with pytest.raises(InputError):
            find(record, meeting.id[:4])
