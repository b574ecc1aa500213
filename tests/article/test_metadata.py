import pytest

from jejak.article.metadata import (
    find_agency_dateline,
    find_bylines,
    find_credits,
    is_person,
    parse_byline,
    read_dateline,
    split_dateline,
)
from jejak.article.publishers import name_publisher, publisher_of_url, publishers

DATELINES = [
    ("Liputan6.com, Jakarta - ", "Jakarta", "Liputan6.com"),
    ("REPUBLIKA.CO.ID, MOSKOW -- ", "Moskow", "REPUBLIKA.CO.ID"),
    ("Jakarta, LEI – ", "Jakarta", "LEI"),
    ("Bisnis.com, JAKARTA - ", "Jakarta", "Bisnis.com"),
    ("Seoul (ANTARA News) - ", "Seoul", "ANTARA News"),
    ("JAKARTA, KOMPAS.com - ", "Jakarta", "KOMPAS.com"),
    ("Jakarta, CNN Indonesia -- ", "Jakarta", "CNN Indonesia"),
    ("Jakarta, CNN Indonesia - - ", "Jakarta", "CNN Indonesia"),
    ("TEMPO.CO, Jakarta - ", "Jakarta", "TEMPO.CO"),
    ("TEMPO.CO, Jakarta-", "Jakarta", "TEMPO.CO"),
    ("NEW YORK, iNews.id - ", "New York", "iNews.id"),
    ("KONTAN.CO.ID - JAKARTA. ", "Jakarta", "KONTAN.CO.ID"),
    ("Kuta, Bali (ANTARA) - ", "Kuta, Bali", "ANTARA"),
    ("Liputan6.com, Washington, DC - ", "Washington, DC", "Liputan6.com"),
    ("JAKARTA- ", "Jakarta", None),
    ("JAKARTA-", "Jakarta", None),
    ("AMERIKA SERIKAT – ", "Amerika Serikat", None),
    ("Den\u00a0Haag\u00a0- ", "Den Haag", None),
    ("KOMPAS.com - ", None, "KOMPAS.com"),
    ("TRIBUNNEWS.COM- ", None, "TRIBUNNEWS.COM"),
    ("Liputan6.com, Jakarta ", "Jakarta", "Liputan6.com"),
    ("Markas Besar PBB, New York (ANTARA) - ", "Markas Besar PBB, New York", "ANTARA"),
]


@pytest.mark.parametrize(("prefix", "place", "source"), DATELINES)
def test_a_dateline_is_split_from_the_sentence(prefix, place, source):
    found = read_dateline(prefix + "Menteri itu tiba pada malam hari.")
    assert found is not None
    assert (found.place, found.source, found.end) == (place, source, len(prefix))


@pytest.mark.parametrize(
    "sentence",
    [
        "Iran-Israel sepakat berunding lagi.",
        "AS-China Lanjut Berunding di London",
        "Kesepakatan dagang - yang ditandatangani kemarin - mulai berlaku.",
        "Presiden Budi Santoso (BS) - demikian ia disebut - tiba.",
        "Menurut dia, Jakarta - Bogor dapat ditempuh satu jam.",
        "FOTO - Kedua menteri bertemu.",
        "Menteri itu tiba.",
        "",
    ],
)
def test_a_sentence_with_a_dash_has_no_dateline(sentence):
    assert split_dateline(sentence) == (None, sentence)


def test_an_agency_dateline_is_found_behind_a_teaser_without_blank():
    paragraph = "Kami menilai produk itu layak untuk pasar internasionalJakarta (ANTARA) - Sebuah perusahaan"
    at, found = find_agency_dateline(paragraph)
    assert paragraph[:at].endswith("internasional")
    assert (found.place, paragraph[found.end :]) == ("Jakarta", "Sebuah perusahaan")


@pytest.mark.parametrize(
    ("text", "bylines", "editors"),
    [
        ("Rep: Ani Lestari/ Red: Budi Santoso", ("Ani Lestari",), ("Budi Santoso",)),
        (
            "Pewarta: Ani LestariEditor: Budi Santoso COPYRIGHT © ANTARA 2023",
            ("Ani Lestari",),
            ("Budi Santoso",),
        ),
        ("oleh Ani Putri Lestari diperbarui 31 Mei 2016, 02:49 WIB", ("Ani Putri Lestari",), ()),
        ("Ani Lestari, Budi Santoso -detikFinance", ("Ani Lestari", "Budi Santoso"), ()),
        ("Ani Lestari, Budi, dan Citra M", ("Ani Lestari", "Budi", "Citra M"), ()),
        (
            "Diadaptasi oleh Ani Lestari dan Budi Santoso Editor: Citra M",
            ("Ani Lestari", "Budi Santoso"),
            ("Citra M",),
        ),
        ("Laporan Wartawan Tribunnews.com, Ani Lestari", ("Ani Lestari",), ()),
        ("Gandum 2024Pewarta: Ani LestariEditor: Budi Santoso", ("Ani Lestari",), ("Budi Santoso",)),
        ("Laporan", (), ()),
        ("ANI PUTRI LESTARI", ("Ani Putri Lestari",), ()),
        ("ani lestari - detikHot", ("Ani Lestari",), ()),
        ("Editor : Budi Santoso", (), ("Budi Santoso",)),
        ("Nurhayati", ("Nurhayati",), ()),
        ("Liputan6.com", (), ()),
        ("Antara -detikNews", (), ()),
        ("Deutsche Welle (DW) -detikNews", (), ()),
        ("Tim detikcom", (), ()),
        ("Redaksi", (), ()),
        ("(abc/def)", (), ()),
        ("", (), ()),
        (None, (), ()),
    ],
)
def test_a_credit_names_persons_only(text, bylines, editors):
    assert parse_byline(text) == (bylines, editors)


def test_credit_lines_are_found_among_others():
    lines = [
        "Menteri Tiba di Jakarta",
        "Pewarta: Ani Lestari",
        "Editor: Budi Santoso",
        "Copyright © ANTARA 2025",
    ]
    assert find_bylines(lines) == (("Ani Lestari",), ("Budi Santoso",))


def test_a_label_takes_the_name_on_the_next_line():
    found = find_credits(["Reporter", "Ani Lestari", "Editor", "Budi Santoso"])
    assert (found.bylines, found.editors, found.lines) == (("Ani Lestari",), ("Budi Santoso",), (0, 1, 2, 3))


def test_a_sentence_that_begins_like_a_credit_is_none():
    assert find_bylines(
        ["Oleh karena itu, menteri menunda kunjungannya.", "Laporan wartawan itu dibantah."]
    ) == ((), ())


def test_no_desk_is_a_person():
    assert not any(map(is_person, ["Tim Bisnis", "Kantor Berita", "Reuters", "Kompas.com", "x", ""]))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://finance.detik.com/moneter/d-1/judul", "detikcom"),
        ("http://www.bbc.com/indonesia/dunia-1", "BBC News Indonesia"),
        ("https://www.bbc.com/news/world-1", "BBC News"),
        ("https://bali.tribunnews.com/2020/01/02/judul", "Tribun Bali"),
        ("https://contoh.example/x", None),
        ("http://[rusak", None),
        (None, None),
    ],
)
def test_an_address_names_the_outlet_that_is_known(url, name):
    assert publisher_of_url(url) == name


def test_a_given_publisher_stands_as_given_and_a_dateline_names_it_last():
    assert name_publisher("detik.com", url="https://www.kompas.com/") == "detik.com"
    assert name_publisher(None, source="REPUBLIKA.CO.ID") == "Republika"
    assert name_publisher(None, source="LEI") == "LEI"
    assert name_publisher(None) is None


def test_no_two_outlets_share_a_host_or_a_name():
    hosts = [host for outlet in publishers() for host in outlet.hosts]
    names = [outlet.name for outlet in publishers()]
    assert len(hosts) == len(set(hosts))
    assert len(names) == len(set(names)) >= 60
