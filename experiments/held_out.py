"""Score the bundled model and the baselines on the held-out quotes, and run the behaviour suite.

python experiments/held_out.py        -> experiments/results/held_out.json, behaviour.json
"""

from __future__ import annotations

from dataclasses import asdict

from common import DATA, SEED, write_result

import stancekit
from stancekit.behaviour import behave, load_cases, predict_cases


def main() -> None:
    """Write both results."""
    model = stancekit.load_model()
    corpus = stancekit.load_corpus(DATA / "corpus")
    reports = {
        name: stancekit.evaluate(model, DATA / "heldout" / f"{name}.jsonl", training=corpus, seed=SEED).as_dict()
        for name in ("quotes", "dev")
    }
    write_result("held_out", reports, corpus.digest)
    cases = load_cases(DATA / "behaviour")
    report = behave(cases, predict_cases(model, cases))
    figures = {
        "cases": len(cases),
        "kinds": {name: asdict(figure) for name, figure in report.kinds.items()},
        "capabilities": {name: asdict(figure) for name, figure in report.capabilities.items()},
    }
    write_result("behaviour", figures, corpus.digest)


if __name__ == "__main__":
    main()
