"""A watch over feeds that grow: what is told, to whom, and that it is told once."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from aiohttp import web
from typer.testing import CliRunner

from builders import add, meeting_page
from jejak.cli import app
from jejak.errors import InputError
from jejak.sources.settings import FetchSettings
from jejak.store.writer import Writer
from jejak.watching import SIGNATURE, Watch, WatchSettings, Webhook, every, lines_of, message_of

MEETING = (
    "<p>JAKARTA - Menteri Luar Negeri Indonesia Surya Atmaja bertemu Menteri Luar Negeri Vietnam Tran Van Lam di"
    " Hanoi, Kamis (5/3/2020). Pertemuan berlangsung dua jam di gedung kementerian dan membahas keamanan laut.</p>"
    "<p>Indonesia berjanji akan melatih penjaga pantai Vietnam pada 2021. Janji itu disampaikan Surya"
    " seusai pertemuan, di hadapan para wartawan dari kedua negara.</p>"
)
VISIT = (
    "<p>MANILA - Presiden Filipina Ramon Cruz mengunjungi Malaysia pada Senin (1/6/2020). Ia bertemu Perdana Menteri"
    " Malaysia Aziz Rahman di Kuala Lumpur dan makan siang bersama rombongannya di istana.</p>"
    "<p>Kedua pemimpin menandatangani perjanjian perdagangan. Perjanjian itu berlaku sejak akhir tahun.</p>"
)


def html(body: str, title: str, day: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="id"><head><title>{title}</title><meta property="article:published_time"'
        f' content="{day}T10:00:00+07:00"></head><body><article><h1>{title}</h1>{body}</article></body></html>'
    )


@pytest.fixture
def feed(site):
    links: list[str] = []

    async def answer(_: web.Request) -> web.Response:
        items = "".join(f"<item><title>Berita</title><link>{link}</link></item>" for link in links)
        text = f'<rss version="2.0"><channel><title>Kabar</title>{items}</channel></rss>'
        return web.Response(text=text, content_type="application/rss+xml")

    site.routes["/feed.xml"] = answer
    return links


@pytest.fixture
def settings(site, hasty, tmp_path):
    return WatchSettings(
        tmp_path / "x.db", (site.url("/feed.xml"),), tmp_path / "state", sources=hasty, jobs=0,
        today=date(2020, 12, 1),
    )  # fmt: skip


def polled(settings, **fields):
    watch = Watch(settings, **fields)
    found = watch.poll()
    watch.told()
    return found


def kinds(found):
    return [event.type for event in found.changes.events], [
        (row.was, row.commitment.status) for row in found.changes.moved
    ]


def test_what_is_new_is_told_once(site, feed, settings):
    feed.append(site.gives("/a", html(MEETING, "Pertemuan", "2020-03-05")))
    first = polled(settings)
    assert (first.counts.read, first.is_news) == (1, True)
    assert "CONSULT" in kinds(first)[0]
    assert (None, "pledged") in kinds(first)[1]
    again = polled(settings)
    assert (again.counts.pages, again.is_news) == (0, False)
    feed.append(site.gives("/b", html(VISIT, "Kunjungan", "2020-06-01")))
    second = polled(settings)
    assert second.counts.read == 1
    assert kinds(second)[0] != []
    assert {code for event in second.changes.events for code in event.actors + event.recipients} <= {
        "PHL",
        "MYS",
    }


def test_another_report_of_what_is_known_is_no_new_event(settings):
    record_with(settings.record, meeting_page("a.txt"))
    Watch(settings).told()
    record_with(settings.record, meeting_page("b.txt", "2020-03-06", publisher="Warta Contoh"))
    assert kinds(polled(settings)) == ([], [])


def record_with(path, *pages):
    with Writer(path) as writer:
        writer.begin_run(["berita"])
        for page in pages:
            add(writer, page)


def test_what_another_program_read_meanwhile_is_told_too(settings):
    polled(settings)
    record_with(settings.record, meeting_page("a.txt"))
    assert kinds(polled(settings)) == (["CONSULT"], [(None, "pledged")])


def test_a_promise_that_becomes_overdue_is_told_on_the_day(settings):
    record_with(settings.record, meeting_page("a.txt"))
    polled(replace(settings, today=date(2021, 12, 31)))
    late = replace(settings, today=date(2022, 1, 1))
    assert kinds(polled(late)) == ([], [("pledged", "overdue")])
    assert kinds(polled(late)) == ([], [])


def test_what_was_not_told_is_told_after_a_restart(site, feed, settings):
    feed.append(site.gives("/a", html(MEETING, "Pertemuan", "2020-03-05")))
    Watch(settings).poll()  # and dies before it has told anybody
    again = polled(settings)
    assert (again.counts.read, "CONSULT" in kinds(again)[0]) == (0, True)
    assert not polled(settings).is_news


def test_a_feed_that_is_down_is_told_and_asked_later(site, settings):
    now = [datetime(2026, 11, 25, tzinfo=UTC)]
    found = polled(settings, now=lambda: now[0])
    assert (found.asked, list(found.troubles)) == (1, [site.url("/feed.xml")])
    now[0] += timedelta(minutes=29)
    assert polled(settings, now=lambda: now[0]).asked == 0
    now[0] += timedelta(minutes=1)
    assert polled(settings, now=lambda: now[0]).asked == 1


@pytest.mark.parametrize("text", ["", "[]", '{"jejak watch": 9}', '{"jejak watch": 1}', "\x00"])
def test_a_state_that_is_none_is_told(settings, text):
    settings.state.write_text(text)
    with pytest.raises(InputError, match="no state of a watch"):
        Watch(settings)


@pytest.mark.parametrize("feed", ["ftp://contoh.example/a", "kabar", "http://a:b@contoh.example/"])
def test_a_feed_that_cannot_be_asked_is_told_at_once(settings, feed):
    with pytest.raises(InputError):
        Watch(replace(settings, feeds=(feed,)))
    assert not settings.state.exists()


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("15m", 900), ("2h", 7200), ("1d", 86400)])
def test_times_between_polls(text, seconds):
    assert every(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "m", "0m", "15", "-1m", "1.5h", "15 min"])
def test_what_is_no_time_is_told(text):
    with pytest.raises(InputError, match="15m"):
        every(text)


# -- the webhook --------------------------------------------------------------------------------------


@pytest.fixture
def receiver(site):
    """An address that takes messages; `answers` are the statuses it gives, 200 after the last."""

    class Receiver:
        def __init__(self):
            self.answers: list[int] = []
            self.bodies: list[bytes] = []
            self.headers: list[dict[str, str]] = []
            self.url = site.url("/hook")
            site.routes["/hook"] = self.answer

        async def answer(self, request: web.Request) -> web.Response:
            self.bodies.append(await request.read())
            self.headers.append(dict(request.headers))
            status = self.answers.pop(0) if self.answers else 200
            headers = {"Location": site.url("/elsewhere")} if status in (301, 302, 307) else {}
            return web.Response(status=status, headers=headers)

    return Receiver()


def news(settings):
    watch = Watch(settings)
    record_with(settings.record, meeting_page("a.txt"))
    return watch.poll()


def hook(receiver, **fields):
    return Webhook(receiver.url, pause_s=0.0, **fields)


def test_a_message_is_signed_and_has_the_words(settings, receiver):
    watch = Watch(settings)
    record_with(settings.record, meeting_page("a.txt"))
    assert watch.deliver(hook(receiver, secret=b"kunci"), watch.poll())
    (body,), (headers,) = receiver.bodies, receiver.headers
    assert headers[SIGNATURE] == "sha256=" + hmac.new(b"kunci", body, hashlib.sha256).hexdigest()
    assert headers["Content-Type"] == "application/json"
    told = json.loads(body)
    assert headers["X-Jejak-Id"] == told["id"]
    (event,) = told["events"]
    assert event["evidence"][0]["exact"].startswith("Surya Atmaja bertemu")
    assert [(c["was"], c["now"]) for c in told["commitments"]] == [(None, "pledged")]


def test_without_a_secret_nothing_is_signed_and_without_news_nothing_is_sent(settings, receiver):
    watch = Watch(settings)
    assert watch.deliver(hook(receiver), watch.poll())
    assert receiver.bodies == []
    record_with(settings.record, meeting_page("a.txt"))
    watch.deliver(hook(receiver), watch.poll())
    assert SIGNATURE not in receiver.headers[0]


@pytest.mark.parametrize(
    ("answers", "taken", "sent"),
    [([], True, 1), ([500, 503], True, 3), ([429], True, 2), ([500] * 9, False, 3), ([404], False, 1),
     ([307], False, 1)],
)  # fmt: skip
def test_what_can_be_tried_again_is_tried_again_but_not_for_ever(receiver, answers, taken, sent):
    receiver.answers = answers
    assert hook(receiver).send({"id": "x"}) is taken
    assert len(receiver.bodies) == sent


def test_no_redirect_is_followed(site, receiver):
    site.gives("/elsewhere")
    receiver.answers = [302]
    assert not hook(receiver).send({"id": "x"})
    assert "/elsewhere" not in site.paths()


def test_a_webhook_that_cannot_be_reached_is_no_failure():
    assert not Webhook("http://127.0.0.1:9/", tries=1).send({"id": "x"})


def test_only_web_addresses_are_sent_to():
    with pytest.raises(InputError):
        Webhook("file:///etc/passwd")


def test_what_was_not_taken_is_sent_with_the_next_poll(settings, receiver):
    receiver.answers = [500] * 3
    watch = Watch(settings)
    record_with(settings.record, meeting_page("a.txt"))
    assert not watch.deliver(hook(receiver), watch.poll())
    watch.told()
    later = Watch(settings)
    assert later.deliver(hook(receiver), later.poll())
    later.told()
    assert len({json.loads(body)["id"] for body in receiver.bodies}) == 1
    assert Watch(settings).deliver(hook(receiver), Watch(settings).poll())
    assert len(receiver.bodies) == 4


def test_a_message_counts_what_it_leaves_out(settings, monkeypatch):
    monkeypatch.setattr("jejak.watching.messages.MOST_TOLD", 0)
    told = message_of(news(settings))
    assert (told["events"], told["commitments"], told["left_out"]) == ([], [], 2)


def test_lines_end_with_the_poll(settings):
    found = [line["kind"] for line in lines_of(news(settings))]
    assert found == ["event", "commitment", "poll"]


# -- the command --------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def hasty_commands(monkeypatch):
    """Commands make no pause between two requests to the same host."""
    monkeypatch.setattr("jejak.sources.settings.FetchSettings", partial(FetchSettings, delay_s=0.0))


def run(settings, *options):
    return CliRunner().invoke(
        app, ["watch", *settings.feeds, "--once", "--allow-private", "--record", str(settings.record), *options]
    )  # fmt: skip


def test_the_command_tells_and_remembers_beside_the_record(feed, settings, tmp_path):
    record_with(settings.record, meeting_page("a.txt"))
    assert "nothing new" in run(settings).stdout
    assert (tmp_path / "x.db.watch").exists()
    record_with(settings.record, meeting_page("b.txt", "2019-05-06", lead="Setahun sebelumnya. "))
    told = run(settings, "--json")
    assert [json.loads(line)["kind"] for line in told.stdout.splitlines()][-1] == "poll"


def test_the_command_shows_events_and_promises(feed, settings):
    run(settings)
    record_with(settings.record, meeting_page("a.txt"))
    told = run(settings).stdout
    assert "1 new event, 1 commitment made or moved on" in told
    assert "CONSULT" in told
    assert "melatih penjaga pantai Vietnam" in told


def test_the_command_writes_the_feed_of_the_record(feed, settings, tmp_path):
    record_with(settings.record, meeting_page("a.txt"))
    assert run(settings, "--atom", str(tmp_path / "feed.atom")).exit_code == 0
    assert b"<feed" in (tmp_path / "feed.atom").read_bytes()


def test_the_command_takes_the_secret_from_the_environment(feed, settings, receiver, monkeypatch):
    monkeypatch.setenv("JEJAK_WEBHOOK_SECRET", "kunci")
    run(settings, "--webhook", receiver.url)
    record_with(settings.record, meeting_page("a.txt"))
    run(settings, "--webhook", receiver.url)
    assert receiver.headers[0][SIGNATURE].startswith("sha256=")


def test_an_empty_feed_is_told_and_is_no_page(site, feed, settings):
    told = polled(settings)
    assert (told.failed, told.counts.pages) == (0, 0)
    assert "no entries" in told.troubles[site.url("/feed.xml")]


def test_the_command_ends_with_4_where_every_feed_fails(site, settings):
    told = run(replace(settings, feeds=(site.url("/gone.xml"),)))
    assert told.exit_code == 4
    assert "404" in told.stderr
