"""Which guesses at events are believed, and what is made of several tellings. The people here do not exist."""

from itertools import permutations

import pytest

from jejak.findings import find_all
from jejak.findings.events.choice import Model, chosen, models
from jejak.findings.events.features import root_of
from jejak.findings.events.merging import Telling, merged_same
from jejak.findings.events.triggers import triggers_in
from jejak.languages.patterns import words_of
from jejak.model import Article, Event, Evidence, Origin
from jejak.reading import Reader

READER = Reader()


def events(text, *, published="2022-03-15"):
    return find_all(READER.read(Article("a", text, published=published, language="id"))).events


def only(text, kind):
    found = [e for e in events(text) if e.type == kind]
    assert len(found) == 1, [(e.type, e.evidence[0].exact) for e in found]
    return found[0]


def told(text, start, *, score, **fields):
    """An ASSAULT of Norway on Sweden, told by the words at an offset."""
    evidence = (Evidence(text, start, start + len(text)),)
    return Event(
        "ASSAULT", "occurred", ("NOR",), ("SWE",), evidence, Origin("events", "2", "attack.active", score), **fields
    )  # fmt: skip


EVEN = Model(0.5, 0.0, {"likeliest telling": 1.0})


def test_a_feature_the_weights_do_not_know_counts_nothing():
    model = Model(0.0, -1.0, {"dated": 2.0})
    assert model.likelihood(model.total(["dated", "unheard of"])) == pytest.approx(0.731, abs=0.001)


def test_the_weights_that_ship_believe_from_a_likelihood_between_none_and_one():
    assert all(0 < model.least < 1 for model in (models().guess, models().happening))


def test_a_hint_counts_only_where_no_other_trigger_stands():
    found = triggers_in(words_of("negara itu mengirim bantuan pangan"))
    assert [(m.value.type, m.value.hint) for m in found] == [("AID", False)]


def test_what_is_not_likely_enough_is_no_event():
    unlikely, likely = told("menyerang kota", 0, score=0.2), told("serangan ke pulau", 40, score=0.9)
    other = Event("ACCUSE", "occurred", ("FIN",), ("NOR",), unlikely.evidence, unlikely.origin)
    found = chosen([Telling(other), Telling(likely)], EVEN)
    assert [e.type for e in found] == ["ASSAULT"]


def test_an_event_s_score_is_its_likelihood():
    (event,) = chosen([Telling(told("menyerang kota", 0, score=0.9))], EVEN)
    assert event.origin.score == 0.9


def test_the_likelier_of_two_tellings_says_when_and_where():
    first = told("menyerang kota", 0, score=0.3, where="Oslo")
    second = told("serangan ke pulau", 40, score=0.8, where="Malmo")
    (happening,) = merged_same([Telling(first), Telling(second)])
    assert (happening.event.where, len(happening.event.evidence), happening.scores) == (
        "Malmo",
        2,
        (0.3, 0.8),
    )


def test_of_several_tellings_the_surest_about_it_says_when():
    first = Telling(told("menyerang kota", 0, score=0.8), when={None: 0.6, "2022-03-10": 0.4})
    second = Telling(told("serangan ke pulau", 40, score=0.3), when={None: 0.1, "2022-03-14": 0.9})
    (happening,) = merged_same([first, second])
    assert happening.event.when == "2022-03-14"


def test_a_time_is_not_said_only_if_no_telling_says_it():
    first = Telling(told("menyerang kota", 0, score=0.8), when={None: 0.9, "2022-03-10": 0.1})
    second = Telling(told("serangan ke pulau", 40, score=0.3), when={None: 0.3, "2022-03-14": 0.7})
    (happening,) = merged_same([first, second])
    assert happening.event.when == "2022-03-14"


def test_an_answer_to_an_attack_is_another_attack():
    text = "Norwegia menyerang Swedia. Sehari kemudian Swedia menyerang Norwegia."
    assert [(e.actors, e.recipients) for e in events(text)] == [(("NOR",), ("SWE",)), (("SWE",), ("NOR",))]


def test_what_goes_on_since_two_days_is_two_events():
    one = told("menyerang kota", 0, score=0.8, when="1991/..")
    other = told("serangan ke kota", 60, score=0.8, when="1996/..")
    assert len(merged_same([Telling(one), Telling(other)])) == 2


def test_two_acts_of_one_kind_are_told_apart_by_their_words():
    one = told("menuduh pejabat kota menerima suap", 0, score=0.8)
    again = told("tuduhan suap kepada pejabat", 60, score=0.3)
    other = told("mencela aturan impor baja", 120, score=0.8)
    assert [len(h.event.evidence) for h in merged_same(map(Telling, (one, again, other)))] == [2, 1]


@pytest.mark.parametrize("form", ["menyerang", "serangan", "diserang", "penyerangan", "serangannya"])
def test_forms_of_one_word_have_one_root(form):
    assert root_of(form) == "serang"


def test_an_attack_told_by_its_target_is_by_who_attacked_it_before():
    text = (
        "Norwegia menyerang Swedia pada Senin (14/3/2022). Serangan terhadap Swedia menewaskan tujuh orang."
    )
    assert (only(text, "ASSAULT").actors, only(text, "ASSAULT").recipients) == (("NOR",), ("SWE",))


def test_a_sentence_that_dates_what_was_said_dates_the_act_before_it():
    text = "Turki mengecam Yunani.\nHal itu disampaikan Menteri Luar Negeri Turki Emre Contoh di Ankara, Senin (14/3/2022)."
    assert only(text, "ACCUSE").when == "2022-03-14"


def test_an_attack_happens_at_the_one_it_is_made_on():
    assert only("Norwegia menyerang Swedia dari Oslo.", "ASSAULT").where == "Swedia"


def test_an_unknown_hall_is_told_with_its_town():
    text = "Menteri Jepang Kenji Mori bertemu Menteri Vietnam Nguyen Contoh di Graha Samudra Raya, Hanoi, Senin (14/3)."
    assert only(text, "CONSULT").where == "Graha Samudra Raya, Hanoi"


def test_fighting_on_a_day_is_an_act_and_not_the_war():
    text = "Bentrokan antara Norwegia dan Swedia pecah pada Senin (14/3/2022)."
    assert only(text, "ASSAULT").status == "occurred"


def test_negotiations_without_a_day_are_going_on():
    assert only("Perundingan Norwegia dan Swedia alot.", "CONSULT").status == "ongoing"


def test_a_threat_is_done_by_saying_it():
    assert only("Korea Utara mengancam akan menyerang Korea Selatan.", "THREATEN").status == "occurred"


def test_a_visit_and_the_talks_in_it_are_two_events():
    text = (
        "Presiden Jepang Kenji Mori mengunjungi Indonesia pada Senin (14/3/2022).\n"
        "Presiden Jepang Kenji Mori bertemu Presiden Indonesia Sari Contoh di Jakarta, Senin (14/3/2022)."
    )
    assert len([e for e in events(text) if e.type == "CONSULT"]) == 2


def test_behind_a_forum_the_town_is_where_it_was():
    text = "Menteri Jepang Kenji Mori bertemu Menteri Vietnam Nguyen Contoh di KTT G20, Hanoi, Senin (14/3)."
    assert {e.where for e in events(text) if e.type == "CONSULT"} == {"Hanoi"}


@pytest.mark.parametrize("name", ["Rp 14.350", "Era Tarif Baru", "Organisasi Dagang Contoh"])
def test_a_sum_an_age_or_a_body_behind_a_preposition_is_no_place(name):
    text = f"Menteri Jepang Kenji Mori bertemu Menteri Vietnam Nguyen Contoh di {name}, Senin (14/3)."
    assert {e.where for e in events(text) if e.type == "CONSULT"} == {None}


def test_a_series_is_named_by_the_office_before_the_parties():
    text = "Secara rutin sejak tahun 2016, para menteri pertahanan Jepang dan ASEAN melaksanakan pertemuan."
    assert only(text, "CONSULT").series == "ASEAN-Japan Defence Ministers' Meeting"


def test_the_order_of_features_does_not_change_a_likelihood():
    model = Model(0.3, 0.0, {"a": 0.1, "b": 0.2, "c": 0.3, "d": -0.7})
    totals = {model.total(order) for order in permutations("abcd")}
    assert len(totals) == 1  # floats added up in any order, as sets give them, differ in the last digit
