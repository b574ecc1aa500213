"""Whose words they are: pronouns, titles, descriptions and bodies lead back to who spoke (codebook 4)."""

from __future__ import annotations

import pytest

from jejak.findings.parties import find_party_mentions
from jejak.findings.people import find_people
from jejak.findings.statements import find_statements
from jejak.findings.times import find_times
from jejak.model import Article
from jejak.reading import Reader

READER = Reader()
ARRIVAL = "Menlu Kenya Peter Kamotho tiba. Kamotho mengatakan jalan di kota itu aman. "


def told(text: str) -> list[tuple[str, str]]:
    """What is said, as (speaker, words)."""
    reading = READER.read(Article("doc", text, published="2018-11-30", language="id"))
    mentions = find_party_mentions(reading)
    found = find_statements(reading, find_people(reading, mentions), mentions, find_times(reading))
    return [(s.speaker.id, s.evidence.exact) for s in found]


def speakers(text: str) -> list[str]:
    return [speaker for speaker, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Duta Besar Kenya untuk PBB Peter Kamotho, dalam rapat di Nairobi mengatakan jalan itu aman.", "Peter Kamotho"),
        ("Utusan Kenya untuk PBB mengatakan bahwa jalan itu aman.", "KEN"),
        ("Menurut kepala riset pada Pusat Jalan Raya, Wanjiku Odhiambo, jalan itu masih rusak.", "Wanjiku Odhiambo"),
        ("Menurut perhitungan FAO, panen gandum dunia turun tahun ini.", "UN:FAO"),
        ("Laporan yang dikeluarkan Kementerian Luar Negeri Kenya menyebut jalan itu aman.", "KEN:MFA"),
        ("Wanjiku Odhiambo, di Kabupaten Mwingi, Kitui, mengatakan bahwa jalan itu aman.", "Wanjiku Odhiambo"),
        ("Hal itu disampaikan oleh Wanjiku Odhiambo, Director of Kenya Trade Office, yang menyatakan jalan itu aman.",
         "Wanjiku Odhiambo"),
        ("Banjir itu merusak dua gedung bertingkat, menurut laporan dari layanan penyelamatan Bintang Merah Kitui.", "Bintang Merah Kitui"),
        ("Kelompok militan yang didukung Iran, Hizbullah, mengatakan jalan itu aman.", "Hezbollah"),
        ("Menurut Kabid Inteldakim Imigrasi Batam, Wanjiku Odhiambo, jalan itu masih rusak.", "Wanjiku Odhiambo"),
        ("Menurut Kasat Lalu Lintas Polres Kitui, Kompol Wanjiku Odhiambo, jalan itu masih rusak.", "Wanjiku Odhiambo"),
        ("“Jalan itu masih rusak dan licin,” kata Odhiambo, mengutip Reuters.", "Odhiambo"),
        ("“Jalan itu masih rusak dan licin,” kata Dewan Jalan Kitui (Mwingi, dikutip dari CNN.", "Dewan Jalan Kitui"),
        ("Kamotho, peneliti jalan itu. Direktur PT Jalan Raya (Persero) Wanjiku Odhiambo mengatakan jalan itu aman.",
         "Wanjiku Odhiambo"),
    ],
)  # fmt: skip
def test_a_title_leads_to_the_name_or_body_behind_it(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_a_name_behind_a_long_title_is_the_one_that_speaks_alone() -> None:
    title = "Kasubdit Wilayah Kitui Ditjen Jalan Kementerian PUPR"
    text = f"{title} Odhiambo mengatakan jalan itu aman. Jalan di kota itu sudah licin, ujar Odhiambo."
    assert speakers(text) == ["Odhiambo", "Odhiambo"]


def test_a_single_name_behind_a_title_is_who_speaks_elsewhere() -> None:
    text = "“Jalan itu masih rusak,” ujar Kepala Badan Jalan dan Jembatan Kitui, Odhiambo. “Jalan itu licin,” tutur Odhiambo."
    assert speakers(text) == ["Odhiambo", "Odhiambo"]


def test_a_pronoun_is_no_body_named_as_written() -> None:
    text = ARRIVAL + "Manajemen Baja Kitui menyatakan jalan itu licin. Ia mengatakan jalan itu lebar."
    assert speakers(text) == ["Peter Kamotho", "Manajemen Baja Kitui", "Peter Kamotho"]


@pytest.mark.parametrize(
    "who",
    [
        "pria kelahiran Mombasa itu", "politikus yang lahir di Mombasa", "sang menteri", "dirinya", "sang ayah",
    ],
)  # fmt: skip
def test_a_description_means_the_person_who_spoke_last(who: str) -> None:
    assert speakers(f'{ARRIVAL}"Semua jalan di kota akan dibuka," kata {who}.') == ["Peter Kamotho"] * 2


@pytest.mark.parametrize(
    "text",
    [
        '"Kapan semua jalan di kota dibuka?" tanya reporter itu.',
        "Mereka meminta agar semua jalan di kota dibuka.",
        "Menurut sumber tersebut, semua jalan di kota akan dibuka.",
        "Studi tersebut menyebut semua jalan di kota aman.",
        "Menurut informasi, semua jalan di kota sudah dibuka.",
    ],
)
def test_nobody_who_spoke_before_is_taken_for_another_voice(text: str) -> None:
    assert speakers(ARRIVAL + text) == ["Peter Kamotho"]


def test_a_ministry_writing_on_a_platform_is_the_last_ministry() -> None:
    text = (
        'Kementerian Luar Negeri Kenya mengatakan jalan itu aman. "Semua jalan aman," tulis kementerian di X.'
    )
    assert speakers(text) == ["KEN:MFA", "KEN:MFA"]


def test_a_body_pointed_at_is_the_last_of_its_kind() -> None:
    text = (
        "FAO mengatakan panen gandum dunia turun. Kenya mengatakan panen gandumnya naik. "
        "Lembaga itu menilai panen jagung juga turun."
    )
    assert speakers(text) == ["UN:FAO", "KEN", "UN:FAO"]


def test_an_office_of_who_spoke_last_speaks_for_the_party() -> None:
    assert speakers(ARRIVAL + "Menurut kantornya, semua jalan sudah dibuka.") == ["Peter Kamotho", "KEN"]


def test_a_short_name_is_led_back_to_the_long_one_of_the_text() -> None:
    text = "Wakil ketua Wanjiku Odhiambo Mutua (WOM) tiba. WOM menegaskan bahwa jalan itu aman."
    assert speakers(text) == ["Wanjiku Odhiambo Mutua"]


def test_bare_quotations_ahead_of_an_attribution_are_all_its_speakers() -> None:
    text = (
        "Menlu Kenya Peter Kamotho datang.\nAcara itu dihadiri ribuan warga.\n"
        '"Kami datang ke sini untuk melihat jalan baru."\n"Semua orang di kota ini senang sekali."\n'
        '"Kami akan datang lagi tahun depan," kata Kamotho.'
    )
    assert speakers(text) == ["Peter Kamotho"] * 3


def test_who_said_it_is_told_behind_a_relay_too() -> None:
    text = (
        "Jalan itu akan dibuka minggu depan. Dikutip dari Reuters, hal itu disebut Peter Kamotho di Nairobi."
    )
    assert told(text) == [("Peter Kamotho", "Jalan itu akan dibuka minggu depan.")]


@pytest.mark.parametrize("joint", [", seraya menambahkan bahwa", ", menambahkan bahwa"])
def test_what_a_speaker_adds_behind_the_attribution_is_a_statement(joint: str) -> None:
    text = f'"Jalan itu sudah aman," kata Peter Kamotho{joint} jembatan juga dibuka.'
    assert speakers(text) == ["Peter Kamotho"] * 2


def test_the_clause_of_another_speaker_ends_the_one_before() -> None:
    text = "Kenya mengatakan jalan itu aman sekali, setelah Rusia memperingatkan bahwa jalan itu rusak."
    assert told(text) == [
        ("KEN", "Kenya mengatakan jalan itu aman sekali"),
        ("RUS", "setelah Rusia memperingatkan bahwa jalan itu rusak."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Perang itu disebut Kenya sebagai ancaman bagi semua.",
        "Semua penumpang selamat dan sehat, Kenya kemudian menambahkan.",
        'Kenya mengecam daftar itu "memalukan sekali".',
        "Kenya memuji Rusia sebagai sahabat lama semua negara.",
        "Kenya mengimbau semua warga negara yang saat ini tinggal di kota pesisir itu untuk pulang.",
    ],
)
def test_told_content_shows_itself_in_many_ways(text: str) -> None:
    assert speakers(text) == ["KEN"]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya mengecam serangan itu.",
        "Kenya mencatat surplus besar tahun ini.",
        "Kenya menyampaikan belasungkawa yang mendalam untuk semua korban.",
        "Peter Kamotho menanggapi pihak yang menganggap jalan itu rusak.",
        "Peter Kamotho tidak pernah mengatakan jalan itu rusak.",
    ],
)
def test_a_bare_act_or_anothers_view_is_no_statement(text: str) -> None:
    assert told(text) == []


def test_a_passive_without_speaker_goes_on_for_the_last() -> None:
    assert speakers(ARRIVAL + "Ditegaskan pula bahwa semua jembatan aman.") == ["Peter Kamotho"] * 2


def test_a_lost_heading_is_no_part_of_the_sentence() -> None:
    text = "Kamotho menolak usulan itu Menanggapi usulan, Wanjiku Odhiambo mengatakan bahwa jalan itu aman."
    assert told(text) == [
        ("Wanjiku Odhiambo", "Menanggapi usulan, Wanjiku Odhiambo mengatakan bahwa jalan itu aman.")
    ]


def test_a_dash_inside_a_sentence_opens_no_dateline() -> None:
    text = "Peter Kamotho menekankan pentingnya kemitraan ASEAN - PBB yakni membangun jalan."
    assert told(text) == [("Peter Kamotho", text)]


def test_the_spokesman_of_a_named_person_is_who_is_named_next() -> None:
    text = (
        "Juru bicara Kemlu Rusia Ivan Belov mengatakan jalan itu rusak. "
        "Juru bicara Kamotho, Wanjiku Odhiambo, mengatakan bahwa jalan itu aman. Peter Kamotho tiba."
    )
    assert speakers(text) == ["Ivan Belov", "Wanjiku Odhiambo"]


def test_one_wrong_letter_does_not_make_another_person() -> None:
    assert speakers(ARRIVAL + '"Semua jembatan juga aman," kata Kamoto.') == ["Peter Kamotho"] * 2


def test_speech_on_a_page_without_marks_goes_back_to_where_it_began() -> None:
    text = (
        "Peter Kamotho tiba. Acara itu ramai. Kalau jalan itu dibuka, semua orang bisa lewat. "
        "Jadi, semua orang akan senang sekali, kata Kamotho."
    )
    assert told(text) == [
        (
            "Peter Kamotho",
            "Kalau jalan itu dibuka, semua orang bisa lewat. Jadi, semua orang akan senang sekali",
        )
    ]


def test_a_name_between_commas_behind_a_title_ends_the_attribution() -> None:
    text = "Semua jalan di kota akan dibuka, kata juru bicara presiden, Wanjiku Odhiambo, di Nairobi."
    assert told(text) == [("Wanjiku Odhiambo", "Semua jalan di kota akan dibuka")]
