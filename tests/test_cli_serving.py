"""`jejak serve` and `jejak user`, without a server."""

from __future__ import annotations

import socket

import pytest
from typer.testing import CliRunner

from jejak.cli import app
from jejak.cli.serving import _is_loopback, _names, _refuse_taken
from jejak.errors import InputError
from jejak.web.passwords import read_users

PASSWORD = "tiga kata panjang"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    started = []
    monkeypatch.setattr("jejak.cli.serving._refuse_taken", lambda host, port: None)
    monkeypatch.setattr("uvicorn.run", lambda web, **asked: started.append((web.state.settings, asked)))

    def command(*arguments: str, given: str = ""):
        result = CliRunner().invoke(app, list(arguments), input=given)
        return result.exit_code, result.output, started

    return command


def test_without_options_only_this_machine_can_come_in(run):
    status, _, started = run("serve")
    settings, asked = started[0]
    assert status == 0
    assert (asked["host"], asked["port"]) == ("127.0.0.1", 8765)
    assert (settings.users, settings.hosts) == ((), ())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "catatan.example"])
def test_another_address_is_refused_until_somebody_was_let_in(run, host):
    status, told, started = run("serve", "--host", host)
    assert status == 2
    assert "jejak user add" in told
    assert not started


def test_with_users_another_address_is_served_by_the_names_that_were_given(run):
    assert run("user", "add", "ani", "--role", "reviewer", given=f"{PASSWORD}\n")[0] == 0
    status, _, started = run("serve", "--host", "192.0.2.7", "--allow-host", "catatan.example", "--https")
    settings, _ = started[0]
    assert status == 0
    assert [user.name for user in settings.users] == ["ani"]
    assert settings.hosts == ("catatan.example", "192.0.2.7")
    assert settings.https


def test_users_are_added_changed_listed_and_removed(run, tmp_path):
    run("user", "add", "ani", given=f"{PASSWORD}\n")
    run("user", "add", "ani", "--role", "reviewer", given="empat kata panjang sekali\n")
    status, told, _ = run("user", "add", "mesin", "--token")
    token = told.strip().splitlines()[-1]
    assert status == 0
    assert token.startswith("mesin:")
    assert run("user", "list")[1].splitlines() == ["ani  reviewer  by password", "mesin  reader  by token"]
    text = (tmp_path / "jejak-users.json").read_text()
    assert PASSWORD not in text
    assert token.split(":")[1] not in text
    assert run("user", "remove", "ani")[0] == 0
    assert [user.name for user in read_users(tmp_path / "jejak-users.json")] == ["mesin"]


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("user", "add", "ani"), "short\n", "10 characters or more"),
        (("user", "add", "a:b"), f"{PASSWORD}\n", "no colon"),
        (("user", "remove", "budi"), "", "no user 'budi'"),
        (("user", "add", "ani", "--users", "none/here.json"), f"{PASSWORD}\n", "can't write"),
    ],
)
def test_what_can_t_be_is_told(run, arguments, given, said):
    status, told, _ = run(*arguments, given=given)
    assert status == 2
    assert said in told


def test_a_file_of_users_that_is_none_is_told_and_nothing_is_served(run, tmp_path):
    (tmp_path / "jejak-users.json").write_text("{}")
    status, told, started = run("serve")
    assert status == 2
    assert "no file of users" in told
    assert not started


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost"])
def test_loopback_is_known_by_all_its_names(host):
    assert _is_loopback(host)
    assert _names(host, ()) == ()


def test_a_port_that_is_taken_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"can't listen on 127\.0\.0\.1, port {port}: .*--port"):
            _refuse_taken("127.0.0.1", port)
    _refuse_taken("127.0.0.1", port)


def test_a_server_that_listens_everywhere_goes_by_the_machine_s_name(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "arsip")
    assert _names("0.0.0.0", ("catatan.example",)) == ("catatan.example", "arsip")
