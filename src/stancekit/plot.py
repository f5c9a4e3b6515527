"""Where holders stand on two axes, as coordinates for a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from .article import HolderPosition
from .labels import Stance
from .positions import MIXED, Position

Record = dict[str, Any]
Box = tuple[float, float, float, float]

WIDTH: Final = 860.0
# The square of leans; left of it a column and below it a row for those who take no position on that axis.
_LEFT: Final = 250.0
_RIGHT: Final = 850.0
_TOP: Final = 10.0
_BOTTOM: Final = 390.0
_COLUMN: Final = 24.0
_ROW: Final = 434.0
_LANE: Final = 22.0
_LETTER: Final = 7.0
_LINE: Final = 15.0
_MARKER: Final = 7.0
_LONGEST: Final = 32


def plot_record(holders: Iterable[HolderPosition], targets: Sequence[str]) -> Record:
    """Coordinates of every holder who takes a position on one of the first two targets.

    Returns
    -------
    dict
        ``width``, ``height``, ``frame``, ``axes``, ``points`` (name, short name, shape, x, y, intervals, label)
        and ``silent``, the names of those who take no position on either.
    """
    axes = list(targets[:2])
    points, silent = [], []
    for holder in holders:
        positions = [holder.positions[target] for target in axes]
        if all(position.stance == Stance.NEITHER for position in positions):
            silent.append(holder.holder)
        else:
            points.append(_point(holder.holder, positions, axes))
    lanes = _spread(points)
    height = _ROW + _LANE * lanes + 10
    _place_labels(points, height)
    return {
        "width": WIDTH,
        "height": height,
        "frame": {"left": _LEFT, "right": _RIGHT, "top": _TOP, "bottom": _BOTTOM, "column": _COLUMN, "row": _ROW},
        "axes": axes,
        "points": points,
        "silent": silent,
    }


def _point(name: str, positions: Sequence[Position], axes: Sequence[str]) -> Record:
    stances = [position.stance for position in positions]
    across = positions[0]
    up = positions[1] if len(positions) > 1 else None
    x = _COLUMN if across.stance == Stance.NEITHER else _x(across.lean)
    y = _ROW if up is None or up.stance == Stance.NEITHER else _y(up.lean)
    shape = "square" if MIXED in stances else "diamond" if Stance.CONDITIONAL in stances else "circle"
    return {
        "name": name,
        "short": name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…",
        "shape": shape,
        "x": x,
        "y": y,
        "across": None if x == _COLUMN else [_x(value) for value in across.interval],
        "up": None if up is None or y == _ROW else [_y(value) for value in up.interval],
        "says": ", ".join(f"{target} {stance}" for target, stance in zip(axes, stances, strict=True)),
    }


def _x(lean: float) -> float:
    return round(_LEFT + (lean + 1) / 2 * (_RIGHT - _LEFT), 1)


def _y(lean: float) -> float:
    return round(_BOTTOM - (lean + 1) / 2 * (_BOTTOM - _TOP), 1)


def _spread(points: Sequence[Record]) -> int:
    """Give everybody in the row a line of their own; the others give way downwards. Returns the lines."""
    row = sorted((point for point in points if point["y"] == _ROW), key=lambda point: float(point["x"]))
    for lane, point in enumerate(row):
        point["y"] = _ROW + lane * _LANE
    placed: list[Record] = []
    for point in points:
        if point not in row:
            while any(_near(point, other) for other in placed):
                point["y"] = round(point["y"] + _LINE, 1)
            placed.append(point)
    return max(1, len(row))


def _near(one: Record, other: Record) -> bool:
    return bool(abs(one["x"] - other["x"]) < 2 * _MARKER and abs(one["y"] - other["y"]) < _LINE)


def _place_labels(points: Sequence[Record], height: float) -> None:
    """Give each label the first free place round its marker."""
    taken: list[Box] = [_around(point) for point in points]
    for point in points:
        width = _LETTER * len(point["short"])
        choices = [_label_box(point, width, *place) for place in _PLACES]
        inside = [(label, box) for label, box in choices if box[0] >= 0 and box[2] <= WIDTH and box[3] <= height]
        best = min(inside or choices, key=lambda choice: sum(_overlap(choice[1], box) for box in taken))
        point["label"] = best[0]
        taken.append(best[1])


# Anchor of the text and how far it stands from the marker: first beside the lines of the interval.
_PLACES: Final = (
    ("start", 10.0, -6.0),
    ("end", -10.0, -6.0),
    ("start", 10.0, 17.0),
    ("end", -10.0, 17.0),
    ("start", 12.0, 5.0),
    ("end", -12.0, 5.0),
    ("middle", 0.0, -13.0),
    ("middle", 0.0, 23.0),
    ("start", 12.0, -22.0),
    ("start", 12.0, 33.0),
)


def _label_box(point: Record, width: float, anchor: str, dx: float, dy: float) -> tuple[Record, Box]:
    x, y = point["x"] + dx, point["y"] + dy
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return {"x": round(x, 1), "y": round(y, 1), "anchor": anchor}, (left, y - _LINE + 3, left + width, y + 3)


def _around(point: Record) -> Box:
    return (point["x"] - _MARKER, point["y"] - _MARKER, point["x"] + _MARKER, point["y"] + _MARKER)


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across * up if across > 0 and up > 0 else 0.0
