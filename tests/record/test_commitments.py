from datetime import date

import pytest

from builders import ORIGIN
from jejak.claims import CommitmentClaim, DocumentRef, EventClaim
from jejak.model import Commitment, Event, Evidence
from jejak.record.commitments import (
    Standing,
    commitment_blocks,
    group_commitments,
    stages,
    standing,
    step,
)
from jejak.record.events import event_blocks
from jejak.record.words import content_words

TODAY = date(2024, 1, 1)


def promise(
    doc="a", action="melatih penjaga pantai Vietnam", day="2020-03-05", by=("IDN",), to=("VNM",), **fields
):
    fields = {"status": "pledged", "contexts": ("military",), **fields}
    value = Commitment(by, to, action, evidence=(Evidence(action, 0, len(action)),), origin=ORIGIN, **fields)
    words = content_words([action], without=["Vietnam", "Indonesia"])
    return CommitmentClaim(f"p-{doc}-{action}", value, DocumentRef(doc, doc, day, doc), words)


def report(
    words="Indonesia menggelar kursus tahunan bagi perwira laut Vietnam", day="2021-06-01", status="ongoing",
    type="AID", actors=("IDN",), recipients=("VNM",), **fields,
):  # fmt: skip
    fields = {"contexts": ("military",), **fields}
    event = Event(type, status, actors, recipients, (Evidence(words, 0, len(words)),), ORIGIN, **fields)
    return EventClaim(
        "e", event, DocumentRef("z", "z", day, "z"), content_words([words], without=["Vietnam"])
    )


def test_a_promise_to_train_is_under_way_when_a_course_is_reported():
    found = step(promise(), report())
    assert found is not None
    assert (found.status, found.reason) == ("under_way", "same work: training")


def test_a_promise_and_the_event_that_carries_it_out_share_a_block():
    assert commitment_blocks(promise()) & event_blocks(report())


@pytest.mark.parametrize(
    "other",
    [
        report(day="2019-06-01"),
        report(status="planned"),
        report(status="proposed"),
        report(actors=("VNM",), recipients=("IDN",)),
        report(recipients=("LAO",)),
        report("Indonesia memberi pinjaman kepada Vietnam"),
        report(type="ACCUSE"),
    ],
    ids=["earlier", "planned", "proposed", "wrong way", "another party", "other work", "hostile"],
)
def test_other_events_do_not_move_a_promise(other):
    assert step(promise(), other) is None


def test_a_promised_act_that_was_done_in_the_same_words_fulfils_it():
    made = promise(action="menandatangani perjanjian ekstradisi buronan korupsi", contexts=("legal",))
    done = report(
        "menandatangani perjanjian ekstradisi buronan korupsi",
        type="SUPPORT",
        status="occurred",
        contexts=("legal",),
    )
    found = step(made, done)
    assert found is not None
    assert found.status == "fulfilled"


def meeting(when):
    words = "KTT dibuka sultan dengan pidato panjang tentang sejarah"
    done = {"type": "CONSULT", "actors": ("IDN", "VNM"), "recipients": (), "contexts": ("diplomatic",)}
    return report(words, day="2020-05-09", status="occurred", when=when, **done)


def test_a_meeting_on_the_promised_day_fulfils_the_promise_though_it_is_told_in_other_words():
    made = promise(action="menggelar KTT keempat secara daring", due="2020-05-08", contexts=("diplomatic",))
    done = meeting("2020-05-08")
    assert commitment_blocks(made) & event_blocks(done)
    found = step(made, done)
    assert found is not None
    assert found.status == "fulfilled"
    assert found.reason.startswith("on the day it was due, same words: ")


@pytest.mark.parametrize("when", ["2020-05-07", "2020-05", None])
def test_a_meeting_that_may_be_on_another_day_does_not(when):
    made = promise(action="menggelar KTT keempat secara daring", due="2020-05-08", contexts=("diplomatic",))
    assert step(made, meeting(when)) is None


def test_the_same_promise_told_by_two_articles_is_one():
    a = promise("a", "melatih penjaga pantai dan nelayan Vietnam")
    b = promise("b", "melatih penjaga pantai serta nelayan Vietnam", day="2020-03-07")
    (found,) = group_commitments([b, a])
    assert len(found.claims) == 2
    assert found.action == a.commitment.action


@pytest.mark.parametrize(
    "other",
    [
        promise("b", by=("LAO",)),
        promise("b", to=("LAO",)),
        promise("b", day="2023-03-05"),
        promise("b", "membangun pelabuhan perikanan baru"),
        promise("a", "melatih penjaga pantai Vietnam lagi"),
    ],
    ids=["another promiser", "to another", "years later", "something else", "one article"],
)
def test_other_promises_stay_apart(other):
    assert len(group_commitments([promise(), other])) == 2


def test_a_promise_whose_day_has_passed_in_silence_is_overdue():
    assert standing([("pledged", "2020-01-01")], [], "2022", TODAY) == Standing("overdue")


def test_a_promise_is_not_overdue_on_its_last_day():
    assert standing([("pledged", None)], [], "2022", date(2022, 12, 31)).status == "pledged"


def test_a_promise_without_a_day_is_never_overdue():
    assert standing([("pledged", None)], [], None, TODAY).status == "pledged"


def test_a_promise_that_moved_is_not_overdue():
    assert standing([("pledged", None)], [("under_way", "ongoing")], "2022", TODAY).status == "under_way"


def test_what_happens_again_and_again_is_recurring():
    assert standing([("pledged", None)], [("under_way", "recurring")], None, TODAY) == Standing(
        "under_way", True
    )


def test_an_abandoned_promise_stays_abandoned():
    assert (
        standing([("pledged", None), ("abandoned", None)], [("under_way", "ongoing")], None, TODAY).status
        == "abandoned"
    )


def life(claims, steps, due=None):
    return [(stage.status, stage.day) for stage in stages(claims, steps, due, TODAY)]


PLEDGED = [("pledged", "2016-05-31")]


def test_a_promise_kept_again_and_again_goes_from_pledged_over_under_way_to_recurring():
    steps = [("under_way", "recurring", "2021-12-07"), ("under_way", "ongoing", "2018-11-30")]
    assert life(PLEDGED, steps) == [
        ("pledged", "2016-05-31"),
        ("under_way", "2018-11-30"),
        ("recurring", "2021-12-07"),
    ]


def test_one_report_that_it_happens_every_year_does_not_make_a_promise_recurring():
    steps = [("under_way", "recurring", "2018-11-30"), ("under_way", "ongoing", "2018-11-30")]
    assert life(PLEDGED, steps) == [("pledged", "2016-05-31"), ("under_way", "2018-11-30")]


def test_a_promise_that_is_told_again_stays_what_it_was():
    told = [*PLEDGED, ("pledged", "2019-01-01")]
    assert life(told, [("under_way", "ongoing", "2018-11-30")]) == [
        ("pledged", "2016-05-31"),
        ("under_way", "2018-11-30"),
    ]


def test_an_overdue_promise_is_so_from_the_day_after_its_last():
    assert life(PLEDGED, [], "2022") == [("pledged", "2016-05-31"), ("overdue", "2023-01-01")]


def test_a_fulfilled_promise_is_at_its_end():
    steps = [("fulfilled", "occurred", "2018-11-30"), ("under_way", "recurring", "2019-11-30")]
    assert life(PLEDGED, steps) == [("pledged", "2016-05-31"), ("fulfilled", "2018-11-30")]
