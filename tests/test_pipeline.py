import errno
import json

import pytest

from builders import article, event, findings, state
from jejak import pipeline
from jejak.errors import NoArticle
from jejak.model import Capture, Findings, Hints, Rejection
from jejak.views.overview import document, rejections, stats
from jejak.views.record import Record
from jejak.views.search import search
from jejak.views.timeline import timeline

NEWS = "Indonesia menjamu Vietnam di Jakarta."


def read_simply(capture, reader, *, gated=False):
    """A reader for these tests: the body is the article; some words stand for what can go wrong."""
    text = capture.body.decode()
    faults = {
        "kosong": NoArticle("there is no article"),
        "dalam": RecursionError(),
        "besar": MemoryError(),
        "salah": ValueError("oops"),
        "penuh": OSError(errno.ENOSPC, "No space left on device"),
    }
    if text in faults:
        raise faults[text]
    page = article(capture.doc, text)
    if gated and "hutan" in text:
        return findings(page, gated=True)
    who = (state(page, "IDN", "Indonesia"), state(page, "VNM", "Vietnam"))
    return findings(page, actors=who, events=(event(page, text),))


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Reads texts, given by name, into a record with the simple reader; gives the counts."""
    monkeypatch.setattr(pipeline, "read_page", read_simply)
    monkeypatch.setattr(pipeline, "_load_reader", lambda lexicon: None)

    def reading(**texts):
        options = {name: texts.pop(name) for name in ("again", "gated", "on_page") if name in texts}
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text)
        return pipeline.read_into(tmp_path / "x.db", [str(folder)], **options)

    return reading


@pytest.fixture
def asked(tmp_path):
    def ask(question):
        with Record(tmp_path / "x.db") as record:
            return question(record)

    return ask


def test_pages_are_read_into_the_record(read, asked):
    assert read(a=NEWS, b=NEWS + " Lagi.") == pipeline.ReadCounts(read=2)
    assert asked(stats)["documents"] == 2


def test_reading_again_changes_no_byte_of_the_record(read, tmp_path):
    read(a=NEWS)
    before = (tmp_path / "x.db").read_bytes()
    assert read(a=NEWS) == pipeline.ReadCounts(known=1)
    assert (tmp_path / "x.db").read_bytes() == before


def test_only_what_is_new_is_read(read):
    read(a=NEWS)
    assert read(b=NEWS + " Lagi.") == pipeline.ReadCounts(read=1, known=1)


def test_a_changed_page_is_read(read, asked):
    read(a=NEWS)
    assert read(a=NEWS + " Diperbarui.").read == 1


def test_pages_are_read_anew_when_asked(read, asked):
    read(a=NEWS)
    assert read(a=NEWS, again=True).read == 1
    assert len(asked(timeline)) == 1


def test_pages_are_read_anew_by_a_newer_version(read, monkeypatch):
    read(a=NEWS)
    monkeypatch.setattr(pipeline, "versions", lambda lexicon=None, **_: '{"jejak": "99"}')
    assert read(a=NEWS).read == 1


def test_a_page_that_cannot_be_read_is_rejected_and_the_rest_goes_on(read, asked):
    counts = read(a="kosong", b=NEWS, c="dalam", d="besar", e="salah", f="penuh")
    assert counts == pipeline.ReadCounts(read=1, rejected=5)
    told = {r.doc: (r.reason, r.message) for r in asked(rejections)}
    assert told["a.txt"] == ("no-article", "there is no article")
    assert told["c.txt"] == ("too-large", "the page is nested too deep")
    assert told["d.txt"] == ("too-large", "the page is too large for the memory")
    assert told["f.txt"] == ("failed", "the machine would not let the page be read: No space left on device")
    assert told["e.txt"][0] == "failed"
    assert "ValueError: oops, in test_pipeline.py, line " in told["e.txt"][1]


def test_a_rejected_page_is_known_but_one_that_was_given_up_is_tried_again(read):
    read(a="kosong", b="salah")
    assert read() == pipeline.ReadCounts(known=1, rejected=1)


def test_the_listener_hears_of_every_page(read):
    heard = []
    read(
        a="kosong",
        b=NEWS,
        on_page=lambda counts, rejection: heard.append((counts.pages, rejection and rejection.reason)),
    )
    assert heard == [(1, "no-article"), (2, None)]


def test_one_page_named_twice_is_read_once(read, tmp_path):
    read(a=NEWS)
    folder = str(tmp_path / "pages")
    counts = pipeline.read_into(tmp_path / "y.db", [folder, folder])
    assert counts == pipeline.ReadCounts(read=1, known=1)


def test_an_interrupted_run_keeps_its_pages_and_goes_on(read, asked, monkeypatch):
    monkeypatch.setattr(pipeline, "TOGETHER", 1)

    def stop(counts, rejection):
        if counts.read == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(a=NEWS, b=NEWS + " Dua.", c=NEWS + " Tiga.", on_page=stop)
    assert asked(stats)["documents"] == 2
    assert read() == pipeline.ReadCounts(read=1, known=2)


def test_what_was_read_when_a_run_is_interrupted_is_kept(read, asked, monkeypatch):
    def stopped(setup, items, jobs):
        yield from (setup()(item) for item in list(items)[:3])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "_in_workers", stopped)
        with pytest.raises(KeyboardInterrupt):
            read(**{name: f"{NEWS} {name}." for name in "abcd"})
    assert asked(stats)["documents"] == 3
    assert read() == pipeline.ReadCounts(read=1, known=3)


def test_pages_that_come_quickly_are_committed_together(read, monkeypatch):
    monkeypatch.setattr(pipeline, "SLOW_S", 60.0)
    monkeypatch.setattr(pipeline, "WAIT_S", 60.0)
    committed = []
    together = pipeline.Writer.together
    monkeypatch.setattr(pipeline.Writer, "together", lambda w: committed.append(1) or together(w))
    read(**{f"p{n:02}": f"{NEWS} Nomor {n}." for n in range(33)})
    assert len(committed) == 3  # the first at once, then twice sixteen


def test_a_page_that_the_gate_turns_away_is_kept_and_can_be_searched(read, asked):
    assert read(a=NEWS, b=NEWS + " Kebakaran hutan.", gated=True) == pipeline.ReadCounts(read=2)
    assert len(asked(timeline)) == 1
    assert [row.doc for row in asked(lambda record: search(record, "kebakaran"))] == ["b.txt"]
    assert asked(stats)["gated"] == 1
    assert asked(lambda record: document(record, "b.txt")).gated
    assert not asked(lambda record: document(record, "a.txt")).gated


def test_a_run_without_the_gate_reads_what_it_turned_away_and_nothing_else(read, asked):
    read(a=NEWS, b=NEWS + " Kebakaran hutan.", gated=True)
    assert read(gated=True) == pipeline.ReadCounts(known=2)
    assert read() == pipeline.ReadCounts(read=1, known=1)
    assert asked(stats)["gated"] == 0
    assert sum(event.reports for event in asked(timeline)) == 2
    assert read(gated=True) == pipeline.ReadCounts(known=2)


def test_the_same_bytes_with_other_hints_are_another_page():
    one = Capture("a", "/a", "text/x-article", b"isi", hints=Hints(title="Satu"))
    other = Capture("a", "/a", "text/x-article", b"isi", hints=Hints(title="Dua"))
    moved = Capture("a", "/elsewhere/a", "text/x-article", b"isi", hints=Hints(title="Satu"))
    assert pipeline.capture_key(one) != pipeline.capture_key(other)
    assert pipeline.capture_key(one) == pipeline.capture_key(moved)


def test_half_a_character_is_no_text(monkeypatch):
    import jejak.article

    monkeypatch.setattr(jejak.article, "read_article", lambda capture: article("a", "separuh \ud800"))
    with pytest.raises(pipeline.NotText, match="half a character"):
        pipeline.read_page(Capture("a", "/a", "text/plain", b""), None)


REAL = (
    "Jakarta - Menteri Luar Negeri Indonesia bertemu Menteri Luar Negeri Vietnam di Jakarta,"
    " Kamis (5/3/2020). Keduanya membahas kerja sama keamanan laut dan perdagangan beras selama dua jam.\n\n"
    "Indonesia dan Vietnam sepakat meningkatkan kerja sama maritim pada tahun depan, kata juru bicara.\n"
)


def test_pages_that_are_not_asked_for_are_passed_over_unread(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Surya Atmaja bertemu Nguyen Van Dat di Hanoi pada Kamis. " * 5, "utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    passed: list[str] = []
    found = pipeline.code([str(tmp_path)], only={"b.txt"}, on_passed=passed.append)
    assert [page.article.doc for page in found] == ["b.txt"]
    assert passed == ["a.txt", "c.txt"]


def test_processes_give_what_one_process_gives(tmp_path):
    rows = [
        {"id": f"r{n}", "title": f"Judul {n}", "date": "2020-03-05", "body": f"{REAL} Laporan {n}."}
        for n in range(4)
    ]
    rows.append({"id": "kosong", "title": "Tanpa isi", "date": "2020-03-05", "body": ""})
    path = tmp_path / "berita.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    alone = list(pipeline.code([str(path)], jobs=0))
    together = list(pipeline.code([str(path)], jobs=2))
    assert [item.article.doc for item in alone if isinstance(item, Findings)] == ["r0", "r1", "r2", "r3"]
    assert sum(isinstance(item, Rejection) for item in alone) == 1
    assert alone == together


def test_a_page_that_hangs_or_kills_its_process_is_rejected_and_tried_again(monkeypatch, tmp_path):
    from worker_jobs import page_reader

    monkeypatch.setattr(pipeline, "_make_page_reader", page_reader)
    monkeypatch.setattr(pipeline, "PAGE_LIMIT_S", 2.0)
    for name, text in {
        "a": NEWS,
        "b": "macet",
        "c": NEWS + " Lagi.",
        "d": "mati",
        "e": NEWS + " Pula.",
    }.items():
        (tmp_path / f"{name}.txt").write_text(text)
    texts = [str(path) for path in sorted(tmp_path.glob("*.txt"))]
    path = tmp_path / "x.db"
    assert pipeline.read_into(path, texts, jobs=2) == pipeline.ReadCounts(read=3, rejected=2)
    with Record(path) as record:
        told = {row.doc: (row.reason, row.message) for row in rejections(record)}
        assert stats(record)["documents"] == 3
    assert told == {
        "b.txt": ("lost", "reading the page was given up: it took longer than 2 s"),
        "d.txt": ("lost", "reading the page was given up: its process was ended by SIGKILL"),
    }
    (tmp_path / "b.txt").write_text("macet")
    monkeypatch.setattr(
        pipeline, "_make_page_reader", lambda lexicon, **_: lambda item: pipeline.Outcome(None)
    )
    met = []
    monkeypatch.setattr(pipeline, "_keep", lambda writer, outcome: met.append(outcome))
    pipeline.read_into(path, texts, jobs=0)
    assert len(met) == 2
