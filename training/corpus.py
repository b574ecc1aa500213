"""The texts a model is trained from and measured on, as sentences of words with what is known of them."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

GSD20, GSD, CSUI, PUD = "gsd-2.0", "gsd", "csui", "pud"
TREEBANKS: Final = {
    "gsd-2.0-train": ("id_gsd-v2.0-train", GSD20),
    "gsd-dev": ("id_gsd-ud-dev", GSD),
    "gsd-test": ("id_gsd-ud-test", GSD),
    "csui-train": ("id_csui-ud-train", CSUI),
    "csui-test": ("id_csui-ud-test", CSUI),
    "pud-test": ("id_pud-ud-test", PUD),
}
NO_SPACE_BEFORE: Final = frozenset(".,;:!?)]}%'\"”’")


@dataclass
class Sentence:
    """Words of one sentence; None where nobody said.

    `spaces[i]` tells whether white space follows word i; `tags` are "UPOS" or "UPOS|Feature=Value|...";
    `heads` are word indices from 0, a root its own head; `entities` are BIO ("B-PER"), "" for a word
    nobody judged.
    """

    words: list[str]
    spaces: list[bool]
    tags: list[str] | None = None
    heads: list[int] | None = None
    relations: list[str] | None = None
    lemmas: list[str] | None = None
    entities: list[str] | None = None
    convention: str | None = None

    @property
    def text(self) -> str:
        """The words with their spaces."""
        return "".join(w + " " * s for w, s in zip(self.words, self.spaces, strict=True)).rstrip()

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """Start and end of each word in the text."""
        found, at = [], 0
        for word, space in zip(self.words, self.spaces, strict=True):
            found.append((at, at + len(word)))
            at += len(word) + space
        return found


def name_spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """First word, the one behind the last, and kind of each name that BIO labels tell."""
    found, start = [], -1
    for i, label in enumerate([*labels, "O"]):
        if start >= 0 and not label.startswith("I-"):
            found.append((start, i, labels[start][2:]))
            start = -1
        if label.startswith("B-"):
            start = i
    return found


def treebank(data: Path, name: str) -> list[Sentence]:
    """The sentences of a treebank, its multi-word tokens as their words."""
    stem, convention = TREEBANKS[name]
    with lzma.open(data / "ud" / f"{stem}.conllu.xz", "rt", encoding="utf-8") as file:
        text = file.read()
    return [_conllu(block.splitlines(), convention) for block in text.split("\n\n") if block.strip()]


def _conllu(lines: list[str], convention: str) -> Sentence:
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    inner: dict[int, bool] = {}  # word -> does a space follow, for words of a multi-word token
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inner.update(dict.fromkeys(range(first, last), False))
            inner[last] = "SpaceAfter=No" not in row[9]
    rows = [row for row in rows if row[0].isdigit()]
    heads = [int(row[6]) - 1 for row in rows]
    return Sentence(
        words=[row[1] for row in rows],
        spaces=[inner.get(int(row[0]), "SpaceAfter=No" not in row[9]) for row in rows],
        tags=[row[3] if row[5] == "_" or convention == GSD20 else f"{row[3]}|{row[5]}" for row in rows],
        heads=[i if head < 0 else head for i, head in enumerate(heads)],
        relations=[row[7] for row in rows],
        lemmas=None if convention == GSD20 else [row[2] for row in rows],
        convention=convention,
    )


def names(data: Path, part: str) -> list[Sentence]:
    """idner-news-2k: `part` is train, dev or test. Words are spaced as a text would have them."""
    with lzma.open(data / "ner" / f"{part}.txt.xz", "rt", encoding="utf-8") as file:
        text = file.read()
    found = []
    for block in text.split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        if not rows:
            continue
        words = [row[0] for row in rows]
        after = [*words[1:], ""]
        spaces = [
            bool(nxt) and nxt[0] not in NO_SPACE_BEFORE and word not in ("(", "[")
            for word, nxt in zip(words, after, strict=True)
        ]
        found.append(Sentence(words, spaces, entities=[row[-1] for row in rows]))
    return found


def news(data: Path, without: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(id, text) of the news articles, but for those left out."""
    with lzma.open(data / "id_news.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] not in without:
                yield row["id"], row["body"]


def texts(data: Path) -> Iterator[str]:
    """Plain texts of mixed quality, for language modelling alone."""
    with lzma.open(data / "id_text.txt.xz", "rt", encoding="utf-8") as lines:
        yield from lines


def coded_ids(coding: Path) -> frozenset[str]:
    """Ids of the hand-coded articles: no machine label of theirs is trained on."""
    return frozenset(
        json.loads(line)["id"]
        for name in ("train", "dev")
        for line in (coding / f"{name}_articles.jsonl").open(encoding="utf-8")
    )


def retokenised(sentence: Sentence, tokens: list[tuple[int, int]], text: str) -> Sentence:
    """The names of a sentence, on the words that another tokeniser finds in its text."""
    assert sentence.entities is not None
    kinds: dict[int, str] = {}  # character -> label, "B-" at the first one of a name alone
    for (first, last), label in zip(sentence.offsets, sentence.entities, strict=True):
        kinds.update(dict.fromkeys(range(first, last), label.replace("B-", "I-")))
        kinds[first] = label
    found, open_kind = [], ""
    for start, _ in tokens:
        label = kinds[start]
        if label.startswith("I-") and open_kind != label[2:]:
            label = f"B-{label[2:]}"
        found.append(label)
        open_kind = label[2:]
    words = [text[a:b] for a, b in tokens]
    spaces = [i + 1 < len(tokens) and tokens[i + 1][0] > tokens[i][1] for i in range(len(tokens))]
    return Sentence(words, spaces, entities=found)
