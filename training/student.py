"""Trains the model that ships: a spaCy pipeline `id` of one small network for all its parts.

    python training/student.py SHARED_DIR teacher_input.npz LABELS_DIR MODEL_DIR [--words 2500000] [--hours 1]

Learns from the hand-made sets, each as often as `REPEATS` says, and from news as the teacher labelled it
(`teacher.py`). News articles that were coded by hand are not among them, and no test set is.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import corpus
import numpy as np
import spacy
from convert import converted
from cutting import Cutter, blank_pipeline, plain, sentences
from measure import measured
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, NumpyOps, set_current_ops

from jejak.reading import SentenceRules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.vocab import Vocab

SEED: Final = 7
WIDTH: Final = 96
DEPTH: Final = 4
ROWS: Final = (12_000, 2_000, 4_000, 1_500)
REPEATS: Final = {
    "gsd-2.0-train": 3,
    "gsd-dev": 6,
    "csui-train": 6,
    "pud-test": 2,
    "names-train": 4,
    "names-dev": 4,
}
SURE: Final = 0.80  # mean chance of a news sentence's arcs, under which it is left out
SURE_NAME: Final = 0.65  # chance of a word's name label, under which the word is left unjudged
LEMMATISER: Final = "trainable_lemmatizer"
LEMMA_EPOCHS: Final = 8
BATCH: Final = 2_500  # words

Row = dict[str, Any]


def listener() -> dict[str, Any]:
    """What a part takes from the shared network."""
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}


def tagger() -> dict[str, Any]:
    """A part that labels each word."""
    return {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener()}


def config() -> dict[str, Any]:
    """The parts of the pipeline and the network they share."""

    def transitions(kind: str, hidden: int) -> dict[str, Any]:
        return {
            "@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind,
            "extra_state_tokens": False,
            "hidden_width": hidden, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": listener(),
        }  # fmt: skip

    return {
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2", "width": WIDTH, "rows": list(ROWS),
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": WIDTH, "depth": DEPTH,
                "window_size": 1, "maxout_pieces": 3,
            },
        },
        "senter": tagger(),
        "morphologizer": tagger(),
        "parser": transitions("parser", 64),
        "ner": transitions("ner", 64),
    }  # fmt: skip


def pipeline() -> Language:
    """The untrained pipeline."""
    nlp = blank_pipeline()
    for name, model in config().items():
        extra = {"min_action_freq": 20} if name == "parser" else {}
        nlp.add_pipe(name, config={"model": model, **extra})
    return nlp


def add_lemmas(nlp: Language, groups: list[list[corpus.Sentence]], dice: random.Random) -> None:
    """Trains the lemmatiser last, alone, on the network as it is: few sentences have lemmas.

    Where a pipeline was loaded from disk, its lemmatiser could not go on anyway: spaCy does not keep the map
    from edit trees to labels, and then takes every lemma for the first one.
    """
    if LEMMATISER in nlp.pipe_names:
        nlp.remove_pipe(LEMMATISER)
    known = [g for g in groups if all(s.lemmas for s in g)]
    settings = {"model": tagger(), "min_tree_freq": 2, "top_k": 1}
    pipe = nlp.add_pipe(LEMMATISER, config=settings, after="morphologizer")
    pipe.initialize(lambda: [example_of(nlp, g) for g in known], nlp=nlp)
    nlp.get_pipe("tok2vec").find_listeners(pipe)
    optimiser = Adam(0.002, L2=0.0, grad_clip=1.0)
    others = [name for name in nlp.pipe_names if name != LEMMATISER]
    for epoch in range(LEMMA_EPOCHS):
        dice.shuffle(known)
        optimiser.learn_rate = 0.003 * (1 - epoch / LEMMA_EPOCHS)
        losses: dict[str, float] = {}
        for at in range(0, len(known), 40):
            batch = [example_of(nlp, g) for g in known[at : at + 40]]
            nlp.update(batch, sgd=optimiser, drop=0.1, exclude=others, annotates=["tok2vec"], losses=losses)
        print(f"lemmas, epoch {epoch + 1}: {losses[LEMMATISER]:.0f}", flush=True)


class Labels:
    """What the teacher said of the sets, by set and kind."""

    def __init__(self, numbers: Path, folder: Path) -> None:
        arrays = np.load(numbers)
        self.names = {key: arrays[key] for key in ("tags", "relations", "entities")}
        self.starts = {
            k[:-8]: np.concatenate([[0], np.cumsum(arrays[k].astype(np.int64))])
            for k in arrays.files
            if k.endswith(".lengths")
        }
        self.said = dict(np.load(folder / "labels.npz"))
        for kind in ("tags", "heads", "relations", "entities", "sure", "sure_name"):
            raw = lzma.decompress((folder / f"news.{kind}.xz").read_bytes())
            self.said[f"news.{kind}"] = np.frombuffer(raw, dtype=np.uint16 if kind == "tags" else np.uint8)

    def of(self, name: str, n: int) -> Row:
        """The labels of sentence n of a set."""
        span = slice(self.starts[name][n], self.starts[name][n + 1])
        row: Row = {kind: self.said[f"{name}.{kind}"][span] for kind in ("heads", "sure", "sure_name")}
        return row | {
            kind: [str(v) for v in self.names[kind][self.said[f"{name}.{kind}"][span]]] for kind in self.names
        }


def is_tree(heads: Sequence[int]) -> bool:
    """Whether the heads make one tree, with one root (its own head)."""
    if sum(h == i for i, h in enumerate(heads)) != 1:
        return False
    for i in range(len(heads)):
        at, steps = i, 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            if steps > len(heads):
                return False
    return True


def mended(heads: list[int]) -> list[int]:
    """The heads as one tree: further roots, and words that lead round in a ring, hang on the first root."""
    out = list(heads)
    root = next((i for i, h in enumerate(out) if h == i), 0)
    out[root] = root
    for i in range(len(out)):
        at, seen = i, {i}
        while out[at] != at and out[at] not in seen:
            at = out[at]
            seen.add(at)
        if at != root:
            out[at] = root
    return out


def filled(sentence: corpus.Sentence, said: Row) -> bool:
    """The sentence with the teacher's labels where nobody gave any; whether it can be used."""
    if sentence.tags is None:
        heads = [int(h) for h in said["heads"]]
        by_hand = sentence.entities is not None  # too few to leave any out
        if by_hand:
            heads = mended(heads)
        elif float(said["sure"].mean()) / 255 < SURE or not is_tree(heads):
            return False
        sentence.tags, sentence.heads, sentence.relations = said["tags"], heads, said["relations"]
    if sentence.entities is None:
        sentence.entities = judged(said)
    return True


def judged(said: Row) -> list[str]:
    """The teacher's names; "" where it doubts."""
    return [
        e if s >= SURE_NAME * 255 else "" for e, s in zip(said["entities"], said["sure_name"], strict=True)
    ]


def as_doc(vocab: Vocab, group: Sequence[corpus.Sentence]) -> Doc:
    """Sentences after one another as a Doc with all that is known of them."""
    words, spaces, pos, morphs, heads, deps, lemmas, starts, ents = [], [], [], [], [], [], [], [], []
    for s in group:
        at = len(words)
        words += s.words
        spaces += [*s.spaces[:-1], True]
        pos += [tag.partition("|")[0] for tag in s.tags or ()]
        morphs += [tag.partition("|")[2] for tag in s.tags or ()]
        heads += [at + h for h in s.heads or ()]
        deps += [
            "ROOT" if h == i else r
            for i, (h, r) in enumerate(zip(s.heads or (), s.relations or (), strict=True))
        ]
        lemmas += s.lemmas or [""] * len(s.words)
        starts += [True] + [False] * (len(s.words) - 1)
        ents += _whole(s.entities or [""] * len(s.words))
    doc = Doc(
        vocab, words=words, spaces=spaces, pos=pos, morphs=morphs, heads=heads, deps=deps, sent_starts=starts
    )
    for token, lemma in zip(doc, lemmas, strict=True):
        token.lemma_ = lemma
    spans = [spacy.tokens.Span(doc, a, b, label=kind) for a, b, kind in corpus.name_spans(ents)]
    unknown = [doc[i : i + 1] for i, e in enumerate(ents) if not e]
    doc.set_ents(spans, missing=unknown, default="outside")
    return doc


def _whole(labels: list[str]) -> list[str]:
    """BIO labels without a name of which a part is unjudged."""
    out = list(labels)
    for i, label in enumerate(out):
        if label.startswith("I-") and (i == 0 or out[i - 1][2:] != label[2:]):
            out[i] = "" if i and not out[i - 1] else f"B-{label[2:]}"
    return out


def grouped(sentences_: Sequence[corpus.Sentence], dice: random.Random) -> Iterator[list[corpus.Sentence]]:
    """Neighbouring sentences, one to five together."""
    at = 0
    while at < len(sentences_):
        size = dice.choice((1, 1, 2, 3, 5))
        yield list(sentences_[at : at + size])
        at += size


def gathered(shared: Path, labels: Labels, words: int, dice: random.Random) -> list[list[corpus.Sentence]]:
    """All that is learned from, as groups of sentences."""
    data = shared / "data"
    groups: list[list[corpus.Sentence]] = []
    cut = Cutter()
    for name, repeats in REPEATS.items():
        if name in corpus.TREEBANKS:
            known = corpus.treebank(data, name)
        else:
            raw = corpus.names(data, name.partition("-")[2])
            known = [corpus.retokenised(s, cut(s.text), s.text) for s in raw]
        said = [labels.of(name, n) for n in range(len(known))]
        if name == "gsd-2.0-train":
            for sentence, row in zip(known, said, strict=True):
                sentence.entities = judged(row)
            usable = converted(known, said, cut, is_tree)
        else:
            usable = [s for s, row in zip(known, said, strict=True) if filled(s, row)]
        print(f"{name}: {len(usable)} of {len(known)} sentences", flush=True)
        for _ in range(repeats):
            dice.shuffle(usable)
            groups += grouped(usable, dice)
    news, rules, n, kept = [], SentenceRules(), 0, 0
    articles = list(corpus.news(data, corpus.coded_ids(shared / "coding")))
    total = int(labels.starts["news"][-1])
    share = words / total * 1.6
    for _, text in articles:
        taken = dice.random() < share and kept < words
        page: list[corpus.Sentence] = []
        for start, tokens in sentences(cut, rules, text):
            if taken:
                sentence = plain(text[start:], tokens)
                said = labels.of("news", n)
                assert len(said["tags"]) == len(sentence.words), "news and labels differ"
                if filled(sentence, said):
                    page.append(sentence)
                    kept += len(sentence.words)
            n += 1
        news += grouped(page, dice)
    print(f"news: {len(news)} groups, {kept} words", flush=True)
    return groups + news


def example_of(nlp: Language, group: list[corpus.Sentence]) -> Example:
    """Words alone, and all that is known of them."""
    doc = as_doc(nlp.vocab, group)
    return Example(
        Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]), doc
    )


def trained(
    nlp: Language,
    groups: list[list[corpus.Sentence]],
    log: Path,
    dice: random.Random,
    *,
    hours: float,
    rate: float,
    fresh: bool,
) -> None:
    """Trains for so many hours of wall clock, the learning rate falling from `rate` to nothing at the end."""
    dice.shuffle(groups)
    if fresh:
        nlp.initialize(lambda: [example_of(nlp, g) for g in groups[:5_000]])
    optimiser = Adam(0.001, beta1=0.9, beta2=0.999, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True)
    started, seen, step, epoch, told = time.time(), 0, 0, 0, 0.0
    losses: dict[str, float] = {}
    while time.time() - started < hours * 3600:
        dice.shuffle(groups)
        epoch += 1
        batch: list[list[corpus.Sentence]] = []
        size = 0
        for group in groups:
            batch.append(group)
            size += sum(len(s.words) for s in group)
            if size < BATCH:
                continue
            part = (time.time() - started) / (hours * 3600)
            if part >= 1:
                break
            optimiser.learn_rate = rate * min(1.0, (step + 1) / 200) * max(0.02, 1 - part)
            nlp.update([example_of(nlp, g) for g in batch], sgd=optimiser, drop=0.1, losses=losses)
            seen, step, batch, size = seen + size, step + 1, [], 0
            if time.time() - told > 60:
                told = time.time()
                nlp.to_disk(log.parent / "latest")
                line = {
                    "minutes": round((told - started) / 60, 1),
                    "epoch": epoch,
                    "words": seen,
                    "losses": {k: round(v / 100) for k, v in losses.items()},
                }
                losses = {}
                print(json.dumps(line), flush=True)
                with log.open("a") as out:
                    out.write(json.dumps(line) + "\n")


def main() -> None:
    """Trains, saves, measures."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shared", "numbers", "labels", "output"):
        cli.add_argument(name, type=Path)
    cli.add_argument("--words", type=int, default=2_500_000, help="of news")
    cli.add_argument("--hours", type=float, default=1.0)
    cli.add_argument("--rate", type=float, default=0.0015, help="of learning, at first")
    cli.add_argument("--start", type=Path, help="a model to go on from")
    options = cli.parse_args()
    spacy.util.fix_random_seed(SEED)
    dice = random.Random(SEED)
    set_current_ops(NumpyOps(use_blis=False))  # numpy's own products of matrices are several times as fast
    nlp = pipeline() if options.start is None else spacy.load(options.start)
    options.output.mkdir(parents=True, exist_ok=True)
    groups = gathered(options.shared, Labels(options.numbers, options.labels), options.words, dice)
    log = options.output.parent / "training.jsonl"
    trained(nlp, groups, log, dice, hours=options.hours, rate=options.rate, fresh=options.start is None)
    add_lemmas(nlp, groups, dice)
    nlp.to_disk(options.output)
    figures = measured(nlp, options.shared / "data")
    (options.output.parent / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
