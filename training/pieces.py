"""Makes of all texts one file of numbers, which `teacher.py` learns from where spaCy is not.

    python training/pieces.py SHARED_DIR teacher_input.npz [--weak FOUND.jsonl]

Words are cut into pieces by byte-pair encoding learned here. FOUND.jsonl is what `jejak code` prints of
news articles: its persons, states and bodies teach names where no hand-coded names are ("weak" labels;
nobody judged the other words).
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import corpus
import numpy as np
from corpus import Sentence
from cutting import LONGEST, Cutter, plain, sentences
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from jejak.reading import SentenceRules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VOCABULARY: Final = 16_000
PIECES: Final = 6  # of a word, at most
WEAK_SENTENCES: Final = 30_000
BREAK, UNKNOWN = 2, 3
END: Final = 2**32 - 1  # of a text, among word numbers
SPECIAL: Final = ["<pad>", "<mask>", "<break>", "<unk>"]
WEAK_KINDS: Final = {
    "person": "PER",
    "state": "LOC",
    "igo": "ORG",
    "agency": "ORG",
    "group": "ORG",
    "firm": "ORG",
}


class Words:
    """Numbers for words; a word that follows white space is another word than one that does not."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.counts: Counter[int] = Counter()

    def of(self, words: Iterable[str], spaces: Iterable[bool]) -> list[int]:
        """A number for each word; `spaces` tell whether white space follows it."""
        found, spaced = [], True
        for word, space in zip(words, spaces, strict=True):
            found.append(self.ids.setdefault("▁" + word if spaced else word, len(self.ids)))
            spaced = space
        return found


def weak_names(cut: Cutter, rules: SentenceRules, found: Path) -> Iterator[Sentence]:
    """Sentences with persons, states and bodies as jejak's rules name them; other capitals are unjudged."""
    for line in found.open(encoding="utf-8"):
        page = json.loads(line)
        text = page["article"]["text"]
        labels: dict[int, str] = {}
        for actor in page["actors"]:
            kind = WEAK_KINDS.get(actor["kind"])
            for mention in actor["mentions"] if kind else ():
                if text[mention["start"] : mention["end"]] != mention["text"]:
                    continue
                for i in range(mention["start"], mention["end"]):
                    labels[i] = f"I-{kind}"
                labels[mention["start"]] = f"B-{kind}"
        for start, tokens in sentences(cut, rules, text):
            sentence = plain(text[start:], tokens)
            marks = [labels.get(start + a) for a, _ in tokens]
            if not any(marks):
                continue
            sentence.entities = [
                mark or ("O" if word[0].islower() or not word[0].isalpha() else "")
                for mark, word in zip(marks, sentence.words, strict=True)
            ]
            yield sentence


class Numbers:
    """Sets of sentences as arrays: words, and labels with -1 where nobody said."""

    def __init__(self) -> None:
        self.words = Words()
        self.arrays: dict[str, np.ndarray] = {}
        self.known = {
            "tags": ["<none>"],
            "relations": ["<none>"],
            "entities": ["O", *(f"{b}-{kind}" for kind in ("PER", "ORG", "LOC") for b in "BI")],
        }

    def add(self, name: str, sentences_: Iterable[Sentence]) -> None:
        """Keeps a set under its name."""
        rows: dict[str, list[int]] = {"words": [], "heads": [], **{key: [] for key in self.known}}
        lengths = []
        for s in sentences_:
            size = len(s.words)
            if not 1 <= size <= LONGEST * 2:
                continue
            lengths.append(size)
            rows["words"] += self.words.of(s.words, s.spaces)
            if name != "news":
                rows["heads"] += s.heads or [-1] * size
                for key, values in (("tags", s.tags), ("relations", s.relations), ("entities", s.entities)):
                    rows[key] += self._numbers(values, self.known[key], size)
        self.arrays[f"{name}.lengths"] = np.array(lengths, dtype=np.uint16)
        for key, found in rows.items():
            if found:
                kind = np.uint32 if key == "words" else np.int16
                self.arrays[f"{name}.{key}"] = np.array(found, dtype=kind)
        print(name, len(lengths), "sentences", len(rows["words"]), "words", flush=True)

    @staticmethod
    def _numbers(values: list[str] | None, known: list[str], size: int) -> list[int]:
        for value in values or ():
            if value and value not in known:
                known.append(value)
        return [known.index(value) if value else -1 for value in values or [""] * size]


def hand_made(data: Path, cut: Cutter) -> Iterator[tuple[str, list[Sentence]]]:
    """The treebanks and the sets of names, the latter on our words."""
    for name in corpus.TREEBANKS:
        yield name, corpus.treebank(data, name)
    for part in ("train", "dev", "test"):
        raw = corpus.names(data, part)
        yield f"names-{part}", [corpus.retokenised(s, cut(s.text), s.text) for s in raw]


def learned_pieces(listed: list[str], counts: np.ndarray) -> np.ndarray:
    """Numbers of the pieces of each word, (words, PIECES), 0 where a word has no more."""
    encoder = Tokenizer(models.BPE(unk_token="<unk>"))
    encoder.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=SPECIAL, limit_alphabet=300, show_progress=False
    )
    repeats = np.minimum(counts, 2_000)  # of the most frequent words no more: their pieces are learned anyway
    order = np.random.default_rng(0).permutation(len(listed))
    encoder.train_from_iterator((" ".join([listed[i]] * int(repeats[i])) for i in order), trainer)
    table = np.zeros((len(listed), PIECES), dtype=np.uint16)
    for i, encoded in enumerate(encoder.encode_batch(listed)):
        ids = encoded.ids[:PIECES] or [UNKNOWN]
        table[i, : len(ids)] = ids
    return table


def main() -> None:
    """Writes the file."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("shared", type=Path)
    cli.add_argument("output", type=Path)
    cli.add_argument("--weak", type=Path, required=True)
    options = cli.parse_args()
    data, cut, rules, numbers = options.shared / "data", Cutter(), SentenceRules(), Numbers()
    for name, known in hand_made(data, cut):
        numbers.add(name, known)
    weak = list(weak_names(cut, rules, options.weak))
    random.Random(0).shuffle(weak)
    numbers.add("weak", weak[:WEAK_SENTENCES])

    running: list[np.ndarray] = []
    news: list[Sentence] = []

    def run_on(text: str) -> None:
        sentence = plain(text, cut(text))
        found = numbers.words.of(sentence.words, sentence.spaces)
        running.append(np.array([*found, END], dtype=np.uint32))

    for _, text in corpus.news(data, corpus.coded_ids(options.shared / "coding")):
        run_on(text)
        news += (plain(text[start:], tokens) for start, tokens in sentences(cut, rules, text))
    numbers.add("news", news)
    for text in corpus.texts(data):
        run_on(text.strip())
    flat = np.concatenate(running)
    listed = list(numbers.words.ids)
    print(len(flat), "words of running text,", len(listed), "of them different", flush=True)

    table = learned_pieces(listed, np.bincount(flat[flat != END], minlength=len(listed)))
    breaks = np.array([[BREAK] + [0] * (PIECES - 1)], dtype=np.uint16)
    rows = np.vstack([table, breaks])
    kept = np.where(flat == END, len(listed), flat)
    pieces = [(part := rows[some])[part > 0] for some in np.array_split(kept, 40)]
    # of the table only the rows that sentences use go along
    sets = [key for key in numbers.arrays if key.endswith(".words")]
    used, place = np.unique(np.concatenate([numbers.arrays[key] for key in sets]), return_inverse=True)
    bounds = np.cumsum([len(numbers.arrays[key]) for key in sets])[:-1]
    for key, renumbered in zip(sets, np.split(place.astype(np.uint32), bounds), strict=True):
        numbers.arrays[key] = renumbered
    labels = {key: np.array(values) for key, values in numbers.known.items()}
    np.savez_compressed(
        options.output,
        allow_pickle=False,
        table=table[used],
        running=np.concatenate(pieces),
        **numbers.arrays,
        **labels,
    )


if __name__ == "__main__":
    main()
