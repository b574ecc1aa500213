"""Events by the codebook, in made-up sentences. The people in them do not exist."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejak.findings import find_all
from jejak.findings.events.triggers import triggers_in
from jejak.languages.patterns import words_of
from jejak.model import Article
from jejak.reading import Reader

READER = Reader()


def findings(text, *, published="2022-03-15", captions=()):
    return find_all(READER.read(Article("a", text, published=published, language="id", captions=captions)))


def events(text, **fields):
    return findings(text, **fields).events


def only(text, **fields):
    found = events(text, **fields)
    assert len(found) == 1, [(e.type, e.evidence[0].exact) for e in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "type", "status", "actors", "recipients"),
    [
        ("Indonesia dan Vietnam sepakat meningkatkan kerja sama maritim.", "AGREE", "occurred", {"IDN", "VNM"}, set()),
        ("Rusia siap melatih aparat keamanan ASEAN.", "AGREE", "occurred", {"RUS"}, {"ASEAN"}),
        ("Jepang mengirim bantuan kemanusiaan ke Filipina.", "AID", "occurred", {"JPN"}, {"PHL"}),
        ("Setiap tahun Jepang mengundang ahli Indonesia untuk pelatihan.", "AID", "recurring", {"JPN"}, {"IDN"}),
        ("Serangan Israel terhadap Iran menewaskan 20 orang.", "ASSAULT", "occurred", {"ISR"}, {"IRN"}),
        ("Korea Utara mengancam Korea Selatan.", "THREATEN", "occurred", {"PRK"}, {"KOR"}),
        ("Jerman menjatuhkan sanksi terhadap Belarus.", "SANCTION", "occurred", {"DEU"}, {"BLR"}),
        ("Brasil meminta Argentina membuka pasar daging.", "REQUEST", "occurred", {"BRA"}, {"ARG"}),
        ("Argentina menolak permintaan Brasil.", "REJECT", "occurred", {"ARG"}, {"BRA"}),
        ("Turki mengecam Yunani.", "ACCUSE", "occurred", {"TUR"}, {"GRC"}),
        ("Prancis dan Jerman meneken perjanjian pertahanan.", "SUPPORT", "occurred", {"FRA", "DEU"}, set()),
        ("Presiden Jepang Kenji Mori mengunjungi Indonesia.", "CONSULT", "occurred", {"JPN"}, {"IDN"}),
        ("India bekerja sama dengan Australia dalam patroli laut.", "COOPERATE", "ongoing", {"IND", "AUS"}, set()),
        ("Perang Rusia-Ukraina belum usai.", "ASSAULT", "ongoing", {"RUS", "UKR"}, set()),
    ],
)  # fmt: skip
def test_an_act_has_its_type_status_and_sides(text, type, status, actors, recipients):
    event = only(text)
    assert (event.type, event.status, set(event.actors), set(event.recipients)) == (
        type,
        status,
        actors,
        recipients,
    )


def test_who_is_acted_on_stands_before_a_passive_verb():
    event = only("Yunani dikecam oleh Turki.")
    assert (event.actors, event.recipients) == (("TUR",), ("GRC",))


def test_a_future_meeting_is_a_planned_agreement_on_the_day_of_the_act():
    event = only("Indonesia akan bertemu Vietnam di Hanoi pada 20 Maret 2022.")
    assert (event.type, event.status, event.when, event.where) == ("AGREE", "planned", "2022-03-20", "Hanoi")


def test_a_future_hostile_act_is_a_threat():
    event = only("Jerman akan menjatuhkan sanksi terhadap Belarus.")
    assert (event.type, event.status) == ("THREATEN", "planned")


def test_a_denied_act_is_no_event():
    assert events("Indonesia tidak mengecam Rusia.") == ()


def test_a_domestic_act_is_no_event():
    assert events("Gubernur Jawa Barat mengunjungi Kota Bandung.") == ()


def test_what_somebody_is_accused_of_is_not_thereby_done():
    assert only("Rusia menuduh Ukraina menyerang jembatan itu.").type == "ACCUSE"


def test_kedua_negara_means_the_two_states_named_before():
    second = events("Prancis dan Jerman berunding lama. Kedua negara sepakat membeli kapal.")[1]
    assert (second.type, set(second.actors)) == ("AGREE", {"FRA", "DEU"})


def test_a_sentence_about_the_meeting_adds_its_place_and_day():
    event = only(
        "Indonesia dan Malaysia menggelar pertemuan. Pertemuan tersebut berlangsung di Medan pada 2 Maret 2022."
    )
    assert (event.when, event.where, len(event.evidence)) == ("2022-03-02", "Medan", 2)


def test_a_following_sentence_dates_a_plan():
    event = only(
        "Indonesia dan Malaysia berencana mengadopsi rencana aksi. Hal itu diharapkan rampung tahun depan."
    )
    assert (event.status, event.when) == ("planned", "2023")


def test_a_summit_belongs_to_its_series_and_has_its_number():
    event = only("KTT ASEAN-Rusia ketiga digelar di Singapura pada 14 November 2018.")
    assert (event.series, event.ordinal, event.mode) == ("ASEAN-Russia Summit", 3, "multilateral")


def test_the_date_of_the_report_is_not_the_date_of_the_event():
    event = only("Turki mengecam Yunani, dikutip kantor berita setempat, Selasa (15/3/2022).")
    assert event.when is None


def test_what_is_told_twice_is_one_event_with_both_evidences():
    event = only(
        "Indonesia dan Vietnam sepakat meningkatkan kerja sama maritim. Kerja sama maritim itu penting. "
        "Indonesia dan Vietnam sepakat meningkatkan kerja sama maritim tersebut."
    )
    assert len(event.evidence) == 2


def test_an_event_in_a_caption_says_its_zone():
    found = events("Cuaca cerah.", captions=("Presiden Jepang Kenji Mori mengunjungi Indonesia.",))
    assert [e.evidence[0].zone for e in found] == ["caption:0"]


def test_first_person_in_a_quote_is_the_speakers_party():
    found = events(
        'Menteri Luar Negeri Norwegia Lars Holm tiba di Swedia. "Kami siap membantu Swedia," kata Holm.'
    )
    promise = next(e for e in found if e.type == "AGREE")
    assert (promise.actors, promise.recipients) == (("NOR",), ("SWE",))


def test_every_event_names_the_rule_that_found_it():
    origin = only("Turki mengecam Yunani.").origin
    assert (origin.finder, origin.rule) == ("events", "condemn.active")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Rusia",
                "ASEAN",
                "Indonesia",
                "sepakat",
                "menyerang",
                "kedua",
                "negara",
                "akan",
                "tidak",
                "dan",
                "oleh",
                ",",
                ".",
                '"',
                "“",
                "(",
                ")",
                "KTT",
                "ke-3",
                "di",
                "Sochi",
                "pertemuan",
                "tersebut",
                "kami",
                "setiap",
                "tahun",
                "kata",
                "dia",
                "Menlu",
                ";",
                "\n",
                "-",
                "terhadap",
                "siap",
                "melatih",
            ]
        ),
        max_size=60,
    )
)
def test_any_text_gives_exact_evidence(parts):
    found = findings(" ".join(parts))
    for event in found.events:
        for evidence in event.evidence:
            assert found.article.zone(evidence.zone)[evidence.start : evidence.end] == evidence.exact
    for commitment in found.commitments:
        assert commitment.action in commitment.evidence[0].exact


def test_a_long_page_of_triggers_takes_bounded_time():
    text = "Rusia menyerang Ukraina dan sepakat bertemu Prancis. " * 1500
    start = time.process_time()
    events(text)
    assert time.process_time() - start < 30


@pytest.mark.parametrize(
    ("text", "rule", "frame"),
    [
        ("Kenya dikecam Turki", "condemn", "passive"),
        ("Turki mengecamnya", "condemn", "active"),
        ("kunjungannya ke Kenya", "visit", "active"),
        ("Kenya digembosi Turki", None, None),
        ("gas dipasok Turki", "trade", "mutual"),
        ("Kenya dipuji Turki", "praise", "passive"),
    ],
)
def test_a_listed_word_is_known_in_its_other_forms(text, rule, frame):
    found = [(m.value.rule, m.value.frame) for m in triggers_in(words_of(text))]
    assert found == ([(rule, frame)] if rule else [])
