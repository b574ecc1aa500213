"""The API answers as its own description says, whatever it is asked. JEJAK_EXAMPLES asks more of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from builders import another_report, meeting_page, record_of, training_page
from jejak.web import WebSettings, create_app

EXAMPLES = int(os.environ.get("JEJAK_EXAMPLES", "3"))
HOST = {"Host": "127.0.0.1"}


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    path = record_of(
        tmp_path_factory.mktemp("api") / "x.db",
        meeting_page("a.txt"),
        another_report("b.txt", "2020-03-06"),
        training_page("c.txt"),
    )
    app = create_app(WebSettings(path, per_minute=None))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HOST)


PATHS = tuple(create_app(WebSettings(Path("none.db"))).openapi()["paths"])


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(described, path):
    @given(case=described[path]["GET"].as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def asked(case):
        # a party that the record does not know is no fault of the question
        case.call_and_validate(headers=HOST, excluded_checks=[positive_data_acceptance])

    asked()
