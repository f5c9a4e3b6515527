"""How much the corpus's size matters: train on part of it, score on held-out quotes.

    python experiments/learning_curve.py [--jobs 2]        -> experiments/results/learning_curve.json

Groups stay together; each size is drawn three times. If `../shared/benchmarks` is there, the
statements in it are scored as well.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from common import DATA, ROOT, write_result
from joblib import Parallel, delayed

import stancekit
from stancekit.corpus import Corpus
from stancekit.features import StanceFeatures
from stancekit.model import Head, StanceModel, fit_head
from stancekit.training import least_frequency, target_words_of

SIZES = (1_000, 2_000, 4_000, 8_000)
SEEDS = (0, 1, 2)
C = 3.0
BENCHMARK = ROOT.parent / "shared" / "benchmarks" / "quotes_dev.jsonl"


def part_of(corpus: Corpus, size: int, seed: int) -> Corpus:
    """About `size` statements, whole groups, drawn at random."""
    groups = corpus.clusters("group")
    chosen: list[int] = []
    members: dict[int, list[int]] = {}
    for row, group in enumerate(groups.tolist()):
        members.setdefault(group, []).append(row)
    for group in np.random.default_rng(seed).permutation(len(members)):
        if len(chosen) >= size:
            break
        chosen += members[int(group)]
    return corpus.select(sorted(chosen))


def quick_model(corpus: Corpus) -> StanceModel:
    """Train with fixed settings, without cross-validation: temperature changes no label."""
    words = target_words_of(corpus.targets)
    features = StanceFeatures(target_words=words, min_df=least_frequency(len(corpus)))
    matrix = features.fit_transform(corpus.texts)
    heads = {}
    for target in corpus.targets:
        labels, coef, intercept = fit_head(matrix, [str(x) for x in corpus.labels(target)], C, None, 0)
        heads[target] = Head(tuple(stancekit.Stance(label) for label in labels), coef, intercept)
    return StanceModel(features, heads)


def score(corpus: Corpus, size: int, seed: int, held_out: dict[str, Corpus]) -> dict[str, object]:
    """Macro-F1 of one draw on each held-out set."""
    model = quick_model(part_of(corpus, size, seed))
    figures = {
        f"{name}/{target}": report.macro_f1.value
        for name, quotes in held_out.items()
        for target, report in stancekit.evaluate(model, quotes, resamples=10).targets.items()
    }
    return {"size": size, "draw": seed, **figures}


def main() -> None:
    """Write the curve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=1)
    jobs = parser.parse_args().jobs
    corpus = stancekit.load_corpus(DATA / "corpus")
    held_out = {name: stancekit.load_corpus(DATA / "heldout" / f"{name}.jsonl") for name in ("quotes", "dev")}
    if Path(BENCHMARK).exists():
        rows = [json.loads(line) for line in BENCHMARK.read_text(encoding="utf-8").splitlines()]
        held_out["benchmark quotes"] = stancekit.load_corpus(rows)
    else:
        print(f"{BENCHMARK} is missing: its statements are left out")
    sizes = [*(size for size in SIZES if size < len(corpus)), len(corpus)]
    draws = [(size, seed) for size in sizes for seed in (SEEDS if size < len(corpus) else SEEDS[:1])]
    points = Parallel(n_jobs=jobs)(delayed(score)(corpus, size, seed, held_out) for size, seed in draws)
    means = {
        size: {
            name: round(float(np.mean([p[name] for p in points if p["size"] == size])), 4)
            for name in points[0]
            if name not in ("size", "draw")
        }
        for size in sizes
    }
    write_result("learning_curve", {"draws": points, "mean_macro_f1": means}, corpus.digest)


if __name__ == "__main__":
    main()
