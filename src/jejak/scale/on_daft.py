"""The same units on Daft: its processes on this machine, or those of a Ray cluster.

Daft hands each unit to a reader that is free; what that does with it is `coding.UnitCoder`'s. So no page
travels between machines, a page that kills its process is lost alone, and a reader holds few pages at a time.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import socket
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import daft

from jejak.errors import InputError
from jejak.model import Rejection
from jejak.scale.coding import Done, UnitCoder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.scale.coding import Task
    from jejak.scale.units import Unit

_ANSWERS_S: Final = 10.0
"""Seconds within which the head of a cluster must answer."""


class DaftEngine:
    """Reads so many units at once; on a cluster, as many as it has processors where `jobs` is None."""

    def __init__(self, jobs: int | None, ray: str | None = None) -> None:
        os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
        if ray is None:
            daft.set_runner_native()
            self.readers = jobs or 1
        else:
            there = _processors(ray)
            daft.set_runner_ray()
            self.readers = min(jobs or there, there)

    def __call__(self, task: Task, units: Sequence[Unit]) -> Iterator[Done]:
        """What came of each unit, as soon as it is done."""
        readers = min(self.readers, len(units))
        reader = daft.cls(_Reader, cpus=1, max_concurrency=readers)(pickle.dumps(task))
        told = daft.from_pydict({"unit": [pickle.dumps(unit) for unit in units]})
        done = told.into_batches(1).select(reader.code(daft.col("unit")).alias("done"))
        for row in done.iter_rows(results_buffer_size=None):
            yield _from_json(row["done"])


class _Reader:
    """One of Daft's own processes, with the process that reads for it."""

    def __init__(self, task: bytes) -> None:
        self._coder = UnitCoder(pickle.loads(task))  # noqa: S301 - our own task, from this run

    @daft.method(return_dtype=daft.DataType.string())
    def code(self, unit: bytes) -> str:
        done = self._coder.code(pickle.loads(unit))  # noqa: S301 - as above
        return json.dumps(asdict(done))


def _from_json(text: str) -> Done:
    told: dict[str, Any] = json.loads(text)
    return Done(**told | {"first": tuple(Rejection(**each) for each in told["first"])})


def _processors(address: str) -> int:
    """Processors of the cluster at an address, which this process joins. InputError where none answers."""
    import ray

    if not ray.is_initialized():
        try:
            host, _, port = address.rpartition("://")[2].rpartition(":")
            socket.create_connection((host, int(port)), _ANSWERS_S).close()  # Ray itself tries for minutes
            ray.init(address, logging_level=logging.ERROR, log_to_driver=False)
        except (OSError, RuntimeError, ValueError) as error:
            why = f"{type(error).__name__}: {str(error)[:300]}"
            raise InputError(f"no Ray cluster answers at {address} ({why})") from error
    return max(1, int(ray.cluster_resources().get("CPU", 1)))  # type: ignore[no-untyped-call]
