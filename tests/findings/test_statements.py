"""Statements are found with their speakers, their reporting words and nothing but the words said (codebook 4)."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejak.findings.parties import find_party_mentions
from jejak.findings.people import find_people
from jejak.findings.statements import find_statements
from jejak.findings.times import find_times
from jejak.model import Article, Statement
from jejak.reading import Reader
from jejak.vocabulary import STATEMENT_KINDS

READER = Reader()
ARRIVAL = "Menlu Kenya Peter Kamotho tiba. "
TWO = "Menlu Kenya Peter Kamotho dan Menlu Rusia Ivan Belov bertemu. "


def statements(text: str, **fields) -> tuple[Statement, ...]:
    reading = READER.read(Article("doc", text, published="2018-11-30", language="id", **fields))
    mentions = find_party_mentions(reading)
    return find_statements(reading, find_people(reading, mentions), mentions, find_times(reading))


def only(text: str, **fields) -> Statement:
    found = statements(text, **fields)
    assert len(found) == 1, [s.evidence.exact for s in found]
    return found[0]


def told(text: str) -> list[tuple[str, str, str | None, str]]:
    """What is said, as (speaker, kind, cue, words)."""
    return [(s.speaker.id, s.kind, s.cue, s.evidence.exact) for s in statements(text)]


@pytest.mark.parametrize(
    ("text", "cue", "quote"),
    [
        ('"Jalan itu sudah baik," kata Kamotho.', "kata", "Jalan itu sudah baik"),
        ("“Jalan itu sudah baik,” ujar Kamotho.", "ujar", "Jalan itu sudah baik"),
        ('Kamotho mengatakan, "Jalan itu sudah baik."', "mengatakan", "Jalan itu sudah baik."),
        (
            '"Jalan itu sudah baik sekarang," Kamotho menambahkan.',
            "menambahkan",
            "Jalan itu sudah baik sekarang",
        ),
        ('"Jalan itu sudah baik sekarang," ujarnya.', "ujarnya", "Jalan itu sudah baik sekarang"),
    ],
)
def test_words_in_marks_are_direct_and_leave_the_marks_out(text: str, cue: str, quote: str) -> None:
    assert told(ARRIVAL + "Kamotho senang. " + text) == [("Peter Kamotho", "direct", cue, quote)]


@pytest.mark.parametrize(
    "text",
    [
        '"Jalan itu sudah baik sekarang, kata Kamotho. Ia lalu pulang.',
        'Jalan itu sudah baik sekarang," kata Kamotho. Ia lalu pulang.',
    ],
)
def test_a_lost_mark_does_not_lose_the_quotation(text: str) -> None:
    found = only(ARRIVAL + "\n" + text)
    assert (found.kind, found.evidence.exact) == ("direct", "Jalan itu sudah baik sekarang")


def test_first_person_without_marks_is_direct() -> None:
    found = only(ARRIVAL + "Kami siap membantu semua korban banjir, kata Kamotho.")
    assert (found.kind, found.evidence.exact) == ("direct", "Kami siap membantu semua korban banjir")


@pytest.mark.parametrize("second", ['"akan dibuka segera bulan ini."', '"Jembatan itu juga akan dibuka."'])
def test_a_broken_quotation_is_two_statements_and_the_second_has_no_cue(second: str) -> None:
    first, other = statements(f'{ARRIVAL}"Jalan itu," ujar Kamotho, {second}')
    assert (first.speaker, first.cue) == (other.speaker, "ujar")
    assert (other.cue, other.evidence.exact) == (None, second.strip('"'))


def test_a_bare_quotation_goes_on_for_who_spoke_before() -> None:
    text = '"Jalan itu sudah baik," kata Kamotho.\n"Kami juga memperbaiki semua jembatan di sana."'
    assert [s.speaker.id for s in statements(ARRIVAL + text)] == ["Peter Kamotho"] * 2


def test_a_bare_quotation_long_after_the_last_speaker_is_nobodys() -> None:
    between = "Acara itu dihadiri ribuan warga dari semua kota di pesisir utara negeri itu."
    text = f'"Jalan itu sudah baik," kata Kamotho.\n{between}\n"Semua jembatan di sana akan dibuka."'
    assert len(statements(ARRIVAL + text)) == 1


def test_attribution_before_the_clause_takes_the_whole_sentence() -> None:
    sentence = "Kamotho mengatakan bahwa jalan itu akan dibuka kembali."
    assert told(ARRIVAL + sentence) == [("Peter Kamotho", "indirect", "mengatakan", sentence)]


@pytest.mark.parametrize("attribution", ["kata Kamotho", "menurut Kamotho", "ujarnya"])
def test_attribution_behind_the_clause_leaves_the_clause_alone(attribution: str) -> None:
    found = only(f"{ARRIVAL}Kamotho senang. Jalan itu akan dibuka kembali, {attribution}.")
    assert (found.speaker.id, found.evidence.exact) == ("Peter Kamotho", "Jalan itu akan dibuka kembali")


def test_two_speakers_of_one_sentence_are_parted_at_the_joint() -> None:
    text = "Kamotho mengatakan jalan itu aman, sementara Belov mengatakan jembatan itu rusak."
    assert told(TWO + text) == [
        ("Peter Kamotho", "indirect", "mengatakan", "Kamotho mengatakan jalan itu aman"),
        ("Ivan Belov", "indirect", "mengatakan", "Belov mengatakan jembatan itu rusak."),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kementerian Luar Negeri Kenya menegaskan bahwa jalan itu aman.", "KEN:MFA"),
        ("Moskow menyebut jalan itu aman.", "RUS"),
        ("Para menteri ASEAN mengatakan bahwa jalan itu aman.", "ASEAN"),
        ("Juru bicara Kementerian Luar Negeri Kenya mengatakan bahwa jalan itu aman.", "KEN:MFA"),
    ],
)
def test_bodies_and_parties_speak_for_themselves(text: str, speaker: str) -> None:
    assert only(text).speaker.id == speaker


@pytest.mark.parametrize("who", ["dia", "sang menteri", "menteri itu", "Kamotho", "Menlu Kenya"])
def test_pronouns_offices_and_surnames_lead_back_to_the_person(who: str) -> None:
    found = only(f'{ARRIVAL}Kamotho senang. "Jalan itu sudah baik sekarang," kata {who}.')
    assert (found.speaker.id, found.speaker.represents) == ("Peter Kamotho", "KEN")


def test_an_office_means_its_holder_of_the_party_named() -> None:
    found = only(TWO + '"Jalan itu sudah baik sekarang," kata Menlu Rusia.')
    assert found.speaker.id == "Ivan Belov"


def test_a_name_nobody_found_is_taken_as_written() -> None:
    found = only('"Kami akan datang lagi tahun depan," kata Wanjiku Odhiambo.')
    assert (found.speaker.id, found.speaker.represents) == ("Wanjiku Odhiambo", None)


@pytest.mark.parametrize(
    "text",
    [
        "Pengamat mengatakan bahwa jalan itu rusak berat.",
        "Para analis menilai bahwa jalan itu rusak berat.",
        "Dikatakan bahwa jalan itu aman.",
        "Menurut data, jalan itu rusak berat.",
    ],
)
def test_generic_voices_are_left_out(text: str) -> None:
    assert statements(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kamotho tidak mengatakan kapan jalan itu dibuka.",
        "Kamotho akan mengumumkan nama jalan itu besok.",
        "Kamotho mengatakan hal itu.",
        'Kamotho membaca buku "Jalan Panjang" di rumah.',
        "Acara itu ramai.",
        "",
    ],
)
def test_where_nothing_is_told_there_is_no_statement(text: str) -> None:
    assert statements(ARRIVAL + text) == ()


def test_a_fragment_in_marks_belongs_to_the_sentence_around_it() -> None:
    found = only(ARRIVAL + 'Kamotho menyebut acara itu "sangat ramai" dan pulang.')
    assert (found.kind, '"sangat ramai"' in found.evidence.exact) == ("indirect", True)


def test_the_innermost_speaker_speaks_and_the_medium_is_the_way() -> None:
    found = only("Reuters melaporkan Kamotho mengatakan jalan itu aman. " + ARRIVAL)
    assert (found.speaker.id, found.via) == ("Peter Kamotho", "Reuters")


def test_who_said_it_may_be_told_in_the_next_sentence() -> None:
    text = "Jalan itu akan dibuka minggu depan. Hal itu disampaikan Kamotho usai rapat."
    found = only(ARRIVAL + text)
    assert (found.speaker.id, found.evidence.exact) == (
        "Peter Kamotho",
        "Jalan itu akan dibuka minggu depan.",
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Perundingan itu gagal total, lapor The Times of Israel.", "The Times of Israel"),
        ("Ivan Belov, analis di lembaga kajian Nairobi mengatakan jalan itu belum aman.", "Ivan Belov"),
    ],
)
def test_a_medium_of_several_words_and_a_name_with_an_unclosed_description_speak(text, speaker) -> None:
    assert only(ARRIVAL + text).speaker.id == speaker


def test_tersebut_far_behind_a_description_does_not_point_back_to_the_last_speaker() -> None:
    whose = "Anggota dewan dari partai yang kalah dalam pemilu di kota pelabuhan tersebut"
    assert statements(f"{ARRIVAL}{whose} mengatakan jalan itu aman.") == ()


def test_day_and_place_are_those_of_the_attribution() -> None:
    found = only(ARRIVAL + '"Jalan itu sudah baik," kata Kamotho di Nairobi, Senin (26/11).')
    assert (found.said, found.where, found.via) == ("2018-11-26", "Nairobi", None)


def test_the_place_ends_where_the_speaker_begins() -> None:
    text = "Dalam jumpa pers di Pelabuhan Karang Putih, Jakarta, Menteri Luar Negeri Kenya Peter Kamotho berkata jalan itu aman."
    assert only(text).where == "Pelabuhan Karang Putih, Jakarta"


def test_the_day_of_quoting_is_not_the_day_of_saying() -> None:
    found = only(ARRIVAL + '"Jalan itu sudah baik," kata Kamotho seperti dikutip Reuters, Rabu (28/11).')
    assert (found.said, found.via) == (None, "Reuters")


def test_a_platform_is_a_way_and_no_place() -> None:
    found = only(ARRIVAL + "Jalan itu sudah baik, tulis Kamotho di Twitter.")
    assert (found.via, found.where) == ("Twitter", None)


def test_captions_speak_too() -> None:
    found = only("Acara itu ramai.", captions=('"Jalan itu sudah baik," kata Wanjiku Odhiambo.',))
    assert found.evidence.zone == "caption:0"


def check(article: Article) -> None:
    reading = READER.read(article)
    mentions = find_party_mentions(reading)
    for found in find_statements(reading, find_people(reading, mentions), mentions, find_times(reading)):
        place = found.evidence
        assert article.zone(place.zone)[place.start : place.end] == place.exact
        assert place.exact == place.exact.strip()
        assert found.kind in STATEMENT_KINDS
        assert found.speaker.name.strip()


PIECES = """
" “ ” ' ’ , . : ; ? ( ) - — kata ujar ujarnya menurut Menurut dia Dia mengatakan menegaskan menambahkan seraya bahwa
Peter Kamotho Menlu Kenya Rusia Kemlu juru bicara itu yang sementara tidak akan di Nairobi dikutip dari Reuters Hal
disampaikan demikian jalan aman kami Kami sang menteri para analis "Kami sekarang." Kamotho, "Jalan kata: 😀 \u200f
"""
WORDS = st.sampled_from([*sorted(set(PIECES.split())), "\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_mix_of_marks_and_reporting_words_gives_exact_spans(words: list[str]) -> None:
    check(Article("doc", " ".join(words), published="2018-11-30", captions=(" ".join(reversed(words)),)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_gives_exact_spans(text: str) -> None:
    check(Article("doc", text))


@pytest.mark.parametrize(
    "text",
    [
        '"Jalan itu sudah baik sekarang," kata Peter Kamotho. ' * 3_000,
        '"' * 100_000,
        '" ' * 60_000,
        "“Jalan " * 20_000,
        "kata " * 10_000,
        "Kamotho mengatakan bahwa " * 5_000,
        "Hal itu disampaikan Kamotho. " * 6_000,
        "menurut X, " * 6_000,
        "Peter Kamotho, " * 15_000 + "mengatakan jalan itu aman.",
        "'a " * 60_000,
        "x" * 500_000,
    ],
    ids=[
        "quotations", "marks", "spaced marks", "opened", "cues", "verbs", "afterwards", "according", "commas",
        "singles", "letters",
    ],
)  # fmt: skip
def test_a_hostile_page_takes_bounded_time(text: str) -> None:
    reading = READER.read(Article("doc", text))
    began = time.process_time()
    find_statements(reading, (), (), ())
    assert time.process_time() - began < 20  # at most 4 s on a quiet machine
