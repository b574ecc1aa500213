from dataclasses import replace

import pytest

from builders import ORIGIN
from jejak.claims import DocumentRef, EventClaim
from jejak.model import Event, Evidence
from jejak.record.events import event_blocks, group_events
from jejak.record.sameness import contradict, likeness, why_same
from jejak.record.words import content_words


def claim(doc, words="pertemuan membahas keamanan laut di Hanoi", day="2020-03-06", source=None, **fields):
    fields = {"type": "CONSULT", "status": "occurred", "actors": ("IDN", "VNM"), "recipients": (), **fields}
    event = Event(evidence=(Evidence(words, 0, len(words)),), origin=ORIGIN, **fields)
    people = tuple((name.lower(), None) for name in event.persons)
    document = DocumentRef(doc, doc, day, source or doc)
    return EventClaim(f"id-{doc}", event, document, content_words([words]), people)


SUMMIT = {"series": "Indonesia-Vietnam Summit", "when": "2020-03-05"}


def test_a_series_and_its_number_are_one_event_whatever_else_differs():
    a = claim("a", series="Forum", ordinal=4, when="2020-03", actors=("IDN", "VNM", "LAO"))
    b = claim("b", series="Forum", ordinal=4, when=None, type="CONSULT", mode="multilateral")
    assert why_same(a, b) == ("same number of a series", 1.0)
    assert len(group_events([a, b])) == 1


def test_the_same_series_at_the_same_time_is_one_meeting():
    assert len(group_events([claim("a", **SUMMIT), claim("b", "berbeda kata sama sekali", **SUMMIT)])) == 1


def test_two_numbers_of_a_series_are_two_events():
    assert contradict(claim("a", series="Forum", ordinal=4), claim("b", series="Forum", ordinal=5))


def test_same_type_parties_and_day_alone_are_not_enough():
    a = claim("a", "membahas ekspor beras", when="2020-03-05")
    b = claim("b", "bertukar pandangan soal satelit cuaca", when="2020-03-05")
    assert why_same(a, b) is None


def test_persons_place_and_day_make_a_meeting_one():
    who = {"persons": ("Surya Atmaja",), "where": "Hanoi", "when": "2020-03-05"}
    assert why_same(claim("a", "bertemu", **who), claim("b", "bersua", **who)) is not None


GUEST = {"mode": "visit", "actors": ("IDN",), "recipients": ("VNM",), "persons": ("Surya Atmaja",)}


def visit(doc, when, where, words="berkunjung ke negara itu", **fields):
    return claim(doc, words, when=when, where=where, **{**GUEST, **fields})


def test_the_days_of_one_visit_to_a_country_are_one_event():
    told = [
        visit("a", "2020-03-04", "Vietnam"),
        visit("b", "2020-03-04/2020-03-06", "Vietnam"),
        visit("c", "2020-03-06", "Vietnam"),
    ]
    assert len(group_events(told)) == 1


@pytest.mark.parametrize(
    "other",
    [
        visit("b", "2020-03-06", "Hanoi"),
        visit("b", "2020-03-12", "Vietnam"),
        visit("b", "2020-03-06", "Vietnam", persons=("Dewi Lestari",)),
    ],
)
def test_another_guest_week_or_a_place_in_the_country_is_another_visit(other):
    assert len(group_events([visit("a", "2020-03-04", "Vietnam"), other])) == 2


def test_the_same_words_at_the_same_time_are_one_event():
    words = "mengecam penembakan kapal nelayan di perairan Natuna utara"
    a = claim("a", words, type="ACCUSE", when="2020-03-05")
    b = claim("b", words + " pekan ini", type="ACCUSE", when=None)
    assert len(group_events([a, b])) == 1


def test_the_same_words_years_apart_are_two_events():
    words = "mengecam penembakan kapal nelayan di perairan Natuna utara"
    a = claim("a", words, type="ACCUSE", day="2020-03-06")
    b = claim("b", words, type="ACCUSE", day="2023-03-06")
    assert len(group_events([a, b])) == 2


def test_a_planned_act_and_its_occurrence_are_two_events():
    assert contradict(claim("a", status="planned", **SUMMIT), claim("b", **SUMMIT))


def test_times_that_do_not_overlap_are_two_events():
    assert contradict(claim("a", when="2020-03-05"), claim("b", when="2020-03-07"))


def test_other_parties_are_another_event():
    assert contradict(claim("a"), claim("b", actors=("IDN", "LAO")))


def test_an_agency_counts_as_its_state():
    who = {"persons": ("Surya Atmaja",), "where": "Hanoi", "when": "2020-03-05"}
    assert why_same(claim("a", actors=("IDN:MFA", "VNM"), **who), claim("b", **who)) is not None


def test_two_events_told_apart_by_one_article_stay_two():
    a = claim("a", "membahas ekspor beras", type="REQUEST", when="2020-03-05")
    b = replace(claim("a", "meminta bantuan kapal patroli", type="REQUEST"), id="other")
    assert likeness(a, b) < 0
    assert len(group_events([a, b])) == 2


def test_an_event_that_one_article_tells_twice_is_one():
    a = claim("a", "mengecam penembakan kapal nelayan di Natuna", type="ACCUSE")
    b = replace(claim("a", "mengecam keras penembakan kapal nelayan Natuna", type="ACCUSE"), id="other")
    assert len(group_events([a, b])) == 1


def test_a_year_long_past_told_twice_is_one_event():
    a = claim("a", "menjadi mitra dialog sejak 1996", type="SUPPORT", when="1996", day="2018-11-30")
    b = claim("b", "resmi menjadi mitra wicara pada 1996", type="SUPPORT", when="1996", day="2017-03-31")
    assert len(group_events([a, b])) == 1


def test_reprints_of_one_story_are_one_event():
    words = "menandatangani nota kesepahaman ekstradisi buronan"
    a = claim("a", words, type="SUPPORT", source="s", day="2020-03-06")
    b = claim("b", words, type="SUPPORT", source="s", day="2020-03-25")
    assert why_same(a, b) == ("reprint of one story", 0.97)


@pytest.mark.parametrize("when", ["2020-03-05", "2020-03-31/2020-04-02", "2020", None, "XXXX", "2016/.."])
def test_claims_that_are_one_event_share_a_block(when):
    who = {"persons": ("Surya Atmaja",), "where": "Hanoi"}
    words = "mengunjungi pangkalan kapal selam baru bersama rombongan"
    a = claim("a", words, when=when, **who)
    for other in ("2020-03-05", "2020-04-01", None, "2020", when):
        b = claim("b", words, when=other, **who)
        if not contradict(a, b) and why_same(a, b):
            assert event_blocks(a) & event_blocks(b)


def test_the_event_takes_what_most_reports_say_and_the_narrowest_time():
    claims = [
        claim("a", **SUMMIT, where="Hanoi"),
        claim("b", series=SUMMIT["series"], when="2020-03", where="Hanoi"),
        claim("c", series=SUMMIT["series"], when="2020-03-05", where="Vietnam"),
    ]
    (found,) = group_events(claims[:2])
    assert (found.when, found.where) == ("2020-03-05", "Hanoi")


def test_an_event_without_a_date_is_listed_under_its_first_report():
    (found,) = group_events([claim("a", when=None, day="2020-03-06")])
    assert (found.when, found.sort_day, found.days) == (None, "2020-03-06", (None, None))


def test_a_report_without_a_time_means_the_meeting_of_the_series_just_held():
    held = claim("a", series="Forum", when="2020-03-05/2020-03-06", where="Hanoi")
    told = claim("b", "berbeda kata sama sekali", series="Forum", when=None, day="2020-03-28")
    assert len(group_events([held, told])) == 1
    assert event_blocks(held) & event_blocks(told)


@pytest.mark.parametrize("day", ["2020-03-04", "2020-04-20", None])
def test_a_report_without_a_time_long_after_or_before_a_meeting_stays_apart(day):
    held = claim("a", series="Forum", when="2020-03-05", where="Hanoi")
    told = claim("b", "berbeda kata sama sekali", series="Forum", when=None, day=day)
    assert len(group_events([held, told])) == 2


def test_of_two_meetings_of_a_series_a_report_without_a_time_means_the_nearer():
    first = claim("a", "satu", series="Forum", when="2020-03-05")
    second = claim("c", "dua", series="Forum", when="2020-03-15")
    told = claim("b", "berbeda kata sama sekali", series="Forum", when=None, day="2020-03-20")
    groups = [sorted(c.document.id for c in e.claims) for e in group_events([told, second, first])]
    assert sorted(groups) == [["a"], ["b", "c"]]


MET = {"persons": ("Surya Atmaja", "Tran Van Lam")}


def test_a_meeting_is_known_by_who_met_though_each_report_has_its_own_words():
    a = claim("a", "bertemu empat mata soal beras", when="2020-03-05", **MET)
    b = claim("b", "pertemuan bilateral membahas satelit", when="2020-03-05", **MET)
    assert len(group_events([a, b])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bertemu empat mata", "berbincang lewat sambungan telepon"),
        ("pertemuan bilateral", "jamuan santap bersama"),
        ("pertemuan bilateral", "kunjungan kenegaraan"),
    ],
)
def test_occasions_of_two_kinds_are_two_events(one, other):
    a, b = claim("a", one, when="2020-03-05", **MET), claim("b", other, when="2020-03-05", **MET)
    assert likeness(a, b) < 0


def test_a_meeting_told_a_day_off_is_one_if_the_same_people_met():
    a, b = claim("a", "bertemu", when="2020-03-05", **MET), claim("b", "bertemu", when="2020-03-06", **MET)
    assert len(group_events([a, b])) == 1
    assert likeness(a, claim("b", "bertemu", when="2020-03-06")) < 0


def test_what_was_told_as_done_happened_before_it_was_told():
    a = claim("a", "bertemu", when=None, day="2020-03-04", **MET)
    assert contradict(a, claim("b", "bertemu", when="2020-03-06", **MET))


def test_meetings_in_cities_far_apart_are_two():
    a = claim("a", "bertemu", when="2020-03-05", where="Hanoi", persons=("Surya Atmaja",))
    b = claim("b", "bertemu", when="2020-03-05", where="Jakarta", persons=("Surya Atmaja",))
    assert likeness(a, b) < 0


def test_common_words_tell_less_than_rare_ones():
    fields = {"type": "REQUEST", "when": "2020-03-05"}
    common = why_same(claim("a", "meminta dukungan", **fields), claim("b", "meminta dukungan", **fields))
    rare = "meminta pembebasan awak kapal Lentera Bahari"
    assert common is None
    assert why_same(claim("a", rare, **fields), claim("b", rare, **fields)) is not None


def test_every_join_of_two_claims_is_told_by_a_tie():
    claims = [claim(doc, "bertemu", when="2020-03-05", **MET) for doc in "abc"]
    (found,) = group_events(claims)
    assert len(found.ties) == 2
    assert found.settled


def test_a_visit_and_the_talks_in_it_are_two_events():
    visit = claim(
        "a", "kunjungan Presiden ke Hanoi untuk pertemuan", when="2020-03-05", mode="visit", where="Hanoi"
    )
    talks = claim("b", "pertemuan dalam kunjungan Presiden ke Hanoi", when="2020-03-05", where="Hanoi")
    assert likeness(visit, talks) < 0


def test_landing_at_an_airport_is_the_visit_to_the_country():
    people = {"persons": ("Sari Contoh", "Nguyen Contoh"), "mode": "visit", "when": "2020-03-05"}
    landing = claim("a", "tiba dalam kunjungan di bandara", where="Bandara Noi Bai", **people)
    visit = claim("b", "kunjungan Presiden Sari Contoh", where="Vietnam", **people)
    assert likeness(landing, visit) >= 0
