from __future__ import annotations

import socket

import pytest

from jejak.cli.shared import is_shared
from jejak.errors import InputError
from jejak.ledger import Ledger, parse


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSSLMODE"):
        monkeypatch.delenv(name, raising=False)


def test_an_address_is_read_as_by_the_servers_own_tools():
    found = parse("postgresql://ani:rahasia%40@basis.example:5433/berita?sslmode=require")
    assert (found.host, found.port, found.database) == ("basis.example", 5433, "berita")
    assert (found.user, found.password, found.encrypted) == ("ani", "rahasia@", "require")


def test_a_server_on_another_machine_has_to_prove_its_name():
    assert parse("postgresql://ani@basis.example/berita").encrypted == "verify-full"
    assert parse("postgresql://ani@localhost/berita").encrypted == "disable"
    assert parse("postgresql://ani@127.0.0.1/berita").encrypted == "disable"
    assert parse("postgresql://ani@/berita?host=/run/postgresql").encrypted == "disable"


def test_a_folder_is_that_of_a_socket():
    assert parse("postgres://ani@/berita?host=/run/pg&port=5433").socket == "/run/pg/.s.PGSQL.5433"
    assert parse("postgresql://ani@basis.example/berita").socket is None


def test_what_is_left_out_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("PGHOST", "basis.example")
    monkeypatch.setenv("PGUSER", "ani")
    monkeypatch.setenv("PGPASSWORD", "rahasia")
    monkeypatch.setenv("PGSSLMODE", "require")
    found = parse("postgresql:///berita")
    assert (found.host, found.user, found.password, found.encrypted) == (
        "basis.example", "ani", "rahasia", "require",
    )  # fmt: skip


def test_the_password_is_told_nowhere():
    found = parse("postgresql://ani:rahasia@basis.example/berita")
    assert "rahasia" not in found.shown + found.mark + repr(found)
    assert found.shown == "postgresql://ani@basis.example/berita"


def test_another_port_is_told():
    assert (
        parse("postgresql://ani@basis.example:5433/berita").shown
        == "postgresql://ani@basis.example:5433/berita"
    )


def test_every_user_of_a_database_has_the_same_files():
    assert parse("postgresql://ani@b/berita").mark == parse("postgresql://budi@b/berita").mark
    assert parse("postgresql://ani@b/berita").mark != parse("postgresql://ani@b/arsip").mark


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postgresql://ani@b:70000/x", "Port out of range"),
        ("postgresql://ani@b/x?port=0", "no port"),
        ("postgresql://ani@b/x?sslmode=maybe", "sslmode 'maybe'"),
        ("postgresql://ani:rahasia@b/x?target_session_attrs=any", "target_session_attrs"),
    ],
)
def test_an_address_that_cannot_be_is_refused_without_its_password(text, told):
    with pytest.raises(InputError, match=told) as error:
        parse(text)
    assert "rahasia" not in str(error.value)


def test_a_path_is_no_address():
    assert is_shared("postgres://x")
    assert not is_shared("postgresql.db")


def test_certificates_that_are_none_are_told_as_such(tmp_path):
    (tmp_path / "none.pem").write_text("bukan sertifikat", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        where = f"postgresql://ani@127.0.0.1:{port}/x?sslmode=verify-full&sslrootcert={tmp_path / 'none.pem'}"
        with pytest.raises(InputError, match="holds no certificates"):
            Ledger(parse(where))
