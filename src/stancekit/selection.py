"""Answering only where it is safe: a risk budget, sets of labels, and how good the order of confidence is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, norm

from .errors import InputError
from .labels import Stance

FloatArray = NDArray[np.float64]
# How many thresholds of confidence are kept, and how many quantiles of the probability of the true label.
_STEPS: Final = 200
_QUANTILES: Final = 200
_LEVEL: Final = 0.95
# Below so many answers an error rate says little.
_FEWEST: Final = 50


@dataclass(frozen=True, slots=True)
class Selection:
    """What the out-of-fold predictions of one target say about trusting it.

    Parameters
    ----------
    thresholds : tuple of float
        Confidences, falling; the answers at or above each are those it lets through.
    coverage, error, bound : tuple of float
        Share answered, share of those that are wrong, and an upper bound (95%) on that share.
    n : int
        Statements behind the table.
    quantiles : mapping of Stance to tuple of float
        For each label, quantiles of the probability that statements of this label gave it, rising in even steps.

    Examples
    --------
    >>> table = Selection((0.9, 0.5), (0.4, 1.0), (0.01, 0.2), (0.03, 0.25), 1000, {})
    >>> table.threshold(0.05)
    0.9
    """

    thresholds: tuple[float, ...]
    coverage: tuple[float, ...]
    error: tuple[float, ...]
    bound: tuple[float, ...]
    n: int
    quantiles: Mapping[Stance, tuple[float, ...]]

    def threshold(self, max_error: float) -> float:
        """Least confidence at which the bound stays within the budget; infinity if none does.

        The thresholds are tried from the surest downwards and the first failure ends it: fixed-sequence testing,
        which keeps the 95% (Angelopoulos et al. 2021, Learn then Test, https://arxiv.org/abs/2110.01052). The first
        one tried lets so many answers through that without an error among them the bound would hold.
        """
        if not (isinstance(max_error, Real) and 0 < max_error < 1):
            raise InputError(f"expected max_error above 0 and below 1, got {max_error!r}")
        least = np.log(1 - _LEVEL) / np.log1p(-float(max_error))
        found = float("inf")
        for threshold, coverage, bound in zip(self.thresholds, self.coverage, self.bound, strict=True):
            if coverage * self.n < 2 * least:  # twice, to leave room for an error
                continue
            if bound > max_error:
                break
            found = threshold
        return found

    def least_probability(self, label: Stance, coverage: float) -> float:
        """Least probability at which a label joins a set, so that sets hold it in `coverage` of its statements.

        Label-conditional conformal prediction (Vovk 2012, https://proceedings.mlr.press/v25/vovk12.html).
        """
        if not (isinstance(coverage, Real) and 0 < coverage < 1):
            raise InputError(f"expected a coverage above 0 and below 1, got {coverage!r}")
        quantiles = self.quantiles[label]
        position = int(np.floor((1 - coverage) * (len(quantiles) - 1)))
        return quantiles[position]


def select(
    probabilities: FloatArray, truth: NDArray[np.int64], labels: tuple[Stance, ...], clusters: NDArray[np.int64]
) -> Selection:
    """Tabulate risk by confidence from predictions of models that had not seen the statements.

    The bound is the larger of two one-sided 95% bounds: the exact binomial one (Clopper and Pearson 1934,
    https://doi.org/10.1093/biomet/26.4.404), and the normal one of a ratio over clusters, because statements
    of one episode err together (Cochran 1977, Sampling Techniques, section 6.5).

    Parameters
    ----------
    probabilities : ndarray of shape (n, n_labels)
        Calibrated.
    truth : int array of shape (n,)
        Columns of the true labels.
    labels : tuple of Stance
        Of the columns.
    clusters : int array of shape (n,)
        Statements that belong together.
    """
    confidence = probabilities.max(axis=1)
    wrong = (probabilities.argmax(axis=1) != truth).astype(float)
    ends = np.unique(np.linspace(min(_FEWEST, len(truth)), len(truth), _STEPS).astype(int))
    order = np.argsort(-confidence, kind="stable")
    numbers = np.unique(clusters, return_inverse=True)[1]
    thresholds, coverage, error, bound = [], [], [], []
    for end in ends:
        answered = order[:end]
        rate = wrong[answered].mean()
        thresholds.append(round(float(confidence[answered[-1]]), 6))
        coverage.append(round(end / len(truth), 6))
        error.append(round(float(rate), 6))
        bound.append(round(float(_upper_bound(wrong[answered], numbers[answered])), 6))
    share = np.linspace(0, 1, _QUANTILES + 1)
    quantiles = {
        label: tuple(np.round(np.quantile(probabilities[truth == k, k], share, method="lower"), 6).tolist())
        for k, label in enumerate(labels)
    }
    return Selection(tuple(thresholds), tuple(coverage), tuple(error), tuple(bound), len(truth), quantiles)


def _upper_bound(wrong: FloatArray, clusters: NDArray[np.int64]) -> float:
    n, errors, rate = len(wrong), wrong.sum(), wrong.mean()
    exact = 1.0 if errors == n else beta.ppf(_LEVEL, errors + 1, n - errors)
    found, position = np.unique(clusters, return_inverse=True)
    if len(found) < 2:
        return float(exact)
    excess = np.bincount(position, weights=wrong - rate)
    deviation = np.sqrt(len(found) / (len(found) - 1) * (excess**2).sum()) / n
    return float(max(exact, min(1.0, rate + norm.ppf(_LEVEL) * deviation)))


def area_under_risk_coverage(
    confidence: FloatArray, correct: NDArray[np.bool_], weights: NDArray[np.int64] | None = None
) -> FloatArray:
    """Mean error over all coverages, surest first: less is better.

    Geifman, Uziel and El-Yaniv 2019, https://openreview.net/forum?id=SJfb5jCqKm.

    Parameters
    ----------
    confidence, correct : arrays of shape (n,)
    weights : int array of shape (..., n), optional
        How often each answer counts, for resamples.

    Returns
    -------
    ndarray of shape (...,)

    Examples
    --------
    >>> float(area_under_risk_coverage(np.array([0.9, 0.8]), np.array([True, False])))
    0.25
    """
    wrong, counts = _surest_first(confidence, correct, weights)
    answered = counts.cumsum(axis=-1)
    risk = (wrong * counts).cumsum(axis=-1) / np.maximum(answered, 1)
    return np.asarray((risk * counts).sum(axis=-1) / answered[..., -1])


def accuracy_at_coverage(
    confidence: FloatArray, correct: NDArray[np.bool_], coverage: float, weights: NDArray[np.int64] | None = None
) -> FloatArray:
    """Share of right answers among the surest `coverage` of all; parameters as in `area_under_risk_coverage`.

    Examples
    --------
    >>> float(accuracy_at_coverage(np.array([0.9, 0.8, 0.5]), np.array([True, True, False]), 0.6))
    1.0
    """
    wrong, counts = _surest_first(confidence, correct, weights)
    before = counts.cumsum(axis=-1) - counts
    room = np.maximum(1, np.round(coverage * counts.sum(axis=-1, keepdims=True)))
    kept = np.clip(room - before, 0, counts)
    return np.asarray(1 - (wrong * kept).sum(axis=-1) / kept.sum(axis=-1))


def _surest_first(
    confidence: FloatArray, correct: NDArray[np.bool_], weights: NDArray[np.int64] | None
) -> tuple[FloatArray, NDArray[np.int64]]:
    order = np.argsort(-confidence, kind="stable")
    counts = np.ones(len(order), dtype=np.int64) if weights is None else np.asarray(weights)
    return (~correct[order]).astype(float), counts[..., order]
