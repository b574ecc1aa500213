"""A small record with everything an export has to tell, and words that mean harm."""

from __future__ import annotations

import io

import pytest

from builders import (
    article,
    event,
    findings,
    meeting_page,
    person,
    promise,
    record_of,
    said,
    state,
    training_page,
)
from jejak.exports.formats import FORMATS, Filters, Wish
from jejak.views.record import Record

HOSTILE = '=HYPERLINK("http://jahat.example","klik")<script>alert(1)</script> {\\input{x}} & 50% _a_'


def hostile_page():
    """A page whose title, publisher and words are markup, a formula and TeX; its address is no web page."""
    text = f"+62 Indonesia dan Laos bertemu. {HOSTILE}, kata Budi. Laos siap membantu Indonesia."
    page = article(
        "jahat.txt", text, "2019-01-02", title=HOSTILE, publisher='@SUM(A1)"</title>', url="javascript:alert(1)",
        bylines=("Sari \\ {Contoh",),
    )  # fmt: skip
    return findings(
        page,
        actors=(
            state(page, "IDN", "Indonesia"),
            state(page, "LAO", "Laos"),
            person(page, "Budi", title=None),
        ),
        events=(event(page, "+62 Indonesia dan Laos bertemu", actors=("IDN", "LAO"), when="2019-01-01"),),
        statements=(said(page, HOSTILE, "Budi", "IDN", kind="indirect", cue="kata"),),
        commitments=(promise(page, "Laos siap membantu Indonesia", by=("LAO",), to=("IDN:POL",)),),
    )


def plan_page():
    """A meeting and a promise that are to come, told in a caption and a body."""
    text = "Indonesia berjanji mengirim dua kapal ke Vietnam pada Maret 2091."
    page = article(
        "rencana.txt", text, "2020-06-01", url="https://contoh.example/rencana?a=1&b={2}",
        captions=("Menteri Indonesia dan Vietnam akan bertemu di Da Nang, 5 Mei 2090.",),
    )  # fmt: skip
    return findings(
        page,
        actors=(state(page, "IDN", "Indonesia"), state(page, "VNM", "Vietnam")),
        events=(
            event(page, "Indonesia dan Vietnam akan bertemu di Da Nang", "AGREE", status="planned", zone="caption:0",
                  when="2090-05-05", where="Da Nang", contexts=("diplomatic",)),
        ),
        commitments=(promise(page, "mengirim dua kapal ke Vietnam", due="2091-03", contexts=("military",)),),
    )  # fmt: skip


@pytest.fixture(scope="package")
def path(tmp_path_factory):
    return record_of(
        tmp_path_factory.mktemp("exports") / "x.db",
        meeting_page("a.txt", url="https://contoh.example/a"),
        training_page("b.txt"),
        hostile_page(),
        plan_page(),
    )


@pytest.fixture
def record(path):
    with Record(path) as opened:
        yield opened


@pytest.fixture
def written(record):
    """Writes one format of the record: what is in it, and how many items it says it has."""

    def write(name: str, **wishes):
        filters = Filters(**{key: wishes.pop(key) for key in list(wishes) if key in Filters.__slots__})
        out = io.BytesIO()
        count = FORMATS[name].write(record, Wish(filters, **wishes), out)
        return out.getvalue(), count

    return write
