"""The classifier: one target as a scikit-learn estimator, or all targets over one vectoriser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike, NDArray
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from .calibration import adapt_prior
from .errors import InputError
from .features import LEARNT_WEIGHTS, StanceFeatures, topical_words
from .labels import LABELS, Stance
from .selection import Selection
from .tokens import tokens

if TYPE_CHECKING:
    from .explanation import Explanation

FloatArray = NDArray[np.float64]
_MAX_ITERATIONS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Prediction:
    """Where one statement stands on one target.

    Parameters
    ----------
    probabilities : mapping of Stance to float
        Calibrated, adding up to 1.
    abstained : bool
        Whether the confidence is too low for the `max_error` that was asked for. `stance` still says
        what an answer would have been.

    Examples
    --------
    >>> p = Prediction({Stance.FAVOR: 0.7, Stance.AGAINST: 0.3})
    >>> p.stance, p.confidence
    (<Stance.FAVOR: 'favor'>, 0.7)
    """

    probabilities: Mapping[Stance, float]
    abstained: bool = False

    @property
    def answer(self) -> Stance | None:
        """The stance, or None where the model abstained."""
        return None if self.abstained else self.stance

    @property
    def stance(self) -> Stance:
        """The most probable label; the earlier one of the codebook where two are level."""
        return max(self.probabilities, key=lambda label: self.probabilities[label])

    @property
    def confidence(self) -> float:
        """Probability of that label."""
        return self.probabilities[self.stance]


def fit_head(
    matrix: Any, labels: ArrayLike, C: float, class_weight: str | dict[Any, float] | None, seed: int
) -> tuple[NDArray[Any], FloatArray, FloatArray]:
    """Fit multinomial logistic regression.

    Returns
    -------
    classes : ndarray of shape (n_labels,)
    coef : ndarray of shape (n_labels, n_features)
    intercept : ndarray of shape (n_labels,)
        One row a label also for two labels, so that decision values are always read the same way.
    """
    if not matrix.shape[1]:
        raise InputError(f"no word occurs often enough in the {matrix.shape[0]} texts; expected texts that share words")
    regression = LogisticRegression(
        C=C, class_weight=class_weight, max_iter=_MAX_ITERATIONS, tol=1e-3, random_state=seed
    ).fit(matrix, labels)
    coef, intercept = regression.coef_, regression.intercept_
    if len(regression.classes_) == 2:
        coef, intercept = np.vstack([-coef, coef]) / 2, np.concatenate([-intercept, intercept]) / 2
    # A shift common to all labels changes no probability; without it a weight says what sets a label apart.
    coef, intercept = coef - coef.mean(axis=0), intercept - intercept.mean()
    # Single precision is what the model folder holds: a model predicts alike before and after saving.
    return regression.classes_, coef.astype(np.float32), intercept.astype(np.float32)


def check_texts(texts: Iterable[str]) -> list[str]:
    """The texts as a list; refuses what holds no texts, or holds them in no order.

    Examples
    --------
    >>> check_texts("Lift them.")
    Traceback (most recent call last):
    ...
    stancekit.errors.InputError: expected a list of texts, got one str 'Lift them.'; write [text]
    """
    if isinstance(texts, str | bytes):
        raise InputError(f"expected a list of texts, got one {type(texts).__name__} {texts[:40]!r}; write [text]")
    if isinstance(texts, Mapping | Set) or not isinstance(texts, Iterable):
        raise InputError(f"expected a list of texts, got {type(texts).__name__} {texts!r:.40}; write a list")
    if getattr(texts, "ndim", 1) != 1:
        raise InputError(
            f"expected a one-dimensional list of texts, got shape {texts.shape}; "  # type: ignore[attr-defined]
            "of a table give the column of texts"
        )
    found = list(texts)
    for position, text in enumerate(found):
        if not isinstance(text, str):
            raise InputError(f"expected text at position {position}, got {type(text).__name__} {text!r:.40}")
    return found


class StanceClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """TF-IDF features and logistic regression for one target, from raw texts.

    Parameters
    ----------
    C : float
        Inverse strength of regularisation.
    class_weight : "balanced", dict or None
        As in scikit-learn.
    weights, char_ngrams, window, min_df, mask_names
        Passed to `StanceFeatures`. Names are read by default: for most targets they tell.
    target_words : sequence of str, optional
        Stems that name the target. By default the `topical_words` of the texts, each read as a target of its
        own, and without the ``near`` block, which such words do not need; an empty sequence for none.
    random_state : int
        Seed.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        Labels as given, sorted.
    features_ : StanceFeatures
    coef_ : ndarray of shape (n_classes, n_features)
    intercept_ : ndarray of shape (n_classes,)

    Examples
    --------
    >>> texts = ["Keep the sanctions.", "Sanctions must stay.", "Lift the sanctions.", "Sanctions must go."]
    >>> classifier = StanceClassifier(min_df=1).fit(texts, ["favor", "favor", "against", "against"])
    >>> classifier.predict(["They must stay."]).tolist()
    ['favor']
    """

    def __init__(
        self,
        C: float = 1.0,
        class_weight: str | dict[Any, float] | None = "balanced",
        weights: Mapping[str, float] | None = None,
        char_ngrams: tuple[int, int] = (3, 5),
        window: int = 5,
        min_df: int = 2,
        target_words: Sequence[str] | None = None,
        mask_names: bool = False,
        random_state: int = 0,
    ) -> None:
        self.C = C
        self.class_weight = class_weight
        self.weights = weights
        self.char_ngrams = char_ngrams
        self.window = window
        self.min_df = min_df
        self.target_words = target_words
        self.mask_names = mask_names
        self.random_state = random_state

    def fit(self, X: Sequence[str], y: ArrayLike) -> Self:
        """Learn from texts and labels of the same length.

        Raises
        ------
        InputError
            If a text is no str, the lengths differ, or there are fewer than two labels.
        """
        texts, labels = check_texts(X), np.asarray(y)
        if len(texts) != len(labels):
            raise InputError(f"expected as many labels as texts, got {len(labels)} labels and {len(texts)} texts")
        check_classification_targets(labels)
        if len(found := np.unique(labels)) < 2:
            raise InputError(f"expected at least two different labels, got {found.tolist()}")
        self.features_ = self._features(texts)
        matrix = self.features_.fit_transform(texts)
        self.classes_, self.coef_, self.intercept_ = fit_head(
            matrix, labels, self.C, self.class_weight, self.random_state
        )
        return self

    def _features(self, texts: list[str]) -> StanceFeatures:
        weights, words = self.weights, dict[str, Sequence[str]]()
        if self.target_words is None:
            words = {word: (word,) for word in topical_words(texts, mask_names=self.mask_names)}
            weights = LEARNT_WEIGHTS if weights is None else weights
        elif len(self.target_words):
            words = {"target": self.target_words}
        return StanceFeatures(weights, self.char_ngrams, self.window, self.min_df, words, self.mask_names)

    def decision_function(self, X: Sequence[str]) -> FloatArray:
        """Decision values of shape (n_texts, n_classes); for two classes (n_texts,), positive for the second."""
        values = self._decisions(X)
        return values[:, 1] - values[:, 0] if len(self.classes_) == 2 else values

    def predict_proba(self, X: Sequence[str]) -> FloatArray:
        """Probabilities of shape (n_texts, n_classes), columns as `classes_`."""
        return np.asarray(softmax(self._decisions(X), axis=1))

    def predict(self, X: Sequence[str]) -> NDArray[Any]:
        """The most probable class of each text."""
        best = self._decisions(X).argmax(axis=1)
        return np.asarray(self.classes_[best])

    def _decisions(self, X: Sequence[str]) -> FloatArray:
        check_is_fitted(self, "coef_")
        return np.asarray(self.features_.transform(check_texts(X)) @ self.coef_.T + self.intercept_)

    def __sklearn_tags__(self) -> Any:
        """Say that the input is text."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


@dataclass(frozen=True, slots=True)
class Head:
    """Calibrated weights of one target.

    Parameters
    ----------
    labels : tuple of Stance
        Labels seen in training.
    coef : float32 array of shape (n_labels, n_features)
    intercept : float32 array of shape (n_labels,)
        Both already divided by `temperature`, so that the softmax of the decision values is calibrated.
    temperature : float
        Guo et al. 2017, https://proceedings.mlr.press/v70/guo17a.html; kept for the record.
    prior : tuple of float, optional
        Shares of the labels in training.
    selection : Selection, optional
        Risk by confidence, from out-of-fold predictions.
    """

    labels: tuple[Stance, ...]
    coef: NDArray[np.float32]
    intercept: NDArray[np.float32]
    temperature: float = 1.0
    prior: tuple[float, ...] | None = None
    selection: Selection | None = None


@dataclass(frozen=True)
class StanceModel:
    """All targets over one vectoriser; `stancekit.train` makes one and `load_model` reads one.

    Parameters
    ----------
    features : StanceFeatures
        Fitted.
    heads : mapping of str to Head
        One a target.
    card : mapping
        What is known of its making: settings, corpus digest, versions, cross-validated metrics.

    Examples
    --------
    >>> import stancekit
    >>> model = stancekit.load_model()
    >>> p = model.predict(["We believe the current sanctions are not enough."])[0]
    >>> p["sanctions"].stance
    <Stance.FAVOR: 'favor'>
    """

    features: StanceFeatures
    heads: Mapping[str, Head]
    card: Mapping[str, Any] = field(default_factory=dict)

    @property
    def targets(self) -> tuple[str, ...]:
        """Names of the targets."""
        return tuple(self.heads)

    @property
    def labels(self) -> tuple[Stance, ...]:
        """Labels of any target, in the order of the codebook: the columns of `predict_proba`."""
        seen = {label for head in self.heads.values() for label in head.labels}
        return tuple(label for label in LABELS if label in seen)

    @cached_property
    def _weights(self) -> dict[str, FloatArray]:
        """Weights of each target, shape (n_features, n_labels), as sparse products read them.

        A product with `coef.T` would convert and copy all of it for every batch, also for one of a single text.
        """
        return {target: np.ascontiguousarray(head.coef.T, dtype=float) for target, head in self.heads.items()}

    def decision_function(self, texts: Iterable[str]) -> dict[str, FloatArray]:
        """Decision values of each target, shape (n_texts, n_labels); -inf for a label the target never saw."""
        return self.decisions_of(self.matrix(texts))

    def names_target(self, text: str) -> bool:
        """Whether a text has a word that names one of the targets, as `features.target_words` lists them."""
        return any(token.stem in self._target_stems for token in tokens(text))

    @cached_property
    def _target_stems(self) -> frozenset[str]:
        return frozenset(stem for stems in (self.features.target_words or {}).values() for stem in stems)

    def matrix(self, texts: Iterable[str]) -> sp.csr_matrix:
        """Features of the texts, shape (n_texts, n_features)."""
        return self.features.transform(check_texts(texts))

    def decisions_of(self, matrix: sp.csr_matrix) -> dict[str, FloatArray]:
        """As `decision_function`, for texts whose `matrix` is known."""
        values = {}
        for target, head in self.heads.items():
            scores = np.full((matrix.shape[0], len(self.labels)), -np.inf)
            columns = [self.labels.index(label) for label in head.labels]
            scores[:, columns] = matrix @ self._weights[target] + head.intercept
            values[target] = scores
        return values

    def predict_proba(self, texts: Iterable[str]) -> dict[str, FloatArray]:
        """Calibrated probabilities of each target.

        Parameters
        ----------
        texts : iterable of str

        Returns
        -------
        dict of str to ndarray of shape (n_texts, n_labels)
            Columns as `labels`; rows add up to 1.

        Raises
        ------
        InputError
            If `texts` is one str, has no order, or holds something else.
        """
        return {target: np.asarray(softmax(v, axis=1)) for target, v in self.decision_function(texts).items()}

    def predict(
        self, texts: Iterable[str], *, max_error: float | None = None, adapt_prior: bool = False
    ) -> list[dict[str, Prediction]]:
        """A `Prediction` for each text and target.

        Parameters
        ----------
        texts : iterable of str
        max_error : float, optional
            Share of wrong answers to put up with, between 0 and 1. The model abstains below the confidence at
            which, by out-of-fold predictions on other episodes of its corpus, an upper bound (95%) of that share
            stays within it. Text unlike the corpus errs more.
        adapt_prior : bool
            Correct the probabilities for the mix of labels in these texts; see `calibration.adapt_prior`.

        Returns
        -------
        list of dict of str to Prediction
            In the order of the texts; keys as `targets`.

        Raises
        ------
        InputError
            If `texts` is one str, has no order, or holds something else; if the model lacks what is asked for.

        Examples
        --------
        >>> import stancekit
        >>> p = stancekit.load_model().predict(["Well, well."], max_error=0.01)[0]["sanctions"]
        >>> p.answer is None or p.confidence > 0.9
        True
        """
        texts = check_texts(texts)  # an iterator can be read once only
        thresholds = {t: 0.0 if max_error is None else self._selection(t).threshold(max_error) for t in self.heads}
        tables = self.predict_proba(texts)
        if adapt_prior and texts:
            tables = {target: self._adapted(target, table) for target, table in tables.items()}
        found: list[dict[str, Prediction]] = [{} for _ in texts]
        for target, table in tables.items():
            columns = [self.labels.index(label) for label in self.heads[target].labels]
            for row, values in zip(found, table[:, columns].tolist(), strict=True):
                probabilities = dict(zip(self.heads[target].labels, values, strict=True))
                row[target] = Prediction(probabilities, max(values) < thresholds[target])
        return found

    def predict_sets(self, texts: Iterable[str], coverage: float = 0.9) -> list[dict[str, frozenset[Stance]]]:
        """For each text and target the labels that cannot be ruled out.

        On statements like those of other episodes of the corpus, `coverage` of the statements of every label have
        it in their set; see `Selection.least_probability`. No set is empty: the most probable label is always in.

        Examples
        --------
        >>> import stancekit
        >>> sets = stancekit.load_model().predict_sets(["The sanctions must be lifted at once."])
        >>> sorted(map(str, sets[0]["sanctions"]))
        ['against']
        """
        found = []
        for prediction in self.predict(texts):
            sets = {}
            for target, p in prediction.items():
                selection = self._selection(target)
                likely = {x for x, v in p.probabilities.items() if v >= selection.least_probability(x, coverage)}
                sets[target] = frozenset(likely | {p.stance})
            found.append(sets)
        return found

    def _selection(self, target: str) -> Selection:
        selection = self.heads[target].selection
        if selection is None:
            raise InputError(f"this model knows no risk for {target}; train it again with stancekit.train")
        return selection

    def _adapted(self, target: str, table: FloatArray) -> FloatArray:
        head = self.heads[target]
        if head.prior is None:
            raise InputError(f"this model knows no label shares for {target}; train it again with stancekit.train")
        columns = [self.labels.index(label) for label in head.labels]
        adapted = np.zeros_like(table)
        adapted[:, columns] = adapt_prior(table[:, columns], head.prior).probabilities
        return adapted

    def explain(self, text: str, target: str, label: Stance | str | None = None) -> Explanation:
        """Take the decision for one text apart into words; see `stancekit.explanation.explain`."""
        from .explanation import explain

        return explain(self, text, target, label)
