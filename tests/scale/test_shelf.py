from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builders import meeting_page, note, training_page
from jejak.errors import InputError
from jejak.model import Rejection
from jejak.pipeline import Outcome
from jejak.pipeline import page_of as page_of_findings
from jejak.scale import shelf
from jejak.scale.places import Folder

VERSIONS = '{"jejak": "1"}'
OUTCOMES = [
    Outcome(meeting_page("a.txt"), note(meeting_page("a.txt"), VERSIONS)),
    Outcome(training_page("b.txt"), note(training_page("b.txt"), VERSIONS)),
    Outcome(Rejection("c.txt", "/x/c.txt", "no-article", "The page is empty."), None),
]


def written(folder, outcomes=OUTCOMES, name="x.parquet", versions=VERSIONS):
    with shelf.writing(Folder(str(folder)), name, versions) as add:
        for outcome in outcomes:
            add(shelf.row_of(outcome))
    return folder / name


def test_what_is_taken_from_the_shelf_is_what_was_put_there(tmp_path):
    written(tmp_path)
    found = [(note, made()) for note, made in shelf.open_shelf([str(tmp_path)]).pages()]
    assert [note for note, _ in found] == [outcome.note for outcome in OUTCOMES]
    *pages, rejected = [outcome.result for _, outcome in found]
    assert pages == [page_of_findings(outcome.result) for outcome in OUTCOMES[:2]]
    assert rejected == OUTCOMES[2].result


def test_the_columns_can_be_asked_without_jejak(tmp_path):
    import duckdb

    path = written(tmp_path)
    asked = (
        "SELECT doc, publisher, published, events, reason, findings->>'$.article.title' FROM read_parquet(?)"
    )
    rows = duckdb.connect().execute(asked, [str(path)]).fetchall()
    assert rows[0] == ("a.txt", "Harian Contoh", "2020-03-05", 1, None, "Judul a.txt")
    assert rows[2] == ("c.txt", None, None, None, "no-article", None)


def test_a_file_says_in_which_form_it_is_and_by_whom(tmp_path):
    told = pq.read_schema(written(tmp_path)).metadata
    assert told[b"jejak.format"] == b"1"
    assert json.loads(told[b"jejak.versions"]) == {"jejak": "1"}


def test_a_file_that_an_error_ends_is_not_there(tmp_path):
    with pytest.raises(KeyError), shelf.writing(Folder(str(tmp_path)), "x.parquet", VERSIONS) as add:
        add({}["lost"])
    assert list(tmp_path.iterdir()) == []


def test_findings_by_two_versions_are_not_mixed(tmp_path):
    written(tmp_path, name="a.parquet")
    written(tmp_path, name="b.parquet", versions='{"jejak": "2"}')
    with pytest.raises(InputError, match="2 versions"):
        shelf.open_shelf([str(tmp_path)])
    assert shelf.open_shelf([str(tmp_path / "b.parquet")]).rows == 3


def test_other_files_are_refused(tmp_path):
    pq.write_table(pa.table({"x": [1]}), tmp_path / "lain.parquet")
    with pytest.raises(InputError, match="holds no findings of jejak"):
        shelf.open_shelf([str(tmp_path)])
    (tmp_path / "lain.parquet").write_text("bukan Parquet")
    with pytest.raises(InputError, match="can't be read"):
        shelf.open_shelf([str(tmp_path)])
    with pytest.raises(InputError, match="there are no findings"):
        shelf.open_shelf([str(tmp_path / "kosong")])


def test_a_newer_form_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "FORMAT", 2)
    written(tmp_path)
    monkeypatch.setattr(shelf, "FORMAT", 1)
    with pytest.raises(InputError, match="newer jejak"):
        shelf.open_shelf([str(tmp_path)])


def test_findings_that_were_changed_are_told(tmp_path):
    row = shelf.row_of(OUTCOMES[0]) | {"findings": '{"article": {}}', "reason": None}
    with pytest.raises(InputError, match="can't be understood"):
        shelf.page_of(row)


def test_rows_that_were_chosen_with_duckdb_are_findings_still(tmp_path):
    """docs/scale.md shows this."""
    import duckdb

    duckdb.connect().execute(
        f"COPY (SELECT * FROM '{written(tmp_path)}' WHERE events > 0) TO '{tmp_path}/chosen.parquet'"
        f" (FORMAT parquet, KV_METADATA {{'jejak.format': '1', 'jejak.versions': '{VERSIONS}'}})"
    )
    found = [made().result for _, made in shelf.open_shelf([str(tmp_path / "chosen.parquet")]).pages()]
    assert found == [page_of_findings(outcome.result) for outcome in OUTCOMES[:2]]
