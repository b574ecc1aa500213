import json
import os
import re
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from builders import article, findings, meeting_page, record_of, state, training_page
from jejak import pipeline
from jejak.cli import app
from jejak.cli.progress import estimated_pages
from jejak.model import Rejection
from jejak.store.writer import Writer
from jejak.views.dates import spoken

COMMANDS = [
    "read",
    "code",
    "evaluate",
    "show",
    "timeline",
    "statements",
    "commitments",
    "people",
    "search",
    "sources",
    "rejections",
    "stats",
]
ASKING = {
    "show": ["a.txt"], "timeline": [], "statements": [], "commitments": [], "people": [], "search": ["laut"],
    "sources": [], "rejections": [], "stats": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = record_of(tmp_path_factory.mktemp("cli") / "x.db", meeting_page("a.txt"), training_page("b.txt"))
    with Writer(path) as writer, writer.page():
        writer.note_rejection(Rejection("rusak.html", "/berita/rusak.html", "not-text", "bukan teks"), None)
    return path


@pytest.fixture
def run(record):
    def running(*words, at=record, columns=100):
        extra = ["--record", str(at)] if words[0] in ASKING or words[0] == "read" else []
        return CliRunner(env={"COLUMNS": str(columns)}).invoke(app, [*words, *extra])

    return running


def test_help_names_every_command():
    done = CliRunner(env={"COLUMNS": "100"}).invoke(app, ["--help"])
    assert done.exit_code == 0
    assert all(re.search(rf"\b{name}\b", done.output) for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(name):
    done = CliRunner(env={"COLUMNS": "100"}).invoke(app, [name, "--help"])
    assert done.exit_code == 0
    assert "--help" in done.output


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(("name", "words"), ASKING.items())
def test_every_answer_fits_the_screen(run, name, words, columns):
    done = run(name, *words, columns=columns)
    assert done.exit_code == 0
    assert done.stdout.strip()
    assert max(len(line) for line in done.stdout.splitlines()) <= columns


@pytest.mark.parametrize(("name", "words"), ASKING.items())
def test_every_answer_can_be_had_as_json(run, name, words):
    done = run(name, *words, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)


@pytest.mark.parametrize(("name", "words"), ASKING.items())
def test_a_record_that_is_not_there_is_told_and_not_made(run, tmp_path, name, words):
    done = run(name, *words, at=tmp_path / "none.db")
    assert done.exit_code == 3
    assert "no record at" in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_record_is_told(run, tmp_path):
    (tmp_path / "x.db").write_text("catatan biasa, bukan rekaman")
    done = run("timeline", at=tmp_path / "x.db")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "not a jejak record" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["timeline", "--party", "Atlantis"], "no party is called 'Atlantis'"),
        (["timeline", "--type", "MEET"], "no event type 'MEET'"),
        (["timeline", "--since", "kemarin"], "--since 'kemarin' is no date"),
        (["commitments", "--status", "done"], "no status 'done'"),
        (["commitments", "--as-of", "x"], "--as-of 'x' is no date"),
        (["show", "zzz"], "no document 'zzz'"),
        (["statements", "--by", "Bambang"], "nobody called 'Bambang'"),
        (["timeline", "--limit", "0"], "Invalid value for '--limit'"),
    ],
)
def test_what_cannot_be_asked_is_told_with_status_2(run, words, told):
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in " ".join(re.sub("[│╭╮╰╯─]", " ", done.stderr).split())


def test_an_answer_without_rows_is_said_on_the_side(run):
    done = run("timeline", "--since", "2030")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No such event" in done.stderr
    assert json.loads(run("timeline", "--since", "2030", "--json").stdout) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["timeline", "--context", "military"], 1), (["timeline", "--status", "occurred"], 1),
        (["timeline", "--context", "military", "--context", "diplomatic"], 2),
        (["statements", "--about", "keamanan"], 1), (["statements", "--about", "beras"], 0),
        (["commitments", "--context", "military"], 1), (["commitments", "--context", "cyber"], 0),
        (["people", "--party", "Vietnam"], 1),
    ],
)  # fmt: skip
def test_answers_are_narrowed_by_what_they_are_about(run, words, found):
    assert len(json.loads(run(*words, "--json").stdout)) == found


def test_a_limit_says_that_there_is_more(run):
    done = run("timeline", "--limit", "1")
    assert "Only 1 are shown" in done.stderr


def test_the_timeline_shows_who_when_where_and_which_words(run):
    shown = run("timeline", "--party", "Vietnam", "--party", "IDN", "--type", "CONSULT", columns=120).stdout
    for told in (
        "5 Mar 2020",
        "CONSULT",
        "IDN, VNM",
        "Hanoi",
        "Surya Atmaja bertemu",
        "Harian Contoh",
        "a.txt",
    ):
        assert told in shown


def test_commitments_show_how_they_were_moved_on(run):
    shown = run("commitments", columns=120).stdout
    assert "under way" in shown
    assert "pledged 2020 → under way 2021" in shown
    assert "1 Jun 2021: recurring: Indonesia setiap tahun menggelar kursus" in shown


EVIL = "\x1b[2J\x1b]0;dicuri\x07\u202eterbalik [bold red]tebal[/] :smile: \x9b31m"


def test_text_of_a_page_can_neither_steer_the_terminal_nor_be_markup(tmp_path, run):
    page = article(
        "jahat.txt", f"Indonesia {EVIL} menjamu tamu.", title=EVIL, publisher=EVIL, url=f"https://x/{EVIL}"
    )
    path = record_of(tmp_path / "x.db", findings(page, actors=(state(page, "IDN", "Indonesia"),)))
    for words in (["show", "jahat.txt"], ["search", "menjamu"], ["sources"], ["show", "jahat.txt", "--json"]):
        shown = run(*words, at=path).stdout
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
        assert "[bold red]" in shown
        assert ":smile:" in shown


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2016-05-19/2016-05-20", "19–20 May 2016"), ("2018-11-30", "30 Nov 2018"),
        ("2018-11-1X", "mid Nov 2018"), ("2018-11-0X", "early Nov 2018"), ("2018-10", "Oct 2018"),
        ("2018", "2018"), ("1996/..", "since 1996"), ("../2025", "until 2025"), ("2016/2020", "2016–2020"),
        ("2018-23", "autumn 2018"), ("XXXX", "every year"),
        ("XXXX-23", "every autumn"), ("2010~", "about 2010"), ("2010?", "perhaps 2010"), (None, ""),
        ("2018-11-28/2018-12-02", "28 Nov – 2 Dec 2018"),
        ("2018-12-30/2019-01-02", "30 Dec 2018 – 2 Jan 2019"),
        ("2018-01/2018-03", "Jan–Mar 2018"), ("2021-12-07T20:33:00+07:00", "7 Dec 2021"), ("197X", "1970s"),
        ("XXXX-12", "every Dec"), ("XXXX-12-08", "every 8 Dec"),
    ],
)  # fmt: skip
def test_dates_are_said_in_words(edtf, words):
    assert spoken(edtf) == words


def test_pages_are_counted_before_they_are_read(tmp_path):
    (tmp_path / "a.txt").write_text("isi")
    (tmp_path / "b.jsonl").write_text("{}\n{}\n{}\n")
    assert estimated_pages([str(tmp_path)]) == 4
    assert estimated_pages([str(tmp_path), "https://contoh.id/feed"]) is None


@pytest.fixture
def simple_reader(monkeypatch):
    from test_pipeline import read_simply

    def reading(record, inputs, *, jobs, **options):
        return run_alone(record, inputs, **options)

    run_alone = pipeline.read_into
    monkeypatch.setattr(pipeline, "read_page", read_simply)
    monkeypatch.setattr(pipeline, "_load_reader", lambda lexicon: None)
    monkeypatch.setattr(pipeline, "read_into", reading)


def test_reading_says_what_it_did(simple_reader, run, tmp_path):
    (tmp_path / "a.txt").write_text("Indonesia menjamu Vietnam.")
    (tmp_path / "b.txt").write_text("kosong")
    done = run("read", str(tmp_path), at=tmp_path / "x.db")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "1 page read into" in done.stderr
    assert "b.txt: there is no article" in done.stderr
    done = run("read", str(tmp_path / "a.txt"), "--json", at=tmp_path / "x.db")
    assert json.loads(done.stdout) == {"read": 0, "known": 1, "rejected": 0, "record": str(tmp_path / "x.db")}


def test_reading_nothing_but_rejected_pages_is_status_4(simple_reader, run, tmp_path):
    (tmp_path / "b.txt").write_text("kosong")
    assert run("read", str(tmp_path / "b.txt"), at=tmp_path / "x.db").exit_code == 4


def test_a_map_that_cannot_be_read_is_told(run, tmp_path):
    done = run("read", str(tmp_path), "--map", "body", at=tmp_path / "x.db")
    assert done.exit_code == 2
    assert "OURS=THEIRS" in done.stderr
    assert not (tmp_path / "x.db").exists()


def test_an_input_that_is_not_there_is_told_and_no_record_is_made(run, tmp_path):
    done = run("read", str(tmp_path / "hilang"), at=tmp_path / "x.db")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "hilang' can't be read" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_asking_loads_neither_the_reader_nor_the_sources(record):
    ask = (
        "import sys; from jejak.cli import app; app(sys.argv[1:], standalone_mode=False);"
        "heavy = {'spacy', 'trafilatura', 'aiohttp', 'lxml', 'numpy', 'htmldate'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    for name, words in ASKING.items():
        done = subprocess.run(
            [sys.executable, "-c", ask, name, *words, "--record", str(record)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_a_closed_pipe_ends_the_answer_quietly(record):
    command = (
        f"{sys.executable} -c 'from jejak.cli import main; main()' timeline --json --record {record} | true"
    )
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_interrupted_read_says_that_pages_are_kept(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(400):
        (pages / f"{n:03}.txt").write_text(
            f"Jakarta - Indonesia menjamu Vietnam pada Kamis (5/3/2020). Laporan {n}.\n"
            f"Kedua negara membahas perdagangan dan jalur laut, kata juru bicara {n}.\n"
            f"Pertemuan berikutnya akan digelar di Hanoi pada April, tambahnya ({n}).\n"
        )
    start = [
        sys.executable,
        "-c",
        "from jejak.cli import main; main()",
        "read",
        str(pages),
        "--jobs",
        "1",
        "--record",
    ]
    path = tmp_path / "x.db"
    process = subprocess.Popen([*start, str(path)], stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline and process.poll() is None and not _documents(path):
        time.sleep(0.05)
    process.send_signal(2)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130, told
    assert "pages are kept, and the same command goes on from there" in told
    assert _documents(path) > 0


def _documents(path) -> int:
    import sqlite3

    if not path.exists():
        return 0
    with sqlite3.connect(path) as db:
        try:
            count = db.execute("SELECT count(*) FROM documents").fetchone()[0]
        except sqlite3.OperationalError:
            count = 0
    db.close()
    return count


def test_the_record_can_be_named_by_the_environment(record):
    done = CliRunner(env={"JEJAK_RECORD": str(record)}).invoke(app, ["stats", "--json"])
    assert json.loads(done.stdout)["documents"] == 2
    assert os.environ.get("JEJAK_RECORD") is None
