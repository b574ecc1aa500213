"""A Ray cluster of processes on this machine, one processor a node; for tests and bench/scale.py."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "DAFT_ANALYTICS_ENABLED": "0", "OPENBLAS_NUM_THREADS": "1"}


@contextmanager
def cluster(nodes, folder):
    """Its address, and the environment (with its token) by which it is reached; all of it gone at the end."""
    port, client = _free_ports(2)
    address = f"127.0.0.1:{port}"
    env = os.environ | QUIET | {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    head = ("--head", f"--port={port}", f"--ray-client-server-port={client}", "--include-dashboard=false")
    with ExitStack() as running:
        first = running.enter_context(_node(*head, f"--temp-dir={folder}-{port}", env=env))
        _wait_for(port, first)
        for _ in range(nodes - 1):
            running.enter_context(_node(f"--address={address}", env=env))
        yield address, env


@contextmanager
def _node(*words, env):
    """A node of a Ray cluster, while the block runs."""
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("ray")), "start", "--block", "--num-cpus=1", "--disable-usage-stats",
         "--object-store-memory=100000000", *words],
        env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        with suppress(ProcessLookupError):  # all of the group went with it
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_ports(count):
    """Ports that nobody listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _wait_for(port, process):
    for _ in range(300):
        assert process.poll() is None, "the head of the cluster ended"
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise AssertionError("the head of the cluster does not answer")
