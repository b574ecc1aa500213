from coding import event, person, promise, row, said
from jejak.evaluation import coded_article
from jejak.evaluation.faults import FIELDS, Fault, faults

TEXT = "Surya Atmaja bertemu Nguyen Van Dat.\nIndonesia  mengirim kapal ke Hanoi."


def listed(gold, found, *fields):
    page = {"text": TEXT, "captions": ["Kapal di Hanoi, Kamis."]}
    by_doc = ({"a": coded_article(r, "row")} for r in (row(**gold), row(article=page, **found)))
    return faults(*by_doc, fields or FIELDS)


def test_what_was_missed_is_told_with_where_it_stands():
    missed = event("AID", ["IDN"], "Indonesia mengirim kapal", recipients=["VNM"], when="2020", mode=None)
    assert listed({"events": [missed]}, {}) == [
        Fault(
            "events",
            "missed",
            "a",
            "body",
            37,
            62,
            "Indonesia  mengirim kapal",
            "AID IDN → VNM; occurred; 2020",
            None,
        )
    ]


def test_what_is_spurious_is_told_with_its_own_offsets():
    ours = event(evidence=[{"exact": "bertemu", "start": 13, "end": 20}])
    (fault,) = listed({}, {"events": [ours]})
    assert (fault.kind, fault.start, fault.end, fault.words) == ("spurious", 13, 20, "bertemu")
    assert TEXT[fault.start : fault.end] == fault.words


def test_another_finding_at_the_same_words_is_wrong():
    words = "Surya Atmaja bertemu Nguyen Van Dat"
    found = listed(
        {"events": [event(evidence=words)]}, {"events": [event("AGREE", evidence=words)]}, "events"
    )
    assert [(f.kind, f.coded, f.found) for f in found] == [
        ("wrong", "CONSULT IDN, VNM; occurred", "AGREE IDN, VNM; occurred")
    ]


def test_each_finding_is_the_wrong_one_of_one_other_only():
    words = "Surya Atmaja bertemu Nguyen Van Dat"
    ours = [event("AGREE", evidence=words), event("AID", evidence="Surya Atmaja")]
    found = listed({"events": [event(evidence=words)]}, {"events": ours}, "events")
    assert sorted(f.kind for f in found) == ["spurious", "wrong"]


def test_words_of_a_caption_are_told_so():
    (fault,) = listed({"times": [{"text": "Kamis", "edtf": "2020-03-05"}]}, {}, "times")
    assert (fault.zone, fault.start, fault.coded) == ("caption:0", 16, "2020-03-05")


def test_words_that_are_not_in_the_article_have_no_place():
    (fault,) = listed({"commitments": [promise("membangun jembatan")]}, {}, "commitments")
    assert (fault.start, fault.end, fault.words) == (None, None, "membangun jembatan")
    assert fault.coded == "IDN: membangun jembatan; pledged"


def test_a_person_of_another_party_is_wrong():
    (fault,) = listed(
        {"actors": [person("Surya Atmaja")]}, {"actors": [person("Surya Atmaja", "VNM")]}, "people"
    )
    assert (fault.kind, fault.coded) == ("wrong", "Surya Atmaja, for IDN")
    assert fault.found == "Surya Atmaja, for VNM"


def test_a_statement_of_another_speaker_names_both():
    theirs, ours = said("kapal ke Hanoi"), said("kapal ke Hanoi", "Rani Puspita")
    (fault,) = listed({"statements": [theirs]}, {"statements": [ours]}, "statements")
    assert (fault.coded, fault.found) == ("indirect by Surya Atmaja", "indirect by Rani Puspita")


def test_a_wrong_value_of_a_found_event_is_told():
    words = "Surya Atmaja bertemu"
    gold, ours = (event(evidence=words, where=where) for where in ("Hanoi", "Jakarta"))
    (fault,) = listed({"events": [gold]}, {"events": [ours]})
    assert (fault.field, fault.kind, fault.coded, fault.found) == (
        "place",
        "wrong",
        "CONSULT Hanoi",
        "Jakarta",
    )
    assert fault.words == words


def test_a_wrong_value_of_the_page_is_told():
    (fault,) = listed({"dateline": "Hanoi"}, {})
    assert (fault.field, fault.coded, fault.found, fault.start) == ("dateline", "Hanoi", None, None)


def test_only_the_fields_asked_for_are_told():
    gold = {"dateline": "Hanoi", "events": [event()], "actors": [person("Surya Atmaja")]}
    assert [f.field for f in listed(gold, {}, "events", "people")] == ["people", "events"]


def test_nothing_is_told_of_what_is_right():
    page = {"events": [event()], "actors": [person("Surya Atmaja")], "dateline": "Hanoi"}
    assert listed(page, {"events": page["events"], "actors": page["actors"]}, "events", "people") == []


def test_what_was_coded_in_no_article_is_no_fault():
    coded = {"a": coded_article({"doc": "a", "times": []}, "row")}
    ours = {"a": coded_article(row(events=[event()]), "row")}
    assert faults(coded, ours, FIELDS) == []
