"""Which language a text is in. The samples are written for these tests."""

import pytest

from jejak.article.language import detect_language, language_code

INDONESIAN = (
    "Wali kota mengatakan pasar itu akan dibangun kembali tahun depan karena sudah lama tidak diperbaiki. "
    "Para pedagang meminta agar tempat sementara tidak jauh dari pasar lama."
)
MALAY = (
    "Datuk Bandar berkata pasar itu akan dibina semula tahun hadapan kerana sudah lama tidak dibaiki. Beliau "
    "menjelaskan peniaga boleh memohon tapak sementara di pejabat daerah mulai bulan Ogos."
)
JAVANESE = (
    "Bupati ngendika yen pasar kasebut bakal dibangun maneh taun ngarep amarga wis suwe ora didandani. "
    "Para bakul njaluk supaya panggonan sauntara ora adoh saka pasar lawas."
)
ENGLISH = (
    "The mayor said the market would be rebuilt next year because nobody had repaired it for a long time. "
    "Traders asked for a temporary place that is not far from the old one."
)


@pytest.mark.parametrize(
    ("text", "language"), [(INDONESIAN, "id"), (MALAY, "ms"), (JAVANESE, "jv"), (ENGLISH, "en")]
)
def test_neighbours_are_told_apart(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(("text", "language"), [(INDONESIAN, "id"), (MALAY, "ms"), (ENGLISH, "en")])
def test_a_wrong_hint_does_not_outvote_a_clear_text(text, language):
    assert detect_language(text, hint="fr") == language


def test_a_hint_decides_a_text_of_a_few_words():
    assert detect_language("Rapat", hint="id-ID") == "id"


@pytest.mark.parametrize("text", ["", "12 345", "???", "Rapat"])
def test_without_words_or_hint_there_is_no_language(text):
    assert detect_language(text) is None


def test_capitals_change_nothing():
    assert detect_language(INDONESIAN.upper()) == "id"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("id-ID", "id"),
        ("in", "id"),
        ("EN_us", "en"),
        ("Indonesian", None),
        ("", None),
        (None, None),
        ("ace", None),
    ],
)
def test_language_tags_become_two_letters(tag, code):
    assert language_code(tag) == code


def test_a_long_text_costs_no_more_than_its_first_page():
    assert detect_language(INDONESIAN + " x" * 5_000_000) == "id"


def test_rows_of_signs_before_the_words_do_not_hide_the_language():
    text = (
        "Pemerintah dan masyarakat di wilayah itu sudah bersiap sejak beberapa hari yang lalu, kata mereka."
    )
    assert detect_language("(" * 5_000 + " 12 34 56 " * 200 + text) == "id"


LONG_INDONESIAN = (
    "Wali kota mengatakan bahwa pasar itu akan dibangun kembali karena sudah lama tidak diperbaiki. Biaya"
    " untuk pekerjaan itu lima miliar rupiah, dan para pedagang akan pindah ke tempat yang sementara di dekat"
    " kantor desa. Pemerintah juga memberi uang kepada mereka yang tokonya ditutup pada bulan ini."
)


def test_plain_indonesian_is_known_without_asking_the_model(monkeypatch):
    monkeypatch.setattr("jejak.article.language._identifier", lambda: pytest.fail("asked"))
    assert detect_language(LONG_INDONESIAN, hint="en") == "id"


@pytest.mark.parametrize(("text", "language"), [(MALAY, "ms"), (JAVANESE, "jv"), (ENGLISH, "en")])
def test_long_texts_of_neighbours_are_not_taken_for_plain_indonesian(text, language):
    assert detect_language(f"{text} {text} {text}") == language
