import json

import pytest

from coding import event, row
from jejak.errors import InputError
from jejak.evaluation import coded_article, evaluate
from jejak.evaluation.figures import Figure
from jejak.evaluation.report import as_dict, check_name, interval, markdown, placed, shown, without_events


@pytest.fixture(scope="module")
def found():
    gold = [row("a", events=[event()]), row("b", events=[event("AID")]), row("c")]
    ours = [row("a", events=[event()]), row("b", events=[event("AGREE")])]
    by_doc = ({r["doc"]: coded_article(r, "row") for r in rows} for rows in (gold, ours))
    return evaluate(*by_doc)


def test_json_holds_every_figure_unrounded(found):
    written = json.loads(json.dumps(as_dict(found)))
    assert written["figures"]["events"] | {"F1_interval": None, "P_interval": None, "R_interval": None} == {
        "P": 0.5, "R": 0.5, "F1": 0.5, "gold": 2, "found": 2, "hit": 1,
        "F1_interval": None, "P_interval": None, "R_interval": None,
    }  # fmt: skip
    assert written["missing"] == ["c"]
    assert {"coded": "AID", "found": "AGREE", "count": 1} in written["types"]
    assert "faults" not in written
    assert as_dict(found, [])["faults"] == []


def test_a_block_names_the_set_its_size_the_day_and_the_version(found):
    block = markdown(found, "laut", "2026-01-02", "0.9")
    assert "**laut**: 3 articles, read by jejak 0.9, 2026-01-02. 1 of them could not be read" in block
    assert "| events | 0.500 (" in block
    assert "| AID |" not in block
    assert "| AID | – |" in markdown(found, "laut", "2026-01-02", "0.9", by_type=True)


@pytest.mark.parametrize(
    ("ours", "told"),
    [
        ([], "found no event: 1. None was found in 1 of them."),
        ([event()], "None was found in 0 of them; 1 in the other 1."),
    ],
)
def test_what_was_made_up_is_told(ours, told):
    gold = {"a": coded_article(row(), "row"), "b": coded_article(row("b", events=[event()]), "row")}
    assert told in without_events(evaluate(gold, {"a": coded_article(row(events=ours), "row")}))


def test_a_block_takes_the_place_of_the_one_before():
    old, new = ("\n".join(("<!-- figures of laut: written by jejak evaluate -->", text,
                           "<!-- end of figures of laut -->")) for text in ("lama", "baru"))  # fmt: skip
    assert placed(f"Awal.\n\n{old}\n\nAkhir.\n", new, "laut") == f"Awal.\n\n{new}\n\nAkhir.\n"
    assert placed(old, new, "laut") == new


def test_a_block_comes_last_where_there_was_none():
    assert placed("Awal.\n", "blok", "laut") == "Awal.\n\nblok\n"
    assert placed("", "blok", "laut") == "blok\n"


def test_a_mark_without_its_end_is_told():
    with pytest.raises(InputError, match="but no '<!-- end of figures of laut -->'"):
        placed("<!-- figures of laut: written by jejak evaluate -->", "blok", "laut")


@pytest.mark.parametrize("name", ["", " x", "x\ny", "a -- b", "<x>", "x>"])
def test_a_name_that_marks_cannot_hold_is_told(name):
    with pytest.raises(InputError, match="can't be called"):
        check_name(name)


def test_a_share_of_nothing_is_a_dash():
    assert (shown(Figure(0.0, None), 0), shown(Figure(0.5, None), 2)) == ("–", "0.500")


def test_an_interval_has_two_digits():
    assert interval(Figure(0.9, (0.8512, 1.0))) == "(.85–1)"
    assert interval(Figure(0.1, (0.0, 0.2))) == "(.00–.20)"
    assert interval(Figure(1.0, None)) == ""
