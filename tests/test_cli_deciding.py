"""The commands by which people decide: what they print, through a pipe and on a terminal."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from builders import another_report, meeting_page, record_of, training_page
from jejak import deciding
from jejak.cli import app
from jejak.views.decisions import decisions
from jejak.views.record import Record
from jejak.views.review import doubt, question, queue, weight
from jejak.views.timeline import timeline


@pytest.fixture
def path(tmp_path):
    return record_of(
        tmp_path / "x.db",
        meeting_page("a.txt"),
        another_report("c.txt", "2020-03-06"),
        training_page("d.txt"),
    )


def run(path, *words, keys=None, by="Sari Contoh"):
    env = {"COLUMNS": "100", "JEJAK_RECORD": str(path), "JEJAK_BY": by}
    return CliRunner(env=env).invoke(app, words, input=keys)


def shown(path, kind="CONSULT"):
    rows = json.loads(run(path, "timeline", "--type", kind, "--with-rejected", "--json").stdout)
    return rows[0]


def taken(path):
    with Record(path) as record:
        return [(row.action, row.kind, row.who, row.state) for row in decisions(record)]


def test_rejecting_and_undoing_are_told(path):
    ident = shown(path)["id"]
    done = run(path, "reject", ident[:10], "--why", "salah baca")
    assert done.exit_code == 0
    assert "event, 2 claims: rejected by Sari Contoh" in done.stderr
    assert "already" in run(path, "reject", ident).stderr
    assert run(path, "timeline", "--type", "CONSULT").stdout == ""
    assert "rejected by Sari Contoh" in run(path, "timeline", "--with-rejected").stdout
    assert "undone by Sari Contoh" in run(path, "undo").stderr
    assert "Hanoi" in run(path, "timeline").stdout
    assert [row[0] for row in taken(path)] == ["reject", "undo"]


def test_a_correction_shows_in_tables_and_json(path):
    run(path, "correct", shown(path)["id"], "where=Hue", "--why", "rilis resmi", "--by", "Bima")
    table = " ".join(run(path, "timeline").stdout.split())
    assert "where corrected (was Hanoi) by Bima" in table
    assert "rilis resmi" in table
    (told,) = shown(path)["decided"]
    assert (told["field"], told["was"], told["value"], told["who"]) == ("where", "Hanoi", "Hue", "Bima")


def test_splitting_and_merging_by_command(path):
    assert run(path, "split", shown(path)["id"], "c.txt").exit_code == 0
    rows = json.loads(run(path, "timeline", "--type", "CONSULT", "--json").stdout)
    assert [row["reports"] for row in rows] == [1, 1]
    done = run(path, "merge", *(row["id"] for row in rows), "--json")
    assert json.loads(done.stdout)[0]["action"] == "merge"
    assert shown(path)["reports"] == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["accept", "ffffffff"], "nothing with the id"),
        (["correct", "ITEM", "when=besok"], "is no date"),
        (["split", "ITEM", "z.txt"], "no report"),
        (["undo"], "nothing that could be taken back"),
        (["undo", "abcd"], "no such decision"),
        (["review", "--kind", "song"], "no kind"),
        (["decisions", "import", "none.jsonl"], "can't read"),
        (["decisions", "export", "/none/x.jsonl"], "can't write"),
    ],
)
def test_what_can_not_be_decided_ends_with_status_2(path, words, told):
    ident = shown(path)["id"]
    done = run(path, *(ident if word == "ITEM" else word for word in words))
    assert done.exit_code == 2
    assert told in done.stderr
    assert taken(path) == []


def test_without_a_record_every_command_ends_with_status_3(tmp_path):
    none = tmp_path / "none.db"
    for words in (["accept", "abcdef"], ["decisions"], ["review"], ["undo"], ["decisions", "export", "-"]):
        assert run(none, *words).exit_code == 3
    assert not none.exists()


def test_decisions_are_listed_exported_and_imported(path, tmp_path):
    assert "Nobody has decided" in run(path, "decisions").stderr
    run(path, "reject", shown(path)["id"])
    assert "reject event" in run(path, "decisions").stdout
    assert "Every decision fits" in run(path, "decisions", "--stale").stderr
    (row,) = json.loads(run(path, "decisions", "--json").stdout)
    assert (row["state"], row["fitting"], row["claims"]) == ("in force", 2, 2)
    file = tmp_path / "d.jsonl"
    assert "1 decision written" in run(path, "decisions", "export", str(file)).stderr
    assert run(path, "decisions", "export", "-").stdout == file.read_text("utf-8")
    other = record_of(tmp_path / "other.db", training_page("d.txt"))
    told = run(other, "decisions", "import", str(file)).stderr
    assert "1 decision taken, 0 known already" in told
    assert "fits nothing in this record" in told
    assert "stale" in run(other, "decisions", "--stale").stdout
    again = run(other, "decisions", "import", "-", "--json", keys=file.read_text("utf-8"))
    assert json.loads(again.stdout) == {"taken": 0, "known": 1, "unfit": [row["id"]], "lost": []}


def test_a_hostile_dump_can_not_steer_the_terminal(path, tmp_path):
    line = {"at": "2026-01-01T00:00:00Z", "who": "\x1b[2Jx", "action": "reject", "kind": "event",
            "what": [{"id": "a", "quote": "\x1b[31m"}], "why": "\x07"}  # fmt: skip
    file = tmp_path / "d.jsonl"
    file.write_text(json.dumps(line), "utf-8")
    assert "\x1b" not in run(path, "decisions", "import", str(file)).stderr
    assert "\x1b" not in run(path, "decisions").stdout


# -- review ---------------------------------------------------------------------------------------------


def test_the_queue_puts_the_doubtful_with_many_reports_first():
    assert doubt(0.9, 0.6) == pytest.approx(0.4)
    assert weight(0.9, 0.6, 2) > weight(0.9, None, 2) > weight(0.9, None, 1)
    assert weight(1.0, None, 1) > 0


def test_the_queue_leaves_out_what_is_decided(path):
    with Record(path) as record:
        first = queue(record)
        assert len(first) == 3
        assert first[0] == ("event", timeline(record, types=["CONSULT"])[0].id)
        assert queue(record, kinds=["commitment"], parties=["Vietnam"], limit=1)[0][0] == "commitment"
    deciding.accept(path, [first[0][1]], by="Sari")
    with Record(path) as record:
        assert queue(record) == first[1:]


def test_a_question_shows_words_in_their_sentence_and_why(path):
    with Record(path) as record:
        asked = question(record, "event", queue(record)[0][1])
    first = asked.reports[0]
    assert first.sentence[first.start : first.end].startswith("Surya Atmaja bertemu")
    assert first.after.startswith("“Kami membahas")
    assert dict(asked.fields)["where"] == "Hanoi"
    assert asked.ties
    assert first.found_by == "by hand 1: test"


def test_review_takes_keys_from_a_pipe(path):
    done = run(path, "review", "--why", "ditinjau", keys="? x c where=Hue; mode=visit\nr a")
    assert done.exit_code == 0, done.output
    assert "3 decisions taken" in done.stdout
    assert {row[:3] for row in taken(path)} == {
        ("correct", "event", "Sari Contoh"), ("reject", "commitment", "Sari Contoh"), ("accept", "event", "Sari Contoh"),
    }  # fmt: skip
    assert "There is nothing to review" in run(path, "review", keys="").stdout


def test_statements_are_asked_about_where_they_are_wanted(path):
    with Record(path) as record:
        assert "statement" not in {kind for kind, _ in queue(record)}
        waiting = queue(record, kinds=["statement"])
        assert waiting == queue(record, kinds=["statement"], parties=["Indonesia"])
        assert queue(record, kinds=["statement"], parties=["Vietnam"]) == ()
        asked = question(record, *waiting[0])
    report = asked.reports[0]
    assert report.sentence[report.start : report.end].startswith("Kami membahas")
    assert dict(asked.fields)["represents"] == "IDN"
    assert (asked.ties, asked.neighbours) == ((), ())
    done = run(path, "review", "--kind", "statement", keys="m 123456\nr")
    assert done.exit_code == 0, done.output
    assert "holds nothing with the id" in done.stdout
    assert taken(path) == [("reject", "statement", "Sari Contoh", "in force")]
    with Record(path) as record:
        assert waiting[0] not in queue(record, kinds=["statement"])
    with Record(path, with_rejected=True) as record:
        assert queue(record, kinds=["statement"], second="Budi Contoh") == waiting[:1]
        assert queue(record, kinds=["statement"], second="Sari Contoh") == ()


def test_review_splits_merges_and_takes_back(path):
    done = run(path, "review", "--kind", "event", keys="s 2\nu q")
    assert done.exit_code == 0, done.output
    assert [row[::3] for row in taken(path)] == [("split", "undone"), ("undo", "in force")]
    run(path, "split", shown(path)["id"], "c.txt")
    run(path, "undo")
    assert shown(path)["reports"] == 2


def test_review_says_what_is_wrong_and_asks_again(path):
    done = run(path, "review", keys="u c shoes=red\ns nine\nm zzzzzz\nn q")
    assert done.exit_code == 0, done.output
    assert "nothing to take back" in done.stdout
    assert "these can be corrected" in done.stdout
    assert "2 of 3" in done.stdout
    assert taken(path) == []


def test_review_on_a_terminal_takes_single_keys_and_leaves_it_as_it_was(path):
    main, side = pty.openpty()
    env = os.environ | {
        "JEJAK_RECORD": str(path),
        "JEJAK_BY": "Sari Contoh",
        "TERM": "dumb",
        "COLUMNS": "100",
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "jejak", "review"],
        stdin=side,
        stdout=side,
        stderr=side,
        env=env,
        close_fds=True,
    )
    os.close(side)
    try:
        assert b"1 of 3" in _until(main, b"q quit")
        os.write(main, b"a")
        assert b"accepted by Sari Contoh" in _until(main, b"2 of 3")
        os.write(main, b"q")
        assert b"1 decision taken" in _until(main, b"taken")
        assert child.wait(30) == 0
    finally:
        child.kill()
        os.close(main)
    assert [row[0] for row in taken(path)] == ["accept"]


def _until(main, wanted, limit_s=60):
    text, end = b"", time.monotonic() + limit_s
    while wanted not in text and time.monotonic() < end:
        if not select.select([main], [], [], 1)[0]:
            continue
        try:
            text += os.read(main, 4096)
        except OSError:
            break
    assert wanted in text, text
    return text


def test_killed_while_deciding_leaves_the_decision_and_its_effect_or_neither(path):
    ident = shown(path)["id"]
    code = (
        "import os, sys; from jejak import assembly, deciding\n"
        "assembly._link_events = lambda *a: os.kill(os.getpid(), 9)\n"
        "deciding.reject(sys.argv[1], [sys.argv[2]], by='Sari')"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(path), ident], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert taken(path) == []
    assert shown(path)["reports"] == 2
    assert run(path, "reject", ident).exit_code == 0


def test_show_tells_who_set_what_right_and_why(path):
    row = shown(path)
    assert "decided" not in json.loads(run(path, "show", "c.txt", "--json").stdout)
    assert "Decided by people" not in run(path, "show", "c.txt").stdout
    run(path, "correct", row["id"], "where=Hue", "--why", "salah kota")
    text = " ".join(run(path, "show", "c.txt").stdout.split())
    assert "Decided by people" in text
    assert "where corrected to Hue (was Hanoi) by Sari" in text
    assert "salah kota" in text
    run(path, "reject", row["id"], "--why", "tidak terjadi")
    (found,) = json.loads(run(path, "show", "c.txt", "--json").stdout)["decided"]
    assert (found["kind"], found["exact"][:13]) == ("event", "Surya Atmaja ")
    assert [(d["action"], d["who"], d["why"]) for d in found["decided"]][-1] == (
        "reject",
        "Sari Contoh",
        "tidak terjadi",
    )
