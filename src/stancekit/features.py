"""Text to TF-IDF features whose names can be read and whose places in the text are known.

Seven blocks, each a view of the same tokens:

* ``word``  stems, marked ``not:`` inside the scope of a negation (Pang, Lee and Vaithyanathan 2002,
  https://aclanthology.org/W02-1011/);
* ``pair``  two stems in a row, and ``skip`` two stems with one or two words between them;
* ``class`` the same pairs and skips with words replaced by their class in `lexicon`;
* ``frame`` the classes left and right of a word that names the target, within its clause;
* ``near``  stems within a few tokens of the target's own vocabulary, marked left or right of it;
* ``char``  letter n-grams within a word, which survive spelling mistakes and compounds.

Each block is scaled to unit length for itself and then weighted, so that the many letter n-grams
do not drown the few words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from numbers import Integral, Real
from typing import Final, NamedTuple, Self

import numpy as np
import scipy.sparse as sp
import snowballstemmer
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from .errors import InputError
from .lexicon import TURNING, WORD_CLASSES

BLOCKS: Final = ("word", "pair", "skip", "class", "frame", "near", "char")
DEFAULT_WEIGHTS: Final[Mapping[str, float]] = {
    "word": 1.0,
    "pair": 1.0,
    "skip": 1.0,
    "class": 1.0,
    "frame": 1.0,
    "near": 1.0,
    "char": 1.0,
}


class Token(NamedTuple):
    """A word or a mark, as `stem`, with its place in the text."""

    stem: str
    word: str
    start: int
    end: int
    negated: bool
    clause: int


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

#: Typed and converted texts hold all of these for one sign; U+0027 itself is the first.
_APOSTROPHES: Final = "'’‘‛ʼ`´′＇"
_STRAIGHTEN: Final = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_TOKEN: Final = re.compile(
    r"https?://\S+|www\.\S+"  # addresses
    r"|[@#]\w+"  # user names and hashtags
    r"|\d+(?:[.,:]\d+)*%?"  # numbers, dates, times, shares
    rf"|[^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)*"  # words, with their apostrophes
    r"|[^\W_]+"  # mixtures such as B2
    r"|[.,;:!?…()\"“”„«»—–-]"  # marks that may end a clause
)
_MARKS: Final = frozenset('.,;:!?…()"“”„«»—–-')
_CLAUSE_MARKS: Final = frozenset(".,;:!?…()—–")
_CLAUSE_WORDS: Final = frozenset("but although though because while whereas unless until if which who".split())
_NEGATORS: Final = frozenset("not no never without neither nor nobody nothing none nowhere cannot hardly".split())
_NEGATION_REACH: Final = 5
_SHORT_FORMS: Final = {
    "won't": "will not",
    "wont": "will not",
    "can't": "can not",
    "cant": "can not",
    "cannot": "can not",
    "shan't": "shall not",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "shouldnt": "should not",
    "wouldnt": "would not",
    "couldnt": "could not",
    "ain't": "is not",
}
_STEMMER: Final = snowballstemmer.stemmer("english")


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word)
    return stem


_CLASS_OF: Final[Mapping[str, str]] = {
    _stem(word): name for name, words in reversed(list(WORD_CLASSES.items())) for word in words.split()
}
_FRAME_REACH: Final = 8


@lru_cache(maxsize=100_000)
def _words_of(raw: str) -> tuple[str, ...]:
    """Lower-case words of one raw token: short forms are written out, possessives dropped, figures masked."""
    raw = raw.translate(_STRAIGHTEN)
    folded = unicodedata.normalize("NFKC", raw)
    # A few signs stand for several words (U+FDFA); as one token with spaces they would pass for a pair.
    word = (raw if any(map(str.isspace, folded)) else folded).casefold()
    if word.startswith(("http", "www.")) and ("/" in word or "." in word):
        return ("<url>",)
    if word[0] == "@":
        return ("<user>",)
    if word[0].isdigit():
        return ("<number>",)
    if word in _SHORT_FORMS:
        return tuple(_SHORT_FORMS[word].split())
    if word.endswith("n't"):
        return (word[:-3], "not")
    stem, _, ending = word.partition("'")
    return (stem,) if stem and ending in {"s", "re", "ve", "ll", "d", "m", ""} else (word,)


def _composed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text in NFC, and for each of its characters the place in the given text that it came from.

    Cut where the composed form of the whole is the composed forms of both sides, then composed part by part.
    """
    starts = [0]
    for position, character in enumerate(text):
        if position and not unicodedata.combining(character) and not _joins(text[starts[-1] : position], character):
            starts.append(position)
    composed, places = [], []
    for start, end in pairwise([*starts, len(text)]):
        form = unicodedata.normalize("NFC", text[start:end])
        composed.append(form)
        changed = form != text[start:end]
        places += [(start, end)] * len(form) if changed else [(i, i + 1) for i in range(start, end)]
    return "".join(composed), places


def _joins(part: str, character: str) -> bool:
    """Whether the composed form depends on both, as with the letters of a Hangul syllable."""
    if character.isascii():
        return False
    form = partial(unicodedata.normalize, "NFC")
    return form(part + character) != form(part) + form(character)


def tokens(text: str) -> list[Token]:
    """Words and marks of a text, with negation scope and clause numbers.

    A negation reaches five words to the right, at most to the end of its clause. Letters and accents are read
    alike whether they are written as one character or two; places are always those in the given text.

    Examples
    --------
    >>> [(t.stem, t.negated) for t in tokens("Don't lift sanctions, wait")]
    [('do', False), ('not', False), ('lift', True), ('sanction', True), (',', False), ('wait', False)]
    """
    if not unicodedata.is_normalized("NFC", text):
        composed, places = _composed(text)
        return [t._replace(start=places[t.start][0], end=places[t.end - 1][1]) for t in tokens(composed)]
    found = []
    reach = clause = 0
    for match in _TOKEN.finditer(text):
        raw = match.group()
        start, end = match.span()
        if raw in _MARKS:
            if raw in _CLAUSE_MARKS:
                reach, clause = 0, clause + 1
            found.append(Token(raw, raw, start, end, False, clause))
            continue
        for word in _words_of(raw):
            if word in _CLAUSE_WORDS:
                reach, clause = 0, clause + 1
            if word in _NEGATORS:
                reach = _NEGATION_REACH
                found.append(Token(word, word, start, end, False, clause))
            else:
                found.append(Token(_stem(word), word, start, end, reach > 0, clause))
                reach = max(0, reach - 1)
    return found


@lru_cache(maxsize=200_000)
def _letters(word: str, shortest: int, longest: int) -> tuple[str, ...]:
    """Letter n-grams of a word between its two boundaries."""
    padded = f" {word} "
    sizes = range(shortest, min(longest, len(padded)) + 1)
    return tuple(f"~{padded[i : i + n]}" for n in sizes for i in range(len(padded) - n + 1))


_Place = tuple[str, int, int]


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


def _frame_features(words: list[Token], targets: Mapping[str, frozenset[str]]) -> Iterator[_Place]:
    for target, stems in targets.items():
        for position, centre in enumerate(words):
            if centre.stem in stems:
                before = _operators(reversed(words[max(0, position - _FRAME_REACH) : position]), centre, stems)
                after = _operators(words[position + 1 : position + 1 + _FRAME_REACH], centre, stems)
                yield from _frame(target, centre, before, after)


def _operators(words: Iterable[Token], centre: Token, stems: frozenset[str]) -> list[tuple[str, Token]]:
    """Words with a class in the clause of `centre`, nearest first."""
    return [
        (_CLASS_OF[token.stem], token)
        for token in words
        if token.clause == centre.clause and token.stem in _CLASS_OF and token.stem not in stems
    ]


def _frame(
    target: str, centre: Token, before: list[tuple[str, Token]], after: list[tuple[str, Token]]
) -> Iterator[_Place]:
    for size in (1, 2, 3):
        left, right = before[:size], after[:size]
        start = left[-1][1].start if left else centre.start
        end = right[-1][1].end if right else centre.end
        yield f"{' '.join(name for name, _ in reversed(left))} » [{target}] {size}", start, centre.end
        yield f"[{target}] » {' '.join(name for name, _ in right)} {size}", centre.start, end
    start = before[0][1].start if before else centre.start
    end = after[0][1].end if after else centre.end
    signs = _sign(before), _sign(after), _sign(before + after)
    nearest = [found[0][0] if found else "" for found in (before, after)]
    yield f"{nearest[0]} » [{target}] » {nearest[1]}", start, end
    yield f"{signs[0]} » [{target}] » {signs[1]}", start, end
    yield f"{signs[2]} [{target}]", start, end


def _sign(operators: list[tuple[str, Token]]) -> str:
    """Even or odd number of words that turn a stance round."""
    if not operators:
        return "0"
    return "-" if sum(name in TURNING for name, _ in operators) % 2 else "+"


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
        Stems that name each target. Without it there is no ``near`` and no ``frame`` block.

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
    ) -> None:
        self.weights = weights
        self.char_ngrams = char_ngrams
        self.window = window
        self.min_df = min_df
        self.target_words = target_words

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
        words = [token for token in tokens(text) if token.stem not in _MARKS]
        makers = {
            "word": lambda: _word_features(words),
            "pair": lambda: _pair_features(words),
            "skip": lambda: _skip_features(words),
            "class": lambda: _class_features(words, self._targets),
            "frame": lambda: _frame_features(words, self._targets),
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
        if not isinstance(self.target_words, Mapping | None):
            raise InputError(f"expected target_words as target to list of stems, got {self.target_words!r:.60}")
        for target, stems in (self.target_words or {}).items():
            if isinstance(stems, str) or not isinstance(stems, Iterable):
                raise InputError(f"expected a list of stems that name {target!r}, got {stems!r}; write [{stems!r}]")

    def _count(self, text: str) -> dict[str, Counter[str]]:
        counts: dict[str, Counter[str]] = {block: Counter() for block in self._weights}
        for block, name, _, _ in self.analyze(text):
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
