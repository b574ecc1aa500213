from jejak.findings.contexts import contexts_of, contexts_told
from jejak.languages.data import lexicon_data
from jejak.languages.patterns import words_of
from jejak.vocabulary import CONTEXTS


def contexts(text, event_type="AGREE", given=()):
    return contexts_of(contexts_told(words_of(text)), 0, len(text), event_type, given)


def test_words_tell_the_context():
    assert contexts("kerja sama memberantas narkoba")[0] == "illegal_drugs"


def test_there_are_at_most_three_contexts():
    assert len(contexts("terorisme, narkoba, siber, perdagangan, nuklir, gempa")) == 3


def test_words_in_the_evidence_count_more_than_words_around_it():
    text = "sepakat soal narkoba, sementara di tempat lain ada gempa"
    assert contexts_of(contexts_told(words_of(text)), 0, 20, "AGREE")[0] == "illegal_drugs"


def test_a_type_without_words_has_its_usual_context():
    assert contexts("mereka saling serbu", "ASSAULT") == ("military",)


def test_the_lexicon_names_only_contexts_of_the_codebook():
    assert set(lexicon_data("id", "contexts")) <= set(CONTEXTS)
