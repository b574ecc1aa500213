"""`jejak evaluate`: what goes in, what comes out, and what is told of bad input."""

import json
import re
from datetime import date

import pytest
from typer.testing import CliRunner

from coding import event, person, row
from jejak.cli import app

TEXT = (
    "HANOI - Menteri Luar Negeri Surya Atmaja bertemu Menteri Luar Negeri Vietnam di Hanoi, Kamis (5/3/2020).\n"
    "Indonesia dan Vietnam sepakat memperluas kerja sama kelautan, kata Surya Atmaja dalam jumpa pers bersama.\n"
    "Pertemuan itu berlangsung hangat dan membahas perdagangan kedua negara selama beberapa jam."
)
MEETING = event(
    evidence="Surya Atmaja bertemu Menteri Luar Negeri Vietnam di Hanoi", when="2020-03-05", where="Hanoi"
)
GOLD = [
    row("laut", published="2020-03-05", actors=[person("Surya Atmaja")], events=[MEETING]),
    row("bola", published="2020-03-06", actors=[], events=[]),
]
SPORT = (
    "Tim bola voli putri kampung Melati menang tiga set langsung dalam laga yang digelar di lapangan kecamatan.\n"
    "Pelatih tim mengaku puas dengan permainan anak asuhnya sepanjang pertandingan yang disaksikan ratusan warga.\n"
    "Laga berikutnya akan digelar pekan depan di tempat yang sama."
)
PAGES = [
    {"id": "laut", "title": "Menlu bertemu", "date": "2020-03-05", "body": TEXT},
    {"id": "bola", "title": "Voli kampung", "date": "2020-03-06", "body": SPORT},
    {"id": "lain", "title": "Lain", "date": "2020-03-06", "body": SPORT},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("evaluate")
    for name, rows in (("gold", GOLD), ("pages", PAGES), ("other", PAGES[2:])):
        (path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    twice = [PAGES[0], PAGES[0] | {"body": SPORT}]
    (path / "twice.jsonl").write_text("\n".join(map(json.dumps, twice)), "utf-8")
    (path / "empty.jsonl").write_text(json.dumps({"id": "laut", "body": ""}), "utf-8")
    (path / "bad.jsonl").write_text('{"doc": "laut", "events": [{"type": "MEET"}]}', "utf-8")
    wrong = row("laut", dateline="Hue", actors=[person("Rani Puspita")], events=[MEETING | {"type": "AID"}])
    (path / "other_coding.jsonl").write_text(json.dumps(wrong), "utf-8")
    found = run("code", path / "pages.jsonl", "--jobs", "1")
    (path / "found.jsonl").write_text(found.stdout, "utf-8")
    return path


def run(*words, columns=100):
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(app, [str(word) for word in words])


def evaluated(folder, *words, gold="gold", **options):
    return run("evaluate", folder / f"{gold}.jsonl", "--found", folder / "found.jsonl", *words, **options)


def told(done):
    return " ".join(re.sub("[│╭╮╰╯─]", " ", done.stderr).split())


def test_pages_and_what_was_printed_of_them_get_the_same_figures(folder):
    pages = run("evaluate", folder / "gold.jsonl", folder / "pages.jsonl", "--jobs", "1", "--json")
    assert pages.exit_code == 0
    assert json.loads(pages.stdout) == json.loads(evaluated(folder, "--json").stdout)


def test_json_names_set_day_version_and_what_is_not_coded(folder):
    found = json.loads(evaluated(folder, "--json").stdout)
    assert found["set"] == "gold"
    assert date.fromisoformat(found["date"])
    assert found["articles"] == 2
    assert (found["missing"], found["uncoded"], found["rejected"]) == ([], ["lain"], [])
    assert found["figures"]["people"]["gold"] == 1
    assert found["without_events"]["articles"] == 1
    assert "times" not in found["figures"]


@pytest.mark.parametrize("columns", [80, 120])
def test_tables_fit_the_screen(folder, columns):
    done = evaluated(folder, "--by-type", "--faults", "all", columns=columns)
    assert done.exit_code == 0
    assert max(len(line) for line in done.stdout.splitlines()) <= columns


def test_tables_name_fields_types_and_size(folder):
    shown = evaluated(folder, "--by-type", "--set", "laut dan bola").stdout
    for words in ("people+party", "published", "CONSULT", "laut dan bola: 2 articles.", "coded (rows)"):
        assert words in shown


def test_what_is_not_coded_is_told_on_the_side(folder):
    assert "1 page is not coded, and left out: lain" in told(evaluated(folder))


def test_faults_are_listed_with_words_and_offsets(folder, tmp_path):
    wrong = MEETING | {"type": "AID", "where": "Hue"}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row("laut", events=[wrong])), "utf-8")
    done = run(
        "evaluate",
        tmp_path / "gold.jsonl",
        "--found",
        folder / "found.jsonl",
        "--faults",
        "events",
        columns=160,
    )
    assert "coded: AID IDN, VNM; occurred; 2020-03-05; Hue" in " ".join(done.stdout.split())
    again = run(
        "evaluate", tmp_path / "gold.jsonl", "--found", folder / "found.jsonl", "--faults", "events", "--json"
    )
    missed = next(f for f in json.loads(again.stdout)["faults"] if f["coded"])
    text = json.loads((folder / "found.jsonl").read_text("utf-8").splitlines()[0])["article"]["text"]
    assert text[missed["start"] : missed["end"]] == MEETING["evidence"]


@pytest.mark.parametrize("words", [["--faults"], ["--faults", "--json"], ["--faults", "all", "--json"]])
def test_faults_in_all_fields_are_asked_for_without_a_field(folder, words):
    done = evaluated(folder, *words, gold="other_coding")
    assert done.exit_code == 0
    assert all(field in done.stdout for field in ("people", "events", "dateline"))


def test_no_fault_is_said_on_the_side(folder):
    done = evaluated(folder, "--faults", "published")
    assert "There is no such fault." in told(done)


def test_a_coded_article_that_is_not_there_counts_as_missed_and_is_named(folder, tmp_path):
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, [*GOLD, row("hilang", events=[MEETING])])))
    done = run("evaluate", tmp_path / "gold.jsonl", "--found", folder / "found.jsonl", "--json")
    assert json.loads(done.stdout)["missing"] == ["hilang"]
    assert "1 coded article is missing, all in it missed: hilang" in told(done)
    assert done.exit_code == 0


def test_figures_are_written_into_a_document_and_take_the_place_of_older_ones(folder, tmp_path):
    path = tmp_path / "laporan.md"
    path.write_text("# Laporan\n", "utf-8")
    for _ in range(2):
        assert evaluated(folder, "--write", path, "--set", "laut").exit_code == 0
    text = path.read_text("utf-8")
    assert text.startswith("# Laporan\n\n<!-- figures of laut:")
    assert text.count("**laut**: 2 articles") == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["gold.jsonl"], "give the pages that are coded, or --found"),
        (["gold.jsonl", "pages.jsonl", "--found", "found.jsonl"], "give the pages that are coded, or --found"),
        (["none.jsonl", "pages.jsonl"], "can't be read: No such file"),
        (["gold.jsonl", "pages.jsonl", "--lexicon", "none"], "there is no file or folder none"),
        (["bad.jsonl", "pages.jsonl"], "line 1 ('laut'): events[0].type is 'MEET'"),
        (["gold.jsonl", "other.jsonl"], "none of the coded articles is in the input: coded is laut, bola; the input has lain"),
        (["gold.jsonl", "twice.jsonl"], "two pages of the input are called 'laut'"),
        (["gold.jsonl", "--found", "pages.jsonl"], "line 1: doc is lacking"),
        (["gold.jsonl", "--found", "found.jsonl", "--faults", "mood"], "there is no field 'mood'; the fields are all, people"),
        (["gold.jsonl", "--found", "found.jsonl", "--set", "<x>", "--write", "x.md"], "a set can't be called '<x>'"),
        (["gold.jsonl", "--found", "found.jsonl", "--write", "none/x.md"], "can't write the figures into"),
    ],
)  # fmt: skip
def test_what_cannot_be_evaluated_is_told_with_status_2(folder, monkeypatch, words, why):
    monkeypatch.chdir(folder)
    done = run("evaluate", *words, "--jobs", "1")
    assert (done.exit_code, done.stdout) == (2, "")
    assert why in told(done)


def test_where_every_coded_page_is_rejected_the_status_is_4(folder):
    done = run("evaluate", folder / "gold.jsonl", folder / "empty.jsonl", "--jobs", "1")
    assert (done.exit_code, done.stdout) == (4, "")
    assert "rejected laut" in told(done)
