"""Room 2, article: which articles are one text printed twice (codebook 7: reprints are one source).

A text's signature is the sample of its five-word shingles whose hash falls below a limit (FracMinHash:
Irber and others 2022, "Lightweight compositional analysis of metagenomes with FracMinHash"). Unlike
MinHash it estimates containment as well as Jaccard similarity, so a shortened reprint finds its long
original. Signatures and keys depend on the text alone: any order, any process, any machine gives the
same. Why this and how the thresholds were chosen: docs/decisions/002-near-duplicates.md.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from jejak.article.metadata import split_dateline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

SHINGLE_WORDS: Final = 5
SAME_JACCARD: Final = 0.5
"""Estimated Jaccard similarity from which two texts are one."""
SAME_CONTAINMENT: Final = 0.6
"""Estimated share of the shorter text's shingles found in the longer from which it is a cut of it."""

_SPACE: Final = 2**32
_KEPT: Final = 256  # hashes of a short text, all of them
_RATE: Final = 1 / 4  # of a longer one's
_MOST_KEPT: Final = 2_048
_KEY_LIMIT: Final = _SPACE // 16
_LOWEST_KEYS: Final = 4
_SHORT: Final = 96  # shingles below which the lowest hashes are keys too
_MOST_WORDS: Final = 100_000
_FEWEST_SHARED: Final = 6
_FEWEST_FOR_CONTAINMENT: Final = 30  # shingles: shorter texts are contained in anything

_WORD = re.compile(r"\w+")
_CREDIT_LINE = re.compile(
    r"^(?:pewarta|editor|penulis|reporter|penerjemah|penyunting|sumber|source|rep|red|copyright|©)\b.{0,160}$",
    re.I | re.M,
)
_CREDIT_END = re.compile(r"[(\[][^()\[\]\n]{1,40}[)\]][\s.*]{0,10}\Z")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to know it again.

    `shingles` counts its distinct shingles, `limit` bounds the kept hashes (0 <= hash < limit <= 2**32),
    `data` is them, sorted, as little-endian 32-bit integers.
    """

    shingles: int
    limit: int
    data: bytes

    def to_bytes(self) -> bytes:
        """16 bytes of counts, then the hashes; at most about 8 kB."""
        return self.shingles.to_bytes(8, "little") + self.limit.to_bytes(8, "little") + self.data

    @classmethod
    def from_bytes(cls, stored: bytes) -> Signature:
        """The signature that `to_bytes` wrote. ValueError if these bytes can't be one."""
        if len(stored) < 16 or len(stored) % 4:
            raise ValueError(f"a signature has 16 + 4n bytes, not {len(stored)}")
        counts = int.from_bytes(stored[:8], "little"), int.from_bytes(stored[8:16], "little")
        return cls(*counts, stored[16:])

    def below(self, limit: int) -> NDArray[np.uint32]:
        """The kept hashes below a limit, ascending."""
        hashes = np.frombuffer(self.data, "<u4")
        return hashes[: int(np.searchsorted(hashes, limit))] if limit < self.limit else hashes


def signature(text: str) -> Signature:
    """The text's signature: case, punctuation, dateline and agency credits make no difference."""
    hashes = _shingle_hashes(_words(text))
    rate = min(1.0, max(_KEPT / max(1, len(hashes)), _RATE), _MOST_KEPT / max(1, len(hashes)))
    limit = int(_SPACE * rate)
    return Signature(len(hashes), limit, hashes[hashes < limit].astype("<u4").tobytes())


def band_keys(signature: Signature) -> tuple[str, ...]:
    """Keys to index a text by: two texts that share none are not compared.

    About one for every 16 words, so that a cut of a story shares some with the story.
    """
    low = signature.below(_KEY_LIMIT).tolist()
    if 0 < signature.shingles <= _SHORT:
        low = sorted({*low, *signature.below(_SPACE)[:_LOWEST_KEYS].tolist()})
    return tuple(f"{key:08x}" for key in low)


def similarity(a: Signature, b: Signature) -> float:
    """Estimated Jaccard similarity of the two texts' shingles, 0 to 1."""
    shared, in_a, in_b = _overlap(a, b)
    return shared / (in_a + in_b - shared) if shared else 0.0


def containment(a: Signature, b: Signature) -> float:
    """Estimated share of the shorter text's shingles that the longer one has too, 0 to 1."""
    shared, in_a, in_b = _overlap(a, b)
    return shared / min(in_a, in_b) if shared else 0.0


def same_text(a: Signature, b: Signature) -> bool:
    """Whether one text is the other printed again, whole or cut.

    Says nothing about templates filled in anew every day (prices, weather): those need their dates compared.
    """
    shared, in_a, in_b = _overlap(a, b)
    if not shared:
        return False
    if shared / (in_a + in_b - shared) >= SAME_JACCARD:
        return True
    long_enough = min(a.shingles, b.shingles) >= _FEWEST_FOR_CONTAINMENT and shared >= _FEWEST_SHARED
    return long_enough and shared / min(in_a, in_b) >= SAME_CONTAINMENT


def groups(signatures: Mapping[str, Signature]) -> dict[str, str]:
    """For each id, the smallest id of its group: texts that are the same, directly or through others.

    Whatever order the signatures come in, the groups are the same.
    """
    holders: defaultdict[str, list[str]] = defaultdict(list)
    leader = {name: name for name in signatures}
    for name in sorted(signatures):
        candidates = {other for key in band_keys(signatures[name]) for other in holders[key]}
        for other in candidates:
            if _root(leader, name) != _root(leader, other) and same_text(signatures[name], signatures[other]):
                first, second = sorted((_root(leader, name), _root(leader, other)))
                leader[second] = first
        for key in band_keys(signatures[name]):
            holders[key].append(name)
    return {name: _root(leader, name) for name in signatures}


def _root(leader: dict[str, str], name: str) -> str:
    while leader[name] != name:
        leader[name] = leader[leader[name]]
        name = leader[name]
    return name


def _overlap(a: Signature, b: Signature) -> tuple[int, int, int]:
    """How many hashes below the common limit both have, a has, b has."""
    limit = min(a.limit, b.limit)
    in_a, in_b = a.below(limit), b.below(limit)
    shared = np.intersect1d(in_a, in_b, assume_unique=True)
    return len(shared), len(in_a), len(in_b)


def _words(text: str) -> list[str]:
    body = split_dateline(_CREDIT_END.sub("", text))[1]
    body = _CREDIT_LINE.sub(" ", unicodedata.normalize("NFKC", body))
    return _WORD.findall(body.casefold())[:_MOST_WORDS]


def _shingle_hashes(words: list[str]) -> NDArray[np.uint64]:
    """Distinct 32-bit hashes of all runs of five words (of the whole, if shorter), ascending."""
    if not words:
        return np.zeros(0, np.uint64)
    each = np.fromiter(
        (zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint64, len(words)
    )
    size = min(SHINGLE_WORDS, len(words))
    count = len(words) - size + 1
    mixed = np.zeros(count, np.uint64)
    for offset in range(size):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + each[offset : offset + count]
    # the finaliser of MurmurHash3 (public domain): every input bit reaches every output bit
    for shift, factor in ((33, 0xFF51AFD7ED558CCD), (33, 0xC4CEB9FE1A85EC53), (33, 1)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return np.unique(mixed >> np.uint64(32))
