from datetime import date

import pytest

from builders import another_report, article, event, findings, meeting_page, record_of, training_page
from jejak.errors import InputError
from jejak.views.map import events_at, places
from jejak.views.record import Record
from jejak.views.timeline import wanted_events


def talks(doc, exact, day, where, **fields):
    page = article(doc, f"{exact} pada hari itu.", day, publisher=f"Kabar {doc}")
    return findings(page, events=(event(page, exact, when=day, where=where, **fields),))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    pages = [
        meeting_page("a.txt"),
        another_report("b.txt", "2020-03-07"),
        training_page(),
        talks("c.txt", "Indonesia menemui Vietnam soal padi di Vietnam", "2022-05-01", "Vietnam"),
        talks("d.txt", "Indonesia menemui Vietnam soal udang di Balai Kenanga", "2022-06-01", "Balai Kenanga"),
        talks("e.txt", "Laos mengecam Indonesia soal bendungan", "2022-07-01", None, type="ACCUSE", actors=("LAO",), recipients=("IDN",)),
    ]  # fmt: skip
    with Record(record_of(tmp_path_factory.mktemp("x") / "x.db", *pages)) as opened:
        yield opened


def test_each_place_counts_its_events_beside_their_reports(record):
    spots = {spot.id: spot for spot in places(record, wanted_events(record)).spots}
    assert {name: (s.events, s.reports) for name, s in spots.items()} == {
        "Hanoi,VNM": (1, 2), "Surabaya,IDN": (1, 1), "Vietnam,VNM": (1, 1),
    }  # fmt: skip
    assert (round(spots["Hanoi,VNM"].latitude), round(spots["Hanoi,VNM"].longitude)) == (21, 106)


def test_a_country_has_no_point_of_its_own(record):
    spots = {spot.id: spot for spot in places(record, wanted_events(record)).spots}
    assert (spots["Vietnam,VNM"].sort, spots["Vietnam,VNM"].latitude) == ("country", None)


def test_what_is_not_on_the_map_is_counted_too(record):
    row = places(record, wanted_events(record))
    assert (row.events, row.nowhere, [(u.name, u.events) for u in row.unknown]) == (
        3,
        1,
        [("Balai Kenanga", 1)],
    )


def test_countries_gather_the_places_in_them(record):
    row = places(record, wanted_events(record))
    assert [(c.name, c.events, c.reports) for c in row.countries] == [("VNM", 2, 3), ("IDN", 1, 1)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"since": "2021"}, ["Surabaya,IDN", "Vietnam,VNM"]),
        ({"until": "2020"}, ["Hanoi,VNM"]),
        ({"types": ["aid"]}, ["Surabaya,IDN"]),
        ({"parties": ["Laos"]}, []),
    ],
)
def test_the_map_can_be_narrowed(record, asked, found):
    assert sorted(spot.id for spot in places(record, wanted_events(record, **asked)).spots) == found


def test_a_place_leads_to_its_events(record):
    wanted = wanted_events(record, types=["CONSULT"])
    spot = next(spot for spot in places(record, wanted).spots if spot.id == "Hanoi,VNM")
    found = events_at(record, wanted, spot)
    assert [(event.where, event.reports) for event in found] == [("Hanoi", 2)]


def test_an_unknown_type_is_told(record):
    with pytest.raises(InputError, match="no event type 'party'"):
        wanted_events(record, types=["party"])


def test_the_map_can_be_seen_as_it_was_known(record):
    with Record(record.path, known_on=date(2020, 3, 6)) as then:
        wanted = wanted_events(then)
        row = places(then, wanted)
        assert [(spot.id, spot.reports) for spot in row.spots] == [("Hanoi,VNM", 1)]
        assert [event.reports for event in events_at(then, wanted, row.spots[0])] == [1]
