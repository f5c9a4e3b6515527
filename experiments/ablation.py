"""What each block of features brings, and what other settings cost, on episodes that the model has not seen.

    python experiments/ablation.py [--jobs 2]        -> experiments/results/ablation.json

One third of the episodes of the corpus, predicted from the other two, and `heldout/dev.jsonl`. Differences are those
of a variant less the full model on the same statements, with 95% percentile bootstraps over episodes. A block is left
out by leaving out its columns: each block is scaled for itself, so the others stay as they are.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

import numpy as np
from common import DATA, SEED, write_result
from joblib import Parallel, delayed
from scipy.special import log_softmax

import stancekit
from stancekit.calibration import fit_temperature
from stancekit.corpus import Corpus
from stancekit.features import BLOCKS, StanceFeatures
from stancekit.labels import LABELS
from stancekit.model import fit_head
from stancekit.training import grouped_folds, joint_clusters, least_frequency, target_words_of

FOLDS = 3
C = 1.0
RESAMPLES = 1_000


@dataclass(frozen=True)
class Variant:
    """Settings that differ from the default."""

    name: str
    blocks: tuple[str, ...] = BLOCKS
    C: float = C
    class_weight: str | None = None


VARIANTS = (
    Variant("full"),
    *(Variant(f"without {block}", tuple(b for b in BLOCKS if b != block)) for block in BLOCKS),
    Variant("only word, pair and char", ("word", "pair", "char")),
    Variant("C = 0.3", C=0.3),
    Variant("C = 3", C=3.0),
    Variant("balanced class weights", class_weight="balanced"),
)


def truth_of(corpus: Corpus, target: str) -> np.ndarray:
    return np.array([LABELS.index(s.labels[target]) if target in s.labels else -1 for s in corpus])


def block_columns(features: StanceFeatures, texts: list[str]) -> dict[str, np.ndarray]:
    """Columns of each block, from the features of the texts that the vocabulary was learned from."""
    block_of = {name: block for text in texts for block, name, _, _ in features.analyze(text)}
    blocks = np.array([block_of.get(name, "") for name in features.names])
    return {block: blocks == block for block in BLOCKS}


def fold_decisions(corpus: Corpus, inside: np.ndarray, outside: list[str]) -> dict[tuple[str, str], np.ndarray]:
    """Decision values of every variant for texts that are not among the training rows."""
    texts = [corpus.texts[i] for i in inside]
    features = StanceFeatures(target_words=target_words_of(corpus.targets), min_df=least_frequency(len(texts)))
    matrix, other = features.fit_transform(texts).tocsc(), features.transform(outside).tocsc()
    columns = block_columns(features, texts)
    found = {}
    for variant in VARIANTS:
        kept = np.flatnonzero(np.any([columns[block] for block in variant.blocks], axis=0))
        train, test = matrix[:, kept].tocsr(), other[:, kept].tocsr()
        for target in corpus.targets:
            truth = truth_of(corpus, target)[inside]
            classes, coef, intercept = fit_head(train, truth, variant.C, variant.class_weight, SEED)
            values = np.full((len(outside), len(LABELS)), -30.0)
            values[:, classes] = test @ coef.T + intercept
            found[variant.name, target] = values
    return found


def macro_f1(truth: np.ndarray, guess: np.ndarray, weights: np.ndarray) -> float:
    scores = []
    for label in range(len(LABELS)):
        hits = weights[(truth == label) & (guess == label)].sum()
        named = weights[truth == label].sum() + weights[guess == label].sum()
        scores.append(2 * hits / named if named else 0.0)
    return float(np.mean(scores))


def compare(values: dict[str, np.ndarray], truth: np.ndarray, clusters: np.ndarray) -> dict[str, Any]:
    """Macro-F1 and log-loss of every variant, and how far each is from the full model."""
    rng = np.random.default_rng(SEED)
    position = np.unique(clusters, return_inverse=True)[1]
    n = position.max() + 1
    drawn = rng.multinomial(n, np.full(n, 1 / n), size=RESAMPLES)[:, position]
    losses, f1s, record = {}, {}, {}
    ones = np.ones(len(truth))
    for name, decisions in values.items():
        temperature, _ = fit_temperature(decisions, truth)
        losses[name] = -log_softmax(decisions / temperature, axis=1)[np.arange(len(truth)), truth]
        guess = decisions.argmax(axis=1)
        f1s[name] = np.array([macro_f1(truth, guess, weights) for weights in drawn])
        record[name] = {"macro_f1": round(macro_f1(truth, guess, ones), 4), "log_loss": round(losses[name].mean(), 4)}
    for name in values:
        loss = (drawn @ (losses[name] - losses["full"])) / drawn.sum(axis=1)
        for figure, sample in (("macro_f1", f1s[name] - f1s["full"]), ("log_loss", loss)):
            difference = record[name][figure] - record["full"][figure]
            low, high = np.percentile(sample, [2.5, 97.5])
            record[name][f"{figure}_difference"] = {
                "value": round(float(difference), 4),
                "low": round(float(low), 4),
                "high": round(float(high), 4),
            }
    return record


def main() -> None:
    """Run every variant on both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=1)
    jobs = parser.parse_args().jobs
    corpus = stancekit.load_corpus(DATA / "corpus")
    dev = stancekit.load_corpus(DATA / "heldout" / "dev.jsonl")
    fold_of = grouped_folds(corpus, FOLDS, SEED)
    inside, outside = np.flatnonzero(fold_of != 0), np.flatnonzero(fold_of == 0)
    tasks = [(inside, [corpus.texts[i] for i in outside]), (np.arange(len(corpus)), dev.texts)]
    others, on_dev = Parallel(n_jobs=jobs)(delayed(fold_decisions)(corpus, rows, texts) for rows, texts in tasks)
    figures: dict[str, Any] = {"C": C, "share_held_out": 1 / FOLDS, "other_episodes": {}, "dev": {}}
    for target in corpus.targets:
        values = {v.name: others[v.name, target] for v in VARIANTS}
        truth = truth_of(corpus, target)[outside]
        figures["other_episodes"][target] = compare(values, truth, joint_clusters(corpus)[outside])
        truth = truth_of(dev, target)
        labelled = truth >= 0
        values = {v.name: on_dev[v.name, target][labelled] for v in VARIANTS}
        figures["dev"][target] = compare(values, truth[labelled], dev.clusters("episode")[labelled])
    write_result("ablation", figures, corpus.digest)


if __name__ == "__main__":
    main()
