"""The web face without a browser: what its pages say, and whom it lets in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from jejak.web import WebSettings, create_app, passwords
from jejak.web.passwords import with_password, with_token

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 11, 25)
PASSWORD = "tiga kata panjang"
BROWSER = {"accept": "text/html,application/xhtml+xml", "accept-language": "en"}


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hashes that cost little: the tests try many passwords."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


def client_of(path, **settings) -> TestClient:
    app = create_app(WebSettings(path, today=TODAY, **settings))
    return TestClient(app, base_url="http://localhost", headers=BROWSER, follow_redirects=False)


@pytest.fixture(scope="session")
def client(examples_record) -> Iterator[TestClient]:
    """A browser on the examples, on loopback, where nobody logs in."""
    with client_of(examples_record) as found:
        yield found


@pytest.fixture(scope="session")
def users():
    found = with_password((), "ani", "reviewer", PASSWORD)
    found = with_password(found, "budi", "reader", PASSWORD)
    return with_token(found, "mesin", "reader")


@pytest.fixture
def guarded(examples_record, users) -> Iterator[TestClient]:
    """A browser on a server with users: a reviewer, a reader, and a program that has a token."""
    with client_of(examples_record, users=users[0]) as found:
        yield found


def proof(client: TestClient, path: str = "/login") -> str:
    """The proof that a form of ours carries."""
    return client.get(path).text.split('name="csrf" value="')[1].split('"')[0]


def log_in(client: TestClient, name: str, password: str = PASSWORD, **more: str):
    return client.post("/login", data={"csrf": proof(client), "name": name, "password": password, **more})
