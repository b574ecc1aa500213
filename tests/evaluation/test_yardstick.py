"""Our figures are those of the scorer that the hand-coded sets come with, to the last digit."""

import importlib.util
import json
import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding import event, person, promise, row, said
from jejak import pipeline
from jejak.evaluation import coded_article, evaluate
from jejak.views.jsonl import findings_dict

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "eval" / "score.py"
SETS = [
    SHARED / "seeds" / "coding.jsonl",
    *(SHARED / "coding" / f"{name}.jsonl" for name in ("train", "dev")),
]
pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="the scorer is not here")


@cache
def scorer():
    spec = importlib.util.spec_from_file_location("score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def theirs(gold, found):
    tally = scorer().Tally()
    for doc, coded in gold.items():
        scorer().score_article(tally, doc, coded, found.get(doc, {}))
    return tally.figures()


def ours(gold, found):
    by_doc = ({doc: coded_article(r, "row") for doc, r in rows.items()} for rows in (gold, found))
    result = evaluate(*by_doc)
    figures = {
        name: {
            "P": m.precision.value, "R": m.recall.value, "F1": m.f1.value, "gold": m.coded, "found": m.found,
        }
        for name, m in result.found.items()
    }  # fmt: skip
    return figures | {
        name: {"accuracy": s.accuracy.value, "asked": s.asked} for name, s in result.judged.items()
    }


def rows_of(path):
    return {r["doc"]: r for r in map(json.loads, path.read_text("utf-8").splitlines())}


def spoilt(coded, chance):
    """What a bad finder would make of a coded article."""
    found = json.loads(json.dumps(coded))
    for name in ("actors", "times", "statements", "events", "commitments"):
        found[name] = [_spoilt(item, chance) for item in found[name] if chance.random() < 0.8]
        chance.shuffle(found[name])
    return found


def _spoilt(item, chance):
    for key, value in item.items():
        if chance.random() > 0.15:
            continue
        if key == "type":
            item[key] = chance.choice(["AGREE", "CONSULT", "REQUEST"])
        elif key in ("quote", "evidence", "action", "text", "id", "where") and isinstance(value, str):
            item[key] = " ".join(word for word in value.split() if chance.random() < 0.6) or value
        elif key in ("when", "edtf", "due"):
            item[key] = chance.choice(["2018", "2021-12", "2022-01-0X", "XXXX"])
        elif key in ("actors", "recipients", "by"):
            item[key] = [*value, chance.choice(["RUS", "UN:UNSC", "IDN"])][chance.randint(0, 1) :]
        elif key in ("status", "represents", "series"):
            item[key] = chance.choice(["planned", "occurred", None])
    return item


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_hand_coding_spoilt_at_random_gets_the_same_figures(path):
    gold, chance = rows_of(path), random.Random(1)
    found = {doc: spoilt(coded, chance) for doc, coded in gold.items() if chance.random() < 0.95}
    assert ours(gold, found) == theirs(gold, found)


def test_the_seeds_as_we_read_them_get_the_same_figures():
    pages = sorted(map(str, (SHARED / "seeds").glob("*.txt")))
    found = {page.article.doc: findings_dict(page) for page in pipeline.code(pages)}
    gold = rows_of(SETS[0])
    assert ours(gold, found) == theirs(gold, found)


WORDS = ["rapat", "kerja", "sama", "Surya", "Atmaja", "Sergei", "Sergey", "Atmadja", "kapal", "Hanoi", "-"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
dates = st.sampled_from([None, "2018", "2018-11", "2018-11-1X", "2018-24", "1996/..", "../2025", "XXXX-23", "2018~", "2018-11-10/2018-11-19", "x", "2021-12-07T20:33:00+07:00"])  # fmt: skip
codes = st.lists(st.sampled_from(["IDN", "IDN:MFA", "VNM", "RUS", "UN", "UN:UNSC"]), max_size=4)
evidence = st.lists(texts, max_size=2)
statuses = st.sampled_from(["occurred", "planned"])
speakers = st.one_of(texts, st.sampled_from(["IDN", "IDN:MFA", "VNM", ""]))
events = st.builds(
    event, st.sampled_from(["CONSULT", "AGREE"]), codes, evidence, recipients=codes, status=statuses, when=dates,
    where=st.one_of(st.none(), texts), series=st.sampled_from([None, "Forum Laut"]),
    contexts=st.lists(st.sampled_from(["diplomatic", "health"]), max_size=2),
)  # fmt: skip
rows = st.builds(
    row,
    st.just("a"),
    actors=st.lists(st.builds(person, texts, st.sampled_from([None, "IDN", "IDN:MFA", "VNM"])), max_size=4),
    times=st.lists(st.builds(lambda t, e: {"text": t, "edtf": e or "2018"}, texts, dates), max_size=4),
    statements=st.lists(st.builds(said, texts, speakers, st.sampled_from(["direct", "indirect"])), max_size=4),
    events=st.lists(events, max_size=5),
    commitments=st.lists(st.builds(promise, texts, codes, due=dates, evidence=evidence), max_size=4),
    published=dates, dateline=st.one_of(st.none(), texts), bylines=st.lists(texts, max_size=2),
)  # fmt: skip


def as_found(coded):
    """The row in the form that `jejak code` prints."""
    page = {name: coded.pop(name) for name in ("published", "dateline", "bylines")}
    for statement in coded["statements"]:
        name = statement["speaker"]
        statement["speaker"] = {"id": name, "name": name.title() or None}
    return coded | {"article": page}


@settings(max_examples=100, deadline=None)
@given(rows, rows.map(as_found))
def test_any_coding_gets_the_same_figures(gold, found):
    assert ours({"a": gold}, {"a": found}) == theirs({"a": gold}, {"a": found})
