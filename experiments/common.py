"""What every experiment shares: where results go, and what makes a figure reproducible."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stancekit.rows import replacing
from stancekit.training import versions

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "experiments" / "results"
DATA = ROOT / "data"
SEED = 0


def write_result(name: str, figures: dict[str, Any], corpus_digest: str, folder: Path = RESULTS) -> None:
    """Write `experiments/results/NAME.json` with the seed, the corpus digest and the versions."""
    record = {"seed": SEED, "corpus_digest": corpus_digest, "versions": versions(), **figures}
    folder.mkdir(exist_ok=True)
    with replacing(folder / f"{name}.json") as temporary:
        temporary.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(record, indent=1))
