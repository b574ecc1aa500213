from dataclasses import replace

import pytest

from builders import ORIGIN
from jejak.claims import DocumentRef, EventClaim
from jejak.model import Event, Evidence
from jejak.record.discrepancies import Office, numbers, of_event, of_person


def claim(doc, words="pertemuan para menteri", source=None, **fields):
    fields = {"type": "CONSULT", "status": "occurred", "actors": ("IDN", "VNM"), "recipients": (), **fields}
    event = Event(evidence=(Evidence(words, 0, len(words)),), origin=ORIGIN, **fields)
    return EventClaim(f"id-{doc}", event, DocumentRef(doc, doc, "2020-03-06", source or doc))


def told(found):
    return [(one.field, [value for value, _ in one.values]) for one in found]


def test_days_that_do_not_overlap_are_a_discrepancy_the_commoner_first():
    claims = [
        claim("a", when="2020-03-05"),
        claim("b", when="2020-03-06"),
        claim("c", when="2020-03-06"),
        claim("d", when=None),
    ]
    (found,) = of_event(claims)
    assert (found.field, [value for value, _ in found.values]) == ("when", ["2020-03-06", "2020-03-05"])
    assert found.values[0][1] == (("id-b", "b"), ("id-c", "c"))


def test_a_month_and_a_day_in_it_agree():
    assert of_event([claim("a", when="2020-03"), claim("b", when="2020-03-05")]) == ()


def test_a_text_and_its_reprint_never_disagree():
    a, b = claim("a", when="2020-03-05"), claim("b", when="2020-03-06")
    assert of_event([a, replace(b, document=replace(b.document, source="a"))]) == ()


def test_cities_far_apart_are_a_discrepancy():
    assert told(of_event([claim("a", where="Hanoi"), claim("b", where="Jakarta")])) == [
        ("where", ["Hanoi", "Jakarta"])
    ]


@pytest.mark.parametrize("where", ["Hanoi, Vietnam", "Vietnam", "Istana Merah", None])
def test_a_place_told_more_or_less_exactly_is_no_discrepancy(where):
    assert of_event([claim("a", where="Hanoi"), claim("b", where=where)]) == ()


def test_of_a_year_only_places_that_the_words_name_are_a_discrepancy():
    joined, year = "menjadi mitra wicara", {"type": "SUPPORT", "when": "1996"}
    one, two = claim("a", joined, where="Hanoi", **year), claim("b", joined, where="Jakarta", **year)
    assert of_event([one, two]) == ()
    one = claim("a", f"{joined} di Hanoi", where="Hanoi", **year)
    two = claim("b", f"{joined} di Jakarta", where="Jakarta", **year)
    assert told(of_event([one, two])) == [("where", ["Hanoi", "Jakarta"])]


def test_other_numbers_of_the_same_thing_are_a_discrepancy():
    found = of_event([claim("a", "mengirim 12 kapal patroli"), claim("b", "mengirim 20 kapal")])
    assert told(found) == [("number", ["12 kapal", "20 kapal"])]


def test_a_rounded_number_and_numbers_of_other_things_are_none():
    a = claim("a", "senilai US$ 4,31 miliar untuk 3 pelabuhan")
    assert of_event([a, claim("b", "senilai US$ 4,3 miliar untuk 5 kapal")]) == ()


def test_dates_are_not_counted():
    assert numbers(claim("a", "pada 12 Maret 2020 pukul 10 pagi (12/3/2020)")) == {}


def office(doc, title, day="2020-03-05"):
    return Office(title, day, doc, (f"id-{doc}", doc))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Menteri Pertahanan", "Menteri Luar Negeri"),
        ("Wakil Menteri Luar Negeri", "Menteri Luar Negeri"),
        ("Presiden", "Wakil Presiden"),
    ],
)
def test_offices_that_nobody_holds_together_are_a_discrepancy(one, other):
    (found,) = of_person([office("a", one), office("b", other)])
    assert (found.field, {value for value, _ in found.values}) == ("role", {one, other})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Menteri Luar Negeri", "Menteri Luar Negeri Indonesia"),
        ("Menteri Energi dan Sumber Daya Mineral (ESDM)", "Menteri ESDM"),
        ("Presiden Vietnam", "Presiden Republik Sosialis Vietnam"),
        ("Menteri Perdagangan", "Ketua Umum Partai Contoh"),
    ],
)
def test_one_office_in_other_words_is_none(one, other):
    assert of_person([office("a", one), office("b", other)]) == ()


def test_who_changes_office_is_no_discrepancy():
    offices = [office("a", "Menteri Pertahanan"), office("b", "Menteri Luar Negeri", "2021-03-05")]
    assert of_person(offices) == ()
