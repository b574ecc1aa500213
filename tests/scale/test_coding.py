"""Units into files, and files into a record; with pages made by hand, so that no model is loaded."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from jejak import scale
from jejak.cli.app import app
from jejak.errors import InputError
from jejak.exports.whole import KINDS
from jejak.scale import shelf
from jejak.scale.coding import Done, Task, UnitCoder
from jejak.views.record import Record


def exported(path) -> dict[str, list[object]]:
    """All that the record holds."""
    with Record(path) as record:
        return {name: list(kind(record)) for name, kind in KINDS.items()}


@pytest.fixture(scope="module")
def read(tmp_path_factory, inputs):
    """The record that reading the examples makes."""
    path = tmp_path_factory.mktemp("read") / "x.db"
    done = CliRunner().invoke(app, ["read", *inputs, "--record", str(path), "--jobs", "2"])
    assert done.exit_code == 0
    return exported(path)


def test_assembled_findings_are_the_record_that_reading_makes(tmp_path, coded, read):
    record = tmp_path / "x.db"
    done = CliRunner().invoke(app, ["assemble", str(coded), "--record", str(record), "--json"])
    assert json.loads(done.output) == {"read": 34, "known": 0, "rejected": 2, "record": str(record)}
    assert exported(record) == read


def test_the_order_of_the_files_makes_no_difference(tmp_path, coded, read):
    files = [str(path) for path in sorted(coded.iterdir())]
    for number, order in enumerate(list(itertools.permutations(files))[100::250]):
        record = tmp_path / f"{number}.db"
        scale.assemble(record, scale.open_shelf(order))
        assert exported(record) == read


def test_findings_taken_twice_or_in_part_first_are_there_once(tmp_path, coded, read):
    record, files = tmp_path / "x.db", sorted(coded.iterdir())
    scale.assemble(record, scale.open_shelf([str(files[2])]))
    scale.assemble(record, scale.open_shelf([str(coded)]))
    again = scale.assemble(record, scale.open_shelf([coded.as_uri()]))
    assert (again.read, again.known) == (0, 35)  # the page of which a source gave no bytes is noted anew
    assert exported(record) == read


def test_what_was_assembled_is_not_read_again_and_the_other_way_round(tmp_path, coded, inputs):
    record = tmp_path / "x.db"
    scale.assemble(record, scale.open_shelf([str(coded)]))
    done = CliRunner().invoke(app, ["read", inputs[0], "--record", str(record), "--json", "--jobs", "1"])
    assert json.loads(done.output)["read"] == 0


ASSEMBLING = """
import os, signal, sys
from jejak import scale
def met(counts, rejection):
    if counts.pages >= int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
scale.assemble(sys.argv[1], scale.open_shelf([sys.argv[2]]), on_page=met)
"""


@pytest.mark.parametrize("pages", [1, 17, 33])
def test_an_assembly_that_was_killed_goes_on(tmp_path, coded, read, pages):
    record = tmp_path / "x.db"
    killed = subprocess.run([sys.executable, "-c", ASSEMBLING, record, coded, str(pages)], check=False)
    assert killed.returncode == -signal.SIGKILL
    counts = scale.assemble(record, scale.open_shelf([str(coded)]))
    assert counts.known >= pages - 1
    assert counts.known + counts.read >= 34
    assert exported(record) == read


def test_a_run_that_was_cut_off_goes_on_with_what_is_missing(tmp_path, coded, inputs):
    folder = tmp_path / "some"
    folder.mkdir()
    files = sorted(coded.iterdir())
    for path in files[1:]:
        os.link(path, folder / path.name)
    done = scale.code_into(str(folder), inputs, scale.OwnEngine(jobs=1))
    assert (done.units, done.before) == (1, 5)
    assert sorted(path.name for path in folder.iterdir()) == [path.name for path in files]
    rows = [shelf.open_shelf([str(path / files[0].name)]).rows for path in (folder, coded)]
    assert rows[0] == rows[1]


def test_a_folder_with_findings_by_another_version_is_refused(coded, monkeypatch, inputs):
    monkeypatch.setattr("jejak.__version__", "9")
    with pytest.raises(InputError, match="give another folder"):
        scale.code_into(str(coded), inputs, scale.OwnEngine(jobs=1))


class Noted:
    """Workers that find nothing: what the files say is all that is asked here."""

    def map(self, items):
        return ({"doc": item.doc, "address": item.address, "reason": None} for item in items)

    def stop(self):
        return None


def test_an_object_that_a_store_does_not_give_leaves_its_unit_undone(tmp_path):
    source, folder = tmp_path / "a.txt", tmp_path / "found"
    source.write_text("Isi berita.")
    (unit,), _ = scale.coding.plan(scale.coding.list_files([source.as_uri()]), [], 1)
    coder = UnitCoder(Task(str(folder)))
    coder._pool = Noted()
    source.unlink()
    done = coder.code(unit)
    assert done.failed
    assert source.as_uri() in done.failed
    assert list(folder.iterdir()) == []
    source.write_text("Isi berita.")
    assert coder.code(unit) == Done(read=1)
    assert [path.name for path in folder.iterdir()] == [unit.name]


def test_options_for_files_need_a_folder(inputs):
    done = CliRunner().invoke(app, ["code", inputs[0], "--engine", "daft"])
    assert done.exit_code == 2
    assert "-o FOLDER" in done.output
