import pytest

from builders import ORIGIN
from jejak.claims import DocumentRef, EventClaim
from jejak.model import Event, Evidence
from jejak.record.events import event_blocks
from jejak.record.plans import blocks, relation
from jejak.record.words import content_words

BOTH = (("surya atmaja", "IDN"), ("tran van lam", "VNM"))


def claim(doc, words, day, people=BOTH, **fields):
    fields = {"type": "CONSULT", "status": "occurred", "actors": ("IDN", "VNM"), "recipients": (), **fields}
    event = Event(evidence=(Evidence(words, 0, len(words)),), origin=ORIGIN, **fields)
    return EventClaim(f"id-{doc}", event, DocumentRef(doc, doc, day, doc), content_words([words]), people)


def plan(words="dijadwalkan bertemu di Hanoi", day="2020-03-01", **fields):
    return claim("plan", words, day, **{"type": "AGREE", "status": "planned", "when": "2020-03-05", **fields})


def deed(words="pertemuan kedua menteri", day="2020-03-06", **fields):
    return claim("deed", words, day, **{"when": "2020-03-05", **fields})


def test_a_meeting_realises_the_meeting_announced_for_that_day():
    found = relation([plan()], [deed()])
    assert found is not None
    assert (found.kind, found.reason) == ("realises", "the same persons were to meet at that time")


def test_a_meeting_called_off_cancels_the_plan():
    found = relation([plan()], [deed("pertemuan batal", status="cancelled", type="AGREE")])
    assert found is None or found.kind == "cancels"
    found = relation([plan()], [deed("pertemuan batal", status="cancelled")])
    assert found is not None
    assert found.kind == "cancels"


@pytest.mark.parametrize(
    "fields",
    [
        {"when": "2020-04-05", "day": "2020-04-06"},
        {"people": (("budi contoh", "IDN"),)},
        {"actors": ("IDN", "LAO")},
        {"words": "percakapan telepon kedua menteri"},
    ],
)
def test_another_time_person_party_or_occasion_is_not_what_was_planned(fields):
    assert relation([plan()], [deed(**fields)]) is None


def test_what_was_reported_before_the_announcement_does_not_realise_it():
    assert relation([plan(when=None, day="2020-03-10")], [deed(day="2020-03-06")]) is None


def test_a_plan_is_found_for_a_deed_and_a_deed_for_a_plan():
    assert blocks([deed()]) & event_blocks(plan())
    assert blocks([plan()]) & event_blocks(deed())


def test_of_what_somebody_merged_the_first_claim_says_whether_it_is_a_plan():
    """So that the same is found whichever of the two events was looked at last."""
    assert relation([plan(), deed()], [deed()]) is not None
    assert relation([deed(), plan()], [deed()]) is None
    assert relation([plan()], [plan(), deed()]) is None
