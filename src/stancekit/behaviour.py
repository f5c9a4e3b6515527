"""Behaviour suite: small cases that say by name what a system can and cannot do.

After CheckList (Ribeiro et al. 2020, https://aclanthology.org/2020.acl-main.442/).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from .corpus import PROJECT_TARGETS, check_text
from .errors import InputError, Problem
from .evaluation import Figure
from .labels import LABELS, Stance
from .model import StanceModel
from .rows import Row, read_rows, table_files
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
        With file and line of every row and case that cannot be judged.

    Examples
    --------
    >>> from stancekit.bundle import bundled
    >>> len(load_cases(bundled("data", "behaviour"))) > 1000
    True
    """
    problems: list[Problem] = []
    places: dict[str, tuple[str, int]] = {}
    rows: dict[str, list[Row]] = defaultdict(list)
    for file in table_files(path, problems):
        for line, row in read_rows(file, problems):
            identifier = str(row.get("id"))
            faults = list(_row_faults(row))
            if identifier in places and not faults:
                faults.append(f"id {identifier!r} stands already at {':'.join(map(str, places[identifier]))}")
            problems += [Problem(fault, str(file), line) for fault in faults]
            places.setdefault(identifier, (str(file), line))
            rows[str(row.get("case"))].append(row)
    if not problems:
        for name, members in rows.items():
            if fault := _case_fault(members):
                problems.append(Problem(f"case {name!r} {fault}", *places[str(members[0]["id"])]))
    if problems or not rows:
        raise InputError(problems or f"no behaviour cases in {path}")
    return tuple(
        Case(name, members[0]["capability"], members[0]["kind"], tuple(map(_member, members)))
        for name, members in rows.items()
    )


def predict_cases(model: StanceModel, cases: Sequence[Case]) -> dict[str, Row]:
    """Score every member: id to the columns that `stancekit score` writes.

    Raises
    ------
    InputError
        If the cases are about a target that the model does not know.
    """
    needed = {target for case in cases for target in _columns(case).values()}
    if unknown := [target for target in PROJECT_TARGETS if target in needed and target not in model.targets]:
        raise InputError(
            f"the behaviour cases are about {', '.join(unknown)}, and the model's targets are "
            f"{', '.join(model.targets)}; give a model of the same targets"
        )
    rows = [{"id": member.id, "text": member.text} for case in cases for member in case.members]
    return {row["id"]: row for row in score_chunk(model, rows)}


def load_predictions(path: str | Path, cases: Sequence[Case]) -> dict[str, Row]:
    """Another system's predictions for the members: `id`, `{target}_stance`, for directions `{target}_p_{label}`.

    Raises
    ------
    InputError
        If a member has no prediction or two, or a cell that is needed holds no label or probability.
    """
    problems: list[Problem] = []
    found: dict[str, Row] = {}
    lines: dict[str, int] = {}
    for line, row in read_rows(path, problems):
        identifier = str(row.get("id"))
        if row.get("id") in (None, ""):
            problems.append(Problem("no id; predictions are matched by the ids of the cases", str(path), line))
        elif identifier in found:
            problems.append(Problem(f"id {identifier!r} stands already at line {lines[identifier]}", str(path), line))
        else:
            found[identifier], lines[identifier] = row, line
    missing = [member.id for case in cases for member in case.members if member.id not in found]
    if missing:
        problems.append(Problem(f"{len(missing)} ids have no prediction, for instance {missing[0]!r}", str(path)))
    problems += [
        Problem(fault, str(path), lines[identifier])
        for identifier, fault in _prediction_faults(cases, found)
        if identifier in found
    ]
    if problems:
        raise InputError(problems)
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

    Raises
    ------
    InputError
        If a prediction is missing, or a cell that is needed holds no label or probability.

    Examples
    --------
    >>> pair = Case("c", "lift", "minimal_pair", (Member("1", "Lift it.", {"sanctions": Stance.AGAINST}, None),
    ...                                           Member("2", "Keep it.", {"sanctions": Stance.FAVOR}, None)))
    >>> report = behave([pair], {"1": {"sanctions_stance": "against"}, "2": {"sanctions_stance": "favor"}})
    >>> report.capabilities["lift"].value
    1.0
    """
    faults = [Problem(f"prediction of {name!r}: {fault}") for name, fault in _prediction_faults(cases, predictions)]
    if faults:
        raise InputError(faults)
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


def _row_faults(row: Row) -> Iterator[str]:
    """What keeps a row from being the member of a case."""
    if missing := {"id", "text", "case", "capability", "kind"} - row.keys():
        yield f"no column {', '.join(sorted(missing))}"
        return
    for name in ("id", "case", "capability"):
        if row[name] in (None, ""):
            yield f"no {name}; every member needs one"
    if fault := check_text(row["text"]):
        yield fault
    if row["kind"] not in KINDS:
        yield f"unknown kind {row['kind']!r}; expected {', '.join(KINDS)}"
    for target in PROJECT_TARGETS:
        if row.get(target) not in (None, "", *LABELS):
            yield f"unknown {target} label {row[target]!r}; expected {', '.join(LABELS)}"
    try:
        _direction(row.get("direction"))
    except InputError as error:
        yield str(error)


def _case_fault(rows: Sequence[Row]) -> str | None:
    """What keeps rows, each good for itself, from being judged together."""
    if len(rows) < 2:
        return "has one member; expected two"
    for name in ("kind", "capability"):
        if len(found := dict.fromkeys(str(row[name]) for row in rows)) > 1:
            return f"has members of more than one {name}: {', '.join(found)}; expected one"
    members = [_member(row) for row in rows]
    if rows[0]["kind"] == "minimal_pair" and not all(member.expected for member in members):
        return "has a member without a label; a minimal pair needs one for each"
    if rows[0]["kind"] == "direction" and (members[0].direction or not all(m.direction for m in members[1:])):
        return "needs a direction for every member but the first, with which the others are compared"
    return None


def _member(row: Row) -> Member:
    expected = {target: Stance(row[target]) for target in PROJECT_TARGETS if row.get(target)}
    return Member(str(row["id"]), row["text"], expected, _direction(row.get("direction")))


def _direction(value: object) -> tuple[str, Stance, str] | None:
    if value in (None, ""):
        return None
    found = value
    if isinstance(value, str):  # a CSV cell
        with suppress(ValueError):
            found = json.loads(value)
    if isinstance(found, dict):
        target, label, moves = (found.get(name) for name in ("target", "label", "moves"))
        if target in PROJECT_TARGETS and label in LABELS and moves in ("up", "down"):
            return target, Stance(label), moves
    expected = '{"target": "sanctions", "label": "favor", "moves": "up"}'
    raise InputError(f"expected a direction such as {expected}, got {value!r:.80}")


def _columns(case: Case) -> dict[str, str]:
    """Columns that a prediction of any member of the case must have, each with its target."""
    if case.kind == "invariance":
        return {f"{target}_stance": target for target in PROJECT_TARGETS}
    if case.kind == "minimal_pair":
        return {f"{target}_stance": target for member in case.members for target in member.expected}
    moved = [member.direction for member in case.members if member.direction]
    return {f"{target}_p_{label}": target for target, label, _ in moved}


def _prediction_faults(
    cases: Sequence[Case], predictions: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Member ids and what keeps their predictions from being judged; a column that is not there comes once."""
    absent: set[str] = set()
    for case in cases:
        columns = _columns(case)
        for member in case.members:
            row = predictions.get(member.id)
            if row is None:
                yield member.id, "there is none"
                continue
            for column in columns:
                if column in row:
                    if fault := _cell_fault(column, row[column]):
                        yield member.id, fault
                elif column not in absent:
                    absent.add(column)
                    yield member.id, f"no column {column!r}; columns are {', '.join(map(str, row))}"


def _cell_fault(column: str, value: Any) -> str | None:
    if column.endswith("_stance"):
        return None if value in LABELS else f"unknown label {value!r} in {column}; expected {', '.join(LABELS)}"
    with suppress(TypeError, ValueError):
        if 0 <= float(value) <= 1:
            return None
    return f"expected a probability from 0 to 1 in {column}, got {value!r:.60}"


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
