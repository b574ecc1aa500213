from datetime import date

import pytest

from builders import ORIGIN, article, findings, meeting_page, person, record_of, said, training_page, words
from jejak.errors import InputError
from jejak.model import Actor
from jejak.views.actor import actor
from jejak.views.record import Record


def namesake(doc, name, party, day="2021-02-01"):
    page = article(doc, f"{name} tiba di bandara pagi itu.", day, publisher=f"Kabar {doc}")
    return findings(page, actors=(person(page, name, party=party, title="Duta Besar"),))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    pages = [
        meeting_page("a.txt"), training_page("b.txt"), namesake("c.txt", "Melati Surya Kencana", "VNM"),
        namesake("d.txt", "Surya Atmaja", "IDN", "2022-02-01"),
    ]  # fmt: skip
    with Record(record_of(tmp_path_factory.mktemp("actor") / "x.db", *pages)) as opened:
        yield opened


def test_a_person_has_offices_with_the_days_they_were_seen(record):
    row = actor(record, "Surya Atmaja")
    assert (row.kind, row.party, row.documents) == ("person", "IDN", 2)
    assert [(p.title, p.first_day, p.last_day) for p in row.positions] == [
        ("Menteri Luar Negeri Indonesia", "2020-03-05", "2020-03-05"),
        ("Duta Besar", "2022-02-01", "2022-02-01"),
    ]


def test_a_person_has_what_was_said_and_done(record):
    row = actor(record, "Atmaja")
    assert [s.quote for s in row.statements] == ["Kami membahas keamanan laut"]
    assert [(e.type, e.where) for e in row.events] == [("CONSULT", "Hanoi")]


def test_a_name_of_several_persons_is_answered_with_all_of_them(record):
    with pytest.raises(InputError, match=r"2 persons: .*Surya Atmaja \(IDN.*Melati Surya Kencana \(VNM"):
        actor(record, "Surya")


def test_a_party_has_its_names_partners_and_people(record):
    row = actor(record, "indonesia")
    assert (row.kind, row.code, row.documents) == ("state", "IDN", 2)
    assert [(p.code, p.events, p.reports) for p in row.partners] == [("VNM", 2, 2)]
    assert [p.name for p in row.people] == ["Surya Atmaja"]


def test_partners_are_counted_as_known_on_a_day(tmp_path):
    path = record_of(tmp_path / "x.db", meeting_page("a.txt"), training_page("b.txt"))
    with Record(path, known_on=date(2020, 12, 31)) as record:
        assert [(p.code, p.events, p.reports) for p in actor(record, "IDN").partners] == [("VNM", 1, 1)]


def test_an_organisation_without_a_code_is_found_by_its_name(tmp_path):
    page = article(
        "o.txt", "Yayasan Kenanga menampung pengungsi. “Kami penuh,” kata Yayasan Kenanga.", "2021-01-01"
    )
    name = "Yayasan Kenanga"
    told = findings(
        page,
        actors=(Actor(name, "organization", name, (words(page, name),), ORIGIN),),
        statements=(said(page, "Kami penuh", name, None),),
    )
    with Record(record_of(tmp_path / "x.db", told)) as record:
        row = actor(record, "yayasan kenanga")
    assert (row.kind, row.name, row.code, row.documents) == ("organization", "Yayasan Kenanga", None, 1)
    assert row.names == (name,)
    assert [s.quote for s in row.statements] == ["Kami penuh"]


def test_nobody_and_no_party_of_a_name_is_told(record):
    with pytest.raises(InputError, match="nobody called 'Kenanga' is in the record, and no party"):
        actor(record, "Kenanga")


def test_a_party_of_which_the_record_holds_nothing_is_told(record):
    with pytest.raises(InputError, match=r"holds nothing of 'Fiji' \(FJI\)"):
        actor(record, "Fiji")
