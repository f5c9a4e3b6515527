"""Text to TF-IDF features whose names can be read and whose places in the text are known.

Seven blocks, each a view of the same tokens:

* ``word``  stems, marked ``not:`` inside the scope of a negation (Pang, Lee and Vaithyanathan 2002,
  https://aclanthology.org/W02-1011/);
* ``pair``  two stems in a row, and ``skip`` two stems with one or two words between them;
* ``class`` the same pairs and skips with words replaced by their class in `lexicon`;
* ``composed`` what the operators around each mention of the target come to, see `composition`;
* ``near``  stems within a few tokens of the target's own vocabulary, marked left or right of it;
* ``char``  letter n-grams within a word, which survive spelling mistakes and compounds.

Each block is scaled to unit length for itself and then weighted, so that the many letter n-grams
do not drown the few words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from numbers import Integral, Real
from typing import Final, NamedTuple, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.utils.validation import check_is_fitted

from .composition import SAYING, condition_mark, mentions
from .errors import InputError
from .lexicon import CONDITIONS, DUTY, OPERATORS, PEOPLE, RULERS
from .tokens import MARKS, NAME, Token, stem_of, tokens

BLOCKS: Final = ("word", "pair", "skip", "class", "composed", "near", "char")
DEFAULT_WEIGHTS: Final[Mapping[str, float]] = {
    "word": 1.0,
    "pair": 1.0,
    "skip": 1.0,
    "class": 1.0,
    "composed": 1.0,
    "near": 1.0,
    "char": 1.0,
}
#: Where the words that name a target are learnt from the texts.
LEARNT_WEIGHTS: Final[Mapping[str, float]] = {**DEFAULT_WEIGHTS, "near": 0.0}


class Feature(NamedTuple):
    """One feature of one text: its block, its name and the characters it covers."""

    block: str
    name: str
    start: int
    end: int


#: Stems that name a target of this project's corpus, after `data/CODEBOOK.md`.
TARGET_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "sanctions": tuple(
        "sanction embargo boycott pressur measur ban blacklist freez isol blockad restrict divest tariff aid "
        "penalti list".split()
    ),
    "negotiation": tuple(
        "talk negoti deal dialogu diplomaci mediat agreement summit engag compromis ransom meet contact peac "
        "settlement ceasefir exchang swap".split()
    ),
}


@lru_cache(maxsize=200_000)
def _letters(word: str, shortest: int, longest: int) -> tuple[str, ...]:
    """Letter n-grams of a word between its two boundaries."""
    padded = f" {word} "
    sizes = range(shortest, min(longest, len(padded)) + 1)
    return tuple(f"~{padded[i : i + n]}" for n in sizes for i in range(len(padded) - n + 1))


# Single words only: phrases are for `composition`.
_CLASS_OF: Final[Mapping[str, str]] = {
    stem_of(word): name
    for name, words in reversed(
        [
            ("PEOPLE", PEOPLE.split()),
            ("RULERS", RULERS.split()),
            ("DUTY", DUTY.split()),
            ("IF", CONDITIONS),
            *((name, phrases) for name, phrases in OPERATORS.items()),
        ]
    )
    for word in words
    if " " not in word
}

_Place = tuple[str, int, int]

TOPICAL_WORDS: Final = 12
_SHORTEST_TOPIC: Final = 3
# Words that stand in texts on any topic.
_EVERYWHERE: Final = "ask think know want make come go look day week month year time thing way"
_COMMON: Final = frozenset(map(stem_of, ENGLISH_STOP_WORDS.union(_EVERYWHERE.split()))) | SAYING | _CLASS_OF.keys()


def topical_words(texts: Iterable[str], count: int = TOPICAL_WORDS, mask_names: bool = False) -> tuple[str, ...]:
    """Stems that most texts share, those of any topic aside: what the texts are about, if nobody says.

    Examples
    --------
    >>> topical_words(["Wind turbines are noisy.", "I like turbines.", "Turbines and wind for all!"], count=2)
    ('turbin', 'wind')
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({t.stem for t in tokens(text, mask_names) if t.word.isalpha() and len(t.stem) >= _SHORTEST_TOPIC})
    shared = [stem for stem, found in counts.items() if found > 1 and stem not in _COMMON]
    return tuple(sorted(shared, key=lambda stem: (-counts[stem], stem))[:count])


def _word_features(words: list[Token]) -> Iterator[_Place]:
    for token in words:
        yield (f"not:{token.stem}" if token.negated else token.stem), token.start, token.end


def _pair_features(words: list[Token]) -> Iterator[_Place]:
    for left, right in pairwise(words):
        yield f"{left.stem} {right.stem}", left.start, right.end


def _skip_features(words: list[Token]) -> Iterator[_Place]:
    for gap in (2, 3):
        for left, right in zip(words, words[gap:], strict=False):
            yield f"{left.stem} … {right.stem}", left.start, right.end


def _class_features(words: list[Token], targets: Mapping[str, frozenset[str]]) -> Iterator[_Place]:
    names = []
    for token in words:
        target = next((f"[{name}]" for name, stems in targets.items() if token.stem in stems), None)
        names.append(target or _CLASS_OF.get(token.stem))
    for gap, sign in ((1, ""), (2, "… "), (3, "… ")):
        for position in range(len(words) - gap):
            left, right = names[position], names[position + gap]
            if left or right:
                first, last = words[position], words[position + gap]
                yield f"={left or first.stem} {sign}{right or last.stem}", first.start, last.end


def _composed_features(words: list[Token], targets: Mapping[str, frozenset[str]]) -> Iterator[_Place]:
    found = mentions(words, targets)
    mark = condition_mark(words)
    signs: dict[str, list[str]] = {}
    for target, sign, before, after, start, end in found:
        for name in (f"{sign}", f"{sign} {mark}", f"{before} »", f"» {after}", f"{before} » {after}"):
            yield f"[{target}] {name}", start, end
        if mark:
            yield f"[{target}] {before} » {after} {mark}", start, end
        signs.setdefault(target, []).extend(sign.strip("0"))
    last = {mention.target: mention for mention in found}
    for target, mention in last.items():
        for name in (f"last {''.join(signs[target][-1:])}", f"all {''.join(sorted(set(signs[target])))} {mark}"):
            yield f"[{target}] {name}", mention.start, mention.end
    together = " ".join(f"[{target}] {''.join(signs[target][-1:])}" for target in targets if target in last)
    for mention in last.values():
        yield f"only {together}" if len(last) == 1 else f"both {together}", mention.start, mention.end


def _near_features(words: list[Token], targets: Mapping[str, frozenset[str]], window: int) -> Iterator[_Place]:
    for target, stems in targets.items():
        for position, centre in enumerate(words):
            if centre.stem not in stems:
                continue
            if centre.negated:
                yield f"[{target}] not", centre.start, centre.end
            for other in range(max(0, position - window), min(len(words), position + window + 1)):
                token = words[other]
                stem = f"not:{token.stem}" if token.negated else token.stem
                if other < position:
                    yield f"{stem} < [{target}]", token.start, centre.end
                    yield f"{stem} < {centre.stem}", token.start, centre.end
                elif other > position:
                    yield f"[{target}] > {stem}", centre.start, token.end
                    yield f"{centre.stem} > {stem}", centre.start, token.end


def _char_features(words: list[Token], shortest: int, longest: int) -> Iterator[_Place]:
    for token in words:
        if token.word != NAME:
            for name in _letters(token.word, shortest, longest):
                yield name, token.start, token.end


class StanceFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts to a sparse TF-IDF matrix, one column a feature.

    Parameters
    ----------
    weights : mapping of str to float, optional
        Weight of each block in `BLOCKS`; a block without weight is left out.
    char_ngrams : tuple of (int, int)
        Shortest and longest letter n-gram.
    window : int
        How many words left and right of a target word count as near.
    min_df : int
        A feature must occur in so many texts.
    target_words : mapping of str to sequence of str, optional
        Stems that name each target. Without it there is no ``near`` and no ``composed`` block.
    mask_names : bool
        Whether names of people and countries are hidden, so that they carry no stance.

    Attributes
    ----------
    vocabulary_ : dict of str to int
        Feature name to column, block after block.
    idf_ : ndarray of shape (n_features,)
        Smooth inverse document frequency.

    Examples
    --------
    >>> features = StanceFeatures(min_df=1).fit(["Lift the sanctions.", "Keep the sanctions."])
    >>> features.transform(["Lift them."]).shape[0]
    1
    """

    def __init__(
        self,
        weights: Mapping[str, float] | None = None,
        char_ngrams: tuple[int, int] = (3, 5),
        window: int = 5,
        min_df: int = 2,
        target_words: Mapping[str, Sequence[str]] | None = None,
        mask_names: bool = True,
    ) -> None:
        self.weights = weights
        self.char_ngrams = char_ngrams
        self.window = window
        self.min_df = min_df
        self.target_words = target_words
        self.mask_names = mask_names

    def fit(self, texts: Iterable[str], y: object = None) -> Self:
        """Learn the vocabulary and the document frequencies."""
        del y
        self.fit_transform(texts)
        return self

    def fit_transform(self, texts: Iterable[str], y: object = None) -> sp.csr_matrix:
        """Learn the vocabulary and return the matrix of the same texts."""
        del y
        self._prepare()
        counted = [self._count(text) for text in texts]
        frequency: dict[str, Counter[str]] = {block: Counter() for block in self._weights}
        for counts in counted:
            for block, names in counts.items():
                frequency[block].update(names.keys())
        self.vocabulary_: dict[str, int] = {}
        idf: list[float] = []
        for block in self._weights:
            kept = sorted(name for name, count in frequency[block].items() if count >= self.min_df)
            for name in kept:
                self.vocabulary_[name] = len(self.vocabulary_)
                idf.append(1 + np.log((1 + len(counted)) / (1 + frequency[block][name])))
        # Rounded to single precision at once, because that is what the model folder holds.
        self.idf_ = np.array(idf, dtype=np.float32).astype(float)
        return self._matrix(counted)

    def transform(self, texts: Iterable[str]) -> sp.csr_matrix:
        """TF-IDF matrix of shape (n_texts, n_features)."""
        check_is_fitted(self, "vocabulary_")
        self._prepare()
        return self._matrix([self._count(text) for text in texts])

    @property
    def names(self) -> list[str]:
        """Feature names in the order of the columns."""
        check_is_fitted(self, "vocabulary_")
        return list(self.vocabulary_)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Feature names in the order of the columns."""
        del input_features
        return np.array(self.names, dtype=object)

    def analyze(self, text: str) -> Iterator[Feature]:
        """Every feature of a text with its place, in no particular order.

        Examples
        --------
        >>> [f.name for f in StanceFeatures(weights={"pair": 1}).analyze("Don't lift sanctions")]
        ['do not', 'not lift', 'lift sanction']
        """
        self._prepare()
        yield from self._read(text)

    def _read(self, text: str) -> Iterator[Feature]:
        """As `analyze`, with the settings already looked through: once a batch, not once a text."""
        everything = tokens(text, self.mask_names)
        words = [token for token in everything if token.stem not in MARKS]
        makers = {
            "word": lambda: _word_features(words),
            "pair": lambda: _pair_features(words),
            "skip": lambda: _skip_features(words),
            "class": lambda: _class_features(words, self._targets),
            "composed": lambda: _composed_features(everything, self._targets),
            "near": lambda: _near_features(words, self._targets, self.window),
            "char": lambda: _char_features(words, *self.char_ngrams),
        }
        for block in self._weights:
            for name, start, end in makers[block]():
                yield Feature(block, name, start, end)

    def _prepare(self) -> None:
        self._check_settings()
        weights = DEFAULT_WEIGHTS if self.weights is None else self.weights
        if unknown := set(weights) - set(BLOCKS):
            raise InputError(f"unknown feature blocks {sorted(unknown)}; expected some of {', '.join(BLOCKS)}")
        self._weights = {block: float(weights[block]) for block in BLOCKS if weights.get(block)}
        self._targets = {name: frozenset(stems) for name, stems in (self.target_words or {}).items()}

    def _check_settings(self) -> None:
        for block, weight in (self.weights or {}).items():
            if not (isinstance(weight, Real) and 0 <= weight < float("inf")):
                raise InputError(f"expected a weight of 0 or more for the block {block!r}, got {weight!r}")
        sizes = self.char_ngrams
        paired = isinstance(sizes, tuple | list) and len(sizes) == 2 and all(isinstance(n, Integral) for n in sizes)
        if not (paired and 1 <= sizes[0] <= sizes[1]):
            raise InputError(f"expected char_ngrams as (shortest, longest), at least 1, got {sizes!r}")
        if not (isinstance(self.window, Integral) and self.window >= 0):
            raise InputError(f"expected a window of 0 words or more, got {self.window!r}")
        if not (isinstance(self.min_df, Integral) and self.min_df >= 1):
            raise InputError(f"expected a min_df of 1 text or more, got {self.min_df!r}")
        if not isinstance(self.mask_names, bool):
            raise InputError(f"expected mask_names as True or False, got {self.mask_names!r}")
        if not isinstance(self.target_words, Mapping | None):
            raise InputError(f"expected target_words as target to list of stems, got {self.target_words!r:.60}")
        for target, stems in (self.target_words or {}).items():
            if isinstance(stems, str) or not isinstance(stems, Iterable):
                raise InputError(f"expected a list of stems that name {target!r}, got {stems!r}; write [{stems!r}]")

    def _count(self, text: str) -> dict[str, Counter[str]]:
        counts: dict[str, Counter[str]] = {block: Counter() for block in self._weights}
        for block, name, _, _ in self._read(text):
            counts[block][name] += 1
        return counts

    def _matrix(self, counted: list[dict[str, Counter[str]]]) -> sp.csr_matrix:
        """Sub-linear counts times IDF, each block of each row scaled to the length of its weight."""
        columns: list[int] = []
        values: list[float] = []
        starts = [0]
        weights = list(self._weights.values())
        for counts in counted:
            for names, weight in zip(counts.values(), weights, strict=True):
                known = [(self.vocabulary_[name], count) for name, count in names.items() if name in self.vocabulary_]
                if not known:
                    continue
                known.sort()
                where = np.array([column for column, _ in known])
                value = (1 + np.log(np.array([count for _, count in known], dtype=float))) * self.idf_[where]
                columns.extend(where.tolist())
                values.extend((value * (weight / np.sqrt(value @ value))).tolist())
            starts.append(len(columns))
        shape = (len(counted), len(self.vocabulary_))
        return sp.csr_matrix((np.array(values), np.array(columns, dtype=np.int32), np.array(starts)), shape=shape)
