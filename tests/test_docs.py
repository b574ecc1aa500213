"""The docs name every command, option and exit status (and no others that look like one)."""

import re
from pathlib import Path

import pytest
import typer

from jejak import cli, errors
from jejak.cli import app
from jejak.cli.app import ALL_REJECTED, INPUT_ERROR, INTERRUPTED, RECORD_ERROR
from jejak.vocabulary import COMMITMENT_STATUSES

COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
TEXT = (Path(__file__).parents[1] / "docs" / "commands.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    found = re.search(rf"^### `jejak {name}\b.*?(?=^##|\Z)", TEXT, re.M | re.S)
    assert found, f"docs/commands.md has no section for {name}"
    return found.group()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_section(name):
    assert section(name)


def test_every_section_has_its_command():
    assert set(re.findall(r"^### `jejak (\w+)", TEXT, re.M)) == set(COMMANDS)


SHARED = {"--record", "--json", "--lexicon", "--help", "-h"}


def options_of(command):
    """The options of a command, and of those below it."""
    own = {opt for param in command.params for opt in param.opts if opt.startswith("-")}
    return own.union(*(options_of(below) for below in getattr(command, "commands", {}).values()))


@pytest.mark.parametrize("name", [name for name in COMMANDS if hasattr(COMMANDS[name], "commands")])
def test_every_command_below_a_command_is_told(name):
    assert all(f"`jejak {name} {below}" in section(name) for below in COMMANDS[name].commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name):
    options = options_of(COMMANDS[name])
    told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", section(name)))
    assert options - SHARED <= told
    assert told <= options | {"--json"}


@pytest.mark.parametrize("option", sorted(SHARED | {"--version", "--limit", "--since", "--until"}))
def test_what_commands_share_is_told_once(option):
    assert re.search(rf"`[^`\n]*{option}\b", TEXT)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_default_limit_is_told(name):
    limit = next((param.default for param in COMMANDS[name].params if param.name == "limit"), None)
    if limit is not None:
        assert re.search(rf"`--limit`[^\n]*\b{limit} if not given", section(name))


@pytest.mark.parametrize("status", [0, 1, INPUT_ERROR, RECORD_ERROR, ALL_REJECTED, INTERRUPTED])
def test_every_exit_status_is_told(status):
    assert f"\n| {status} |" in TEXT
    assert re.search(rf"\b{status} ", cli.__doc__ or "")


def test_every_status_of_a_commitment_is_told():
    assert all(f"`{status}`" in section("commitments") for status in COMMITMENT_STATUSES)


def test_every_reason_of_a_rejection_is_told():
    reasons = {kind.reason for kind in errors.PageError.__subclasses__()} | {"too-large", "lost", "failed"}
    assert all(f"| `{reason}` |" in section("rejections") for reason in reasons)
