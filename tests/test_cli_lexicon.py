"""`jejak lexicon` and `--lexicon`: checks, lists, and how a faulty or missing folder is told."""

import json

import pytest
from typer.testing import CliRunner

from builders import meeting_page, record_of
from jejak.cli import app
from jejak.languages.data import use_lexicon

GOOD = "- {type: CONSULT, rule: temu, active: [menyambangi]}\n"
BAD = "- {type: CONSULTT, rule: temu, active: [menyambangi]}\n"


@pytest.fixture(autouse=True)
def _ours_again():
    yield
    use_lexicon(None)


def run(*words, **environment):
    return CliRunner(env={"COLUMNS": "100", "JEJAK_LEXICON": "", **environment}).invoke(
        app, [*map(str, words)]
    )


def test_a_good_file_passes(tmp_path):
    (tmp_path / "events.yaml").write_text(GOOD)
    done = run("lexicon", "check", tmp_path / "events.yaml")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Nothing is wrong with the file." in done.stderr


def test_a_fault_is_printed_with_file_line_and_help_and_ends_with_1(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(BAD)
    done = run("lexicon", "check", tmp_path)
    assert done.exit_code == 1
    assert done.stdout == f"{path}:1: There is no event type 'CONSULTT'.\n    Perhaps CONSULT.\n"


def test_faults_as_json(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(BAD)
    done = run("lexicon", "check", path, "--json")
    assert done.exit_code == 1
    what, right = "There is no event type 'CONSULTT'.", "Perhaps CONSULT."
    assert json.loads(done.stdout) == [{"file": str(path), "line": 1, "what": what, "right": right}]


def test_no_faults_as_json_are_an_empty_list(tmp_path):
    (tmp_path / "events.yaml").write_text(GOOD)
    assert json.loads(run("lexicon", "check", tmp_path, "--json").stdout) == []


def test_the_list_has_our_files_and_the_user_s(tmp_path):
    (tmp_path / "events.yaml").write_text(GOOD)
    rows = json.loads(run("lexicon", "list", "--lexicon", tmp_path, "--json").stdout)
    assert {"whose": "yours", "file": str(tmp_path / "events.yaml"), "rows": 1} in rows
    assert sum(row["whose"] == "jejak" for row in rows) > 20
    assert "states.yaml" in run("lexicon", "list").stdout


@pytest.mark.parametrize(
    "command", [["code"], ["read", "--record", "x.db"], ["timeline"], ["export", "plover"]]
)
def test_a_faulty_lexicon_ends_a_command_with_one_line(tmp_path, command):
    (tmp_path / "events.yaml").write_text(BAD)
    inputs = [tmp_path] if command[0] in ("code", "read") else ["--record", record_of(tmp_path / "x.db")]
    done = run(*command, *inputs, "--lexicon", tmp_path)
    assert done.exit_code == 2
    assert f"{tmp_path / 'events.yaml'}, line 1: There is no event type 'CONSULTT'" in done.stderr
    assert "Traceback" not in done.output


def test_the_environment_names_the_lexicon_too(tmp_path):
    done = run("code", tmp_path, JEJAK_LEXICON=str(tmp_path / "lain"))
    assert done.exit_code == 2
    assert "there is no file or folder" in done.stderr


def test_a_party_may_be_asked_for_by_a_name_of_the_user_s(tmp_path):
    record = record_of(tmp_path / "x.db", meeting_page("a.txt"))
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "agencies.yaml").write_text("rows:\n  - {code: 'IDN:BAMC', id: Badan Antariksa Melati}\n")
    asked = ["timeline", "--party", "Badan Antariksa Melati", "--record", record]
    assert run(*asked).exit_code == 2
    assert run(*asked, "--lexicon", folder).exit_code == 0
