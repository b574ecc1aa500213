"""Measures a pipeline on the test parts of the treebanks, from raw text as CoNLL 2018 did, and on names.

python training/measure.py SHARED_DIR MODEL_DIR
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import corpus
import spacy
from thinc.api import use_ops

import jejak.languages.id.tokenizer  # noqa: F401 - registers it
from jejak.reading import tokenized

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

Span = tuple[int, int]
PASSAGE = 10  # sentences read as one text


def f1(right: int, found: int, known: int) -> float:
    """In hundredths."""
    return round(200 * right / max(1, found + known), 2)


def relation_in(convention: str, token: Token) -> str:
    """A relation without its subtype, by the name that a treebank has for it.

    What GSD calls `compound`, a noun that stands bare beside the one it tells more of ("kerja sama
    pertahanan"), is `nmod` in the others: 789 of 851 such words of its dev part, and no others.
    """
    relation = token.dep_.partition(":")[0]
    if relation == "compound" and convention != corpus.GSD:
        return "nmod"
    if convention == corpus.GSD and token.dep_ in ("nmod", "compound"):
        bare = token.pos_ == "NOUN" and not any(child.dep_ == "case" for child in token.children)
        return "compound" if bare else "nmod"
    return relation


def conll(nlp: Language, known: list[corpus.Sentence]) -> dict[str, float]:
    """Words, sentences, UPOS, UAS and LAS (F1, relations without their subtypes) from raw text.

    As the CoNLL 2018 shared task: the system's words are matched to the gold words by their characters,
    and what it says of words that do not match counts as wrong. Texts are passages of ten sentences
    with a space between. `las` takes relations by the treebank's names (`relation_in`), `las as said` as
    they are.
    """
    right = dict.fromkeys(("words", "sentences", "upos", "uas", "las", "las as said"), 0)
    found_words = known_words = found_sents = 0
    for at in range(0, len(known), PASSAGE):
        part = known[at : at + PASSAGE]
        text, gold, bounds = "", {}, set()
        for s in part:
            start = len(text)
            spans = [(start + a, start + b) for a, b in s.offsets]
            assert s.tags
            assert s.heads
            assert s.relations
            for i, span in enumerate(spans):
                head = None if s.heads[i] == i else spans[s.heads[i]]
                gold[span] = (s.tags[i].partition("|")[0], head, s.relations[i].partition(":")[0])
            bounds.add((start, spans[-1][1]))
            text += s.text + " "
        doc = nlp(text.rstrip())
        words = [t for t in doc if not t.is_space]
        found_words, known_words = found_words + len(words), known_words + len(gold)
        sents = {_bounds(sent) for sent in doc.sents}
        found_sents += len(sents)
        right["sentences"] += len(sents & bounds)
        for token in words:
            truth = gold.get((token.idx, token.idx + len(token)))
            if truth is None:
                continue
            right["words"] += 1
            right["upos"] += token.pos_ == truth[0]
            head = None if token.head.i == token.i else (token.head.idx, token.head.idx + len(token.head))
            if head == truth[1]:
                right["uas"] += 1
                said = "root" if head is None else token.dep_.partition(":")[0]
                named = said if head is None else relation_in(known[0].convention or "", token)
                right["las"] += named == truth[2]
                right["las as said"] += said == truth[2]
    out = {key: f1(value, found_words, known_words) for key, value in right.items() if key != "sentences"}
    out["sentences"] = f1(right["sentences"], found_sents, len(known))
    return out


def _bounds(sent: Doc) -> Span:
    words = [t for t in sent if not t.is_space]
    return (words[0].idx, words[-1].idx + len(words[-1])) if words else (-1, -1)


def names(nlp: Language, known: list[corpus.Sentence]) -> dict[str, float]:
    """F1 of names with exact bounds and kind, all and by kind."""
    counts: dict[str, list[int]] = {}
    for s in known:
        assert s.entities
        words = s.offsets
        gold = {(words[a][0], words[b - 1][1], kind) for a, b, kind in corpus.name_spans(s.entities)}
        said = {(e.start_char, e.end_char, e.label_) for e in nlp(s.text).ents}
        for kind in ("PER", "ORG", "LOC"):
            row = counts.setdefault(kind, [0, 0, 0])
            g, f = {x for x in gold if x[2] == kind}, {x for x in said if x[2] == kind}
            row[0], row[1], row[2] = row[0] + len(g & f), row[1] + len(f), row[2] + len(g)
    total = [sum(row[i] for row in counts.values()) for i in range(3)]
    return {"all": f1(*total)} | {kind: f1(*row) for kind, row in counts.items()}


def speed(nlp: Language, data: Path, texts: int = 400) -> float:
    """Words a second on one core, news in batches, all parts of the pipeline; the median of three runs."""
    bodies = []
    for _, body in corpus.news(data, frozenset()):
        bodies.append(body)
        if len(bodies) == texts:
            break
    runs = []
    for _ in range(3):
        start = time.process_time()
        words = sum(len(doc) for doc in nlp.pipe((tokenized(nlp, body) for body in bodies), batch_size=32))
        runs.append(words / (time.process_time() - start))
    return round(sorted(runs)[1])


def measured(nlp: Language, data: Path) -> dict[str, object]:
    """All figures."""
    return {
        "gsd-test": conll(nlp, corpus.treebank(data, "gsd-test")),
        "csui-test": conll(nlp, corpus.treebank(data, "csui-test")),
        "names-test": names(nlp, corpus.names(data, "test")),
        "words a second": speed(nlp, data),
    }


def main() -> None:
    """Prints the figures."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("shared", type=Path)
    cli.add_argument("model", type=Path)
    options = cli.parse_args()
    started = time.time()
    with use_ops("numpy", use_blis=False):
        nlp = spacy.load(options.model)
    print(f"loaded in {time.time() - started:.1f} s")
    print(json.dumps(measured(nlp, options.shared / "data"), indent=1))


if __name__ == "__main__":
    main()
