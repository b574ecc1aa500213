"""Figures computed by hand."""

from collections import Counter

import pytest

from coding import event, person, promise, row, said
from jejak.evaluation import coded_article, evaluate

TALK = "Surya Atmaja bertemu Nguyen Van Dat di Hanoi pada Kamis"


def measured(gold, found):
    """The evaluation of rows, by document."""
    by_doc = ({r["doc"]: coded_article(r, "row") for r in rows} for rows in (gold, found))
    return evaluate(*by_doc)


def figures(found, name):
    m = found.found[name]
    return m.hit, m.coded, m.found, m.precision.value, m.recall.value, m.f1.value


def test_all_found_and_nothing_else_is_1():
    page = row(
        actors=[person("Surya Atmaja")], times=[{"text": "Kamis", "edtf": "2020-03-05"}],
        statements=[said("kerja sama akan diperluas")], events=[event(when="2020-03-05", where="Hanoi")],
        commitments=[promise("memperluas kerja sama", due="2021")], published="2020-03-05",
        dateline="Hanoi", bylines=["Rani"],
    )  # fmt: skip
    found = measured([page], [page])
    assert {m.f1.value for m in found.found.values()} == {1.0}
    assert {s.accuracy.value for s in found.judged.values()} == {1.0}


def test_precision_recall_and_f1_are_sums_over_all_articles():
    gold = [
        row("a", events=[event(), event("AID", evidence="bantuan dikirim ke Vietnam")]),
        row("b", events=[event()]),
    ]
    found = [row("a", events=[event()]), row("b", events=[event("REQUEST"), event("AID")])]
    assert figures(measured(gold, found), "events") == (1, 3, 3, 1 / 3, 1 / 3, 1 / 3)


def test_an_article_not_found_counts_as_missed():
    found = measured(
        [row("a", events=[event()]), row("b", events=[event()], published="2020")],
        [row("a", events=[event()])],
    )
    assert found.missing == ("b",)
    assert figures(found, "events")[:3] == (1, 2, 1)
    assert (found.judged["published"].right, found.judged["published"].asked) == (0, 1)


def test_what_is_not_coded_is_passed_over():
    assert figures(measured([row("a")], [row("a"), row("b", events=[event()])]), "events")[:3] == (0, 0, 0)


def test_a_person_may_be_found_with_the_wrong_party():
    found = measured(
        [row(actors=[person("Surya Atmaja", "IDN:MFA")])], [row(actors=[person("Surya W Atmaja", "MYS")])]
    )
    assert figures(found, "people")[:3] == (1, 1, 1)
    assert figures(found, "people+party")[:3] == (0, 1, 1)


def test_a_time_needs_its_words_and_its_value():
    gold = [
        row(times=[{"text": "Kamis (5/3)", "edtf": "2020-03-05"}, {"text": "tahun lalu", "edtf": "2019"}])
    ]
    found = [row(times=[{"text": "Kamis", "edtf": "2020-03-05"}, {"text": "tahun lalu", "edtf": "2018"}])]
    assert figures(measured(gold, found), "times")[:3] == (1, 2, 2)


@pytest.mark.parametrize(
    ("coded", "ours", "right"),
    [
        ("Surya Atmaja", {"id": "Surya W Atmaja", "name": "Surya W Atmaja"}, True),
        ("Surya Atmaja", {"id": "Rani Puspita", "name": "Rani Puspita"}, False),
        ("IDN:MFA", {"id": "IDN:GOV", "name": "Pemerintah Indonesia"}, True),
        ("IDN", {"id": "VNM", "name": "Vietnam"}, False),
        ("IDN", "IDN", True),
        ({"id": "IDN:MFA", "name": "Kemlu"}, {"id": "IDN:MFA", "name": "Kementerian Luar Negeri"}, True),
    ],
)
def test_a_statement_needs_its_speaker_too(coded, ours, right):
    quote = "kerja sama kedua negara akan diperluas"
    found = measured([row(statements=[said(quote, coded)])], [row(statements=[said(quote, ours)])])
    assert figures(found, "quotes")[:3] == (1, 1, 1)
    assert figures(found, "statements")[0] == int(right)
    assert found.judged["indirect recalled"].right == int(right)


def test_a_quote_needs_half_of_all_words():
    def found(quote):
        return figures(
            measured([row(statements=[said("satu dua tiga empat")])], [row(statements=[said(quote)])]),
            "quotes",
        )

    assert found("satu dua")[0] == 1
    assert found("satu")[0] == 0


@pytest.mark.parametrize(
    ("ours", "hit"),
    [
        (event(evidence="bertemu"), 1),
        (event("AGREE"), 0),
        (event(actors=["IDN", "VNM", "LAO", "KHM"]), 1),
        (event(actors=["IDN", "VNM", "LAO", "KHM", "THA"]), 0),
        (event(actors=["IDN:MFA"], recipients=["VNM"]), 1),
        (event(evidence="rapat di tempat lain"), 0),
        (event(evidence="rapat di tempat lain", when="2020-03"), 1),
        (event(evidence="rapat di tempat lain", series="Forum Laut"), 1),
    ],
)
def test_an_event_needs_type_half_of_the_parties_and_words_date_or_series(ours, hit):
    gold = event(when="2020-03-05", series="Forum Laut")
    assert figures(measured([row(events=[gold])], [row(events=[ours])]), "events")[0] == hit


def test_exact_events_need_all_parties_and_the_status():
    def exact(ours):
        return figures(measured([row(events=[event()])], [row(events=[ours])]), "event strict")[0]

    assert exact(event(actors=["VNM"], recipients=["IDN:MFA"])) == 1
    assert exact(event(status="planned")) == 0
    assert exact(event(actors=["IDN", "VNM", "LAO"])) == 0


def test_status_time_place_and_contexts_are_asked_of_matched_events_only():
    gold = [
        event(when="2020-03-05", where="Hanoi"),
        event("AID", evidence="bantuan dikirim", when="2020", where="Hue"),
    ]
    ours = event(when="2020-03", where="Kota Hanoi", status="planned", contexts=["health", "diplomatic"])
    judged = measured([row(events=gold)], [row(events=[ours])]).judged
    assert {name: (s.right, s.asked) for name, s in judged.items()} == {
        "status": (0, 1), "when": (0, 1), "place": (1, 1), "contexts": (1, 1),
    }  # fmt: skip


def test_a_commitment_needs_words_and_half_of_those_who_promise():
    gold = [promise("mengirim kapal ke Hanoi", by=["IDN", "MYS"], due="2021")]
    right = promise("kapal ke Hanoi", by=["IDN:MOD"], due="2021-05")
    wrong = promise("kapal ke Hanoi", by=["VNM"])
    found = measured([row(commitments=gold)], [row(commitments=[wrong, right])])
    assert figures(found, "commitments")[:3] == (1, 1, 2)
    assert (found.judged["due"].right, found.judged["due"].asked) == (1, 1)


def test_types_are_counted_each_alone():
    gold = [row(events=[event(), event("AID", evidence="bantuan dikirim ke Hanoi")])]
    found = [row(events=[event(), event("AGREE", evidence="bantuan dikirim ke Hanoi")])]
    by_type = measured(gold, found).by_type
    assert {name: (m.hit, m.coded, m.found) for name, m in by_type.items()} == {
        "AGREE": (0, 0, 1), "CONSULT": (1, 1, 1), "AID": (0, 1, 0),
    }  # fmt: skip


def test_types_taken_for_others_are_told_with_what_was_missed_and_spurious():
    gold = [
        event(),
        event("AID", evidence="bantuan dikirim ke Hanoi"),
        event("SUPPORT", evidence="dukungan penuh", actors=["LAO"]),
    ]
    ours = [
        event(),
        event("AGREE", evidence="bantuan dikirim ke Hanoi"),
        event("ACCUSE", evidence="kecaman", actors=["KHM"]),
    ]
    assert measured([row(events=gold)], [row(events=ours)]).types == Counter(
        {("CONSULT", "CONSULT"): 1, ("AID", "AGREE"): 1, ("SUPPORT", None): 1, (None, "ACCUSE"): 1}
    )


def test_of_two_alike_the_one_of_the_right_type_is_the_counterpart():
    ours = [event("AGREE"), event(), event("AID")]
    assert measured([row(events=[event()])], [row(events=ours)]).types["CONSULT", "CONSULT"] == 1


def test_a_status_taken_for_another_is_told():
    found = measured([row(events=[event()])], [row(events=[event(status="planned")])])
    assert found.statuses == Counter({("occurred", "planned"): 1})


def test_events_where_the_coder_has_none_are_told():
    gold = [row("a"), row("b"), row("c"), row("d", events=[event()])]
    found = [row("a", events=[event(), event("AID")]), row("b"), row("d", events=[event()])]
    without = measured(gold, found).without_events
    assert (without.articles, without.events_found) == (2, 2)
    assert without.kept_empty
    assert (without.kept_empty.right, without.kept_empty.asked) == (1, 2)


def test_there_may_be_no_article_without_events():
    assert measured([row(events=[event()])], [row()]).without_events.kept_empty is None


def test_what_was_coded_in_no_article_is_not_measured():
    found = measured([{"doc": "a", "times": []}], [row("a", events=[event()], times=[])])
    assert list(found.found) == ["times"]
    assert (found.by_type, found.types, found.without_events.articles) == ({}, Counter(), 0)
