import pytest

from builders import article, event, findings, meeting_page, promise, record_of, said, state, training_page
from jejak.errors import InputError
from jejak.views.asking import party_code
from jejak.views.record import Record
from jejak.views.relation import relation


def dispute():
    text = "Indonesia mengecam Vietnam soal kapal ikan. “Kami keberatan,” kata Surya. “Kami mendengar,” kata Lam."
    page = article("k.txt", text, "2021-09-01", publisher="Kabar Kecam")
    return findings(
        page,
        events=(event(page, "Indonesia mengecam Vietnam", "ACCUSE", ["IDN"], ["VNM"], when="2021-08-30"),),
        statements=(
            said(page, "Kami keberatan", "Surya", position="Menteri Laut"),
            said(page, "Kami mendengar", "Lam", "VNM:MFA"),
        ),
    )


def agreement():
    text = "Indonesia dan Vietnam menandatangani Perjanjian Batas Melati di Hue."
    page = article("p.txt", text, "2022-01-05", publisher="Kabar Batas")
    told = event(page, text, "SUPPORT", when="2022-01-04", where="Hue")
    joint = promise(page, "menandatangani Perjanjian Batas Melati", by=("IDN", "VNM"), to=())
    return findings(page, events=(told,), commitments=(joint,))


def stranger():
    text = "Laos bertemu Indonesia di Bogor."
    page = article("l.txt", text, "2022-02-05")
    return findings(
        page, actors=(state(page, "LAO", "Laos"),), events=(event(page, text, actors=("LAO", "IDN")),)
    )


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    pages = [
        meeting_page("a.txt"),
        meeting_page("b.txt", "2020-03-06", url="https://contoh.id/b"),
        training_page(),
    ]
    path = record_of(tmp_path_factory.mktemp("x") / "x.db", *pages, dispute(), agreement(), stranger())
    with Record(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def row(record):
    return relation(record, "Vietnam", "idn")


def test_both_parties_are_named_in_both_languages(row):
    assert [(p.code, p.name, p.english) for p in row.parties] == [
        ("VNM", "Vietnam", "Vietnam"),
        ("IDN", "Indonesia", "Indonesia"),
    ]


def test_events_are_counted_beside_their_reports(row):
    assert (row.events, row.reports) == (4, 5)
    assert {t.name: (t.events, t.reports) for t in row.types} == {
        "CONSULT": (1, 2), "AID": (1, 1), "ACCUSE": (1, 1), "SUPPORT": (1, 1),
    }  # fmt: skip


def test_each_year_has_its_events_by_type(row):
    assert [(y.year, y.events, y.reports, [t.name for t in y.types]) for y in row.years] == [
        ("2020", 1, 2, ["CONSULT"]), ("2021", 2, 2, ["AID", "ACCUSE"]), ("2022", 1, 1, ["SUPPORT"]),
    ]  # fmt: skip


def test_meetings_agreements_and_commitments_are_listed(row):
    assert [m.where for m in row.meetings] == ["Hanoi"]
    assert [a.where for a in row.agreements] == ["Hue"]
    assert [c.action.split()[0] for c in row.commitments] == ["melatih", "menandatangani"]


def test_those_who_spoke_for_each_side_are_named_with_their_office(row):
    for_vietnam, for_indonesia = row.speakers
    assert [(s.name, s.statements) for s in for_vietnam] == []
    assert {s.name: (s.statements, s.documents) for s in for_indonesia} == {"Surya Atmaja": (1, 2)}


def test_a_limit_keeps_the_latest_of_each_kind(record):
    assert [c.action.split()[0] for c in relation(record, "VNM", "IDN", limit=1).commitments] == [
        "menandatangani"
    ]


def test_two_names_of_one_party_are_no_relation(record):
    with pytest.raises(InputError, match="one party, IDN"):
        relation(record, "Indonesia", "IDN:MFA")


@pytest.mark.parametrize("name", ["VNM", "vnm", "Vietnam", " viet nam ", "Hanoi"])
def test_a_party_is_found_by_code_name_and_capital(record, name):
    assert party_code(record, name) == "VNM"


def test_a_word_of_several_names_is_answered_with_all_of_them(record):
    with pytest.raises(InputError, match=r"'Selatan'.*perhaps .*KOR \(Korea Selatan\).*SSD"):
        party_code(record, "Selatan")


def test_a_slip_of_the_pen_is_answered_with_what_is_spelled_like_it(record):
    with pytest.raises(InputError, match=r"'Vietnan'.*perhaps .*VNM"):
        party_code(record, "Vietnan")


def test_a_name_that_articles_give_to_two_parties_is_told(tmp_path):
    text = "Negara Melati menjamu Vietnam."
    page = article("m.txt", text, "2022-02-05")
    actors = (state(page, "IDN", "Negara Melati"), state(page, "VNM", "Negara Melati"))
    with (
        Record(record_of(tmp_path / "x.db", findings(page, actors=actors))) as record,
        pytest.raises(InputError, match=r"may mean IDN \(Indonesia\) or VNM"),
    ):
        party_code(record, "negara melati")


def test_of_three_parties_only_what_all_of_them_took_part_in_counts(tmp_path):
    text = "Indonesia, Vietnam dan Laos bertemu di Hue. “Kami bertiga,” kata Surya."
    page = article("t.txt", text, "2022-03-05")
    three = findings(
        page,
        events=(event(page, "Indonesia, Vietnam dan Laos bertemu di Hue", actors=("IDN", "VNM", "LAO"), when="2022-03-04"),),
        statements=(said(page, "Kami bertiga", "Surya"),),
    )  # fmt: skip
    with Record(record_of(tmp_path / "x.db", meeting_page("a.txt"), stranger(), three)) as opened:
        row = relation(opened, "Laos", "IDN", "Vietnam")
        assert [p.code for p in row.parties] == ["LAO", "IDN", "VNM"]
        assert [(y.year, y.events) for y in row.years] == [("2022", 1)]
        assert [e.where for e in row.meetings] == [None]
        assert [len(side) for side in row.speakers] == [0, 0, 0], "Surya is no person that the article names"
        assert relation(opened, "IDN", "VNM").events == 2


def test_one_party_or_the_same_twice_is_refused(record):
    with pytest.raises(InputError, match="two parties or more"):
        relation(record, "IDN")
    with pytest.raises(InputError, match="are one party, IDN"):
        relation(record, "IDN", "VNM", "Indonesia")
