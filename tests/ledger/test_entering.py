"""Who is let in, and by which way: passwords, certificates, and what is told of them."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from dataclasses import replace

import pytest

from jejak.errors import RecordError
from jejak.ledger import Ledger, Unreachable, parse
from local_postgres import GUARDED, forwarded


@pytest.fixture
def guarded(address):
    """The address of a user who is asked for the password `rahasia-1`."""
    with Ledger(address) as opened:
        opened._db.run(f"DROP ROLE IF EXISTS {GUARDED}")
        opened._db.run(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'rahasia-1'")
    return replace(address, user=GUARDED)


def test_the_right_password_lets_in(guarded):
    with Ledger(replace(guarded, password="rahasia-1")) as opened:
        assert opened.ident is None


@pytest.mark.parametrize("password", ["salah-2", "", None])
def test_a_wrong_password_is_told_without_it(guarded, password):
    with pytest.raises(RecordError, match="password") as error:
        Ledger(replace(guarded, password=password))
    assert not isinstance(error.value, Unreachable)
    assert "salah-2" not in str(error.value)


def test_what_is_no_database_server_is_told():
    def greet():
        link, _ = listening.accept()
        with link:
            link.recv(1000)
            link.sendall(b"220 surat.example\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=greet).start()
        with pytest.raises(RecordError, match="does not answer as PostgreSQL does") as error:
            Ledger(parse(f"postgresql://ani:rahasia-1@127.0.0.1:{listening.getsockname()[1]}/berita"))
    assert "rahasia-1" not in str(error.value)


def test_who_may_not_make_the_tables_is_told(guarded, address):
    with Ledger(replace(guarded, password="rahasia-1")) as opened, pytest.raises(RecordError) as error:
        opened.prepare()
    assert f"permission denied for database {address.database}" in str(error.value)


@pytest.mark.parametrize("table", ["about (note text)", "about (form text, ledger int)"])
def test_a_database_in_which_others_use_our_name_is_told(address, table):
    with Ledger(address) as opened:
        opened._db.run("CREATE SCHEMA jejak")
        opened._db.run(f"CREATE TABLE jejak.{table}")
        opened._db.run("INSERT INTO jejak.about VALUES ('lain')")
    with pytest.raises(RecordError, match=r"server says .*column|no ledger of jejak"):
        Ledger(address)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """The files of a key and of a certificate for `localhost`, which vouches for itself."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    key, vouched = folder / "key.pem", folder / "certificate.pem"
    words = (
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost"
        f" -addext subjectAltName=DNS:localhost -keyout {key} -out {vouched}"
    )
    subprocess.run(words.split(), check=True, capture_output=True)
    return key, vouched


@pytest.fixture
def port(address, certificate):
    key, vouched = certificate
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(vouched, key)
    with forwarded(address.socket, secured) as port:
        yield port


def test_a_server_that_proves_its_name_is_trusted(guarded, port, certificate):
    where = f"postgresql://{GUARDED}:rahasia-1@localhost:{port}/{guarded.database}"
    with Ledger(parse(f"{where}?sslmode=verify-full&sslrootcert={certificate[1]}")) as opened:
        assert isinstance(opened._db._usock, ssl.SSLSocket)


@pytest.mark.parametrize(("mode", "encrypted"), [("require", True), ("prefer", True), ("disable", False)])
def test_less_than_a_proof_can_be_asked_for(guarded, port, mode, encrypted):
    where = f"postgresql://{GUARDED}:rahasia-1@127.0.0.1:{port}/{guarded.database}?sslmode={mode}"
    with Ledger(parse(where)) as opened:
        assert isinstance(opened._db._usock, ssl.SSLSocket) == encrypted


def test_a_server_that_cannot_prove_its_name_is_not_spoken_to(guarded, port, certificate):
    for where in (
        f"localhost:{port}/{guarded.database}?sslmode=verify-full",
        f"127.0.0.1:{port}/{guarded.database}?sslmode=verify-full&sslrootcert={certificate[1]}",
    ):
        with pytest.raises(RecordError, match="could be trusted") as error:
            Ledger(parse(f"postgresql://{GUARDED}:rahasia-1@{where}"))
        assert "rahasia-1" not in str(error.value)
