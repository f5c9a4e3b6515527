"""What makes a labelled corpus unfit for training, found before it is used.

The rules come from trials on real text: repeated phrases and words that give a label away let a
classifier score well on its own corpus and badly elsewhere (Gururangan et al. 2018, Annotation
Artifacts, https://aclanthology.org/N18-2017/).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

import numpy as np
import scipy.sparse as sp

from .corpus import Corpus, Statement
from .errors import Problem
from .labels import Stance
from .tokens import tokens

VOICES: Final = ("debate", "news_quote", "reported", "argument", "social", "street")
PHENOMENA: Final = (
    "negation concession conditional irony reported_opponent implicit both_targets homonym figures".split()
)
RUN_LENGTH: Final = 5
MOST_RUNS: Final = 25
SHINGLE: Final = 4
NEAR_DUPLICATE: Final = 0.7
OVERLAP: Final = 0.5
GIVEAWAY: Final = 0.8
EPISODE_GIVEAWAY: Final = 0.6
_FEWEST: Final = 30


def check_corpus(corpus: Corpus, held_out: Corpus | None = None) -> list[Problem]:
    """Every problem of a corpus that loads.

    Parameters
    ----------
    corpus : Corpus
    held_out : Corpus, optional
        Statements kept for evaluation: none of them may stand, nearly alike, in the corpus.

    Returns
    -------
    list of Problem
        With file and line; empty if all is well.

    Examples
    --------
    >>> from stancekit.corpus import load_corpus
    >>> rows = [{"text": "Lift the ban now.", "t": "against"}, {"text": "Lift the ban now!", "t": "favor"}]
    >>> [problem.message for problem in check_corpus(load_corpus(rows))]
    ['nearly the same text as row:1 (likeness 1.00); reword it, drop it or give both one group']
    """
    problems = [
        *_schema(corpus),
        *_groups(corpus),
        *_near_duplicates(corpus),
        *_repeated_runs(corpus),
        *_giveaways(corpus),
    ]
    if held_out is not None:
        problems += _overlap(corpus, held_out)
    return problems


def _at(statement: Statement, message: str) -> Problem:
    return Problem(message, *statement.place)


def _where(statement: Statement) -> str:
    file, line = statement.place
    return f"{file or 'row'}:{line}"


def _schema(corpus: Corpus) -> Iterator[Problem]:
    for statement in corpus:
        if statement.voice not in (None, *VOICES):
            yield _at(statement, f"unknown voice {statement.voice!r}; expected {', '.join(VOICES)}")
        for name in statement.phenomena:
            if name not in PHENOMENA:
                yield _at(statement, f"unknown phenomenon {name!r}; expected {', '.join(PHENOMENA)}")
        for target in corpus.targets:
            if target not in statement.labels:
                yield _at(statement, f"no {target} label; every statement needs one for each target")


def _groups(corpus: Corpus) -> Iterator[Problem]:
    members: dict[str, list[Statement]] = defaultdict(list)
    for statement in corpus:
        if statement.group:
            members[statement.group].append(statement)
    for name, found in members.items():
        if len(found) == 1:
            yield _at(found[0], f"group {name!r} has this statement only; a group needs two")
        elif all(len({s.labels.get(target) for s in found}) == 1 for target in corpus.targets):
            yield _at(found[0], f"group {name!r} has the same labels throughout; a minimal pair needs a contrast")
        if len({s.episode for s in found}) > 1:
            yield _at(found[0], f"group {name!r} lies in two episodes; a split would have to separate it")


def _words(text: str) -> list[str]:
    return [token.word for token in tokens(text) if token.word[0].isalnum()]


def _shingles(texts: list[str], known: dict[str, int]) -> sp.csr_matrix:
    rows, columns = [], []
    for row, text in enumerate(texts):
        words = _words(text)
        size = min(SHINGLE, len(words))
        found = {" ".join(words[i : i + size]) for i in range(len(words) - size + 1)}
        columns += [known.setdefault(shingle, len(known)) for shingle in sorted(found)]
        rows += [row] * len(found)
    return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), max(1, len(known))))


def _likeness(left: sp.csr_matrix, right: sp.csr_matrix, least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of rows whose Jaccard likeness of word runs is at least `least`."""
    shared = sp.coo_matrix(left @ right.T)
    sizes = np.asarray(left.sum(axis=1)).ravel()[shared.row] + np.asarray(right.sum(axis=1)).ravel()[shared.col]
    likeness = shared.data / (sizes - shared.data)
    for k in np.flatnonzero(likeness >= least):
        yield int(shared.row[k]), int(shared.col[k]), float(likeness[k])


def _near_duplicates(corpus: Corpus) -> Iterator[Problem]:
    matrix = _shingles(corpus.texts, {})
    for later, earlier, likeness in _likeness(matrix, matrix, NEAR_DUPLICATE):
        one, other = corpus.statements[later], corpus.statements[earlier]
        if earlier < later and not (one.group and one.group == other.group):
            yield _at(
                one,
                f"nearly the same text as {_where(other)} (likeness {likeness:.2f}); "
                "reword it, drop it or give both one group",
            )


def _overlap(corpus: Corpus, held_out: Corpus) -> Iterator[Problem]:
    known: dict[str, int] = {}
    right = _shingles(held_out.texts, known)
    left = _shingles(corpus.texts, known)
    right.resize(right.shape[0], left.shape[1])
    for row, other, likeness in _likeness(left, right, OVERLAP):
        yield _at(
            corpus.statements[row],
            f"nearly the same text as the held-out {_where(held_out.statements[other])} "
            f"(likeness {likeness:.2f}); drop it",
        )


def _repeated_runs(corpus: Corpus) -> Iterator[Problem]:
    homes: dict[str, set[str]] = defaultdict(set)
    first: dict[str, Statement] = {}
    for position, statement in enumerate(corpus):
        words = _words(statement.text)
        for i in range(len(words) - RUN_LENGTH + 1):
            run = " ".join(words[i : i + RUN_LENGTH])
            homes[run].add(statement.group or f"\0{position}")
            first.setdefault(run, statement)
    for run, found in homes.items():
        if len(found) > MOST_RUNS:
            yield _at(first[run], f"the words {run!r} recur in {len(found)} groups; at most {MOST_RUNS} are allowed")


def _giveaways(corpus: Corpus) -> Iterator[Problem]:
    """Words and episodes whose presence alone says a label other than neither."""
    stems = [{token.stem for token in tokens(text) if token.word[0].isalnum()} for text in corpus.texts]
    for target in corpus.targets:
        labels = corpus.labels(target)
        by_word: dict[str, Counter[Stance]] = defaultdict(Counter)
        by_episode: dict[str, Counter[Stance]] = defaultdict(Counter)
        for found, label, statement in zip(stems, labels, corpus, strict=True):
            if label is None:
                continue
            for stem in found:
                by_word[stem][label] += 1
            if statement.episode:
                by_episode[statement.episode][label] += 1
        for what, counts, least in (("word", by_word, GIVEAWAY), ("episode", by_episode, EPISODE_GIVEAWAY)):
            for name, seen in counts.items():
                label, count = seen.most_common(1)[0]
                if label != Stance.NEITHER and seen.total() >= _FEWEST and count / seen.total() > least:
                    yield Problem(
                        f"the {what} {name!r} gives {target} {label} away ({count} of {seen.total()}); "
                        "write statements with it under other labels",
                        corpus.name,
                    )
