"""Which of several answers is likeliest."""

import pytest

from jejak.findings.events.weighing import Option, likelihoods


def test_what_the_weights_do_not_know_counts_nothing():
    options = [Option("a", ("unheard of",)), Option("b", ("near",))]
    assert likelihoods(options, {"near": 1.0})["b"] == pytest.approx(0.731, abs=0.001)


def test_options_of_one_value_are_one_answer():
    options = [Option("a", ()), Option("b", ()), Option("a", ())]
    assert likelihoods(options, {}) == pytest.approx({"a": 2 / 3, "b": 1 / 3})
