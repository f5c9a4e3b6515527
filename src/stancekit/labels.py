"""The four labels. Targets are data, never an enum: any corpus column may be one."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from .errors import InputError

#: What a prediction says in place of a label where the confidence is too low for the error asked for.
ABSTAINED: Final = "abstained"


class Stance(StrEnum):
    """What the holder of a statement wants done about a target.

    The first three are those of SemEval-2016 Task 6 (Mohammad et al. 2016,
    https://aclanthology.org/S16-1003/), `neither` covering its "none"; `conditional` is for
    bargaining positions. `data/CODEBOOK.md` has the rules.

    Examples
    --------
    >>> Stance("favor").definition
    'wants the target imposed, kept, widened or pursued, or judges it effective, deserved or needed'
    >>> f"{Stance.AGAINST}"
    'against'
    """

    FAVOR = "favor"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    NEITHER = "neither"

    @property
    def definition(self) -> str:
        """One line of the codebook."""
        return _DEFINITIONS[self]


_DEFINITIONS: Final = {
    Stance.FAVOR: "wants the target imposed, kept, widened or pursued, or judges it effective, deserved or needed",
    Stance.AGAINST: "wants the target ended, eased or refused, or judges it futile, harmful or illegal",
    Stance.CONDITIONAL: "makes the target one side of a trade, or accepts it only on a condition that could be met",
    Stance.NEITHER: "takes no position on the target",
}

LABELS: Final[tuple[Stance, ...]] = tuple(Stance)


def parse_stance(value: object) -> Stance:
    """Turn a cell into a `Stance`.

    Parameters
    ----------
    value : object
        One of ``"favor"``, ``"against"``, ``"conditional"``, ``"neither"``.

    Raises
    ------
    InputError
        For anything else; the message names the value.

    Examples
    --------
    >>> parse_stance("neither")
    <Stance.NEITHER: 'neither'>
    """
    try:
        return Stance(str(value))
    except ValueError:
        raise InputError(f"unknown label {value!r}: expected one of {', '.join(LABELS)}") from None
