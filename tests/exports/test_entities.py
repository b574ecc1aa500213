"""FollowTheMoney entities, checked with its own package."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from followthemoney import model
from followthemoney.types import registry


@pytest.fixture
def entities(written):
    data, count = written("ftm")
    found = [json.loads(line) for line in data.splitlines()]
    assert len(found) == count
    return found


def test_every_entity_is_valid_as_it_is(entities):
    for told in entities:
        schema = model.get(told["schema"])
        schema.validate(told)
        for name, values in told["properties"].items():
            prop = schema.get(name)
            assert not prop.stub, name
            for value in values:
                assert prop.type.validate(value) or prop.type is registry.url, (told["schema"], name, value)
        proxy = model.get_proxy(told)
        assert proxy.to_dict()["properties"].keys() == told["properties"].keys()


def test_every_reference_leads_to_an_entity_that_fits(entities):
    by_id = {told["id"]: model.get(told["schema"]) for told in entities}
    led = 0
    for told in entities:
        for name, values in told["properties"].items():
            prop = model.get(told["schema"]).get(name)
            if prop.type is registry.entity:
                for value in values:
                    assert by_id[value].is_a(prop.range), (told, name)
                    led += 1
    assert led > 20


def test_ids_are_unique_and_the_same_each_time(entities, written):
    ids = [told["id"] for told in entities]
    assert max(Counter(ids).values()) == 1
    assert [json.loads(line)["id"] for line in written("ftm")[0].splitlines()] == ids
    assert all(registry.entity.validate(ident) for ident in ids)


def test_all_schemas_are_there(entities):
    assert {told["schema"] for told in entities} == {
        "Article", "PublicBody", "Person", "Position", "Occupancy", "Membership", "Mention", "Event",
        "Documentation",
    }  # fmt: skip


def test_documentation_has_the_words_and_their_place(entities):
    articles = {told["id"]: told for told in entities if told["schema"] == "Article"}
    for told in (t for t in entities if t["schema"] == "Documentation"):
        text = articles[told["properties"]["document"][0]]["properties"]["bodyText"][0]
        place = told["properties"]["description"][0]
        assert "SHA-256 of the capture 0000" in place
        if place.startswith("body "):
            start, end = map(int, place.split()[1].split("-"))
            assert text[start:end].strip() == told["properties"]["summary"][0].strip()


def test_an_agency_is_a_public_body_of_its_state(entities):
    police = next(t for t in entities if "IDN:POL" in t["properties"].get("keywords", ()))
    state = next(t for t in entities if "IDN" in t["properties"].get("keywords", ()))
    assert (police["schema"], police["properties"]["country"]) == ("PublicBody", ["id"])
    assert police["properties"]["parent"] == [state["id"]]


def test_a_meeting_has_its_parties_persons_place_and_days(entities):
    met = next(t for t in entities if "Hanoi" in t["properties"].get("location", ()))
    names = {t["id"]: t["properties"].get("name", [""])[0] for t in entities}
    assert {names[i] for i in met["properties"]["involved"]} == {
        "Indonesia", "Vietnam", "Surya Atmaja", "Tran Van Lam",
    }  # fmt: skip
    assert met["properties"]["startDate"] == ["2020-03-05"]
    assert met["properties"]["country"] == ["vn"]
