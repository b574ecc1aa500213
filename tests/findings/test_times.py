from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejak import edtf
from jejak.findings.times import distinct, find_times, times_in
from jejak.model import Article, TimeExpression
from jejak.reading import Reader

READER = Reader()


def times(
    text: str, published: str | None = "2018-11-30", captions: tuple[str, ...] = ()
) -> list[TimeExpression]:
    return list(find_times(READER.read(Article("a", text, published=published, captions=captions))))


def found(text: str, published: str | None = "2018-11-30") -> list[tuple[str, str]]:
    return [(t.evidence.exact, t.edtf) for t in times(text, published)]


def test_a_score_in_brackets_is_no_day():
    assert found("Tim Lodan menang (2/1) dan sepertiga (1/3) penonton bersorak.") == []


# Each: the sentence around, the words that are found, their value, the day of publication.
CASES = [
    # weekdays with a date
    ("Ia tiba pada {}.", "Jumat (30/11/2018)", "2018-11-30", "2018-11-30"),
    ("Ia tiba pada {}.", "Selasa (7/12)", "2021-12-07", "2021-12-07"),
    ("Ia tiba, {}, di Lodan.", "Jumat (29/1)", "2016-01-29", "2016-01-30"),
    ("Ia tiba pada {}.", "Senin 30 Mei 2016", "2016-05-30", "2016-05-31"),
    ("Ia tiba pada {}.", "Jumat, 29 Mei 2026", "2026-05-29", "2026-05-29"),
    ("Ia tiba pada {}.", "Kamis malam, 12 Juni 2025", "2025-06-12", "2025-06-17"),
    ("Ia tiba pada {}.", "Jum'at (30/11)", "2018-11-30", "2018-11-30"),
    ("Forum itu berlangsung {}.", "Sabtu dan Minggu (1-2/12/2018)", "2018-12-01/2018-12-02", "2018-11-30"),
    ("Ia tiba pada {}.", "Senin 31 Dec 2018", "2018-12-31", "2019-01-02"),
    # misprints: weekday and publication outvote them
    ("Ia tiba pada {}.", "Rabu (18/6/225)", "2025-06-18", "2025-06-18"),
    ("Ia tiba pada {}.", "Rabu (18/8/2025)", "2025-06-18", "2025-06-19"),
    ("Ia tiba pada {}.", "Senin (17/6)", "2025-06-16", "2025-06-18"),
    ("Ia tiba pada {}.", "Selasa (14/4)", "2017-03-14", "2017-03-15"),
    ("Ia tiba pada {}.", "Senin (9/5/2025)", "2025-06-09", "2025-06-09"),
    ("Ia tiba pada {}.", "Sabtu (14/6/2024)", "2025-06-14", "2025-06-16"),
    ("Ia tiba pada {}.", "Rabu (15/5)", "2025-10-15", "2025-10-22"),
    ("Ia tiba pada {}.", "Rabu (1672025)", "2025-07-16", "2025-09-01"),
    # words behind and before the date
    ("Ia tiba pada {}.", "Rabu (28/11) malam kemarin", "2018-11-28", "2018-11-30"),
    ("Ia tiba pada {}.", "Selasa (27/11) waktu setempat", "2018-11-27", "2018-11-30"),
    ("Ia tiba pada {}.", "Jumat lalu, 1 September 2023", "2023-09-01", "2023-09-11"),
    ("Ia tiba pada {}.", "Senin waktu setempat (12/11)", "2018-11-12", "2018-11-30"),
    ("Ia tiba pada {}.", "Rabu pekan lalu (21/11)", "2018-11-21", "2018-11-30"),
    ("Ia tiba di Lodan ({}).", "28/11", "2018-11-28", "2018-11-30"),
    ("Perundingan itu berlangsung {}.", "1986--1994", "1986/1994", "2018-11-30"),
    # bare weekdays
    ("Ia tiba pada {}.", "Senin", "2018-11-26", "2018-11-30"),
    ("Ia tiba pada {}.", "Senin malam", "2018-11-26", "2018-11-30"),
    ("Ia tiba pada {}.", "Rabu waktu setempat", "2018-11-28", "2018-11-30"),
    ("Ia tiba pada {}.", "Jumat lalu", "2018-11-23", "2018-11-30"),
    ("Ia tiba pada {}.", "Minggu", "2018-11-25", "2018-11-30"),
    ("Ia tiba pada {}.", "hari Minggu", "2018-11-25", "2018-11-30"),
    ("Ia akan tiba {}.", "Senin mendatang", "2018-12-03", "2018-11-30"),
    ("Ia tiba pada {}.", "Jumat pekan lalu", "2018-11-23", "2018-11-30"),
    ("Ia akan tiba di Lodan pada {}.", "Rabu", "2018-12-05", "2018-11-30"),
    ("Pada {}, Utusan Sari akan tiba.", "Rabu", "2018-12-05", "2018-11-30"),
    ("Ia datang {}.", "Kamis besok", "2018-12-06", "2018-11-30"),
    ("Forum itu berlangsung {}.", "Senin hingga Rabu", "2018-11-26/2018-11-28", "2018-11-30"),
    ("Forum itu berlangsung {}.", "Senin-Rabu pekan depan", "2018-12-03/2018-12-05", "2018-11-30"),
    # days and stretches of days
    ("Forum itu digelar {}.", "14--17 November 2018", "2018-11-14/2018-11-17", "2018-11-30"),
    ("Surat itu bertanggal {}.", "June 18, 2018", "2018-06-18", "2018-11-30"),
    ("Usul itu diserahkan pada {}.", "30 November mendatang", "2018-11-30", "2018-11-30"),
    ("Forum itu digelar {}.", "19-20 Mei lalu", "2016-05-19/2016-05-20", "2016-05-31"),
    ("Forum itu digelar {}.", "10 hingga 12 Oktober mendatang", "2016-10-10/2016-10-12", "2016-10-08"),
    ("Forum itu digelar {}.", "28-29 Maret 2017", "2017-03-28/2017-03-29", "2017-03-31"),
    ("Forum itu digelar {}.", "30 November hingga 2 Desember 2018", "2018-11-30/2018-12-02", "2018-11-30"),
    ("Forum itu digelar pada {}.", "28 Oktober", "2021-10-28", "2021-12-07"),
    ("Forum itu akan digelar pada {}.", "5 Januari", "2019-01-05", "2018-11-30"),
    ("Forum itu digelar pada {}.", "31/12/2017", "2017-12-31", "2018-11-30"),
    ("Forum itu digelar pada {}.", "22 Desember tahun lalu", "2017-12-22", "2018-01-31"),
    # parts of months, years and weeks
    ("Mereka bertemu pada {}.", "awal November lalu", "2018-11-0X", "2018-11-30"),
    ("Mereka bertemu pada {}.", "pertengahan November lalu", "2018-11-1X", "2018-11-30"),
    ("Mereka bertemu pada {}.", "akhir November lalu", "2018-11-2X", "2018-11-30"),
    ("Mereka bertemu pada {}.", "awal tahun ini", "2018-01/2018-03", "2018-11-30"),
    ("Mereka bertemu pada {}.", "akhir tahun 2018", "2018-10/2018-12", "2018-11-30"),
    ("Mereka bertemu pada {}.", "akhir pekan lalu", "2018-11-24/2018-11-25", "2018-11-30"),
    # months, quarters, seasons
    ("Mereka bertemu pada {}.", "Agustus lalu", "2018-08", "2018-11-30"),
    ("Mereka bertemu pada {}.", "Desember lalu", "2017-12", "2018-11-30"),
    ("Mereka akan bertemu pada {}.", "April nanti", "2019-04", "2018-11-30"),
    ("Nilainya naik pada {}.", "Januari-Juni 2017", "2017-01/2017-06", "2018-11-30"),
    ("Nilainya naik pada {}.", "kuartal pertama 2025", "2025-01/2025-03", "2025-06-01"),
    ("Nilainya naik pada {}.", "semester I 2017", "2017-01/2017-06", "2018-11-30"),
    ("Nilainya naik pada {}.", "kuartal II atau III 2026", "2026-04/2026-09", "2025-06-20"),
    ("Nilainya naik pada {}.", "paruh kedua 2018", "2018-07/2018-12", "2018-11-30"),
    ("Itu terjadi dalam kerusuhan {}.", "Mei 98", "1998-05", "2018-11-30"),
    ("Mereka bertemu pada {}.", "musim gugur tahun ini", "2018-23", "2018-11-30"),
    # relative units
    ("Mereka bertemu {}.", "tahun depan", "2019", "2018-11-30"),
    ("Mereka bertemu {}.", "tahun ini", "2018", "2018-11-30"),
    ("Mereka bertemu {}.", "bulan lalu", "2018-10", "2018-11-30"),
    ("Mereka bertemu {}.", "pekan lalu", "2018-11-19/2018-11-25", "2018-11-30"),
    ("Mereka bertemu {}.", "minggu ini", "2018-11-26/2018-12-02", "2018-11-30"),
    ("Mereka bertemu {}.", "pekan depan", "2018-12-03/2018-12-09", "2018-11-30"),
    ("Mereka bertemu {}.", "kemarin", "2018-11-29", "2018-11-30"),
    ("Mereka bertemu {}.", "hari ini", "2018-11-30", "2018-11-30"),
    ("Mereka bertemu {}.", "besok", "2018-12-01", "2018-11-30"),
    ("Mereka bertemu {}.", "lusa", "2018-12-02", "2018-11-30"),
    ("Mereka bertemu {}.", "semalam", "2018-11-29/2018-11-30", "2018-11-30"),
    ("Mereka bertemu {}.", "tadi malam", "2018-11-29/2018-11-30", "2018-11-30"),
    ("Mereka bertemu {}.", "pagi tadi", "2018-11-30", "2018-11-30"),
    ("Mereka bertemu {}.", "hari ini, Jumat (30/11)", "2018-11-30", "2018-11-30"),
    ("Mereka bertemu {}.", "besok, Sabtu", "2018-12-01", "2018-11-30"),
    # years, decades, centuries
    ("Mereka bertemu pada {}.", "tahun 2016", "2016", "2018-11-30"),
    ("Mereka bertemu pada {}.", "2016", "2016", "2018-11-30"),
    ("Rencana Aksi itu berlaku {}.", "2016-2020", "2016/2020", "2018-11-30"),
    ("Itu terjadi pada {}.", "tahun 2010-an", "201X", "2018-11-30"),
    ("Itu terjadi pada {}.", "1990-an", "199X", "2018-11-30"),
    ("Itu terjadi pada {}.", "era 90-an", "199X", "2018-11-30"),
    ("Itu terjadi pada {}.", "dekade 1930", "193X", "2018-11-30"),
    ("Itu terjadi pada {}.", "abad ke-20", "19XX", "2018-11-30"),
    ("Ia menjabat {}.", "Januari 2009 hingga 2013", "2009-01/2013", "2018-11-30"),
    ("Ia bertugas di Dinas Lodanpada {}.", "2017", "2017", "2018-11-30"),
    # bounds
    ("Mereka bermitra {}.", "sejak 1996", "1996/..", "2018-11-30"),
    ("Mereka bermitra {}.", "sejak tahun 2016", "2016/..", "2018-11-30"),
    ("Mereka berunding {}.", "sejak pekan lalu", "2018-11-19/..", "2018-11-30"),
    ("Rencana itu berlaku {}.", "hingga 2025", "../2025", "2018-11-30"),
    ("Rencana itu selesai {}.", "paling lambat akhir 2026", "../2026-12", "2018-11-30"),
    ("Rencana itu selesai {}.", "selambat-lambatnya akhir 2026", "../2026-12", "2018-11-30"),
    ("Laporan itu diserahkan {}.", "paling lambat hari Rabu", "../2018-12-05", "2018-11-30"),
    ("Mereka berunding {}.", "sejak Mei hingga September 2017", "2017-05/2017-09", "2018-11-30"),
    ("Itu berlaku {}.", "1 Juni 2018 s.d. 3 Juli 2018", "2018-06-01/2018-07-03", "2018-11-30"),
    ("Mereka berunding {}.", "dari Januari sampai sekarang", "2018-01/2018-11-30", "2018-11-30"),
    # recurring, vague, uncertain
    ("Mereka bertemu {}.", "setiap tahun", "XXXX", "2018-11-30"),
    ("Mereka bertemu {}.", "tiap bulan", "XXXX-XX", "2018-11-30"),
    ("Mereka bertemu {}.", "setiap musim gugur", "XXXX-23", "2018-11-30"),
    ("Mereka bertemu {}.", "sekitar tahun 2010", "2010~", "2018-11-30"),
    ("Mereka bertemu {}.", "kira-kira tahun 2010", "2010~", "2018-11-30"),
    ("Mereka bertemu {}.", "kalau tidak salah 2010", "2010?", "2018-11-30"),
    # counted from a day
    ("Mereka bertemu {}.", "dua tahun lalu", "2016", "2018-11-30"),
    ("Mereka bertemu {}.", "hampir dua tahun lalu", "2016~", "2018-11-30"),
    ("Mereka bertemu {}.", "sepekan lalu", "2018-11-23", "2018-11-30"),
    ("Mereka bertemu {}.", "dua puluh lima hari yang lalu", "2018-11-05", "2018-11-30"),
    ("Nilainya naik {}.", "selama setahun terakhir", "2017-11-30/2018-11-30", "2018-11-30"),
    ("Nilainya naik {}.", "18 bulan terakhir", "2017-05-30/2018-11-30", "2018-11-30"),
    ("Nilainya naik {}.", "lima tahun terakhir (2014-2018)", "2014/2018", "2018-11-30"),
    ("Ia akan memutuskan {}.", "dalam dua minggu ke depan", "2018-11-30/2018-12-14", "2018-11-30"),
    ("Ia akan memutuskan {}.", "dalam 100 hari", "2018-11-30/2019-03-10", "2018-11-30"),
]


@pytest.mark.parametrize(("frame", "words", "value", "published"), CASES, ids=[f"{c[1]}" for c in CASES])
def test_expression_is_found_whole_and_resolved(frame, words, value, published):
    assert found(frame.format(words), published) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Pertemuan itu berlangsung selama tiga jam.",
        "Ia bekerja dua tahun di Lodan.",
        "Rapat dimulai pukul 10.00 WIB.",
        "Perempuan berusia 45 tahun itu menang 3-1.",
        "UU Nomor 5 Tahun 2018 mengatur hal itu.",
        "Perpol No. 7 Tahun 2021 mengatur hal itu.",
        "Dewan mengadopsi Resolusi 2334 dengan suara bulat.",
        "Piala Lodan 2022 dibuka meriah.",
        "Sebanyak 2000 orang hadir di sana.",
        "Harganya Rp 2.018 per lembar.",
        "Telepon 021-2018-3344 berdering.",
        "Universitas Sebelas Maret mengundang Juni Wardana.",
        "Ia datang beberapa tahun lalu dan baru-baru ini pergi.",
        "Perayaan ulang tahun ini meriah.",
        "Mereka berlatih setiap Senin.",
        "Perdamaian tak datang dalam semalam.",
        "Ia menonton acara Dunia Hari Ini.",
        "Keadaan beberapa hari ini tenang.",
        "Kantor itu buka Senin-Jumat.",
        "Ia tinggal di Pasar Minggu.",
        "Kita kemarin-kemarin sudah sepakat.",
        "Lihat https://lodan.example/berita/2018-09-13/utusan",
    ],
)
def test_what_is_no_time_is_left_alone(text):
    assert found(text) == []


def test_bare_day_takes_the_year_that_the_text_gives_it_elsewhere():
    text = "Tarif berlaku mulai 3 Februari 2020. Pada 3 Februari mereka menandatanganinya."
    assert found(text)[1] == ("3 Februari", "2020-02-03")


def test_today_is_the_day_that_is_reported_just_before_publication():
    text = 'Ia berbicara di Lodan, Kamis (29/11). "Kita mulai hari ini," katanya.'
    assert found(text)[1] == ("mulai hari ini", "2018-11-29/..")


def test_mulai_bounds_a_period_but_as_a_verb_it_only_has_a_date():
    assert found("Aturan itu berlaku mulai 2016.") == [("mulai 2016", "2016/..")]
    assert found("Itu sudah kami bahas, dan kami sudah mulai pada 2016.") == [("2016", "2016")]


def test_speakers_say_yesterday_for_lately():
    assert found('"Kita kan kemarin sudah sepakat," katanya.') == []


def test_days_before_and_after_count_from_the_day_told_last():
    text = "Ia tiba pada 3 Mei 2017. Sehari sebelumnya utusan lain datang. Dua hari kemudian ia pulang."
    assert [v for _, v in found(text)] == ["2017-05-03", "2017-05-02", "2017-05-04"]


def test_same_period_takes_the_months_told_before():
    text = "Ekspor Januari-Mei 2018 naik dibandingkan periode yang sama tahun lalu."
    assert found(text)[1] == ("periode yang sama tahun lalu", "2017-01/2017-05")


def test_day_known_by_its_name_is_in_the_year_of_that_day():
    assert found("Serangan teroris 11 September mengubah segalanya.") == [("11 September", "2001-09-11")]


def test_tense_cue_before_a_date_does_not_reach_from_another_sentence():
    assert found("Ia akan datang. Mereka bertemu pada 5 Mei.") == [("5 Mei", "2018-05-05")]
    assert found("Mereka akan bertemu pada 5 Mei.") == [("5 Mei", "2019-05-05")]


def test_day_of_early_spring_told_in_late_autumn_is_past_only_where_the_words_say_so():
    assert found("Mereka bertemu pada 5 Februari.") == [("5 Februari", "2019-02-05")]
    assert found("Mereka telah bertemu pada 5 Februari.") == [("5 Februari", "2018-02-05")]


def test_weekday_of_an_attribution_or_of_telling_is_past_whatever_is_told():
    assert found("Ia akan datang, kata Sari, Rabu.") == [("Rabu", "2018-11-28")]
    assert found("Sari mengatakan pada Rabu bahwa ia akan datang.") == [("Rabu", "2018-11-28")]
    assert found("Lembaga itu mengatakan pada Desember bahwa ia akan datang.") == [("Desember", "2017-12")]


def test_one_moment_by_two_clocks_is_two_days():
    text = "Itu terjadi Rabu (28/11) waktu setempat atau Kamis (29/11) WIB."
    assert [value for _, value in found(text)] == ["2018-11-28", "2018-11-29"]


def test_date_is_not_told_again_by_the_word_behind_it():
    assert found("Batasnya 1 Desember 2018 besok.") == [("1 Desember 2018", "2018-12-01")]


def test_ordinal_before_a_unit_counts_nothing():
    assert found("Lodan memimpin forum ke-10 tahun depan.") == [("tahun depan", "2019")]


def test_periods_beside_the_one_told_last():
    text = (
        "Ekspor naik pada 2016 dari tahun sebelumnya. Di tahun yang sama impor turun, tahun berikutnya naik."
    )
    assert [value for _, value in found(text)] == ["2016", "2015", "2015", "2016"]
    assert found("Itu tak terjadi pada tahun-tahun sebelumnya.") == []


def test_same_period_of_a_month_told_just_before_is_that_month():
    text = "Ekspor Mei 2018 naik dibandingkan periode yang sama tahun sebelumnya."
    assert found(text)[1] == ("periode yang sama tahun sebelumnya", "2017-05")


def test_spoken_today_is_not_the_day_on_which_a_medium_was_quoted():
    text = (
        "Ia berbicara di Lodan, Kamis (29/11). Rekaman itu dikutip dari kanal Lodan, Jumat (30/11). "
        '"Hari ini kita sepakat," katanya.'
    )
    assert found(text)[2] == ("Hari ini", "2018-11-29")


def test_without_publication_only_full_dates_have_values():
    assert found("Kemarin, Senin, ia teringat 3 Mei 2017.", None) == [("3 Mei 2017", "2017-05-03")]


def test_captions_are_read_and_name_their_zone():
    (only,) = times("Tanpa waktu.", captions=("Utusan Lodan, 3 Mei 2017.",))
    assert (only.evidence.zone, only.edtf) == ("caption:0", "2017-05-03")


def test_expressions_do_not_run_across_lines():
    assert found("Ia tiba sejak\n1996") == [("1996", "1996")]


def test_distinct_groups_the_mentions_of_the_same_words_and_value():
    text = "Pada 2016 ia datang. Tahun 2016 usai. Pada 2016 ia pulang."
    starts = [[t.evidence.start for t in mentions] for mentions in distinct(times(text))]
    assert starts == [[5, 43], [21]]


def test_distinct_does_not_count_the_part_of_the_day_behind_a_date():
    (mentions,) = distinct(times("Ia tiba Jumat (30/11). Jumat (30/11) malam ia pulang."))
    assert [t.evidence.exact for t in mentions] == ["Jumat (30/11)", "Jumat (30/11) malam"]


def test_times_in_a_stretch_are_those_wholly_inside_it():
    text = "Pada 2016 ia datang, pada 2017 ia pulang."
    assert [t.edtf for t in times_in(times(text), 0, 20)] == ["2016"]
    assert times_in(times(text), 0, 7) == ()
    assert times_in(times(text), 0, 20, "caption:0") == ()


SOME_WORDS = (
    "senin minggu Jumat pekan bulan tahun hari lalu depan ini terakhir mendatang sejak hingga sampai dengan "
    "sekitar setiap awal akhir pertengahan Mei Februari November Dec kuartal semester musim gugur abad ke "
    "dua puluh tiga seminggu setahun kemarin besok ( ) / - , . 1 2 30 31 29 12 2016 1996 2018 225 1990an an I III "
    "kemudian sebelumnya antara dan atau paling lambat kalau tidak salah dalam selama periode yang sama pada "
    "tanggal 7 Oktober hamas s.d. s/d \n akan ke mulai telah sekarang dari paruh tadi malam pagi WIB waktu setempat "
    "berikutnya kira-kira selambat-lambatnya 1672025 '98 98 -- Pasar Minggu Selasa mengatakan dikutip \" tahun June"
)
WORDS = st.sampled_from(SOME_WORDS.split(" "))


@settings(max_examples=400, deadline=None)
@given(
    st.lists(WORDS, max_size=30).map(" ".join),
    st.sampled_from(["2018-11-30", "2016-02-29", "9999-12-31", None]),
)
def test_every_value_is_valid_and_every_span_exact_and_apart(text, published):
    end = 0
    for expression in times(text, published):
        evidence = expression.evidence
        assert edtf.is_valid(expression.edtf)
        assert text[evidence.start : evidence.end] == evidence.exact
        assert evidence.start >= end
        end = evidence.end


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["2018-11-30", "0001-01-01", "9999-12-31", None]))
def test_no_text_breaks_the_finder(text, published):
    for expression in times(text, published):
        assert edtf.bounds(expression.edtf)


def test_an_age_is_no_year():
    assert times("Menteri berusia 65 tahun ini tiba.") == []


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=4, max_size=30).map(" ".join))
def test_every_value_is_read_by_the_edtf_package_too(text):
    from edtf import parse_edtf

    for value in {expression.edtf for expression in times(text)}:
        # two shapes that EDTF allows and the package does not know: a season of any year, and an open end
        # beside unsaid digits ("199X/.."); of the latter, the said end alone is held against it
        said = value.replace("../", "").replace("/..", "") if "X" in value else value
        assert (said[:5] == "XXXX-" and said[5:7] > "20") or parse_edtf(said)


@pytest.mark.parametrize(
    "text",
    [
        "Utusan Lodan bertemu Senin (26/11) dan akan kembali pekan depan selama dua hari. " * 7_000,
        "1" * 1_000_000,
        "1-1-1-1-" * 125_000,
        "1/1/" * 250_000,
        "sejak hingga " * 70_000,
        "Senin (26/11) hari ini " * 20_000,
        "Mei tahun sebelumnya " * 15_000,
        "akan Senin hingga Rabu, " * 15_000,
    ],
    ids=["100,000 words", "digits", "dashes", "slashes", "bounds", "days", "periods told", "weekdays"],
)
def test_hostile_length_takes_bounded_time(text):
    from datetime import date

    from jejak.findings.times import resolved_spans
    from jejak.findings.times.words import lexicon

    start = time.process_time()
    resolved_spans(lexicon(), lexicon().tokens(text), date(2018, 11, 30))
    assert time.process_time() - start < 15  # 1 to 4 s on a quiet machine
