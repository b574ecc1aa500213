"""docs/lexicon.md and docs/export.md tell every file, key and column, and their examples do what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from builders import meeting_page, record_of
from jejak import pipeline
from jejak.cli import app
from jejak.exports.plover import COLUMNS, QUADS, SECTORS
from jejak.languages import forms
from jejak.languages.checking import open_lexicon
from jejak.model import Findings

DOCS = Path(__file__).parents[1] / "docs"
LEXICON = (DOCS / "lexicon.md").read_text("utf-8")
EXPORT = (DOCS / "export.md").read_text("utf-8")


@pytest.mark.parametrize("file", forms.NAMES)
def test_every_file_is_explained(file):
    assert f"`{file}`" in LEXICON


def keys_of(form):
    if isinstance(form, forms.Keys):
        yield from form.keys
        for inner in form.keys.values():
            yield from keys_of(inner)
    elif isinstance(form, forms.Rows):
        yield from keys_of(form.row)


@pytest.mark.parametrize("name", [name for name in forms.FORMS if name != "contexts"])
def test_every_key_of_a_file_of_rows_is_explained(name):
    not_ours_to_tell = {"Embassy", "Consulate", "Mission", "kind"}
    keys = set(keys_of(forms.FORMS[name])) - not_ours_to_tell
    assert [key for key in sorted(keys) if not re.search(rf"`{key}\b", LEXICON)] == []


def test_the_example_finds_what_the_page_says(tmp_path):
    folder, page = tmp_path / "my-lexicon", tmp_path / "satelit.txt"
    folder.mkdir()
    agencies, events = re.findall(r"```yaml\n(.*?)```", LEXICON, re.S)
    (folder / "agencies.yaml").write_text(agencies)
    (folder / "events.yaml").write_text(events)
    sentence = re.search(r'^"(Badan Antariksa Melati .*?)"', LEXICON, re.M)[1]
    rest = "Peluncuran itu berlangsung lancar dan dipantau para insinyur sepanjang malam dari stasiun bumi di Indonesia."
    page.write_text(f"Kerja antariksa dimulai\n\nJAKARTA - {sentence}.\n\n{rest}\n")
    (found,) = pipeline.code([str(page)], jobs=1, lexicon=open_lexicon(folder))
    assert isinstance(found, Findings)
    (event,) = (event for event in found.events if event.origin.rule == "orbit.active")
    assert (event.type, event.when) == ("COOPERATE", "2020-03-05")
    assert {*event.actors, *event.recipients} == {"IDN:BAMC", "VNM"}


def test_the_example_of_a_person_is_right(tmp_path):
    line = re.search(r"^Siti Contoh \|.*$", LEXICON, re.M)[0]
    (tmp_path / "known_people.txt").write_text(line + "\n")
    assert open_lexicon(tmp_path).folder == tmp_path


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_explained(column):
    assert re.search(rf"^\| .*`{column}`.* \| .+ \|$", EXPORT, re.M)


@pytest.mark.parametrize("word", [*set(QUADS.values()), *set(SECTORS.values())])
def test_every_closed_word_of_a_column_is_explained(word):
    assert f"`{word}`" in EXPORT


def test_the_lines_for_python_run(tmp_path):
    record = record_of(tmp_path / "x.db", meeting_page("a.txt"))
    done = CliRunner().invoke(
        app, ["export", "plover", "-o", str(tmp_path / "events.csv"), "--record", str(record)]
    )
    assert done.exit_code == 0
    (script,) = re.findall(r"```python\n(.*?)```", EXPORT, re.S)
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert "VERBAL COOPERATION" in ran.stdout
    assert "events have a point" in ran.stdout


def test_the_lines_for_r_name_columns_that_are_there():
    (script,) = re.findall(r"```r\n(.*?)```", EXPORT, re.S)
    assert set(re.findall(r"`([^`]+)`", script)) <= set(COLUMNS)
