from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancekit.agreement import agreement
from stancekit.corpus import load_corpus
from stancekit.errors import InputError
from stancekit.labels import LABELS

labels = st.lists(st.sampled_from([str(label) for label in LABELS]), min_size=4, max_size=30)


def coded(values: list[str], start: int = 0):
    return load_corpus(
        [{"id": str(start + i), "text": "a", "t": value} for i, value in enumerate(values)], targets=["t"]
    )


@settings(max_examples=25, deadline=None)
@given(first=labels, data=st.data())
def test_alpha_does_not_depend_on_who_is_first(first, data):
    second = data.draw(st.lists(st.sampled_from([str(x) for x in LABELS]), min_size=len(first), max_size=len(first)))
    one = agreement(coded(first), coded(second), resamples=5).alpha["t"].value
    other = agreement(coded(second), coded(first), resamples=5).alpha["t"].value
    assert one == pytest.approx(other, nan_ok=True)


def test_alpha_of_the_textbook():
    # Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, example A: ten units, alpha 0.095.
    first = ["against", "favor", "against", "against", "against", "against", "against", "against", "favor", "against"]
    second = ["favor", "favor", "favor", "against", "against", "favor", "against", "against", "against", "against"]
    assert agreement(coded(first), coded(second), resamples=5).alpha["t"].value == pytest.approx(0.095, abs=5e-4)


def test_disagreements_are_listed_with_both_labels():
    report = agreement(coded(["favor", "against"]), coded(["favor", "neither"]), resamples=5)
    assert [(d.id, str(d.first), str(d.second)) for d in report.disagreements] == [("1", "against", "neither")]
    assert report.n == 2


def test_statements_of_one_reader_only_are_left_out():
    report = agreement(coded(["favor", "against", "neither"]), coded(["against", "neither"], start=1), resamples=5)
    assert (report.n, report.disagreements) == (2, ())


def test_nothing_in_common():
    with pytest.raises(InputError, match="no id or no target in common"):
        agreement(coded(["favor"]), coded(["favor"], start=7))


def test_targets_in_common_without_a_label_in_common():
    rows = [{"id": "1", "text": "a", "t": "favor"}, {"id": "2", "text": "b", "t": None}]
    other = [rows[0] | {"t": None}, rows[1] | {"t": "favor"}]
    with pytest.raises(InputError, match="no id or no target in common"):
        agreement(load_corpus(rows, targets=["t"]), load_corpus(other, targets=["t"]))


def test_rows_without_id_are_not_matched_by_their_position():
    rows = [{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}]
    with pytest.raises(InputError, match="row:1: no id; two readings are matched by id"):
        agreement(load_corpus(rows), load_corpus(rows[::-1]))


def test_one_id_for_two_texts_is_refused():
    rows = [{"id": str(i), "text": f"text {i}", "t": "favor"} for i in range(3)]
    other = [row | {"id": str(2 - i)} for i, row in enumerate(rows)]
    with pytest.raises(InputError, match=r"row:1: the text of id '0' differs .*'text 2'; mend the ids"):
        agreement(load_corpus(rows), load_corpus(other))


def test_seed_out_of_range():
    with pytest.raises(InputError, match="expected a seed from 0 to 4294967295, got -1"):
        agreement(coded(["favor", "against"]), coded(["favor", "against"]), seed=-1)
