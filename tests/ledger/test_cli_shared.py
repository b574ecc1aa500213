from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jejak import ledger
from jejak.cli import shared
from jejak.cli.app import app

PAGES = sorted(map(str, (Path(__file__).parents[2] / "examples" / "pages").glob("201[67]*")))


@pytest.fixture
def machine(tmp_path, monkeypatch, address):
    """Runs jejak as on one of several machines, each with a copy of its own; gives standard output and error."""
    named = f"postgresql://jejak@/{address.database}?host={address.host}"

    def run(name, *words, exit_code=0):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))
        shared._copies.clear()
        done = CliRunner().invoke(app, [*words, "--record", named])
        assert done.exit_code == exit_code, done.output
        return done

    return run


def test_a_team_reads_and_decides_in_one_record(machine):
    told = machine("ani", "read", *PAGES, "--jobs", "1")
    assert "9 pages read into postgresql://jejak@/" in told.stderr
    events = json.loads(machine("budi", "timeline", "--json").stdout)
    machine("budi", "reject", events[0]["id"], "--by", "Budi Contoh")
    assert "Budi Contoh" in machine("ani", "decisions").stdout
    assert len(json.loads(machine("ani", "timeline", "--json").stdout)) == len(events) - 1
    machine("ani", "undo", "--by", "Budi Contoh")
    assert "undone" in machine("budi", "decisions").stdout


def test_without_the_server_the_copy_answers_and_says_so(machine, address, tmp_path, monkeypatch):
    ledger.Copy.of(address, tmp_path / "other").read_into(PAGES)
    machine("ani", "stats")
    away = ledger.Unreachable(f"{address.shown} can't be reached: it is away")

    def no_server(_):
        raise away

    monkeypatch.setattr(ledger.copies, "Ledger", no_server)
    told = machine("ani", "stats")
    assert "articles" in told.stdout
    assert "can't be reached: it is away; this is the record as it was on" in told.stderr
    events = json.loads(machine("ani", "timeline", "--json").stdout)
    told = machine("ani", "reject", events[0]["id"], "--by", "Ani Contoh", exit_code=3)
    assert "nothing was decided" in told.stderr
    assert "can't be reached" in machine("ani", "read", *PAGES, exit_code=3).stderr
    assert "can't be reached" in machine("budi", "stats", exit_code=3).stderr
    assert "Ani Contoh" not in machine("ani", "decisions").stdout


@contextmanager
def served(address, folder):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    named = f"postgresql://jejak@/{address.database}?host={address.host}"
    words = [
        sys.executable,
        "-m",
        "jejak",
        "serve",
        "--record",
        named,
        "--port",
        str(port),
        "--follow",
        "0.3",
    ]
    server = subprocess.Popen(words, env={**os.environ, "XDG_CACHE_HOME": str(folder)}, cwd=folder)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def articles(where):
    """How many articles a server shows; None while it does not answer."""
    try:
        with urllib.request.urlopen(f"{where}/api/v1/stats", timeout=5) as answer:
            return json.load(answer)["documents"]
    except OSError:
        return None


def test_a_server_shows_what_another_machine_reads(address, tmp_path):
    other = ledger.Copy.of(address, tmp_path / "other")
    (tmp_path / "served").mkdir()
    with served(address, tmp_path / "served") as where:
        until = time.monotonic() + 30
        while articles(where) is None and time.monotonic() < until:
            time.sleep(0.1)
        assert articles(where) == 0
        other.read_into(PAGES)
        while articles(where) != 9 and time.monotonic() < until:
            time.sleep(0.1)
        assert articles(where) == 9
