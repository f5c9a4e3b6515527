"""Which labels of a corpus a model that never saw them doubts most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import softmax

from .calibration import fit_temperature
from .corpus import Corpus
from .labels import Stance
from .training import out_of_fold, target_words_of


@dataclass(frozen=True, slots=True)
class Doubt:
    """A label to look at again: what was given, what the model says, and its probabilities of both."""

    id: str
    text: str
    target: str
    given: Stance
    suggested: Stance
    p_given: float
    p_suggested: float


def audit(corpus: Corpus, *, C: float = 3.0, folds: int = 5, seed: int = 0, n_jobs: int = 1) -> list[Doubt]:
    """List doubtful labels by confident learning, most doubtful first.

    A label is doubted if another label's out-of-fold probability reaches the mean that it has on
    statements which carry it (Northcutt, Jiang and Chuang 2021, https://doi.org/10.1613/jair.1.12125).

    Parameters
    ----------
    corpus : Corpus
    C : float
        Inverse strength of regularisation.
    folds, seed, n_jobs : int
        Of the grouped cross-validation.

    Returns
    -------
    list of Doubt

    Examples
    --------
    >>> from stancekit.corpus import load_corpus
    >>> rows = [{"text": t, "t": s} for t, s in [("keep it", "favor"), ("drop it", "against")] * 9]
    >>> [doubt.id for doubt in audit(load_corpus(rows + [{"text": "keep it", "t": "against"}]), folds=3)]
    ['19']
    """
    doubts: list[Doubt] = []
    words = target_words_of(corpus.targets, texts=corpus.texts)
    for target, found in out_of_fold(corpus, target_words=words, C=[C], folds=folds, seed=seed, n_jobs=n_jobs).items():
        temperature, _ = fit_temperature(found.decisions[C], found.truth)
        table = softmax(found.decisions[C] / temperature, axis=1)
        every = range(len(found.labels))
        thresholds = np.array([table[found.truth == k, k].mean() for k in every])
        others = np.where(table >= thresholds, table, 0.0)
        others[np.arange(len(table)), found.truth] = 0.0
        for row in np.flatnonzero(others.max(axis=1) > table[np.arange(len(table)), found.truth]):
            statement = corpus.statements[int(found.rows[row])]
            best, given = int(others[row].argmax()), int(found.truth[row])
            doubts.append(
                Doubt(
                    statement.id,
                    statement.text,
                    target,
                    found.labels[given],
                    found.labels[best],
                    float(table[row, given]),
                    float(table[row, best]),
                )
            )
    return sorted(doubts, key=lambda doubt: (doubt.p_given - doubt.p_suggested, doubt.id))


def as_rows(doubts: Sequence[Doubt]) -> list[dict[str, object]]:
    """The sheet for re-coding: one row a doubt, with an empty column for the new label and the rule."""
    return [
        {
            "id": doubt.id,
            "target": doubt.target,
            "text": doubt.text,
            "given": str(doubt.given),
            "suggested": str(doubt.suggested),
            "p_given": round(doubt.p_given, 3),
            "p_suggested": round(doubt.p_suggested, 3),
            "settled": "",
            "rule": "",
        }
        for doubt in doubts
    ]
