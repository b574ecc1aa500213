import pytest

from jejak.errors import InputError
from jejak.exports.choosing import Filters, choose


def counts(record, **filters):
    found = choose(record, Filters(**filters))
    return len(found.events), len(found.commitments), len(found.statements)


def test_without_a_filter_all_is_chosen(record):
    assert counts(record) == (4, 3, 2)


def test_a_pair_is_chosen_in_every_kind(record):
    assert counts(record, parties=("IDN", "Laos")) == (1, 1, 1)
    assert counts(record, parties=("IDN", "LAO", "VNM")) == (0, 0, 0)


def test_a_type_leaves_only_events(record):
    assert counts(record, types=("CONSULT",)) == (2, 0, 0)


def test_a_status_leaves_what_can_have_it(record):
    assert counts(record, statuses=("planned",)) == (1, 0, 0)
    assert counts(record, statuses=("pledged",), as_of="2020-06-02") == (0, 3, 0)
    assert counts(record, statuses=("overdue", "occurred"), as_of="2095") == (2, 1, 0)


def test_a_time_is_heeded_by_every_kind(record):
    assert counts(record, until="2019") == (1, 1, 1)
    assert counts(record, since="2020-06-01", until="2020-06-30") == (0, 1, 0)


def test_a_subject_is_heeded_by_every_kind(record):
    assert counts(record, about="military") == (1, 2, 1)
    assert counts(record, about="laut") == (0, 0, 1)


def test_who_promises_or_speaks_is_heeded(record):
    assert counts(record, by="LAO") == (0, 1, 0)
    assert counts(record, by="IDN", to="VNM") == (0, 2, 0)
    assert counts(record, parties=("IDN", "LAO"), by="Budi", types=("AID",)) == (0, 0, 0)


def test_a_context_leaves_what_can_have_it(record):
    assert counts(record, contexts=("diplomatic",)) == (2, 0, 0)
    assert counts(record, contexts=("military",)) == (1, 2, 0)


def test_a_status_that_nothing_has_is_told_with_those_there_are(record):
    with pytest.raises(InputError, match=r"'done'.*occurred.*overdue"):
        choose(record, Filters(statuses=("done",)))
