"""From what somebody said, statement by statement, to where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammainc, gammaincinv

from .labels import ABSTAINED, LABELS, Stance
from .model import Prediction

MIXED: Final = "mixed"
#: Weight of the prior in statements, spread evenly over the labels. Of 0.25, 0.35 and 0.5 this one was calibrated
#: best for the holders of `data/articles`.
PRIOR: Final = 0.25
#: From this chance on the two statements that differ most are held to differ. People seldom contradict
#: themselves in one article, the model often does, so it has to be sure of both.
_DIFFER: Final = 0.8
#: From this probability on a statement is clearly conditional.
_BARGAIN: Final = 0.5
#: A smaller share of the statements than this is taken for the model's errors, not for the holder's second mind.
_SMALLEST_SIDE: Final = 0.25
_LEVEL: Final = 0.95
_GRID: Final = (np.arange(400) + 0.5) / 400


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody stands on one target.

    Parameters
    ----------
    stance : str
        One of the labels, ``"mixed"``, or ``"abstained"`` where the model abstained from all that may be one.
    confidence : float
        Probability of that stance; for ``"mixed"`` that two statements oppose each other.
    probabilities : mapping of Stance to float
        That most of what is said on the target takes this label; adds up to 1.
    lean : float
        Share of statements in favor less share against, from -1 to 1.
    interval : tuple of float
        95% interval of `lean`. It is wide after one statement, whatever the confidence.
    statements : int
        How many statements it was pooled from.
    """

    stance: str
    confidence: float
    probabilities: Mapping[Stance, float]
    lean: float
    interval: tuple[float, float]
    statements: int

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "stance": self.stance,
            "confidence": self.confidence,
            "probabilities": {str(label): value for label, value in self.probabilities.items()},
            "lean": self.lean,
            "interval": list(self.interval),
            "statements": self.statements,
        }


def takes_position(prediction: Prediction) -> bool:
    """Whether a statement says where its holder stands; an abstention does not."""
    return prediction.stance is not Stance.NEITHER and not prediction.abstained


def pool(predictions: Sequence[Prediction]) -> Position:
    """Pool what one holder said on one target.

    Statements that take no position are no evidence against one. The probabilities of those that take one are
    added up as soft counts to a Dirichlet prior worth a quarter of a statement (Gelman et al. 2013, Bayesian Data
    Analysis, section 3.4). The probability of a label is that its share is the largest, so agreement makes it
    grow, and one statement never settles it. Where no statement takes a position, that is the position, and its
    probability is that of the least sure of them.

    A position is mixed where the model is sure both of a statement in favor and of one against, and neither side
    has less than a quarter of them. If a statement is clearly conditional, that explains both sides, and the
    position is conditional.

    Parameters
    ----------
    predictions : sequence of Prediction
        One for each statement, on one target; calibrated. At least one.

    Examples
    --------
    >>> favor = Prediction({Stance.FAVOR: 0.9, Stance.AGAINST: 0.05, Stance.NEITHER: 0.05})
    >>> silent = Prediction({Stance.FAVOR: 0.02, Stance.AGAINST: 0.02, Stance.NEITHER: 0.96})
    >>> against = Prediction({Stance.FAVOR: 0.02, Stance.AGAINST: 0.95, Stance.NEITHER: 0.03})
    >>> pool([favor, silent]) == pool([favor])
    True
    >>> pool([favor]).confidence < pool([favor, favor]).confidence
    True
    >>> pool([favor, against]).stance
    'mixed'
    """
    taking = [prediction for prediction in predictions if takes_position(prediction)]
    pooled = taking or list(predictions)
    labels = [label for label in LABELS if label in pooled[0].probabilities]
    weights = {label: sum(found.probabilities[label] for found in pooled) + PRIOR / len(labels) for label in labels}
    probabilities = _chances_of_being_largest(weights)
    if not taking:
        probabilities = _with_silence(probabilities, pooled)
    stance = _most_probable(probabilities, silent=not taking)
    differing = _chance_of_two_sides(taking)
    mixed = differing >= _DIFFER
    if mixed and any(found.probabilities.get(Stance.CONDITIONAL, 0.0) >= _BARGAIN for found in taking):
        mixed, stance = False, Stance.CONDITIONAL
    lean, interval = _lean(weights)
    unsure = not taking and any(found.abstained and found.stance is not Stance.NEITHER for found in predictions)
    return Position(
        stance=MIXED if mixed else ABSTAINED if unsure else str(stance),
        confidence=differing if mixed else probabilities[stance],
        probabilities=probabilities,
        lean=lean,
        interval=interval,
        statements=len(pooled),
    )


def _most_probable(probabilities: Mapping[Stance, float], silent: bool) -> Stance:
    """`neither` exactly where no statement takes a position."""
    if silent and Stance.NEITHER in probabilities:
        return Stance.NEITHER
    candidates = [label for label in probabilities if label is not Stance.NEITHER]
    return max(candidates, key=lambda label: probabilities[label])


def _chances_of_being_largest(weights: Mapping[Stance, float]) -> dict[Stance, float]:
    """Probability that a label's share is the largest under a Dirichlet distribution.

    Shares are independent gamma variables divided by their sum, so the chance that one is the largest is a
    single integral, here over the quantiles of that one.
    """
    alphas = np.array(list(weights.values()))
    chances: list[float] = []
    for position, alpha in enumerate(alphas):
        others: NDArray[np.float64] = np.delete(alphas, position)[:, None]
        chances.append(float(gammainc(others, gammaincinv(alpha, _GRID)).prod(axis=0).mean()))
    return {label: chance / sum(chances) for label, chance in zip(weights, chances, strict=True)}


def _with_silence(probabilities: Mapping[Stance, float], predictions: Sequence[Prediction]) -> dict[Stance, float]:
    """Give `neither` its probability in the least sure statement, whose other probabilities are the rest.

    The product over the statements would fall with their number alone: sentences of one text err together.
    """
    if Stance.NEITHER not in probabilities:
        return dict(probabilities)
    return dict(min(predictions, key=lambda found: found.probabilities[Stance.NEITHER]).probabilities)


def _lean(weights: Mapping[Stance, float]) -> tuple[float, tuple[float, float]]:
    """Mean of the share in favor less the share against, and its interval by the beta of the same variance."""
    total = sum(weights.values())
    favor, against = (weights.get(label, 0.0) / total for label in (Stance.FAVOR, Stance.AGAINST))
    mean = favor - against
    variance = (favor + against - mean**2) / (total + 1)
    if variance <= 0:
        return mean, (mean, mean)
    size = (1 - mean**2) / variance - 1
    shapes = ((1 + mean) / 2 * size, (1 - mean) / 2 * size)
    low, high = (2 * float(betaincinv(*shapes, tail)) - 1 for tail in ((1 - _LEVEL) / 2, (1 + _LEVEL) / 2))
    return mean, (low, high)


def _chance_of_two_sides(predictions: Sequence[Prediction]) -> float:
    """Chance that the clearest statement in favor and the clearest one against are both what they seem."""
    favor, against = (
        [found.probabilities.get(label, 0.0) for found in predictions] for label in (Stance.FAVOR, Stance.AGAINST)
    )
    both = sum(favor) + sum(against)
    if not both or min(sum(favor), sum(against)) / both < _SMALLEST_SIDE:
        return 0.0
    # One statement alone cannot reach a half: its probabilities add up to 1, so this is a quarter at most.
    return max(favor) * max(against)
