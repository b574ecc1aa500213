"""Where the tests of the web face look for a browser."""

import subprocess

import pytest

import browser


def program(folder, name):
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A machine without any: what would be installed is noted, not done."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    asked = []

    def run(words, **_):
        asked.append(" ".join(str(word) for word in words[-3:]))
        return subprocess.CompletedProcess(words, 1)

    monkeypatch.setattr(browser.subprocess, "run", run)
    monkeypatch.setattr(browser, "by_playwright", lambda install: asked.append(f"playwright {install}"))
    return asked


def test_the_one_that_is_named_comes_first(bare, tmp_path, monkeypatch):
    named = program(tmp_path, "mine")
    program(tmp_path, "chromium")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert browser.find(install=True) == named
    assert bare == []


def test_a_name_that_leads_nowhere_is_told(bare, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chrome")
    with pytest.raises(browser.NoBrowser, match="'/nowhere/chrome', and there is no such program"):
        browser.find()


def test_then_one_on_the_path(bare, tmp_path):
    found = program(tmp_path, "google-chrome")
    assert browser.find(install=True) == found
    assert bare == []


def test_then_debian_is_asked_and_then_playwright(bare, tmp_path, monkeypatch):
    program(tmp_path, "apt-get")
    monkeypatch.setattr(browser.Path, "exists", lambda path: str(path) == "/etc/debian_version")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    with pytest.raises(browser.NoBrowser, match=r"CHROMIUM=/path/to/chrome make test"):
        browser.find(install=True)
    assert bare == ["apt-get -q update", "playwright True"]


def test_who_is_not_root_does_not_ask_debian(bare, tmp_path, monkeypatch):
    program(tmp_path, "apt-get")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    with pytest.raises(browser.NoBrowser):
        browser.find(install=True)
    assert bare == ["playwright True"]


def test_nothing_is_installed_unless_that_is_wanted(bare):
    with pytest.raises(browser.NoBrowser):
        browser.find()
    assert bare == ["playwright False"]
