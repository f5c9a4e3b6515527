import numpy as np
import pytest

from stancekit import InputError
from stancekit.calibration import adapt_prior, fit_temperature


def shifted(prior, n=4_000, seed=0):
    """Two labels with known densities: posteriors under equal shares, drawn under other shares."""
    rng = np.random.default_rng(seed)
    truth = (rng.uniform(size=n) >= prior).astype(int)
    x = rng.normal(np.where(truth == 0, 1.0, -1.0), 1.0)
    favor = 1 / (1 + np.exp(-2 * x))
    return np.column_stack([favor, 1 - favor]), truth


@pytest.mark.parametrize("prior", [0.1, 0.3, 0.5, 0.8, 0.95])
def test_shifted_mix_is_found_and_corrected(prior):
    table, truth = shifted(prior)
    adapted = adapt_prior(table, [0.5, 0.5])
    assert adapted.prior[0] == pytest.approx(prior, abs=0.03)
    rows = np.arange(len(truth))
    before, after = -np.log(table[rows, truth]).mean(), -np.log(adapted.probabilities[rows, truth]).mean()
    assert after <= before + 0.002


def test_rows_still_add_up_to_one():
    table, _ = shifted(0.7)
    assert np.allclose(adapt_prior(table, [0.5, 0.5]).probabilities.sum(axis=1), 1)


@pytest.mark.parametrize(
    ("table", "prior", "message"),
    [
        ([[0.5, 0.6]], [0.5, 0.5], "rows that add up to 1"),
        ([[0.5, 0.5]], [1.0], "as many priors"),
        ([[0.5, 0.5]], [1.0, 0.0], "shares above 0"),
        ([], [0.5, 0.5], "shape"),
    ],
)
def test_what_does_not_fit_is_refused(table, prior, message):
    with pytest.raises(InputError, match=message):
        adapt_prior(table, prior)


def test_a_model_can_adapt_and_does_not_by_default(bundled_model):
    texts = [
        "Lift the sanctions.",
        "The sanctions must go.",
        "End the embargo now.",
        "The embargo should be dropped.",
    ] * 5
    plain, adapted = bundled_model.predict(texts), bundled_model.predict(texts, adapt_prior=True)
    assert plain == bundled_model.predict(texts)
    assert adapted[0]["sanctions"].confidence > plain[0]["sanctions"].confidence


def test_overconfidence_is_cooled():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 3_000)
    decisions = rng.normal(size=(3_000, 3)) + 1.5 * np.eye(3)[truth]
    warm, _ = fit_temperature(decisions, truth)
    hot, _ = fit_temperature(4 * decisions, truth)
    assert hot == pytest.approx(4 * warm, rel=0.02)
