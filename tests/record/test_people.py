import pytest

from builders import ORIGIN, article, person
from jejak.model import Actor
from jejak.record.people import actor_key, name_key
from jejak.record.words import content_words, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mikhael Y Galuzin", "Mikhail Galuzin"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("José Ramos", "Jose Ramos"),
        ("Soekarno", "Sukarno"),
        ("SURYA ATMAJA", "Surya Atmaja"),
        ("Zelensky", "Zelenskyy"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Surya Atmaja", "Surya Admaja"),
        ("Li Wei", "Li Na"),
        ("Ivan Petrov", "Ivan Petrovsky"),
        ("Galuzin", "Mikhail Galuzin"),
    ],
)
def test_names_that_differ_have_different_keys(one, other):
    assert name_key(one) != name_key(other)


def key_of(name, party):
    page = article("a", f"{name} berbicara.")
    return actor_key(person(page, name, party=party)).id


def test_namesakes_of_two_parties_are_two_persons():
    assert key_of("Tran Van Lam", "VNM") != key_of("Tran Van Lam", "LAO")


def test_an_agency_and_its_state_are_one_party():
    assert key_of("Surya Atmaja", "IDN:MFA") == key_of("Surya Atmaja", "IDN")


def test_a_party_is_known_by_its_code_whatever_the_article_calls_it():
    page = article("a", "Moskow dan Rusia")
    one = Actor("RUS", "state", "Moskow", (page.evidence(0, 6),), ORIGIN)
    other = Actor("RUS", "state", "Rusia", (page.evidence(11, 16),), ORIGIN)
    assert actor_key(one).id == actor_key(other).id


def test_content_words_are_stems_without_grammar_routine_and_parties():
    found = content_words(["Indonesia melatih penjaga pantai dari Vietnam"], without=["Indonesia", "Vietnam"])
    assert found == {"latih", "jaga", "panta"}


def test_search_stems_keep_every_word_and_number():
    assert stems("Pelatihan ke-14 di Hanoi") == ["latih", "ke", "14", "di", "hano"]
