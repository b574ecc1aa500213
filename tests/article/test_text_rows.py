"""Rows that hold an article's text with a scraper's leftovers."""

import pytest

from jejak.article.text import read_row
from jejak.model import Capture, Hints

FIRST = "Menteri Pertanian Kaledora tiba di ibu kota untuk membicarakan pasokan gandum."
SECOND = "Ia diterima oleh wakil presiden dalam pertemuan yang berlangsung dua jam."


def row(body, **hints):
    return read_row(Capture("id", "rows.jsonl#id", "text/x-article", body.encode(), hints=Hints(**hints)))


@pytest.mark.parametrize(
    "leftover",
    [
        "SCROLL TO CONTINUE WITH CONTENT",
        "ADVERTISEMENT",
        "Baca juga:Kaledora Tunda Panen Raya",
        "Baca juga: Kaledora tunda panen raya",
        "Baca juga:\nKaledora Tunda Panen Raya",
        "Simak Video 'Kaledora Tunda Panen Raya':",
        "Simak juga Video: Panen Raya",
        "Lihat juga Video Panen Raya di Kaledora",
        'Tonton juga "Panen Raya" di sini:',
        "[Gambas:Video 20detik]",
        "Simak berita selengkapnya di halaman selanjutnya.",
        "Saksikan Live DetikPagi:",
        "Baca selengkapnya di sini.",
    ],
)
def test_a_leftover_line_is_dropped(leftover):
    assert row(f"{FIRST}\n{leftover}\n{SECOND}").text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    "tail",
    [
        " (abc/def)",
        " (abc/def) gandum kaledora panen raya",
        " [abc]",
        "\n(nat)",
        " (Antara)",
        " COPYRIGHT © ANTARA 2023",
        "Pewarta: Ani LestariEditor: Budi Santoso COPYRIGHT © ANTARA 2023",
        " Baca juga: Kaledora tunda panen raya Baca juga: Harga gandum naikPewarta: Ani Lestari",
        " --- null",
        " --- Ringkasan Menteri tiba.\nLucu sekali.",
        "Cek Berita dan Artikel yang lain di Google News",
        "\nArtikel ini telah tayang di Contoh.com dengan judul Menteri Tiba",
        " https://contoh.example/berita/menteri-tiba",
    ],
)
def test_what_hangs_on_the_end_is_dropped(tail):
    assert row(f"{FIRST}\n{SECOND}{tail}").text == f"{FIRST}\n{SECOND}"


def test_a_headline_glued_before_a_sentence_is_cut_out():
    body = f"{FIRST} Baca Juga: Kaledora Tunda Panen Raya untuk Kedua Kali Menurut dia, gudang itu penuh."
    assert row(body).text == f"{FIRST}\nMenurut dia, gudang itu penuh."


def test_a_headline_on_the_line_after_baca_juga_is_cut_from_its_sentence():
    body = f"{FIRST}\nBaca juga:\nKaledora Tunda Panen Raya di Lima Kota Pekan lalu, gudang itu sudah penuh."
    assert row(body).text == f"{FIRST}\nPekan lalu, gudang itu sudah penuh."


def test_a_sentence_after_baca_juga_stays():
    assert row(f"{FIRST}\nBaca Juga\n{SECOND}").text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Sumber daya alam Kaledora dikelola bersama oleh dua perusahaan negara, kata menteri itu.",
        "Video itu memperlihatkan menteri turun dari kapal bersama rombongannya pada malam hari.",
        '"Simak baik-baik isi perjanjian itu," katanya.',
        "Baca juga isi perjanjian itu, pesan menteri kepada pengusaha. Mereka mengangguk. Rapat ditutup.",
        "Editor surat kabar itu, Budi Santoso, membantah kabar tersebut.",
        "Kecepatan kapal itu mencapai 40 km/jam di laut lepas.",
    ],
)
def test_a_sentence_that_looks_like_a_prompt_stays(sentence):
    assert sentence in row(f"{FIRST}\n{sentence}\n{SECOND}").text


def test_a_sentence_that_runs_over_two_lines_is_joined():
    body = "Menteri itu membawa beras, obat-obatan dan tenda\nyang sangat diperlukan oleh para pengungsi."
    assert row(body).text == body.replace("\n", " ")


def test_words_glued_by_a_scraper_are_not_repaired():
    body = "Menteri PertanianKaledoratiba di ibu kota."
    assert row(body).text == body


def test_columns_give_the_metadata():
    article = row(
        f"NEW YORK, KOMPAS.com - {FIRST}\n{SECOND}",
        title=" Menteri  Tiba ",
        publisher="Kompas.com",
        date="Rabu, 18 Jun 2025 19:44 WIB",
        author="Ani Lestari, Budi Santoso -detikNews",
        url="https://contoh.example/1",
    )
    assert (article.title, article.publisher, article.dateline) == ("Menteri Tiba", "Kompas.com", "New York")
    assert article.published == "2025-06-18T19:44:00+07:00"
    assert article.bylines == ("Ani Lestari", "Budi Santoso")
    assert article.text == f"{FIRST}\n{SECOND}"


def test_credits_in_the_text_fill_an_empty_author_column():
    article = row(
        f"London (ANTARA) - {FIRST}Penerjemah: Ani LestariEditor: Budi Santoso COPYRIGHT © ANTARA 2023"
    )
    assert (article.bylines, article.editors, article.publisher) == (
        ("Ani Lestari",),
        ("Budi Santoso",),
        "ANTARA",
    )


@pytest.mark.parametrize(
    ("body", "bylines", "editors"),
    [
        (
            f"Laporan Wartawan TribunSolo.com, Ani Lestari TRIBUNSOLO.COM, SOLO - {FIRST}",
            ("Ani Lestari",),
            (),
        ),
        (
            f"Laporan Reporter POS-KUPANG.COM, Ani Lestari POS-KUPANG.COM, KUPANG - {FIRST}",
            ("Ani Lestari",),
            (),
        ),
        (f"Laporan Wartawan Tribun Jabar, Ani Lestari TRIBUNJABAR.ID, SOLO - {FIRST}", ("Ani Lestari",), ()),
        (f"Laporan Reporter Tribun Jogja Ani Lestari TRIBUNJOGJA.COM, SOLO - {FIRST}", ("Ani Lestari",), ()),
        (f"Laporan Ani Lestari I Banda Aceh PROHABA.CO, SOLO - {FIRST}", ("Ani Lestari",), ()),
        (f"Laporan Ani Lestari SURYAMALANG.COM, SOLO - {FIRST}", ("Ani Lestari",), ()),
        (
            f"Laporan Wartawan Tribunnews Bogor.com, Ani Lestari TRIBUNNEWS BOGOR.COM, SOLO - {FIRST}",
            ("Ani Lestari",),
            (),
        ),
        (
            f"{FIRST} Baca juga: Panen raya 2024Pewarta: Ani LestariEditor: Budi Santoso",
            ("Ani Lestari",),
            ("Budi Santoso",),
        ),
        (f"Penulis: Ani Lestari/DW Indonesia SOLO, KOMPAS.com - {FIRST}", ("Ani Lestari",), ()),
        (f"{FIRST} Artikel ini diproduksi oleh Ani Lestari dari laporan ABC News.", ("Ani Lestari",), ()),
        (
            f"{FIRST} Sumber: Kompas.com (Penulis Kontributor Solo, Ani Lestari | Editor Budi Santoso)",
            ("Ani Lestari",),
            ("Budi Santoso",),
        ),
    ],
)
def test_credits_glued_to_a_paragraph_are_read_and_dropped(body, bylines, editors):
    article = row(body)
    assert (article.text, article.bylines, article.editors) == (FIRST, bylines, editors)


def test_the_place_of_a_dateline_stands_behind_the_last_source_that_names_one():
    article = row(f"Laporan Reporter POS-KUPANG.COM, Ani Lestari POS-KUPANG.COM, KUPANG - {FIRST}")
    assert (article.dateline, article.text) == ("Kupang", FIRST)


def test_a_headline_in_sentence_case_ends_where_a_sentence_opens():
    body = f"{FIRST} Baca juga: Kaledora tunda panen raya di lima kota Ia menegaskan, gudang itu penuh."
    assert row(body).text == f"{FIRST}\nIa menegaskan, gudang itu penuh."


def test_a_teaser_before_the_dateline_that_the_text_repeats_is_dropped():
    body = f"Ia diterima oleh wakil presidenJakarta (ANTARA) - {FIRST} {SECOND}"
    assert row(body).text == f"{FIRST} {SECOND}"


def test_a_title_glued_before_the_source_is_dropped():
    article = row(f"Menteri Kaledora Tiba dengan Kapal TRIBUNNEWS.COM- {FIRST}")
    assert (article.text, article.publisher) == (FIRST, "Tribunnews.com")


def test_without_a_date_column_the_body_dates_the_article():
    assert row(f'"{FIRST}" kata Budi, Jumat (30/11/2018).').published == "2018-11-30"
