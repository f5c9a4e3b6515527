"""Draw the learning curve from `results/learning_curve.json`.

    python experiments/plot_learning_curve.py        -> experiments/results/learning_curve.svg

Needs matplotlib: `pip install '.[report]'`.
"""

from __future__ import annotations

import json

import matplotlib as mpl
from common import RESULTS

mpl.use("svg")
# Without these two the file would differ from run to run.
mpl.rcParams["svg.hashsalt"] = "stancekit"
import matplotlib.pyplot as plt  # noqa: E402


def main() -> None:
    """Write the figure."""
    means = json.loads((RESULTS / "learning_curve.json").read_text(encoding="utf-8"))["mean_macro_f1"]
    sizes = [int(size) for size in means]
    figure, axes = plt.subplots(figsize=(7, 4.5))
    for name, marker in zip(next(iter(means.values())), "osD^vP", strict=False):
        axes.plot(sizes, [means[str(size)][name] for size in sizes], marker=marker, label=name)
    axes.set_xscale("log", base=2)
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.set_xlabel("training statements")
    axes.set_ylabel("macro-F1, four labels")
    axes.legend(title="scored on")
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(RESULTS / "learning_curve.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
