"""The Indonesian model that ships: what it is, what it reads, and that its card tells the truth."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jejak.languages.id as indonesian
from jejak.model import Article
from jejak.reading import Reader

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROOT = Path(__file__).parents[1]
MODEL = Path(indonesian.__file__).parent / "model"
DATA = ROOT.parent / "shared" / "data"
READER = Reader()
TEXT = (
    "Menteri Luar Negeri Lodan, Rina Marpaung, bertemu Duta Besar Rusia Oleg Danilov di Jakarta. "
    "Ia mengatakan kerja sama kedua negara diperkuat oleh Kementerian Pertahanan."
)


@cache
def doc() -> Doc:
    return READER.read(Article("contoh", TEXT)).body.doc


@cache
def meta() -> dict[str, Any]:
    return json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))


def test_names_are_seen():
    body = READER.read(Article("contoh", TEXT)).body
    assert {(TEXT[n.start : n.end], n.kind) for n in body.names} >= {
        ("Rina Marpaung", "PER"), ("Oleg Danilov", "PER"), ("Jakarta", "LOC"), ("Kementerian Pertahanan", "ORG"),
    }  # fmt: skip


def test_grammar_is_read():
    words = {token.text: token for token in doc()}
    assert words["bertemu"].pos_ == "VERB"
    assert words["bertemu"].dep_ == "ROOT"
    assert words["Menteri"].dep_ == "nsubj"
    assert words["Menteri"].head.text == "bertemu"
    assert words["diperkuat"].morph.get("Voice") == ["Pass"]
    assert words["Kementerian"].head.text == "diperkuat"
    assert [s.text for s in doc().sents] == [TEXT[:91], TEXT[92:]]


def test_clitics_are_words():
    body = READER.read(Article("contoh", "Menurutnya, usulan itu baik.")).body
    assert [t.text for t in body.doc][:3] == ["Menurut", "nya", ","]


def test_the_whole_pipeline_has_lemmas_and_bounds_of_its_own():
    program = (
        "import sys, spacy, jejak.languages.id.tokenizer; nlp = spacy.load(sys.argv[1]); "
        "doc = nlp('Kami membahas kerja sama. Mereka pulang.'); "
        "print(nlp.lang, [t.lemma_ for t in doc][1], len(list(doc.sents)))"
    )
    run = subprocess.run([sys.executable, "-c", program, MODEL], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["id", "bahas", "2"]


def test_it_fits_the_wheel_and_names_its_sources():
    size = sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file())
    assert size <= 25 * 2**20
    assert {source["license"] for source in meta()["sources"]} == {"CC BY-SA 4.0", "CC BY-SA 3.0", "MIT"}
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    assert all(source["name"].removeprefix("UD ") in card for source in meta()["sources"])


def test_it_keeps_no_words_of_the_news():
    """Only what its lemmas exchange: endings, and a few words of the treebanks."""
    strings = json.loads((MODEL / "vocab" / "strings.json").read_text(encoding="utf-8"))
    assert len(strings) < 1_500
    assert max(map(len, strings)) <= 25


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(TEXT.split()), st.text(max_size=5)), max_size=30),
    st.sampled_from([" ", "\n", " "]),
)
def test_names_and_tokens_stand_where_they_say(words: list[str], between: str):
    text = between.join(words)
    body = READER.read(Article("contoh", text)).body
    assert body.doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in body.doc)
    assert [(n.start, n.end) for n in body.names] == [(e.start_char, e.end_char) for e in body.doc.ents]


def test_long_texts_are_read_in_parts_and_come_together():
    text = (TEXT + "\n") * 200
    body = READER.read(Article("panjang", text)).body
    assert body.doc.text == text
    assert len(list(body.doc.sents)) == len(body.sentences)
    assert sum(n.kind == "PER" for n in body.names) >= 350
    assert [(n.start, n.end) for n in body.names] == [(e.start_char, e.end_char) for e in body.doc.ents]


@pytest.mark.skipif(not DATA.is_dir(), reason="the treebanks are not here")
@pytest.mark.parametrize("name", ["gsd-test", "csui-test", "names-test"])
def test_the_card_tells_the_truth(name: str):
    sys.path.insert(0, str(ROOT / "training"))
    import corpus
    import measure
    import spacy

    nlp = spacy.load(MODEL, exclude=["trainable_lemmatizer"])
    if name == "names-test":
        now = measure.names(nlp, corpus.names(DATA, "test"))
    else:
        now = measure.conll(nlp, corpus.treebank(DATA, name))
    told = meta()["performance"][name]
    assert {key: round(value, 0) for key, value in now.items()} == pytest.approx(
        {key: round(value, 0) for key, value in told.items()}, abs=1
    )
