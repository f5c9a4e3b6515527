"""The few errors that stancekit raises, each also a standard type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input, and where it stands.

    Parameters
    ----------
    message : str
        What was expected, what came, what to do.
    file : str, optional
        Path of the file, as the user gave it.
    line : int, optional
        Line of the file, counted from 1; for Parquet the row.

    Examples
    --------
    >>> str(Problem("empty text", file="quotes.csv", line=3))
    'quotes.csv:3: empty text'
    """

    message: str
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = self.file or ""
        if self.line is not None:
            place = f"{place or 'row'}:{self.line}"
        return f"{place}: {self.message}" if place else self.message


class StancekitError(Exception):
    """Base class of all errors that stancekit raises on purpose."""


class InputError(StancekitError, ValueError):
    """Input that cannot be used; `problems` lists everything found wrong with it.

    Parameters
    ----------
    problems : str, Problem or sequence of Problem
        What is wrong.
    """

    def __init__(self, problems: str | Problem | Sequence[Problem]) -> None:
        if isinstance(problems, str):
            problems = Problem(problems)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ModelFileError(StancekitError, OSError):
    """A model folder that is missing, changed, incomplete or of a newer format."""
