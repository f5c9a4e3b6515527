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
FILES = ("README.md", "models/default/README.md", "data/README.md", "experiments/README.md")
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
        "accuracy of the surest 60%": lambda r: figure(r["accuracy_at_60"]),
        "area under risk and coverage (less is better)": lambda r: figure(r["risk_coverage_area"]),
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
            "which nobody read while writing the corpus or setting anything; their conflicts occur in the corpus, too,",
            "with invented statements (95% intervals over episodes):",
            "",
            score_table("quotes"),
            "",
            f"Of {behaviour['cases']} behaviour cases it passes {figure(kinds['minimal_pair'])} of the minimal pairs "
            f"(every member right on both targets), {figure(kinds['invariance'])} of the invariances and "
            f"{figure(kinds['direction'])} of the directional cases.",
            "Minimal pairs are its weak side: it reads phrases around a target, not whole sentences.",
            "Plain scikit-learn is `TfidfVectorizer` and `LogisticRegression` with their defaults on the same rows; "
            "where it is not behind, our features bring nothing on this text.",
            "",
            against_embeddings(),
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
    for name, what in (
        ("heldout", "held-out statements"),
        ("training", "training statements"),
        ("audit", "training statements that the audit doubted most"),
    ):
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


def against_embeddings() -> str:
    record = result("minilm")
    ahead = "; ".join(f"{target} {figure(record['macro_f1'][f'quotes/{target}']['difference'])}" for target in TARGETS)
    return (
        "Sentence embeddings (all-MiniLM-L6-v2) with logistic regression on the same rows are behind in macro-F1 on "
        f"the same quotes ({ahead}) and pass {record['behaviour']['minilm']['minimal_pair']:.2f} of the minimal "
        f"pairs; from text to label they take {record['times_slower']['quotes']:.0f} times as long on this machine."
    )


def ablation() -> str:
    """Differences of every variant from the full model."""
    record = result("ablation")
    lines = [
        f"C = {record['C']:g} but where said; on a third of the episodes, predicted from the others. "
        "Log-loss: less is better, so a difference above 0 means that what was left out helps.",
        "",
        "| | sanctions: log-loss | macro-F1 | negotiation: log-loss | macro-F1 | `dev`: macro-F1 of both |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name in record["other_episodes"]["sanctions"]:
        cells = []
        for target in TARGETS:
            found = record["other_episodes"][target][name]
            for kind in ("log_loss", "macro_f1"):
                own = name == "full"
                cells.append(f"{found[kind]:.3f}" if own else signed(found[f"{kind}_difference"]))
        dev = ", ".join(f"{record['dev'][target][name]['macro_f1']:.3f}" for target in TARGETS)
        lines.append(f"| {name} | " + " | ".join([*cells, dev]) + " |")
    return "\n".join(lines)


def signed(record: dict[str, float]) -> str:
    return f"{record['value']:+.3f} [{record['low']:+.3f}, {record['high']:+.3f}]"


def trust() -> str:
    """Calibration methods, abstention, sets and the prior."""
    record = result("calibration")
    lines = ["Log-loss of calibrations fitted on four fifths of the episodes, scored on the rest:", ""]
    methods = list(record["sanctions"]["log_loss_by_method"])
    lines += ["| | " + " | ".join(methods) + " |", "| --- |" + " --- |" * len(methods)]
    for target in TARGETS:
        losses = record[target]["log_loss_by_method"]
        lines.append(f"| {target} | " + " | ".join(f"{losses[m]:.4f}" for m in methods) + " |")
    uses = list(record["sanctions"]["on_real_statements"])
    lines += ["", "Log-loss, accuracy and macro-F1 on `dev`, calibrated on the other episodes of `dev`:", ""]
    lines += ["| | " + " | ".join(uses) + " |", "| --- |" + " --- |" * len(uses)]
    for target in TARGETS:
        cells = [
            " / ".join(f"{v:.3f}" for v in found.values()) for found in record[target]["on_real_statements"].values()
        ]
        lines.append(f"| {target} | " + " | ".join(cells) + " |")
    budgets = list(record["sanctions"]["quotes"]["abstention"])
    lines += ["", "`max_error` on the held-out quotes: share answered, and share of the answers that is wrong:", ""]
    lines += ["| | " + " | ".join(budgets) + " |", "| --- |" + " --- |" * len(budgets)]
    for target in TARGETS:
        cells = [
            "0%" if found["error"] is None else f"{found['coverage']:.0%}, {found['error']:.0%} wrong"
            for found in record[target]["quotes"]["abstention"].values()
        ]
        lines.append(f"| {target} | " + " | ".join(cells) + " |")
    sets, orders, adapted = [], [], []
    for target in TARGETS:
        quotes = record[target]["quotes"]
        found, prior = quotes["sets"], quotes["adapt_prior"]
        sets.append(f"{target} {figure(found['coverage'])}, {found['mean_size']:.1f} labels on average")
        areas = ", ".join(f"{name} {area:.3f}" for name, area in quotes["risk_coverage_area"].items())
        orders.append(f"{target} {areas}")
        adapted.append(f"{target} from {quotes['log_loss']:.3f} to {prior['log_loss']:.3f}")
    return "\n".join(
        [
            *lines,
            "",
            f"Sets of 90% hold the true label of the quotes in: {'; '.join(sets)}. "
            f"Area under risk and coverage by what is taken for confidence: {'; '.join(orders)}. "
            f"`adapt_prior` changes the log-loss: {'; '.join(adapted)}.",
        ]
    )


ARTICLE_GROUPS = {
    "unseen": "not read while the rules were written ({})",
    "read": "read while the rules were written ({})",
}


def article_table(rows: dict[str, Callable[[dict[str, Any]], str]]) -> str:
    """Figures of the articles by how well they were known while the rules of attribution were written."""
    groups = {name: result("articles")["groups"][name] for name in ARTICLE_GROUPS}
    heads = [ARTICLE_GROUPS[name].format(group["articles"]) for name, group in groups.items()]
    lines = [f"| | {' | '.join(heads)} |", "| --- |" + " --- |" * len(heads)]
    lines += [f"| {label} | " + " | ".join(of(group) for group in groups.values()) + " |" for label, of in rows.items()]
    return "\n".join(lines)


def stance_rows() -> dict[str, Callable[[dict[str, Any]], str]]:
    rows: dict[str, Callable[[dict[str, Any]], str]] = {}
    for target in TARGETS:
        rows |= {
            f"{target}: accuracy of the statements found": lambda g, t=target: figure(g["stance"][t]["accuracy"]),
            f"{target}: macro-F1": lambda g, t=target: figure(g["stance"][t]["macro_f1"]),
            f"{target}: accuracy of answers above 0.6": lambda g, t=target: figure(
                g["stance"][t]["accuracy_above_0.6"]
            ),
        }
    return rows


def articles() -> str:
    whole = result("articles")["groups"]["all"]
    direct, reported, author = whole["direct"], whole["reported"], whole["author"]
    spans: dict[str, Callable[[dict[str, Any]], str]] = {
        "**direct quotes: F1, exact**": lambda g: figure(g["direct"]["exact_spans"]["f1"]),
        "precision": lambda g: figure(g["direct"]["exact_spans"]["precision"]),
        "recall": lambda g: figure(g["direct"]["exact_spans"]["recall"]),
        "right holder": lambda g: figure(g["direct"]["holder_of_exact"]),
        "F1 of a regular expression": lambda g: figure(g["regular expression"]["exact_spans"]["f1"]),
        "its right holder": lambda g: figure(g["regular expression"]["holder_of_exact"]),
        "**reported speech: F1 by overlap**": lambda g: figure(g["reported"]["overlap"]["f1"]),
        "precision by overlap": lambda g: figure(g["reported"]["overlap"]["precision"]),
        "recall by overlap": lambda g: figure(g["reported"]["overlap"]["recall"]),
        "right holder of those found": lambda g: figure(g["reported"]["holder_of_touched"]),
    }
    positions = ", ".join(f"{author[t]['right']} of {author[t]['positions']} on {t}" for t in TARGETS)
    wrong = ", ".join(f"{author[t]['wrong_position_above_0.6']} on {t}" for t in TARGETS)
    return "\n".join(
        [
            f"On {whole['articles']} articles about fictional people, written for the project by hand, with "
            f"{direct['gold']} direct quotes and {reported['gold']} reported statements (95% intervals over articles):",
            "",
            article_table(spans | stance_rows()),
            "",
            missed(whole),
            f"Of the author's and readers' own positions it reads right {positions}; of "
            f"{author['sanctions']['sentences']} sentences of theirs a wrong position above 0.6 is given to {wrong}.",
        ]
    )


def missed(group: dict[str, Any]) -> str:
    """How many statements are not found at all, and what an answer without reading would be worth."""
    stance = group["stance"]["sanctions"]
    positions = " and ".join(f"{group['stance'][t]['missed_positions']} on {t}" for t in TARGETS)
    shares = " and ".join(f"{group['stance'][t]['accuracy_of_always_neither']['value']:.0%}" for t in TARGETS)
    return (
        f"{stance['missed']} of {stance['found'] + stance['missed']} quotes and reported statements are not found, "
        f"{positions} with a position. To answer `neither` without reading would be right for {shares} of those found."
    )


def article_stance() -> str:
    return article_table(stance_rows())


def gold_articles() -> str:
    gold = result("articles")["gold"]
    genres = ", ".join(f"{count} {name}" for name, count in gold["genres"].items())
    kinds = ", ".join(f"{count} {name}" for name, count in gold["kinds"].items())
    lines = [
        f"{gold['articles']} articles ({genres}) of {gold['words']['least']} to {gold['words']['most']} words, with "
        f"{gold['statements']} statements ({kinds}) of {gold['holders']} holders:",
        "",
        "| | favor | against | conditional | neither |",
        "| --- | --- | --- | --- | --- |",
    ]
    labels = ("favor", "against", "conditional", "neither")
    return "\n".join([*lines, *(f"| {t} | " + " | ".join(str(gold[t][x]) for x in labels) + " |" for t in TARGETS)])


WRITERS = (quality, card, data, agreement, composition, articles, article_stance, gold_articles, ablation, trust)
BLOCKS = {writer.__name__: writer for writer in WRITERS}


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
