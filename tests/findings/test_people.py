"""People are found on evidence, once each, with their offices and for whom they stand."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejak.findings.parties import PartyMention
from jejak.findings.people import Candidate, PeopleIndex, find_people
from jejak.model import Actor, Article
from jejak.reading import Reader

CODES = {
    "Indonesia": ("IDN", "state"),
    "RI": ("IDN", "state"),
    "Rusia": ("RUS", "state"),
    "Kenya": ("KEN", "state"),
    "Belanda": ("NLD", "state"),
    "ASEAN": ("ASEAN", "igo"),
    "PBB": ("UN", "igo"),
    "Hamas": ("Hamas", "group"),
    "Kementerian Luar Negeri Rusia": ("RUS:MFA", "agency"),
    "DPR": ("IDN:PAR", "agency"),
}
READER = Reader()


def mentions(article: Article) -> list[PartyMention]:
    """Every name of CODES in the article, longest first where they overlap: parties without their finder."""
    found: list[PartyMention] = []
    for zone in article.zones():
        text = article.zone(zone)
        for name in sorted(CODES, key=len, reverse=True):
            code, kind = CODES[name]
            start = text.find(name)
            while start >= 0:
                evidence = article.evidence(start, start + len(name), zone)
                if not any(m.evidence.overlaps(evidence) for m in found):
                    found.append(PartyMention(code, kind, name, evidence, "name"))
                start = text.find(name, start + 1)
    return sorted(found, key=lambda m: (m.evidence.zone, m.evidence.start))


def people(text: str, **fields) -> tuple[Actor, ...]:
    article = Article("doc", text, published=fields.pop("published", "2018-06-05"), **fields)
    return find_people(READER.read(article), mentions(article))


def only(text: str, **fields) -> Actor:
    found = people(text, **fields)
    assert len(found) == 1, [a.name for a in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "name", "position", "party"),
    [
        ("Menlu RI Ratna Wibawa tiba di Moskow.", "Ratna Wibawa", "Menlu RI", "IDN"),
        (
            "Duta Besar (Dubes) Rusia untuk Indonesia Mikhail Y Orlov memuji acara itu.",
            "Mikhail Y Orlov",
            "Duta Besar (Dubes) Rusia untuk Indonesia",
            "RUS",
        ),
        (
            "Duta Besar Rusia untuk ASEAN, Boris Volkonov, hadir di sana.",
            "Boris Volkonov",
            "Duta Besar Rusia untuk ASEAN",
            "RUS",
        ),
        (
            "Direktur Jenderal Kerja Sama ASEAN Kementerian Luar Negeri Rusia Ivan Belov hadir.",
            "Ivan Belov",
            "Direktur Jenderal Kerja Sama ASEAN Kementerian Luar Negeri Rusia",
            "RUS",
        ),
        ("Sekretaris Jenderal PBB Maria Lindqvist tiba.", "Maria Lindqvist", "Sekretaris Jenderal PBB", "UN"),
        ("Pemimpin Hamas Khalil Barzani pergi.", "Khalil Barzani", "Pemimpin Hamas", "Hamas"),
        (
            "Wakil Ketua Komisi I DPR Dewi Anggraini hadir.",
            "Dewi Anggraini",
            "Wakil Ketua Komisi I DPR",
            "IDN",
        ),
        ("Menteri Pertahanan Wahyu Santosa tiba.", "Wahyu Santosa", "Menteri Pertahanan", "IDN"),
        (
            "Kenya menutup perbatasan. Menteri Dalam Negeri Peter Kamotho hadir.",
            "Peter Kamotho",
            "Menteri Dalam Negeri",
            "KEN",
        ),
        (
            "Ekonom Universitas Cendana Rina Kusuma menulis.",
            "Rina Kusuma",
            "Ekonom Universitas Cendana",
            None,
        ),
        (
            "Kata mahasiswa Indonesia Dewi Lestari, acara itu ramai.",
            "Dewi Lestari",
            "mahasiswa Indonesia",
            None,
        ),
    ],
)
def test_a_title_before_a_name_gives_office_and_party(
    text: str, name: str, position: str, party: str | None
) -> None:
    actor = only(text)
    assert (actor.name, actor.position, actor.represents) == (name, position, party)


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Belov, menteri luar negeri Rusia, tiba.",
        "Ivan Belov selaku Ketua Delegasi Rusia tiba.",
        "Ivan Belov yang menjadi Ketua Delegasi Rusia tiba.",
    ],
)
def test_a_title_after_a_name_is_his(text: str) -> None:
    assert only(text).represents == "RUS"
    assert only(text).position in {"menteri luar negeri Rusia", "Ketua Delegasi Rusia"}


def test_an_envoy_stands_for_the_state_that_sends_him() -> None:
    assert only("Dubes RI untuk Rusia Wahyu Santosa tiba.").represents == "IDN"
    assert only("Perwakilan Tetap Rusia untuk ASEAN Boris Belov tiba.").represents == "RUS"


def test_later_mentions_by_one_word_and_by_title_are_the_same_person() -> None:
    actor = only(
        "Duta Besar Rusia untuk Indonesia Mikhail Orlov tiba. Menurut Orlov, acara itu ramai.\n"
        "Sang dubes lalu pulang. Dubes Rusia itu tersenyum."
    )
    assert [m.exact for m in actor.mentions] == ["Mikhail Orlov", "Orlov", "Sang dubes", "Dubes Rusia"]


def test_two_spellings_are_one_person() -> None:
    actor = only("Dubes Rusia Mikhael Orlov tiba. Kata Mikhail Orlov, acara itu ramai.")
    assert len(actor.mentions) == 2


def test_two_people_of_one_family_name_stay_two() -> None:
    found = people("Menlu Rusia Ivan Belov dan istrinya, Anna Belov, tiba. Kata Ivan Belov, acara itu ramai.")
    assert [a.name for a in found] == ["Ivan Belov", "Anna Belov"]


def test_a_single_name_after_an_office_is_a_person() -> None:
    actor = only("Menteri Luar Negeri Suwandono bertemu mitranya. Kata Suwandono, acara itu ramai.")
    assert (actor.name, actor.represents, len(actor.mentions)) == ("Suwandono", "IDN", 2)


@pytest.mark.parametrize("name", ["Kim Dong - chul", "Tamar bin Hamad al - Farisi", "Ludwig van der Berg"])
def test_hyphens_and_particles_stay_inside_names(name: str) -> None:
    assert only(f"Menteri Luar Negeri Rusia {name} tiba.").mentions[0].exact == name


def test_courtesy_words_and_ranks_are_no_part_of_the_name() -> None:
    assert only("Panglima TNI Jenderal Wahyu Santosa tiba.").name == "Wahyu Santosa"
    assert only("Kata Datuk Seri Hamid Razali, acara itu ramai.").name == "Hamid Razali"


def test_who_is_known_to_all_needs_no_office_in_the_text() -> None:
    actor = only("Jokowi bertolak ke Sochi.")
    assert (actor.name, actor.represents, actor.position) == ("Joko Widodo", "IDN", None)


@pytest.mark.parametrize(("day", "party"), [("2016-05-01", "NLD"), ("2025-05-01", "NATO")])
def test_the_year_tells_which_office_a_known_person_held(day: str, party: str) -> None:
    assert only("Mark Rutte tiba di sana.", published=day).represents == party


def test_the_office_in_the_text_outweighs_what_is_known() -> None:
    assert only("Perdana Menteri Belanda Mark Rutte tiba.", published="2025-01-01").represents == "NLD"


def test_a_party_that_a_known_person_never_stood_for_is_not_taken() -> None:
    assert only("Menteri Luar Negeri Kenya Joko Widodo tiba.").represents == "IDN"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Kapolda Lampung Irjen Pol. Halmi Sandika menegaskan hal itu.", "Kapolda Lampung"),
        ("Kapolda Lampung, Irjen. Pol. Dr. Halmi Sandika menegaskan hal itu.", "Kapolda Lampung"),
    ],
)
def test_a_full_stop_behind_a_police_rank_ends_no_sentence(text: str, position: str) -> None:
    actor = only(text)
    assert (actor.name, actor.represents, actor.position) == ("Halmi Sandika", "IDN", position)


@pytest.mark.parametrize("office", ["Menhut", "Wamendikdasmen", "Menkum", "Wamenekraf", "Menhaj"])
def test_short_offices_of_the_cabinet_are_offices(office: str) -> None:
    actor = only(f"{office} Halmi Sandika membuka acara itu.")
    assert (actor.name, actor.represents, actor.position) == ("Halmi Sandika", "IDN", office)


@pytest.mark.parametrize(
    ("text", "party", "position"),
    [
        ("Duta Besar Rusia yang baru, Pavel Zorin, tiba.", "RUS", "Duta Besar Rusia"),
        ("Presiden Rusia yang baru terpilih, Pavel Zorin, tiba.", "RUS", "Presiden Rusia"),
        ("Wakil presiden menerima Duta Besar Rusia Pavel Zorin.", "RUS", "Duta Besar Rusia"),
    ],
)
def test_a_title_ends_before_a_verb_and_goes_on_behind_who_is_new(
    text: str, party: str, position: str
) -> None:
    assert [(a.represents, a.position) for a in people(text) if a.name == "Pavel Zorin"] == [
        (party, position)
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Mark Velbo Rutte", "Mark Rutte"),
        ("Anders F. Rasmussen", "Anders Fogh Rasmussen"),
        ("Anders Velbo Rasmussen", "Anders Velbo Rasmussen"),
    ],
)
def test_another_middle_name_makes_another_person_of_a_well_known_one(written: str, name: str) -> None:
    assert only(f"Sekretaris Jenderal NATO {written} tiba di sana.").name == name


def test_a_well_known_name_is_cut_out_of_unknown_words_before_it() -> None:
    assert only("Perdana Menteri Zubrowka Mark Rutte tiba.").name == "Mark Rutte"


@pytest.mark.parametrize(
    "text",
    [
        "Presiden Rusia tiba di Trump Tower.",
        "Mereka bertemu di Jalan Sudirman dan Universitas Airlangga.",
        "Pada Senin, Perjanjian Kerja Sama Ekonomi itu berlaku di Tel Aviv dan Diego Garcia.",
        "Kata Kementerian Luar Negeri Rusia, Bank Dunia setuju.",
        "Baca juga: Prabowo dan Trump Bahas Tarif",
        "Editor: Wahyu Santosa",
        "12.500 345 --- !!! ...",
        "",
    ],
)
def test_capitals_alone_make_no_person(text: str) -> None:
    assert people(text) == ()


def test_a_headline_does_not_make_a_name_of_its_words() -> None:
    assert [
        a.name for a in people("Donald Trump tiba.\nTrump Sarankan Iran Lepaskan Program Nuklir Segera")
    ] == ["Donald Trump"]


def test_words_that_a_scraper_ran_together_are_told_apart() -> None:
    actor = only("Dubes Rusia Mikhail Orlov tiba. Mikhail Orlovmengatakan acara itu ramai.")
    assert [m.exact for m in actor.mentions] == ["Mikhail Orlov", "Mikhail Orlov"]


def test_a_text_in_capitals_still_names_its_people() -> None:
    found = people("PRESIDEN RUSIA VLADIMIR PUTIN TIBA DI JAKARTA PADA HARI SENIN UNTUK BERTEMU PARA MENTERI")
    assert [(a.name, a.represents) for a in found] == [("Vladimir Putin", "RUS")]


@pytest.mark.parametrize("short", ["(Roy)", '"Roy"', "“Roy”"])
def test_a_short_name_inside_a_name_is_the_same_person(short: str) -> None:
    actor = only(
        f"Juru bicara Kementerian Luar Negeri Rusia Mikhail {short} Orlov hadir. Kata Roy, acara itu ramai."
    )
    assert [m.exact for m in actor.mentions] == [f"Mikhail {short} Orlov", "Roy"]
    assert actor.name == "Mikhail Roy Orlov"


def test_what_is_given_two_names_with_alias_is_one_person() -> None:
    actor = only("Komandan Hamas Yusuf Barzani alias Abu Tariq tewas.")
    assert len(actor.mentions) == 2


def test_a_title_that_several_share_is_given_to_all() -> None:
    found = people("Dua komandan Hamas, Yusuf Barzani dan Karim Haddadi, tewas.")
    assert [a.represents for a in found] == ["Hamas", "Hamas"]


def test_captions_name_people_too() -> None:
    actor = only("Acara itu ramai.", captions=("Dubes Rusia Mikhail Orlov (kiri)",))
    assert actor.mentions[0].zone == "caption:0"


def test_the_index_answers_by_place_and_by_name() -> None:
    text = "Dubes Rusia Mikhail Orlov tiba. Menlu RI Ratna Wibawa menyambut. Orlov tersenyum."
    found = people(text)
    index = PeopleIndex(found)
    orlov, ratna = found
    assert index.by_name("Orlov") is orlov
    assert index.by_name("Ratna") is ratna
    assert index.by_name("Nobody") is None
    assert index.at(ratna.mentions[0]) is ratna
    assert index.last_before(text.index("menyambut")) is ratna
    assert index.last_before(0) is None
    assert index.last_before(len(text)) is orlov
    assert index.within(0, 31) == (orlov,)


def check(article: Article) -> None:
    for actor in find_people(READER.read(article), mentions(article)):
        spans = [*actor.mentions, *(p.evidence for p in actor.positions)]
        assert all(article.zone(e.zone)[e.start : e.end] == e.exact for e in spans)
        assert actor.name.strip()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zeldra Kovrin, 28 tahun, terluka.", ("Zeldra Kovrin",)),
        ("Zeldra Kovrin yang berusia 34 tahun terluka.", ("Zeldra Kovrin",)),
        ("Ia dilepas oleh suaminya Zeldro Hoeda dan keluarga.", ("Zeldro Hoeda",)),
        ("Putranya, Zeldro Hoeda, mengatakan hal itu.", ("Zeldro Hoeda",)),
        ("Itu kata Bambang, 63 tahun, di pasar.", ("Bambang",)),
        (
            "Hadir Menlu Rusia Ivan Belov, Zeldra Kovrin, dan Marko Vantz.",
            ("Ivan Belov", "Zeldra Kovrin", "Marko Vantz"),
        ),
        ("Ketua Umum (Ketum) ZAP, Wibowo Sutarno (Wisut), hadir.", ("Wibowo Sutarno",)),
        ("Wakil Menteri Pertanian Yulkot Tanjung mengatakan hal itu.", ("Yulkot Tanjung",)),
        ("Kepala DPR Sudarwanto mengatakan hal itu.", ("Sudarwanto",)),
        ("Selebgram Gilbert Putra ditahan di Kenya.", ("Gilbert Putra",)),
    ],
)
def test_ages_kin_lists_and_offices_tell_of_people(text: str, names: tuple[str, ...]) -> None:
    assert tuple(a.name for a in people(text)) == names


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Menteri Pertahanan (Menhan) Rusia, Dato Seri Ivan Belov, tiba.", "RUS"),
        ("Kepala Kepolisian Rusia, Jenderal Ivan Belov, berbicara.", "RUS"),
        ("Menag sekaligus Imam Besar Masjid Cendana, Wahyu Santosa, hadir.", "IDN"),
        ("Kolonel Inf Wahyu Santosa, Kepala Staf Kodam Cendana, hadir.", "IDN"),
        ("Presiden Universitas Cendana Ivan Belov tiba dari Rusia.", None),
        ("Rusia dan Kenya bertemu. Gubernur Aceh Zelmi Rahat hadir.", "IDN"),
        ("Menteri Koordinator Bidang Pangan Peter Hammond tiba dari Rusia.", "IDN"),
        ("Rusia memuji Belanda, kata juru bicara kementerian luar negerinya Zeldra Kovrin.", "RUS"),
        ("Sekjen ASEAN Ivan Belov dan wakil ketua Zeldra Kovrin hadir.", "ASEAN"),
        ("Acara dihadiri Budi Rahmanto dari DPR kemarin.", "IDN"),
        ("Menteri Pendidikan, Riset, dan Teknologi Rusia Ivan Belov tiba.", "RUS"),
    ],
)
def test_the_words_of_offices_tell_whose_they_are(text: str, party: str | None) -> None:
    assert people(text)[-1].represents == party


def test_a_name_of_an_origin_takes_the_office_of_a_state_where_it_is_borne() -> None:
    article = Article("doc", "Rusia dan Vietnam bertemu. Rusia puas. Menteri Nguyen Van Quyen hadir.")
    found = [
        PartyMention(code, "state", name, article.evidence(at, at + len(name)), "name")
        for code, name, at in (("RUS", "Rusia", 0), ("VNM", "Vietnam", 10), ("RUS", "Rusia", 27))
    ]
    assert [a.represents for a in find_people(READER.read(article), found)] == ["VNM"]


@pytest.mark.parametrize(
    "text",
    [
        "Program Presiden Esports Zeldra digelar.",
        "Laga digelar di Stadion Kapten Zeldra Kovrin, kata wasit.",
        "Distrik Pong Zerra tenang. Warga Pong Zerra mengatakan aman.",
        "Penumpang MV Zeldria sakit.",
        "Legislator PAN itu hadir.",
        "Presiden Ke-7 RI hadir.",
    ],
)
def test_things_named_after_offices_places_and_ships_are_nobody(text: str) -> None:
    assert people(text) == ()


def test_two_well_known_people_with_a_hyphen_between_them_are_two() -> None:
    assert [a.name for a in people("Pertemuan Trump-Putin berlangsung.")] == [
        "Donald Trump",
        "Vladimir Putin",
    ]


def test_a_picture_s_credit_names_nobody_of_the_article() -> None:
    assert people("Stan itu ramai di Rusia. (Xinhua/Budi Rahmanto) Acara berlanjut hingga malam.") == ()


def test_a_family_name_alone_is_the_well_known_one_who_bears_it() -> None:
    text = (
        "Menurut Lukashevich, hal itu benar. Itu terjadi kemarin, kata Lukashevich. Lukashevich menolak usul."
    )
    assert [(a.name, a.represents) for a in people(text)] == [("Alexander Lukashevich", "RUS")]


def test_a_candidate_from_a_model_lifts_what_the_rules_doubt() -> None:
    text = "Di sana terlihat Zeldra Kovrin bersama tamu."
    article = Article("doc", text)
    at = text.index("Zeldra")
    reading = READER.read(article)
    assert find_people(reading, []) == ()
    found = find_people(reading, [], [Candidate(at, at + len("Zeldra Kovrin"), 0.9)])
    assert [(a.name, a.origin.rule) for a in found] == [("Zeldra Kovrin", "name")]


def test_a_candidate_of_low_score_or_of_small_letters_makes_nobody() -> None:
    text = "Di sana terlihat Zeldra Kovrin bersama tamu."
    reading = READER.read(Article("doc", text))
    at = text.index("Zeldra")
    doubtful = Candidate(at, at + len("Zeldra Kovrin"), 0.2)
    small = Candidate(text.index("bersama"), text.index("tamu") + 4, 0.9)
    assert find_people(reading, [], [doubtful, small]) == ()


PIECES = """
Menlu Presiden Rusia Ivan Orlov kata , . ( ) - -- al bin Dr. H. Y dan untuk Ketua Jenderal Komisi X DPR U.S 12
PT Trump Universitas Baca juga \u200f 😀 di “ ” yang Kim Jong un mengatakan Paus sang dubes alias
"""
WORDS = st.sampled_from(sorted(set(PIECES.split())))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_mix_of_titles_names_and_marks_keeps_offsets_exact(words: list[str]) -> None:
    check(Article("doc", " ".join(words)))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_keeps_offsets_exact(text: str) -> None:
    check(Article("doc", text))


@pytest.mark.parametrize(
    "text",
    [
        "Menlu " * 20_000,
        "Presiden Rusia Ivan Orlov, " * 5_000,
        "A" * 200_000,
        "a-" * 50_000,
        " ".join(
            f"Budi Orlov{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}" for i in range(5_000)
        ),
        "( " * 1_000,
        "Baca juga " * 10_000,
    ],
)
def test_a_hostile_page_takes_bounded_time(text: str) -> None:
    article = Article("doc", text)
    reading = READER.read(article)
    began = time.process_time()
    find_people(reading, [])
    assert time.process_time() - began < 20


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed pages are not here")
def test_the_seed_pages_name_all_their_people_with_party() -> None:
    from jejak.findings.parties import find_party_mentions
    from jejak.names import same_person

    missed = []
    for line in (SEEDS / "coding.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = (SEEDS / gold["doc"]).read_text(encoding="utf-8")
        reading = READER.read(Article(gold["doc"], text, published="2018-11-30"))
        found = find_people(reading, find_party_mentions(reading))
        for actor in gold["actors"]:
            same = [a for a in found if same_person(actor["id"], a.name)]
            if actor["kind"] == "person" and not any(a.represents == actor["represents"] for a in same):
                missed.append(actor["id"])
    assert missed == []
