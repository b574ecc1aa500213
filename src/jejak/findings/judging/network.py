"""The trained network: a small transformer that reads windows, and what it says of stretches in them.

Its weights are data (`languages/id/judge`), made by `training/judge.py`.
"""

from __future__ import annotations

from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from sentencepiece import SentencePieceProcessor

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]


class Network:
    """The network, read from its files when first used."""

    def __init__(self) -> None:
        self._folder = resources.files("jejak.languages.id").joinpath("judge")

    @cached_property
    def pieces(self) -> SentencePieceProcessor:
        """What cuts words into pieces."""
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_proto=self._folder.joinpath("pieces.model").read_bytes())

    @cached_property
    def _session(self) -> InferenceSession:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # processes share the cores
        options.log_severity_level = 3
        encoder = self._folder.joinpath("encoder.onnx").read_bytes()
        return InferenceSession(encoder, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _heads(self) -> Mapping[str, Floats]:
        with self._folder.joinpath("heads.npz").open("rb") as file, np.load(file) as arrays:
            return {name: arrays[name].astype(np.float32) for name in arrays.files}

    @cached_property
    def _promises(self) -> tuple[Floats, float]:
        with self._folder.joinpath("promises.npz").open("rb") as file, np.load(file) as arrays:
            return arrays["weights"].astype(np.float32), float(arrays["bias"])

    def sums(self, window: Integers) -> Floats:
        """The sums of the vectors before each piece of a window (pieces,): (pieces + 1, width).

        One window at a time: together the shorter ones would be as long as the longest.
        """
        (vectors,) = self._session.run(None, {"ids": window[None]})
        found = np.zeros((len(window) + 1, vectors.shape[-1]), dtype=np.float32)
        np.cumsum(vectors[0], axis=0, out=found[1:])
        return found

    def absent(self, role: int) -> Floats:
        """The vector of somebody in a role who is not named in the window: (width,)."""
        found: Floats = self._heads["none"][role]
        return found

    def events(self, stretches: Floats, kinds: Integers, numbers: Floats) -> tuple[Floats, Floats]:
        """Log odds of each event type, (guesses, 16), and how likely each status is, (guesses, 6).

        `stretches` (guesses, 4 * width): trigger, actors, recipients, sentence; `kinds` (guesses, 5): type,
        two ways of guessing, frame, status; `numbers` (guesses, 10), of which the first are the log odds that
        the weights of features give, a third of them.
        """
        heads = self._heads
        tables = ("kind", "how", "fill", "frame", "raw")
        known = [heads[f"{name}.weight"][kinds[:, n]] for n, name in enumerate(tables)]
        inner = _gelu(_linear(heads, "e1", np.concatenate([stretches, *known, numbers], axis=1)))
        types = _linear(heads, "e2", inner)
        types[np.arange(len(types)), kinds[:, 0]] += numbers[:, 0] * heads["skip"][0]
        return types, _softmax(_linear(heads, "st", inner))

    def promises(self, stretches: Floats) -> Floats:
        """What stretches (candidates, 4 * width) add to the log odds of a promise: (candidates,).

        The stretches are cue, action, promisers, sentence.
        """
        weights, bias = self._promises
        found: Floats = stretches @ weights + bias
        return found


@cache
def network() -> Network:
    """The network that ships."""
    return Network()


def _linear(heads: Mapping[str, Floats], name: str, x: Floats) -> Floats:
    found: Floats = x @ heads[f"{name}.weight"].T + heads[f"{name}.bias"]
    return found


def _softmax(x: Floats) -> Floats:
    raised = np.exp(x - x.max(axis=1, keepdims=True))
    found: Floats = raised / raised.sum(axis=1, keepdims=True)
    return found


def _gelu(x: Floats) -> Floats:
    found: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
    return found
