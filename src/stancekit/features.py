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

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from numbers import Integral, Real
from typing import Final, NamedTuple, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.utils.validation import check_is_fitted

from .composition import condition_mark, mentions
from .errors import InputError
from .lexicon import CONDITIONS, DUTY, OPERATORS, PEOPLE, RULERS
from .places import SAYING
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


@lru_cache(maxsize=20_000)
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
    for stem, _, start, end, negated in words:
        yield (f"not:{stem}" if negated else stem), start, end


def _pair_features(words: list[Token]) -> Iterator[_Place]:
    for (left, _, start, _, _), (right, _, _, end, _) in pairwise(words):
        yield f"{left} {right}", start, end


def _skip_features(words: list[Token]) -> Iterator[_Place]:
    for gap in (2, 3):
        for (left, _, start, _, _), (right, _, _, end, _) in zip(words, words[gap:], strict=False):
            yield f"{left} … {right}", start, end


def _class_features(words: list[Token], class_of: Mapping[str, str]) -> Iterator[_Place]:
    classes = [class_of.get(token.stem) for token in words]
    for gap, sign in ((1, ""), (2, "… "), (3, "… ")):
        for first, last, left, right in zip(words, words[gap:], classes, classes[gap:], strict=False):
            if left or right:
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


class _Occurrences(NamedTuple):
    """The features of a batch of texts, each as often as it occurs.

    A run is one block of one text; the blocks of the first text come first.
    """

    runs: NDArray[np.int64]
    columns: NDArray[np.int64]
    n_texts: int


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
        number_of: defaultdict[str, int] = defaultdict()
        number_of.default_factory = number_of.__len__  # each new name gets the next number
        found = self._occurrences(texts, number_of.__getitem__)
        names = list(number_of)
        columns = self._learn(found, names)[found.columns]
        kept = columns >= 0
        return self._matrix(_Occurrences(found.runs[kept], columns[kept], found.n_texts))

    def _learn(self, found: _Occurrences, names: list[str]) -> NDArray[np.int64]:
        """Vocabulary and document frequencies; returns the column of each name, -1 for one that is too rare."""
        runs, numbers = _cells(found, len(names))[:2]
        frequency = np.bincount(numbers, minlength=len(names))
        block_of = np.zeros(len(names), dtype=np.int64)
        block_of[numbers] = runs % max(1, len(self._weights))
        kept = np.flatnonzero(frequency >= self.min_df).tolist()
        kept.sort(key=lambda number: (block_of[number], names[number]))
        self.vocabulary_: dict[str, int] = {names[number]: column for column, number in enumerate(kept)}
        idf = 1 + np.log((1 + found.n_texts) / (1 + frequency[kept]))
        # Rounded to single precision at once, because that is what the model folder holds.
        self.idf_ = idf.astype(np.float32).astype(float)
        columns = np.full(len(names), -1)
        columns[kept] = np.arange(len(kept))
        return columns

    def transform(self, texts: Iterable[str]) -> sp.csr_matrix:
        """TF-IDF matrix of shape (n_texts, n_features)."""
        check_is_fitted(self, "vocabulary_")
        self._prepare()
        return self._matrix(self._occurrences(texts, self.vocabulary_.get))

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
        for block in self._weights:
            for name, start, end in self._block(block, everything, words):
                yield Feature(block, name, start, end)

    def _block(self, block: str, everything: list[Token], words: list[Token]) -> Iterator[_Place]:
        """Features of one block; `words` are the tokens without the marks."""
        match block:
            case "word":
                return _word_features(words)
            case "pair":
                return _pair_features(words)
            case "skip":
                return _skip_features(words)
            case "class":
                return _class_features(words, self._class_of)
            case "composed":
                return _composed_features(everything, self._targets)
            case "near":
                return _near_features(words, self._targets, self.window)
        return _char_features(words, *self.char_ngrams)

    def _prepare(self) -> None:
        self._check_settings()
        weights = DEFAULT_WEIGHTS if self.weights is None else self.weights
        if unknown := set(weights) - set(BLOCKS):
            raise InputError(f"unknown feature blocks {sorted(unknown)}; expected some of {', '.join(BLOCKS)}")
        self._weights = {block: float(weights[block]) for block in BLOCKS if weights.get(block)}
        self._targets = {name: frozenset(stems) for name, stems in (self.target_words or {}).items()}
        named = {stem: f"[{name}]" for name, stems in reversed(self._targets.items()) for stem in stems}
        self._class_of = {**_CLASS_OF, **named}

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

    def _occurrences(self, texts: Iterable[str], column_of: Callable[[str], int | None]) -> _Occurrences:
        """Columns of all features of the texts; a feature without a column is left out."""
        columns, ends, n_texts = array("i"), array("q", [0]), 0

        @cache  # a batch holds most words many times
        def letters(word: str) -> array[int]:
            return array("i", [c for name in _letters(word, *self.char_ngrams) if (c := column_of(name)) is not None])

        for text in texts:
            n_texts += 1
            everything = tokens(text, self.mask_names)
            words = [token for token in everything if token.stem not in MARKS]
            for block in self._weights:
                if block == "char":
                    for token in words:
                        if token.word != NAME:
                            columns.extend(letters(token.word))
                else:
                    places = self._block(block, everything, words)
                    columns.extend([c for name, _, _ in places if (c := column_of(name)) is not None])
                ends.append(len(columns))
        sizes = np.diff(np.array(ends))
        return _Occurrences(np.repeat(np.arange(len(sizes)), sizes), np.array(columns, dtype=np.int64), n_texts)

    def _matrix(self, found: _Occurrences) -> sp.csr_matrix:
        """Sub-linear counts times IDF, each block of each row scaled to the length of its weight."""
        n_blocks = len(self._weights)
        runs, columns, counts = _cells(found, len(self.vocabulary_))
        values = (1 + np.log(counts)) * self.idf_[columns]
        bounds = np.searchsorted(runs, np.arange(found.n_texts * n_blocks + 1))
        parts = [values[start:end] for start, end in pairwise(bounds.tolist())]
        squares = np.array([part @ part if part.size else 1.0 for part in parts])
        scales = np.tile(list(self._weights.values()), found.n_texts) / np.sqrt(squares)
        starts = bounds[np.arange(found.n_texts + 1) * n_blocks]
        shape = (found.n_texts, len(self.vocabulary_))
        return sp.csr_matrix((values * scales[runs], columns.astype(np.int32), starts), shape=shape)


def _cells(found: _Occurrences, width: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Runs, columns and counts of what occurs, each once, sorted."""
    cells, counts = np.unique(found.runs * width + found.columns, return_counts=True)
    return *np.divmod(cells, max(1, width)), counts
