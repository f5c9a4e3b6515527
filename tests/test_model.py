from __future__ import annotations

import io

import joblib
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score

from stancekit.errors import InputError
from stancekit.labels import LABELS, Stance
from stancekit.model import Prediction, StanceClassifier

TEXTS = [
    "Keep the sanctions.",
    "Sanctions must stay.",
    "The sanctions work.",
    "Lift the sanctions.",
    "Sanctions must go.",
    "The sanctions fail.",
    "It rained on Monday.",
    "The bus was late.",
    "She read a book.",
] * 2
LABELLED = (["favor"] * 3 + ["against"] * 3 + ["neither"] * 3) * 2


@pytest.fixture(scope="module")
def fitted() -> StanceClassifier:
    return StanceClassifier(min_df=1).fit(TEXTS, LABELLED)


def test_clone_has_the_parameters_and_no_fit(fitted):
    copy = clone(StanceClassifier(C=2.5, target_words=("sanction",)))
    assert copy.get_params()["C"] == 2.5
    assert copy.get_params()["target_words"] == ("sanction",)
    with pytest.raises(NotFittedError, match="not fitted yet"):
        copy.predict(["a"])


def test_parameters_round_trip():
    classifier = StanceClassifier().set_params(C=7.0, window=3)
    assert StanceClassifier(**classifier.get_params()).get_params() == classifier.get_params()


def test_constructor_leaves_its_arguments_alone():
    weights = {"word": 1.0}
    assert StanceClassifier(weights=weights).weights is weights


def test_classes_are_sorted_and_columns_follow_them(fitted):
    assert fitted.classes_.tolist() == ["against", "favor", "neither"]
    best = fitted.predict_proba(TEXTS).argmax(axis=1)
    assert fitted.classes_[best].tolist() == fitted.predict(TEXTS).tolist()


def test_decisions_and_probabilities_agree(fitted):
    values = np.exp(fitted.decision_function(TEXTS))
    np.testing.assert_allclose(values / values.sum(axis=1, keepdims=True), fitted.predict_proba(TEXTS), atol=1e-9)


def test_two_classes_have_one_decision_value_a_text():
    classifier = StanceClassifier(min_df=1).fit(TEXTS[:6], LABELLED[:6])
    values = classifier.decision_function(TEXTS[:6])
    assert values.shape == (6,)
    assert ((values > 0) == (classifier.predict(TEXTS[:6]) == "favor")).all()
    np.testing.assert_allclose(1 / (1 + np.exp(-values)), classifier.predict_proba(TEXTS[:6])[:, 1], atol=1e-9)


def test_integer_labels_come_back_as_integers():
    classifier = StanceClassifier(min_df=1).fit(TEXTS[:6], [1, 1, 1, 0, 0, 0])
    assert classifier.predict(["Keep them."]).dtype.kind == "i"


@settings(max_examples=50, deadline=None)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_text_has_probabilities_that_add_up(fitted, texts):
    table = fitted.predict_proba(texts)
    assert table.shape == (len(texts), 3)
    np.testing.assert_allclose(table.sum(axis=1), 1)


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6))
def test_batch_equals_singles_in_any_order(fitted, texts):
    together = fitted.predict_proba(texts)
    np.testing.assert_array_equal(together, np.vstack([fitted.predict_proba([text]) for text in texts]))
    np.testing.assert_array_equal(together[::-1], fitted.predict_proba(texts[::-1]))


def test_two_fits_are_equal(fitted):
    again = StanceClassifier(min_df=1).fit(TEXTS, LABELLED)
    np.testing.assert_array_equal(again.coef_, fitted.coef_)


def test_input_is_untouched(fitted):
    texts = list(TEXTS)
    fitted.predict(texts)
    assert texts == TEXTS


def test_arrays_series_and_tuples_are_texts_too(fitted):
    expected = fitted.predict(TEXTS).tolist()
    assert fitted.predict(tuple(TEXTS)).tolist() == expected
    assert fitted.predict(np.array(TEXTS, dtype=object)).tolist() == expected
    assert fitted.predict(pd.Series(TEXTS)).tolist() == expected
    assert fitted.predict(text for text in TEXTS).tolist() == expected


def test_grid_search_and_cross_validation():
    search = GridSearchCV(StanceClassifier(min_df=1), {"C": [0.1, 10.0]}, cv=2).fit(TEXTS, LABELLED)
    assert search.best_params_["C"] in (0.1, 10.0)
    assert len(cross_val_score(StanceClassifier(min_df=1), TEXTS, LABELLED, cv=3)) == 3


def test_joblib_round_trip(fitted):
    buffer = io.BytesIO()
    joblib.dump(fitted, buffer)
    buffer.seek(0)
    np.testing.assert_array_equal(joblib.load(buffer).predict_proba(TEXTS), fitted.predict_proba(TEXTS))


@pytest.mark.parametrize(
    ("texts", "labels", "message"),
    [
        ({"a": 1, "b": 2}, ["favor", "against"], "expected a list of texts, got dict .*; write a list"),
        ({"a", "b"}, ["favor", "against"], "expected a list of texts, got set"),
        (7, ["favor"], "expected a list of texts, got int 7"),
        (pd.DataFrame({"text": ["a"]}), ["favor"], r"got shape \(1, 1\); of a table give the column of texts"),
        ("one text", ["favor"], r"expected a list of texts, got one str 'one text'; write \[text\]"),
        ([1, 2], ["favor", "against"], "expected text at position 0, got int 1"),
        (["a", None], ["favor", "against"], "expected text at position 1, got NoneType None"),
        (np.array([["a"], ["b"]]), ["favor", "against"], "one-dimensional list of texts"),
        (["a", "b"], ["favor"], "got 1 labels and 2 texts"),
        (["a", "b"], ["favor", "favor"], r"at least two different labels, got \['favor'\]"),
    ],
)
def test_bad_training_input(texts, labels, message):
    with pytest.raises(InputError, match=message):
        StanceClassifier().fit(texts, labels)


def test_texts_without_a_common_word():
    with pytest.raises(InputError, match="no word occurs often enough in the 2 texts"):
        StanceClassifier().fit(["+", "$"], ["favor", "against"])


def test_target_words_as_one_str():
    with pytest.raises(InputError, match=r"list of stems that name 'target', got 'sanction'; write \['sanction'\]"):
        StanceClassifier(target_words="sanction").fit(TEXTS, LABELLED)


def test_target_words_change_what_is_seen():
    plain = StanceClassifier(min_df=1, target_words=()).fit(TEXTS, LABELLED)
    aimed = StanceClassifier(min_df=1, target_words=["sanction"]).fit(TEXTS, LABELLED)
    assert len(aimed.features_.names) > len(plain.features_.names)


def test_target_words_are_learnt_from_the_texts_if_none_are_given():
    texts = ["Ban the kites.", "Kites should be banned.", "Stop these kites!", "Keep the kites.", "Kites must stay.",
             "We need more kites."]  # fmt: skip
    labels = ["against"] * 3 + ["favor"] * 3
    classifier = StanceClassifier(min_df=1).fit(texts, labels)
    assert list(classifier.features_.target_words) == ["kite", "ban"]
    assert "[kite] last -" in classifier.features_.names
    assert not [
        name for name in StanceClassifier(min_df=1, target_words=()).fit(texts, labels).features_.names if "[" in name
    ]
    # Neither verb was seen: what they do to the target was.
    assert classifier.predict(["Abolish the kites.", "Preserve the kites."]).tolist() == ["against", "favor"]


def test_names_are_read_unless_they_are_to_be_masked():
    texts = ["we will all vote for Olga", "it is time for Olga", "we will all vote for Ivo", "it is time for Ivo"]
    labels = ["favor", "favor", "against", "against"]
    read, masked = (StanceClassifier(min_df=1, mask_names=mask).fit(texts, labels) for mask in (False, True))
    unseen = ["we all want Ivo", "we all want Olga"]
    assert read.predict(unseen).tolist() == ["against", "favor"]
    assert len(set(masked.predict(unseen))) == 1


def test_prediction_of_equals_is_the_earlier_label():
    assert Prediction({Stance.AGAINST: 0.5, Stance.NEITHER: 0.5}).stance is Stance.AGAINST


def test_model_shapes_and_keys(bundled_model):
    texts = ["Lift the embargo.", ""]
    tables = bundled_model.predict_proba(texts)
    assert list(tables) == ["sanctions", "negotiation"]
    assert bundled_model.labels == LABELS
    for table in tables.values():
        assert table.shape == (2, 4)
        np.testing.assert_allclose(table.sum(axis=1), 1)
    for prediction, row in zip(bundled_model.predict(texts), tables["sanctions"], strict=True):
        assert list(prediction["sanctions"].probabilities.values()) == row.tolist()


def test_model_reads_an_iterator_of_texts(bundled_model):
    texts = ["Lift the embargo.", "It rained."]
    assert bundled_model.predict(iter(texts)) == bundled_model.predict(texts)


def test_no_texts_is_no_error(bundled_model):
    assert bundled_model.predict([]) == []


def test_model_refuses_one_text(bundled_model):
    with pytest.raises(InputError, match="expected a list of texts, got one str"):
        bundled_model.predict("Lift the embargo.")


def test_label_that_a_target_never_saw_has_no_probability(small_model):
    assert small_model.labels == (Stance.FAVOR, Stance.AGAINST, Stance.NEITHER)
    prediction = small_model.predict(["Talks should resume now."])[0]["negotiation"]
    assert set(prediction.probabilities) == {Stance.FAVOR, Stance.NEITHER}
    column = small_model.labels.index(Stance.AGAINST)
    assert small_model.predict_proba(["Talks."])["negotiation"][0, column] == 0
