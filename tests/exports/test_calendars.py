"""The calendar, read by icalendar."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar


def entries(data: bytes):
    return {str(entry["uid"]): entry for entry in Calendar.from_ical(data).walk("VEVENT")}


def test_what_is_to_come_is_in_the_calendar(written):
    data, count = written("ics", as_of="2026-01-01")
    found = sorted(entries(data).values(), key=lambda e: e.decoded("dtstart"))
    assert [e.decoded("dtstart") for e in found] == [date(2090, 5, 5), date(2091, 3, 31)]
    assert count == 2
    meeting, due = found
    assert meeting.decoded("dtend") == date(2090, 5, 6)
    assert (str(meeting["status"]), str(meeting["location"])) == ("CONFIRMED", "Da Nang")
    assert str(due["summary"]).startswith("Due (Mar 2091): Indonesia promised")


def test_an_entry_has_the_words_the_address_and_the_capture(written):
    for entry in entries(written("ics", as_of="2026-01-01")[0]).values():
        told = str(entry["description"])
        assert "“Indonesia" in told or "“mengirim dua kapal ke Vietnam”" in told
        assert "SHA-256 0000" in told
        assert "https://contoh.example/rencana" in told


def test_what_is_past_is_only_there_when_asked_for(written):
    assert entries(written("ics", as_of="2095-01-01")[0]) == {}
    assert len(entries(written("ics", as_of="2095-01-01", since="2020")[0])) == 1


def test_the_calendar_is_the_same_each_time(written):
    assert written("ics", as_of="2026-01-01") == written("ics", as_of="2026-01-01")
