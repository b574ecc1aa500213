"""The judge's network: learns from running text to fill in words, then from questions what they are worth.

    python3 training/judge_network.py pretrain WORK --seconds 315
    python3 training/judge_network.py tune WORK --epochs 6

WORK holds what `judge.py` made: `running.xz` and `starts.npy`, for the second `questions.pkl.gz`;
it also needs `begun*.pt`, of the first or of `judge.py restart`. Needs PyTorch and no jejak, so that it can
run where there is a GPU; without one the first takes days, the second three minutes an epoch on two cores
that multiply in half precision (AMX).

Writes `begun*.pt`, then `answers.pkl` (log odds by networks that did not see the page: `FOLDS` of them) and
`network*.pt`, which has seen all pages.
"""

from __future__ import annotations

import argparse
import gzip
import lzma
import math
import pickle
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

PAD, MASK = 0, 4
VOCABULARY: Final = 16_064
WIDTH, LAYERS, LONGEST = 320, 6, 256
TYPES, STATUSES = 16, 6
FOLDS: Final = 5
FILES: Final = 3
MASKED: Final = 0.2
ABSENT: Final = (0, 0, 1, 2)
"""For each role which vector stands for what is not in the window."""
TABLES: Final = (("kind", 16, 48), ("how", 8, 24), ("fill", 6, 24), ("frame", 4, 16), ("raw", 10, 24))
NUMBERS: Final = 10
Window = dict[str, Any]


class Block(nn.Module):
    """One layer: every piece looks at every other, then thinks for itself."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.heads = width // 64
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
        inner = F.gelu(self.up(self.second(x)), approximate="tanh")
        return x + self.dropout(self.down(inner))


class Encoder(nn.Module):
    """Pieces -> vectors."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(LONGEST, WIDTH)
        self.blocks = nn.ModuleList(Block(WIDTH, dropout) for _ in range(LAYERS))
        self.norm, self.dropout = nn.LayerNorm(WIDTH), nn.Dropout(dropout)
        self.bias, self.transform = nn.Parameter(torch.zeros(VOCABULARY)), nn.Linear(WIDTH, WIDTH)
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
        inner = F.gelu(self.transform(vectors), approximate="tanh")
        return F.linear(inner, self.pieces.weight, self.bias)


class Heads(nn.Module):
    """What is said of stretches: event types and status; and of each piece, what it tells of."""

    def __init__(self, dropout: float = 0.3, inner: int = 384) -> None:
        super().__init__()
        for name, size, width in TABLES:
            self.add_module(name, nn.Embedding(size, width))
        self.none = nn.Parameter(torch.zeros(3, WIDTH))
        known = sum(width for _, _, width in TABLES)
        self.e1 = nn.Linear(4 * WIDTH + known + NUMBERS, inner)
        self.e2, self.st = nn.Linear(inner, TYPES), nn.Linear(inner, STATUSES)
        self.tok, self.skip = nn.Linear(WIDTH, TYPES), nn.Parameter(torch.ones(1))
        self.drop = nn.Dropout(dropout)
        for layer, start in ((self.e2, -3.5), (self.tok, -4.0)):
            nn.init.constant_(layer.bias, start)
        nn.init.zeros_(self.e2.weight)

    def forward(
        self, stretches: torch.Tensor, kinds: torch.Tensor, numbers: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Log odds of types (guesses, 16), scores of statuses (guesses, 6)."""
        known = [getattr(self, name)(kinds[:, n]) for n, (name, _, _) in enumerate(TABLES)]
        x = self.drop(torch.cat([stretches, *known, numbers], -1))
        inner = self.drop(F.gelu(self.e1(x), approximate="tanh"))
        return self.e2(inner) + F.one_hot(kinds[:, 0], TYPES) * numbers[:, :1] * self.skip, self.st(inner)


class Network(nn.Module):
    """Encoder and heads, which begin with the weights given; what is not given begins anew."""

    def __init__(self, begun: dict[str, torch.Tensor], device: str) -> None:
        super().__init__()
        self.encoder, self.heads = Encoder(), Heads()
        unknown = self.load_state_dict({k: v.float() for k, v in begun.items()}, strict=False).unexpected_keys
        assert not unknown, unknown
        self.device, self.halved = device, device == "cuda" or torch.cpu.get_capabilities()["amx_bf16"]
        self.to(device)

    def forward(self, batch: list[Window]) -> dict[str, torch.Tensor]:
        """What is said of all guesses in some windows, in their order, and of each piece."""
        length = -(-max(len(w["pieces"]) for w in batch) // 16) * 16
        ids = np.zeros((len(batch), length), dtype=np.int64)
        for row, window in zip(ids, batch, strict=True):
            row[: len(window["pieces"])] = window["pieces"]
        pieces = torch.from_numpy(ids).to(self.device)
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.halved):
            vectors = self.encoder(pieces, (pieces != PAD)[:, None, None, :])
        vectors = vectors.float()
        sums = F.pad(vectors.cumsum(1), (0, 0, 1, 0))
        asked = [(row, one) for row, window in enumerate(batch) for one in window["events"]]
        rows = [row for row, _ in asked]
        means = [
            self._means(sums, rows, [one["roles"][k] for _, one in asked], absent)
            for k, absent in enumerate(ABSENT)
        ]
        kinds = torch.tensor([one["kinds"] for _, one in asked], device=self.device)
        numbers = torch.tensor([one["numbers"] for _, one in asked], device=self.device, dtype=torch.float32)
        types, statuses = self.heads(torch.cat(means, -1), kinds, numbers)
        return {
            "ids": pieces, "told": self.heads.tok(vectors), "events": types, "statuses": statuses
        }  # fmt: skip

    def _means(
        self, sums: torch.Tensor, rows: list[int], spans: list[list[tuple[int, int]]], absent: int
    ) -> torch.Tensor:
        """For each question the mean of the means of its stretches, (questions, width)."""
        out = self.heads.none[absent].expand(len(rows), -1)
        flat = [
            (n, row, a, b) for n, (row, some) in enumerate(zip(rows, spans, strict=True)) for a, b in some
        ]
        if not flat:
            return out
        n, row, a, b = torch.tensor(flat, device=sums.device).T
        means = (sums[row, b] - sums[row, a]) / (b - a)[:, None]
        total = torch.zeros_like(out).index_add(0, n, means)
        count = torch.zeros(len(rows), device=sums.device).index_add(0, n, torch.ones_like(n).float())
        return torch.where(count[:, None] > 0, total / count.clamp(min=1)[:, None], out)


def pretrain(work: Path, seconds: float, rows: int, device: str) -> Encoder:
    """Learns to fill in whole words that were left out of the running text."""
    raw = np.frombuffer(lzma.decompress((work / "running.xz").read_bytes()), dtype=np.uint16)
    text = torch.from_numpy(raw.astype(np.int32)).to(device)
    starts = torch.from_numpy(np.load(work / "starts.npy").astype(np.int64)).to(device)
    encoder, peak = Encoder().to(device), 1.2e-3
    optimiser = torch.optim.AdamW(
        encoder.parameters(), lr=peak, weight_decay=0.05, betas=(0.9, 0.98), fused=device == "cuda"
    )
    run: Any = torch.compile(encoder) if device == "cuda" else encoder
    count, hidden = (len(text) - LONGEST) // LONGEST, int(rows * LONGEST * MASKED)
    order, at, shift, step, told, began = torch.randperm(count, device=device), 0, 0, 0, 0.0, 0.0
    while step <= 5 or time.time() - began < seconds:
        if step == 5:
            began = time.time()  # compiled by now
        spent = time.time() - began if step > 5 else 0.0
        if at + rows > count:
            order, at, shift = torch.randperm(count, device=device), 0, int(torch.randint(LONGEST, (1,)))
        places = order[at : at + rows, None] * LONGEST + shift + torch.arange(LONGEST, device=device)
        at += rows
        ids = text[places].long()
        for group in optimiser.param_groups:
            group["lr"] = peak * min(1.0, (step + 1) / 400) * max(0.02, 1 - spent / seconds)
        word = starts[ids].cumsum(1).clamp(max=LONGEST - 1)
        dice = torch.rand(rows, LONGEST, device=device).gather(1, word)
        dice = dice + 1e-4 * torch.rand(rows, LONGEST, device=device)
        left_out = dice.view(-1).topk(hidden, largest=False).indices
        truth = ids.view(-1)[left_out]
        throw = torch.rand(hidden, device=device)
        other = torch.where(throw < 0.9, torch.randint_like(truth, 6, VOCABULARY - 300), truth)
        given = ids.view(-1).clone()
        given[left_out] = torch.where(throw < 0.8, torch.full_like(truth, MASK), other)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            vectors = run(given.view(rows, LONGEST))
            loss = F.cross_entropy(encoder.guess(vectors.reshape(-1, WIDTH)[left_out]).float(), truth)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimiser.step()
        step += 1
        if time.time() - told > 20:
            told = time.time()
            print(f"{spent:.0f} s, step {step}, loss {loss.item():.3f}", flush=True)
    print(f"{step} steps, {step * rows * LONGEST / len(text):.1f} times the text", flush=True)
    return encoder


def tune(
    network: Network, windows: list[Window], epochs: int, seed: int, size: int, rates: tuple[float, float]
) -> None:
    """Learns from questions with answers."""
    dice = np.random.default_rng(seed)
    torch.manual_seed(seed)
    unused = ("bias", "transform.weight", "transform.bias")
    slow = [p for name, p in network.encoder.named_parameters() if name not in unused]
    groups = [
        {"params": slow, "peak": rates[0]},
        {"params": list(network.heads.parameters()), "peak": rates[1]},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.02)
    steps, step = epochs * math.ceil(len(windows) / size), 0
    network.train()
    for epoch in range(epochs):
        total, began = 0.0, time.time()
        mixed = dice.permutation(len(windows))
        alike = [len(windows[i]["pieces"]) // 32 + dice.random() * 2 for i in mixed]
        order = mixed[np.argsort(alike, kind="stable")]
        batches = [order[at : at + size] for at in range(0, len(order), size)]
        for n in dice.permutation(len(batches)):
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
            batch = [windows[i] for i in batches[n]]
            loss = loss_of(network(batch), batch)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step, total = step + 1, total + loss.item()
        print(f"epoch {epoch}: {total / len(batches):.4f}, {time.time() - began:.0f} s", flush=True)


def loss_of(said: dict[str, torch.Tensor], batch: list[Window]) -> torch.Tensor:
    """How far what is said is from what was coded."""
    told = torch.zeros_like(said["told"])
    for row, window in enumerate(batch):
        for kind, start, end in window["coded"]:
            told[row, start:end, kind] = 1
    apart = F.binary_cross_entropy_with_logits(said["told"], told, reduction="none").sum(-1)
    loss = 0.3 * apart[said["ids"] != PAD].mean()
    asked = [one for window in batch for one in window["events"]]
    right = torch.tensor([one["right"] for one in asked], device=told.device)
    loss = loss + F.binary_cross_entropy_with_logits(said["events"], right, reduction="sum") / len(asked)
    status = torch.tensor([one["status"] for one in asked], device=told.device)
    if bool((status >= 0).any()):
        loss = loss + 0.1 * F.cross_entropy(said["statuses"], status, ignore_index=-1)
    return loss


@torch.no_grad()
def answers(network: Network, windows: list[Window], size: int = 48) -> dict[Any, Any]:
    """The log odds that the network gives to all questions, by page and number of the question."""
    network.eval()
    found: dict[Any, Any] = {}
    for at in range(0, len(windows), size):
        batch = windows[at : at + size]
        keys = [(window["page"], one["number"]) for window in batch for one in window["events"]]
        found.update(zip(keys, network(batch)["events"].cpu().numpy(), strict=True))
    return found


def load(work: Path, name: str) -> dict[str, torch.Tensor]:
    """Weights that `save` wrote."""
    found: dict[str, torch.Tensor] = {}
    for n in range(FILES):
        found |= torch.load(work / f"{name}{n}.pt", map_location="cpu")
    return found


def save(weights: dict[str, torch.Tensor], work: Path, name: str) -> None:
    """Writes weights in half precision, in files of about one size."""
    parts: list[dict[str, torch.Tensor]] = [{} for _ in range(FILES)]
    sizes = [0] * FILES
    for key in sorted(weights, key=lambda key: -weights[key].numel()):
        n = sizes.index(min(sizes))
        parts[n][key], sizes[n] = weights[key].half().cpu(), sizes[n] + weights[key].numel()
    for n, part in enumerate(parts):
        torch.save(part, work / f"{name}{n}.pt")


def main() -> None:
    """Does one of the two."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("what", choices=("pretrain", "tune"))
    cli.add_argument("work", type=Path)
    cli.add_argument("--out", type=Path, help="where to write, if not into WORK")
    cli.add_argument("--seconds", type=float, default=315)
    cli.add_argument("--rows", type=int, default=256)
    cli.add_argument("--epochs", type=int, default=6)
    cli.add_argument("--size", type=int, default=24)
    cli.add_argument("--rates", type=float, nargs=2, default=(2e-4, 1e-3))
    cli.add_argument("--folds", type=int, default=FOLDS, help="how many of the folds to answer")
    cli.add_argument("--only-answers", action="store_true", help="trains no network on all pages")
    options = cli.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    torch.backends.cuda.matmul.allow_tf32 = True
    work, out = options.work, options.out or options.work
    if options.what == "pretrain":
        encoder = pretrain(work, options.seconds, options.rows, device)
        save({f"encoder.{key}": value for key, value in encoder.state_dict().items()}, out, "begun")
        return
    with gzip.open(work / "questions.pkl.gz", "rb") as file:
        windows = pickle.load(file)
    begun, found = load(work, "begun"), dict[Any, Any]()
    how = (options.epochs, options.size, tuple(options.rates))
    for fold in range(options.folds):
        network = Network(begun, device)
        tune(network, [w for w in windows if w["fold"] != fold], how[0], fold, *how[1:])
        found |= answers(network, [w for w in windows if w["fold"] == fold])
        with (out / "answers.pkl").open("wb") as file:
            pickle.dump(found, file)
    if options.only_answers:
        return
    network = Network(begun, device)
    tune(network, windows, how[0], FOLDS, *how[1:])
    unused = ("encoder.bias", "encoder.transform.weight", "encoder.transform.bias", "heads.tok")
    weights = {key: value for key, value in network.state_dict().items() if not key.startswith(unused)}
    save(weights, out, "network")


if __name__ == "__main__":
    main()
