import pytest

from builders import ORIGIN, article, findings, record_of, words
from jejak.errors import InputError
from jejak.model import Instrument, Origin
from jejak.record.instruments import instrument_id
from jejak.views.instruments import instruments
from jejak.views.record import Record


def named(doc, name, day, *, kind="plan", **fields):
    page = article(doc, f"Indonesia dan Vietnam membahas {name} pagi itu.", day, publisher=f"Kabar {doc}")
    return findings(page, instruments=(Instrument(name, kind, words(page, name), ORIGIN, **fields),))


BOTH = ("IDN", "VNM")
PAGES = [
    named("a.txt", "Rencana Aksi Melati 2021-2025", "2020-01-05", topic=("melati",), parties=BOTH,
          act="planned", when="2020", validity="2021/2025"),
    named("b.txt", "Rencana Aksi Melati 2021-2025", "2020-03-05", topic=("melati",), parties=("IDN",),
          act="adopted", when="2020-03-04", validity="2021/2025"),
    named("c.txt", "Deklarasi Kenanga", "2019-03-05", kind="statement", topic=("kenanga",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record(record_of(tmp_path_factory.mktemp("x") / "x.db", *PAGES)) as opened:
        yield opened


def test_articles_that_name_one_instrument_tell_of_one(record):
    plan = instruments(record)[-1]
    assert (plan.name, plan.reports, plan.sources) == ("Rencana Aksi Melati 2021-2025", 2, 2)
    assert (plan.parties, plan.validity) == (BOTH, "2021/2025")


def test_it_was_adopted_if_any_report_says_so(record):
    plan = instruments(record, "aksi melati")[0]
    assert (plan.act, plan.when) == ("adopted", "2020-03-04")


def test_before_that_report_it_was_only_planned(record):
    from datetime import date

    with Record(record.path, known_on=date(2020, 2, 1)) as then:
        (plan,) = instruments(then, "melati")
        assert (plan.act, plan.when, plan.reports) == ("planned", "2020", 1)


def test_instruments_of_a_party(record):
    assert [row.kind for row in instruments(record, parties=["Vietnam"])] == ["plan"]


def test_a_name_of_none_is_told(record):
    with pytest.raises(InputError, match="'anggrek'"):
        instruments(record, "anggrek")


def test_each_report_has_the_words(record):
    assert [r.exact for r in instruments(record, "kenanga")[0].evidence] == ["Deklarasi Kenanga"]


def of(name="Rencana Aksi", kind="plan", topic=(), parties=BOTH, validity=None, rule="head and name"):
    page = article("a.txt", name)
    return instrument_id(
        Instrument(name, kind, words(page, name), Origin("x", "1", rule), topic, parties, validity=validity)
    )


def test_years_kind_topic_and_where_there_is_none_parties_tell_instruments_apart():
    ids = [
        of(validity="2016/2020"), of(validity="2021/2025"), of(validity="2016/2020", parties=("IDN", "LAO")),
        of(topic=("melati",)), of(topic=("kenanga",)), of(topic=("melati",), kind="statement"),
    ]  # fmt: skip
    assert len(set(ids)) == len(ids)
    assert of(topic=("melati",), parties=()) == of(topic=("melati",))


def test_a_name_of_our_lists_is_one_however_written():
    assert of("Traktat Anggrek", rule="named", parties=()) == of("Traktat Anggrek", rule="named")
