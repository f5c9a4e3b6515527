from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancekit.errors import InputError
from stancekit.labels import Stance

sentences = st.lists(
    st.sampled_from("don't lift the sanctions talks , not now ! until they free 12 prisoners 制裁 — no deal".split()),
    max_size=14,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(text=sentences, target=st.sampled_from(["sanctions", "negotiation"]), label=st.sampled_from([None, *Stance]))
def test_contributions_and_intercept_add_up_to_the_decision(bundled_model, text, target, label):
    found = bundled_model.explain(text, target, label)
    column = bundled_model.labels.index(found.label)
    decision = bundled_model.decision_function([text])[target][0, column]
    assert found.decision == pytest.approx(decision, abs=1e-6)
    assert found.intercept + sum(w.contribution for w in found.words) == pytest.approx(decision, abs=1e-6)
    assert found.intercept + sum(f.contribution for f in found.features) == pytest.approx(decision, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(text=sentences)
def test_words_index_into_the_text_in_order(bundled_model, text):
    words = bundled_model.explain(text, "sanctions").words
    assert all(text[word.start : word.end] == word.text for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)


def test_evidence_speaks_for_the_label_strongest_first(bundled_model):
    evidence = bundled_model.explain("Lift the embargo, it starves children.", "sanctions").evidence(2)
    assert len(evidence) == 2
    assert evidence[0].contribution >= evidence[1].contribution > 0


def test_default_label_is_the_predicted_one(bundled_model):
    text = "We will not lift the sanctions."
    assert bundled_model.explain(text, "sanctions").label == bundled_model.predict([text])[0]["sanctions"].stance


@pytest.mark.parametrize(
    ("target", "label", "message"),
    [
        ("trade", None, "unknown target 'trade'; this model knows sanctions, negotiation"),
        ("sanctions", "maybe", "unknown label 'maybe': expected one of favor, against, conditional, neither"),
    ],
)
def test_unknown_names(bundled_model, target, label, message):
    with pytest.raises(InputError, match=message):
        bundled_model.explain("Lift them.", target, label)


def test_label_that_the_model_never_saw(small_model):
    with pytest.raises(InputError, match="never saw the label 'conditional' for sanctions"):
        small_model.explain("Lift them.", "sanctions", "conditional")
