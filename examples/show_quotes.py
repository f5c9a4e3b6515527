"""Label the quotes of a file and print them as a table that a person can read.

python examples/show_quotes.py examples/quotes.jsonl [MODEL_FOLDER]
"""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

import stancekit
from stancekit.rows import read_rows


def main() -> None:
    """Print the table."""
    rows = [row for _, row in read_rows(sys.argv[1])]
    model = stancekit.load_model(sys.argv[2] if len(sys.argv) > 2 else None)
    table = Table("holder", "statement", *model.targets, show_lines=True)
    for row, prediction in zip(rows, model.predict([row["text"] for row in rows]), strict=True):
        cells = []
        for target, found in prediction.items():
            words = model.explain(row["text"], target).evidence(3)
            evidence = ", ".join(word.text for word in words)
            cells.append(Text.assemble(f"{found.stance} {found.confidence:.2f}\n", (evidence, "dim")))
        table.add_row(Text(row["holder_role"]), Text(row["text"]), *cells)
    Console(width=None if sys.stdout.isatty() else 120).print(table)


if __name__ == "__main__":
    main()
