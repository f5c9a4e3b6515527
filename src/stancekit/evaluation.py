"""Metrics with intervals, baselines on the same rows, paired differences, calibration.

Every interval is a percentile bootstrap over whole episodes (Efron and Tibshirani 1993, chapter 8):
statements of one episode resemble each other, and resampling single statements would promise more
than the data hold. Every statistic here is a function of counts that add up over episodes, so one
resample is one weighted sum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from .corpus import TEXT_COLUMN, Corpus, CorpusSource, load_corpus
from .errors import InputError
from .labels import LABELS, Stance
from .model import FloatArray, StanceModel
from .selection import accuracy_at_coverage, area_under_risk_coverage
from .tokens import tokens
from .training import check_labels, check_seed, versions

RESAMPLES: Final = 1_000
CALIBRATION_BINS: Final = 10
SELECTIVE_COVERAGE: Final = 0.6
SEMEVAL_LABELS: Final = (Stance.FAVOR, Stance.AGAINST)

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95% bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class LabelScores:
    """Precision, recall and F1 of one label, and how many statements truly have it."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A baseline on the same statements; `difference` is the model's macro-F1 less the baseline's."""

    macro_f1: Figure
    f_avg: Figure
    difference: Figure


@dataclass(frozen=True, slots=True)
class TargetReport:
    """How well one target is predicted.

    Parameters
    ----------
    n : int
        Statements labelled for the target.
    macro_f1, accuracy : Figure
        Over all labels.
    f_avg : Figure
        Mean F1 of favor and against, the measure of SemEval-2016 Task 6
        (https://aclanthology.org/S16-1003/).
    calibration_error : Figure
        Expected calibration error of the confidence, ten bins of equal width
        (Naeini et al. 2015, https://doi.org/10.1609/aaai.v29i1.9602).
    accuracy_at_60 : Figure
        Accuracy of the surest 60% of the answers.
    risk_coverage_area : Figure
        Mean error over all coverages (AURC), surest first; see `selection.area_under_risk_coverage`.
    per_label : mapping of Stance to LabelScores
    confusion : mapping of Stance to mapping of Stance to int
        True label to predicted label to count.
    baselines : mapping of str to Comparison
    """

    n: int
    macro_f1: Figure
    f_avg: Figure
    accuracy: Figure
    calibration_error: Figure
    accuracy_at_60: Figure
    risk_coverage_area: Figure
    per_label: Mapping[Stance, LabelScores]
    confusion: Mapping[Stance, Mapping[Stance, int]]
    baselines: Mapping[str, Comparison]


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Reports by target, and the signature without which two figures cannot be compared."""

    targets: Mapping[str, TargetReport]
    signature: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return asdict(self)


def evaluate(
    model: StanceModel,
    corpus: CorpusSource,
    *,
    training: CorpusSource | None = None,
    text_column: str = TEXT_COLUMN,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> EvaluationReport:
    """Score a model on labelled statements that it has not seen.

    Parameters
    ----------
    model : StanceModel
    corpus : Corpus, path, datasets.Dataset or rows
        Held-out statements, labelled for at least one target of the model.
    training : Corpus, path, datasets.Dataset or rows, optional
        What the model was trained on. With it the baselines that learn are trained on the same rows;
        without it only the keyword baseline is there.
    text_column : str
        Column that holds the statement.
    seed, resamples : int
        Of the bootstrap.

    Returns
    -------
    EvaluationReport

    Raises
    ------
    InputError
        If nothing is labelled for a target of the model, or no baseline can learn from `training`.

    Examples
    --------
    >>> import stancekit
    >>> rows = [{"text": "Keep the sanctions.", "sanctions": "favor", "episode": "a"},
    ...         {"text": "Lift the sanctions.", "sanctions": "against", "episode": "b"}]
    >>> report = evaluate(stancekit.load_model(), rows)
    >>> report.targets["sanctions"].n
    2
    """
    held_out = load_corpus(corpus, text_column=text_column)
    check_seed(seed)
    shared = [target for target in model.targets if target in held_out.targets and held_out.counts(target)]
    if not shared:
        raise InputError(
            f"the model's targets are {', '.join(model.targets)}, and {held_out.name} is labelled for "
            f"{', '.join(held_out.targets)}; expected at least one in common"
        )
    learned = None if training is None else load_corpus(training, text_column=text_column, targets=shared)
    if learned is not None and (problems := check_labels(learned)):
        raise InputError(problems)
    by = "episode" if len({s.episode for s in held_out if s.episode}) > 1 else "group"
    reports = {
        target: _target_report(model, held_out, learned, target, held_out.clusters(by), seed, resamples)
        for target in shared
    }
    signature = {
        "evaluated": held_out.digest,
        "statements": len(held_out),
        "trained": model.card.get("corpus", {}).get("digest"),
        "interval": f"95% percentile bootstrap over {by}s",
        "resamples": resamples,
        "seed": seed,
        "versions": versions(),
    }
    return EvaluationReport(reports, signature)


def _target_report(
    model: StanceModel,
    held_out: Corpus,
    training: Corpus | None,
    target: str,
    clusters: IntArray,
    seed: int,
    resamples: int,
) -> TargetReport:
    rows = [i for i, statement in enumerate(held_out) if target in statement.labels]
    texts = [held_out.statements[i].text for i in rows]
    present = {held_out.statements[i].labels[target] for i in rows} | set(model.heads[target].labels)
    labels = tuple(label for label in LABELS if label in present)
    truth = np.array([labels.index(held_out.statements[i].labels[target]) for i in rows])
    columns = [model.labels.index(label) if label in model.labels else -1 for label in labels]
    table = model.predict_proba(texts)[target]
    probabilities = np.column_stack([table[:, c] if c >= 0 else np.zeros(len(rows)) for c in columns])
    guess = probabilities.argmax(axis=1)

    counts = _cluster_weights(clusters[rows], seed, resamples)
    confusion = _confusions(truth, guess, len(labels), clusters[rows])
    favor_against = [labels.index(label) for label in SEMEVAL_LABELS if label in labels]
    macro = _bootstrap(counts, confusion, lambda c: _f1(c).mean(axis=-1))
    bins = _calibration_counts(probabilities.max(axis=1), guess == truth, clusters[rows])
    total = confusion.sum(axis=0)
    precision, recall, f1 = _ratio(total.diagonal(), total.sum(0)), _ratio(total.diagonal(), total.sum(1)), _f1(total)

    confidence, correct = probabilities.max(axis=1), guess == truth
    # How often each resample draws each statement: as often as its cluster.
    drawn = counts[:, np.unique(clusters[rows], return_inverse=True)[1]]
    baselines = {}
    for name, predicted in _baselines(training, target, texts, labels).items():
        other = _confusions(truth, predicted, len(labels), clusters[rows])
        both = np.stack([confusion, other], axis=1)
        baselines[name] = Comparison(
            macro_f1=_bootstrap(counts, other, lambda c: _f1(c).mean(axis=-1)),
            f_avg=_bootstrap(counts, other, lambda c: _f1(c)[..., favor_against].mean(axis=-1)),
            difference=_bootstrap(
                counts, both, lambda c: _f1(c[..., 0, :, :]).mean(axis=-1) - _f1(c[..., 1, :, :]).mean(axis=-1)
            ),
        )
    return TargetReport(
        n=len(rows),
        macro_f1=macro,
        f_avg=_bootstrap(counts, confusion, lambda c: _f1(c)[..., favor_against].mean(axis=-1)),
        accuracy=_bootstrap(counts, confusion, lambda c: np.trace(c, axis1=-2, axis2=-1) / c.sum(axis=(-2, -1))),
        calibration_error=_bootstrap(counts, bins, _expected_calibration_error),
        accuracy_at_60=_interval(
            accuracy_at_coverage(confidence, correct, SELECTIVE_COVERAGE),
            accuracy_at_coverage(confidence, correct, SELECTIVE_COVERAGE, drawn),
        ),
        risk_coverage_area=_interval(
            area_under_risk_coverage(confidence, correct), area_under_risk_coverage(confidence, correct, drawn)
        ),
        per_label={
            label: LabelScores(float(precision[k]), float(recall[k]), float(f1[k]), int(total[k].sum()))
            for k, label in enumerate(labels)
        },
        confusion={a: {b: int(total[i, j]) for j, b in enumerate(labels)} for i, a in enumerate(labels)},
        baselines=baselines,
    )


def _cluster_weights(clusters: IntArray, seed: int, resamples: int) -> IntArray:
    """How often each resample draws each cluster, shape (resamples, n_clusters)."""
    n = len(np.unique(clusters))
    return np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=resamples)


def _bootstrap(counts: IntArray, parts: NDArray[Any], statistic: Callable[[NDArray[Any]], FloatArray]) -> Figure:
    return _interval(statistic(parts.sum(axis=0)), statistic(np.tensordot(counts, parts, axes=1)))


def _interval(value: FloatArray, resampled: FloatArray) -> Figure:
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Figure(round(float(value), 4), round(float(low), 4), round(float(high), 4))


def _confusions(truth: IntArray, guess: IntArray, n_labels: int, clusters: IntArray) -> IntArray:
    """Confusion matrix of each cluster, shape (n_clusters, n_labels, n_labels): true by predicted."""
    position = np.unique(clusters, return_inverse=True)[1]
    table = np.zeros((position.max() + 1, n_labels, n_labels), dtype=np.int64)
    np.add.at(table, (position, truth, guess), 1)
    return table


def _ratio(above: NDArray[Any], below: NDArray[Any]) -> FloatArray:
    """Division in which nothing over nothing is 0, as in scikit-learn's `zero_division=0`."""
    nothing = np.zeros(np.broadcast(above, below).shape)
    return np.asarray(np.divide(above, below, out=nothing, where=below > 0))


def _f1(confusion: NDArray[Any]) -> FloatArray:
    """F1 of each label for confusion matrices of shape (..., n_labels, n_labels)."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    return _ratio(2 * hits, confusion.sum(axis=-1) + confusion.sum(axis=-2))


def _calibration_counts(confidence: FloatArray, correct: NDArray[np.bool_], clusters: IntArray) -> FloatArray:
    """Statements, summed confidence and hits by bin, shape (n_clusters, 3, n_bins)."""
    position = np.unique(clusters, return_inverse=True)[1]
    which = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    table = np.zeros((position.max() + 1, 3, CALIBRATION_BINS))
    for row, values in enumerate((np.ones(len(confidence)), confidence, correct.astype(float))):
        np.add.at(table[:, row], (position, which), values)
    return table


def _expected_calibration_error(table: FloatArray) -> FloatArray:
    return np.asarray(np.abs(table[..., 1, :] - table[..., 2, :]).sum(axis=-1) / table[..., 0, :].sum(axis=-1))


def _baselines(training: Corpus | None, target: str, texts: list[str], labels: Sequence[Stance]) -> dict[str, IntArray]:
    """Predictions of each baseline as positions in `labels`."""
    found: dict[str, Sequence[Stance | None]] = {}
    if training is not None and target in training.targets:
        known = [(s.text, s.labels[target]) for s in training if target in s.labels]
        majority = training.counts(target).most_common(1)[0][0]
        found["majority"] = [majority] * len(texts)
        plain = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1_000))
        try:
            plain.fit([text for text, _ in known], [str(label) for _, label in known])
        except ValueError as error:
            raise InputError(f"{training.name}: a baseline cannot learn {target} from these texts: {error}") from None
        found["plain scikit-learn"] = [Stance(label) for label in plain.predict(texts)]
    if target in _KEYWORDS:
        found["keywords"] = [keyword_stance(text, target) for text in texts]
    # A label that nobody has here can never be right; any wrong position will do for it.
    spare = len(labels) - 1
    return {
        name: np.array([labels.index(label) if label in labels else spare for label in guesses])
        for name, guesses in found.items()
    }


_KEYWORDS: Final[Mapping[str, Mapping[Stance, frozenset[str]]]] = {
    "sanctions": {
        Stance.FAVOR: frozenset("impos keep tighten maintain toughen strong effect deserv increas more work".split()),
        Stance.AGAINST: frozenset("lift end eas drop remov scrap hurt harm suffer illeg fail".split()),
    },
    "negotiation": {
        Stance.FAVOR: frozenset("resum readi open return continu dialogu support welcom best solut".split()),
        Stance.AGAINST: frozenset("refus never reject weak reward terrorist cannot futil surrend".split()),
    },
}
_TRADE_WORDS: Final = frozenset("if exchang return condit unless provid onc until".split())
_TOPIC_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "sanctions": frozenset("sanction embargo boycott restrict pressur blacklist blockad ban divest".split()),
    "negotiation": frozenset("talk negoti dialogu deal mediat diplomaci agreement compromis summit ransom".split()),
}


def keyword_stance(text: str, target: str) -> Stance:
    """The baseline of somebody with a list of words: topic named? trade word? more words for or against?

    Examples
    --------
    >>> str(keyword_stance("Lift the sanctions.", "sanctions"))
    'against'
    """
    stems = [token.stem for token in tokens(text)]
    if not _TOPIC_WORDS[target].intersection(stems):
        return Stance.NEITHER
    if _TRADE_WORDS.intersection(stems):
        return Stance.CONDITIONAL
    favor, against = (sum(stem in _KEYWORDS[target][side] for stem in stems) for side in SEMEVAL_LABELS)
    if favor == against:
        return Stance.NEITHER
    return Stance.FAVOR if favor > against else Stance.AGAINST
