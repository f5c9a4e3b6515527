"""Probabilities that mean something: temperature, and the mix of labels of another batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

from .errors import InputError

FloatArray = NDArray[np.float64]
_MOST_STEPS: Final = 1_000
_CLOSE_ENOUGH: Final = 1e-8


def fit_temperature(decisions: FloatArray, truth: NDArray[np.int64]) -> tuple[float, float]:
    """Temperature with the least log-loss, and that log-loss (nats).

    Guo et al. 2017, On Calibration of Modern Neural Networks, https://proceedings.mlr.press/v70/guo17a.html.

    Parameters
    ----------
    decisions : ndarray of shape (n, n_labels)
        Decision values of statements that their model has not seen.
    truth : int array of shape (n,)
        Columns of the true labels.

    Examples
    --------
    >>> sure_and_half_right = np.array([[4.0, 0.0], [4.0, 0.0], [4.0, 0.0], [4.0, 0.0]])
    >>> fit_temperature(sure_and_half_right, np.array([0, 0, 0, 1]))[0] > 3
    True
    """

    def loss(log_temperature: float) -> float:
        log_p = log_softmax(decisions / np.exp(log_temperature), axis=1)
        return float(-log_p[np.arange(len(truth)), truth].mean())

    found = minimize_scalar(loss, bounds=(-2.0, 2.0), method="bounded")
    # Rounded, so that the last bits of a minimiser do not decide the bytes of a model.
    temperature = round(float(np.exp(found.x)), 3)
    return temperature, loss(float(np.log(temperature)))


@dataclass(frozen=True, slots=True)
class AdaptedPrior:
    """What `adapt_prior` found: the batch's own mix of labels, and the probabilities that go with it.

    Parameters
    ----------
    prior : ndarray of shape (n_labels,)
    probabilities : ndarray of shape (n, n_labels)
    steps : int
        Rounds of expectation maximisation.
    """

    prior: FloatArray
    probabilities: FloatArray
    steps: int


def adapt_prior(probabilities: ArrayLike, training_prior: ArrayLike) -> AdaptedPrior:
    """Estimate the mix of labels in a batch and correct its probabilities for it.

    Calibrated probabilities carry the mix of the training statements; in a batch where nearly all are for it,
    they are too cautious. Expectation maximisation of Saerens, Latinne and Decaestecker 2002
    (https://doi.org/10.1162/089976602753284446). It needs a batch (hundreds rather than tens) whose statements
    differ from the training statements in nothing but the mix; otherwise it makes matters worse.

    Parameters
    ----------
    probabilities : array of shape (n, n_labels)
        Calibrated; rows add up to 1.
    training_prior : array of shape (n_labels,)
        Shares of the labels in training, all above 0.

    Returns
    -------
    AdaptedPrior

    Raises
    ------
    InputError
        If the shapes do not fit, or a row does not add up to 1.

    Examples
    --------
    >>> batch = [[0.9, 0.1], [0.8, 0.2], [0.9, 0.1], [0.4, 0.6]]
    >>> bool(adapt_prior(batch, [0.5, 0.5]).prior[0] > 0.7)
    True
    """
    given = np.asarray(probabilities, dtype=float)
    prior = np.asarray(training_prior, dtype=float)
    if given.ndim != 2 or not len(given) or prior.shape != given.shape[1:]:
        raise InputError(
            f"expected probabilities of shape (n, n_labels) and as many priors, got {given.shape} and {prior.shape}"
        )
    if not np.allclose(given.sum(axis=1), 1, atol=1e-6) or (given < 0).any():
        raise InputError(f"expected rows that add up to 1, got one that adds up to {given.sum(axis=1).min():.3f}")
    if not (prior > 0).all():
        raise InputError(f"expected training shares above 0, got {prior.min()}")
    prior = prior / prior.sum()
    estimate, adapted = prior, given
    step = 0
    while step < _MOST_STEPS:
        step += 1
        weighted = given * (estimate / prior)
        adapted = weighted / weighted.sum(axis=1, keepdims=True)
        previous, estimate = estimate, adapted.mean(axis=0)
        if np.abs(estimate - previous).max() < _CLOSE_ENOUGH:
            break
    return AdaptedPrior(estimate, adapted, step)
