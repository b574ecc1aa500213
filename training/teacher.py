"""Learns from running text, then from treebanks and names, and labels news for the small model.

    python3 training/teacher.py teacher_input.npz OUTPUT_DIR [--minutes 8]

A transformer is trained to fill in words that were left out of 19 million words of news, then to tag, parse
and name by the hand-made sets. What it then says of 17,000 articles is what the shipped model is trained
on, which is a hundredth of the size. Needs PyTorch; with a GPU it takes the minutes given, without one it
is a smaller teacher (`--small`).

Writes `labels.npz`: for each set that `pieces.py` made, tags, heads, relations and entities with their
probability.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

PAD, MASK, BREAK = 0, 1, 2
CONVENTIONS = ("gsd-2.0", "gsd", "csui", "pud")
# set -> (convention, how often a sentence of it is drawn)
TREEBANKS = {
    "gsd-2.0-train": (0, 0.35),
    "gsd-dev": (1, 0.20),
    "csui-train": (2, 0.25),
    "pud-test": (3, 0.20),
}
NAMED = {"names-train": 0.8, "names-dev": 0.2}


class Block(nn.Module):
    """One layer: every piece looks at every other, then thinks for itself."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """(batch, pieces, width) -> the same; `mask` (batch, 1, 1, pieces) is true where there is a piece."""
        b, n, d = x.shape
        q, k, v = self.qkv(self.first(x)).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(b, n, d)
        x = x + self.dropout(self.out(seen))
        return x + self.dropout(self.down(F.gelu(self.up(self.second(x)))))


class Encoder(nn.Module):
    """Pieces -> vectors."""

    def __init__(
        self, vocabulary: int, width: int, layers: int, dropout: float = 0.1, longest: int = 512
    ) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(longest, width)
        self.blocks = nn.ModuleList(Block(width, width // 64, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        self.transform = nn.Linear(width, width)
        self.apply(self._start)

    @staticmethod
    def _start(module: nn.Module) -> None:
        if isinstance(module, nn.Linear | nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, nn.Linear):
            nn.init.zeros_(module.bias)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """(batch, pieces) -> (batch, pieces, width)."""
        x = self.dropout(self.pieces(ids) + self.places(torch.arange(ids.shape[1], device=ids.device)))
        for block in self.blocks:
            x = block(x, mask)
        return self.norm(x)

    def guess(self, vectors: torch.Tensor) -> torch.Tensor:
        """Scores of every piece for the vectors of left-out ones."""
        return F.linear(F.gelu(self.transform(vectors)), self.pieces.weight, self.bias)


class Reader(nn.Module):
    """Heads on an encoder: tags, arcs and relations by treebank convention, names."""

    def __init__(self, encoder: Encoder, width: int, tags: int, relations: int, entities: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.convention = nn.Embedding(len(CONVENTIONS), 32)
        self.drop = nn.Dropout(0.25)
        inner = width + 32
        self.tag = nn.Sequential(nn.Linear(inner, width), nn.GELU(), nn.Dropout(0.25), nn.Linear(width, tags))
        self.name = nn.Sequential(
            nn.Linear(width, width), nn.GELU(), nn.Dropout(0.25), nn.Linear(width, entities)
        )
        self.arc_dep, self.arc_head = _mlp(inner, 320), _mlp(inner, 320)
        self.rel_dep, self.rel_head = _mlp(inner, 128), _mlp(inner, 128)
        self.arc = nn.Parameter(torch.randn(321, 320) * 0.01)
        self.rel = nn.Parameter(torch.randn(relations, 129, 129) * 0.01)

    def vectors(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """(batch, words, width): the mean of each word's pieces."""
        mask = (batch["pieces"] != PAD)[:, None, None, :]
        pieces = self.encoder(batch["pieces"], mask)
        b, _n, d = pieces.shape
        words = batch["count"].shape[1]
        total = torch.zeros(b, words + 1, d, device=pieces.device, dtype=pieces.dtype)
        total.scatter_add_(1, batch["word"][:, :, None].expand(-1, -1, d), pieces)
        return self.drop(total[:, :words] / batch["count"].clamp(min=1)[:, :, None])

    def grammar(
        self, words: torch.Tensor, batch: dict[str, torch.Tensor], convention: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """Scores of tags (b, n, tags) and heads (b, n, n: own column = root), and relations' inputs."""
        x = torch.cat(
            [words, self.convention(convention)[:, None].expand(-1, words.shape[1], -1).to(words.dtype)], -1
        )
        dep, head = _one(self.arc_dep(x)), self.arc_head(x)
        arcs = (dep @ self.arc.to(dep.dtype)) @ head.transpose(1, 2)
        arcs = arcs.float().masked_fill(~batch["real"][:, None, :], -1e4)
        return self.tag(x).float(), arcs, _one(self.rel_dep(x)), _one(self.rel_head(x))

    def relations(self, dep: torch.Tensor, head: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        """Scores of relations (b, n, relations) of each word to the head given."""
        chosen = head.gather(1, heads.clamp(min=0)[:, :, None].expand(-1, -1, head.shape[-1]))
        return torch.einsum("bni,rij,bnj->bnr", dep, self.rel.to(dep.dtype), chosen).float()


def _mlp(inner: int, outer: int) -> nn.Module:
    return nn.Sequential(nn.Linear(inner, outer), nn.LeakyReLU(0.1), nn.Dropout(0.33))


def _one(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Sets:
    """The sentences of `pieces.py`, as batches of tensors."""

    def __init__(self, path: Path, device: torch.device) -> None:
        arrays = np.load(path)
        self.arrays = {key: arrays[key] for key in arrays.files}
        self.device = device
        self.table = self.arrays["table"].astype(np.int64)
        self.starts = {
            key[:-8]: np.concatenate([[0], np.cumsum(values.astype(np.int64))])
            for key, values in self.arrays.items()
            if key.endswith(".lengths")
        }

    def size(self, name: str) -> int:
        """Sentences of a set."""
        return len(self.starts[name]) - 1

    def batch(self, name: str, which: np.ndarray) -> dict[str, torch.Tensor]:
        """The sentences of these numbers: pieces, word of each piece, words, labels (-1: nobody said)."""
        starts = self.starts[name]
        rows = [self.arrays[f"{name}.words"][starts[i] : starts[i + 1]] for i in which]
        words = max(len(r) for r in rows)
        pieces = [self.table[r] for r in rows]
        counts = [(p > 0).sum(1) for p in pieces]
        longest = min(max(int(c.sum()) for c in counts), 512)
        out = {
            "pieces": np.zeros((len(rows), longest), dtype=np.int64),
            "word": np.full((len(rows), longest), words, dtype=np.int64),
            "count": np.zeros((len(rows), words), dtype=np.int64),
            "real": np.zeros((len(rows), words), dtype=bool),
        }
        for i, (p, c) in enumerate(zip(pieces, counts, strict=True)):
            flat = p[p > 0][:longest]
            out["pieces"][i, : len(flat)] = flat
            out["word"][i, : len(flat)] = np.repeat(np.arange(len(c)), c)[:longest]
            out["count"][i, : len(c)] = c
            out["real"][i, : len(c)] = True
        for key in ("tags", "heads", "relations", "entities"):
            if f"{name}.{key}" in self.arrays:
                values = np.full((len(rows), words), -1, dtype=np.int64)
                for i, n in enumerate(which):
                    row = self.arrays[f"{name}.{key}"][starts[n] : starts[n + 1]]
                    values[i, : len(row)] = row
                out[key] = values
        return {k: torch.from_numpy(v).to(self.device, non_blocking=True) for k, v in out.items()}


def pretrain(
    encoder: Encoder, running: np.ndarray, seconds: float, rows: int, width: int, device: torch.device
) -> None:
    """Masked-piece learning on the running text for so many seconds."""
    text = torch.from_numpy(running[: len(running) // width * width].astype(np.int32).reshape(-1, width)).to(
        device
    )
    vocabulary = encoder.pieces.num_embeddings
    optimiser = torch.optim.AdamW(
        encoder.parameters(), lr=1e-3, weight_decay=0.05, betas=(0.9, 0.98), fused=device.type == "cuda"
    )
    run: Any = torch.compile(encoder) if device.type == "cuda" else encoder
    encoder.train()
    started, step, told = time.time(), 0, 0.0
    order = torch.randperm(len(text), device=device)
    at = 0
    counted = int(rows * width * 0.2)
    while (spent := time.time() - started) < seconds:
        if at + rows > len(order):
            order, at = torch.randperm(len(text), device=device), 0
        ids = text[order[at : at + rows]].long()
        at += rows
        part = spent / seconds
        for group in optimiser.param_groups:
            group["lr"] = 1e-3 * min(1.0, (step + 1) / 300) * max(0.02, 1 - part)
        # so many places, the same number each time, so that shapes stay as compiled
        places = torch.rand(ids.numel(), device=device).topk(counted).indices
        truth = ids.view(-1)[places]
        dice = torch.rand(counted, device=device)
        shown = torch.where(
            dice < 0.8,
            torch.full_like(truth, MASK),
            torch.where(dice < 0.9, torch.randint_like(truth, 4, vocabulary), truth),
        )
        given = ids.view(-1).clone()
        given[places] = shown
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            vectors = run(given.view(rows, width))
            loss = F.cross_entropy(
                encoder.guess(vectors.reshape(-1, vectors.shape[-1])[places]).float(), truth
            )
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimiser.step()
        step += 1
        if time.time() - told > 20:
            told = time.time()
            print(
                f"pretraining {spent:4.0f} s, {step} steps, loss {loss:.3f}",
                flush=True,
            )
    print(f"pretrained {step} steps, {step * rows * width / len(running):.1f} times the text", flush=True)


def loss_of(
    model: Reader, sets: Sets, name: str, which: np.ndarray, convention: int | None, weight: float
) -> torch.Tensor:
    """How far the model is from what is known of these sentences."""
    batch = sets.batch(name, which)
    with torch.autocast(sets.device.type, dtype=torch.bfloat16, enabled=sets.device.type == "cuda"):
        words = model.vectors(batch)
        if convention is None:
            names = model.name(words).float()
            return weight * F.cross_entropy(names.flatten(0, 1), batch["entities"].flatten(), ignore_index=-1)
        kinds = torch.full((len(which),), convention, device=sets.device)
        tags, arcs, dep, head = model.grammar(words, batch, kinds)
        relations = model.relations(dep, head, batch["heads"])
    total = F.cross_entropy(tags.flatten(0, 1), batch["tags"].flatten(), ignore_index=-1)
    total = total + F.cross_entropy(arcs.flatten(0, 1), batch["heads"].flatten(), ignore_index=-1)
    return total + F.cross_entropy(relations.flatten(0, 1), batch["relations"].flatten(), ignore_index=-1)


def finetune(model: Reader, sets: Sets, seconds: float, size: int) -> None:
    """Learns grammar and names from the hand-made sets for so many seconds."""
    slow = list(model.encoder.parameters())
    known = {id(p) for p in slow}
    fast = [p for p in model.parameters() if id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "peak": 2e-4}, {"params": fast, "peak": 1e-3}], weight_decay=0.01
    )
    dice = np.random.default_rng(1)
    banks, shares = list(TREEBANKS), np.array([share for _, share in TREEBANKS.values()])
    model.train()
    started, step, told = time.time(), 0, 0.0
    while (spent := time.time() - started) < seconds:
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * min(1.0, (step + 1) / 150) * max(0.01, 1 - spent / seconds)
        bank = banks[dice.choice(len(banks), p=shares)]
        losses = [
            loss_of(model, sets, bank, dice.integers(sets.size(bank), size=size), TREEBANKS[bank][0], 1.0),
            loss_of(
                model,
                sets,
                name := dice.choice(list(NAMED), p=list(NAMED.values())),
                dice.integers(sets.size(name), size=size),
                None,
                1.0,
            ),
            loss_of(model, sets, "weak", dice.integers(sets.size("weak"), size=size), None, 0.3),
        ]
        optimiser.zero_grad(set_to_none=True)
        sum(losses).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        if time.time() - told > 15:
            told = time.time()
            print(
                f"tuning {spent:4.0f} s, step {step}, losses {' '.join(f'{x.item():.3f}' for x in losses)}",
                flush=True,
            )
    print(f"tuned {step} steps", flush=True)


@torch.no_grad()
def labelled(model: Reader, sets: Sets, name: str, convention: int, budget: int) -> dict[str, np.ndarray]:
    """What the model says of every sentence of a set, in its order: arrays of one value a word."""
    model.eval()
    starts = sets.starts[name]
    lengths = np.diff(starts)
    total = int(starts[-1])
    out = {
        key: np.zeros(total, dtype=np.uint16 if key == "tags" else np.uint8)
        for key in ("tags", "heads", "relations", "entities", "sure", "sure_name")
    }
    order = np.argsort(lengths, kind="stable")
    at = 0
    while at < len(order):
        size = max(1, budget // max(1, int(lengths[order[min(at + 8, len(order) - 1)]])))
        which = order[at : at + size]
        at += size
        batch = sets.batch(name, which)
        with torch.autocast(sets.device.type, dtype=torch.bfloat16, enabled=sets.device.type == "cuda"):
            words = model.vectors(batch)
            tags, arcs, dep, head = model.grammar(
                words, batch, torch.full((len(which),), convention, device=sets.device)
            )
            chances, heads = arcs.softmax(-1).max(-1)
            relations = model.relations(dep, head, heads)
            names = model.name(words).float().softmax(-1)
        sure_name, entities = names.max(-1)
        values = {
            "tags": tags.argmax(-1), "heads": heads, "relations": relations.argmax(-1), "entities": entities,
            "sure": (chances * 255).round(), "sure_name": (sure_name * 255).round(),
        }  # fmt: skip
        arrays = {key: value.cpu().numpy() for key, value in values.items()}
        for row, n in enumerate(which):
            for key, array in arrays.items():
                out[key][starts[n] : starts[n + 1]] = array[row, : lengths[n]]
    return out


def measured(sets: Sets, name: str, found: dict[str, np.ndarray]) -> dict[str, float]:
    """Figures on gold words: UPOS, UAS, LAS; F1 of names with exact bounds."""
    gold = {key: sets.arrays[f"{name}.{key}"] for key in ("tags", "heads", "relations", "entities")}
    out = {}
    if (gold["tags"] >= 0).any():
        upos = np.array([tag.split("|")[0] for tag in sets.arrays["tags"]])
        base = np.array([relation.split(":")[0] for relation in sets.arrays["relations"]])
        heads = gold["heads"] == found["heads"]
        out["upos"] = float((upos[gold["tags"]] == upos[found["tags"]]).mean())
        out["uas"] = float(heads.mean())
        out["las"] = float((heads & (base[gold["relations"]] == base[found["relations"]])).mean())
    if (gold["entities"] >= 0).any():
        labels, starts = sets.arrays["entities"], sets.starts[name]
        right = told = real = 0
        for a, b in itertools.pairwise(starts):
            truth, said = _spans(labels[gold["entities"][a:b]]), _spans(labels[found["entities"][a:b]])
            right, told, real = right + len(truth & said), told + len(said), real + len(truth)
        out["names f1"] = 2 * right / max(1, told + real)
    return out


def _spans(labels: np.ndarray) -> set[tuple[int, int, str]]:
    found, start = set(), -1
    kind = ""
    for i, label in enumerate([*labels, "O"]):
        if start >= 0 and label != f"I-{kind}":
            found.add((start, i, kind))
            start = -1
        if label != "O" and start < 0:
            start, kind = i, str(label[2:])
    return found


def main() -> None:
    """Trains, measures, labels."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("input", type=Path)
    cli.add_argument("output", type=Path)
    cli.add_argument("--minutes", type=float, default=8.0)
    cli.add_argument("--small", action="store_true", help="a teacher that a CPU can train")
    options = cli.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(0)
    torch.backends.cuda.matmul.allow_tf32 = True
    started = time.time()
    sets = Sets(options.input, device)
    running = sets.arrays.pop("running")
    print(f"{device}, {len(running) / 1e6:.1f}M pieces, loaded in {time.time() - started:.0f} s", flush=True)
    seconds = options.minutes * 60
    width, layers, rows, size = (128, 2, 8, 4) if options.small else (384, 10, 256, 48)
    vocabulary = math.ceil((int(max(running.max(), sets.table.max())) + 1) / 64) * 64
    encoder = Encoder(vocabulary, width, layers).to(device)
    print(f"{sum(p.numel() for p in encoder.parameters()) / 1e6:.1f}M parameters", flush=True)
    pretrain(encoder, running, seconds * 0.66, rows, 256, device)
    options.output.mkdir(parents=True, exist_ok=True)
    model = Reader(encoder, width, *(len(sets.arrays[key]) for key in ("tags", "relations", "entities"))).to(
        device
    )
    finetune(model, sets, seconds * 0.27, size)
    budget = 4_000 if options.small else 24_000
    figures, saved = {}, {}
    for name, convention in (("gsd-test", 1), ("csui-test", 2), ("names-test", 2)):
        figures[name] = measured(sets, name, labelled(model, sets, name, convention, budget))
        print(name, {k: round(v, 4) for k, v in figures[name].items()}, flush=True)
    (options.output / "teacher.json").write_text(json.dumps(figures, indent=1))
    for name, convention in (
        ("gsd-2.0-train", 1), ("gsd-dev", 1), ("csui-train", 2), ("pud-test", 3),
        ("names-train", 2), ("names-dev", 2), ("weak", 2), ("news", 2),
    ):  # fmt: skip
        saved |= {
            f"{name}.{key}": value for key, value in labelled(model, sets, name, convention, budget).items()
        }
        print("labelled", name, f"{time.time() - started:.0f} s", flush=True)
    core = {k: v for k, v in saved.items() if not k.startswith("news.")}
    np.savez_compressed(options.output / "labels.npz", **core)
    for key in ("tags", "heads", "relations", "entities", "sure", "sure_name"):
        values = saved[f"news.{key}"]
        (options.output / f"news.{key}.xz").write_bytes(lzma.compress(values.tobytes(), preset=1))
    print(f"done in {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
