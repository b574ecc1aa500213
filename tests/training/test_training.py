"""How the shipped model is trained and measured: the parts that need neither a GPU nor the data."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

TRAINING = Path(__file__).parents[2] / "training"
if not TRAINING.is_dir():
    pytest.skip("training/ is not beside the tests", allow_module_level=True)
sys.path.insert(0, str(TRAINING))

import coded as coding  # noqa: E402
import convert  # noqa: E402
import corpus  # noqa: E402
import cutting  # noqa: E402
import measure  # noqa: E402
import student  # noqa: E402

CUT = cutting.Cutter()


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in CUT(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bukunya dibaca.", ["Buku", "nya", "dibaca", "."]),
        ("Sebelumnya ia hanya tanya", ["Sebelumnya", "ia", "hanya", "tanya"]),
        ("Apakah itulah sekolah?", ["Apa", "kah", "itu", "lah", "sekolah", "?"]),
        ("anak-anak tahun 1990-an ke-5", ["anak-anak", "tahun", "1990-an", "ke-5"]),
        ("(29/10/2013),", ["(", "29/10/2013", ")", ","]),
        ("meskipun walaupun adalah", ["meskipun", "walaupun", "adalah"]),
    ],
)
def test_words_come_apart_as_in_the_treebanks(text: str, expected: list[str]):
    assert words(text) == expected


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_words_hold_every_sign_but_white_space(text: str):
    covered = "".join(words(text))
    assert covered == "".join(text.split())[: len(covered)]
    longest = max((len(run) for run in text.split()), default=0)
    assert longest > 200 or len(covered) == len("".join(text.split()))


def test_a_treebank_is_read_with_its_multiword_tokens_apart():
    lines = [
        "# text = Rumahnya besar.",
        "1-2\tRumahnya\t_\t_\t_\t_\t_\t_\t_\t_",
        "1\tRumah\trumah\tNOUN\t_\tNumber=Sing\t3\tnsubj\t_\t_",
        "2\tnya\tnya\tPRON\t_\t_\t1\tnmod:poss\t_\t_",
        "3\tbesar\tbesar\tADJ\t_\t_\t0\troot\t_\tSpaceAfter=No",
        "4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_",
    ]
    s = corpus._conllu(lines, corpus.GSD)
    assert s.text == "Rumahnya besar."
    assert s.words == ["Rumah", "nya", "besar", "."]
    assert s.tags == ["NOUN|Number=Sing", "PRON", "ADJ", "PUNCT"]
    assert s.heads == [2, 0, 2, 2]


def test_names_move_to_other_words():
    s = corpus.Sentence(["Rina", "Sari", "(PT", "Maju)", "."], [True, True, True, False, False])
    s.entities = ["B-PER", "I-PER", "B-ORG", "I-ORG", "O"]
    moved = corpus.retokenised(s, CUT(s.text), s.text)
    assert list(zip(moved.words, moved.entities or (), strict=True)) == [
        ("Rina", "B-PER"), ("Sari", "I-PER"), ("(", "B-ORG"), ("PT", "I-ORG"), ("Maju", "I-ORG"), (")", "I-ORG"), (".", "O"),
    ]  # fmt: skip


@given(st.lists(st.integers(0, 11), min_size=1, max_size=12))
def test_mended_heads_are_one_tree_and_trees_stay(heads: list[int]):
    heads = [h % len(heads) for h in heads]
    mended = student.mended(heads)
    assert student.is_tree(mended)
    if student.is_tree(heads):
        assert mended == heads


def test_rings_and_two_roots_are_no_tree():
    assert student.is_tree([0, 0, 1])
    assert not student.is_tree([0, 2, 1])
    assert not student.is_tree([0, 1])
    assert not student.is_tree([1, 0])


def old_and_said(times: int) -> tuple[list[corpus.Sentence], list[dict[str, object]]]:
    """A word that the old coding calls ADV and the teacher AUX, so many times."""
    old = corpus.Sentence(
        ["Ia", "dapat", "membawa", "bukunya"], [True, True, True, False],
        ["PRON", "ADV", "VERB", "NOUN"], [2, 2, 2, 2], ["nsubj", "advmod", "root", "obj"], convention=corpus.GSD20,
    )  # fmt: skip
    said = {
        "tags": ["PRON|Person=3", "AUX", "VERB", "PROPN"], "heads": [2, 2, 2, 1], "relations": ["nsubj", "aux", "root", "nmod"],
        "sure": [250, 250, 250, 100],
    }  # fmt: skip
    return [old] * times, [said] * times


def test_regular_changes_are_taken_over_and_doubts_are_not():
    old, said = old_and_said(5)
    first = convert.converted(old, said, CUT, student.is_tree)[0]
    assert first.words == ["Ia", "dapat", "membawa", "buku", "nya"]
    assert first.tags == ["PRON|Person=3", "AUX", "VERB", "PROPN", "PRON|Number=Sing|Person=3|PronType=Prs"]
    assert first.heads == [2, 2, 2, 2, 3]  # the teacher's head of "bukunya" is not sure
    assert first.relations == ["nsubj", "aux", "root", "obj", "nmod:poss"]
    assert first.text == "Ia dapat membawa bukunya"


def test_a_change_seen_once_is_not_regular():
    old, said = old_and_said(1)
    assert convert.converted(old, said, CUT, student.is_tree)[0].tags[1:2] == ["ADV"]


def test_documents_keep_all_that_is_known():
    vocab = spacy.blank("id").vocab
    one = corpus.Sentence(
        ["Rina", "pergi", "."], [True, False, True], ["PROPN", "VERB|Voice=Act", "PUNCT"], [1, 1, 1],
        ["nsubj", "root", "punct"], ["Rina", "pergi", "."], ["B-PER", "O", ""],
    )  # fmt: skip
    doc = student.as_doc(vocab, [one, one])
    assert [t.head.i for t in doc] == [1, 1, 1, 4, 4, 4]
    assert [t.dep_ for t in doc][:3] == ["nsubj", "ROOT", "punct"]
    assert [t.pos_ for t in doc][:2] == ["PROPN", "VERB"]
    assert str(doc[1].morph) == "Voice=Act"
    assert [(e.text, e.label_) for e in doc.ents] == [("Rina", "PER"), ("Rina", "PER")]
    assert doc[2].ent_iob_ == ""  # nobody judged it
    assert [s.text for s in doc.sents] == ["Rina pergi.", "Rina pergi."]


class Scripted:
    """Stands for a pipeline: says of a text what it was given."""

    def __init__(self, heads: list[int], deps: list[str], pos: list[str]) -> None:
        self.vocab = spacy.blank("id").vocab
        self.heads, self.deps, self.pos = heads, deps, pos

    def __call__(self, text: str) -> Doc:
        found = words(text)
        spaces = [text[b : b + 1] == " " for _, b in CUT(text)]
        return Doc(self.vocab, words=found, spaces=spaces, heads=self.heads, deps=self.deps, pos=self.pos)


def known() -> list[corpus.Sentence]:
    return [
        corpus.Sentence(
            ["Rina", "membaca", "buku", "."], [True, True, False, False], ["PROPN", "VERB", "NOUN", "PUNCT"],
            [1, 1, 1, 1], ["nsubj", "root", "obj", "punct"],
        )
    ]  # fmt: skip


def test_all_right_is_a_hundred():
    nlp = Scripted([1, 1, 1, 1], ["nsubj", "ROOT", "obj", "punct"], ["PROPN", "VERB", "NOUN", "PUNCT"])
    assert set(measure.conll(nlp, known()).values()) == {100.0}


def test_each_fault_counts_where_it_belongs():
    nlp = Scripted([1, 1, 3, 1], ["nsubj:pass", "ROOT", "obj", "punct"], ["PROPN", "NOUN", "NOUN", "PUNCT"])
    figures = measure.conll(nlp, known())
    assert figures == {
        "words": 100.0,
        "upos": 75.0,
        "uas": 75.0,
        "las": 75.0,
        "las as said": 75.0,
        "sentences": 100.0,
    }
    nlp = Scripted([1, 1, 1, 1], ["obj", "ROOT", "obj", "punct"], ["PROPN", "VERB", "NOUN", "PUNCT"])
    assert measure.conll(nlp, known())["las"] == 75.0


def test_names_need_exact_bounds_and_kind():
    class Names(Scripted):
        def __call__(self, text: str) -> Doc:
            doc = Doc(self.vocab, words=["Rina", "Sari", "ke", "Riau"], spaces=[True, True, True, False])
            doc.set_ents([doc.char_span(0, 4, label="PER"), doc.char_span(13, 17, label="LOC")])
            return doc

    s = corpus.Sentence(["Rina", "Sari", "ke", "Riau"], [True, True, True, False])
    s.entities = ["B-PER", "I-PER", "O", "B-LOC"]
    assert measure.names(Names([], [], []), [s]) == {"all": 50.0, "PER": 0.0, "ORG": 0.0, "LOC": 100.0}


def test_coding_kept_by_offsets_gets_its_words_back():
    body = "Turki melatih Kenya. Kenya akan membeli gandum Turki."
    kept = {
        "doc": "a",
        "events": [{"type": "AID", "actors": ["TUR"], "recipients": ["KEN"], "start": 0, "end": 19}],
        "commitments": [{"by": ["KEN"], "to": [], "start": 21, "end": 52, "action": [32, 52]}],
    }
    coded = coding.with_words(kept, body)
    assert coded["events"][0]["evidence"] == ["Turki melatih Kenya"]
    assert coded["commitments"][0]["evidence"] == ["Kenya akan membeli gandum Turki"]
    assert coded["commitments"][0]["action"] == "membeli gandum Turki"


def test_coding_of_commitments_alone_takes_the_evidence_as_the_action():
    kept = {"doc": "a", "commitments": [{"by": ["KEN"], "to": [], "start": 6, "end": 20}]}
    coded = coding.with_words(kept, "Kenya membeli gandum.")
    assert coded == {
        "doc": "a",
        "commitments": [
            {**kept["commitments"][0], "action": "membeli gandum", "evidence": ["membeli gandum"]}
        ],
    }
