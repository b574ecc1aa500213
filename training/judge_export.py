"""Writes the judge's encoder as an ONNX file with matrices in eight bits."""

from __future__ import annotations

import math
import tempfile
import warnings
from pathlib import Path

import torch
from judge_network import Encoder
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional as F


class Plain(nn.Module):
    """The encoder in operations that ONNX has."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """(1, pieces) -> (1, pieces, width)."""
        encoder = self.encoder
        x = encoder.pieces(ids) + encoder.places(torch.arange(ids.shape[1]))
        for block in encoder.blocks:
            b, n, d = x.shape
            each = d // block.heads
            q, k, v = block.qkv(block.first(x)).view(b, n, 3, block.heads, each).permute(2, 0, 3, 1, 4)
            seen = ((q @ k.transpose(-1, -2)) / math.sqrt(each)).softmax(-1) @ v
            x = x + block.out(seen.transpose(1, 2).reshape(b, n, d))
            x = x + block.down(F.gelu(block.up(block.second(x)), approximate="tanh"))
        return encoder.norm(x)


def write_encoder(weights: dict[str, torch.Tensor], to: Path) -> None:
    """`weights` are a network's; those of its encoder are written."""
    encoder = Encoder()
    mine = {k.removeprefix("encoder."): v.float() for k, v in weights.items() if k.startswith("encoder.")}
    missing, unknown = encoder.load_state_dict(mine, strict=False)
    assert set(missing) <= {"bias", "transform.weight", "transform.bias"}, missing
    assert not unknown, unknown
    ids = torch.randint(5, 15_000, (1, 200))
    axes = {name: {1: "pieces"} for name in ("ids", "vectors")}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Plain(encoder).eval(), (ids,), str(whole), input_names=["ids"],
            output_names=["vectors"], dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, to, weight_type=QuantType.QInt8, per_channel=True)
