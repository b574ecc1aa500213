from __future__ import annotations

import pytest

from jejak.errors import InputError
from jejak.scale.units import list_files, plan
from jejak.sources import SourceSettings, open_sources

SETTINGS = SourceSettings()


@pytest.fixture
def folder(tmp_path):
    """Three pages, one of them below, and rows; and what is no page."""
    for name in ("a.txt", "b.txt", "bawah/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Isi berita {name}.\n")
    rows = "\n".join(f'{{"id": "r{n}", "body": "Isi {n}."}}' for n in range(7))
    (tmp_path / "d.jsonl").write_text(rows)
    (tmp_path / "harga.json").write_text('[{"price": 3}]')
    (tmp_path / ".diam.txt").write_text("Tersembunyi.")
    return tmp_path


def pages(units):
    return [page for unit in units for page in unit.pages(SETTINGS)]


def test_units_hold_the_pages_that_reading_finds_in_its_order(folder):
    units, before = plan(list_files([str(folder)]), [], 1)
    assert before == 0
    assert pages(units) == list(open_sources([str(folder)], SETTINGS))


def test_for_several_readers_a_unit_is_split_and_nothing_is_lost_or_doubled(folder):
    units, _ = plan(list_files([str(folder)]), [], 3)
    assert len(units) == 6
    assert len({unit.name for unit in units}) == 6
    everything = list(open_sources([str(folder)], SETTINGS))
    assert sorted(page.doc for page in pages(units)) == sorted(page.doc for page in everything)
    assert max(len(pages([unit])) for unit in units) == 2


def test_what_is_done_is_not_planned_again_and_is_split_as_before(folder):
    files = list_files([str(folder)])
    units, _ = plan(files, [], 2)
    done = [units[0].name, units[2].name]
    left, before = plan(files, done, 8)
    assert (left, before) == ([units[1], units[3]], 2)


def test_a_file_that_grew_is_a_new_unit(folder):
    (before,), _ = plan(list_files([str(folder / "d.jsonl")]), [], 1)
    with (folder / "d.jsonl").open("a") as rows:
        rows.write('\n{"id": "r7", "body": "Isi 7."}')
    (after,), _ = plan(list_files([str(folder / "d.jsonl")]), [], 1)
    assert before.name != after.name


def test_many_small_files_are_some_units(tmp_path):
    for number in range(450):
        (tmp_path / f"{number:03}.txt").write_text("Isi.")
    units, _ = plan(list_files([str(tmp_path)]), [], 1)
    assert [len(unit.files) for unit in units] == [200, 200, 50]


def test_addresses_of_files_give_what_paths_give_under_their_address(folder):
    address = folder.as_uri()
    by_address = pages(plan(list_files([address]), [], 1)[0])
    by_path = pages(plan(list_files([str(folder)]), [], 1)[0])
    assert [(p.doc, p.body) for p in by_address] == [(p.doc, p.body) for p in by_path]
    assert [p.address for p in by_address[-2:]] == [f"{address}/d.jsonl#7", f"{address}/bawah/c.txt"]


def test_one_file_can_be_addressed_with_spaces_and_signs_in_its_name(tmp_path):
    path = tmp_path / "isi 100% baru.txt"
    path.write_text("Isi berita.")
    (page,) = pages(plan(list_files([f"file://{path}"]), [], 1)[0])
    assert (page.doc, page.address) == (path.name, f"file://{path}")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("tidak/ada", "can't be read"),
        ("", "can't be read"),
        ("https://contoh.test/feed.xml", "addresses of files may begin with"),
        ("file:///tidak/ada", "there is nothing at"),
    ],
)
def test_what_cannot_be_read_is_told_at_once(name, why):
    with pytest.raises(InputError, match=why):
        list_files([name])
