from __future__ import annotations

from pathlib import Path

import pytest

from jejak import scale


@pytest.fixture(scope="session")
def inputs() -> list[str]:
    """The examples: pages, rows, an archive and a feed."""
    examples = Path(__file__).parents[2] / "examples"
    return [str(examples / "pages"), str(examples / "archive")]


@pytest.fixture(scope="session")
def coded(tmp_path_factory, inputs):
    """Findings of the examples, in six files."""
    folder = tmp_path_factory.mktemp("coded")

    class ThreeReaders(scale.OwnEngine):
        readers = 3

    done = scale.code_into(str(folder), inputs, ThreeReaders(jobs=2))
    assert (done.counts.read, done.counts.rejected, done.units) == (34, 2, 6)
    return folder
