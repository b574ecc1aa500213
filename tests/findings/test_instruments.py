"""Names of agreements, plans and statements in sentences of our own."""

import pytest

from jejak.findings import find_all
from jejak.model import Article
from jejak.reading import Reader

REST = " Juru bicara menyampaikan hal itu kepada wartawan seusai acara."


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.fixture
def named(reader):
    def finding(text):
        found = find_all(reader.read(Article("a.txt", text + REST, published="2020-03-05", language="id")))
        return [(i.name, i.kind, i.parties, i.act, i.validity) for i in found.instruments]

    return finding


BOTH, BLOC = ("IDN", "RUS"), ("ASEAN", "RUS")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Indonesia dan Rusia menandatangani Perjanjian Ekstradisi Melati di Moskow, Kamis (5/3/2020).",
         [("Perjanjian Ekstradisi Melati", "agreement", BOTH, "adopted", None)]),
        ("Para pemimpin ASEAN dan Rusia mengadopsi Rencana Aksi Komprehensif ASEAN-Rusia 2016-2020 di Sochi.",
         [("Rencana Aksi Komprehensif ASEAN-Rusia 2016-2020", "plan", BLOC, "adopted", "2016/2020")]),
        ("ASEAN dan Rusia akan mengadopsi Rencana Aksi ASEAN-Rusia 2021-2025 tahun depan.",
         [("Rencana Aksi ASEAN-Rusia 2021-2025", "plan", BLOC, "planned", "2021/2025")]),
        ("Indonesia dan Vietnam menyepakati Deklarasi Melati tentang Kerja Sama Laut dan Presiden Surya memujinya.",
         [("Deklarasi Melati tentang Kerja Sama Laut", "statement", ("IDN", "VNM"), "adopted", None)]),
        ("Indonesia mendesak Iran untuk mematuhi Traktat Non-Proliferasi Nuklir (NPT).",
         [("Treaty on the Non-Proliferation of Nuclear Weapons", "agreement", (), "named", None)]),
        ("Kemenlu RI menandatangani nota kesepahaman tentang Kerja Sama Pertanian dengan Vietnam di Hanoi.",
         [("nota kesepahaman tentang Kerja Sama Pertanian", "memorandum", ("IDN", "VNM"), "adopted", None)]),
    ],
)  # fmt: skip
def test_a_name_has_its_kind_parties_adoption_and_validity(named, text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Presiden Vietnam meminta persetujuan Parlemen untuk langkah itu.",
        "Indonesia dan Rusia menandatangani sebuah perjanjian di Moskow.",
        "Indonesia dan Rusia menandatangani perjanjian Indonesia-Rusia di Moskow.",
        "Pegawai kantor itu menandatangani Pakta Integritas Melati pada hari Senin.",
        "Deklarasi Surya Atmaja dihadiri ribuan orang di lapangan.",
    ],
)
def test_what_names_no_instrument_between_parties_is_none(named, text):
    assert named(text) == []


def test_the_words_stand_where_it_says(reader):
    text = "Indonesia dan Rusia menandatangani Perjanjian Ekstradisi Melati di Moskow." + REST
    (found,) = find_all(
        reader.read(Article("a.txt", text, published="2020-03-05", language="id"))
    ).instruments
    assert text[found.evidence.start : found.evidence.end] == "Perjanjian Ekstradisi Melati"
    assert (found.origin.finder, found.topic) == ("instruments", ("ekstradisi", "melati"))
