"""Agreement of the two readers.

python experiments/agreement.py        -> experiments/results/agreement.json
"""

from __future__ import annotations

from dataclasses import asdict

from common import DATA, SEED, write_result

import stancekit
from stancekit.agreement import agreement


def main() -> None:
    """Write the result."""
    figures = {}
    for name in ("heldout", "training", "audit"):
        passes = [
            stancekit.load_corpus(DATA / "annotations" / f"{name}_{reader}.jsonl") for reader in ("first", "second")
        ]
        report = agreement(*passes, seed=SEED)
        figures[name] = {
            "n": report.n,
            "alpha": {target: asdict(figure) for target, figure in report.alpha.items()},
            "alpha_by_label": {t: {str(k): v for k, v in found.items()} for t, found in report.alpha_by_label.items()},
            "disagreements": len(report.disagreements),
        }
    write_result("agreement", figures, stancekit.load_corpus(DATA / "corpus").digest)


if __name__ == "__main__":
    main()
