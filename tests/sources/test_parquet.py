from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq

from jejak.model import Capture, Rejection
from jejak.sources import SourceSettings, open_sources
from jejak.sources.rows import RowFiles

ROWS = [
    {
        "id": f"r{n}",
        "title": f"Sari Wirawan ke Norlandia {n}",
        "publisher": "Warta Karang",
        "date": "2021-03-05",
        "url": f"https://warta.test/{n}",
        "body": f"Sari Wirawan berkunjung ke Norlandia {n}.",
    }
    for n in range(200)
]


def parquet(tmp_path, rows, name="berita.parquet"):
    path = tmp_path / name
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=30)
    return path


def pages(*paths, **settings):
    return list(open_sources([str(path) for path in paths], SourceSettings(**settings)))


def test_rows_of_parquet_are_read_as_the_same_rows_of_json(tmp_path):
    import json

    lines = tmp_path / "berita.parquet.jsonl"
    lines.write_text("\n".join(json.dumps(row) for row in ROWS))
    as_json = list(RowFiles(SourceSettings())(str(lines)))
    (tmp_path / "p").mkdir()
    found = pages(parquet(tmp_path / "p", ROWS))
    assert [(c.doc, c.sha256, c.hints) for c in found] == [(c.doc, c.sha256, c.hints) for c in as_json]
    assert found[3].address == f"{tmp_path}/p/berita.parquet#4"


def test_columns_of_time_are_dates_and_bytes_are_text(tmp_path):
    at = datetime(2021, 3, 5, 10, tzinfo=UTC)
    (found,) = pages(
        parquet(tmp_path, [{"when": at, "teks": b"Isi berita."}]),
        columns={"date": "when", "body": "teks"},
    )
    assert (found.hints.date, found.body) == ("2021-03-05T10:00:00+00:00", b"Isi berita.")


def test_a_broken_parquet_file_is_a_rejection_that_tells_where(tmp_path):
    path = parquet(tmp_path, ROWS)
    path.write_bytes(path.read_bytes()[:-20])
    (found,) = pages(path)
    assert isinstance(found, Rejection)
    assert (found.reason, found.doc) == ("broken", "berita.parquet")


def test_a_row_without_a_body_is_rejected_and_the_next_is_read(tmp_path):
    bad, good = pages(parquet(tmp_path, [{"id": "a", "body": ""}, {"id": "b", "body": "Isi."}]))
    assert isinstance(bad, Rejection)
    assert isinstance(good, Capture)


def test_a_folder_passes_over_parquet_without_articles(tmp_path):
    parquet(tmp_path, [{"price": 3}], "prices.parquet")
    parquet(tmp_path, ROWS[:2], "rows.parquet")
    assert [found.doc for found in pages(tmp_path)] == ["r0", "r1"]
