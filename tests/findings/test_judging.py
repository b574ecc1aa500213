"""The judge: its windows tell exactly where words stand, and what it says does not depend on who else is asked."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejak.findings.commitments import about_promise, scored_candidates
from jejak.findings.commitments.choice import likelihood
from jejak.findings.events import find_events
from jejak.findings.events.status import judged_status
from jejak.findings.events.trials import Trial, Weighed, judged_trials
from jejak.findings.judging import Judge, judge_of
from jejak.findings.judging.asked import STATUSES, TYPES, about_guess
from jejak.findings.judging.network import network
from jejak.findings.judging.windows import LONGEST, Windows, pieces_of_title
from jejak.findings.parties import find_party_mentions
from jejak.findings.people import find_people
from jejak.model import Article
from jejak.reading import Reader, SentenceRules
from jejak.vocabulary import EVENT_STATUSES, EVENT_TYPES

READER = Reader()
TEXT = (
    "Menteri Luar Negeri Norwegia Arne Contoh bertemu mitranya dari Swedia di Oslo pada Senin.\n"
    "Norwegia mengecam serangan terhadap kapal Swedia. Swedia meminta Norwegia mengirim bantuan."
)


def windows(text, title="Norwegia dan Swedia bertemu"):
    model = network().pieces
    return Windows(model, pieces_of_title(model, title), text, SentenceRules().spans(text))


def guesses(text):
    reading = READER.read(Article("a", text, title="Pertemuan", published="2022-03-15", language="id"))
    mentions, seen = find_party_mentions(reading), []
    find_events(reading, find_people(reading, mentions), mentions, [], [], watch=seen.append)
    return reading, seen


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aBé ñ.,\n\u00a0🇮🇩“”Indonesia7") | st.characters(codec="utf-8"), max_size=400))
def test_pieces_stand_where_their_characters_do(text):
    found = windows(text)
    for index, window in enumerate(found.all):
        assert len(window.pieces) <= LONGEST
        for at in range(window.start, window.end):
            if not text[at].isspace():
                place = found.place(index, at, at + 1)
                assert place is None or window.title <= place[0] < place[1] <= len(window.pieces)


def test_every_sentence_has_one_window_and_stands_in_it_whole():
    text = " ".join(f"Norwegia bertemu Swedia untuk kali ke-{n} di Oslo." for n in range(200))
    found = windows(text)
    assert len(found.all) > 5
    for start, end in SentenceRules().spans(text):
        index = found.at(start)
        assert index is not None
        assert found.place(index, start, end) is not None
        assert found.all[index].start <= start < end <= found.all[index].end


def test_the_words_of_a_place_are_those_of_the_text():
    model, found = network().pieces, windows(TEXT)
    at = TEXT.index("mengecam serangan")
    index = found.at(at)
    first, last = found.place(index, at, at + len("mengecam serangan"))
    words = model.decode([int(n) for n in found.all[index].pieces[first:last]])
    assert words.split() == ["mengecam", "serangan"]


def test_a_sentence_longer_than_a_window_is_read_as_far_as_it_goes():
    text = "Norwegia " + "sangat " * 280 + "mengecam Swedia."
    found = windows(text)
    assert [len(window.pieces) for window in found.all] == [LONGEST]
    assert found.place(0, text.index("mengecam"), len(text)) is None
    reading, seen = guesses(text)
    asked = [about_guess(guess.candidate, 0.0) for guess in seen]
    if asked:
        assert np.isfinite(Judge(reading).events(reading.body, asked)[0]).all()


def test_types_are_those_of_the_codebook():
    assert set(TYPES) == set(EVENT_TYPES)
    assert len(TYPES) == len(EVENT_TYPES)


def test_statuses_are_those_of_the_codebook():
    assert sorted(STATUSES) == list(STATUSES) == sorted(EVENT_STATUSES)


@pytest.mark.parametrize(
    ("kind", "status", "likely", "told"),
    [
        ("ASSAULT", "occurred", {"ongoing": 0.8, "occurred": 0.1}, "ongoing"),
        ("ASSAULT", "occurred", {"ongoing": 0.5, "occurred": 0.4}, "occurred"),
        ("CONSULT", "occurred", {"planned": 0.9, "occurred": 0.1}, "occurred"),
        ("REQUEST", "occurred", {"planned": 0.9, "occurred": 0.1}, "planned"),
        ("AGREE", "occurred", {"planned": 0.9, "occurred": 0.1}, "planned"),
        ("AGREE", "occurred", {"planned": 0.7, "occurred": 0.3}, "occurred"),
        ("AGREE", "occurred", {"recurring": 0.3, "planned": 0.69, "occurred": 0.01}, "planned"),
        ("AID", "recurring", {"ongoing": 0.9, "recurring": 0.1}, "recurring"),
    ],
)
def test_a_status_of_which_the_judge_is_surer_is_told_if_the_type_has_it(kind, status, likely, told):
    assert judged_status(kind, status, dict.fromkeys(STATUSES, 0.0) | likely) == told


def test_a_guess_is_judged_alike_alone_and_among_others():
    reading, seen = guesses(TEXT)
    asked = [about_guess(guess.candidate, -1.0) for guess in seen]
    assert len(asked) > 5
    types, statuses = Judge(reading).events(reading.body, asked)
    assert (types.shape, statuses.shape) == ((len(asked), len(TYPES)), (len(asked), len(STATUSES)))
    assert statuses.sum(axis=1) == pytest.approx(1, abs=1e-4)
    for one, row, status in zip(asked, types, statuses, strict=True):
        alone = Judge(reading).events(reading.body, [one])
        assert alone[0][0] == pytest.approx(row, abs=1e-3)
        assert alone[1][0] == pytest.approx(status, abs=1e-3)


def test_a_promise_is_judged_alike_alone_and_among_others():
    text = (
        TEXT + " Norwegia berjanji mengirim dokter ke Swedia. Swedia akan membuka pelabuhan untuk Norwegia."
    )
    reading = READER.read(Article("a", text, title="Pertemuan", published="2022-03-15", language="id"))
    mentions = find_party_mentions(reading)
    found = scored_candidates(
        reading, find_people(reading, mentions), mentions, [], [], [], judge=Judge(reading)
    )
    assert len(found) > 1
    asked = [about_promise(one.candidate) for one in found]
    together = Judge(reading).promises(reading.body, asked)
    assert together.shape == (len(found),)
    for one, said in zip(asked, together, strict=True):
        assert Judge(reading).promises(reading.body, [one])[0] == pytest.approx(said, abs=1e-3)
    for one, said in zip(found, together, strict=True):
        alone = likelihood(one.candidate, one.features)
        judged = likelihood(one.candidate, one.features, float(said))
        assert one.likelihood == pytest.approx(judged if alone >= 0.04 else alone, abs=1e-4)


def test_windows_are_read_once_a_page(monkeypatch):
    reading, seen = guesses(TEXT)
    judge, read = Judge(reading), []
    sums = network().sums
    monkeypatch.setattr(network(), "sums", lambda window: (read.append(len(window)), sums(window))[1])
    asked = [about_guess(guess.candidate, 0.0) for guess in seen]
    judge.events(reading.body, asked)
    judge.events(reading.body, asked[:1])
    assert len(read) == 1


def test_of_each_trigger_the_likeliest_guess_is_told_and_none_that_is_not_worth_it():
    reading, seen = guesses(TEXT)
    likely = [Weighed(guess.candidate, 0.0) for guess in seen if guess.event.type == "ACCUSE"]
    worthless = Trial(likely, replace(likely[0], log_odds=-5.0), None, None)
    trial = Trial(likely, likely[0], None, 3)
    told = list(judged_trials([worthless, trial], Judge(reading), reading.body))
    assert [one for one, _ in told] == [trial]
    odds, _ = Judge(reading).events(reading.body, [about_guess(one.candidate, 0.0) for one in likely])
    assert told[0][1].log_odds == pytest.approx(odds[:, TYPES.index("ACCUSE")].max() / 2, abs=1e-3)


def test_no_window_is_read_where_the_words_make_no_guess_likely_enough():
    reading, seen = guesses(TEXT)
    doubtful = Weighed(seen[0].candidate, -2.5)
    assert 0.06 < doubtful.likelihood < 0.1
    judge = Judge(reading)
    assert list(judged_trials([Trial([doubtful], doubtful, None, None)], judge, reading.body)) == []
    assert not judge._zones


@pytest.mark.parametrize(
    ("text", "language", "is_read"),
    [
        (TEXT * 3, "id", True),
        (TEXT * 3, "en", False),
        (TEXT, "id", False),
        (TEXT * 400, "id", False),
        ("Warga memasak nasi goreng di dapur rumah. " * 20, "id", False),
    ],
    ids=["international", "another language", "a few sentences", "as long as a book", "home news"],
)
def test_only_pages_like_those_it_learned_from_are_read(text, language, is_read):
    reading = READER.read(Article("a", text, title="Pertemuan", published="2022-03-15", language=language))
    assert (judge_of(reading, find_party_mentions(reading)) is not None) is is_read
