from __future__ import annotations

import subprocess
import sys
import time

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jejak.model import Article
from jejak.reading import Reader, Reading, SentenceRules, tokenized

READER = Reader()
RULES = SentenceRules()


def read(text: str, *captions: str) -> Reading:
    return READER.read(Article("a", text, captions=captions))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in RULES.spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Utusan Lodan tiba kemarin.", "Ia disambut di bandara."],
        ["Kapan mereka bertemu?", "Belum ada jawaban!", "Semua menunggu…", "Lama sekali."],
        ["Mereka bertemu tiga kali.", "20 orang hadir."],
        ["Ia berkata singkat.", "“Kami sepakat.”", "Rapat pun usai."],
        ['"Kami sepakat."', '"Kami juga," sahut yang lain.'],
        ["Rapat usai (lihat tabel).", "(Tabel ada di bawah.)", "Selesai."],
        ["Ia diam...", "Lalu pergi."],
        ["Menurut Dr. Rana Wirya, hal itu sah.", "Ia pulang."],
        ["Surat No. 5 dibacakan Prof. Dr. H. Moh. Salim di Jl. Kenanga.", "Hadirin diam."],
        ["Utusan itu, H. M. Rustam, tiba.", "Ia diam."],
        ["Nilainya 2.500 dolar, naik 3,5 persen.", "Tahun lalu 1.900 dolar."],
        ["Laman lodan.example memuatnya pukul 10.30 WIB.", "Lalu ditarik."],
        ['"Apa?" tanya utusan itu.', "Tak ada jawaban."],
        ['"Kami siap!" seru mereka.', "Rapat usai."],
    ],
    ids=lambda parts: parts[0][:40],
)
def test_sentences_end_where_a_reader_would_end_them(parts):
    assert sentences(" ".join(parts)) == parts


def test_line_break_ends_a_sentence_even_without_a_stop():
    assert sentences("Kerja Sama Energi\nUtusan Lodan tiba\n\n  di ibu kota.") == [
        "Kerja Sama Energi",
        "Utusan Lodan tiba",
        "di ibu kota.",
    ]


def test_small_letter_after_a_stop_goes_on_with_the_sentence():
    assert sentences("Ia tiba di St. lodan dan tgl. lima pulang.") == [
        "Ia tiba di St. lodan dan tgl. lima pulang."
    ]


def test_own_abbreviations_take_the_place_of_the_list():
    text = "Mereka membawa dok. Rahasia lama."
    assert len(RULES.spans(text)) == 2
    assert SentenceRules(["dok"]).spans(text) == [(0, len(text))]


def test_sentence_beyond_reason_is_cut_at_a_space():
    text = "kata " * 2_000 + "a" * 9_000
    spans = RULES.spans(text)
    assert [(end - start) <= 2_000 for start, end in spans] == [True] * len(spans)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
    assert all(text[start:end].endswith("kata") for start, end in spans if text[end : end + 1] == " ")


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n", "\u00a0"])
def test_nothing_but_white_space_holds_no_sentence(text):
    assert RULES.spans(text) == []


@given(st.text(alphabet='aB.!?…"”(«) \n\u00a01', max_size=60))
def test_sentences_are_in_order_apart_and_miss_only_white_space(text):
    done, left = 0, ""
    for start, end in RULES.spans(text):
        assert done <= start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        left += text[done:start]
        done = end
    assert not (left + text[done:]).strip()


def test_offsets_lead_to_their_sentence_and_paragraph():
    text = "Utusan tiba. Ia diam.\n\nRapat usai."
    body = read(text).body
    assert [body.sentence_index(at) for at in (0, 11, 12, 13, 21, 23, 33)] == [0, 0, 0, 1, 1, 2, 2]
    assert body.sentence_at(15) == (13, 21)
    assert body.paragraph_at(15) == (0, 21)
    assert list(body.paragraphs()) == [(0, 21), (23, 34)]


def test_every_zone_of_the_article_is_read():
    reading = read("Utusan tiba.", "Ia tersenyum. Lama.", "")
    assert [zone.name for zone in reading.zones] == ["body", "caption:0", "caption:1"]
    assert reading.zone("caption:0").sentences == ((0, 13), (14, 19))
    assert reading.zone("caption:1").sentences == ()
    assert reading.evidence(0, 2, "caption:0").exact == "Ia"


def test_tokens_are_those_of_the_text_and_made_once():
    body = read("Utusan Lodan (55) tiba.").body
    assert [token.text for token in body.doc] == ["Utusan", "Lodan", "(", "55", ")", "tiba", "."]
    assert body.doc is body.doc


def test_pipeline_that_is_given_reads_the_text():
    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    body = Reader(nlp).read(Article("a", "Utusan tiba. Ia diam.")).body
    assert [sent.text for sent in body.doc.sents] == ["Utusan tiba.", "Ia diam."]


def test_sentences_alone_do_not_load_the_pipeline():
    program = (
        "import sys; from jejak.model import Article; from jejak.reading import Reader\n"
        "assert Reader().read(Article('a', 'Utusan tiba. Ia diam.')).body.sentences == ((0, 12), (13, 21))\n"
        "assert 'spacy' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@given(st.lists(st.sampled_from(["kata", " ", "  ", "\n", "-" * 12, "(" * 9, "a" * 70, ".", "_" * 80, "Rp"])))
@example(["kata", "-" * 12, " ", " ", "kata"])
@settings(max_examples=80, deadline=None)
def test_tokens_join_to_exactly_the_text_however_it_is_cut(pieces):
    text = "".join(pieces)
    doc = tokenized(READER.nlp, text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_ordinary_text_has_the_tokens_that_spacy_makes():
    text = 'Ia berkata, "Kami siap (Rp2.500)!" ... https://lodan.example/berita/1?x=2 anak-anak itu — pulang.'
    assert [t.text for t in tokenized(READER.nlp, text)] == [t.text for t in READER.nlp.tokenizer(text)]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 200_000,
        "-" * 200_000,
        "a)." * 70_000,
        "Rp" * 100_000,
        "." * 500_000,
        ". " * 250_000,
        "\n" * 500_000,
        ".)" * 200_000,
        "A" * 1_000_000,
        " ".join(f"{'Rp' * 25}{n}" for n in range(2_000)),
    ],
    ids=["brackets", "hyphens", "closers", "currency", "stops", "short", "lines", "ends", "word", "chunks"],
)
def test_hostile_length_takes_bounded_time(text):
    start = time.process_time()
    assert tokenized(READER.nlp, text).text == text
    assert time.process_time() - start < 20  # under 3 s on a quiet machine
    start = time.process_time()
    body = read(text[:50_000]).body
    assert body.doc.text == text[:50_000]
    assert all(text[name.start : name.end].strip() for name in body.names)
    assert time.process_time() - start < 20  # likewise
