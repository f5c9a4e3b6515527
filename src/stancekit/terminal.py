"""What all commands print with."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from rich.progress import Progress

MARKS: Final = {"favor": "+", "against": "−", "conditional": "±", "neither": "·", "mixed": "≠", "abstained": "?"}
STYLES: Final = {
    "favor": "green",
    "against": "red",
    "conditional": "yellow",
    "neither": "dim",
    "mixed": "magenta",
    "abstained": "dim",
}

# Control characters move the cursor or recolour the terminal, and bidirectional marks turn round what follows.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def stance_text(stance: str, confidence: float) -> Text:
    """Mark, name and probability of a stance, coloured."""
    return Text.assemble((f"{MARKS[stance]} {stance}", STYLES[stance]), f" {confidence:.2f}")


def harmless(text: str) -> str:
    """A text without what a terminal would obey instead of showing it.

    Examples
    --------
    >>> harmless("red: \\x1b[31m")
    'red: �[31m'
    """
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


@contextmanager
def progress_bar(unit: str) -> Iterator[Progress]:
    """Show a bar on standard error, or nothing where that is no terminal."""
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = [SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()]
    numbers = [MofNCompleteColumn(), TextColumn(unit)] if unit else []
    with Progress(*columns, *numbers, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield progress


def make_console() -> Console:
    """A console as wide as the terminal, and wide enough to be read where there is none."""
    return Console() if sys.stdout.isatty() else Console(width=120)


def print_json(value: object) -> None:
    """Print indented JSON, with null for what JSON has no number for."""
    in_utf8 = sys.stdout.encoding.lower().replace("-", "") == "utf8"
    print(json.dumps(_without_nan(value), ensure_ascii=not in_utf8, indent=1, allow_nan=False))


def _without_nan(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_nan(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def counted(count: int, noun: str) -> str:
    """A number and its noun, which takes an s but after 1.

    Examples
    --------
    >>> counted(1, "statement"), counted(2_000, "statement")
    ('1 statement', '2000 statements')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def say(text: str) -> None:
    """A line for the user on standard error."""
    Console(stderr=True).print(Text(text))
