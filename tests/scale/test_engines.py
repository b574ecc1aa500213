"""Daft on this machine, and on a Ray cluster of two nodes that are processes of this machine.

Each in a process of its own, since Daft takes one runner for life.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from jejak.scale.shelf import open_shelf
from local_cluster import QUIET, cluster

ON_RAY = """
import json, sys, time, ray
from jejak import scale
if __name__ == "__main__":
    address, folder, *inputs = sys.argv[1:]
    ray.init(address, logging_level="ERROR", log_to_driver=False)
    while ray.cluster_resources().get("CPU", 0) < 2:
        time.sleep(0.2)
    busy = []
    engine = scale.daft_engine(None, address)
    coded = scale.code_into(folder, inputs, engine, on_unit=lambda *_: busy.append(
        ray.cluster_resources()["CPU"] - ray.available_resources().get("CPU", 0)))
    print(json.dumps([coded.counts.read, coded.counts.rejected, coded.units, max(busy), coded.failed]))
"""


def told(folder):
    """The rows in a folder of findings, whatever file they stand in."""
    found = [(note, made().result) for note, made in open_shelf([str(folder)]).pages()]
    return sorted(found, key=lambda each: each[1].doc if each[0] is None else each[0].name)


def test_daft_finds_what_our_own_processes_find(tmp_path, coded, inputs):
    folder = tmp_path / "found"
    words = ["code", *inputs, "-o", str(folder), "--engine", "daft", "--jobs", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "jejak", *words],
        env=os.environ | QUIET,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "34 pages coded into 4 files" in done.stderr
    assert told(folder) == told(coded)


@pytest.mark.skipif(sys.platform != "linux", reason="Ray's two nodes on one machine need Linux")
def test_two_nodes_of_a_ray_cluster_find_what_our_own_processes_find(
    tmp_path, tmp_path_factory, coded, inputs
):
    folder = tmp_path_factory.getbasetemp().parent / "ray"  # a short path: sockets lie below it
    with cluster(2, folder) as (address, env):
        words = [address, str(tmp_path / "found"), *inputs]
        done = subprocess.run(
            [sys.executable, "-c", ON_RAY, *words],
            env=env, capture_output=True, text=True, timeout=150, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [34, 2, 4, 2.0, []]
    assert told(tmp_path / "found") == told(coded)


def test_a_cluster_that_does_not_answer_is_told(tmp_path, inputs):
    words = ["code", *inputs, "-o", str(tmp_path / "found"), "--ray", "127.0.0.1:1"]
    done = subprocess.run(
        [sys.executable, "-m", "jejak", *words],
        env=os.environ | QUIET, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "no Ray cluster answers at 127.0.0.1:1" in done.stderr
