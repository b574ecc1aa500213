import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejak.evaluation.counting import Answers, Counts
from jejak.evaluation.figures import CONFIDENCE, Resampling


@st.composite
def counts(draw):
    coded, found = draw(st.integers(0, 12)), draw(st.integers(0, 12))
    return Counts(draw(st.integers(0, min(coded, found))), coded, found)


@st.composite
def answers(draw):
    asked = draw(st.integers(0, 12))
    return Answers(draw(st.integers(0, asked)), asked)


def figures(measure):
    return measure.precision, measure.recall, measure.f1


@settings(max_examples=60, deadline=None)
@given(st.lists(counts(), min_size=1, max_size=40))
def test_an_interval_holds_its_figure_and_stays_between_0_and_1(articles):
    for figure in figures(Resampling(len(articles)).measure(articles)):
        assert 0 <= figure.value <= 1
        if figure.interval:
            low, high = figure.interval
            assert 0 <= low <= figure.value <= high <= 1


@settings(max_examples=60, deadline=None)
@given(st.lists(answers(), min_size=1, max_size=40))
def test_the_interval_of_a_share_holds_it(articles):
    accuracy = Resampling(len(articles)).share(articles).accuracy
    if accuracy.interval:
        assert accuracy.interval[0] <= accuracy.value <= accuracy.interval[1]


@settings(max_examples=30, deadline=None)
@given(st.lists(counts(), min_size=2, max_size=30), st.integers(0, 9))
def test_the_same_seed_gives_the_same_figures(articles, seed):
    one, other = (Resampling(len(articles), seed=seed).measure(articles) for _ in range(2))
    assert one == other


@settings(max_examples=30, deadline=None)
@given(st.lists(counts(), min_size=2, max_size=20), st.integers(2, 4))
def test_articles_coded_and_found_many_times_over_give_the_same_figure(articles, times):
    once, often = (figures(Resampling(len(a)).measure(a)) for a in (articles, articles * times))
    assert [f.value for f in often] == pytest.approx([f.value for f in once])


def test_another_seed_gives_another_interval():
    articles = [Counts(n % 5, 5, 5) for n in range(20)]
    one, other = (Resampling(20, seed=seed).measure(articles).f1 for seed in (1, 2))
    assert one.value == other.value
    assert one.interval != other.interval


def test_more_articles_give_a_narrower_interval():
    def width(n):
        low, high = Resampling(n).share([Answers(k % 2, 1) for k in range(n)]).accuracy.interval
        return high - low

    assert width(400) < width(100) < width(20)


def test_the_interval_is_near_the_one_that_theory_gives():
    """Of 200 articles, one question each, half right: 0.5 plus and minus 1.96 * sqrt(0.25 / 200)."""
    accuracy = Resampling(200).share([Answers(n % 2, 1) for n in range(200)]).accuracy
    assert accuracy.interval == pytest.approx((0.5 - 0.0693, 0.5 + 0.0693), abs=0.015)


def test_articles_are_drawn_whole():
    """Ten answers of one article are right or wrong together: the interval is that of ten articles, not of 100."""
    whole = Resampling(10).share([Answers(10 * (n % 2), 10) for n in range(10)]).accuracy.interval
    single = Resampling(100).share([Answers(n % 2, 1) for n in range(100)]).accuracy.interval
    assert whole[1] - whole[0] > 2 * (single[1] - single[0])


def test_where_nothing_swings_there_is_no_interval():
    assert Resampling(1).measure([Counts(1, 2, 3)]).f1.interval is None
    assert Resampling(9).measure([Counts(2, 2, 2)] * 9).f1.interval is None


def test_draws_without_anything_asked_are_left_out():
    """Only one of three articles was asked anything: draws without it say nothing, not 0."""
    share = Resampling(3).share([Answers(1, 2), Answers(0, 0), Answers(0, 0)])
    assert (share.accuracy.value, share.accuracy.interval) == (0.5, None)


def test_nothing_found_has_a_precision_of_0_without_interval():
    measure = Resampling(2).measure([Counts(0, 1, 0), Counts(0, 2, 0)])
    assert (measure.precision.value, measure.precision.interval, measure.f1.value) == (0.0, None, 0.0)


def test_percentiles_are_those_of_the_draws():
    articles = [Counts(n, 10, 10) for n in (2, 5, 7, 9)]
    drawn = np.random.default_rng(7).integers(0, 4, (1000, 4))
    values = [sum(articles[n].hit for n in draw) / 40 for draw in drawn]
    expected = np.percentile(values, [50 * (1 - CONFIDENCE), 50 * (1 + CONFIDENCE)])
    assert Resampling(4, seed=7).measure(articles).recall.interval == pytest.approx(tuple(expected))
