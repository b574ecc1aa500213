"""README and docs speak of what is there: commands run, links lead somewhere, no closed list has a gap."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

from jejak.cli import app
from jejak.vocabulary import (
    ACTOR_KINDS,
    AGENCY_SUFFIXES,
    COMMITMENT_STATUSES,
    CONTEXTS,
    EVENT_STATUSES,
    EVENT_TYPES,
    MODES,
    STATEMENT_KINDS,
)

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in PAGES}
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
CODEBOOK = TEXTS["docs/codebook.md"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def console() -> ModuleType:
    """bench/console.py, which runs the commands of the docs."""
    spec = importlib.util.spec_from_file_location("console", ROOT / "bench" / "console.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def code_of(text: str) -> list[str]:
    """Lines of code blocks and inline code."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    plain = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return [*(line for block in blocks for line in block.splitlines()), *re.findall(r"`([^`\n]+)`", plain)]


def options_of(command: Any) -> set[str]:
    """The options of a command, and of those below it."""
    own = {opt for param in command.params for opt in param.opts}
    return own.union(*(options_of(below) for below in getattr(command, "commands", {}).values()))


def uses_of(text: str) -> list[tuple[str, list[str]]]:
    """Each use of a command in code, as (command, options)."""
    found = []
    for line in code_of(text):
        used = re.match(r"(?:\$ )?(?:[\w-]+ \\?\| )?jejak ([a-z]+)\b([^|]*)", line)
        if used:
            found.append((used[1], re.findall(r"(?<!\S)--[a-z-]+", used[2])))
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_and_option_named_exists(name: str) -> None:
    for command, options in uses_of(TEXTS[name]):
        assert command in COMMANDS, f"{name}: jejak {command}"
        known = options_of(COMMANDS[command]) | {"--help"}
        assert set(options) <= known, f"{name}: jejak {command} {options}"


@pytest.mark.parametrize("name", ["README.md", "docs/quickstart.md", "docs/evaluation.md"])
def test_what_the_docs_show_is_what_the_commands_print(name: str) -> None:
    text = TEXTS[name]
    assert console().rewritten(text) == text, "out of date: run `python bench/console.py`"


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)", TEXTS[name])
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_the_readme_begins_with_a_page_going_in_and_names_both_make_targets() -> None:
    first_screen = TEXTS["README.md"].splitlines()[:40]
    assert any(line.startswith("$ jejak read examples/") for line in first_screen)
    assert "make demo" in TEXTS["README.md"]
    assert "make test" in TEXTS["README.md"]


@pytest.mark.parametrize("type_", EVENT_TYPES)
def test_the_codebook_tells_every_event_type_with_its_modes(type_: str) -> None:
    row = re.search(rf"^\| {type_} \|.*\| ?(.*?) ?\|$", CODEBOOK, re.M)
    assert row
    assert tuple(mode for mode in re.split(r",\s*", row[1]) if mode) == MODES.get(type_, ())


@pytest.mark.parametrize("word", [*EVENT_STATUSES, *COMMITMENT_STATUSES, *ACTOR_KINDS, *AGENCY_SUFFIXES])
def test_the_codebook_names_every_status_kind_and_suffix(word: str) -> None:
    assert f"`{word}`" in CODEBOOK


def test_the_codebook_lists_each_context_once() -> None:
    table = CODEBOOK.partition("| context |")[2].partition("\n\n")[0]
    listed = [word for row in table.splitlines()[2:] for word in row.split("|")[1].strip().split(", ")]
    assert sorted(listed) == sorted(CONTEXTS)


@pytest.mark.parametrize("kind", STATEMENT_KINDS)
def test_the_codebook_tells_both_kinds_of_statement(kind: str) -> None:
    assert f"*{kind.capitalize()}*" in CODEBOOK


UNSEEN_SETS = {"dev"}
"""Sets on which no rule was tuned and no part was trained."""


def test_the_accuracy_page_gives_figures_of_unseen_sets_only_each_with_its_size_and_day() -> None:
    text = TEXTS["docs/accuracy.md"]
    blocks = dict(re.findall(r"<!-- figures of (\w+): .*?-->(.*?)<!-- end of figures of \1 -->", text, re.S))
    assert set(blocks) == UNSEEN_SETS
    for name, block in blocks.items():
        assert re.search(
            rf"^\*\*{name}\*\*: \d+ articles, read by jejak \S+, \d{{4}}-\d\d-\d\d\.", block, re.M
        )
        text = text.replace(block, "")
    assert not re.search(r"\d\.\d{3}", text)


def test_the_architecture_shows_the_layers_that_are_checked() -> None:
    (contract,) = PROJECT["tool"]["importlinter"]["contracts"]
    assert "\n".join(contract["layers"]) in TEXTS["docs/architecture.md"]


def test_every_dependency_is_explained() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    names = {re.match(r"[\w-]+", wish)[0] for wish in wanted}  # type: ignore[index]
    page = TEXTS["docs/dependencies.md"]
    explained = set(re.findall(r"[\w-]+", " ".join(re.findall(r"^\| ([\w, -]+) \|", page, re.M))))
    assert names - explained == set()


def test_no_dependency_is_explained_that_is_gone() -> None:
    wanted = {re.match(r"[\w-]+", wish)[0] for wish in PROJECT["project"]["dependencies"]}  # type: ignore[index]
    table = TEXTS["docs/dependencies.md"].partition("## To run")[2].partition("\n## ")[0]
    explained = set(re.findall(r"[\w-]+", " ".join(re.findall(r"^\| ([\w, -]+) \|", table, re.M))))
    assert explained - {"package", "---"} == wanted


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_locked_requirements_have_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|@ file", text)
