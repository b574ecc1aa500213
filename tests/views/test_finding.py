"""Searches with facets, statements about a subject, what is new, and actors by their id."""

from datetime import date

import pytest

from builders import article, event, findings, person, record_of, said
from jejak.errors import InputError
from jejak.views.actor import actor
from jejak.views.instruments import instrument
from jejak.views.news import latest_reading, news
from jejak.views.people import people, statements
from jejak.views.record import Record
from jejak.views.search import found

WORDS = (
    "Kami melatih penjaga pantai",
    "Harga beras naik",
    "Pelatihan itu melawan terorisme",
    "Kami menunggu",
)


def page_of(n, publisher, day):
    text = f"“{WORDS[n]}”, kata Surya Atmaja di Hanoi. Indonesia dan Vietnam bertemu ke-{n}."
    page = article(f"{n}.txt", text, day, publisher=publisher)
    return findings(
        page,
        actors=(person(page, "Surya Atmaja", party="IDN"),),
        statements=(said(page, WORDS[n], "Surya Atmaja"),),
        events=(event(page, f"Indonesia dan Vietnam bertemu ke-{n}", when=day),),
    )


PAGES = [
    page_of(0, "Kabar Pagi", "2019-05-01"), page_of(1, "Kabar Pagi", "2020-01-01"),
    page_of(2, "Berita Sore", "2020-06-01"), page_of(3, "Berita Sore", "2021-06-01"),
]  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record(record_of(tmp_path_factory.mktemp("finding") / "x.db", *PAGES)) as opened:
        yield opened


def test_a_search_counts_all_by_publisher_and_year_and_shows_some(record):
    row = found(record, "Hanoi", limit=2)
    assert (row.count, len(row.documents)) == (4, 2)
    assert [(f.name, f.documents) for f in row.publishers] == [("Berita Sore", 2), ("Kabar Pagi", 2)]
    assert [(f.name, f.documents) for f in row.years] == [("2021", 1), ("2020", 2), ("2019", 1)]


def test_a_facet_narrows_what_is_found_and_the_other_facets(record):
    row = found(record, "Hanoi", publisher="Kabar Pagi")
    assert {d.doc for d in row.documents} == {"0.txt", "1.txt"}
    assert [(f.name, f.documents) for f in row.publishers] == [("Berita Sore", 2), ("Kabar Pagi", 2)]
    assert [(f.name, f.documents) for f in row.years] == [("2020", 1), ("2019", 1)]
    assert [d.doc for d in found(record, "Hanoi", publisher="Kabar Pagi", year="2020").documents] == ["1.txt"]


def test_a_search_goes_on_page_by_page(record):
    pages = [found(record, "Hanoi", after=n, limit=2).documents for n in (0, 2, 4)]
    assert len({d.doc for page in pages for d in page}) == 4
    assert pages[2] == ()


def test_a_search_for_articles_that_name_a_party_finds_no_others(record):
    assert found(record, "Hanoi", party="RUS").count == 0
    with pytest.raises(InputError):
        found(record, "Hanoi", party="Atlantis")


def test_no_words_find_nothing(record):
    assert found(record, ' "" ').count == 0


def test_statements_are_about_a_subject_in_any_form_of_its_words(record):
    assert [s.quote for s in statements(record, about="pelatihan")] == [WORDS[0], WORDS[2]]
    assert [s.quote for s in statements(record, about="pelatihan", limit=1)] == [WORDS[2]]


def test_statements_are_about_a_context_of_the_codebook(record):
    assert [s.quote for s in statements(record, about="terrorism")] == [WORDS[2]]


def test_statements_about_a_subject_are_looked_for_beyond_the_latest(record, monkeypatch):
    monkeypatch.setattr("jejak.views.people._BATCH", 1)
    assert [s.quote for s in statements(record, about="Surya", limit=1)] == []
    assert [s.quote for s in statements(record, about="penjaga pantai", limit=1)] == [WORDS[0]]


def test_a_statement_names_its_speaker_who_is_found_by_id(record):
    row = statements(record, limit=1)[0]
    found_by_id = actor(record, row.actor)
    assert (found_by_id.id, found_by_id.name) == (row.actor, "Surya Atmaja")
    assert len(statements(record, by=row.actor)) == 4


def test_people_are_chosen_by_party_and_told_page_by_page(record):
    assert [p.name for p in people(record, party="Indonesia")] == ["Surya Atmaja"]
    assert people(record, party="VNM") == ()
    assert people(record, after=1) == ()


def test_an_instrument_that_is_not_there_is_told(record):
    with pytest.raises(InputError, match="holds no instrument"):
        instrument(record, "x")


def test_news_are_what_was_read_since(tmp_path):
    path = record_of(tmp_path / "x.db", *PAGES[:2])
    with Record(path) as record:
        before = latest_reading(record)
        assert news(record, before).documents == 0
    record_of(path, PAGES[2])
    with Record(path) as record:
        row = news(record, before)
        assert (row.documents, row.events, row.commitments) == (1, 1, 0)
        assert [e.when for e in row.latest] == ["2020-06-01"]


def test_what_is_known_on_a_day_alone_is_searched(tmp_path):
    path = record_of(tmp_path / "x.db", *PAGES)
    with Record(path, known_on=date(2019, 12, 31)) as record:
        assert found(record, "Hanoi").count == 1
