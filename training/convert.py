"""GSD's train part at version 2.0, brought to the conventions of later versions.

Between the versions "bukunya" became two words, "dapat" an AUX, "untuk" before a verb an SCONJ, and so on.
The teacher has seen both and says each sentence in the later one; where it and the old hand coding differ,
it is believed where it differs regularly (most times for that word, or often for that relation) or is sure
of the head, and the hand else.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from corpus import GSD, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = dict[str, Any]
SURE_HEAD: Final = 0.8 * 255
WORD_SHARE, WORD_TIMES = 0.6, 3
RELATION_SHARE: Final = 0.15
NYA: Final = {
    "VERB": ("PRON|Number=Sing|Person=3|PronType=Prs", "obj"),
    "ADJ": ("DET|Definite=Def|PronType=Art", "det"),
}
NYA_ELSE: Final = ("PRON|Number=Sing|Person=3|PronType=Prs", "nmod:poss")
_CLITIC: Final = re.compile(r"(?i).{3,}nya")


def converted(
    old: Sequence[Sentence],
    said: Sequence[Row],
    cut: Callable[[str], list[tuple[int, int]]],
    is_tree: Callable[[Sequence[int]], bool],
) -> list[Sentence]:
    """The sentences in the later convention; those of which no tree comes are left out."""
    words: Counter[tuple[str, str]] = Counter()
    changes: Counter[tuple[str, str, str]] = Counter()
    relations: Counter[str] = Counter()
    moves: Counter[tuple[str, str]] = Counter()
    for s, row in zip(old, said, strict=True):
        assert s.tags
        assert s.heads
        assert s.relations
        for i, word in enumerate(s.words):
            new = row["tags"][i].partition("|")[0]
            words[word.lower(), s.tags[i]] += 1
            changes[word.lower(), s.tags[i], new] += 1
            if s.heads[i] == row["heads"][i]:
                relations[_base(s.relations[i])] += 1
                moves[_base(s.relations[i]), _base(row["relations"][i])] += 1

    def regular(word: str, before: str, after: str) -> bool:
        times = changes[word.lower(), before, after]
        return times >= WORD_TIMES and times >= WORD_SHARE * words[word.lower(), before]

    found = []
    for s, row in zip(old, said, strict=True):
        assert s.tags
        assert s.heads
        assert s.relations
        sure_heads = [
            int(new) if sure >= SURE_HEAD else h
            for h, new, sure in zip(s.heads, row["heads"], row["sure"], strict=True)
        ]
        heads = next((h for h in (sure_heads, s.heads) if is_tree(h)), None)
        if heads is None:
            continue
        tags, rels = [], []
        for i, word in enumerate(s.words):
            before, after = s.tags[i], row["tags"][i].partition("|")[0]
            moved = before != after and regular(word, before, after)
            tags.append(row["tags"][i] if moved or before == after else before)
            a, b = s.relations[i], row["relations"][i]
            if heads[i] == i:
                rels.append("root")
            elif heads[i] != row["heads"][i]:
                rels.append(a if a != "root" else b)
            elif (
                heads[i] != s.heads[i]
                or moved
                or _base(a) == _base(b)
                or moves[_base(a), _base(b)] >= RELATION_SHARE * relations[_base(a)]
            ):
                rels.append(b)
            else:
                rels.append(a)
        whole = Sentence(s.words, s.spaces, tags, heads, rels, entities=s.entities, convention=GSD)
        found.append(_apart(whole, cut))
    return found


def _base(relation: str) -> str:
    return relation.partition(":")[0]


def _apart(s: Sentence, cut: Callable[[str], list[tuple[int, int]]]) -> Sentence:
    """The sentence with "-nya" as a word of its own where the tokeniser has it so."""
    assert s.tags
    assert s.heads
    assert s.relations
    place: list[int] = []  # old index -> new index
    rows: list[tuple[str, bool, str, int, str, str, bool]] = []
    names = s.entities or [""] * len(s.words)
    for word, space, tag, head, relation, name in zip(
        s.words, s.spaces, s.tags, s.heads, s.relations, names, strict=True
    ):
        place.append(len(rows))
        if _CLITIC.fullmatch(word) and len(cuts := cut(word)) == 2:
            rows.append((word[: cuts[0][1]], False, tag, head, relation, name, False))
            nya_tag, nya_relation = NYA.get(tag.partition("|")[0], NYA_ELSE)
            rows.append((word[cuts[0][1] :], space, nya_tag, len(rows) - 1, nya_relation, "O", True))
        else:
            rows.append((word, space, tag, head, relation, name, False))
    return Sentence(
        words=[r[0] for r in rows], spaces=[r[1] for r in rows], tags=[r[2] for r in rows],
        heads=[r[3] if r[6] else place[r[3]] for r in rows], relations=[r[4] for r in rows],
        entities=[r[5] for r in rows], convention=GSD,
    )  # fmt: skip
