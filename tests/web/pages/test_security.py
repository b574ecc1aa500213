"""Whom the gate lets in, and what it gives away."""

from __future__ import annotations

import re

import pytest

from jejak.web.passwords import Doorkeeper, read_users, with_password, write_users
from jejak.web.security import CSRF_HEADER, HEADERS, safe_target
from web.pages.conftest import PASSWORD, client_of, log_in, proof


@pytest.mark.parametrize("path", ["/", "/timeline.json", "/nowhere", "/static/jejak.css", "/login"])
def test_every_answer_has_the_headers(client, path):
    answer = client.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "server" not in answer.headers


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "localhost.evil.example", "", "[::2]", "]["]
)
def test_a_name_that_was_pointed_at_us_is_refused(client, host):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert 'class="figures"' not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST:1"])
def test_loopback_goes_by_its_names(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


def test_static_files_are_kept_for_ever_by_their_hash(client):
    address = re.search(r'href="(/static/jejak\.css\?v=[0-9a-f]{12})"', client.get("/").text).group(1)
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/static/jejak.css").headers["cache-control"] == "no-cache"
    assert client.get("/static/../settings.py").status_code == 404
    assert client.get("/static/%2e%2e/settings.py").status_code == 404


def test_pages_are_compressed_and_private(client):
    page = client.get("/timeline", headers={"accept-encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert page.headers["cache-control"].startswith("private")


# -- forms ----------------------------------------------------------------------------------------------


def test_a_form_without_our_proof_is_refused(client):
    assert client.post("/preferences", data={"lang": "en"}).status_code == 403
    assert client.post("/preferences", data={"lang": "en", "csrf": "x.y"}).status_code == 403


def test_the_proof_of_another_session_is_refused(client, examples_record):
    with client_of(examples_record) as other:
        stolen = proof(other, "/")
    assert client.post("/preferences", data={"csrf": stolen, "lang": "en"}).status_code == 403


def test_the_proof_may_stand_in_a_header_and_is_another_each_time(client):
    one, other = proof(client, "/"), proof(client, "/")
    assert one != other
    sent = client.post("/preferences", data={"lang": "en"}, headers={CSRF_HEADER: one})
    assert sent.status_code == 303


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
def test_what_another_site_sends_is_refused_even_with_proof(client, headers):
    sent = client.post("/preferences", data={"csrf": proof(client, "/"), "lang": "en"}, headers=headers)
    assert sent.status_code == 403


@pytest.mark.parametrize(
    ("target", "leads"),
    [("/people?q=x", "/people?q=x"), ("https://evil.example", "/"), ("//evil.example", "/"), ("/\\evil", "/"),
     ("javascript:alert(1)", "/"), ("", "/"), (None, "/"), ("/a\nb", "/")],
)  # fmt: skip
def test_a_form_leads_on_within_this_server_alone(target, leads):
    assert safe_target(target) == leads


@pytest.mark.parametrize(
    ("headers", "status"), [({"content-length": "200001"}, 413), ({"content-length": "9" * 30}, 413),
                            ({"transfer-encoding": "chunked"}, 411)],
)  # fmt: skip
def test_nobody_can_send_more_than_a_form(guarded, headers, status):
    assert guarded.post("/login", content=b"x", headers=headers).status_code == status


def test_behind_https_cookies_and_browsers_keep_to_it(examples_record, users):
    with client_of(examples_record, users=users[0], https=True) as client:
        page = client.get("/login")
        assert "Secure" in page.headers["set-cookie"]
        assert "Strict-Transport-Security" in page.headers


def test_nothing_stays_in_the_browser_of_who_had_to_log_in(guarded):
    log_in(guarded, "budi")
    assert guarded.get("/people").headers["cache-control"] == "no-store"
    assert guarded.get("/people.json").headers["cache-control"] == "no-store"


# -- logging in -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/timeline", "/documents/x", "/review", "/export/csv"])
def test_nothing_is_shown_before_the_login(guarded, path):
    page = guarded.get(path)
    assert page.status_code == 303
    assert page.headers["location"].startswith("/login?next=")


@pytest.mark.parametrize("path", ["/timeline.json", "/api/openapi.json", "/api/events", "/feed.atom"])
def test_a_program_without_a_token_is_told_so_in_json(guarded, path):
    answer = guarded.get(path, headers={"accept": "*/*"})
    assert answer.status_code == 401
    assert answer.json()["reason"] == "login"


def test_the_right_password_opens_a_session_of_another_id(guarded):
    before = guarded.get("/login").cookies["jejak_session"]
    answer = log_in(guarded, "budi", next="/people?q=putin")
    assert (answer.status_code, answer.headers["location"]) == (303, "/people?q=putin")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert answer.cookies["jejak_session"] != before
    assert guarded.get("/people").status_code == 200
    assert "budi (reader)" in guarded.get("/people").text


def test_logging_out_ends_the_session(guarded):
    log_in(guarded, "budi")
    guarded.post("/logout", data={"csrf": proof(guarded, "/")})
    assert guarded.get("/").status_code == 303


@pytest.mark.parametrize(
    ("name", "password"), [("budi", "wrong words"), ("nobody", PASSWORD), ("mesin", ""), ("", "")]
)
def test_a_wrong_password_is_refused_without_telling_why(guarded, name, password):
    answer = log_in(guarded, name, password)
    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text


def test_a_session_made_up_or_of_another_server_is_no_session(guarded, examples_record, users):
    with client_of(examples_record, users=users[0]) as other:
        log_in(other, "ani")
        foreign = other.cookies["jejak_session"]
    for cookie in (foreign, foreign[:-2], "x", ""):
        assert guarded.get("/", headers={"cookie": f"jejak_session={cookie}"}).status_code == 303


def test_a_new_password_ends_the_sessions_of_the_old_one(examples_record, users):
    secret = b"the same secret of two servers "
    with client_of(examples_record, users=users[0], secret=secret) as client:
        log_in(client, "ani")
        cookie = client.cookies["jejak_session"]
    changed = with_password(users[0], "ani", "reviewer", "empat kata panjang sekali")
    with client_of(examples_record, users=changed, secret=secret) as client:
        assert client.get("/", headers={"cookie": f"jejak_session={cookie}"}).status_code == 303


def test_a_token_lets_a_program_in_without_a_form(guarded, users):
    right = {"authorization": f"Bearer {users[1]}"}
    assert guarded.get("/timeline.json", headers=right).status_code == 200
    wrong = {"authorization": f"Bearer {users[1]}x", "accept": "*/*"}
    assert guarded.get("/timeline.json", headers=wrong).status_code == 401
    sent = guarded.post("/review", headers={**right, "accept": "*/*"})
    assert sent.status_code == 403, "the token is a reader's"


def test_a_reader_reads_and_does_not_decide(guarded):
    log_in(guarded, "budi")
    sent = guarded.post("/review", data={"csrf": proof(guarded, "/")})
    assert sent.status_code == 403
    assert "You may read, but not decide" in sent.text
    assert (
        "/review?item="
        not in guarded.get(f"/events/{guarded.get('/timeline.json').json()['events'][0]['id']}").text
    )


def test_a_reviewer_is_led_to_decide(guarded):
    log_in(guarded, "ani")
    ident = guarded.get("/timeline.json").json()["events"][0]["id"]
    assert f"/review?item=event:{ident}" in guarded.get(f"/events/{ident}").text


def test_tries_after_the_fourth_wrong_one_have_to_wait(guarded):
    for _ in range(5):
        assert log_in(guarded, "ani", "wrong words").status_code == 401
    answer = log_in(guarded, "ani")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "Too many wrong tries" in answer.text


def test_each_further_wrong_try_waits_longer_and_a_right_one_clears_it(users):
    door = Doorkeeper(users[0])
    waits = []
    for _ in range(7):
        door.by_password("ani", "wrong words", "192.0.2.1")
        waits.append(door.wait("ani", "192.0.2.1"))
    assert waits[:4] == [0, 0, 0, 0]
    assert 0 < waits[4] < waits[5] < waits[6]
    assert door.wait("ani", "192.0.2.2") == 0, "another address is not locked out"
    door.by_password("ani", PASSWORD, "192.0.2.1")
    assert door.wait("ani", "192.0.2.1") == 0


# -- the file of users ----------------------------------------------------------------------------------


def test_the_file_holds_hashes_and_only_its_owner_reads_it(tmp_path, users):
    write_users(tmp_path / "users.json", users[0])
    text = (tmp_path / "users.json").read_text()
    assert (tmp_path / "users.json").stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in text
    assert users[1].split(":")[1] not in text
    assert text.count("$argon2id$") == 3
    assert read_users(tmp_path / "users.json") == users[0]


# -- when we fail ---------------------------------------------------------------------------------------


def test_a_fault_of_ours_tells_neither_trace_nor_path(client, monkeypatch, caplog):
    def fails(*_, **__):
        raise ZeroDivisionError("/srv/secret/path.py")

    monkeypatch.setattr("jejak.web.pages.finding.found", fails)
    for path in ("/search?q=x", "/search.json?q=x"):
        answer = client.get(path)
        assert answer.status_code == 500
        for given_away in ("Traceback", "ZeroDivisionError", "secret", ".py"):
            assert given_away not in answer.text
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "secret" in caplog.text, "the log has it"
