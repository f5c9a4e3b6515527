"""Which words decided: exact contributions that add up, with the intercept, to the decision value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.special import softmax

from .errors import InputError
from .features import Feature
from .labels import Stance, parse_stance
from .tokens import tokens

if TYPE_CHECKING:
    from .model import StanceModel


@dataclass(frozen=True, slots=True)
class WordContribution:
    """What one word of the text adds to the decision value: `text == statement[start:end]`."""

    text: str
    start: int
    end: int
    contribution: float


@dataclass(frozen=True, slots=True)
class FeatureContribution:
    """What one feature adds: its value in the text times its weight."""

    block: str
    name: str
    contribution: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision value taken apart, in log-odds units (natural logarithm).

    Parameters
    ----------
    text, target : str
    label : Stance
        The label whose decision value this is.
    probability : float
        Calibrated probability of that label.
    decision, intercept : float
        `decision == intercept + sum(word contributions) == intercept + sum(feature contributions)`.
    words : tuple of WordContribution
        In the order of the text.
    features : tuple of FeatureContribution
        Largest contribution first, by size.
    """

    text: str
    target: str
    label: Stance
    probability: float
    decision: float
    intercept: float
    words: tuple[WordContribution, ...]
    features: tuple[FeatureContribution, ...]

    def evidence(self, count: int = 3) -> tuple[WordContribution, ...]:
        """The words that speak most for the label, strongest first; may be fewer than `count`.

        Marks are left out, and of a word that comes twice the stronger place is named.
        """
        strongest: dict[str, WordContribution] = {}
        for word in sorted(self.words, key=lambda word: (-word.contribution, word.start)):
            if word.contribution > 0 and word.text[-1].isalnum():
                strongest.setdefault(word.text.casefold(), word)
        return tuple(strongest.values())[:count]


def explain(model: StanceModel, text: str, target: str, label: Stance | str | None = None) -> Explanation:
    """Take the decision for one text apart.

    A feature that covers several words, or occurs several times, is shared evenly between them.

    Parameters
    ----------
    model : StanceModel
    text : str
    target : str
        One of `model.targets`.
    label : Stance or str, optional
        By default the predicted label.

    Returns
    -------
    Explanation

    Raises
    ------
    InputError
        If the target or the label is unknown to the model.

    Examples
    --------
    >>> import stancekit
    >>> e = explain(stancekit.load_model(), "Sanctions hurt ordinary people.", "sanctions")
    >>> total = e.intercept + sum(word.contribution for word in e.words)
    >>> abs(total - e.decision) < 1e-6
    True
    """
    if target not in model.heads:
        raise InputError(f"unknown target {target!r}; this model knows {', '.join(model.targets)}")
    head, row = model.heads[target], model.matrix([text])
    table = softmax(model.decisions_of(row)[target], axis=1)
    probabilities = {label: float(table[0, model.labels.index(label)]) for label in head.labels}
    chosen = max(head.labels, key=probabilities.__getitem__) if label is None else parse_stance(label)
    if chosen not in head.labels:
        raise InputError(
            f"the model never saw the label {str(chosen)!r} for {target}; it knows {', '.join(head.labels)}"
        )
    position = head.labels.index(chosen)
    weights = head.coef[position, row.indices].astype(float)
    intercept = float(head.intercept[position])
    found = list(model.features.analyze(text))
    column_of = model.features.vocabulary_
    name_of = {column_of[feature.name]: feature.name for feature in found if feature.name in column_of}
    amounts = dict(zip((name_of[column] for column in row.indices), (weights * row.data).tolist(), strict=True))
    blocks, words = _share(text, found, amounts)
    features = [FeatureContribution(blocks[name], name, amount) for name, amount in amounts.items()]
    return Explanation(
        text=text,
        target=target,
        label=chosen,
        probability=probabilities[chosen],
        decision=intercept + sum(amounts.values()),
        intercept=intercept,
        words=words,
        features=tuple(sorted(features, key=lambda item: (-abs(item.contribution), item.name))),
    )


def _share(
    text: str, features: Iterable[Feature], amounts: Mapping[str, float]
) -> tuple[dict[str, str], tuple[WordContribution, ...]]:
    places = sorted({(token.start, token.end) for token in tokens(text)})
    starts = {start: index for index, (start, _) in enumerate(places)}
    ends = {end: index for index, (_, end) in enumerate(places)}
    totals = [0.0] * len(places)
    covered: dict[str, list[Sequence[int]]] = defaultdict(list)
    blocks: dict[str, str] = {}
    for block, name, start, end in features:
        if name in amounts:
            # A feature of two words names both, not what stands between them.
            first, last = starts[start], ends[end]
            covered[name].append((first, last) if block in _PAIRED and first != last else range(first, last + 1))
            blocks[name] = block
    for name, occurrences in covered.items():
        amount = amounts[name] / len(occurrences)
        for occurrence in occurrences:
            share = amount / len(occurrence)
            for place in occurrence:
                totals[place] += share
    found = tuple(
        WordContribution(text[start:end], start, end, total) for (start, end), total in zip(places, totals, strict=True)
    )
    return blocks, found


_PAIRED = frozenset({"pair", "skip", "class", "composed", "near"})
