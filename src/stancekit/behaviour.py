"""Behaviour suite: small cases that say by name what a system can and cannot do.

After CheckList (Ribeiro et al. 2020, https://aclanthology.org/2020.acl-main.442/).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from .corpus import PROJECT_TARGETS
from .errors import InputError, Problem
from .evaluation import Figure
from .labels import LABELS, Stance
from .model import StanceModel
from .rows import Row, read_rows
from .scoring import score_chunk

KINDS: Final = ("minimal_pair", "invariance", "direction")
_Z: Final = 1.959964  # 95% of a normal distribution


@dataclass(frozen=True, slots=True)
class Member:
    """One text of a case; `expected` is a label by target, `direction` (target, label, up or down)."""

    id: str
    text: str
    expected: Mapping[str, Stance]
    direction: tuple[str, Stance, str] | None


@dataclass(frozen=True, slots=True)
class Case:
    """Texts that are judged together.

    A ``minimal_pair`` passes if every member gets its expected labels, an ``invariance`` if all members
    get the same labels, a ``direction`` if the probability moves the named way from the first member.
    """

    name: str
    capability: str
    kind: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class BehaviourReport:
    """Share of passed cases by capability and by kind (Wilson 95% interval), and the cases that failed."""

    capabilities: Mapping[str, Figure]
    sizes: Mapping[str, int]
    kinds: Mapping[str, Figure]
    failed: tuple[Case, ...]


def load_cases(path: str | Path) -> tuple[Case, ...]:
    """Read a behaviour file, or all in a folder.

    Raises
    ------
    InputError
        If a row lacks a column, or a case has one member.

    Examples
    --------
    >>> from stancekit.bundle import bundled
    >>> len(load_cases(bundled("data", "behaviour"))) > 1000
    True
    """
    files = sorted(Path(path).glob("*.jsonl")) if Path(path).is_dir() else [Path(path)]
    rows: dict[str, list[Row]] = defaultdict(list)
    problems: list[Problem] = []
    for file in files:
        for line, row in read_rows(file, problems):
            if missing := {"id", "text", "case", "capability", "kind"} - row.keys():
                problems.append(Problem(f"no column {', '.join(sorted(missing))}", str(file), line))
            else:
                rows[row["case"]].append(row)
    problems += [
        Problem(f"case {name!r} has one member; expected two", str(path)) for name, r in rows.items() if len(r) < 2
    ]
    if problems or not rows:
        raise InputError(problems or f"no behaviour cases in {path}")
    return tuple(
        Case(name, members[0]["capability"], members[0]["kind"], tuple(map(_member, members)))
        for name, members in rows.items()
    )


def predict_cases(model: StanceModel, cases: Sequence[Case]) -> dict[str, Row]:
    """Score every member: id to the columns that `stancekit score` writes."""
    rows = [{"id": member.id, "text": member.text} for case in cases for member in case.members]
    return {row["id"]: row for row in score_chunk(model, rows)}


def load_predictions(path: str | Path, cases: Sequence[Case]) -> dict[str, Row]:
    """Another system's predictions for the members: `id`, `{target}_stance`, for directions `{target}_p_{label}`."""
    found = {str(row.get("id")): row for _, row in read_rows(path)}
    missing = [member.id for case in cases for member in case.members if member.id not in found]
    if missing:
        raise InputError(Problem(f"{len(missing)} ids have no prediction, for instance {missing[0]!r}", str(path)))
    return found


def behave(cases: Sequence[Case], predictions: Mapping[str, Mapping[str, Any]]) -> BehaviourReport:
    """Judge predictions case by case.

    Parameters
    ----------
    cases : sequence of Case
    predictions : mapping of str to mapping
        Member id to its scored row.

    Returns
    -------
    BehaviourReport

    Examples
    --------
    >>> pair = Case("c", "lift", "minimal_pair", (Member("1", "Lift it.", {"sanctions": Stance.AGAINST}, None),
    ...                                           Member("2", "Keep it.", {"sanctions": Stance.FAVOR}, None)))
    >>> report = behave([pair], {"1": {"sanctions_stance": "against"}, "2": {"sanctions_stance": "favor"}})
    >>> report.capabilities["lift"].value
    1.0
    """
    passed = {case.name: _passes(case, predictions) for case in cases}
    capabilities: dict[str, list[bool]] = defaultdict(list)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for case in cases:
        capabilities[case.capability].append(passed[case.name])
        kinds[case.kind].append(passed[case.name])
    return BehaviourReport(
        capabilities={name: _wilson(results) for name, results in capabilities.items()},
        sizes={name: len(results) for name, results in capabilities.items()},
        kinds={name: _wilson(results) for name, results in kinds.items()},
        failed=tuple(case for case in cases if not passed[case.name]),
    )


def _member(row: Row) -> Member:
    expected = {target: Stance(row[target]) for target in PROJECT_TARGETS if row.get(target) in LABELS}
    moved = row.get("direction")
    direction = None if not moved else (moved["target"], Stance(moved["label"]), moved["moves"])
    return Member(str(row["id"]), row["text"], expected, direction)


def _passes(case: Case, predictions: Mapping[str, Mapping[str, Any]]) -> bool:
    rows = [predictions[member.id] for member in case.members]
    if case.kind == "invariance":
        return all(row[f"{t}_stance"] == rows[0][f"{t}_stance"] for row in rows for t in PROJECT_TARGETS)
    if case.kind == "minimal_pair":
        return all(
            row[f"{target}_stance"] == label
            for member, row in zip(case.members, rows, strict=True)
            for target, label in member.expected.items()
        )
    for member, row in zip(case.members, rows, strict=True):
        if member.direction:
            target, label, moves = member.direction
            column = f"{target}_p_{label}"
            if (float(row[column]) > float(rows[0][column])) != (moves == "up"):
                return False
    return True


def _wilson(results: Sequence[bool]) -> Figure:
    """Share with its Wilson score interval (Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953)."""
    n, share = len(results), float(np.mean(results))
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return Figure(round(share, 4), round(max(0.0, centre - half), 4), round(min(1.0, centre + half), 4))
