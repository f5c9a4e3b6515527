"""Corpus and settings to model: grouped folds, the choice of C, calibration."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from numbers import Integral
from typing import Final

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components
from scipy.special import softmax
from sklearn.metrics import f1_score

from .calibration import fit_temperature
from .corpus import TEXT_COLUMN, Corpus, CorpusSource, load_corpus
from .errors import InputError, Problem
from .features import TARGET_WORDS, StanceFeatures, topical_words
from .labels import LABELS, Stance
from .model import FloatArray, Head, StanceModel, fit_head
from .selection import select

C_GRID: Final = (0.3, 1.0, 3.0)
FOLDS: Final = 5
MAX_SEED: Final = 2**32 - 1
# A feature must occur in two texts, and in a large corpus in one of so many: the rare ones cost room and gain nothing.
TEXTS_PER_OCCURRENCE: Final = 4_000
# With fewer statements a temperature says more about them than about the model.
_FEWEST_TO_CALIBRATE: Final = 30
# Log-probability given to a label that a fold never saw.
_NEVER: Final = -30.0


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """Decisions for statements by models that saw no statement of the same cluster.

    Parameters
    ----------
    rows : int array of shape (n,)
        Positions in the corpus of the statements that are labelled for the target.
    truth : int array of shape (n,)
        Positions of their labels in `labels`.
    labels : tuple of Stance
    decisions : mapping of float to ndarray of shape (n, n_labels)
        Uncalibrated decision values for each C.
    """

    rows: NDArray[np.int64]
    truth: NDArray[np.int64]
    labels: tuple[Stance, ...]
    decisions: Mapping[float, FloatArray]


def train(
    corpus: CorpusSource,
    *,
    text_column: str = TEXT_COLUMN,
    targets: Sequence[str] | None = None,
    target_words: Mapping[str, Sequence[str]] | None = None,
    C: float | Sequence[float] = C_GRID,
    class_weight: str | None = None,
    calibrate_on: CorpusSource | None = None,
    folds: int = FOLDS,
    seed: int = 0,
    n_jobs: int = 1,
) -> StanceModel:
    """Train a model for all targets of a corpus.

    Grouped cross-validation picks C for each target by the log-loss of calibrated out-of-fold
    probabilities; the same predictions give the temperature. The same corpus and settings give the same model.

    Parameters
    ----------
    corpus : Corpus, path, datasets.Dataset or rows
        See `stancekit.load_corpus`.
    text_column, targets
        See `stancekit.load_corpus`.
    target_words : mapping of str to sequence of str, optional
        Stems that name each target; by default those of this project for its own targets, and for any other
        what the texts are about, see `features.topical_words`.
    C : float or sequence of float
        Inverse strength of regularisation, or several to choose from.
    class_weight : "balanced" or None
        None by default: real text is mostly neither, and balanced weights cost accuracy and log-loss there.
    calibrate_on : Corpus, path, datasets.Dataset or rows, optional
        Statements outside the corpus on which to fit the temperature instead. A model is surer of statements
        like its corpus than of real text, so a few hundred real statements, kept apart, calibrate it better.
    folds : int
        Cross-validation folds, or as many as there are sets of statements that belong together, if these are
        fewer. They keep groups and episodes together.
    seed : int
        From 0 to `MAX_SEED`.
    n_jobs : int
        Processes for the folds.

    Returns
    -------
    StanceModel

    Raises
    ------
    InputError
        If the corpus cannot be used, or a target has fewer than two labels.

    Examples
    --------
    >>> rows = [{"text": f"{w} sanctions {i}", "sanctions": s} for i in range(9)
    ...         for w, s in (("Keep", "favor"), ("Lift", "against"))]
    >>> model = train(rows, folds=3)
    >>> str(model.predict(["Lift the sanctions."])[0]["sanctions"].stance)
    'against'
    """
    loaded = load_corpus(corpus, text_column=text_column, targets=targets)
    grid = _strengths(C)
    words = target_words_of(loaded.targets, target_words, loaded.texts)
    held_out = out_of_fold(
        loaded, target_words=words, C=grid, class_weight=class_weight, folds=folds, seed=seed, n_jobs=n_jobs
    )
    features = StanceFeatures(
        target_words=words, min_df=least_frequency(len(loaded)), mask_names=masks_names(loaded.targets)
    )
    matrix = features.fit_transform(loaded.texts)
    heads, chosen, metrics = {}, {}, {}
    clusters = joint_clusters(loaded)
    real = None if calibrate_on is None else load_corpus(calibrate_on, text_column=text_column, targets=loaded.targets)
    for target, found in held_out.items():
        chosen[target], temperature, metrics[target] = _choose(found)
        _, coef, intercept = fit_head(matrix[found.rows], found.truth, chosen[target], class_weight, seed)
        if real is not None:
            temperature = _temperature_on(real, target, found.labels, features, coef, intercept)
        heads[target] = Head(
            found.labels,
            (coef / temperature).astype(np.float32),
            (intercept / temperature).astype(np.float32),
            temperature,
            prior=tuple(np.round(np.bincount(found.truth) / len(found.truth), 6).tolist()),
            selection=select(
                softmax(found.decisions[chosen[target]] / temperature, axis=1),
                found.truth,
                found.labels,
                clusters[found.rows],
            ),
        )
    card = {
        "corpus": {
            "digest": loaded.digest,
            "statements": len(loaded),
            "labels": {t: {str(label): n for label, n in sorted(loaded.counts(t).items())} for t in loaded.targets},
        },
        "settings": {
            "C": chosen,
            "C_grid": list(grid),
            "class_weight": class_weight,
            "calibrated_on": None if real is None else {"digest": real.digest, "statements": len(real)},
            "folds": int(grouped_folds(loaded, folds, seed).max()) + 1,
            "folds_keep_together": cluster_by(loaded),
            "seed": seed,
        },
        "cross_validation": metrics,
        "versions": versions(),
    }
    return StanceModel(features, heads, card)


def out_of_fold(
    corpus: Corpus,
    *,
    target_words: Mapping[str, Sequence[str]] | None = None,
    C: Sequence[float] = C_GRID,
    class_weight: str | None = None,
    folds: int = FOLDS,
    seed: int = 0,
    n_jobs: int = 1,
) -> dict[str, OutOfFold]:
    """Predict every statement by a model that saw nothing of its episode or group.

    Returns
    -------
    dict of str to OutOfFold
        One a target.

    Raises
    ------
    InputError
        If a target has fewer than two labels, or a setting is out of range.
    """
    _check_trainable(corpus, folds)
    check_seed(seed)
    if class_weight not in (None, "balanced"):
        raise InputError(f"expected the class_weight 'balanced' or None, got {class_weight!r}")
    fold_of = grouped_folds(corpus, folds, seed)
    rows = {t: np.array([i for i, s in enumerate(corpus) if t in s.labels], dtype=np.int64) for t in corpus.targets}
    labels = {t: tuple(label for label in LABELS if corpus.counts(t)[label]) for t in corpus.targets}
    truth = {
        t: np.array([labels[t].index(corpus.statements[i].labels[t]) for i in rows[t]], dtype=np.int64)
        for t in corpus.targets
    }
    jobs = (
        delayed(_fold_decisions)(
            corpus.texts, rows, truth, labels, fold_of == fold, target_words, tuple(C), class_weight, seed
        )
        for fold in range(int(fold_of.max()) + 1)
    )
    decisions = {t: {c: np.zeros((len(rows[t]), len(labels[t]))) for c in C} for t in corpus.targets}
    for fold, result in enumerate(Parallel(n_jobs=n_jobs)(jobs)):
        for target, by_c in result.items():
            for c, values in by_c.items():
                decisions[target][c][fold_of[rows[target]] == fold] = values
    return {t: OutOfFold(rows[t], truth[t], labels[t], decisions[t]) for t in corpus.targets}


def _fold_decisions(
    texts: list[str],
    rows: Mapping[str, NDArray[np.int64]],
    truth: Mapping[str, NDArray[np.int64]],
    labels: Mapping[str, tuple[Stance, ...]],
    held_out: NDArray[np.bool_],
    target_words: Mapping[str, Sequence[str]] | None,
    grid: tuple[float, ...],
    class_weight: str | None,
    seed: int,
) -> dict[str, dict[float, FloatArray]]:
    inside = np.flatnonzero(~held_out)
    features = StanceFeatures(
        target_words=target_words, min_df=least_frequency(len(inside)), mask_names=masks_names(tuple(rows))
    )
    features.fit([texts[i] for i in inside])
    matrix = features.transform(texts)
    decisions: dict[str, dict[float, FloatArray]] = {}
    for target, positions in rows.items():
        out = held_out[positions]
        decisions[target] = {}
        for c in grid:
            values = np.full((int(out.sum()), len(labels[target])), _NEVER)
            seen = np.unique(truth[target][~out])
            if len(seen) > 1 and matrix.shape[1]:
                found, coef, intercept = fit_head(matrix[positions[~out]], truth[target][~out], c, class_weight, seed)
                values[:, found] = matrix[positions[out]] @ coef.T + intercept
            else:
                values[:, seen] = 0.0
            decisions[target][c] = values
    return decisions


def least_frequency(n_texts: int) -> int:
    """In how many texts a feature must occur.

    Examples
    --------
    >>> least_frequency(400), least_frequency(16_000)
    (2, 4)
    """
    return max(2, round(n_texts / TEXTS_PER_OCCURRENCE))


def cluster_by(corpus: Corpus) -> str:
    """What folds keep together besides groups: ``"episode"`` if the corpus has two or more, else ``"group"``."""
    return "episode" if len({statement.episode for statement in corpus if statement.episode}) > 1 else "group"


def joint_clusters(corpus: Corpus) -> NDArray[np.int64]:
    """Number the sets of statements that no fold may separate, shape (n_statements,).

    Statements of one group, and of one episode where there are two or more, belong together, and so does
    what they are linked to through each other.
    """
    groups = corpus.clusters("group")
    if cluster_by(corpus) == "group":
        return groups
    episodes = corpus.clusters("episode") + groups.max() + 1
    size = int(episodes.max()) + 1
    links = sp.coo_matrix((np.ones(len(groups)), (groups, episodes)), shape=(size, size))
    joined = connected_components(links, directed=False)[1][groups]
    order = {cluster: number for number, cluster in enumerate(dict.fromkeys(joined.tolist()))}
    return np.array([order[cluster] for cluster in joined.tolist()], dtype=np.int64)


def grouped_folds(corpus: Corpus, folds: int = FOLDS, seed: int = 0) -> NDArray[np.int64]:
    """Number of the fold of each statement, shape (n_statements,); clusters stay whole, folds are of like size.

    There are fewer folds than asked for if there are fewer clusters.

    Examples
    --------
    >>> from stancekit.corpus import load_corpus
    >>> rows = [{"text": "a", "sanctions": "favor", "group": g} for g in "xxyyz"]
    >>> folds = grouped_folds(load_corpus(rows), folds=3)
    >>> bool(folds[0] == folds[1]) and sorted(set(folds.tolist())) == [0, 1, 2]
    True
    """
    clusters = joint_clusters(corpus)
    sizes = np.bincount(clusters)
    order = np.random.default_rng(seed).permutation(len(sizes))
    order = order[np.argsort(-sizes[order], kind="stable")]
    fold_of_cluster = np.zeros(len(sizes), dtype=np.int64)
    filled = np.zeros(min(folds, len(sizes)), dtype=np.int64)
    for cluster in order:  # largest first into the emptiest fold
        fold_of_cluster[cluster] = filled.argmin()
        filled[filled.argmin()] += sizes[cluster]
    return np.asarray(fold_of_cluster[clusters])


def _choose(found: OutOfFold) -> tuple[float, float, dict[str, float]]:
    best: tuple[float, float, float] | None = None
    for c, decisions in found.decisions.items():
        temperature, loss = fit_temperature(decisions, found.truth)
        if best is None or loss < best[0]:
            best = (loss, c, temperature)
    if best is None:
        raise InputError("expected at least one value of C to choose from, got none")
    loss, c, temperature = best
    guess = found.decisions[c].argmax(axis=1)
    every = list(range(len(found.labels)))
    metrics = {
        "macro_f1": round(float(f1_score(found.truth, guess, labels=every, average="macro", zero_division=0)), 4),
        "accuracy": round(float((guess == found.truth).mean()), 4),
        "log_loss": round(loss, 4),
        "n": len(found.truth),
    }
    return c, temperature, metrics


def _temperature_on(
    corpus: Corpus,
    target: str,
    labels: tuple[Stance, ...],
    features: StanceFeatures,
    coef: FloatArray,
    intercept: FloatArray,
) -> float:
    known = [s for s in corpus if s.labels.get(target) in labels]
    if len(known) < _FEWEST_TO_CALIBRATE:
        raise InputError(
            f"{corpus.name} has {len(known)} statements labelled for {target}; "
            f"expected at least {_FEWEST_TO_CALIBRATE} to calibrate on"
        )
    decisions = features.transform([s.text for s in known]) @ coef.T + intercept
    return fit_temperature(decisions, np.array([labels.index(s.labels[target]) for s in known]))[0]


def target_words_of(
    targets: Sequence[str], given: Mapping[str, Sequence[str]] | None = None, texts: Sequence[str] = ()
) -> dict[str, Sequence[str]] | None:
    """Stems that name each target: the given ones, else those of this project for its own targets.

    If some target then has none, the `topical_words` of the texts are added, each as a target of its own. They
    are chosen without any label.

    Examples
    --------
    >>> target_words_of(["wind power"], texts=["Turbines hum.", "No more turbines!"])
    {'turbin': ('turbin',)}
    """
    if given is not None and (unknown := [name for name in given if name not in targets]):
        raise InputError(f"target words for {unknown[0]!r}, which is no target; the targets are {', '.join(targets)}")
    known = TARGET_WORDS if given is None else given
    chosen: dict[str, Sequence[str]] = {target: known[target] for target in targets if target in known}
    if len(chosen) < len(targets):
        taken = {stem for stems in chosen.values() for stem in stems} | chosen.keys()
        learnt = topical_words(texts, mask_names=masks_names(targets))
        chosen |= {word: (word,) for word in learnt if word not in taken}
    return chosen or None


def masks_names(targets: Sequence[str]) -> bool:
    """Whether names are hidden: they carry no stance on this project's targets, and do on many others.

    Examples
    --------
    >>> masks_names(["sanctions"]), masks_names(["the mayor"])
    (True, False)
    """
    return all(target in TARGET_WORDS for target in targets)


def check_seed(seed: int) -> None:
    """Refuse a seed that not every generator of random numbers takes.

    Examples
    --------
    >>> check_seed(-1)
    Traceback (most recent call last):
    ...
    stancekit.errors.InputError: expected a seed from 0 to 4294967295, got -1
    """
    if not (isinstance(seed, Integral) and 0 <= seed <= MAX_SEED):
        raise InputError(f"expected a seed from 0 to {MAX_SEED}, got {seed!r}")


def check_labels(corpus: Corpus) -> list[Problem]:
    """A problem for each target that has fewer than two labels, from which nothing can be learnt."""
    problems = []
    for target in corpus.targets:
        counts = corpus.counts(target)
        if len(counts) < 2:
            found = ", ".join(f"{label} ({n})" for label, n in counts.items()) or "none"
            problems.append(Problem(f"target {target!r} has one label value only: {found}; expected two", corpus.name))
    return problems


def _strengths(C: float | Sequence[float]) -> tuple[float, ...]:
    try:
        grid = tuple(float(value) for value in np.ravel(np.asarray(C)))
    except (TypeError, ValueError):
        raise InputError(f"expected C as a number or a list of numbers, got {C!r}") from None
    if not grid:
        raise InputError("expected at least one value of C to choose from, got none")
    if wrong := [value for value in grid if not 0 < value < np.inf]:
        raise InputError(f"expected values of C above 0, got {wrong[0]}")
    return grid


def _check_trainable(corpus: Corpus, folds: int) -> None:
    if folds < 2:
        raise InputError(f"expected at least 2 folds, got {folds}")
    problems = check_labels(corpus)
    clusters = len(np.unique(joint_clusters(corpus)))
    if clusters < 2:
        problems.append(Problem(f"all {len(corpus)} statements are in one group; expected at least two", corpus.name))
    if problems:
        raise InputError(problems)


def versions() -> dict[str, str]:
    """Versions that a figure or a model depends on."""
    packages = {name: version(name) for name in ("stancekit", "scikit-learn", "numpy", "scipy")}
    return {"python": platform.python_version(), **packages}
