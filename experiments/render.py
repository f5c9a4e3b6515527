"""Put the figures of `results/*.json` into the README, the model card and the datasheet.

    python experiments/render.py [--check]

A figure stands between `<!-- figures:NAME -->` and `<!-- /figures -->`.
With `--check` nothing is written, and the exit status is 1 if a file would change.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "experiments" / "results"
FILES = ("README.md", "models/default/README.md", "data/README.md")
TARGETS = ("sanctions", "negotiation")


def result(name: str) -> dict[str, Any]:
    return json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))


def figure(record: dict[str, float]) -> str:
    return f"{record['value']:.2f} [{record['low']:.2f}, {record['high']:.2f}]"


def score_table(name: str) -> str:
    """Macro-F1 of the model and the baselines, F_avg, accuracy and calibration error by target."""
    reports = result("held_out")[name]["targets"]
    lines = ["| | " + " | ".join(TARGETS) + " |", "| --- | --- | --- |"]
    rows: dict[str, Callable[[dict[str, Any]], str]] = {
        "**macro-F1, four labels**": lambda r: figure(r["macro_f1"]),
        "F_avg (favor and against)": lambda r: figure(r["f_avg"]),
        "accuracy": lambda r: figure(r["accuracy"]),
        "expected calibration error": lambda r: figure(r["calibration_error"]),
    }
    for system in reports["sanctions"]["baselines"]:
        rows[f"macro-F1 of: {system}"] = lambda r, s=system: figure(r["baselines"][s]["macro_f1"])
        rows[f"ahead of {system} by"] = lambda r, s=system: figure(r["baselines"][s]["difference"])
    lines += [f"| {label} | " + " | ".join(of(reports[t]) for t in TARGETS) + " |" for label, of in rows.items()]
    return "\n".join(lines)


def quality() -> str:
    held_out, behaviour = result("held_out"), result("behaviour")
    n = held_out["quotes"]["targets"]["sanctions"]["n"]
    kinds = behaviour["kinds"]
    return "\n".join(
        [
            f"On {n} restated public statements of politicians, officials, rebels, activists and citizens,",
            "which nobody read while writing the corpus or setting anything (95% intervals over episodes):",
            "",
            score_table("quotes"),
            "",
            f"Of {behaviour['cases']} behaviour cases it passes {figure(kinds['minimal_pair'])} of the minimal pairs "
            f"(every member right on both targets), {figure(kinds['invariance'])} of the invariances and "
            f"{figure(kinds['direction'])} of the directional cases.",
            "Minimal pairs are its weak side: it sees words and their neighbourhood, not sentence structure.",
        ]
    )


def card() -> str:
    return score_table("quotes")


def data() -> str:
    stats = result("corpus")["corpus"]
    heldout = result("corpus")["heldout"]
    return (
        f"{stats['statements']} training statements in {stats['episodes']} episodes and {stats['minimal_groups']} "
        f"minimal groups, {heldout['dev']} held-out statements to learn from and {heldout['quotes']} to score at the "
        "end. " + agreement()
    )


def agreement() -> str:
    record = result("agreement")
    parts = []
    for name, what in (("heldout", "held-out statements"), ("training", "training statements")):
        alpha = record[name]["alpha"]
        parts.append(
            f"{record[name]['n']} {what}: Krippendorff's alpha {figure(alpha['sanctions'])} (sanctions) and "
            f"{figure(alpha['negotiation'])} (negotiation)"
        )
    return "Labelled a second time by readers who saw only text and codebook: " + "; ".join(parts) + "."


def composition() -> str:
    stats = result("corpus")["corpus"]
    lines = [
        f"{stats['statements']} training statements, {stats['episodes']} episodes, {stats['minimal_groups']} minimal "
        f"groups, {stats['neither_both']} statements `neither` on both targets.",
        "",
        "| | favor | against | conditional | neither |",
        "| --- | --- | --- | --- | --- |",
    ]
    for target in TARGETS:
        counts = stats[target]
        shares = [
            f"{counts[label]} ({counts[label] / stats['statements']:.0%})"
            for label in ("favor", "against", "conditional", "neither")
        ]
        lines.append(f"| {target} | " + " | ".join(shares) + " |")
    voices = ", ".join(f"{name} {count}" for name, count in stats["voices"].items())
    return "\n".join([*lines, "", f"Voices: {voices}."])


BLOCKS = {f.__name__: f for f in (quality, card, data, agreement, composition)}


def rendered(text: str) -> str:
    """The text with every block made anew."""
    pattern = re.compile(r"(<!-- figures:(\w+) -->\n).*?(<!-- /figures -->)", re.DOTALL)
    return pattern.sub(lambda m: f"{m[1]}{BLOCKS[m[2]]()}\n{m[3]}", text)


def main() -> None:
    """Write the files, or say which would change."""
    stale = []
    for name in FILES:
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        after = rendered(before)
        if before != after:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(after, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.exit(f"figures are stale in {', '.join(stale)}: run `make results`")


if __name__ == "__main__":
    main()
