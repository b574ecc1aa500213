import json

import pytest
from typer.testing import CliRunner

from builders import meeting_page, record_of, training_page
from jejak.cli import app
from jejak.cli.exporting import _EXAMPLES, _OWN, _TELLS, export_app
from jejak.exports.formats import FORMATS


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return record_of(
        tmp_path_factory.mktemp("export") / "x.db", meeting_page("a.txt"), training_page("b.txt")
    )


def run(record, *options):
    return CliRunner().invoke(app, ["export", *options, "--record", str(record)])


def test_every_format_has_a_command():
    commands = [command.name for command in export_app.registered_commands if command.name]
    assert commands == list(FORMATS) == list(_EXAMPLES) == list(_TELLS)
    assert {part for format in FORMATS.values() for part in format.takes} == set(_OWN)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_written_whole_and_told(record, tmp_path, name):
    path = tmp_path / "file"
    told = run(record, name, "--party", "IDN", "--as-of", "2020-04", "-o", str(path), "--json")
    assert told.exit_code == 0, told.stderr
    assert json.loads(told.stdout) == {
        "format": name,
        "file": str(path),
        "count": json.loads(told.stdout)["count"],
    }
    assert json.loads(told.stdout)["count"] > 0
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
    assert path.stat().st_size > 100


@pytest.mark.parametrize(
    "options",
    [
        ("csv", "--kind", "people"),
        ("csv", "--status", "done"),
        ("csv", "--json"),
        ("plover", "--format", "xlsx"),
        ("dossier", "--view", "map"),
        ("gexf", "--party", "Atlantis"),
    ],
)
def test_what_cannot_be_is_told_with_status_2(record, options):
    done = run(record, *options)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_a_file_that_was_not_finished_is_not_left(record, tmp_path):
    path = tmp_path / "file"
    path.write_text("before")
    assert run(record, "csv", "--party", "Atlantis", "-o", str(path)).exit_code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
    assert path.read_text() == "before"


def test_standard_output_has_what_a_file_has(record, tmp_path):
    run(record, "annotations", "-o", str(tmp_path / "file"))
    assert run(record, "annotations").stdout_bytes == (tmp_path / "file").read_bytes()


def test_kinds_and_every_report_are_heeded(record):
    lines = run(record, "jsonl", "--kind", "commitments", "--as-of", "2020-04").stdout.splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["melatih penjaga pantai Vietnam"]
    assert len(run(record, "jsonl", "--every-report").stdout.splitlines()) == 2
