import pytest

from jejak.exports.formats import FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_heeds_the_filters(written, name):
    assert written(name, parties=("VNM",), as_of="2020-04")[1] > 0
    assert written(name, parties=("FJI",), as_of="2020-04")[1] == 0


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_gives_the_same_each_time(written, name):
    if name != "parquet":  # which says when it was made by which library
        assert written(name, as_of="2020-04") == written(name, as_of="2020-04")


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_a_format_says_what_it_is(format):
    assert format.tells.endswith(".")
    assert format.suffix.startswith(".")
    assert "/" in format.media_type
