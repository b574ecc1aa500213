from datetime import date

import pytest

from jejak.article.dates import infer_published, is_date_line, parse_published, spoken_days


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("Selasa 07 Dec 2021 20:33 WIB", "2021-12-07T20:33:00+07:00"),
        ("Rabu, 18 Jun 2025 19:44 WIB", "2025-06-18T19:44:00+07:00"),
        ("Diperbarui 20 Jun 2025, 05:50 WIB", "2025-06-20T05:50:00+07:00"),
        ("31 Mei 2016, 02:49 WIB", "2016-05-31T02:49:00+07:00"),
        ("Tayang: Selasa, 10 Juni 2025 07:37 WITA", "2025-06-10T07:37:00+08:00"),
        ("20 Juni 2025 - 10:05 WIT", "2025-06-20T10:05:00+09:00"),
        ("Jum'at, 20 Juni 2025 |11:58 WIB", "2025-06-20T11:58:00+07:00"),
        ("25 Februari 2018 | 09.37 WIB", "2018-02-25T09:37:00+07:00"),
        ("Senin, 21 Januari 2019 / 22:05 WIB", "2019-01-21T22:05:00+07:00"),
        ("Jumat 30 November 2018 pukul 10.15", "2018-11-30T10:15:00+07:00"),
        ("pukul 10.15 WIB, Jumat 30 Nopember 2018", "2018-11-30T10:15:00+07:00"),
        ("30/11/2018 10:15", "2018-11-30T10:15:00+07:00"),
        ("Kompas.com - 20/06/2025, 18:13 WIB", "2025-06-20T18:13:00+07:00"),
        ("2017-09-11", "2017-09-11"),
        ("2017-09-11T10:15:00Z", "2017-09-11T10:15:00+00:00"),
        ("2021-12-07T20:33:00.123+0700", "2021-12-07T20:33:00+07:00"),
        ("2023-02-27 23:44:44", "2023-02-27T23:44:44+07:00"),
        ("Mon, 11 Sep 2023 20:20:15 +0700", "2023-09-11T20:20:15+07:00"),
        ("Sun, 17 Sep 2023 01:11:04 WIB", "2023-09-17T01:11:04+07:00"),
        ("Thu, 02 Jan 2020 08:00:00 GMT", "2020-01-02T08:00:00+00:00"),
        ("December 7, 2021 8:05 pm", "2021-12-07T20:05:00+07:00"),
        ("12 Januari 2020", "2020-01-12"),
        ("Sabtu, 31\u00a0Mei\u00a02025 12:03 WIB", "2025-05-31T12:03:00+07:00"),
    ],
)
def test_a_date_is_read_as_indonesian_pages_print_it(printed, edtf):
    assert parse_published(printed) == edtf


@pytest.mark.parametrize(
    "printed", ["", None, "Waktu tidak ditemukan", "31/02/2020", "32 Mei 2020", "99", "1/1/2999"]
)
def test_what_is_no_past_date_gives_none(printed):
    assert parse_published(printed) is None


def test_a_date_more_than_a_day_after_the_reading_is_refused():
    assert parse_published("3 Mei 2020", latest=date(2020, 5, 1)) is None
    assert parse_published("2 Mei 2020", latest=date(2020, 5, 1)) == "2020-05-02"


def test_an_impossible_clock_time_leaves_the_day():
    assert parse_published("20 Juni 2025 25:61") == "2025-06-20"


def test_the_label_of_publication_outvotes_the_label_of_change():
    line = "Diperbarui 20 Jun 2025, 05:50 WIB Diterbitkan 19 Jun 2025, 22:10 WIB"
    assert parse_published(line) == "2025-06-19T22:10:00+07:00"


def test_an_outlet_in_makassar_prints_central_time():
    assert parse_published("20 Juni 2025 10:05", publisher="Fajar") == "2025-06-20T10:05:00+08:00"


def test_the_day_comes_first_where_numbers_leave_it_open():
    assert parse_published("9/6/2025") == "2025-06-09"


def test_the_weekday_settles_which_number_is_the_month():
    assert parse_published("Sabtu, 9/6/2025") == "2025-09-06"


def test_days_that_the_article_speaks_of_settle_which_number_is_the_month():
    near = spoken_days("Hal itu disampaikan menteri, Jumat (5/9).")
    assert parse_published("9/6/2025 21:15", near=near) == "2025-09-06T21:15:00+07:00"


@pytest.mark.parametrize("line", ["Kamis, 14 Mar 2024 16:05 WIB", "25/06/2020", "Oleh Tim - 3 Mei 2021"])
def test_a_date_with_little_else_is_a_date_line(line):
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Pertemuan kedua menteri berlangsung di kantor kementerian pada 14 Maret 2024",
        "Judul tanpa angka",
        "10 negara ikut latihan",
    ],
)
def test_a_sentence_with_a_date_is_no_date_line(line):
    assert not is_date_line(line)


def test_a_full_date_behind_an_attribution_counts_as_given():
    body = 'Rapat digelar Senin (19/11/2018).\n"Kami siap," kata Menteri Budi, Jumat (30/11/2018).'
    assert infer_published(body) == ("2018-11-30", None)


def test_a_weekday_with_day_and_month_takes_the_year_in_which_they_agree():
    body = "Delegasi bertemu hari ini, Jumat (29/1).\nPada akhir Desember 2015 lalu mereka telah berunding."
    assert infer_published(body) == (None, "2016-01-29")


def test_a_bare_weekday_is_the_first_after_the_last_day_spoken_of():
    body = "Hal itu disambut baik, kata Budi di Jakarta, Jumat.\nRapat digelar pada 28-29 Maret 2017."
    assert infer_published(body) == (None, "2017-03-31")


def test_a_planned_day_is_not_taken_for_the_day_of_the_report():
    body = "Pertemuan akan digelar pada Senin (3/12/2018).\nHal itu dikatakan Budi, Jumat (30/11/2018)."
    assert infer_published(body) == ("2018-11-30", None)


def test_a_body_without_dates_implies_nothing():
    assert infer_published("Menteri itu tiba pada Jumat dan langsung pulang.") == (None, None)


def test_a_weekday_and_date_far_from_every_spoken_year_imply_nothing():
    assert infer_published("Perang usai pada 1945.\nKata Budi, Jumat (29/1).") == (None, None)
