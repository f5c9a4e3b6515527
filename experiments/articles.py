"""Score attribution, and stance from end to end, on the project's own articles.

    python experiments/articles.py        -> experiments/results/articles.json

Most articles were read while the rules of attribution were written (`READ`). The others were neither read nor scored
until the rules were done: their figures are the ones to expect of an article that nobody has seen.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from common import DATA, SEED, write_result

import stancekit
from stancekit.evaluation import Figure
from stancekit.labels import LABELS

ARTICLES = DATA / "articles" / "articles.jsonl"
TARGETS = ("sanctions", "negotiation")
READ = frozenset(f"a{n:02d}" for n in (*range(1, 35), *range(43, 50)))
KINDS = {"direct": ("direct",), "reported": ("reported",), "attributed": ("direct", "reported")}
RESAMPLES = 1_000
SURE = 0.6
NEITHER = LABELS.index(stancekit.Stance.NEITHER)
NOTES = {
    "unseen": "articles not read while the rules of attribution were written, and scored once before the last of these",
    "read": "articles read while the rules were written",
    "exact": "the same span but for punctuation and quotation marks at its edges",
    "overlap": "precision, recall and F1 of the characters",
    "holder": "the same name but for its article; of exact hits, and of gold statements that a found one touches",
    "attributed": "direct and reported statements together, whichever of the two they were taken for",
    "regular expression": "the baseline: some twenty lines for the quotations of paragraphs with 'X said' or 'said X'; "
    "its verbs, titles and names were mended on its errors in all these articles, which is in its favour",
    "stance": "of each gold piece; the program reads all pieces of an utterance together and gives them one answer",
    "stance_of_utterances": "of each whole utterance: the position that its pieces take; left out where they differ",
    "author": "sentences of the author's and of readers; gold marks only those that take a position",
    "interval": f"95% percentile bootstrap over articles, {RESAMPLES} resamples",
}

Sums = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, gold or found; for each target a label and how sure it is."""

    start: int
    end: int
    kind: str
    holder: str
    utterance: int
    stances: Mapping[str, tuple[str, float]]


# --- the baseline ----------------------------------------------------------------------------------------------------

_QUOTE = re.compile('["“„«‘]([^"“”„«»‘]{2,}?[.,!?])["”“»’]')
_TITLE = (
    r"\S*(?:Mrs?|Ms|Dr|Sir|Captain|Colonel|General|Major|Minister|Senator|President|Professor|Chancellor|man|Advocate) "
)
_WORD = r"(?!(?:He|She|They|The|An?|In|On|At|But|And)\b)[^\W\d_a-z][\w’'-]+"
_WHO = rf"(?:(?:[a-z-]+,? ){{0,5}}(?:{_TITLE})?(?P<%s>{_WORD}(?: {_WORD})*)|[Hh]e|[Ss]he|[Tt]he \w+)"
_SAID = r"(?:said|says|told|added|asked|answered|replied|wrote|writes)"
_CUE = re.compile(rf"\b(?:{_SAID} {_WHO % 'after'}|{_WHO % 'before'} {_SAID})\b")
_FULL_NAME = re.compile(rf"{_WORD}(?: {_WORD})+")


def by_regular_expression(text: str) -> list[Statement]:
    """Quotations in paragraphs with "X said" or "said X"; a surname is its first full name, "he" the last one."""
    found = []
    for paragraph in re.finditer(r".+", text):
        cue = _CUE.search(_QUOTE.sub("", paragraph[0]))
        quotes = [(paragraph.start() + m.start(1), paragraph.start() + m.end(1)) for m in _QUOTE.finditer(paragraph[0])]
        if cue is None or not quotes:
            continue
        name = cue["after"] or cue["before"]
        full = re.findall(rf"(?:{_WORD} )+{re.escape(name)}\b", text)[:1] if name else []
        full = full or ([name] if name else _FULL_NAME.findall(text, 0, quotes[0][0])[-1:])
        speaker = re.sub(f"^{_TITLE}", "", "".join(full))
        found += [Statement(*span, "direct", speaker, 0, {}) for span in quotes]
    return found


# --- gold and found --------------------------------------------------------------------------------------------------


def gold_statements(article: Mapping[str, Any]) -> list[Statement]:
    return [
        Statement(
            **{name: row[name] for name in ("start", "end", "kind", "holder", "utterance")},
            stances={target: (row[target], 1.0) for target in TARGETS},
        )
        for row in article["statements"]
    ]


def found_statements(text: str, model: stancekit.StanceModel) -> list[Statement]:
    return [
        Statement(
            *(found.start, found.end, found.kind, found.holder, -1),
            {t: (str(p.stance), p.confidence) for t, p in found.predictions.items()},
        )
        for found in stancekit.analyze_article(text, model).statements
    ]


def of_kinds(statements: Iterable[Statement], kinds: Sequence[str]) -> list[Statement]:
    return [statement for statement in statements if statement.kind in kinds]


def core(text: str, statement: Statement) -> tuple[int, int]:
    """The span without punctuation and marks at its edges."""
    start, end = statement.start, statement.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def same_holder(one: Statement, other: Statement) -> bool:
    names = [s.holder.lower().replace("’", "'").strip() for s in (one, other)]
    first, second = (re.sub(r"^(?:the|a|an|its|his|her|their|our|one|some) ", "", name) for name in names)
    return first == second


def shared(one: Statement, other: Statement) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def union(one: Statement, other: Statement) -> int:
    return max(one.end, other.end) - min(one.start, other.start)


def best_match(one: Statement, others: Iterable[Statement]) -> Statement | None:
    """The statement that shares most with this one, as a part of both together; None if none touches it."""
    touching = [other for other in others if shared(one, other)]
    return max(touching, key=lambda other: shared(one, other) / union(one, other), default=None)


# --- counts of one article, which add up over articles ---------------------------------------------------------------


def span_counts(text: str, gold: Sequence[Statement], found: Sequence[Statement]) -> dict[str, int]:
    cores = {core(text, statement): statement for statement in found}
    exact = [(one, cores[core(text, one)]) for one in gold if core(text, one) in cores]
    touched = [(one, match) for one in gold if (match := best_match(one, found)) is not None]
    gold_characters, found_characters = (
        {at for statement in statements for at in range(statement.start, statement.end)} for statements in (gold, found)
    )
    return {
        "gold": len(gold),
        "found": len(found),
        "exact": len(exact),
        "exact_holder": sum(same_holder(*pair) for pair in exact),
        "touched": len(touched),
        "touched_holder": sum(same_holder(*pair) for pair in touched),
        "gold_characters": len(gold_characters),
        "found_characters": len(found_characters),
        "common_characters": len(gold_characters & found_characters),
    }


def pieces(gold: Iterable[Statement]) -> list[list[Statement]]:
    return [[statement] for statement in gold]


def utterances(gold: Iterable[Statement]) -> list[list[Statement]]:
    """The pieces of each utterance together."""
    found: dict[tuple[int, str], list[Statement]] = {}
    for statement in gold:
        found.setdefault((statement.utterance, statement.kind), []).append(statement)
    return list(found.values())


def label_of(unit: Sequence[Statement], target: str) -> str | None:
    """The one position that its pieces take; `neither` if they take none, None if they take several."""
    positions = {statement.stances[target][0] for statement in unit} - {"neither"}
    return None if len(positions) > 1 else next(iter(positions), "neither")


def stance_counts(units: Iterable[Sequence[Statement]], found: Sequence[Statement], target: str) -> dict[str, Any]:
    """Confusion matrices (true by predicted) of all answers and of the sure ones; what was missed, by true label."""
    confusion, sure = np.zeros((2, len(LABELS), len(LABELS)), dtype=int)
    missed = np.zeros(len(LABELS), dtype=int)
    for unit in units:
        label = label_of(unit, target)
        if label is None:
            continue
        matches = [match for piece in unit if (match := best_match(piece, found)) is not None]
        if not matches:
            missed[LABELS.index(label)] += 1
            continue
        answer, confidence = matches[0].stances[target]
        confusion[LABELS.index(label), LABELS.index(answer)] += 1
        sure[LABELS.index(label), LABELS.index(answer)] += confidence > SURE
    return {"confusion": confusion, "sure": sure, "missed": missed}


def author_counts(gold: Sequence[Statement], found: Sequence[Statement], target: str) -> dict[str, int]:
    own, sentences = of_kinds(gold, ["author"]), of_kinds(found, ["author"])
    positions = [one for one in own if one.stances[target][0] != "neither"]
    matches = [(one, match) for one in positions if (match := best_match(one, sentences)) is not None]
    wrong = [sentence for sentence in sentences if surely_wrong(sentence, own, target)]
    return {
        "positions": len(positions),
        "found": len(matches),
        "right": sum(one.stances[target][0] == match.stances[target][0] for one, match in matches),
        "sentences": len(sentences),
        "wrong": len(wrong),
        "others": sum(any(shared(sentence, one) for one in gold if one.kind != "author") for sentence in wrong),
    }


def surely_wrong(sentence: Statement, own: Iterable[Statement], target: str) -> bool:
    """Whether a sentence gets with confidence a position that nobody marked in it."""
    label, confidence = sentence.stances[target]
    true = {one.stances[target][0] for one in own if shared(one, sentence)}
    return label != "neither" and confidence > SURE and label not in true


def article_counts(article: Mapping[str, Any], model: stancekit.StanceModel) -> dict[str, Any]:
    text, gold = article["text"], gold_statements(article)
    found = found_statements(text, model)
    parts: dict[str, Mapping[str, Any]] = {
        name: span_counts(text, of_kinds(gold, kinds), of_kinds(found, kinds)) for name, kinds in KINDS.items()
    }
    parts["regular expression"] = span_counts(text, of_kinds(gold, ["direct"]), by_regular_expression(text))
    attributed = [of_kinds(statements, KINDS["attributed"]) for statements in (gold, found)]
    for target in TARGETS:
        parts[f"stance/{target}"] = stance_counts(pieces(attributed[0]), attributed[1], target)
        parts[f"stance_of_utterances/{target}"] = stance_counts(utterances(attributed[0]), attributed[1], target)
        parts[f"author/{target}"] = author_counts(gold, found, target)
    return {f"{part}/{name}": value for part, counts in parts.items() for name, value in counts.items()}


# --- figures ---------------------------------------------------------------------------------------------------------


def resampled(counts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Each count summed over the articles (first row) and over each resample of them (the other rows)."""
    n = len(counts)
    drawn = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    weights = np.vstack([np.ones((1, n), dtype=int), drawn])
    return {name: np.tensordot(weights, np.array([c[name] for c in counts]), axes=1) for name in counts[0]}


def ratio(above: Any, below: Any) -> Any:
    """Division in which nothing over nothing is unknown."""
    return np.divide(above, below, out=np.full(np.broadcast(above, below).shape, np.nan), where=np.asarray(below) > 0)


def figure(values: Any) -> dict[str, float] | None:
    """The first value with the interval of the others; None where there is nothing to divide by."""
    if np.isnan(values[0]):
        return None
    low, high = np.nanpercentile(values[1:], [2.5, 97.5])
    return asdict(Figure(*(round(float(x), 4) for x in (values[0], low, high))))


def three(hit: Any, gold: Any, found: Any) -> dict[str, Any]:
    """Precision, recall and F1."""
    return {
        "precision": figure(ratio(hit, found)),
        "recall": figure(ratio(hit, gold)),
        "f1": figure(ratio(2 * hit, gold + found)),
    }


def span_figures(sums: Sums) -> dict[str, Any]:
    return {
        **{name: int(sums[name][0]) for name in ("gold", "found", "exact", "touched")},
        "exact_spans": three(sums["exact"], sums["gold"], sums["found"]),
        "overlap": three(sums["common_characters"], sums["gold_characters"], sums["found_characters"]),
        "holder_of_exact": figure(ratio(sums["exact_holder"], sums["exact"])),
        "holder_of_touched": figure(ratio(sums["touched_holder"], sums["touched"])),
    }


def hits(confusion: Any) -> Any:
    return np.trace(confusion, axis1=-2, axis2=-1)


def macro_f1(confusion: Any) -> Any:
    """Mean F1 of the labels that occur, in truth or in answers."""
    right = np.diagonal(confusion, axis1=-2, axis2=-1)
    return np.nanmean(ratio(2 * right, confusion.sum(axis=-1) + confusion.sum(axis=-2)), axis=-1)


def stance_figures(sums: Sums) -> dict[str, Any]:
    confusion, sure, missed = sums["confusion"], sums["sure"], sums["missed"].sum(axis=-1)
    answered, surely = confusion.sum(axis=(-2, -1)), sure.sum(axis=(-2, -1))
    return {
        "found": int(answered[0]),
        "missed": int(missed[0]),
        "missed_positions": int(missed[0] - sums["missed"][0, NEITHER]),
        "accuracy": figure(ratio(hits(confusion), answered)),
        "macro_f1": figure(macro_f1(confusion)),
        "accuracy_if_missed_is_wrong": figure(ratio(hits(confusion), answered + missed)),
        "accuracy_of_always_neither": figure(ratio(confusion[:, NEITHER].sum(axis=-1), answered)),
        "share_above_0.6": figure(ratio(surely, answered)),
        "accuracy_above_0.6": figure(ratio(hits(sure), surely)),
        "wrong_above_0.6": int(surely[0] - hits(sure)[0]),
        "confusion": {
            a: dict(zip(LABELS, row, strict=True)) for a, row in zip(LABELS, confusion[0].tolist(), strict=True)
        },
    }


def author_figures(sums: Sums) -> dict[str, Any]:
    return {
        **{name: int(sums[name][0]) for name in ("positions", "found", "right")},
        "recall": figure(ratio(sums["right"], sums["positions"])),
        "sentences": int(sums["sentences"][0]),
        "wrong_position_above_0.6": int(sums["wrong"][0]),
        "of_these_somebody_elses_words": int(sums["others"][0]),
        "share_wrong_above_0.6": figure(ratio(sums["wrong"], sums["sentences"])),
    }


def part(sums: Sums, name: str) -> dict[str, Any]:
    return {key.removeprefix(f"{name}/"): value for key, value in sums.items() if key.startswith(f"{name}/")}


def figures(counts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    sums = resampled(counts)
    by_target: dict[str, Callable[[Sums], dict[str, Any]]] = {
        "stance": stance_figures,
        "stance_of_utterances": stance_figures,
        "author": author_figures,
    }
    return {
        "articles": len(counts),
        **{name: span_figures(part(sums, name)) for name in (*KINDS, "regular expression")},
        **{name: {t: of(part(sums, f"{name}/{t}")) for t in TARGETS} for name, of in by_target.items()},
    }


def summary(articles: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the gold articles hold."""
    rows = [row for article in articles for row in article["statements"]]
    lengths = [len(article["text"].split()) for article in articles]
    return {
        "articles": len(articles),
        "genres": Counter(article["genre"] for article in articles),
        "words": {"least": min(lengths), "most": max(lengths), "all": sum(lengths)},
        "statements": len(rows),
        "kinds": Counter(row["kind"] for row in rows),
        "holders": len({(article["id"], row["holder"]) for article in articles for row in article["statements"]}),
        **{target: Counter(row[target] for row in rows) for target in TARGETS},
    }


def main() -> None:
    """Write the result."""
    model = stancekit.load_model()
    with ARTICLES.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    counts = [article_counts(article, model) for article in articles]
    names = [article["id"] for article in articles]
    groups = {
        "all": [True] * len(articles),
        "unseen": [name not in READ for name in names],
        "read": [name in READ for name in names],
        **{genre: [article["genre"] == genre for article in articles] for genre in ("news", "opinion")},
    }
    record = {
        "articles_digest": hashlib.sha256(ARTICLES.read_bytes()).hexdigest(),
        "trained": model.card["corpus"]["digest"],
        "notes": NOTES,
        "gold": summary(articles),
        "groups": {
            name: figures([c for c, chosen in zip(counts, group, strict=True) if chosen])
            for name, group in groups.items()
        },
    }
    write_result("articles", record, stancekit.load_corpus(DATA / "corpus").digest)


if __name__ == "__main__":
    main()
