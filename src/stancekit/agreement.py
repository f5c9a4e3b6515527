"""How far two readers agree, and where they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import krippendorff
import numpy as np

from .corpus import Corpus, Statement
from .errors import InputError, Problem
from .evaluation import Figure
from .labels import LABELS, Stance
from .model import FloatArray
from .training import check_seed

RESAMPLES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One statement that two readers labelled differently."""

    id: str
    text: str
    target: str
    first: Stance
    second: Stance


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Agreement of two readers.

    Parameters
    ----------
    n : int
        Statements that both labelled for at least one target.
    alpha : mapping of str to Figure
        Krippendorff's alpha (nominal) of each target, with a bootstrap interval over statements.
    alpha_by_label : mapping of str to mapping of Stance to float
        The same for each label against all others; nan where a label never occurs.
    disagreements : tuple of Disagreement
    """

    n: int
    alpha: Mapping[str, Figure]
    alpha_by_label: Mapping[str, Mapping[Stance, float]]
    disagreements: tuple[Disagreement, ...]


def agreement(first: Corpus, second: Corpus, *, seed: int = 0, resamples: int = RESAMPLES) -> AgreementReport:
    """Compare two passes over the same statements, matched by id.

    Krippendorff's alpha (Krippendorff 2019, Content Analysis, 4th edition, chapter 12), computed by the
    `krippendorff` package (Castro 2017, https://github.com/pln-fing-udelar/fast-krippendorff).

    Parameters
    ----------
    first, second : Corpus
    seed, resamples : int
        Of the bootstrap.

    Returns
    -------
    AgreementReport

    Raises
    ------
    InputError
        If they have no labels in common, a statement has no id, or one id stands for two texts.

    Examples
    --------
    >>> from stancekit.corpus import load_corpus
    >>> rows = [{"id": str(i), "text": "a", "t": label} for i, label in enumerate(["favor", "against"] * 5)]
    >>> agreement(load_corpus(rows), load_corpus(rows), resamples=10).alpha["t"].value
    1.0
    """
    check_seed(seed)
    targets = [target for target in first.targets if target in second.targets]
    pairs = [(a, b) for a, b in _matched(first, second) if not a.labels.keys().isdisjoint(b.labels)]
    if not pairs or not targets:
        raise InputError(f"{first.name} and {second.name} have no id or no target in common; nothing to compare")
    alpha, by_label, disagreements = {}, {}, []
    for target in targets:
        both = [(a, b) for a, b in pairs if target in a.labels and target in b.labels]
        if not both:
            raise InputError(f"{first.name} and {second.name} have no id in common that both label for {target}")
        codes = np.array([[LABELS.index(s.labels[target]) for s in pair] for pair in both], dtype=float).T
        alpha[target] = _interval(codes, seed, resamples)
        by_label[target] = {label: _alpha((codes == k).astype(float)) for k, label in enumerate(LABELS)}
        disagreements += [
            Disagreement(a.id, a.text, target, a.labels[target], b.labels[target])
            for a, b in both
            if a.labels[target] != b.labels[target]
        ]
    return AgreementReport(len(pairs), alpha, by_label, tuple(disagreements))


def _matched(first: Corpus, second: Corpus) -> list[tuple[Statement, Statement]]:
    """Pairs of statements with one id; refuses what would match by chance."""
    problems = []
    for corpus in (first, second):
        if nameless := next((statement for statement in corpus if not statement.id_given), None):
            problems.append(Problem("no id; two readings are matched by id, so give every row one", *nameless.place))
    if problems:
        raise InputError(problems)
    others = {statement.id: statement for statement in second}
    pairs = [(statement, others[statement.id]) for statement in first if statement.id in others]
    for one, other in pairs:
        if one.text.split() != other.text.split():
            message = f"the text of id {one.id!r} differs from that in {second.name}, {other.text!r:.60}; mend the ids"
            problems.append(Problem(message, *one.place))
    if problems:
        raise InputError(problems)
    return pairs


def _alpha(codes: FloatArray) -> float:
    if len(np.unique(codes)) < 2:
        return float("nan")  # alpha is not defined where only one value occurs
    return round(float(krippendorff.alpha(codes, level_of_measurement="nominal")), 4)


def _interval(codes: FloatArray, seed: int, resamples: int) -> Figure:
    draws = np.random.default_rng(seed).integers(0, codes.shape[1], (resamples, codes.shape[1]))
    values = np.array([_alpha(codes[:, draw]) for draw in draws])
    defined = values[~np.isnan(values)]
    low, high = np.percentile(defined, [2.5, 97.5]) if len(defined) else (np.nan, np.nan)
    return Figure(_alpha(codes), round(float(low), 4), round(float(high), 4))
