"""Tables, opened by the tools that they are for."""

from __future__ import annotations

import csv
import io
import json

import duckdb
import pandas as pd
import pytest

from jejak.exports.tables import COLUMNS, Table
from jejak.views.documents import texts
from jejak.vocabulary import EVENT_TYPES

KINDS = tuple(COLUMNS)


def parsed_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("kind", KINDS)
def test_csv_and_json_lines_have_the_same_rows(written, kind):
    data, count = written("csv", table=Table(kind))
    rows = parsed_csv(data)
    lines = [json.loads(line) for line in written("jsonl", table=Table(kind))[0].splitlines()]
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert count == len(rows) >= 2
    assert list(rows[0]) == list(lines[0]) == list(COLUMNS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_leads_back_to_the_words_and_the_bytes(written, record, kind):
    lines = [json.loads(x) for x in written("jsonl", table=Table(kind, every_report=True))[0].splitlines()]
    zones = dict(texts(record, [line["document"] for line in lines]))
    for line in lines:
        assert zones[line["document"]][line["zone"]][line["start"] : line["end"]] == line["quote"]
        assert len(line["capture"]) == 64
        assert 0 < line["score"] <= 1


def test_the_rows_of_every_report_are_as_many_as_the_reports(written):
    one = [json.loads(x) for x in written("jsonl")[0].splitlines()]
    every = [json.loads(x) for x in written("jsonl", table=Table(every_report=True))[0].splitlines()]
    assert len(every) == sum(row["reports"] for row in one)
    assert {row["id"] for row in every} == {row["id"] for row in one}


def test_pandas_reads_the_csv_with_its_numbers(written):
    frame = pd.read_csv(io.BytesIO(written("csv")[0]))
    assert set(frame["type"]) <= set(EVENT_TYPES)
    assert frame["start"].dtype.kind == "i"
    assert frame.loc[frame["where"] == "Hanoi", "latitude"].iloc[0] == pytest.approx(21.02, abs=0.1)


def test_pandas_reads_the_parquet_with_its_types(written):
    frame = pd.read_parquet(io.BytesIO(written("parquet")[0]))
    met = frame[frame["where"] == "Hanoi"].iloc[0]
    assert list(met["actors"]) == ["IDN", "VNM"]
    assert met["first_day"].isoformat() == "2020-03-05"
    assert met["quote"].startswith("Surya Atmaja bertemu")
    assert pd.isna(met["series"])


@pytest.mark.parametrize("kind", KINDS)
def test_duckdb_reads_parquet_and_csv_alike(written, tmp_path, kind):
    found = {}
    for name in ("parquet", "csv"):
        file = tmp_path / f"rows.{name}"
        file.write_bytes(written(name, table=Table(kind))[0])
        found[name] = duckdb.sql(
            f"SELECT id, document, \"start\", score FROM '{file}' ORDER BY id"
        ).fetchall()
    assert found["parquet"] == found["csv"] != []


def test_duckdb_asks_the_lists_of_the_parquet(written, tmp_path):
    file = tmp_path / "events.parquet"
    file.write_bytes(written("parquet")[0])
    asked = f"SELECT count(*) FROM '{file}' WHERE list_contains(actors, 'VNM') AND year(first_day) = 2020"
    assert duckdb.sql(asked).fetchall() == [(1,)]


@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_of_a_csv_begins_a_formula(written, kind):
    cells = [value for row in parsed_csv(written("csv", table=Table(kind))[0]) for value in row.values()]
    began = [v for v in cells if v.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [v for v in began if not v.lstrip("-").replace(".", "").isdigit()] == []
    assert any(value.startswith(("'=", "'+", "'@")) for value in cells)


def test_plover_rows_begin_no_formula_either(written):
    rows = parsed_csv(written("plover")[0])
    assert "'+62 Indonesia dan Laos bertemu" in {row["Evidence"] for row in rows}
    assert "'@SUM(A1)\"</title>" in {row["Source"] for row in rows}
