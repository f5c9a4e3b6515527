from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support

import stancekit
from stancekit.errors import InputError
from stancekit.evaluation import _bootstrap, _cluster_weights, _confusions, _f1, evaluate, keyword_stance
from stancekit.labels import LABELS, Stance

ROWS = [
    {"text": "Keep the sanctions.", "sanctions": "favor", "negotiation": "neither", "episode": "a"},
    {"text": "Lift the sanctions now.", "sanctions": "against", "negotiation": "neither", "episode": "a"},
    {"text": "No talks until they are free.", "sanctions": "neither", "negotiation": "conditional", "episode": "b"},
    {"text": "We must never talk to them.", "sanctions": "neither", "negotiation": "against", "episode": "b"},
    {"text": "Talks are the only way to peace.", "sanctions": "favor", "negotiation": "favor", "episode": "c"},
    {"text": "The council met on Monday.", "sanctions": "neither", "negotiation": "neither", "episode": "d"},
]


@pytest.fixture(scope="module")
def report(bundled_model, small_rows):
    return evaluate(bundled_model, ROWS, training=small_rows, resamples=200)


def test_figures_are_those_of_scikit_learn(bundled_model, report):
    names = [str(label) for label in LABELS]
    for target, found in report.targets.items():
        truth = [row[target] for row in ROWS]
        guess = [str(p[target].stance) for p in bundled_model.predict([row["text"] for row in ROWS])]
        options = {"labels": names, "zero_division": 0}
        assert found.macro_f1.value == pytest.approx(f1_score(truth, guess, average="macro", **options), abs=1e-4)
        expected = f1_score(truth, guess, average="macro", labels=names[:2], zero_division=0)
        assert found.f_avg.value == pytest.approx(expected, abs=1e-4)
        assert found.accuracy.value == pytest.approx(accuracy_score(truth, guess), abs=1e-4)
        matrix = [list(row.values()) for row in found.confusion.values()]
        assert matrix == confusion_matrix(truth, guess, labels=names).tolist()
        scores = precision_recall_fscore_support(truth, guess, **options)
        for position, label in enumerate(LABELS):
            ours = found.per_label[label]
            assert [ours.precision, ours.recall, ours.f1, ours.support] == pytest.approx([s[position] for s in scores])


@settings(max_examples=40, deadline=None)
@given(data=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=40))
def test_f1_from_summed_confusions_is_the_f1_of_the_whole(data):
    truth, guess, clusters = (np.array(column) for column in zip(*data, strict=True))
    ours = _f1(_confusions(truth, guess, 4, clusters).sum(axis=0)).mean()
    assert ours == pytest.approx(f1_score(truth, guess, labels=range(4), average="macro", zero_division=0))


def test_interval_covers_the_true_value_about_as_often_as_it_says():
    rng = np.random.default_rng(1)
    hits = 0
    for seed in range(200):
        right = rng.random(120) < 0.7
        parts = np.column_stack([right, np.ones(120)])
        counts = _cluster_weights(np.arange(120), seed, 300)
        figure = _bootstrap(counts, parts, lambda c: c[..., 0] / c[..., 1])
        hits += figure.low <= 0.7 <= figure.high
    assert 0.88 <= hits / 200 <= 0.99


def test_intervals_hold_the_value_and_differences_have_a_sign(report):
    for found in report.targets.values():
        for figure in (found.macro_f1, found.f_avg, found.accuracy, found.calibration_error):
            assert figure.low <= figure.high
            assert figure.low >= 0
            assert figure.high <= 1
        for other in found.baselines.values():
            assert other.difference.value == pytest.approx(found.macro_f1.value - other.macro_f1.value, abs=2e-4)


def test_baselines_and_signature(report):
    assert set(report.targets["sanctions"].baselines) == {"majority", "plain scikit-learn", "keywords"}
    assert report.signature["seed"] == 0
    assert report.signature["resamples"] == 200
    assert {"scikit-learn", "stancekit"} <= set(report.signature["versions"])
    assert len(report.signature["evaluated"]) == 64


def test_without_training_rows_only_the_keyword_baseline_is_there(bundled_model):
    assert set(evaluate(bundled_model, ROWS, resamples=20).targets["sanctions"].baselines) == {"keywords"}


def test_report_can_be_written_as_json(report):
    assert json.loads(json.dumps(report.as_dict()))["targets"]["sanctions"]["n"] == len(ROWS)


def test_same_seed_same_report(bundled_model, small_rows, report):
    assert evaluate(bundled_model, ROWS, training=small_rows, resamples=200) == report


def test_targets_in_common_are_scored(bundled_model):
    rows = [{"text": "Keep them.", "sanctions": "favor", "weather": "favor"}] * 2
    assert set(evaluate(bundled_model, rows, resamples=20).targets) == {"sanctions"}
    with pytest.raises(InputError, match="expected at least one in common"):
        evaluate(bundled_model, [{"text": "a", "weather": "favor"}])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"training": [{"text": "a", "sanctions": "favor", "negotiation": "favor"}] * 2},
            "one label value only: favor",
        ),
        (
            {
                "training": [
                    {"text": "+", "sanctions": "favor", "negotiation": "favor"},
                    {"text": "-", "sanctions": "against", "negotiation": "against"},
                ]
            },
            "a baseline cannot learn sanctions from these texts: empty vocabulary",
        ),
        ({"seed": -1}, "expected a seed from 0 to 4294967295, got -1"),
    ],
)
def test_settings_that_cannot_be_used(bundled_model, options, message):
    with pytest.raises(InputError, match=message):
        evaluate(bundled_model, ROWS, **options)


def test_target_without_any_label_is_not_scored(bundled_model):
    rows = [row | {"negotiation": None} for row in ROWS]
    held_out = stancekit.load_corpus(rows, targets=["sanctions", "negotiation"])
    assert list(evaluate(bundled_model, held_out, resamples=5).targets) == ["sanctions"]


def test_label_that_the_model_never_saw_counts_as_missed(small_model):
    rows = [
        {"text": "If they free him, we lift them.", "sanctions": "conditional"},
        {"text": "Keep", "sanctions": "favor"},
    ]
    found = evaluate(small_model, rows, resamples=20).targets["sanctions"]
    assert found.per_label[Stance.CONDITIONAL].recall == 0


@pytest.mark.parametrize(
    ("text", "target", "label"),
    [
        ("Lift the sanctions.", "sanctions", Stance.AGAINST),
        ("Keep the sanctions.", "sanctions", Stance.FAVOR),
        ("We ease the embargo if they free him.", "sanctions", Stance.CONDITIONAL),
        ("It rained.", "sanctions", Stance.NEITHER),
        ("We refuse talks.", "negotiation", Stance.AGAINST),
    ],
)
def test_keyword_baseline(text, target, label):
    assert keyword_stance(text, target) is label


def test_evaluate_is_exported():
    assert stancekit.evaluate is evaluate
