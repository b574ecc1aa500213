"""Writes the judge's encoder as an ONNX file with matrices in eight bits, and reads such a file."""

from __future__ import annotations

import math
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from judge_network import LAYERS, Encoder
from onnx import numpy_helper
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


def read_encoder(path: Path) -> dict[str, torch.Tensor]:
    """The weights that `write_encoder` wrote, as exact as eight bits are; without those it leaves out."""
    graph = onnx.load(path).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {k: v for k, v in held.items() if k.startswith("encoder.") and v.ndim and v.dtype == np.float32}

    def opened(name: str) -> np.ndarray:
        zero = held[f"{name}_zero_point"].astype(np.float32)
        return (held[f"{name}_quantized"].astype(np.float32) - zero) * held[f"{name}_scale"]

    for name in ("encoder.pieces.weight", "encoder.places.weight"):
        found[name] = opened(name)
    matrices = [node.input[1] for node in graph.node if node.op_type == "MatMulInteger"]
    names = [
        f"encoder.blocks.{n}.{part}.weight" for n in range(LAYERS) for part in ("qkv", "out", "up", "down")
    ]
    for matrix, name in zip(matrices, names, strict=True):
        found[name] = opened(matrix.removesuffix("_quantized")).T
    return {name: torch.from_numpy(np.array(value)) for name, value in found.items()}
