import json

import pytest

from builders import meeting_page, training_page
from jejak.model import Clue, Findings, Origin
from jejak.scale.values import from_json, to_json


@pytest.mark.parametrize("findings", [meeting_page(), training_page()])
def test_what_is_read_back_equals_what_was_written(findings):
    assert findings.actors
    assert findings.events or findings.commitments
    assert from_json(to_json(findings)) == findings


def test_why_a_finding_was_made_and_by_which_versions_is_kept():
    page = meeting_page()
    origin = Origin("events", "2", "CONSULT", 0.25, (Clue("trigger", "bertemu", "meet"),))
    told = Findings(
        page.article,
        times=tuple(type(t)(t.edtf, t.evidence, origin) for t in page.times),
        versions=(("jejak", "0.1.0"), ("lexicon", "ab")),
        gated=True,
    )
    assert from_json(to_json(told)) == told


def test_what_has_nothing_to_tell_is_left_out():
    told = json.loads(to_json(Findings(meeting_page().article)))
    assert set(told) == {"article"}


@pytest.mark.parametrize("text", ["{}", "[]", '{"article": {"doc": "a", "text": "b", "news": 1}}', "{"])
def test_other_text_is_refused(text):
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        from_json(text)
