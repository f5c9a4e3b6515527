"""Count what the data hold.

python experiments/corpus.py        -> experiments/results/corpus.json
"""

from __future__ import annotations

from common import DATA, write_result

import stancekit
from stancekit.corpus import summary
from stancekit.labels import Stance


def main() -> None:
    """Write the counts."""
    corpus = stancekit.load_corpus(DATA / "corpus")
    facts = summary(corpus)
    figures = {
        "corpus": {
            "statements": len(corpus),
            "episodes": len(facts["episode"]),
            "minimal_groups": facts["minimal groups"],
            "neither_both": sum(set(statement.labels.values()) == {Stance.NEITHER} for statement in corpus),
            **{target: facts[target] for target in corpus.targets},
            "voices": facts["voice"],
        },
        "heldout": {name: len(stancekit.load_corpus(DATA / "heldout" / f"{name}.jsonl")) for name in ("dev", "quotes")},
    }
    write_result("corpus", figures, corpus.digest)


if __name__ == "__main__":
    main()
