"""What all commands print with."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from rich.progress import Progress

MARKS: Final = {"favor": "+", "against": "−", "conditional": "±", "neither": "·", "mixed": "≠"}
STYLES: Final = {"favor": "green", "against": "red", "conditional": "yellow", "neither": "dim", "mixed": "magenta"}

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
    counted = [MofNCompleteColumn(), TextColumn(unit)] if unit else []
    with Progress(*columns, *counted, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield progress


def make_console() -> Console:
    """A console as wide as the terminal, and wide enough to be read where there is none."""
    return Console() if sys.stdout.isatty() else Console(width=120)


def print_json(value: object) -> None:
    """Print indented JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def say(text: str) -> None:
    """A line for the user on standard error."""
    Console(stderr=True).print(Text(text))
