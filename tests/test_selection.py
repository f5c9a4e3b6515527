import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stancekit
from stancekit import InputError, Stance
from stancekit.selection import accuracy_at_coverage, area_under_risk_coverage, select

LABELS = (Stance.FAVOR, Stance.AGAINST)


def simulated(seed: int, n: int = 2_000, clusters: int = 100):
    """Calibrated predictions: the truth is drawn with the stated probability."""
    rng = np.random.default_rng(seed)
    p = rng.uniform(0.02, 0.98, n)
    truth = (rng.uniform(size=n) > p).astype(np.int64)
    return np.column_stack([p, 1 - p]), truth, rng.integers(0, clusters, n)


@pytest.mark.parametrize("budget", [0.05, 0.1, 0.2])
def test_error_stays_within_the_budget_on_new_statements(budget):
    kept = 0
    for seed in range(20):
        threshold = select(*_with_labels(simulated(seed))).threshold(budget)
        table, truth, _ = simulated(seed + 1_000, n=20_000)
        answered = table.max(axis=1) >= threshold
        if not answered.any() or (table.argmax(axis=1) != truth)[answered].mean() <= budget:
            kept += 1
    # A 95% bound may fail in one of twenty; three failures of twenty would be very unlikely.
    assert kept >= 18


def _with_labels(drawn):
    table, truth, clusters = drawn
    return table, truth, LABELS, clusters


def test_sets_hold_each_label_as_often_as_asked():
    selection = select(*_with_labels(simulated(0, n=5_000)))
    table, truth, _ = simulated(7, n=5_000)
    for k, label in enumerate(LABELS):
        held = table[truth == k, k] >= selection.least_probability(label, 0.9)
        assert held.mean() == pytest.approx(0.9, abs=0.03)


def test_a_smaller_budget_answers_less():
    selection = select(*_with_labels(simulated(3)))
    thresholds = [selection.threshold(budget) for budget in (0.4, 0.2, 0.1, 0.05, 0.000001)]
    assert thresholds == sorted(thresholds)
    assert thresholds[-1] == float("inf")


def test_statements_that_err_together_bound_more_loosely():
    table, truth, clusters = simulated(5)
    whole = select(table, truth, LABELS, np.repeat(np.arange(4), 500)[np.argsort(np.argsort(truth != table.argmax(1)))])
    assert whole.bound[-1] > select(table, truth, LABELS, clusters).bound[-1]


@pytest.mark.parametrize("value", [0, 1, -0.1, 2, "0.05", float("nan")])
def test_budget_out_of_range(bundled_model, value):
    with pytest.raises(InputError, match="expected max_error above 0 and below 1"):
        bundled_model.predict(["Lift them."], max_error=value)


@pytest.mark.parametrize("value", [0, 1])
def test_coverage_out_of_range(bundled_model, value):
    with pytest.raises(InputError, match="expected a coverage above 0 and below 1"):
        bundled_model.predict_sets(["Lift them."], coverage=value)


def test_abstaining_keeps_probabilities_and_says_so(bundled_model):
    texts = ["The sanctions must be lifted at once.", "Hm, on the one hand pressure, on the other a talk perhaps."]
    strict, plain = bundled_model.predict(texts, max_error=0.02), bundled_model.predict(texts)
    assert [p["sanctions"].probabilities for p in strict] == [p["sanctions"].probabilities for p in plain]
    assert not any(p[t].abstained for p in plain for t in p)
    assert all((p[t].answer is None) == p[t].abstained for p in strict for t in p)


@given(st.text(max_size=80))
@settings(max_examples=25, deadline=None)
def test_sets_hold_the_most_probable_label_and_grow_with_coverage(bundled_model, text):
    narrow, wide = (bundled_model.predict_sets([text], coverage=c)[0] for c in (0.5, 0.99))
    best = bundled_model.predict([text])[0]
    for target, found in narrow.items():
        assert best[target].stance in found
        assert found <= wide[target]


def test_a_model_without_risk_refuses_to_abstain():
    head = stancekit.load_model().heads["sanctions"]
    bare = stancekit.StanceModel(
        stancekit.load_model().features, {"sanctions": type(head)(head.labels, head.coef, head.intercept)}
    )
    with pytest.raises(InputError, match="knows no risk for sanctions"):
        bare.predict(["Lift them."], max_error=0.1)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_area_lies_between_none_and_all_wrong(answers):
    confidence = np.array([c for c, _ in answers])
    correct = np.array([right for _, right in answers])
    area = float(area_under_risk_coverage(confidence, correct))
    assert 0 <= area <= 1
    assert float(accuracy_at_coverage(confidence, correct, 1.0)) == pytest.approx(correct.mean())


def test_drawing_every_statement_once_is_no_draw():
    table, truth, _ = simulated(1, n=200)
    confidence, correct = table.max(axis=1), table.argmax(axis=1) == truth
    once = np.ones((1, 200), dtype=np.int64)
    assert area_under_risk_coverage(confidence, correct, once)[0] == area_under_risk_coverage(confidence, correct)
    assert accuracy_at_coverage(confidence, correct, 0.6, once)[0] == accuracy_at_coverage(confidence, correct, 0.6)
