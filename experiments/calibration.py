"""How far the model's probabilities can be trusted, and what abstaining brings.

    python experiments/calibration.py [--jobs 2]         -> experiments/results/calibration.json

* Which calibration: temperature, a temperature and an offset for each label, sigmoid or isotonic, fitted on the
  out-of-fold predictions of four fifths of the episodes and scored on the rest (log-loss, nats).
* What real statements kept apart (`heldout/dev.jsonl`) are best used for: nothing, a temperature, or offsets of the
  labels as well, more or less shrunk; fitted on the other episodes among them.
* Reliability: confidence against accuracy in ten bins, out of fold and on the held-out quotes.
* Order: area under the risk-coverage curve by maximum probability, by margin and by entropy.
* Abstention: coverage and error on held-out statements for error budgets.
* Prediction sets of 90%: coverage for each label, and their size.
* `adapt_prior` on held-out statements.
"""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np
from common import DATA, SEED, write_result
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

import stancekit
from stancekit.calibration import adapt_prior, fit_temperature
from stancekit.corpus import Corpus
from stancekit.model import StanceModel
from stancekit.selection import area_under_risk_coverage
from stancekit.training import grouped_folds, joint_clusters, out_of_fold, target_words_of

BUDGETS = (0.02, 0.05, 0.1, 0.2)
SET_COVERAGE = 0.9
BINS = 10
RESAMPLES = 1_000
_LEAST = 1e-6
DEV_FOLDS = 8
#: Shrinkage of the offsets, or None for none; and whether anything is fitted.
REAL_CALIBRATIONS: dict[str, tuple[float | None, bool]] = {
    "as trained": (None, False),
    "temperature": (None, True),
    **{f"offsets, shrinkage {s:g}": (s, True) for s in (0.0, 0.02, 0.05, 0.1)},
}


def by_temperature(decisions: np.ndarray, truth: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.asarray(softmax(other / fit_temperature(decisions, truth)[0], axis=1))


def fit_offsets(decisions: np.ndarray, truth: np.ndarray, shrinkage: float = 0.0) -> tuple[float, np.ndarray]:
    """Bias-corrected temperature scaling: a temperature, and an offset for each label, drawn towards 0.

    Alexandari, Kundaje and Shrikumar 2020, https://proceedings.mlr.press/v119/alexandari20a.html.
    """

    def loss(values: np.ndarray) -> float:
        log_p = log_softmax(decisions / np.exp(values[0]) + values[1:], axis=1)
        return float(-log_p[np.arange(len(truth)), truth].mean() + shrinkage * (values[1:] ** 2).sum())

    found = minimize(loss, np.zeros(decisions.shape[1] + 1)).x
    return float(np.exp(found[0])), found[1:]


def by_temperature_and_offset(decisions: np.ndarray, truth: np.ndarray, other: np.ndarray) -> np.ndarray:
    temperature, offsets = fit_offsets(decisions, truth)
    return np.asarray(softmax(other / temperature + offsets, axis=1))


def by_sigmoid(decisions: np.ndarray, truth: np.ndarray, other: np.ndarray) -> np.ndarray:
    columns = [
        LogisticRegression(C=1e6).fit(decisions[:, [k]], truth == k).predict_proba(other[:, [k]])[:, 1]
        for k in range(decisions.shape[1])
    ]
    return normalised(np.column_stack(columns))


def by_isotonic(decisions: np.ndarray, truth: np.ndarray, other: np.ndarray) -> np.ndarray:
    raw, raw_other = softmax(decisions, axis=1), softmax(other, axis=1)
    columns = [
        IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(raw[:, k], truth == k).predict(raw_other[:, k])
        for k in range(decisions.shape[1])
    ]
    return normalised(np.column_stack(columns))


def on_real_statements(model: StanceModel, dev: Corpus, target: str) -> dict[str, dict[str, float]]:
    """Log-loss, accuracy and macro-F1 on `dev`, each statement calibrated on the other episodes."""
    head = model.heads[target]
    known = [s for s in dev if s.labels.get(target) in head.labels]
    truth = np.array([head.labels.index(s.labels[target]) for s in known])
    shown = model.matrix([s.text for s in known]) @ head.coef.T + head.intercept
    decisions = np.asarray(shown) * head.temperature
    episodes = np.array([s.episode for s in known])
    found = {}
    for name, (shrinkage, fitted) in REAL_CALIBRATIONS.items():
        table = np.zeros_like(decisions)
        for fit, rest in GroupKFold(DEV_FOLDS).split(decisions, truth, episodes):
            temperature, added = 1.0, np.zeros(len(head.labels))
            if fitted and shrinkage is None:
                temperature, _ = fit_temperature(decisions[fit], truth[fit])
            elif shrinkage is not None:
                temperature, added = fit_offsets(decisions[fit], truth[fit], shrinkage)
            table[rest] = log_softmax(decisions[rest] / temperature + added, axis=1)
        guess = table.argmax(axis=1)
        found[name] = {
            "log_loss": round(float(-table[np.arange(len(truth)), truth].mean()), 4),
            "accuracy": round(float((guess == truth).mean()), 4),
            "macro_f1": round(float(f1_score(truth, guess, average="macro", zero_division=0)), 4),
        }
    return found


def normalised(table: np.ndarray) -> np.ndarray:
    table = np.clip(table, _LEAST, None)
    return np.asarray(table / table.sum(axis=1, keepdims=True))


METHODS = {
    "temperature": by_temperature,
    "temperature and offsets": by_temperature_and_offset,
    "sigmoid": by_sigmoid,
    "isotonic": by_isotonic,
}


def interval(values: np.ndarray, clusters: np.ndarray) -> dict[str, float]:
    """Mean of a value a statement, with a bootstrap over clusters."""
    position = np.unique(clusters, return_inverse=True)[1]
    n = position.max() + 1
    drawn = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)[:, position]
    low, high = np.percentile((drawn @ values) / drawn.sum(axis=1), [2.5, 97.5])
    return {"value": round(float(values.mean()), 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def reliability(table: np.ndarray, truth: np.ndarray) -> list[dict[str, float]]:
    confidence, correct = table.max(axis=1), table.argmax(axis=1) == truth
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "confidence": round(float(confidence[which == b].mean()), 4),
            "accuracy": round(float(correct[which == b].mean()), 4),
            "n": int((which == b).sum()),
        }
        for b in range(BINS)
        if (which == b).any()
    ]


def orders(table: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    correct = table.argmax(axis=1) == truth
    ranked = np.sort(table, axis=1)
    entropy = -(table * np.log(np.clip(table, 1e-12, None))).sum(axis=1)
    scores = {"maximum probability": ranked[:, -1], "margin": ranked[:, -1] - ranked[:, -2], "entropy": -entropy}
    return {name: round(float(area_under_risk_coverage(score, correct)), 4) for name, score in scores.items()}


def compare_methods(decisions: np.ndarray, truth: np.ndarray, fold_of: np.ndarray) -> dict[str, float]:
    losses: dict[str, list[float]] = {name: [] for name in METHODS}
    for fold in range(fold_of.max() + 1):
        inside = fold_of != fold
        for name, method in METHODS.items():
            table = method(decisions[inside], truth[inside], decisions[~inside])
            losses[name] += (-np.log(table[np.arange(len(table)), truth[~inside]])).tolist()
    return {name: round(float(np.mean(values)), 4) for name, values in losses.items()}


def on_held_out(model: StanceModel, corpus: Corpus, target: str) -> dict[str, Any]:
    rows = [i for i, s in enumerate(corpus) if target in s.labels]
    texts = [corpus.texts[i] for i in rows]
    labels = model.heads[target].labels
    truth = np.array([labels.index(corpus.statements[i].labels[target]) for i in rows])
    clusters = corpus.clusters("episode")[rows]
    table = model.predict_proba(texts)[target]
    sets = [found[target] for found in model.predict_sets(texts, SET_COVERAGE)]
    held = np.array([labels[y] in found for y, found in zip(truth, sets, strict=True)], dtype=float)
    adapted = adapt_prior(table, model.heads[target].prior or ())
    return {
        "n": len(rows),
        "reliability": reliability(table, truth),
        "risk_coverage_area": orders(table, truth),
        "abstention": {str(budget): abstention(model, texts, truth, target, budget) for budget in BUDGETS},
        "sets": {
            "coverage": interval(held, clusters),
            "by_label": {
                str(label): interval(held[truth == k], clusters[truth == k])
                for k, label in enumerate(labels)
                if (truth == k).any()
            },
            "mean_size": round(float(np.mean([len(found) for found in sets])), 3),
        },
        "log_loss": loss_of(table, truth),
        "adapt_prior": {
            "log_loss": loss_of(adapted.probabilities, truth),
            "accuracy_before": round(float((table.argmax(axis=1) == truth).mean()), 4),
            "accuracy_after": round(float((adapted.probabilities.argmax(axis=1) == truth).mean()), 4),
            "estimated": [round(float(share), 3) for share in adapted.prior],
            "true": [round(float((truth == k).mean()), 3) for k in range(len(labels))],
        },
    }


def loss_of(table: np.ndarray, truth: np.ndarray) -> float:
    return round(float(-np.log(table[np.arange(len(truth)), truth]).mean()), 4)


def abstention(
    model: StanceModel, texts: list[str], truth: np.ndarray, target: str, budget: float
) -> dict[str, float | None]:
    found = [row[target] for row in model.predict(texts, max_error=budget)]
    answered = np.array([not p.abstained for p in found])
    wrong = np.array([model.heads[target].labels[y] != p.stance for y, p in zip(truth, found, strict=True)])
    error = round(float(wrong[answered].mean()), 4) if answered.any() else None
    return {"coverage": round(float(answered.mean()), 4), "error": error}


def main() -> None:
    """Cross-validate once at the model's own settings, then look at everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=1)
    jobs = parser.parse_args().jobs
    model, corpus = stancekit.load_model(), stancekit.load_corpus(DATA / "corpus")
    settings = model.card["settings"]
    grid = sorted(set(settings["C"].values()))
    words = target_words_of(corpus.targets)
    folds = out_of_fold(corpus, target_words=words, C=grid, folds=settings["folds"], seed=SEED, n_jobs=jobs)
    fold_of = grouped_folds(corpus, settings["folds"], SEED)
    held_out = {name: stancekit.load_corpus(DATA / "heldout" / f"{name}.jsonl") for name in ("quotes", "dev")}
    figures: dict[str, Any] = {}
    for target, found in folds.items():
        decisions = found.decisions[settings["C"][target]]
        table = by_temperature(decisions, found.truth, decisions)
        wrong = (table.argmax(axis=1) != found.truth).astype(float)
        figures[target] = {
            "log_loss_by_method": compare_methods(decisions, found.truth, fold_of[found.rows]),
            "on_real_statements": on_real_statements(model, held_out["dev"], target),
            "out_of_fold": {
                "reliability": reliability(table, found.truth),
                "risk_coverage_area": orders(table, found.truth),
                "error": interval(wrong, joint_clusters(corpus)[found.rows]),
            },
            **{name: on_held_out(model, held, target) for name, held in held_out.items()},
        }
    write_result("calibration", figures, corpus.digest)


if __name__ == "__main__":
    main()
