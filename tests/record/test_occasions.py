from builders import ORIGIN
from jejak.model import Event, Evidence
from jejak.record.occasions import kinds, parts
from jejak.record.words import content_words


def finding(*texts, type="CONSULT"):
    evidence = tuple(Evidence(text, 100 * n, 100 * n + len(text)) for n, text in enumerate(texts))
    return Event(type, "occurred", ("IDN", "VNM"), (), evidence, ORIGIN)


def taken_apart(event):
    found = parts(event, lambda e: content_words((e.exact,)))
    return [[e.exact for e in part.evidence] for part in found]


def test_a_call_is_a_call_and_no_meeting():
    assert kinds(("bertemu lewat sambungan telepon",)) == {"phone"}


def test_what_comes_first_tells_the_occasion():
    assert kinds(("usai pertemuan dengan tamunya dalam kunjungan itu",)) == {"meeting"}
    assert kinds(("berkunjung untuk bertemu menteri", "berpidato di forum")) == {"visit", "forum"}


def test_a_visit_and_the_talk_in_it_are_taken_apart():
    texts = ("berkunjung ke Hanoi", "pertemuan bilateral", "tiba di bandara", "membahas beras")
    assert taken_apart(finding(*texts)) == [
        ["berkunjung ke Hanoi", "tiba di bandara", "membahas beras"],
        ["pertemuan bilateral"],
    ]


def test_words_on_two_subjects_are_two_acts():
    texts = ("mengecam penembakan kapal nelayan", "mengutuk pembakaran kitab suci", "penembakan nelayan itu")
    assert taken_apart(finding(*texts, type="ACCUSE")) == [[texts[0], texts[2]], [texts[1]]]


def test_words_that_say_little_stay_with_the_others():
    texts = ("mengecam penembakan kapal nelayan", "kecaman itu")
    assert taken_apart(finding(*texts, type="ACCUSE")) == [list(texts)]
