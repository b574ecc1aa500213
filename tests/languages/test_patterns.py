import pytest

from jejak.languages.patterns import PatternMatcher, words_of


def found(patterns, text):
    matcher = PatternMatcher((p, p) for p in patterns)
    return [(m.value, text[m.start : m.end]) for m in matcher.find(words_of(text))]


def test_a_choice_matches_each_of_its_words():
    assert found(["akan|bakal hadir"], "Ia bakal hadir") == [("akan|bakal hadir", "bakal hadir")]


def test_a_gap_reaches_over_four_words_and_no_more():
    near = "mencapai satu dua tiga empat kesepakatan"
    far = "mencapai satu dua tiga empat lima kesepakatan"
    assert found(["mencapai .. kesepakatan"], near) == [("mencapai .. kesepakatan", near)]
    assert found(["mencapai .. kesepakatan"], far) == []


def test_the_longest_pattern_wins():
    assert found(["bertemu", "bertemu dengan"], "Mereka bertemu dengan wakil") == [
        ("bertemu dengan", "bertemu dengan")
    ]


def test_kerja_sama_is_one_word():
    assert found(["kerja sama|hubungan .. terjalin"], "kerja sama itu terjalin") == [
        ("kerja sama|hubungan .. terjalin", "kerja sama itu terjalin")
    ]


def test_a_star_stands_for_any_ending():
    assert found(["teror*"], "pelaku terorisme") == [("teror*", "terorisme")]


def test_offsets_count_from_the_given_start():
    words = words_of("kata dia", 100)
    assert [(w.start, w.end) for w in words] == [(100, 104), (105, 108)]


@pytest.mark.parametrize("pattern", ["", ".. ada", "ada ..", "me* ada"])
def test_a_pattern_that_could_match_anything_is_refused(pattern):
    with pytest.raises(ValueError, match=r"pattern|stem"):
        PatternMatcher([(pattern, 1)])
