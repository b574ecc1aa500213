import json

import pytest

from coding import event, person, promise, row, said
from jejak.errors import InputError
from jejak.evaluation import read_found, read_gold
from jejak.evaluation.coded import Words


@pytest.fixture
def gold(tmp_path):
    def written(*rows):
        path = tmp_path / "gold.jsonl"
        lines = (line if isinstance(line, str) else json.dumps(line) for line in rows)
        path.write_text("\n".join(lines), "utf-8")
        return path

    return written


def test_plain_strings_and_objects_are_one_coding(gold):
    ours = {"exact": "Indonesia dan Vietnam bertemu", "start": 0, "end": 29}
    plain = read_gold(gold(row(events=[event()])))["a"].events[0]
    placed = read_found(gold(row(events=[event(evidence=[ours])])))["a"].events[0]
    assert plain.evidence == (Words("Indonesia dan Vietnam bertemu"),)
    assert placed.evidence == (Words("Indonesia dan Vietnam bertemu", 0, 29),)


def test_what_the_program_printed_and_a_person_mended_is_gold_too(gold):
    page = {"published": "2020-03-05", "bylines": ["Rani"], "text": "Isi.", "captions": ["Gambar."]}
    speaker = {"id": "IDN:MFA", "name": "Kemlu RI"}
    coded = read_gold(gold({"doc": "a", "article": page, "statements": [said("Isi", speaker)]}))["a"]
    assert (coded.published, coded.bylines) == ("2020-03-05", ("Rani",))
    assert coded.zones == {"body": "Isi.", "caption:0": "Gambar."}
    assert (coded.statements[0].speaker, coded.statements[0].speaker_id) == ("Kemlu RI", "IDN:MFA")


def test_fields_that_are_null_or_absent_hold_nothing(gold):
    coded = read_gold(gold({"doc": "a", "events": None, "dateline": None}))["a"]
    assert (coded.events, coded.people, coded.dateline) == ((), (), None)


def test_only_persons_of_the_actors_are_people(gold):
    coded = read_gold(gold(row(actors=[person("Surya Atmaja"), {"id": "IDN", "kind": "state"}])))["a"]
    assert [p.name for p in coded.people] == ["Surya Atmaja"]


def test_a_mark_of_byte_order_and_empty_lines_are_passed_over(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('\ufeff\n{"doc": "a"}\r\n\n', "utf-8")
    assert list(read_gold(path)) == ["a"]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ('{"doc": "a"', "line 1: no JSON"),
        ("[1]", "line 1: a list, where an object"),
        ({"events": []}, "line 1: doc is lacking"),
        ({"doc": 3}, "line 1.doc is a number"),
        (row(events={}), "('a').events is an object, where a list"),
        (row(events=["x"]), "events[0] is a string, where an object"),
        (row(events=[event("MEET")]), "events[0].type is 'MEET'; the codebook has AGREE, CONSULT"),
        (row(events=[event(status="done")]), "events[0].status is 'done'; the codebook has occurred"),
        (row(events=[event(status=None)]), "events[0].status is lacking"),
        (row(events=[event(actors=[1])]), "events[0].actors holds a number"),
        (row(events=[event(when=2018)]), "events[0].when is a number, where a string or null"),
        (row(events=[event(evidence=[3])]), "events[0].evidence holds a number"),
        (row(statements=[said("x", kind="loud")]), "statements[0].kind is 'loud'"),
        (row(statements=[said("")]), "statements[0]: quote is lacking"),
        (row(statements=[said("x", speaker=["x"])]), "statements[0].speaker is a list"),
        (row(times=[{"text": "Senin"}]), "times[0]: edtf is lacking"),
        (row(actors=[{"id": "x", "kind": "thing"}]), "actors[0].kind is 'thing'"),
        (row(commitments=[promise("")]), "commitments[0]: action is lacking"),
        (row(article="x"), "article is a string, where an object"),
    ],
)
def test_bad_gold_is_told_with_its_line_and_field(gold, bad, told):
    with pytest.raises(InputError, match=r"gold\.jsonl") as error:
        read_gold(gold(bad))
    assert told in str(error.value)


def test_the_line_of_the_fault_is_counted_with_empty_lines(gold):
    with pytest.raises(InputError, match="line 3"):
        read_gold(gold(row(), "", "x"))


def test_a_document_coded_twice_is_told(gold):
    with pytest.raises(InputError, match=r"line 2: the document 'a' stands in the file twice"):
        read_gold(gold(row(), row()))


def test_a_file_without_articles_is_told(gold):
    with pytest.raises(InputError, match="holds no coded article"):
        read_gold(gold(""))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="can't be read: No such file"):
        read_gold(tmp_path / "none.jsonl")


def test_a_file_that_is_not_utf_8_is_told(tmp_path):
    (tmp_path / "x.jsonl").write_bytes(b'{"doc": "\xff"}')
    with pytest.raises(InputError, match="is not UTF-8"):
        read_gold(tmp_path / "x.jsonl")


def test_what_was_found_may_hold_values_that_the_codebook_has_not(gold):
    assert read_found(gold(row(events=[event("MEET", status=None)])))["a"].events[0].type == "MEET"
