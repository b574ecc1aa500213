import pytest

from jejak.evaluation import likeness
from jejak.evaluation.likeness import best_pairs, bounds, containment, dates_overlap, overlap_of, same_name


def test_words_shared_are_counted_as_often_as_they_stand():
    assert overlap_of("rapat rapat kerja", "rapat kerja kerja") == 2 / 4
    assert containment("rapat rapat kerja", "rapat kerja") == 1.0


def test_texts_without_words_share_nothing():
    assert overlap_of("", "...") == 0.0
    assert containment("", "rapat") == 0.0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Surya Atmaja", "SURYA ATMAJA"),
        ("Surya Atmaja", "Surya Wira Atmaja"),
        ("Sergei Volin", "Sergey Volin"),
        ("Sergei Volin", "Sergey A Volin"),
    ],
)
def test_one_name_in_two_spellings(a, b):
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Atmaja", "Surya Atmaja"),
        ("Surya Atmaja", "Surya Atmadja Putra Wira"),
        ("Rina Sari", "Rini Sari"),
        ("", "Surya"),
        (None, None),
    ],
)
def test_two_names(a, b):
    assert not same_name(a, b)


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2018", ("2018-01-00", "2018-12-99")),
        ("2018-11-1X", ("2018-11-10", "2018-11-19")),
        ("2018-23", ("2018-09-00", "2018-11-99")),
        ("1996/..", ("1996-01-00", "9999")),
        ("../2025", ("0000", "2025-12-99")),
        ("XXXX", ("0000-01-00", "9999-12-99")),
        ("2010~", ("2010-01-00", "2010-12-99")),
        ("2021-12-07T20:33:00+07:00", ("2021-12-07", "2021-12-07")),
        ("kemarin", None),
        (None, None),
    ],
)
def test_a_date_has_a_first_and_a_last_day(edtf, days):
    assert bounds(edtf) == days


def test_dates_overlap_where_one_day_is_meant_by_both():
    assert dates_overlap("2018-11", "2018-11-30/2018-12-02")
    assert not dates_overlap("2018-11", "2018-12-01")
    assert not dates_overlap("2018-11", None)


def test_an_agency_is_of_its_party():
    assert likeness.party("IDN:MFA") == "IDN"
    assert likeness.parties(["IDN:MFA", "IDN"], ["RUS"]) == {"IDN", "RUS"}


def test_pairs_are_one_to_one_the_best_first_and_never_of_nothing():
    scores = [(0.9, 0, 0), (1.0, 0, 1), (0.8, 1, 1), (0.7, 1, 0), (0.0, 2, 2)]
    assert list(best_pairs(scores)) == [(0, 1), (1, 0)]


def test_of_equal_scores_the_last_pair_goes_first():
    assert list(best_pairs([(1.0, 0, 0), (1.0, 0, 1), (1.0, 1, 0), (1.0, 1, 1)])) == [(1, 1), (0, 0)]
